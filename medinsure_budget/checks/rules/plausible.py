"""Figures that are possible but not likely: hints for a closer look."""

from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.cells import Cell, Table, table_name
from medinsure_budget.checks.arithmetic.relations import code, line, total
from medinsure_budget.checks.arithmetic.shown import printed
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Rule, absent, fails, holds, rule
from medinsure_budget.checks.rules.percent import about, place
from medinsure_budget.forms import (
    BasicExpenditure,
    BudgetOverview,
    Expenditure,
    FinalBasicExpenditure,
    FinalExpenditureBySubject,
    FinalGeneralPublicExpenditure,
    FinalOverview,
    GeneralPublicExpenditure,
    ProjectExpenditure,
    ProjectPerformance,
)
from medinsure_budget.forms.words import fold
from medinsure_budget.money import exponent_of

_HABIT = "经验判断，供核实"
# 20 % to 8 % until April 2019, 16 % to 8 % since: a year of both lies between.
_RATIOS = ((2018, 2.4, 2.6), (2019, 1.9, 2.6), (9999, 1.9, 2.1))
_DEAR = 1000_00  # 分 a guest


def _first(context: Context, *refs: object) -> Cell | None:
    found = (cell for ref in refs for cell in ref.cells(context.figures))  # type: ignore[attr-defined]  # references
    return next(found, None)


