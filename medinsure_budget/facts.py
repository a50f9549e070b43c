"""What a printed text may be, before anyone knows where it stands.

A cell's text may be several things at once: 2101501 a code or an amount, 12 a line number, the part of a code or a
figure. Only a column says which of them it is.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from medinsure_budget.errors import UsageError
from medinsure_budget.lexicon import Shape, by_text
from medinsure_budget.money import Unit, parse_amount, plain_number
from medinsure_budget.records import value

_STROKES = "-—–－―─/／\\ \u3000\u00a0"


@value(eq=False)
class Fact:
    """What one text may be.

    Attributes:
        text: As printed, without the blanks around it.
        amount: The figure it may be; digits, decimals and sign as printed.
        unit: The money unit that stands beside the digits, ``None`` when none does.
        rate: The percentage it is, in points.
        count: The number of things or people it is, its counter beside it.
        code: The subject code (3, 5 or 7 digits) it may be.
        part: The code or the part of one (up to 7 digits) it may be.
        ordinal: The line or column number it may be, with what is printed around it; ``**`` too.
        date: Whether it may be a year or a date.
        blank: Whether nothing is printed, or the strokes that stand for nothing.
        unreadable: Why a careful person cannot read it as a figure (Chinese); empty when nothing speaks against it.
    """

    text: str
    amount: Decimal | None = None
    unit: Unit | None = None
    rate: Decimal | None = None
    count: Decimal | None = None
    code: str = ""
    part: str = ""
    ordinal: str = ""
    date: bool = False
    blank: bool = False
    unreadable: str = ""

    @property
    def figure(self) -> bool:
        """Whether it may be an amount or is a percentage."""
        return self.amount is not None or self.rate is not None

    @property
    def number(self) -> int | None:
        """The whole number of up to three digits that a line number is."""
        return int(self.part) if 0 < len(self.part) <= 3 and self.amount is not None else None  # digits

    @property
    def words(self) -> bool:
        """Whether it can be nothing but words."""
        return not (self.blank or self.figure or self.part or self.unreadable or self.count is not None)


@by_text
def fact(text: str, flaw: str = "") -> Fact:
    """Say what a text may be.

    Args:
        text: The words of a cell.
        flaw: Why the source cannot vouch for them, see `medinsure_budget.evidence.Cell`.

    >>> fact("212-08-01").code
    '2120801'
    >>> fact("2101501").code, fact("2101501").amount, fact("6.40万元").unit, fact("5 12.30").unreadable
    ('2101501', Decimal('2101501'), <Unit.WAN: '万元'>, '一格之中有两个数')
    """
    words = text.strip()
    if flaw:
        return Fact(words, unreadable=flaw)
    if not words.strip(_STROKES):
        return Fact(words, blank=True, ordinal=_ordinal(words))
    if words.startswith("#") and _ERROR.fullmatch(words):
        return Fact(words, unreadable=f"公式出错（{words}）")
    if not any(map(str.isdecimal, words)):
        return Fact(words, ordinal=_ordinal(words))
    return _numeric(words)


# What workbooks show instead of a result: #REF!, #DIV/0!, #N/A.
_ERROR = re.compile(r"#[A-Z0-9/]{2,7}[!?]?")
# Workbooks write an apostrophe before digits that are words, and show codes as numbers with decimals.
_CODE = re.compile(r"['‘’`]?([0-9]{1,7})")
_SUBJECT_CODE = re.compile(r"['‘’`]?([1-9][0-9]{2}(?:[0-9]{2}){0,2})(?:\.0+)?")
# Some offices part a code: 212-08-01, 212.08.01; 212.08 alone may be an amount.
_PARTED_CODE = re.compile(r"([1-9][0-9]{2})(?:-([0-9]{2})(?:-([0-9]{2}))?|\.([0-9]{2})\.([0-9]{2}))")
_RATE = Shape(r"(?P<number>.*[0-9.)])(?:{PER_CENT}|‰)")


def _numeric(words: str) -> Fact:
    plain = plain_number(words)
    if found := _RATE.fullmatch(plain):
        rate = _decimal(found["number"])
        return Fact(words, rate=rate) if rate is not None else Fact(words)
    if found := _PARTED_CODE.fullmatch(plain):
        joined = "".join(filter(None, found.groups()))
        return Fact(words, code=joined, part=joined)
    code, part = _SUBJECT_CODE.fullmatch(plain), _CODE.fullmatch(plain)
    amount, unit, unreadable = _amount(words)
    count = None if amount is not None else _counted(plain)
    return Fact(
        words,
        amount=amount,
        unit=unit,
        count=count,
        code=code[1] if code else "",
        part=part[1] if part else "",
        ordinal=_ordinal(words),
        date=_is_date(plain),
        unreadable=unreadable,
    )


_FIGURE_SIGNS = re.compile(r"[-+0-9.,()△▲\s]+")
_WITH_UNIT = Shape(r"(?:{CURRENCY}|[￥¥])?(?P<number>[^￥¥]*[-0-9０-９.)）])(?P<unit>[^0-9.]{0,3}元|{MAGNITUDE})?整?")


def _amount(words: str) -> tuple[Decimal | None, Unit | None, str]:
    """The figure, the unit it carries, and why it cannot be read."""
    found = _WITH_UNIT.fullmatch(words)
    if found is None:
        return None, None, ""
    if (amount := _decimal(found["number"])) is not None:
        unit = Unit.parse(f":{found['unit']}") if found["unit"] else None
        if found["unit"] and unit is None:
            return None, None, f"不识金额单位“{found['unit']}”"
        return amount, unit, ""
    if not _FIGURE_SIGNS.fullmatch(found["number"]) or _is_date(plain_number(words)):
        return None, None, ""
    parts = found["number"].split()
    return None, None, "一格之中有两个数" if len(parts) > 1 else "数字的写法不合规则"


def _decimal(text: str) -> Decimal | None:
    try:
        return parse_amount(text)
    except UsageError:
        return None


_COUNT = Shape(r"(?P<number>.*[0-9])\(?{COUNTER}\)?")


def _counted(plain: str) -> Decimal | None:
    found = _COUNT.fullmatch(plain)
    return _decimal(found["number"]) if found else None


_ORDINAL = re.compile(r"\(?[0-9]{1,3}\)?(?:=.*)?|[A-Z]|\*+|[—\-]+")


def _ordinal(words: str) -> str:
    """The number of a printed line or column, such as 3, (3), 3=1+2, A or **."""
    plain = "".join(unicodedata.normalize("NFKC", words).split())
    return plain if _ORDINAL.fullmatch(plain) else ""


_DATE = Shape(r"(?P<y>(?:19|20)[0-9]{2})[年./-](?:(?P<m>[01]?[0-9])(?:月|[./-](?=[0-9])|$)(?:(?P<d>[0-3]?[0-9])日?)?)?")


def _is_date(plain: str) -> bool:
    found = _DATE.fullmatch(plain)
    if found is None:
        return False
    try:
        date(int(found["y"]), int(found["m"] or 1), int(found["d"] or 1))
    except ValueError:
        return False
    return True
