"""Sentences about identities, for readers who know budgets and not this library."""

from collections.abc import Mapping

from medinsure_budget.checks.arithmetic.cells import table_name
from medinsure_budget.checks.arithmetic.locate import Cluster, Suspect
from medinsure_budget.checks.arithmetic.shown import number, printed, terms
from medinsure_budget.checks.arithmetic.verdicts import Evaluation, reach
from medinsure_budget.checks.rule import Rule

_MOST_RELATIONS = 4


def contradiction(evaluation: Evaluation, rule: Rule) -> str:
    """One broken identity in one sentence."""
    identity = evaluation.identity
    assert identity is not None  # noqa: S101 - holds by construction
    like = identity.left[0]
    if not identity.right:
        return f"{like.place}印有 {printed(like)}，对应的表没有这一科目（{rule.title}）。"
    difference = number(abs(identity.residual), like)
    if identity.at_most:
        right = identity.right[0]
        return f"{like.place} {printed(like)} 大于 {right.place} {printed(right)}，超出 {difference} {like.unit.value}（{rule.formula}）。"
    if len(identity.left) == 1 and len([c for c in identity.right if c.fen]) <= 1:
        right = next((c for c in identity.right if c.fen), identity.right[0])
        return (
            f"{like.place}印刷 {printed(like)}，{right.place}印刷 {printed(right)}，两处应当相同，"
            f"相差 {difference} {like.unit.value}（{rule.title}）。"
        )
    total = number(sum(c.fen for c in identity.right), like)
    low, high = reach(identity)
    slack = (high - low) // 2
    beyond = f"，舍入至多造成 {number(slack // like.step * like.step, like)}" if slack >= like.step else ""
    return (
        f"{like.place}印刷 {terms(identity.left)}，而 {terms(identity.right)} = {total}，"
        f"相差 {difference} {like.unit.value}{beyond}（{rule.title}）。"
    )


def should_be(suspect: Suspect) -> str:
    """What a suspected cell should print."""
    cell = suspect.cell
    if suspect.fitting is not None:
        return number(suspect.fitting, cell)
    low, high = -(-suspect.low // cell.step) * cell.step, suspect.high // cell.step * cell.step
    return f"{number(low, cell)}～{number(high, cell)}"


def located(suspect: Suspect, cluster: Cluster, rules: Mapping[str, Rule]) -> str:
    """The sentence for one cell that explains everything."""
    cell = suspect.cell
    titles = list(dict.fromkeys(rules[e.rule].title for e in cluster.evaluations))
    shown = "、".join(titles[:_MOST_RELATIONS]) + ("等" if len(titles) > _MOST_RELATIONS else "")
    cause = f"（{suspect.cause}）" if suspect.cause else ""
    count = len(cluster.evaluations)
    copies = "、".join(dict.fromkeys(c.place for c in suspect.copies[:_MOST_RELATIONS]))
    also = f"（{copies}{'等' if len(suspect.copies) > _MOST_RELATIONS else ''}印刷相同，须一并改正）" if copies else ""
    return (
        f"{cell.place}印刷 {printed(cell)}，与 {count} 条关系不符（{shown}）；"
        f"若只有一处错误，应为 {should_be(suspect)} {cell.unit.value}{cause}{also}。"
    )


_SHAPES = {
    "row_missing": "疑似漏印一行",
    "rows": "疑似漏行或重复行",
    "columns": "疑似金额错列",
    "rows_swapped": "疑似两行对调",
    "cells": "至少有两处错误",
    "gap": "多处叙述差额相同",
    "cell": "",
}


def slip(cluster: Cluster, rules: Mapping[str, Rule]) -> str:
    """The sentence for a slip that touches several cells."""
    if cluster.told:
        return f"{cluster.told}；共有 {len(cluster.evaluations)} 条关系因此不符，改正后成立。"
    lead = _SHAPES[cluster.shape]
    if cluster.shape in ("columns", "rows_swapped", "cells") and cluster.pairs:
        places = "；".join(
            f"{s.cell.place}印刷 {printed(s.cell)}，应为 {should_be(s)}" for s in cluster.pairs[:_MOST_RELATIONS]
        )
        return f"{lead}：{places}。"
    first = cluster.evaluations[0]
    return f"{lead}：{contradiction(first, rules[first.rule])}" if lead else contradiction(first, rules[first.rule])


def table_of(evaluation: Evaluation) -> str:
    """The table (or section) an evaluation is about."""
    if evaluation.statement:
        return evaluation.statement
    cell = evaluation.cell or next(iter(evaluation.identity.cells if evaluation.identity else ()), None)
    if cell is None:
        return ""
    return table_name(cell.sheet) if cell.sheet is not None else (cell.claim.section if cell.claim else "")
