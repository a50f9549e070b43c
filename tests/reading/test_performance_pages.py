"""Performance forms over pages and in other layouts: cut by page breaks, titled inside the grid, of other provinces."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medinsure_budget.evidence import Box, Cell, Grid, Line
from medinsure_budget.money import Money
from medinsure_budget.reading import read
from medinsure_budget.reading.performance import read_performance

LEFT, BREADTH = 60.0, 40.0
UP, OVER = "^", "<"

NATIONAL = [
    ["项目名称", OVER, "医保信息化建设", *[OVER] * 7],
    ["主管部门", OVER, "云溪市医疗保障局", *[OVER] * 3, "实施单位", "云溪市医保中心", OVER, OVER],
    ["项目资金（万元）", OVER, "", OVER, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [UP, UP, "年度资金总额", OVER, "100.00", "120.00", "119.50", "10", "99.58%", "9.96"],
    [UP, UP, "其中：当年财政拨款", OVER, "100.00", "100.00", "99.50", "—", "99.50%", "—"],
    [UP, UP, "上年结转资金", OVER, "0.00", "20.00", "20.00", "—", "100.00%", "—"],
    [UP, UP, "其他资金", OVER, "", "", "", "—", "", "—"],
    ["年度总体目标", "预期目标", *[OVER] * 4, "实际完成情况", *[OVER] * 3],
    [UP, "完成系统升级，保障待遇支付。", *[OVER] * 4, "系统升级完成，支付及时。", *[OVER] * 3],
    ["绩效指标", "一级指标", "二级指标", "三级指标", OVER, "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"],
    [UP, "产出指标", "数量指标", "升级模块数", OVER, "≥5个", "6个", "15", "15", ""],
    [UP, UP, UP, "培训人次", OVER, "≥200人次", "180人次", "15", "13.5", "培训延期"],
    [UP, UP, "质量指标", "验收合格率", OVER, "100%", "100%", "20", "20", ""],
    [UP, "效益指标", "社会效益指标", "办理时限缩短", OVER, "有效", "有效", "30", "30", ""],
    [UP, "满意度指标", "服务对象满意度指标", "参保人满意度", OVER, "≥90%", "95%", "10", "10", ""],
    ["总分", *[OVER] * 6, "100", "98.46", ""],
]
TITLE = "项目支出绩效自评表"


def grid(rows, page, *, edges=None):
    """A ruled grid; its columns begin at ``edges``, counted in columns of the whole table."""
    edges = edges or list(range(len(rows[0]) + 1))
    x = [LEFT + BREADTH * edge for edge in edges]
    places = [[None] * len(rows[0]) for _ in rows]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == UP and r:
                places[r][c] = places[r - 1][c]
            elif text == OVER:
                places[r][c] = places[r][c - 1]
            else:
                down = next((n for n in range(r + 1, len(rows)) if rows[n][c] != UP), len(rows)) - r
                across = next((n for n in range(c + 1, len(row)) if row[n] != OVER), len(row)) - c
                box = Box(x[c], 100.0 + 20 * r, x[c + across], 100.0 + 20 * (r + down))
                places[r][c] = Cell("" if text == UP else text, r, c, down, across, box=box)
    return Grid(tuple(map(tuple, places)), page=page, box=Box(x[0], 100.0, x[-1], 100.0 + 20 * len(rows)))


def paged(*parts, titled=(TITLE, "（2023年度）")):
    """The pages of one form: the titles, then a grid on each page with a page number below."""
    blocks = [(1, Line(text, n)) for n, text in enumerate(titled, start=1)]
    for page, part in enumerate(parts, start=1):
        blocks += [(page, part if isinstance(part, Grid) else grid(part, page)), (page, Line(f"— {page} —", 99))]
    return blocks


def only(blocks):
    found = read_performance(blocks)
    (form,) = found.self_evaluations
    return form, found


WHOLE, _ = only(paged(NATIONAL))


def torn(row, cuts):
    """A row's two halves, each cell of words cut where ``cuts`` says; figures stay in the first half."""
    halves = []
    for c, text in enumerate(row):
        cut = cuts.get(c, len(text))
        halves.append((text, text) if text in (UP, OVER) else (text[:cut], text[cut:]))
    return [first for first, _ in halves], [second for _, second in halves]


