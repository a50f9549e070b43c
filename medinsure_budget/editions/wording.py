"""The text of final accounts: the model that most places follow, and the texts of places that differ from it."""

from collections.abc import Mapping

from medinsure_budget.editions.text import Text

_HEADINGS: Mapping[str, str] = {
    "about": "概况", "duties": "{level}职责", "departments": "机构设置", "staff": "{level}人员情况",
    "tables": "{year}年度{level}决算表", "told": "{year}年度{level}决算情况说明",
    "total": "收入支出决算总体情况说明", "income": "收入决算情况说明", "expenditure": "支出决算情况说明",
    "appropriation": "财政拨款收入支出决算总体情况说明",
    "general": "一般公共预算财政拨款支出决算情况说明",
    "general_total": "一般公共预算财政拨款支出决算总体情况", "general_structure": "一般公共预算财政拨款支出决算结构情况",
    "general_items": "一般公共预算财政拨款支出决算具体情况",
    "basic": "一般公共预算财政拨款基本支出决算情况说明",
    "publics": "财政拨款“三公”经费支出决算情况说明", "publics_total": "“三公”经费财政拨款支出决算总体情况说明",
    "publics_details": "“三公”经费财政拨款支出决算具体情况说明",
    "fund": "政府性基金预算财政拨款收入支出决算情况说明", "capital": "国有资本经营预算财政拨款支出决算情况说明",
    "other": "其他重要事项的情况说明", "operating": "机关运行经费支出情况说明", "general_kind": "一般性支出情况说明",
    "procurement": "政府采购支出情况说明", "assets": "国有资产占用情况说明", "performance": "预算绩效情况说明",
    "coverage": "预算绩效管理工作开展情况", "results": "{level}决算中项目绩效自评结果",
    "transfers": "专项支出、转移支付支出情况说明", "further": "其他需要说明的事项",
    "terms": "名词解释", "annexes": "附件", "contact": "联系方式",
}  # fmt: skip
_PARTS: Mapping[str, tuple[str, ...]] = {
    key: tuple(keys.split())
    for key, keys in {
        "": "about tables told terms annexes",
        "about": "duties departments",
        "told": "total income expenditure appropriation general basic publics fund capital operating procurement assets performance",
        "general": "general_total general_structure general_items",
        "publics": "publics_total publics_details",
        "other": "operating procurement assets",
    }.items()
}
# A reason may be long, so what follows it begins a sentence of its own and says again what it tells of.
_MOVED = "{verb}{difference}[，{grown}{rate}][，主要原因是{reason}]"
_SINCE = "。与{last}年度相比，"
_WHY = "[，主要原因是{reason}]"
_KIND = "{name}{money}{share}"
_BY_FUND = "一般公共预算{general_public}，政府性基金预算{government_fund}，国有资本经营预算{state_capital}"
_KINDS = (
    "appropriation", "grants_from_above", "service_income", "business_income", "remittances_from_below", "other_income",
    "basic", "project", "remitted_up", "business", "subsidies_down",
)  # fmt: skip
_SENTENCES: Mapping[str, str] = {
    "duties": "{agency}的主要职责是：",
    "units": "[纳入{year}年{level}决算编制范围的单位共{count}家：{units}。]",
    "change": f"，与{{last}}年度相比，{_MOVED}",
    "change.total": f"{_SINCE}收、支总计各{_MOVED}",
    "change.appropriation": f"{_SINCE}财政拨款收、支总计各{_MOVED}",
    "change.account": f"{_SINCE}本年支出{_MOVED}",
    "change.publics": f"{_SINCE}{{name}}支出决算{_MOVED}",
    "change.operating": f"，比{{last}}年度{_MOVED}",
    "same": f"，与{{last}}年度持平{_WHY}",
    "same.account": f"。本年支出与{{last}}年度持平{_WHY}",
    "same.publics": f"。{{name}}支出决算与{{last}}年度持平{_WHY}",
    "share": "，占{percent}",
    "share.general": "，占本年支出合计的{percent}",
    "completion": "，完成{of}的{percent}",
    "deviation": "，决算数{comparison}预算数[的主要原因是{reason}]",
    "deviation.publics": "，决算数{comparison}{of}数[的主要原因是{reason}]",
    "of": "年初预算",
    "of.publics": "预算",
    "of.result": "预算",
    "total": "{year}年度收、支总计{total}{change}。",
    "income": "本年收入合计{total}，其中：{parts}。",
    "income.kind": _KIND,
    "income.appropriation": _KIND,
    "expenditure": "本年支出合计{total}，其中：{parts}。",
    "expenditure.kind": _KIND,
    "appropriation": "{year}年度财政拨款收、支总计{total}{change}。",
    "appropriation.budget": "",
    "general": "{year}年度一般公共预算财政拨款支出{money}{share}{change}。",
    "general.structure": "{year}年度一般公共预算财政拨款支出{money}，主要用于以下方面：{parts}。",
    "general.class": "{name}（类）{money}{share}",
    "general.whole": "{year}年度一般公共预算财政拨款支出[年初预算为{budget}，支出]决算为{money}{completion}[，主要原因是{reason}]。其中：",
    "general.none": "{year}年度没有一般公共预算财政拨款支出。",
    "item": "{at}.{path}。[年初预算为{budget}，]支出决算为{money}{completion}{deviation}。",
    "item.path": "{name}（{mark}）",
    "basic": "{year}年度一般公共预算财政拨款基本支出{money}，其中：",
    "projects": "{year}年度一般公共预算财政拨款项目支出{money}[，占本年支出合计的{percent}]。",
    "basic.none": "{year}年度一般公共预算财政拨款基本支出{money}。",
    "basic.kind": "{name}{money}，主要包括：{names}。",
    "account": (
        "{year}年度{name}财政拨款年初结转和结余{carried_in}，本年收入{income}，本年支出{expenditure}，年末结转和结余{carried_out}{change}。"
    ),
    "account.none": "{agency}{year}年度没有{name}财政拨款收入和支出。",
    "publics": "{year}年度“三公”经费财政拨款[支出{of}为{budget}，]支出决算为{money}{completion}{deviation}{change}。",
    "publics.shares": "",
    "publics.share": "{name}支出决算为{money}{share}{change}",
    "publics.item": "（{at}）{name}[支出{of}为{budget}，]支出决算为{money}{completion}{deviation}{change}。{counts}",
    "publics.part": "其中：{name}[支出{of}为{budget}，]支出决算为{money}{completion}{deviation}{change}。{counts}",
    "publics.none": "（{at}）{name}。{year}年度没有这项预算和支出。",
    "publics.guests": "[主要用于{purpose}等支出。]",
    "count.abroad": "全年安排因公出国（境）团组{因公出国团组}个，累计{因公出国人次}人次。",
    "count.bought": "主要用于经批准购置的{购置车辆}辆公务用车。",
    "count.owned": "公务用车保有量为{车辆保有量}辆。",
    "count.guests": "国内公务接待{国内接待批次}批次、{国内接待人次}人次。",
    "count.home": "",
    "operating": "{year}年度机关运行经费支出{money}{change}。",
    "operating.none": "[{department}所属单位均][{single}]为事业单位，没有机关运行经费。",
    "procurement": "{year}年度政府采购支出总额{total}，其中：{kinds}。{small}",
    "procurement.kind": "政府采购{kind}支出{money}",
    "procurement.small": (
        "[授予中小企业合同金额{money}，占政府采购支出总额的{percent}"
        "[，其中：授予小微企业合同金额{micro}，占授予中小企业合同金额的{micro_percent}]。[{each}。]]"
    ),
    "procurement.each": "{kind}采购授予中小企业合同金额占{kind}支出金额的{percent}",
    "assets": "截至{year}年12月31日，{agency}共有车辆{vehicles}[，其中：{uses}]{equipment}。",
    "coverage": "{agency}对{year}年度{name}项目支出开展绩效自评，共涉及项目{projects}个，资金{money}，占{name}项目支出总额的{percent}。",
    "coverage.none": "",
    "result": "{project}项目绩效自评综述：{score}[，自评结论为“{grade}”]。项目[全年预算数为{budget}，]执行数为{money}{completion}。"
    "[项目绩效目标完成情况：{reached}。]",
    "general_kind": (
        "{year}年度开支会议费{meetings}[，用于{meetings_purpose}]；开支培训费{training}[，用于{training_purpose}][；{festivals}]。"
    ),
}  # fmt: skip

