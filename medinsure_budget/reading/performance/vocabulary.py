"""The words that performance forms print for the same things, folded for comparison."""

import re

from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.lexicon import Shape, by_text

_BRACKETED = re.compile(r"\([^()]*\)$")
_TRAILING = ":;,。、*"

def words(text: str) -> frozenset[str]:
    """The words that blanks separate."""
    return frozenset(text.split())


# Words of one meaning stand together, separated by blanks.
INDICATOR_FIELDS = {
    "group": "一级指标 一级 指标类型 指标类别",
    "subgroup": "二级指标 二级 分项指标",
    "name": "三级指标 三级 指标名称 指标内容 绩效指标名称 具体指标 三级指标名称",
    "target": "年度指标值 指标值 三级指标值 目标值 年度目标值 绩效目标值 年初指标值 年初目标值 计划指标值 预期指标值 "
    "年度绩效目标值 计划完成值 指标目标值",
    "actual": "实际完成值 全年实际值 实际值 完成值 实际完成情况 全年完成值 实际完成指标值 指标完成值 完成情况 "
    "全年实际完成值",
    "weight": "权重 分值 指标分值 指标权重 权重分 分值权重 权重分值 标准分",
    "score": "得分 自评得分 评价得分 指标得分 自评分 实际得分 评分",
    "reason": "偏差原因分析及改进措施 偏差原因分析 未完成原因分析 未完成原因 偏差原因 未完成原因及拟采取的改进措施 "
    "未完成原因分析及改进措施 扣分原因 偏离原因分析及改进措施 备注 未完成原因和改进措施",
    "relation": "指标性质 运算符号 计算符号 比较符号 指标值符号 指标符号",
    "measure": "度量单位 计量单位 指标单位 指标值单位",
    "description": "三级指标描述 指标描述 指标解释 指标说明 评分标准 指标值说明 指标内涵",
}

FUND_FIELDS = {
    "initial_budget": "年初预算数 年初预算 年初预算金额 年初预算安排数",
    "budget": "全年预算数 全年预算 预算数 全年预算金额 调整后预算数 调整预算数 年度预算数",
    "executed": "全年执行数 执行数 全年执行 实际支出数 全年执行金额 实际执行数 年度执行数",
    "executed_other": "全年执行数(其他) 执行数(其他) 其他执行数",
    "planned": "计划支出数 计划安排资金 计划支出",
    "received": "实际到位资金 到位资金",
    "spent": "实际支出 实际支出金额",
    "rate": "执行率 预算执行率 执行率(%) 资金执行率",
    "weight": "分值 权重",
    "score": "得分 自评得分",
}

HEAD_FIELDS = {
    "project": "项目名称 一级项目名称 项目(政策)名称 政策(项目)名称 专项名称",
    "department": "主管部门 主管部门及代码 部门名称 项目主管部门 主管部门名称 主管单位",
    "unit": "预算单位 实施单位 项目单位 项目实施单位 单位名称 项目承担单位 资金使用单位 填报单位 "
    "部门(单位)名称 单位(部门)名称 预算部门 预算部门名称 预算单位名称 具体实施单位",
    "manager": "项目负责人 负责人",
    "telephone": "联系电话 电话",
    "address": "地址 单位地址 联系地址",
    "postcode": "邮编 邮政编码",
    "period": "项目起止时间 起止时间 项目实施周期 项目期 实施期限 项目周期",
}

TEXT_FIELDS = {
    "deviation": "目标偏离原因分析 偏离原因分析 目标偏差原因分析 未完成目标原因分析",
    "measures": "整改措施及建议 整改措施 改进措施 下一步改进措施 改进措施及建议",
    "remarks": "其他需说明的问题 其他需要说明的问题 说明 其他说明 备注",
    "overview": "概况 项目概况 项目概述 项目简介",
    "problems": "主要问题及原因分析 存在问题 存在的问题 主要问题 存在问题及原因分析 发现的问题及原因",
    "suggestions": "相关建议 建议 改进建议 有关建议",
}

EXPECTED = words(
    "预期目标 预期 年初设定目标 年初目标 年度预期目标 目标预期 预期绩效目标 年初绩效目标 "
    "年度绩效目标"
)
ACHIEVED = words(
    "实际完成情况 实际 目标实际完成情况 全年实际完成情况 年度总体目标完成情况 实际完成 "
    "目标完成情况 年度总体目标完成情况综述"
)
# Goals print the years they are for.
GOAL_COLUMNS = {
    "expected": EXPECTED | {"年度目标"},
    "achieved": ACHIEVED,
    "long_term": words("中期目标 实施期目标 长期目标 实施期总目标 总目标"),
}
TOTALS = words("总分 总计 合计 总得分 综合得分 分值合计")
CONCLUSIONS = words(
    "自评结论 评价等级 评价结论 自评等级 评价结果 绩效等级 自评结果 综合评价等级 评价等次 自评等次 "
    "评定等次 评定等级 绩效评价等级"
)

