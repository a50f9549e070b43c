"""An office's own workbook is filled: figures in their places, everything else as it was."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from attrs import evolve
from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill

from medinsure_budget import editions
from medinsure_budget.errors import LimitExceededError, UnreadableFileError, UsageError
from medinsure_budget.money import Unit
from medinsure_budget.reading import read
from medinsure_budget.writing import fill_xlsx, write_xlsx

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "../shared/corpus"
BUDGET, FINAL = (next((ROOT / "examples" / "data").glob(f"*{kind}.md")) for kind in ("预算", "决算"))


def blank(document):
    """The same statements without figures."""
    sheets = []
    for sheet in document.sheets:
        rows = [evolve(row, extra=(), **{m.name: None for m in row.form.money}) for row in sheet]
        sheets.append(evolve(sheet, rows=tuple(rows)))
    return document.evolve(sheets=tuple(sheets))


def figures(sheet):
    return sorted(
        (row.code, row.name, row.side, row.line, row.measure, field, str(amount))
        for row in sheet
        for field, amount in row.figures()
    )


@pytest.mark.parametrize("sample", [BUDGET, FINAL], ids=["budget", "final accounts"])
def test_blank_statements_are_filled_figure_for_figure(sample, tmp_path):
    document = read(sample)
    template = write_xlsx(blank(document), tmp_path / "空表.xlsx")

    filled = fill_xlsx(template, document, tmp_path / "表.xlsx")

    assert filled.left == ()
    again = read(filled.path)
    for sheet in document.sheets:
        assert figures(again[sheet.form]) == figures(sheet), sheet.title


def test_styles_and_other_texts_of_the_template_stay(tmp_path):
    document = read(FINAL)
    template = write_xlsx(blank(document), tmp_path / "空表.xlsx")
    workbook = load_workbook(template)
    sheet = workbook.worksheets[2]
    sheet["B6"].font, sheet["B6"].fill = Font(name="楷体", size=14), PatternFill("solid", "FFFF00")
    sheet["J1"] = "请勿修改"
    workbook.save(template)

    fill_xlsx(template, document, tmp_path / "表.xlsx")

    filled = load_workbook(tmp_path / "表.xlsx").worksheets[2]
    assert (filled["B6"].font.name, filled["B6"].fill.fgColor.rgb) == ("楷体", "00FFFF00")
    assert filled["B6"].value is not None
    assert filled["J1"].value == "请勿修改"


def test_lines_are_added_where_the_template_has_too_few(tmp_path):
    document = read(BUDGET)
    expenditure = document[editions.ZHEJIANG_BUDGET_2024.sheets[2].form]
    short = evolve(expenditure, rows=expenditure.rows[:3])
    template = write_xlsx(blank(document.evolve(sheets=(short,))), tmp_path / "空表.xlsx")

    fill_xlsx(template, document.evolve(sheets=(expenditure,)), tmp_path / "表.xlsx")

    assert figures(read(tmp_path / "表.xlsx")[expenditure.form]) == figures(expenditure)


def test_figures_are_written_in_the_unit_of_the_template(tmp_path):
    document = read(BUDGET)
    template = write_xlsx(blank(document), tmp_path / "空表.xlsx", unit=Unit.YUAN)

    told = fill_xlsx(template, document, tmp_path / "表.xlsx").notes

    assert sum("只准到印出的末位" in note for note in told) == len(document.sheets)
    again = read(tmp_path / "表.xlsx")
    form = editions.ZHEJIANG_BUDGET_2024.sheets[4].form
    assert again[form].unit is Unit.YUAN
    assert again[form].total.total == document[form].total.total


def test_a_workbook_without_our_statements_is_refused(tmp_path):
    document = read(BUDGET)
    template = write_xlsx(read(FINAL), tmp_path / "决算.xlsx")

    with pytest.raises(UsageError, match="没有一张工作表"):
        fill_xlsx(template, document, tmp_path / "表.xlsx")
    assert not (tmp_path / "表.xlsx").exists()


def test_what_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "空表.xlsx").write_text("这不是工作簿", encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=r"空表\.xlsx"):
        fill_xlsx(tmp_path / "空表.xlsx", read(BUDGET), tmp_path / "表.xlsx")


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize("name", ["sh11", "sh19"])
def test_the_published_template_of_shanghai_takes_a_published_budget(name, tmp_path):
    document = read(CORPUS / "pdf" / f"{name}.pdf")

    filled = fill_xlsx(CORPUS / "xlsx" / "unit_budget_template.xlsx", document, tmp_path / "表.xlsx")

    assert filled.left == ()
    again = read(filled.path)
    for sheet in document.sheets:
        mine = sorted((r.code, r.side, r.line, f, a.yuan) for r in sheet for f, a in r.figures())
        theirs = sorted((r.code, r.side, r.line, f, a.yuan) for r in again[sheet.form] for f, a in r.figures())
        assert theirs == mine, sheet.title


def test_a_worksheet_under_another_title_is_filled_when_it_is_told_which_statement_it_is(tmp_path):
    template = write_xlsx(blank(read(FINAL)), tmp_path / "空表.xlsx")
    book = load_workbook(template)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=3):
            for cell in row:
                if isinstance(cell.value, str) and "表" in cell.value and cell.column == 1:
                    cell.value = "某县要的统计情况"
    first = next(sheet for sheet in book.worksheets if "公开05" in sheet.title or "支出决算表" in sheet.title)
    book.save(template)
    with pytest.raises(UsageError, match=r"表有：.*sheets="):
        fill_xlsx(template, read(FINAL), tmp_path / "空.xlsx")
    filled = fill_xlsx(template, read(FINAL), tmp_path / "填好.xlsx", sheets={first.title: "公开05表"})
    assert list(filled.filled) == [first.title]
    with pytest.raises(UsageError, match="没有工作表无此表"):
        fill_xlsx(template, read(FINAL), tmp_path / "空.xlsx", sheets={"无此表": "公开05表"})


def test_columns_that_are_too_narrow_for_their_figures_are_told(tmp_path):
    document = read(FINAL)
    template = write_xlsx(blank(document), tmp_path / "空表.xlsx", unit=Unit.YUAN)
    book = load_workbook(template)
    for sheet in book.worksheets:
        sheet.column_dimensions["C"].width = 3
    book.save(template)
    said = "".join(fill_xlsx(template, document, tmp_path / "填好.xlsx").notes)
    assert "C栏太窄" in said or "C、" in said


FAR = '<row r="{row}"><c r="XFD{row}"><v>1</v></c></row></sheetData>'
ENDLESS = {
    "a far row": ("</sheetData>", FAR.format(row=1_048_576)),
    "a far column": ("</sheetData>", FAR.format(row=900)),
    "merged places": ("<mergeCell ref=", '<mergeCell ref="A100:XFD1048576"/><mergeCell ref='),
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_template_of_very_many_places_is_refused_at_once(kind, tmp_path):
    document = read(BUDGET)
    path = write_xlsx(document.evolve(sections=()), tmp_path / "template.xlsx")
    data = BytesIO()
    with ZipFile(path) as archive, ZipFile(data, "w") as changed:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith("sheet2.xml"):
                content = content.replace(*(part.encode() for part in ENDLESS[kind]), 1)
            changed.writestr(name, content)

    with pytest.raises(LimitExceededError, match="限度"):
        fill_xlsx(data.getvalue(), document, tmp_path / "filled.xlsx")
    assert not (tmp_path / "filled.xlsx").exists()
