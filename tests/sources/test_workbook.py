"""Workbooks: what visible cells show, and how tables are parted from the lines around them."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side

from medinsure_budget.errors import EncryptedFileError, LimitExceededError, UnreadableFileError
from medinsure_budget.evidence import Grid, Line
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.workbook import read_workbook

BOX = Border(left=Side("thin"), right=Side("thin"), top=Side("thin"), bottom=Side("thin"))
TABLE = [
    ["云溪市医疗保障局2024年收入预算表"],
    [],
    ["部门：云溪市医疗保障局", None, None, "单位：万元"],
    ["科目", None, "合计", "财政拨款"],
    ["编码", "名称"],
    ["2101501", "行政运行", 1386.05, 1386.05],
    ["", "合计", 1386.05, 1386.05],
    ["注：本表为批复数。"],
]


def workbook(rows=TABLE, merges=("A1:D1", "A4:B4", "C4:C5", "D4:D5"), number_format="#,##0.00"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "收入"
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, float):
                cell.number_format = number_format
    for merge in merges:
        sheet.merge_cells(merge)
    return book


def saved(book):
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(book, **options):
    return read_workbook(saved(book), "样本.xlsx", **options)


def texts(grid):
    return [[cell.text if cell else None for cell in row] for row in grid.places]


def changed(data, part, old, new):
    """The same container with text of one part replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.namelist():
            content = source.read(member)
            if member == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(member, content)
    return out.getvalue()


SHEET1 = "xl/worksheets/sheet1.xml"


def test_titles_units_and_remarks_are_lines_around_the_grid():
    (page,) = read(workbook()).pages
    assert page.name == "收入"
    title, agency, unit, grid, note = page.blocks
    assert (title, agency, unit, note) == (
        Line("云溪市医疗保障局2024年收入预算表", 1),
        Line("部门：云溪市医疗保障局", 3),
        Line("单位：万元", 3),
        Line("注：本表为批复数。", 8),
    )
    assert texts(grid) == [
        ["科目", "科目", "合计", "财政拨款"],
        ["编码", "名称", "合计", "财政拨款"],
        ["2101501", "行政运行", "1,386.05", "1,386.05"],
        ["", "合计", "1,386.05", "1,386.05"],
    ]
    assert (grid.lines, grid.name, grid.page, grid.merged) == ((4, 5, 6, 7), "收入", 1, True)
    assert [(c.text, c.rows, c.columns) for c in grid.anchored(0)] == [
        ("科目", 1, 2), ("合计", 2, 1), ("财政拨款", 2, 1),
    ]  # fmt: skip


def test_rules_tell_a_blank_row_of_the_table_from_a_gap_between_tables():
    book = workbook([["甲", "乙"], ["1", "2"], [None, None], ["合计", None], ["丙", "丁"], ["3", "4"]], merges=())
    for cells in book.active.iter_rows(1, 4, 1, 2):
        for cell in cells:
            cell.border = BOX
    book.active.insert_rows(5)
    book.active["A5"] = "制表人：甲"
    first, maker, second = read(book).pages[0].blocks
    assert texts(first) == [["甲", "乙"], ["1", "2"], ["", ""], ["合计", ""]]
    assert maker == Line("制表人：甲", 5)
    assert texts(second) == [["丙", "丁"], ["3", "4"]]


def test_tables_under_each_other_are_parted_by_their_titles():
    rows = [["表一"], ["甲", "乙"], ["1", "2"], [], ["表二"], ["丙", "丁"], ["3", "4"]]
    first, one, second, two = read(workbook(rows, ())).pages[0].blocks
    assert (first.text, texts(one), second.text, texts(two)) == ("表一", rows[1:3], "表二", rows[5:])


