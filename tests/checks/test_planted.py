"""Slips planted in clean published documents: each is found, named at its place, and is one finding."""

import re

import pytest

from medinsure_budget.checks import check
from medinsure_budget.reading import read

FINAL, BUDGET = "云溪市医疗保障局2023年度部门决算.md", "云溪市医疗保障局2024年部门预算.md"


@pytest.fixture
def planted(sample_budget, tmp_path):
    """What a check says of a sample in which words are exchanged, beyond what it says of the sample."""

    def change(name, *edits):
        text = sample_budget.with_name(name).read_text(encoding="utf-8")
        page = tmp_path / name
        page.write_text(text, encoding="utf-8")
        known = {(f.rule.id, f.message) for f in check(read(page)).findings}
        for old, new in edits:
            assert re.search(old, text), f"{old} is not in {name}"
            text = re.sub(old, new, text, count=1)
        page.write_text(text, encoding="utf-8")
        return [f for f in check(read(page)).findings if (f.rule.id, f.message) not in known]

    return change


HEADING = (r"\n## 三、2023年度部门决算情况说明", r"\n## 三、2022年度部门决算情况说明")


def test_a_heading_of_another_year_does_not_hide_what_stands_under_it(planted):
    found = planted(FINAL, HEADING, (r"本年支出合计1633\.06万元", "本年支出合计1363.06万元"))
    assert {"YEA-01", "NAR-04"} <= {e.rule for f in found for e in f.evaluations}


def test_a_section_that_tells_of_another_year_is_not_held_against_this_year(planted):
    told = "### （十四）2022年度支出执行情况\n\n本年支出合计1736.42万元，其中基本支出1364.11万元，项目支出372.31万元。\n\n## 四、名词解释"
    found = planted(FINAL, (r"## 四、名词解释", told))
    assert [f.message for f in found if f.rule.id.startswith("NAR")] == []


def test_a_clause_written_twice_is_told(planted):
    clause = "主要用于接待兄弟市县调研学习和上级检查指导等支出。"
    found = planted(BUDGET, (clause, clause * 2))
    assert [(f.rule.id, f.printed) for f in found] == [("TXT-02", clause.rstrip("。"))]


def test_a_list_of_like_sentences_with_other_figures_is_no_copy(planted):
    assert planted(BUDGET, ("等支出。减", "等支出。上半年接待12批次。下半年接待12批次。减")) == []


@pytest.mark.parametrize(
    ("wrong", "rule"), [("471.11万元", "NAR-10"), ("374.11元", "UNT-03")], ids=["more than all projects", "unit"]
)
def test_what_projects_involve_is_no_more_than_their_fund_spends_and_no_slipped_unit(planted, wrong, rule):
    found = planted(BUDGET, (r"涉及一般公共预算拨款374\.11万元", f"涉及一般公共预算拨款{wrong}"))
    assert {f.rule.id for f in found} & {rule, "NAR-10"}


def test_projects_may_involve_less_than_their_fund_spends(planted):
    assert planted(BUDGET, (r"涉及一般公共预算拨款374\.11万元", "涉及一般公共预算拨款371.40万元")) == []


def test_a_wrong_amount_whose_rates_fit_the_table_is_one_finding_with_the_right_figure(planted):
    found = planted(BUDGET, (r"机关运行经费财政拨款预算136\.80万元", "机关运行经费财政拨款预算163.80万元"))
    assert [(f.rule.id, f.printed, f.expected) for f in found] == [("OP-01", "163.80", "136.80")]
    assert "GRW-01" in {e.rule for e in found[0].evaluations}


def test_a_wrong_rate_stays_a_finding_of_its_own(planted):
    found = planted(
        BUDGET, (r"机关运行经费财政拨款预算136\.80万元", "机关运行经费财政拨款预算163.80万元"),
        (r"(减少0\.34万元，下降)16\.6%", r"\g<1>61.6%"),
    )  # fmt: skip
    assert len([f for f in found if f.severity != "info"]) == 2
