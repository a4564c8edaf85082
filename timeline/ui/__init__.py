"""The page in the browser, thin: choose, draw, explain, download. No arithmetic on data."""
