"""The program: chooses the language, runs a command, turns every end into an exit code.

====  ================================================================
0     done
1     the answer is "no"
2     the input is wrong
3     a defect of awardsim
4     a plugin is at fault
5     a file could not be written
130   stopped from the keyboard; 143 and 129: by SIGTERM and SIGHUP
====  ================================================================
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import gc
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from types import FrameType, MappingProxyType
from typing import NoReturn

import click

from awardsim.cli.command import Entry, LazyGroup
from awardsim.cli.completion import register
from awardsim.cli.terminal import note, own_output, prepare_streams
from awardsim.errors import AwardsimError, InputError, OutputError
from awardsim.language import choose_language
from awardsim.report.console import plain
from awardsim.text import Language, Text

#: Words that people try, and the command that answers.
_ALIASES = {
    "试算": "sweep",
    "tornado": "sweep",
    "seek": "sweep",
    "条文对照": "diff",
    "matrix": "diff",
    "体检": "check",
    "lint": "check",
    "目录": "list",
    "看文本": "show",
    "依据": "why",
    "排期": "schedule",
    "推演": "run",
    "比较": "compare",
    "多届推演": "cycles",
    "汇报材料": "report",
    "新建": "new",
}
#: Commands by name, in the order in which they are shown.
COMMANDS = MappingProxyType(
    {
        "list": Entry(
            "awardsim.cli.list",
            Text(
                "目录：有哪些制度文本、情景、环节类型、规则",
                "what is here: texts, scenarios, stage types, rules",
            ),
        ),
        "show": Entry(
            "awardsim.cli.show",
            Text(
                "看文本：一份文本或情景的逐条内容、出处、状态",
                "one text or scenario, every value with its article and status",
            ),
        ),
        "diff": Entry(
            "awardsim.cli.diff",
            Text(
                "条文对照：两份文本逐条对照，多份列成对照表",
                "what is written: two texts as a redline, more as a table",
            ),
        ),
        "why": Entry(
            "awardsim.cli.why",
            Text(
                "依据：某个日期、数字是怎么来的", "how a date or a figure comes about, day by day"
            ),
        ),
        "check": Entry(
            "awardsim.cli.check",
            Text(
                "体检：文本里写错的、没有写的、前后不一致的",
                "what is wrong with a text, left open, or does not agree",
            ),
        ),
        "schedule": Entry(
            "awardsim.cli.schedule",
            Text(
                "排期：最早、最迟、机动，哪天之前必须开始",
                "earliest, latest, slack, must begin by; without chance",
            ),
        ),
        "run": Entry(
            "awardsim.cli.run",
            Text(
                "推演：来得及吗，卡在哪里，依据什么假设",
                "does it fit, what decides it, what it rests on",
            ),
        ),
        "compare": Entry(
            "awardsim.cli.compare",
            Text(
                "比较：同一届的几种方案，或同一批申报主体走几套程序",
                "variants of one edition, or one cohort through several procedures",
            ),
        ),
        "sweep": Entry(
            "awardsim.cli.sweep",
            Text(
                "试算：一两个值逐个换，把握怎么变，哪些值够用",
                "vary one or two values: what that does, and which are enough",
            ),
        ),
        "cycles": Entry(
            "awardsim.cli.cycles",
            Text(
                "多届推演：获奖者哪几届不得申报，撤销、禁报以后怎样",
                "several editions in a row: who may not apply to which",
            ),
        ),
        "report": Entry(
            "awardsim.cli.report",
            Text(
                "汇报材料：两页A4、工作簿、网页，图可另存",
                "two pages to put before others, a workbook, a page for a browser, charts",
            ),
        ),
        "new": Entry(
            "awardsim.cli.new",
            Text("新建：情景、新地区的文本、草案", "begins a file: scenario, city, draft"),
        ),
        **{
            other: Entry(
                f"awardsim.cli.{name}", Text(f"同 {name}", f"the same as {name}"), hidden=True
            )
            for other, name in _ALIASES.items()
        },
    }
)
_ABOUT = Text(
    "对照各地政府质量奖的制度文本，推演评选程序：来得及吗，卡在哪里，依据哪些假设。",
    "Compares the rules of government quality awards and simulates their procedures: does it "
    "fit into its time, what decides that, which assumptions does it rest on.",
)
#: Set to 1, it shows where a defect arose.
TRACEBACK = "AWARDSIM_TRACEBACK"
INTERRUPTED, DEFECT, WRONG_INPUT = 130, 3, 2
#: Seconds that the program has to put things in order after a signal.
GRACE = 2.0
#: Objects that are made before garbage is looked for: nearly all that a command makes stays.
MANY = 50_000
_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)", re.DOTALL)


class _Stopped(BaseException):
    """A signal asked the program to end."""

    def __init__(self, code: int, last: threading.Timer) -> None:
        super().__init__(code)
        self.code = code
        self.last = last


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit code, never a traceback for a mistake of the user's."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    # No matrix is multiplied here: threads for it would only be begun, in a third of numpy's start.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    prepare_streams()
    language = choose_language(arguments)
    try:
        with _stoppable(), own_output(), _seldom_tidied():
            return _run(arguments, language)
    except (KeyboardInterrupt, click.Abort):
        return _stop(INTERRUPTED)
    except _Stopped as stopped:
        return _stop(stopped.code, stopped.last)
    except AwardsimError as error:
        return report_error(error, language)
    except click.UsageError as error:
        note(_head(language) + plain(_usage(error).read(language)))
        return WRONG_INPUT
    except click.ClickException as error:
        note(_head(language) + plain(error.format_message()))
        return error.exit_code
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EBADF, errno.EIO):
            return _defect(error, language)
        reason = error.strerror or str(error)
        return report_error(
            OutputError(Text(f"写不进去：{reason}", f"cannot write: {reason}")), language
        )
    except Exception as error:  # noqa: BLE001 - the one place where a defect is told from a mistake
        return _defect(error, language)


def _run(arguments: list[str], language: Language) -> int:
    program = LazyGroup("awardsim", COMMANDS, _ABOUT, language)
    register()
    code = program.main(arguments, prog_name="awardsim", standalone_mode=False)
    return code if isinstance(code, int) else 0


def report_error(error: AwardsimError, language: Language) -> int:
    """Tell an error on standard error, each problem on a line of its own; gives its exit code."""
    head = _head(language)
    if isinstance(error, InputError):
        for problem in error.problems:
            note(head + plain(problem.read(language)))
    else:
        first, *rest = error.read(language).splitlines() or [""]
        note(head + plain(first))
        for line in rest:
            note(plain(line))
    return error.exit_code


def _head(language: Language) -> str:
    return "错误：" if language == "zh" else "error: "


def _usage(error: click.UsageError) -> Text:
    """A mistake in the arguments, in both languages."""
    english = error.format_message()
    help_zh, help_en = "", ""
    if error.ctx is not None:
        path = error.ctx.command_path
        help_zh, help_en = f"；见 {path} --help", f"; see {path} --help"
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities[0] if error.possibilities else ""
        zh = f"没有选项 '{error.option_name}'" + (f"；是不是 '{near}'？" if near else "")
        en = f"no option '{error.option_name}'" + (f"; did you mean '{near}'?" if near else "")
        return Text(zh + help_zh, en + help_en)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        name = error.param.make_metavar(error.ctx) if error.ctx is not None else error.param.name
        if isinstance(error.param, click.Option):
            name = error.param.opts[0]
        return Text(f"缺少 {name}{help_zh}", f"{name} is missing{help_en}")
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[-1]
        if isinstance(error.param.type, click.Choice):
            known = ", ".join(str(one) for one in error.param.type.choices)
            return Text(f"{name} 只能是：{known}", f"{name} must be one of: {known}")
        return Text(f"{name} 的值不对：{english}", f"{name}: {english}")
    if isinstance(error, click.BadOptionUsage):
        name = error.option_name
        return Text(
            f"选项 '{name}' 缺少值，或者不该带值{help_zh}",
            f"option '{name}' lacks a value, or takes none{help_en}",
        )
    extra = _EXTRA.search(english)
    if extra is not None:
        return Text(f"多余的参数：{extra[1]}{help_zh}", f"unexpected: {extra[1]}{help_en}")
    return Text(f"参数不对：{english}{help_zh}", f"{english}{help_en}")


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Signals that end the program do so in order, while a command runs."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    codes = {
        getattr(signal, name): 128 + getattr(signal, name)
        for name in ("SIGINT", "SIGTERM", "SIGHUP")
        if hasattr(signal, name)
    }
    main_process = os.getpid()

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        if os.getpid() != main_process:  # a worker has nothing to put in order
            os._exit(codes[number])
        # An exception can get lost where Python must not raise one; the end must not.
        last = threading.Timer(GRACE, _end_now, (codes[number],))
        last.daemon = True
        last.start()
        raise _Stopped(codes[number], last)

    before = {number: signal.signal(number, stop) for number in codes}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _seldom_tidied() -> Iterator[None]:
    """Garbage is looked for seldom, which takes a tenth off the time of loading and reading.

    At the end of the process it is not looked for at all: everything goes.
    """
    atexit.unregister(gc.freeze)  # once, however often this is called in one process
    atexit.register(gc.freeze)
    before = gc.get_threshold()
    gc.set_threshold(MANY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _end_now(code: int) -> None:
    """End the program and its workers, whatever still holds it up."""
    loaded = sys.modules.get("multiprocessing")
    if loaded is not None:
        for child in loaded.active_children():
            child.kill()
    os._exit(code)


def _stop(code: int, last: threading.Timer | None = None) -> int:
    """End worker processes, so that nothing goes on behind the prompt.

    The end is near: another interrupt would only tear what is being put in order.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    loaded = sys.modules.get("multiprocessing")
    children = loaded.active_children() if loaded is not None else []
    for child in children:
        child.terminate()
    if last is not None and not children:
        last.cancel()
    return code


def _defect(error: Exception, language: Language) -> int:
    name = type(error).__name__
    shown = plain(f"{name}: {error}")[:300]
    note(
        Text(
            f"错误：这是 awardsim 自己的缺陷，请报告：{shown}",
            f"error: this is a defect of awardsim, please report it: {shown}",
        ).read(language)
    )
    if os.environ.get(TRACEBACK) == "1":
        import traceback

        note("".join(traceback.format_exception(error)).rstrip())
    else:
        note(
            Text(
                f"（设 {TRACEBACK}=1 再运行，可以看到出错的位置）",
                f"(run it with {TRACEBACK}=1 to see where)",
            ).read(language)
        )
    return DEFECT
