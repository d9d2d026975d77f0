"""AWS0xx: mistakes of form, as the readers of files note them.

The readers say what is wrong in words.  Which code that is, is told from the words and from the
path; what fits nothing else is :data:`OTHER`, so that nothing is lost.
"""

from __future__ import annotations

import re

from awardsim.errors import Problem
from awardsim.findings.code import Code
from awardsim.text import Text

UNREADABLE = Code(
    "AWS001",
    Text("文件读不出来", "the file cannot be read"),
    Text(
        "文件不是 UTF-8，或不合 TOML 的写法：引号、等号、括号、日期。从这一行起都没有读到。",
        "The file is not UTF-8, or is no TOML: quotes, equal signs, brackets, dates. Nothing "
        "from that line on has been read.",
    ),
    Text("照提示改，再检查一次", "mend it as the message says, then check again"),
)
MISSING = Code(
    "AWS002",
    Text("缺少一项", "something is missing"),
    Text(
        '缺一张必须有的表或一个必须有的键。文本没有写的，也要写下来："unstated"（未写）、'
        '"excluded"（明文没有）、"unread"（未读），或 { elsewhere = "附件7" }。',
        "A table or a key is needed and is not there. What the text does not say is written down "
        'too: "unstated", "excluded" (it says no), "unread", or { elsewhere = "annex 7" }.',
    ),
    Text('补上这一项；文本没有写的，写 "unstated"', 'add it; where the text is silent, "unstated"'),
)
UNKNOWN_KEY = Code(
    "AWS003",
    Text("没有这个键", "no such key"),
    Text(
        "键名写错，或写在不该写的表里：照原样留着，这个值就不起作用。",
        "The key is misspelt, or stands in the wrong table: as it is, the value has no effect.",
    ),
    Text("改键名，或移到该在的表里", "correct the key, or move it to its table"),
)
UNKNOWN_NAME = Code(
    "AWS004",
    Text("名称没有对应", "a name that stands for nothing"),
    Text(
        "环节类型、环节、主体、奖项类别、渠道、规则等名称，在文件里或通用词汇里找不到。",
        "A stage type, stage, body, track, channel, rule or the like that neither the file nor "
        "the common vocabulary has.",
    ),
    Text("改成已有的名称，或补上它所指的表", "use a known name, or add the table it stands for"),
)
WRONG_KIND = Code(
    "AWS005",
    Text("值的种类不对", "a value of the wrong kind"),
    Text(
        '应为数的写成了文字，应为日期的加了引号，或数超出范围。true 不是1，"5" 不是5。',
        'A number that is a text, a date in quotes, a number out of its range. true is not 1, "5" '
        "is not 5.",
    ),
    Text("照提示改值", "write the value as the message says"),
)
NO_UNIT = Code(
    "AWS006",
    Text("时间长度没有单位", "a duration without a unit"),
    Text(
        "工作日和日历日相差近一半，国庆、春节时相差更多，所以天数一律带单位。",
        "Working days and calendar days differ by nearly a half, and by more around the long "
        "holidays; so a number of days always has its unit.",
    ),
    Text(
        '写 "5wd"（工作日）、"5cd"（日历日）、"4h"、"2y"、"2cycles"',
        'write "5wd" (working days), "5cd" (calendar days), "4h", "2y" or "2cycles"',
    ),
)
NO_ARTICLE = Code(
    "AWS007",
    Text("没有条款", "no article"),
    Text(
        '每个值都要能在文件里找到出处：source = "文件代号 条款"，文件代号写在 [sources] 里。',
        'Every value must be found in a document: source = "<source id> <article>", the id being '
        "one of [sources].",
    ),
    Text('写上出处，如 source = "rules 七(二)"', 'give it, such as source = "rules 七(二)"'),
)
NAME_OF_FILE = Code(
    "AWS008",
    Text("代号与文件名不一致", "id and file name disagree"),
    Text(
        "文本叫“地区@版本”；版本就是文件名（去掉 .toml），否则按名称找不到它。",
        "A text is called jurisdiction@version, the version being the file's name without .toml; "
        "otherwise it cannot be found by its name.",
    ),
    Text("改 version，或改文件名", "change 'version', or rename the file"),
)
ORDER = Code(
    "AWS009",
    Text("日期先后颠倒", "dates in the wrong order"),
    Text("开始晚于结束，没有一天可用。", "It opens after it closes: no day is left."),
    Text("核对原文，对调或改正日期", "check the document; swap or correct the dates"),
)
BAD_ID = Code(
    "AWS010",
    Text("代号写法不对", "an id of the wrong form"),
    Text(
        "代号用小写字母、数字、下划线，中文名称写在 title 里。",
        "Ids are lower-case letters, digits and underscores; the Chinese name is in the title.",
    ),
    Text("改代号", "change the id"),
)
READING = Code(
    "AWS011",
    Text("读法设的值不对", "a reading that cannot be taken"),
    Text(
        "读法的每个选项写的是本文件里的路径和值：路径要存在，值要合格。",
        "Each option of a reading gives paths of this file and values for them: the path must "
        "exist, and take the value.",
    ),
    Text("改选项里的路径或值", "correct the option's path or value"),
)
STATUS = Code(
    "AWS012",
    Text("状态写法不对", "a status written wrongly"),
    Text(
        '一个值只有一种状态：写明的写值，推断的写 inferred，没有的写 "unstated"、"excluded"、'
        '"unread" 或 elsewhere；没有值的不能带上限、下限、推断。',
        'A value has one status: it is given, "inferred", "unstated", "excluded", "unread" or '
        "elsewhere; one that is not given has no bound and no reasoning.",
    ),
    Text("只留一种写法", "keep one of them"),
)
LONG_WORDS = Code(
    "AWS013",
    Text("摘录太长", "too much is quoted"),
    Text(
        "words 只摘关键字句（至多60字），能在原文里找到就够，不整段抄。",
        "'words' are the decisive ones (at most 60 characters), enough to be found, never whole "
        "paragraphs.",
    ),
    Text("只留关键的几个字", "keep the decisive words"),
)
REPEATED = Code(
    "AWS014",
    Text("重复", "given twice"),
    Text("同一个键、表或列表项写了两次，不知道以哪个为准。", "A key, table or item stands twice."),
    Text("删去一个", "remove one of them"),
)
WAIVER = Code(
    "AWS015",
    Text("豁免写法不对", "a waiver of the wrong form"),
    Text(
        "[[waivers]] 写 code（检查代码）和 reason（理由），可写 path（只豁免这一处）。",
        "[[waivers]] have a code and a reason, and may have a path.",
    ),
    Text("改豁免", "correct the waiver"),
)
IDLE_WAIVER = Code.remark(
    "AWS016",
    Text("豁免没有用上", "a waiver that waives nothing"),
    Text(
        "文本改过以后这一处已经没有问题，或路径写错了。",
        "The text has been mended since, or the path is not that of a finding.",
    ),
    Text("删去这条豁免，或改 path", "remove it, or correct its path"),
)
FORMAT = Code(
    "AWS017",
    Text("格式版本不同", "another format"),
    Text(
        "文件是给另一个版本的程序写的，其余内容没有读。",
        "The file was written for another version of the program; nothing else of it was read.",
    ),
    Text("升级程序，或把 schema 改为本版本的格式", "update the program, or write its own format"),
)
NO_TEXT = Code.remark(
    "AWS018",
    Text("不是文本也不是情景", "neither a text nor a scenario"),
    Text(
        "文件夹里的这个 .toml 没有文本和情景的键（如 awardsim new 的答案）：没有检查。",
        "A .toml file of the folder has none of the keys of a text or a scenario (answers for "
        "awardsim new, say): it was not checked.",
    ),
    Text(
        "不是制度文本的，不必理会；是制度文本的，写上 schema、jurisdiction",
        "leave it if it is no text; if it is one, give it schema and jurisdiction",
    ),
)
OTHER = Code(
    "AWS019",
    Text("其他形式问题", "another mistake of form"),
    Text("文件的写法有误，见说明。", "Something in the file is written wrongly; see the message."),
    Text("照提示改", "mend it as the message says"),
)

