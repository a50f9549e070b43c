"""Which rules a check applies, and how grave their failures are: the caller's choice."""

from collections.abc import Iterable, Mapping

from attrs import evolve

from medinsure_budget.checks.arithmetic.verdicts import Evaluation, Severity
from medinsure_budget.checks.report.findings import Finding
from medinsure_budget.checks.rule import GROUPS, evaluators
from medinsure_budget.checks.rules import ALL_RULES
from medinsure_budget.errors import UsageError
from medinsure_budget.records import frozen

_SEVERITIES = ("error", "warning", "info")


@frozen
class Choice:
    """Rules by id (``XTB-05``) or by group (``XTB``).

    Attributes:
        only: The rules to apply, all where empty.
        ignore: Rules not to apply.
        levels: Severities that replace a rule's own.
    """

    only: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    levels: Mapping[str, Severity] = {}

    @classmethod
    def of(cls, only: Iterable[str], ignore: Iterable[str], levels: Mapping[str, Severity]) -> "Choice":
        """Check the names.

        Raises:
            UsageError: when a name is no rule and no group, or a severity is none.
        """
        chosen = cls(_names(only), _names(ignore), dict(levels))
        evaluators()  # rules of plug-ins are known with their groups
        known = {*ALL_RULES, *GROUPS, *map(_group, ALL_RULES)}
        unknown = sorted({*chosen.only, *chosen.ignore, *chosen.levels} - known)
        if unknown:
            raise UsageError(f"没有这样的规则或规则组：{'、'.join(unknown)}")
        wrong = sorted(set(map(str, chosen.levels.values())) - set(_SEVERITIES))
        if wrong:
            raise UsageError(f"级别只有 error、warning、info，没有 {'、'.join(wrong)}")
        return chosen

    def has(self, rule: str) -> bool:
        """Whether a rule is applied."""
        if not self.only and not self.ignore:
            return True  # as asked of every evaluation of nearly every report
        names = {rule, _group(rule)}
        return (not self.only or bool(names & self.only)) and not names & self.ignore

    def level(self, rule: str, severity: Severity) -> Severity:
        """The severity of a failure, as chosen for the rule, else for its group, else its own."""
        return self.levels.get(rule) or self.levels.get(_group(rule)) or severity

    def regraded(self, finding: Finding) -> Finding:
        """A finding with the chosen severity."""
        return evolve(finding, severity=self.level(finding.rule.id, finding.severity))

    def regrade(self, evaluations: Iterable[Evaluation]) -> None:
        """Give evaluations that are findings the chosen severity."""
        for evaluation in evaluations:
            if evaluation.severity:
                evaluation.severity = self.level(evaluation.rule, evaluation.severity)


def _group(rule: str) -> str:
    return rule.split("-", maxsplit=1)[0]


def _names(given: Iterable[str]) -> frozenset[str]:
    return frozenset([given] if isinstance(given, str) else given)
