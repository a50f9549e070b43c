"""Subjects of every fund told in one section are sought in the tables of every fund."""

import pandas as pd

import medinsure_budget as mb
from medinsure_budget.editions import SHANGHAI_UNIT_BUDGET_2025

UNIT = "云溪市水务局"
COLUMNS = ["类型", "单位", "功能科目", "部门经济科目", "资金来源", "支出类别", "项目", "金额"]
LINES = [
    ["支出", UNIT, "2130301", "30101", "一般公共预算", "人员", None, 812_300],
    ["支出", UNIT, "2146405", "30227", "政府性基金预算", "项目", "铁路勘测", 90_000],
    ["收入", UNIT, "2130301", None, "一般公共预算", None, None, 812_300],
    ["收入", UNIT, "2146405", None, "政府性基金预算", None, None, 90_000],
]


def broken(document):
    return [finding for finding in mb.check(document).findings if finding.rule.id == "SUB-04"]


def test_a_subject_of_a_fund_is_no_stranger_beside_those_of_the_general_budget():
    ledger = mb.load_ledger(pd.DataFrame(LINES, columns=COLUMNS))
    document = mb.compile_budget(ledger, agency=UNIT, year=2025, edition=SHANGHAI_UNIT_BUDGET_2025)
    told = [claim for claim in document.claims if claim.path and "铁路建设基金支出" in claim.path]

    assert told
    assert not broken(document)
    assert broken(document.evolve(sheets=[s for s in document.sheets if s.form is not mb.forms.GovernmentFundExpenditure]))
