import itertools
import json
import random
import re
from decimal import Decimal

import openpyxl
import pytest
import synthetic
from attrs import evolve
from operators import digit, two_errors

from medinsure_budget.checks import REPORT_COLUMNS, Report, Waiver, check
from medinsure_budget.checks.report.waivers import apply
from medinsure_budget.document import Agency
from medinsure_budget.errors import UsageError
from medinsure_budget.forms.sheet import Column
from medinsure_budget.reading import read

CLEAN = synthetic.budget(33)
WRONG, [CHANGE] = digit(synthetic.budget(33), random.Random(3))  # noqa: S311 - seeded so that a run can be repeated


@pytest.fixture(scope="module")
def report():
    return check(WRONG)


def test_the_frame_has_the_promised_columns_and_every_evaluation(report):
    frame = report.to_frame()
    assert tuple(frame.columns) == REPORT_COLUMNS
    assert len(frame) == len(report.evaluations) > 300
    assert set(frame["verdict"]) <= {"exact", "tail", "duplicate", "explained", "error", "skipped", "not_applicable"}
    broken = frame[frame["verdict"] == "error"]
    assert set(broken["cluster"]) == {f.id for f in report.findings if f.verdict == "error"}
    assert all(isinstance(d, Decimal) for d in broken["difference"].dropna())


def test_skipped_checks_do_not_count_as_passed():
    report = check(CLEAN.evolve(sheets=CLEAN.sheets[:1]))
    assert report.counts["skipped"] > 0
    assert sum(report.counts.values()) == len(report.evaluations)


def test_text_leads_with_the_summary_and_never_hides_what_was_skipped():
    text = check(CLEAN.evolve(sheets=CLEAN.sheets[:1])).to_text()
    assert text.startswith(CLEAN.name)
    assert "未能检查" in text


def test_tails_are_counted_and_listed_only_on_request():
    report = check(CLEAN)
    short, long = report.to_text(), report.to_text(tails=True)
    assert f"尾差 {len(long.splitlines()) - len(short.splitlines())} 处" in short


def test_the_page_links_findings_to_coloured_cells_and_loads_nothing(report, tmp_path):
    path = tmp_path / "report.html"
    report.to_html(path)
    page = path.read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|src=|https?://(?!pypi)", page)
    target = re.search(r'定位： <a href="#(c\d+)"', page)[1]
    assert re.search(rf'<td class="n wrong" id={target} title="', page)
    for link in re.findall(r'href="#([^"]+)"', page):
        assert re.search(rf'id="?{link}\b', page)


