"""Word documents: counted numbers, merged cells, revisions, pages."""

import zipfile
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medinsure_budget.errors import LimitExceededError, UnreadableFileError
from medinsure_budget.evidence import Grid, Line
from medinsure_budget.sources import open_source
from medinsure_budget.sources.docx import read_docx
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.numbering import number_text

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body, **parts):
    out = BytesIO()
    relations = "".join(f'<Relationship Id="{p}" Type="{TYPES}/{p}" Target="{p}.xml"/>' for p in parts)
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        main = f'<Relationship Id="r1" Type="{TYPES}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f"<Relationships>{main}</Relationships>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for part, content in parts.items():
            archive.writestr(f"word/{part}.xml", f"<w:{part} {SPACES}>{content}</w:{part}>")
    return out.getvalue()


def p(text, properties="", run=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def tc(content, span=1, merge=""):
    content = content if content.startswith("<") else p(content)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{content}</w:tc>'


def tbl(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(body, **parts):
    return read_docx(docx(body, **parts), "样本.docx")


def blocks(body, **parts):
    (page,) = read(body, **parts).pages
    return page.blocks


def words(body, **parts):
    return [block.text for block in blocks(body, **parts)]


def texts(grid):
    return [[cell.text if cell else None for cell in row] for row in grid.places]


def test_paragraphs_are_lines_and_breaks_inside_them_part_lines():
    broken = "<w:p><w:r><w:t>单位：</w:t><w:tab/><w:t>甲局</w:t><w:br/><w:t>万元</w:t></w:r></w:p><w:p/>"
    assert blocks(broken + p("乙")) == (
        Line("单位： 甲局", 1), Line("万元", 2), Line("乙", 3),
    )  # fmt: skip


def test_heading_levels_come_from_the_paragraph_or_its_style():
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/></w:style>'
    )
    own = '<w:outlineLvl w:val="{}"/>'
    body = p("甲", '<w:pStyle w:val="2"/>') + p("乙", own.format(0)) + p("丙", own.format(9))
    assert [line.level for line in blocks(body, styles=styles)] == [2, 1, 0]


def numbering(*levels, extra=""):
    shown = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{shown}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{extra}'
    )


