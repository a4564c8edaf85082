"""The least Streamlit app that answers a click: what any app pays."""

import streamlit as st

st.set_page_config(layout="wide")
choice = st.multiselect("Programme", [f"Programme {i}" for i in range(12)], key="programme")
st.title(f"Showing {choice}")
