"""What must hold between the cells of a table: derived from the form that it follows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from medinsure_budget.checks.arithmetic.cells import Cell, Line, Table
from medinsure_budget.checks.arithmetic.stepped import stepped
from medinsure_budget.forms import FinalBasicExpenditure
from medinsure_budget.forms.declare import Form
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.records import define, frozen

PERSONNEL_CLASSES = ("301", "303")


@frozen(eq=False)
class Bridge:
    """An amount, or where ``partly`` any part of it, that may stand between the two sides for a known reason."""

    reason: str
    cells: tuple[Cell, ...]
    partly: bool = False


@define(eq=False)
class Identity:
    """The left cells add up to the same as the right cells; or to no more, where ``at_most``.

    Attributes:
        rule: The rule it is an instance of.
        left: Cells of the left side, the total first.
        right: Cells of the right side.
        at_most: Whether only left ≤ right is asked for.
        bridges: What may explain a difference.
        doubt: Why a failure would prove nothing: the verdict is then ``skipped``.
        group: Identities of one statement about one row in several columns share it.
        soft: Plausible but not certain: kept out of the search for the wrong cell.
    """

    rule: str
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    at_most: bool = False
    bridges: tuple[Bridge, ...] = ()
    doubt: str = ""
    group: tuple[object, ...] = ()
    soft: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All its cells."""
        return self.left + self.right

    @property
    def residual(self) -> int:
        """Left minus right in 分, as printed."""
        return sum(c.fen for c in self.left) - sum(c.fen for c in self.right)


def of_table(table: Table) -> Iterator[Identity]:
    """Every identity that the table's form declares and the table prints the figures for."""
    form = table.form.form
    if table.empty:
        return
    yield from _row_sums(table, form)
    if form.lines:
        yield from _line_sums(table, form)
    if form.rows in ("functional", "economic") or form.sides:
        yield from _hierarchy(table, form)
    if form.rows == "unit":
        yield from _unit_totals(table)
    if form.rows == "project":
        units = any(m.name == "unit" for m in form.fields.values())
        yield from _project_totals(table) if units else _step_sums(table)


# Within a row ---------------------------------------------------------------------------------------------------

_ROW_RULES = {
    ("Expenditure", "total"): "ROW-01",
    ("Expenditure", "basic"): "ROW-03",
    ("AppropriationExpenditure", "total"): "ROW-02",
    ("AppropriationExpenditure", "basic"): "ROW-03",
    ("AppropriationBasicExpenditure", "total"): "ROW-04",
    ("GeneralPublicExpenditure", "total"): "ROW-02",
    ("GeneralPublicExpenditure", "basic"): "ROW-03",
    ("BasicExpenditure", "total"): "ROW-04",
    ("Income", "year_income"): "ROW-05",
    ("Income", "carried_in"): "ROW-06",
    ("Income", "total"): "ROW-07",
    ("IncomeBySubject", "total"): "ROW-05",
    ("IncomeBySubject", "appropriation"): "ROW-05",
    ("GovernmentFundExpenditure", "total"): "ROW-10",
    ("StateCapitalExpenditure", "total"): "ROW-10",
    ("ProjectExpenditure", "total"): "ROW-11",
    ("ProjectPerformance", "total"): "ROW-11",
    ("Procurement", "total"): "ROW-11",
    ("FinalIncomeByUnit", "total"): "ROW-12",
    ("FinalIncomeBySubject", "total"): "ROW-12",
    ("FinalExpenditureByUnit", "total"): "ROW-13",
    ("FinalExpenditureBySubject", "total"): "ROW-13",
    ("AppropriationOverview", "amount"): "ROW-14",
    ("FinalAppropriationOverview", "amount"): "ROW-14",
    ("FinalGeneralPublicExpenditure", "total"): "ROW-15",
    ("FinalAppropriationExpenditure", "total"): "ROW-15",
    ("FinalBasicExpenditure", "amount"): "ROW-04",
    ("FinalAppropriationBasicExpenditure", "amount"): "ROW-04",
    ("FinalGovernmentFund", "total"): "ROW-16",
    ("FinalStateCapital", "total"): "ROW-17",
    ("ExpenditureByPurpose", "total"): "ROW-21",
    ("BudgetOverview", "amount"): "ROW-01",
    ("BudgetOverview", "basic"): "ROW-03",
}
_ANY_SUM = "ROW-90"
_THREE_PUBLICS = {"total": "ROW-08", "vehicles": "ROW-09", "grand_total": "ROW-08"}


