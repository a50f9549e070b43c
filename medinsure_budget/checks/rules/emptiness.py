"""Empty tables and what is said about them."""

from collections.abc import Iterator
from typing import Any

from medinsure_budget.checks.arithmetic.cells import Table, table_name
from medinsure_budget.checks.arithmetic.relations import Ref, line, total
from medinsure_budget.checks.arithmetic.shown import printed
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Rule, fails, holds, rule
from medinsure_budget.forms import (
    AppropriationOverview,
    BudgetOverview,
    FinalAppropriationOverview,
    FinalGovernmentFund,
    FinalOverview,
    FinalStateCapital,
    FinalThreePublics,
    GovernmentFundExpenditure,
    Income,
    Row,
    StateCapitalExpenditure,
    ThreePublics,
)
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape

_LAW = "没有数据的表格应当列出空表并说明"
_SAYS_EMPTY = Shape(r"{EMPTY_WORD|EMPTY_TABLE|STRICTLY_EMPTY}|{NO_MONEY}(?!锡).*(?:{MONEY_WORD})")
_STRICTLY_EMPTY = Shape(r"{STRICTLY_EMPTY}")
_NO_MONEY = Shape(r"{NO_MONEY}(?!锡)")
_A_NOTE = 40  # a note that stands by itself is no longer
_FUND: dict[type[Row], tuple[str, tuple[Ref, ...]]] = {
    GovernmentFundExpenditure: ("政府性基金", (
        line(BudgetOverview, "government_fund"), line(AppropriationOverview, "government_fund"), total(Income, "government_fund"),
        line(AppropriationOverview, "total_expenditure", "from_government_fund"),
    )),
    StateCapitalExpenditure: ("国有资本经营", (
        line(BudgetOverview, "state_capital"), line(AppropriationOverview, "state_capital"), total(Income, "state_capital"),
        line(AppropriationOverview, "total_expenditure", "from_state_capital"),
    )),
    FinalGovernmentFund: ("政府性基金", (
        line(FinalOverview, "government_fund"), line(FinalAppropriationOverview, "government_fund"),
        line(FinalAppropriationOverview, "year_expenditure", "from_government_fund"),
    )),
    FinalStateCapital: ("国有资本经营", (
        line(FinalOverview, "state_capital"), line(FinalAppropriationOverview, "state_capital"),
        line(FinalAppropriationOverview, "year_expenditure", "from_state_capital"),
    )),
}  # fmt: skip
_MAY_BE_EMPTY = (*_FUND, ThreePublics, FinalThreePublics)
_TOPICS = {
    "fund": (GovernmentFundExpenditure, FinalGovernmentFund),
    "capital": (StateCapitalExpenditure, FinalStateCapital),
}


def _optional(context: Context) -> Iterator[Table]:
    return (t for t in context.figures.tables if t.form in _MAY_BE_EMPTY)


def _place(table: Table) -> dict[str, Any]:
    return {"statement": table_name(table.sheet), "page": table.sheet.page}


@rule("EMP-01", "空表须说明", "没有数据的表格，表下说明为空表的原因", severity="error", basis=_LAW)
def explained(context: Context, record: Rule) -> Iterator[Evaluation]:
    """An empty table has its note."""
    for table in _optional(context):
        if not table.empty:
            continue
        if any(_SAYS_EMPTY.search(fold(r)) for r in table.sheet.remarks) or _noted(context, table):
            yield holds(record, **_place(table))
        elif any(line.cells and any(c.amount is not None for c in line.cells.values()) for line in table.lines):
            yield holds(record, **_place(table))  # zeros are printed: the table says so itself
        else:
            severity = "warning" if _said_in_text(context, table) else "error"
            yield fails(
                record, f"{table_name(table.sheet)}没有数据，表下也没有空表说明。", severity=severity, **_place(table)
            )


