"""A check that has no rule of its own is caught by the rule that the reference names for it."""

import ledgers
import pytest
from attrs import evolve
from breaking import document, form, rows, text

from medinsure_budget.checks import check
from medinsure_budget.checks.report.elsewhere import ELSEWHERE
from medinsure_budget.forms import OperatingExpenditure, Procurement
from medinsure_budget.money import Money


def wan(amount):
    return Money(amount, "万元")


def with_sheet(form, *made):
    def change(doc):
        return doc.evolve(sheets=(*doc.sheets, ledgers.sheet(form, ledgers.Printer("万元"), made, form.form.title)))

    return change


def nothing(found):
    return [evolve(r, total=None, abroad=None, vehicles=None, vehicle_running=None, reception=None) for r in found]


def raised(code, by):
    def edit(found):
        return [evolve(r, total=r.total + wan(by)) if r.code == code else r for r in found]

    return edit


OPERATING = (
    OperatingExpenditure(name="合计", total=wan("9.00")),
    OperatingExpenditure(code="302", name="商品和服务支出", total=wan("9.00")),
    OperatingExpenditure(code="30201", name="办公费", total=wan("4.00")),
    OperatingExpenditure(code="30211", name="差旅费", total=wan("3.00")),
)
BOUGHT = Procurement(name="合计", total=wan("9.00"), general_public=wan("4.00"), other_income=wan("3.00"))
COVERED = [
    ("EMP-06", "SG-11", "budget", rows("ThreePublics", nothing)),
    ("ROW-18", "HIE-03", "budget", with_sheet(OperatingExpenditure, *OPERATING)),
    ("ROW-18", "TOT-02", "budget", with_sheet(OperatingExpenditure, evolve(OPERATING[0], total=wan("8.00")), *OPERATING[1:])),
    ("ROW-19", "ROW-11", "budget", with_sheet(Procurement, BOUGHT)),
    ("HIE-04", "HIE-02", "budget", rows("GeneralPublicExpenditure", raised("2210201", "0.02"))),
    ("XTB-14", "TOT-03", "budget", rows("ThreePublics", lambda r: [r[0], evolve(r[1], total=wan("99.00"))])),
    ("SG-01", "ROW-08", "budget", rows("ThreePublics", lambda r: [evolve(x, reception=wan("99.00")) for x in r])),
    ("SG-02", "ROW-09", "budget", rows("ThreePublics", lambda r: [evolve(x, vehicle_running=wan("99.00")) for x in r])),
    ("SG-10", "ROW-08", "budget", rows("ThreePublics", lambda r: [evolve(x, total=wan("0.00")) for x in r])),
    ("OP-03", "PCT-03", "final_accounts", text(r"完成年初预算的[\d.]+%", "完成年初预算的12.34%", "机关运行")),
    ("OP-04", "GRW-01", "budget", text(r"(增长|下降)[\d.]+%", r"\g<1>55.55%", "机关运行")),
    ("PRC-02", "PCT-01", "final_accounts", text(r"占政府采购支出总额的[\d.]+%", "占政府采购支出总额的12.34%", "采购")),
    ("PRF-11", "NAR-10", "budget", text(r"涉及当年资金[\d.]+", "涉及当年资金999999.00", "绩效")),
    ("NAR-16", "NAR-07", "budget", text(r"（项）[\d.]+万元", "（项）99999.00万元", "具体")),
    ("BAL-16", "UNT-08", "final_accounts", rows("FinalOverview", lambda r: [evolve(x, amount=wan("-3.00")) if x.line == "carried_out" else x for x in r])),  # noqa: E501 - one printed sentence, row or case
    ("BAL-15", "XTB-31", "final_accounts", rows("FinalAppropriationOverview", lambda r: [evolve(x, amount=wan("77.00")) if x.line == "general_public" else x for x in r])),  # noqa: E501 - one printed sentence, row or case
    ("PRF-17", "PRF-03", "final_accounts", form(funds=lambda f: (evolve(f.funds[0], rate=f.funds[0].rate / 2),))),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "rule", "kind", "breaks"), COVERED, ids=[f"{c[0]}-{c[1]}" for c in COVERED])
def test_a_check_without_a_rule_is_caught_by_the_rule_that_is_named(id_, rule, kind, breaks):
    assert rule in next(e for e in ELSEWHERE if e.id == id_).by
    clean = document(kind)
    assert not [e for e in check(clean).evaluations if e.rule == rule and e.verdict == "error"]
    assert [e for e in check(breaks(clean)).evaluations if e.rule == rule and e.verdict == "error"]


def test_an_only_child_that_differs_in_its_last_digit_is_one_amount_printed_twice():
    clean = document("budget")
    told = check(rows("GeneralPublicExpenditure", raised("2210201", "0.01"))(clean)).evaluations
    assert [e.severity for e in told if e.rule == "HIE-02" and e.verdict == "duplicate"] == ["warning"]
