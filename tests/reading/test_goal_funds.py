"""The block of money in forms of goals: labels on two sides, labels merged downward, no header of columns."""

import medinsure_budget as mb

FORM = """<p>云溪市湖滨街道2023年部门预算</p><p>财政项目支出绩效目标{title}</p><table border=1>
<tr><td>项目名称</td><td colspan=2>河道清淤</td><td>项目性质</td><td>阶段性</td></tr>
<tr><td rowspan=4>项目资金（元）</td><td>项目资金总额</td><td>410.50</td><td>年度资金申请总额</td><td>164.20</td></tr>
<tr><td rowspan=2>其中：财政资金</td><td rowspan=2>390.40</td><td>其中：当年财政拨款</td><td>150.10</td></tr>
<tr><td>上年结转资金</td><td>9.30</td></tr>
<tr><td>其他资金</td><td>20.10</td><td>其他资金</td><td>4.80</td></tr>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td colspan=2>年度指标值</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>清淤长度</td><td colspan=2>≥3公里</td></tr>
</table>"""


def test_funds_with_labels_on_two_sides_are_all_read():
    for title in ("填报表", "申报表", "批复表"):
        document = mb.read(FORM.format(title=title).encode(), name="a.html")
        found = [(r["label"], str(r["amount"])) for r in document.records()]

        assert found == [
            ("项目资金总额", "410.50"), ("年度资金申请总额", "164.20"), ("财政资金", "390.40"), ("当年财政拨款", "150.10"),
            ("上年结转资金", "9.30"), ("其他资金", "20.10"), ("其他资金", "4.80"),
        ]  # fmt: skip
        assert document.accounting.balanced
