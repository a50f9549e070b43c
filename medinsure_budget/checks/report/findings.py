"""Findings: what to correct or to verify, one for each root cause."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from hashlib import sha1

from attrs import evolve

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.arithmetic.diagnose import UNIT_SLIP
from medinsure_budget.checks.arithmetic.locate import Cluster, Suspect
from medinsure_budget.checks.arithmetic.shown import in_unit, printed
from medinsure_budget.checks.arithmetic.tied import is_copy
from medinsure_budget.checks.arithmetic.verdicts import GRAVITIES, Evaluation, Severity, Verdict
from medinsure_budget.checks.report.wording import contradiction, located, should_be, slip, table_of
from medinsure_budget.checks.rule import Certainty, Rule
from medinsure_budget.forms.display import table_html
from medinsure_budget.records import frozen

_SEVERITIES: dict[str, int] = {"error": 0, "warning": 1, "info": 2}
_CERTAINTIES: dict[str, int] = {"arithmetical": 0, "documentary": 1, "heuristic": 2}
_VERDICTS: dict[str, int] = {"error": 0, "duplicate": 1, "tail": 2, "explained": 3}
_LOWER: dict[Severity, Severity] = {"error": "warning", "warning": "info", "info": "info"}
# So few last digits, such as 0.10 万元, may be left of a whole whose other parts are too small to print.
_TINY = 10
# Rules of one table say more about a wrong cell than its copies elsewhere do.
_TELLING = ("UNT", "BAL", "ROW", "HIE", "TOT", "XTB", "ECO", "SG", "NAR")


@frozen(kw_only=True, eq=False, repr=False)
class Finding:
    """One root cause.

    Attributes:
        id: A fingerprint that stays while rule, document and place stay.
        rule: The rule that says most about it.
        severity: ``error`` must be corrected, ``warning`` should be verified, ``info`` is a hint.
        verdict: ``error``, ``duplicate``, ``explained`` or (improbable) ``tail``.
        message: One plain Chinese sentence: place, printed, should be, difference, why.
        statement: The table or section.
        cell: The wrong (or most suspected) place, ``None`` for findings about words or structure.
        printed: What is printed there.
        expected: What should be printed, as far as it follows.
        difference: Printed less expected, in the printed unit.
        unit: The printed unit, empty where no amount is concerned.
        suspects: Every cell that alone would explain it, the likeliest first.
        related: Other cells of the broken relations.
        evaluations: The broken relations themselves.
        page: The page, 0 when unknown.
        line: The line, 0 when unknown.
        code: The subject code.
        field: The form's attribute.
        quote: The printed words it rests on.
        suppressed: The reason of a waiver, empty when none.
    """

    id: str
    rule: Rule
    severity: Severity
    verdict: Verdict
    message: str
    statement: str = ""
    cell: Cell | None = None
    printed: str = ""
    expected: str = ""
    difference: Decimal | None = None
    unit: str = ""
    suspects: tuple[Suspect, ...] = ()
    related: tuple[Cell, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    page: int = 0
    line: int = 0
    code: str = ""
    field: str = ""
    quote: str = ""
    suppressed: str = ""

    @property
    def title(self) -> str:
        """The rule's title."""
        return self.rule.title

    @property
    def group(self) -> str:
        """The rule's group."""
        return self.rule.group

    @property
    def basis(self) -> str:
        """What asks for the rule."""
        return self.rule.basis

    @property
    def certainty(self) -> Certainty:
        """By arithmetic, by the document's words, or by likelihood."""
        return self.rule.certainty

    @property
    def place(self) -> str:
        """Where it is."""
        return self.cell.place if self.cell is not None else self.statement

    @property
    def only_told(self) -> tuple[Cell, Cell] | None:
        """The figure of the text and that of a table, where the finding is that these two differ and no more is known."""
        identity = None if self.suspects else self.evaluations[0].identity
        if identity is None or identity.at_most or len(identity.left) != 1 or len(identity.right) != 1:
            return None
        told, shown = identity.left[0], identity.right[0]
        return (told, shown) if told.claim is not None and shown.sheet is not None else None

    def with_waiver(self, reason: str) -> "Finding":
        """The same finding, accepted for a reason."""
        return evolve(self, suppressed=reason)

    @property
    def gravity(self) -> str:
        """The severity in Chinese."""
        return GRAVITIES[self.severity]

    def __str__(self) -> str:
        return f"【{self.gravity}】{self.title}（{self.rule.id}）{self.message}"

    def __repr__(self) -> str:
        return f"<Finding {self.rule.id} {self.severity}: {self.place}{f' {self.printed}' if self.printed else ''}>"

    def _repr_html_(self) -> str:
        """The finding in a notebook: a table of one row."""
        return findings_html((self,))


