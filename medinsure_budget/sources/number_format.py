"""How a workbook's number formats show a value; no digit is rounded away."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from attrs import frozen

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
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<number>[0#?][0#?,.]*|\.[0#?]+)'
    r"|(?P<general>General)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+)|(?P<sign>.)",
    re.DOTALL,
)
_DATE_WORDS = {
    "yyyy": "{0.year:04}", "yy": "{0:%y}", "mmmm": "{0.month}", "mm": "{0.month:02}", "m": "{0.month}",
    "dd": "{0.day:02}", "d": "{0.day}", "hh": "{0.hour:02}", "h": "{0.hour}", "ss": "{0.second:02}", "s": "{0.second}",
}  # fmt: skip
_COLOURS = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|color\s*\d+|[黑蓝青绿红白黄]色?|洋红|颜色\s*\d+", re.IGNORECASE
)


@frozen
class Shown:
    """The text of a number, and whether it says more than the format shows because the format hides digits."""

    text: str
    fuller: bool = False


def shown(raw: str, code: str, *, epoch_1904: bool = False) -> Shown:
    """Print a stored number as its format shows it, but with all its digits.

    >>> shown("1386.05", "#,##0.00").text, shown("0.30000000000000004", "General").text
    ('1,386.05', '0.3')
    >>> shown("13.3333", "0.00")
    Shown(text='13.3333', fuller=True)

    Raises:
        ValueError: when ``raw`` is no number.
    """
    value = _stored(raw)
    sections = _parsed(code)
    tokens, magnitude, sign = _choose(sections, value)
    if code.strip() in {"", "@"} or any(t["general"] for t in tokens):
        return Shown(_plain(value))
    if any(t["date"] for t in tokens):
        return _date(value, tokens, epoch_1904=epoch_1904)
    text = _filled(magnitude, tokens)
    return Shown(_plain(value), fuller=True) if text is None else Shown(sign + text[0], text[1])


def _stored(raw: str) -> Decimal:
    try:
        value = _FIFTEEN.create_decimal(raw)
    except ArithmeticError as error:
        raise ValueError(f"{raw!r} is no number") from error
    if not value.is_finite():
        raise ValueError(f"{raw!r} is no number")
    return value


def _plain(value: Decimal) -> str:
    """The shortest plain digits of a value."""
    return f"{value.normalize(_EXACT):f}" if value else "0"


@lru_cache(maxsize=512)
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
    if value < 0 and len(sections) > 1:
        return sections[1], -value, ""
    if value == 0 and len(sections) > 2:
        return sections[2], value, ""
    return sections[0], abs(value), "-" if value < 0 else ""


def _filled(magnitude: Decimal, tokens: _Tokens) -> tuple[str, bool] | None:
    """The section with the number in it, and whether digits were added; ``None`` when the section is beyond us."""
    numbers = [t["number"] for t in tokens if t["number"]]
    signs = [t["sign"] for t in tokens if t["sign"]]
    brackets = [t["bracket"] for t in tokens if t["bracket"] is not None]
    known = all(b.startswith("$") or _COLOURS.fullmatch(b) for b in brackets)
    if not known or len(numbers) > 1 or (not numbers and magnitude) or {"E", "e", "/"} & set(signs):
        return None
    pattern = numbers[0] if numbers else ""
    scaled = magnitude.scaleb(2 * signs.count("%"), _EXACT)
    if pattern.endswith(","):
        return None
    digits, fuller = _digits(scaled, pattern) if pattern else ("", False)
    return "".join(_piece(t, digits) for t in tokens).strip(), fuller


def _piece(token: re.Match[str], digits: str) -> str:
    if token["number"]:
        return digits
    if bracket := token["bracket"]:
        return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
    return token["quoted"] or token["escaped"] or (token["sign"] or "").replace("@", "")


def _digits(value: Decimal, pattern: str) -> tuple[str, bool]:
    """Fill placeholders; more decimals than they hold are shown nevertheless."""
    whole, _, fraction = pattern.partition(".")
    needed = max(0, -int(value.normalize(_EXACT).as_tuple().exponent))
    fuller = needed > len(fraction)
    required = max(needed, fraction.rfind("0") + 1)
    text = f"{value.quantize(Decimal(1).scaleb(-required), context=_EXACT):f}"
    integer, _, decimals = text.partition(".")
    integer = integer.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole and integer:
        integer = f"{int(integer):,}".rjust(len(integer), "0")
    return integer + (f".{decimals}" if decimals else ""), fuller


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
