"""What each statement of the text is about: a key such as ``income.total``, or a subject of a section."""

import re
from collections import defaultdict
from collections.abc import Iterable

from attrs import Factory, define

from medinsure_budget.checks.arithmetic.cells import Cell, Figures
from medinsure_budget.document.narrative import Claim
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.money import Money
from medinsure_budget.subjects.names import distance

# The first pattern that stands in the headings names the topic; narrower ones come first.
TOPICS: tuple[tuple[str, str], ...] = (
    ("glossary", "名词解释|绩效评价报告|自评表|附件|概况$|职责|职能|机构设置"),
    ("operating", "机关运行"),
    ("procurement", "采购"),
    ("assets", "国有资产|占有使用|占用"),
    ("performance", "绩效"),
    ("three", "三公"),
    ("fund", "政府性基金"),
    ("capital", "国有资本经营"),
    ("basic", "基本支出"),
    ("general", "一般公共预算.*(拨款|支出)"),
    ("appropriation", "财政拨款(收入支出|收支|收、支)"),
    ("overview", "收支(预算|决算)?(情况|总体)|收入支出(预算|决算)?(总体|情况)|收支总体"),
    ("income", "收入(预算|决算)"),
    ("expenditure", "支出(预算|决算)"),
)
_TOPICS = tuple((topic, re.compile(pattern)) for topic, pattern in TOPICS)

SUBJECTS: dict[str, tuple[tuple[str, str], ...]] = {
    "overview": (("total", "收支总(预算|额|计)"), ("income", "(年度)?收入总(计|额)"), ("expenditure", "(年度)?支出总(计|额)")),
    "income": (
        ("total", "(本年)?收入(预算|合计|总计|总额|决算)?"), ("carried_in", ".*/上年结转"),
        ("general_public", "一般公共预算(财政)?拨款(收入)?"),
        ("appropriation", "财政拨款收入"), ("government_fund", "政府性基金(预算)?(财政)?(拨款)?(收入)?"),
        ("state_capital", "国有资本经营(预算)?(财政)?(拨款)?(收入)?"), ("special_account", "财政专户管理资金(收入)?"),
        ("service_income", "事业收入(\\(.*\\))?"), ("business_income", "(事业单位)?经营收入"), ("grants_from_above", "上级补助收入"),
        ("remittances_from_below", "附属单位上缴收入"), ("other_income", "其他收入"),
    ),
    "expenditure": (
        ("total", "(本年)?支出(预算|合计|总计|总额|决算)?"), ("personnel", "人员(支出|经费)"), ("public", "(日常)?公用(支出|经费)"),
        ("basic", "基本支出"), ("project", "项目支出"), ("business", "(事业单位)?经营支出"), ("remitted_up", "上缴上级支出"),
        ("subsidies_down", "对附属单位补助支出"), ("carried_out", "(年[终末]结转结余|结转下年)"),
    ),
    "appropriation": (
        ("total", "财政拨款收支总(预算|额|计)"), ("income", "财政拨款收入(总计|总额)"), ("expenditure", "(财政拨款)?支出总(计|额)"),
        ("general_public", "一般公共预算"), ("carried_out", "(年[终末]结转结余|结转下年)"),
    ),
    "general": (("total", "一般公共预算(当年)?(财政)?拨款(支出)?"),),
    "basic": (
        ("total", "(一般公共预算)?(财政拨款)?基本支出"), ("personnel", "人员经费"), ("public", "(日常)?公用经费"),
    ),
    "three": (
        ("total", "三公经费(财政拨款)?(支出|预算|决算)?"), ("abroad", "因公出国\\(境\\)(费用?|经费)?"),
        ("vehicles", "公务用车购置(及|和)运行(维护)?费"), ("vehicle_purchase", "公务用车购置(费|支出|经费)?"),
        ("vehicle_running", "(公务用车)?运行维护费(支出)?|公务用车运行(维护)?费(支出)?"), ("reception", "公务接待费"),
        ("reception_foreign", "外事接待"), ("reception_domestic", "其他国内公务接待"),
    ),
    "operating": (("total", "(?:一般公共预算)?机关运行经费.*"),),
    "procurement": (
        ("total", "政府采购(支出|预算)?总额"), ("goods", "政府采购货物(支出|预算)"), ("works", "政府采购工程(支出|预算)"),
        ("services", "政府采购服务(支出|预算)"), ("small_medium", "授予中小企业合同金额"), ("small_micro", "授予小微企业合同金额"),
        ("goods_share", "货物采购授予中小企业合同金额(占比)?"), ("works_share", "工程采购授予中小企业合同金额(占比)?"),
        ("services_share", "服务采购授予中小企业合同金额(占比)?"),
    ),
    "performance": (
        ("amount", "(绩效目标管理)?(共)?涉及(当年)?(资金|财政拨款|一般公共预算拨款)|一般公共预算项目支出绩效自评涉及资金"),
        ("arranged", "(项目)?总预算安排资金"), ("used", "(项目)?实际使用资金"),
    ),
}  # fmt: skip
_SUBJECTS = {t: tuple((key, re.compile(p)) for key, p in patterns) for t, patterns in SUBJECTS.items()}


