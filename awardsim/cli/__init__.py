"""The command line; :func:`main` is the program ``awardsim``."""

from awardsim.cli.main import main

__all__ = ["main"]