NATIONAL_FINAL_TEXT = Text(_PARTS, _HEADINGS, ("第一部分", "一、", "（一）", "1."), _SENTENCES, _KINDS)
"""The model in five parts that most places follow, three-publics before the funds."""

AFTER_THE_FUNDS = "total income expenditure appropriation general basic fund capital publics operating procurement assets performance"
"""The 情况说明 in the order of the tables."""

ZHEJIANG_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived(
    {"told": AFTER_THE_FUNDS, "performance": "coverage results"},
    {
        "tables": "{year}年度{level}决算公开表",
        "fund": "政府性基金预算财政拨款支出决算总体情况说明", "capital": "国有资本经营预算财政拨款支出决算总体情况说明",
        "operating": "机关运行经费支出说明", "procurement": "政府采购支出说明", "assets": "国有资产占有使用情况说明",
    },
    {
        **dict.fromkeys(("change.total", "change.appropriation"), f"，与{{last}}年度相比，各{_MOVED}"),
        "change.general": f"{_SINCE}一般公共预算财政拨款支出{_MOVED}",
        "change.account": f"，与{{last}}年度相比，{_MOVED}",
        "change.operating": f"；比{{last}}年度{_MOVED}",
        "same.account": f"，与{{last}}年度持平{_WHY}",
        "share.income": "，占收入合计{percent}",
        "of.publics": "全年预算",
        "total": "{year}年度收入总计{total}，支出总计{total}{change}。",
        "income": "本年收入合计{total}；包括{parts}。",
        "income.appropriation": f"{{name}}{{money}}（其中，{_BY_FUND}）{{share}}",
        "expenditure": "本年支出合计{total}，其中{parts}。",
        "appropriation": "{year}年度财政拨款收入总计{total}，支出总计{total}{change}。",
        "appropriation.budget": "[财政拨款支出年初预算数{budget}，支出决算数{money}{completion}[，主要原因是{reason}]。]",
        "item": "{path}[年初预算数为{budget}，]支出决算数为{money}{completion}{deviation}。",
        "account": (
            "{year}年度{name}财政拨款年初结转和结余{carried_in}，本年收入{income}，年末结转和结余{carried_out}。"
            "{name}财政拨款支出{expenditure}{change}。"
        ),
        "account.none": "本{level}{year}年度无{name}财政拨款收支安排，故无相关数据。",
        "publics": "{year}年度“三公”经费财政拨款[支出{of}为{budget}，]支出决算为{money}{completion}{deviation}。",
        "publics.shares": "{year}年度“三公”经费财政拨款支出决算中，{parts}。具体情况如下：",
        "publics.item": "（{at}）{name}。[{of}数为{budget}，]支出决算为{money}{completion}{deviation}。{counts}",
        "publics.part": "{name}。[{of}数为{budget}，]支出决算为{money}{completion}{deviation}。{counts}",
        "count.abroad": "全年使用财政拨款支出涉及因公出国（境）团组{因公出国团组}个；累计{因公出国人次}人次。",
        "count.owned": "截至{year}年12月31日，财政拨款开支的公务用车保有量为{车辆保有量}辆。",
        "count.guests": "国内公务接待{国内接待批次}批次，累计{国内接待人次}人次。",
        "count.home": "其他国内公务接待。支出{money}，接待{国内接待批次}批次，累计{国内接待人次}人次。",
        "operating": "{year}年度机关运行经费[年初预算数为{budget}，]支出决算为{money}{completion}{deviation}{change}。",
        "procurement.small": (
            "[授予中小企业合同金额{money}，占政府采购支出总额的{percent}。"
            "[其中，授予小微企业合同金额{micro}，占授予中小企业合同金额的{micro_percent}。][{each}。]]"
        ),
        "assets": "截至{year}年12月31日，[{department}所属各预算单位][{single}]共有车辆{vehicles}[，其中，{uses}]{equipment}。",
        "coverage": (
            "{agency}组织对{year}年度{name}项目支出开展绩效自评，其中，一级项目{projects}个，共涉及资金{money}，占{name}项目支出总额的{percent}。"
        ),
        "coverage.none": "{year}年度没有{name}项目支出，不开展相应的绩效自评。",
    },
    numbers=("一、", "（一）", "1."),
)  # fmt: skip
"""Zhejiang's chapters, thirteen matters in the order of the tables."""

