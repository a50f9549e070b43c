"""The 情况说明 of final accounts."""

from collections.abc import Iterable, Iterator

from medinsure_budget.compiling.book import BASIC
from medinsure_budget.compiling.final_accounts import EXPENDITURE, INCOME
from medinsure_budget.compiling.text.common import assets, departments, duties, glossary_section, procurement
from medinsure_budget.compiling.text.evaluation import performance_of_accounts
from medinsure_budget.compiling.text.outlays import three_publics
from medinsure_budget.compiling.text.writer import Writer, classes_of, items_of, section
from medinsure_budget.compiling.totals import Measure
from medinsure_budget.document.narrative import Section
from medinsure_budget.ledgers.schema import FISCAL

_INCOME = {
    "appropriation": "财政拨款收入", "grants_from_above": "上级补助收入", "service_income": "事业收入",
    "business_income": "经营收入", "remittances_from_below": "附属单位上缴收入", "other_income": "其他收入",
}  # fmt: skip
_EXPENDITURE = {
    "basic": "基本支出", "project": "项目支出", "remitted_up": "上缴上级支出", "business": "经营支出",
    "subsidies_down": "对附属单位补助支出",
}  # fmt: skip
_BASES: tuple[Measure, Measure] = ("initial_budget", "previous")
_NAMES = {"government_fund": "政府性基金预算", "state_capital": "国有资本经营预算"}


def final_accounts_text(w: Writer) -> tuple[Section, ...]:
    """The sections around the tables: before them those of 概况, after them the others."""
    year, level = w.book.year, w.level
    return (
        section("一、概况", "", section(f"（一）{level}职责", duties(w)), section("（二）机构设置", departments(w)), level=1),
        section(
            f"三、{year}年度{level}决算情况说明",
            "",
            section("（一）收入支出决算总体情况说明", _overview(w)),
            section("（二）收入决算情况说明", _income(w)),
            section("（三）支出决算情况说明", _expenditure(w)),
            section("（四）财政拨款收入支出决算总体情况说明", _appropriation(w)),
            _general_public(w),
            section("（六）一般公共预算财政拨款基本支出决算情况说明", _basic(w)),
            section("（七）政府性基金预算财政拨款支出决算总体情况说明", list(_account(w, "government_fund"))),
            section("（八）国有资本经营预算财政拨款支出决算总体情况说明", list(_account(w, "state_capital"))),
            three_publics(w),
            section("（十）机关运行经费支出说明", _operating(w)),
            section("（十一）政府采购支出说明", procurement(w)),
            section("（十二）国有资产占有使用情况说明", assets(w)),
            performance_of_accounts(w),
            level=1,
        ),
        glossary_section(w, "四、名词解释"),
    )


def last_year(w: Writer) -> str:
    """What final accounts compare with."""
    return f"{w.book.year - 1}年度"


def change(w: Writer, now: int, before: int | None, item: str, *, each: str = "") -> str:
    """``，与2022年度相比，减少1.20万元，下降3.40%，主要原因是……``."""
    compared = f"与{{base}}相比，{each}{{verb}}"
    return w.change(now, before, last_year(w), item and f"{item}变化", compared=compared)


def _all_in(w: Writer, measure: Measure = "amount", sources: Iterable[str] = ()) -> int | None:
    wanted = {"source": tuple(sources)} if sources else {}
    return w.sum_of(measure, ("income", "carried_in", "balance_used"), **wanted)


def _overview(w: Writer) -> str:
    total = _all_in(w) or 0
    changed = change(w, total, _all_in(w, "previous"), "收支", each="各")
    return f"{w.book.year}年度收入总计{w.money(total)}，支出总计{w.money(total)}{changed}。"


def _income(w: Writer) -> str:
    sums = {name: w.book.of("income").total(source=sources) for name, sources in INCOME.items()}
    total = sum(sums.values())
    funds = [w.book.of("income").total(source=fund) for fund in FISCAL]
    names = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
    inside = "，".join(f"{name}{w.money(fen)}" for name, fen in zip(names, funds, strict=True))
    within = {"appropriation": f"（其中，{inside}）"}
    parts = [
        f"{_INCOME[name]}{w.money(fen)}{within.get(name, '')}{w.share(fen, total, '收入合计')}" for name, fen in sums.items()
    ]
    return f"本年收入合计{w.money(total)}；包括{'；'.join(parts)}。"


def _expenditure(w: Writer) -> str:
    sums = {name: w.book.spent.total(purpose=purposes) for name, purposes in EXPENDITURE.items()}
    total = sum(sums.values())
    parts = "；".join(f"{_EXPENDITURE[name]}{w.money(fen)}{w.share(fen, total)}" for name, fen in sums.items())
    return f"本年支出合计{w.money(total)}，其中{parts}。"


