"""A text that belongs to nobody, to try rules, populations and figures on."""

from __future__ import annotations

import datetime

from awardsim.drafting import Given, all_questions, compose, understand

_ANSWERS = {
    "city": "sample",
    "version": "2027",
    "title": "样例办法",
    "issued": "2026-03-02",
    "opens": "2026-03-02 @2",
    "closes": "2026-12-31 @2",
    "cycle": "2y @2",
    "tracks": "both @3",
    "quotas.organisations": "at most 3 @3",
    "quotas.individuals": "at most 3 @3",
    "vacancy": "yes @3",
    "channels": "east=东县、west=西县、north=北县 @5",
    "conditions.operation": "3y @4",
    "stages.APPLY": "yes @6",
    "closing.apply": "2026-04-30 @6",
    "stages.CH_REVIEW": "yes @7",
    "stages.NOMINATE": "yes @8",
    "stages.ELIG": "yes @9",
    "stages.DOC_REVIEW": "yes @10",
    "stages.SHORTLIST": "yes @11",
    "stages.SITE": "yes @12",
    "stages.DECIDE": "yes @13",
    "stages.FIN_NOTICE": "5wd @14",
    "stages.OBJECT": "yes @15",
    "stages.APPROVE": "yes @16",
    "stages.AWARD": "yes @17",
}


def sample_text() -> tuple[str, str]:
    """Name and text of its file."""
    today = datetime.date(2026, 3, 2)
    silent = {one.id: "-" for one in all_questions(today) if one.default == "-"}
    given = {id: Given(raw) for id, raw in {**silent, **_ANSWERS}.items()}
    answers, problems = understand(given, today)
    assert not problems
    return "2027.toml", compose(answers).text
