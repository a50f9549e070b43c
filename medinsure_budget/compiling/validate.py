"""Whether a ledger can be compiled at all: codes in force, money in its place, every pot balanced."""

from collections.abc import Callable, Iterator
from functools import cache, partial

from medinsure_budget.compiling.totals import pool_of
from medinsure_budget.evidence import Note
from medinsure_budget.forms.declare import Kind
from medinsure_budget.ledgers.load import Ledger, Line
from medinsure_budget.ledgers.problems import Problem
from medinsure_budget.ledgers.schema import FISCAL, OUTLAYS, PURPOSES, RESERVED, SOURCES, TRANSFERS, UNIT_KINDS
from medinsure_budget.subjects import Catalogue, Subject

PERSONNEL = ("301", "303")
PUBLIC = ("302", "307", "309", "310", "311", "312", "313", "399")
_FUND_OF = {
    "general_public": "一般公共预算",
    "government_fund": "政府性基金预算",
    "state_capital": "国有资本经营预算",
}
_MONEY = ("expenditure", "income", "carried_in", "carried_out", "balance_used", "balance_distributed")
_IN = ("income", "carried_in", "balance_used")
_SOURCE_WORD = {own: word for word, own in SOURCES.items()}
FINAL_ONLY = ("balance_used", "balance_distributed")
_COUNTED = (
    "因公出国团组", "因公出国人次", "购置车辆", "车辆保有量", "国内接待批次", "国内接待人次", "外事接待批次", "外事接待人次",
)  # fmt: skip
_PURCHASED = {
    "budget": ("货物", "工程", "服务"),
    "final_accounts": ("货物", "工程", "服务", "中小企业", "小微企业", "货物中小企业", "工程中小企业", "服务中小企业", *RESERVED),
}


def problems_of(
    ledger: Ledger, catalogue: Catalogue, kind: Kind, *, by_subject: bool, state_capital: bool = True
) -> Iterator[Problem]:
    """Everything that stands against compiling the ledger.

    Args:
        ledger: The lines.
        catalogue: The subjects of the year.
        kind: Budget or final accounts.
        by_subject: Whether income is shown by functional subject, so that its lines need one.
        state_capital: Whether the set has a place for the state capital operations budget.
    """
    found = [*ledger.problems, *_of_lines(ledger, catalogue, kind, by_subject=by_subject, state_capital=state_capital)]
    found += [*_units(ledger), *_purchases(ledger)]
    yield from found
    if not found:
        # Sums over lines that are wrong would only add noise.
        yield from _balances(ledger, kind)


def _of_lines(
    ledger: Ledger, catalogue: Catalogue, kind: Kind, *, by_subject: bool, state_capital: bool
) -> Iterator[Problem]:
    checks: tuple[Callable[[Line], Iterator[Problem]], ...] = (
        _codes(catalogue),
        _money_in_place,
        lambda line: _for_kind(line, kind, by_subject=by_subject),
    )
    for line in ledger.lines:
        for check in checks:
            yield from check(line)
        if line.source == "state_capital" and not state_capital:
            yield _wrong(line, "资金来源", _SOURCE_WORD[line.source], "本版式没有国有资本经营预算的栏目")


def _wrong(line: Line, column: str, value: str, reason: str) -> Problem:
    return Problem(line.number, column, value, reason, line.place)


def _codes(catalogue: Catalogue) -> Callable[[Line], Iterator[Problem]]:
    """The check of a line's codes; what is wrong with a code is looked up once."""
    functional, economic, government = (
        cache(partial(why, catalogue)) for why in (_functional, _economic, _government)
    )

    def check(line: Line) -> Iterator[Problem]:
        found = (
            ("功能科目", line.functional, functional(line.functional, line.source) if line.functional else ""),
            ("部门经济科目", line.economic, economic(line.economic) if line.economic else ""),
            ("政府经济科目", line.government_economic, government(line.government_economic) if line.government_economic else ""),
        )
        yield from (_wrong(line, column, code, reason) for column, code, reason in found if reason)

    return check