def _appropriation(w: Writer) -> str:
    total, before = _all_in(w, sources=FISCAL) or 0, _all_in(w, "previous", FISCAL)
    spent, planned = w.book.spent.total(source=FISCAL), w.sum_of("initial_budget", source=FISCAL)
    lead = (
        f"{w.book.year}年度财政拨款收入总计{w.money(total)}，支出总计{w.money(total)}"
        f"{change(w, total, before, '财政拨款', each='各')}。"
    )
    rate = w.completion(spent, planned)
    if not rate:
        return lead
    return f"{lead}财政拨款支出{w.budgeted('年初预算数', planned)}支出决算数{w.money(spent)}{rate}{w.reason('财政拨款差异')}。"


def _general_public(w: Writer) -> Section:
    book, year = w.book, w.book.year
    spent = book.spent.total(source="general_public")
    planned, before = (w.sum_of(m, source="general_public") for m in _BASES)
    tree = book.spent.tree("functional", source="general_public")
    name = "一般公共预算财政拨款支出"
    changed = w.change(
        spent, before, last_year(w), "一般公共预算变化", compared=f"与{{base}}相比，{name}{{verb}}"
    ).removeprefix("，")
    shares = "；".join(f"{book.name(code)}（类）{w.money(fen)}{w.share(fen, spent)}" for code, fen in classes_of(tree))
    none = f"{year}年度没有{name}。"
    share = w.share(spent, book.spent.total(), "本年支出合计的")
    budgeted = w.budgeted(f"{name}年初预算为", planned) or name.removesuffix("支出")
    whole = f"{year}年度{budgeted}支出决算为{w.money(spent)}{w.completion(spent, planned)}"
    why = w.reason("一般公共预算差异") if planned is not None else ""
    return section(
        "（五）一般公共预算财政拨款支出决算情况说明",
        "",
        section(
            "1.一般公共预算财政拨款支出决算总体情况",
            f"{year}年度{name}{w.money(spent)}{share}。{changed and changed + '。'}",
            level=3,
        ),
        section(
            "2.一般公共预算财政拨款支出决算结构情况",
            f"{year}年度{name}{w.money(spent)}，主要用于以下方面：{shares}。" if shares else none,
            level=3,
        ),
        section(
            "3.一般公共预算财政拨款支出决算具体情况",
            [f"{whole}{why}。其中：", *_subjects(w)] if shares else none,
            level=3,
        ),
    )


def _subjects(w: Writer, source: str = "general_public") -> Iterator[str]:
    spent = w.book.spent.tree("functional", source=source)
    planned = w.book.spent.tree("functional", "initial_budget", source=source)
    for code in sorted({code for tree in (spent, planned) for code, _ in items_of(tree)}):
        one, other = spent.get(code, 0), w.sum_of("initial_budget", source=source, functional=code)
        yield (
            f"{w.path(code)}{w.budgeted('年初预算数为', other)}支出决算数为{w.money(one)}"
            f"{w.completion(one, other)}{w.deviation(one, other, '差异', code)}。"
        )


def _basic(w: Writer) -> list[str]:
    parts = {purpose: w.book.spent.total(source="general_public", purpose=purpose) for purpose in BASIC}
    lead = f"{w.book.year}年度一般公共预算财政拨款基本支出{w.money(sum(parts.values()))}"
    if not any(parts.values()):
        return [f"{lead}。"]
    labels = {"personnel": "人员经费", "public": "公用经费"}
    return [
        f"{lead}，其中：",
        *(f"{labels[p]}{w.money(fen)}，主要包括：{w.economic_names(p)}。" for p, fen in parts.items() if fen),
    ]


def _account(w: Writer, fund: str) -> Iterator[str]:
    book, name = w.book, _NAMES[fund]
    kinds = ("carried_in", "income", "expenditure", "carried_out")
    sums = {kind: book.of(kind).total(source=fund) for kind in kinds}
    if not any(sums.values()):
        yield f"本{w.level}{book.year}年度无{name}财政拨款收支安排，故无相关数据。"
        return
    changed = change(w, sums["expenditure"], w.sum_of("previous", source=fund), name)
    yield (
        f"{book.year}年度{name}财政拨款年初结转和结余{w.money(sums['carried_in'])}，本年收入{w.money(sums['income'])}，"
        f"年末结转和结余{w.money(sums['carried_out'])}。{name}财政拨款支出{w.money(sums['expenditure'])}{changed}。"
    )
    yield from _subjects(w, fund)


def _operating(w: Writer) -> str:
    book = w.book
    if not book.offices:
        return f"{w.agency}所属单位均为事业单位，没有机关运行经费。"
    spent, planned, before = book.operating(), *(book.operating_told(m) for m in _BASES)
    text = f"{book.year}年度机关运行经费{w.budgeted('年初预算数为', planned)}支出决算为{w.money(spent)}{w.completion(spent, planned)}"
    text += w.deviation(spent, planned, "机关运行经费差异")
    changed = w.change(spent, before, last_year(w), "机关运行经费变化").removeprefix("，")
    return f"{text}；{changed}。" if changed else f"{text}。"
