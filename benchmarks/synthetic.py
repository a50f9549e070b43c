"""Provably clean documents: a random ledger in 分, rolled up exactly, printed in one unit and one way of rounding."""

import random
from collections import defaultdict
from decimal import Decimal

from medinsure_budget.document import Agency, Budget, FinalAccounts
from medinsure_budget.forms import (
    AppropriationOverview,
    BasicExpenditure,
    BudgetOverview,
    Column,
    Expenditure,
    FinalAppropriationOverview,
    FinalBasicExpenditure,
    FinalExpenditureBySubject,
    FinalExpenditureByUnit,
    FinalGeneralPublicExpenditure,
    FinalGovernmentFund,
    FinalIncomeBySubject,
    FinalIncomeByUnit,
    FinalOverview,
    FinalStateCapital,
    FinalThreePublics,
    GeneralPublicExpenditure,
    GovernmentFundExpenditure,
    Income,
    Item,
    ProjectExpenditure,
    ProjectPerformance,
    Sheet,
    StateCapitalExpenditure,
    ThreePublics,
)
from medinsure_budget.money import Money, Unit
from medinsure_budget.narrative import Section
from medinsure_budget.performance import Figure, Funds, Indicator, IndicatorGroup, Performance, SelfEvaluation
from medinsure_budget.reading.claims import read_claims
from medinsure_budget.subjects import catalogue

AGENCY = "云溪市医疗保障局"
MODES = ("元", "万元", "万元截断")
_FUNCTIONAL = (
    "2080501", "2080505", "2080506", "2080801", "2101101", "2101102", "2101103", "2101199", "2101501", "2101502", "2101504",
    "2101505", "2101506", "2101599", "2210201", "2210203", "2050803", "2130599",
)  # fmt: skip
_STAFF = ("30101", "30102", "30103", "30107", "30112", "30199", "30302", "30309")
_PUBLIC = (
    "30201",
    "30202",
    "30205",
    "30206",
    "30207",
    "30209",
    "30211",
    "30213",
    "30216",
    "30217",
    "30228",
    "30229",
    "30231",
    "30239",
    "30299",
    "31002",
)
_PAIRED = {"2080505": "30108", "2080506": "30109", "2210201": "30113"}
_PROJECTS = ("医保基金监管", "医疗救助补助", "信息系统运维", "经办服务购买", "政策宣传", "长期护理试点")


class Printer:
    """Amounts in 分 as one document prints them."""

    def __init__(self, mode):
        self.unit = Unit.YUAN if mode == "元" else Unit.WAN
        self.truncate = mode.endswith("截断")

    def __call__(self, fen):
        return None if fen is None else Money(Decimal(fen) / 100).rounded(2, self.unit, truncate=self.truncate)

    def text(self, fen):
        money = self(fen)
        return f"{money.amount:f}{self.unit.value}"


class Ledger:
    """Random expenditure lines: functional 项, economic 款 (None for projects), project, amount in 分."""

    def __init__(self, rng):
        self.rng = rng
        chosen = sorted({"2101501", "2080505", "2080506", "2210201", *rng.sample(_FUNCTIONAL, rng.randint(5, 12))})
        self.lines = []
        for code in chosen:
            self._basic(code)
            if code.startswith(("21015", "20508", "21305")) and code != "2101501" or rng.random() < 0.15:
                for project in rng.sample(_PROJECTS, rng.randint(1, 3)):
                    self.lines.append((code, None, project, self._amount(3000, 9_000_000)))

    def _amount(self, least, most):
        return self.rng.randint(least * 100, most * 100)

    def _basic(self, code):
        if code in _PAIRED:
            self.lines.append((code, _PAIRED[code], None, self._amount(50_000, 900_000)))
        elif code == "2101501":
            for economic in (
                *self.rng.sample(_STAFF, self.rng.randint(4, 8)),
                *self.rng.sample(_PUBLIC, self.rng.randint(6, 14)),
            ):
                self.lines.append(
                    (code, economic, None, self._amount(300, 1_500_000 if economic in _STAFF else 200_000))
                )
        elif code.startswith("21011"):
            self.lines.append((code, "30110" if code == "2101101" else "30111", None, self._amount(20_000, 300_000)))
        elif code.startswith(("2080", "22102")):
            self.lines.append((code, self.rng.choice(("30302", "30399", "30199")), None, self._amount(2_000, 300_000)))

    def total(self, functional="", economic=None, kind="", project=None):
        found = 0
        for code, eco, name, amount in self.lines:
            own = "project" if eco is None else "personnel" if eco[:3] in ("301", "303") else "public"
            if not code.startswith(functional) or (economic is not None and not (eco or "").startswith(economic)):
                continue
            if kind and not (own == kind or (kind == "basic" and own != "project")):
                continue
            if project is None or name == project:
                found += amount
        return found

    def functional(self):
        return sorted({code[:n] for code, *_ in self.lines for n in (3, 5, 7)})

    def economic(self):
        return sorted({eco[:n] for _, eco, *_ in self.lines if eco for n in (3, 5)})

    def projects(self):
        return sorted({name for *_, name, _ in self.lines if name})