def _functional(catalogue: Catalogue, code: str, source: str) -> str:
    subject = catalogue.functional[code]
    if not subject.known:
        return f"{catalogue.year}年没有这个功能科目"
    if subject.depth != 3:
        return "须填到项级（7 位）"
    if _of_other_fund(subject, source) and subject.fund_told:
        return f"属于{subject.fund}，不能用于资金来源“{_SOURCE_WORD[source]}”"
    return ""


def _of_other_fund(subject: Subject, source: str) -> bool:
    return bool(source) and subject.fund != _FUND_OF.get(source, "一般公共预算")


def doubts(ledger: Ledger, catalogue: Catalogue) -> Iterator[Note]:
    """What a compiled ledger leaves open about its subjects: a year without a list, a new subject without a budget."""
    if catalogue.functional.is_extrapolated:
        yield from catalogue.notes
    yield from _unknown_kinds(ledger)
    used = dict.fromkeys((line.functional, line.source) for line in ledger.lines if line.functional)
    for code, source in used:
        subject = catalogue.functional[code]
        if not subject.fund_told and source:
            word = _SOURCE_WORD[source]
            yield Note("unread", f"科目表没有写明新科目 {subject} 属于哪本预算，已按台账的资金来源“{word}”编制，请核对。")


def _unknown_kinds(ledger: Ledger) -> Iterator[Note]:
    """机关运行经费 is told of offices only, so it depends on what kind of unit spends public funds."""
    spending = [x.unit for x in ledger.lines if x.kind == "expenditure" and x.purpose == "public" and x.source == FISCAL[0]]
    open_ones = [unit for unit in dict.fromkeys(spending) if unit not in ledger.unit_kinds]
    if open_ones:
        named = "、".join(open_ones)
        yield Note("unread", f"台账没有写明{named}的单位性质，按{UNIT_KINDS[0]}编制（机关运行经费由此而定），请核对。")


def _economic(catalogue: Catalogue, code: str) -> str:
    subject = catalogue.economic[code]
    if not subject.known:
        return f"{catalogue.year}年没有这个部门经济科目"
    return "" if subject.depth == 2 else "须填到款级（5 位）"


def _government(catalogue: Catalogue, code: str) -> str:
    return "" if catalogue.government_economic[code].known else f"{catalogue.year}年没有这个政府经济科目"


def _money_in_place(line: Line) -> Iterator[Problem]:
    if line.kind == "income" and line.source == "unit_funds":
        yield _wrong(line, "资金来源", "单位资金", "收入行须写明是事业收入、经营收入、上级补助、附属单位上缴还是其他收入")
    if line.kind.startswith("carried_") and line.purpose not in ("", "basic", "project"):
        yield _wrong(line, "支出类别", line.purpose, "结转行填“基本”或“项目”")
    if line.kind == "expenditure":
        yield from _spending(line)
    if line.counterpart and line.counterpart == line.unit:
        yield _wrong(line, "对方单位", line.counterpart, "对方单位不能是本单位")


def _spending(line: Line) -> Iterator[Problem]:
    label = next((word for word, own in PURPOSES.items() if own == line.purpose), line.purpose)
    if line.purpose == "basic":
        yield _wrong(line, "支出类别", "基本", "支出行须分清人员和公用")
    if line.purpose == "personnel" and line.economic and not line.economic.startswith(PERSONNEL):
        yield _wrong(line, "部门经济科目", line.economic, "人员支出只用 301、303 类科目")
    if line.purpose == "public" and line.economic and not line.economic.startswith(PUBLIC):
        yield _wrong(line, "部门经济科目", line.economic, "公用支出不用 301、303 类科目")
    if line.purpose == "project" and not line.project:
        yield _wrong(line, "项目", "", "项目支出须填项目名称")
    if line.purpose in TRANSFERS and line.source in FISCAL:
        yield _wrong(line, "资金来源", _SOURCE_WORD[line.source], f"“{label}”支出不能用财政拨款")
    if line.source == "state_capital" and line.purpose != "project":
        yield _wrong(line, "支出类别", label, "国有资本经营预算只安排项目支出")


