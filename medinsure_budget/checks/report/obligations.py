"""What a complete check of a document owes, and what became of each part of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from medinsure_budget.checks.arithmetic.cells import Figures, table_name
from medinsure_budget.checks.arithmetic.doubts import doubtful_tables
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Rule, absent, holds
from medinsure_budget.checks.rules import ALL_RULES
from medinsure_budget.document import Document
from medinsure_budget.forms import Unrecognised
from medinsure_budget.records import frozen

State = Literal["broken", "explained", "tail", "held", "unchecked", "not_applicable"]
# An identity of which no instance exists is no gap where the search for it ended well.
_SEARCHED = ("JNT-01", "JNT-03", "UNT-03")
_OF_VERDICT: dict[str, State] = {
    "error": "broken", "duplicate": "tail", "explained": "explained", "tail": "tail", "exact": "held", "skipped": "unchecked",
    "not_applicable": "not_applicable",
}  # fmt: skip
_WORST: tuple[State, ...] = ("broken", "explained", "tail", "held", "unchecked", "not_applicable")
_ENOUGH = 0.5  # of the figures, in tables and in the text


@frozen
class Obligation:
    """One rule that a check of the document owes.

    Attributes:
        rule: The rule.
        state: ``broken``, ``explained``, ``tail``, ``held``, ``unchecked`` or ``not_applicable``.
        times: How often it was judged.
        why: For what was not checked or does not apply: what is missing, in Chinese.
    """

    rule: Rule
    state: State
    times: int = 0
    why: str = ""


def unsaid(document: Document, evaluations: Iterable[Evaluation]) -> Iterator[Evaluation]:
    """A row for each applicable rule that has none: the document has nothing of what it is about, or nothing was found."""
    said = {e.rule for e in evaluations}
    judged = any(e.identity is not None for e in evaluations)
    for key, rule in ALL_RULES.items():
        if key in said or not rule.applies_to(document):
            continue
        if key in _SEARCHED and judged:
            yield holds(rule, statement="全文")
        else:
            yield absent(rule, _nothing(rule))


def _nothing(rule: Rule) -> str:
    if rule.id.startswith("XDC"):
        return "没有一并给出可比较的其他文件"
    return f"文件中没有这项内容（{rule.formula}）"


def obligations(evaluations: Iterable[Evaluation]) -> tuple[Obligation, ...]:
    """Each rule with its one state: the gravest outcome counts, and what was judged before what was not."""
    by_rule: dict[str, list[Evaluation]] = defaultdict(list)
    for evaluation in evaluations:
        by_rule[evaluation.rule].append(evaluation)
    return tuple(_obligation(ALL_RULES[key], own) for key, own in sorted(by_rule.items()))


def _obligation(rule: Rule, own: Sequence[Evaluation]) -> Obligation:
    states = [_OF_VERDICT[e.verdict] for e in own]
    state = min(states, key=_WORST.index)
    why = ""
    if state in ("unchecked", "not_applicable"):
        why = next((w for e in own if (w := e.message or (e.identity.doubt if e.identity else ""))), "")
    return Obligation(rule, state, sum(s not in ("unchecked", "not_applicable") for s in states), why)


def gaps(figures: Figures, evaluations: Sequence[Evaluation], of_tables: Sequence[int], of_text: Sequence[int]) -> tuple[str, ...]:
    """Why too little was checked to pass the document, in Chinese; empty when enough was.

    Args:
        figures: The document's cells.
        evaluations: Everything that was judged.
        of_tables: How many figures of tables stand in a judged relation, and how many there are.
        of_text: The same of the amounts of the text.
    """
    found = [f"{table_name(t.sheet)}有未能读出的行或格" for t in doubtful_tables(figures)]
    unknown = [t for t in figures.tables if t.form is Unrecognised and not t.empty]
    if unknown:
        found.append(f"有{len(unknown)}张表不是已知的表式，未按表式核对")
    found += [f"{table_name(t.sheet)}没有印金额单位，其金额未与其他表和正文核对" for t in figures.unmeasured if not t.empty]
    if not any(e.identity is not None and e.verdict not in ("skipped", "not_applicable") for e in evaluations):
        found.append("没有一条加总或同数关系可以核对")
    for words, (related, count) in (("表中", of_tables), ("正文", of_text)):
        if related < _ENOUGH * count:
            found.append(f"{words} {count} 个金额中只有 {related} 个有关系可核对")
    found += list(dict.fromkeys(e.message for e in evaluations if e.failed))
    lacking = [e.message for e in evaluations if e.rule == "STR-01" and e.verdict in ("error", "skipped")]
    return (*found, *lacking)
