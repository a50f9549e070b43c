"""Goal forms of projects: no part of the money is more than the whole."""

import pytest

import medinsure_budget as mb

FORM = """\
# 云上县水务局2024年部门预算

{title}

（2024年度）

单位：万元

| 项目名称 | 河道整治 | | |
|---|---|---|---|
| 主管部门 | 水务局 | 实施单位 | 水务局 |
| 项目资金（万元） | 年度资金总额： | {whole} | |
| | 其中：财政拨款 | {part} | |
| | 其他资金 | 0.00 | |
{goals}"""
GOALS = """\
| 总体目标 | 完成整治 | | |
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 河道长度 | ≥10公里 |
"""


@pytest.mark.parametrize("goals", [GOALS, ""], ids=["with indicators", "money alone"])
@pytest.mark.parametrize("title", ["项目支出绩效目标表", "项目绩效目标申报表"])
@pytest.mark.parametrize(("whole", "part", "wrong"), [("100.00", "90.00", 0), ("100.00", "100", 0), ("100.00", "1,080.5", 1)])
def test_no_part_is_more_than_the_whole(title, goals, whole, part, wrong):
    report = mb.check(mb.read(FORM.format(title=title, whole=whole, part=part, goals=goals).encode(), name="form.md"))
    found = [f for f in report.findings if f.rule.id == "PRF-20"]
    (told,) = (o for o in report.obligations if o.rule.id == "PRF-20")

    assert [(f.printed, f.expected, f.statement.partition("（")[0]) for f in found] == [("1080.5", "100.00", title)] * wrong
    assert told.state == ("broken" if wrong else "held")
