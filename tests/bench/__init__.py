"""Measures, as ratios within one run: `make bench`. No test times anything."""
