"""What a rule is: a record that a reader can review, apart from the code that applies it."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from medinsure_budget.checks.arithmetic.cells import Figures
from medinsure_budget.checks.arithmetic.verdicts import Evaluation, Severity
from medinsure_budget.checks.told.statements import Statements
from medinsure_budget.document import Document
from medinsure_budget.document.narrative import Section
from medinsure_budget.errors import LimitExceededError, UsageError, tell
from medinsure_budget.forms.declare import Kind
from medinsure_budget.forms.words import fold
from medinsure_budget.plugins import load
from medinsure_budget.records import frozen
from medinsure_budget.subjects import Catalogue

Tolerance = Literal["exact", "sum", "same", "ratio", "growth", "at_most", "text", "joint", "bridged"]
Certainty = Literal["arithmetical", "documentary", "heuristic"]

GROUPS = {
    "STR": "结构与完整", "EMP": "空表说明", "TIM": "时间", "ROW": "行内关系", "HIE": "科目层级", "TOT": "合计", "BAL": "收支平衡",
    "XTB": "表间关系", "ECO": "功能与经济分类", "SG": "三公经费", "OP": "机关运行经费", "NAR": "文表一致", "PCT": "占比与完成率",
    "GRW": "增减", "DIR": "方向用语", "CNT": "数量", "AST": "资产", "PRJ": "项目", "PRF": "绩效", "PRC": "政府采购", "SUB": "科目",
    "UNT": "单位与精度", "YEA": "年度", "ORG": "机构名称", "TXT": "文字", "JNT": "整体", "XDC": "跨文件", "PRV": "个人信息",
}  # fmt: skip
BOTH: tuple[Kind, ...] = ("budget", "final_accounts")
BUDGET: tuple[Kind, ...] = ("budget",)
FINAL: tuple[Kind, ...] = ("final_accounts",)


@frozen
class Rule:
    """One thing that a disclosure must (or should) satisfy.

    Attributes:
        id: Such as ``BAL-03``; the letters name the group.
        title: A short Chinese name.
        formula: The condition, in Chinese words and signs.
        severity: Of a plain failure.
        kinds: Which documents it applies to.
        tolerance: How it is judged.
        basis: The regulation or the form that asks for it.
        since: The first year it applies to, 0 for always.
        until: The last year, 9999 for still in force.
        regions: Places that use it, empty for all.
    """

    id: str
    title: str
    formula: str
    severity: Severity = "error"
    kinds: tuple[Kind, ...] = BOTH
    tolerance: Tolerance = "sum"
    basis: str = "公开报表编制说明的表内、表间关系"
    since: int = 0
    until: int = 9999
    regions: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The Chinese name of its group."""
        prefix = self.id.split("-")[0]
        return GROUPS.get(prefix, prefix)

    @property
    def certainty(self) -> Certainty:
        """How sure a failure is: by arithmetic, by the document's own words, or by likelihood."""
        if self.tolerance in ("exact", "sum", "same", "ratio", "growth", "at_most", "joint"):
            return "arithmetical"
        return "documentary" if self.severity != "info" else "heuristic"

    def applies_to(self, document: Document) -> bool:
        """Whether the rule is for documents of this kind and year."""
        year = document.year
        return document.kind in self.kinds and (year is None or self.since <= year <= self.until)


@frozen
class Paragraph:
    """A paragraph of the text and where it stands."""

    heading: str
    text: str
    page: int = 0
    line: int = 0

    @property
    def place(self) -> dict[str, Any]:
        """Where it stands, as the place of an evaluation."""
        return {"statement": self.heading, "page": self.page, "line": self.line}


