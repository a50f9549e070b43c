"""明月省（虚构）：它的版式、一张本省才有的表、一条本省的规则。

安装之后不必改动 medinsure_budget 的任何一行：第一次用到表式、版式或规则时，本模块就会被导入。
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from medinsure_budget import checks, editions, forms
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.editions.tree import columns
from medinsure_budget.forms.declare import Row, code, money, name, statement
from medinsure_budget.money import Money


@forms.register
@statement("统筹资金支出表", "统筹资金支出", kind="budget", rows="functional")
@frozen(kw_only=True)
class PooledFunds(Row):
    """统筹资金支出表：本省把基本支出叫“保障”，把项目支出叫“事项”。"""

    code: str = code()
    name: str = name()
    whole: Money | None = money("资金总量", sums=("basic", "project"))
    basic: Money | None = money("保障资金")
    project: Money | None = money("事项资金")


MOONLIGHT = editions.register(
    evolve(
        editions.ZHEJIANG_BUDGET_2024,
        name="明月省部门预算公开表（2025年）",
        years=(2025, 2026),
        sheets=(
            *editions.ZHEJIANG_BUDGET_2024.sheets,
            editions.Printed(
                form=PooledFunds,
                title="{year}年{level}统筹资金支出一览表",
                number="表12",
                columns=columns(PooledFunds, "科目编码 科目名称 资金总量 月供资金=basic 事项资金"),
                agency_line="部门名称：{agency}",
            ),
        ),
    )
)

POOLED = checks.Rule("MOON-01", "统筹资金不大于支出", "统筹资金支出表合计 ≤ 支出预算总表合计", tolerance="at_most")


def pooled_within_expenditure(context: checks.Context, record: checks.Rule) -> Iterator[Evaluation]:
    """The pooled funds are part of all expenditure."""
    found = {sheet.form: sheet.total for sheet in context.document.sheets}
    pooled, spent = found.get(PooledFunds), found.get(forms.Expenditure)
    if pooled is None or spent is None or pooled.whole is None or spent.total is None:
        yield checks.skipped(record, "没有统筹资金支出表或支出预算总表的合计")
    elif pooled.whole > spent.total:
        yield checks.fails(record, f"统筹资金合计 {pooled.whole} 大于支出合计 {spent.total}。")
    else:
        yield checks.holds(record)


checks.register(POOLED, pooled_within_expenditure)
