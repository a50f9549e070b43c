"""Sections that budgets and final accounts share: duties, units, procurement, assets, performance, terms."""

from collections.abc import Iterable

from medinsure_budget.compiling.text.terms import general_terms, meaning_of
from medinsure_budget.compiling.text.writer import Writer, items_of, section
from medinsure_budget.document.narrative import Section
from medinsure_budget.document.profile import Term
from medinsure_budget.evidence import Note
from medinsure_budget.ledgers.load import Line


def duties(w: Writer) -> list[str]:
    """The numbered duties of the caller's 主要职能 lines."""
    said = w.told("主要职能")
    if not said:
        return [_not_given(w, "主要职能", "主要职能")]
    return [f"{w.agency}的主要职责是：", *(f"{at}.{words.rstrip('。；')}。" for at, words in enumerate(said, 1))]


def departments(w: Writer) -> list[str]:
    """The caller's 机构设置, and the units that the ledger has."""
    said = w.told("机构设置")
    if not said:
        w.missing.append(Note("ignored", "台账的说明行没有“机构设置”，正文只列出预算单位。", place="正文"))
    kind = "决算" if w.book.edition.kind == "final_accounts" else "预算"
    units = "、".join(w.book.units)
    return [*said, f"纳入{w.book.year}年{w.level}{kind}编制范围的单位共{len(w.book.units)}家：{units}。"]


def about(w: Writer) -> str:
    """The units with 机关运行经费, by kind."""
    kinds = [(kind, [u for u in w.book.offices if w.book.unit_kinds[u] == kind]) for kind in ("行政单位", "参公事业单位")]
    return "以及".join(f"{'、'.join(units)}{len(units)}家{kind}" for kind, units in kinds if units)


def procurement(w: Writer) -> list[str]:
    """政府采购: the total, its three kinds, and in final accounts what small and medium enterprises received."""
    lines = w.book.rows_of("procurement")
    if not lines:
        return [_not_given(w, "政府采购", "政府采购")]
    sums = {item: sum(line.amount or 0 for line in lines if line.item == item) for item in dict.fromkeys(x.item for x in lines)}
    kinds = [sums.get(kind, 0) for kind in ("货物", "工程", "服务")]
    total, word = sum(kinds), "支出" if w.book.edition.kind == "final_accounts" else "预算"
    named = "、".join(f"政府采购{k}{word}{w.money(v)}" for k, v in zip(("货物", "工程", "服务"), kinds, strict=True))
    lead = f"{w.book.year}年度政府采购支出" if word == "支出" else f"{w.book.year}年{w.agency}各单位政府采购预算"
    text = f"{lead}总额{w.money(total)}，其中：{named}。"
    if word == "支出" and total and "中小企业" in sums:
        text += _small(w, sums, total)
    return [text]


def _small(w: Writer, sums: dict[str, int], total: int) -> str:
    small, micro = sums["中小企业"], sums.get("小微企业")
    text = f"授予中小企业合同金额{w.money(small)}，占政府采购支出总额的{w.percent(small, total)}。"
    if micro is not None and small:
        text += f"其中，授予小微企业合同金额{w.money(micro)}，占授予中小企业合同金额的{w.percent(micro, small)}。"
    parts = [
        f"{kind}采购授予中小企业合同金额占{kind}支出金额的{w.percent(sums[f'{kind}中小企业'], sums[kind])}"
        for kind in ("货物", "工程", "服务") if f"{kind}中小企业" in sums and sums.get(kind)
    ]  # fmt: skip
    return text + (f"{'，'.join(parts)}。" if parts else "")


def assets(w: Writer) -> str:
    """国有资产: vehicles by use and large equipment as counted."""
    counted = w.book.rows_of("count")
    vehicles = _counts(line for line in counted if line.item.startswith("车辆："))
    equipment = _counts(line for line in counted if line.item.startswith("设备："))
    if not vehicles and not equipment:
        return _not_given(w, "车辆和设备", "国有资产占有使用情况")
    final = w.book.edition.kind == "final_accounts"
    day = f"{w.book.year if final else w.book.year - 1}年12月31日"
    uses = f"，其中，{'、'.join(f'{use}{n}辆' for use, n in vehicles.items())}" if vehicles else ""
    large = "".join(f"；{name}{n}台（套）" for name, n in equipment.items())
    return f"截至{day}，{w.agency}所属各预算单位共有车辆{sum(vehicles.values())}辆{uses}{large}。"


def _counts(lines: Iterable[Line]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        name = line.item.split("：", 1)[1]
        found[name] = found.get(name, 0) + (line.count or 0)
    return found


def performance_of_budget(w: Writer) -> str:
    """预算绩效: the projects with goals and their general public money."""
    projects = w.book.projects()
    if not projects:
        return f"{w.book.year}年{w.agency}没有安排项目支出。"
    with_goal = {line.project for line in w.book.rows_of("performance")}
    without = [p for _, p in projects if p not in with_goal]
    for project in dict.fromkeys(without):
        w.missing.append(Note("ignored", f"台账的绩效行没有项目“{project}”的绩效目标。", place="正文"))
    own = [key for key in projects if key[1] in with_goal]
    money = sum(
        w.book.spent.total(source="general_public", purpose="project", unit=unit, project=project) for unit, project in own
    )
    if not own:
        return _not_given(w, "绩效目标", "预算绩效目标")
    return f"{w.book.year}年{w.agency}项目支出实行绩效目标管理，涉及一般公共预算拨款{w.money(money)}，一级项目{len(own)}个。"


def _not_given(w: Writer, item: str, what: str) -> str:
    """Say plainly that the ledger does not have it: nothing is invented in its place."""
    w.missing.append(Note("ignored", f"台账没有“{item}”的数据，正文没有写。", place="正文"))
    return f"{what}未列入本次编制台账。"


def glossary(w: Writer) -> tuple[Term, ...]:
    """The general terms of the kind, then every 项 used; the caller's 名词 lines explain what the library does not."""
    names = list(general_terms(w.book.edition.kind))
    terms = [(name, meaning) for name, meaning in names]
    for code, _ in items_of(w.book.spent.tree("functional")):
        own = w.book.texts.get(("名词", code))
        meaning = "".join(own) if own else meaning_of(code)
        if meaning:
            terms.append((w.path(code), meaning))
        else:
            w.missing.append(Note("ignored", f"{code} {w.book.name(code)}没有名词解释，可用“名词”说明行补充。", place="名词解释"))
    return tuple(Term(name, meaning, f"{at}.") for at, (name, meaning) in enumerate(terms, 1))


def glossary_section(w: Writer, heading: str) -> Section:
    """名词解释, one term a line."""
    return section(heading, [f"{t.number}{t.name}：{t.meaning}" for t in glossary(w)], level=1)
