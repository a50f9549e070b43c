"""What an edition says in words: the parts of its text in order, their headings, and its sentences as patterns."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve

from medinsure_budget.records import frozen

_SLOT = re.compile(r"\{(\w+)\}")
_DIGITS = "一二三四五六七八九十"


def ordinal(number: int) -> str:
    """The Chinese numeral of a list item.

    >>> ordinal(9), ordinal(12), ordinal(20), ordinal(26)
    ('九', '十二', '二十', '二十六')
    """
    tens, ones = divmod(number, 10)
    leading = ("" if tens == 1 else _DIGITS[tens - 1]) + "十" if tens else ""
    return leading + (_DIGITS[ones - 1] if ones else "")


@frozen(eq=False)
class Text:
    """The running text of an edition.

    A sentence is a pattern with slots in braces. A clause in brackets is left out when one of its own slots is empty;
    an empty pattern says nothing. ``change.total`` is said like ``change`` where it has no pattern of its own.

    >>> text = Text({"": ("about", "terms")}, {"about": "概况"}, ("第一部分", "一、"), {"spent": "支出{money}[，占{share}]。"})
    >>> text.number(1, 3), text.say("spent", {"money": "1.20万元", "share": ""}.get)
    ('第三部分', '支出1.20万元。')

    Attributes:
        parts: The parts below each part in printed order, by key; the chapters stand under the empty key.
        headings: The words of each heading, with ``{year}``, ``{agency}`` and ``{level}`` to be filled.
        numbers: The numbering of each level: its first number, which is counted up.
        sentences: The patterns, by what they say.
        idle: Kinds of income and expenditure that are named with 0.00 where they have no money.
    """

    parts: Mapping[str, tuple[str, ...]]
    headings: Mapping[str, str]
    numbers: tuple[str, ...]
    sentences: Mapping[str, str]
    idle: tuple[str, ...] = ()

    def derived(
        self,
        parts: Mapping[str, str] | None = None,
        headings: Mapping[str, str] | None = None,
        sentences: Mapping[str, str] | None = None,
        **more: Any,
    ) -> "Text":
        """Another text, stated as its differences from this one; parts are keys with blanks between them."""
        order = {key: tuple(keys.split()) for key, keys in (parts or {}).items()}
        return evolve(
            self, parts={**self.parts, **order}, headings={**self.headings, **(headings or {})},
            sentences={**self.sentences, **(sentences or {})}, **more,
        )  # fmt: skip

    def number(self, level: int, at: int) -> str:
        """The printed number of the part that stands at a place among those of its level, both counted from 1."""
        style = self.numbers[level - 1] if level <= len(self.numbers) else ""
        return style.replace("一", ordinal(at)).replace("1", str(at))

    def say(self, sentence: str, value: Callable[[str], object]) -> str:
        """A sentence in words; only the values of slots that it prints are asked for."""
        general = sentence.partition(".")[0]
        return _said(self.sentences[sentence if sentence in self.sentences else general], value)


def _said(pattern: str, value: Callable[[str], object]) -> str:
    return "".join(_clause(words, value, optional=optional) for words, optional in _clauses(pattern))


def _clause(words: str, value: Callable[[str], object], *, optional: bool) -> str:
    if not optional:
        return _SLOT.sub(lambda slot: str(value(slot[1]) or ""), words)
    own = "".join(text for text, inner in _clauses(words) if not inner)
    return _said(words, value) if all(value(slot) for slot in _SLOT.findall(own)) else ""


def _clauses(pattern: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a pattern outside of brackets, and those in outermost brackets without them."""
    depth = start = 0
    for at, mark in enumerate(pattern):
        if mark == "[":
            if not depth:
                yield pattern[start:at], False
                start = at + 1
            depth += 1
        elif mark == "]":
            depth -= 1
            if not depth:
                yield pattern[start:at], True
                start = at + 1
    yield pattern[start:], False
