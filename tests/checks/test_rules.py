"""Each rule holds on a clean document and fails on one that breaks it."""

from collections import defaultdict
from decimal import Decimal

import ledgers
import pytest
import synthetic
from attrs import evolve
from breaking import (
    BUDGET,
    assert_breaks,
    claim,
    contents,
    document,
    extra,
    first_row,
    form,
    indicator,
    rows,
    table,
    text,
)
from operators import _without_section, replaced

from medinsure_budget import read
from medinsure_budget.checks import ALL_RULES, check
from medinsure_budget.checks.arithmetic.cells import gather
from medinsure_budget.checks.arithmetic.levels import assign_codes
from medinsure_budget.checks.engine import _identities
from medinsure_budget.checks.told import joins
from medinsure_budget.checks.told.statements import understand
from medinsure_budget.document.performance import EvaluationReport, Figure, Funds, Performance
from medinsure_budget.document.profile import Profile, Term
from medinsure_budget.forms import OperatingExpenditure, Procurement
from medinsure_budget.money import Money


def identities(doc):
    figures = gather(doc)
    assign_codes(figures)
    statements = understand(figures)
    found, _ = _identities(figures)
    return [*found, *joins.identities(figures, statements)], figures


def instances():
    """One identity between table cells for each rule: (kind, rule, index in the list)."""
    for kind in ("budget", "final_accounts"):
        seen = set()
        for at, identity in enumerate(identities(document(kind))[0]):
            cells = [c for c in identity.cells if c.sheet is not None and c.fen]
            if identity.rule not in seen and cells and not identity.doubt:
                seen.add(identity.rule)
                yield pytest.param(kind, identity.rule, at, id=f"{kind}-{identity.rule}")


@pytest.mark.parametrize(("kind", "rule", "at"), list(instances()))
def test_a_relation_holds_on_a_clean_document_and_breaks_with_a_changed_cell(kind, rule, at):
    doc = document(kind)
    outcome = {e.verdict for e in check(doc).evaluations if e.rule == rule}
    assert outcome <= {"exact", "tail", "not_applicable"}
    assert outcome & {"exact", "tail"}
    identity = identities(doc)[0][at]
    cell = next(c for c in identity.cells if c.sheet is not None and c.fen)
    s = next(n for n, sheet in enumerate(doc.sheets) if sheet is cell.sheet)
    r = next(n for n, row in enumerate(cell.sheet.rows) if row is cell.row)
    wrong = "0.01" if identity.at_most and cell in identity.right else cell.amount.amount * 10**6 + 777
    changed = replaced(doc, s, r, **{cell.field: Money(wrong, cell.amount.unit)})
    report = check(changed)
    assert any(e.rule == rule and e.verdict == "error" for e in report.evaluations)
    assert any(f.severity != "info" for f in report.findings)


def same(doc):
    return doc


def explained(*names):
    """Explain each 项 of the general budget but the named ones, which are explained as something else."""

    def change(doc):
        sheet = next(s for s in doc.sheets if s.form.__name__.endswith("GeneralPublicExpenditure"))
        items = [row.name for row in sheet.rows if len(row.code) == 7]
        return doc.evolve(glossary=tuple(Term(f"{n}（项）", "反映该科目的支出。") for n in (*items[len(names) :], *names)))

    return change


def item_named(end, yuan):
    def edit(found):
        return [evolve(x, total=Money(yuan, "万元")) if x.code == end else x for x in found]

    return rows("GeneralPublicExpenditure", edit)


def pensions(pension, annuity):
    return lambda doc: item_named("2080506", annuity)(item_named("2080505", pension)(doc))


def report(total, *items):
    """Add an evaluation report whose expenditure lists these amounts."""

    def line(label, amount):
        return Funds(label=label, figures=(Figure("planned", "计划", Money(amount, "万元"), amount),))

    lines = (*(line(f"支出{n}", a) for n, a in enumerate(items)), line("支出合计", total))
    found = EvaluationReport(project="信息系统运维", expenditure=lines)
    return lambda doc: doc.evolve(performance=evolve(doc.performance or Performance(), evaluations=(found,)))


def then(*changes):
    def change(doc):
        for one in changes:
            doc = one(doc)
        return doc

    return change


def published(day):
    return lambda doc: doc.evolve(profile=Profile(publication_date=day))


