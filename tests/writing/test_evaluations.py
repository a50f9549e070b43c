"""Self-evaluations and lists of results are written as the forms that finance offices know, and read back the same."""

from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

from medinsure_budget.document import Agency, FinalAccounts
from medinsure_budget.document.narrative import Section
from medinsure_budget.document.performance import (
    Figure,
    Funds,
    Indicator,
    IndicatorGroup,
    Performance,
    Result,
    ResultList,
    SelfEvaluation,
)
from medinsure_budget.money import Money
from medinsure_budget.reading import read
from medinsure_budget.writing import write_docx, write_html, write_xlsx
from medinsure_budget.writing.evaluations import self_evaluation

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"
HEADERS = ("年初预算数", "全年预算数(A)", "全年执行数(B)", "全年执行数(其他)")
FIELDS = ("initial_budget", "budget", "executed", "executed_other")


def funds(label: str, *printed: str, rate: str) -> Funds:
    figures = (Figure(f, h, Money(p, "万元"), p) for f, h, p in zip(FIELDS, HEADERS, printed, strict=True))
    return Funds(label=label, figures=tuple(figures), rate=Decimal(rate))


EVALUATION = SelfEvaluation(
    title="项目支出绩效自评表",
    year=2023,
    project="智慧医保信息化运行维护",
    department="216-云溪市医疗保障局",
    unit="216001-云溪市医疗保障局（本级）",
    funds=(
        funds("年度资金总额", "118", "126.43", "125.87", "0", rate="99.56"),
        funds("一般公共预算资金", "118", "126.43", "125.87", "0", rate="99.56"),
    ),
    expected="保障医保业务专网稳定运行，系统可用率不低于99.9%。",
    achieved="系统全年可用率99.95%，重大故障均在两小时内恢复。",
    deviation="无",
    measures="分批更换受理终端。",
    remarks="无",
    indicators=(
        Indicator(
            group="产出指标", subgroup="质量指标", name="系统可用率", target="≥99.9%", actual="99.95%",
            weight=Decimal("60.00"), score=Decimal("58.00"), reason="个别终端老化",
        ),
        Indicator(
            group="效益指标", subgroup="社会效益", name="群众满意", target="=1项", actual="1项",
            weight=Decimal("40.00"), score=Decimal("40.00"),
        ),
    ),
    groups=(
        IndicatorGroup("产出指标", Decimal("60.00")),
        IndicatorGroup("质量指标", Decimal("60.00"), "产出指标"),
        IndicatorGroup("成本指标", Decimal(0)),
        IndicatorGroup("效益指标", Decimal("40.00")),
        IndicatorGroup("社会效益", Decimal("40.00"), "效益指标"),
    ),
    total_weight=Decimal(100),
    total_score=Decimal(98),
    conclusion="优",
    conclusion_note="总分高于90分(含)的结论为“优”。",
)  # fmt: skip
RESULTS = ResultList(
    title="2023年单位项目支出绩效自评结果清单",
    compiler="云溪市医疗保障局（本级）",
    results=(
        Result(number="1", unit="云溪市医疗保障局（本级）", project="智慧医保信息化运行维护", conclusion="优"),
        Result(number="1", unit="云溪市医疗保障局（本级）", project="医保基金监督管理", conclusion="良"),
    ),
)


def without_places(value):
    """The same values without pages and lines of print."""
    changes = {a.name: 0 for a in value.__attrs_attrs__ if a.name in ("page", "line")}
    for a in value.__attrs_attrs__:
        inner = getattr(value, a.name)
        if isinstance(inner, tuple) and inner and hasattr(inner[0], "__attrs_attrs__"):
            changes[a.name] = tuple(map(without_places, inner))
    return evolve(value, **changes)


def forms(performance: Performance):
    return (
        [without_places(e) for e in performance.self_evaluations],
        [without_places(r) for r in performance.result_lists],
    )


def test_the_form_of_a_self_evaluation_has_its_parts_in_order():
    table = self_evaluation(EVALUATION)
    words = [cell.value for cell in table.cells if cell.column == 0]

    assert words == [
        "项目名称", "主管部门", "项目资金(万元)", "年度总体目标", "目标偏离原因分析", "整改措施及建议", "其他需说明的问题",
        "绩效指标", "总分", "自评结论",
    ]  # fmt: skip
    assert {"产出指标(60.00分)", "成本指标(0分)", "≥99.9%", "58.00"} <= {cell.value for cell in table.cells}


def test_no_two_cells_of_a_form_lie_on_each_other():
    table = self_evaluation(EVALUATION)
    covered = [
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]

    assert len(covered) == len(set(covered)) == table.height * table.width


@pytest.mark.parametrize("write", [write_xlsx, write_docx, write_html])
def test_a_fictional_evaluation_is_read_back_as_it_was(write, tmp_path):
    document = FinalAccounts(
        name="云溪", agency=Agency("云溪市医疗保障局", "部门"), year=2023,
        performance=Performance(self_evaluations=(EVALUATION,), result_lists=(RESULTS,)),
    )  # fmt: skip
    suffix = write.__name__.removeprefix("write_")
    again = read(write(document, tmp_path / f"自评.{suffix}")).performance

    assert again is not None
    assert again.self_evaluations[0].indicators[0].score == Decimal("58.00")
    assert forms(again) == forms(document.performance)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_published_evaluations_are_read_back_as_they_were(tmp_path):
    document = read(CORPUS / "seeds" / "seed002.md")
    again = read(write_xlsx(document, tmp_path / "决算.xlsx"))

    assert len(document.performance.self_evaluations) == 2
    assert forms(again.performance) == forms(document.performance)


REPORT_TEXT = (
    Section("（二）", "项目概况", 2, "本项目用于受理终端更换和专网维护，由市财政全额安排。"),
    Section("（三）", "评价结论", 2, "项目管理规范，系统运行平稳。\n建议按三年周期更换终端。"),
)


@pytest.mark.parametrize("write", [write_docx, write_html])
def test_the_text_of_an_evaluation_is_read_back_under_its_own_headings(write, tmp_path):
    annex = Section("五、", "附件", 1, "", (Section("（一）", "绩效评价说明", 2, "评价由本单位组织。"), *REPORT_TEXT))
    document = FinalAccounts(
        name="云溪", agency=Agency("云溪市医疗保障局", "部门"), year=2023, sections=(annex,),
        performance=Performance(self_evaluations=(EVALUATION,)),
    )  # fmt: skip
    again = read(write(document, tmp_path / f"附件.{write.__name__.removeprefix('write_')}"))
    told = {part.title: part.text for top in again.sections for part in (top, *top.children)}

    assert {part.title: part.text for part in REPORT_TEXT}.items() <= told.items()
    assert forms(again.performance) == forms(document.performance)
