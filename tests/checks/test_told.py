"""What the text says is joined to the tables by what it means, not by a name alone."""

import pytest
from attrs import evolve

import medinsure_budget as mb
from medinsure_budget.editions import JIANGSU_BUDGET_2017
from medinsure_budget.ledgers import Ledger, Line

UNIT = {"unit_code": "216001", "unit": "云溪市医疗保障局（本级）", "unit_kind": "行政单位", "source": "state_capital"}
SPENT = {"2230106": 44507, "2300918": 267253}


@pytest.fixture
def disclosure():
    """A budget that spends state capital under 223 国有资本经营预算支出 and under another 类."""
    lines = []
    for functional, amount in SPENT.items():
        spent = {"economic": "30216", "purpose": "project", "project": "信息系统运行维护"}
        lines.append(Line(0, "expenditure", functional=functional, amount=amount, **spent, **UNIT))
        lines.append(Line(0, "income", functional=functional, amount=amount, **UNIT))
    numbered = tuple(evolve(line, number=at) for at, line in enumerate(lines, 2))
    return mb.compile_budget(Ledger(numbered), agency="云溪市医疗保障局", year=2017, edition=JIANGSU_BUDGET_2017)


def test_the_whole_of_a_fund_is_not_the_class_of_the_same_name(disclosure):
    said = [c for c in disclosure.claims if c.subject == "国有资本经营预算支出" and c.amount]
    assert [str(c.amount) for c in said] == ["0.04 万元", "0.31 万元"]
    report = mb.check(disclosure)
    assert [f.message for f in report.errors] == []
    assert any(e.rule == "NAR-07" and e.verdict in ("exact", "tail") for e in report.evaluations)


def test_what_is_left_for_next_year_is_part_of_the_whole_beside_the_classes():
    own = UNIT | {"source": "general_public"}
    costs = {"2080505": ("30108", 200_000_00), "2101501": ("30101", 1_000_000_00)}
    lines = [
        Line(0, "expenditure", functional=functional, economic=economic, purpose="personnel", amount=amount, **own)
        for functional, (economic, amount) in costs.items()
    ]
    lines += [Line(0, "income", functional=functional, amount=amount, **own) for functional, (_, amount) in costs.items()]
    lines += [Line(0, kind, functional="2101501", amount=100_000_00, **own) for kind in ("carried_in", "carried_out")]
    numbered = tuple(evolve(line, number=at) for at, line in enumerate(lines, 2))
    document = mb.compile_budget(Ledger(numbered), agency="云溪市医疗保障局", year=2024)
    report = mb.check(document)
    sums = [e for e in report.evaluations if e.rule == "NAR-03" and e.identity and len(e.identity.right) == len(costs) + 1]
    assert [f.message for f in report.errors] == []
    assert [e.verdict for e in sums] == ["exact"]
