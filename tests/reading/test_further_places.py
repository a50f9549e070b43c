"""Tables of further places: cells cut by a page, numbers of things, codes with points, bare magnitudes, totals of sister tables."""

import pytest

import medinsure_budget as mb

HEAD = "西岭县草原站2024年单位预算"


def page(*blocks):
    def table(rows):
        return "<table border=1>" + "".join("<tr>" + "".join(f"<td>{t}</td>" for t in row) + "</tr>" for row in rows) + "</table>"

    html = "".join(f"<p>{block}</p>" if isinstance(block, str) else table(block) for block in (HEAD, *blocks))
    return mb.read(html.encode(), name="页.html")


def rows_of(document):
    assert document.accounting.balanced
    return [(row["label"], row["printed"]) for row in document.records()]


PROJECTS = [["项目名称", "预算数"], ["监测站点", "36.00"], ["退化草地修复", "58.00"]]


def test_words_on_top_of_a_page_end_the_last_name_where_all_other_rows_hold_figures():
    found = page("项目支出表", "单位：万元", PROJECTS, "- 2 -", [["示范推广", ""], ["合计", "94.00"]])

    assert rows_of(found) == [("监测站点", "36.00"), ("退化草地修复示范推广", "58.00"), ("合计", "94.00")]
    assert any("示范推广" in note.message for note in found.notes)


@pytest.mark.parametrize("heading", ["二、修复类", "合计", "修复项目"])
def test_a_heading_on_top_of_a_page_ends_no_name(heading):
    first = [PROJECTS[0], ["监测项目", ""], *PROJECTS[1:]]
    found = page("项目支出表", "单位：万元", first, "- 2 -", [[heading, ""], ["示范区", "7.00"]])

    assert ("退化草地修复", "58.00") in rows_of(found)


def test_the_rest_of_a_name_stands_behind_its_own_column():
    first = [["项目", "采购品目", "金额"], ["信息化", "台式计算", "12.00"]]
    found = page("政府采购预算表", "单位：万元", first, "- 3 -", [["", "机", ""], ["办公", "复印纸", "1.50"]])

    assert rows_of(found) == [("信息化/台式计算机", "12.00"), ("办公/复印纸", "1.50")]


def test_the_rest_of_a_name_alone_in_a_row_of_a_sheet_is_no_line():
    head = [[f"{HEAD}支出预算表"], ["单位：万元"], ["科目编码", "科目名称", "合计"], ["206", "科学技术支出", "9.00"]]
    sheets = {"1": [*head, ["2060301", "机构运", "7.00"]], "2": [["", "行"], ["2060302", "研究", "2.00"]]}
    found = mb.read(workbook(sheets), name="表.xlsx")

    assert {row["label"] for row in found.records()} == {"科学技术支出", "机构运行", "研究"}


def test_numbers_of_things_name_no_rows():
    rows = [["品目", "数量", "金额"], ["计算机", "20台", "10.00"], ["文件柜", "8组", "2.00"], ["合计", "", "12.00"]]

    assert rows_of(page("政府采购预算表", "单位：万元", rows)) == [("计算机", "10.00"), ("文件柜", "2.00"), ("合计", "12.00")]


def test_numbers_headed_as_things_are_money_where_a_column_of_units_says_so():
    rows = [["指标", "单位", "数量"], ["编制人数", "人", "42"], ["预算总额", "万元", "860.50"], ["人均经费", "元", "28500"]]
    found = page("基本情况表", rows)

    assert [(r["label"], int(r["amount"])) for r in found.records()] == [("预算总额", 8605000), ("人均经费", 28500)]


def test_points_part_codes_only_where_three_parts_tell():
    def table(*codes):
        return page("支出预算表", "单位：万元", [["科目编码", "科目名称", "合计"], *([c, f"名称{i}", "5.00"] for i, c in enumerate(codes))])

    assert [row["code"] for row in table("206", "206.03", "206.03.01").records()] == ["206", "20603", "2060301"]
    assert not any(row["code"] == "20603" for row in table("206", "206.03").records())


def test_a_bare_magnitude_behind_a_figure_is_its_unit():
    found = page("项目投资表", "单位：万元", [["项目", "投资额"], ["防沙", "1.5亿"], ["围栏", "8.20万"], ["道路", "7.00"]])

    assert [int(row["amount"]) for row in found.records()] == [150000000, 82000, 70000]


def test_a_sign_behind_a_figure_is_a_mark_and_before_it_a_minus():
    found = page("项目支出表", "单位：万元", [["项目", "增减"], ["围栏", "8.20▲"], ["道路", "△7.00"], ["合计", "1.20"]])

    assert [int(row["amount"]) for row in found.records()] == [82000, -70000, 12000]


SUBJECTS = [["科目编码", "科目名称", "合计"], ["206", "科学技术支出", "{}"], ["2060301", "机构运行", "{}"]]


@pytest.mark.parametrize(("total", "unit"), [("743.20", "万元"), ("9.00", "未知"), ("812.60", "未知")])
def test_the_total_of_a_sister_table_tells_the_unit(total, unit):
    sheets = {"a": [[f"{HEAD}收入表"], ["单位：万元"], ["项目", "预算数"], ["财政拨款", 743.2], ["其他", 9], ["合计", 743.2]]}
    sheets["b"] = [[f"{HEAD}支出预算表"], *([text.format(total) for text in row] for row in SUBJECTS)]
    found = mb.read(workbook(sheets), name="表.xlsx")

    assert found.sheets[1].unit.value == unit
    assert any("没有印金额单位" in note.message for note in found.notes)


