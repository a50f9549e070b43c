"""Mutations: each takes a clean document and a random source and gives (mutated document, what was changed) or None."""

import itertools
import re
from decimal import Decimal

from attrs import evolve
from synthetic import with_text

from medinsure_budget.document.narrative import Section
from medinsure_budget.money import Money
from medinsure_budget.subjects import catalogue


class Change:
    """Where a figure was changed: the cell's key parts and its right value."""

    def __init__(self, sheet, row, field, right):
        self.sheet, self.row, self.field, self.right = sheet, row, field, right


def cells(document):
    """Every figure other than zero in a recognised table."""
    return [
        (s, r, m.name)
        for s, sheet in enumerate(document.sheets)
        for r, row in enumerate(sheet.rows)
        for m in sheet.form.form.money
        if getattr(row, m.name)
    ]


def replaced(document, s, r, **values):
    sheet = document.sheets[s]
    rows = (*sheet.rows[:r], evolve(sheet.rows[r], **values), *sheet.rows[r + 1 :])
    return with_rows(document, s, rows)


def with_rows(document, s, rows):
    sheets = (*document.sheets[:s], evolve(document.sheets[s], rows=tuple(rows)), *document.sheets[s + 1 :])
    return document.evolve(sheets=sheets)


def _cell(document, rng, change):
    s, r, field = rng.choice(cells(document))
    right = getattr(document.sheets[s].rows[r], field)
    wrong = change(right)
    if wrong is None or wrong == right:
        return None
    return replaced(document, s, r, **{field: wrong}), [Change(s, r, field, right)]


def _digits(rng, money, edit):
    text = f"{money.amount:f}"
    places = [n for n, c in enumerate(text) if c.isdigit()]
    changed = edit(rng, list(text), places)
    return None if changed is None else Money(Decimal("".join(changed)), money.unit)


def digit(document, rng):
    def edit(rng, text, places):
        at = rng.choice(places)
        text[at] = rng.choice([d for d in "0123456789" if d != text[at]])
        return text

    return _cell(document, rng, lambda m: _digits(rng, m, edit))


def transpose(document, rng):
    def edit(rng, text, places):
        pairs = [(a, b) for a, b in itertools.pairwise(places) if text[a] != text[b]]
        if not pairs:
            return None
        a, b = rng.choice(pairs)
        text[a], text[b] = text[b], text[a]
        return text

    return _cell(document, rng, lambda m: _digits(rng, m, edit))


def _scaled(money, factor):
    return Money((money.amount * factor).quantize(Decimal(1).scaleb(-money.decimals)), money.unit)


def decimal_point(document, rng):
    factor = rng.choice((Decimal(10), Decimal("0.1")))
    return _cell(document, rng, lambda m: _scaled(m, factor))


def unit_slip(document, rng):
    factor = rng.choice((Decimal(10_000), Decimal("0.0001")))
    return _cell(document, rng, lambda m: _scaled(m, factor))


def sign(document, rng):
    return _cell(document, rng, lambda m: -m)


def last_digit(document, rng):
    step = rng.choice((-1, 1))
    return _cell(document, rng, lambda m: Money(m.amount + step * Decimal(1).scaleb(-m.decimals), m.unit))


def last_digits(document, rng):
    step = rng.choice((-5, -4, -3, -2, 2, 3, 4, 5))
    return _cell(document, rng, lambda m: Money(m.amount + step * Decimal(1).scaleb(-m.decimals), m.unit))


def stale(document, rng):
    factor = Decimal(str(round(rng.uniform(0.7, 1.3), 3)))
    return _cell(document, rng, lambda m: _scaled(m, factor))


def _coded_rows(document):
    return [
        (s, r) for s, sheet in enumerate(document.sheets) for r, row in enumerate(sheet.rows)
        if row.code and any(amount for _, amount in row.figures())
    ]  # fmt: skip


def dropped_row(document, rng):
    s, r = rng.choice(_coded_rows(document))
    rows = document.sheets[s].rows
    return with_rows(document, s, rows[:r] + rows[r + 1 :]), []


def repeated_row(document, rng):
    s, r = rng.choice(_coded_rows(document))
    rows = document.sheets[s].rows
    return with_rows(document, s, rows[: r + 1] + rows[r:]), []


