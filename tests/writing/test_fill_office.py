"""Office workbooks as finance bureaus send them: everything in them moves, stays or goes as it should."""

from decimal import Decimal
from importlib.util import find_spec
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

import medinsure_budget as mb
from medinsure_budget.errors import UnsupportedFormatError, UsageError
from medinsure_budget.writing import fill as filling
from medinsure_budget.writing.reckon import value_of

LINE = Side(style="thin")
FRAME = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEADER = ["科目编码", "科目名称", "总计", "人员支出", "公用经费", "项目支出"]
OWN, CENTRE = "青禾县医疗保障局", "青禾县医保中心"
GENERAL = "一般公共预算"
SPENT = [
    (OWN, "2101501", "30101", GENERAL, "人员", "", 1_051_400), (OWN, "2101501", "30103", GENERAL, "人员", "", 88_000),
    (OWN, "2101501", "30201", GENERAL, "公用", "", 151_200), (OWN, "2101505", "30227", GENERAL, "项目", "监管", 500_000),
    (CENTRE, "2101506", "30226", GENERAL, "项目", "窗口", 296_500), (OWN, "2210201", "30113", GENERAL, "人员", "", 377_800),
    (OWN, "2296002", "30299", "政府性基金预算", "项目", "帮扶", 150_000),
]  # fmt: skip


@pytest.fixture(scope="module")
def document():
    names = ("单位", "功能科目", "部门经济科目", "资金来源", "支出类别", "项目", "金额")
    rows = [{"类型": "支出", **dict(zip(names, line, strict=True))} for line in SPENT]
    paid = {(unit, source): 0 for unit, *_, source, _, _, _ in SPENT}
    for unit, _, _, source, _, _, amount in SPENT:
        paid[unit, source] = paid.get((unit, source), 0) + amount
    rows += [{"类型": "收入", "单位": u, "资金来源": s, "金额": v} for (u, s), v in paid.items() if v]
    return mb.compile_budget(pd.DataFrame(rows), agency="青禾县医疗保障局", year=2024)


def table(sheet, header=tuple(HEADER), *, blank=3, total="first", title="XXXX年部门支出预算总表", at=1, samples=()):
    """A framed table with a title, a unit line, blank or sample lines, and a line for the total."""
    sheet.cell(at, 1, title)
    sheet.cell(at + 1, 1, "部门名称：")
    sheet.cell(at + 1, len(header), "单位：万元")
    lines = [list(header), *(list(s) for s in samples), *([None] * len(header) for _ in range(blank))]
    lines.insert(1 if total == "first" else len(lines), ["合计"] + [None] * (len(header) - 1))
    for row, values in enumerate(lines, at + 2):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, value)
            cell.border = FRAME
            if column > 2 and row > at + 2:
                cell.number_format = "#,##0.00"
    return at + 1 + len(lines)


def book():
    workbook = Workbook()
    workbook.active.title = "支出"
    return workbook, workbook.active


def filled(workbook, document, folder, **more):
    workbook.save(folder / "空表.xlsx")
    result = mb.fill_xlsx(folder / "空表.xlsx", document, folder / "表.xlsx", **more)
    return load_workbook(result.path), result


def line_of(sheet, label, column="A"):
    return next(r for r in range(1, sheet.max_row + 1) if str(sheet[f"{column}{r}"].value or "") == label)


def amount(sheet, label, column="C", by="A"):
    cell = sheet[f"{column}{line_of(sheet, label, by)}"]
    return value_of(sheet.parent, sheet, cell.value).quantize(Decimal("0.01"))


def test_added_lines_keep_their_look_and_what_stands_below_stays_below(document, tmp_path):
    workbook, sheet = book()
    end = table(sheet)
    sheet.merge_cells("A1:F1")
    for row in (4, 5, 6, 7):
        sheet[f"C{row}"].fill = PatternFill("solid", "FFEAF3FB")
    sheet["C4"].font = Font(bold=True)
    sheet.cell(end + 1, 1, "注：本表按部门预算口径填列。")
    sheet.merge_cells(start_row=end + 1, end_row=end + 1, start_column=1, end_column=6)
    sheet.row_dimensions[end + 1].height = 33
    result, told = filled(workbook, document, tmp_path)
    sheet = result["支出"]
    last, note = line_of(sheet, "2296002"), line_of(sheet, "注：本表按部门预算口径填列。")

    assert amount(sheet, "2101501") == Decimal("129.06")
    assert amount(sheet, "合计") == Decimal("261.49")
    assert sheet["A1"].value == "2024年部门支出预算总表"
    assert sheet["A2"].value == "部门名称：青禾县医疗保障局"
    assert sheet[f"C{last}"].fill.fgColor.rgb == "FFEAF3FB"
    assert sheet[f"C{last}"].border.left.style == "thin"
    assert sheet["C4"].font.b
    assert note == last + 1
    assert {str(a) for a in sheet.merged_cells.ranges} == {"A1:F1", f"A{note}:F{note}"}
    assert sheet.row_dimensions[note].height == 33
    assert told.filled == {"支出": "2024年部门支出预算总表"}


