"""The ledger's schema: its columns and kinds of lines, declared once.

The template, the documentation and the validation all walk these declarations.
"""

from collections.abc import Mapping
from typing import Literal

import attrs

from medinsure_budget.ledgers import words  # noqa: F401 - declares the word classes of this room
from medinsure_budget.lexicon import Shape
from medinsure_budget.records import frozen

Holds = Literal["text", "money", "count", "choice", "code"]


@frozen
class Field:
    """A column of the ledger.

    Attributes:
        name: The English column name.
        label: The Chinese column name.
        meaning: What it holds, in Chinese.
        heading: What a heading of such a column looks like, folded, without CODE or NAME at its end.
        holds: The type of its values.
        choices: The accepted values of a choice, Chinese to the library's own word.
        shapes: How else a choice is written, by the library's own word.
        codes: The codes of a choice in exports, by the longest beginning that is known.
    """

    name: str
    label: str
    meaning: str
    heading: Shape
    holds: Holds = "text"
    choices: tuple[tuple[str, str], ...] = ()
    shapes: tuple[tuple[str, Shape], ...] = ()
    codes: Mapping[str, str] = attrs.field(factory=dict)


@frozen
class Kind:
    """A kind of ledger line.

    Attributes:
        name: The English value of the column ``kind``.
        label: The Chinese value, which is also the sheet's name in workbooks.
        meaning: What such a line states, in Chinese.
        required: Columns that must be filled.
        optional: Further columns that are used.
    """

    name: str
    label: str
    meaning: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


SOURCES = {
    "一般公共预算": "general_public",
    "政府性基金预算": "government_fund",
    "国有资本经营预算": "state_capital",
    "财政专户管理资金": "special_account",
    "事业收入": "service_income",
    "事业单位经营收入": "business_income",
    "上级补助收入": "grants_from_above",
    "附属单位上缴收入": "remittances_from_below",
    "其他收入": "other_income",
    "单位资金": "unit_funds",
}
"""资金来源; 单位资金 is an expenditure's or a carry-over's source where the income behind it is not told apart."""

SOURCE_SHAPES = tuple(
    (own, Shape(f"{{SOURCE_{own.upper()}}}{{FUND_TAIL}}*")) for own in SOURCES.values()
)
FUND_TYPES = {
    "11": "general_public", "12": "government_fund", "13": "state_capital", "2": "special_account", "3": "unit_funds",
    "31": "service_income", "32": "grants_from_above", "33": "remittances_from_below", "34": "business_income",
    "39": "other_income",
}  # fmt: skip
"""Codes of 资金性质 in budget platforms; 14 is money of an insurance fund and no department's."""

FISCAL = ("general_public", "government_fund", "state_capital")

PURPOSES = {
    "人员": "personnel",
    "公用": "public",
    "项目": "project",
    "经营": "business",
    "上缴": "remitted_up",
    "补助": "subsidies_down",
    "预留机动": "reserve",
}
_PURPOSES = (*PURPOSES.items(), ("基本", "basic"))
PURPOSE_SHAPES = tuple((own, Shape(f"{{PURPOSE_{own.upper()}}}{{PURPOSE_TAIL}}?")) for _, own in _PURPOSES)
PROJECT_CATEGORIES = {"1": "personnel", "21": "public", "22": "project", "3": "project"}
"""Codes of 项目类别; some places number them otherwise, so the name decides where there is one."""

TRANSFERS = ("business", "remitted_up", "subsidies_down")
UNIT_KINDS = ("行政单位", "参公事业单位", "事业单位")
_UNIT_SHAPES = (
    ("行政单位", Shape("{UNIT_ADMINISTRATIVE}")),
    ("参公事业单位", Shape("{UNIT_LIKE_ADMINISTRATIVE}")),
    ("事业单位", Shape("{UNIT_INSTITUTION}")),
)
UNIT_KIND_OF_SPENDING = {"501": UNIT_KINDS[0], "502": UNIT_KINDS[0], "505": UNIT_KINDS[2], "506": UNIT_KINDS[2]}
"""The 类 of 政府经济科目 that only units of one kind spend under."""
_ANY = "(?:{CLASSIFYING|SUBJECT|FUNCTIONAL_MARK|ECONOMIC_MARK|GOVERNMENT_MARK}|dep|bgt)*"

