"""Known checks that are no rules of their own: other rules cover them, reading does, or the document cannot tell."""

from typing import Literal

from medinsure_budget.records import frozen

How = Literal["covered", "partly", "reading", "report", "outside", "judgement"]


@frozen
class Elsewhere:
    """A check of the field's list that has no rule of its own here.

    Attributes:
        id: Its id in that list.
        title: A short Chinese name.
        how: ``covered`` or ``partly`` covered by other rules, done in ``reading``, told by the ``report``, in need of
            data ``outside`` of the document, or a matter of human ``judgement``.
        by: The ids of the rules that cover it.
        note: What a reader should know besides, in Chinese.
    """

    id: str
    title: str
    how: How
    by: tuple[str, ...] = ()
    note: str = ""


ELSEWHERE: tuple[Elsewhere, ...] = (
    Elsewhere("STR-10", "编制单位和金额单位可读", "reading", ("ORG-01",), "没有印金额单位的表记入 notes；印有编制单位的由规则核对"),
    Elsewhere("STR-11", "表头与样表一致", "reading", ("STR-05",), "未识别的栏记入 notes，金额保留在行的 extra"),
    Elsewhere("STR-12", "续表合并", "reading", (), "续页表头相同的段落读成一张表"),
    Elsewhere("EMP-06", "三公空表与正文", "covered", ("SG-11", "EMP-03"), "空白格按零与正文比较"),
    Elsewhere("TIM-02", "涉密不公开部分", "partly", ("TOT-01", "HIE-01", "HIE-02"), "合计仍须闭合；是否涉密须外部资料"),
    Elsewhere("ROW-18", "机关运行表各款之和", "covered", ("HIE-03", "TOT-02")),
    Elsewhere("ROW-19", "采购表资金来源之和", "covered", ("ROW-11",)),
    Elsewhere("ROW-20", "分栏不超合计", "partly", ("ROW-01", "ROW-02", "ROW-13", "UNT-08"), "由加总和负数提示推出；没有加总关系的栏不比较"),
    Elsewhere("HIE-04", "单一下级同数", "covered", ("HIE-01", "HIE-02", "HIE-03"), "只有一个下级时须同数，末位相差一为同数异写"),
    Elsewhere("HIE-05", "无码表还原层级", "covered", ("XTB-05", "XTB-06"), "按名称和次序还原代码后逐科目比较"),
    Elsewhere("BAL-15", "分本预算收支闭合", "covered", ("XTB-31", "ROW-22")),
    Elsewhere("BAL-16", "结余不为负", "covered", ("UNT-08",)),
    Elsewhere("XTB-13", "财政拨款总表的结转口径", "covered", ("XTB-08",), "结转作为可解释差额列出"),
    Elsewhere("XTB-14", "三公表单位行之和", "covered", ("TOT-03",)),
    Elsewhere("ECO-08", "离退休功能与经济科目同有同无", "outside", (), "养老金由社会保险基金支付的单位可以只列一方"),
    Elsewhere("SG-01", "三公合计", "covered", ("ROW-08",)),
    Elsewhere("SG-02", "车辆费小计", "covered", ("ROW-09",)),
    Elsewhere("SG-08", "三公各项占比", "partly", ("PCT-01", "PCT-07"), "逐项核对占比，不另核对三公占比之和"),
    Elsewhere("SG-10", "合计为零则各项为零", "covered", ("ROW-08", "UNT-08")),
    Elsewhere("OP-02", "机关运行经费的另一口径", "covered", ("OP-01",), "资本性支出等作为可解释差额"),
    Elsewhere("OP-03", "机关运行经费完成率", "covered", ("PCT-03",)),
    Elsewhere("OP-04", "机关运行经费增减率", "covered", ("GRW-01",)),
    Elsewhere("OP-05", "事业单位不列机关运行经费", "outside", (), "须知道单位是否参照公务员法管理"),
    Elsewhere("OP-06", "机关运行说明的单位数", "outside", (), "须知道各单位的性质"),
    Elsewhere("NAR-08", "基本性质的科目之和", "partly", ("NAR-07", "ECO-01"), "正文不逐项写支出性质；表内基本支出由规则核对"),
    Elsewhere("NAR-09", "基本、项目性质的科目之和", "partly", ("NAR-07", "ECO-01", "XTB-10"), "正文不逐项写支出性质；表内两栏由规则核对"),
    Elsewhere("NAR-16", "元与万元换算", "covered", ("NAR-01", "NAR-03", "NAR-07"), "所有金额化为分的区间后比较"),
    Elsewhere("PCT-08", "占比对象正确", "covered", ("PCT-01",), "分母按正文所说的合计取"),
    Elsewhere("PCT-06", "年初预算为零的完成率", "covered", ("PCT-05",)),
    Elsewhere("GRW-03", "上年数 = 上年公开数", "outside", ("XDC-02",), "须一并给出上年文件"),
    Elsewhere("GRW-04", "总增减 = 分项增减之和", "partly", ("SG-09",), "只有三公经费逐项写增减"),
    Elsewhere("DIR-01", "增减词与符号", "partly", ("DIR-04", "DIR-07", "XDC-02"), "两年数都有时须上年文件"),
    Elsewhere("CNT-07", "预算单位个数与名单", "judgement", (), "名单的印法不一"),
    Elsewhere("CNT-08", "编制、职数前后一致", "judgement"),
    Elsewhere("AST-05", "购置费与购置辆数", "partly", ("CNT-04", "AST-07"), "决算核对辆数；预算核对“未安排购置”"),
    Elsewhere("PRJ-01", "项目资金来源", "covered", ("ROW-11",)),
    Elsewhere("PRJ-06", "项目名称断行合并", "reading"),
    Elsewhere("PRJ-07", "指标值与项目金额", "judgement"),
    Elsewhere("PRF-11", "绩效涉及资金与项目支出", "covered", ("NAR-10",)),
    Elsewhere("PRF-16", "得分与完成值方向", "judgement", ("PRF-04", "PRF-06"), "指标值多为文字"),
    Elsewhere("PRF-17", "自评表与综述金额", "partly", ("PRF-03", "PRF-08"), "评价报告与自评表核对；综述文字不逐句核对"),
    Elsewhere("PRC-02", "中小企业占比", "covered", ("PCT-01",)),
    Elsewhere("SUB-08", "款、项同名", "reading", ("SUB-03",), "按代码和次序区分，同名不是错误"),
    Elsewhere("UNT-01", "每表声明金额单位", "reading", (), "没有印金额单位的表记入 notes"),
    Elsewhere("UNT-02", "正文与表的单位换算", "covered", ("NAR-01", "NAR-03", "NAR-07", "UNT-03")),
    Elsewhere("UNT-04", "数量级异常", "partly", ("UNT-03", "XDC-02"), "与其他金额矛盾时发现；孤立的金额须上年文件"),
    Elsewhere("UNT-09", "同数不同精度", "covered", ("PRF-08", "NAR-15"), "两个印刷数的区间须相交"),
    Elsewhere("YEA-05", "评价通知的次年年份", "covered", ("YEA-03",), "只看叙述本年金额的句子"),
    Elsewhere("ORG-04", "混入其他单位名称", "outside", ("ORG-01",), "正文须有机构名录；表头由规则核对"),
    Elsewhere("ORG-06", "汇总范围一致", "outside", ("XDC-04", "XDC-05"), "须一并给出所属单位文件"),
    Elsewhere("TXT-03", "近形错字", "partly", ("SUB-05", "SUB-03"), "只核对科目名称"),
    Elsewhere("TXT-06", "原因雷同", "judgement"),
    Elsewhere("TXT-07", "章节要素齐全", "covered", ("STR-02", "STR-17", "STR-19", "STR-20")),
    Elsewhere("JNT-02", "含百分比的联合可行", "partly", ("JNT-01", "PCT-01", "PCT-03", "GRW-01"), "比率逐个按区间核对，不并入整体"),
    Elsewhere("JNT-04", "唯一嫌疑格", "report", (), "见每条发现的嫌疑格和应有的数"),
    Elsewhere("JNT-05", "检查覆盖", "report", (), "见 Report.coverage"),
)  # fmt: skip
