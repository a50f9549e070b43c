"""The text of budgets: Zhejiang's, which the set of central departments borrows, and the texts of other places."""

from collections.abc import Mapping

from medinsure_budget.editions.text import Text

_HEADINGS: Mapping[str, str] = {
    "about": "{level}概况", "duties": "主要职能", "departments": "{level}机构设置情况",
    "told": "{year}年{agency}{level}预算安排情况说明",
    "total": "关于{agency}{year}年收支预算情况的总体说明", "income": "关于{agency}{year}年收入预算情况说明",
    "expenditure": "关于{agency}{year}年支出预算情况说明",
    "appropriation": "关于{agency}{year}年财政拨款收支预算情况的总体说明",
    "general": "关于{agency}{year}年一般公共预算拨款情况说明", "general_total": "一般公共预算拨款规模变化情况。",
    "general_structure": "一般公共预算拨款结构情况。", "general_items": "一般公共预算拨款具体使用情况。",
    "basic": "关于{agency}{year}年一般公共预算基本支出情况说明", "fund": "关于{agency}{year}年政府性基金预算支出情况说明",
    "capital": "关于{agency}{year}年国有资本经营预算支出情况说明",
    "publics": "关于{agency}{year}年一般公共预算“三公”经费预算情况说明", "other": "其他重要事项的情况说明",
    "operating": "机关运行经费", "procurement": "政府采购情况。", "assets": "国有资产占有使用情况。",
    "performance": "预算绩效情况说明。", "terms": "名词解释", "tables": "{year}年{agency}{level}预算表", "annexes": "附件",
    **dict.fromkeys(
        ("publics_total", "publics_abroad", "publics_reception", "publics_vehicles", "publics_meetings", "publics_training"), ""
    ),
}  # fmt: skip
_PARTS: Mapping[str, tuple[str, ...]] = {
    key: tuple(keys.split())
    for key, keys in {
        "": "about told terms tables",
        "about": "duties departments",
        "told": "total income expenditure appropriation general basic fund capital publics other",
        "general": "general_total general_structure general_items",
        "publics": "publics_total publics_abroad publics_reception publics_vehicles",
        "other": "operating procurement assets performance",
    }.items()
}
_SENTENCES: Mapping[str, str] = {
    "duties": "{agency}的主要职责是：",
    "units": "[纳入{year}年{level}预算编制范围的单位共{count}家：{units}。]",
    "change": "，比上年预算数{verb}{difference}[，{grown}{rate}][，主要原因是{reason}]",
    "same": "，与上年预算数持平[，主要原因是{reason}]",
    "share": "，占{percent}",
    "total": (
        "按照综合预算的原则，{agency}所有收入和支出均纳入{level}预算管理。收入包括：{sources}；支出包括：{uses}。"
        "{agency}{year}年收支总预算{total}。"
    ),
    "income": "{agency}{year}年收入预算{total}{change}。",
    "income.kinds": "其中：{parts}。",
    "kind": "{name}{money}{share}",
    "general.economic": "{parts}。",
    "economic.class": "{name}{money}{share}{change}",
    "publics.all": "",
    "expenditure": "{agency}{year}年{name}{total}{change}。",
    "expenditure.function": "1.按支出功能分类，包括{parts}。",
    "expenditure.purpose": "2.按支出用途分类，包括{parts}。",
    "expenditure.carried_out": "结转下年{money}。",
    "appropriation": "{agency}{year}年财政拨款收支总预算{total}。[收入包括：{sources}；支出包括：{uses}。]",
    "general": "{agency}{year}年一般公共预算拨款{total}{change}。",
    "general.class": "{name}（类）{money}{share}",
    "general.structure": "{parts}。",
    "general.none": "{agency}{year}年没有一般公共预算拨款安排的支出。",
    "item": "（{at}）{path}{money}[，主要用于{purpose}]。",
    "item.path": "{name}（{mark}）",
    "basic": "{agency}{year}年一般公共预算基本支出{money}，其中：",
    "basic.none": "{agency}{year}年一般公共预算基本支出{money}。",
    "basic.kind": "{name}{money}，主要包括：{names}。",
    "account": "{agency}{year}年{name}支出{money}{change}。",
    "account.none": "{agency}{year}年没有使用{name}拨款安排的支出。",
    "publics": "{agency}{year}年“三公”经费预算数为{money}{change}。具体情况如下：",
    "publics.abroad": "{at}.因公出国（境）费用：{year}年安排因公出国（境）费用预算{money}{change}。",
    "publics.reception": "{at}.公务接待费：{year}年安排公务接待费预算{money}{change}。[主要用于{purpose}等支出。]",
    "publics.vehicles": (
        "{at}.公务用车购置及运行维护费：{year}年安排公务用车购置及运行维护费预算{money}{change}。"
        "[其中，公务用车购置支出{vehicle_purchase_money}（含购置税等附加费用）[{vehicle_purchase_change}]；"
        "公务用车运行维护费支出{vehicle_running_money}[{vehicle_running_change}]。]"
    ),
    "publics.share": "{name}{money}{share}",
    "granted": "{agency}{year}年财政拨款支出预算{money}{share}{change}。",
    "granted_basic": "{agency}{year}年财政拨款基本支出预算{money}，其中：",
    "granted_basic.none": "{agency}{year}年财政拨款基本支出预算{money}。",
    "items": "",
    "operating": "{year}年[{offices}的][{single}]机关运行经费财政拨款预算{money}{change}。",
    "operating.none": "[{department}所属单位均][{single}]为事业单位，不安排机关运行经费。",
    "procurement": "{year}年[{department}各单位][{single}]政府采购预算总额{total}，其中：{kinds}。",
    "procurement.kind": "政府采购{kind}预算{money}",
    "assets": "截至{last}年12月31日，[{department}所属各预算单位][{single}]共有车辆{vehicles}[，其中，{uses}]{equipment}。",
    "performance": "{year}年{agency}项目支出实行绩效目标管理，涉及一般公共预算拨款{money}，一级项目{projects}个。",
    "performance.none": "{year}年{agency}没有安排项目支出。",
}  # fmt: skip