@define(eq=False)
class Statement:
    """A claim with what it is about and its figures as cells.

    Attributes:
        claim: The claim.
        topic: The section it stands in.
        key: What of the topic it states; empty when it is about a subject or not known.
        code: The subject's code.
        amount: The stated amount as a cell, ``None`` when it states none.
        budget: The stated budget.
    """

    claim: Claim
    topic: str
    key: str = ""
    code: str = ""
    amount: Cell | None = None
    budget: Cell | None = None


@define(eq=False)
class Statements:
    """The statements of a document by what they are about."""

    all: list[Statement] = Factory(list)
    by_key: dict[tuple[str, str], list[Statement]] = Factory(lambda: defaultdict(list))
    by_code: dict[tuple[str, str], list[Statement]] = Factory(lambda: defaultdict(list))

    def first(self, topic: str, key: str) -> Statement | None:
        """The first statement of a key that states an amount."""
        return next((s for s in self.by_key.get((topic, key), ()) if s.amount is not None), None)


def topic_of(section: str) -> str:
    """The topic of a chain of headings, the innermost that has one."""
    for heading in reversed([fold(h) for h in section.split("/")]):
        found = next((topic for topic, pattern in _TOPICS if pattern.search(heading)), "")
        if found:
            return found
    return ""


def understand(figures: Figures) -> Statements:
    """Give every claim of the document its topic, key and cells."""
    statements = Statements()
    document = figures.document
    decimals = _usual_decimals(document.claims)
    known = _known_names(figures)
    for claim in document.claims:
        other_year = claim.year is not None and document.year is not None and claim.year != document.year
        if other_year and not claim.counts:
            continue
        statement = Statement(claim, topic_of(claim.section))
        statements.all.append(statement)
        _name(figures, statement, known)
        statement.amount = _cell(figures, claim, "amount", claim.amount, decimals)
        statement.budget = _cell(figures, claim, "budget", claim.budget, decimals)
        if statement.code:
            statements.by_code[statement.topic, statement.code].append(statement)
        elif statement.key:
            statements.by_key[statement.topic, statement.key].append(statement)
    for unit in figures.units:
        figures.assume(unit, "half_up")
    return statements


def _name(figures: Figures, statement: Statement, known: dict[tuple[str, ...], str]) -> None:
    claim = statement.claim
    if claim.path:
        statement.code = _code(figures, tuple(map(fold, claim.path)), known)
        return
    subject = without_ordinal(fold(claim.subject))
    for key, pattern in _SUBJECTS.get(statement.topic, ()):
        if pattern.fullmatch(subject):
            statement.key = key
            return


def _cell(figures: Figures, claim: Claim, field: str, amount: Money | None, decimals: dict[str, int]) -> Cell | None:
    if amount is None or (field == "amount" and _only_budget(claim)):
        return None
    return figures.add(amount, decimals.get(amount.unit.value, 2), claim=claim, field=field, unit=amount.unit)


def _only_budget(claim: Claim) -> bool:
    """The sentence states the budget and how much of it was carried out, but no outturn."""
    same = claim.budget is not None and claim.budget == claim.amount and claim.completion not in (None, 100)
    return same and fold(claim.quote).replace(",", "").count(f"{claim.budget.amount:f}" if claim.budget else "") == 1


def _usual_decimals(claims: Iterable[Claim]) -> dict[str, int]:
    """The text drops trailing zeros; its usual precision is the finest of two decimals and what most figures print."""
    counts: dict[str, list[int]] = defaultdict(list)
    for claim in claims:
        if claim.amount:
            counts[claim.amount.unit.value].append(claim.amount.decimals)
    return {unit: max(2, sorted(seen)[len(seen) // 2]) for unit, seen in counts.items()}


def _known_names(figures: Figures) -> dict[tuple[str, ...], str]:
    """Codes by the names from 类 down, as the document's own tables print them."""
    found: dict[tuple[str, ...], str] = {}
    for table in figures.tables:
        if table.form.form.rows != "functional":
            continue
        lines = table.coded()
        for code in lines:
            above = [lines[code[:n]] for n in range(3, len(code) + 1, 2) if code[:n] in lines]
            found.setdefault(tuple(fold(line.row.name) for line in above), code)
    return found


def _code(figures: Figures, names: tuple[str, ...], known: dict[tuple[str, ...], str]) -> str:
    if names in known:
        return known[names]
    near = next((code for path, code in known.items() if _nearly(path, names)), "")
    if near:
        return near
    found = figures.subjects.functional.by_path(names)
    return found.code if found is not None else ""


def _nearly(path: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Whether the names differ by one character each at most: a misprint is another rule's matter."""
    return len(path) == len(names) and all(distance(a, b, 1) <= 1 for a, b in zip(path, names, strict=True))
