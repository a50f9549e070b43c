"""Years side by side: the codes of a frame carried to the subjects of one year."""

from functools import partial
from typing import Any, Final, Literal

from medinsure_budget.errors import UsageError
from medinsure_budget.records import frozen
from medinsure_budget.subjects.catalogue import Catalogue, subjects_of
from medinsure_budget.subjects.names import CODE_SHAPE, fold, plain_code
from medinsure_budget.subjects.records import kind_of

Fate = Literal["", "same", "renamed", "moved", "divided", "ended", "unknown"]
_COLUMNS: Final = ("carried_code", "carried_name", "carried", "carried_note")


@frozen
class _Carried:
    code: str = ""
    name: str = ""
    fate: Fate = ""
    note: str = ""


def carry_codes(frame: Any, year: int | Catalogue) -> Any:
    """Carry the codes of a tidy frame to the subjects of one year, so that several years can be added up.

    Args:
        frame: A `pandas.DataFrame` with the columns ``code`` and ``year``, such as several ``to_frame()`` together.
        year: The year whose subjects the codes become, or its catalogue.

    Returns:
        The frame with four more columns: ``carried_code`` and ``carried_name``, empty where a code has no single
        subject in that year; ``carried``: ``same``, ``renamed`` (same code, other name), ``moved`` (other code),
        ``divided`` (several subjects, which the note names), ``ended``, or ``unknown`` (not in the catalogue of its own
        year); and ``carried_note`` in Chinese. Amounts are never divided.

    Raises:
        UsageError: when a column is missing, or no subjects of the year are known.
    """
    if missing := {"code", "year"} - set(frame.columns):
        raise UsageError(f"数据表没有{'、'.join(sorted(missing))}一栏，不能换算到同一年度的科目")
    there = year if isinstance(year, Catalogue) else subjects_of(year)
    if there.functional.is_extrapolated:
        raise UsageError(there.notes[0].message)
    pairs = list(zip(frame["code"], frame["year"], strict=True))
    found = {pair: _carry(there, *pair) for pair in dict.fromkeys(pairs)}
    carried = [found[pair] for pair in pairs]
    rows = [(c.code, c.name, c.fate, c.note) for c in carried]
    columns = {name: list(values) for name, values in zip(_COLUMNS, zip(*rows, strict=True) if rows else [()] * 4, strict=True)}
    return frame.assign(**columns)


def _carry(there: Catalogue, code: Any, year: Any) -> _Carried:
    plain = plain_code(code)
    if not CODE_SHAPE.fullmatch(plain) or (kind := kind_of(plain)) is None:
        return _Carried()
    own = subjects_of(int(year) if year == year else None, there)[kind]  # noqa: PLR0124 - a missing year differs from itself
    if plain not in own or own.is_extrapolated:
        return _Carried(fate="unknown", note=f"{own.year}年科目中没有{plain}")
    before = own[plain]
    after = there[kind].counterparts(before)
    told = partial(_Carried, after[0].code, after[0].name) if len(after) == 1 else partial(_Carried, "", "")
    if not after:
        return told("ended", f"{before}到{there.year}年已没有对应的科目")
    if len(after) > 1:
        return told("divided", f"{before}已分为{'、'.join(map(str, after))}")
    if after[0].code != plain:
        return told("moved", f"{before}改列{after[0]}")
    same = fold(after[0].name) == fold(before.name)
    return told("same") if same else told("renamed", f"{before}改名{after[0].name}")
