"""Event logs as pm4py reads them, held against the table of the same editions.

No part of the tests, since pm4py is under the AGPL: it is run by hand, in an environment that holds
pm4py alone, in a folder with the three files of one run::

    awardsim run qingyuan-2025 --no-ranges --replications 10 -o log.xes -o log.jsonocel \\
        -o log.events.csv
    python with_pm4py.py
"""

from __future__ import annotations

import sys

import pandas


def main() -> int:
    """Compare visits, cases and outcomes; 1 where they differ."""
    import pm4py  # not at the head: the tests' doctests load every file

    table = pandas.read_csv("log.events.csv")
    ends = pandas.to_datetime(table["complete_timestamp"], utc=True)
    expected = sorted(zip(table["case_id"], table["stage"], ends, strict=True))
    log = pm4py.read_xes("log.xes")
    done = log[log["lifecycle:transition"] == "complete"]
    times = pandas.to_datetime(done["time:timestamp"], utc=True)
    found = sorted(zip(done["case:concept:name"], done["awardsim:stage"], times, strict=True))
    objects = pm4py.read_ocel2_json("log.jsonocel")
    applicants = objects.objects[objects.objects["ocel:type"] == "applicant"]
    visits = objects.events[objects.events["stage"].isin(set(table["stage"]))]
    checks = {
        "XES: every visit with its case, stage and end": found == expected,
        "XES: outcomes": dict(_outcomes(log, "case:concept:name", "case:awardsim:outcome"))
        == dict(_outcomes(table, "case_id", "outcome")),
        "OCEL: applicants": len(applicants) == table["case_id"].nunique(),
        "OCEL: visits": visits["ocel:eid"].nunique() == table["visit_id"].nunique(),
    }
    for name, held in checks.items():
        print("ok  " if held else "FAIL", name)
    return 0 if all(checks.values()) else 1


def _outcomes(log: pandas.DataFrame, case: str, outcome: str) -> pandas.Series:
    """How many applicants left in which way."""
    return log.drop_duplicates(case)[outcome].value_counts()


if __name__ == "__main__":
    sys.exit(main())
