"""The statements of a budget that list projects and purchases."""

from collections.abc import Iterable, Mapping

from medinsure_budget.compiling.book import Book
from medinsure_budget.compiling.printing import Figures
from medinsure_budget.compiling.rows import TOTAL, amounts, make
from medinsure_budget.compiling.totals import POOLS
from medinsure_budget.editions import Printed
from medinsure_budget.forms import Procurement, ProjectExpenditure, ProjectPerformance, Row
from medinsure_budget.ledgers.load import Line
from medinsure_budget.ledgers.schema import FISCAL

Rows = tuple[Row, ...]
_BOUGHT = {"货物": "一、货物A", "工程": "二、工程B", "服务": "三、服务C"}


def project_sums(book: Book, **wanted: str) -> dict[str, int]:
    """Project expenditure by pot, of all or of what is wanted."""
    sums = dict.fromkeys(POOLS, 0)
    for (source,), fen in _project_sources(book, **wanted).items():
        sums[source if source in sums else "unit_funds"] += fen
    return sums


def _project_sources(book: Book, **wanted: str) -> dict[tuple[str], int]:
    names = ("source", "purpose", *wanted)
    found: dict[tuple[str], int] = {}
    for (source, purpose, *rest), fen in book.spent.by(*names).items():
        if purpose == "project" and list(wanted.values()) == rest:
            found[source,] = found.get((source,), 0) + fen
    return found


def project_expenditure(printed: Printed, figures: Figures, book: Book) -> Rows:
    """项目支出预算表."""
    whole = project_sums(book)
    rows: list[Row] = [make(ProjectExpenditure, amounts(printed, figures, {"total": sum(whole.values()), **whole}), name=TOTAL)]
    for unit, project in book.projects():
        sums = project_sums(book, unit=unit, project=project)
        shown = amounts(printed, figures, {"total": sum(sums.values()), **sums})
        rows.append(make(ProjectExpenditure, shown, unit=unit, name=project))
    return tuple(rows)


def project_performance(printed: Printed, figures: Figures, book: Book) -> Rows:
    """项目支出绩效表: one row for each project and its goal, in 2021 one for each indicator."""
    detailed = any(c.field == "indicator_1" for c in printed.columns)
    rows: list[Row] = []
    if detailed:
        rows.append(make(ProjectPerformance, amounts(printed, figures, _with_others(project_sums(book))), name=TOTAL))
    for unit, project in book.projects():
        sums = _with_others(project_sums(book, unit=unit, project=project))
        if not detailed:
            sums["total"] = sum(sums[fund] for fund in FISCAL)
            if not sums["total"]:
                continue
        shown = amounts(printed, figures, sums)
        code = book.unit_codes.get(unit, "")
        goals = [line for line in book.rows_of("performance") if line.project == project and line.unit in ("", unit)]
        if detailed:
            rows += [make(ProjectPerformance, shown, unit_code=code, name=project, **words) for words in _indicators(goals)]
        else:
            goal = "".join(line.text for line in goals if not line.item)
            rows.append(make(ProjectPerformance, shown, unit_code=code, unit=unit, name=project, goal=goal))
    return tuple(rows)


def _with_others(sums: dict[str, int]) -> dict[str, int]:
    """The columns of 2021: what is neither 公共预算 nor 政府性基金 nor 专户资金 is 其他收入."""
    return {**sums, "total": sum(sums.values()), "other_income": sums["state_capital"] + sums["unit_funds"]}


def _indicators(goals: Iterable[Line]) -> list[dict[str, str]]:
    found = []
    for line in goals:
        if "/" in line.item:
            first, second, third = (*line.item.split("/", 2), "", "")[:3]
            found.append({
                "indicator_1": first, "indicator_2": second, "indicator_3": third,
                "indicator_value": line.value, "indicator_description": line.text,
            })  # fmt: skip
    return found or [{}]


def procurement(printed: Printed, figures: Figures, book: Book) -> Rows:
    """政府采购支出预算表 (Jiangsu): each class, below it what is bought for each project and economic subject."""
    del printed  # one column of names for each word
    lines = [line for line in book.rows_of("procurement") if line.item in _BOUGHT]
    rows: list[Row] = [_procured(figures, lines, TOTAL)]
    for kind, label in _BOUGHT.items():
        own = [line for line in lines if line.item == kind]
        if own:
            rows.append(_procured(figures, own, label))
        for (project, economic), parts in _by_purpose(own).items():
            if project or economic:
                rows.append(_procured(figures, parts, project, book.economic_name(economic) if economic else ""))
            rows += [_procured(figures, (line,), line.text or kind, line.value) for line in parts]
    return tuple(rows)


def _procured(figures: Figures, lines: Iterable[Line], *words: str) -> Row:
    name = "/".join(word for word in words if word)
    return Procurement(name=name, total=figures(sum(line.amount or 0 for line in lines)))


def _by_purpose(lines: Iterable[Line]) -> Mapping[tuple[str, str], list[Line]]:
    """The lines by project and economic subject, in their order."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        found.setdefault((line.project, line.economic), []).append(line)
    return found
