"""Small texts drawn at random, with the scenarios that they run under."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

#: What comes after what: single cases, then lists of counties, then the whole batch, and back.
KINDS = ("work", "panel", "wait", "notice", "gate", "meeting")
FIRST = datetime.date(2025, 9, 1)


@st.composite
def experiments(draw: st.DrawFn) -> tuple[str, str]:
    """A text with queues, lists, deadlines, objections, a shortlist and a quota; a scenario."""
    whole = st.integers
    closes = latest = FIRST + datetime.timedelta(days=draw(whole(3, 20)))
    text = f'[stages.s0]\nkind = "window"\ncloses = {closes}\n'
    durations, chance, people = "", "", set()
    panel = 1  # fewer people than judge each file are refused
    count = draw(whole(1, 6))
    for number in range(1, count + 1):
        kind = draw(st.sampled_from(KINDS))
        per = draw(st.sampled_from(("case", "case", "channel", "batch")))
        per = "case" if kind == "panel" else per
        after = [f"s{number - 1}"]
        if number > 1 and draw(st.booleans()):
            after.append(f"s{number - 2}")
        body = {"work": draw(st.sampled_from(("office", "county"))), "panel": "reviewers"}.get(
            kind, "group" if kind == "meeting" else "departments"
        )
        text += (
            f'[stages.s{number}]\nkind = "{"work" if kind == "panel" else kind}"\n'
            f'per = "{per}"\nafter = {after}\nbody = "{body}"\n'
        )
        if kind == "panel":
            judges = draw(whole(1, 3))
            panel = max(panel, judges)
            text += f"reviewers = {judges}\n"
        if kind in ("work", "panel"):
            people.add(body)
        if kind in ("work", "panel", "wait"):
            unit = draw(st.sampled_from(("h", "wd", "cd")))
            unit = "h" if unit == "cd" and kind != "wait" else unit
            durations += f's{number} = "{draw(whole(0, 12))}{unit}"\n'
        if kind == "notice":
            text += f'duration = "{draw(whole(0, 7))}{draw(st.sampled_from(("wd", "cd")))}"\n'
            holds = draw(st.sampled_from(("", "nobody", "case", "list")))
            if holds:
                text += f'objection = {{ open = true, holds = "{holds}" }}\n'
                chance += f"objection.s{number} = {draw(st.sampled_from((0, 0.3, 1)))}\n"
        if draw(whole(0, 5)) == 0 and kind != "window":
            on = FIRST + datetime.timedelta(days=draw(whole(5, 60)))
            counts = draw(st.sampled_from(("receipt", "postmark", "completion")))
            late = draw(st.sampled_from(("out", "noted")))
            on = max(on, latest) if late == "out" else on  # nobody could be in time: refused
            text += (
                f'deadline = {{ on = {on}, counts = "{counts}", late = "{late}", roll = "none" }}\n'
            )
        elif draw(whole(0, 5)) == 0:
            day = FIRST + datetime.timedelta(days=draw(whole(5, 60)))
            latest = max(latest, day)
            text += f"closes = {day}\n"
        if draw(whole(0, 5)) == 0 and per == "case" and kind != "meeting":
            within, rounds = draw(whole(0, 4)), draw(whole(0, 2))
            text += f'supplement = {{ within = "{within}wd", rounds = {rounds} }}\n'
        if draw(whole(0, 3)) == 0 and per != "case":
            places = f"{{ organisations = {draw(whole(0, 3))} }}"
            text += f'rule = {{ name = "within_quota", at_most = {places} }}\n'
        elif draw(whole(0, 3)) == 0:
            text += 'rule = { name = "conditions" }\n'
    text += (
        f'[stages.end]\nkind = "gate"\nper = "batch"\nafter = ["s{count}"]\n'
        'rule = { name = "confer_by_rank" }\n'
        f"[quotas.organisations]\nnumber = {{ at_most = {draw(whole(0, 4))} }}\n"
        '[conditions.years]\nrule = { name = "min_years", field = "operation", at_least = "3y" }\n'
    )
    assumed = "".join(
        f"[channels.{name}]\norganisations = {draw(whole(0, 4))}\n"
        + (f"county = {draw(whole(1, 2))}\n" if "county" in people else "")
        for name in ("east", "west")
    )
    listed = sorted(people - {"county"})
    if listed:
        least = {"reviewers": panel}
        counts = {name: draw(whole(least.get(name, 1), 4)) for name in listed}
        assumed += "[people]\n" + "".join(f"{name} = {one}\n" for name, one in counts.items())
    if "reviewers" in people:
        assignment = draw(st.sampled_from(("pool", "balanced", "random")))
        assumed += f'[bodies.reviewers]\nassignment = "{assignment}"\n'
    if durations:
        assumed += f"[durations]\n{durations}"
    if '"meeting"' in text:
        days = sorted(draw(st.sets(whole(4, 90), min_size=1, max_size=6)))
        dates = [str(FIRST + datetime.timedelta(days=day)) for day in days]
        length = draw(st.sampled_from(("0h", "4h", "8h")))
        assumed += f'[meetings]\ngroup = {{ dates = [{", ".join(dates)}], length = "{length}" }}\n'
    spread = draw(st.sampled_from((0, 0.5)))
    withdrawal = draw(st.sampled_from((0, 0, 0.3)))
    assumed += (
        f"[chance]\n{chance}spread = {spread}\nwithdrawal = {withdrawal}\n"
        f"upheld = {draw(st.sampled_from((0, 0.5, 1)))}\nsupplied = 0.5\n"
    )
    return text, assumed
