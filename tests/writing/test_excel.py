"""What a written workbook holds, cell by cell."""


from decimal import Decimal

import pytest
from attrs import evolve
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from medinsure_budget import editions
from medinsure_budget.document import Agency, Budget, FinalAccounts
from medinsure_budget.editions.tree import columns, downward, items
from medinsure_budget.errors import UsageError
from medinsure_budget.forms import (
    BudgetOverview,
    Column,
    Expenditure,
    FinalIncomeByUnit,
    FinalOverview,
    FinalThreePublics,
    Sheet,
    Unrecognised,
)
from medinsure_budget.money import Money, Unit
from medinsure_budget.writing import arrange, write_xlsx
from medinsure_budget.writing.excel.widths import column_widths
from medinsure_budget.writing.table import Table, TableCell, lay_out

TREE = "科目编码 科目名称 总计 基本支出{人员支出 公用经费} 项目支出"


def wan(text: str) -> Money:
    return Money(text, "万元")


def subject(code: str, name: str, **amounts: str) -> Expenditure:
    return Expenditure(code=code, name=name, **{field: wan(text) for field, text in amounts.items()})


def document(*rows: Expenditure, **changes: object) -> Budget:
    sheet = Sheet(
        form=Expenditure, title="2024年部门支出预算总表", number="表03", unit=Unit.WAN, agency="216-云溪市医疗保障局",
        rows=rows, columns=columns(Expenditure, TREE, "**"),
    )  # fmt: skip
    return Budget(name="云溪", agency=Agency("云溪市医疗保障局", "部门"), year=2024, sheets=(evolve(sheet, **changes),))


@pytest.fixture
def written(tmp_path):
    def write(doc, **options):
        return load_workbook(write_xlsx(doc, tmp_path / "表.xlsx", overwrite=True, **options)).worksheets[-1]

    return write


def values(worksheet):
    return [[cell.value for cell in row] for row in worksheet.iter_rows()]


def test_title_number_agency_unit_header_and_ordinals_stand_above_the_rows(written):
    sheet = written(document(subject("205", "教育支出", total="1.20")))

    assert values(sheet)[:6] == [
        ["2024年部门支出预算总表", None, None, None, None, None],
        ["表03", None, None, None, None, None],
        ["216-云溪市医疗保障局", None, None, None, "单位：万元", None],
        ["科目编码", "科目名称", "总计", "基本支出", None, "项目支出"],
        [None, None, None, "人员支出", "公用经费", None],
        ["**", "**", "1", "2", "3", "4"],
    ]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:F1", "A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:F5"} <= merged


def test_blank_zero_and_zero_with_decimals_are_three_things(written):
    sheet = written(document(subject("205", "教育支出", total="0", personnel="0.00")))

    blank, zero, decimals = sheet["E7"], sheet["C7"], sheet["D7"]
    assert blank.value is None
    assert (zero.value, zero.number_format) == (0, "0")
    assert (decimals.value, decimals.number_format) == (0, "0.00")


def test_amounts_are_numbers_that_show_their_own_decimals(written):
    sheet = written(document(subject("205", "教育支出", total="1386.05", personnel="12.6", public="7")))

    cells = [sheet[place] for place in ("C7", "D7", "E7")]
    assert [cell.data_type for cell in cells] == ["n", "n", "n"]
    assert [str(cell.value) for cell in cells] == ["1386.05", "12.6", "7"]
    assert [cell.number_format for cell in cells] == ["0.00", "0.0", "0"]


def test_the_unit_can_be_chosen_and_no_digit_is_lost(written):
    sheet = written(document(subject("205", "教育支出", total="1386.0512")), unit="元")
    assert (sheet["E3"].value, sheet["C7"].value) == ("单位：元", 13860512)

    sheet = written(document(subject("205", "教育支出", total="34.80")), unit="亿元")
    assert Decimal(str(sheet["C7"].value)) == Decimal("0.00348")
    assert sheet["C7"].number_format == "0.00000"


def test_amounts_are_rounded_half_up_only_when_asked(written):
    sheet = written(document(subject("205", "教育支出", total="0.125")), decimals=2)

    assert (sheet["C7"].value, sheet["C7"].number_format) == (0.13, "0.00")


def test_an_amount_beyond_the_precision_of_spreadsheets_is_written_as_words(written):
    sheet = written(document(subject("205", "教育支出", total="12345678901234567.89")))

    assert (sheet["C7"].data_type, sheet["C7"].value) == ("s", "12345678901234567.89")


