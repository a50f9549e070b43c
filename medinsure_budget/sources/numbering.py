"""Paragraph numbers that Word counts itself, such as 一、 （一） 1. and 1.1."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from attrs import field

from medinsure_budget.records import define, frozen

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_SILENT = {"bullet", "none"}


@frozen
class Level:
    """How one level of a list is numbered.

    Attributes:
        kind: Word's name of the number format.
        text: The pattern; ``%1`` is the number of the first level.
        start: The first number.
        suffix: What follows the number: ``tab``, ``space`` or ``nothing``.
        plain: Whether numbers of upper levels are printed as digits whatever their own format.
        style: The paragraph style that is numbered on this level, else empty.
    """

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    plain: bool = False
    style: str = ""


@define
class Numbering:
    """The numbered lists of a document; counters run on while labels are taken in reading order."""

    _lists: dict[str, str] = field(factory=dict)
    _levels: dict[str, dict[int, Level]] = field(factory=dict)
    _overrides: dict[str, dict[int, int]] = field(factory=dict)
    _counts: dict[str, dict[int, int]] = field(factory=dict)

    @classmethod
    def of(cls, root: ET.Element) -> "Numbering":
        """Read ``numbering.xml``.

        Raises:
            ValueError: when a level or start is no number.
        """
        numbering, styled = cls(), {}
        linked: dict[str, str] = {}
        for abstract in root.findall(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId", "")
            numbering._levels[key] = {int(e.get(f"{W}ilvl", 0)): _level(e) for e in abstract.findall(f"{W}lvl")}
            if style := value_of(abstract, "styleLink"):
                styled[style] = key
            if style := value_of(abstract, "numStyleLink"):
                linked[key] = style
        for key, style in linked.items():
            numbering._levels[key] = numbering._levels.get(styled.get(style, ""), {})
        for number in root.findall(f"{W}num"):
            key = number.get(f"{W}numId", "")
            numbering._lists[key] = value_of(number, "abstractNumId")
            numbering._overrides[key] = {
                int(o.get(f"{W}ilvl", 0)): int(start)
                for o in number.findall(f"{W}lvlOverride")
                if (start := value_of(o, "startOverride"))
            }
        return numbering

    def level_of(self, number: str, style: str) -> int:
        """The level on which a list numbers the paragraphs of a style."""
        levels = self._levels.get(self._lists.get(number, ""), {})
        return next((at for at, level in levels.items() if style and level.style == style), 0)

    def label(self, number: str, level: int) -> str:
        """Count one paragraph of a list and give what Word prints before it, blank after it included."""
        abstract = self._lists.get(number, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        for at, start in self._overrides.pop(number, {}).items():
            counts[at] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        here = levels[level]
        if here.kind in _SILENT:
            return ""
        label = re.sub(r"%([1-9])", lambda found: _printed(levels, counts, int(found[1]) - 1, here), here.text)
        # Word sets a tab, but after 一、 or （一） no blank is printed in running text.
        return f"{label} " if label.isascii() and label and here.suffix != "nothing" else label


def _printed(levels: dict[int, Level], counts: dict[int, int], at: int, here: Level) -> str:
    level = levels.get(at, Level())
    return number_text(counts.get(at, level.start), "decimal" if here.plain else level.kind)


def _level(element: ET.Element) -> Level:
    return Level(
        value_of(element, "numFmt") or "decimal",
        value_of(element, "lvlText"),
        int(value_of(element, "start") or 1),
        value_of(element, "suff") or "tab",
        element.find(f"{W}isLgl") is not None,
        value_of(element, "pStyle"),
    )


def value_of(element: ET.Element, child: str) -> str:
    """The ``val`` of a child element, empty where there is none."""
    found = element.find(f"{W}{child}")
    return "" if found is None else found.get(f"{W}val", "")


def number_text(number: int, kind: str) -> str:
    """Print a number in one of Word's number formats; unknown formats print digits.

    >>> [number_text(n, "chineseCounting") for n in (1, 10, 11, 20, 105)]
    ['一', '十', '十一', '二十', '一百〇五']
    >>> number_text(3, "decimalEnclosedCircle"), number_text(4, "lowerRoman"), number_text(28, "upperLetter")
    ('③', 'iv', 'BB')
    """
    if kind in _ROWS:
        return _ROWS[kind][number - 1] if 0 < number <= len(_ROWS[kind]) else str(number)
    return _WRITERS[kind](number) if kind in _WRITERS and 0 < number < _MYRIAD else str(number)


_MYRIAD = 10_000


def _chinese(number: int, digits: str = _DIGITS, places: str = "十百千") -> str:
    text = ""
    for power, digit in enumerate(reversed(str(number))):
        if digit != "0":
            text = digits[int(digit)] + (places[power - 1] if power else "") + text
        elif text and not text.startswith(digits[0]):
            text = digits[0] + text
    # Eleven is 十一, not 一十一; only the forms of cheques write the one.
    return text.removeprefix("一") if text.startswith("一十") else text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _run(first: str, size: int) -> str:
    return "".join(chr(ord(first) + at) for at in range(size))


_ROWS = {
    "decimalEnclosedCircle": _run("①", 20), "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedParen": _run("⑴", 20), "decimalEnclosedFullstop": _run("⒈", 20),
    "ideographEnclosedCircle": _run("㊀", 10), "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
}  # fmt: skip
_WRITERS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "chineseCountingThousand": lambda number: _chinese(number).replace("〇", "零"),
    "chineseLegalSimplified": lambda number: _chinese(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
    "ideographDigital": lambda number: str(number).translate(str.maketrans("0123456789", _DIGITS)),
    "decimalFullWidth": lambda number: str(number).translate(str.maketrans("0123456789", _run("０", 10))),
    "decimalZero": "{:02}".format,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
