"""Which body acts at a stage: where a text has one for every channel, that of one of them."""

from __future__ import annotations

import attrs

from awardsim.procedure.channels import title_of
from awardsim.procedure.model import Node, Procedure
from awardsim.text import Text


@attrs.frozen
class Acting:
    """A body; ``id`` has the channel behind a dot where it is that of a channel."""

    id: str
    title: Text
    role: str


def acting(procedure: Procedure, node: Node, channel: int) -> Acting | None:
    """The body of a stage for the applicants of a channel; None where the stage has none."""
    body = procedure.policy.bodies.get(node.body)
    if body is None:
        return None
    if not body.each:
        return Acting(node.body, body.title, body.role)
    own = channel_name(procedure, channel, inner=bool(body.inside))
    of = title_of(procedure.policy, own)
    title = Text(f"{body.title.zh}（{of.zh}）", f"{body.title.en} ({of.en})")
    return Acting(f"{node.body}.{own}", title, body.role)


def channel_name(procedure: Procedure, channel: int, *, inner: bool) -> str:
    """Id of a channel as a text knows it: the outer one knows a divided channel as a whole."""
    division = procedure.division
    return division.names[channel] if inner else division.wholes[division.whole[channel]]
