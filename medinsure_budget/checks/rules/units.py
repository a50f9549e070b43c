"""Units, decimals, zeros and signs of figures."""

from collections import Counter
from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.cells import table_name
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Rule, absent, fails, holds, rule
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape

_SAMPLE = "公开报表样式"
_ENOUGH = 8
_TAIL_NOTE = Shape(r"{TAIL_WORD}")


@rule("UNT-05", "尾差说明", "表内有尾差的，说明金额单位转换可能存在尾数误差", severity="info", basis="舍入会造成尾差")
def tail_note(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Tails are announced; the engine says whether there are any."""
    remarks = (r for t in context.figures.tables for r in t.sheet.remarks)
    told = (*remarks, *(p.text for p in context.paragraphs))
    if context.tails and not any(_TAIL_NOTE.search(fold(words)) for words in told):
        why = f"表内有 {context.tails} 处尾差，建议注明“金额单位转换时可能存在尾数误差”。"
        yield fails(record, why, statement="全文")
    else:
        yield holds(record)


@rule("UNT-06", "空白与 0.00 不混用", "同一张表中没有金额的格统一留空或统一填 0.00", severity="info", basis=_SAMPLE)
def blanks_and_zeros(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A table leaves blank or prints zeros, not both in one column."""
    downward = [t for t in context.figures.tables if t.sheet.items]
    if not downward:
        yield absent(record, "没有项目竖排的表")
    for table in downward:
        amounts = [c.amount for line in table.lines for c in line.cells.values()]
        zeros = sum(1 for a in amounts if a is not None and not a)
        blanks = sum(1 for a in amounts if a is None)
        where = {"statement": table_name(table.sheet), "page": table.sheet.page}
        if zeros > 1 and 0 < blanks <= zeros:
            yield fails(record, f"{table_name(table.sheet)}中有的格填 0.00，有的格留空。", **where)
        else:
            yield holds(record, **where)


@rule("UNT-07", "小数位统一", "同一张表的金额小数位相同", severity="info", basis=_SAMPLE)
def decimals(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A table prints one number of decimals, with few exceptions."""
    counted = False
    for table in context.figures.tables:
        counts = Counter(c.amount.decimals for line in table.lines for c in line.cells.values() if c.amount)
        if counts.total() < _ENOUGH:
            continue
        counted = True
        usual, often = counts.most_common(1)[0]
        where = {"statement": table_name(table.sheet), "page": table.sheet.page}
        if often < counts.total():
            others = "、".join(str(d) for d in sorted(counts) if d != usual)
            why = f"{table_name(table.sheet)}多数金额为 {usual} 位小数，另有 {counts.total() - often} 个为 {others} 位。"
            yield fails(record, why, **where)
        else:
            yield holds(record, **where)
    if not counted:
        yield absent(record, "没有印有足够金额的表")


@rule("UNT-08", "负数提示", "金额为负时请核实", severity="warning", tolerance="exact", basis=_SAMPLE)
def negative(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A negative amount is rare enough to be looked at."""
    found = [c for c in context.figures.cells if c.fen < 0 and c.sheet is not None]
    for cell in found:
        yield fails(record, f"{cell.place}为负数 {cell.printed}，请核实。", cell=cell, printed=cell.printed)
    if not found:
        yield holds(record)


@rule("UNT-10", "取整方式", "表内各和均不大于合计时为截断取整，建议注明", severity="info", tolerance="joint",
      basis="舍入方式由加总关系推断")  # fmt: skip
def rounding(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A document whose figures were cut off says so."""
    cut = [unit.value for unit in context.figures.units if context.figures.rounding.get(unit) in ("truncate", "either")]
    if cut:
        yield fails(record, f"以{'、'.join(cut)}为单位的金额看来是截断取整的，不是四舍五入，建议注明。", statement="全文")
    else:
        yield holds(record)
