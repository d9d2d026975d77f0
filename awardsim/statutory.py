"""What the State Council has announced, and what its Regulation says, about days off.

Sources: the yearly notices of the General Office of the State Council on holidays (国务院办公厅
关于…年部分节假日安排的通知), the two amendments of 2019 and 2020 and the notice of 2015; the
Regulation on Public Holidays (全国年节及纪念日放假办法), as revised in 2013 (in force for 2014
to 2024) and 2024 (from 2025).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal

import attrs

from awardsim.text import Text


@attrs.frozen
class Notice:
    """A document that fixed days, and the day on which it was published."""

    title: str
    known: datetime.date
    place: str

    def __str__(self) -> str:
        return f"{self.title} ({self.known}, {self.place})"


@attrs.frozen
class Amendment:
    """A notice that changed days already announced.

    Attributes
    ----------
    notice
        The amending notice.
    before
        The days that it touched, and what each was until then: ``makeup``, or ``plain`` (a
        weekend or a working day by its weekday).
    """

    notice: Notice
    before: Mapping[datetime.date, Literal["plain", "makeup"]]


@attrs.frozen
class HolidayRule:
    """How many statutory days there are, by one version of the Regulation.

    Attributes
    ----------
    regulation
        The version, and the day on which it was published.
    first_year
        First year to which it applies.
    spring
        Days off from the first day of the first lunar month, as offsets in days.
    labour
        Days off from 1 May.
    """

    regulation: Notice
    first_year: int
    spring: tuple[int, ...]
    labour: int


WORKDAY = Text("工作日", "working day")
WEEKEND = Text("周末", "weekend")
MAKEUP = Text("补班日", "make-up working day")
NEW_YEAR = Text("元旦", "New Year's Day")
SPRING = Text("春节", "Spring Festival")
QINGMING = Text("清明节", "Tomb-sweeping Day")
LABOUR = Text("劳动节", "Labour Day")
DRAGON_BOAT = Text("端午节", "Dragon Boat Festival")
MID_AUTUMN = Text("中秋节", "Mid-autumn Festival")
NATIONAL = Text("国庆节", "National Day")
VICTORY = Text("抗战胜利70周年纪念日", "70th Victory Day")

# The package names a holiday by these English words.
NAMES = {
    **{
        name.en: name
        for name in (NEW_YEAR, SPRING, QINGMING, LABOUR, DRAGON_BOAT, MID_AUTUMN, NATIONAL)
    },
    "Anti-Fascist 70th Day": VICTORY,
}

FIRST_YEAR = 2004  # the first year of the package

# Year: publication of its notice, and the notice's page below gov.cn/zhengce/zhengceku/.
# The dates of 2024, 2025 and 2026 are those of the notice's text; its pages name the month only.
PUBLISHED = {
    2017: (datetime.date(2016, 12, 1), "2016-12/01/content_5141603.htm"),
    2018: (datetime.date(2017, 11, 30), "2017-11/30/content_5243579.htm"),
    2019: (datetime.date(2018, 12, 6), "2018-12/06/content_5346276.htm"),
    2020: (datetime.date(2019, 11, 21), "2019-11/21/content_5454164.htm"),
    2021: (datetime.date(2020, 11, 25), "2020-11/25/content_5564127.htm"),
    2022: (datetime.date(2021, 10, 25), "2021-10/25/content_5644835.htm"),
    2023: (datetime.date(2022, 12, 8), "2022-12/08/content_5730844.htm"),
    2024: (datetime.date(2023, 10, 25), "202310/content_6911528.htm"),
    2025: (datetime.date(2024, 11, 12), "202411/content_6986383.htm"),
    2026: (datetime.date(2025, 11, 4), "202511/content_7047091.htm"),
}

AMENDMENTS = (
    Amendment(
        Notice(
            "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知",
            datetime.date(2015, 5, 13),
            "国发明电〔2015〕1号",
        ),
        {
            datetime.date(2015, 9, 3): "plain",
            datetime.date(2015, 9, 4): "plain",
            datetime.date(2015, 9, 5): "plain",
            datetime.date(2015, 9, 6): "plain",
        },
    ),
    Amendment(
        Notice(
            "国务院办公厅关于调整2019年劳动节假期安排的通知",
            datetime.date(2019, 3, 22),
            "国办发明电〔2019〕3号",
        ),
        {
            datetime.date(2019, 4, 28): "plain",
            datetime.date(2019, 5, 2): "plain",
            datetime.date(2019, 5, 3): "plain",
            datetime.date(2019, 5, 4): "plain",
            datetime.date(2019, 5, 5): "plain",
        },
    ),
    Amendment(
        Notice(
            "国务院办公厅关于延长2020年春节假期的通知",
            datetime.date(2020, 1, 27),  # dated 26 January, published on the 27th
            "国办发明电〔2020〕1号",
        ),
        {
            datetime.date(2020, 1, 31): "plain",
            datetime.date(2020, 2, 1): "makeup",
            datetime.date(2020, 2, 2): "plain",
        },
    ),
)

RULES = (
    HolidayRule(  # 11 days
        Notice("全国年节及纪念日放假办法", datetime.date(2013, 12, 11), "2013年修订"),
        first_year=2014,
        spring=(0, 1, 2),
        labour=1,
    ),
    HolidayRule(  # 13 days: New Year's Eve and 2 May are added
        Notice("全国年节及纪念日放假办法", datetime.date(2024, 11, 12), "国务院令第795号"),
        first_year=2025,
        spring=(-1, 0, 1, 2),
        labour=2,
    ),
)

# (month, day) of the first day of the first lunar month, of Qingming, of the fifth day of the
# fifth lunar month and of the fifteenth of the eighth.  Computed with lunardate 0.3 and
# lunar_python 1.4.8, which agree.
FESTIVALS = {
    2018: ((2, 16), (4, 5), (6, 18), (9, 24)),
    2019: ((2, 5), (4, 5), (6, 7), (9, 13)),
    2020: ((1, 25), (4, 4), (6, 25), (10, 1)),
    2021: ((2, 12), (4, 4), (6, 14), (9, 21)),
    2022: ((2, 1), (4, 5), (6, 3), (9, 10)),
    2023: ((1, 22), (4, 5), (6, 22), (9, 29)),
    2024: ((2, 10), (4, 4), (6, 10), (9, 17)),
    2025: ((1, 29), (4, 4), (5, 31), (10, 6)),
    2026: ((2, 17), (4, 5), (6, 19), (9, 25)),
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: ((2, 11), (4, 4), (6, 12), (9, 19)),
    2033: ((1, 31), (4, 4), (6, 1), (9, 8)),
    2034: ((2, 19), (4, 5), (6, 20), (9, 27)),
    2035: ((2, 8), (4, 5), (6, 10), (9, 16)),
}