def test_hidden_sheets_rows_and_columns_are_left_out_and_noted():
    book = workbook()
    book.create_sheet("底稿").append(["秘密", 1])
    book["底稿"].sheet_state = "hidden"
    book.create_sheet("机密").append(["秘密", 1])
    book["机密"].sheet_state = "veryHidden"
    book["收入"].row_dimensions[7].hidden = True
    book["收入"].column_dimensions["B"].hidden = True
    source = read(book)
    assert [page.name for page in source.pages] == ["收入"]
    grid = next(b for b in source.pages[0].blocks if isinstance(b, Grid))
    heads = [["科目", "合计", "财政拨款"], ["编码", "合计", "财政拨款"]]
    assert texts(grid) == [*heads, ["2101501", "1,386.05", "1,386.05"]]
    assert grid.lines == (4, 5, 6)
    assert {note.kind for note in source.notes} == {"ignored"}
    assert [note.message.rpartition("，")[0] + note.message[-4:] for note in source.notes] == [
        "工作表“收入”有1行是隐藏的：第7行",
        "工作表“收入”有1列是隐藏的：第2列",
        "工作表“底稿”是隐藏的没有读取",
        "工作表“机密”是隐藏的没有读取",
    ]


def test_stored_text_keeps_its_zeros_and_stored_numbers_their_digits():
    rows = [["编码", "数"], ["0101", 0.1 + 0.2], ["2101501", 13.3333], ["01", 0.0], ["00", -5.5]]
    rows.append(["日期", date(2024, 3, 1)])
    source = read(workbook(rows, ()))
    (grid,) = source.pages[0].blocks
    assert texts(grid)[1:] == [
        ["0101", "0.30"], ["2101501", "13.3333"], ["01", "0.00"], ["00", "-5.50"], ["日期", "2024-03-01"],
    ]  # fmt: skip
    (note,) = source.notes
    assert note.kind == "repaired"
    assert "B3" in note.message


def test_a_sheet_that_shows_no_zeros_prints_blanks():
    book = workbook([["甲", "乙"], ["丙", 0.0], ["丁", 10.0]], ())
    book.active.sheet_view.showZeros = False
    (grid,) = read(book).pages[0].blocks
    assert texts(grid) == [["甲", "乙"], ["丙", ""], ["丁", "10.00"]]