SHANGHAI_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived(
    {
        "": "about tables told terms",
        "told": "total income expenditure appropriation general basic publics fund capital performance other",
    },
    {
        "about": "{agency}概况", "duties": "主要职能", "departments": "{level}决算单位构成",
        "tables": "{agency}{year}年度{level}决算表", "told": "{agency}{year}年度{level}决算情况说明",
        "capital": "国有资本经营预算财政拨款收入支出决算情况说明", "performance": "预算绩效管理情况",
        "operating": "机关运行经费支出情况", "procurement": "政府采购支出情况", "assets": "国有资产占有使用情况说明",
    },
    {
        "change.total": f"{_SINCE}收入支出总计{_MOVED}",
        "change.appropriation": f"{_SINCE}财政拨款收入支出总计{_MOVED}",
        "change.general": f"{_SINCE}一般公共预算财政拨款支出{_MOVED}",
        "of.publics": "年初预算",
        "total": "{agency}{year}年度收入支出总计{total}{change}。",
        "appropriation": "{agency}{year}年度财政拨款收入支出总计{total}{change}。",
        "account.none": "{agency}{year}年度无{name}财政拨款收入和支出。",
        "procurement": "{agency}{year}年度政府采购金额（以合同签订为准）为{total}，其中：{kinds}。{small}",
        "procurement.kind": "{kind}采购金额{money}",
        "procurement.small": (
            "[{year}年度本{level}面向中小企业预留政府采购项目预算金额{reserved}"
            "[，面向小微企业预留政府采购项目预算金额{reserved_micro}]。]"
            "[在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额{won}。]"
            "[在面向小微企业预留的政府采购项目中，由小微企业供应商中标或成交的，采购金额{won_micro}。]"
            "[在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额{won_elsewhere}。]"
        ),
    },
    idle=(),
)  # fmt: skip

