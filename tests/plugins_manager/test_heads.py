"""Texts are listed by their heads, and read whole only when they are used."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from awardsim.cli.main import main
from awardsim.errors import PluginError
from awardsim.plugins import heads, load_catalogue, policies_in
from awardsim.plugins.heads import head_in, head_of, read_tables
from awardsim.plugins.texts import PolicyFile
from awardsim.policy import Policy, reader
from awardsim.toml import document

ROOT = Path(__file__).resolve().parents[2]
TEXTS = sorted(
    [*ROOT.glob("plugins/*/policies/*.toml"), *ROOT.glob("tests/stranger/*/policies/*.toml")]
)
QINGYUAN = ROOT / "plugins" / "qingyuan" / "policies" / "2025.toml"
#: A mistake that only shows when the tables of a section are looked into.
INSIDE = ('body = "office"', 'body = "ofice"')


@pytest.fixture
def city(install):
    """A package ``a_town`` with two texts, 2025 and, with mistakes inside, 2026."""
    folder = install.folder / "a_town" / "policies"
    folder.mkdir(parents=True)
    source = QINGYUAN.read_text("utf-8").replace('"qingyuan"', '"town"')
    assert INSIDE[0] in source
    (folder / "2025.toml").write_text(source, "utf-8")
    faulty = source.replace('version = "2025"', 'version = "2026"').replace(*INSIDE)
    (folder / "2026.toml").write_text(faulty, "utf-8")
    (folder.parent / "__init__.py").write_text(
        "from awardsim.plugins import hookimpl, policies_in\n\n"
        "@hookimpl\ndef awardsim_policies():\n    return policies_in(__name__)\n",
        "utf-8",
    )
    install.distribution("awardsim-a-town", "1.0", "a_town = a_town")
    install.modules.append("a_town")
    return folder


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_head_says_what_the_whole_text_says(path):
    assert head_in(read_tables(str(path))) == head_of(reader.read_policy(path))


def test_what_a_head_takes_for_granted_is_what_the_reader_knows():
    made = {"schema", "jurisdiction", "version", "state", "title", "award", "waivers"}
    made |= {"outer", "file", "raw"}  # never in a file
    assert {field.name for field in attrs.fields(Policy)} - made == {*heads.KEYED, *heads.SINGLE}
    assert reader.FORMAT == heads.FORMAT
    assert tuple(reader._STATES) == heads.STATES


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema = 1", "schema = 2"),
        ("schema = 1", "schema = 1\nquotta = 5"),
        ("schema = 1", "schema = = 1"),
        ('version = "2025"', 'version = "2024"'),
        ('version = "2025"\n', ""),
        ('state = "issued"', 'state = "isued"'),
        ('title = { zh = "清远市政府质量奖评选表彰工作方案", ', "title = { "),
        ("issued = 2025-09-17", 'issued = "2025-09-17"'),
        ("[window]", "[windows]"),
        ("[objections]", "[objections.x]\n[objection]"),
        ("[provisions.aim]", '[provisions."An aim"]'),
        ('words = "各有关企业、组织"', 'words = "各有关\u200e企业"'),
    ],
)
def test_a_file_in_which_something_is_unusual_is_read_whole(tmp_path, old, new):
    source = QINGYUAN.read_text("utf-8")
    assert old in source
    (tmp_path / "2025.toml").write_text(source.replace(old, new), "utf-8")
    tables = read_tables(str(tmp_path / "2025.toml"))
    assert tables is None or head_in(tables) is None


def test_a_mistake_inside_a_text_is_told_when_the_text_is_used(city):
    catalogue = load_catalogue()
    assert list(catalogue.texts) == ["town@2025", "town@2026"]
    assert catalogue.policy("town@2025").version == "2025"
    assert catalogue.faults == ()
    with pytest.raises(PluginError, match="did you mean 'office'") as refused:
        catalogue.policy("town@2026")
    assert "2026.toml:" in str(refused.value)
    assert "did you mean 'town@2026'" not in str(refused.value)
    assert [fault.plugin for fault in catalogue.faults] == ["a_town"]
    assert list(catalogue.policies) == ["town@2025"]
    with pytest.raises(PluginError):
        catalogue.policy("town@2026")
    assert len(catalogue.faults) == 1


def test_all_mistakes_are_told_where_everything_is_looked_at(city):
    assert "'ofice'" in "".join(fault.read("en") for fault in load_catalogue().complete().faults)


def test_every_file_is_opened_once_and_only_the_text_that_is_used_is_read_whole(city, monkeypatch):
    opened, read = [], []
    load_bytes = document._bytes

    def load(path, problems):
        opened.append(path.name)
        return load_bytes(path, problems)

    def parse_policy(raw, file, lines):
        read.append(Path(file).name)
        return reader.parse_policy(raw, file, lines)

    monkeypatch.setattr(document, "_bytes", load)
    monkeypatch.setattr("awardsim.policy.parse_policy", parse_policy)
    catalogue = load_catalogue()
    assert len(catalogue.texts) == 2
    for _ in range(2):
        catalogue.policy("town@2025")
    assert opened == ["2025.toml", "2026.toml"]
    assert read == ["2025.toml"]


def test_a_hook_may_go_through_its_texts_and_gets_them_whole(city):
    (city / "2026.toml").unlink()
    assert [type(one) for one in policies_in("a_town")] == [Policy]
    assert [type(one) for one in policies_in("a_town").files()] == [PolicyFile]


def test_list_names_a_text_whose_form_is_wrong_and_shows_the_others(city, capsys, monkeypatch):
    monkeypatch.setenv("AWARDSIM_LANG", "en")
    source = (city / "2025.toml").read_text("utf-8")
    wrong = source.replace('version = "2025"', 'version = "2027"').replace("[window]", "[windows]")
    (city / "2027.toml").write_text(wrong.replace(*INSIDE), "utf-8")
    assert main(["list", "texts"]) == 0
    out, err = capsys.readouterr()
    assert "town@2025" in out
    assert "town@2027" not in out
    assert "2027.toml" in err
    assert "did you mean 'window'" in err
    assert "did you mean 'office'" in err  # what is inside as well, since it has been read


def test_what_lists_the_stages_of_the_texts_reads_them_all(city, capsys, monkeypatch):
    monkeypatch.setenv("AWARDSIM_LANG", "en")
    assert main(["list", "stages"]) == 0
    out, err = capsys.readouterr()
    assert "town@2025" in out
    assert "2026.toml" in err
    assert "'ofice'" in err