def _noted(context: Context, table: Table) -> bool:
    """Whether a note that the reader did not tie to the table says of its fund that there is none."""
    fund = _FUND[table.form][0] if table.form in _FUND else ""
    notes = (fold(p.text).strip("()。") for p in context.paragraphs)
    return bool(fund) and any(len(n) <= _A_NOTE and fund in n and _NO_MONEY.match(n) for n in notes)


def _said_in_text(context: Context, table: Table) -> bool:
    topics = [t for t, forms in _TOPICS.items() if table.form in forms] or ["three"]
    return any(s.topic in topics for s in context.statements.all)


@rule("EMP-02", "空表说明对象正确", "空表说明所说的资金与本表一致", basis=_LAW)
def right_fund(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The note of an empty table names the table's own fund."""
    for table in _optional(context):
        if table.form not in _FUND:
            continue
        own = _FUND[table.form][0]
        other = "国有资本经营" if own == "政府性基金" else "政府性基金"
        for remark in map(fold, table.sheet.remarks):
            if _SAYS_EMPTY.search(remark) and other in remark and own not in remark:
                yield fails(
                    record,
                    f"{table_name(table.sheet)}的空表说明写的是“{other}”，应为“{own}”。",
                    printed=other,
                    expected=own,
                    **_place(table),
                )
            elif _SAYS_EMPTY.search(remark):
                yield holds(record, **_place(table))


@rule("EMP-03", "有数据却注明空表", "表中有金额时不得注明空表", severity="error", basis=_LAW)
def not_empty(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A table with figures is not called empty."""
    for table in context.figures.tables:
        said = next((r for r in table.sheet.remarks if _STRICTLY_EMPTY.search(fold(r))), "")
        if said and not table.empty:
            cell = next(c for x in table.lines for c in x.cells.values() if c.fen)
            yield fails(
                record,
                f"{table_name(table.sheet)}有金额（如 {printed(cell)}），表下却注明“{said.strip()}”。",
                quote=said,
                **_place(table),
            )
        elif said:
            yield holds(record, **_place(table))


@rule(
    "EMP-04",
    "空表与总表不矛盾",
    "基金（国资）表为空，则总表中该项资金为零",
    severity="error",
    tolerance="exact",
    basis=_LAW,
)
def agrees_with_overview(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Money of a kind whose own table is empty stands nowhere else."""
    for table in context.figures.tables:
        if table.form not in _FUND or not table.empty:
            continue
        own, refs = _FUND[table.form]
        wrong = next((c for ref in refs for c in ref.cells(context.figures) if c.fen), None)
        if wrong is not None:
            yield fails(
                record,
                f"{table_name(table.sheet)}为空表，{wrong.place}却有 {printed(wrong)}。",
                cell=wrong,
                printed=printed(wrong),
                expected="0",
            )
        else:
            yield holds(record, statement=table_name(table.sheet))
        del own


@rule(
    "EMP-05",
    "“没有使用”的说法与表一致",
    "正文说没有基金（国资）安排的支出，则该表合计为零",
    severity="error",
    tolerance="exact",
    basis=_LAW,
)
def denied(context: Context, record: Rule) -> Iterator[Evaluation]:
    """What the text denies has no figures."""
    for statement in context.statements.all:
        forms = _TOPICS.get(statement.topic, ())
        quote = statement.quote
        if (
            not forms
            or not _NO_MONEY.search(quote)
            or (statement.amount is not None and statement.amount.fen)
        ):
            continue
        cell = next(
            (c for t in context.figures.tables if t.form in forms for x in t.lines for c in x.cells.values() if c.fen),
            None,
        )
        where = {
            "statement": statement.claim.section.split("/")[-1],
            "page": statement.claim.page,
            "line": statement.claim.line,
        }
        if cell is not None:
            yield fails(
                record,
                f"正文写“{statement.claim.quote}”，{cell.place}却有 {printed(cell)}。",
                cell=cell,
                quote=statement.claim.quote,
            )
        else:
            yield holds(record, **where)
