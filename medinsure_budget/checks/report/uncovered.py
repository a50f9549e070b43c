"""The amounts of the text that no relation compares, each with the reason."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from medinsure_budget.checks.arithmetic.cells import Figures
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.told.places import candidates, subject_cells
from medinsure_budget.checks.told.statements import Statement, Statements
from medinsure_budget.document.narrative import Claim
from medinsure_budget.money import Money
from medinsure_budget.records import frozen

Place = tuple[int, str]  # the claim's identity, and which of its amounts


_MOST_NAMED = 5


@frozen
class Uncovered:
    """An amount of the text that stands in no judged relation.

    Attributes:
        claim: The statement.
        field: ``amount`` or ``budget``.
        why: What is missing, in Chinese.
    """

    claim: Claim
    field: str
    why: str

    @property
    def amount(self) -> Money:
        """The amount."""
        told: Money = getattr(self.claim, self.field)
        return told


def by_reason(found: Iterable[Uncovered]) -> list[tuple[str, list[Uncovered]]]:
    """The reasons, the commonest first, each with its amounts."""
    groups: dict[str, list[Uncovered]] = defaultdict(list)
    for one in found:
        groups[one.why].append(one)
    return sorted(groups.items(), key=lambda item: -len(item[1]))


def in_words(why: str, found: Sequence[Uncovered]) -> str:
    """One reason with its first amounts, in Chinese."""
    named = "；".join(f"{u.claim.subject or '/'.join(u.claim.path or ())} {u.amount}" for u in found[:_MOST_NAMED])
    return f"{why}（{len(found)} 个）：{named}{'等' if len(found) > _MOST_NAMED else ''}"


def stated(claims: Iterable[Claim]) -> Iterator[tuple[Claim, str]]:
    """The amounts of the text other than zero."""
    return ((c, field) for c in claims for field in ("amount", "budget") if getattr(c, field))


def uncovered(
    figures: Figures, statements: Statements, evaluations: Iterable[Evaluation], compared: AbstractSet[Place]
) -> Iterator[Uncovered]:
    """Each amount of the text that was not compared, in printed order."""
    by_claim = {id(s.claim): s for s in statements.all}
    doubts = {
        (id(c.claim), c.field): e.identity.doubt
        for e in evaluations if e.identity is not None and e.verdict == "skipped" for c in e.identity.cells if c.claim is not None
    }  # fmt: skip
    for claim, field in stated(figures.document.claims):
        place = id(claim), field
        if place not in compared:
            yield Uncovered(claim, field, doubts.get(place) or _why(figures, by_claim.get(id(claim)), field))


def _why(figures: Figures, statement: Statement | None, field: str) -> str:
    if statement is None:
        return "所说的不是本年度"
    if not statement.key and not statement.code:
        return "未能确定所说的是哪一项指标"
    if field == "budget":
        return "没有印有这一预算数的表，也没有同一句的完成率"
    places = _places(figures, statement)
    return "有这一指标的表，但口径不同，不作比较" if places else "没有印有这一金额的表，正文其他地方也没有再写"


def _places(figures: Figures, statement: Statement) -> bool:
    if statement.code:
        return any(subject_cells(figures, statement.topic, statement.code))
    return bool(candidates(figures, statement.topic, statement.key))
