"""The program for notebooks: load, change, run, compare, schedule; figures as tables.

The figures are those of the command line.  What is said in words is in the language of the
edition; columns of tables and their cells that are not words are the same in both.
"""

from awardsim.notebook.edition import Edition, compare, load, names
from awardsim.notebook.results import Comparison, Run, Schedule
from awardsim.notebook.table import Table, Words

__all__ = ["Comparison", "Edition", "Run", "Schedule", "Table", "Words", "compare", "load", "names"]
