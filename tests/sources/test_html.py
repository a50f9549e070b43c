"""Web pages: charsets, running text, merged cells, tables that only arrange."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medinsure_budget.errors import LimitExceededError, UnreadableFileError
from medinsure_budget.evidence import Line
from medinsure_budget.sources.html import read_html
from medinsure_budget.sources.limits import Limits

PAGE = (
    "<!DOCTYPE html><html><head><title>云溪市医疗保障局2024年部门预算</title>{}<style>p {{}}</style></head><body>"
    "<h1>部门预算</h1><p>单位：<b>万元</b></p><table><tr><td>收入</td><td>1,386.05</td></tr>"
    "<tr><td>合计</td><td>1,386.05</td></tr></table>注：无。<script>var a = '藏';</script></body></html>"
)


def blocks(body, **options):
    text = body if isinstance(body, bytes) else f"<html><body>{body}</body></html>".encode()
    (page,) = read_html(text, "样本.html", **options).pages
    return page.blocks


def texts(grid):
    return [[cell.text if cell else None for cell in row] for row in grid.places]


def table(*rows):
    cells = ("".join(cell if cell.startswith("<t") else f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


@pytest.mark.parametrize(
    ("meta", "charset", "mark"),
    [
        ("", "utf-8", b""),
        ("", "utf-8", codecs.BOM_UTF8),
        ('<meta charset="gb2312">', "gb18030", b""),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gbk">', "gb18030", b""),
        ('<meta charset="gb2312">', "utf-8", b""),
        ('<meta charset="utf-8">', "gb18030", b""),
        ("", "utf-16", b""),
    ],
)
def test_pages_read_alike_in_every_charset_even_when_they_state_another(meta, charset, mark):
    title, heading, unit, grid, note = blocks(mark + PAGE.format(meta).encode(charset))
    assert (title.text, heading) == ("云溪市医疗保障局2024年部门预算", Line("部门预算", 2, level=1))
    assert (unit.text, note.text) == ("单位：万元", "注：无。")
    assert texts(grid) == [["收入", "1,386.05"], ["合计", "1,386.05"]]


@pytest.mark.parametrize("charset", ["big5", "utf-8"])
def test_a_page_that_states_big5_is_in_it_or_in_utf8(charset):
    (line,) = blocks('<meta charset="Big5"><p>醫療保障局</p>'.encode(charset))
    assert line.text == "醫療保障局"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_few_broken_characters_are_noted(charset):
    data = ("<p>" + "医疗保障" * 300 + "</p><p>金额：12.00</p>").encode(charset)
    source = read_html(data[:43] + b"\xff" + data[43:], "样本.html")
    assert source.pages[0].blocks[1].text == "金额：12.00"
    assert [(note.kind, "损坏" in note.message) for note in source.notes] == [("unread", True)]


def test_spans_cover_their_places():
    (grid,) = blocks(
        table(
            ['<td rowspan="2" colspan="2">项目</td>', '<th colspan="2">支出</th>'],
            ["基本", "项目"],
            ["2101501", "行政<br>运行", "1.00", "<td><p>2.00</p></td>"],
        )
    )
    assert texts(grid) == [
        ["项目", "项目", "支出", "支出"], ["项目", "项目", "基本", "项目"], ["2101501", "行政运行", "1.00", "2.00"],
    ]  # fmt: skip
    assert [(c.text, c.rows, c.columns, c.bold) for c in grid.anchored(0)] == [
        ("项目", 2, 2, False), ("支出", 1, 2, True),
    ]  # fmt: skip


@pytest.mark.parametrize("span", ["0", "99999999", "9" * 40, "-1", "x", ""])
def test_odd_spans_neither_fail_nor_grow(span):
    (grid,) = blocks(table([f'<td rowspan="{span}">甲</td>', "1"], ["乙", "2", "3"]))
    assert grid.height == 2
    assert {"甲", "乙", "1", "2", "3"} == {cell.text for row in grid.places for cell in row if cell}


def test_short_rows_end_in_none():
    (grid,) = blocks(table(["甲", "1", "2"], ["乙"]))
    assert texts(grid) == [["甲", "1", "2"], ["乙", None, None]]


def test_bold_cells_are_marked():
    strong = "<td><p><strong>甲</strong></p></td>"
    (grid,) = blocks(table(["<td><b>合计</b></td>", "<td><b>1</b>2</td>"], [strong, "3"]))
    assert [[cell.bold for cell in row] for row in grid.places] == [[True, False], [True, False]]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("<s>999.99</s>800.25", "删除线"),
        ("<del>999.99</del>800.25", "删除线"),
        ('<span style="text-decoration: line-through">999.99</span>800.25', "删除线"),
        ('<span class="old">999.99</span>800.25', "删除线"),
        ("800.25<sup>1</sup>", "上标"),
        ('800.25<span style="vertical-align:super">①</span>', "上标"),
        ('<span style="display:none">999.99</span>800.25', "隐藏"),
        ("<span hidden>999.99</span>800.25", "隐藏"),
        ('<span style="font-size:0">9</span>800.25', "隐藏"),
    ],
)
def test_what_is_struck_raised_or_hidden_is_left_out_with_a_note(cell, said):
    style = "<style>p.no, .old { text-decoration: line-through; color: red } .tall { font-size: 0.9em }</style>"
    page = f"<html><head>{style}</head><table><tr><td>行政运行<td>{cell}<tr><td>合计<td>800.25</table>"
    source = read_html(page.encode(), "样本.html")

    assert texts(source.pages[0].blocks[0]) == [["行政运行", "800.25"], ["合计", "800.25"]]
    assert [(note.kind, said in note.message) for note in source.notes] == [("ignored", True)]


def test_struck_cells_hidden_rows_and_powers():
    rows = (
        '<tr><td>一<td style="text-decoration:line-through">9.99'
        '<tr style="display:none"><td>二<td>8.88<tr><td>面积<td>100m<sup>2</sup>'
    )
    source = read_html(f"<table>{rows}</table>".encode(), "样本.html")

    assert texts(source.pages[0].blocks[0]) == [["一", ""], ["面积", "100m2"]]
    assert sorted(note.message for note in source.notes) == [
        "有1处带删除线的文字没有读取：“9.99”", "有1处隐藏的文字没有读取：“二8.88”",
    ]  # fmt: skip


def test_tables_that_arrange_the_page_are_lines_and_the_innermost_are_grids():
    inner = table(["甲", "1"], ["乙", "2"])
    page = table([f"<td><p>表一</p>{inner}<p>注一</p></td>", "<td>侧栏</td>"])
    first, grid, note, side = blocks(page)
    assert (first.text, note.text, side.text) == ("表一", "注一", "侧栏")
    assert texts(grid) == [["甲", "1"], ["乙", "2"]]
    assert [line.text for line in blocks(table(["上"], ["下"]))] == ["上", "下"]
    long = "<td>" + "<p>文</p>" * 5 + "</td>"
    assert [line.text for line in blocks(table([long, "<td>侧栏</td>"]))] == ["文"] * 5 + ["侧栏"]


def test_a_small_table_in_a_cell_follows_its_table():
    outer = table(["甲", "1"], ["乙", f"<td>2{table(['小', '表'])}</td>"], ["丙", "3"])
    first, second = blocks(outer)
    assert texts(first) == [["甲", "1"], ["乙", "2"], ["丙", "3"]]
    assert texts(second) == [["小", "表"]]


def test_hidden_parts_are_not_read():
    hidden = '<p style="display: none">藏</p><div hidden>藏</div><noscript>藏</noscript><!-- 藏 -->'
    cells = ['<td>2<span style="display:none">藏</span></td>', '<td style="display:none">藏</td>']
    rows = table(["甲", "1"], ["乙", *cells])
    line, grid = blocks(hidden + "<p>明<span hidden>藏</span>文</p>" + rows)
    assert line.text == "明文"
    assert texts(grid) == [["甲", "1"], ["乙", "2"]]


def test_blocks_and_breaks_part_lines_and_inline_marks_do_not():
    body = "前<div>一<span>二</span><p>三<br>四</p>五</div>后<ul><li>六<li>七</ul>"
    assert [line.text for line in blocks(body)] == ["前", "一二", "三", "四", "五", "后", "六", "七"]
    assert [line.text for line in blocks("<pre>八\n九</pre>&nbsp;十一&nbsp;")] == ["八", "九", "十一"]


def test_captions_stand_before_their_grid():
    line, grid = blocks("<table><caption>表一</caption><tbody><tr><td>甲</td><td>1</td></tr></tbody></table>")
    assert (line.text, texts(grid)) == ("表一", [["甲", "1"]])


def test_tables_split_for_the_web_stay_in_order():
    parts = table(["项目", "金额"]) + table(["甲", "1"]) + "<p>注</p>"
    head, body, note = blocks(parts)
    assert (texts(head), texts(body), note.text) == ([["项目", "金额"]], [["甲", "1"]], "注")


def test_pictures_are_noted():
    source = read_html(b"<p>a<img src=x></p><table><tr><td>1<td><img></table>", "样本.html")
    assert [(note.kind, "2张图片" in note.message) for note in source.notes] == [("unread", True)]


@pytest.mark.parametrize("data", [b"", b"<html><body><script>1</script></body></html>", b"\xff\xff\xff<p>"])
def test_pages_without_words_are_refused_with_their_name(data):
    with pytest.raises(UnreadableFileError, match=r"样本\.html"):
        read_html(data, "样本.html")


def test_deep_and_large_pages_exceed_the_limits():
    with pytest.raises(LimitExceededError, match="嵌套太深"):
        blocks("<div>" * 5000 + "底")
    with pytest.raises(LimitExceededError, match="表格嵌套超过"):
        blocks("<table><tr><td>" * 100 + "底" + "</table>" * 100)
    with pytest.raises(LimitExceededError, match="个元素"):
        blocks("<p>" * 100, limits=Limits(max_elements=20))
    with pytest.raises(LimitExceededError, match="有表格超过"):
        blocks(table(*[['<td colspan="1000">甲</td>', "1"]] * 30), limits=Limits(max_elements=10_000))


def test_growing_entities_are_not_expanded():
    bomb = '<!DOCTYPE html [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;&a;">]><html><body><p>甲&b;</p></body></html>'
    assert all("哈哈哈哈" not in block.text for block in blocks(bomb.encode()))


CELLS = st.text("甲乙丙支出预算0123456789.,-()<>& ", max_size=8).map(lambda text: " ".join(text.split()))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 5).flatmap(lambda w: st.lists(st.lists(CELLS, min_size=w, max_size=w), min_size=2, max_size=6)))
def test_written_tables_read_back(rows):
    def escaped(text):
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    _, grid = blocks("<p>首</p>" + table(*[[escaped(cell) for cell in row] for row in rows]))
    assert texts(grid) == rows


@pytest.mark.parametrize("value", ["1", '">"', "'<>'"])
def test_a_tag_of_very_many_attributes_is_refused_at_once(value):
    with pytest.raises(LimitExceededError, match="属性"):
        read_html(f"<p {' '.join(f'a{n}={value}' for n in range(20_000))}>支出</p>".encode(), name="文.html")
