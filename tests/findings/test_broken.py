"""One good text, and many that are broken in one place each: every fault is named, where it is."""

from __future__ import annotations

import pytest
from support.checked import DOCUMENT, FILE, codes, line_of_mark, row

from awardsim.findings import Severity, check_policy

#: What is broken; how; the code; what the message says; what the repair says.  § marks the line.
BROKEN = {
    "a value without its unit": (
        [(row("不少于 5 个工作日"), "duration = 5§")],
        "AWS006",
        'write "5wd"',
        '"5wd"',
    ),
    "a section is missing": (
        [("[readings]\n", "")],
        "AWS002",
        "'readings' is missing",
        "add it",
    ),
    "a key of a stage is missing": (
        [
            (
                'per = "batch"\nbody = "office"\nsource = "rules 三(一)"',
                'body = "office"\nsource = "rules 三(一)"',
            )
        ],
        "AWS002",
        "'per' is missing",
        "add it",
    ),
    "an unknown key": (
        [("may_stay_vacant = {", "may_stay_vacent§ = {")],
        "AWS003",
        "no key 'may_stay_vacent'",
        "may_stay_vacant",
    ),
    "an unknown stage type": (
        [('type = "CH_NOTICE"', 'type = "CH_NOTIC"§')],
        "AWS004",
        "no stage type 'CH_NOTIC'",
        "CH_NOTICE",
    ),
    "an unknown body": (
        [('body = "reviewers"', 'body = "reviewer"§')],
        "AWS004",
        "no body 'reviewer'",
        "reviewers",
    ),
    "an unknown predecessor": (
        [('after = ["county_check"]', 'after = ["county_chek"]§')],
        "AWS004",
        "no stage 'county_chek'",
        "county_check",
    ),
    "an unknown rule": (
        [('name = "mean_of_reviewers"', 'name = "mean_of_reviwers"§')],
        "AWS004",
        "no rule 'mean_of_reviwers'",
        "mean_of_reviewers",
    ),
    "an unknown track": (
        [("[quotas.organisations]", "[quotas.organisation]§")],
        "AWS004",
        "no track 'organisation'",
        "organisations",
    ),
    "a number in quotes": (
        [("reviewers = { value = 3,", 'reviewers = { value = "3",§')],
        "AWS005",
        "expected a whole number",
        "as the message says",
    ),
    "true for a number": (
        [("number = { at_most = 3,", "number = { at_most = true,§")],
        "AWS005",
        "found true",
        "as the message says",
    ),
    "a stage without an article": (
        [('source = "rules 三(一)"\nwords = "印发通知"', 'words = "印发通知"')],
        "AWS007",
        "'source' is missing",
        "rules 七(二)",
    ),
    "an article of no document": (
        [('source = "rules 五(四)"', 'source = "plan 五(四)"§')],
        "AWS007",
        "no source 'plan'",
        "rules",
    ),
    "a document without an article": (
        [('source = "rules 五(四)"', 'source = "rules"§')],
        "AWS007",
        "no article",
        "rules 七(二)",
    ),
    "a version that is not the file's name": (
        [('version = "2026"', 'version = "2027"§')],
        "AWS008",
        "the file is called '2026'",
        "rename the file",
    ),
    "dates in the wrong order": (
        [
            (
                'closes = { value = 2026-10-30, words = "2026年10月30日前（含当日）完成" }',
                "closes = 2026-01-30§",
            )
        ],
        "AWS009",
        "is after",
        "swap",
    ),
    "an id with capitals": (
        [("[channels.west]", "[channels.West]§")],
        "AWS010",
        "expected an id",
        "west",
    ),
    "a reading that sets what is not there": (
        [
            (
                "[readings]\n",
                '[readings.r]\nquestion = { zh = "问", en = "q" }\nsource = "rules 四"\n'
                'default = "a"\n[readings.r.options.a]\ntitle = { zh = "甲", en = "a" }\n'
                '[readings.r.options.a.set]\n"stages.final_notic.duration" = "7wd"§\n',
            )
        ],
        "AWS011",
        "no such path 'stages.final_notic.duration'",
        "stages.final_notice",
    ),
    "two statuses at once": (
        [('suspends = "unstated"', 'suspends = { unstated = "?", value = true }§')],
        "AWS012",
        "only one of these",
        "keep one",
    ),
    "a misspelt status": (
        [('suspends = "unstated"', 'suspends = "unstatd"§')],
        "AWS012",
        "no status 'unstatd'",
        "unstated",
    ),
    "too long a quotation": (
        [('words = "应当回避"', f'words = "{"应当回避" * 20}"§')],
        "AWS013",
        "at most 60 characters",
        "decisive",
    ),
    "a stage twice in a list": (
        [('after = ["county_notice"]', 'after = ["county_notice", "county_notice"]§')],
        "AWS014",
        "stands twice",
        "remove",
    ),
    "a table twice": (
        [("[channels.west]", "[channels.east]§")],
        "AWS014",
        "",
        "remove",
    ),
    "a waiver without a reason": (
        [("[readings]\n", '[[waivers]]§\ncode = "AWS302"\n[readings]\n')],
        "AWS015",
        "'reason' is missing",
        "waiver",
    ),
    "an idle waiver": (
        [("[readings]\n", '[[waivers]]§\ncode = "AWS302"\nreason = "by lot"\n[readings]\n')],
        "AWS016",
        "no AWS302 to waive",
        "remove",
    ),
    "another format": (
        [("schema = 1", "schema = 9§")],
        "AWS017",
        "format 9",
        "update",
    ),
    "no quotes around a text": (
        [('jurisdiction = "jia"', "jurisdiction = jia§")],
        "AWS001",
        "a text stands in quotes",
        "mend it",
    ),
    "stages in a circle": (
        [('after = ["call"]', 'after = ["call", "review"]§')],
        "AWS401",
        "apply -> county_check -> county_notice -> review -> apply",
        "remove one",
    ),
    "a stage that cannot be reached": (
        [
            ('kind = "work"\nper = "case"\nbody = "county"', 'kind = "wait"\nper = "batch"'),
            ('after = ["apply"]', 'body = "county"'),
        ],
        "AWS402",
        "cannot be reached",
        "'after'",
    ),
    "a list without a closing date": (
        [(row("closes = { value = 2026-04-30") + "\n", "")],
        "AWS403",
        "never closes",
        "'closes'",
    ),
    "a list that must be shorter than the awards": (
        [
            ("organisations = { at_most = 6,", "organisations = { at_most = 2,§"),
            ("number = { at_most = 3,", "number = { exactly = 3,"),
        ],
        "AWS405",
        "fewer than the 3 awards",
        "let 3 or more through 'short list'",
    ),
    "nobody keeps to the quota": (
        [
            ('rule = { name = "confer_by_rank" }\n', ""),
            (row('name = "top_n"') + "\n", ""),
        ],
        "AWS406",
        "no stage keeps to the 3 awards",
        "rule",
    ),
    "a rule in the wrong place": (
        [('rule = { name = "mean_of_reviewers" }', 'rule = { name = "confer_by_rank" }§')],
        "AWS407",
        "sees the whole list",
        "parameters",
    ),
    "an unknown parameter": (
        [('name = "lock_out", lasts = {', 'name = "lock_out", last = {§')],
        "AWS407",
        "",
        "",
    ),
    "no channel": (
        [
            ('[channels.east]\ntitle = { zh = "东县", en = "East County" }\n', "[channels]§\n"),
            ('[channels.west]\ntitle = { zh = "西县", en = "West County" }\n', ""),
        ],
        "AWS408",
        "at least one is needed",
        "[channels.",
    ),
    "a lock-out in working days": (
        [('lasts = { value = "2cycles",', 'lasts = { value = "2wd",§')],
        "AWS411",
        "years or cycles",
        "unit",
    ),
    "several reviewers where there is no review": (
        [('words = "通报表彰"', 'words = "通报表彰"\nreviewers = 3§')],
        "AWS412",
        "several reviewers",
        "remove",
    ),
    "a loose end": (
        [('after = ["county_notice"]', 'after = ["county_check"]')],
        "AWS413",
        "nothing comes after 'county notice'",
        "'after'",
    ),
    "a mark that nobody gives": (
        [(row('name = "top_n"'), 'rule = { name = "threshold", at_least = "unstated" }§')],
        "AWS415",
        "'fill.stages.shortlist.rule.at_least'",
        "[fill]",
    ),
    "a number other than its words": (
        [("number = { at_most = 3,", "number = { at_most = 5,§")],
        "AWS104",
        "每届不超过3家",
        "correct",
    ),
    "a bound contrary to its words": (
        [("number = { at_most = 3,", "number = { at_least = 3,§")],
        "AWS105",
        "'不超过' is a ceiling",
        "at_most",
    ),
    "a value without words": (
        [
            (
                'reply = { at_most = "3wd", words = "县局在收到后3个工作日内回复" }',
                'reply = { at_most = "3wd" }§',
            )
        ],
        "AWS106",
        "no words",
        "words",
    ),
    "another kind of day than its words": (
        [('duration = { exactly = "5wd",', 'duration = { exactly = "5cd",§')],
        "AWS107",
        "公示5个工作日",
        "unit",
    ),
    "unread values": (
        [(row("reply = "), 'reply = "unread"§')],
        "AWS301",
        "1 values are unread",
        "read the document",
    ),
    "matters that the file forgot": (
        [
            (
                '[provisions.recusal]\ntitle = { zh = "回避", en = "recusal" }\ntype = "RECUSAL"',
                '[provisions.recusal]\ntitle = { zh = "回避", en = "recusal" }\ntype = "PRINCIPLE"',
            )
        ],
        "AWS315",
        "1 matters",
        "unstated",
    ),
}


