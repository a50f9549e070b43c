"""Documents built from the verified figures of the corpus, without reading any file format."""

import json
from decimal import Decimal
from pathlib import Path

from medinsure_budget.document import Agency, Budget, FinalAccounts
from medinsure_budget.document.narrative import Change, Claim, ContentsEntry
from medinsure_budget.forms import ALL, Column, Item, Sheet, Unrecognised
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.money import Money, Unit, parse_amount

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"
_DIRECTIONS = {"增加": "increase", "增长": "increase", "减少": "decrease", "下降": "decrease", "持平": "same"}


def load(name):
    data = json.loads((CORPUS / f"truth/{name}.json").read_text(encoding="utf-8"))
    final = str(data.get("kind", "")).startswith("final") or "决算" in str(data.get("kind", ""))
    cls = FinalAccounts if final else Budget
    kind = "final_accounts" if final else "budget"
    return cls(
        name=name,
        agency=Agency(data.get("agency") or "", data.get("agency_level") or data.get("level") or ""),
        year=data.get("year"),
        sheets=tuple(sheet(t, kind) for t in data["tables"]),
        claims=tuple(c for c in (claim(f) for f in data.get("facts") or ()) if c),
        contents=tuple(
            ContentsEntry(str(e.get("no", "")), e.get("title", ""), is_table=bool(e.get("is_table")))
            for e in data.get("toc") or () if isinstance(e, dict)
        ),
    )  # fmt: skip


def sheet(table, kind):
    form = _form(table, kind)
    unit = Unit(table["unit"]) if table["unit"] in ("元", "千元", "万元", "亿元") else Unit.YUAN
    columns = tuple(_columns(form, table))
    items = ()
    if "ThreePublics" in form.__name__ and not any(
        m.name == "total" and c.field == "total" for c in columns for m in form.form.money
    ):
        return _downward(form, table, unit)
    rows = tuple(_row(form, r, columns, unit) for r in table["rows"])
    rows = tuple(_lines(form, rows))
    return Sheet(
        form=form, title=table["title"], number=table.get("no") or "", unit=unit, rows=rows, columns=columns, items=items,
        year=None, remarks=tuple(table.get("printed_notes") or ()),
    )  # fmt: skip


def _form(table, kind):
    title = fold(table["title"])
    headers = {without_ordinal(fold(c.split("/")[-1])) for c in table.get("columns") or ()}
    coded = any(r.get("code") for r in table["rows"])
    labelled = any(r.get("label") for r in table["rows"])
    best, score = Unrecognised, (0, 0)
    for form in ALL:
        if form.form.kind != kind:
            continue
        length = form.form.match_title(title)
        if not length:
            continue
        fits = sum(1 for m in form.form.money for h in headers if h in m.folded)
        fits += 3 * (coded == (form.form.rows in ("functional", "economic")) or bool(form.form.sides))
        fits += 3 * (form.form.rows == "single" and not labelled)
        if (length, fits) > score:
            best, score = form, (length, fits)
    return best


def _columns(form, table):
    for header in table.get("columns") or ():
        path = tuple(header.split("/"))
        side = "income" if "收入" in path[0] and form.form.sides else "expenditure" if form.form.sides else ""
        if form.form.sides and "用途" in header:
            side = "purpose"
        yield Column(path, "money", _field(form, path, side), side)


def _field(form, path, side):
    leaf, above = without_ordinal(fold(path[-1])), [fold(p) for p in path[:-1]]
    found = [m for m in form.form.money if leaf in m.folded and m.side in ("", side)]
    exact = [m for m in found if m.under and any(fold(u) in a for u in m.under for a in above)]
    if exact:
        return exact[0].name
    plain = [m for m in found if not m.under or leaf != "小计"]
    if found and not plain:
        plain = found[:1]
    if plain:
        return plain[0].name
    if form.form.sides or len(form.form.money) == 1:
        return next(m.name for m in form.form.money)
    return ""


def _row(form, record, columns, unit):
    values = {}
    for column in columns:
        printed = record["values"].get(column.header)
        if printed is not None and column.field and not printed.endswith("%"):
            values[column.field] = Money(parse_amount(printed), unit)
    keys = record.get("keys") or {}
    extra = {k: v for k, v in (("unit", keys.get("单位名称")), ("unit_code", keys.get("单位代码") or keys.get("单位编码")))
             if v and k in form.form.fields}  # fmt: skip
    side = record.get("side") or ""
    return form(code=record.get("code") or "", name=record.get("label") or "", side=side, **extra, **values)


def _lines(form, rows):
    from attrs import evolve

    seen = {}
    for row in rows:
        line = form.form.match_line(row.name, row.side, seen.get(row.side, {})) if not row.code and row.name else None
        if line:
            seen.setdefault(row.side, {})[line.key] = 1
        yield evolve(row, line=line.key) if line else row


def _downward(form, table, unit):
    items, fields = [], {}
    for record in table["rows"]:
        label = without_ordinal(fold(record["label"]))
        marker = next((m for m in form.form.money if label in m.folded), None)
        if marker is None:
            continue
        items.append(Item(marker.name, record["label"]))
        for column, printed in record["values"].items():
            fields.setdefault(column, {})[marker.name] = Money(parse_amount(printed), unit)
    measures = {
        c: ("budget" if "预算" in c else "final") if len(table["columns"]) > 1 else "" for c in table["columns"]
    }
    rows = tuple(form(measure=measures[c], **fields.get(c, {})) for c in table["columns"])
    columns = tuple(Column((c,), "money", measure=measures[c]) for c in table["columns"])
    return Sheet(
        form=form,
        title=table["title"],
        number=table.get("no") or "",
        unit=unit,
        rows=rows,
        items=tuple(items),
        columns=columns,
    )


def claim(fact):
    unit, amount = fact.get("unit"), fact.get("amount")
    if unit not in ("元", "万元", "亿元"):
        return Claim(section=fact.get("section") or "", subject=fact.get("subject") or "", quote=fact.get("quote") or "",
                     counts=((fact.get("subject") or "", int(amount)),) if amount and amount.isdigit() else ())  # fmt: skip

    def money(v):
        return Money(parse_amount(str(v)), unit) if v not in (None, "") else None

    def number(v):
        return Decimal(str(v)) if v not in (None, "") else None

    change = fact.get("change") if isinstance(fact.get("change"), dict) else None
    return Claim(
        section=fact["section"] + ("/" + fact["subsection"] if fact.get("subsection") else ""),
        subject=fact.get("subject") or "", path=tuple(fact["path"]) if fact.get("path") else None, amount=money(amount),
        budget=money(fact.get("budget")), completion=number(fact.get("completion_percent")), share=number(fact.get("share_percent")),
        change=Change(_DIRECTIONS.get(change.get("direction")), money(change.get("amount")), number(change.get("percent")),
                      change.get("base") or "") if change else None,
        reason=(change or {}).get("reason") or fact.get("deviation_reason") or "", purpose=fact.get("purpose") or "",
        year=fact.get("year"), quote=fact.get("quote") or "",
    )  # fmt: skip
