"""Errors of a whole table: its amounts stand some rows too high or too low, or its unit is another one."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from medinsure_budget.checks.arithmetic.cells import Cell, Figures, Line, Table, table_name
from medinsure_budget.checks.arithmetic.corrected import Value, corrected, value_of
from medinsure_budget.checks.arithmetic.identities import Identity
from medinsure_budget.checks.arithmetic.intervals import interval
from medinsure_budget.checks.arithmetic.locate import Cluster, Suspect
from medinsure_budget.checks.arithmetic.shown import printed
from medinsure_budget.checks.arithmetic.verdicts import Evaluation, judge
from medinsure_budget.money import Unit
from medinsure_budget.records import frozen

_FEW = {"unit": 3, "shifted": 4}  # broken relations; fewer are told one by one
_STEPS = (1, -1, 2, -2, 3, -3)
_LEAST_ROWS = 4
_ONE_OF = {"unit": 2, "shifted": 5}  # broken relations may stay broken
_SLIP = 10_000
_LONG = 6


@frozen(eq=False)
class _Error:
    """What a table would print without the error.

    Attributes:
        shape: ``unit`` or ``shifted``.
        told: The error in Chinese.
        values: What its cells would print.
        few: The least relations that it must explain; fewer are told one by one.
        lost: Cells whose right figure is printed nowhere.
    """

    shape: str
    told: str
    values: Mapping[int, Value]
    few: int
    lost: frozenset[int] = frozenset()


@frozen(eq=False)
class _Trial:
    """An error of a table with the broken relations that its correction cures."""

    error: _Error
    evaluations: Sequence[Evaluation]

    def cluster(self, table: Table) -> Cluster:
        """The finding's cluster; every cell of the table that prints a figure is wrong."""
        error = self.error
        cells = [c for line in table.lines for c in line.cells.values() if c.index in error.values and c.fen]
        suspects = tuple(_suspect(c, error.values[c.index]) for c in cells)
        return Cluster(list(self.evaluations), [], suspects, error.shape, error.told, error.values)


def whole_tables(figures: Figures, judged: Sequence[Evaluation]) -> list[Cluster]:
    """One cluster for each table whose broken relations one error of the whole table explains."""
    found: list[Cluster] = []
    taken: set[int] = set()
    for table, own in _suspicious(figures, judged):
        rest = [e for e in own if id(e) not in taken]
        trials = [t for error in _errors(figures, table) if (t := _tried(figures, error, judged, rest)) is not None]
        if trials:
            best = max(trials, key=lambda trial: len(trial.evaluations))
            taken |= {id(e) for e in best.evaluations}
            found.append(best.cluster(table))
    return found


@contextmanager
def mended(figures: Figures, whole: Sequence[Cluster], judged: Sequence[Evaluation]) -> Iterator[list[Evaluation]]:
    """Take such tables as they should be within a ``with`` block; what their errors broke is judged again.

    A relation that holds as printed is left out where it would not hold any more.
    """
    values = {index: value for cluster in whole for index, value in cluster.values.items()}
    told = {id(e) for cluster in whole for e in cluster.evaluations}
    with corrected(figures.cells, values):
        yield [again for e in judged if id(e) not in told and (again := _again(values, e)) is not None]


def _again(values: Mapping[int, Value], evaluation: Evaluation) -> Evaluation | None:
    if not _touches(evaluation, values):
        return evaluation
    again = judge(_identity(evaluation))
    if evaluation.verdict == "error":
        evaluation.verdict, evaluation.difference, evaluation.on_edge = again.verdict, again.difference, again.on_edge
        return evaluation
    return evaluation if again.verdict == evaluation.verdict else None


def _suspect(cell: Cell, value: Value) -> Suspect:
    return Suspect(cell, value.low, value.high, value.fen)


def _suspicious(figures: Figures, judged: Sequence[Evaluation]) -> list[tuple[Table, list[Evaluation]]]:
    """The tables in which relations break, those with most first."""
    at = {id(t.sheet): t for t in figures.tables}
    broken = [e for e in judged if e.verdict == "error" and e.identity is not None]
    sheets = {id(e): dict.fromkeys(id(c.sheet) for c in _identity(e).cells if c.sheet is not None) for e in broken}
    counts = Counter(sheet for own in sheets.values() for sheet in own)
    # A table whose amounts have no unit is not among those that are measured.
    most = [sheet for sheet, _ in counts.most_common() if sheet in at]
    return [(at[sheet], [e for e in broken if sheet in sheets[id(e)]]) for sheet in most]


