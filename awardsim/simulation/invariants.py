"""What must hold in every run, checked in every run."""

from __future__ import annotations

from collections import Counter

from awardsim.errors import InvariantError
from awardsim.simulation.log import AWARDED, INSIDE, Log
from awardsim.simulation.plan import Plan
from awardsim.text import Text
from awardsim.workdays import CIVIL_DAY


def check_log(plan: Plan, log: Log, since: int = 0) -> None:
    """Raise InvariantError, naming the invariant, if a log breaks one.

    Rows before ``since`` are those of a log that was checked.

    Applicants = awarded + left with a reason + still inside; awards do not exceed quotas; a visit
    neither starts before it arrives nor ends before it starts, nor comes before its cause; nobody
    leaves twice; the people of a body do not work more than there is working time, nor on days
    off, nor before the opening or after the close of business.
    """
    nobody = "a case left twice, or left and was awarded"
    left = [case for case, _, _, _, _ in log.left]
    if len(set(left)) != len(left) or any(log.outcome[case] <= INSIDE for case in left):
        _fail("离开只能一次", nobody)
    counted = Counter(log.outcome)
    if counted[AWARDED] + counted[INSIDE] + len(left) != len(log.outcome):
        _fail("申报数守恒", "applicants are not awarded + left + inside")
    awarded = Counter(
        (track, tier)
        for track, tier, outcome in zip(log.track.tolist(), log.tier, log.outcome, strict=True)
        if outcome == AWARDED
    )
    for quota in plan.procedure.quotas:
        taken = sum(number for one, number in awarded.items() if quota.counts(*one))
        if taken > quota.number:
            _fail("获奖数不超过名额", f"{taken} awards on a quota of {quota.number}")
    rows, worked = log.rows, plan.worked
    calendar = plan.procedure.calendar
    opening, close = calendar.hours
    for place, row in enumerate(rows[since:], since):
        _, node, arrived, started, finished, cause, _, _ = row
        if not arrived <= started <= finished:
            _fail("先到、后办、再办结", f"row {place} runs backwards")
        if cause >= 0 and (cause >= place or rows[cause][4] > arrived):
            _fail("结果不先于原因", f"row {place} comes before its cause")
        if node in worked:
            days = worked[node]
            day = started // CIVIL_DAY
            if day not in days or not opening <= started - day * CIVIL_DAY < close:
                _fail("只在工作时间办理", f"row {place} starts outside working time")
            if finished > started:
                day = (finished - 1) // CIVIL_DAY
                minute = finished - day * CIVIL_DAY
                if day not in days or not opening < minute <= close:
                    # Of several people the last one to begin may need no time at all.
                    several = plan.procedure.nodes[node].review is not None
                    if day not in days or minute != opening or not several:
                        _fail("只在工作时间办理", f"row {place} ends outside working time")
    if rows:
        first, last = min(row[2] for row in rows), max(row[4] for row in rows)
        for body, busy in log.busy.items():
            until = max(last, log.until.get(body, last))  # also for cases that had left
            if busy > log.capacity[body] * calendar.work_between(first, until):
                _fail("办理时间不超过工作时间", f"{body} worked more than it was open")


def _fail(zh: str, en: str) -> None:
    raise InvariantError(Text(f"推演自检未通过：{zh}", f"invariant broken: {en}"))