def test_formulas_give_their_saved_value_and_are_noted_without_one():
    book = workbook([["甲", "乙", "丙"], ["1", "=1+1", "=2+2"]], ())
    data = changed(saved(book), SHEET1, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    source = read_workbook(data, "样本.xlsx")
    (grid,) = source.pages[0].blocks
    assert texts(grid)[1] == ["1", "2", ""]
    (note,) = source.notes
    assert (note.kind, "C2" in note.message, note.page) == ("unread", True, 1)


def test_bold_cells_are_marked():
    book = workbook([["甲", "乙"], ["合计", "1"]], ())
    book.active["A2"].font = Font(bold=True)
    (grid,) = read(book).pages[0].blocks
    assert [[cell.bold for cell in row] for row in grid.places] == [[False, False], [True, False]]


def test_shared_strings_give_their_runs_without_the_phonetic_guide():
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    strings = b"<si><r><t>\xe5\x90\x88</t></r><r><t>_x000D_\xe8\xae\xa1</t></r><rPh><t>heji</t></rPh></si>"
    data = changed(saved(workbook()), SHEET1, b'<c r="D4" t="inlineStr">', b'<c r="D4" t="s"><v>0</v>')
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/shared.xml", b"<sst " + main + b">" + strings + b"</sst>")
    relation = b'<Relationship Id="rId99" Type="http://x/sharedStrings" Target="shared.xml"/></Relationships>'
    data = changed(out.getvalue(), "xl/_rels/workbook.xml.rels", b"</Relationships>", relation)
    grid = next(b for b in read_workbook(data, "").pages[0].blocks if isinstance(b, Grid))
    assert grid.text(0, 3) == "合 计"


def test_the_strict_flavour_reads_alike():
    plain = saved(workbook())
    strict = plain
    for part in ("xl/workbook.xml", SHEET1, "xl/styles.xml"):
        usual = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        strict = changed(strict, part, usual, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert [texts(b) for b in read_workbook(strict, "").pages[0].blocks if isinstance(b, Grid)] == [
        texts(b) for b in read_workbook(plain, "").pages[0].blocks if isinstance(b, Grid)
    ]


def test_sheets_over_the_limit_are_noted():
    book = workbook()
    book.create_sheet("二").append(["甲", "乙"])
    source = read(book, limits=Limits(max_pages=1))
    assert len(source.pages) == 1
    assert ("unread", True) in [(note.kind, "1个没有读取" in note.message) for note in source.notes]


@pytest.mark.parametrize(
    ("part", "old", "new", "cause"),
    [
        (SHEET1, b"</sheetData>", b"", "格式有误"),
        (SHEET1, b"<worksheet", b'<!DOCTYPE a [<!ENTITY a "ha">]><worksheet', "DOCTYPE"),
        (SHEET1, b'r="A1"', b'r="AAAAAAA1"', "不是格子的位置"),
        (SHEET1, b'<row r="1"', b'<row r="one"', "已损坏.*one"),
        (SHEET1, b"<v>1386.05</v>", b"<v>many</v>", "不是数值"),
        (SHEET1, b'<c r="A1" t="inlineStr">', b'<c r="A1" t="s"><v>9</v>', "缺少编号为 '9' 的共用文字"),
        ("xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet9.xml", "缺少"),
        ("_rels/.rels", b"officeDocument", b"officeParty", "没有写明正文"),
    ],
)
def test_a_damaged_part_is_named_with_its_cause(part, old, new, cause):
    with pytest.raises(UnreadableFileError, match=cause) as caught:
        read_workbook(changed(saved(workbook()), part, old, new), "样本.xlsx")
    assert "样本.xlsx" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'patternType="gray125"', b'patternType="grey125"'),
        (b'horizontal="center"', b'horizontal="middle"'),
        (b'style="thin"', b'style="thinner"'),
    ],
)
def test_styles_that_other_readers_refuse_do_not_hide_the_numbers(old, new):
    book = workbook()
    book.active["C6"].border, book.active["C6"].alignment = BOX, Alignment(horizontal="center")
    whole = saved(book)
    odd = changed(whole, "xl/styles.xml", old, new)
    with pytest.raises((TypeError, ValueError)):
        openpyxl.load_workbook(BytesIO(odd))
    read_odd, read_whole = (
        [texts(b) for b in read_workbook(data, "").pages[0].blocks if isinstance(b, Grid)] for data in (odd, whole)
    )
    assert read_odd == read_whole != []


def test_a_truncated_or_blank_workbook_is_refused():
    with pytest.raises(UnreadableFileError, match="不完整"):
        read_workbook(saved(workbook())[:-200], "样本.xlsx")
    with pytest.raises(UnreadableFileError, match="没有看得见的格子"):
        read_workbook(saved(workbook([], ())), "样本.xlsx")


def test_a_workbook_that_grows_beyond_the_limits_is_refused():
    with pytest.raises(LimitExceededError, match="解压后超过"):
        read(workbook(), limits=Limits(max_unpacked_bytes=1000))
    with pytest.raises(LimitExceededError, match="个元素"):
        read(workbook(), limits=Limits(max_elements=30))


def test_far_away_and_overlapping_cells_cost_nothing():
    book = workbook([["甲", "乙"], ["1", "2"]], ())
    book.active["B1000000"] = "远"
    data = changed(saved(book), SHEET1, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/>'
                   b'<mergeCell ref="A2:B2"/></mergeCells>')  # fmt: skip
    (page,) = read_workbook(data, "").pages
    assert sum(isinstance(block, Grid) for block in page.blocks) == 1


def test_a_wide_and_long_sheet_exceeds_the_limits_at_once():
    book = workbook([[f"{n}"] for n in range(200)], ())
    for row in range(1, 201):
        book.active.cell(row, 16_384, "尾")
    with pytest.raises(LimitExceededError, match=r"样本\.xlsx：收入：有表格超过"):
        read(book)


def test_what_stands_beside_the_cells_is_noted():
    book = workbook()
    book.active["A1"].comment = Comment("批注", "甲")
    out = BytesIO(saved(book))
    with zipfile.ZipFile(out, "a") as archive:
        drawing = '<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>框中文字</a:t></d>'
        archive.writestr("xl/drawings/drawing9.xml", drawing)
        archive.writestr("xl/media/image1.png", b"")
    source = read_workbook(out.getvalue(), "")
    assert [note.kind for note in source.notes] == ["unread", "unread", "ignored"]
    assert "框中文字" in source.notes[1].message


