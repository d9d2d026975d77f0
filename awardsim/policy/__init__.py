"""What is written: one policy text, every value with its article and its status."""

from awardsim.policy.cell import Bound, Cell, Status
from awardsim.policy.leaves import leaves
from awardsim.policy.model import (
    Body,
    Category,
    Channel,
    Condition,
    Deadline,
    Objection,
    ObjectionProcedure,
    Option,
    Policy,
    Provision,
    Quota,
    Reading,
    RuleUse,
    Source,
    Stage,
    Supplement,
    Track,
    Waiver,
    Window,
)
from awardsim.policy.reader import parse_policy, read_policy
from awardsim.policy.vocabulary import BODY_ROLES, KINDS, PROVISION_TYPES, STAGE_TYPES

__all__ = [
    "BODY_ROLES",
    "KINDS",
    "PROVISION_TYPES",
    "STAGE_TYPES",
    "Body",
    "Bound",
    "Category",
    "Cell",
    "Channel",
    "Condition",
    "Deadline",
    "Objection",
    "ObjectionProcedure",
    "Option",
    "Policy",
    "Provision",
    "Quota",
    "Reading",
    "RuleUse",
    "Source",
    "Stage",
    "Status",
    "Supplement",
    "Track",
    "Waiver",
    "Window",
    "leaves",
    "parse_policy",
    "read_policy",
]