def row_rule(form: str, field: str) -> str:
    """The rule that a declared sum of a row is an instance of; any form's sum is one, whatever it is called."""
    return _ROW_RULES.get((form, field)) or _THREE_PUBLICS.get(field, _ANY_SUM)


def _row_sums(table: Table, form: Form) -> Iterator[Identity]:
    printed = set(table.fields)
    doubt = _undeclared(table)
    zeros = any(c.amount is not None and not c.fen for line in table.lines for c in line.cells.values())
    for marker in form.money:
        parts = _printed_parts(form, marker.sums, printed) if marker.name in printed else []
        if not parts:
            continue
        rule = row_rule(form.name, marker.name)
        for line in table.lines:
            own = [line.cells[p] for p in parts if p in line.cells]
            total = line.cells.get(marker.name)
            if total is not None and own and (total.fen or any(c.fen for c in own)):
                # Where zero is printed, a blank is unknown: so is the total of what is not known.
                open_ = zeros and total.amount is None and any(c.amount is None for c in own)
                yield Identity(rule, (total,), tuple(own), doubt="本表印出零，空白的数是多少不知道" if open_ else doubt)


def _undeclared(table: Table) -> str:
    """Say that a table prints columns that are not known: the sums of its columns may lack them."""
    return "表中有未识别的金额栏" if table.undeclared else ""


def _printed_parts(form: Form, sums: Sequence[str], printed: set[str]) -> list[str]:
    """The printed columns that a sum runs over: a printed subtotal stands for its parts, the parts for one that is not."""
    covers = [m for m in form.money if m.name in printed and m.sums and set(m.sums) < set(sums)]
    parts: list[str] = []
    for name in sums:
        cover = next((m.name for m in covers if name in m.sums), None)
        if cover is not None:
            found = [cover]
        elif name in printed:
            found = [name]
        else:
            found = _printed_parts(form, form.fields[name].sums, printed)
        parts += [p for p in found if p not in parts]
    return parts


# Fixed lines -----------------------------------------------------------------------------------------------------

_LINE_RULES = {
    "appropriation": "BAL-03",
    "year_expenditure": "BAL-05",
    "total_expenditure": "BAL-06",
    "year_income": "BAL-02",
    "total_income": "BAL-04",
    "carried_in": "BAL-13",
}
_FINAL_LINE_RULES = {"total_income": "BAL-08", "total_expenditure": "BAL-09"}
_FINAL_APPROPRIATION_RULES = {
    "year_income": "BAL-10", "year_expenditure": "BAL-11", "total_expenditure": "BAL-12", "total_income": "BAL-14",
}  # fmt: skip
_APPROPRIATION_RULES = {"total_income": "BAL-07"}


def line_rule(form: str, key: str) -> str:
    """The rule that a declared sum of fixed lines is an instance of."""
    own = {
        "FinalOverview": _FINAL_LINE_RULES,
        "FinalAppropriationOverview": _FINAL_APPROPRIATION_RULES,
        "AppropriationOverview": _APPROPRIATION_RULES,
    }.get(form, {})
    return own.get(key) or _LINE_RULES.get(key, "BAL-02")


