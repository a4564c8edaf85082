"""For all tests."""

from hypothesis import settings

# A loaded machine is no fault: how fast something is, `make bench` measures.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")