_PRINTED = {
    ThreePublics: ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception"),
    Income: tuple(m.name for m in Income.form.money),
    Expenditure: ("total", "personnel", "public", "project", "business"),
    GovernmentFundExpenditure: ("total", "basic", "project"),
    ProjectExpenditure: tuple(m.name for m in ProjectExpenditure.form.money),
}


def _name(code, kind="functional", year=2024):
    return catalogue(year).functional[code].name if kind == "functional" else catalogue(year).economic[code].name


def _sheet(form, printer, rows, title, items=(), **more):
    rows = tuple(rows)
    used = [
        m
        for m in form.form.money
        if m.name in _PRINTED.get(form, ()) or any(getattr(r, m.name) is not None for r in rows)
    ]
    columns = tuple(Column((m.label,), "money", m.name, m.side) for m in used)
    return Sheet(
        form=form,
        title=title,
        unit=printer.unit,
        rows=rows,
        items=tuple(items),
        columns=() if items else columns,
        **more,
    )


def budget(seed, mode="万元"):
    """A clean budget of the Zhejiang kind."""
    rng = random.Random(seed)
    ledger, show = Ledger(rng), Printer(mode)
    total, year = ledger.total(), 2024
    carried = rng.choice((0, 0, rng.randint(100_000, 5_000_000)))
    blank = lambda fen: show(fen) if fen else None

    def rows(form, fields):
        yield form(name="合计", **{f: blank(ledger.total(kind=k)) for f, k in fields.items()})
        for code in ledger.functional():
            yield form(code=code, name=_name(code), **{f: blank(ledger.total(code, kind=k)) for f, k in fields.items()})

    income = [
        ("appropriation", "一、财政拨款", total - carried), ("general_public", "一般公共预算", total - carried),
        ("government_fund", "政府性基金预算", 0), ("state_capital", "国有资本经营预算", 0), ("special_account", "二、财政专户管理资金", 0),
        ("service_income", "三、事业收入", 0), ("year_income", "本年收入合计", total - carried), ("carried_in", "上年结转结余", carried),
        ("total_income", "收 入 总 计", total),
    ]  # fmt: skip
    overview = [BudgetOverview(name=label, side="income", line=key, amount=blank(v)) for key, label, v in income]
    spending = [
        BudgetOverview(name=_name(c), side="expenditure", amount=show(ledger.total(c))) for c in ledger.functional()
    ]
    ends = [BudgetOverview(name="本年支出合计", side="expenditure", line="year_expenditure", amount=show(total)),
            BudgetOverview(name="支 出 总 计", side="expenditure", line="total_expenditure", amount=show(total))]  # fmt: skip
    own = [AppropriationOverview(name=label, side="income", line=key, amount=blank(v)) for key, label, v in (
        ("appropriation", "一、财政拨款", total), ("general_public", "一般公共预算", total), ("government_fund", "政府性基金预算", 0),
        ("state_capital", "国有资本经营预算", 0), ("total_income", "收 入 总 计", total))]  # fmt: skip
    own += [
        AppropriationOverview(name=_name(c), side="expenditure", amount=show(ledger.total(c)))
        for c in ledger.functional()
    ]
    own += [AppropriationOverview(name="支 出 总 计", side="expenditure", line="total_expenditure", amount=show(total))]
    in_row = {"total": show(total), "year_income": show(total - carried), "general_public": show(total - carried),
                  "carried_in": blank(carried), "carried_in_general_public": blank(carried)}  # fmt: skip
    economics = [BasicExpenditure(name="合计", total=show(ledger.total(kind="basic")), personnel=show(ledger.total(kind="personnel")),
                                  public=show(ledger.total(kind="public")))]  # fmt: skip
    economics += [
        BasicExpenditure(code=c, name=_name(c, "economic"), total=show(ledger.total(economic=c)),
                         **{"personnel" if c[:3] in ("301", "303") else "public": show(ledger.total(economic=c))})
        for c in ledger.economic()
    ]  # fmt: skip
    three = _three(ledger)
    in_three = {f: blank(v) for f, v in three.items()}
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
        _sheet(BudgetOverview, show, overview + spending + ends, "2024年部门收支预算总表"),
        _sheet(Income, show, [Income(name=n, **in_row) for n in ("合计", AGENCY)], "2024年部门收入预算总表"),
        _sheet(Expenditure, show, rows(Expenditure, {"total": "", "personnel": "personnel", "public": "public", "project": "project"}), "2024年部门支出预算总表"),
        _sheet(AppropriationOverview, show, own, "2024年部门财政拨款收支预算总表"),
        _sheet(GeneralPublicExpenditure, show, rows(GeneralPublicExpenditure, {"total": "", "basic": "basic", "personnel": "personnel", "public": "public", "project": "project"}), "2024年部门一般公共预算支出表"),
        _sheet(BasicExpenditure, show, economics, "2024年部门一般公共预算基本支出表"),
        _sheet(ThreePublics, show, [ThreePublics(name=n, **in_three) for n in ("合计", AGENCY)], "2024年部门一般公共预算“三公”经费支出表", remarks=() if three["total"] else (f"{AGENCY}没有“三公”经费预算，故本表无数据。",)),
        _sheet(GovernmentFundExpenditure, show, [GovernmentFundExpenditure(name="合计")], "2024年部门政府性基金预算支出表", remarks=empty[0]),
        _sheet(StateCapitalExpenditure, show, [StateCapitalExpenditure(name="合计")], "2024年部门国有资本经营预算支出表", remarks=empty[1]),
        _sheet(ProjectExpenditure, show, projects, "2024年部门项目支出预算表"),
        _sheet(ProjectPerformance, show, goals, "2024年部门项目支出绩效表"),
    )  # fmt: skip
    sections = _budget_text(rng, ledger, show, total, carried, three)
    return with_text(
        Budget(name=f"clean-budget-{seed}-{mode}", agency=Agency(AGENCY, "部门"), year=year, sheets=sheets), sections
    )