def _line_sums(table: Table, form: Form) -> Iterator[Identity]:
    if table.form is FinalBasicExpenditure:
        yield from _economic_line_sums(table)
        return
    lines = {line.row.line: line for line in table.lines if line.row.line}
    for fixed in form.lines:
        total = lines.get(fixed.key)
        if total is None or not fixed.sums:
            continue
        parts = _line_parts(table, form, lines, fixed.key)
        doubt = _unread_lines(table, total)
        for field, cell in total.cells.items():
            own = [part.cells[field] for part in parts if field in part.cells]
            if own and (cell.fen or any(c.fen for c in own)):
                rule = line_rule(form.name, fixed.key)
                yield Identity(rule, (cell,), tuple(own), doubt=doubt, group=(rule, id(total)))
    yield from _two_sides(lines, _undeclared(table))


def _line_parts(table: Table, form: Form, lines: dict[str, Line], key: str) -> list[Line]:
    """The printed lines that a fixed line sums; a line that is not printed stands for its own parts."""
    parts: list[Line] = []
    for name in form.line(key).sums:
        if name == "subjects":
            parts += _top_subjects(table)
        elif name in lines:
            parts.append(lines[name])
            if _numbered(lines[name]):
                # Where the three budgets are numbered beside 财政拨款 they are no parts of it (2021 sets).
                parts += [lines[p] for p in form.line(name).sums if p in lines and _numbered(lines[p])]
        else:
            parts += [p for p in _line_parts(table, form, lines, name) if p not in parts]
    if _numbered(lines.get(key)):
        parts = [p for p in parts if not _numbered(p)]
    return parts


def _numbered(line: Line | None) -> bool:
    """Whether the label begins with 一、 and the like."""
    return line is not None and fold(line.row.name)[:1] in "一二三四五六七八九十" and "、" in line.row.name


def _top_subjects(table: Table) -> list[Line]:
    coded = [line for line in table.lines if line.code and not line.row.line]
    codes = {line.code for line in coded}
    return [line for line in coded if not any(line.code[:n] in codes for n in range(3, len(line.code), 2))]


def _unread_lines(table: Table, total: Line) -> str:
    """Say that lines with figures have no place in the form: the sum may lack them."""
    if why := _undeclared(table):
        return why
    lost = next((line for line in table.lines if line.row.side == total.row.side and _is_lost(line)), None)
    return f"“{lost.row.name}”一行的层级或含义未能识别" if lost else ""


def _is_lost(line: Line) -> bool:
    """Whether a line with figures has no place in the form."""
    return line.filled and not (line.row.line or line.code or line.is_total)


def _two_sides(lines: dict[str, Line], doubt: str) -> Iterator[Identity]:
    income, expenditure = lines.get("total_income"), lines.get("total_expenditure")
    if income is None or expenditure is None:
        return
    field = next(iter(income.cells), "")
    if field in expenditure.cells:
        yield Identity("BAL-01", (income.cells[field],), (expenditure.cells[field],), doubt=doubt)


def _economic_line_sums(table: Table) -> Iterator[Identity]:
    """人员经费合计 and 公用经费合计 under the blocks of the final basic-expenditure table."""
    tops = _top_subjects(table)
    staff = [line for line in tops if line.code in PERSONNEL_CLASSES]
    public = [line for line in tops if line.code not in PERSONNEL_CLASSES]
    for key, rule, parts in (("personnel_total", "TOT-05", staff), ("public_total", "TOT-06", public)):
        total = table.line(key)
        if total is None or not parts:
            continue
        for field, cell in total.cells.items():
            own = tuple(p.cells[field] for p in parts if field in p.cells)
            yield Identity(rule, (cell,), own)


# Levels of codes --------------------------------------------------------------------------------------------------


