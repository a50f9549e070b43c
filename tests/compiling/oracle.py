"""Ledgers made from the verified leaf figures of real documents, and how compiled statements compare with the printed."""

import json
from decimal import Decimal
from pathlib import Path

import medinsure_budget as mb
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.ledgers import Ledger, Line

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"
WAN = 1_000_000


def table(name, form_words):
    data = json.loads((CORPUS / f"truth/{name}.json").read_text(encoding="utf-8"))
    return next(t for t in data["tables"] if form_words in t["title"].replace('"', "").replace("“", "").replace("”", ""))


def fen(printed, unit):
    return int(Decimal(printed or "0") * (WAN if unit == "万元" else 100))


def leaves(found, column, length):
    """The deepest subjects of a table with their figure of a column."""
    values = {r["code"]: fen(r["values"].get(column), found["unit"]) for r in found["rows"] if r.get("code")}
    return {code: v for code, v in values.items() if len(code) == length and v}


def spread(functional, economic):
    """Leaf amounts whose sums by functional subject are the printed ones, by economic subject within half a digit.

    Documents print only the two sides of this table of amounts. Where the sides differ by a tail, every economic
    subject takes its part of it, too small to change what it prints.
    """
    missing = sum(functional.values()) - sum(economic.values())
    shares = {code: missing // len(economic) for code in economic}
    shares[next(iter(shares))] += missing - sum(shares.values())
    left = {code: v + shares[code] for code, v in economic.items()}
    found = []
    for subject, whole in functional.items():
        rest = whole
        for code in list(left):
            part = min(rest, left[code])
            if part:
                found.append((subject, code, part))
                rest, left[code] = rest - part, left[code] - part
    return found


class Lines(list):
    def add(self, kind, **fields):
        self.append(Line(len(self) + 2, kind, **fields))

    def ledger(self):
        return Ledger(tuple(self))


def spend(lines, unit, functional, economic, purpose, **more):
    for subject, code, amount in spread(functional, economic):
        lines.add("expenditure", unit=unit, functional=subject, economic=code, source="general_public",
                  purpose=purpose, amount=amount, **more)  # fmt: skip


def figures(doc):
    """Every printed figure by form, side, label and field; labels that repeat are counted."""
    found = {}
    for sheet in doc.sheets:
        seen = {}
        for row in sheet:
            label = row.code or without_ordinal(fold(getattr(row, "unit", "") + row.name))
            label = "合计" if row.is_total else label
            # Measures and indicator rows repeat a label; they are told apart by counting.
            key = (sheet.form.__name__, row.side, label, row.measure)
            seen[key] = seen.get(key, 0) + 1
            for field, amount in row.figures():
                found[(*key[:3], row.measure, seen[key], field)] = amount
    return found


def differences(compiled, printed, forms):
    """The figures that differ, as (form, label, field, printed, compiled); blank and nothing are alike here."""
    mine, theirs = figures(compiled), figures(printed)
    found = []
    for key in sorted({*mine, *theirs}):
        if key[0] not in forms:
            continue
        one, other = mine.get(key), theirs.get(key)
        if (one or other) and one != other:
            words = (f"{m.amount:f}" if m else "" for m in (other, one))
            found.append((key[0], key[2], key[5], *words))
    return found


def read(name):
    return mb.read(CORPUS / f"seeds/{name}")