def item(text, level=0, number=1):
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_counted_numbers_are_printed_and_deeper_levels_start_again():
    lists = numbering(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    levels = {"概况": 0, "职能": 1, "甲": 2, "乙": 2, "机构": 1, "丙": 2, "说明": 0}
    body = "".join(item(text, level) for text, level in levels.items())
    assert words(body, numbering=lists) == [
        "一、概况", "（一）职能", "1. 甲", "2. 乙", "（二）机构", "1. 丙", "二、说明",
    ]  # fmt: skip


def test_nested_numbers_show_their_upper_levels():
    lists = numbering(("decimal", "%1"), ("decimal", "%1.%2"), ("bullet", "●"))
    body = item("甲") + item("乙", 1) + item("丙", 1) + item("点", 2) + item("丁") + item("戊", 1)
    assert words(body, numbering=lists) == ["1 甲", "1.1 乙", "1.2 丙", "点", "2 丁", "2.1 戊"]


def test_a_list_started_again_counts_from_its_own_start():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    extra = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{override}</w:num>'
    body = item("甲") + item("乙") + item("丙", number=2) + item("丁", number=2)
    assert words(body, numbering=numbering(("decimal", "%1."), extra=extra)) == ["1. 甲", "2. 乙", "5. 丙", "6. 丁"]


def test_numbers_of_a_style_and_of_blank_cells_are_printed():
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    cell = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr></w:p>'
    body = tbl([tc("序号"), tc("项目")], [tc(cell), tc("甲")], [tc(cell), tc("乙")])
    (grid,) = blocks(body, styles=styles, numbering=numbering(("decimal", "%1")))
    assert texts(grid) == [["序号", "项目"], ["1", "甲"], ["2", "乙"]]


def test_merged_cells_cover_their_places():
    body = tbl(
        [tc("项目", 2, RESTART), tc("支出", 2)],
        [tc("", 2, CONTINUE), tc("基本"), tc("项目")],
        [tc("2101501"), tc("行政<w:br/>运行".replace("<w:br/>", "</w:t><w:br/><w:t>")), tc("1.00"), tc("2.00")],
    )
    (grid,) = blocks(body)
    assert texts(grid) == [
        ["项目", "项目", "支出", "支出"], ["项目", "项目", "基本", "项目"], ["2101501", "行政运行", "1.00", "2.00"],
    ]  # fmt: skip
    assert [(c.text, c.rows, c.columns) for c in grid.anchored(0)] == [("项目", 2, 2), ("支出", 1, 2)]
    assert [c.text for c in grid.anchored(1)] == ["基本", "项目"]


def test_rows_that_begin_late_leave_no_cell():
    late = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("乙") + "</w:tr>"
    (grid,) = blocks(tbl([tc("甲"), tc("乙")]).replace("</w:tbl>", late + "</w:tbl>"))
    assert texts(grid) == [["甲", "乙"], [None, "乙"]]


def test_bold_cells_are_marked():
    (grid,) = blocks(tbl([tc(p("合计", run="<w:b/>")), tc(p("1.00", run='<w:b w:val="0"/>'))]))
    assert [cell.bold for cell in grid.places[0]] == [True, False]


def test_tables_in_a_frame_are_read_and_nested_ones_follow_their_table():
    inner = tbl([tc("甲"), tc("1")], [tc("乙"), tc("2")])
    title, grid = blocks(tbl([tc(p("表一") + inner)]))
    assert (title.text, texts(grid)) == ("表一", [["甲", "1"], ["乙", "2"]])
    outer = tbl([tc("丙"), tc("丁")], [tc("戊"), tc(p("己") + tbl([tc("小"), tc("表")]))])
    first, second = blocks(outer)
    assert (texts(first), texts(second)) == ([["丙", "丁"], ["戊", "己"]], [["小", "表"]])


def test_what_a_revision_took_out_is_not_read():
    body = (
        "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    removed = "<w:tr><w:trPr><w:del/></w:trPr>" + tc("删") + tc("删") + "</w:tr>"
    line, grid = blocks(body + tbl([tc("甲"), tc("1")]).replace("</w:tbl>", removed + "</w:tbl>"))
    assert (line.text, texts(grid)) == ("新", [["甲", "1"]])


@pytest.mark.parametrize(
    ("run", "said"),
    [
        ("<w:strike/>", "删除线"),
        ("<w:dstrike/>", "删除线"),
        ('<w:vertAlign w:val="superscript"/>', "上标"),
        ("<w:vanish/>", "隐藏"),
        ('<w:rStyle w:val="mark"/>', "上标"),
    ],
)
def test_runs_that_are_no_words_of_the_page_are_left_out_with_a_note(run, said):
    more = f"<w:r><w:rPr>{run}</w:rPr><w:t>2</w:t></w:r>"
    row = f"<w:p><w:r><w:t>800.25</w:t></w:r>{more}</w:p>"
    style = '<w:style w:type="character" w:styleId="mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    source = read(tbl([tc("行政运行"), tc(row)], [tc("合计"), tc("800.25")]), styles=style)

    assert texts(source.pages[0].blocks[0])[0] == ["行政运行", "800.25"]
    assert [(note.kind, said in note.message, "“2”" in note.message) for note in source.notes] == [
        ("ignored", True, True)
    ]


def test_switches_that_are_off_and_powers_stay():
    power = '<w:r><w:t>100m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'

    assert words(p("800.25", run='<w:strike w:val="0"/>') + f"<w:p>{power}</w:p>") == ["800.25", "100m2"]


def test_deleted_words_and_rows_are_said():
    row = "<w:tr><w:trPr><w:del/></w:trPr>" + tc("废止") + tc("9.99") + "</w:tr>"
    gone = "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>"
    table = tbl([tc("一"), tc("1.00")], [tc("二"), tc("2.00")]).replace("</w:tbl>", row + "</w:tbl>")
    source = read(gone + table)

    assert [note.message for note in source.notes] == ["有2处修订时删除的文字没有读取：“乙”、“废止9.99”"]


def test_a_text_box_is_read_once():
    box = "<w:txbxContent>" + p("框中") + "</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>框外</w:t><mc:AlternateContent><mc:Choice>" + box + "</mc:Choice><mc:Fallback>" + box
        + "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )  # fmt: skip
    assert words(body) == ["框外", "框中"]


def test_content_controls_are_looked_through():
    row = "<w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>" + tc("甲") + "</w:sdtContent></w:sdt>" + tc("1")
    body = "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>" + p("目录") + "</w:sdtContent></w:sdt>"
    line, grid = blocks(body + "<w:tbl>" + row + "</w:tr></w:sdtContent></w:sdt></w:tbl>")
    assert (line.text, texts(grid)) == ("目录", [["甲", "1"]])


def test_only_explicit_breaks_begin_a_page():
    broken = '<w:p><w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r></w:p>'
    section = '<w:sectPr><w:type w:val="{}"/></w:sectPr>'
    body = (
        broken + p("丙", "<w:pageBreakBefore/>") + p("丁", section.format("nextPage"))
        + p("戊", section.format("nextPage")) + p("己", section.format("continuous")) + p("庚")
        + section.format("continuous")
    )  # fmt: skip
    pages = read(body).pages
    assert [[line.text for line in page.blocks] for page in pages] == [["甲"], ["乙"], ["丙", "丁"], ["戊", "己", "庚"]]
    assert [page.number for page in pages] == [1, 2, 3, 4]


def test_grids_know_their_page():
    pages = read(p("甲") + p("乙", "<w:pageBreakBefore/>") + tbl([tc("丙"), tc("1")])).pages
    assert [b.page for page in pages for b in page.blocks if isinstance(b, Grid)] == [2]


def test_footnotes_are_read_and_what_is_left_out_is_noted():
    note = '<w:footnote w:type="separator">' + p("线") + "</w:footnote><w:footnote>" + p("脚注") + "</w:footnote>"
    body = p("正文") + "<w:p><w:r><w:pict><v:imagedata/></w:pict></w:r></w:p><w:altChunk/>"
    source = read(body, footnotes=note, header=p("页眉"), comments=p("批注"))
    assert [line.text for line in source.pages[0].blocks] == ["正文", "脚注"]
    assert [note.kind for note in source.notes] == ["ignored", "ignored", "unread", "unread"]
    assert "1个图片" in source.notes[2].message


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (10, "chineseCounting", "十"), (21, "chineseCountingThousand", "二十一"), (110, "japaneseCounting", "一百一十"),
        (1005, "chineseCountingThousand", "一千零五"), (12, "chineseLegalSimplified", "壹拾贰"),
        (2, "ideographTraditional", "乙"), (11, "ideographTraditional", "11"), (12, "decimalFullWidth", "１２"),
        (7, "decimalZero", "07"), (21, "decimalEnclosedCircle", "21"), (2, "decimalEnclosedParen", "⑵"),
        (2024, "ideographDigital", "二〇二四"), (9, "upperRoman", "IX"), (3, "something new", "3"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_word_writes_them(number, kind, text):
    assert number_text(number, kind) == text


@given(st.integers(1, 9998))
def test_chinese_numbers_are_all_different(number):
    assert len({number_text(n, "chineseCounting") for n in (number, number + 1)}) == 2
    assert number_text(number, "lowerRoman") != number_text(number + 1, "lowerRoman")


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        (b"</w:body>", b"", "格式有误"),
        (b"<w:document", b'<!DOCTYPE w [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><w:document', "DOCTYPE"),
        (b"w:body", b"w:corpse", "没有正文部分"),
        ("金额".encode(), b"", "没有文字"),
    ],
)
def test_a_damaged_document_is_refused_with_name_and_cause(old, new, cause):
    data = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(p("金额")))) as source, zipfile.ZipFile(data, "w") as target:
        for member in source.namelist():
            target.writestr(member, source.read(member).replace(old, new))
    with pytest.raises(UnreadableFileError, match=cause) as caught:
        read_docx(data.getvalue(), "样本.docx")
    assert "样本.docx" in str(caught.value)


