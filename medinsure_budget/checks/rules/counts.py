"""Counts, assets and procurement."""

import itertools
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.arithmetic.intervals import percent_interval
from medinsure_budget.checks.arithmetic.relations import total
from medinsure_budget.checks.arithmetic.shown import printed
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import BUDGET, FINAL, Context, Rule, absent, fails, holds, rule
from medinsure_budget.checks.rules.percent import about, place
from medinsure_budget.checks.told.listed import counted, lists
from medinsure_budget.checks.told.statements import Statement
from medinsure_budget.forms import FinalThreePublics, ThreePublics
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape, word_set

_LAW = "三公经费、国有资产、政府采购信息的公开要求"


def _counted(context: Context, topic: str, key: str, *units: str) -> tuple[Statement, int] | None:
    for statement in context.statements.by_key.get((topic, key), ()):
        for unit, number in statement.claim.counts:
            if unit in units:
                return statement, number
    return None


def _cell(context: Context, field: str) -> Cell | None:
    refs = (total(FinalThreePublics, field, "final"), total(FinalThreePublics, field), total(ThreePublics, field))
    return next((c for ref in refs for c in ref.cells(context.figures)), None)


def _sum_of_counts(context: Context, record: Rule, *units: str) -> Iterator[Evaluation]:
    whole = _counted(context, "three", "reception", *units)
    parts = [_counted(context, "three", key, *units) for key in ("reception_foreign", "reception_domestic")]
    if whole is None or None in parts:
        yield absent(record, "没有外事接待与其他接待的数量")
        return
    added = sum(p[1] for p in parts if p is not None)
    if added == whole[1]:
        yield holds(record)
    else:
        yield fails(
            record,
            f"{about(whole[0])}{units[0]}共 {whole[1]}，外事与其他之和为 {added}。",
            expected=str(added),
            **{**place(whole[0]), "printed": str(whole[1])},
        )