@rule(
    "ECO-07",
    "养老与年金的比例",
    "2080505 : 2080506 ≈ 2 : 1（2019 年 5 月前 2.5 : 1）",
    severity="info",
    tolerance="ratio",
    basis="单位缴费比例 16%（2019 年 5 月前 20%）与 8%",
)
def pension_ratio(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Contributions to pensions are twice those to annuities."""
    forms = (GeneralPublicExpenditure, FinalGeneralPublicExpenditure)
    pension = _first(context, *(code(f, "2080505") for f in forms))
    annuity = _first(context, *(code(f, "2080506") for f in forms))
    if pension is None or annuity is None or annuity.fen <= 0 or pension.fen <= 0:
        yield absent(record, "没有养老保险或职业年金缴费")
        return
    year = context.document.year or _RATIOS[-1][0]
    least, most = next((low, high) for until, low, high in _RATIOS if year <= until)
    usual = "二点五比一" if least > _RATIOS[-1][2] else "二比一"
    if pension.low <= most * annuity.high and pension.high >= least * annuity.low:
        yield holds(record)
    else:
        yield fails(
            record,
            f"{pension.place} {printed(pension)} 与 {annuity.place} {printed(annuity)} 通常为{usual}，请核实。",
            cell=pension,
        )


def _functional(context: Context) -> Iterator[Table]:
    forms = (GeneralPublicExpenditure, FinalGeneralPublicExpenditure)
    return (t for t in context.figures.tables if t.form in forms and {"basic", "project"} <= set(t.fields))


@rule("ECO-04", "行政运行与一般行政管理事务的支出性质", "“行政运行”有基本支出，“一般行政管理事务”为项目支出", severity="info",
      basis="政府收支分类科目说明")  # fmt: skip
def nature_of_subjects(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Running an office is basic expenditure, its general affairs are projects."""
    for table in _functional(context):
        for row in table.lines:
            name = fold(row.row.name)
            basic, project = row.cells.get("basic"), row.cells.get("project")
            if len(row.code) != 7 or basic is None or project is None or not row.filled:
                continue
            wrong = (name == "行政运行" and not basic.fen) or (name == "一般行政管理事务" and basic.fen)
            if wrong:
                yield fails(record, f"{table_name(table.sheet)}{row.code} {row.row.name}的基本支出为 {printed(basic)}，与科目性质不符。",
                            cell=basic, printed=printed(basic))  # fmt: skip
            elif name in ("行政运行", "一般行政管理事务"):
                yield holds(record)


@rule(
    "ECO-03",
    "基本支出不列基建等科目",
    "基本支出表不出现 309 基本建设类资本性支出",
    severity="warning",
    basis="政府收支分类科目说明",
)
def no_construction(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Construction is no basic expenditure."""
    for form, field in ((BasicExpenditure, "total"), (FinalBasicExpenditure, "amount")):
        for table in context.figures.all(form):
            cell = next((x.cells[field] for x in table.lines if x.code == "309" and field in x.cells), None)
            if cell is not None and cell.fen:
                yield fails(
                    record,
                    f"{cell.place}有 {printed(cell)}，基本建设支出不应列入基本支出。",
                    cell=cell,
                    printed=printed(cell),
                )
            elif not table.empty:
                yield holds(record)


@rule("PRC-06", "采购总额不超支出总额", "政府采购总额 ≤ 支出总计", tolerance="at_most", basis=_HABIT)
def procurement_within(context: Context, record: Rule) -> Iterator[Evaluation]:
    """What is procured is a part of what is spent."""
    told = context.statements.first("procurement", "total")
    spent = _first(context, line(BudgetOverview, "total_expenditure"), line(FinalOverview, "total_expenditure"),
                   total(Expenditure), total(FinalExpenditureBySubject))  # fmt: skip
    if told is None or told.amount is None or spent is None:
        yield absent(record, "没有采购总额或支出总计")
    elif told.amount.low <= spent.high:
        yield holds(record)
    else:
        yield fails(record, f"{about(told)} {printed(told.amount)} 大于{spent.place} {printed(spent)}。", **place(told))


@rule(
    "PRJ-03",
    "一级项目个数一致",
    "正文所述一级项目个数 = 项目表行数",
    tolerance="exact",
    basis="情况说明须与公开报表一致",
    severity="info",
)
def number_of_projects(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The text counts the listed projects."""
    told = next(
        ((s, n) for s in context.statements.all for unit, n in s.claim.counts
         if s.topic == "performance" and unit == "个" and fold(s.claim.subject) == "一级项目"), None,
    )  # fmt: skip
    table = next(
        (t for t in context.figures.tables if t.form in (ProjectExpenditure, ProjectPerformance) and not t.empty), None
    )
    if told is None or table is None:
        yield absent(record, "没有项目表或项目个数")
        return
    names = {fold(x.row.name) for x in table.lines if x.row.name and not x.is_total}
    if len(names) == told[1]:
        yield holds(record)
    else:
        yield fails(record, f"{table_name(table.sheet)}有 {len(names)} 个项目，正文写一级项目 {told[1]} 个（二级项目不计则请忽略）。",
                    expected=str(len(names)), **{**place(told[0]), "printed": str(told[1])})  # fmt: skip


@rule("CNT-06", "人均接待费提示", "公务接待费 ÷ 人次 ≤ 1000 元", severity="info", tolerance="at_most", basis=_HABIT)
def cost_of_guests(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A guest costs less than a thousand 元."""
    for statement in context.statements.by_key.get(("three", "reception"), ()):
        people = next((n for unit, n in statement.claim.counts if unit in ("人次", "人")), 0)
        if people and statement.amount is not None:
            if statement.amount.fen <= _DEAR * people:
                yield holds(record)
            else:
                each = statement.amount.fen / people / 100
                yield fails(
                    record, f"{about(statement)}人均 {each:.0f} 元，高于 1000 元，请核实人次。", **place(statement)
                )


@rule("PCT-04", "百分数小数位统一", "同一节的百分数小数位相同", severity="info", basis="文字规范")
def percent_decimals(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The shares of one section have one number of decimals; a whole hundred or nothing may be short."""
    sections: dict[str, set[int]] = {}
    for statement in context.statements.all:
        share = statement.claim.share
        if share is not None and share not in (0, 100):
            sections.setdefault(statement.claim.section, set()).add(-exponent_of(share))
    for section, decimals in sections.items():
        if len(decimals) > 1:
            yield fails(
                record,
                f"“{section.split('/')[-1]}”的百分数有 {'、'.join(map(str, sorted(decimals)))} 位小数，不统一。",
                statement=section.split("/")[-1],
            )
        else:
            yield holds(record)