def unit_codes(*codes):
    return rows("ProjectPerformance", lambda r: [evolve(r[0], unit_code=c, unit=c) for c in codes])


def noted(words):
    return table("FinalThreePublics", lambda s: (evolve(s, remarks=(words,)),))


def with_table(made, subject, more="0.00"):
    """Add a table of one line that prints what the text says of a subject, and more."""

    def change(doc):
        said = next(c.amount for c in doc.claims if c.subject == subject)
        printed = made(name="合计", total=said + Money(more, "万元"))
        sheets = tuple(s for s in doc.sheets if s.form is not made)
        return doc.evolve(sheets=(*sheets, ledgers.sheet(made, ledgers.Printer("万元"), [printed], made.form.title)))

    return change


CHANGED_ITEMS = then(
    text(r"“三公”经费预算([\d.]+万元)", r"“三公”经费预算\1，比上年预算数增加1.00万元，主要是调整", "三公"),
    text(r"因公出国（境）费用([\d.]+万元)", r"因公出国（境）费用\1，与上年预算数持平", "三公"),
    text(r"公务接待费([\d.]+万元)", r"公务接待费\1，比上年预算数减少0.40万元，主要是调整", "三公"),
    text(r"运行维护费([\d.]+万元)", r"运行维护费\1，比上年预算数增加1.40万元，主要是调整", "三公"),
)
ONE = Decimal(1)
BROKEN = [
    ("STR-01", "budget", table("GeneralPublicExpenditure", lambda _: ())),
    ("STR-02", "budget", lambda doc: _without_section(doc, "国有资产|车辆")[0]),
    ("STR-03", "budget", rows("GeneralPublicExpenditure", lambda r: [x for x in r if not x.code.startswith("22102") or len(x.code) < 7])),
    ("STR-04", "budget", rows("BasicExpenditure", lambda r: [x for x in r if not x.code.startswith("302") or len(x.code) < 5])),
    ("STR-05", "budget", table("ThreePublics", lambda s: (evolve(s, columns=s.columns[:3]),))),
    ("STR-06", "budget", contents(("（一）", "关于云溪市医疗保障局2024年收支预算情况的总体情况说明", ""), ("（九）", "完全相同", ""))),
    ("STR-07", "budget", contents(("", "机关运行经费支出预算表", "", True))),
    ("STR-08", "final_accounts", table("FinalIncomeByUnit", lambda s: (evolve(s, number="公开12表"),))),
    ("STR-09", "final_accounts", table("FinalThreePublics", lambda s: (evolve(s, items=tuple(evolve(i, label=i.label.replace("3.", "2.")) for i in s.items)),))),  # noqa: E501 - one printed sentence, row or case
    ("STR-13", "final_accounts", rows("FinalOverview", lambda r: [evolve(x, line_number="7") for x in r])),
    ("STR-14", "final_accounts", rows("FinalOverview", lambda r: [*r[:13], r[14], r[13], *r[15:]])),
    ("STR-15", "budget", rows("Expenditure", lambda r: [*r[:4], r[3], *r[4:]])),
    ("STR-16", "budget", rows("Expenditure", lambda r: [x for x in r if x.code != "22102"])),
    ("STR-22", "budget", text("，主要是人员和项目安排变化", "", "收入预算|支出预算|拨款|机关")),
    ("EMP-01", "budget", table("GovernmentFundExpenditure", lambda s: (evolve(s, remarks=()),))),
    ("EMP-02", "budget", table("GovernmentFundExpenditure", lambda s: (evolve(s, remarks=("没有国有资本经营预算支出，故本表无数据。",)),))),
    ("EMP-03", "budget", table("Expenditure", lambda s: (evolve(s, remarks=("本表为空表。",)),))),
    ("EMP-04", "budget", rows("BudgetOverview", lambda r: [evolve(x, amount=Money("3.00", "万元")) if x.line == "government_fund" else x for x in r])),  # noqa: E501 - one printed sentence, row or case
    ("EMP-05", "budget", rows("GovernmentFundExpenditure", lambda r: [evolve(r[0], total=Money("3.00", "万元"))])),
    ("PCT-01", "budget", text(r"占\d+\.\d\d%", "占99.01%", "支出预算")),
    ("PCT-02", "budget", text(r"占\d+\.\d\d%", "占99.01%", "支出预算")),
    ("PCT-03", "final_accounts", text(r"完成年初预算的\d+\.\d\d%", "完成年初预算的12.34%", "具体")),
    ("PCT-05", "final_accounts", claim(section="机关运行经费支出说明", subject="机关运行经费", amount=Money("1.00", "万元"), budget=Money("0.00", "万元"), completion=ONE, quote="年初预算0.00，决算1.00，完成1%")),  # noqa: E501 - one printed sentence, row or case
    ("PCT-07", "budget", text(r"占\d+\.\d\d%", "占199.01%", "支出预算")),
    ("PCT-09", "final_accounts", text(r"完成年初预算的\d+\.\d\d%", "完成年初预算的312.34%", "具体")),
    ("DIR-02", "final_accounts", text("决算数大于预算数", "决算数小于预算数", "具体")),
    ("DIR-03", "budget", text(r"机关运行经费财政拨款预算([\d.]+)万元，[^。]*", r"机关运行经费财政拨款预算\1万元，比上年预算数增加0.00万元", "机关运行")),  # noqa: E501 - one printed sentence, row or case
    ("DIR-07", "budget", text(r"机关运行经费财政拨款预算([\d.]+)万元，[^。]*", r"机关运行经费财政拨款预算\1万元，比上年预算数增加99999.00万元，主要是调整", "机关运行")),  # noqa: E501 - one printed sentence, row or case
    ("CNT-01", "final_accounts", text(r"其他国内公务接待。(.*?)接待\d+批次", r"其他国内公务接待。\g<1>接待99批次")),
    ("CNT-02", "final_accounts", text(r"其他国内公务接待。(.*?)累计\d+人次", r"其他国内公务接待。\g<1>累计999人次")),
    ("CNT-03", "final_accounts", text(r"国内公务接待\d+批次，累计\d+人次", "国内公务接待88批次，累计9人次")),
    ("CNT-04", "final_accounts", text(r"国内公务接待\d+批次", "国内公务接待0批次")),
    ("AST-01", "budget", text(r"共有车辆\d+辆", "共有车辆77辆")),
    ("AST-02", "budget", text(r"截至\d+年", "截至2019年")),
    ("AST-03", "budget", text("单位价值100万元", "单位价值0万元")),
    ("AST-04", "budget", text(r"共有车辆\d+辆，其中，机要通信用车\d+辆", "共有车辆0辆，其中，机要通信用车0辆")),
    ("AST-06", "final_accounts", extra("截至2023年12月31日，财政拨款开支的公务用车保有量为99辆。", "三公")),
    ("PRC-01", "budget", text(r"政府采购货物预算[\d.]+万元", "政府采购货物预算99999.00万元")),
    ("PRC-03", "final_accounts", text(r"授予小微企业合同金额[\d.]+万元", "授予小微企业合同金额99999.00万元")),
    ("PRC-04", "final_accounts", extra("货物采购授予中小企业合同金额占货物支出金额的1.00%，工程采购授予中小企业合同金额占工程支出金额的0.00%，服务采购授予中小企业合同金额占服务支出金额的1.00%。", "政府采购")),  # noqa: E501 - one printed sentence, row or case
    ("PRF-01", "final_accounts", indicator(weight=Decimal(99))),
    ("PRF-02", "final_accounts", indicator(weight=Decimal(99))),
    ("PRF-03", "final_accounts", form(funds=lambda f: (evolve(f.funds[0], rate=Decimal("12.00")),))),
    ("PRF-04", "final_accounts", indicator(score=Decimal(99))),
    ("PRF-05", "final_accounts", form(conclusion="差")),
    ("PRF-06", "final_accounts", form(total_score=Decimal(91))),
    ("PRF-15", "final_accounts", form(funds=lambda f: (evolve(f.funds[0], figures=(evolve(f.funds[0].figures[0], amount=Money("0.01", "万元")), f.funds[0].figures[1])),))),  # noqa: E501 - one printed sentence, row or case
    ("SUB-01", "budget", rows("Expenditure", first_row(7, code="99"))),
    ("SUB-03", "budget", rows("Expenditure", first_row(7, name="城管执法"))),
    ("SUB-05", "budget", text("医疗保障管理事务（款）", "医疗保障管理实务（款）", "具体")),
    ("SUB-07", "budget", text("（项）(?=[0-9])", "（项）事务", "具体")),
    ("SUB-10", "budget", rows("GeneralPublicExpenditure", first_row(3, code="223"))),
    ("SUB-12", "budget", rows("BasicExpenditure", first_row(3, code="501"))),
    ("ECO-02", "budget", rows("BasicExpenditure", first_row(5, public=Money("3.00", "万元")))),
    ("YEA-01", "budget", table("Expenditure", lambda s: (evolve(s, title=s.title.replace("2024", "2022")),))),
    ("YEA-03", "budget", text("2024年收支总预算", "2023年收支总预算")),
    ("ORG-01", "budget", table("Expenditure", lambda s: (evolve(s, agency="单位：青山市交通局"),))),
    ("ORG-02", "budget", table("Expenditure", lambda s: (evolve(s, title="2024年单位支出预算总表"),))),
    ("TXT-01", "budget", extra("与上年相比增加（减少）XX万元。")),
    ("TXT-02", "budget", extra("主要用于主要用于日常工作。")),
    ("TXT-04", "budget", extra("日常工作。。")),
    ("TXT-05", "budget", extra("相关政策 and 规划。")),
    ("UNT-08", "budget", rows("Expenditure", first_row(7, project=Money("-3.00", "万元")))),
    ("NAR-11", "budget", text(r"（1）[^\n]*", "无。", "具体")),
    ("STR-17", "final_accounts", text("因公出国（境）团组0个，累计0人次", "没有发生", "三公")),
    ("STR-19", "budget", text("政府采购工程预算[^、]*、", "", "采购")),
    ("STR-20", "budget", text("(?s)共有车辆.*", "没有车。", "国有资产")),
    ("STR-21", "budget", rows("ProjectPerformance", lambda r: [evolve(r[0], goal=""), *r[1:]])),
    ("STR-24", "budget", table("Expenditure", lambda s: (evolve(s, title="2024年部门支出决算总表"),))),
    ("YEA-04", "final_accounts", form(year=2021)),
    ("UNT-07", "budget", rows("Expenditure", lambda r: [evolve(r[0], total=Money("1.2345", "万元")), *r[1:]])),
    ("SUB-09", "budget", extra("公共财政预算拨款收入增加。")),
    ("PRJ-02", "budget", rows("ProjectPerformance", lambda r: [r[0], evolve(r[0], total=Money("9.99", "万元")), *r[1:]])),
    ("PRJ-03", "budget", text(r"共计\d+个一级项目", "共计77个一级项目")),
    ("PRJ-04", "budget", rows("ProjectPerformance", lambda r: [evolve(r[0], name="另一个项目"), *r[1:]])),
    ("PRJ-05", "budget", rows("ProjectPerformance", lambda r: [evolve(x, unit_code="101", unit=f"单位{n}") for n, x in enumerate(r * 2)])),
    ("ECO-03", "budget", rows("BasicExpenditure", first_row(3, code="309"))),
    ("ECO-04", "budget", rows("GeneralPublicExpenditure", lambda r: [evolve(x, basic=None) if x.name == "行政运行" else x for x in r])),
    ("PRC-06", "budget", text(r"政府采购预算总额[\d.]+万元", "政府采购预算总额9999999.00万元")),
    ("CNT-06", "final_accounts", text(r"累计\d+人次。", "累计1人次。", "三公")),
    ("PCT-04", "budget", text(r"占(\d+)\.\d\d%", r"占\1.1%", "结构")),
    ("PRF-13", "final_accounts", extra("组织对等8个项目开展了部门评价。\n组织对等两个项目进行了重点绩效评价。", "绩效")),
]  # fmt: skip
BROKEN += [
    ("STR-18", "final_accounts", text("根据预算绩效管理要求，组织开展绩效自评。", "无。", "绩效")),
    ("SUB-02", "budget", rows("Expenditure", first_row(7, code="2010307", name="法制建设"))),
    ("YEA-02", "final_accounts", text("比2022年度(增加|减少)", r"比2019年度\1", "机关运行")),
    ("DIR-04", "budget", text("(?<=元，)(下降|增长)", lambda m: {"下降": "增长", "增长": "下降"}[m[0]], "收入预算")),
    ("DIR-06", "budget", text(r"比上年执行数(增加|减少)[\d.]+万元", r"比上年执行数\g<1>1.23万元", "支出预算情况")),
    ("GRW-05", "budget", text(r"(?<=下降|增长)[\d.]+%，主要是人员和项目安排变化", "45.67%", "机关运行")),
    ("GRW-06", "budget", text(r"比上年执行数(增加|减少)[\d.]+万元", r"比上年执行数\g<1>1.23万元", "规模变化")),
    ("GRW-07", "budget", text("比上年执行数([^。]*)。", r"比上年执行数\1。项目支出比上年预算数增加1.00万元，主要是调整。", "支出预算情况")),
    ("SUB-04", "budget", text("住房改革支出（款）", "城市配套建设（款）", "具体")),
    ("SUB-11", "budget", text("住房公积金（项）([^，]*)，主要用于日常工作", r"住房公积金（项）\1，主要用于在职人员基本医疗保险缴费", "具体")),  # noqa: E501 - one printed sentence, row or case
    ("PRF-18", "final_accounts", form(conclusion="优秀")),
    ("PRV-01", "budget", extra("联系人张三，手机13912345678。")),
    ("PRV-01", "budget", extra("发放对象张三，530102197505150017。")),
    ("PRV-01", "budget", rows("ProjectExpenditure", lambda found: [evolve(found[-1], name="补助李四（6222021234567890123）"), *found])),
    ("TXT-08", "budget", extra("机关运行经费比上年减少10.00万元，下降10.00。")),
    ("TXT-09", "budget", extra("政府性基金预算支出 万元，与上年持平。")),
    ("TXT-10", "budget", extra("本部门共有车辆（含特种用车三辆。")),
    ("TXT-11", "budget", extra("比上年减少10.00万元，主要原因是。")),
    ("TXT-13", "budget", extra("与上年相未发生变化。")),
    ("YEA-06", "budget", extra("实施周期：2021年1月1日至2022年12月31日。")),
    ("SUB-13", "budget", extra("住房改革支出（类）反映住房改革方面的支出。")),
    ("NAR-19", "budget", extra("主要包括：办公费、印刷费、办公费、差旅费。")),
    ("NAR-20", "budget", extra("第一季度20.00万元，第二季度30.00万元，第三季度40.00万元，合计95.00万元。")),
    ("CNT-09", "budget", extra("规划建筑面积20560平方米，其中地上建筑面积12430平方米，地下建筑面积8220平方米。")),
    ("DIR-05", "budget", text("主要是人员和项目安排变化", "主要原因是经费减少", "机关运行")),
]
# What the clean document of the first argument becomes when one thing in it is wrong.
PREPARED = [
    ("STR-23", "budget", explained(), explained("行政运行中的其他事项")),
    ("SUB-06", "budget", explained(), explained("其他农业农村支出")),
    ("UNT-05", "budget", extra("金额单位转换时可能存在尾数误差。"), text("金额单位转换时可能存在尾数误差。", "")),
    ("UNT-06", "final_accounts", same, rows("FinalThreePublics", lambda r: [evolve(r[0], abroad=None), *r[1:]])),
    ("UNT-10", "budget", same, lambda _: synthetic.budget(1, "万元截断")),
    ("ECO-07", "budget", pensions("20.00", "10.00"), pensions("20.00", "30.00")),
    ("SG-09", "budget", CHANGED_ITEMS, text("增加1.40万元", "增加1.90万元", "三公")),
    ("SG-13", "final_accounts", noted("注：预算数为“三公”经费全年预算数。"), noted("注：预算数为“三公”经费年初预算数。")),
    ("NAR-13", "budget", extra("支出包括：社会保障和就业支出、卫生健康支出、住房保障支出。"), text("卫生健康支出、住房保障支出。", "教育支出、住房保障支出。", "收入预算")),  # noqa: E501 - one printed sentence, row or case
    ("TIM-03", "budget", published("2024-02-20"), published("2022-02-20")),
    ("TIM-03", "final_accounts", published("2024-08-30"), published("2023-08-30")),
    ("ORG-05", "budget", unit_codes("216001", "216002"), unit_codes("216001", "318001")),
    ("OP-07", "budget", with_table(OperatingExpenditure, "机关运行经费"), with_table(OperatingExpenditure, "机关运行经费", "3.00")),
    ("PRC-07", "budget", with_table(Procurement, "政府采购预算总额"), with_table(Procurement, "政府采购预算总额", "3.00")),
    ("PRF-07", "final_accounts", report("26.00", "20.00", "6.00"), report("26.00", "20.00", "9.00")),
]
CASES = [pytest.param(*case, id=case[0]) for case in BROKEN]


