"""The 情况说明 of a budget."""

from collections.abc import Iterable, Iterator

from medinsure_budget.compiling.book import BASIC
from medinsure_budget.compiling.budget import folds_transfers, income_by_line, keeps_carried_in, project_purposes
from medinsure_budget.compiling.text.common import (
    about,
    assets,
    departments,
    duties,
    glossary_section,
    performance_of_budget,
    procurement,
)
from medinsure_budget.compiling.text.writer import Writer, classes_of, items_of, section
from medinsure_budget.compiling.totals import all_of
from medinsure_budget.document.narrative import Section
from medinsure_budget.ledgers.schema import FISCAL

_INCOME = (
    ("general_public", "一般公共预算拨款收入"), ("government_fund", "政府性基金预算拨款收入"),
    ("state_capital", "国有资本经营预算拨款收入"), ("special_account", "财政专户管理资金收入"), ("service_income", "事业收入"),
    ("business_income", "事业单位经营收入"), ("grants_from_above", "上级补助收入"),
    ("remittances_from_below", "附属单位上缴收入"), ("other_income", "其他收入"),
)  # fmt: skip
_PURPOSES = (
    ("personnel", "人员支出"), ("public", "日常公用支出"), ("project", "项目支出"), ("business", "事业单位经营支出"),
    ("remitted_up", "上缴上级支出"), ("subsidies_down", "对附属单位补助支出"),
)  # fmt: skip
_BASE = "上年预算数"


def budget_text(w: Writer) -> tuple[Section, ...]:
    """All sections before the tables."""
    year, agency, level = w.book.year, w.agency, w.level
    return (
        section(
            f"一、{level}概况", "", section("（一）主要职能", duties(w)), section(f"（二）{level}机构设置情况", departments(w)), level=1
        ),
        section(
            f"二、{year}年{agency}{level}预算安排情况说明",
            "",
            section(f"（一）关于{agency}{year}年收支预算情况的总体说明", _overview(w)),
            section(f"（二）关于{agency}{year}年收入预算情况说明", _income(w)),
            section(f"（三）关于{agency}{year}年支出预算情况说明", _expenditure(w)),
            section(f"（四）关于{agency}{year}年财政拨款收支预算情况的总体说明", _appropriation(w)),
            _general_public(w),
            section(f"（六）关于{agency}{year}年一般公共预算基本支出情况说明", _basic(w)),
            section(f"（七）关于{agency}{year}年政府性基金预算支出情况说明", _fund(w, "government_fund", "政府性基金预算")),
            section(f"（八）关于{agency}{year}年国有资本经营预算支出情况说明", _fund(w, "state_capital", "国有资本经营预算")),
            section(f"（九）关于{agency}{year}年一般公共预算“三公”经费预算情况说明", _three_publics(w)),
            section(
                "（十）其他重要事项的情况说明",
                "",
                section("1.机关运行经费", _operating(w), level=3),
                section("2.政府采购情况。", procurement(w), level=3),
                section("3.国有资产占有使用情况。", assets(w), level=3),
                section("4.预算绩效情况说明。", performance_of_budget(w), level=3),
            ),
            level=1,
        ),
        glossary_section(w, "三、名词解释"),
    )


def _total(w: Writer) -> int:
    return w.sum_of("amount", ("income", "carried_in")) or 0


def _sources(w: Writer) -> list[tuple[str, int]]:
    sums = income_by_line(w.book)
    found = [(label, sums[source]) for source, label in _INCOME]
    if keeps_carried_in(w.book):
        found.append(("上年结转结余", w.book.of("carried_in").total()))
    return [(label, fen) for label, fen in found if fen]


def _classes(w: Writer) -> list[tuple[str, int]]:
    return [(w.book.name(code), fen) for code, fen in classes_of(w.book.spent.tree("functional"))]


