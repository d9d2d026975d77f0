"""What a figure rests on: the finish, the law, the awards, the late."""

from __future__ import annotations

from awardsim.analysis.explain import FigureFacts
from awardsim.policy.leaves import quota_title
from awardsim.procedure.model import Procedure
from awardsim.report.assumed import calendar_line, read_amount
from awardsim.report.console import plain, wrap
from awardsim.report.explaining_latest import finish_by_ground
from awardsim.report.explaining_stage import path_table
from awardsim.report.resolved import title_of
from awardsim.report.showing import row_cells
from awardsim.report.teller import Teller
from awardsim.report.wrapped import wrapped_table
from awardsim.report.written import cell_row
from awardsim.scenario.model import Meets
from awardsim.text import Text
from awardsim.units import Duration

#: Assumptions of one figure that are listed at most; the others are counted.
MOST_INPUTS = 16
#: Parts of names by which the assumptions of a figure are put in order.
_RANKS = {
    "finish": ("durations.", ".closes", "people.", "supplement", "reviewers", "applicants."),
    "awards": ("applicants.", "at_most", "detects", "weights", "cohort.", "noise", "leniency"),
    "late": (".closes", ".deadline", "durations.", "people.", "careless", "crowding"),
}
_FIGURE_TITLES = {
    "finish": Text("按期把握和完成日期", "the finish, and the chance to be in time"),
    "law": Text("条文本身最快到哪天", "how soon the text itself allows"),
    "awards": Text("获奖和空缺", "awards and vacancies"),
    "late": Text("逾期未受理", "applicants who are late"),
}


def figure_screen(facts: FigureFacts, teller: Teller) -> list[str]:
    """What a figure rests on; nothing is run for it."""
    lines = teller.heading(teller.read(_FIGURE_TITLES[facts.figure]), facts.figure)
    parts = {"finish": _finish, "law": _law, "awards": _awards, "late": _late}
    lines += parts[facts.figure](facts, teller)
    if facts.figure != "law":
        lines += ["", *_inputs(facts, teller)]
        hints = {
            "finish": teller.say(
                f"hint: awardsim run {teller.name} 算出把握；"
                f"awardsim sweep {teller.name} 看哪一项最要紧",
                f"hint: awardsim run {teller.name} works out the chance; "
                f"awardsim sweep {teller.name} finds what matters most",
            ),
            "awards": f"hint: awardsim run {teller.name}",
            "late": f"hint: awardsim run {teller.name}",
        }
        lines += ["", *wrap(hints[facts.figure])]
    return lines


def _finish(facts: FigureFacts, teller: Teller) -> list[str]:
    procedure = facts.procedure
    lines = [*_finished(procedure, teller), *_deadline(procedure, teller)]
    law = facts.law[-1].step.finished if facts.law else None
    usual = facts.usual[-1].step.finished if facts.usual else None
    lines += wrap(
        teller.say(
            f"条文本身最快 {teller.moment(law)}；一般估计、没有人排队 {teller.moment(usual)}。",
            f"The text alone allows {teller.moment(law)}; with usual values and nobody waiting "
            f"{teller.moment(usual)}.",
        )
    )
    lines += ["", teller.say("一般估计怎么走到完成", "how it gets to the finish, usual values")]
    lines += path_table(facts.usual, teller)
    return [*lines, "", *_law_chain(facts, teller), "", *_calendar(procedure, teller)]


def _law(facts: FigureFacts, teller: Teller) -> list[str]:
    procedure = facts.procedure
    text = teller.say(
        "只算条文写明的天数和日期；没有写明的一律当作不用时间，会随时可开。",
        "Only days and dates that the text states; all else takes no time, bodies meet at once.",
    )
    lines = [*_finished(procedure, teller), *wrap(text), ""]
    return [*lines, *_law_chain(facts, teller), "", *_calendar(procedure, teller)]