@pytest.mark.parametrize(("rule", "kind", "breaks"), CASES)
def test_a_rule_is_silent_on_a_clean_document_and_speaks_on_a_broken_one(rule, kind, breaks):
    assert_breaks(rule, document(kind), breaks)


@pytest.mark.parametrize(("rule", "kind", "prepare", "breaks"), PREPARED, ids=[f"{case[0]}-{case[1]}" for case in PREPARED])
def test_a_rule_applies_to_a_prepared_document_and_fails_on_a_broken_one(rule, kind, prepare, breaks):
    clean = prepare(document(kind))
    assert "exact" in {e.verdict for e in check(clean).evaluations if e.rule == rule}
    assert_breaks(rule, clean, breaks)


def test_publication_in_time_is_never_taken_as_proved():
    for kind in ("budget", "final_accounts"):
        late = extra("本部门预决算于2024年1月5日批复，2024年9月30日公开。")(document(kind))
        judged = [e for e in check(late).evaluations if e.rule == "TIM-01"]
        assert [e.verdict for e in judged] == ["skipped"]
        assert "批复日期" in judged[0].message


def test_a_rate_without_its_amount_is_said_to_be_unchecked():
    assert {e.verdict for e in check(BUDGET).evaluations if e.rule == "GRW-08"} == {"not_applicable"}
    bare = text(r"比上年预算数(增加|减少)[\d.]+万元，(增长|下降)", r"比上年预算数\2", "机关运行")(BUDGET)
    judged = [e for e in check(bare).evaluations if e.rule == "GRW-08"]
    assert [e.verdict for e in judged] == ["skipped"]
    assert "没有写增减额" in judged[0].message