def _three(ledger):
    reception, running = ledger.total(economic="30217"), ledger.total(economic="30231")
    return {
        "total": reception + running,
        "abroad": 0,
        "vehicles": running,
        "vehicle_purchase": 0,
        "vehicle_running": running,
        "reception": reception,
    }


def with_text(document, sections):
    """The document with these sections and the claims that the reader finds in them."""
    return document.evolve(sections=sections, claims=read_claims(sections, year=document.year, agency=AGENCY))


def _percent(part, whole, places=2):
    return (Decimal(100 * part) / Decimal(whole)).quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")


def _growth(rng, amount, show, base):
    """A printed comparison with an earlier amount, and its words."""
    prior = max(1, int(amount * rng.uniform(0.7, 1.3)))
    if abs(prior - amount) < 20_000 or not amount:
        return f"与{base}持平"
    words = ("增加", "增长") if amount > prior else ("减少", "下降")
    return f"比{base}{words[0]}{show.text(abs(amount - prior))}，{words[1]}{_percent(abs(amount - prior), prior)}%，主要是人员和项目安排变化"


def _section(number, title, text="", children=()):
    return Section(number, title, 2 if number.startswith("（") else 1, text, tuple(children))


def _asset_text(year, vehicles):
    uses = "、".join(
        f"{name}{vehicles if not at else 0}辆"
        for at, name in enumerate(("机要通信用车", "执法执勤用车", "特种专业技术用车"))
    )
    return f"截至{year}年12月31日，{AGENCY}共有车辆{vehicles}辆，其中，{uses}。单位价值100万元以上专用设备0台（套）。"


