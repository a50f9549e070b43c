"""What looks wrong in a ledger that can be compiled: told before anything is published, never corrected."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from medinsure_budget.evidence import Note
from medinsure_budget.forms.words import fold
from medinsure_budget.ledgers.lines import Line, in_yuan, lines_of
from medinsure_budget.ledgers.schema import BY_NAME, KINDS

# A year of these is never less than 1,000 元, however small the unit; anything else may be.
_STEADY = ("30101", "30107", "30108", "30110", "30113")
_LEAST_YEAR = 1_000_00
# No department lives on less in a year, even if it only passes money on.
_LEAST_WHOLE = 10_000_00
_LEAST_WAGES = 20_000_00
_JUMP, _NOTABLE = 100, 100_00
_WAN = range(3_000, 30_001)
_LISTED = 20
_MEASURES = ("initial_budget", "budget", "previous")
_MONEY_KINDS = ("expenditure", "income", "carried_in", "carried_out")
_LABELS = {kind.name: kind.label for kind in KINDS}
_ALIKE = 3


def suspicions(lines: Sequence[Line], *, agency: str = "", year: int = 0, stated_year: int = 0) -> tuple[Note, ...]:
    """Everything that a careful person would ask about before compiling, with the rows.

    Args:
        lines: The lines of the ledger.
        agency: The department or unit that the document is for.
        year: The year that the document is for.
        stated_year: The year that the ledger names, 0 when it names none.
    """
    found = [_year(year, stated_year), *_agency(lines, agency)]
    for ask in (_in_wan, _small, _twice, _like_totals, _jumps, _gaps):
        found += ask(lines)
    return tuple(note for note in found if note is not None)


def _note(message: str, lines: Sequence[Line] = ()) -> Note:
    first = lines[0] if lines else Line(0, "")
    return Note("unread", message, line=first.number, place=first.place)


def rows_of(lines: Sequence[Line]) -> str:
    """The rows of lines as messages name them: “支出”第2行、第5行."""
    parts: list[str] = []
    place = None
    for line in lines[:_LISTED]:
        sheet = f"“{line.place}”" if line.place and line.place != place else ""
        parts.append(f"{sheet}第{line.number}行")
        place = line.place
    return "、".join(parts) + (f"等{len(lines)}行" if len(lines) > _LISTED else "")


def _year(year: int, stated: int) -> Note | None:
    if not year or not stated or year == stated:
        return None
    return _note(f"台账写的是{stated}年，编制的是{year}年，请核对。")


def _agency(lines: Sequence[Line], agency: str) -> Iterator[Note]:
    """The units of a ledger are the agency, or share a good part of its name with it."""
    own = fold(agency)
    units = {line.unit: line for line in reversed(lines) if line.unit and line.kind in _MONEY_KINDS}
    strange = [line for unit, line in units.items() if own and not _akin(own, fold(unit))]
    if strange and len(strange) == len(units):
        named = "、".join(line.unit for line in strange[:_LISTED])
        yield _note(f"台账的单位（{named}）与编制的部门或单位“{agency}”不像是一家，请核对：{rows_of(strange)}。", strange)


def _akin(one: str, other: str) -> bool:
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one in other or other in one or shared >= _ALIKE


def _in_wan(lines: Sequence[Line]) -> Iterator[Note]:
    """A whole ledger of amounts that no department could live on."""
    spent = [line for line in lines_of("expenditure", lines) if line.amount]
    wages = [line for line in spent if line.economic.startswith("301")]
    whole, paid = (sum(line.amount or 0 for line in some) for some in (spent, wages))
    if spent and (whole < _LEAST_WHOLE or (wages and paid < _LEAST_WAGES and whole < 10 * _LEAST_WHOLE)):
        yield _note(f"台账的支出总共只有{in_yuan(whole)}，金额过小，疑似以万元填列；台账以元为单位，请核对：{rows_of(spent)}。", spent)


def _small(lines: Sequence[Line]) -> Iterator[Note]:
    """Single lines that cannot be a year's money: wages, contributions, whole projects."""
    spent = lines_of("expenditure", lines)
    steady = _grouped((line for line in spent if line.economic in _STEADY), lambda line: (line.unit, line.economic))
    projects = _grouped((line for line in spent if line.purpose == "project"), lambda line: (line.unit, line.project))
    for group in (*steady, *projects):
        whole = sum(line.amount or 0 for line in group)
        if 0 < whole < _LEAST_YEAR:
            what = f"项目“{group[0].project}”" if group[0].purpose == "project" else f"科目{group[0].economic}"
            yield _note(f"{rows_of(group)}：{what}全年只有{in_yuan(whole)}，金额过小，请核对金额单位是否误为万元。", group)


def _grouped(lines: Iterable[Line], key: Callable[[Line], object]) -> list[list[Line]]:
    groups: dict[object, list[Line]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return list(groups.values())


def _twice(lines: Sequence[Line]) -> Iterator[Note]:
    """Lines that are alike in every cell."""
    counted = (line for line in lines if line.kind in _MONEY_KINDS and line.amount)
    for group in _grouped(counted, _cells):
        if len(group) > 1:
            yield _note(f"{rows_of(group)}：各栏内容完全相同，请核对是否重复录入。", group)


def _cells(line: Line) -> tuple[object, ...]:
    return (
        line.kind, line.unit_code, line.unit, line.functional, line.economic, line.government_economic, line.source,
        line.purpose, line.project, line.item, line.amount, line.text, line.counterpart,
    )  # fmt: skip


def _like_totals(lines: Sequence[Line]) -> Iterator[Note]:
    """A line that is as much as all others of its sheet together."""
    money = (line for line in lines if line.kind in _MONEY_KINDS)
    for group in _grouped(money, lambda line: (line.place, line.kind)):
        whole = sum(line.amount or 0 for line in group)
        sums = [line for line in group if line.amount and 2 * line.amount == whole]
        if len(sums) == 1 and len(group) >= _ALIKE:
            yield _note(f"{rows_of(sums)}：金额{in_yuan(sums[0].amount or 0)}恰为其余各行之和，请核对是否是合计行。", sums)


def _jumps(lines: Sequence[Line]) -> Iterator[Note]:
    for line in lines:
        now, before = line.amount or 0, line.previous or 0
        less, more = sorted((now, before))
        if less < _NOTABLE or more < less * _JUMP:
            continue
        unit = "，相差约一万倍，请核对金额单位" if more // less in _WAN else "，请核对"
        yield _note(f"{rows_of([line])}：金额{in_yuan(now)}与上年数{in_yuan(before)}相差悬殊{unit}。", [line])


def _gaps(lines: Sequence[Line]) -> Iterator[Note]:
    """A measure that some lines of a kind have and others lack."""
    for kind in ("expenditure", "income"):
        own = lines_of(kind, lines)
        for name in _MEASURES:
            blank = [line for line in own if getattr(line, name) is None]
            if blank and len(blank) < len(own):
                label = BY_NAME[name].label
                yield _note(
                    f"部分{_LABELS[kind]}行没有填“{label}”，按没有{label}计算，增减和完成率可能失真：{rows_of(blank)}。", blank
                )
