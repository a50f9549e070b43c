"""The rule catalogue."""

from collections.abc import Mapping

from medinsure_budget.checks import words  # noqa: F401 - imported for the word classes it declares
from medinsure_budget.checks.arithmetic.relations import Relation
from medinsure_budget.checks.rule import Rule, records

# Importing a module declares its rules.
from medinsure_budget.checks.rules import (  # noqa: F401 - imported for the rules they declare
    against,
    agencies,
    arithmetic,
    changes,
    contents,
    conventions,
    counts,
    cross_table,
    direction,
    economic,
    emptiness,
    goal_forms,
    growth,
    lists,
    names,
    names_told,
    narrative,
    percent,
    performance,
    plausible,
    presence,
    private,
    projects,
    quantities,
    reasons,
    structure,
    subjects_told,
    texts,
    units,
    years,
)
from medinsure_budget.document import Document

ALL_RULES: Mapping[str, Rule] = records()
"""Every rule by id, registered ones included; always up to date, never changed through this name."""


def relations_for(document: Document) -> tuple[Relation, ...]:
    """The relations between tables that concern a document of this kind and year."""
    if document.kind == "budget":
        found = cross_table.BUDGET_RELATIONS + economic.BUDGET_RELATIONS
    else:
        found = cross_table.FINAL_RELATIONS + economic.FINAL_RELATIONS
    return tuple(r for r in found if ALL_RULES[r.rule].applies_to(document))


__all__ = ["ALL_RULES", "Rule", "against", "relations_for"]
