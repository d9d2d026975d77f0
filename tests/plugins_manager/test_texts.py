"""Reading the policy files of a package's folder."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from awardsim.errors import PolicyError
from awardsim.plugins import load_catalogue, policies_in

TEXT = Path(__file__).resolve().parents[2] / "plugins" / "qingyuan" / "policies" / "2025.toml"


@pytest.fixture
def city(install):
    """A package ``a_city`` with an empty folder of texts."""
    folder = install.folder / "a_city"
    (folder / "policies").mkdir(parents=True)
    (folder / "__init__.py").write_text(
        "from awardsim.plugins import hookimpl, policies_in\n\n"
        "@hookimpl\ndef awardsim_policies():\n    return policies_in(__name__)\n",
        "utf-8",
    )
    install.distribution("awardsim-a-city", "1.0", "a_city = a_city")
    yield folder / "policies"
    sys.modules.pop("a_city", None)


def write(folder, version, **replaced):
    source = TEXT.read_text("utf-8").replace('version = "2025"', f'version = "{version}"')
    for old, new in replaced.items():
        source = source.replace(old, new)
    (folder / f"{version}.toml").write_text(source, "utf-8")


def test_every_text_of_the_folder_is_read_in_the_order_of_names(city):
    write(city, "2026")
    write(city, "2025")
    (city / "notes.md").write_text("no text", "utf-8")
    (city / "._2025.toml").write_bytes(b"\x00\x05\x16\x07")
    assert [policy.version for policy in policies_in("a_city")] == ["2025", "2026"]
    catalogue = load_catalogue()
    assert [owned.value.version for owned in catalogue.policies.values()] == ["2025", "2026"]
    assert catalogue.faults == ()


def test_a_faulty_text_does_not_hide_the_others(city):
    write(city, "2024", **{"schema = 1": "schema = 1\nquotta = 5"})
    write(city, "2025")
    (city / "2026.toml").write_text("schema = = 1\n", "utf-8")
    catalogue = load_catalogue()
    assert len(catalogue.policies) == 1
    (fault,) = catalogue.faults
    assert (fault.plugin, fault.hook) == ("a_city", "awardsim_policies")
    assert "quotta" in fault.message.en
    assert "2024.toml" in fault.message.en
    assert "2026.toml:1" in fault.message.zh
    assert fault.where == ""  # each mistake has its own place


@pytest.mark.parametrize("folder", ["policies", "elsewhere"])
def test_a_package_built_without_its_texts_says_so(city, folder):
    with pytest.raises(PolicyError, match=rf"no text in folder '{folder}' of package 'a_city'"):
        list(policies_in("a_city", folder))


def test_a_copy_of_a_folder_under_another_name_can_be_read(city):
    write(city, "2025")
    shutil.copytree(city, city.parent / "drafts")
    assert [policy.version for policy in policies_in("a_city", "drafts")] == ["2025"]


def test_a_text_in_front_of_another_one_may_name_its_stages(city):
    """What they are is known once the two are put together."""
    tier = (TEXT.parents[2] / "china_award" / "policies" / "2023-gansu.toml").read_text("utf-8")
    (city / "2023-gansu.toml").write_text(tier, "utf-8")
    catalogue = load_catalogue()
    assert catalogue.faults == ()
    assert [owned.value.version for owned in catalogue.policies.values()] == ["2023-gansu"]