HUNAN_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived({
    "told": (
        "total income expenditure appropriation general basic publics fund capital operating general_kind procurement assets performance"
    )
})  # fmt: skip
HUBEI_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived({"told": f"{AFTER_THE_FUNDS} transfers"})
GANSU_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived({
    "": "about tables told performance terms",
    "told": "total income expenditure appropriation general basic fund capital publics operating procurement assets further",
})  # fmt: skip
ANHUI_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived(
    {"told": "total income expenditure appropriation general basic fund capital publics performance other"},
    {"performance": "绩效评价情况说明", "other": "其他重要事项情况说明"},
)
JIANGXI_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived(
    {
        "told": "income expenditure spent basic publics operating procurement assets performance",
        "spent": "general_total general_structure general_items fund capital",
    },
    {"spent": "财政拨款支出决算情况说明"},
)  # fmt: skip
XINJIANG_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived(
    {
        "": "about told terms tables",
        "told": "total income expenditure appropriation general basic publics fund capital other performance further",
    },
    {"further": "其他需说明的事项", "terms": "专业名词解释", "tables": "{level}决算报表"},
    {
        "total": (
            "{year}年度收入总计{total}，其中：本年收入合计{income}，使用非财政拨款结余{used}，年初结转和结余{carried_in}。"
            "支出总计{total}，其中：本年支出合计{spent}，结余分配{distributed}，年末结转和结余{carried_out}{change}。"
        ),
        "appropriation.budget": ZHEJIANG_FINAL_TEXT.sentences["appropriation.budget"],
    },
)  # fmt: skip
SICHUAN_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived(
    {
        "": "about told terms annexes tables",
        "told": "total income expenditure appropriation general basic publics fund capital other",
        "other": "operating procurement assets performance",
    },
    {"tables": "附表"},
)
"""The tables stand last, as the fifth part."""