def _budget_text(rng, ledger, show, total, carried, three):
    year, t = 2024, show.text
    change = _growth(rng, total, show, "上年执行数")
    tops = [c for c in ledger.functional() if len(c) == 3]
    items = [c for c in ledger.functional() if len(c) == 7]
    personnel, public, project = (ledger.total(kind=k) for k in ("personnel", "public", "project"))
    listing = "、".join(f"{_name(c)}{t(ledger.total(c))}" for c in tops)
    shares = "；".join(f"{_name(c)}（类）{t(ledger.total(c))}，占{_percent(ledger.total(c), total)}%" for c in tops)
    uses = "\n".join(
        f"（{n}）{_name(c[:3])}（类）{_name(c[:5])}（款）{_name(c)}（项）{t(ledger.total(c))}，主要用于日常工作。" for n, c in enumerate(items, 1)
    )  # fmt: skip
    goods = rng.randint(10_000, 9_000_000)
    services = rng.randint(10_000, 90_000_000)
    operating = _growth(rng, public, show, "上年预算数")
    body = [
        _section("（一）", f"关于{AGENCY}{year}年收支预算情况的总体说明", f"{AGENCY}{year}年收支总预算{t(total)}。"),
        _section("（二）", f"关于{AGENCY}{year}年收入预算情况说明", f"{AGENCY}{year}年收入预算{t(total)}，{change}。\n其中：一般公共预算拨款收入{t(total)}（上年结转{t(carried)}），占100%。"),
        _section("（三）", f"关于{AGENCY}{year}年支出预算情况说明",
                 f"{AGENCY}{year}年支出预算{t(total)}，{change}。\n1.按支出功能分类，包括{listing}。\n2.按支出用途分类，包括人员支出{t(personnel)}，占"
                 f"{_percent(personnel, total)}%；日常公用支出{t(public)}，占{_percent(public, total)}%；项目支出{t(project)}，占{_percent(project, total)}%。"),
        _section("（四）", f"关于{AGENCY}{year}年财政拨款收支预算情况的总体说明", f"{AGENCY}{year}年财政拨款收支总预算{t(total)}。"),
        _section("（五）", f"关于{AGENCY}{year}年一般公共预算拨款情况说明", "", [
            Section("1.", "一般公共预算拨款规模变化情况", 3, f"{AGENCY}{year}年一般公共预算拨款{t(total)}，{change}。"),
            Section("2.", "一般公共预算拨款结构情况", 3, f"{shares}。"),
            Section("3.", "一般公共预算拨款具体使用情况", 3, uses)]),
        _section("（六）", f"关于{AGENCY}{year}年一般公共预算基本支出情况说明",
                 f"{AGENCY}{year}年一般公共预算基本支出{t(personnel + public)}，其中：\n人员经费{t(personnel)}。\n公用经费{t(public)}。"),
        _section("（七）", f"关于{AGENCY}{year}年政府性基金预算支出情况说明", f"{AGENCY}{year}年没有使用政府性基金预算拨款安排的支出。"),
        _section("（八）", f"关于{AGENCY}{year}年国有资本经营预算支出情况说明", f"{AGENCY}{year}年没有使用国有资本经营预算拨款安排的支出。"),
        _section("（九）", f"关于{AGENCY}{year}年一般公共预算“三公”经费预算情况说明",
                 f"{AGENCY}{year}年“三公”经费预算{t(three['total'])}。\n1.因公出国（境）费用{t(0)}。\n2.公务接待费{t(three['reception'])}。\n"
                 f"3.公务用车购置及运行维护费{t(three['vehicles'])}，其中公务用车购置支出{t(0)}，公务用车运行维护费支出{t(three['vehicle_running'])}。"),
        _section("（十）", "其他重要事项的情况说明", "", [
            Section("1.", "机关运行经费", 3, f"{year}年{AGENCY}机关运行经费财政拨款预算{t(public)}，{operating}。"),
            Section("2.", "政府采购情况", 3, f"{year}年政府采购预算总额{t(goods + services)}，其中：政府采购货物预算{t(goods)}、政府采购工程预算{t(0)}、政府采购服务预算{t(services)}。"),
            Section("3.", "国有资产占有使用情况", 3, _asset_text(year - 1, 2 if three["vehicle_running"] else 0)),
            Section("4.", "预算绩效情况说明", 3, f"{year}年绩效目标管理共计{len(ledger.projects())}个一级项目，涉及当年资金{t(project)}。")]),
    ]  # fmt: skip
    return _frame(body, items, f"{year}年部门预算安排情况说明")


