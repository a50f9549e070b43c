"""Layouts that only formats with merged cells and pages can show."""

from medinsure_budget.evidence import Box, Cell, Grid, Line
from medinsure_budget.forms import FinalGovernmentFund
from medinsure_budget.reading import read
from medinsure_budget.reading.tables.headers import find_header
from medinsure_budget.reading.tables.regrid import column_middles, in_columns
from medinsure_budget.reading.text.running import without_running_lines


def test_the_total_of_a_table_may_stand_in_the_row_of_the_last_header_words():
    page = """<h1>云溪市医疗保障局2024年度部门决算</h1><p>政府性基金预算财政拨款收入支出决算表</p><p>单位：万元</p><table>
    <tr><td colspan=2>项目</td><td rowspan=2>年初结转和结余</td><td rowspan=2>本年收入</td>
        <td rowspan=2 colspan=3>本年支出</td><td rowspan=2>年末结转和结余</td></tr>
    <tr><td>功能分类科目编码</td><td>科目名称</td></tr>
    <tr><td colspan=2>合计</td><td>1.00</td><td>2.00</td><td>合计</td><td>基本支出</td><td>项目支出</td><td>3.00</td></tr>
    <tr><td>229</td><td>其他支出</td><td>1.00</td><td>2.00</td><td>0.50</td><td></td><td>0.50</td><td>3.00</td></tr>
    </table>"""
    document = read(page.encode())
    sheet = document[FinalGovernmentFund]

    assert [c.header for c in sheet.columns][4:7] == ["本年支出/合计", "本年支出/基本支出", "本年支出/项目支出"]
    assert [str(amount.amount) for _, amount in sheet.total.figures()] == ["1.00", "2.00", "3.00"]
    assert [str(amount.amount) for _, amount in sheet["229"].figures()] == ["1.00", "2.00", "0.50", "0.50", "3.00"]
    assert not document.notes


def test_headers_only_narrow_downward():
    page = [["项目", "金额", "项目", "金额"], ["合计", "", "支出合计", ""], ["使用结余", "", "结余分配", ""]]
    merged = Cell("合计", 1, 0, columns=2)
    rows = [[Cell(text, r, c) for c, text in enumerate(row)] for r, row in enumerate(page)]
    rows[1][:2] = [merged, merged]

    assert find_header(Grid(tuple(map(tuple, rows)))).depth == 1


def pages(*texts):
    return [(number, Line(text)) for number, page in enumerate(texts, start=1) for text in page]


def test_lines_on_every_page_are_running_lines():
    blocks = pages(*(("云溪市医疗保障局2024年部门预算", "甲" * n, "乙" * n, f"第 {n} 页 共 4 页") for n in range(1, 5)))
    kept, notes = without_running_lines(blocks)

    assert kept == [block for block in blocks if not block[1].text.startswith("云溪市")]
    assert "云溪市医疗保障局2024年部门预算" in notes[0].message
    assert notes[0].kind == "ignored"


def test_captions_on_every_page_are_no_running_lines():
    blocks = pages(*((f"公开{n:02}表", "单位：万元", f"甲乙丙丁{'戊' * n}") for n in range(1, 5)))

    assert without_running_lines(blocks) == (blocks, [])


def row_of(*cells):
    return Grid((tuple(Cell(text, 0, c, box=Box(left, 0, right, 5)) for c, (text, left, right) in enumerate(cells)),))


def test_cells_of_a_page_with_fewer_columns_stand_where_they_stand():
    whole = row_of(("甲", 0, 10), ("乙", 10, 20), ("丙", 20, 30))
    total = row_of(("合计", 0, 20), ("1.00", 20, 30), ("外", 40, 50))
    placed, homeless = in_columns(total, column_middles(whole))

    assert [(cell.text, cell.column, cell.columns) for cell in placed.anchored(0)] == [("合计", 0, 2), ("1.00", 2, 1)]
    assert [cell.text for cell in homeless] == ["外"]
