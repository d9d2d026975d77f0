"""Every number of every document is a test of its own, named after its article."""

import pytest

pytest.register_assert_rewrite("support.numbers")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    from support.numbers import generate

    generate(metafunc)
