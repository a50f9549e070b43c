"""The narrative of the real documents, against facts that were collected by hand."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from medinsure_budget.evidence import Line
from medinsure_budget.reading.claims import read_claims
from medinsure_budget.reading.text.sections import Body, read_sections
from medinsure_budget.sources.markdown import read_markdown
from medinsure_budget.sources.text import read_text

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpus"
UNITS = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")


def read(name):
    path = next((CORPUS / "seeds").glob(f"{name}.*"))
    source = (read_markdown if path.suffix == ".md" else read_text)(path.read_bytes(), path.name)
    truth = json.loads((CORPUS / f"truth/{name}.json").read_text(encoding="utf-8"))
    lines = [(page.number, block) for page in source.pages for block in page.blocks if isinstance(block, Line)]
    return read_claims(read_sections(Body.of(lines)).tree, year=truth["year"], agency=truth["agency"]), truth["facts"]


def folded(text):
    return "".join((text or "").replace("*", "").split()).replace(",", "，").replace("(", "（").replace(")", "）")


def figures_of_fact(fact):
    def yuan(text):
        return Decimal(text) * UNITS[fact["unit"]] if text and fact["unit"] in UNITS else None

    change = fact.get("change") or {}
    percent = {k: Decimal(fact[k]) if fact.get(k) else None for k in ("share_percent", "completion_percent")}
    return {
        "amount": yuan(fact["amount"]),
        "budget": yuan(fact.get("budget")),
        "share": percent["share_percent"],
        "completion": percent["completion_percent"],
        "changed_by": yuan(change.get("amount")),
        "changed_percent": Decimal(change["percent"]) if change.get("percent") else None,
        "path": tuple(fact["path"]) if fact.get("path") else None,
    }


def yuan_of(money):
    return None if money is None else money.yuan


def figures_of_claim(claim):
    change = claim.change
    return {
        "amount": yuan_of(claim.amount),
        "budget": yuan_of(claim.budget),
        "share": claim.share,
        "completion": claim.completion,
        "changed_by": change and yuan_of(change.amount),
        "changed_percent": change and change.percent,
        "path": claim.path,
    }


@pytest.mark.parametrize("name", ["seed000", "seed001", "seed002", "seed003"])
def test_one_claim_says_everything_that_a_fact_says(name):
    claims, facts = read(name)
    read_figures = [(folded(c.quote), figures_of_claim(c)) for c in claims]
    missing = []
    for fact in facts:
        wanted = {k: v for k, v in figures_of_fact(fact).items() if v is not None}
        quote = folded(fact["quote"])
        near = [figures for q, figures in read_figures if quote in q or q in quote]
        if wanted and not any(all(figures[k] == v for k, v in wanted.items()) for figures in near):
            missing.append(fact["quote"])
    assert missing == []


@pytest.mark.parametrize("name", ["seed000", "seed001", "seed002", "seed003"])
def test_no_amount_is_invented(name):
    claims, facts = read(name)
    known = {figures_of_fact(f)[k] for f in facts for k in ("amount", "budget")}
    assert [c.quote for c in claims if c.amount is not None and c.amount.yuan not in known] == []