def test_a_truncated_container_and_a_wrong_number_are_refused():
    with pytest.raises(UnreadableFileError, match=r"样本\.docx：压缩包不完整"):
        read_docx(docx(p("甲"))[:-30], "样本.docx")
    with pytest.raises(UnreadableFileError, match=r"样本\.docx：文件里有写坏的数值"):
        read_docx(docx(tbl([tc("甲", "many"), tc("1")])), "样本.docx")


def test_deep_wide_and_large_documents_exceed_the_limits():
    deep = p("底")
    for _ in range(70):
        deep = tbl([tc(deep)])
    with pytest.raises(LimitExceededError, match=r"样本\.docx：表格.*嵌套超过"):
        read(deep)
    with pytest.raises(LimitExceededError, match=r"样本\.docx：有表格超过"):
        read(tbl([tc("甲", 10**9), tc("1")]))
    with pytest.raises(LimitExceededError, match="解压后超过"):
        read_docx(docx(p("甲" * 10**6)), "样本.docx", limits=Limits(max_unpacked_bytes=10**6))
    with pytest.raises(LimitExceededError, match=r"样本\.docx：word/document\.xml 超过 1,000 个元素"):
        read_docx(docx("<w:p w:a='1' w:b='2'/>" * 700), "样本.docx", limits=Limits(max_elements=1000))


