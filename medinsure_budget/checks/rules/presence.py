"""What a disclosure must speak of, and signs of words taken from another one."""

import re
from collections import Counter
from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.cells import table_name
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import (
    BUDGET,
    FINAL,
    Context,
    Rule,
    absent,
    fails,
    headings,
    holds,
    paragraphs,
    rule,
    skipped,
)
from medinsure_budget.forms import ProjectExpenditure, ProjectPerformance
from medinsure_budget.forms.words import fold

_LAW = "财预〔2016〕143号等部门预决算公开要求"
_A_TEXT = 400  # characters; a cover and a table of contents are no explanation


def _words(context: Context) -> str:
    told = [
        *(p.heading + p.text for p in paragraphs(context.document)),
        *(s.heading for s in headings(context.document)),
    ]
    return fold("\n".join(told))


def _lacking(
    context: Context, record: Rule, wanted: dict[str, str], about: str, within: str = ""
) -> Iterator[Evaluation]:
    words = _words(context)
    if len(words) < _A_TEXT:
        yield skipped(record, "文件没有情况说明")
        return
    if within and not re.search(within, words):
        yield absent(record, f"没有{about}一节")
        return
    missing = [name for name, pattern in wanted.items() if not re.search(pattern, words)]
    if missing:
        yield fails(record, f"{about}缺少：{'、'.join(missing)}。", statement=about, expected="、".join(missing))
    else:
        yield holds(record)