def neighbour(document, rng):
    """Move a figure into an empty column of its row."""
    choices = []
    for s, r, field in cells(document):
        sheet = document.sheets[s]
        if sheet.items:
            continue
        row = sheet.rows[r]
        fields = [c.field for c in sheet.columns if c.role == "money" and c.field and c.side in ("", row.side)]
        if field not in fields:
            continue
        at = fields.index(field)
        choices += [(s, r, field, f) for f in fields[max(0, at - 1) : at + 2] if f != field and not getattr(row, f)]
    if not choices:
        return None
    s, r, field, other = rng.choice(choices)
    row = document.sheets[s].rows[r]
    return replaced(document, s, r, **{field: getattr(row, other), other: getattr(row, field)}), [
        Change(s, r, field, getattr(row, field))
    ]


def _codes(document, sheet):
    """The codes of rows; an overview lists the subjects of the coded tables in their order."""
    if not sheet.form.form.sides:
        return [row.code for row in sheet.rows]
    coded = next(s for s in document.sheets if s.form.form.rows == "functional" and not s.form.form.sides)
    listed = iter([row.code for row in coded.rows if row.code])
    names = {row.name for row in coded.rows if row.code}
    return [next(listed, "") if row.side == "expenditure" and row.name in names else "" for row in sheet.rows]


def functional_siblings(document, rng):
    """The same among functional subjects, which other tables repeat; economic ones mostly stand in one sum only."""
    return siblings(document, rng, among="functional")


def siblings(document, rng, among=""):
    """Exchange the figures of two neighbouring rows under one parent."""
    pairs = []
    for s, sheet in enumerate(document.sheets):
        if among and sheet.form.form.rows == "economic":
            continue
        codes = _codes(document, sheet)
        coded = [(code, r) for r, code in enumerate(codes) if len(code) > 3]
        for at, (code, r) in enumerate(coded):
            following = next((n for c, n in coded[at + 1 :] if c[:-2] == code[:-2] and len(c) == len(code)), None)
            pairs += [(s, r, following)] if following is not None else []
    if not pairs:
        return None
    s, a, b = rng.choice(pairs)
    sheet = document.sheets[s]
    fields = [m.name for m in sheet.form.form.money]
    one, two = ({f: getattr(sheet.rows[n], f) for f in fields} for n in (a, b))
    if one == two:
        return None
    rows = list(sheet.rows)
    rows[a], rows[b] = evolve(rows[a], **two), evolve(rows[b], **one)
    return with_rows(document, s, rows), [Change(s, r, fields[0], getattr(sheet.rows[r], fields[0])) for r in (a, b)]


SINGLE = (digit, transpose, decimal_point, sign, stale)


def two_errors(document, rng):
    first = rng.choice(SINGLE)(document, rng)
    second = rng.choice(SINGLE)(first[0], rng) if first else None
    if not second:
        return None
    changes = first[1] + second[1]
    same = (changes[0].sheet, changes[0].row, changes[0].field) == (changes[1].sheet, changes[1].row, changes[1].field)
    return None if same else (second[0], changes)


# The text -------------------------------------------------------------------------------------------------------------


def _texts(sections):
    for section in sections:
        yield section.text
        yield from _texts(section.children)


def edited(document, rng, pattern, replace, where="."):
    """Replace one random match of a pattern in the text of sections whose heading matches ``where``."""
    places = []

    def collect(sections, path=""):
        for section in sections:
            here = path + section.heading
            if re.search(where, here) and "名词解释" not in here:
                places.extend((id(section), m.span()) for m in re.finditer(pattern, section.text))
            collect(section.children, here)

    collect(document.sections)
    if not places:
        return None
    target, span = rng.choice(places)

    def change(section):
        text = section.text
        if id(section) == target:
            found = re.search(pattern, text[span[0] : span[1]]) or re.match(pattern, text[span[0] :])
            new = replace(re.compile(pattern).match(text, span[0]) or found)
            if new is None:
                raise _UnchangedError
            text = text[: span[0]] + new + text[span[1] :]
        return Section(section.number, section.title, section.level, text, tuple(map(change, section.children)))

    try:
        sections = tuple(map(change, document.sections))
    except _UnchangedError:
        return None
    return with_text(document, sections), []


