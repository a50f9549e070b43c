"""The made-up province is read, checked, compiled, written and read back without one change to the package.

Run where the plug-in is installed: ``pip install ./examples/plugin``.
"""

import csv
from pathlib import Path

import pytest

import medinsure_budget as mb
from medinsure_budget import editions, forms

LEDGER = Path(__file__).resolve().parents[2] / "data/ledger_budget_2024.csv"
TEXT = """\
明月市医疗保障局2025年部门预算

2025年部门统筹资金支出一览表
单位：万元
科目编码\t科目名称\t资金总量\t月供资金\t事项资金
\t合计\t{whole}\t30.00\t12.50
210\t卫生健康支出\t42.50\t30.00\t12.50
21015\t医疗保障管理事务\t42.50\t30.00\t12.50
2101501\t行政运行\t42.50\t30.00\t12.50
"""


def moonlight():
    return next(e for e in editions.ALL if e.name.startswith("明月省"))


def pooled(document):
    return next(sheet for sheet in document.sheets if sheet.form.__name__ == "PooledFunds")


def test_the_plug_in_is_found_without_being_imported():
    assert "PooledFunds" in [form.__name__ for form in forms.ALL]
    assert moonlight().years == (2025, 2026)


def test_a_printed_table_is_read_by_the_label_that_only_the_edition_prints():
    document = mb.read(TEXT.format(whole="42.50").encode())

    assert pooled(document)["2101501"].basic == mb.Money("30.00", "万元")


def test_its_sum_is_checked_though_it_is_not_called_total():
    right, wrong = (mb.check(mb.read(TEXT.format(whole=whole).encode())) for whole in ("42.50", "43.50"))

    assert not any("43.50" in finding.message for finding in right.findings)
    assert any("43.50" in finding.message for finding in wrong.findings)


@pytest.fixture(scope="module")
def compiled():
    with LEDGER.open(encoding="utf-8-sig", newline="") as file:
        years = {row.get("年度") for row in csv.DictReader(file)} - {None, ""}
    year = int(years.pop()) if years else 2024
    return mb.compile_budget(LEDGER, agency="明月市医疗保障局", year=year, edition=moonlight())


def test_its_table_is_compiled_from_the_fields_and_its_rule_runs(compiled):
    total = pooled(compiled).total

    assert total.whole == compiled[forms.Expenditure].total.total
    assert total.whole == total.basic + total.project
    report = mb.check(compiled)
    assert [e.verdict for e in report.evaluations if e.rule == "MOON-01"] == ["exact"]
    assert report.ok is not False


@pytest.mark.parametrize(("write", "ending"), [(mb.write_xlsx, "xlsx"), (mb.write_docx, "docx"), (mb.write_html, "html")])
def test_it_is_written_and_read_back(compiled, tmp_path, write, ending):
    again = mb.read(write(compiled, tmp_path / f"预算.{ending}", edition=moonlight()))

    assert pooled(again).title == pooled(compiled).title
    for one, other in zip(pooled(compiled), pooled(again), strict=True):
        assert (one.code, one.name, one.whole, one.basic, one.project) == (
            other.code, other.name, other.whole, other.basic, other.project,
        )  # fmt: skip