CODES = (
    UNREADABLE, MISSING, UNKNOWN_KEY, UNKNOWN_NAME, WRONG_KIND, NO_UNIT, NO_ARTICLE, NAME_OF_FILE,
    ORDER, BAD_ID, READING, STATUS, LONG_WORDS, REPEATED, WAIVER, IDLE_WAIVER, FORMAT, NO_TEXT,
    OTHER,
)  # fmt: skip

#: By path first, then by what the reader says; the first that fits.
_BY_PATH = (
    (r"waivers(\[|$)", WAIVER),
    (r"readings\.\w+\.options\.\w+\.set\b", READING),
)
_BY_WORDS = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        ("'source' is missing|names the document|^no source |a source such as", NO_ARTICLE),
        ("^version is ", NAME_OF_FILE),
        (r"^format \d+", FORMAT),
        ("^no status|only one of these|cannot stand beside|belongs into the", STATUS),
        (" is missing|^the (?:table|list|text) is empty|^one of these is needed", MISSING),
        ("^no key ", UNKNOWN_KEY),
        ("^expected a duration with its unit", NO_UNIT),
        ("^expected an id", BAD_ID),
        (r"^no [\w ()\[\]]+ '", UNKNOWN_NAME),
        (" is after |cannot come after itself", ORDER),
        (r"^at most \d+ characters", LONG_WORDS),
        (r"\btwice\b|Duplicate|[Oo]verwrite", REPEATED),
        ("^expected |is for numbers and durations", WRONG_KIND),
    )
)


#: What a reader says of the mistakes that it does not list any more.
_MORE = re.compile(r"and \d+ more, not listed")


def code_of(problem: Problem) -> Code:
    """The code of what a reader has noted."""
    for pattern, code in _BY_PATH:
        if re.match(pattern, problem.path):
            return code
    for words, code in _BY_WORDS:
        if words.search(problem.message.en):
            return code
    return OTHER if problem.path or _MORE.match(problem.message.en) else UNREADABLE