def test_a_locked_member_asks_for_a_password():
    data = bytearray(saved(workbook()))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        archive.getinfo("xl/workbook.xml")
    at = data.rfind(b"xl/workbook.xml") - 46 + 8
    data[at] |= 1
    with pytest.raises(EncryptedFileError, match=r"xl/workbook\.xml 有密码"):
        read_workbook(bytes(data), "样本.xlsx")


VALUES = st.one_of(
    st.text("甲乙丙支出预算", min_size=1, max_size=6),
    st.decimals(-(10**8), 10**8, allow_nan=False, places=2).map(float),
)


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 5).flatmap(lambda w: st.lists(st.lists(VALUES, min_size=w, max_size=w), min_size=1, max_size=6)))
def test_written_rows_read_back(rows):
    table = [[f"列{c}" for c in range(len(rows[0]))], *rows]
    (grid,) = read(workbook(table, (), "0.00")).pages[0].blocks
    shown = [[f"{value:.2f}" if isinstance(value, float) else value for value in row] for row in table]
    assert texts(grid) == shown


def words(page):
    grids = [block for block in page.blocks if isinstance(block, Grid)]
    return [cell.text for grid in grids for row in range(grid.height) for cell in grid.anchored(row) if cell.text]


CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"


def open_document(rows):
    """A minimal OpenDocument spreadsheet; floats are stored as numbers."""
    cells = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="float" office:value="{value!r}"/>' if isinstance(value, float)
            else f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            for value in row
        ) + "</table:table-row>"
        for row in rows
    )  # fmt: skip
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="收入">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def test_workbooks_without_formats_give_the_shortest_exact_digits():
    source = read_workbook(open_document([["科目", "数"], ["0101", 0.1 + 0.2], ["合计", 1386.0]]), "样本.ods")
    (grid,) = source.pages[0].blocks
    assert texts(grid) == [["科目", "数"], ["0101", "0.3"], ["合计", "1386"]]
    assert [note.kind for note in source.notes] == ["repaired"]


def rich(*runs):
    return CellRichText(*(TextBlock(InlineFont(**how), text) if how else text for text, how in runs))


def test_struck_and_raised_parts_of_a_cell_are_left_out_with_its_name():
    book = workbook(
        rows=[["科目", "合计"], ["一", 1.5], ["二", 2.5], ["三", 3.5], ["四", 4.5]], merges=(), number_format="0.00"
    )
    sheet = book.active
    sheet["B2"] = rich(("999.99", {"strike": True}), ("800.25", {}))
    sheet["B3"] = rich(("800.25", {}), ("3", {"vertAlign": "superscript"}))
    sheet["B4"] = rich(("100m", {}), ("2", {"vertAlign": "superscript"}))
    sheet["B5"].font = Font(strike=True)
    source = read(book)
    (grid,) = source.pages[0].blocks

    assert [row[1] for row in texts(grid)] == ["合计", "800.25", "800.25", "100m2", ""]
    assert sorted(note.message for note in source.notes) == [
        "有1处上标（如注释号）没有读取：B3“3”", "有2处带删除线的文字没有读取：B2“999.99”、B5“4.50”",
    ]  # fmt: skip


def test_cells_that_cannot_be_read_say_why():
    book = workbook(rows=[["科目", "合计"], ["一", "=1+1"], ["二", "#REF!"], ["合计", 3.5]], merges=())
    (grid,) = read(book).pages[0].blocks

    assert [row[1].flaw for row in grid.places] == ["", "公式没有保存计算结果", "公式出错（#REF!）", ""]


def test_numbers_shown_in_a_larger_unit_are_read_as_shown_and_rounding_is_said():
    book = workbook(rows=[["科目", "合计"], ["一", 12005000.0], ["二", 8002600.0]], merges=(), number_format=r"0\.0,")
    source = read(book)

    assert [row[1] for row in texts(source.pages[0].blocks[0])] == ["合计", "1200.5", "800.3"]
    assert [note.message for note in source.notes] == [
        "工作表“收入”有1个数的显示格式换算了单位并舍去尾数，按显示的数字读取：B3"
    ]