ZHEJIANG_BUDGET_TEXT = Text(_PARTS, _HEADINGS, ("一、", "（一）", "1."), _SENTENCES)
"""Zhejiang's chapters: the tables stand last."""

_IN_PARTS = {
    "general_total": "一般公共预算拨款规模变化情况", "general_structure": "一般公共预算拨款结构情况",
    "general_items": "一般公共预算拨款具体使用情况",
    "duties": "主要职责", "departments": "{level}机构设置", "tables": "{year}年度{level}预算表", "told": "{year}年度{level}预算情况说明",
    "total": "收支预算总体情况说明", "income": "收入预算情况说明", "expenditure": "支出预算情况说明",
    "appropriation": "财政拨款收支预算总体情况说明", "general": "一般公共预算支出预算情况说明",
    "basic": "一般公共预算基本支出预算情况说明", "fund": "政府性基金预算支出预算情况说明",
    "capital": "国有资本经营预算支出预算情况说明", "publics": "一般公共预算“三公”经费预算情况说明",
    "operating": "一般公共预算机关运行经费支出预算情况说明", "procurement": "政府采购支出预算情况说明",
    "assets": "国有资产占用情况说明", "performance": "预算绩效目标设置情况说明",
}  # fmt: skip
NATIONAL_BUDGET_TEXT = ZHEJIANG_BUDGET_TEXT.derived(
    {
        "": "about tables told terms",
        "told": "total income expenditure appropriation general basic publics fund capital operating procurement assets performance",
        "publics": "publics_total publics_abroad publics_vehicles publics_reception",
    },
    _IN_PARTS,
    {
        "change": "，比{last}年预算数{verb}{difference}[，{grown}{rate}][，主要原因是{reason}]",
        "same": "，与{last}年预算数持平[，主要原因是{reason}]",
        "income": "{agency}{year}年收入预算{total}{change}。[其中：{parts}。]",
        "income.kinds": "",
        "expenditure": "{agency}{year}年{name}{total}{change}。[其中：{kinds}。]",
        "expenditure.function": "按功能分类，包括：{parts}。",
        "expenditure.purpose": "",
        "item": "{at}.{path}{year}年预算数为{money}[，主要用于{purpose}]。",
        "publics": "{year}年“三公”经费预算数为{money}{change}。其中：",
        "publics.abroad": "{at}.因公出国（境）费{money}{change}。",
        "publics.vehicles": (
            "{at}.公务用车购置及运行费{money}{change}。"
            "[其中：公务用车购置费{vehicle_purchase_money}[{vehicle_purchase_change}]；公务用车运行费{vehicle_running_money}[{vehicle_running_change}]。]"
        ),
        "publics.reception": "{at}.公务接待费{money}{change}。[主要用于{purpose}等支出。]",
        "operating": "{agency}{year}年机关运行经费财政拨款预算{money}{change}。",
        "procurement": "{agency}{year}年政府采购预算总额{total}，其中：{kinds}。",
        "assets": "截至{last}年12月31日，{agency}共有车辆{vehicles}[，其中：{uses}]{equipment}。",
        "performance": "{year}年{agency}对{projects}个项目实行绩效目标管理，涉及一般公共预算拨款{money}。",
    },
    numbers=("第一部分", "一、", "（一）", "1."),
)
"""Four parts, the tables second, the matters of one order with the tables; central departments say it in these words."""