@frozen(eq=False)
class Context:
    """What a rule's function looks at: the document, its figures, its statements."""

    figures: Figures
    statements: Statements
    tails: int = 0

    @property
    def subjects(self) -> Catalogue:
        """The subjects of the document's year."""
        return self.figures.subjects

    @property
    def document(self) -> Document:
        """The document."""
        return self.figures.document

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text in printed order."""
        return tuple(p for section in self.sections for p in _own(section))

    @cached_property
    def passages(self) -> tuple[Paragraph, ...]:
        """All that a reader sees of the text in printed order: the headings too."""
        return tuple(p for section in self.sections for p in (*_heading(section), *_own(section)))

    @cached_property
    def _meanings(self) -> dict[int, set[str]]:
        """The explanations of the glossary by their length."""
        found: dict[int, set[str]] = {}
        for meaning in filter(None, (fold(term.meaning) for term in self.document.glossary)):
            found.setdefault(len(meaning), set()).add(meaning)
        return found

    def defines(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph explains a term: what it says holds for everybody."""
        words = fold(paragraph.text)
        return any(words[-length:] in meanings for length, meanings in self._meanings.items())

    @cached_property
    def drops_zeros(self) -> bool:
        """Whether the text leaves out zeros at the end: 4335.3 for the 4335.30 of a table."""
        fine = {c.fen for c in self.figures.cells if c.sheet is not None and c.fen}
        told = (s.amount for s in self.statements.all)
        short = [c for c in told if c is not None and c.amount is not None and c.fen and c.amount.decimals == 1]
        return len(short) > 1 and sum(c.fen in fine for c in short) * 5 >= 4 * len(short)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All sections, outer ones first, in printed order."""
        return tuple(headings(self.document))

    @cached_property
    def words(self) -> str:
        """The whole text with its headings, folded."""
        return fold("\n".join(p.text for p in self.passages))


def _heading(section: Section) -> Iterator[Paragraph]:
    if section.heading:
        yield Paragraph(section.heading, section.heading, section.page, section.line)


def _own(section: Section) -> Iterator[Paragraph]:
    for at, text in enumerate(section.text.split("\n")):
        page, line = section.places[at] if at < len(section.places) else (section.page, section.line)
        if text.strip():
            yield Paragraph(section.heading, text, page, line)


def headings(document: Document) -> Iterator[Section]:
    """All sections, outer ones first, in printed order."""
    stack = list(reversed(document.sections))
    while stack:
        section = stack.pop()
        yield section
        stack += reversed(section.children)


Evaluator = Callable[[Context, Rule], Iterator[Evaluation]]
_LONGEST_CHAIN = 5
_records: dict[str, Rule] = {}
_evaluators: list[tuple[Rule, Evaluator]] = []


def declare(*rules: Rule) -> None:
    """Add rules to the catalogue.

    A repeated id is a mistake of the programmer.
    """
    for rule in rules:
        if rule.id in _records:
            raise AssertionError(f"rule {rule.id} is declared twice")
        _records[rule.id] = rule


def rule(
    key: str, title: str, formula: str, *, severity: Severity = "warning", tolerance: Tolerance = "text", **more: Any
) -> Callable[[Evaluator], Evaluator]:
    """Declare a rule together with the function that applies it."""
    record = Rule(key, title, formula, severity, tolerance=tolerance, **more)
    declare(record)

    def register(evaluator: Evaluator) -> Evaluator:
        _evaluators.append((record, evaluator))
        return evaluator

    return register


def register(record: Rule, evaluator: Evaluator) -> Rule:
    """Check a rule of your own: the evaluator yields what it finds (`holds`, `fails`, `skipped`, `absent`).

    Raises:
        UsageError: when a rule of this id is known.
    """
    if record.id in _records:
        raise UsageError(f"规则 {record.id} 已经登记过")
    declare(record)
    _evaluators.append((record, evaluator))
    return record


def records() -> Mapping[str, Rule]:
    """All declared rules by id, always up to date; not to be changed through this view."""
    return MappingProxyType(_records)


def evaluators() -> list[tuple[Rule, Evaluator]]:
    """The rules that have a function of their own, those of plug-ins last."""
    load()
    return _evaluators


def applied(record: Rule, evaluator: Evaluator, context: Context) -> list[Evaluation]:
    """What a rule finds; one that fails itself is a rule that was not checked, and says why.

    Limits of time and memory that are exceeded while it runs stop the check as they do elsewhere.
    """
    try:
        return list(map(_judged, evaluator(context, record)))
    except LimitExceededError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a rule raises is told
        tell("exception", "规则 %s 运行失败", record.id)
        return [Evaluation(record.id, "skipped", message=f"规则 {record.id} 运行失败，没有检查：{_told(error)}", failed=True)]


def _judged(found: object) -> Evaluation:
    """What a rule yields, which may be anybody's."""
    if not isinstance(found, Evaluation) or found.rule not in _records:
        raise TypeError(f"它给出的不是已登记规则的判断：{found!r:.80}")
    return found


def _told(error: BaseException) -> str:
    """An exception with what caused it, the outermost first."""
    chain: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(chain) < _LONGEST_CHAIN:
        chain.append(f"{type(cause).__name__}: {cause}" if str(cause) else type(cause).__name__)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "；起因于 ".join(chain)


def holds(rule: Rule, **more: Any) -> Evaluation:
    """The rule was applied and is satisfied."""
    return Evaluation(rule.id, "exact", **more)


def fails(rule: Rule, message: str, **more: Any) -> Evaluation:
    """The rule was applied and is broken."""
    severity = more.pop("severity", rule.severity)
    return Evaluation(rule.id, "error", message=message, severity=severity, **more)


def skipped(rule: Rule, missing: str) -> Evaluation:
    """The rule could not be applied; the message says what is missing."""
    return Evaluation(rule.id, "skipped", message=missing)


def absent(rule: Rule, why: str) -> Evaluation:
    """The rule does not concern this document."""
    return Evaluation(rule.id, "not_applicable", message=why)