@pytest.mark.parametrize("within", [str, lambda paragraphs: tbl([tc(paragraphs)])])
def test_its_words_are_counted_while_they_are_read(within):
    with pytest.raises(LimitExceededError, match=r"样本\.docx：第1页：超过 1,000 个字符"):
        open_source(docx(within(p("甲" * 600) * 2)), name="样本.docx", limits=Limits(max_characters=1000))


def test_its_lines_are_counted_while_they_are_read():
    with pytest.raises(LimitExceededError, match=r"样本\.docx：第1页：超过 20 行"):
        open_source(docx(p("甲") * 21), name="样本.docx", limits=Limits(max_lines=20))
    assert len(open_source(docx((p("甲") + p("")) * 20), name="样本.docx", limits=Limits(max_lines=20)).pages[0].blocks) == 20


def test_very_deep_markup_is_read_without_recursion():
    runs = "<w:smartTag>" * 20_000 + "<w:r><w:t>底</w:t></w:r>" + "</w:smartTag>" * 20_000
    assert words(f"<w:p>{runs}</w:p>") == ["底"]


CELLS = st.text("甲乙丙支出预算0123456789.,-() ", max_size=8).map(lambda text: " ".join(text.split()))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=6), st.data())
def test_written_tables_with_merged_columns_read_back(rows, data):
    cuts = [sorted(data.draw(st.sets(st.integers(1, 2))) | {0, 3}) for _ in rows]
    body = tbl(*([tc(row[a], b - a) for a, b in pairwise(cut)] for row, cut in zip(rows, cuts, strict=True)))
    (grid,) = blocks(body + p("注"))[:-1]
    expected = [[row[a] for a, b in pairwise(cut) for _ in range(b - a)] for row, cut in zip(rows, cuts, strict=True)]
    width = max(map(len, expected))
    assert texts(grid) == [[*row, *[None] * (width - len(row))] for row in expected]