def _for_kind(line: Line, kind: Kind, *, by_subject: bool) -> Iterator[Problem]:
    if kind == "final_accounts" and line.purpose == "reserve":
        yield _wrong(line, "支出类别", "预留机动", "决算没有预留机动经费；动用的部分按实际用途填列")
    if kind == "budget" and line.kind in FINAL_ONLY:
        yield _wrong(line, "类型", "", "预算没有使用结余和结余分配；动用的结余填“年初结转”")
    needs_subject = line.kind == "income" or (line.kind == "carried_in" and kind == "budget")
    if by_subject and needs_subject and not line.functional:
        yield _wrong(line, "功能科目", "", "本版式按科目编列收入，须填功能科目")
    if kind == "final_accounts" and line.kind.startswith("carried_") and line.source in FISCAL[1:] and not line.functional:
        yield _wrong(line, "功能科目", "", "基金和国有资本的结转须填功能科目")
    if line.kind == "procurement" and line.item not in _PURCHASED[kind]:
        yield _wrong(line, "事项", line.item, f"应为{'、'.join(_PURCHASED[kind])}之一")
    if line.kind == "outlay" and line.item not in OUTLAYS:
        yield _wrong(line, "事项", line.item, f"应为{'、'.join(OUTLAYS)}之一")
    if line.kind == "count" and line.item not in _COUNTED and not line.item.startswith(("车辆：", "设备：")):
        yield _wrong(line, "事项", line.item, f"应为{'、'.join(_COUNTED)}之一，或以“车辆：”“设备：”开头")


def _units(ledger: Ledger) -> Iterator[Problem]:
    """A unit has one code and is of one kind wherever it is named."""
    seen: dict[tuple[str, str], str] = {}
    for line in ledger.lines:
        for name, label in (("unit_code", "单位编码"), ("unit_kind", "单位性质")):
            value = getattr(line, name)
            if line.unit and value and seen.setdefault((line.unit, name), value) != value:
                yield _wrong(line, label, value, f"与前面各行的“{seen[line.unit, name]}”不一致")


def _purchases(ledger: Ledger) -> Iterator[Problem]:
    """What small enterprises received is part of what was bought, kind by kind."""
    sums: dict[str, int] = {}
    for line in ledger.lines:
        if line.kind == "procurement":
            sums[line.item] = sums.get(line.item, 0) + (line.amount or 0)
    kinds = ("货物", "工程", "服务")
    wholes = {"中小企业": sum(sums.get(k, 0) for k in kinds), "小微企业": sums.get("中小企业", 0)}
    wholes |= {f"{k}中小企业": sums.get(k, 0) for k in kinds}
    for item, whole in wholes.items():
        if sums.get(item, 0) > whole:
            yield Problem(0, "", "", f"采购行的“{item}”大于它所属的总额")
    parts = [sums[f"{k}中小企业"] for k in kinds if f"{k}中小企业" in sums]
    if len(parts) == len(kinds) and sum(parts) != sums.get("中小企业", 0):
        yield Problem(0, "", "", "采购行的货物、工程、服务中小企业之和不等于“中小企业”")


def _balances(ledger: Ledger, kind: Kind) -> Iterator[Problem]:
    """What comes in is what goes out: for each unit and pot, this year and last year; for funds each subject too."""
    deep = FISCAL[1:] if kind == "final_accounts" else ()
    this: dict[tuple[str, str, str], int] = {}
    last: dict[str, int] = {}
    for line in ledger.lines:
        if line.kind not in _MONEY:
            continue
        sign = 1 if line.kind in _IN else -1
        pool = pool_of(line.source or "unit_funds")
        key = (line.unit, pool, line.functional if pool in deep else "")
        this[key] = this.get(key, 0) + sign * (line.amount or 0)
        last[pool] = last.get(pool, 0) + sign * (line.previous or 0)
    for key, rest in this.items():
        if rest:
            subject = f"科目 {key[2]} 的" if key[2] else ""
            yield _unbalanced(f"{key[0]}{subject}“{_SOURCE_WORD[key[1]]}”", rest)
    for pool, rest in last.items():
        if rest:
            yield _unbalanced(f"“{_SOURCE_WORD[pool]}”上年数", rest)


def _unbalanced(what: str, rest: int) -> Problem:
    more = "多" if rest > 0 else "少"
    yuan, fen = divmod(abs(rest), 100)
    return Problem(0, "", "", f"{what}收支不平衡：收入和年初结转比支出和年末结转{more} {yuan}.{fen:02} 元")