FIELDS: tuple[Field, ...] = (
    Field("kind", "类型", "行的类型；工作簿中可由工作表名代替", Shape("{COLUMN_KIND}"), "choice"),
    Field("unit_code", "单位编码", "预算单位编码", Shape("unitcode")),
    Field("unit", "单位", "预算单位全称", Shape("{COLUMN_UNIT}")),
    Field("unit_kind", "单位性质", "行政单位、参公事业单位或事业单位；不填时由政府经济科目得出，得不出的为行政单位",
          Shape("{COLUMN_UNIT_KIND}"), "choice", tuple((kind, kind) for kind in UNIT_KINDS), _UNIT_SHAPES),
    Field("functional", "功能科目", "支出功能分类项级编码（7 位）", Shape(rf"(?=.*{{FUNCTIONAL_MARK}}){_ANY}"), "code"),
    Field("economic", "部门经济科目", "部门预算支出经济分类款级编码（5 位）",
          Shape(rf"(?=.*{{ECONOMIC_MARK}})(?!.*{{GOVERNMENT_MARK}}){_ANY}"), "code"),
    Field("government_economic", "政府经济科目", "政府预算支出经济分类款级编码；不填时按对照表和单位性质得出",
          Shape(rf"(?=.*{{GOVERNMENT_MARK}})(?=.*{{ECONOMIC_MARK}}){_ANY}"), "code"),
    Field("source", "资金来源", "、".join(SOURCES), Shape("{COLUMN_SOURCE}"), "choice", tuple(SOURCES.items()),
          SOURCE_SHAPES, FUND_TYPES),
    Field("purpose", "支出类别", "、".join(PURPOSES) + "；结转行填“基本”或“项目”", Shape("{COLUMN_PURPOSE}"), "choice",
          _PURPOSES, PURPOSE_SHAPES, PROJECT_CATEGORIES),
    Field("project", "项目", "项目名称", Shape("{COLUMN_PROJECT}")),
    Field("item", "事项", "数量、采购、绩效、说明行的事项，见各类型的说明", Shape("{COLUMN_ITEM}")),
    Field("amount", "金额", "本年数（预算数或决算数），单位元，至多两位小数", Shape("{COLUMN_AMOUNT}"), "money"),
    Field("initial_budget", "年初预算", "决算用：年初预算数（元）", Shape("{COLUMN_INITIAL}"), "money"),
    Field("budget", "全年预算", "决算用：调整后全年预算数（元）；不填时取年初预算", Shape("{COLUMN_BUDGET}"), "money"),
    Field("previous", "上年数", "上年同口径数（元），用于增减变化", Shape("{COLUMN_PREVIOUS}"), "money"),
    Field("count", "数量", "辆、台、批次、人次等整数；绩效行为自评得分", Shape("{COLUMN_COUNT}"), "count"),
    Field("value", "指标值", "绩效指标的值，或采购的组织形式", Shape("{COLUMN_VALUE}")),
    Field("text", "内容", "文字：绩效目标、指标说明、采购物品名称、原因和用途等", Shape("{COLUMN_TEXT}")),
    Field("counterpart", "对方单位", "上缴、补助支出和相应收入的对方单位；对方是本部门单位的，汇总时抵销", Shape("{COLUMN_COUNTERPART}")),
)  # fmt: skip