def _law_chain(facts: FigureFacts, teller: Teller) -> list[str]:
    """The steps that the text itself gives a length or a date, and the finish."""
    procedure = facts.procedure
    totals: dict[str, int] = {}
    rows: list[list[str]] = []
    for link in facts.law:
        step, node = link.step, procedure.nodes[link.step.node]
        if link.waited is not None:
            day = teller.moment(link.waited.minute)
            title = f"★ {teller.date_title(link.waited)}"
            rows.append([title, "", day, teller.date_ground(link.waited)])
        stated = link.ground.kind == "law"
        if stated and node.notice is not None:
            unit = node.notice.unit
            totals[unit] = totals.get(unit, 0) + node.notice.days
        if stated or node.index == procedure.finish:
            rows.append(
                [
                    teller.read(node.title),
                    teller.moment(step.started),
                    teller.moment(step.finished),
                    teller.ground(node, link.ground),
                ]
            )
    headers = [
        teller.say("环节", "stage"),
        teller.say("开始", "starts"),
        teller.say("完成", "over"),
        teller.say("依据", "rests on"),
    ]
    sums = [Duration.parse(f"{days}{unit}").read(teller.language) for unit, days in totals.items()]
    total = teller.listed(sums) or "0"
    lines = [
        *wrap(
            teller.say(
                f"条文的链条（这条路上的法定公示共{total}，另加每次的发布日）",
                f"the chain of the text (notices on this path: {total}, and a day of posting each)",
            )
        ),
        *wrapped_table(rows, headers, (28, 18, 18)),
    ]
    on_path = {link.step.node for link in facts.law}
    beside = [
        node
        for node in procedure.nodes
        if node.notice is not None and node.notice.stated and node.index not in on_path
    ]
    if beside:
        parts = [
            f"{teller.read(node.title)} {teller.stated(procedure.policy.stages[node.id].duration)}"
            for node in beside
        ]
        text = teller.say(
            f"不在这条路上、但也要做满的公示：{'；'.join(parts)}",
            f"notices beside this path that have to run as well: {'; '.join(parts)}",
        )
        lines += wrap(text, indent=" ", hang="   ")
    return lines


def _finished(procedure: Procedure, teller: Teller) -> list[str]:
    """What counts as finished."""
    node = procedure.nodes[procedure.finish]
    stage = procedure.policy.stages[node.id]
    said = f"“{plain(stage.words)}”" if stage.words else ""
    whose = ""
    if procedure.scenario.finish:
        whose = teller.say("（情景指定）", " (named by the scenario)")
    text = teller.say(
        f"完成＝环节“{teller.read(node.title)}”（{node.id}），"
        f"{teller.cited(stage.source)}{said}{whose}",
        f"finished = the stage '{teller.read(node.title)}' ({node.id}), "
        f"{teller.cited(stage.source)} {said}{whose}",
    )
    return wrap(text, hang="  ")


def _deadline(procedure: Procedure, teller: Teller) -> list[str]:
    if procedure.finish_by is None:
        return [teller.say("期限：没有", "to finish by: nothing is given")]
    day = teller.moment(procedure.deadline_minute)
    ground = finish_by_ground(procedure, teller)
    return wrap(teller.say(f"期限：{day}  {ground}", f"to finish by: {day}  {ground}"), hang="  ")


def _awards(facts: FigureFacts, teller: Teller) -> list[str]:
    """Quotas, and who decides by which rule."""
    procedure = facts.procedure
    policy = procedure.policy
    rows: list[list[str]] = []
    for name, quota in policy.quotas.items():
        track = quota_title(policy, name)
        title = Text(f"表彰名额（{track.zh}）", f"awards ({track.en})")
        for key, cell in (("number", quota.number), ("may_stay_vacant", quota.may_stay_vacant)):
            if key == "may_stay_vacant":
                title = Text(f"可否空缺（{track.zh}）", f"may stay vacant ({track.en})")
            row = cell_row(f"quotas.{name}.{key}", title, cell)
            rows.append(row_cells(row, policy, teller.language))
    lines = wrapped_table(rows, (), (26, 20, 9, 10))
    lines += [
        "",
        teller.say("名单由哪些环节、按什么规则来定", "which stages make the list, by which rules"),
    ]
    steps: list[list[str]] = []
    for node in procedure.nodes:
        if node.rule is None:
            continue
        rule = node.rule.rule
        steps.append(
            [teller.read(node.title), teller.read(rule.title), rule.id, teller.article(node.source)]
        )
    headers = [
        teller.say("环节", "stage"),
        teller.say("规则", "rule"),
        teller.say("名称", "name"),
        teller.say("条文", "article"),
    ]
    return ["", *lines, *wrapped_table(steps, headers, (24, 24, 29))]