def test_the_good_text_has_nothing_to_find(catalogue):
    assert check_policy(FILE, catalogue) == []
    assert check_policy(FILE, catalogue, sources=[str(DOCUMENT)]) == []


def test_there_are_many_broken_texts():
    assert len(BROKEN) >= 40
    assert len({code for _, code, _, _ in BROKEN.values()}) >= 30


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_is_named_where_it_is(check, name):
    pairs, code, said, repair = BROKEN[name]
    found = [one for one in check(*pairs) if one.code.id == code]
    assert found, name
    first = found[0]
    assert said in first.what.en
    assert repair in first.repair.en
    assert first.what.zh
    assert first.repair.zh
    assert first.place.file.endswith("2026.toml")
    if any("§" in new for _, new in pairs):
        assert first.place.line == line_of_mark(*pairs)


@pytest.mark.parametrize("name", BROKEN)
def test_one_fault_does_not_bring_others_of_form(check, name):
    """A mistake of form is told once: what was not said to be wrong is not blamed."""
    pairs, code, _, _ = BROKEN[name]
    others = {one for one in codes(check(*pairs)) if one.startswith("AWS0")} - {code}
    assert others == set()


def test_all_faults_of_a_file_are_told_at_once(check):
    """Form, rules, order, words and gaps in one go, though the file cannot even be read."""
    found = check(
        ('type = "CH_NOTICE"', 'type = "CH_NOTIC"'),
        ('duration = { exactly = "5wd", words = "公示5个工作日" }', "duration = 5"),
        ('name = "mean_of_reviewers"', 'name = "mean_of_reviwers"'),
        (row("closes = { value = 2026-04-30") + "\n", ""),
        ("number = { at_most = 3,", "number = { at_most = 5,"),
        ('type = "PRIORITY"', 'type = "PRIORTY"'),
    )
    assert {"AWS004", "AWS006", "AWS403", "AWS104", "AWS305"} <= set(codes(found))
    unknown = [one.repair.en for one in found if one.code.id == "AWS004"]
    assert unknown == [
        "write 'CH_NOTICE'",
        "write 'mean_of_reviewers'",
        "write 'PRIORITY'",
    ]