_BALANCE = ("unit_code", "unit_kind", "functional", "purpose", "previous")
KINDS: tuple[Kind, ...] = (
    Kind("expenditure", "支出", "一笔支出的最细一级：单位、项级功能科目、款级经济科目、资金来源、支出类别、项目",
         ("unit", "functional", "economic", "source", "purpose", "amount"),
         ("unit_code", "unit_kind", "government_economic", "project", "initial_budget", "budget", "previous", "counterpart")),
    Kind("income", "收入", "一笔本年收入；决算和按科目编列收入的版式须填功能科目", ("unit", "source", "amount"),
         ("unit_code", "unit_kind", "functional", "previous", "counterpart")),
    Kind("carried_in", "年初结转", "上年结转到本年的资金（预算为上年结转结余，决算为年初结转和结余）",
         ("unit", "source", "amount"), _BALANCE),
    Kind("carried_out", "年末结转", "结转到下年的资金（预算为年终结转结余，决算为年末结转和结余）",
         ("unit", "source", "amount"), _BALANCE),
    Kind("balance_used", "使用结余", "决算用：使用非财政拨款结余", ("unit", "amount"),
         ("unit_code", "unit_kind", "source", "functional", "previous")),
    Kind("balance_distributed", "结余分配", "决算用：事业单位的结余分配", ("unit", "amount"),
         ("unit_code", "unit_kind", "source", "functional", "previous")),
    Kind("outlay", "三公", "“三公”经费等各项支出合计的预算数和上年数，支出行没有逐笔填列时填；事项为"
         "因公出国（境）费、公务用车购置费、公务用车运行维护费、公务接待费、会议费或培训费",
         ("item",), ("unit", "initial_budget", "budget", "previous")),
    Kind("count", "数量", "事项为：因公出国团组、因公出国人次、购置车辆、车辆保有量、国内接待批次、国内接待人次、外事接待批次、"
         "外事接待人次，或“车辆：”加用途（如 车辆：机要通信用车），或“设备：”加名称（如 设备：单价100万元以上设备）",
         ("item", "count"), ("unit",)),
    Kind("procurement", "采购", "事项为货物、工程或服务；决算另有 中小企业、小微企业、货物中小企业、工程中小企业、服务中小企业，"
         "或者预留中小企业、预留小微企业、预留中小企业成交、预留小微企业成交、其他中小企业成交",
         ("item", "amount"), ("unit", "economic", "project", "value", "text")),
    Kind("performance", "绩效", "项目的绩效：事项不填时内容为总目标；事项为“一级/二级/三级指标”时，指标值和内容为其值和说明；"
         "事项为“自评”时，数量为得分，指标值为结论，内容为完成情况", ("project",), ("unit", "item", "count", "value", "text")),
    Kind("text", "说明", "正文中不能由数字得出的话：原因、用途、职责、机构等，事项见文档", ("item", "text"), ("unit", "functional")),
)  # fmt: skip

OUTLAYS = {
    "因公出国（境）费": "abroad",
    "公务用车购置费": "vehicle_purchase",
    "公务用车运行维护费": "vehicle_running",
    "公务接待费": "reception",
    "会议费": "meetings",
    "培训费": "training",
}
"""The items that 三公 lines tell, each with the field of the statement of the three public outlays."""

RESERVED = {
    "预留中小企业": "reserved",
    "预留小微企业": "reserved_micro",
    "预留中小企业成交": "won",
    "预留小微企业成交": "won_micro",
    "其他中小企业成交": "won_elsewhere",
}
"""What procurement puts aside for small and medium enterprises, and what came of it, each with its slot in the text."""

BY_NAME = {field.name: field for field in FIELDS}
KIND_BY_WORD = {word: kind for kind in KINDS for word in (kind.name, kind.label)}


def schema_table() -> str:
    """The schema as two Markdown tables for the documentation."""
    lines = ["| 栏目 | 英文名 | 含义 |", "|---|---|---|"]
    lines += [f"| {f.label} | `{f.name}` | {f.meaning} |" for f in FIELDS]
    lines += ["", "| 类型 | 英文名 | 含义 | 必填 | 可填 |", "|---|---|---|---|---|"]
    for kind in KINDS:
        required, optional = ("、".join(BY_NAME[n].label for n in names) for names in (kind.required, kind.optional))
        lines.append(f"| {kind.label} | `{kind.name}` | {kind.meaning} | {required} | {optional} |")
    return "\n".join(lines)
