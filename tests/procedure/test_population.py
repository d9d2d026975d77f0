"""A population's own parameters come from the scenario's table ``cohort``, checked by type."""

import pickle

import attrs
import pytest
from support.procedures import catalogue, policy, scenario

from awardsim.errors import ProcedureError
from awardsim.plugins.contract import CohortModel
from awardsim.procedure.build import build
from awardsim.simulation.arms import replicate
from awardsim.simulation.cohort import APPLICANTS, CohortRequest, Columns
from awardsim.simulation.plan import make_plan
from awardsim.text import Text

TEXT = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.check]
kind = "work"
after = ["apply"]
"""
ONE = "[applicants]\norganisations = 2\n"


@attrs.frozen
class Own:
    """Parameters of each type, one of them needed, one bounded."""

    digital: float = attrs.field(validator=attrs.validators.ge(0))
    rounds: int = 2
    strict: bool = False
    branch_of: str = "none"


class Told(Columns):
    """The built-in columns, with a merit that the parameters give."""

    def __getitem__(self, name):
        drawn = super().__getitem__(name)
        return drawn * 0 + self.request.parameters.digital if name == "merit" else drawn


MODEL = CohortModel("sample.digital", Text("数字", "digital"), Own, Told, "a test")


def made(lines: str, model=MODEL):
    found = scenario(f"{ONE}[cohort]\n{lines}")
    return build(policy(TEXT), found, catalogue().rule, model)


def problems(lines: str, model=MODEL):
    with pytest.raises(ProcedureError) as raised:
        made(lines, model)
    return [(one.path, one.nearest, one.line > 0) for one in raised.value.problems]


def test_the_parameters_of_the_scenario_reach_what_draws():
    procedure = made('digital = 612.5\nstrict = true\nbranch_of = "a bank"\n')
    assert procedure.cohort.draw.parameters == Own(612.5, 2, True, "a bank")
    again = pickle.loads(pickle.dumps(procedure.cohort.draw))  # for other processes
    assert again.parameters == procedure.cohort.draw.parameters
    assert replicate(make_plan(procedure), 1, 0).rows


def test_a_request_is_handed_on_with_them():
    seen = []
    model = attrs.evolve(MODEL, draw=seen.append)
    request = CohortRequest(None, 0, 1, 1, [], [], [], [], (False,), float)
    made("digital = 3\n", model).cohort.draw(request)
    assert [one.parameters for one in seen] == [Own(3)]
    assert request.parameters is None


@pytest.mark.parametrize(
    "lines, told",
    [
        ("digitel = 3\ndigital = 3\n", [("cohort.digitel", "cohort.digital", True)]),
        ("digital = 3\ncrowdin = 2\n", [("cohort.crowdin", "cohort.crowding", True)]),
        ('digital = "much"\n', [("cohort.digital", "", True)]),
        ("digital = true\n", [("cohort.digital", "", True)]),
        ("digital = [1, 2, 3]\n", [("cohort.digital", "", True)]),
        ("digital = 3\nrounds = 2.5\n", [("cohort.rounds", "", True)]),
        ("digital = 3\nstrict = 1\n", [("cohort.strict", "", True)]),
        ("digital = 3\nbranch_of = 4\n", [("cohort.branch_of", "", True)]),
        ("digital = -1\n", [("cohort.digital", "", True)]),
        ("rounds = 3\n", [("cohort.digital", "", False)]),
        (
            "rounds = 2.5\nstrict = 1\n",
            [("cohort.rounds", "", True), ("cohort.strict", "", True), ],
        ),
    ],
)  # fmt: skip
def test_what_a_parameter_cannot_be_is_told_at_its_line(lines, told):
    assert problems(lines) == told


def test_numbers_of_the_built_in_table_stay_estimates_for_every_population():
    procedure = made("digital = 3\ncrowding = [1, 2, 4]\n")
    one = procedure.inputs[procedure.names["cohort.crowding"]]
    assert (one.least, one.usual, one.most) == (1, 2, 4)


def test_a_population_without_parameters_has_none():
    assert problems("digital = 3\n", APPLICANTS) == [("cohort.digital", "", True)]
    assert made("", APPLICANTS).cohort is APPLICANTS
    assert APPLICANTS.usual is None
    assert MODEL.usual is None  # one parameter has no default
