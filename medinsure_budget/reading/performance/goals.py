"""Projects with their goals, from statements that repeat a project on each of its indicators."""

from collections.abc import Iterator, Sequence

from attrs import evolve, field

from medinsure_budget.document.performance import Figure, Indicator, ProjectGoal
from medinsure_budget.forms import ProjectPerformance, Row, Sheet
from medinsure_budget.forms.declare import TOTAL_WORDS
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.records import define

_INDICATOR = ("indicator_1", "indicator_2", "indicator_3", "indicator_value", "indicator_description")
_SHARED = ("unit_code", "unit", "name", "goal", "indicator_1", "indicator_2")
_TEXTS = ("unit", "name", "goal", *_INDICATOR)


@define
class _Project:
    """A project while its rows are collected."""

    row: ProjectPerformance
    sources: tuple[Figure, ...]
    goals: list[str] = field(factory=list)
    indicators: list[Indicator] = field(factory=list)

    def take(self, row: ProjectPerformance) -> None:
        """Add what this row says beyond the rows above."""
        goal = compact(row.goal)
        if goal and goal not in self.goals:
            self.goals.append(goal)
        if row.indicator_3 or row.indicator_value:
            self.indicators.append(_indicator(row))

    def finished(self) -> ProjectGoal:
        return ProjectGoal(
            unit_code=self.row.unit_code, unit=compact(self.row.unit), project=compact(self.row.name),
            amount=self.row.total, sources=self.sources, goal="".join(self.goals), indicators=tuple(self.indicators),
            page=self.row.page,
        )  # fmt: skip


def goals_in(sheets: Sequence[Sheet[Row]]) -> tuple[ProjectGoal, ...]:
    """Every project of the sheets once, by its unit's code and its name, with its amount counted once.

    Totals and rows without a project are passed over: their amounts stand in the sheet.
    """
    projects: dict[tuple[str, str], _Project] = {}
    for sheet in sheets:
        for row in _whole_rows(sheet):
            name = fold(row.name)
            if not name or name in TOTAL_WORDS:
                continue
            place = (row.unit_code, name)
            if place not in projects:
                projects[place] = _Project(row, _sources(sheet, row))
            projects[place].take(row)
    return tuple(project.finished() for project in projects.values())


def _whole_rows(sheet: Sheet[Row]) -> Iterator[ProjectPerformance]:
    """The rows of a goal table; a row without code and amounts is the rest of the row above, cut by a page break."""
    held: ProjectPerformance | None = None
    for row in sheet.rows:
        if not isinstance(row, ProjectPerformance):
            continue
        if held is not None and not (row.unit_code or row.indicator_1 or any(True for _ in row.figures())):
            if _is_indicator_of(held, row):
                yield held
                held = evolve(row, **{name: getattr(row, name) or getattr(held, name) for name in _SHARED})
                continue
            texts = {name: getattr(held, name) + getattr(row, name) for name in _TEXTS}
            held = evolve(held, **texts)
            continue
        if held is not None:
            yield held
        held = row
    if held is not None:
        yield held


def _is_indicator_of(held: ProjectPerformance, row: ProjectPerformance) -> bool:
    """Say whether a row is a further indicator of a project whose cells are merged over its rows."""
    same_grid = held.origin is not None and row.origin is not None and held.origin.grid is row.origin.grid
    return same_grid and row.name in ("", held.name) and bool(row.indicator_3 and row.indicator_value)


def _sources(sheet: Sheet[Row], row: ProjectPerformance) -> tuple[Figure, ...]:
    figures = []
    for name, amount in row.figures():
        column, origin, declared = sheet.column(row, name), row.where(name), row.form.fields.get(name)
        header = column.header if column else declared.label if declared else name
        figures.append(Figure(name, header, amount, origin.text if origin else f"{amount.amount:f}"))
    return tuple(figures)


def _indicator(row: ProjectPerformance) -> Indicator:
    return Indicator(
        group=compact(row.indicator_1), subgroup=compact(row.indicator_2), name=compact(row.indicator_3),
        target=compact(row.indicator_value), description=compact(row.indicator_description), page=row.page,
        line=row.origin.grid.line(row.origin.row) if row.origin else 0,
    )  # fmt: skip
