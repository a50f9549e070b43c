"""What places print that no sample does: each page is clean, and one changed figure or word of it is found."""

import pytest

from medinsure_budget.checks import check
from medinsure_budget.checks.outputs.narrative_html import marked_quote
from medinsure_budget.forms import BudgetOverview, FinalOverview, ThreePublics
from medinsure_budget.reading import read

PAGES = {
    "southwest budget": """\
# 青禾县教育体育局2025年部门预算编制说明

## 二、预算单位基本情况

在职人员编制140人，其中：行政编制15人，事业编制125人。

离退休人员62人，其中：离休1人，退休61人。

## 三、预算单位收入情况

（一）部门财务收入情况

2025年部门财务总收入5,812.30万元，其中：一般公共预算5,512.30万元，政府性基金预算0.00万元，国有资本经营预算0.00万元，财政专户管理资金收入300.00万元。

（二）财政拨款收入情况

2025年部门财政拨款收入5,512.30万元，其中：本年收入5,482.30万元，上年结转收入30.00万元。

## 四、预算单位支出情况

2025年部门预算总支出5,812.30万元。财政拨款安排支出5,512.30万元，其中：基本支出4,512.30万元，项目支出1,000.00万元。

## 五、政府采购预算情况

采购预算总额90.00万元，其中：政府采购货物预算50.00万元、政府采购服务预算40.00万元、政府采购工程预算0.00万元。

## 八、国有资产占有使用情况

截至2024年12月31日，青禾县教育体育局资产总额8,600.00万元，其中，流动资产1,100.00万元，固定资产7,300.00万元，在建工程200.00万元，其他资产0.00万元。
""",
    "small parts that add up to a small part": """\
# 青禾县供销合作社2025年部门预算编制说明

## 二、收入预算情况

2025年收入预算290,981.82万元，其中：政府性基金预算拨款收入290,943.37万元；事业收入0.04万元；事业单位经营收入0.01万元；\
附属单位上缴收入0.03万元；其他收入37.69万元；使用非财政拨款结余0.18万元；上年结转收入0.50万元。
""",
    "central south budget": """\
# 青禾市民政局2024年部门预算公开说明

## 四、一般公共预算拨款支出预算

2024年一般公共预算拨款支出预算2,300.60万元，具体安排情况如下：

（一）基本支出：2024年年初预算数1,500.60万元，主要用于人员和公用开支。

（二）项目支出：2024年年初预算数800.00万元，主要用于困难群众救助。

## 六、其他重要事项的情况说明

（三）一般性支出情况：2024年本部门培训费预算4.00万元，拟开展2次培训，人数120人；拟举办0次节庆活动，经费预算0万元。

（五）国有资产占用使用情况：截至2023年12月底，本部门共有公务用车4辆，其中，机要通信用车1辆，应急保障用车2辆，执法执勤用车0辆，特种专业技术用车1辆。

（六）预算绩效目标说明：填报绩效目标的项目6个，占全部项目6个的100.00%。
""",
    "west final": """\
# 青禾县医疗保障局2023年度部门决算

## 四、财政拨款收入支出决算总体情况说明

2023年度财政拨款收、支总计70,500.00万元。与2022年度相比，财政拨款收、支总计各减少1,500.00万元，下降2.1%。

## 七、“三公”经费财政拨款支出决算情况说明

2023年度财政拨款“三公”经费支出预算为600.00万元，支出决算为450.00万元。因公出国（境）费预算为260.00万元，支出决算为200.00万元。
公务用车购置及运行费预算为280.00万元，支出决算为220.00万元。公务接待费预算为60.00万元，支出决算为30.00万元，完成预算50.00%。其中：外宾接待支出10.00万元；其他国内公务接待支出20.00万元。

公务接待费支出比2022年度减少20.00万元，下降40.00%。主要原因是接待批次减少。

## 八、政府采购情况

2023年政府采购支出总额60.00万元，其中：政府采购货物支出20.00万元、政府采购工程支出0.00万元、政府采购服务支出40.00万元。授予中小企业合同金额48.00万元，占政府采购支出总额的80.00%。
""",
}  # fmt: skip
WRONG = [
    ("southwest budget", "事业编制125人", "事业编制152人", "CNT-10"),
    ("southwest budget", "退休61人", "退休66人", "CNT-10"),
    ("southwest budget", "管理资金收入300.00", "管理资金收入330.00", "NAR-21"),
    ("southwest budget", "上年结转收入30.00", "上年结转收入50.00", "NAR-21"),
    ("southwest budget", "预算总支出5,812.30", "预算总支出5,182.30", "NAR-15"),
    ("southwest budget", "基本支出4,512.30", "基本支出4,521.30", "NAR-21"),
    ("southwest budget", "货物预算50.00", "货物预算55.00", "PRC-01"),
    ("southwest budget", "固定资产7,300.00", "固定资产7,030.00", "NAR-21"),
    ("small parts that add up to a small part", "其他收入37.69", "其他收入73.69", "NAR-21"),
    ("central south budget", "预算数1,500.60", "预算数1,600.60", "NAR-21"),
    ("central south budget", "公务用车4辆", "公务用车5辆", "AST-01"),
    ("central south budget", "全部项目6个", "全部项目8个", "CNT-11"),
    ("central south budget", "预算4.00万元", "预算4.00万", "TXT-15"),
    ("central south budget", "困难群众救助。", "困难群众救助救助。", "TXT-02"),
    ("west final", "各减少1,500.00万元，下降", "各减少1,500.00万元，增长", "DIR-04"),
    ("west final", "公务接待费预算为60.00", "公务接待费预算为80.00", "SG-11"),
    ("west final", "外宾接待支出10.00", "外宾接待支出15.00", "CNT-05"),
    ("west final", "下降40.00%", "下降44.00%", "GRW-01"),
    ("west final", "接待批次减少", "接待批次增加", "DIR-05"),
    ("west final", "占政府采购支出总额的80.00%", "占政府采购支出总额的80.00", "TXT-08"),
]
ABOUT_THE_WHOLE = ("STR", "GRW-05", "UNT")