def test_the_national_layout_is_read_with_points_apart_from_money():
    total, own, carried, other = WHOLE.funds
    assert (total.weight, total.score, total.rate) == (Decimal(10), Decimal("9.96"), Decimal("99.58"))
    assert [f.printed for f in total.figures] == ["100.00", "120.00", "119.50"]
    assert (own.weight, own.score, other.figures) == (None, None, ())
    assert carried.amount("initial_budget") == Money("0.00", "万元")
    assert (WHOLE.year, WHOLE.total_weight, WHOLE.total_score) == (2023, Decimal(100), Decimal("98.46"))
    assert [i.name for i in WHOLE.indicators][:2] == ["升级模块数", "培训人次"]


@pytest.mark.parametrize("cut", range(1, len(NATIONAL)))
def test_a_form_cut_between_any_two_rows_is_the_same_form(cut):
    form, found = only(paged(NATIONAL[:cut], NATIONAL[cut:]))
    assert form == WHOLE
    assert found.used == set(range(5))
    assert [n for n in found.notes if n.kind == "unread"] == []


@settings(max_examples=60)
@given(st.sets(st.integers(1, len(NATIONAL) - 1), max_size=4))
def test_a_form_over_several_pages_is_the_same_form(cuts):
    edges = [0, *sorted(cuts), len(NATIONAL)]
    form, _ = only(paged(*(NATIONAL[a:b] for a, b in pairwise(edges))))
    assert form == WHOLE


@pytest.mark.parametrize(
    ("at", "cuts"),
    [
        (0, {2: 4}),  # the project's name
        (7, {0: 4}),  # a label beside the rows of the next page
        (8, {1: 6, 6: 5}),  # goal and result
        (11, {3: 2, 5: 3}),
        (13, {1: 2, 2: 4, 3: 4}),
        (14, {1: 4, 2: 4, 3: 3}),  # each half of 服务对象满意度 is a name of its own
        (2, {4: 4, 5: 4, 6: 4}),  # the header of the money
    ],
)
def test_a_row_torn_by_a_page_break_is_whole_again(at, cuts):
    first, rest = torn(NATIONAL[at], cuts)
    form, found = only(paged([*NATIONAL[:at], first], [rest, *NATIONAL[at + 1 :]]))
    assert form == WHOLE
    assert any(n.kind == "repaired" and "跨页" in n.message and n.page == 2 for n in found.notes)


def test_a_torn_label_beside_rows_of_both_pages_is_whole_for_all_of_them():
    first = [list(row) for row in NATIONAL[:4]]
    first[2][0] = "项目资金"
    second = [list(row) for row in NATIONAL[4:]]
    second[0][0] = "（万元）"
    second[0][1] = OVER
    for row in second[1:3]:
        row[:2] = [UP, UP]
    form, found = only(paged(first, second))
    assert form == WHOLE
    assert [n.message for n in found.notes] == ["跨页拆开的行已接回上一行：“项目资金（万元）”"]


def test_a_page_with_fewer_rules_is_read_in_the_columns_of_the_whole_form():
    last = grid([["总分", "100", "98.46", ""]], 2, edges=[0, 7, 8, 9, 10])
    form, _ = only(paged(NATIONAL[:-1], last))
    assert form == WHOLE


def test_a_table_of_another_breadth_is_no_part_of_the_form():
    other = grid([["单位", "数量"], ["云溪市医保中心", "3"]], 2, edges=[0, 4, 8])
    _, found = only(paged(NATIONAL[:-1], other))
    assert 4 not in found.used