def _marked(classes: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    # 预备费 and 国有资本经营预算支出 are 类 too, which only their mark tells.
    return [(f"{name}（类）", fen) for name, fen in classes]


def _overview(w: Writer) -> str:
    sources, classes = "、".join(label for label, _ in _sources(w)), "、".join(name for name, _ in _classes(w))
    out = "、年终结转结余" if w.book.of("carried_out").total() else ""
    return (
        f"按照综合预算的原则，{w.agency}所有收入和支出均纳入{w.level}预算管理。收入包括：{sources}；支出包括：{classes}{out}。"
        f"{w.agency}{w.book.year}年收支总预算{w.money(_total(w))}。"
    )


def _income(w: Writer) -> list[str]:
    total = _total(w)
    change = w.change(total, w.sum_of("previous", ("income", "carried_in")), _BASE, "收支变化")
    parts = "；".join(f"{label}{w.money(fen)}{w.share(fen, total)}" for label, fen in _sources(w))
    return [f"{w.agency}{w.book.year}年收入预算{w.money(total)}{change}。", f"其中：{parts}。" if parts else ""]


def _expenditure(w: Writer) -> list[str]:
    book = w.book
    spent, out = book.spent.total(), book.of("carried_out").total()
    before = w.sum_of("previous")
    # With money carried out, income and this year's expenditure are two amounts and must not bear one name.
    name = "各项支出合计" if out else "支出预算"
    change = w.change(spent, before, _BASE, "收支变化")
    purposes = [(label, _purpose(w, purpose)) for purpose, label in _PURPOSES]
    shares = "；".join(f"{label}{w.money(fen)}{w.share(fen, spent)}" for label, fen in purposes if fen)
    return [
        f"{w.agency}{book.year}年{name}{w.money(spent)}{change}。",
        f"1.按支出功能分类，包括{w.listing(_marked(_classes(w)))}。" if spent else "",
        f"2.按支出用途分类，包括{shares}。" if spent else "",
        f"结转下年{w.money(out)}。",
    ]


def _purpose(w: Writer, purpose: str) -> int:
    if purpose == "project":
        return w.book.spent.total(purpose=project_purposes(w.book))
    if folds_transfers(w.book) and purpose not in BASIC:
        return 0
    return w.book.spent.total(purpose=purpose)


def _appropriation(w: Writer) -> str:
    book = w.book
    funds = {fund: book.of("income").total(source=fund) + book.of("carried_in").total(source=fund) for fund in FISCAL}
    names = {"general_public": "一般公共预算", "government_fund": "政府性基金预算", "state_capital": "国有资本经营预算"}
    classes = _marked((book.name(code), fen) for code, fen in classes_of(book.spent.tree("functional", source=FISCAL)))
    out = sum(book.carried("carried_out", fund) for fund in FISCAL)
    if out:
        classes.append(("年终结转结余", out))
    lead = f"{w.agency}{book.year}年财政拨款收支总预算{w.money(sum(funds.values()))}。"
    if not sum(funds.values()):
        return lead
    return f"{lead}收入包括：{w.listing((names[f], fen) for f, fen in funds.items())}；支出包括：{w.listing(classes)}。"


def _general_public(w: Writer) -> Section:
    book = w.book
    tree = book.spent.tree("functional", source="general_public")
    total, before = book.spent.total(source="general_public"), w.sum_of("previous", source="general_public")
    change = w.change(total, before, _BASE, "一般公共预算变化")
    shares = "；".join(f"{book.name(code)}（类）{w.money(fen)}{w.share(fen, total)}" for code, fen in classes_of(tree))
    none = f"{w.agency}{book.year}年没有一般公共预算拨款安排的支出。"
    return section(
        f"（五）关于{w.agency}{book.year}年一般公共预算拨款情况说明",
        "",
        section("1.一般公共预算拨款规模变化情况。", f"{w.agency}{book.year}年一般公共预算拨款{w.money(total)}{change}。", level=3),
        section("2.一般公共预算拨款结构情况。", f"{shares}。" if shares else none, level=3),
        section("3.一般公共预算拨款具体使用情况。", list(_uses(w, items_of(tree))) or none, level=3),
    )


def _uses(w: Writer, items: list[tuple[str, int]]) -> Iterator[str]:
    for at, (code, fen) in enumerate(items, 1):
        said = w.ask("用途", code)
        yield f"（{at}）{w.path(code)}{w.money(fen)}{f'，主要用于{said}' if said else ''}。"


def _basic(w: Writer) -> list[str]:
    parts = {purpose: w.book.spent.total(source="general_public", purpose=purpose) for purpose in BASIC}
    lead = f"{w.agency}{w.book.year}年一般公共预算基本支出{w.money(sum(parts.values()))}"
    if not any(parts.values()):
        return [f"{lead}。"]
    labels = {"personnel": "人员经费", "public": "公用经费"}
    return [
        f"{lead}，其中：",
        *(f"{labels[p]}{w.money(fen)}，主要包括：{w.economic_names(p)}。" for p, fen in parts.items() if fen),
    ]


def _fund(w: Writer, source: str, name: str) -> list[str]:
    total = w.book.spent.total(source=source)
    if not total:
        return [f"{w.agency}{w.book.year}年没有使用{name}拨款安排的支出。"]
    change = w.change(total, w.sum_of("previous", source=source), _BASE, f"{name}变化")
    items = items_of(w.book.spent.tree("functional", source=source))
    return [f"{w.agency}{w.book.year}年{name}支出{w.money(total)}{change}。", *_uses(w, items)]


def _three_publics(w: Writer) -> list[str]:
    fields = ("abroad", "reception", "vehicle_purchase", "vehicle_running")
    now = {f: w.book.three_publics(f, ("general_public",)) for f in fields}
    before = {f: w.book.three_publics_told(f, ("general_public",), "previous") for f in fields}
    now["vehicles"], before["vehicles"] = (
        now["vehicle_purchase"] + now["vehicle_running"], all_of(before["vehicle_purchase"], before["vehicle_running"]),
    )  # fmt: skip
    now["total"] = now["abroad"] + now["reception"] + now["vehicles"]
    before["total"] = all_of(before["abroad"], before["reception"], before["vehicles"])

    def change(name: str, item: str) -> str:
        return w.change(now[name], before[name], _BASE, f"{item}变化")

    year, vehicles = w.book.year, now["vehicles"]
    guests = w.ask("接待用途") if now["reception"] else ""
    guests = f"。主要用于{guests}等支出" if guests else ""
    vehicle_words = "公务用车购置及运行维护费预算"
    bought = "（含购置税等附加费用）"
    parts = f"。其中，公务用车购置支出{w.money(now['vehicle_purchase'])}{bought}{change('vehicle_purchase', '公务用车购置')}"
    parts += f"；公务用车运行维护费支出{w.money(now['vehicle_running'])}{change('vehicle_running', '公务用车运行')}"
    return [
        f"{w.agency}{year}年“三公”经费预算数为{w.money(now['total'])}{change('total', '三公经费')}。具体情况如下：",
        f"1.因公出国（境）费用：{year}年安排因公出国（境）费用预算{w.money(now['abroad'])}{change('abroad', '因公出国')}。",
        f"2.公务接待费：{year}年安排公务接待费预算{w.money(now['reception'])}{change('reception', '公务接待')}{guests}。",
        f"3.公务用车购置及运行维护费：{year}年安排{vehicle_words}{w.money(vehicles)}{change('vehicles', '公务用车')}{parts}。",
    ]


def _operating(w: Writer) -> str:
    book = w.book
    now, before = book.operating(), book.operating_told("previous")
    change = w.change(now, before, "上年预算数", "机关运行经费变化")
    if not book.offices:
        return f"{w.agency}所属单位均为事业单位，不安排机关运行经费。"
    return f"{book.year}年{about(w)}的机关运行经费财政拨款预算{w.money(now)}{change}。"
