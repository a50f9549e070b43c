"""Clean final accounts, 公开01 to 公开11."""

import random
from decimal import Decimal

from ledgers import AGENCY, Ledger, Printer, asset_text, frame, growth, name, percent, section, sheet, three, with_text

from medinsure_budget.document import Agency, FinalAccounts
from medinsure_budget.document.narrative import Section
from medinsure_budget.document.performance import Figure, Funds, Indicator, IndicatorGroup, Performance, SelfEvaluation
from medinsure_budget.forms import (
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
    Item,
)
from medinsure_budget.money import Money
from medinsure_budget.subjects import catalogue


def final_accounts(seed, mode="万元"):
    """A clean set of final accounts, 公开01 to 公开11."""
    rng = random.Random(seed)  # noqa: S311 - seeded so that a run can be repeated
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
        right = [form(name=f"{_ordinal(n)}、{s.name}", side="expenditure", amount=show(spend(s.code)), **{f: show(spend(s.code) if w else 0) for f, w in split.items()})  # noqa: E501 - one printed sentence, row or case
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
           ("state_capital", "三、国有资本经营预算财政拨款收入", 0), ("grants_from_above", "四、上级补助收入", 0), ("service_income", "五、事业收入", 0),  # noqa: E501 - one printed sentence, row or case
           ("business_income", "六、经营收入", 0), ("remittances_from_below", "七、附属单位上缴收入", 0), ("other_income", "八、其他收入", 0),  # noqa: E501 - one printed sentence, row or case
           ("year_income", "本年收入合计", income), ("balance_used", "使用非财政拨款结余", 0), ("carried_in", "年初结转和结余", carried_in),
           ("total_income", "总计", income + carried_in)]  # fmt: skip
    six = [("general_public", "一、一般公共预算财政拨款", income), ("government_fund", "二、政府性基金预算财政拨款", 0), ("state_capital", "三、国有资本经营预算财政拨款", 0),  # noqa: E501 - one printed sentence, row or case
           ("year_income", "本年收入合计", income), ("carried_in", "年初财政拨款结转和结余", carried_in), ("carried_in_general_public", "一、一般公共预算财政拨款", carried_in),  # noqa: E501 - one printed sentence, row or case
           ("carried_in_government_fund", "二、政府性基金预算财政拨款", 0), ("carried_in_state_capital", "三、国有资本经营预算财政拨款", 0), ("total_income", "总计", income + carried_in)]  # fmt: skip  # noqa: E501 - one printed sentence, row or case
    shares = _split(income, [c for c in ledger.functional() if len(c) == 7], ledger)
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
            code=c, name=name(c), **{**by_unit, "total": show(income_of(c)), "appropriation": show(income_of(c))}
        )
        for c in ledger.functional()
    ]

    def rows(form, fields):
        yield form(name="合计", **{f: show(ledger.total(kind=k) if k != "-" else 0) for f, k in fields.items()})
        for code in ledger.functional():
            yield form(
                code=code,
                name=name(code),
                **{f: show(ledger.total(code, kind=k) if k != "-" else 0) for f, k in fields.items()},
            )

    kinds = {"total": "", "basic": "basic", "project": "project"}
    others = {"remitted_up": "-", "business": "-", "subsidies_down": "-"}
    economics = [
        FinalBasicExpenditure(code=c, name=name(c, "economic"), amount=show(ledger.total(economic=c)))
        for c in ledger.economic()
    ]
    economics += [FinalBasicExpenditure(name="人员经费合计", line="personnel_total", amount=show(ledger.total(kind="personnel"))),
                  FinalBasicExpenditure(name="公用经费合计", line="public_total", amount=show(ledger.total(kind="public")))]  # fmt: skip
    outlays = three(ledger)
    planned = _planned(rng, outlays)
    items = [Item(f, label) for f, label in (("total", "“三公”经费支出合计"), ("abroad", "1.因公出国（境）费用"), ("vehicles", "2.公务用车购置及运行维护费小计"),  # noqa: E501 - one printed sentence, row or case
             ("vehicle_purchase", "（1）公务用车购置费"), ("vehicle_running", "（2）公务用车运行维护费"), ("reception", "3.公务接待费"))]  # fmt: skip  # noqa: E501 - one printed sentence, row or case
    eleven = [
        FinalThreePublics(measure=m, **{f: show(v) for f, v in values.items()})
        for m, values in (("budget", planned), ("final", outlays))
    ]
    sheets = (
        sheet(FinalOverview, show, both(FinalOverview, one), "2023年度收入支出决算总表", number="公开01表"),
        sheet(FinalIncomeByUnit, show, [FinalIncomeByUnit(name=n, **by_unit) for n in ("合计", AGENCY)], "2023年度收入决算表（分单位）", number="公开02表"),  # noqa: E501 - one printed sentence, row or case
        sheet(FinalIncomeBySubject, show, third, "2023年度收入决算表（分科目）", number="公开03表"),
        sheet(FinalExpenditureByUnit, show, [FinalExpenditureByUnit(name=n, **spent) for n in ("合计", AGENCY)], "2023年度支出决算表（分单位）", number="公开04表"),  # noqa: E501 - one printed sentence, row or case
        sheet(FinalExpenditureBySubject, show, rows(FinalExpenditureBySubject, kinds | others), "2023年度支出决算表（分科目）", number="公开05表"),  # noqa: E501 - one printed sentence, row or case
        sheet(FinalAppropriationOverview, show, both(FinalAppropriationOverview, six, from_general_public=True, from_government_fund=False, from_state_capital=False), "2023年度财政拨款收入支出决算总表", number="公开06表"),  # noqa: E501 - one printed sentence, row or case
        sheet(FinalGeneralPublicExpenditure, show, rows(FinalGeneralPublicExpenditure, kinds), "2023年度一般公共预算财政拨款支出决算表", number="公开07表"),  # noqa: E501 - one printed sentence, row or case
        sheet(FinalBasicExpenditure, show, economics, "2023年度一般公共预算财政拨款基本支出决算明细表", number="公开08表"),
        sheet(FinalGovernmentFund, show, [FinalGovernmentFund(name="合计")], "2023年度政府性基金预算财政拨款收入支出决算表", number="公开09表", remarks=("说明：没有政府性基金收入，故本表无数据。",)),  # noqa: E501 - one printed sentence, row or case
        sheet(FinalStateCapital, show, [FinalStateCapital(name="合计")], "2023年度国有资本经营预算财政拨款支出决算表", number="公开10表", remarks=("说明：没有国有资本经营收入，故本表无数据。",)),  # noqa: E501 - one printed sentence, row or case
        sheet(FinalThreePublics, show, eleven, "2023年度财政拨款“三公”经费支出决算表", items, number="公开11表"),
    )  # fmt: skip
    sections = _final_text(rng, ledger, show, income, carried_in, outlays, planned)
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