_JIANGSU_CHANGE = "[，{grown}{rate}][，主要原因是{reason}]"
JIANGSU_BUDGET_TEXT = NATIONAL_BUDGET_TEXT.derived(
    {
        "told": (
            "total income expenditure appropriation granted granted_basic general basic publics fund"
            " operating procurement assets performance"
        ),
        "general": "general_total",
        "publics": "publics_total publics_abroad publics_vehicles publics_reception publics_meetings publics_training",
    },
    {
        "granted": "财政拨款支出预算情况说明", "granted_basic": "财政拨款基本支出预算情况说明", "general_total": "",
        "publics": "一般公共预算“三公”经费、会议费、培训费支出预算情况说明",
    },
    {
        "change": "，与上年相比{verb}{difference}" + _JIANGSU_CHANGE,
        "change.total": "，与上年相比收、支预算总计各{verb}{difference}" + _JIANGSU_CHANGE,
        "change.appropriation": "，与上年相比财政拨款收、支总计各{verb}{difference}" + _JIANGSU_CHANGE,
        "change.publics": "，比上年预算{verb}{difference}[，主要原因是{reason}]",
        "change.outlay": "，比上年预算{verb}{difference}",
        "same": "，与上年预算持平[，主要原因是{reason}]",
        "share.granted": "，占本年支出合计的{percent}", "share.publics": "，占“三公”经费的{percent}",
        "total": (
            "{agency}{year}年度收入、支出预算总计{total}{change}。"
            "[收入预算总计{total}，包括：{incoming}。]支出预算总计{total}。"
        ),
        "income": "{agency}本年收入预算合计{total}[，其中：{parts}]。",
        "expenditure": "{agency}本年支出预算合计{total}[，其中：{kinds}]。",
        "expenditure.function": "",
        "appropriation": "{agency}{year}年度财政拨款收、支总预算{total}{change}。",
        "item": "{at}.{path}支出{money}[，主要用于{purpose}]。",
        "general": "{agency}{year}年一般公共预算财政拨款支出预算{total}{change}。",
        "basic": "{agency}{year}年度一般公共预算财政拨款基本支出预算{money}，其中：",
        "basic.kind": "（{nth}）{name}{money}，主要包括：{names}。",
        "granted_basic": "{agency}{year}年度财政拨款基本支出预算{money}，其中：",
        "publics": "{agency}{year}年度一般公共预算拨款安排的“三公”经费预算支出{money}[，其中：{shares}]。具体情况如下：",
        "publics.abroad": "{at}.因公出国（境）费预算支出{money}{change}。",
        "publics.vehicles": (
            "{at}.公务用车购置及运行费预算支出{money}{change}。[其中：公务用车购置预算支出{vehicle_purchase_money}[{vehicle_purchase_change}]；"
            "公务用车运行维护费预算支出{vehicle_running_money}[{vehicle_running_change}]。]"
        ),
        "publics.reception": "{at}.公务接待费预算支出{money}{change}。",
        "publics.meetings": "{agency}{year}年度一般公共预算拨款安排的会议费预算支出{money}{change}。",
        "publics.training": "{agency}{year}年度一般公共预算拨款安排的培训费预算支出{money}{change}。",
        "account.none": "{agency}{year}年没有{name}收支。",
        "operating": "{year}年{agency}一般公共预算机关运行经费预算支出{money}{change}。",
        "procurement": "{year}年度政府采购支出预算总额{total}，其中：{kinds}。",
        "procurement.kind": "采购{kind}支出{money}",
        "assets": "{agency}共有车辆{vehicles}[，其中：{uses}]{equipment}。",
        "performance": "{year}年本{level}共{projects}个项目实行绩效目标管理，涉及一般公共预算拨款{money}。",
    },
)  # fmt: skip
"""Fourteen matters in the order of the tables, 财政拨款 before 一般公共预算."""
JIANGSU_BUDGET_TEXT_2017 = JIANGSU_BUDGET_TEXT.derived({
    "told": (
        "total income expenditure appropriation granted granted_basic fund general basic operating publics"
        " procurement assets performance"
    )
})  # fmt: skip

