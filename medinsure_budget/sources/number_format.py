"""How a workbook's number formats show a value; no digit is rounded away."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from operator import eq, ge, gt, le, lt, ne

from medinsure_budget.lexicon import Shape, by_text
from medinsure_budget.money import exponent_of
from medinsure_budget.records import frozen

_Tokens = tuple[re.Match[str], ...]

GENERAL = "General"
# Formats 27 to 58 mean dates in Chinese workbooks.
BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00', 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-m-yy",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"¥""-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '"¥"#,##0.00;"¥"-#,##0.00;"¥""-"', 49: "@", 50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

# A binary fraction carries no more than fifteen decimal digits, and spreadsheets show no more.
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
_EXACT = Context(prec=60)
# Places that a format may fill; nobody shows more, and within them no step is inexact.
_MOST_SHOWN = 40
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<number>[0#?][0#?,.]*|\.[0#?]+)'
    r"|(?P<general>General)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+)|(?P<sign>.)",
    re.DOTALL,
)
_DATE_WORDS = {
    "yyyy": "{0.year:04}", "yy": "{0:%y}", "mmmm": "{0.month}", "mm": "{0.month:02}", "m": "{0.month}",
    "dd": "{0.day:02}", "d": "{0.day}", "hh": "{0.hour:02}", "h": "{0.hour}", "ss": "{0.second:02}", "s": "{0.second}",
}  # fmt: skip
_COLOUR = Shape(r"(?:black|blue|cyan|green|magenta|red|white|yellow|color|{COLOUR})(?:\s*\d+)?", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne,
}  # fmt: skip


@frozen
class Shown:
    """The text of a number.

    Attributes:
        text: What is read.
        fuller: Whether it says more than the format shows, because the format hides digits.
        hidden: The number, other than zero, of which the format shows nothing at all.
        rounded: Whether the format shows the number in a larger unit, and hides digits that nobody sees.
    """

    text: str
    fuller: bool = False
    rounded: bool = False
    hidden: str = ""


@by_text
def shown(raw: str, code: str, *, epoch_1904: bool = False) -> Shown:
    r"""Print a stored number as its format shows it, with all its digits unless the format shows a larger unit.

    >>> shown("1386.05", "#,##0.00").text, shown("0.30000000000000004", "General").text
    ('1,386.05', '0.3')
    >>> shown("13.3333", "0.00")
    Shown(text='13.3333', fuller=True, rounded=False, hidden='')
    >>> shown("12005000", r"0\.0,").text, shown("12005000", "#,##0.00,").text
    ('1200.5', '12,005.00')

    Raises:
        ValueError: when ``raw`` is no number.
    """
    value = _stored(raw)
    sections = _parsed(code)
    tokens, magnitude, sign = _choose(sections, value)
    if code.strip() in {"", "@"}:
        return Shown(_plain(value))
    if not tokens:
        return Shown("", hidden=_plain(value) if value else "")
    if any(t["general"] for t in tokens):
        return Shown(sign + "".join(_plain(magnitude) if t["general"] else _piece(t, "") for t in tokens).strip())
    if any(t["date"] for t in tokens):
        return _date(value, tokens, epoch_1904=epoch_1904)
    return _filled(magnitude, tokens, sign) or Shown(_plain(value), fuller=True)


def _stored(raw: str) -> Decimal:
    try:
        value = _FIFTEEN.create_decimal(raw)
    except ArithmeticError as error:
        raise ValueError(f"{raw!r} 不是数值") from error
    if not value.is_finite():
        raise ValueError(f"{raw!r} 不是数值")
    return value


def _plain(value: Decimal) -> str:
    """The shortest plain digits of a value."""
    return f"{value.normalize(_EXACT):f}" if value else "0"


@by_text
def _parsed(code: str) -> tuple[_Tokens, ...]:
    """The tokens of each section; semicolons inside quotes or after an escape part nothing."""
    sections: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["sign"] == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(map(tuple, sections))


def _choose(sections: tuple[_Tokens, ...], value: Decimal) -> tuple[_Tokens, Decimal, str]:
    """The section for a value, the magnitude it shows and the sign before it."""
    sign = "-" if value < 0 else ""
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        met = (at for at, said in enumerate(conditions) if said is None or _HOLDS[said[1]](value, Decimal(said[2])))
        return next((sections[at] for at in met), ()), abs(value), sign
    if value < 0 and len(sections) > 1:
        return sections[1], -value, ""
    if value == 0 and len(sections) > 2:
        return sections[2], value, ""
    return sections[0], abs(value), sign


def _condition(section: _Tokens) -> re.Match[str] | None:
    """What a section demands of the values it shows, such as ``[>=10000]``."""
    found = (_CONDITION.fullmatch(token["bracket"]) for token in section if token["bracket"])
    return next((condition for condition in found if condition), None)


def _filled(magnitude: Decimal, tokens: _Tokens, sign: str) -> Shown | None:
    """The section with the number in it; ``None`` when the section is beyond us."""
    numbers = [t["number"] for t in tokens if t["number"]]
    signs = [t["sign"] for t in tokens if t["sign"]]
    brackets = [t["bracket"] for t in tokens if t["bracket"] is not None]
    known = all(b.startswith("$") or _COLOUR.fullmatch(b) or _CONDITION.fullmatch(b) for b in brackets)
    if not known or (not numbers and magnitude) or {"E", "e", "/"} & set(signs):
        return None
    whole, _, fraction = "".join(numbers).partition(".")
    # Commas behind the last placeholder of a side divide by a thousand each.
    commas = len(whole) + len(fraction) - len(whole.rstrip(",")) - len(fraction.rstrip(","))
    scaled = magnitude.scaleb(2 * signs.count("%") - 3 * commas, _EXACT)
    if abs(scaled.adjusted()) + len(fraction) > _MOST_SHOWN:
        return None
    larger = bool(commas) or len(numbers) > 1
    digits, hides = _digits(scaled, whole.rstrip(","), fraction.rstrip(","), whole_only=larger) if numbers else ("", False)
    groups = iter(_distributed(digits, numbers))
    text = "".join(next(groups) if t["number"] else _piece(t, "") for t in tokens).strip()
    return Shown(sign + text, fuller=hides and not larger, rounded=hides and larger)


def _distributed(digits: str, numbers: Sequence[str]) -> list[str]:
    """Fill groups of placeholders that other characters part, from the right; the first takes what is left."""
    pieces: list[str] = []
    for group in reversed(numbers[1:]):
        places, at = sum(map(group.count, "0#?")), len(digits)
        while places and at:
            at -= 1
            places -= digits[at].isdecimal()
        pieces.append(digits[at:])
        digits = digits[:at]
    return [digits, *reversed(pieces)]


def _piece(token: re.Match[str], digits: str) -> str:
    if token["number"]:
        return digits
    if bracket := token["bracket"]:
        return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
    return token["quoted"] or token["escaped"] or (token["sign"] or "").replace("@", "")


def _digits(value: Decimal, whole: str, fraction: str, *, whole_only: bool) -> tuple[str, bool]:
    """Fill placeholders, and say whether they cannot hold all decimals, which are shown nevertheless.

    With ``whole_only`` the number is rounded to the placeholders as on the screen.
    """
    needed = max(0, -exponent_of(value.normalize(_EXACT)))
    hides = needed > len(fraction)
    required = len(fraction) if whole_only else max(needed, fraction.rfind("0") + 1)
    text = f"{value.quantize(Decimal(1).scaleb(-required), rounding=ROUND_HALF_UP, context=_EXACT):f}"
    integer, _, decimals = text.partition(".")
    integer = integer.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole and integer:
        integer = f"{int(integer):,}".rjust(len(integer), "0")
    return integer + (f".{decimals}" if decimals else ""), hides


def _date(value: Decimal, tokens: _Tokens, *, epoch_1904: bool) -> Shown:
    try:
        moment = (datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)) + timedelta(  # noqa: DTZ001 - no zone in sheets
            seconds=round(value * 86400)
        )
    except OverflowError:
        return Shown(_plain(value), fuller=True)
    pieces, hours = [], False
    for token in tokens:
        word = (token["date"] or "").lower()
        if word in {"m", "mm"} and hours:
            pieces.append(f"{moment.minute:0{len(word)}}")
        elif word:
            pieces.append(_DATE_WORDS.get(word, "{0.year:04}" if word[0] == "y" else "{0}").format(moment))
        else:
            pieces.append(_piece(token, ""))
        hours = (hours and not word) or word.startswith(("h", "s"))
    return Shown("".join(pieces).strip())
