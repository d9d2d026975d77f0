"""Checks altered copies of a good text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.checked import altered

from awardsim.findings import Finding, check_policy
from awardsim.plugins import Catalogue, load_catalogue, make_manager

Check = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The built-in rules, and nothing that the machine has installed."""
    return load_catalogue(make_manager(entry_points=False))


@pytest.fixture
def check(tmp_path, catalogue) -> Check:
    """Check the good text with some places altered; a § in what is new only marks its line."""

    def run(*pairs: tuple[str, str], document: str = "", state: str = "", **more) -> list[Finding]:
        text = altered(*pairs).replace("§", "")
        if state:
            text = text.replace('state = "draft"', f'state = "{state}"')
        path = tmp_path / "2026.toml"
        path.write_text(text, "utf-8")
        if document:
            (tmp_path / "document.txt").write_text(document, "utf-8")
            more["sources"] = [str(tmp_path / "document.txt")]
        return check_policy(path, catalogue, **more)

    return run
