"""PDFs written by hand, one printed peculiarity each, read into lines and grids."""

import sys
import zlib
from collections.abc import Sequence
from math import cos, radians, sin
from struct import unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.errors import (
    EncryptedFileError,
    LimitExceededError,
    UnreadableFileError,
    UnsupportedFormatError,
    UsageError,
)
from medinsure_budget.evidence import Box, Grid, Line, Source
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.pdf import picture, read_pdf
from medinsure_budget.sources.pdf.engine import Functions

WIDTH, HEIGHT = 595, 842


class Paper:
    """A page to write on; coordinates as in PDF, from the bottom left."""

    def __init__(self, *, rotate: int = 0, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        self.content: list[str] = []
        self.rotate, self.size = rotate, size

    def raw(self, operators: str) -> "Paper":
        self.content.append(operators)
        return self

    def text(self, x: float, y: float, words: str, *, size: float = 10, matrix: str = "1 0 0 1") -> "Paper":
        codes = "".join(f"{ord(letter):04X}" for letter in words)
        return self.raw(f"BT /F {size} Tf {matrix} {x} {y} Tm <{codes}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float, *, colour: str = "0 0 0", width: float = 0.5) -> "Paper":
        return self.raw(f"q {colour} RG {width} w {x0} {y0} m {x1} {y1} l S Q")

    def bar(self, x: float, y: float, width: float, height: float, *, colour: str = "0 0 0") -> "Paper":
        return self.raw(f"q {colour} rg {x} {y} {width} {height} re f Q")

    def ruled(self, xs: Sequence[float], ys: Sequence[float], **style: object) -> "Paper":
        """All the rulings of a table."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y, **style)
        for x in xs:
            self.line(x, ys[0], x, ys[-1], **style)
        return self

    def words(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> "Paper":
        """Words into the cells between these positions, from the top."""
        for bottom, row in zip(ys[1:], rows, strict=True):
            for left, word in zip(xs, row, strict=False):
                if word:
                    self.text(left + 3, bottom + 6, word)
        return self


# Codes are Unicode; Chinese characters are as wide as high, all others half as wide.
FONT = [
    "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
    """<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>
    /DW 1000/W[0 255 500]/FontDescriptor 5 0 R>>""",
    """<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120
    /CapHeight 700/StemV 80>>""",
]
# A range of codes may only vary in its last byte.
RANGES = "".join(f"1 beginbfrange <{page:02X}00> <{page:02X}FF> <{page:02X}00> endbfrange " for page in range(256))
TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def "
    f"1 begincodespacerange <0000> <FFFF> endcodespacerange {RANGES} endcmap end end"
)


def stream(content: bytes, entries: str = "") -> bytes:
    return f"<<{entries}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


def pdf(
    *papers: Paper, unicode_map: bool = True, extra: Sequence[bytes] = (), resources: str = "", trailer: str = ""
) -> bytes:
    """Bind pages into a file; ``extra`` objects are numbered from 7."""
    font = FONT if unicode_map else [FONT[0].replace("/ToUnicode 6 0 R", ""), *FONT[1:]]
    first = 7 + len(extra)
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(papers)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(papers)}>>".encode(),
        *(part.encode() for part in font),
        stream(TO_UNICODE.encode()),
        *extra,
    ]
    for number, paper in enumerate(papers):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {paper.size[0]} {paper.size[1]}]/Rotate {paper.rotate}"
            f"/Resources<</Font<</F 3 0 R>>{resources}>>/Contents {first + 2 * number + 1} 0 R>>".encode()
        )
        objects.append(stream("\n".join(paper.content).encode()))
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def read(*papers: Paper, **options: object) -> Source:
    return read_pdf(pdf(*papers), "样本.pdf", limits=Limits(), **options)


def grids(source: Source, page: int = 1) -> list[Grid]:
    return [block for block in source.pages[page - 1].blocks if isinstance(block, Grid)]


def lines(source: Source, page: int = 1) -> list[str]:
    return [block.text for block in source.pages[page - 1].blocks if isinstance(block, Line)]


def table(grid: Grid) -> list[list[str]]:
    return [[grid.text(row, column) for column in range(grid.width)] for row in range(grid.height)]


XS, YS = (50, 250, 400), (700, 680, 660, 640)
ROWS = [["项目", "金额"], ["一、基本支出", "1,386.05"], ["二、项目支出", "0.00"]]


# pdfium leaves Chinese text that runs up a page out when neither the file nor the system has its font.
LATIN = [["Item", "Total"], ["Basic", "1,386.05"], ["Project", "0.00"]]


def sample(rows: Sequence[Sequence[str]] = ROWS) -> Paper:
    return Paper().ruled(XS, YS).words(XS, YS, rows)


def test_a_ruled_table_becomes_a_grid_between_its_lines():
    paper = sample().text(200, 720, "支出预算总表").text(50, 620, "注：云溪市医疗保障局编制。")
    source = read(paper)
    title, grid, note = source.pages[0].blocks
    assert isinstance(grid, Grid)
    assert (title.text, note.text) == ("支出预算总表", "注：云溪市医疗保障局编制。")
    assert (title.number, note.number) == (1, 2)
    assert table(grid) == ROWS
    assert grid.merged
    assert source.format == "pdf"
    assert source.notes == ()


def test_boxes_are_measured_from_the_top_left_of_the_page():
    grid = grids(read(sample()))[0]
    box = grid.places[1][1].box
    expected = (250, HEIGHT - 680, 400, HEIGHT - 660)
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx(expected, abs=0.5)


def test_thin_filled_bars_are_rulings_and_thick_ones_backgrounds():
    paper = Paper().words(XS, YS, ROWS).bar(50, 680, 350, 20, colour="0.8 0.9 1")
    for y in YS:
        paper.bar(50, y - 0.4, 350, 0.8)
    for x in XS:
        paper.bar(x - 0.4, 640, 0.8, 60)
    assert table(grids(read(paper))[0]) == ROWS


@pytest.mark.parametrize(
    "invisible",
    [
        "q 1 1 1 RG 1 w 150 640 m 150 700 l S Q",
        "q 1 1 1 rg 149.5 640 1 60 re f Q",
        "q /T gs 0 0 0 rg 149.5 640 1 60 re f Q",
        "q 500 500 10 10 re W n 0 0 0 RG 150 640 m 150 700 l S Q",
    ],
    ids=["white stroke", "white bar", "transparent", "clipped away"],
)
def test_rulings_nobody_sees_make_no_columns(invisible):
    paper = sample().raw(invisible)
    data = pdf(paper, resources="/ExtGState<</T<</ca 0/CA 0>>>>")
    assert table(grids(read_pdf(data, "样本.pdf", limits=Limits()))[0]) == ROWS


def test_double_borders_are_one_line():
    paper = sample()
    for x in (48, 402):
        paper.line(x, 638, x, 702)
    for y in (638, 702):
        paper.line(48, y, 402, y)
    assert table(grids(read(paper))[0]) == ROWS


def test_dashed_rulings_are_joined():
    paper = Paper().words(XS, YS, ROWS)
    for y in YS:
        for x in range(50, 400, 4):
            paper.bar(x, y, 2, 0.5)
    for x in XS:
        for y in range(640, 700, 4):
            paper.bar(x, y, 0.5, 2)
    assert table(grids(read(paper))[0]) == ROWS


def test_a_merged_cell_is_one_object_at_every_place_it_covers():
    paper = Paper()
    for y in (700, 640):
        paper.line(50, y, 400, y)
    paper.line(150, 680, 400, 680).line(50, 660, 400, 660)
    for x in (50, 150, 400):
        paper.line(x, 640, x, 700)
    paper.line(275, 640, 275, 680)
    paper.text(60, 680, "科目名称").text(200, 686, "本年支出").text(160, 666, "基本支出").text(280, 666, "项目支出")
    paper.text(60, 646, "合计").text(160, 646, "3.00").text(280, 646, "4.00")
    grid = grids(read(paper))[0]
    first, wide = grid.places[0][0], grid.places[0][1]
    assert (grid.height, grid.width) == (3, 3)
    assert grid.places[1][0] is first
    assert (first.rows, first.columns, first.text) == (2, 1, "科目名称")
    assert grid.places[0][2] is wide
    assert (wide.rows, wide.columns, wide.text) == (1, 2, "本年支出")
    assert table(grid)[2] == ["合计", "3.00", "4.00"]


def test_a_table_without_side_borders_keeps_its_outer_columns():
    paper = Paper().words(XS, YS, ROWS).line(250, 640, 250, 700)
    for y in YS:
        paper.line(50, y, 400, y)
    assert table(grids(read(paper))[0]) == ROWS


def test_rulings_that_overhang_make_no_columns_of_their_own():
    paper = sample()
    for y in YS:
        paper.line(30, y, 430, y)
    assert table(grids(read(paper))[0]) == ROWS


def test_rows_cut_by_page_breaks_are_closed():
    upper = Paper().words(XS, (100, 80, 60), ROWS[:2]).line(50, 100, 400, 100).line(50, 80, 400, 80)
    lower = Paper().words(XS, (800, 780, 760), ROWS[1:]).line(50, 780, 400, 780).line(50, 760, 400, 760)
    for x in XS:
        upper.line(x, 60, x, 100)
        lower.line(x, 800, x, 760)
    source = read(upper, lower)
    assert table(grids(source, 1)[0]) == ROWS[:2]
    assert table(grids(source, 2)[0]) == ROWS[1:]


def test_rows_without_rulings_between_them_are_parted_at_their_figures():
    paper = Paper().ruled(XS, (700, 680, 620)).words(XS, (700, 680), ROWS[:1])
    paper.text(53, 666, "一、基本支出").text(300, 664, "1,386.05")
    paper.text(53, 646, "二、项目支出（含上年").text(53, 634, "结转）").text(300, 641, "20.00")
    assert table(grids(read(paper))[0]) == [
        ["项目", "金额"],
        ["一、基本支出", "1,386.05"],
        ["二、项目支出（含上年结转）", "20.00"],
    ]


def test_a_title_inside_the_grid_spans_it():
    ys = (720, 700, 680, 660, 640)
    paper = Paper().ruled(XS, ys[1:]).words(XS, ys, [["", ""], *ROWS])
    for x in (50, 400):
        paper.line(x, 700, x, 720)
    paper.line(50, 720, 400, 720).text(200, 706, "支出预算总表")
    grid = grids(read(paper))[0]
    assert grid.places[0][0] is grid.places[0][1]
    assert table(grid)[1:] == ROWS


def test_several_tables_of_a_page_stay_apart():
    below = tuple(y - 300 for y in YS)
    paper = sample().ruled(XS, below).words(XS, below, [["项目", "金额"], ["三、结转", "7.00"], ["合计", "8.00"]])
    first, second = grids(read(paper))
    assert table(first) == ROWS
    assert table(second)[2] == ["合计", "8.00"]


def test_a_table_in_a_frame_keeps_its_words():
    paper = sample().ruled((30, 560), (800, 100)).line(30, 750, 560, 750)
    paper.text(40, 770, "云溪市医疗保障局").text(40, 110, "2")
    source = read(paper)
    assert ROWS in [table(grid) for grid in grids(source)]


def test_a_frame_around_words_is_no_table():
    source = read(Paper().ruled((50, 500), (700, 600)).text(60, 650, "公开说明"))
    assert grids(source) == []
    assert lines(source) == ["公开说明"]


def test_wrapped_and_justified_labels_are_joined():
    paper = Paper().ruled((50, 130, 260, 400), (700, 660))
    paper.text(53, 684, "机关事业单位基").text(53, 668, "本养老保险").raw("BT /F 10 Tf 140 675 Td [<5408> -7000 <8BA1>] TJ ET")
    paper.text(270, 684, "COVID").text(270, 668, "fund")
    assert table(grids(read(paper))[0]) == [["机关事业单位基本养老保险", "合计", "COVID fund"]]


def test_a_figure_wrapped_in_a_narrow_column_is_one_figure():
    paper = Paper().ruled((50, 150, 195), (700, 660)).text(53, 676, "合计")
    paper.text(152, 684, "12,345,6").text(152, 670, "78.90")
    assert table(grids(read(paper))[0]) == [["合计", "12,345,678.90"]]


def test_figures_off_the_height_of_their_label_share_its_row():
    paper = Paper().ruled(XS, (700, 670, 640))
    paper.text(53, 680, "基本支出").text(300, 674, "1.00").text(53, 648, "项目支出").text(300, 657, "2.00")
    assert table(grids(read(paper))[0]) == [["基本支出", "1.00"], ["项目支出", "2.00"]]


def test_characters_glued_in_one_run_are_sorted_into_their_cells():
    # One text object holds the amount of a row, blanks, and the code of the next column.
    paper = Paper().ruled((50, 100, 200), (700, 680)).text(60, 686, "3.50      2101501")
    assert table(grids(read(paper))[0]) == [["3.50", "2101501"]]


def test_bold_type_printed_twice_is_read_once():
    paper = Paper().ruled(XS, (700, 680)).text(53, 686, "合计").text(53.4, 686, "合计").text(300, 686, "11.00")
    paper.text(300.4, 686, "11.00")
    assert table(grids(read(paper))[0]) == [["合计", "11.00"]]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_rotated_pages_are_read_upright(rotate):
    # What the reader sees upright is drawn turned the other way.
    turn = {90: f"0 1 -1 0 {HEIGHT} 0 cm", 180: f"-1 0 0 -1 {WIDTH} {HEIGHT} cm", 270: f"0 -1 1 0 0 {WIDTH} cm"}[rotate]
    size = (HEIGHT, WIDTH) if rotate != 180 else (WIDTH, HEIGHT)
    paper = Paper(rotate=rotate, size=size)
    paper.content = [turn, *sample(LATIN).content]
    source = read(paper)
    assert table(grids(source)[0]) == LATIN
    assert (source.pages[0].width, source.pages[0].height) == (WIDTH, HEIGHT)


def test_pages_printed_sideways_without_saying_so_are_turned():
    paper = Paper(size=(HEIGHT, WIDTH))
    paper.content = [f"0 1 -1 0 {HEIGHT} 0 cm", *sample(LATIN).content]
    source = read(paper)
    assert table(grids(source)[0]) == LATIN
    assert source.notes == ()


@pytest.mark.parametrize("matrix", ["0 1 -1 0", "0 -1 1 0"], ids=["up", "down"])
def test_headings_set_sideways_in_a_table_are_read_in_their_order(matrix):
    paper = sample(LATIN).ruled((30, 50), (700, 640)).text(42, 660 if matrix[2] == "1" else 685, "Sum", matrix=matrix)
    paper.text(580, 300, "margin", matrix=matrix)
    source = read(paper)
    assert "".join(grids(source)[0].places[0][0].text.split()) == "Sum"
    assert [(note.kind, "6个" in note.message) for note in source.notes] == [("ignored", True)]


def test_imitated_italics_are_text_and_watermarks_are_not():
    paper = sample().text(60, 600, "斜体", matrix="1 0 0.32 1")
    paper.text(150, 300, "内部资料", size=40, matrix="0.7 0.7 -0.7 0.7")
    source = read(paper)
    assert lines(source) == ["斜体"]
    assert [(note.kind, note.page) for note in source.notes] == [("ignored", 1)]
    assert "4个" in source.notes[0].message


def test_large_light_words_under_a_table_are_a_watermark_and_small_ones_are_read():
    paper = sample().raw("0.93 0.93 0.93 rg").text(70, 640, "9,999.00", size=48).text(60, 100, "浅色", size=10)
    source = read(paper.raw("0 0 0 rg"))
    assert table(grids(source)[0]) == ROWS
    assert lines(source) == ["浅色"]
    assert ["8个" in note.message for note in source.notes] == [True]


def test_text_off_the_page_or_clipped_away_is_dropped_with_a_note():
    paper = Paper().text(60, 700, "看得见").text(60, -40, "页外").text(700, 300, "页外")
    paper.raw("q 50 500 200 100 re W n").text(60, 550, "框内").text(60, 450, "框外字").raw("Q")
    source = read(paper)
    assert lines(source) == ["看得见", "框内"]
    assert [note.kind for note in source.notes] == ["ignored"]
    assert "7个字符" in source.notes[0].message


def test_invisible_text_is_dropped_with_a_note():
    source = read(Paper().text(60, 700, "看得见").raw("3 Tr").text(60, 600, "9,999.00"))
    assert lines(source) == ["看得见"]
    assert [note.kind for note in source.notes] == ["ignored"]


def test_white_text_is_dropped_with_a_note_except_on_a_coloured_ground():
    paper = Paper().bar(300, 590, 100, 40, colour="0.1 0.2 0.6")
    paper.text(60, 700, "看得见").raw("1 1 1 rg").text(60, 600, "9,999.00").text(310, 600, "合计")
    source = read(paper)
    assert lines(source) == ["看得见", "合计"]
    assert [(note.kind, "8个字符" in note.message) for note in source.notes] == [("ignored", True)]


def test_the_words_of_a_seal_are_dropped_with_its_level_number():
    seal = Paper().ruled(XS, YS).words(XS, YS, ROWS).raw("1 0 0 rg")
    for number, (letter, turn) in enumerate(zip("YUNXISHI", range(80, -81, -20), strict=False)):
        angle = radians(turn)
        x, y = 330 - 45 * sin(angle), 640 + 45 * cos(angle)
        matrix = f"{cos(angle):.3f} {sin(angle):.3f} {-sin(angle):.3f} {cos(angle):.3f}"
        seal.text(x, y, letter, matrix=matrix, size=9 + number % 2)
    source = read(seal.text(310, 630, "33010001"))
    assert table(grids(source)[0]) == ROWS
    assert ["16个" in note.message for note in source.notes] == [True]


def test_headings_set_sideways_stay_words_beside_a_seal():
    paper = sample([["项目", ""], *ROWS[1:]]).text(300, 683, "Total", matrix="0 1 -1 0", size=5).raw("1 0 0 rg")
    source = read(paper.text(330, 600, "印", matrix="0.7 0.7 -0.7 0.7").text(350, 600, "章", matrix="0.7 -0.7 0.7 0.7"))
    assert table(grids(source)[0])[0][1].replace(" ", "") == "Total"


def test_raised_marks_at_figures_are_dropped_with_a_note_and_powers_stay():
    paper = sample().text(300, 668, "1", size=5).text(60, 600, "面积100m", size=10).text(101, 603, "2", size=5)
    paper.text(60, 560, "一般公共预算").text(121, 565, "3", size=5)
    source = read(paper)
    assert table(grids(source)[0]) == ROWS
    assert lines(source) == ["面积100m2", "一般公共预算"]
    assert [note.kind for note in source.notes] == ["ignored"]
    assert "2处上标" in source.notes[0].message


def test_struck_figures_are_dropped_with_a_note_and_underlined_ones_stay():
    rows = [ROWS[0], ["一、基本支出", "999.99 1,386.05"], ROWS[2]]
    paper = sample(rows).line(253, 669.5, 284, 669.5).text(60, 600, "合计1,386.05").line(60, 598, 120, 598)
    source = read(paper)
    assert table(grids(source)[0]) == ROWS
    assert lines(source) == ["合计1,386.05"]
    assert [note.message for note in source.notes] == ["有1处带删除线的文字没有读取：“999.99”"]


IMAGE = stream(b"\x80", "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")


def scan(*papers: Paper) -> bytes:
    for paper in papers:
        paper.content.insert(0, f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q")
    return pdf(*papers, extra=[IMAGE], resources="/XObject<</I 7 0 R>>")


def test_a_scanned_page_is_reported_and_invents_nothing():
    source = read_pdf(scan(Paper()), "样本.pdf", limits=Limits())
    assert source.pages[0].blocks == ()
    assert [(note.kind, note.page) for note in source.notes] == [("unread", 1)]
    assert "扫描" in source.notes[0].message


def test_a_scanned_page_is_given_to_the_callers_recognition():
    seen: list[bytes] = []

    def recognise(png: bytes) -> str:
        seen.append(png)
        return "云溪市医疗保障局\n\n 2024年度决算 "

    source = read_pdf(scan(Paper()), "样本.pdf", limits=Limits(), ocr=recognise)
    assert lines(source) == ["云溪市医疗保障局", "2024年度决算"]
    assert [note.kind for note in source.notes] == ["repaired"]
    assert len(seen) == 1
    assert seen[0].startswith(b"\x89PNG")


def test_the_hidden_text_of_a_recognised_scan_is_read_with_a_note():
    source = read_pdf(scan(Paper().raw("3 Tr").text(60, 700, "支出总计 12.00")), "样本.pdf", limits=Limits())
    assert lines(source) == ["支出总计 12.00"]
    assert [note.kind for note in source.notes] == ["repaired"]


def test_a_picture_among_text_is_reported():
    paper = Paper().raw("q 300 0 0 300 100 100 cm /I Do Q").text(60, 700, "预算结构如下图所示。")
    data = pdf(paper, extra=[IMAGE], resources="/XObject<</I 7 0 R>>")
    source = read_pdf(data, "样本.pdf", limits=Limits())
    assert [note.kind for note in source.notes] == ["unread"]
    assert "图片" in source.notes[0].message


def test_fonts_without_unicode_are_reported_and_their_codes_are_not_taken_for_text():
    source = read_pdf(pdf(sample(), unicode_map=False), "样本.pdf", limits=Limits())
    assert any(note.kind == "unread" and "编码" in note.message for note in source.notes)
    assert not any(word for grid in grids(source) for row in table(grid) for word in row)


def test_columns_of_figures_without_rulings_become_a_grid():
    xs, rows = (60, 300, 420), [
        ["项目", "基本支出", "项目支出"],
        ["一、公共服务", "1,386.05", "20.00"],
        ["二、医疗", "7.00", ""],
        ["合计", "1,393.05", "20.00"],
    ]
    paper = Paper().text(200, 740, "支出预算总表").text(60, 720, "单位：万元")
    for y, row in zip((700, 682, 664, 646), rows, strict=True):
        for x, word in zip(xs, row, strict=True):
            paper.text(x, y, word)
    paper.text(60, 600, "2024年收入1,386.05万元，增长3.20%。")
    source = read(paper)
    assert lines(source) == ["支出预算总表", "单位：万元", "2024年收入1,386.05万元，增长3.20%。"]
    (grid,) = grids(source)
    assert table(grid) == rows
    assert grid.merged


def test_labels_wrapped_around_their_figures_are_one_row_of_an_unruled_table():
    paper = Paper()
    # Headings of one and two lines, a label around the middle of its figures, and one that runs on below them.
    paper.text(200, 706, "功能分类").text(60, 700, "编码").text(300, 700, "本年支出").text(200, 694, "科目名称")
    paper.text(200, 676, "行政事业单位").text(60, 670, "2101101").text(300, 670, "1,386.05").text(200, 664, "医疗")
    paper.text(60, 640, "2101102").text(200, 640, "事业单位医疗").text(300, 640, "7.00").text(200, 624, "补助")
    paper.text(60, 608, "2101103").text(200, 608, "公务员医疗").text(300, 608, "8.00")
    (grid,) = grids(read(paper))
    assert table(grid) == [
        ["编码", "功能分类科目名称", "本年支出"],
        ["2101101", "行政事业单位医疗", "1,386.05"],
        ["2101102", "事业单位医疗补助", "7.00"],
        ["2101103", "公务员医疗", "8.00"],
    ]


def test_figures_that_touch_the_next_column_are_parted_in_unruled_tables():
    paper = Paper()
    rows = [("1.00", "一、教育", "30.00"), ("200.00", "二、卫生", "4.00"), ("201.00", "合计", "34.00")]
    for y, (income, label, amount) in zip((700, 680, 660), rows, strict=True):
        # Right-aligned amounts end three points before the left-aligned labels begin.
        paper.text(60, y, "收入").text(197 - 5 * len(income), y, income).text(200, y, label).text(300, y, amount)
    assert table(grids(read(paper))[0]) == [
        ["收入", "1.00", "一、教育", "30.00"],
        ["收入", "200.00", "二、卫生", "4.00"],
        ["收入", "201.00", "合计", "34.00"],
    ]


def printed(*rows: tuple[float, Sequence[tuple[float, str]]]) -> Paper:
    """Words at their places: the height of a line, and what it says where."""
    paper = Paper()
    for y, words in rows:
        for x, word in words:
            paper.text(x, y, word)
    return paper


def spans(grid: Grid, row: int) -> list[tuple[str, int, int]]:
    """The words of a grid row with the first column they cover and how many."""
    return [(cell.text, cell.column, cell.columns) for cell in grid.anchored(row) if cell.text]


def test_headers_centred_over_several_columns_cover_them_in_unruled_tables():
    (grid,) = grids(
        read(
            printed(
                (700, [(60, "科目名称"), (170, "合计"), (305, "本年支出")]),
                (680, [(255, "基本支出"), (355, "项目支出")]),
                (660, [(60, "一、教育"), (170, "30.00"), (260, "10.00"), (360, "20.00")]),
                (640, [(60, "二、卫生"), (170, "7.00"), (260, "3.00"), (360, "4.00")]),
            )
        )
    )
    assert spans(grid, 0) == [("科目名称", 0, 1), ("合计", 1, 1), ("本年支出", 2, 2)]
    assert spans(grid, 1) == [("基本支出", 2, 1), ("项目支出", 3, 1)]
    assert table(grid)[2:] == [["一、教育", "30.00", "10.00", "20.00"], ["二、卫生", "7.00", "3.00", "4.00"]]


def test_headers_at_the_left_of_two_sides_cover_them_in_unruled_tables():
    head = [(60, "收入"), (260, "支出")]
    leaves = [(60, "项目"), (160, "预算数"), (260, "项目"), (360, "预算数")]
    body = [(60, "一、拨款"), (160, "30.00"), (260, "一、教育"), (360, "30.00")]
    total = [(60, "合计"), (160, "30.00"), (260, "合计"), (360, "30.00")]
    (grid,) = grids(read(printed((700, head), (686, leaves), (672, body), (658, total))))
    assert spans(grid, 0) == [("收入", 0, 2), ("支出", 2, 2)]
    assert table(grid)[1] == ["项目", "预算数", "项目", "预算数"]


def test_the_lines_of_a_wrapped_header_and_of_wrapped_labels_are_joined_in_unruled_tables():
    (grid,) = grids(
        read(
            printed(
                (700, [(60, "项目"), (160, "财政专户"), (260, "事业收入")]),
                (688, [(160, "管理资金")]),
                (676, [(60, "二、财政专"), (160, "30.00"), (260, "1.00")]),
                (664, [(60, "户资金")]),
                (652, [(60, "合计"), (160, "30.00"), (260, "1.00")]),
            )
        )
    )
    assert table(grid) == [
        ["项目", "财政专户管理资金", "事业收入"],
        ["二、财政专户资金", "30.00", "1.00"],
        ["合计", "30.00", "1.00"],
    ]


def test_an_unruled_table_keeps_its_blank_columns_on_the_next_page():
    first = printed(
        (120, [(60, "项目"), (160, "合计"), (260, "事业收入"), (360, "其他收入")]),
        (100, [(60, "一、教育"), (160, "30.00"), (260, "10.00"), (360, "20.00")]),
        (80, [(60, "二、社会保"), (160, "7.00"), (260, "3.00"), (360, "4.00")]),
    )
    second = printed(
        (780, [(60, "障支出")]),
        (760, [(60, "三、卫生"), (160, "8.00"), (360, "8.00")]),
        (740, [(60, "四、住房"), (160, "9.00"), (360, "9.00")]),
    )
    source = read(first, second)
    assert table(grids(source, 1)[0])[-1] == ["二、社会保障支出", "7.00", "3.00", "4.00"]
    assert table(grids(source, 2)[0]) == [["三、卫生", "8.00", "", "8.00"], ["四、住房", "9.00", "", "9.00"]]
    assert [(note.kind, note.page) for note in source.notes] == [("repaired", 2)]


def test_a_new_table_on_the_next_page_keeps_its_own_columns():
    first = printed(
        (120, [(60, "项目"), (160, "合计"), (260, "事业收入"), (360, "其他收入")]),
        (100, [(60, "一、教育"), (160, "30.00"), (260, "10.00"), (360, "20.00")]),
        (80, [(60, "二、卫生"), (160, "7.00"), (260, "3.00"), (360, "4.00")]),
    )
    second = printed(
        (780, [(60, "名称"), (160, "金额")]),
        (760, [(60, "办公费"), (160, "8.00")]),
        (740, [(60, "邮电费"), (160, "9.00")]),
    )
    assert table(grids(read(first, second), 2)[0]) == [["名称", "金额"], ["办公费", "8.00"], ["邮电费", "9.00"]]


def test_the_parts_of_a_code_stand_apart_from_the_name_close_to_them():
    rows = [("201", "01", "01", "行政运行", "30.00"), ("201", "01", "02", "一般行政管理事务", "4.00")]
    paper = Paper()
    for y, (*code, name, amount) in zip((700, 680), rows, strict=True):
        for x, word in zip((60, 110, 150), code, strict=True):
            paper.text(x, y, word)
        paper.text(164, y, name).text(300, y, amount)
    assert table(grids(read(paper))[0]) == [list(row) for row in rows]


def test_a_list_of_contents_is_no_table():
    paper = Paper()
    for number, y in enumerate((700, 680, 660), 1):
        paper.text(60, y, "第一部分  概况").text(500, y, str(number))
    assert grids(read(paper)) == []


def test_prose_is_no_table():
    paper = Paper().text(60, 700, "支出总计各增加").text(300, 700, "1463.80").text(360, 700, "万元，增长")
    paper.text(60, 680, "主要是工资增加。收入").text(300, 680, "20.00").text(360, 680, "万元，减少")
    source = read(paper)
    assert grids(source) == []
    assert len(lines(source)) == 2


def test_a_hyphen_that_ends_a_line_stays_a_hyphen():
    source = read(Paper().text(60, 700, "2024-").text(60, 680, "2025"))
    assert lines(source) == ["2024-", "2025"]


def test_radicals_that_look_like_characters_are_read_as_characters():
    assert lines(read(Paper().text(60, 700, "\u2f08员经费"))) == ["人员经费"]


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=6), st.integers(2, 5))
def test_whatever_rulings_are_missing_every_word_is_in_one_cell(missing, columns):
    xs = [50 + 90 * i for i in range(columns + 1)]
    ys = [700 - 20 * i for i in range(len(missing) + 1)]
    paper = Paper().line(xs[0], ys[0], xs[-1], ys[0]).line(xs[0], ys[-1], xs[-1], ys[-1])
    for x in (xs[0], xs[-1]):
        paper.line(x, ys[0], x, ys[-1])
    words = []
    for row, (without_line, without_column) in enumerate(missing):
        if not without_line and row:
            paper.line(xs[0], ys[row], xs[-1], ys[row])
        for column in range(columns):
            if column and not (without_column and column == 1):
                paper.line(xs[column], ys[row], xs[column], ys[row + 1])
            words.append(f"W{row}x{column}")
            paper.text(xs[column] + 3, ys[row + 1] + 6, words[-1])
    for grid in grids(read(paper)):
        found = [cell.text for row in range(grid.height) for cell in grid.anchored(row)]
        assert sorted(word for text in found for word in text.split()) == sorted(words)
        assert all(cell is grid.places[cell.row][cell.column] for row in grid.places for cell in row if cell)


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7\ngarbage", b"\0" * 5000])
def test_what_is_no_pdf_is_refused_by_name(data):
    with pytest.raises(UnreadableFileError, match=r"样本\.pdf"):
        read_pdf(data, "样本.pdf", limits=Limits())


def test_truncated_files_are_refused_or_reported():
    whole = pdf(sample(), sample())
    for cut in range(0, len(whole) - 10, 97):
        try:
            source = read_pdf(whole[:cut], "样本.pdf", limits=Limits())
        except UnreadableFileError as error:
            assert "样本.pdf" in str(error)  # noqa: PT017 - either outcome is right, silence is not
        else:
            assert any("不完整" in note.message for note in source.notes)


def test_encrypted_files_ask_for_a_password():
    # A standard security handler whose check values match no empty password.
    secret = "<" + "41" * 32 + ">"
    entry = f"/Encrypt<</Filter/Standard/V 1/R 2/O{secret}/U{secret}/P -4>>/ID[{secret}{secret}]"
    with pytest.raises(EncryptedFileError, match=r"样本\.pdf.*密码"):
        read_pdf(pdf(sample(), trailer=entry), "样本.pdf", limits=Limits())


def test_large_files_are_refused_and_long_ones_read_as_far_as_allowed():
    data = pdf(*[sample() for _ in range(5)])
    with pytest.raises(LimitExceededError, match=r"样本\.pdf"):
        read_pdf(data, "样本.pdf", limits=Limits(max_bytes=100))
    source = read_pdf(data, "样本.pdf", limits=Limits(max_pages=2))
    assert len(source.pages) == 2
    assert "5页" in source.notes[0].message


def test_time_runs_out_with_a_note_or_an_error_that_names_the_file():
    data = pdf(*[sample() for _ in range(50)])
    try:
        source = read_pdf(data, "样本.pdf", limits=Limits(max_seconds=1e-6))
    except LimitExceededError as error:
        assert "样本.pdf" in str(error)  # noqa: PT017 - either outcome is right, silence is not
    else:
        assert len(source.pages) < 50
        assert any("时限" in note.message for note in source.notes)


def nested(levels: int, times: int) -> bytes:
    """Drawings that draw the next one so many times; the last has a line and a word."""
    entries = "/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</Font<</F 3 0 R>>/XObject<</X {} 0 R>>>>"
    forms = [stream(b"/X Do " * times, entries.format(8 + level)) for level in range(levels)]
    last = Paper().text(60, 600, "内层").line(0, 0, 10, 10).content
    forms.append(stream("\n".join(last).encode(), entries.format(7)))
    return pdf(Paper().text(60, 700, "外层").raw("/X Do"), extra=forms, resources="/XObject<</X 7 0 R>>")


def test_words_in_nested_drawings_are_read():
    assert lines(read_pdf(nested(3, 1), "样本.pdf", limits=Limits())) == ["外层", "内层"]


def test_drawings_nested_too_deep_are_reported():
    source = read_pdf(nested(6, 1), "样本.pdf", limits=Limits(max_depth=3))
    assert any("嵌套" in note.message for note in source.notes)


def test_drawings_that_multiply_are_refused_at_once():
    with pytest.raises(LimitExceededError, match=r"样本\.pdf.*嵌套的图形"):
        read_pdf(nested(12, 10), "样本.pdf", limits=Limits())


def test_a_long_chain_of_drawings_is_no_bomb():
    assert lines(read_pdf(nested(3000, 1), "样本.pdf", limits=Limits()))[0] == "外层"


def test_streams_that_unpack_to_enormous_ones_are_refused_at_once():
    packed = stream(zlib.compress(b"0 0 m 1 1 l S\n" * 2_000_000, 9), "/Filter/FlateDecode")
    with pytest.raises(LimitExceededError, match=r"样本\.pdf.*第 7 号对象解压"):
        read_pdf(pdf(Paper(), extra=[packed]), "样本.pdf", limits=Limits())


def test_squared_paper_is_reported_and_its_words_are_lines():
    squares = range(20, 520, 2)
    paper = Paper().ruled([x * 10 for x in squares], [y * 10 for y in squares]).text(60, 700, "方格纸")
    paper.size = (6000, 6000)
    source = read(paper)
    assert lines(source) == ["方格纸"]
    assert any("线条过多" in note.message for note in source.notes)


def test_without_pypdfium2_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UnsupportedFormatError, match="pip install"):
        Functions()


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """The size and the lines of an uninterlaced true-colour PNG without filters."""
    width, height = unpack(">II", png[16:24])
    start = png.index(b"IDAT")
    (length,) = unpack(">I", png[start - 4 : start])
    return width, height, zlib.decompress(png[start + 4 : start + 4 + length])


RED = bytes((0xE0, 0x1C, 0x1C))


def test_a_picture_shows_the_region_with_the_cell_framed_in_red():
    data = pdf(sample())
    grid = grids(read(sample()))[0]
    plain = picture(data, 1, grid.box)
    marked = picture(data, 1, grid.box, mark=grid.places[1][1].box)
    width, height, content = pixels(marked)
    assert (width, height) == pytest.approx((700, 120), abs=2)
    assert RED not in pixels(plain)[2]
    line = content[60 * (1 + 3 * width) + 1 : 61 * (1 + 3 * width)]  # half way down the second row
    columns = [x for x in range(width) if line[3 * x : 3 * x + 3] == RED]
    assert min(columns) == pytest.approx(400, abs=2)
    assert max(columns) == pytest.approx(699, abs=2)
    assert len(columns) < 10


def test_a_picture_of_a_turned_page_shows_what_the_boxes_say():
    paper = Paper(size=(HEIGHT, WIDTH))
    paper.content = [f"0 1 -1 0 {HEIGHT} 0 cm", *sample(LATIN).content]
    upright, turned = pdf(sample(LATIN)), pdf(paper)
    box = grids(read_pdf(turned, "样本.pdf", limits=Limits()))[0].box
    width, height, _ = pixels(picture(turned, 1, box))
    assert (width, height) == pytest.approx((700, 120), abs=2)
    dark = [
        sum(value < 128 for value in pixels(picture(data, 1, Box(252, 144, 398, 160)))[2]) for data in (upright, turned)
    ]
    assert dark[0] > 500
    assert dark[1] == pytest.approx(dark[0], rel=0.2)


def test_a_picture_of_a_page_that_is_not_there_is_refused():
    data = pdf(sample())
    for page, box in ((0, None), (2, None), (1, Box(900, 900, 950, 950))):
        with pytest.raises(UsageError):
            picture(data, page, box)