def _identity(evaluation: Evaluation) -> Identity:
    assert evaluation.identity is not None  # noqa: S101 - only identities are tried
    return evaluation.identity


def _tried(figures: Figures, error: _Error, judged: Sequence[Evaluation], broken: Sequence[Evaluation]) -> _Trial | None:
    """The broken relations that a correction cures; none where it leaves many, or breaks others."""
    changed = {index for index, value in error.values.items() if value.fen != figures.cells[index].fen}
    broken = [e for e in broken if _touches(e, changed)]
    with corrected(figures.cells, error.values):
        cured = _cured(error, broken)
        if not cured:
            return None
        held = [e for e in judged if e.verdict in ("exact", "tail") and _touches(e, changed) and not _touches(e, error.lost)]
        harmed = sum(judge(_identity(e)).verdict == "error" for e in held)
        truly = [e for e in cured if judge(_identity(e)).verdict not in ("error", "duplicate")]
    convincing = len(truly) >= error.few or (len(truly) == len(broken) > 1 and _many_parts(truly))
    return _Trial(error, cured) if convincing and 3 * harmed < len(truly) else None


def _many_parts(evaluations: Sequence[Evaluation]) -> bool:
    """Whether a long sum is among them: it does not come right by chance."""
    return any(len(_identity(e).cells) > _LONG for e in evaluations)


def _cured(error: _Error, broken: Sequence[Evaluation]) -> list[Evaluation]:
    """The relations that a correction cures; none where too many stay broken."""
    cured: list[Evaluation] = []
    for tried, evaluation in enumerate(broken, 1):
        if _touches(evaluation, error.lost) or judge(_identity(evaluation)).verdict not in ("error", "duplicate"):
            cured.append(evaluation)
        elif _ONE_OF[error.shape] * (tried - len(cured)) > len(broken):
            return []
    return cured


def _touches(evaluation: Evaluation, cells: Collection[int]) -> bool:
    return evaluation.identity is not None and any(c.index in cells for c in evaluation.identity.cells)


def _errors(figures: Figures, table: Table) -> Iterator[_Error]:
    unit = _other_unit(figures, table)
    if unit is not None:
        yield unit
    lines = [x for x in table.lines if x.code and not x.row.line and x.filled]
    if len(lines) < _LEAST_ROWS:
        return
    for step in _STEPS:
        yield _shift(table, lines, step)


def _shift(table: Table, lines: Sequence[Line], step: int) -> _Error:
    """A line's right figures stand so many lines below it; what was pushed out at one end stands at the other, if at all."""
    values: dict[int, Value] = {}
    outside: set[int] = set()
    for at, line in enumerate(lines, step):
        source = lines[at % len(lines)]
        for field, cell in line.cells.items():
            right = source.cells[field]
            values[cell.index] = value_of(right)._replace(told=printed(right))
            if at not in range(len(lines)):
                outside.add(cell.index)
    way = "下移" if step > 0 else "上移"
    told = f"{table_name(table.sheet)}的金额整体错行：疑似各行金额{way}了 {abs(step)} 行"
    return _Error("shifted", told, values, _FEW["shifted"], frozenset(outside))


def _other_unit(figures: Figures, table: Table) -> _Error | None:
    unit = table.sheet.unit
    if unit not in (Unit.YUAN, Unit.WAN):
        return None
    right = Unit.WAN if unit is Unit.YUAN else Unit.YUAN
    values = {c.index: _scaled(figures, c, right) for line in table.lines for c in line.cells.values()}
    told = f"{table_name(table.sheet)}的金额单位疑似错写：印为{unit.value}，按各表关系应为{right.value}"
    alone = all(t is table or t.sheet.unit is not unit for t in figures.tables) and len(figures.tables) > _FEW["unit"]
    return _Error("unit", told, values, 1 if alone else _FEW["unit"])


def _scaled(figures: Figures, cell: Cell, right: Unit) -> Value:
    up = right is Unit.WAN
    fen = cell.fen * _SLIP if up else cell.fen // _SLIP
    step = cell.step * _SLIP if up else max(1, cell.step // _SLIP)
    low, high = interval(fen, step, figures.rounding.get(right, "half_up"), figures.zero)
    return Value(fen, low, high, step, right)