def test_a_form_begun_anew_on_the_next_page_is_another_form():
    second = [[text.replace("信息化建设", "宣传") for text in row] for row in NATIONAL]
    found = read_performance(paged(NATIONAL[:-1], second))
    assert [form.project for form in found.self_evaluations] == ["医保信息化建设", "医保宣传"]


def titled(title, rows):
    return [[title, *[OVER] * 9], ["（2023年度）", *[OVER] * 9], *rows]


def test_titles_inside_one_grid_part_its_forms():
    rows = titled(TITLE, NATIONAL) + titled("医保宣传项目支出绩效自评表", NATIONAL)
    found = read_performance([(1, grid(rows, 1))])
    assert [(form.title, form.year) for form in found.self_evaluations] == [
        (TITLE, 2023),
        ("医保宣传项目支出绩效自评表", 2023),
    ]
    assert [form.indicators for form in found.self_evaluations] == [WHOLE.indicators] * 2
    assert found.notes == ()


def test_rows_beside_a_form_in_one_grid_are_a_note():
    rows = [["填表说明", "另附", *[""] * 8], *titled(TITLE, NATIONAL)]
    _, found = only([(1, grid(rows, 1))])
    assert [n.message for n in found.notes] == ["与绩效表印在同一表格中的内容没有读懂：填表说明 | 另附"]


REPORT = [
    ["项目支出绩效评价报告", OVER, OVER, OVER, OVER],
    ["项目名称", "基金监管", OVER, OVER, OVER],
    ["项目单位", "云溪市医疗保障局", OVER, OVER, OVER],
    ["评价方式：☑部门评价 □财政评价", OVER, OVER, OVER, OVER],
    ["评价机构", "评价组☑ 第三方机构□", OVER, OVER, OVER],
    ["2024年5月31日", OVER, OVER, OVER, OVER],
    ["一、项目基本信息", OVER, OVER, OVER, OVER],
    ["计划安排资金（万元）", "60", OVER, "实际到位资金（万元）", "58.5"],
    ["二、项目支出明细情况", OVER, OVER, OVER, OVER],
    ["支出内容", "计划支出数", "实际支出数", OVER, OVER],
    ["委托业务费", "60", "58.12", OVER, OVER],
    ["三、评价报告摘要", OVER, OVER, OVER, OVER],
    ["一级指标", "二级指标", "三级指标", "指标分值", "评价得分"],
    ["产出指标", "数量指标", "检查次数", "100", "99"],
    ["总分", OVER, OVER, "100", "99"],
    ["评价等级", "优秀", OVER, OVER, OVER],
]


@pytest.mark.parametrize("copies", [1, 2])
def test_reports_titled_inside_the_grid_are_reports_with_their_cover(copies):
    found = read_performance([(1, grid(REPORT * copies, 1))])
    assert len(found.evaluations) == copies
    for report in found.evaluations:
        assert (report.project, report.unit, report.date, report.grade) == (
            "基金监管", "云溪市医疗保障局", "2024年5月31日", "优秀",
        )  # fmt: skip
        assert (report.method.options, report.method.chosen) == (("部门评价", "财政评价"), ("部门评价",))
        assert (report.body.options, report.body.chosen) == (("评价组", "第三方机构"), ("评价组",))
        assert [f.printed for line in report.expenditure for f in line.figures] == ["60", "58.12"]
    assert found.notes == ()


def test_a_cover_without_blanks_between_its_words_is_understood():
    lines = ["项目支出绩效评价报告", "项目名称基金监管", "评价方式：部门（单位）评价财政评价"]
    blocks = [(1, Line(text, n)) for n, text in enumerate(lines, start=1)] + [(1, grid(REPORT[6:], 1))]
    (report,) = read_performance(blocks).evaluations
    assert (report.project, report.method.options) == ("基金监管", ("部门（单位）评价", "财政评价"))


