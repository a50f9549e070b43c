"""The performance forms of the real documents, against what was written down by hand, cell by cell."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from medinsure_budget.document.performance import Performance
from medinsure_budget.reading import read
from medinsure_budget.reading.performance import read_performance
from medinsure_budget.sources.markdown import read_markdown

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpus"
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")

REPORT = "项目支出绩效评价报告"


def truth(name):
    return json.loads((CORPUS / f"truth/{name}.json").read_text(encoding="utf-8"))


def text_tables(name, title):
    return [t for t in truth(name)["text_tables"] if t["title"] == title]


def blocks():
    source = read_markdown((CORPUS / "seeds/seed002.md").read_bytes(), "seed002.md")
    return [(page.number, block) for page in source.pages for block in page.blocks]


@pytest.fixture(scope="module")
def found():
    return read_performance(blocks())


def bare(text):
    return "".join(str(text).split())


def indicator_cells(indicator, columns):
    printed = {
        "一级指标": indicator.group,
        "二级指标": indicator.subgroup,
        "三级指标": indicator.name,
        "年度指标值": indicator.target,
        "实际完成值": indicator.actual,
        "权重": indicator.weight,
        "得分": indicator.score,
        "偏差原因分析及改进措施": indicator.reason,
        "指标分值": indicator.weight,
        "评价得分": indicator.score,
        "三级指标值": indicator.target,
        "三级指标描述": indicator.description,
    }
    return {column: bare(printed[column]) for column in columns}


def test_every_cell_of_the_self_evaluated_indicators_is_as_printed(found):
    expected = text_tables("seed002", "项目支出绩效自评表")
    assert [len(e.indicators) for e in found.self_evaluations] == [13, 7]
    for form, table in zip(found.self_evaluations, expected, strict=True):
        cells = [indicator_cells(i, table["columns"]) for i in form.indicators]
        assert cells == [row["values"] for row in table["rows"]]
        assert [i.line for i in form.indicators] == [row["line"] for row in table["rows"]]


def test_groups_totals_and_conclusions_of_self_evaluations_are_as_printed(found):
    for form, table in zip(found.self_evaluations, text_tables("seed002", "项目支出绩效自评表"), strict=True):
        groups = [(g.parent, g.name, str(g.weight)) for g in form.groups]
        assert groups == [(g.get("parent", ""), g["name"], g["weight"]) for g in table["group_weights"]]
        assert (str(form.total_weight), str(form.total_score)) == (table["total"]["权重"], table["total"]["得分"])
        assert (form.conclusion, form.conclusion_note) == (table["conclusion"], table["conclusion_note"])


def test_head_and_texts_of_self_evaluations_are_as_printed(found):
    for form, table in zip(found.self_evaluations, text_tables("seed002", "项目支出绩效自评表"), strict=True):
        head = {
            "项目名称": form.project,
            "主管部门": form.department,
            "预算单位": form.unit,
            "年度总体目标/预期目标": form.expected,
            "年度总体目标/实际完成情况": form.achieved,
            "目标偏离原因分析": form.deviation,
            "整改措施及建议": form.measures,
            "其他需说明的问题": form.remarks,
        }
        assert {k: bare(v) for k, v in head.items()} == table["head"]
        assert (form.title, form.year) == (table["title"], 2023)


def test_the_list_of_results_has_each_of_its_cells(found):
    (table,) = text_tables("seed002", "2023年单位项目支出绩效自评结果清单")
    (results,) = found.result_lists
    cells = [
        {"序号": r.number, "预算单位": r.unit, "项目名称": r.project, "自评结论": r.conclusion} for r in results.results
    ]
    assert [{k: bare(v) for k, v in row.items()} for row in cells] == [row["values"] for row in table["rows"]]
    assert (results.title, results.compiler) == (table["title"], table["head"]["编制单位"])


def test_every_scored_indicator_of_the_reports_is_as_printed(found):
    tables = text_tables("seed002", f"{REPORT}/三、评价报告摘要")
    assert [len(r.indicators) for r in found.evaluations] == [12, 7]
    for report, table in zip(found.evaluations, tables, strict=True):
        cells = [indicator_cells(i, table["columns"]) for i in report.indicators]
        assert cells == [row["values"] for row in table["rows"]]
        totals = (str(report.total_weight), str(report.total_score))
        assert totals == (table["total"]["指标分值"], table["total"]["评价得分"])
        assert report.grade == table["grade"]


def test_heads_and_texts_of_the_reports_are_as_printed(found):
    for report, table in zip(found.evaluations, text_tables("seed002", f"{REPORT}/三、评价报告摘要"), strict=True):
        head = {
            "项目负责人": report.manager,
            "联系电话": report.telephone,
            "地址": report.address,
            "邮编": report.postcode,
            "项目起止时间": report.period,
            "概况": report.overview,
            "项目绩效目标/预期": report.expected,
            "项目绩效目标/实际": report.achieved,
            "项目单位": report.unit,
            "主管部门": report.department,
            "评价方式": "评价方式：" + "".join(report.method.options),
            "评价机构": "评价机构：" + "".join(report.body.options),
            "日期": report.date,
            "主要问题及原因分析": report.problems,
            "相关建议": report.suggestions,
        }
        assert {k: bare(v) for k, v in head.items()} == table["head"]
        assert bare(report.project) == table["project"]
        assert report.method.chosen == report.body.chosen == ()


def test_evaluators_are_as_printed(found):
    for report, table in zip(found.evaluations, text_tables("seed002", f"{REPORT}/四、评价人员"), strict=True):
        cells = [{"姓名": e.name, "职称/职务": e.post, "单位": e.unit, "签字": e.signature} for e in report.evaluators]
        assert cells == [row["values"] for row in table["rows"]]


def test_reports_keep_their_text_by_sections(found):
    for report in found.evaluations:
        assert [s.number for s in report.sections] == ["", "（一）", "（二）", "（三）", "（四）", "（五）", "（六）"]
        assert all(section.text.endswith(("。", "：")) for section in report.sections)
    assert "预算执行率为100%。得满分。" in found.evaluations[0].sections[2].text


def test_amounts_of_the_forms_are_records_with_title_label_header_and_printed_figure(found):
    performance = Performance(
        self_evaluations=found.self_evaluations, result_lists=found.result_lists, evaluations=found.evaluations
    )
    records = [(r["title"], r["label"], r["header"], r["printed"]) for r in performance.records()]
    expected = [
        (table["title"], row["label"], column, value)
        for table in truth("seed002")["tables"]
        if "绩效" in table["title"]
        for row in table["rows"]
        for column, value in row["values"].items()
        if not value.endswith("%")
    ]
    assert len(records) == 42
    assert sorted(records) == sorted(expected)
    assert all(r["amount"] == Decimal(r["printed"]) * 10_000 and r["unit"] == "万元" for r in performance.records())


def test_rates_of_execution_are_percent_points(found):
    rates = [[str(line.rate) for line in form.funds] for form in found.self_evaluations]
    assert rates == [["100.00", "100.00"], ["99.94", "99.94"]]


def test_each_repaired_row_has_a_note_and_nothing_was_left_unread(found):
    assert {n.line for n in found.notes if n.kind == "repaired"} == {598, 599, 600, 632, 633, 887}
    assert {n.line for n in found.notes if n.kind == "ignored"} == {902, 905}
    assert not [n for n in found.notes if n.kind == "unread"]


def test_statements_are_left_to_the_table_reader(found):
    lines = {line for i, (_, b) in enumerate(blocks()) if i in found.used and hasattr(b, "lines") for line in b.lines}
    assert min(lines) == 574  # the final accounts 公开01-11 end at line 412


@pytest.mark.parametrize("name", ["seed001", "seed003", "seed004"])
def test_goal_tables_give_each_project_once_with_all_its_indicators(name):
    (table,) = truth(name)["text_tables"]
    document = read(next((CORPUS / "seeds").glob(f"{name}.*")))
    goals = document.performance.goals
    expected = {}
    for row in table["rows"]:
        values = row["values"]
        project = values.get("项目名称") or values["一级项目名称"]
        code = values.get("单位编码") or values["单位代码"]
        expected.setdefault((code, project), []).append(values)
    assert [(g.unit_code, bare(g.project)) for g in goals] == list(expected)
    for goal, rows in zip(goals, expected.values(), strict=True):
        amount = next(rows[0][label] for label in ("合计", "金额", "财政拨款金额") if label in rows[0])
        assert f"{goal.amount.amount:f}" == amount
        assert bare(goal.goal) == rows[0].get("绩效目标", "")
        columns = [c for c in table["columns"] if c.startswith(("一级指标", "二级指标", "三级指标"))]
        if columns:
            cells = [indicator_cells(i, columns) for i in goal.indicators]
            assert cells == [{c: bare(row[c]) for c in columns} for row in rows]


def test_the_project_amounts_of_a_goal_table_add_up_when_counted_once():
    goals = read(CORPUS / "seeds/seed004.md").performance.goals
    assert (len(goals), sum(len(g.indicators) for g in goals)) == (14, 76)
    assert sum(g.amount.yuan for g in goals) == Decimal("24471000.00")
