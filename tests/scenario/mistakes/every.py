"""All mistakes of scenario files, by what shows them."""

from __future__ import annotations

from tests.scenario.mistakes.amounts import DURATIONS, KEYS, NUMBERS
from tests.scenario.mistakes.built import CHANGED, PEOPLE_AND_DATES
from tests.scenario.mistakes.names import NAMES
from tests.scenario.mistakes.open_values import OPEN_VALUES, STATED_VALUES
from tests.scenario.mistakes.tables import BODIES, DATES, HEADS, LEFT_OPEN, MEETINGS, TWICE

#: Mistakes that the file alone shows.
READ = (
    *KEYS,
    *NUMBERS,
    *DURATIONS,
    *MEETINGS,
    *LEFT_OPEN,
    *TWICE,
    *BODIES,
    *DATES,
    *HEADS,
)

#: Mistakes that only the text shows.
BUILT = (
    *NAMES,
    *STATED_VALUES,
    *OPEN_VALUES,
    *PEOPLE_AND_DATES,
    *CHANGED,
)