@rule("STR-17", "决算“三公”实物量", "说明出国团组和人次、车辆购置数和保有量、接待批次和人次", kinds=FINAL, basis=_LAW)
def physical_counts(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Delegations, vehicles and receptions are counted."""
    wanted = {"出国团组": "团组", "车辆保有量": "保有量", "接待批次": "批次", "接待人次": "人次|人数"}
    yield from _lacking(context, record, wanted, "“三公”经费说明", "三公")


@rule("STR-18", "绩效自评公开", "公开绩效自评或评价结果", kinds=FINAL, basis=_LAW)
def evaluated(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Performance was evaluated and told."""
    yield from _lacking(context, record, {"绩效自评或评价": "绩效(自评|评价|管理)"}, "绩效说明")


@rule("STR-19", "政府采购要素齐全", "采购总额、货物、工程、服务（决算另有中小企业金额）", basis=_LAW)
def procurement_parts(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Procurement by class; final accounts also tell what small enterprises got."""
    wanted = {"货物": "货物", "工程": "工程", "服务": "服务"}
    if context.document.kind == "final_accounts":
        wanted["中小企业"] = "中小企业|小微企业"
    yield from _lacking(context, record, wanted, "政府采购说明", "政府采购")


@rule("STR-20", "国有资产占用要素齐全", "说明车辆和大型设备数量", basis=_LAW)
def assets_parts(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Vehicles and equipment are counted."""
    yield from _lacking(context, record, {"车辆": "车辆|用车", "设备": "设备"}, "国有资产占用说明", "国有资产|车辆")


@rule("STR-21", "项目有绩效目标", "项目支出表的每个项目在绩效表中有目标", kinds=BUDGET, basis=_LAW)
def goals(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Each listed project has a goal."""
    table = next((t for t in context.figures.tables if t.form is ProjectPerformance), None)
    if table is None:
        yield absent(record, "没有项目支出绩效表")
        return
    bare = [line.row.name for line in table.lines if line.row.name and not line.is_total and not _aim(line.row)]
    if bare:
        yield fails(
            record,
            f"{table_name(table.sheet)}中没有绩效目标的项目：{'、'.join(bare[:5])}。",
            statement=table_name(table.sheet),
        )
    else:
        yield holds(record)


def _aim(row: object) -> str:
    return str(getattr(row, "goal", "") or getattr(row, "indicator_3", "") or getattr(row, "indicator_1", ""))


@rule("STR-24", "文种一致", "预算文件的表题不写“决算”，决算文件的表题不写“预算”表", severity="error", basis="文件编排")
def right_kind(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Titles of tables name the kind of the document."""
    wrong = "决算" if context.document.kind == "budget" else "预算"
    for table in context.figures.tables:
        title = re.sub("(一般公共|政府性基金|国有资本经营)预算", "", fold(table.sheet.title))
        if table.form.form.title and re.search(f"{wrong}(总|明细)?表", title):
            yield fails(record, f"表题“{table.sheet.title}”写有“{wrong}”，与文种不符。", statement=table_name(table.sheet),
                        page=table.sheet.page, printed=wrong)  # fmt: skip
        else:
            yield holds(record)


@rule("TIM-01", "二十日内公开", "公开日期 - 批复日期 ≤ 20 日", tolerance="exact", basis="预算法：经批复后二十日内公开")
def in_time(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The dates of approval and publication stand outside of the document."""
    del context
    yield skipped(record, "文件中没有批复日期和公开日期")


@rule("YEA-04", "自评表年度一致", "自评表的年度 = 文件年度", tolerance="exact", kinds=FINAL, basis="文件编排")
def evaluation_years(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A self-evaluation is of the document's year."""
    performance, year = context.document.performance, context.document.year
    for form in performance.self_evaluations if performance else ():
        if form.year is None or year is None:
            continue
        if form.year == year:
            yield holds(record)
        else:
            yield fails(record, f"自评表（{form.project}）的年度为 {form.year}，本文件为 {year} 年度。", page=form.page,
                        statement=form.title, printed=str(form.year), expected=str(year))  # fmt: skip


@rule("UNT-07", "小数位统一", "同一张表的金额小数位相同", severity="info", basis="公开报表样式")
def decimals(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A table prints one number of decimals, with few exceptions."""
    for table in context.figures.tables:
        counts = Counter(c.amount.decimals for line in table.lines for c in line.cells.values() if c.amount)
        if counts.total() < 8:
            continue
        usual, often = counts.most_common(1)[0]
        if often < counts.total():
            others = "、".join(str(d) for d in sorted(counts) if d != usual)
            yield fails(record, f"{table_name(table.sheet)}多数金额为 {usual} 位小数，另有 {counts.total() - often} 个为 {others} 位。",
                        statement=table_name(table.sheet), page=table.sheet.page)  # fmt: skip
        else:
            yield holds(record)


@rule(
    "UNT-10",
    "取整方式",
    "表内各和均不大于合计时为截断取整，建议注明",
    severity="info",
    tolerance="joint",
    basis="舍入方式由加总关系推断",
)
def rounding(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A document whose figures were cut off says so."""
    cut = [unit.value for unit in context.figures.units if context.figures.rounding.get(unit) == "truncate"]
    if cut:
        yield fails(record, f"以{'、'.join(cut)}为单位的金额是截断取整的，不是四舍五入，建议注明。", statement="全文")
    else:
        yield holds(record)


_OLD_TERMS = {"公共财政预算": "一般公共预算", "公共财政拨款": "一般公共预算拨款", "医疗卫生与计划生育支出": "卫生健康支出",
              "社会保险基金预算拨款": "", "预算外资金": "财政专户管理资金"}  # fmt: skip


@rule("SUB-09", "不用旧科目、旧称", "不用已停用的名称", severity="info", basis="当年政府收支分类科目", since=2019)
def old_terms(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Names that were replaced years ago."""
    words = _words(context) + "".join(fold(line.row.name) for t in context.figures.tables for line in t.lines)
    found = [(old, new) for old, new in _OLD_TERMS.items() if old in words and new]
    for old, new in found:
        yield fails(record, f"文中使用旧称“{old}”，现称“{new}”。", statement="全文", printed=old, expected=new)
    if not found:
        yield holds(record)


@rule(
    "PRJ-05",
    "单位代码、名称成对一致",
    "同一单位代码只对应一个单位名称",
    tolerance="exact",
    kinds=BUDGET,
    basis="公开报表样式",
)
def unit_codes(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A unit's code stands for one unit."""
    names: dict[str, set[str]] = {}
    for table in context.figures.tables:
        for line in table.lines:
            code, unit = getattr(line.row, "unit_code", ""), getattr(line.row, "unit", "")
            if code and unit:
                names.setdefault(code, set()).add(fold(unit))
    for code, units in names.items():
        if len(units) > 1:
            yield fails(
                record,
                f"单位代码 {code} 对应多个名称：{'、'.join(sorted(units))}。",
                statement="单位代码",
                printed=code,
            )
        else:
            yield holds(record)


@rule(
    "PRJ-04",
    "项目表与绩效表项目一致",
    "绩效表的项目在项目支出表中",
    tolerance="exact",
    kinds=BUDGET,
    basis="公开报表样式",
    severity="info",
)
def same_projects(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A project with a goal is one of the listed projects."""
    found = {
        t.form: t for t in context.figures.tables if t.form in (ProjectExpenditure, ProjectPerformance) and not t.empty
    }
    if len(found) < 2:
        yield absent(record, "没有项目支出表或绩效表")
        return
    listed, aimed = (
        {fold(line.row.name) for line in found[form].lines if line.row.name and not line.is_total}
        for form in (ProjectExpenditure, ProjectPerformance)
    )
    surplus = sorted(aimed - listed)
    if surplus:
        yield fails(
            record,
            f"绩效表中的项目不在项目支出表中：{'、'.join(surplus[:5])}。",
            statement="项目支出绩效表",
            printed="、".join(surplus[:5]),
        )
    else:
        yield holds(record)