def workbook(sheets):
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_all_amounts_of_a_task_are_read():
    rows = [["部门名称", "西岭县草原站", "", ""], ["任务名称", "主要内容", "预算资金（万元）", "其中：财政拨款"]]
    rows += [["草原监测", "120个样地", "96.00", "90.00"], ["种质保存", "入库2000份", "44.00", "40.00"]]
    found = page("部门整体支出绩效目标表", "（2024年度）", rows)

    assert rows_of(found) == [("草原监测", "96.00"), ("草原监测", "90.00"), ("种质保存", "44.00"), ("种质保存", "40.00")]


@pytest.mark.parametrize("behind", ["公开情况", "信息公开", "公开信息表"])
def test_the_title_of_a_document_is_no_part_of_the_table_below(behind):
    found = page(f"2024年西岭县草原站单位预算{behind}", "“三公”经费支出表", "单位：万元", [["项目", "预算数"], ["公务接待费", "2.00"]])

    assert [sheet.title for sheet in found.sheets] == ["“三公”经费支出表"]


def test_the_rows_of_a_header_at_both_ends_of_a_narrow_sheet_are_no_caption():
    rows = [[f"{HEAD}项目支出预算表"], ["公开07表", "", "", "", "金额单位：万元"], ["项目", "", "", "", "项目支出"]]
    rows += [["科目编码", "", "", "科目名称"], ["类", "款", "项", "栏次", 1], ["", "", "", "合计", 9.5]]
    rows += [[206, "", "", "科学技术支出", 9.5], [206, "03", "", "应用研究", 9.5]]
    found = mb.read(workbook({"表": rows}), name="表.xlsx")

    assert [(row["code"], row["header"]) for row in found.records()] == [("", "项目支出"), ("206", "项目支出"), ("20603", "项目支出")]


def test_the_halves_of_a_figure_above_and_below_its_row_are_accounted_for():
    from medinsure_budget.evidence import Line
    from medinsure_budget.reading.places import Ledger
    from medinsure_budget.reading.tokens import FRAME, places

    lines = ["2427197.3 2427166.2", "本年收入合计 27 本年支出合计 58", "2 7"]
    ledger = Ledger(list(places([(4, Line(text, number)) for number, text in enumerate(lines, 67)], set())), {})

    assert ledger.take(FRAME, "2427197.32", 4, 68)
    assert ledger.take(FRAME, "2427166.27", 4, 68)
    assert not ledger.take(FRAME, "2427166.28", 4, 68)
    assert [place.text for place in ledger.free] == ["27", "58"]


BLOCKS = [["职工医保"], ["指标", "金额"], ["结余", 12.5], ["支出", 7.5], ["居民医保"], ["指标", "金额"], ["结余", 3.5], ["支出", 2.5]]


def test_the_names_of_blocks_with_the_same_header_head_their_amounts():
    found = mb.read(workbook({"表": [[f"{HEAD}基金收支表"], ["单位：万元"], *BLOCKS]}), name="表.xlsx")

    told = [(row["header"].split("/")[0], row["label"], int(row["amount"])) for row in found.records()]
    assert told == [("职工医保", "结余", 125000), ("职工医保", "支出", 75000), ("居民医保", "结余", 35000), ("居民医保", "支出", 25000)]


STACKED = [[f"{HEAD}收入预算表"], ["单位：元"], ["项目", "预算数"], ["财政拨款", "7432000.00"], ["合计", "7432000.00"]]


@pytest.mark.parametrize(("total", "unit"), [("743.20", "万元"), ("8123.00", "元")])
def test_the_unit_above_holds_for_the_next_table_of_a_sheet_where_no_figures_say_otherwise(total, unit):
    below = [["支出预算表"], ["项目", "基本支出", "项目支出"], ["人员", "3.00", "1.00"], ["合计", total, "1.00"]]
    found = mb.read(workbook({"表": [*STACKED, *below]}), name="表.xlsx")

    assert found.sheets[1].unit.value == unit
    assert any("没有印金额单位" in note.message for note in found.notes)


def test_a_page_number_in_words_parts_the_pages_of_a_sheet():
    lines = [HEAD, "支出预算表", "单位：万元", "科目编码,科目名称,合计", "206,科学技术支出,9.00", "第 2 页 共 3 页"]
    lines += ["科目编码,科目名称,合计", "2060301,机构运行,7.00"]
    found = mb.read("\n".join(lines).encode(), name="表.csv")

    assert [(row["label"], row["header"]) for row in found.records()] == [("科学技术支出", "合计"), ("机构运行", "合计")]


def test_units_behind_the_words_of_a_header_make_it_no_caption():
    rows = [["项目", "上年预算：万元", "本年预算：万元"], ["公务接待费", 2.5, 2], ["合计", 2.5, 2]]
    found = mb.read(workbook({"表": [[f"{HEAD}“三公”经费表"], *rows]}), name="表.xlsx")

    assert [int(row["amount"]) for row in found.records()] == [25000, 20000, 25000, 20000]


def test_a_blank_between_touching_digits_parts_two_numbers_of_a_page_and_spread_digits_are_one():
    from medinsure_budget.sources.pdf.spans import Span
    from medinsure_budget.sources.pdf.words import Run

    def line(*parts):
        return Run([Span(text, left, 0.0, right, 10.0, 10.0, right - 5.0) for text, left, right in parts]).text

    assert line(("5", 0.0, 5.0), ("12.30", 7.7, 32.7)) == "5 12.30"
    assert line(("800.25", 0.0, 30.0), ("400.25", 32.7, 62.7)) == "800.25 400.25"
    assert line(*((digit, 8.0 * n, 8.0 * n + 5.0) for n, digit in enumerate("512"))) == "512"
