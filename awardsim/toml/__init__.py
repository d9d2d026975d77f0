"""TOML documents read with suspicion: what a person wrote by hand, with the lines it stands on.

``tomli`` reads the text, a locator finds the lines, and a :class:`Table` structures the
result while :class:`Problems` collect every mistake.  Nothing here knows of awards.
"""

from awardsim.toml.checks import Check, Checks
from awardsim.toml.document import Document, parse_document, read_document
from awardsim.toml.locator import Locator
from awardsim.toml.path import Path, show_path, split_path
from awardsim.toml.problems import Problems, nearest
from awardsim.toml.table import Table

__all__ = [
    "Check",
    "Checks",
    "Document",
    "Locator",
    "Path",
    "Problems",
    "Table",
    "nearest",
    "parse_document",
    "read_document",
    "show_path",
    "split_path",
]
