"""Characters that no output can carry."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import count
from operator import attrgetter
from typing import Any

from medinsure_budget.errors import UsageError

# Controls, half surrogates and what is no character at all.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NAMED = 40
_WORDLESS = {type(None), bool, int, float, Decimal}


def printable(text: str) -> str:
    """Words with a sign in the place of each character that no output can carry."""
    return UNPRINTABLE.sub("□", text)


def without_unprintable(row: Sequence[Any]) -> tuple[Sequence[Any], int]:
    """A row of a table without the characters that no output can carry, and in how many cells they stood."""
    if UNPRINTABLE.search("".join([cell for cell in row if isinstance(cell, str)])) is None:
        return row, 0
    fresh = [UNPRINTABLE.sub("", cell) if isinstance(cell, str) else cell for cell in row]
    return fresh, sum(isinstance(cell, str) and len(cell) != len(new) for cell, new in zip(row, fresh, strict=True))


def refuse_unprintable(value: object, place: str) -> None:
    """Make sure that words that are given, rather than read, can be written, wherever in a value they stand.

    Args:
        value: A text, or records, mappings and sequences that hold texts.
        place: What messages call it.

    Raises:
        UsageError: naming the place and the first character that no output can carry.
    """
    # Hardly anything holds one: its place is looked for only where there is one.
    if UNPRINTABLE.search("\n".join(_texts(value))) is None:
        return
    for within, text in _placed(value):
        if found := UNPRINTABLE.search(text):
            raise UsageError(f"{place}{within and f'：{within}'}里有不能写出的字符 U+{ord(found[0]):04X}")


def _texts(value: Any) -> list[str]:
    """Every text in a value; what stands in it several times is looked at once."""
    found: list[str] = []
    waiting, seen = [value], set[int]()
    while waiting:
        value = waiting.pop()
        kind: Any = type(value)
        if isinstance(value, str):
            found.append(value)
        if (parts := _parts_of(kind)) is not None and id(value) not in seen:
            seen.add(id(value))
            waiting += [part for part in parts(value) if type(part) not in _WORDLESS]
    return found


def _placed(value: Any) -> Iterator[tuple[str, str]]:
    """Every text in a value with its place, in the order of the parts."""
    waiting, seen = [("", value)], set[int]()
    while waiting:
        place, value = waiting.pop()
        kind: Any = type(value)
        if isinstance(value, str):
            yield place, value
        if (parts := _parts_of(kind)) is not None and id(value) not in seen:
            seen.add(id(value))
            waiting += [(place + name, part) for name, part in zip(_names(value), parts(value), strict=False)][::-1]


def _names(value: Any) -> Iterable[str]:
    if isinstance(value, Mapping):
        return [*("的名称" for _ in value), *(f".{printable(str(key))[:_NAMED]}" for key in value)]
    kind: Any = type(value)
    fields = _fields(kind)
    return (f".{name}" for name in fields) if fields else (f"[{at}]" for at in count())


@cache
def _parts_of(cls: Any) -> Callable[[Any], Collection[object]] | None:
    """What gives the parts of a value of a class; ``None`` for what has none."""
    if issubclass(cls, tuple | list):
        return list
    if issubclass(cls, Mapping):
        return lambda mapping: [*mapping, *mapping.values()]
    if issubclass(cls, str):  # the printed lines of a cell stand behind its joined words
        return attrgetter("lines") if hasattr(cls, "lines") else None
    fields = _fields(cls)
    return attrgetter(*fields) if len(fields) > 1 else (lambda record: [getattr(record, name) for name in fields]) if fields else None


@cache
def _fields(cls: Any) -> tuple[str, ...]:
    """The fields of a record; of any other thing none."""
    return tuple(part.name for part in getattr(cls, "__attrs_attrs__", ()))