def test_a_list_of_results_goes_on_over_a_page_with_a_torn_name():
    header = ["序号", "预算单位", "项目名称", "自评结论"]
    rows = [header, ["1", "云溪市医疗保障局", "信息化运维", "优"], ["", "", "党建", "良"]]
    rest = [["", "", "指导经费", ""], ["", "", "帮扶资金", "优"]]
    blocks = paged(rows, rest, titled=("2023年单位项目支出绩效自评结果清单",))
    (results,) = read_performance(blocks).result_lists
    assert [(r.number, r.unit, r.project, r.conclusion) for r in results.results] == [
        ("1", "云溪市医疗保障局", "信息化运维", "优"),
        ("1", "云溪市医疗保障局", "党建指导经费", "良"),
        ("1", "云溪市医疗保障局", "帮扶资金", "优"),
    ]


def test_the_form_of_a_whole_department_has_its_money_and_grade():
    rows = [
        ["部门（单位）名称", OVER, "云溪市医疗保障局", *[OVER] * 6],
        ["年度预算执行情况（万元）", OVER, "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        [UP, UP, "年度资金总额", "1,000.00", "1,100.00", "1,090.00", "10", "99.09%", "9.9"],
        [UP, UP, "其中：基本支出", "600.00", "600.00", "600.00", "—", "", "—"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "未完成原因"],
        [UP, "履职效能", "工作完成", "重点工作办结率", "100%", "100%", "90", "90", ""],
        ["总分", *[OVER] * 5, "100", "99.9", ""],
        ["评价等次", "优", *[OVER] * 7],
        ["填表人", "林青", OVER, OVER, OVER, "联系电话", "0570-1234567", OVER, OVER],
    ]
    form, _ = only(paged(rows, titled=("部门（单位）整体支出绩效自评表",)))
    assert (form.unit, form.conclusion, form.total_score) == ("云溪市医疗保障局", "优", Decimal("99.9"))
    assert [(line.label, line.weight, len(line.figures)) for line in form.funds] == [
        ("年度资金总额", Decimal(10), 3),
        ("其中：基本支出", None, 3),
    ]
    assert len(form.indicators) == 1
    assert form.details == (("联系电话", "0570-1234567"), ("填表人", "林青"))


def only_goal(title, rows):
    (goal,) = read_performance(paged(rows, titled=(title,))).goals
    return goal


def test_relation_value_and_measure_in_three_columns_make_the_target():
    rows = [
        ["项目名称", "基金监管专项", *[OVER] * 4],
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
        ["产出指标", "数量指标", "检查机构数", "≥", "100", "家"],
        ["效益指标", "社会效益指标", "违规减少", "定性", "明显", ""],
    ]
    goal = only_goal("项目支出绩效目标表", rows)
    assert [(i.name, i.target, i.description) for i in goal.indicators] == [
        ("检查机构数", "≥100家", ""),
        ("违规减少", "明显", "定性"),
    ]


def test_columns_of_no_field_are_kept_with_their_headers():
    rows = [
        ["项目名称", "基金监管专项", OVER, OVER, OVER],
        ["一级指标", "二级指标", "三级指标", "指标值", "数据来源"],
        ["产出指标", "数量指标", "检查机构数", "≥100家", "检查台账"],
    ]
    (indicator,) = only_goal("项目支出绩效目标表", rows).indicators
    assert (indicator.target, indicator.description) == ("≥100家", "数据来源：检查台账")


def test_goals_and_money_of_several_years_stay_apart():
    rows = [
        ["项目名称", "基金监管专项", OVER, OVER, OVER],
        ["项目资金（万元）", "中期资金总额：", "90.00", "年度资金总额：", "30.00"],
        [UP, "其中：财政拨款", "90.00", "其中：财政拨款", "30.00"],
        ["总体目标", "中期目标（2024年—2026年）", OVER, "年度目标", OVER],
        [UP, "三年全覆盖。", OVER, "覆盖三成。", OVER],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        [UP, "产出指标", "数量指标", "检查机构数", "≥100家"],
    ]
    goal = only_goal("项目支出绩效目标申报表", rows)
    assert (goal.goal, goal.amount) == ("覆盖三成。", Money("30.00", "万元"))
    assert goal.details == (("中期目标（2024年—2026年）", "三年全覆盖。"),)
    assert [f"{f.header} {f.printed}" for line in goal.funds[2:] for f in line.figures] == [
        "项目资金/中期资金总额 90.00",
        "项目资金/年度资金总额 30.00",
    ]


def test_tasks_of_a_department_keep_their_money_by_source():
    rows = [
        ["部门（单位）名称", "云溪市医疗保障局", *[OVER] * 4],
        ["年度主要任务", "任务名称", "主要内容", "预算金额（元）", OVER, OVER],
        [UP, UP, UP, "总额", "财政拨款", "其他资金"],
        [UP, "基金监管", "飞行检查", "80.00", "60.00", "20.00"],
        [UP, "金额合计", OVER, "80.00", "60.00", "20.00"],
        ["年度总体目标", "守住底线。", *[OVER] * 4],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", OVER],
        [UP, "产出指标", "数量指标", "检查机构数", "≥100家", OVER],
    ]
    goal = only_goal("部门整体支出绩效目标申报表", rows)
    assert (goal.amount, goal.goal, goal.details) == (Money("80.00", "元"), "守住底线。", (("基金监管", "飞行检查"),))
    assert [(f.field, f.header, f.printed) for f in goal.funds[0].figures] == [
        ("budget", "预算金额/总额", "80.00"),
        ("", "预算金额/财政拨款", "60.00"),
        ("", "预算金额/其他资金", "20.00"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["一级指标", "分值", "二级指标", "分值", "得分"], ["决策", "20", "项目立项", "20", "19.5"]],
        [["序号", "指标名称", "权重", "得分"], ["1", "预算执行率", "10.00", "9.90"]],
        [["产出指标(60分)", "数量指标(60分)", "巡检次数", "60", "60"], ["总分", "", "", "60", "60"]],
    ],
)
def test_scores_without_a_form_are_said_to_be_unread_and_kept_from_the_amounts(rows):
    found = read_performance([(3, Line("评分情况", 1)), (3, grid(rows, 3))])
    assert found.used == {1}
    (note,) = found.notes
    assert (note.kind, note.page) == ("unread", 3)
    assert all(text in note.message for row in rows for text in row if text)


