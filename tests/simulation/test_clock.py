"""The clock keeps SimPy's order, and SimPy's own events run in it."""

from hypothesis import given
from hypothesis import strategies as st
from simpy import Environment
from simpy.events import Event

from awardsim.simulation.clock import Clock


def happening(env, seen, name):
    event = Event(env)
    event._ok = True
    event._value = None
    event.callbacks.append(lambda _event: seen.append((env.now, name)))
    return event


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), max_size=40))
def test_events_happen_as_in_simpy(planned):
    ours, theirs = [], []
    clock, environment = Clock(), Environment()
    for number, (minute, priority) in enumerate(planned):
        clock.at(minute, priority, happening(clock, ours, number))
        environment.schedule(happening(environment, theirs, number), priority, minute)
    clock.run_out()
    environment.run()
    assert ours == theirs
    assert clock.now == environment.now


def test_a_process_of_simpy_runs_beside_events_at_a_minute():
    clock, seen = Clock(), []

    def process():
        for _ in range(3):
            yield clock.timeout(10)
            seen.append((clock.now, "process"))

    clock.process(process())
    clock.at(15, 0, happening(clock, seen, "event"))
    clock.run_out()
    assert seen == [(10, "process"), (15, "event"), (20, "process"), (30, "process")]
