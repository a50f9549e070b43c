"""Provably clean documents: a random ledger in 分, rolled up exactly, printed in one unit and one way of rounding."""

import random

from ledgers import (
    AGENCY,
    MODES,
    Ledger,
    Printer,
    asset_text,
    frame,
    growth,
    name,
    percent,
    section,
    sheet,
    three,
    with_text,
)
from synthetic_final import final_accounts

from medinsure_budget.document import Agency, Budget
from medinsure_budget.document.narrative import Section
from medinsure_budget.forms import (
    AppropriationOverview,
    BasicExpenditure,
    BudgetOverview,
    Expenditure,
    GeneralPublicExpenditure,
    GovernmentFundExpenditure,
    Income,
    ProjectExpenditure,
    ProjectPerformance,
    StateCapitalExpenditure,
    ThreePublics,
)


def budget(seed, mode="万元"):
    """A clean budget of the Zhejiang kind."""
    rng = random.Random(seed)  # noqa: S311 - seeded so that a run can be repeated
    ledger, show = Ledger(rng), Printer(mode)
    total, year = ledger.total(), 2024
    carried = rng.choice((0, 0, rng.randint(100_000, 5_000_000)))

    def blank(fen):
        return show(fen) if fen else None

    def rows(form, fields):
        yield form(name="合计", **{f: blank(ledger.total(kind=k)) for f, k in fields.items()})
        for code in ledger.functional():
            yield form(code=code, name=name(code), **{f: blank(ledger.total(code, kind=k)) for f, k in fields.items()})

    income = [
        ("appropriation", "一、财政拨款", total - carried), ("general_public", "一般公共预算", total - carried),
        ("government_fund", "政府性基金预算", 0), ("state_capital", "国有资本经营预算", 0), ("special_account", "二、财政专户管理资金", 0),
        ("service_income", "三、事业收入", 0), ("year_income", "本年收入合计", total - carried), ("carried_in", "上年结转结余", carried),
        ("total_income", "收 入 总 计", total),
    ]  # fmt: skip
    overview = [BudgetOverview(name=label, side="income", line=key, amount=blank(v)) for key, label, v in income]
    spending = [
        BudgetOverview(name=name(c), side="expenditure", amount=show(ledger.total(c))) for c in ledger.functional()
    ]
    ends = [BudgetOverview(name="本年支出合计", side="expenditure", line="year_expenditure", amount=show(total)),
            BudgetOverview(name="支 出 总 计", side="expenditure", line="total_expenditure", amount=show(total))]  # fmt: skip
    own = [AppropriationOverview(name=label, side="income", line=key, amount=blank(v)) for key, label, v in (
        ("appropriation", "一、财政拨款", total), ("general_public", "一般公共预算", total), ("government_fund", "政府性基金预算", 0),
        ("state_capital", "国有资本经营预算", 0), ("total_income", "收 入 总 计", total))]  # fmt: skip
    own += [
        AppropriationOverview(name=name(c), side="expenditure", amount=show(ledger.total(c)))
        for c in ledger.functional()
    ]
    own += [AppropriationOverview(name="支 出 总 计", side="expenditure", line="total_expenditure", amount=show(total))]
    in_row = {"total": show(total), "year_income": show(total - carried), "general_public": show(total - carried),
                  "carried_in": blank(carried), "carried_in_general_public": blank(carried)}  # fmt: skip
    economics = [BasicExpenditure(name="合计", total=show(ledger.total(kind="basic")), personnel=show(ledger.total(kind="personnel")),
                                  public=show(ledger.total(kind="public")))]  # fmt: skip
    economics += [
        BasicExpenditure(code=c, name=name(c, "economic"), total=show(ledger.total(economic=c)),
                         **{"personnel" if c[:3] in ("301", "303") else "public": show(ledger.total(economic=c))})
        for c in ledger.economic()
    ]  # fmt: skip
    outlays = three(ledger)
    in_three = {f: blank(v) for f, v in outlays.items()}
    projects = [
        ProjectExpenditure(
            name="合计", total=show(ledger.total(kind="project")), general_public=show(ledger.total(kind="project"))
        )
    ]
    projects += [
        ProjectExpenditure(
            unit=AGENCY, name=p, total=show(ledger.total(project=p)), general_public=show(ledger.total(project=p))
        )
        for p in ledger.projects()
    ]
    goals = [
        ProjectPerformance(unit=AGENCY, name=p, total=show(ledger.total(project=p)), goal=f"完成{p}年度任务。")
        for p in ledger.projects()
    ]
    empty = (
        (f"{AGENCY}没有政府性基金预算拨款安排的支出，故本表无数据。",),
        (f"{AGENCY}没有国有资本经营预算拨款安排的支出，故本表无数据。",),
    )
    sheets = (
        sheet(BudgetOverview, show, overview + spending + ends, "2024年部门收支预算总表"),
        sheet(Income, show, [Income(name=n, **in_row) for n in ("合计", AGENCY)], "2024年部门收入预算总表"),
        sheet(Expenditure, show, rows(Expenditure, {"total": "", "personnel": "personnel", "public": "public", "project": "project"}), "2024年部门支出预算总表"),  # noqa: E501 - one printed sentence, row or case
        sheet(AppropriationOverview, show, own, "2024年部门财政拨款收支预算总表"),
        sheet(GeneralPublicExpenditure, show, rows(GeneralPublicExpenditure, {"total": "", "basic": "basic", "personnel": "personnel", "public": "public", "project": "project"}), "2024年部门一般公共预算支出表"),  # noqa: E501 - one printed sentence, row or case
        sheet(BasicExpenditure, show, economics, "2024年部门一般公共预算基本支出表"),
        sheet(ThreePublics, show, [ThreePublics(name=n, **in_three) for n in ("合计", AGENCY)], "2024年部门一般公共预算“三公”经费支出表", remarks=() if outlays["total"] else (f"{AGENCY}没有“三公”经费预算，故本表无数据。",)),  # noqa: E501 - one printed sentence, row or case
        sheet(GovernmentFundExpenditure, show, [GovernmentFundExpenditure(name="合计")], "2024年部门政府性基金预算支出表", remarks=empty[0]),  # noqa: E501 - one printed sentence, row or case
        sheet(StateCapitalExpenditure, show, [StateCapitalExpenditure(name="合计")], "2024年部门国有资本经营预算支出表", remarks=empty[1]),
        sheet(ProjectExpenditure, show, projects, "2024年部门项目支出预算表"),
        sheet(ProjectPerformance, show, goals, "2024年部门项目支出绩效表"),
    )  # fmt: skip
    sections = _budget_text(rng, ledger, show, total, carried, outlays)
    return with_text(
        Budget(name=f"clean-budget-{seed}-{mode}", agency=Agency(AGENCY, "部门"), year=year, sheets=sheets), sections
    )


