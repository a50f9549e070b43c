"""Performance forms of fictional projects: variants of the national forms, damaged forms, half forms."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medinsure_budget.document.performance import Performance, SelfEvaluation
from medinsure_budget.document.plain import from_plain, to_plain
from medinsure_budget.evidence import Cell, Grid, Line
from medinsure_budget.forms import Column, ProjectPerformance, Sheet
from medinsure_budget.money import Money, Unit
from medinsure_budget.reading.performance import PerformanceReading, goals_of, pieces, read_performance

TITLE = "项目支出绩效自评表"
REASON = "偏差原因分析及改进措施"
HEADER = ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "权重", "得分", REASON]
HEAD = [
    ["项目名称", "", "智慧医保平台运维", "", "", "", "", "", ""],
    ["主管部门", "", "216-云溪市医疗保障局", "", "", "预算单位", "216001-云溪市医疗保障局（本级）", "", ""],
    ["项目资金（万元）", "资金来源", "年初预算数", "", "", "全年预算数", "全年执行数", "全年执行数(其他)", "执行率"],
    ["", "", "", "", "", "(A)", "(B)", "", "(B/A)"],
    ["", "年度资金总额", "1,250.00", "", "", "1,200.50", "1,180.25", "", "98.31%"],
    ["", "其中：上年结转", "", "", "", "0.00", "—", "", ""],
    ["年度总体目标", "", "预期目标", "", "", "实际完成情况", "", "", ""],
    ["", "", "保障平台全年稳定运行。", "", "", "平台全年运行稳定。", "", "", ""],
]
INDICATORS = [
    HEADER,
    ["", "产出指标(60分)", "数量指标(30分)", "巡检次数", "≥12次", "12次", "20", "20", ""],
    ["", "", "", "培训人数", "100", "96", "10", "9.6", "一人请假"],
    ["", "", "质量指标(30分)", "系统可用率", "≥99%", "99.5%", "30", "30", ""],
    ["", "成本指标(0分)", "", "", "", "", "", "", ""],
    ["", "满意度指标(40分)", "服务对象满意度(40分)", "群众满意度", "≥90%", "93%", "40", "40", ""],
    ["总 分", "", "", "", "", "", "100", "99.6", ""],
    ["自评结论", "", "优", "", "", "", "90分以上为优。", "", ""],
]


def blocks(*items, page=1):
    """Lines from texts and grids from rows; a pair (rows, spans) makes a grid that knows its merged cells."""
    made = []
    for number, item in enumerate(items, start=1):
        if isinstance(item, str):
            made.append((page, Line(item, number)))
        elif isinstance(item, tuple):
            made.append((page, merged(*item)))
        else:
            made.append((page, Grid.from_rows(item, lines=tuple(range(number * 100, number * 100 + len(item))))))
    return made


def merged(rows, spans):
    """A grid whose cells at the keys of ``spans`` cover as many rows and columns as said there."""
    places = [[None] * len(rows[0]) for _ in rows]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if places[r][c] is None:
                down, across = spans.get((r, c), (1, 1))
                cell = Cell(text, r, c, down, across)
                for y in range(r, r + down):
                    for x in range(c, c + across):
                        places[y][x] = cell
    return Grid(tuple(map(tuple, places)))


def only_form(*items):
    found = read_performance(blocks(*items))
    (form,) = found.self_evaluations
    return form, found


def scored(form):
    return [(i.group, i.subgroup, i.name, i.target, i.actual, str(i.weight), str(i.score)) for i in form.indicators]


EXPECTED = [
    ("产出指标", "数量指标", "巡检次数", "≥12次", "12次", "20", "20"),
    ("产出指标", "数量指标", "培训人数", "100", "96", "10", "9.6"),
    ("产出指标", "质量指标", "系统可用率", "≥99%", "99.5%", "30", "30"),
    ("满意度指标", "服务对象满意度", "群众满意度", "≥90%", "93%", "40", "40"),
]


def test_a_whole_form_is_read():
    form, found = only_form(TITLE, "(2023年度)", HEAD + INDICATORS)
    assert (form.project, form.unit, form.year) == ("智慧医保平台运维", "216001-云溪市医疗保障局（本级）", 2023)
    assert scored(form) == EXPECTED
    assert form.indicators[1].reason == "一人请假"
    assert (form.total_weight, form.total_score, form.conclusion) == (Decimal(100), Decimal("99.6"), "优")
    assert found.used == {0, 1, 2}
    assert found.notes == ()


def test_blank_dash_zero_and_thousands_of_funds_are_told_apart():
    form, _ = only_form(TITLE, HEAD + INDICATORS)
    total, carried = form.funds
    assert total.amount("budget") == Money("1200.50", "万元")
    assert total.amount("executed_other") is None
    assert total.rate == Decimal("98.31")
    assert [(f.header, f.printed) for f in carried.figures] == [("全年预算数(A)", "0.00")]
    records = list(Performance(self_evaluations=(form,)).records())
    assert [r["printed"] for r in records] == ["1,250.00", "1,200.50", "1,180.25", "0.00"]
    assert records[0]["amount"] == Decimal("12500000.00")


@pytest.mark.parametrize("lost", [1, 2, 3])
@pytest.mark.parametrize("row", [1, 2, 3, 5])
def test_an_indicator_row_that_lost_leading_cells_is_put_right(row, lost):
    rows = [list(r) for r in INDICATORS]
    leading = next(n for n, text in enumerate(rows[row]) if text)
    lost = min(lost, leading)
    rows[row] = rows[row][lost:] + [""] * lost
    form, found = only_form(TITLE, HEAD + rows)
    assert scored(form) == EXPECTED
    assert any(n.kind == "repaired" and "重新对齐" in n.message for n in found.notes) == (lost > 0)


def test_a_group_alone_in_a_shifted_row_is_still_a_group():
    rows = [list(r) for r in INDICATORS]
    rows[4] = ["成本指标(0分)", *[""] * 8]
    form, _ = only_form(TITLE, HEAD + rows)
    assert ("成本指标", Decimal(0)) in [(g.name, g.weight) for g in form.groups]
    assert scored(form) == EXPECTED


def test_a_cell_cut_by_a_page_break_is_joined_with_its_first_half():
    first = HEAD + [list(r) for r in INDICATORS[:3]]
    first[-1][3] = "培训"
    rest = [["", "", "", "人数", "", "", "", "", ""], *INDICATORS[3:]]
    form, found = only_form(TITLE, first, "— 12 —", rest)
    assert scored(form) == EXPECTED
    assert found.used == {0, 1, 2, 3}
    assert "跨页" in found.notes[0].message


def test_a_title_and_a_header_repeated_on_the_next_page_are_no_new_form():
    first = HEAD + [list(r) for r in INDICATORS[:3]]
    first[-1][3] = "培训"
    rest = [HEADER, ["", "", "", "人数", "", "", "", "", ""], *INDICATORS[3:]]
    form, found = only_form(TITLE, first, "12", f"{TITLE}（续）", rest)
    assert scored(form) == EXPECTED
    assert found.used == {0, 1, 2, 3, 4}


def test_columns_in_another_order_are_read_by_their_headers():
    header = ["一级指标", "二级指标", "三级指标", "分值", "年度指标值", "全年实际值", "得分", "未完成原因"]
    rows = [
        ["项目名称", "智慧医保平台运维", "", "", "", "", "", ""],
        header,
        ["产出指标", "数量指标", "指标1：巡检次数", "50", "12次", "12次", "50", ""],
        ["效益指标", "社会效益指标", "指标1：投诉率", "50", "下降5%", "下降6%", "48.5", "略"],
        ["总分", "", "", "100", "", "", "98.5", ""],
    ]
    form, _ = only_form("附件：项目支出绩效自评表", rows)
    assert scored(form) == [
        ("产出指标", "数量指标", "指标1：巡检次数", "12次", "12次", "50", "50"),
        ("效益指标", "社会效益指标", "指标1：投诉率", "下降5%", "下降6%", "50", "48.5"),
    ]
    assert (form.total_weight, form.total_score) == (Decimal(100), Decimal("98.5"))


def test_merged_cells_are_read_once_and_count_for_each_row_they_cover():
    rows = [
        ["项目名称", "信息化运维", "", "", "", "", ""],
        ["主管部门", "云溪市医疗保障局", "", "", "实施单位", "云溪市医保中心", ""],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "得分"],
        ["", "年度资金总额", "80", "80", "76", "10", "9.5"],
        ["年度总体目标", "预期目标", "", "", "实际完成情况", "", ""],
        ["", "系统稳定。", "", "", "基本稳定。", "", ""],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "上线模块", "3个", "3个", "45", "45"],
        ["", "", "服务窗口", "20个", "20个", "45", "45"],
        ["总分", "", "", "", "", "100", "99.5"],
    ]
    wide = {(0, 1): 6, (1, 1): 3, (1, 5): 2, (4, 1): 3, (4, 4): 3, (5, 1): 3, (5, 4): 3, (9, 0): 5}
    tall = [(2, 0), (4, 0), (7, 0), (7, 1)]
    spans = {**{place: (1, across) for place, across in wide.items()}, **dict.fromkeys(tall, (2, 1))}
    form, found = only_form(TITLE, (rows, spans))
    assert [(i.group, i.subgroup, i.name) for i in form.indicators] == [
        ("产出指标", "数量指标", "上线模块"),
        ("产出指标", "数量指标", "服务窗口"),
    ]
    assert [g.name for g in form.groups] == ["产出指标", "数量指标"]
    assert (form.expected, form.achieved) == ("系统稳定。", "基本稳定。")
    assert (form.unit, form.department) == ("云溪市医保中心", "云溪市医疗保障局")
    (total,) = form.funds
    assert (total.weight, total.score, total.amount("executed")) == (Decimal(10), Decimal("9.5"), Money("76", "万元"))
    assert found.notes == ()


def test_a_label_and_its_entry_may_share_a_cell():
    rows = [["项目名称：窗口服务", "", "", "", "主管部门：云溪市医疗保障局", "", "", "", ""], *INDICATORS]
    form, _ = only_form(TITLE, rows)
    assert (form.project, form.department) == ("窗口服务", "云溪市医疗保障局")


def test_indicators_without_weights_stay_apart_over_a_page_break():
    rows = [["项目名称", "窗口服务", "", ""], ["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "窗口数", "20个"]]
    found = read_performance(blocks("项目支出绩效目标表", rows, [["", "", "办件量", "5万件"], ["效益指标", "社会效益", "好评", "多"]]))
    (goal,) = found.goals
    assert [(i.group, i.name, i.target) for i in goal.indicators] == [
        ("产出指标", "窗口数", "20个"),
        ("产出指标", "办件量", "5万件"),
        ("效益指标", "好评", "多"),
    ]


def test_groups_of_unusual_names_are_taken_where_they_stand():
    rows = [list(r) for r in INDICATORS]
    rows[1][1:3] = ["部门履职(60分)", "资金安排(30分)"]
    form, found = only_form(TITLE, HEAD + rows)
    assert (form.indicators[0].group, form.indicators[0].subgroup) == ("部门履职", "资金安排")
    assert found.notes == ()


def test_two_forms_in_one_grid_are_two_forms():
    found = read_performance(blocks(TITLE, HEAD + INDICATORS + HEAD + INDICATORS))
    assert [scored(form) for form in found.self_evaluations] == [EXPECTED, EXPECTED]


def test_a_goal_form_without_results_is_a_goal_with_its_own_money():
    rows = [
        ["项目名称", "基金监管", "", ""],
        ["主管部门", "云溪市医疗保障局", "实施单位", "云溪市医疗保障局（本级）"],
        ["资金情况（万元）", "年度资金总额：", "60", ""],
        ["", "其中：财政拨款", "60", ""],
        ["", "其他资金", "", ""],
        ["总体目标", "守住基金安全底线。", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "检查机构数", "≥40家"],
        ["满意度指标", "服务对象满意度指标", "参保人满意度", "≥90%"],
    ]
    found = read_performance(blocks("项目支出绩效目标表", rows))
    (goal,) = found.goals
    assert (goal.project, goal.goal, goal.unit) == ("基金监管", "守住基金安全底线。", "云溪市医疗保障局（本级）")
    assert [(i.name, i.target) for i in goal.indicators] == [("检查机构数", "≥40家"), ("参保人满意度", "≥90%")]
    assert not found.self_evaluations
    assert (goal.amount, goal.department) == (Money("60", "万元"), "云溪市医疗保障局")
    assert [len(line.figures) for line in goal.funds] == [1, 1, 0]
    assert [line.label for line in goal.funds] == ["年度资金总额", "财政拨款", "其他资金"]
    assert [r["label"] for r in Performance(goals=(goal,)).records()] == ["年度资金总额", "财政拨款"]


def test_a_table_of_many_projects_is_left_to_the_table_reader():
    rows = [
        ["单位编码", "项目名称", "合计", "一级指标", "二级指标", "三级指标", "三级指标值"],
        ["216001", "基金监管", "60", "产出指标", "数量指标", "检查机构数", "40家"],
    ]
    assert read_performance(blocks("2024年部门项目绩效目标表", rows)).used == frozenset()


def test_a_list_of_results_with_scores_and_amounts():
    rows = [
        ["序号", "单位名称", "项目名称", "全年预算数（元）", "自评得分", "评价等级"],
        ["1", "云溪市医疗保障局", "基金监管", "600000.00", "98.5", "优"],
        ["2", "云溪市医保中心", "窗口服务", "", "88", "良"],
    ]
    found = read_performance(blocks("2023年度项目绩效自评结果汇总表", "填报单位：云溪市医疗保障局", rows))
    (results,) = found.result_lists
    assert results.compiler == "云溪市医疗保障局"
    assert [(r.number, r.unit, r.project, str(r.score), r.conclusion) for r in results.results] == [
        ("1", "云溪市医疗保障局", "基金监管", "98.5", "优"),
        ("2", "云溪市医保中心", "窗口服务", "88", "良"),
    ]
    (record,) = Performance(result_lists=(results,)).records()
    assert (record["label"], record["amount"], record["unit"]) == ("基金监管", Decimal("600000.00"), "元")


def report(*rest):
    return blocks(
        "项目支出绩效评价报告", "项目名称：基金监管", "评价方式：☑部门评价 □财政评价", "2024年5月31日",
        [
            ["一、项目基本信息", "", "", ""],
            ["项目负责人", "林青", "联系电话", "0570-1234567"],
            ["计划安排资金（万元）", "60", "实际到位资金（万元）", "58.5"],
            ["其中：省财政", "", "其中：省财政", "8.5"],
            ["市县财政", "60", "市县财政", "50"],
            ["实际支出（万元）", "58.12345", "", ""],
            ["二、项目支出明细情况", "", "", ""],
            ["支出内容", "计划支出数", "实际支出数", ""],
            ["委托业务费", "60", "58.12345", ""],
            ["三、评价报告摘要", "", "", ""],
            ["概况", "开展飞行检查。", "", ""],
        ],
        *rest,
    )  # fmt: skip


def test_a_report_tells_its_money_and_marked_choices():
    (found,) = read_performance(report()).evaluations
    assert (found.project, found.manager, found.date) == ("基金监管", "林青", "2024年5月31日")
    assert (found.method.options, found.method.chosen) == (("部门评价", "财政评价"), ("部门评价",))
    money = [(line.label, [(f.header, f.printed) for f in line.figures]) for line in found.funds]
    assert money == [
        ("合计", [("计划安排资金", "60"), ("实际到位资金", "58.5")]),
        ("省财政", [("实际到位资金", "8.5")]),
        ("市县财政", [("计划安排资金", "60"), ("实际到位资金", "50")]),
        ("实际支出", [("实际支出", "58.12345")]),
    ]
    assert found.overview == "开展飞行检查。"


def test_the_text_of_a_report_ends_where_another_part_begins():
    found = read_performance(
        report("五、评价报告文字部分", "（一）项目概况", "本项目用于监管，效果良", "好。", "六、附件", "另有说明。")
    )
    (sections,) = [r.sections for r in found.evaluations]
    assert [(s.number, s.title, s.text) for s in sections] == [("（一）", "项目概况", "本项目用于监管，效果良好。")]
    assert max(found.used) == 8


def test_titles_alone_name_nothing():
    lines = ["项目支出绩效自评表", "项目支出绩效评价报告", "2023年绩效自评结果清单", "我局开展了绩效评价。"]
    found = read_performance(blocks(*lines, [["科目编码", "科目名称"], ["210", "卫生健康支出"]]))
    assert found.used == frozenset()
    assert found == PerformanceReading()


@pytest.mark.parametrize("rows", [HEAD + INDICATORS[:cut] for cut in range(1, len(INDICATORS) + 1)])
def test_half_a_form_is_read_as_far_as_it_goes(rows):
    found = read_performance(blocks(TITLE, rows))
    (form,) = found.self_evaluations
    assert scored(form) == EXPECTED[: len(form.indicators)]
    assert form.project == "智慧医保平台运维"


def test_words_in_place_of_an_amount_are_a_note_not_a_figure():
    rows = [list(r) for r in HEAD + INDICATORS]
    rows[4][5] = "1,20万"
    form, found = only_form(TITLE, rows)
    assert [(f.header, f.printed) for f in form.funds[0].figures] == [
        ("年初预算数", "1,250.00"),
        ("全年执行数(B)", "1,180.25"),
    ]
    assert [n.message for n in found.notes if n.kind == "unread"] == ["“全年预算数(A)”下的“1,20万”不是金额"]


def test_forms_survive_plain_data():
    form, _ = only_form(TITLE, HEAD + INDICATORS)
    assert from_plain(to_plain(form), SelfEvaluation) == form


WORDS = (
    "项目名称 一级指标 三级指标 产出指标(60分) 数量指标 ≥95% 5.00 总分 自评结论 年初预算数 全年执行数 (A) 1,2 预期目标 "
    "实际完成情况 概况 姓名 …… ------ 10分 评价得分 自评得分 实际支出（万元） 财政拨款"
)
cells = st.sampled_from(["", "", "\u3000", *WORDS.split()])


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([TITLE, "项目支出绩效评价报告", "(2023年度)", "— 3 —", "五、评价报告文字部分", ""]),
            st.lists(st.lists(cells, max_size=7), min_size=1, max_size=7),
        ),
        max_size=6,
    )
)
def test_no_arrangement_of_printed_words_is_too_much(items):
    given_blocks = blocks(*items)
    found = read_performance(given_blocks)
    assert found.used <= set(range(len(given_blocks)))
    performance = Performance(
        goals=found.goals, self_evaluations=found.self_evaluations, result_lists=found.result_lists,
        evaluations=found.evaluations,
    )  # fmt: skip
    printed = {cell.text for _, b in given_blocks if isinstance(b, Grid) for row in b.places for cell in row if cell}
    assert all(record["printed"] in printed for record in performance.records())


def sheet(*rows):
    columns = (Column(("合计",), "money", "total"), Column(("资金安排", "公共预算"), "money", "general_public"))
    return Sheet(form=ProjectPerformance, title="项目绩效目标表", unit=Unit.YUAN, rows=rows, columns=columns)


def goal_row(name, value, code="216001", amount="500.00", **more):
    money = Money(amount) if amount else None
    texts = {"indicator_1": "产出目标", "indicator_2": "数量指标", "indicator_3": f"{name}量", "indicator_value": value}
    return ProjectPerformance(unit_code=code, name=name, total=money, general_public=money, **{**texts, **more})


def test_a_project_repeated_on_each_indicator_is_counted_once():
    total = ProjectPerformance(name="总计", total=Money("1000.00"))
    goals = goals_of([sheet(total, goal_row("印刷费", "1次"), goal_row("印刷 费", "2次"), goal_row("邮寄费", "3封"))])
    assert [(g.project, g.amount, len(g.indicators)) for g in goals] == [
        ("印刷费", Money("500.00"), 2),
        ("邮寄费", Money("500.00"), 1),
    ]
    assert [(f.header, f.printed) for f in goals[0].sources] == [("合计", "500.00"), ("资金安排/公共预算", "500.00")]


def test_one_name_in_two_units_is_two_projects():
    goals = goals_of([sheet(goal_row("印刷费", "1次"), goal_row("印刷费", "1次", code="216002"))])
    assert [g.unit_code for g in goals] == ["216001", "216002"]


def test_the_rest_of_a_row_cut_by_a_page_break_belongs_to_the_row_above():
    cut = goal_row("举报奖", "1次", indicator_description="按文件")
    rest = ProjectPerformance(name="励", indicator_description="发放")
    (goal,) = goals_of([sheet(cut, rest)])
    assert goal.project == "举报奖励"
    assert goal.indicators[0].description == "按文件发放"


def test_goals_of_sheets_are_not_in_the_records_a_second_time():
    goals = goals_of([sheet(goal_row("印刷费", "1次"))])
    assert list(Performance(goals=goals).records()) == []


def test_rows_are_made_only_of_tables_that_may_be_forms(monkeypatch):
    made = []
    original = pieces.rows_of
    monkeypatch.setattr(pieces, "rows_of", lambda page, grid, *rest: made.append(grid) or original(page, grid, *rest))
    amounts = [["科目编码", "科目名称", "合计"], ["210", "卫生健康支出", "9.00"]]
    printed = blocks("支出预算总表", amounts, TITLE, HEAD + INDICATORS)
    assert len(read_performance(printed).self_evaluations) == 1
    assert made == [printed[3][1]]