def _hierarchy(table: Table, form: Form) -> Iterator[Identity]:
    coded = [line for line in table.lines if line.code and not line.row.line]
    if not coded:
        return
    codes = [line.code for line in coded]
    if len(set(codes)) * 3 < len(codes) * 2:
        return  # codes repeat unit by unit: which 合计 each row belongs to is not printed
    by_code = {line.code: line for line in reversed(coded)}
    children: dict[str, list[Line]] = defaultdict(list)
    for line in coded:
        above = next((line.code[:n] for n in range(len(line.code) - 2, 2, -2) if line.code[:n] in by_code), "")
        children[above].append(line)
    economic = form.rows == "economic"
    doubt = unplaced(table)
    for code, below in children.items():
        rule = f"HIE-0{3 if economic else (len(code) - 1) // 2}" if code else ("TOT-02" if economic else "TOT-01")
        total = by_code[code] if code else table.total
        if total is not None and not (form.sides and not code):
            yield from _sum_lines(rule, total, below, doubt)


def _sum_lines(rule: str, total: Line, parts: Sequence[Line], doubt: str) -> Iterator[Identity]:
    for field, cell in total.cells.items():
        own = tuple(p.cells[field] for p in parts if field in p.cells)
        if own and (cell.fen or any(c.fen for c in own)):
            yield Identity(rule, (cell,), own, doubt=doubt, group=(rule, id(total)))


def unplaced(table: Table) -> str:
    """Say that a row with figures has no readable code: sums over the rows may lack it."""
    sided = bool(table.form.form.sides)
    found = next((x for x in table.lines if _is_lost(x) and (not sided or x.row.side == "expenditure")), None)
    return f"“{found.row.code or found.row.name}”一行没有可用的科目编码" if found else ""


def _step_sums(table: Table) -> Iterator[Identity]:
    """Purchases by class, project and item."""
    doubt = _undeclared(table)
    for above, below in stepped(table):
        yield from _sum_lines("TOT-07", above, below, doubt)


# Units and projects -------------------------------------------------------------------------------------------------


def _unit_totals(table: Table) -> Iterator[Identity]:
    """合计 is the sum of the units; a department line may stand above its units."""
    total = table.total
    rest = [line for line in table.lines if not line.is_total and not line.row.line]
    if total is None or not rest or any(line.row.measure for line in table.lines):
        return
    yield from _best("TOT-03", [[(total, rest)], [(total, rest[:1]), (rest[0], rest[1:])]])


def _best(rule: str, choices: list[list[tuple[Line, list[Line]]]]) -> Iterator[Identity]:
    """The reading of the rows that leaves the fewest contradictions and the least difference, else the plainest one."""
    read = [[i for total, parts in sums for i in _sum_lines(rule, total, parts, "")] for sums in choices]
    yield from min(read, key=_difference, default=[])


def _difference(identities: Sequence[Identity]) -> tuple[int, int]:
    return sum(abs(i.residual) > _reach(i) for i in identities), sum(abs(i.residual) for i in identities)


def _reach(identity: Identity) -> int:
    return sum(c.step for c in identity.cells if c.fen) // 2


def _repeated(first: Line, line: Line) -> Iterator[Identity]:
    for field, cell in line.cells.items() if line is not first else ():
        if cell.amount is not None and field in first.cells:
            yield Identity("PRJ-02", (cell,), (first.cells[field],))


def _project_totals(table: Table) -> Iterator[Identity]:
    totals: list[Line] = []
    subtotals: list[Line] = []
    projects: dict[tuple[str, str, str], Line] = {}
    for line in table.lines:
        unit = getattr(line.row, "unit", "")
        words = {without_ordinal(fold(line.row.name)), without_ordinal(fold(unit))} - {""}
        if not words or words <= {"合计", "总计"}:
            totals.append(line)
        elif not line.row.name:
            subtotals.append(line)
        else:
            # A project is repeated on each of its indicator rows with the same amounts.
            first = projects.setdefault((unit, getattr(line.row, "unit_code", ""), line.row.name), line)
            yield from _repeated(first, line)
    if not totals or not projects:
        return
    parts = list(projects.values())
    yield from _sum_lines("TOT-04", totals[0], parts, _undeclared(table))
    if len(subtotals) > 1 or (subtotals and not all(getattr(p.row, "unit", "") for p in parts)):
        yield from _sum_lines("TOT-03", totals[0], subtotals, "")