def _frame(body, items, title):
    duties = (
        "贯彻执行医疗保险法律法规，负责医疗保障基金的监督管理，组织落实筹资和待遇政策，推进支付方式改革，承办市政府交办的其他任务。"
        * 3
    )
    terms = "\n".join(
        f"{n}.{_name(c[:3])}（类）{_name(c[:5])}（款）{_name(c)}（项）：反映该科目的支出。"
        for n, c in enumerate(items, 1)
    )
    return (
        _section(
            "一、",
            "部门概况",
            "",
            [_section("（一）", "主要职能", duties), _section("（二）", "机构设置", "内设办公室等三个处室。")],
        ),
        _section("二、", title, "", body),
        _section("三、", "名词解释", terms),
    )


def final_accounts(seed, mode="万元"):
    """A clean set of final accounts, 公开01 to 公开11."""
    rng = random.Random(seed)
    ledger, show = Ledger(rng), Printer(mode)
    total = ledger.total()
    carried_in = rng.choice((0, rng.randint(100_000, 3_000_000)))
    income = total - carried_in + rng.choice((0, rng.randint(100_000, 2_000_000)))
    carried_out = income + carried_in - total
    zero = show(0)
    tops = [c for c in catalogue(2023).functional.roots if "201" <= c.code <= "234" and c.fund == "一般公共预算"][:24]

    def spend(code):
        return ledger.total(code) if code in ledger.functional() else 0

    def both(form, lines, **split):
        left = [form(name=label, side="income", line=key, amount=show(v)) for key, label, v in lines]
        right = [form(name=f"{_ordinal(n)}、{s.name}", side="expenditure", amount=show(spend(s.code)), **{f: show(spend(s.code) if w else 0) for f, w in split.items()})
                 for n, s in enumerate(tops, 1)]  # fmt: skip
        ends = [
            ("year_expenditure", "本年支出合计", total),
            ("carried_out", "年末结转和结余", carried_out),
            ("total_expenditure", "总计", total + carried_out),
        ]
        right += [
            form(
                name=label,
                side="expenditure",
                line=key,
                amount=show(v),
                **{f: show(v if w else 0) for f, w in split.items()},
            )
            for key, label, v in ends
        ]
        return left + right

    one = [("general_public", "一、一般公共预算财政拨款收入", income), ("government_fund", "二、政府性基金预算财政拨款收入", 0),
           ("state_capital", "三、国有资本经营预算财政拨款收入", 0), ("grants_from_above", "四、上级补助收入", 0), ("service_income", "五、事业收入", 0),
           ("business_income", "六、经营收入", 0), ("remittances_from_below", "七、附属单位上缴收入", 0), ("other_income", "八、其他收入", 0),
           ("year_income", "本年收入合计", income), ("balance_used", "使用非财政拨款结余", 0), ("carried_in", "年初结转和结余", carried_in),
           ("total_income", "总计", income + carried_in)]  # fmt: skip
    six = [("general_public", "一、一般公共预算财政拨款", income), ("government_fund", "二、政府性基金预算财政拨款", 0), ("state_capital", "三、国有资本经营预算财政拨款", 0),
           ("year_income", "本年收入合计", income), ("carried_in", "年初财政拨款结转和结余", carried_in), ("carried_in_general_public", "一、一般公共预算财政拨款", carried_in),
           ("carried_in_government_fund", "二、政府性基金预算财政拨款", 0), ("carried_in_state_capital", "三、国有资本经营预算财政拨款", 0), ("total_income", "总计", income + carried_in)]  # fmt: skip
    shares = _split(rng, income, [c for c in ledger.functional() if len(c) == 7], ledger)
    by_unit = {
        "total": show(income),
        "appropriation": show(income),
        "grants_from_above": zero,
        "service_income": zero,
        "business_income": zero,
        "remittances_from_below": zero,
        "other_income": zero,
    }
    spent = {
        "total": show(total),
        "basic": show(ledger.total(kind="basic")),
        "project": show(ledger.total(kind="project")),
        "remitted_up": zero,
        "business": zero,
        "subsidies_down": zero,
    }

    def income_of(code):
        return sum(v for c, v in shares.items() if c.startswith(code))

    third = [FinalIncomeBySubject(name="合计", **by_unit)]
    third += [
        FinalIncomeBySubject(
            code=c, name=_name(c), **{**by_unit, "total": show(income_of(c)), "appropriation": show(income_of(c))}
        )
        for c in ledger.functional()
    ]

    def rows(form, fields):
        yield form(name="合计", **{f: show(ledger.total(kind=k) if k != "-" else 0) for f, k in fields.items()})
        for code in ledger.functional():
            yield form(
                code=code,
                name=_name(code),
                **{f: show(ledger.total(code, kind=k) if k != "-" else 0) for f, k in fields.items()},
            )

    kinds = {"total": "", "basic": "basic", "project": "project"}
    others = {"remitted_up": "-", "business": "-", "subsidies_down": "-"}
    economics = [
        FinalBasicExpenditure(code=c, name=_name(c, "economic"), amount=show(ledger.total(economic=c)))
        for c in ledger.economic()
    ]
    economics += [FinalBasicExpenditure(name="人员经费合计", line="personnel_total", amount=show(ledger.total(kind="personnel"))),
                  FinalBasicExpenditure(name="公用经费合计", line="public_total", amount=show(ledger.total(kind="public")))]  # fmt: skip
    three = _three(ledger)
    planned = _planned(rng, three)
    items = [Item(f, label) for f, label in (("total", "“三公”经费支出合计"), ("abroad", "1.因公出国（境）费用"), ("vehicles", "2.公务用车购置及运行维护费小计"),
             ("vehicle_purchase", "（1）公务用车购置费"), ("vehicle_running", "（2）公务用车运行维护费"), ("reception", "3.公务接待费"))]  # fmt: skip
    eleven = [
        FinalThreePublics(measure=m, **{f: show(v) for f, v in values.items()})
        for m, values in (("budget", planned), ("final", three))
    ]
    sheets = (
        _sheet(FinalOverview, show, both(FinalOverview, one), "2023年度收入支出决算总表", number="公开01表"),
        _sheet(FinalIncomeByUnit, show, [FinalIncomeByUnit(name=n, **by_unit) for n in ("合计", AGENCY)], "2023年度收入决算表（分单位）", number="公开02表"),
        _sheet(FinalIncomeBySubject, show, third, "2023年度收入决算表（分科目）", number="公开03表"),
        _sheet(FinalExpenditureByUnit, show, [FinalExpenditureByUnit(name=n, **spent) for n in ("合计", AGENCY)], "2023年度支出决算表（分单位）", number="公开04表"),
        _sheet(FinalExpenditureBySubject, show, rows(FinalExpenditureBySubject, kinds | others), "2023年度支出决算表（分科目）", number="公开05表"),
        _sheet(FinalAppropriationOverview, show, both(FinalAppropriationOverview, six, from_general_public=True, from_government_fund=False, from_state_capital=False), "2023年度财政拨款收入支出决算总表", number="公开06表"),
        _sheet(FinalGeneralPublicExpenditure, show, rows(FinalGeneralPublicExpenditure, kinds), "2023年度一般公共预算财政拨款支出决算表", number="公开07表"),
        _sheet(FinalBasicExpenditure, show, economics, "2023年度一般公共预算财政拨款基本支出决算明细表", number="公开08表"),
        _sheet(FinalGovernmentFund, show, [FinalGovernmentFund(name="合计")], "2023年度政府性基金预算财政拨款收入支出决算表", number="公开09表", remarks=("说明：没有政府性基金收入，故本表无数据。",)),
        _sheet(FinalStateCapital, show, [FinalStateCapital(name="合计")], "2023年度国有资本经营预算财政拨款支出决算表", number="公开10表", remarks=("说明：没有国有资本经营收入，故本表无数据。",)),
        _sheet(FinalThreePublics, show, eleven, "2023年度财政拨款“三公”经费支出决算表", items, number="公开11表"),
    )  # fmt: skip
    sections = _final_text(rng, ledger, show, income, carried_in, carried_out, three, planned)
    document = FinalAccounts(
        name=f"clean-final-{seed}-{mode}",
        agency=Agency(AGENCY, "部门"),
        year=2023,
        sheets=sheets,
        performance=_performance(rng, ledger),
    )
    return with_text(document, sections)


