"""What is left open and what does not agree: on an altered text, and silent once it is mended."""

from __future__ import annotations

import pytest
from support.checked import codes, row

VOTE = 'rule = { name = "approval_vote", choose = { organisations = 3 } }'
TIES = row("得分相同的")
TOP = row('name = "top_n"')


def topped(most: str) -> str:
    return f'rule = {{ name = "top_n", at_most = {{ organisations = {most} }} }}'


PENDING = 'holds = { value = "case", inferred = "没有写" }'
GOES_ON = 'suspends = { value = false, words = "不影响评审" }'
#: The code; what is changed; the path; what is said; what is changed besides to mend it.
FOUND = {
    "ties": (
        "AWS302",
        [
            ('type = "PRIORITY"', 'type = "PRINCIPLE"'),
            (TIES, 'value = { value = "x", words = "按得分" }'),
        ],
        "stages.shortlist.rule",
        "'short list', 'deliberation': ties are not settled",
        [('words = "通报表彰"', 'words = "得票相同的由组长决定"')],
    ),
    "whether awards may stay vacant is not said": (
        "AWS303",
        [(row("may_stay_vacant"), 'may_stay_vacant = "unstated"')],
        "quotas.organisations.may_stay_vacant",
        "quota at most 3, whether awards may stay vacant is not said",
        [],
    ),
    "exactly three awards": (
        "AWS303",
        [
            (row("number = {"), 'number = { exactly = 3, words = "授予3家" }'),
            (row("may_stay_vacant"), 'may_stay_vacant = "excluded"'),
        ],
        "quotas.organisations.may_stay_vacant",
        "quota 3, awards may not stay vacant",
        [],
    ),
    "a vote without majority": (
        "AWS304",
        [('rule = { name = "confer_by_rank" }', VOTE)],
        "stages.deliberation.rule",
        "not stated: who attends, by what majority, whether it is secret",
        [],
    ),
    "no closing date": (
        "AWS305",
        [(row("closes = { value = 2026-04-30"), 'closes = "unstated"')],
        "stages.apply.closes",
        "'application' has no closing date",
        [],
    ),
    "cycles without a cycle": (
        "AWS306",
        [(row("cycle = {"), 'cycle = "unstated"')],
        "conditions.lock_out.rule.lasts",
        "counts 2 cycles",
        [],
    ),
    "a quota in an annex": (
        "AWS307",
        [(TOP, topped('{ elsewhere = "附件2" }'))],
        "stages.shortlist.rule.at_most.organisations",
        "rests on 附件2, not at hand",
        [],
    ),
    "whether a list follows the marks": (
        "AWS327",
        [
            (
                'rule = { name = "confer_by_rank" }',
                'rule = { name = "confer_by_rank", inferred = "没有写" }',
            )
        ],
        "stages.deliberation.rule",
        "'deliberation': whether the order of marks decides",
        [],
    ),
    "below which mark awards stay vacant": (
        "AWS328",
        [
            (
                'rule = { name = "confer_by_rank" }',
                'rule = { name = "confer_by_rank", minimum = "unstated" }',
            )
        ],
        "stages.deliberation.rule.minimum",
        "below which mark they do is not said",
        [(row("may_stay_vacant"), "may_stay_vacant = false")],
    ),
    "how one objects": (
        "AWS326",
        [(row("form = {"), 'form = "unstated"'), (row("upheld = {"), 'upheld = "unstated"')],
        "objections.form",
        "not stated: in what form, what follows if it is upheld",
        [],
    ),
    "the prescribed time": (
        "AWS308",
        [(row("reply = {"), 'reply = { unstated = "只写“在规定期限内”" }')],
        "objections.reply",
        "nowhere prescribed",
        [],
    ),
    "no limit for the finding": (
        "AWS309",
        [(row("decide = {"), 'decide = "unstated"')],
        "objections.decide",
        "no limit",
        [],
    ),
    "no limits at all": (
        "AWS310",
        [
            (row("decide = {"), 'decide = { elsewhere = "处理办法" }'),
            (row("forward = {"), 'forward = "unstated"'),
            (row("reply = {"), 'reply = "unstated"'),
        ],
        "objections.decide",
        "have no limits; see 处理办法",
        [],
    ),
    "in principle": (
        "AWS311",
        [(TOP, topped('{ at_most = 6, soft = true, words = "原则上不超过6家" }'))],
        "stages.shortlist.rule.at_most.organisations",
        "nothing says who may except",
        [],
    ),
    "no weights": (
        "AWS312",
        [
            (
                'rule = { name = "confer_by_rank" }',
                'rule = { name = "weighted_sum", weights = { review = "unstated" } }',
            )
        ],
        "stages.deliberation.rule.weights",
        "has no weights",
        [],
    ),
    "no number for a list": (
        "AWS313",
        [(TOP, topped('"unstated"'))],
        "stages.shortlist.rule.at_most",
        "has no number",
        [],
    ),
    "silent on revocation": (
        "AWS314",
        [(row("撤销奖励，收回"), 'value = "unstated"')],
        "provisions.revocation",
        "nothing is said of: revocation",
        [],
    ),
    "no rule for applying again": (
        "AWS316",
        [(row('name = "lock_out"'), "")],
        "conditions",
        "whether a winner may apply again",
        [],
    ),
    "a remark that the document is silent": (
        "AWS317",
        [(row("不收取任何费用"), 'value = { unstated = "没有写收不收费" }')],
        "provisions.fee.value",
        "'fee' is not settled",
        [],
    ),
    "winners who judge": (
        "AWS512",
        [(row("每年报送绩效报告"), 'value = { value = "参加下届评审", words = "参加下届的评审" }')],
        "provisions.report",
        "how 'annual report' goes with 'recusal' is not said",
        [],
    ),
    "a gate beside objections that do not suspend": (
        "AWS501",
        [
            (row("holds = {"), PENDING),
            (row("suspends ="), GOES_ON),
            (row("open = {"), 'open = { value = true, words = "经公示无异议的" }'),
        ],
        "stages.final_notice.objection.open",
        "'经公示无异议的'",
        [],
    ),
    "fewer visited than awarded": (
        "AWS503",
        [(TOP, topped("{ at_most = 2 }"))],
        "stages.shortlist.rule.at_most",
        "at most 2, fewer than 3 awards",
        [],
    ),
    "more chosen than awarded": (
        "AWS503",
        [('rule = { name = "confer_by_rank" }', VOTE.replace("= 3", "= 4"))],
        "stages.deliberation.rule.choose",
        "4 chosen, more than 3 awards",
        [],
    ),
    "fewer chosen than must be awarded": (
        "AWS503",
        [
            (row("number = {"), 'number = { exactly = 3, words = "授予3家" }'),
            ('rule = { name = "confer_by_rank" }', VOTE.replace("= 3", "= 2")),
        ],
        "stages.deliberation.rule.choose",
        "only 2 chosen, and there are 3 awards",
        [],
    ),
    "an objection that halts the review, and does not affect it": (
        "AWS514",
        [
            ('suspends = "unstated"', 'suspends = { value = true, words = "异议审查期间暂停" }'),
            (
                "[provisions.basis]\n",
                '[provisions.goes_on]\ntitle = { zh = "照常", en = "goes on" }\n'
                'type = "NON_SUSPENSION"\nsource = "rules 四(三)"\n'
                'value = { value = true, words = "异议审查期间，不影响" }\n[provisions.basis]\n',
            ),
        ],
        "provisions.goes_on.value",
        "'异议审查期间，不影响' in one place, '异议审查期间暂停' in another",
        [],
    ),
    "a revoked winner before an honest one": (
        "AWS504",
        [(row("5年内不受理"), 'lasts = { value = "3y", words = "3年内不受理" }')],
        "provisions.debarment.lasts",
        "the lock-out of an honest winner 4 years",
        [('words = "应当回避"', 'words = "两个期限不一致的，以较长者为准"')],
    ),
    "a lock-out between two editions": (
        "AWS505",
        [
            (
                row('name = "lock_out"'),
                'rule = { name = "lock_out", lasts = { value = "5y", words = "5年内" } }',
            )
        ],
        "conditions.lock_out.rule.lasts",
        "in fact 6 years pass",
        [],
    ),
    "in force for less than the edition": (
        "AWS506",
        [(row("valid_to = "), 'valid_to = { value = 2026-09-30, words = "至2026年9月30日" }')],
        "window.valid_to",
        "in force until 2026-09-30, and the edition ends on 2026-10-30",
        [],
    ),
    "in force for five years, held every second": (
        "AWS506",
        [(row("valid_to = "), 'valid_to = { value = 2031-02-28, words = "至2031年2月28日" }')],
        "window.valid_to",
        "the cycle of edition 3 runs past 2031-02-28",
        [],
    ),
    "a standard of a year that it has not": (
        "AWS507",
        [(row("GB/T 19580"), 'value = { value = "GB/T 19580—2011", words = "GB／T19580—2011" }')],
        "provisions.standard.value",
        "GB/T 19580 has no edition of 2011 (known: 2004, 2012)",
        [],
    ),
    "a standard without a year": (
        "AWS507",
        [(row("GB/T 19580"), 'value = { value = "GB/T 19580", words = "GB／T19580" }')],
        "provisions.standard.value",
        "without a year",
        [],
    ),
    "the first three, and a vote": (
        "AWS508",
        [
            (row("number = {"), 'number = { at_most = 3, words = "前3家" }'),
            ('rule = { name = "confer_by_rank" }', VOTE),
        ],
        "quotas.organisations.number",
        "'前3家' are awarded, and 'deliberation' elects them",
        [],
    ),
    "a prize that nobody takes back": (
        "AWS510",
        [(row("颁发奖牌、证书"), 'value = { value = 500000, words = "奖励50万元" }')],
        "provisions.revocation.value",
        "does not recover the prize",
        [("撤销奖励，收回奖牌、证书", "撤销奖励，收回奖牌和奖金")],
    ),
    "duties that outlast the text": (
        "AWS511",
        [(row("其义务在期满后继续适用"), "value = true")],
        "provisions.report.lasts",
        "'debarment' 5 years, 'lock-out' 4 years run past it",
        [],
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_it_is_found_and_silent_once_it_is_mended(check, name):
    code, pairs, path, said, mended = FOUND[name]
    found = [one for one in check(*pairs) if one.code.id == code]
    assert [one.place.path for one in found] == [path]
    assert said in found[0].what.en
    assert found[0].what.zh != found[0].what.en
    assert code not in codes(check(*mended))
    if mended:
        assert code not in codes(check(*pairs, *mended))


def test_each_reading_is_a_point_with_its_options(check):
    reading = (
        "[readings]\n",
        '[readings.who]\nquestion = { zh = "谁定", en = "who decides" }\n'
        'source = "rules 三(六), 三(八)"\n'
        'default = "group"\n[readings.who.options.group]\n'
        'title = { zh = "领导小组", en = "group" }\n'
        'set = { "stages.final_notice.objection.holds" = "case" }\n'
        '[readings.who.options.all]\ntitle = { zh = "市政府", en = "government" }\n'
        'set = { "stages.final_notice.objection.holds" = "list" }\n',
    )
    found = [one for one in check(reading, state="issued") if one.code.id == "AWS502"]
    assert [one.what.en for one in found] == ["who decides"]
    assert found[0].effect.en == "a run takes 'group'"
    assert found[0].repair.en == "say which of these: group / government"
    assert found[0].place.articles == ("三(六)", "三(八)")


def test_what_holds_for_one_track_only(check):
    """Two tracks: a provision for organisations, and the remark that persons are not mentioned."""
    person = (
        "[channels.east]\n",
        '[tracks.individuals]\ntitle = { zh = "个人奖", en = "individuals" }\n'
        'applicant = "individual"\nsource = "rules 一(一)"\n[channels.east]\n',
    )
    quota = (
        "[conditions.operating_years]\n",
        '[quotas.individuals]\nsource = "rules 一(一)"\nnumber = { at_most = 5, words = "5人" }\n'
        "may_stay_vacant = true\n[conditions.operating_years]\n",
    )
    struck = (
        "[provisions.recusal]\n",
        '[provisions.struck]\ntitle = { zh = "取消", en = "struck off" }\n'
        'type = "DISQUALIFICATION"\nsource = "rules 四(三)"\ntracks = ["organisations"]\n'
        "value = true\n[provisions.persons]\n"
        'title = { zh = "取消（个人）", en = "struck off (persons)" }\n'
        'type = "DISQUALIFICATION"\nsource = "rules 四(三)"\ntracks = ["individuals"]\n'
        'value = "unstated"\n[provisions.recusal]\n',
    )
    found = [one for one in check(person, quota, struck) if one.code.id == "AWS509"]
    assert [one.what.en for one in found] == [
        "'struck off' is settled for organisations, not for individuals"
    ]
    both = (struck[0], struck[1].replace('value = "unstated"', "value = true"))
    assert "AWS509" not in codes(check(person, quota, both))
