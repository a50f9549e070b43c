"""From a document to its report."""

from collections.abc import Iterable, Mapping, Sequence
from time import perf_counter

from medinsure_budget.allowance import spend
from medinsure_budget.checks.arithmetic.cells import Figures, gather, table_name
from medinsure_budget.checks.arithmetic.corrected import Value, corrected
from medinsure_budget.checks.arithmetic.doubts import doubtful_tables, raise_doubts
from medinsure_budget.checks.arithmetic.identities import Identity, of_table
from medinsure_budget.checks.arithmetic.intervals import Rounding, Zero
from medinsure_budget.checks.arithmetic.levels import assign_codes
from medinsure_budget.checks.arithmetic.locate import Cluster, Suspect
from medinsure_budget.checks.arithmetic.rounding import either_way, infer
from medinsure_budget.checks.arithmetic.slips import clusters
from medinsure_budget.checks.arithmetic.verdicts import Evaluation, Severity, doubt_rare_tails, judge, outvote
from medinsure_budget.checks.arithmetic.whole import mended, whole_tables
from medinsure_budget.checks.report import joint
from medinsure_budget.checks.report.choice import Choice
from medinsure_budget.checks.report.consolidate import Cures, cells_of, consolidate
from medinsure_budget.checks.report.findings import Finding, from_cluster, from_evaluation, ranked, rounds_apart
from medinsure_budget.checks.report.obligations import unsaid
from medinsure_budget.checks.report.report import Report
from medinsure_budget.checks.report.waivers import Waiver, apply, load
from medinsure_budget.checks.report.wording import contradiction, table_of
from medinsure_budget.checks.rule import Context, Evaluator, Rule, absent, applied, evaluators, skipped
from medinsure_budget.checks.rules import ALL_RULES, relations_for
from medinsure_budget.checks.rules import against as across
from medinsure_budget.checks.told import joins
from medinsure_budget.checks.told.statements import Statements, understand
from medinsure_budget.document import Budget, Document, FinalAccounts
from medinsure_budget.errors import UsageError, tell
from medinsure_budget.files import Readable
from medinsure_budget.subjects import Catalogue

_MOST_TRIED = 6
# What is checked in a file that is neither a budget nor final accounts: a goal form published by itself.
_ANYWHERE = frozenset({"PRF-20"})


def check(
    doc: Budget | FinalAccounts,
    *,
    against: Sequence[Document] = (),
    waivers: Readable | Sequence[Waiver] = (),
    zero: Zero = "exact",
    rounding: Rounding | None = None,
    catalogue: Catalogue | None = None,
    only: Iterable[str] = (),
    ignore: Iterable[str] = (),
    levels: Mapping[str, Severity] | None = None,
) -> Report:
    """Check a budget or final accounts: sums, tables against tables, text against tables, structure and words.

    Args:
        doc: The document.
        against: Other documents to compare with: the budget of the same year, last year's document, the units' own.
        waivers: Accepted findings with their reasons: a TOML file, or values.
        zero: ``exact`` takes a printed 0.00 as nothing at all; ``interval`` as anything that rounds to it.
        rounding: How figures were rounded; inferred from the document's own sums when ``None``.
        only: Rules to apply, by id (``XTB-05``) or group (``XTB``); all where empty.
        ignore: Rules not to apply.
        levels: Severities (``error``, ``warning``, ``info``) that replace those of rules or groups.
        catalogue: The subjects of the document's year, such as a loaded official list; else the bundled ones.

    Raises:
        UsageError: when ``doc`` or one of ``against`` is no document, a rule is not known, or the waivers cannot be read.
    """
    for given in (doc, *against):
        if not isinstance(given, Document):
            raise UsageError(f"check 要检查、对照 Budget 或 FinalAccounts，不是 {type(given).__name__}")
    choice = Choice.of(only, ignore, levels or {})
    begin = perf_counter()
    figures = gather(doc, zero, catalogue)
    if doc.scope.kind == "nothing":
        found, texts = _by_rules(Context(figures, Statements()), [], Choice(only=_ANYWHERE, ignore=choice.ignore))
        told = tuple(e for e in texts if e.verdict != "not_applicable")
        return Report(doc, figures, told, tuple(map(choice.regraded, found)), perf_counter() - begin)
    assign_codes(figures)
    statements = understand(figures)
    identities, evaluations = _identities(figures)
    identities += joins.identities(figures, statements)
    raise_doubts(figures, identities)
    if rounding is None:
        infer(figures, identities)
    else:
        for unit in figures.units:
            figures.assume(unit, rounding)
    judged = [judge(identity) for identity in identities if choice.has(identity.rule)]
    whole = whole_tables(figures, judged)
    together = [_together(cluster, doc.name) for cluster in whole]
    with mended(figures, whole, judged) as left:
        judged, rest = _told_again(figures, statements, whole, judged, left) if whole else (judged, left)
        findings, singles = _arithmetic(figures, rest)
        context = Context(figures, statements, sum(e.verdict == "tail" for e in judged))
        with either_way(figures):
            found, texts = _by_rules(context, list(across.compare(figures, statements, against)), choice)
        findings = consolidate(together + findings, singles + found, _cures(context))
    evaluations += [*judged, *texts]
    evaluations += unsaid(doc, evaluations)
    evaluations = [e for e in evaluations if choice.has(e.rule)]
    findings = [f for f in findings if choice.has(f.rule.id)]
    choice.regrade(evaluations)
    findings = apply(ranked(map(choice.regraded, findings)), load(waivers), doc)
    report = Report(doc, figures, tuple(evaluations), tuple(findings), perf_counter() - begin, statements)
    tell("info", "已核对 %s", report)
    return report


