"""AWS9xx: what is wrong with a package of texts and rules, before anybody installs it."""

from __future__ import annotations

import re

from awardsim.findings.code import Code
from awardsim.findings.finding import NOTHING, Finding, Place
from awardsim.plugins import PluginFault
from awardsim.text import Text

IMPORT = Code(
    "AWS901",
    Text("插件导入失败", "a plugin that cannot be imported"),
    Text(
        "语法错误、缺少依赖或导入时出错：它提供的一切都没有了。",
        "A syntax error, a missing dependency, or an error while it is imported: nothing of what "
        "it gives is there.",
    ),
    Text("照提示改那一行，或安装缺少的包", "mend that line, or install what is missing"),
)
RAISES = Code(
    "AWS902",
    Text("钩子出错", "a hook that raises"),
    Text(
        "调用钩子时出错，这个钩子提供的内容没有了。",
        "Calling the hook fails, and what it would have given is missing.",
    ),
    Text("照提示改那一行", "mend that line"),
)
GIVES = Code(
    "AWS903",
    Text("钩子给的东西不对", "a hook that gives something else"),
    Text(
        "钩子应当给出一列制度文本、规则、申报群体模型或指标；每一项的代号、参数都要合格。",
        "A hook gives a list of texts, rules, populations or figures, each with a sound id and "
        "sound parameters.",
    ),
    Text("照 docs/plugins.md 改", "see docs/plugins.md"),
)
HOOK = Code(
    "AWS904",
    Text("没有这个钩子", "no such hook"),
    Text(
        "钩子名写错，或没有标 @hookimpl，就不会被调用。",
        "A hook that is misspelt, or not marked with @hookimpl, is never called.",
    ),
    Text("改名称，或加 @hookimpl", "correct its name, or mark it with @hookimpl"),
)
NO_TEXTS = Code(
    "AWS905",
    Text("包里没有文本", "a package without texts"),
    Text(
        "policies 文件夹里没有 *.toml；打包时漏写 package_data 也会这样。",
        "The folder policies holds no *.toml; forgotten package_data has the same effect.",
    ),
    Text("把文本放进 policies/，并写进 package_data", "put the texts there, and into package_data"),
)
TWICE = Code(
    "AWS906",
    Text("代号重复", "an id that is claimed twice"),
    Text("两处给出同一个代号，都不采用。", "Two claim one id, and neither has it."),
    Text("改其中一个代号", "change one of them"),
)
PACKAGING = Code(
    "AWS907",
    Text("打包写法有误", "packaging that does not work"),
    Text(
        "setup.cfg 里的包名、入口点或 package_data 与文件夹不符：装上以后找不到插件或文本。",
        "Packages, entry point or package_data of setup.cfg do not fit the folder: once installed, "
        "plugin or texts are not found.",
    ),
    Text("照 docs/plugins.md 的例子改 setup.cfg", "see the example in docs/plugins.md"),
)
NO_HOOK = Code.remark(
    "AWS908",
    Text("没有钩子", "no hook"),
    Text(
        "包里没有任何钩子，装上也不提供什么。", "The package implements no hook and gives nothing."
    ),
    Text("实现 awardsim_policies", "implement awardsim_policies"),
)
SLOW = Code.remark(
    "AWS909",
    Text("插件慢", "a slow plugin"),
    Text(
        "导入或调用超过2秒，每个命令都要等它。",
        "Importing or calling it takes more than 2 seconds, for which every command waits.",
    ),
    Text("把慢的导入移到钩子里面", "import what is slow inside the hooks"),
)
WRAPPER = Code(
    "AWS910",
    Text("钩子写法不合规范", "a hook that breaks the contract"),
    Text(
        "钩子没有参数，也不得包装别的插件。",
        "Hooks take no arguments, and may not wrap those of others.",
    ),
    Text("去掉参数、wrapper", "drop the arguments or the wrapper"),
)

CODES = (
    IMPORT, RAISES, GIVES, HOOK, NO_TEXTS, TWICE, PACKAGING, NO_HOOK, SLOW, WRAPPER,
)  # fmt: skip

_BY_WORDS = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        ("there is no such hook|not marked with @hookimpl", HOOK),
        ("it implements no hook", NO_HOOK),
        (r"took [\d.]+ s$", SLOW),
        ("a hook is wrong|wrapper around", WRAPPER),
        ("no text in folder", NO_TEXTS),
        ("is given by|claimed by", TWICE),
    )
)  # fmt: skip


def of_fault(fault: PluginFault, folder: str) -> Finding:
    """A plugin's fault as a finding, at the line of its code where that is known."""
    raised = RAISES if fault.detail else GIVES
    code = raised if fault.hook else IMPORT
    for words, known in _BY_WORDS:
        if words.search(fault.message.en):
            code = known
            break
    file, _, line = fault.where.rpartition(":")
    number = int(line) if line.isdigit() else 0
    hook = Text(f"{fault.hook}：", f"{fault.hook}: ") if fault.hook else NOTHING
    return Finding(
        code,
        code.severity(""),
        Place(file or folder, number, fault.hook),
        Text(hook.zh + fault.message.zh, hook.en + fault.message.en),
        NOTHING,
        code.repair,
    )


def of_packaging(file: str, line: int, what: Text) -> Finding:
    """A finding on the files that make a package."""
    return Finding(
        PACKAGING, PACKAGING.severity(""), Place(file, line), what, NOTHING, PACKAGING.repair
    )