@pytest.mark.parametrize("name", ["=1+1", "+医保", "-医保", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_words_never_become_formulas(written, name):
    sheet = written(document(subject("205", name, total="1")))

    assert (sheet["B7"].data_type, sheet["B7"].value, sheet["B7"].quotePrefix) == ("s", name, True)


def test_control_characters_are_refused_with_their_place(written):
    with pytest.raises(UsageError, match=r"rows\[0\]\.name里有不能写出的字符 U\+000B"):
        written(document(subject("205", "教育\x0b支出", total="1")))


def test_a_text_longer_than_a_cell_is_refused_and_nothing_is_written(tmp_path):
    path = tmp_path / "长.xlsx"

    with pytest.raises(UsageError, match="32767"):
        write_xlsx(document(subject("205", "教" * 32768, total="1")), path)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_writing_leaves_the_old_file_alone(tmp_path):
    path = write_xlsx(document(subject("205", "教育支出", total="1")), tmp_path / "表.xlsx")
    before = path.read_bytes()

    with pytest.raises(UsageError):
        write_xlsx(document(subject("205", "教" * 32768, total="1")), path, overwrite=True)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["表.xlsx"]


def test_misuse_is_refused(tmp_path):
    with pytest.raises(UsageError, match="xlsx"):
        write_xlsx(document(), tmp_path / "表.xls")
    with pytest.raises(UsageError, match="没有可以写出的表"):
        write_xlsx(document().evolve(sheets=()), tmp_path / "表.xlsx")


def test_levels_are_set_in(written):
    rows = [subject(code, code, total="1") for code in ("205", "20508", "2050803")]
    sheet = written(document(*rows))

    assert [sheet[f"B{row}"].alignment.indent for row in (7, 8, 9)] == [0, 1, 2]


def test_subjects_printed_by_name_only_are_set_in_like_their_codes_elsewhere(tmp_path):
    names = ["农林水支出", "其他农林水支出", "其他农林水支出"]
    coded = document(*[subject(c, n, total="1") for c, n in zip(("213", "21399", "2139999"), names, strict=True)])
    overview = Sheet(
        form=BudgetOverview, title="收支预算总表", unit=Unit.WAN,
        rows=tuple(BudgetOverview(name=n, side="expenditure", panel=1, amount=wan("1")) for n in names),
        columns=columns(BudgetOverview, "收入{项目 预算数} 支出{项目 预算数}"),
    )  # fmt: skip
    workbook = load_workbook(write_xlsx(coded.evolve(sheets=(overview, *coded.sheets)), tmp_path / "表.xlsx"))
    sheet = workbook.worksheets[1]

    assert [sheet[f"C{row}"].alignment.indent for row in (5, 6, 7)] == [0, 1, 2]


def test_live_sums_stand_only_where_they_give_the_printed_figure(written):
    rows = (
        subject("205", "教育支出", total="3.00", personnel="1.00", public="2.00"),
        subject("20508", "进修及培训", total="3.01", personnel="1.00", public="2.00"),
    )
    sheet = written(document(*rows), formulas=True)

    assert sheet["C7"].value == "=D7+E7"
    assert sheet["C8"].value == 3.01


def test_live_sums_hold_the_printed_figure_until_they_are_calculated(tmp_path):
    rows = document(subject("205", "教育支出", total="3.00", personnel="1.00", public="2.00"))
    path = write_xlsx(rows, tmp_path / "表.xlsx", formulas=True)

    assert load_workbook(path, data_only=True).worksheets[-1]["C7"].value == 3


def test_live_sums_follow_the_hierarchy(written):
    rows = (
        Expenditure(name="合计", total=wan("6.00")),
        subject("205", "教育支出", total="3.00"),
        subject("20508", "进修及培训", total="1.00"),
        subject("20509", "教育费附加", total="2.00"),
        subject("208", "社会保障和就业支出", total="3.00"),
    )
    sheet = written(document(*rows), formulas=True)

    assert (sheet["C7"].value, sheet["C8"].value) == ("=C8+C11", "=C9+C10")


def overview(*rows: FinalOverview) -> FinalAccounts:
    sheet = Sheet(
        form=FinalOverview, title="2023年度收入支出决算总表", number="公开01表", unit=Unit.WAN, rows=rows,
        columns=columns(FinalOverview, "收入{项目 行次 金额} 支出{项目 行次 金额}", "栏次"),
    )  # fmt: skip
    return FinalAccounts(name="云溪", agency=Agency("云溪市医疗保障局", "单位"), year=2023, sheets=(sheet,))


def income(number: str, name: str, line: str) -> FinalOverview:
    return FinalOverview(side="income", line_number=number, name=name, line=line, amount=wan("1.00"))


def outlay(number: str, name: str, line: str = "") -> FinalOverview:
    return FinalOverview(side="expenditure", line_number=number, name=name, line=line, panel=1, amount=wan("2.00"))


def test_sides_stand_beside_each_other_with_totals_in_line_and_gaps_numbered(written):
    doc = overview(
        income("1", "一、一般公共预算财政拨款收入", "general_public"),
        income("4", "本年收入合计", "year_income"),
        income("5", "年初结转和结余", "carried_in"),
        income("7", "总计", "total_income"),
        outlay("8", "一、一般公共服务支出"),
        outlay("9", "二、外交支出"),
        outlay("10", "本年支出合计", "year_expenditure"),
        outlay("11", "总计", "total_expenditure"),
    )
    rows = [[str(v) if v is not None else "" for v in row] for row in values(written(doc))[6:]]

    assert rows == [
        ["一、一般公共预算财政拨款收入", "1", "1", "一、一般公共服务支出", "8", "2"],
        ["", "2", "", "二、外交支出", "9", "2"],
        ["", "3", "", "", "", ""],
        ["本年收入合计", "4", "1", "本年支出合计", "10", "2"],
        ["年初结转和结余", "5", "1", "", "", ""],
        ["", "6", "", "", "", ""],
        ["总计", "7", "1", "总计", "11", "2"],
    ]


def test_items_run_downward_with_a_column_for_each_measure(written):
    sheet = Sheet(
        form=FinalThreePublics, title="2023年度“三公”经费支出决算表", unit=Unit.WAN,
        columns=downward(("预算数", "budget"), ("决算数", "final")),
        items=items(total="合计", reception="3.公务接待费"),
        rows=(
            FinalThreePublics(measure="budget", total=wan("1.30"), reception=wan("1.30")),
            FinalThreePublics(measure="final", total=wan("1.27")),
        ),
    )  # fmt: skip
    doc = FinalAccounts(name="云溪", agency=Agency("云溪市医疗保障局"), year=2023, sheets=(sheet,))

    assert values(written(doc))[2:] == [["项目", "预算数", "决算数"], ["合计", 1.3, 1.27], ["3.公务接待费", 1.3, None]]


def test_the_total_of_several_panels_reaches_over_all_of_them(written):
    doc = FinalAccounts(name="云溪", agency=Agency("云溪市医疗保障局", "单位"), year=2023)
    form = editions.FINAL_ACCOUNTS_2023.sheets[7].form
    rows = (
        form(code="301", name="工资福利支出", amount=wan("1.00")),
        form(name="人员经费合计", line="personnel_total", amount=wan("1.00")),
        form(code="302", name="商品和服务支出", amount=wan("2.00")),
        form(code="310", name="资本性支出", amount=wan("3.00")),
        form(name="公用经费合计", line="public_total", amount=wan("5.00")),
    )
    sheet = Sheet(form=form, title="明细表", unit=Unit.WAN, rows=rows)

    worksheet = written(doc.evolve(sheets=(sheet,)), edition=editions.FINAL_ACCOUNTS_2023)

    last = next(row for row in worksheet.iter_rows() if row[0].value == "人员经费合计")
    assert [cell.value for cell in last] == ["人员经费合计", None, 1, "公用经费合计", None, None, None, None, 5]
    assert f"D{last[0].row}:H{last[0].row}" in {str(area) for area in worksheet.merged_cells.ranges}


def test_codes_are_split_where_the_edition_prints_them_in_columns(written):
    doc = document(subject("2050803", "培训支出", total="1.00"), Expenditure(name="合计", total=wan("1.00")))

    sheet = written(doc, edition=editions.SHANGHAI_BUDGET_2025)

    assert [sheet.cell(6, c).value for c in range(1, 6)] == ["205", "08", "03", "培训支出", 10000]
    assert sheet["E6"].number_format == "#,##0.00"
    assert sheet["A7"].value == "合计"
    assert "A7:D7" in {str(area) for area in sheet.merged_cells.ranges}


def test_undeclared_columns_and_unknown_tables_are_written_too(tmp_path):
    known = document(
        evolve(subject("205", "教育支出", total="1.00"), extra=(("专项债券", wan("7.00")),)),
        columns=(*columns(Expenditure, TREE), Column(("专项债券",), "money")),
    )
    unknown = Sheet(
        form=Unrecognised, title="车辆情况表", unit=Unit.WAN,
        columns=(Column(("车辆",), "name"), Column(("金额",), "money")),
        rows=(Unrecognised(name="应急保障用车", extra=(("金额", wan("12.30")),)),),
    )  # fmt: skip
    workbook = load_workbook(write_xlsx(known.evolve(sheets=(*known.sheets, unknown)), tmp_path / "表.xlsx"))

    assert workbook.worksheets[1]["G6"].value == 7
    assert values(workbook.worksheets[2])[2:] == [["车辆", "金额"], ["应急保障用车", 12.3]]


def test_the_contents_link_to_every_sheet(tmp_path):
    doc = document(subject("205", "教育支出", total="1.00"))
    twice = doc.evolve(sheets=doc.sheets * 2)
    workbook = load_workbook(write_xlsx(twice, tmp_path / "表.xlsx"))

    assert workbook.sheetnames == ["目录", "表03 部门支出预算总表", "表03 部门支出预算总表（2）"]
    links = [workbook["目录"][f"A{row}"].hyperlink.location for row in (3, 4)]
    assert [workbook["目录"][f"A{row}"].value for row in (1, 2)] == ["云溪市医疗保障局2024年部门预算", "目 录"]
    assert links == ["'表03 部门支出预算总表'!A1", "'表03 部门支出预算总表（2）'!A1"]
    assert load_workbook(write_xlsx(twice, tmp_path / "无.xlsx", contents=False)).sheetnames[0] == "表03 部门支出预算总表"


def test_names_of_sheets_are_what_excel_allows(tmp_path):
    doc = document(title="x", number="[公开]01/表:*?" + "长" * 40)
    name = load_workbook(write_xlsx(doc, tmp_path / "表.xlsx")).sheetnames[0]

    assert len(name) <= 31
    assert not set(name) & set("[]:*?/\\'")


def pages(sheet):
    """On how many pages a sheet is fitted, across and down: the file format takes what it leaves out to be one."""
    setup = sheet.page_setup
    return tuple(1 if count is None else count for count in (setup.fitToWidth, setup.fitToHeight))


def test_pages_are_a4_one_page_wide_with_the_header_repeated(written):
    sheet = written(document(*[subject(str(c), "支出", total="1.00") for c in range(201, 280)]))

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert pages(sheet) == (1, 0)
    assert sheet.print_title_rows == "$1:$6"


def test_wide_tables_lie_sideways_and_short_ones_stay_on_one_page(written):
    wide = editions.ZHEJIANG_BUDGET_2024.sheets[1]
    rows = (wide.form(name="合计", total=wan("1.00")),)
    sheet = written(document().evolve(sheets=(Sheet(form=wide.form, title="收入", unit=Unit.WAN, rows=rows, columns=wide.columns),)))

    assert (sheet.page_setup.orientation, pages(sheet)) == ("landscape", (1, 1))


def test_every_cell_of_the_table_is_framed_and_set_in_the_usual_type(written):
    sheet = written(document(subject("205", "教育支出", total="1.00")))

    for row in sheet["A4:F7"]:
        for cell in row:
            if not isinstance(cell, MergedCell):
                assert cell.border.left.style == cell.border.top.style == "thin", cell.coordinate
                assert cell.font.name == "宋体"


def test_styling_a_cell_afterwards_changes_no_other_cell(tmp_path):
    from openpyxl.styles import Font

    workbook = load_workbook(write_xlsx(document(subject("205", "教育支出", total="1.00", public="2.00")), tmp_path / "表.xlsx"))
    sheet = workbook.worksheets[0]
    sheet["C7"].font = Font(bold=True)

    assert not sheet["E7"].font.bold


def test_no_character_of_a_header_stands_alone_be_the_type_wide_or_narrow():
    """Small tables fill the page, and what stands in for 宋体 is a fifth wider."""
    tree = "单位名称 本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 附属单位上缴收入 其他收入"
    sheet = Sheet(form=FinalIncomeByUnit, title="收入决算表", unit=Unit.WAN, rows=(FinalIncomeByUnit(name="合计", total=wan("1.00")),))
    edition = editions.Edition(
        name="一张表", kind="final_accounts",
        sheets=(editions.Printed(form=FinalIncomeByUnit, title="收入决算表", columns=columns(FinalIncomeByUnit, tree)),),
    )  # fmt: skip
    own = FinalAccounts(name="云溪", agency=Agency("云溪市医疗保障局", "部门"), year=2023, sheets=(sheet,))
    ((arranged, printed),) = arrange(own, edition)
    table = lay_out(arranged, printed)

    for cell, width in zip([c for c in table.cells if c.kind == "header" and c.row == 0], column_widths(table), strict=True):
        letters = len(cell.value)
        for type_width in (1.0, 1.2):
            across = int((width - 2) / 2 / type_width)
            assert letters <= across or letters % across != 1, cell.value


@pytest.mark.parametrize("letters", [3, 7, 9, 11, 13])
def test_headers_within_a_form_keep_no_character_alone_in_a_line_as_those_above_it(letters):
    three = tuple(Column((words,), "text") for words in ("指标", "要求", "完成"))
    long = (TableCell(1, 0, "指标" * 60, "text"), TableCell(1, 1, "要求" * 60, "text"))

    def wide(row):
        header = TableCell(row, 2, "偏" * letters, "header")
        head, body = ((header,), long) if row == 0 else ((), (*long, header))
        return column_widths(Table("表", "", "", "", three, head, body, 1, 2, ()))[2]

    assert wide(1) == wide(0)