def _late(facts: FigureFacts, teller: Teller) -> list[str]:
    lines: list[str] = [""]
    if not facts.dates:
        return ["", teller.say("文本没有期限，没有人会逾期。", "There is no deadline to miss.")]
    for date in facts.dates:
        node = facts.procedure.nodes[date.node]
        if date.kind != "limit" or node.limit is None:
            continue
        out = node.limit.out
        title = teller.date_title(date)
        what = teller.say("逾期即退出", "who is late leaves")
        if not out:
            what = teller.say("只记录，不退出", "noted only, nobody leaves")
        counts = {
            "receipt": Text("以收到为准", "counts on receipt"),
            "postmark": Text("以寄出为准", "counts when posted"),
            "completion": Text("以办结为准", "counts when done"),
        }.get(node.limit.counts, Text("", ""))
        lines += wrap(
            f"{title}: {teller.moment(date.minute)}  {teller.date_ground(date)}  "
            f"{teller.read(counts)}{teller.say('，', ', ')}{what}",
            hang="  ",
        )
    return lines


def _inputs(facts: FigureFacts, teller: Teller) -> list[str]:
    """Assumptions that bear on a figure: those on the path first, then by what they are."""
    procedure = facts.procedure
    on_path: list[int] = []
    if facts.figure == "finish":
        for link in facts.usual:
            for index in (link.waited.input if link.waited else -1, link.ground.input):
                if index >= 0 and index not in on_path:
                    on_path.append(index)
    moving = [index for index in facts.inputs if not procedure.inputs[index].fixed]
    ranks = _RANKS[facts.figure]

    def rank(index: int) -> tuple[bool, int]:
        name = procedure.inputs[index].id
        place = next((n for n, part in enumerate(ranks) if part in name), len(ranks))
        return index not in on_path, place

    order = sorted(moving, key=rank)
    rows: list[list[str]] = []
    if facts.figure == "finish":
        for path, one in procedure.scenario.assumptions.items():
            if isinstance(one.amount, Meets) and one.amount.dates and path not in procedure.names:
                shown = read_amount(one.amount, teller.language)
                title = teller.read(title_of(path, procedure))
                rows.append([f"● {title}", shown, teller.read(one.basis)])
    rows += [
        [
            ("● " if index in on_path else "  ") + teller.read(procedure.inputs[index].title),
            teller.amount(index),
            teller.basis(procedure.inputs[index]),
        ]
        for index in order[:MOST_INPUTS]
    ]
    heading = teller.say(
        f"与它有关的估计 {len(order)} 项", f"assumptions that bear on it: {len(order)}"
    )
    if on_path:
        heading += teller.say("（● 在上面这条路上）", " (● on the path above)")
    lines = [heading, *wrapped_table(rows, (), (34, 20))]
    rest = len(order) - MOST_INPUTS
    if rest > 0:
        lines += wrap(
            teller.say(
                f"另有{rest}项： awardsim show {teller.name} --resolved",
                f"{rest} more: awardsim show {teller.name} --resolved",
            ),
            indent=" ",
        )
    return lines


def _calendar(procedure: Procedure, teller: Teller) -> list[str]:
    return wrap(calendar_line(procedure.scenario, procedure.policy, teller.language), hang="  ")