# Words that stand beside several rows and say only which part of the form they belong to.
GOAL_PARTS = words("年度目标 年度总体目标 年度总体绩效目标 总体目标 项目绩效目标 总体绩效目标")
PARTS = GOAL_PARTS | words(
    "项目资金 项目资金情况 预算执行情况 资金情况 资金投入情况 项目预算资金 预算资金 资金来源 "
    "年度主要任务 年度预算执行情况 预算执行情况及得分 部门预算执行情况 整体支出情况 年度资金情况 支出内容 "
    "绩效指标 年度绩效指标 绩效指标完成情况 年度绩效指标完成情况 项目绩效目标完成情况 "
    "年度绩效目标完成情况 年度总体目标完成情况"
)

_REPORT = Shape(r"{EVALUATION_REPORT}")
_WEIGHT = r"(?:\((?P<weight>\d+(?:\.\d+)?)(?:分|%)?\)|(?P<bare>\d+(?:\.\d+)?)分)?"
_GROUP = Shape(r"{GROUP}{INDICATOR}?" + _WEIGHT)
_SUBGROUP = Shape(r"{OUTPUT}?{SUBGROUP}{INDICATOR}?" + _WEIGHT)
_POINTS = r"\d{1,9}(?:\.\d{1,9})?"
_GROUP_WEIGHT = re.compile(
    rf"(?P<name>.{{1,200}}?)\s{{0,9}}(?:[(（]\s{{0,9}}(?P<weight>{_POINTS})\s{{0,9}}(?:分|%)?\s{{0,9}}[)）]|(?P<bare>{_POINTS})分)"
)


# Sources of money, which forms of goals print without columns.
_SOURCE = Shape(
    r"(?:{AMONG}:?)?(?:{FUNDS_PERIOD}?{FUNDS_TOTAL}|.{0,6}{APPROPRIATION}|{OTHER}{FUNDS}|{CARRIED}{FUNDS}?|{OWN_FUNDS}"
    r"|.{0,4}{SPECIAL_FUNDS})"
)


@by_text
def key(text: str) -> str:
    """Fold a label to what forms have in common: no ordinal, no trailing colon."""
    return without_ordinal(fold(text)).rstrip(_TRAILING)


@by_text
def bare_key(text: str) -> str:
    """Like `key`, without a bracket at the end such as a unit or a letter."""
    return _BRACKETED.sub("", key(text)).rstrip(_TRAILING)


def _lookup(table: dict[str, str]) -> dict[str, str]:
    # The first meaning wins, so that a word listed twice keeps the meaning of its first place.
    meanings: dict[str, str] = {}
    for name, labels in table.items():
        for label in labels.split():
            meanings.setdefault(fold(label), name)
    return meanings


_INDICATOR = _lookup(INDICATOR_FIELDS)
_FUND = _lookup(FUND_FIELDS)
_HEAD = _lookup(HEAD_FIELDS)
_TEXT = _lookup(TEXT_FIELDS)


def _meaning(table: dict[str, str], text: str) -> str:
    return table.get(key(text)) or table.get(bare_key(text), "")


@by_text
def indicator_field(text: str) -> str:
    """The field of an indicator that a header names, empty when none."""
    return _meaning(_INDICATOR, text)


@by_text
def fund_field(text: str) -> str:
    """The column of money that a header names, empty when none."""
    return _meaning(_FUND, text)


@by_text
def head_field(text: str) -> str:
    """The entry at the head of a form that a label names, empty when none."""
    return _meaning(_HEAD, text)


@by_text
def goal_column(text: str) -> str:
    """The column of goals that a header names, empty when none."""
    return next((name for name, labels in GOAL_COLUMNS.items() if {key(text), bare_key(text)} & labels), "")


def head_entry(text: str) -> tuple[str, str] | None:
    """A label of the head with its entry, printed in one cell with a colon between."""
    label, colon, entry = text.replace("：", ":", 1).partition(":")
    return (label, entry.strip()) if colon and entry.strip() and head_field(label) else None


def text_field(text: str) -> str:
    """The paragraph that a label names, empty when none."""
    return _meaning(_TEXT, text)


@by_text
def is_part(text: str) -> bool:
    """Say whether the words only name a part of the form."""
    return key(text) in PARTS or bare_key(text) in PARTS


@by_text
def is_source(text: str) -> bool:
    """Say whether the words are a source of money."""
    return _SOURCE.fullmatch(key(text)) is not None


@by_text
def is_group(text: str) -> bool:
    """Say whether the words are those of a 一级指标."""
    return _GROUP.fullmatch(fold(text)) is not None


@by_text
def is_subgroup(text: str) -> bool:
    """Say whether the words are those of a 二级指标."""
    return _SUBGROUP.fullmatch(fold(text)) is not None


def is_of_report(text: str) -> bool:
    """Say whether folded words speak of an evaluation report."""
    return _REPORT.search(text) is not None


@by_text
def sign_of(text: str) -> str:
    """What words are in a form: the head of a column, or a group of indicators with its weight; empty where nothing."""
    if (field := indicator_field(text)) in ("name", "weight", "score"):
        return field
    if bare_key(text) in CONCLUSIONS or is_of_report(fold(text)):
        return "conclusion"
    return "weight" if name_and_weight(text)[1] and (is_group(text) or is_subgroup(text)) else ""


def name_and_weight(text: str) -> tuple[str, str]:
    """Split ``产出指标(60.00分)`` into its name and its weight, which is empty when none is printed."""
    found = _GROUP_WEIGHT.fullmatch(text.strip())
    return (found["name"], found["weight"] or found["bare"]) if found else (text.strip(), "")
