"""How the pages of this folder become HTML: ``python -m sphinx -W docs build/docs``."""

project = "awardsim"
extensions = ["myst_parser"]
root_doc = "README"  # lists every page, which a test holds; so no page needs a toctree
suppress_warnings = ["toc.not_included"]
exclude_patterns = ["**.ipynb"]
myst_heading_anchors = 4
highlight_language = "text"
html_theme = "alabaster"
html_theme_options = {"page_width": "1100px", "description": "质量奖制度对照与程序推演"}
html_copy_source = False
