"""Characters that no output can carry."""

import re

from medinsure_budget.errors import UsageError

# Controls, half surrogates and what is no character at all.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def refuse_unprintable(text: str, place: str) -> None:
    """Make sure that words that are given, rather than read, can be written.

    Raises:
        UsageError: naming the place and the first character that no output can carry.
    """
    if found := UNPRINTABLE.search(text):
        raise UsageError(f"{place}里有不能写出的字符 U+{ord(found[0]):04X}")