def _identities(figures: Figures) -> tuple[list[Identity], list[Evaluation]]:
    """All identities of the document, and one evaluation for each rule of relations that has none."""
    identities = [i for table in (*figures.tables, *figures.unmeasured) for i in of_table(table)]
    reasons: dict[str, list[str]] = {}
    for relation in relations_for(figures.document):
        spend(relation.rule)
        found = relation.instances(figures)
        why = reasons.setdefault(relation.rule, [])
        if isinstance(found, str):
            why.append(found)
        else:
            identities += found
    applied = {i.rule for i in identities}
    return identities, [_not_applied(rule, why) for rule, why in reasons.items() if rule not in applied]


def _not_applied(rule: str, reasons: list[str]) -> Evaluation:
    """Skipped where a table is missing; not applicable where the document has nothing of the kind."""
    record = ALL_RULES[rule]
    missing = [why for why in reasons if not why.startswith("!")]
    if record.regions or not missing:
        return absent(record, next((why.removeprefix("!") for why in reasons), "没有可核对的数字"))
    return skipped(record, missing[0])


def _told_again(
    figures: Figures, statements: Statements, whole: Sequence[Cluster], judged: Sequence[Evaluation], rest: Sequence[Evaluation]
) -> tuple[list[Evaluation], list[Evaluation]]:
    """All that was judged, and what whole tables do not explain of it, with the text joined anew: figures are found by amount."""
    explained = {id(e) for cluster in whole for e in cluster.evaluations}
    known = {(i.rule, i.left, i.right) for cluster in whole for i in cluster.identities}
    anew = [judge(i) for i in joins.identities(figures, statements) if (i.rule, i.left, i.right) not in known]
    of_tables = [e for e in judged if id(e) in explained or not _is_told(e)]
    return [*of_tables, *anew], [*(e for e in rest if not _is_told(e)), *anew]


def _is_told(evaluation: Evaluation) -> bool:
    return evaluation.identity is not None and any(c.claim is not None for c in evaluation.identity.cells)