def _split(amount, codes, ledger):
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
    return f"年初预算数为{show.text(budget)}，支出决算数为{show.text(amount)}，完成年初预算的{percent(amount, budget)}%，决算数{words}预算数的主要原因是年中调整"  # noqa: E501 - one printed sentence, row or case


def _final_text(rng, ledger, show, income, carried_in, three, planned):  # noqa: PLR0917 - what the sentences need
    year, t = 2023, show.text
    total = ledger.total()
    gross = income + carried_in
    change = (
        growth(rng, gross, show, "2022年度")
        .replace("比2022年度", "与2022年度相比，各")
        .replace("与2022年度持平", "与2022年度持平")
    )
    tops = [c for c in ledger.functional() if len(c) == 3]
    items = [c for c in ledger.functional() if len(c) == 7]
    budgets = {c: max(20_000, int(ledger.total(c) * rng.uniform(0.8, 1.2))) for c in items}
    basic, project = ledger.total(kind="basic"), ledger.total(kind="project")
    personnel, public = ledger.total(kind="personnel"), ledger.total(kind="public")
    shares = "；".join(f"{name(c)}（类）{t(ledger.total(c))}，占{percent(ledger.total(c), total)}%" for c in tops)
    detail = "\n".join(
        f"（{n}）{name(c[:3])}（类）{name(c[:5])}（款）{name(c)}（项）。{_completed(ledger.total(c), budgets[c], show)}。"
        for n, c in enumerate(items, 1)
    )
    operating = int(public * rng.uniform(0.8, 1.2))
    goods, services = rng.randint(100_000, 9_000_000), rng.randint(1_000_000, 90_000_000)
    small, micro = int((goods + services) * 0.7), int((goods + services) * 0.3)
    batches, people = rng.randint(3, 30), rng.randint(40, 300)
    running = three["vehicle_running"]
    reception = f"（3）公务接待费。全年预算数为{t(0)}，支出决算为{t(0)}。国内公务接待0批次，累计0人次。"
    if three["reception"]:
        reception = (f"（3）公务接待费。全年预算数为{t(planned['reception'])}，支出决算为{t(three['reception'])}，完成全年预算的{percent(three['reception'], planned['reception'])}%。"  # noqa: E501 - one printed sentence, row or case
                     f"国内公务接待{batches}批次，累计{people}人次。\n外事接待。支出{t(0)}，接待0批次，累计0人次。\n其他国内公务接待。支出{t(three['reception'])}，接待{batches}批次，累计{people}人次。")  # fmt: skip  # noqa: E501 - one printed sentence, row or case
    body = [
        section("（一）", "收入支出决算总体情况说明", f"{year}年度收入总计{t(gross)}，支出总计{t(gross)}，{change}。"),
        section("（二）", "收入决算情况说明", f"本年收入合计{t(income)}，包括财政拨款收入{t(income)}，占收入合计100.00%。"),
        section("（三）", "支出决算情况说明", f"本年支出合计{t(total)}，其中基本支出{t(basic)}，占{percent(basic, total)}%；项目支出{t(project)}，占{percent(project, total)}%。"),  # noqa: E501 - one printed sentence, row or case
        section("（四）", "财政拨款收入支出决算总体情况说明", f"{year}年度财政拨款收入总计{t(gross)}，支出总计{t(gross)}，{change}。"),
        section("（五）", "一般公共预算财政拨款支出决算情况说明", "", [
            Section("1.", "一般公共预算财政拨款支出决算总体情况", 3, f"{year}年度一般公共预算财政拨款支出{t(total)}，占本年支出合计的100.00%。"),  # noqa: E501 - one printed sentence, row or case
            Section("2.", "一般公共预算财政拨款支出决算结构情况", 3, f"{year}年度一般公共预算财政拨款支出{t(total)}，主要用于以下方面：{shares}。"),  # noqa: E501 - one printed sentence, row or case
            Section("3.", "一般公共预算财政拨款支出决算具体情况", 3,
                    f"{year}年度一般公共预算财政拨款支出年初预算为{t(sum(budgets.values()))}，支出决算为{t(total)}，完成年初预算的{percent(total, sum(budgets.values()))}%。其中：\n{detail}")]),  # noqa: E501 - one printed sentence, row or case
        section("（六）", "一般公共预算财政拨款基本支出决算情况说明", f"{year}年度一般公共预算财政拨款基本支出{t(basic)}，其中：\n人员经费{t(personnel)}。\n公用经费{t(public)}。"),  # noqa: E501 - one printed sentence, row or case
        section("（七）", "政府性基金预算财政拨款支出决算总体情况说明", f"{year}年度无政府性基金预算财政拨款收支安排。"),
        section("（八）", "国有资本经营预算财政拨款支出决算总体情况说明", f"{year}年度无国有资本经营预算财政拨款收支安排。"),
        section("（九）", "财政拨款“三公”经费支出决算情况说明", "", [
            Section("1.", "“三公”经费财政拨款支出决算总体情况说明", 3,
                    f"{year}年度“三公”经费财政拨款支出全年预算数为{t(planned['total'])}，支出决算数为{t(three['total'])}。" if three["total"] else "三公经费均为零。"),  # noqa: E501 - one printed sentence, row or case
            Section("2.", "“三公”经费财政拨款支出决算具体情况说明", 3,
                    f"（1）因公出国（境）费用。全年预算数为{t(0)}，支出决算为{t(0)}。全年因公出国（境）团组0个，累计0人次。\n"
                    f"（2）公务用车购置及运行维护费。全年预算数为{t(running)}，支出决算为{t(running)}。财政拨款开支的公务用车保有量为{2 if running else 0}辆。\n{reception}")]),  # noqa: E501 - one printed sentence, row or case
        section("（十）", "机关运行经费支出说明", f"{year}年度机关运行经费年初预算数为{t(operating)}，支出决算为{t(public)}，完成年初预算的{percent(public, operating)}%，"  # noqa: E501 - one printed sentence, row or case
                 f"决算数{'大于' if show(public) > show(operating) else '小于' if show(public) < show(operating) else '等于'}预算数的主要原因是人员变动；{growth(rng, public, show, '2022年度')}。"),  # noqa: E501 - one printed sentence, row or case
        section("（十一）", "政府采购支出说明", f"{year}年度政府采购支出总额{t(goods + services)}，其中：政府采购货物支出{t(goods)}、政府采购工程支出{t(0)}、政府采购服务支出{t(services)}。"  # noqa: E501 - one printed sentence, row or case
                 f"授予中小企业合同金额{t(small)}，占政府采购支出总额的{percent(small, goods + services)}%，其中授予小微企业合同金额{t(micro)}，占授予中小企业合同金额的{percent(micro, small)}%。"),  # noqa: E501 - one printed sentence, row or case
        section("（十二）", "国有资产占有使用情况说明", asset_text(year, 2 if running else 0)),
        section("（十三）", "预算绩效情况说明", "根据预算绩效管理要求，组织开展绩效自评。"),
    ]  # fmt: skip
    return frame(body, items, f"{year}年度部门决算情况说明")


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
        forms.append(SelfEvaluation(title="项目支出绩效自评表", year=2023, project=project, funds=(Funds(label="年度资金总额", figures=figures, rate=percent(spent, planned)),),  # noqa: E501 - one printed sentence, row or case
                                    groups=tuple(groups), indicators=tuple(indicators), total_weight=Decimal(100), total_score=Decimal(100), conclusion="优"))  # fmt: skip  # noqa: E501 - one printed sentence, row or case
    return Performance(self_evaluations=tuple(forms))