def test_a_row_number_beyond_every_sheet_is_refused():
    data = saved(workbook())
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<row r="8"', b'<row r="99999999999"'))
    with pytest.raises(UnreadableFileError, match="不可能有第 99,999,999,999 行"):
        read_workbook(out.getvalue(), "样本.xlsx")


ODS_STYLES = (
    '<office:automatic-styles><style:style style:name="h" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="s" style:family="text"><style:text-properties style:text-line-through-style="solid"/>'
    '</style:style><style:style style:name="r" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style></office:automatic-styles>'
)


def open_sheet(rows, more=""):
    plain = open_document([])
    spaces = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("style",)
    )  # fmt: skip
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = old.read(part).decode()
            content = content.replace("<office:body>", f"{ODS_STYLES}<office:body>").replace(
                " xmlns:office", f"{spaces} xmlns:office"
            )
            content = content.replace("</table:table>", f"{rows}</table:table>{more}")
            new.writestr(part, content)
    return out.getvalue()


def number_cell(value, text, kind="float", more=""):
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{value}" {more}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def test_open_documents_show_rates_and_all_digits_and_leave_out_what_is_not_shown():
    label = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    rows = "".join(
        f"<table:table-row {more}>{''.join(cells)}</table:table-row>"
        for more, cells in [
            ("", [label("科目"), label("合计"), label("占比")]),
            ("", [label("一"), number_cell("1386.05", "1,386.05"), number_cell("0.7279", "72.79%", "percentage")]),
            ("", [label("二"), number_cell("1234.5678", "1,234.57"), number_cell("0.12345", "12.35%", "percentage")]),
            ('table:visibility="collapse"', [label("隐"), number_cell("9", "9"), number_cell("9", "9")]),
            ("", [label('<text:span text:style-name="s">旧</text:span>三<text:span text:style-name="r">1</text:span>'),
                  number_cell("2", "2", more='table:number-columns-repeated="2"')]),
        ]
    )  # fmt: skip
    hidden = '<table:table table:name="草稿" table:style-name="h"><table:table-row/></table:table>'
    source = read_workbook(open_sheet(rows, more=hidden), "样本.ods")

    assert texts(source.pages[0].blocks[0]) == [
        ["科目", "合计", "占比"], ["一", "1,386.05", "72.79%"], ["二", "1,234.5678", "12.345%"], ["三", "2", "2"],
    ]  # fmt: skip
    said = "".join(note.message for note in source.notes)
    assert all(word in said for word in ("第4行", "A5“旧”", "A5“1”", "“草稿”是隐藏的", "B3、C3"))


@pytest.mark.parametrize(
    ("more", "cause"),
    [('table:number-columns-repeated="1000000000"', "格子数超过"), ('table:number-rows-repeated="1000000000"', "格子数超过")],
)
def test_repeat_counts_are_bounded_before_they_are_believed(more, cause):
    cell = number_cell("1.5", "1.5", more=more if "columns" in more else "")
    rows = f"<table:table-row {more if 'rows' in more else ''}>{cell}</table:table-row>"
    with pytest.raises(LimitExceededError, match=cause):
        read_workbook(open_sheet(rows), "样本.ods")


def test_a_locked_open_document_is_named():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
        archive.writestr("content.xml", b"\x80locked")
    with pytest.raises(EncryptedFileError, match="有密码"):
        read_workbook(out.getvalue(), "样本.ods")


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_the_same_template_as_xls_and_xlsx_has_the_same_pages():
    old, new = (
        read_workbook((CORPUS / "xlsx" / name).read_bytes(), name)
        for name in ("budget_template.xls", "unit_budget_template.xlsx")
    )
    assert [page.name for page in old.pages] == [page.name for page in new.pages]
    for before, after in zip(old.pages, new.pages, strict=True):
        # Only rules tell that a last row after blank ones belongs to the table, and xls has none here.
        assert words(before) == words(after)[: len(words(before))]