_HEADS = ("级别", "规则", "位置", "印刷", "应为", "说明")


def findings_html(findings: Iterable[Finding]) -> str:
    """Findings as a table for notebooks."""
    told = ((f.gravity, f"{f.title}（{f.rule.id}）", f.place, f.printed, f.expected, f.suppressed or f.message) for f in findings)
    return table_html(_HEADS, told)


def from_cluster(cluster: Cluster, rules: Mapping[str, Rule], document: str, *, apart: bool = False) -> Finding:
    """The finding of identities that break together; last digits are hints where tables were rounded ``apart``."""
    lead = min(cluster.evaluations, key=lambda e: _telling(e, cluster))
    rule = rules[lead.rule]
    severity, verdict = _gravity(cluster, rules, apart=apart)
    unique = len(cluster.suspects) == 1 or _is_unit_slip(cluster)
    if cluster.shape == "unit" or _is_unit_slip(cluster):
        rule = rules["UNT-03"]
    suspect = cluster.suspects[0] if cluster.suspects else (cluster.pairs[0] if cluster.pairs else None)
    cell = suspect.cell if suspect else _first_cell(lead)
    if verdict == "error" and cluster.shape == "cell" and unique and suspect is not None:
        message = located(suspect, cluster, rules)
    elif cluster.suspects or cluster.shape == "cell":
        message = contradiction(lead, rule) + (_choices(cluster) if severity != "info" else "")
    else:
        message = slip(cluster, rules)
    fitting = suspect.fitting if suspect else None
    suspects = _with_copies(cluster)
    others = {id(c): c for i in cluster.identities for c in i.cells if c is not cell}
    return Finding(
        id=fingerprint(rule.id, document, (cell.key,)),
        rule=rule, severity=severity, verdict=verdict, message=message, statement=table_of(lead), cell=cell,
        printed=printed(cell), expected=should_be(suspect) if suspect else "",
        difference=in_unit(cell.fen - fitting, cell) if fitting is not None else None,
        unit=cell.unit.value, suspects=suspects, related=tuple(others.values()),
        evaluations=tuple(cluster.evaluations), page=cell.page, line=cell.line, code=cell.code, field=cell.field,
        quote=_quoted([cell, *(c for i in cluster.identities for c in i.cells)]),
    )  # fmt: skip


def _quoted(cells: Iterable[Cell]) -> str:
    """The sentence that prints one of some figures, empty where all stand in tables."""
    return next((c.claim.quote for c in cells if c.claim is not None), "")


def _with_copies(cluster: Cluster) -> tuple[Suspect, ...]:
    """Every suspected cell, the copies of the likeliest quantity next to it."""
    found: list[Suspect] = []
    for suspect in (*cluster.suspects, *cluster.pairs):
        found.append(suspect)
        found += [evolve(suspect, cell=copy, copies=()) for copy in suspect.copies]
    return tuple(found)


def _is_unit_slip(cluster: Cluster) -> bool:
    """One suspect fits when its unit is changed and no other does: ten thousand times is no coincidence."""
    return [UNIT_SLIP in s.cause for s in cluster.suspects].count(True) == 1 and UNIT_SLIP in cluster.suspects[0].cause


def _telling(evaluation: Evaluation, cluster: Cluster) -> tuple[int, int]:
    prefix = evaluation.rule.split("-")[0]
    rank = _TELLING.index(prefix) if prefix in _TELLING else len(_TELLING)
    own = (
        bool(cluster.suspects)
        and evaluation.identity is not None
        and evaluation.identity.left[:1] == (cluster.suspects[0].cell,)
    )
    return (0 if evaluation.verdict == "error" else 1, rank - own)


def _gravity(cluster: Cluster, rules: Mapping[str, Rule], *, apart: bool) -> tuple[Severity, Verdict]:
    wrong = [e for e in cluster.evaluations if e.verdict == "error"]
    if not wrong:
        return last_digits(cluster.evaluations, apart=apart), "duplicate"
    severity = min((rules[e.rule].severity for e in wrong), key=_SEVERITIES.__getitem__)
    # A sum that misses by less than one 分 fails only if every figure was an exact tie.
    return (_LOWER[severity] if all(e.on_edge for e in wrong) else severity), "error"


