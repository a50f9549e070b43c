"""Valid ledgers of every kind: real subjects, fictional units, every pot of every unit balanced."""

from functools import cache

from hypothesis import strategies as st

from medinsure_budget.compiling.totals import pool_of
from medinsure_budget.ledgers import Ledger, Line
from medinsure_budget.ledgers.schema import FISCAL, SOURCES, TRANSFERS
from medinsure_budget.subjects import catalogue

UNITS = (
    ("216001", "云溪市医疗保障局（本级）", "行政单位"),
    ("216002", "云溪市医疗保障服务中心", "参公事业单位"),
    ("216003", "云溪市医疗保障信息中心", "事业单位"),
)
PROJECTS = ("医保基金监督管理", "经办服务能力提升", "信息系统运行维护", "困难群众医疗救助")
_FUNDS = {"government_fund": "政府性基金预算", "state_capital": "国有资本经营预算"}
_UNIT_SOURCES = ("service_income", "business_income", "grants_from_above", "remittances_from_below", "other_income")
ADVICE = ("收支变化", "一般公共预算变化", "用途")


@cache
def functional(year, fund):
    return tuple(s.code for s in catalogue(year).functional if s.depth == 3 and s.fund == fund)


@cache
def economic(year, classes):
    return tuple(s.code for s in catalogue(year).economic if s.depth == 2 and s.code.startswith(classes))


# Less than 50 元 prints as 0.00 in 万元, which a reader must take for nothing.
amounts = st.integers(10_000, 9 * 10**11)


@st.composite
def spending(draw, year, *, state_capital=True):
    source = draw(st.sampled_from([s for s in SOURCES.values() if state_capital or s != "state_capital"]))
    purposes = ["project"] if source == "state_capital" else ["personnel", "public", "project"]
    purposes += [] if source in FISCAL else list(TRANSFERS)
    purpose = draw(st.sampled_from(purposes))
    classes = {"personnel": ("301", "303"), "public": ("302", "310")}.get(purpose, ("302", "303", "310"))
    unit = draw(st.sampled_from(UNITS))
    return Line(
        0, "expenditure", unit_code=unit[0], unit=unit[1], unit_kind=unit[2],
        functional=draw(st.sampled_from(functional(year, _FUNDS.get(source, "一般公共预算")))),
        economic=draw(st.sampled_from(economic(year, classes))), source=source, purpose=purpose,
        project=f"{draw(st.sampled_from(PROJECTS))}（{unit[0]}）" if purpose == "project" else "",
        amount=draw(amounts), initial_budget=draw(st.none() | amounts), budget=draw(st.none() | amounts),
    )  # fmt: skip


@st.composite
def ledgers(draw, kind, year, *, state_capital=True, last_year=True):
    """A ledger that can be compiled for a year; what comes in is derived from what goes out."""
    spent = draw(st.lists(spending(year, state_capital=state_capital), min_size=1, max_size=12))
    known = last_year and draw(st.booleans())
    lines = []
    needed = {}
    for line in spent:
        before = draw(st.just(0) | amounts) if known else None
        lines.append(_with(line, previous=before))
        key = (line.unit_code, line.unit, line.unit_kind, line.source, line.functional)
        needed[key] = tuple(a + b for a, b in zip(needed.get(key, (0, 0)), (line.amount, before or 0), strict=True))
    for key, (now, before) in needed.items():
        lines += draw(_balancing(key, now, before if known else None, kind))
    lines += draw(_facts(kind))
    lines += [Line(0, "text", item=item, text="业务安排调整") for item in draw(st.sets(st.sampled_from(ADVICE[:2])))]
    return Ledger(tuple(_with(line, number=at) for at, line in enumerate(lines, 2)))


@st.composite
def _facts(draw, kind):
    """Some purchases and counts; what small enterprises received is part of what was bought."""
    bought = draw(st.dictionaries(st.sampled_from(("货物", "工程", "服务")), amounts))
    lines = [Line(0, "procurement", item=item, amount=fen, text="办公设备") for item, fen in bought.items()]
    if kind == "final_accounts" and bought:
        small = draw(st.integers(0, sum(bought.values())))
        lines.append(Line(0, "procurement", item="中小企业", amount=small))
        lines.append(Line(0, "procurement", item="小微企业", amount=draw(st.integers(0, small))))
    vehicles = draw(st.dictionaries(st.sampled_from(("机要通信用车", "应急保障用车", "其他用车")), st.integers(0, 9)))
    return lines + [Line(0, "count", item=f"车辆：{use}", count=number) for use, number in vehicles.items()]


@st.composite
def _balancing(draw, key, spent, before, kind):
    code, unit, unit_kind, source, subject = key
    words = {"unit_code": code, "unit": unit, "unit_kind": unit_kind, "functional": subject}
    income = draw(st.sampled_from(_UNIT_SOURCES)) if source == "unit_funds" else source
    carried = draw(st.just(0) | st.integers(10_000, max(10_000, spent)).filter(lambda v: spent - v == 0 or spent - v >= 10_000))
    carried = min(carried, spent)
    left = draw(st.just(0) | amounts) if kind == "final_accounts" else 0
    lines = [Line(0, "income", source=income, amount=spent + left - carried, previous=before, **words)]
    if carried:
        lines.append(Line(0, "carried_in", source=source, amount=carried, **words))
    if left:
        lines.append(Line(0, "carried_out", source=source, amount=left, **words))
    if kind == "final_accounts" and pool_of(source) == "unit_funds" and draw(st.booleans()):
        used = draw(amounts)
        lines += [Line(0, name, source=source, amount=used, **words) for name in ("balance_used", "balance_distributed")]
    return lines


def _with(line, **changes):
    from attrs import evolve

    return evolve(line, **changes)
