"""What the text must repeat from the tables, and what must hold within the text: the rules of its joins."""

from medinsure_budget.checks.rule import BUDGET, FINAL, Rule, declare

_TEXT = "情况说明须与公开报表一致"
declare(
    Rule("NAR-01", "收支总额文表一致", "正文收支总额 = 收支总表总计", tolerance="same", basis=_TEXT),
    Rule("NAR-02", "收入文表一致", "正文收入及各来源 = 收入表", tolerance="same", basis=_TEXT),
    Rule("NAR-03", "按功能分类支出文表一致", "正文各类支出 = 支出表各类；各类之和 = 支出总额", tolerance="same", basis=_TEXT),
    Rule("NAR-04", "按用途支出文表一致", "正文人员、公用、项目等 = 支出表各栏；各项之和 = 支出总额", tolerance="same", basis=_TEXT),
    Rule("NAR-05", "基本支出文表一致", "正文基本支出 = 基本支出表合计", tolerance="same", basis=_TEXT),
    Rule("NAR-06", "人员、公用经费文表一致", "正文基本支出 = 人员经费 + 公用经费，且各自 = 表内合计", basis=_TEXT),
    Rule("NAR-07", "具体使用情况文表一致", "正文各项支出 = 一般公共预算支出表；各项之和 = 类级 = 总额", basis=_TEXT),
    Rule("NAR-18", "财政拨款收支文表一致", "正文财政拨款收支 = 财政拨款收支总表", tolerance="same", basis=_TEXT),
    Rule("NAR-10", "绩效涉及资金不超项目支出", "绩效管理涉及的资金 ≤ 项目支出合计", "warning", tolerance="at_most", basis=_TEXT),
    Rule("NAR-14", "年初预算各项之和", "各项年初预算之和 = 年初预算总额", kinds=FINAL, basis=_TEXT),
    Rule("NAR-15", "同一数多处一致", "正文同一事项的金额前后一致", tolerance="same", basis=_TEXT),
    Rule("NAR-17", "结转文表一致", "正文结转下年 = 收支总表年终结转结余", "warning", kinds=BUDGET, tolerance="same", basis=_TEXT),
    Rule("NAR-20", "段内合计", "一段中的合计 = 该段所列各项之和", "warning", basis=_TEXT),
    Rule("NAR-21", "其中各项之和", "“其中”所列各项列全时，其和 = 总数；没有列全时，不大于总数", "warning", basis=_TEXT),
    Rule("SG-11", "三公经费文表一致", "正文“三公”合计与各项 = “三公”表（预算、决算）", tolerance="same", basis=_TEXT),
    Rule("OP-01", "机关运行经费 = 公用经费", "机关运行经费 = 基本支出公用经费合计（资本性支出等口径差异可解释）", "warning",
         tolerance="bridged", basis="机关运行经费的公开口径"),
    Rule("OP-07", "机关运行经费文表一致", "正文机关运行经费 = 机关运行经费支出预算表合计", kinds=BUDGET, tolerance="same", basis=_TEXT),
    Rule("PRC-07", "政府采购文表一致", "正文政府采购预算总额 = 政府采购预算表合计", kinds=BUDGET, tolerance="same", basis=_TEXT),
    Rule("CNT-05", "接待费分项之和", "公务接待费 = 外事接待 + 其他国内公务接待；国内公务接待 ≤ 公务接待费", kinds=FINAL, basis=_TEXT),
    Rule("PRC-01", "采购总额 = 货物 + 工程 + 服务", "政府采购总额 = 货物 + 工程 + 服务", basis="政府采购信息的公开要求"),
    Rule("PRC-05", "预留份额不超采购预算", "为中小企业预留 ≤ 采购预算；其中小微企业 ≤ 中小企业", tolerance="at_most",
         basis="政府采购信息的公开要求"),
    Rule("UNT-03", "金额单位错写", "相差恰为一万倍的金额，疑为元与万元写错", basis="同一份文件的其他金额"),
)  # fmt: skip