def found(tmp_path, text):
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    return [f for f in check(read(page)).findings if not f.rule.id.startswith(ABOUT_THE_WHOLE)]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_said_of_a_clean_page(tmp_path, name):
    assert [f.message for f in found(tmp_path, PAGES[name])] == []


@pytest.mark.parametrize(("name", "right", "wrong", "rule"), WRONG)
def test_one_wrong_figure_or_word_is_found_by_its_rule(tmp_path, name, right, wrong, rule):
    assert PAGES[name].count(right) == 1
    told = found(tmp_path, PAGES[name].replace(right, wrong))
    assert rule in {f.rule.id for f in told} | {e.rule for f in told for e in f.evaluations}


TABLES = """\
# 青禾县水务局{year}部门{account}

## {title}

单位：万元

| 项目 | {head} | 项目 | {head} |
|---|---|---|---|
| 一、一般公共预算{grant} | 260.00 | 一、一般公共服务支出 | 200.00 |
| 二、其他收入 | 40.00 | 二、卫生健康支出 | {health} |
| 本年收入合计 | 300.00 | 本年支出合计 | 300.00 |
| {income} | 300.00 | {expenditure} | 300.00 |
"""
BUDGET = {
    "year": "2025年", "account": "预算", "title": "收支总表", "grant": "拨款收入", "income": "收入总计", "expenditure": "支出总计",
}  # fmt: skip
FINAL = {
    "year": "2023年度", "account": "决算", "title": "收入支出决算总表", "grant": "财政拨款收入", "income": "总计", "expenditure": "总计",
}  # fmt: skip
PRINTED = [(BUDGET, BudgetOverview, "2025年预算"), (BUDGET, BudgetOverview, "本年预算"), (FINAL, FinalOverview, "决算数")]


@pytest.mark.parametrize(("words", "form", "head"), PRINTED)
def test_sides_without_a_header_and_amounts_by_any_name_are_added_up(tmp_path, words, form, head):
    page = tmp_path / "page.md"
    for health, broken in (("100.00", False), ("110.00", True)):
        page.write_text(TABLES.format(**words, head=head, health=health), encoding="utf-8")
        report = check(read(page))
        assert report.document.sheets[0].form is form
        assert any(e.verdict == "error" and e.rule in ("BAL-05", "BAL-11") for e in report.evaluations) is broken


DOWNWARD = """\
# 2025年青禾市财政局部门预算

## “三公”经费预算表

单位：万元

| 项目 | 2025年预算 |
|---|---|
| 行政经费 | 41.00 |
| “三公”经费 | 28.00 |
| 其中：（一）因公出国（境）支出 | 0.00 |
| （二）公务用车购置及运行维护支出 | 20.00 |
| （三）公务接待费支出 | 8.00 |
"""


def test_the_three_publics_run_downward_under_names_that_end_in_expenditure(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(DOWNWARD, encoding="utf-8")
    (row,) = next(sheet.rows for sheet in read(page).sheets if sheet.form is ThreePublics)
    assert [str(amount.amount) for amount in (row.total, row.abroad, row.vehicles, row.reception)] == ["28.00", "0.00", "20.00", "8.00"]


def test_the_figure_that_is_called_wrong_is_marked_as_it_is_printed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(PAGES["southwest budget"].replace("预算总支出5,812.30", "预算总支出5,182.30"), encoding="utf-8")
    report = check(read(page))
    assert any("<mark>5,182.30</mark>" in marked_quote(finding) for finding in report.findings)


OLD_NAMES = """\
# 青禾市人大办公室2021年部门预算

## 一、收入预算情况说明

2021年收入预算100.00万元。{more}

## 第四部分 名词解释

一、财政拨款：指一般公共预算财政拨款和政府性基金预算财政拨款。

二、一般公共预算：包括公共财政拨款（补助）资金、专项收入。
"""


@pytest.mark.parametrize(("more", "accused"), [("", False), ("2021年公共财政预算安排的支出用于会议。", True)])
def test_a_former_name_that_the_prescribed_form_prints_is_not_the_publishers(tmp_path, more, accused):
    told = [f for f in found(tmp_path, OLD_NAMES.format(more=more)) if f.rule.id == "SUB-09"]
    assert bool(told) is accused
    assert all(f.quote and f.line for f in told)


FAR_OVER = """\
# 青禾市统计局2023年度部门决算

## 五、一般公共预算财政拨款支出决算情况说明

2023年度一般公共预算财政拨款支出年初预算为100.00万元，支出决算为250.00万元，完成年初预算的250.00%{reason}。
"""


@pytest.mark.parametrize(("reason", "asked"), [("，决算数大于预算数的主要原因是年中追加普查经费", False), ("", True)])
def test_far_more_than_the_budget_wants_a_reason_only_where_none_is_given(tmp_path, reason, asked):
    (told,) = [f for f in found(tmp_path, FAR_OVER.format(reason=reason)) if f.rule.id == "PCT-09"]
    assert told.message.endswith("请核实并说明原因。") is asked
