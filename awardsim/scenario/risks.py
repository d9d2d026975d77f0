"""What may go wrong in a procedure: kinds of risks that a scenario can name."""

from __future__ import annotations

from awardsim.text import Text

NOTICE_RESTARTS, NO_QUORUM, POSTPONED, DROPS_OUT, EXTRA_ROUND = (
    "notice_restarts",
    "no_quorum",
    "postponed",
    "drops_out",
    "extra_round",
)
#: Kinds of risks, as a person calls them.
RISK_KINDS = {
    NOTICE_RESTARTS: Text("异议使公示重来", "an objection restarts the notice"),
    NO_QUORUM: Text("到会人数不足", "no quorum"),
    POSTPONED: Text("会议改期", "postponed"),
    DROPS_OUT: Text("评审人员退出", "somebody drops out"),
    EXTRA_ROUND: Text("再补一轮材料", "one more round of material"),
}
#: Kinds that take days; without a quorum the body's next meeting is waited for.
WITH_DAYS = frozenset(RISK_KINDS) - {NO_QUORUM}
