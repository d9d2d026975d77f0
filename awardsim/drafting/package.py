"""A policy file as a distribution that can be installed beside awardsim."""

from __future__ import annotations

from collections.abc import Mapping

from awardsim.drafting.layout import quoted
from awardsim.text import Text

_PYPROJECT = """\
[build-system]
requires = ["setuptools>=64"]
build-backend = "setuptools.build_meta"
"""
_SETUP = """\
[metadata]
name = awardsim-{dashed}
version = 0.1.0
description = The quality award of {name}: a plugin of awardsim

[options]
python_requires = >=3.11
packages = awardsim_{city}
install_requires =
    awardsim

# Without this line an installed package has no texts.
[options.package_data]
awardsim_{city} = policies/*.toml

[options.entry_points]
awardsim =
    {city} = awardsim_{city}

[options.extras_require]
test =
    pytest >= 8.2
"""
_INIT = '''\
"""{name}: {award}."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from awardsim.plugins import hookimpl, policies_in

if TYPE_CHECKING:
    from awardsim.policy import Policy


@hookimpl
def awardsim_policies() -> Iterable[Policy]:
    """The texts in the folder ``policies``; put further versions there."""
    return policies_in(__name__)
'''
_TESTS = '''\
"""The plugin keeps to the contract, and its texts say what the document says."""

import awardsim_{city}
from awardsim.testing import PluginConformance


class TestConformance(PluginConformance):
    """Every check of awardsim.testing, on this plugin."""

    plugin = awardsim_{city}


# A fact of the document, retyped by hand, with its article in the name:
#
# def test_at_most_five_organisations_article_4():
#     policy = next(iter(awardsim_{city}.awardsim_policies()))
#     assert policy.quotas["organisations"].number.value == 5
'''
_README = """\
# awardsim-{dashed}

{award_zh}：`awardsim` 的插件，内有制度文本 `{city}@{version}`。

The texts of the {award_en}, as a plugin of `awardsim`.

```sh
python -m pip install -e '.[test]'     # 装在 awardsim 旁边 beside awardsim
python -m pytest                       # 检查文本 checks the texts
awardsim run {city}@{version}
```

`awardsim_{city}/policies/`：每个版本一个文件，文件名就是版本。
One file for each version, called by it.
"""


def package_files(city: str, version: str, text: str, award: Text) -> Mapping[str, str]:
    """The files of a distribution ``awardsim-<city>``, by their names.

    Parameters
    ----------
    city, version
        Of the text.
    text
        The policy file.
    award
        Name of the award.
    """
    words = {
        "city": city,
        "dashed": city.replace("_", "-"),
        "name": city.replace("_", " ").title(),
        "version": version,
        "award": quoted(award.en)[1:-1],
        "award_zh": award.zh,
        "award_en": award.en,
    }
    return {
        "pyproject.toml": _PYPROJECT,
        "setup.cfg": _SETUP.format(**words),
        "README.md": _README.format(**words),
        f"awardsim_{city}/__init__.py": _INIT.format(**words),
        f"awardsim_{city}/policies/{version}.toml": text,
        f"tests/test_{city}.py": _TESTS.format(**words),
    }