def rounds_apart(clusters: Iterable[Cluster], alone: Iterable[Evaluation]) -> bool:
    """Whether tables differ in the last digit at several places: they were rounded one by one, which is no slip."""
    differ = [c for c in clusters if _last_digits_differ(c)]
    known = {id(cell) for c in differ for i in c.identities for cell in i.cells}
    places = len(differ)
    for evaluation in alone:
        if evaluation.verdict == "duplicate" and evaluation.identity is not None and _between_tables((evaluation,)):
            cells = {id(cell) for cell in evaluation.identity.cells}
            places += known.isdisjoint(cells)
            known |= cells
    return places > 1


def last_digits(evaluations: Sequence[Evaluation], *, apart: bool) -> Severity:
    """How grave it is that copies differ in the last digit: a slip in tables, rounding where the text adds up parts."""
    slip = any(e.outvoted for e in evaluations) or (not apart and _between_tables(evaluations))
    return "warning" if slip else "info"


def _last_digits_differ(cluster: Cluster) -> bool:
    """Whether copies in tables differ in the last digit alone, or would if what is wrong were put right."""
    if all(e.verdict == "duplicate" for e in cluster.evaluations):
        return _between_tables(cluster.evaluations)
    copies = [i for i in cluster.identities if is_copy(i) and all(c.sheet is not None for c in i.cells)]
    wrong = {abs(i.residual) for i in copies}
    return len(wrong) > 1 and max(wrong) - min(wrong) <= max(c.step for i in copies for c in i.cells)


def _between_tables(evaluations: Iterable[Evaluation]) -> bool:
    """Whether tables print one figure; of a whole this small a part may be printed as 0.00 beside the one that differs."""
    found = (e.identity.cells for e in evaluations if e.identity is not None)
    return any(all(c.sheet is not None for c in cells) and not _is_tiny(cells) for cells in found)


def _is_tiny(cells: Sequence[Cell]) -> bool:
    return len({id(c.sheet) for c in cells}) == 1 and all(abs(c.fen) < _TINY * c.step for c in cells)


def _choices(cluster: Cluster) -> str:
    if not cluster.suspects:
        return ""
    shown = "；".join(
        f"{s.cell.place}应为 {should_be(s)}{f'（{s.cause}）' if s.cause else ''}" for s in cluster.suspects[:5]
    )
    more = f"等{len(cluster.suspects)}处" if len(cluster.suspects) > 5 else ""
    return f"若只有一处错误，可能是：{shown}{more}。"


def _first_cell(evaluation: Evaluation) -> Cell:
    identity = evaluation.identity
    assert identity is not None  # noqa: S101 - holds by construction
    return identity.cells[0]


def from_evaluation(evaluation: Evaluation, rule: Rule, document: str) -> Finding:
    """The finding of one broken rule that is no part of a cluster."""
    cell = evaluation.cell or (_first_cell(evaluation) if evaluation.identity else None)
    message = evaluation.message or contradiction(evaluation, rule)
    severity = evaluation.severity or rule.severity
    difference = None
    if evaluation.difference is not None and cell is not None:
        difference = in_unit(evaluation.difference, cell)
    return Finding(
        id=fingerprint(rule.id, document, (cell.key if cell else evaluation.statement, message if cell is None else "")),
        rule=rule, severity=severity, verdict=evaluation.verdict, message=message, statement=table_of(evaluation), cell=cell,
        printed=evaluation.printed or (printed(cell) if cell else ""), expected=evaluation.expected, difference=difference,
        unit=cell.unit.value if cell else "", related=evaluation.related or (evaluation.identity.cells[1:] if evaluation.identity else ()),
        evaluations=(evaluation,), page=evaluation.page or (cell.page if cell else 0), line=evaluation.line or (cell.line if cell else 0),
        code=evaluation.code or (cell.code if cell else ""), field=cell.field if cell else "",
        quote=evaluation.quote or _quoted([*([cell] if cell else []), *(evaluation.identity.cells if evaluation.identity else ())]),
    )  # fmt: skip


def fingerprint(rule: str, document: str, parts: Iterable[str]) -> str:
    """A short stable name of rule, document and place."""
    return sha1("|".join((rule, document, *parts)).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:12]


def ranked(findings: Iterable[Finding]) -> list[Finding]:
    """The order in which an auditor wants them: gravity, certainty, amount at stake, how much breaks."""
    return sorted(findings, key=_rank)


def _rank(finding: Finding) -> tuple[int, int, int, int, int]:
    amount = max((abs(e.difference) for e in finding.evaluations if e.difference is not None), default=0)
    return (
        _SEVERITIES[finding.severity], _VERDICTS.get(finding.verdict, 4), _CERTAINTIES[finding.certainty], -amount,
        -len(finding.evaluations),
    )  # fmt: skip