_SHANGHAI_VEHICLES = (
    "[其中：公务用车购置费{vehicle_purchase_money}[{vehicle_purchase_change}]；公务用车运行费{vehicle_running_money}[{vehicle_running_change}]。]"
)
SHANGHAI_BUDGET_TEXT = NATIONAL_BUDGET_TEXT.derived(
    {
        "": "duties departments terms told tables other",
        "told": "income expenditure granted_items",
        "other": "publics operating procurement performance assets",
    },
    {
        "duties": "{agency}（{level}）主要职能", "departments": "{agency}（{level}）机构设置",
        "told": "{year}年{level}预算编制说明", "tables": "{year}年{level}预算表", "other": "其他相关情况说明",
        "income": "", "expenditure": "", "granted_items": "",
        "publics": "{year}年“三公”经费预算情况说明", "operating": "机关运行经费预算", "procurement": "政府采购预算情况",
        "performance": "绩效目标设置情况", "assets": "国有资产占有使用情况",
    },
    {
        "change": "，比{last}年预算{verb}{difference}[，主要原因是{reason}]",
        "change.granted": "，比{last}年预算{verb}{difference}",
        "same": "，与{last}年预算持平[，主要原因是{reason}]",
        "kind": "{name}{money}",
        "income": "{year}年，{agency}收入预算{total}，其中：财政拨款收入{granted}{granted_change}[；{others}]。",
        "expenditure": "支出预算{total}，其中：财政拨款支出预算{granted}{granted_change}。[财政拨款支出预算中，{funds}。]",
        "expenditure.fund": "{name}拨款支出预算{money}{change}",
        "expenditure.function": "",
        "items": "财政拨款支出主要内容如下：",
        "item": "{at}.“{path}”科目{money}[，主要用于{purpose}]。",
        "publics.abroad": "（{nth}）因公出国（境）费{money}{change}。",
        "publics.vehicles": "（{nth}）公务用车购置及运行费{money}{change}。" + _SHANGHAI_VEHICLES,
        "publics.reception": "（{nth}）公务接待费{money}{change}。",
        "operating": "{year}年{agency}财政拨款的机关运行经费预算为{money}。",
        "procurement": "{year}年度本{level}政府采购预算{total}，其中：{kinds}。",
        "assets": "截至{last}年8月31日，{agency}共有车辆{vehicles}[，其中：{uses}]{equipment}。",
        "performance": "{year}年度，本{level}编报绩效目标的项目共{projects}个，涉及一般公共预算拨款{money}。",
    },
    numbers=("", "一、", "（一）", "1."),
)  # fmt: skip
"""Chapters without numbers; the tables stand behind the explanation, which has no headings, other matters behind the tables."""

