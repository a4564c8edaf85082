"""The charts: one file each, and this list.

A chart is a module whose docstring is the question that it answers and which has `NAME`, `TITLE`
and `draw`. To add one, write its file and add a line here.
"""

from __future__ import annotations

from types import ModuleType

from timeline.charts import timeline

CHARTS: dict[str, ModuleType] = {timeline.NAME: timeline}
