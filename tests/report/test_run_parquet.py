"""The figures of all replications, read back by pandas: the record's own figures come out again."""

from __future__ import annotations

import json
import math

import pandas
import pytest
from pyarrow import parquet

from awardsim.errors import InputError
from awardsim.report.files import check_run_files, write_run
from awardsim.report.run_record import run_record


@pytest.fixture(scope="module")
def written(quick, tmp_path_factory):
    path = tmp_path_factory.mktemp("parquet") / "run.parquet"
    write_run(quick, path, "zh")
    return path


@pytest.fixture(scope="module")
def frame(written):
    return pandas.read_parquet(written)


@pytest.fixture(scope="module")
def record(quick):
    return json.loads(json.dumps(run_record(quick)))


def figure(frame, name, **of):
    """A figure of every replication, in their order."""
    rows = frame[frame["figure"] == name]
    for column, value in of.items():
        rows = rows[rows[column] == value]
    return rows.set_index("replication").sort_index()


def nth(moments, share):
    """The least moment that so many replications do not exceed; None: never."""
    ordered = sorted(moments, key=lambda one: (pandas.isna(one), one if one == one else 0))
    found = ordered[max(math.ceil(share * len(ordered) - 1e-9) - 1, 0)]
    return None if pandas.isna(found) else found


def test_the_share_in_time_is_that_of_the_record(frame, record):
    finish = figure(frame, "finish")
    by = pandas.Timestamp(record["question"]["finish_by"], tz="Asia/Shanghai")
    in_time = finish["at"] < by + pandas.Timedelta(days=1)
    assert len(in_time) == record["run"]["replications"]
    assert in_time.mean() == record["answer"]["share"]


def test_the_dates_of_all_stages_are_those_of_the_record(frame, record):
    for stage in record["stages"]:
        ends = figure(frame, "end", stage=stage["id"])["at"]
        for key, share in (("early", 0.1), ("middle", 0.5), ("late", 0.9)):
            found = nth(list(ends), share)
            wanted = stage[key]
            assert (None if found is None else found.date().isoformat()) == (
                None if wanted is None else wanted["date"]
            ), (stage["id"], key)


def test_applications_awards_outcomes_and_hours_are_those_of_the_record(frame, record):
    applied = frame[frame["figure"] == "applied"]["value"].sum()
    for one in record["outcomes"]:
        share = figure(frame, "outcome", outcome=one["id"])["value"].sum() / applied
        assert share == pytest.approx(one["share"], rel=1e-12)
    for one in record["output"]["tracks"]:
        awarded = figure(frame, "awarded", track=one["track"])["value"]
        assert [nth(list(awarded), share) for share in (0.1, 0.5, 0.9)] == one["awarded"]
    for one in record["bodies"]:
        hours = figure(frame, "busy", body=one["id"])["value"].mean() / 60
        assert hours == pytest.approx(one["busy_hours"], rel=1e-12)


def test_days_on_the_path_are_those_of_the_record(frame, record):
    done = figure(frame, "finish")["value"].notna()
    for one in record["path"]:
        days = figure(frame, "path", stage=one["stage"], category=one["category"])["value"]
        assert days[done].mean() == pytest.approx(one["days"], rel=1e-12)
        assert (days > 0).mean() == pytest.approx(one["criticality"], rel=1e-12)


def test_every_figure_of_every_replication_is_there_once(quick, frame):
    assert len(frame) == quick.figures.size
    of = [name for name in frame.columns if name not in ("unit", "value", "at")]
    assert not frame.duplicated(of).any()
    assert set(frame["figure"]) == {name.partition("/")[0] for name in quick.layout.names}


def test_the_metadata_say_what_it_is(written, record):
    about = json.loads(parquet.read_schema(written).metadata[b"awardsim"])
    assert about["record"] == record["record"]
    assert about["seed"] == record["run"]["seed"]
    assert about["notice"] == record["notice"]
    assert about["synthetic"] is True


def test_both_languages_write_the_same(quick, written, tmp_path):
    write_run(quick, tmp_path / "en.parquet", "en")
    assert (tmp_path / "en.parquet").read_bytes() == written.read_bytes()


def test_without_its_library_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr("awardsim.report.files.importlib.util.find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"awardsim\[parquet\]"):
        check_run_files([str(tmp_path / "a.parquet")], force=False)