class _UnchangedError(Exception):
    pass


def stale_year(document, rng):
    kind = rng.choice(("title", "prose", "asset", "base", "heading"))
    year = document.year
    if kind == "title":
        s = rng.randrange(len(document.sheets))
        sheet = document.sheets[s]
        wrong = evolve(sheet, title=sheet.title.replace(str(year), str(year - 1)))
        return document.evolve(sheets=(*document.sheets[:s], wrong, *document.sheets[s + 1 :])), []
    if kind == "asset":
        return edited(document, rng, r"截至(\d{4})年", lambda m: f"截至{int(m[1]) - 2}年")
    if kind == "base":
        return edited(document, rng, r"与2022年度相比", lambda _: "与2021年度相比") or stale_year(document, rng)
    if kind == "heading":
        return _heading(document, rng, lambda t: t.replace(str(year), str(year - 1)), str(year)) or stale_year(
            document, rng
        )
    return edited(
        document, rng, rf"{year}年(度)?(?=收|支|一般|财政|机关|政府采购|“三公)", lambda m: f"{year - 1}年{m[1] or ''}"
    )


def _heading(document, rng, change, needle):
    found = []

    def collect(sections):
        for section in sections:
            if needle in section.title:
                found.append(id(section))
            collect(section.children)

    collect(document.sections)
    if not found:
        return None
    target = rng.choice(found)

    def walk(section):
        title = change(section.title) if id(section) == target else section.title
        return Section(section.number, title, section.level, section.text, tuple(map(walk, section.children)))

    return with_text(document, tuple(map(walk, document.sections))), []


def percentage(document, rng):
    def wrong(match):
        value = Decimal(match[2])
        places = max(0, -value.as_tuple().exponent)
        other = (value * Decimal(str(round(rng.choice((rng.uniform(0.5, 0.9), rng.uniform(1.1, 1.6))), 3)))).quantize(
            Decimal(1).scaleb(-places)
        )
        return None if abs(other - value) < Decimal("0.3") else f"{match[1]}{other}%"

    return edited(document, rng, r"(占[^，。；]{0,20}?|增长|下降|完成(?:年初|全年)预算的)(\d+(?:\.\d+)?)%", wrong)


def direction(document, rng):
    kind = rng.choice(("amount", "both", "compare"))
    flip = {
        "增加": "减少",
        "减少": "增加",
        "增长": "下降",
        "下降": "增长",
        "大于": "小于",
        "小于": "大于",
        "等于": "大于",
    }
    if kind == "amount":
        found = edited(document, rng, r"(增加|减少)(?=[0-9.]+(?:万)?元，)", lambda m: flip[m[1]])
    elif kind == "both":
        found = edited(
            document, rng, r"(增加|减少)([0-9.]+(?:万)?元，)(增长|下降)", lambda m: flip[m[1]] + m[2] + flip[m[3]]
        )
    else:
        found = edited(document, rng, r"决算数(大于|小于|等于)预算数", lambda m: f"决算数{flip[m[1]]}预算数")
    return found


def name(document, rng):
    kind = rng.choice(("table", "other", "text"))
    letters = "管务保障医疗事业单位支"
    if kind == "text":

        def near(match):
            text = list(match[1])
            at = rng.randrange(1, len(text) - 1)
            text[at] = rng.choice([c for c in letters if c != text[at]])
            return f"{''.join(text)}{match[2]}"

        return edited(document, rng, r"([\u4e00-\u9fff]{6,20})(（[款项]）)", near)
    rows = [(s, r) for s, sheet in enumerate(document.sheets) if sheet.form.form.rows == "functional" for r, row in enumerate(sheet.rows) if len(row.code) == 7 and len(row.name) > 4]  # fmt: skip  # noqa: E501 - one printed sentence, row or case
    s, r = rng.choice(rows)
    row = document.sheets[s].rows[r]
    if kind == "other":
        other = rng.choice([x for x in catalogue(document.year).functional if x.depth == 3 and x.name != row.name])
        return replaced(document, s, r, name=other.name), []
    text = list(row.name)
    at = rng.randrange(1, len(text) - 1)
    text[at] = rng.choice([c for c in letters if c != text[at]])
    return replaced(document, s, r, name="".join(text)), []


