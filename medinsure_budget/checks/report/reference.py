"""The rule catalogue as a page of the documentation, made from the rules themselves."""

from itertools import groupby

from medinsure_budget.checks.arithmetic.verdicts import GRAVITIES
from medinsure_budget.checks.report.elsewhere import ELSEWHERE, Elsewhere
from medinsure_budget.checks.rule import GROUPS, Rule
from medinsure_budget.checks.rules import ALL_RULES
from medinsure_budget.forms.declare import KINDS

_TOLERANCES = {
    "exact": "须完全相等", "sum": "分格区间求和", "same": "同一数", "ratio": "比率区间", "growth": "增减率区间", "at_most": "不等式",
    "text": "文字、结构", "joint": "整体", "bridged": "差额可有解释",
}  # fmt: skip
_HEAD = """# 检查规则

本页由规则记录生成（`python -m medinsure_budget.checks.report.reference`），共 {count} 条。

**判定**：`exact` 相等或符合 · `tail` 尾差 · `duplicate` 同数异写 · `explained` 可解释差异 · `error` 不符 · `skipped` 未能检查（附原因）·
`not_applicable` 不适用。没有检查成的，不算通过。

**尾差怎样判断**：每个印刷数是“分”格上的一个整数区间，例如四舍五入到 0.01 万元的 1386.05 万元代表 1386.045 万元至不足 1386.055 万元。
加总关系的两边区间相交就是尾差，不相交就是不符，不用固定的 ±0.01。
空白和印出的 0.00 就是 0。表格是四舍五入还是截断，由文件自己的加总关系推断。

**一处错误，一条发现**：一个错格往往同时破坏几条关系。检查把相连的关系归为一组，逐格假设“只有这一格错”，
看其余关系能否同时成立，由此给出错格和应有的数，并判断是录入错误、数字颠倒、小数点、单位、正负号、漏行、重复行还是错列。

**未能读出的行和格**（见文件的 `notes`）不会变成文件的错误：有关关系记为 `skipped`。

**级别**：错误 = 必须更正；核实 = 请对照原始资料；提示 = 规范建议。
"""
_HOW = {
    "covered": "由其他规则核对", "partly": "部分由其他规则核对", "reading": "读取时处理", "report": "见检查报告",
    "outside": "需要文件之外的资料", "judgement": "没有检查，须人工判断",
}  # fmt: skip
_TAIL = """
## 没有单独规则的检查项

下列常见检查项在这里没有自己的规则：已由其他规则核对，在读取时处理，或仅凭一份文件不能判断。

| 编号 | 名称 | 处理 | 说明 |
|---|---|---|---|
"""


def reference_markdown() -> str:
    """All rules by group: id, name, condition, severity, kinds, tolerance and basis; then checks without a rule."""
    rules = sorted(ALL_RULES.values(), key=lambda r: (*_place_of(r), r.id))
    parts = [_HEAD.format(count=len(rules))]
    for group, members in groupby(rules, key=lambda r: r.group):
        parts.append(
            f"\n## {group}\n\n| 编号 | 名称 | 条件 | 级别 | 适用 | 判断 | 依据 |\n|---|---|---|---|---|---|---|\n"
        )
        parts += [_row(rule) for rule in members]
    return "".join([*parts, _TAIL, *map(_elsewhere, ELSEWHERE)])


def _place_of(rule: Rule) -> tuple[int, str]:
    """The groups in the order they are declared, those of plug-ins after them."""
    own, group = list(GROUPS), rule.id.split("-")[0]
    return (own.index(group), "") if group in own else (len(own), group)


def _elsewhere(check: Elsewhere) -> str:
    by = f"见 {'、'.join(check.by)}" if check.by else ""
    return f"| {check.id} | {check.title} | {_HOW[check.how]} | {'；'.join(filter(None, (by, check.note)))} |\n"


def _row(rule: Rule) -> str:
    kinds = "预算、决算" if len(rule.kinds) > 1 else KINDS[rule.kinds[0]]
    kinds += f"（{'、'.join(rule.regions)}）" if rule.regions else ""
    cells = (
        rule.id,
        rule.title,
        rule.formula,
        GRAVITIES[rule.severity],
        kinds,
        _TOLERANCES[rule.tolerance],
        rule.basis,
    )
    return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(reference_markdown())
