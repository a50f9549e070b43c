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
}  # fmt: skip


@pytest.mark.parametrize(("place", "expected"), list(TOLD.items()), ids=range(len(TOLD)))
def test_each_figure_is_of_what_it_is_said(place, expected):
    title, text = place

    assert told(text, title=title) == expected


def test_the_parts_of_a_list_in_paragraphs_name_their_whole():
    claims = read_claims((Section("", "", 2, "支出总计12万元，其中：\n1.基本支出9万元。\n2.项目支出3万元。"),), year=2023)

    assert [claim.of for claim in claims] == ["", "支出总计", "支出总计"]


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
    ],
)
def test_the_title_of_the_document_says_its_kind_where_its_table_says_none(lines, agency, year):
    document = page(*lines, "“三公”经费支出表", "单位：万元", rows=THREE)

    assert (type(document).__name__, document.agency.name, document.year) == ("FinalAccounts", agency, year)


@pytest.mark.parametrize("title", ["“三公”经费支出表", "部门整体情况表"])
def test_the_title_of_the_document_is_no_part_of_that_of_the_table(title):
    document = page("青川州公共资源交易中心", "2024年部门预算情况说明", title, "单位：万元", rows=THREE)

    assert [sheet.title for sheet in document.sheets] == [title]