JIANGXI_BUDGET_TEXT = NATIONAL_BUDGET_TEXT.derived(
    {
        "told": "balance publics",
        "balance": "total income expenditure appropriation general basic fund capital operating procurement assets performance",
    },
    {"balance": "{level}预算收支情况说明", "publics": "“三公”经费预算情况说明"},
)  # fmt: skip
GUANGXI_BUDGET_TEXT = NATIONAL_BUDGET_TEXT.derived(
    {
        "general": "general_total general_items general_economic",
        "publics": "publics_all publics_general",
        "publics_general": "publics_total publics_abroad publics_vehicles publics_reception",
    },
    {
        "publics": "“三公”经费预算情况说明", "publics_general": "一般公共预算“三公”经费",
        "publics_all": "全口径“三公”经费", "general_total": "", "general_items": "按支出功能分类", "general_economic": "按支出结构分类",
    },
    {
        "change.economic": "，同比{verb}{difference}[，{grown}{rate}]", "same.economic": "，与上年持平",
        "publics.all": "{year}年全口径“三公”经费预算数为{money}。",
    },
)  # fmt: skip
"""General public expenditure is told by function and by what it is spent on, the three publics of all money first."""

CHONGQING_BUDGET_TEXT = NATIONAL_BUDGET_TEXT.derived(
    {
        "": "about balance told publics other terms tables",
        "balance": "income expenditure",
        "told": "appropriation general_total general_items basic fund capital",
        "other": "operating procurement assets performance",
        "publics": "publics_total publics_abroad publics_vehicles publics_reception",
    },
    {
        "about": "{level}基本情况", "balance": "{level}收支总体情况", "income": "收入预算", "expenditure": "支出预算",
        "told": "{level}预算情况说明", "general_total": "一般公共预算拨款情况", "publics": "“三公”经费情况说明",
        "other": "其他重要事项的情况说明",
    },
    {
        "change.income": "；收入较去年{verb}{difference}[，主要是{reason}]", "same.income": "；收入与去年持平[，主要是{reason}]",
        "change.expenditure": "；支出较去年{verb}{difference}[，主要是{reason}]",
        "same.expenditure": "；支出与去年持平[，主要是{reason}]",
        "kind": "{name}{money}",
        "income": "{year}年年初预算数{total}，其中：{parts}{change}。",
        "expenditure": "{year}年年初预算数{total}，其中：{kinds}{change}。",
        "expenditure.function": "",
    },
    numbers=("一、", "（一）", "1."),
    idle=(
        "general_public", "government_fund", "state_capital", "special_account", "service_income", "business_income",
        "grants_from_above", "remittances_from_below", "other_income",
    ),
)  # fmt: skip
"""Every kind of income is named, with money or without."""

GUIZHOU_BUDGET_TEXT = NATIONAL_BUDGET_TEXT.derived(
    {
        "": "about tables told other",
        "told": "total income expenditure appropriation general basic publics",
        "other": "fund capital operating procurement assets performance terms",
    },
    {"other": "其他重要事项的情况说明"},
)