def test_formulas_and_names_follow_the_rows_on_every_sheet(document, tmp_path):
    workbook, sheet = book()
    end = table(sheet, total="last")
    sheet.cell(end, 3, f"=SUM(C4:C{end - 1})/2")
    sheet.cell(end + 2, 1, "总计核对")
    sheet.cell(end + 2, 3, f"=C{end}")
    sheet.cell(end + 2, 4, f"=D{end}+E{end}+F{end}")
    cover = workbook.create_sheet("封面", 0)
    cover["A1"], cover["B1"] = "支出总计（万元）", f"=支出!C{end}"
    workbook.defined_names["支出总计"] = DefinedName("支出总计", attr_text=f"支出!$C${end}")
    result, told = filled(workbook, document, tmp_path)
    sheet, total = result["支出"], line_of(result["支出"], "合计")

    assert amount(sheet, "总计核对") == amount(sheet, "总计核对", "D") == Decimal("261.49")
    assert amount(result["封面"], "支出总计（万元）", "B") == Decimal("261.49")
    assert result.defined_names["支出总计"].attr_text == f"支出!$C${total}"
    assert sheet[f"C{total}"].value == Decimal("261.49") or float(sheet[f"C{total}"].value) == 261.49
    assert any(f"C{total}的公式" in note for note in told.notes), "a formula that gives something else gives way, and this is told"


def test_a_formula_that_gives_the_figure_stays(document, tmp_path):
    workbook, sheet = book()
    end = table(sheet)
    for row in range(4, end + 1):
        sheet.cell(row, 3, f"=D{row}+E{row}+F{row}")
    result, told = filled(workbook, document, tmp_path)
    sheet = result["支出"]
    last = line_of(sheet, "2296002")

    assert sheet[f"C{last}"].value == f"=D{last}+E{last}+F{last}"
    assert amount(sheet, "2101501") == Decimal("129.06")
    assert not any("公式" in note for note in told.notes)


def test_print_area_validation_and_conditional_format_reach_the_last_line(document, tmp_path):
    workbook, sheet = book()
    end = table(sheet)
    sheet.print_area = f"A1:F{end}"
    rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
    rule.add(f"C4:F{end}")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add(f"C4:C{end}", CellIsRule(operator="lessThan", formula=["0"], font=Font(color="FF0000")))
    result, _ = filled(workbook, document, tmp_path)
    sheet = result["支出"]
    last = line_of(sheet, "2296002")

    assert sheet.print_area == f"'支出'!$A$1:$F${last}"
    assert f"C{last}" in sheet.data_validations.dataValidation[0].sqref
    assert any(f"C{last}" in area.sqref for area in sheet.conditional_formatting)


def test_lines_for_signatures_stay_even_within_the_frame(document, tmp_path):
    workbook, sheet = book()
    end = table(sheet)
    for column, text in ((1, "制表人："), (3, "审核："), (5, "单位负责人：")):
        sheet.cell(end + 1, column, text)
    for column in range(1, 7):
        sheet.cell(end + 1, column).border = FRAME
    result, _ = filled(workbook, document, tmp_path)
    sheet = result["支出"]

    assert line_of(sheet, "制表人：") == line_of(sheet, "2296002") + 1
    assert {"审核：", "单位负责人："} <= {cell.value for cell in sheet[line_of(sheet, "制表人：")]}


def test_samples_go_whole_and_a_strange_column_is_told(document, tmp_path):
    workbook, sheet = book()
    samples = [["2101501", "示例科目", 1, 1, None, None, "示例：含提前下达"], ["……", "示例款", 2, None, 2, None, "示例"]]
    table(sheet, [*HEADER, "备注"], blank=0, samples=samples)
    hidden = workbook.create_sheet("参数")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "示例参数"
    result, told = filled(workbook, document, tmp_path)
    texts = {str(cell.value) for row in result["支出"].iter_rows() for cell in row}

    assert not any("示例" in text for text in texts)
    assert any("“备注”" in note and "示例：含提前下达" in note for note in told.notes)
    assert result["参数"].sheet_state == "hidden"
    assert result["参数"]["A1"].value == "示例参数"