def _budget_text(rng, ledger, show, total, carried, three):  # noqa: PLR0917 - what the sentences need
    year, t = 2024, show.text
    change = growth(rng, total, show, "上年执行数")
    tops = [c for c in ledger.functional() if len(c) == 3]
    items = [c for c in ledger.functional() if len(c) == 7]
    personnel, public, project = (ledger.total(kind=k) for k in ("personnel", "public", "project"))
    listing = "、".join(f"{name(c)}{t(ledger.total(c))}" for c in tops)
    shares = "；".join(f"{name(c)}（类）{t(ledger.total(c))}，占{percent(ledger.total(c), total)}%" for c in tops)
    uses = "\n".join(
        f"（{n}）{name(c[:3])}（类）{name(c[:5])}（款）{name(c)}（项）{t(ledger.total(c))}，主要用于日常工作。" for n, c in enumerate(items, 1)  # noqa: E501 - one printed sentence, row or case
    )  # fmt: skip
    goods = rng.randint(10_000, 9_000_000)
    services = rng.randint(10_000, 90_000_000)
    operating = growth(rng, public, show, "上年预算数")
    body = [
        section("（一）", f"关于{AGENCY}{year}年收支预算情况的总体说明", f"{AGENCY}{year}年收支总预算{t(total)}。"),
        section("（二）", f"关于{AGENCY}{year}年收入预算情况说明", f"{AGENCY}{year}年收入预算{t(total)}，{change}。\n其中：一般公共预算拨款收入{t(total)}（上年结转{t(carried)}），占100%。"),  # noqa: E501 - one printed sentence, row or case
        section("（三）", f"关于{AGENCY}{year}年支出预算情况说明",
                 f"{AGENCY}{year}年支出预算{t(total)}，{change}。\n1.按支出功能分类，包括{listing}。\n2.按支出用途分类，包括人员支出{t(personnel)}，占"
                 f"{percent(personnel, total)}%；日常公用支出{t(public)}，占{percent(public, total)}%；项目支出{t(project)}，占{percent(project, total)}%。"),  # noqa: E501 - one printed sentence, row or case
        section("（四）", f"关于{AGENCY}{year}年财政拨款收支预算情况的总体说明", f"{AGENCY}{year}年财政拨款收支总预算{t(total)}。"),
        section("（五）", f"关于{AGENCY}{year}年一般公共预算拨款情况说明", "", [
            Section("1.", "一般公共预算拨款规模变化情况", 3, f"{AGENCY}{year}年一般公共预算拨款{t(total)}，{change}。"),
            Section("2.", "一般公共预算拨款结构情况", 3, f"{shares}。"),
            Section("3.", "一般公共预算拨款具体使用情况", 3, uses)]),
        section("（六）", f"关于{AGENCY}{year}年一般公共预算基本支出情况说明",
                 f"{AGENCY}{year}年一般公共预算基本支出{t(personnel + public)}，其中：\n人员经费{t(personnel)}。\n公用经费{t(public)}。"),
        section("（七）", f"关于{AGENCY}{year}年政府性基金预算支出情况说明", f"{AGENCY}{year}年没有使用政府性基金预算拨款安排的支出。"),
        section("（八）", f"关于{AGENCY}{year}年国有资本经营预算支出情况说明", f"{AGENCY}{year}年没有使用国有资本经营预算拨款安排的支出。"),
        section("（九）", f"关于{AGENCY}{year}年一般公共预算“三公”经费预算情况说明",
                 f"{AGENCY}{year}年“三公”经费预算{t(three['total'])}。\n1.因公出国（境）费用{t(0)}。\n2.公务接待费{t(three['reception'])}。\n"
                 f"3.公务用车购置及运行维护费{t(three['vehicles'])}，其中公务用车购置支出{t(0)}，公务用车运行维护费支出{t(three['vehicle_running'])}。"),
        section("（十）", "其他重要事项的情况说明", "", [
            Section("1.", "机关运行经费", 3, f"{year}年{AGENCY}机关运行经费财政拨款预算{t(public)}，{operating}。"),
            Section("2.", "政府采购情况", 3, f"{year}年政府采购预算总额{t(goods + services)}，其中：政府采购货物预算{t(goods)}、政府采购工程预算{t(0)}、政府采购服务预算{t(services)}。"),  # noqa: E501 - one printed sentence, row or case
            Section("3.", "国有资产占有使用情况", 3, asset_text(year - 1, 2 if three["vehicle_running"] else 0)),
            Section("4.", "预算绩效情况说明", 3, f"{year}年绩效目标管理共计{len(ledger.projects())}个一级项目，涉及当年资金{t(project)}。")]),  # noqa: E501 - one printed sentence, row or case
    ]  # fmt: skip
    return frame(body, items, f"{year}年部门预算安排情况说明")


def clean(seed, mode):
    """A clean document; one in four is final accounts, as among the real documents the rules were made on."""
    return (budget if seed % 4 else final_accounts)(seed, mode)


__all__ = ["MODES", "Printer", "budget", "clean", "final_accounts", "with_text"]
