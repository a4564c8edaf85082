"""The page: `python -m timeline run`, or `streamlit run app.py`."""

from timeline.ui.entry import show

show()