@rule(
    "CNT-01", "接待批次之和", "接待批次 = 外事 + 其他国内", severity="error", tolerance="exact", kinds=FINAL, basis=_LAW
)
def batches(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Receptions by kind add up."""
    yield from _sum_of_counts(context, record, "批次", "批")


@rule(
    "CNT-02", "接待人次之和", "接待人次 = 外事 + 其他国内", severity="error", tolerance="exact", kinds=FINAL, basis=_LAW
)
def guests(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Guests by kind add up."""
    yield from _sum_of_counts(context, record, "人次", "人")


@rule(
    "CNT-03",
    "人次不少于批次",
    "接待人次 ≥ 批次；出国人次 ≥ 团组",
    severity="error",
    tolerance="at_most",
    kinds=FINAL,
    basis=_LAW,
)
def people_per_batch(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A reception has a guest, a delegation a member."""
    for key, groups in (
        ("reception", ("批次", "批")),
        ("reception_domestic", ("批次", "批")),
        ("abroad", ("个", "团组", "批")),
    ):
        batch, people = _counted(context, "three", key, *groups), _counted(context, "three", key, "人次", "人")
        if batch is None or people is None:
            continue
        if people[1] >= batch[1]:
            yield holds(record)
        else:
            yield fails(
                record,
                f"{about(batch[0])}人次 {people[1]} 少于批次（团组）{batch[1]}。",
                **{**place(batch[0]), "printed": str(people[1])},
            )


@rule(
    "CNT-04",
    "费用与数量同有同无",
    "费用 > 0 则数量 > 0；费用为 0 则数量为 0",
    tolerance="exact",
    kinds=FINAL,
    basis=_LAW,
)
def cost_and_count(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Money was spent on something."""
    for key, units in (
        ("reception", ("批次", "批", "人次")),
        ("abroad", ("个", "团组", "人次")),
        ("vehicle_purchase", ("辆",)),
    ):
        counted, cost = _counted(context, "three", key, *units), _cell(context, key)
        if counted is None or cost is None:
            continue
        if bool(counted[1]) == bool(cost.fen):
            yield holds(record)
        else:
            yield fails(
                record,
                f"{about(counted[0])}数量为 {counted[1]}，{cost.place}为 {printed(cost)}，两者不符。",
                **{**place(counted[0]), "printed": str(counted[1])},
            )


# Assets -----------------------------------------------------------------------------------------------------------


def _vehicles(context: Context) -> tuple[Statement | None, int | None, list[int]]:
    """The statement that tells all vehicles, their number, and the numbers of those told to be among them."""
    assets = [s for s in context.statements.all if s.topic == "assets"]
    for said, whole, parts in lists(assets, partial(counted, "辆")):
        return said, whole, [number for _, number in parts]
    alone = ((s, n) for s in assets if s.claim.subject in word_set("VEHICLE_WORD") and (n := counted("辆", s)) is not None)
    found = next(alone, None)
    return (None, None, []) if found is None else (*found, [])


@rule("AST-01", "车辆合计 = 分类之和", "共有车辆 = 各类用车之和", severity="error", tolerance="exact", basis=_LAW)
def vehicles_by_use(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Vehicles by use add up."""
    said, whole, parts = _vehicles(context)
    if said is None or whole is None or not parts:
        yield absent(record, "没有车辆分类数量")
    elif whole == sum(parts):
        yield holds(record)
    else:
        yield fails(
            record,
            f"共有车辆 {whole} 辆，各类之和为 {sum(parts)} 辆。",
            expected=str(sum(parts)),
            **{**place(said), "printed": str(whole)},
        )


_AS_OF = Shape(r"{AS_OF}到?(\d{4})年(\d{1,2})月(\d{1,2})(?:日|号)")
_ASSET = Shape(r"{ASSET_WORD}")
_NEAR = 160
_NOT_BOUGHT = Shape(r"(?:{NO_MONEY})[^。；;]{0,8}{BOUGHT}[^。；;]{0,6}(?:{VEHICLE_WORD})")


@rule("AST-02", "资产日期合理", "决算为当年 12 月 31 日；预算为上年（或当年）某日", tolerance="exact", basis=_LAW)
def asset_dates(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Assets are counted at the end of the right year."""
    year = context.document.year
    for paragraph in context.paragraphs:
        text = fold(paragraph.text)
        found = _AS_OF.search(text)
        if found is None or year is None or not _ASSET.search(text[found.start() :][:_NEAR]):
            continue
        allowed = {year} if context.document.kind == "final_accounts" else {year - 1, year, year - 2}
        more = {"statement": paragraph.heading, "page": paragraph.page, "line": paragraph.line}
        if int(found[1]) in allowed:
            yield holds(record, **more)
        else:
            right = year if context.document.kind == "final_accounts" else year - 1
            yield fails(
                record,
                f"资产截止日期写 {found[1]} 年，本文件为 {year} 年度，应为 {right} 年。",
                printed=found[0],
                expected=str(right),
                **more,
            )


# 50 and 100 万元 are the national thresholds; 20 and 200 were printed by Jiangsu and for large equipment.
_THRESHOLDS = ("20", "50", "100", "200")
_USUAL = {"通用设备": "50"}
_THRESHOLD = Shape(r"单(?:位|台)?(?:{PRICED})(?:{CURRENCY})?(\d+(?:\.\d+)?){MONEY}[(含)]*{ABOVE}的?({EQUIPMENT})")


@rule(
    "AST-03",
    "设备门槛为规定值",
    "通用设备 50 万元以上、专用设备 100 万元以上；决算为 100 万元以上设备",
    tolerance="exact",
    basis=_LAW,
)
def thresholds(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The threshold printed before 以上 is one of the prescribed ones."""
    for paragraph in context.paragraphs:
        for found in _THRESHOLD.finditer(fold(paragraph.text)):
            more = {"statement": paragraph.heading, "page": paragraph.page, "line": paragraph.line, "quote": found[0]}
            if found[1] in _THRESHOLDS:
                yield holds(record, **more)
            else:
                right = _USUAL.get(found[2], "100")
                yield fails(
                    record,
                    f"“{found[0]}”的金额应为 {right} 万元，疑似模板未填。",
                    printed=found[1],
                    expected=right,
                    **more,
                )


@rule(
    "AST-04",
    "有车辆运行费则有车辆",
    "公务用车运行维护费 > 0 则车辆数（或财政拨款保有量）> 0",
    tolerance="at_most",
    basis=_LAW,
)
def running_cost(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Running costs need vehicles."""
    cost = _cell(context, "vehicle_running")
    said, whole, _ = _vehicles(context)
    kept = [
        n for s in context.statements.all for unit, n in s.claim.counts if unit == "辆" and "保有量" in s.claim.subject
    ]
    if cost is None or said is None or whole is None:
        yield absent(record, "没有车辆运行费或车辆数量")
    elif cost.fen and not whole and not any(kept):
        yield fails(
            record,
            f"{cost.place}为 {printed(cost)} {cost.unit.value}，正文却写共有车辆 0 辆，请核实车辆数或说明用车来源。",
            **{**place(said), "cell": cost, "printed": printed(cost)},
        )
    else:
        yield holds(record)


@rule(
    "AST-06",
    "财政拨款保有量不超共有车辆",
    "财政拨款开支的公务用车保有量 ≤ 共有车辆",
    tolerance="at_most",
    kinds=FINAL,
    basis=_LAW,
)
def kept_vehicles(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Vehicles kept on appropriations are among all vehicles."""
    said, whole, _ = _vehicles(context)
    kept = [
        n for s in context.statements.all for unit, n in s.claim.counts if unit == "辆" and "保有量" in s.claim.subject
    ]
    if said is None or whole is None or not kept:
        yield absent(record, "没有公务用车保有量或车辆数量")
    elif kept[0] <= whole:
        yield holds(record)
    else:
        yield fails(
            record,
            f"公务用车保有量 {kept[0]} 辆，多于共有车辆 {whole} 辆。",
            **{**place(said), "printed": str(kept[0])},
        )


@rule(
    "AST-07",
    "未安排购置则购置费为零",
    "正文未安排购置车辆，则三公表公务用车购置费为零",
    severity="error",
    tolerance="exact",
    kinds=BUDGET,
    basis=_LAW,
)
def no_purchase(context: Context, record: Rule) -> Iterator[Evaluation]:
    """What is not bought costs nothing."""
    cost = _cell(context, "vehicle_purchase")
    for paragraph in context.paragraphs:
        found = _NOT_BOUGHT.search(fold(paragraph.text))
        if found is None or cost is None:
            continue
        more = {"statement": paragraph.heading, "page": paragraph.page, "line": paragraph.line, "quote": found[0]}
        if cost.fen:
            yield fails(
                record,
                f"正文写“{found[0]}”，{cost.place}却有 {printed(cost)}。",
                cell=cost,
                printed=printed(cost),
                expected="0",
                **more,
            )
        else:
            yield holds(record, **more)


# Procurement --------------------------------------------------------------------------------------------------------


@rule(
    "PRC-03",
    "小微企业不超中小企业",
    "授予小微企业 ≤ 授予中小企业 ≤ 采购总额",
    severity="error",
    tolerance="at_most",
    kinds=FINAL,
    basis=_LAW,
)
def small_enterprises(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Micro enterprises are among the small ones, these among all."""
    told = [context.statements.first("procurement", k) for k in ("small_micro", "small_medium", "total")]
    pairs = itertools.pairwise(told)
    for less, more in pairs:
        if less is None or more is None or less.amount is None or more.amount is None:
            continue
        if less.amount.low <= more.amount.high:
            yield holds(record)
        else:
            yield fails(
                record,
                f"{about(less)} {printed(less.amount)} 大于“{more.claim.subject}” {printed(more.amount)}。",
                **place(less),
            )


@rule(
    "PRC-04",
    "分类占比与中小企业金额相符",
    "Σ 各类占比 × 各类支出 = 授予中小企业合同金额",
    severity="error",
    tolerance="joint",
    kinds=FINAL,
    basis=_LAW,
)
def shares_by_class(context: Context, record: Rule) -> Iterator[Evaluation]:
    """What goods, works and services gave to small enterprises adds up to what all gave."""
    whole = context.statements.first("procurement", "small_medium")
    low = high = Decimal(0)
    words = []
    for kind, name in (("goods", "货物"), ("works", "工程"), ("services", "服务")):
        amount = context.statements.first("procurement", kind)
        share = next(
            (
                s.claim.share
                for s in context.statements.by_key.get(("procurement", f"{kind}_share"), ())
                if s.claim.share is not None
            ),
            None,
        )
        if amount is None or amount.amount is None or share is None:
            if amount is not None and amount.amount is not None and amount.amount.fen:
                yield absent(record, f"没有{name}采购授予中小企业的占比")
                return
            continue
        least, most = percent_interval(share)
        low += amount.amount.low * Decimal(least.numerator) / least.denominator / 100
        high += amount.amount.high * Decimal(most.numerator) / most.denominator / 100
        words.append(f"{name} {printed(amount.amount)}×{share}%")
    if whole is None or whole.amount is None or not words:
        yield absent(record, "没有分类占比")
    elif low <= whole.amount.high and whole.amount.low <= high:
        yield holds(record)
    else:
        middle = (low + high) / 2 / 100 / whole.amount.unit.factor
        yield fails(
            record,
            f"按分类占比推算（{' + '.join(words)}），授予中小企业合同金额约 {middle:.2f} {whole.amount.unit.value}，"
            f"与公布的 {printed(whole.amount)} 不符，占比或金额有误。",
            expected=f"{middle:.2f}",
            **place(whole),
        )