def structure(document, rng):
    kind = rng.choice(("table", "section", "remark", "false remark"))
    sheets = document.sheets
    if kind == "table":
        needed = [
            n for n, s in enumerate(sheets) if "Project" not in s.form.__name__ and "ByUnit" not in s.form.__name__
        ]
        if document.kind == "final_accounts":
            needed = [n for n in needed if "BySubject" not in sheets[n].form.__name__]
        at = rng.choice(needed)
        return document.evolve(sheets=sheets[:at] + sheets[at + 1 :]), []
    if kind == "section":
        return _without_section(document, rng.choice(("机关运行经费", "政府采购", "国有资产", "名词解释", "职责|职能")))
    empty = [n for n, s in enumerate(sheets) if s.remarks]
    full = [n for n, s in enumerate(sheets) if not s.remarks]
    at = rng.choice(empty if kind == "remark" else full)
    remarks = () if kind == "remark" else ("本表为空表。",)
    return document.evolve(sheets=(*sheets[:at], evolve(sheets[at], remarks=remarks), *sheets[at + 1 :])), []


def _without_section(document, words):
    def keep(sections):
        return tuple(
            Section(s.number, s.title, s.level, "" if re.search(words, s.text) and not re.search(words, s.title) and "名词" not in s.title and len(s.text) < 200 else s.text, keep(s.children))  # noqa: E501 - one printed sentence, row or case
            for s in sections if not re.search(words, s.title)
        )  # fmt: skip

    return with_text(document, keep(document.sections)), []


def narrative(document, rng):
    def wrong(match):
        text = list(match[1])
        places = [n for n, c in enumerate(text) if c.isdigit()]
        at = rng.choice(places)
        text[at] = rng.choice([d for d in "123456789" if d != text[at]])
        return None if Decimal(match[1]) == 0 else "".join(text) + match[2]

    where = "收支预算情况|收入预算|支出预算|拨款情况|基本支出|收入支出决算|收入决算|支出决算|具体|结构"
    return edited(document, rng, r"(?<![增减加少])(\d+\.\d{2})((?:万)?元)(?=[，。；、（]|$)", wrong, where)


def count(document, rng):
    kind = rng.choice(("guests", "vehicles", "weight", "score", "grade", "total"))
    performance = document.performance
    if kind == "guests":
        return edited(
            document,
            rng,
            r"其他国内公务接待(.*?)接待(\d+)批次",
            lambda m: f"其他国内公务接待{m[1]}接待{int(m[2]) + 1}批次",
        )
    if kind == "vehicles":
        return edited(document, rng, r"共有车辆(\d+)辆", lambda m: f"共有车辆{int(m[1]) + 1}辆")
    if performance is None or not performance.self_evaluations:
        return None
    form = performance.self_evaluations[0]
    at = rng.randrange(len(form.indicators))
    indicators = list(form.indicators)
    changes = {}
    if kind == "weight":
        indicators[at] = evolve(indicators[at], weight=indicators[at].weight + 5)
    elif kind == "score":
        indicators[at] = evolve(indicators[at], score=indicators[at].weight + 1)
    elif kind == "grade":
        changes["conclusion"] = rng.choice("良中差")
    else:
        changes["total_score"] = Decimal(rng.randint(60, 99))
    form = evolve(form, indicators=tuple(indicators), **changes)
    return document.evolve(
        performance=evolve(performance, self_evaluations=(form, *performance.self_evaluations[1:]))
    ), []


CLASSES = {
    "M1 digit": digit, "M2 transpose": transpose, "M3 decimal point": decimal_point, "M4 unit slip": unit_slip, "M5 sign": sign,
    "M6 last digit ±1": last_digit, "M6 last digit ±2..5": last_digits, "M7 dropped row": dropped_row, "M7 repeated row": repeated_row,
    "M8 neighbour column": neighbour, "M9 sibling swap": siblings, "M9 functional swap": functional_siblings,
    "M10 stale value": stale, "M11 stale year": stale_year,
    "M12 percentage": percentage, "M13 direction": direction, "M14 name": name, "M15 structure": structure,
    "M16 narrative": narrative, "M17 counts": count, "M18 two errors": two_errors,
}  # fmt: skip