def test_two_bases_in_one_sentence_are_meant():
    both = text("比上年执行数([^，]*)，", r"比上年执行数\1、比上年预算数增加1.00万元，", "支出预算情况")(BUDGET)
    assert "error" not in {e.verdict for e in check(both).evaluations if e.rule == "GRW-07"}


def test_a_unit_named_after_an_insurance_is_no_wrong_purpose():
    told = text("住房公积金（项）([^，]*)，主要用于日常工作", r"住房公积金（项）\1，主要用于医疗保险服务中心缴费", "具体")(BUDGET)
    assert "error" not in {e.verdict for e in check(told).evaluations if e.rule == "SUB-11"}


def test_every_rule_is_described():
    for rule in ALL_RULES.values():
        assert rule.title
        assert rule.formula
        assert rule.basis
        assert rule.group
        assert rule.kinds


def test_rules_that_cannot_run_say_what_is_missing():
    report = check(BUDGET.evolve(sheets=BUDGET.sheets[:2]))
    skipped = [e for e in report.evaluations if e.verdict == "skipped"]
    assert skipped
    assert all(e.message for e in skipped)
    assert "没有支出预算总表" in {e.message for e in skipped}


def test_rules_know_the_documents_they_are_for():
    names = defaultdict(set)
    for kind in ("budget", "final_accounts"):
        names[kind] = {e.rule for e in check(document(kind)).evaluations}
    assert "XTB-21" in names["final_accounts"] - names["budget"]
    assert "XTB-05" in names["budget"] - names["final_accounts"]


def test_a_class_written_for_its_group_is_one_finding_with_one_advice():
    wrong = text("住房改革支出（款）", "住房保障支出（款）", "具体")(document("budget"))
    found = [f for f in check(wrong).findings if f.rule.id in ("SUB-04", "SUB-13")]
    assert [(f.rule.id, f.printed, f.expected) for f in found] == [("SUB-04", "住房保障支出（款）", "住房改革支出（款）")]
    assert {e.rule for e in found[0].evaluations} == {"SUB-04", "SUB-13"}


BESIDE = """
# 白石县司法局2026年部门预算

2026年部门支出预算总表

单位：元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 | 暂存款支出合计 |
|---|---|---|---|---|---|
| 204 | 公共安全支出 | 900.00 | 500.00 | 300.00 | 7.00 |
| | 合计 | 950.00 | 550.00 | 300.00 | 7.00 |
"""


def test_a_column_that_the_form_lacks_leaves_no_doubt_on_the_others():
    doc = read(BESIDE.encode(), name="表.md")
    assert any("暂存款支出合计" in note.message for note in doc.notes)
    assert any(f.severity == "error" and "950.00" in f.message for f in check(doc).findings)
