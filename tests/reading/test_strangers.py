"""Wordings and layouts that were met late: written by somebody who had not read the reader."""

import pytest

import medinsure_budget as mb
from medinsure_budget.document.narrative import Section
from medinsure_budget.reading.claims import read_claims


def told(text, *, title="", year=2023):
    """Subject, amount in 元, and difference in 元 of each claim that has one of them."""
    claims = read_claims((Section("", title, 2, text),), year=year, agency="岚山县林业局")
    moved = [c.change.amount if c.change else None for c in claims]
    found = [(c.subject, *(None if m is None else int(m.yuan) for m in (c.amount, by))) for c, by in zip(claims, moved, strict=True)]
    return [row for row in found if row[1:] != (None, None)]


TOLD = {
    # The side is told by what was said of it, not by the heading that names both.
    ("财政拨款收支情况", "财政拨款收入决算数6.00万元，支出决算数5.00万元。\n与上年决算数相比，收入增加1.00万元，支出增加0.50万元。"): [
        ("财政拨款收入", 60000, None), ("财政拨款支出", 50000, None), ("财政拨款收入", None, 10000), ("财政拨款支出", None, 5000),
    ],
    # The budget is that of what is counted in the same sentence.
    ("", "其他固定资产9.00万元。2024年拟购置车辆1辆，预算25.00万元。"): [("其他固定资产", 90000, None), ("拟购置车辆", 250000, None)],
    # A list that goes on in the next paragraph keeps its whole, and what changed behind it is the whole.
    ("", "基本支出12.00万元，其中：\n人员经费9.00万元；公用经费3.00万元。较上年减少0.60万元。"): [
        ("基本支出", 120000, None), ("人员经费", 90000, None), ("公用经费", 30000, None), ("基本支出", None, 6000),
    ],
    ("", "支出总计12.00万元，其中：\n1.基本支出9.00万元。\n2.项目支出3.00万元。\n比上年减少0.60万元。"): [
        ("支出总计", 120000, None), ("基本支出", 90000, None), ("项目支出", 30000, None), ("支出总计", None, 6000),
    ],
    # What a heading of reasons introduces are statements.
    ("", "增减变化原因等说明：公务接待费0.60万元，较上年减少0.40万元，减少的原因是来访减少。"): [("公务接待费", 6000, 4000)],
    # Reasons in a list are none.
    ("", "公务接待费1.10万元。“三公”经费减少的主要原因是：车辆减少2辆，减支4.00万元；接待费减支1.40万元。"): [
        ("公务接待费", 11000, None),
    ],
    # Whose change it is shows in the amount it came from.
    ("", "拨款支出29.00万元，按用途划分：基本支出21.00万元；项目支出8.00万元。比2022年27.50万元增加1.50万元。"): [
        ("拨款支出", 290000, 15000), ("基本支出", 210000, None), ("项目支出", 80000, None),
    ],
    # The two sides never call each other, and what has changed is not called by a side it has not.
    ("", "年初结余减少0.18万元，本年收入增加2.60万元，本年支出增加2.50万元。"): [
        ("年初结余", None, 1800), ("本年收入", None, 26000), ("本年支出", None, 25000),
    ],
    ("", "人员经费较上年多支出3.00万元，公用经费较上年少支出1.00万元。"): [("人员经费", None, 30000), ("公用经费", None, 10000)],
    # A year may stand between 到 and its amount.
    ("", "结转资金由2022年末的8.80万元下降到2023年末的3.52万元，下降60%。"): [("结转资金", 35200, None)],
    # Words that only announce are no names.
    ("", "说明：因公出国（境）费：2023年决算数0.30万元，比上年增加0.10万元。"): [("因公出国（境）费", 3000, 1000)],
    # Receptions are none of the journeys before them.
    ("", "2023年因公出国（境）团组1个，累计3人次，共计12.60万元。国内公务接待38批次、412人次，支出4.12万元。"): [
        ("因公出国（境）团组", 126000, None), ("国内公务接待", 41200, None),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("place", "expected"), list(TOLD.items()), ids=range(len(TOLD)))
def test_each_figure_is_of_what_it_is_said(place, expected):
    title, text = place

    assert told(text, title=title) == expected


def test_the_parts_of_a_list_in_paragraphs_name_their_whole():
    claims = read_claims((Section("", "", 2, "支出总计12万元，其中：\n1.基本支出9万元。\n2.项目支出3万元。"),), year=2023)

    assert [claim.of for claim in claims] == ["", "支出总计", "支出总计"]


def test_the_two_sides_are_no_parts_of_each_other():
    claims = read_claims((Section("", "", 2, "收入、支出总计各12万元，其中：\n（一）收入总计12万元。\n（二）支出总计12万元。"),), year=2023)

    assert {claim.of for claim in claims} == {""}


def test_an_amount_may_equal_that_of_the_year_before_and_not_the_budget():
    claims = read_claims((Section("", "", 2, "会议费5.00万元，较年初预算增加1.00万元，较上年决算数持平。"),), year=2023)

    assert [(c.change.direction, c.change.base) for c in claims] == [("increase", "年初预算"), ("same", "上年决算数")]


def test_shares_told_in_turn_are_of_each():
    claims = read_claims((Section("", "", 2, "财政拨款8万元，自有资金2万元，占比分别为80%和20%。"),), year=2023)

    assert [(claim.subject, claim.share) for claim in claims] == [("财政拨款", 80), ("自有资金", 20)]


def test_dashes_part_a_path_that_begins_with_a_function():
    (claim,) = read_claims((Section("", "", 2, "文化旅游体育与传媒支出-文化和旅游-图书馆：2024年预算4.62万元。"),), year=2024)

    assert claim.path == ("文化旅游体育与传媒支出", "文化和旅游", "图书馆")


def test_a_marked_code_stands_before_its_name():
    (claim,) = read_claims((Section("", "", 2, "208（类）05（款）02（项）事业单位离退休2024年预算2.00万元。"),), year=2024)

    assert (claim.subject, claim.path) == ("事业单位离退休", ("事业单位离退休",))


@pytest.mark.parametrize(
    "text",
    [
        "机关运行经费2023年初预算15.00万元，年中调整为14.00万元，决算支出13.86万元，完成调整预算的99%。",
        "机关运行经费预算14.00万元、决算13.86万元，完成预算的99%。",
    ],
)
def test_the_budget_that_counts_stands_beside_what_came_of_it(text):
    (claim,) = read_claims((Section("", "", 2, text),), year=2023)

    assert (claim.subject, str(claim.budget), str(claim.amount), claim.completion) == ("机关运行经费", "14.00 万元", "13.86 万元", 99)


def test_budget_and_outturn_may_both_be_nothing():
    (claim,) = read_claims((Section("", "", 2, "公务接待费预算0万元、决算0万元。"),), year=2023)

    assert (str(claim.budget), str(claim.amount)) == ("0 万元", "0 万元")


@pytest.mark.parametrize(
    "name", ["“教育支出”（类）“进修及培训”（款）“培训支出”（项）", "教育支出（类）—进修及培训（款）—培训支出（项）："]
)
def test_marks_may_stand_between_quotation_marks_and_dashes(name):
    (claim,) = read_claims((Section("", "", 2, f"1.{name}2024年预算2.00万元。"),), year=2024)

    assert claim.path == ("教育支出", "进修及培训", "培训支出")


ROWS = [["项目", "预算数", "决算数"], ["合计", "46.50", "41.20"], ["公务接待费", "12.50", "9.30"], ["公务用车运行维护费", "34.00", "31.90"]]
ABOVE = ["岚山市图书馆2023年度部门决算", "“三公”经费支出决算表", "单位：万元"]
DRAWN = {
    "wide bars": [*ABOVE, *("｜".join(row) for row in ROWS)],
    "a drawn box": [*ABOVE, "┌──┬──┬──┐", *("│" + "│".join(row) + "│" for row in ROWS), "└──┴──┴──┘"],
    "a box of signs": [*ABOVE, "+--+--+--+", *("| " + " | ".join(row) + " |" for row in ROWS), "+--+--+--+"],
}


@pytest.mark.parametrize("lines", DRAWN.values(), ids=DRAWN)
def test_bars_of_every_width_part_cells(lines):
    document = mb.read("\n".join(lines).encode(), name="a.txt")

    assert sorted(row["printed"] for row in document.records()) == ["12.50", "31.90", "34.00", "41.20", "46.50", "9.30"]
    assert document.accounting.balanced


def test_a_sheet_may_part_its_cells_by_semicolons():
    document = mb.read("\r\n".join(";".join(row) for row in [[ABOVE[0]], [ABOVE[1]], [ABOVE[2]], *ROWS]).encode(), name="a.csv")

    assert sorted(row["printed"] for row in document.records()) == ["12.50", "31.90", "34.00", "41.20", "46.50", "9.30"]


def page(*lines, rows):
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return mb.read(("".join(f"<p>{line}</p>" for line in lines) + f"<table border=1>{cells}</table>").encode(), name="a.html")


def test_labels_beside_serial_numbers_name_the_rows():
    rows = [["序号", "支出内容", "预算数", "决算数"], *([str(n), *row] for n, row in enumerate(ROWS[1:], 1))]

    assert {row["label"] for row in page(*ABOVE, rows=rows).records()} == {"合计", "公务接待费", "公务用车运行维护费"}


THREE = [["项目", "金额"], ["合计", "30.50"], ["公务接待费", "10.25"], ["公务用车运行维护费", "20.25"]]


@pytest.mark.parametrize(
    ("lines", "agency", "year"),
    [
        (["关于岚山市图书馆2022年度部门决算公开的说明"], "岚山市图书馆", 2022),
        (["二〇二三年度岚山县妇女联合会部门决算"], "岚山县妇女联合会", 2023),
        (["（2020年度）", "青川县残疾人联合会部门决算"], "青川县残疾人联合会", 2020),
        (["青川广播电视台 2021 年度决算公开"], "青川广播电视台", 2021),
        (["（2023年度）云泽市妇幼保健院单位决算"], "云泽市妇幼保健院", 2023),
    ],
)
def test_the_title_of_the_document_says_its_kind_where_its_table_says_none(lines, agency, year):
    document = page(*lines, "“三公”经费支出表", "单位：万元", rows=THREE)

    assert (type(document).__name__, document.agency.name, document.year) == ("FinalAccounts", agency, year)


@pytest.mark.parametrize("title", ["“三公”经费支出表", "部门整体情况表"])
def test_the_title_of_the_document_is_no_part_of_that_of_the_table(title):
    document = page("青川州公共资源交易中心", "2024年部门预算情况说明", title, "单位：万元", rows=THREE)

    assert [sheet.title for sheet in document.sheets] == [title]


def test_the_item_names_a_row_before_its_group():
    rows = "<tr><td colspan=2>项目</td><td>预算数</td></tr><tr><td rowspan=2>“三公”经费</td><td>公务接待费</td><td>4.00</td></tr>"
    rows += "<tr><td>公务用车运行费</td><td>14.00</td></tr><tr><td colspan=2>因公出国（境）费</td><td>1.00</td></tr>"
    html = f"<p>明河区民政局2023年部门预算</p><p>“三公”经费支出预算表</p><p>单位：万元</p><table>{rows}</table>"

    found = {row["label"] for row in mb.read(html.encode(), name="a.html").records()}

    assert found == {"公务接待费", "公务用车运行费", "因公出国（境）费"}


def test_codes_may_be_parted_by_dashes():
    codes = ("212", "城乡社区支出"), ("212-08", "土地出让收入支出"), ("212-08-01", "征地")
    rows = [["科目编码", "科目名称", "合计"], *([*pair, "5.00"] for pair in codes)]
    document = page("明河区民政局2023年部门预算", "政府性基金预算支出表", "单位：万元", rows=rows)

    assert [row["code"] for row in document.records()] == ["212", "21208", "2120801"]


FULL = [["项目", "金额"], ["合计", "7"], ["公务接待费", "2"], ["公务用车运行费", "5"]]


@pytest.mark.parametrize(("between", "after"), [(" ", "\n"), ("  ", "\n"), ("\n", "\n")], ids=["a blank", "blanks", "a line a cell"])
def test_full_rows_of_whole_numbers_are_a_table(between, after):
    lines = ["明河区民政局2023年部门预算", "2023年“三公”经费支出预算表", "单位：万元"]
    text = "\n".join([*lines, after.join(map(between.join, FULL))])

    assert sorted(row["printed"] for row in mb.read(text.encode(), name="a.txt").records()) == ["2", "5", "7"]


def test_a_row_that_lacks_a_figure_makes_no_full_table():
    lines = ["明河区民政局2023年部门预算", "2023年“三公”经费支出预算表", "单位：万元"]
    text = "\n".join([*lines, "项目 去年 今年", "合计 7 8", "公务接待费 2", "车辆 5 6"])

    assert not list(mb.read(text.encode(), name="a.txt").records())


def test_the_rest_of_a_torn_row_joins_no_columns():
    def table(rows):
        widths = (60, 190, 70, 70, 70)
        cells = ("".join(f"<td width={w}>{text}</td>" for w, text in zip(widths, row, strict=True)) for row in rows)
        return "<table border=1>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"

    head = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["21101", "环境保护", "7.00", "5.00", "2.00"]]
    rest = [["", "管理事务", "", "", ""], ["2110101", "行政运行", "5.00", "5.00", ""], ["2110199", "其他支出", "2.00", "", "2.00"]]
    lines = "<p>云泽市生态环境局2022年度部门决算</p><p>支出决算表</p><p>单位：万元</p>"
    found = [
        (row["code"], row["header"], row["printed"])
        for row in mb.read((lines + table(head) + table(rest)).encode(), name="a.html").records()
        if len(row["code"]) == 7
    ]

    assert found == [
        ("2110101", "合计", "5.00"), ("2110101", "基本支出", "5.00"), ("2110199", "合计", "2.00"), ("2110199", "项目支出", "2.00"),
    ]  # fmt: skip