def test_tables_that_print_money_beside_indicators_are_left_to_the_statements():
    rows = [["项目名称", "金额", "一级指标", "三级指标", "分值"], ["基金监管", "60.00", "产出指标", "检查次数", "10"]]
    assert read_performance([(1, grid(rows, 1))]).used == frozenset()


def test_points_of_a_goal_table_are_no_amounts_and_merged_projects_keep_their_indicators():
    rows = [
        ["单位编码", "单位名称", "项目名称", "金额", "一级指标", "二级指标", "三级指标", "指标值", "权重"],
        ["216001", "云溪市医保局", "基金监管", "60.00", "产出指标", "数量指标", "检查次数", "≥3次", "10"],
        [*[UP] * 6, "宣传次数", "≥5次", "20"],
    ]
    cells = [[f"<td>{text}</td>" for text in row if text != UP] for row in rows]
    cells[1][:6] = [cell.replace("<td>", "<td rowspan=2>") for cell in cells[1][:6]]
    table = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    page = f"<html><p>云溪市医保局2024年度部门预算</p><p>项目绩效目标表</p><p>单位：万元</p><table>{table}</table></html>"
    document = read(page.encode(), name="page.html")
    (goal,) = document.performance.goals
    assert (goal.project, goal.amount) == ("基金监管", Money("60.00", "万元"))
    assert [(i.group, i.name, i.target) for i in goal.indicators] == [
        ("产出指标", "检查次数", "≥3次"),
        ("产出指标", "宣传次数", "≥5次"),
    ]
    assert [record["printed"] for record in document.records()] == ["60.00"]
    assert any("权重" in n.message for n in document.notes)