def _arithmetic(figures: Figures, judged: Sequence[Evaluation]) -> tuple[list[Finding], list[Finding]]:
    """The findings of sums that break together, and those of relations that stand for themselves."""
    name = figures.document.name
    outvote(judged)
    hard = [e for e in judged if e.identity is not None and not e.identity.soft and not e.identity.at_most]
    broken = [e for e in hard if e.verdict in ("error", "duplicate")]
    sound = [e for e in hard if e.verdict in ("exact", "tail")]
    together = clusters(figures, broken, sound) if broken else []
    searched = {id(e) for e in hard}
    apart = rounds_apart(together, (e for e in judged if id(e) not in searched))
    found = [_together(cluster, name, apart=apart) for cluster in together]
    singles: list[Finding] = []
    for evaluation in judged:
        alone = evaluation.verdict in ("error", "duplicate", "explained") and not evaluation.cluster
        if alone:
            singles += joint.single(evaluation, ALL_RULES, name, apart=apart)
    rare = doubt_rare_tails(judged)
    found += joint.rare(rare, ALL_RULES, name)
    found += joint.infeasible(figures, sound, ALL_RULES, name)
    return found, singles


def _together(cluster: Cluster, document: str, *, apart: bool = False) -> Finding:
    """The finding of relations that break together; each of them says so."""
    finding = from_cluster(cluster, ALL_RULES, document, apart=apart)
    for evaluation in cluster.evaluations:
        evaluation.cluster = finding.id
        evaluation.severity = finding.severity
        evaluation.message = contradiction(evaluation, ALL_RULES[evaluation.rule])
    return finding


def _by_rules(context: Context, compared: list[Evaluation], choice: Choice) -> tuple[list[Finding], list[Evaluation]]:
    """What the rules with functions of their own say, and what other documents say."""
    evaluations = [e for e in compared if choice.has(e.rule)]
    for record, evaluator in evaluators():
        if record.applies_to(context.document) and choice.has(record.id):
            spend(record.id)
            evaluations += applied(record, evaluator, context)
    unread = {table_name(t.sheet) for t in doubtful_tables(context.figures)}
    findings = []
    for evaluation in evaluations:
        if evaluation.verdict == "error" and table_of(evaluation) in unread:
            evaluation.verdict, evaluation.message = "skipped", "表中有未能读出的行或格"
        if evaluation.verdict in ("error", "duplicate", "explained"):
            finding = from_evaluation(evaluation, ALL_RULES[evaluation.rule], context.document.name)
            evaluation.cluster = finding.id
            findings.append(finding)
    return findings, evaluations


def _cures(context: Context) -> Cures:
    """Whether a rule that fails would hold if what another finding proposes were printed."""
    functions = {record.id: (record, evaluator) for record, evaluator in evaluators()}

    def cures(earlier: Finding, finding: Finding) -> bool:
        proposed = earlier.suspects or _said_otherwise(earlier)
        own = cells_of(finding)
        likely = sorted(proposed, key=lambda suspect: suspect.cell.index not in own)[:_MOST_TRIED]
        return any(_holds_with(context, suspects, finding, functions) for suspects in (proposed, *((s,) for s in likely)) if suspects)

    return cures


def _said_otherwise(finding: Finding) -> tuple[Suspect, ...]:
    """What the text would say were it as the table prints, where nothing but the two of them tells which is wrong."""
    told = finding.only_told
    if told is None:
        return ()
    figure, printed = told
    return (Suspect(figure, printed.low, printed.high, printed.fen),)


def _holds_with(
    context: Context, suspects: Sequence[Suspect], finding: Finding, functions: Mapping[str, tuple[Rule, Evaluator]]
) -> bool:
    """Whether a failed rule holds when suspected cells print what they should; what shifted rows do, all do at once."""
    spend(finding.rule.id)
    right = {s.cell.index: Value(s.low if s.fitting is None else s.fitting, s.low, s.high, s.cell.step, s.cell.unit) for s in suspects}
    with corrected(context.figures.cells, right):
        identities = [e.identity for e in finding.evaluations if e.identity is not None]
        if identities:
            return all(judge(identity).verdict not in ("error", "duplicate") for identity in identities)
        if finding.rule.id not in functions:
            return False
        record, evaluator = functions[finding.rule.id]
        wrong = {(e.quote, e.statement, e.line) for e in applied(record, evaluator, context) if e.verdict == "error"}
    return all((e.quote, e.statement, e.line) not in wrong for e in finding.evaluations)