SHAANXI_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived(
    {
        "about": "duties departments staff",
        "told": "whole granted publics performance other",
        "whole": "total income expenditure",
        "granted": "appropriation general_total general_structure general_items basic fund capital",
    },
    {
        "whole": "收入支出决算总体情况说明", "total": "收入支出决算总体情况", "granted": "财政拨款收入支出决算情况说明",
        "publics": "“三公”经费、培训费及会议费支出决算情况说明", "terms": "专业名词解释",
    },
)  # fmt: skip
YUNNAN_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived(
    {
        "": "about tables told other terms",
        "told": "income expenditure general publics",
        "general": "general_total general_structure general_items basic",
        "other": "operating assets procurement performance fund capital",
    },
    {"other": "其他重要事项及相关口径情况说明"},
)
BEIJING_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived(
    {
        "": "tables told other performance",
        "told": "about total income expenditure appropriation general basic publics fund capital",
        "other": "operating procurement assets terms",
    },
    {
        "tables": "{year}年度{level}决算报表", "told": "{year}年度{level}决算说明", "about": "{level}基本情况",
        "other": "其他重要事项的情况说明", "performance": "{level}绩效评价情况",
    },
    {"income.appropriation": ZHEJIANG_FINAL_TEXT.sentences["income.appropriation"]},
)  # fmt: skip
"""The tables stand first."""

INNER_MONGOLIA_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived(
    {
        "": "about told terms contact tables",
        "told": f"{AFTER_THE_FUNDS.replace('basic', 'basic projects')}",
    },
    {"operating": "机构运行经费支出情况说明", "projects": "一般公共预算财政拨款项目支出决算情况说明"},
)
CHONGQING_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived(
    {
        "": "about told publics other performance terms contact tables",
        "told": "total income expenditure appropriation general_items basic",
        "other": "operating procurement assets fund capital",
        "publics": "publics_total publics_details",
    },
    {
        "about": "{level}基本情况", "told": "{level}决算收支情况说明", "publics": "“三公”经费情况说明",
        "performance": "预算绩效管理情况说明", "general_items": "一般公共预算财政拨款支出决算情况说明",
    },
    {
        "total": XINJIANG_FINAL_TEXT.sentences["total"],
        "income": "本年收入合计{total}{change}。其中：{parts}。",
        "expenditure": "本年支出合计{total}{change}。其中：{parts}。",
    },
    numbers=("一、", "（一）", "1."),
    idle=("appropriation", "service_income", "business_income", "other_income"),
)  # fmt: skip
"""Income is compared with last year's before four kinds of it are named."""

GUANGDONG_FINAL_TEXT = NATIONAL_FINAL_TEXT.derived({"": "about tables told terms"}, sentences={"of.publics": "全年预算"})
"""Four parts; the three publics stand beside the budget of the whole year."""