@pytest.mark.parametrize(
    "pair",
    [
        (row("closes = { value = 2026-10-30"), 'closes = { value = "10月30日" }'),
        (row("closes = { value = 2026-04-30"), "closes = { value = [7] }"),
        (row("不少于 5 个工作日"), "duration = { at_least = [7] }"),
        ("reviewers = { value = 3,", "reviewers = { value = [7],"),
        (row('title = "关于印发'), "title = 17"),
    ],
    ids=["the end of the window", "a closing date", "a duration", "reviewers", "a document"],
)
def test_a_value_of_the_wrong_kind_hides_no_rule(check, pair):
    found = check(pair, ('name = "mean_of_reviewers"', 'name = "mean_of_reviwers"'))
    wrong = {one.code.id: one.repair.en for one in found if one.code.id.startswith("AWS0")}
    assert wrong == {
        "AWS005": "write the value as the message says",
        "AWS004": "write 'mean_of_reviewers'",
    }


def test_a_draft_has_errors_where_an_issued_text_has_points_to_clarify(check):
    early = 'closes = { value = 2026-05-15, words = "2026年5月15日前（含当日）" }'
    late = (row("closes = { value = 2026-10-30"), early)
    drafted, issued = (
        [one.severity for one in check(late, state=state) if one.code.id == "AWS205"]
        for state in ("draft", "issued")
    )
    assert (drafted, issued) == ([Severity.ERROR], [Severity.CLARIFY])


def test_a_mistake_of_form_is_an_error_in_an_issued_text_too(check):
    found = check(('type = "CH_NOTICE"', 'type = "CH_NOTIC"'), state="issued")
    assert [one.severity for one in found] == [Severity.ERROR]