def _ordinal(n):
    digits = "零一二三四五六七八九十"
    return digits[n] if n <= 10 else ("十" if n < 20 else digits[n // 10] + "十") + (digits[n % 10] if n % 10 else "")


def _split(rng, amount, codes, ledger):
    """Income by subject: as spent, the difference to all income booked on one subject."""
    shares = {c: ledger.total(c) for c in codes}
    largest = max(shares, key=shares.get)
    shares[largest] += amount - sum(shares.values())
    return shares


def _planned(rng, three):
    planned = dict(three.items())
    planned["reception"] += rng.randint(10_000, 500_000) if three["reception"] else 0
    planned["total"] = planned["reception"] + planned["vehicles"] + planned["abroad"]
    return planned


def _completed(amount, budget, show):
    words = "大于" if amount > budget else "小于" if amount < budget else "等于"
    if show(amount) == show(budget):
        words = "等于"
    return f"年初预算数为{show.text(budget)}，支出决算数为{show.text(amount)}，完成年初预算的{_percent(amount, budget)}%，决算数{words}预算数的主要原因是年中调整"


def _final_text(rng, ledger, show, income, carried_in, carried_out, three, planned):
    year, t = 2023, show.text
    total = ledger.total()
    gross = income + carried_in
    change = (
        _growth(rng, gross, show, "2022年度")
        .replace("比2022年度", "与2022年度相比，各")
        .replace("与2022年度持平", "与2022年度持平")
    )
    tops = [c for c in ledger.functional() if len(c) == 3]
    items = [c for c in ledger.functional() if len(c) == 7]
    budgets = {c: max(20_000, int(ledger.total(c) * rng.uniform(0.8, 1.2))) for c in items}
    basic, project = ledger.total(kind="basic"), ledger.total(kind="project")
    personnel, public = ledger.total(kind="personnel"), ledger.total(kind="public")
    shares = "；".join(f"{_name(c)}（类）{t(ledger.total(c))}，占{_percent(ledger.total(c), total)}%" for c in tops)
    detail = "\n".join(
        f"（{n}）{_name(c[:3])}（类）{_name(c[:5])}（款）{_name(c)}（项）。{_completed(ledger.total(c), budgets[c], show)}。"
        for n, c in enumerate(items, 1)
    )
    operating = int(public * rng.uniform(0.8, 1.2))
    goods, services = rng.randint(100_000, 9_000_000), rng.randint(1_000_000, 90_000_000)
    small, micro = int((goods + services) * 0.7), int((goods + services) * 0.3)
    batches, people = rng.randint(3, 30), rng.randint(40, 300)
    running = three["vehicle_running"]
    reception = f"（3）公务接待费。全年预算数为{t(0)}，支出决算为{t(0)}。国内公务接待0批次，累计0人次。"
    if three["reception"]:
        reception = (f"（3）公务接待费。全年预算数为{t(planned['reception'])}，支出决算为{t(three['reception'])}，完成全年预算的{_percent(three['reception'], planned['reception'])}%。"
                     f"国内公务接待{batches}批次，累计{people}人次。\n外事接待。支出{t(0)}，接待0批次，累计0人次。\n其他国内公务接待。支出{t(three['reception'])}，接待{batches}批次，累计{people}人次。")  # fmt: skip
    body = [
        _section("（一）", "收入支出决算总体情况说明", f"{year}年度收入总计{t(gross)}，支出总计{t(gross)}，{change}。"),
        _section("（二）", "收入决算情况说明", f"本年收入合计{t(income)}，包括财政拨款收入{t(income)}，占收入合计100.00%。"),
        _section("（三）", "支出决算情况说明", f"本年支出合计{t(total)}，其中基本支出{t(basic)}，占{_percent(basic, total)}%；项目支出{t(project)}，占{_percent(project, total)}%。"),
        _section("（四）", "财政拨款收入支出决算总体情况说明", f"{year}年度财政拨款收入总计{t(gross)}，支出总计{t(gross)}，{change}。"),
        _section("（五）", "一般公共预算财政拨款支出决算情况说明", "", [
            Section("1.", "一般公共预算财政拨款支出决算总体情况", 3, f"{year}年度一般公共预算财政拨款支出{t(total)}，占本年支出合计的100.00%。"),
            Section("2.", "一般公共预算财政拨款支出决算结构情况", 3, f"{year}年度一般公共预算财政拨款支出{t(total)}，主要用于以下方面：{shares}。"),
            Section("3.", "一般公共预算财政拨款支出决算具体情况", 3,
                    f"{year}年度一般公共预算财政拨款支出年初预算为{t(sum(budgets.values()))}，支出决算为{t(total)}，完成年初预算的{_percent(total, sum(budgets.values()))}%。其中：\n{detail}")]),
        _section("（六）", "一般公共预算财政拨款基本支出决算情况说明", f"{year}年度一般公共预算财政拨款基本支出{t(basic)}，其中：\n人员经费{t(personnel)}。\n公用经费{t(public)}。"),
        _section("（七）", "政府性基金预算财政拨款支出决算总体情况说明", f"{year}年度无政府性基金预算财政拨款收支安排。"),
        _section("（八）", "国有资本经营预算财政拨款支出决算总体情况说明", f"{year}年度无国有资本经营预算财政拨款收支安排。"),
        _section("（九）", "财政拨款“三公”经费支出决算情况说明", "", [
            Section("1.", "“三公”经费财政拨款支出决算总体情况说明", 3,
                    f"{year}年度“三公”经费财政拨款支出全年预算数为{t(planned['total'])}，支出决算数为{t(three['total'])}。" if three["total"] else "三公经费均为零。"),
            Section("2.", "“三公”经费财政拨款支出决算具体情况说明", 3,
                    f"（1）因公出国（境）费用。全年预算数为{t(0)}，支出决算为{t(0)}。全年因公出国（境）团组0个，累计0人次。\n"
                    f"（2）公务用车购置及运行维护费。全年预算数为{t(running)}，支出决算为{t(running)}。财政拨款开支的公务用车保有量为{2 if running else 0}辆。\n{reception}")]),
        _section("（十）", "机关运行经费支出说明", f"{year}年度机关运行经费年初预算数为{t(operating)}，支出决算为{t(public)}，完成年初预算的{_percent(public, operating)}%，"
                 f"决算数{'大于' if show(public) > show(operating) else '小于' if show(public) < show(operating) else '等于'}预算数的主要原因是人员变动；{_growth(rng, public, show, '2022年度')}。"),
        _section("（十一）", "政府采购支出说明", f"{year}年度政府采购支出总额{t(goods + services)}，其中：政府采购货物支出{t(goods)}、政府采购工程支出{t(0)}、政府采购服务支出{t(services)}。"
                 f"授予中小企业合同金额{t(small)}，占政府采购支出总额的{_percent(small, goods + services)}%，其中授予小微企业合同金额{t(micro)}，占授予中小企业合同金额的{_percent(micro, small)}%。"),
        _section("（十二）", "国有资产占有使用情况说明", _asset_text(year, 2 if running else 0)),
        _section("（十三）", "预算绩效情况说明", "根据预算绩效管理要求，组织开展绩效自评。"),
    ]  # fmt: skip
    return _frame(body, items, f"{year}年度部门决算情况说明")


def _performance(rng, ledger):
    forms = []
    for project in ledger.projects()[:2]:
        spent = ledger.total(project=project)
        planned = spent + rng.randint(0, 100_000)
        figures = tuple(
            Figure(f, h, Money(Decimal(v) / 100).rounded(6, "万元"), "")
            for f, h, v in (("budget", "全年预算数", planned), ("executed", "全年执行数", spent))
        )
        groups, indicators = [], []
        for group, parts in (
            ("产出指标", {"数量指标": (15, 10), "质量指标": (15,), "时效指标": (10,)}),
            ("效益指标", {"社会效益": (20,), "可持续影响": (20,)}),
            ("满意度指标", {"服务对象满意度": (10,)}),
        ):
            groups.append(IndicatorGroup(group, Decimal(sum(sum(w) for w in parts.values()))))
            for part, weights in parts.items():
                groups.append(IndicatorGroup(part, Decimal(sum(weights)), group))
                indicators += [
                    Indicator(group=group, subgroup=part, name=f"{part}{n}", weight=Decimal(w), score=Decimal(w))
                    for n, w in enumerate(weights)
                ]
        forms.append(SelfEvaluation(title="项目支出绩效自评表", year=2023, project=project, funds=(Funds(label="年度资金总额", figures=figures, rate=_percent(spent, planned)),),
                                    groups=tuple(groups), indicators=tuple(indicators), total_weight=Decimal(100), total_score=Decimal(100), conclusion="优"))  # fmt: skip
    return Performance(self_evaluations=tuple(forms))


def clean(seed, mode):
    """A clean document; one in four is final accounts, as among the real documents the rules were made on."""
    return (budget if seed % 4 else final_accounts)(seed, mode)


__all__ = ["MODES", "budget", "clean", "defaultdict", "final_accounts", "with_text"]