def test_codes_and_names_under_headings_of_their_own_belong_to_their_figures(document, tmp_path):
    workbook, sheet = book()
    header = ["部门经济分类科目编码", "部门经济分类科目名称", "合计", "人员经费", "公用经费"]
    samples = [["30106", "伙食费（示例）", 1, 1, None], ["…", "…", None, None, None]]
    table(sheet, header, title="一般公共预算基本支出表", samples=samples, blank=1)
    result, _ = filled(workbook, document, tmp_path)
    sheet = result["支出"]

    names = {str(sheet[f"A{r}"].value): sheet[f"B{r}"].value for r in range(5, 12)}
    assert names.items() >= {"30101": "基本工资", "30201": "办公费"}.items()
    assert amount(sheet, "30101") == Decimal("105.14")
    assert "伙食费（示例）" not in {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_header_without_codes_and_names_is_refused_by_its_words(document, tmp_path):
    workbook, sheet = book()
    table(sheet, ["甲", "乙", *HEADER[2:]])

    with pytest.raises(UsageError, match="甲、乙"):
        filled(workbook, document, tmp_path)
    assert not (tmp_path / "表.xlsx").exists()


def test_two_tables_on_one_sheet_are_both_filled(document, tmp_path):
    workbook, sheet = book()
    end = table(sheet)
    table(sheet, ["科目编码", "科目名称", "合计", "基本支出", "项目支出"], title="政府性基金预算支出表", at=end + 3, blank=1)
    result, told = filled(workbook, document, tmp_path)
    sheet = result["支出"]
    rows = [r for r in range(1, sheet.max_row + 1) if sheet[f"A{r}"].value == "2296002"]

    assert [float(sheet[f"C{r}"].value) for r in rows] == [15.0, 15.0]
    assert "政府性基金预算支出表" in told.filled["支出"]


def test_codes_in_three_columns_or_in_one_merged_over_them(document, tmp_path):
    for merged in (False, True):
        workbook, sheet = book()
        header = ["类", "款", "项", *HEADER[1:]]
        end = table(sheet, header, blank=2)
        for row in range(5, end + 1) if merged else ():
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
        result, _ = filled(workbook, document, tmp_path, overwrite=True)
        sheet = result["支出"]
        line = line_of(sheet, "医疗保障政策管理", "D")
        codes = [sheet.cell(line, column).value for column in (1, 2, 3)]

        assert codes == (["2101505", None, None] if merged else ["210", "15", "05"])
        assert float(sheet.cell(line, 5).value) == 50


NATIONAL = [
    ["项目", None, None, None, "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
    ["支出功能分类科目编码", None, None, "科目名称", None, None, None, None, None, None],
    ["类", "款", "项", "栏次", 1, 2, 3, 4, 5, 6],
    [None, None, None, "合计", None, None, None, None, None, None],
]


@pytest.mark.parametrize("merged", [False, True])
def test_the_form_is_told_by_its_columns_where_two_have_one_title(tmp_path, merged):
    line = {"类型": "支出", "单位": OWN, "部门经济科目": "30227", "资金来源": GENERAL, "支出类别": "项目"}
    rows = [
        {**line, "功能科目": code, "项目": name, "金额": fen}
        for code, name, fen in (("2101505", "监管", "480450.75"), ("2101599", "平台", "577080.00"))
    ]
    rows += [{**row, "类型": "收入", "支出类别": "", "项目": "", "部门经济科目": ""} for row in rows]
    accounts = mb.compile_final_accounts(pd.DataFrame(rows), agency=OWN, year=2023, unit="元")
    workbook, sheet = book()
    sheet["A1"], sheet["J2"], sheet["A3"], sheet["J3"] = "支出决算表", "公开03表", "部门：", "金额单位：元"
    for row, cells in enumerate([*NATIONAL, *([[None] * 10] * 2)], 4):
        for column, value in enumerate(cells, 1):
            cell = sheet.cell(row, column, value)
            cell.border = FRAME
    sheet["A10"] = "注：本表反映部门本年度各项支出情况。"
    for area in ("A4:D4", "A5:C5", *(f"{c}4:{c}5" for c in "EFGHIJ"), *(("A8:C8", "A9:C9") if merged else ())):
        sheet.merge_cells(area)
    result, told = filled(workbook, accounts, tmp_path)
    sheet = result["支出"]

    assert told.filled == {"支出": accounts[mb.forms.FinalExpenditureBySubject].title}
    assert amount(sheet, "医疗保障政策管理", "E", "D") == Decimal("480450.75")
    assert amount(sheet, "合计", "E", "D") == Decimal("1057530.75")
    assert sheet["A3"].value == "部门：青禾县医疗保障局"
    assert {"公开03表", "注：本表反映部门本年度各项支出情况。"} <= {c.value for row in sheet.iter_rows() for c in row}


def test_a_two_sided_table_keeps_its_formulas(document, tmp_path):
    workbook, sheet = book()
    left = ["一般公共预算", "政府性基金预算", "七、其他收入", "上年结转结余", "收入总计"]
    right = ["社会保障和就业支出", "卫生健康支出", "……", "……", "支出总计"]
    sheet["A1"], sheet["D2"] = "部门收支预算总表", "单位：万元"
    lines = [["收入", None, "支出", None], ["项目", "预算数", "项目", "预算数"]]
    lines += [[a, None, b, None] for a, b in zip(left, right, strict=True)]
    for _ in range(20):
        lines.insert(-1, [None] * 4)
    for row, cells in enumerate(lines, 3):
        for column, value in enumerate(cells, 1):
            sheet.cell(row, column, value).border = FRAME
    last = 2 + len(lines)
    sheet.merge_cells("A3:B3")
    sheet.merge_cells("C3:D3")
    sheet[f"B{last}"] = f"=SUM(B5:B{last - 1})"
    result, told = filled(workbook, document, tmp_path)
    sheet = result["支出"]

    assert not any("公式" in note for note in told.notes)
    assert told.filled == {"支出": "2024年部门收支预算总表"}
    assert amount(sheet, "收入总计", "B") == amount(sheet, "支出总计", "D", "C") == Decimal("261.49")
    assert str(sheet[f"B{last}"].value).startswith("=SUM(")
    assert amount(sheet, "医疗保障政策管理", "D", "C") == Decimal("50.00")


def test_cover_and_text_are_filled_and_what_stays_open_is_told(document, tmp_path):
    workbook, sheet = book()
    table(sheet)
    cover, words = workbook.create_sheet("封面"), workbook.create_sheet("编制说明")
    cover["A1"], cover["A2"] = "XX局", "20XX年部门预算"
    words["A1"] = "××局20××年支出预算x,xxx.xx万元。"
    result, told = filled(workbook, document, tmp_path)

    assert [result["封面"][c].value for c in ("A1", "A2")] == ["青禾县医疗保障局", "2024年部门预算"]
    assert result["编制说明"]["A1"].value == "青禾县医疗保障局2024年支出预算x,xxx.xx万元。"
    assert [note for note in told.notes if "编制说明" in note and "x,xxx.xx" in note]
    assert not any("封面" in note for note in told.notes)


def test_the_template_and_files_that_are_there_are_never_written_over(document, tmp_path):
    workbook, sheet = book()
    table(sheet)
    workbook.save(tmp_path / "空表.xlsx")
    before = (tmp_path / "空表.xlsx").read_bytes()

    with pytest.raises(UsageError, match="模板本身"):
        mb.fill_xlsx(tmp_path / "空表.xlsx", document, tmp_path / "空表.xlsx", overwrite=True)
    (tmp_path / "表.xlsx").write_text("别的", encoding="utf-8")
    with pytest.raises(UsageError, match="已经存在"):
        mb.fill_xlsx(tmp_path / "空表.xlsx", document, tmp_path / "表.xlsx")
    assert (tmp_path / "空表.xlsx").read_bytes() == before
    assert (tmp_path / "表.xlsx").read_text("utf-8") == "别的"
    mb.fill_xlsx(tmp_path / "空表.xlsx", document, tmp_path / "表.xlsx", overwrite=True)


def test_a_figure_that_is_not_found_again_leaves_no_file(document, tmp_path, monkeypatch):
    workbook, sheet = book()
    table(sheet)
    original = filling.fill_rows

    def tampering(found):
        original(found)
        found.worksheet[found.filled[0].cell].value = 1

    monkeypatch.setattr(filling, "fill_rows", tampering)
    with pytest.raises(UsageError, match="核对不符"):
        filled(workbook, document, tmp_path)
    assert not (tmp_path / "表.xlsx").exists()


def picture():
    """The smallest PNG."""
    return BytesIO(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f030005fe02fea7"
            "9a9d1b0000000049454e44ae426082"
        )
    )


def test_pictures_are_kept_or_the_template_is_refused(document, tmp_path):
    workbook, sheet = book()
    table(sheet)
    workbook.save(tmp_path / "空表.xlsx")
    from zipfile import ZipFile

    with ZipFile(tmp_path / "空表.xlsx", "a") as packed:
        packed.writestr("xl/media/image1.png", picture().getvalue())
    if find_spec("PIL") is None:
        with pytest.raises(UnsupportedFormatError, match="1张图片"):
            mb.fill_xlsx(tmp_path / "空表.xlsx", document, tmp_path / "表.xlsx")
        return
    from openpyxl.drawing.image import Image

    sheet.add_image(Image(picture()), "H2")
    _, told = filled(workbook, document, tmp_path)
    with ZipFile(told.path) as packed:
        assert [name for name in packed.namelist() if name.startswith("xl/media/")] != []