def test_words_of_the_document_cannot_become_markup(tmp_path):
    evil = WRONG.evolve(agency=Agency("<script>alert(1)</script>"), name="<b>")
    check(evil).to_html(tmp_path / "x.html")
    assert "<script" not in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_the_workbook_links_to_the_coloured_cell(report, tmp_path):
    report.to_xlsx(tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert book.sheetnames[0] == "检查结果"
    assert book.sheetnames[-1] == "检查明细"
    link = book["检查结果"]["E4"].hyperlink.location
    name, at = link.rsplit("!", 1)
    cell = book[name.strip("'")][at]
    assert cell.fill.fgColor.rgb.endswith("FFCDD2")
    assert cell.comment is not None
    assert book["检查明细"].max_row == len(report.evaluations) + 1


def test_the_workbook_holds_words_not_formulas(tmp_path):
    check(WRONG.evolve(name="=1+1")).to_xlsx(tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)


def test_json_keeps_every_digit(report, tmp_path):
    report.to_json(tmp_path / "report.json")
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    finding = data["findings"][0]
    assert finding["expected"] == report.findings[0].expected
    assert finding["suspects"][0]["fitting"] == f"{CHANGE.right.amount:f}"
    assert len(data["evaluations"]) == len(report.evaluations)


def test_nothing_is_left_behind_when_writing_fails(report, tmp_path):
    with pytest.raises(UsageError, match="写不了"):
        report.to_json(tmp_path / "missing" / "report.json")
    (tmp_path / "taken").mkdir()
    with pytest.raises(UsageError):
        report.to_html(tmp_path / "taken")
    assert [p.name for p in tmp_path.iterdir()] == ["taken"]


def test_findings_are_ranked_by_gravity():
    document, _ = two_errors(synthetic.budget(33), random.Random(2))  # noqa: S311 - seeded so that a run can be repeated
    ranks = [("error", "warning", "info").index(f.severity) for f in check(document).findings]
    assert ranks == sorted(ranks)


def test_a_finding_keeps_its_fingerprint_when_other_parts_change(report):
    again = check(WRONG.evolve(glossary=()))
    assert again.findings[0].id == report.findings[0].id


def test_a_waiver_moves_a_finding_to_the_accepted_ones(report, tmp_path):
    rule = report.findings[0].rule.id
    accepted = check(WRONG, waivers=[Waiver(rule=rule, reason="口径不同，已说明")])
    assert accepted.ok
    assert accepted.findings[-1].suppressed == "口径不同，已说明"
    path = tmp_path / "waivers.toml"
    path.write_text(
        f'[[waiver]]\nrule = "{rule}"\nreason = "已核实"\nyear = 2024\nuntil = 2999-12-31\n', encoding="utf-8"
    )
    assert check(WRONG, waivers=path).findings[-1].suppressed == "已核实"
    assert not check(WRONG.evolve(year=2023), waivers=path).findings[0].suppressed


@pytest.mark.parametrize(
    "words", ["[[waiver]]\nrule = 'X'\n", "[[waiver]]\nrule='X'\nreason='y'\nfoo=1\n", "x = [", "other = 1\n"]
)
def test_a_waiver_file_that_says_something_else_is_refused_by_name(words, tmp_path):
    path = tmp_path / "waivers.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(UsageError, match=r"waivers\.toml"):
        check(CLEAN, waivers=path)


def test_only_documents_can_be_checked():
    with pytest.raises(UsageError, match="Budget 或 FinalAccounts"):
        check("seed.md")


def test_an_empty_document_is_checked_too():
    from medinsure_budget.document import Budget

    report = check(Budget())
    assert not report.ok
    assert report.to_text()


ALONE = """\
# 青禾县医疗保障局2024年部门预算

## 三、支出预算情况说明

2024年支出预算300.00万元，其中：基本支出200.00万元，项目支出100.00万元。第一季度用款计划25.00万元。
"""


def test_amounts_that_nothing_compares_are_listed_with_the_reason(tmp_path):
    page = tmp_path / "alone.md"
    page.write_text(ALONE, encoding="utf-8")
    report = check(read(page))
    related, told = report.text_coverage
    assert [str(u.amount) for u in report.uncovered] == ["25.00 万元"]
    assert told - related == len(report.uncovered)
    why = report.uncovered[0].why
    assert f"- {why}（1 个）" in report.to_text()
    report.to_html(tmp_path / "report.html")
    assert f"<td>{why}</td>" in (tmp_path / "report.html").read_text(encoding="utf-8")
    kept = Report.from_dict(json.loads(json.dumps(report.to_dict())))
    assert [(str(u.amount), u.why) for u in kept.uncovered] == [("25.00 万元", why)]


def test_each_side_of_a_table_has_its_own_heads(tmp_path):
    at = next(n for n, s in enumerate(CLEAN.sheets) if s.form.__name__ == "BudgetOverview")
    sides = ("income", "expenditure")
    columns = tuple(Column((f"{side} amounts",), "money", "amount", side) for side in sides)
    sheets = (*CLEAN.sheets[:at], evolve(CLEAN.sheets[at], columns=columns), *CLEAN.sheets[at + 1 :])
    check(CLEAN.evolve(sheets=sheets)).to_html(tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    for word, side in zip(("收入", "支出"), sides, strict=True):
        assert f"<th>{word}</th><th>{side} amounts</th>" in page


@pytest.mark.parametrize("form", ["html", "xlsx", "docx", "json", "sarif"])
def test_a_report_writes_over_a_file_only_when_told_to(form, tmp_path):
    report, path = check(CLEAN), tmp_path / f"report.{form}"
    path.write_bytes(b"kept")
    write = getattr(report, f"to_{form}")
    with pytest.raises(UsageError, match="已经存在"):
        write(path)
    assert path.read_bytes() == b"kept"
    write(path, overwrite=True)
    assert path.read_bytes() != b"kept"


def test_the_workbook_prints_on_its_pages(report, tmp_path):
    """As wide as A4, its head on every page, and no words cut off by the height of their row."""
    report.to_xlsx(tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")

    for sheet in book:
        assert (int(sheet.page_setup.paperSize), int(sheet.page_setup.fitToWidth)) == (9, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows.endswith(str(int(sheet.freeze_panes[1:]) - 1))
    front = book["检查结果"]
    told = front["K4"].value
    assert front.row_dimensions[4].height >= 14 * -(-len(told) * 2 // (front.column_dimensions["K"].width * 1.2))
    assert front["K4"].alignment.wrap_text


def test_the_first_waiver_that_fits_gives_the_reason():
    finding = check(WRONG).findings[0]
    key = finding.cell.key if finding.cell is not None else finding.statement
    told = [("", "", key[1:4]), (finding.id, "", ""), ("", finding.id, ""), ("", "", ""), ("", "", key)]
    told += [("", "nowhere", ""), ("else", "", "")]
    for chosen in itertools.permutations(told, 3):
        waivers = [Waiver(rule=finding.rule.id, reason=str(at), id=own, cell=cell + part) for at, (own, cell, part) in enumerate(chosen)]
        expected = next((str(at) for at, (own, cell, _) in enumerate(chosen) if own != "else" and cell != "nowhere"), "")
        assert apply([finding], waivers, WRONG)[0].suppressed == expected
