"""The words of headings, lists of contents and explained terms."""

from medinsure_budget.lexicon import declare

REFERRED = "详见 见附件 见"
OF_A_LEVEL = "市本级 区级 县级 省级 本级 部门 单位"
HEADING_END = (
    "说明 情况 概况 职能 职责 设置 构成 组成 解释 附件 附表 附录 总录 目录 公开 表 目标 结果 报告 预算 决算 总额 总结 问题 建议"
    " 做法 结论 费 费用 经费 支出 收入 购置 接待 资金 资产 采购 分工 转变 车辆 设备 机构 人员"
)
SECTION_END = "说明 概况 职能 职责 机构设置 单位构成 名词解释 附件 报告 情况"
SUBJECT_LEVEL = "类 款 项"
HEADED_OFFICE = "科 室 处 股"
TELLING = "指 是指 反映"
CHAPTER_OF_TABLES = "公开表 报表"
CHAPTER_OWNER = "局 委 办 厅 院 会 中心 政府"
TERMS_TITLE = "名词解释 术语解释 专业名词 名词说明"
LISTED_NUMBER = "公开 预算 决算 表"

declare(globals())
