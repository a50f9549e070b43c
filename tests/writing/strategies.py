"""Hypothesis strategies for documents in the editions: fictional units, real subjects, printed amounts."""

from decimal import Decimal
from functools import cache

from attrs import evolve
from hypothesis import strategies as st

from medinsure_budget.document import Agency, Budget, Document, FinalAccounts
from medinsure_budget.editions import ALL, Edition, Printed
from medinsure_budget.editions.edition import CLASSES, SUBJECTS
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.money import Money, Unit
from medinsure_budget.subjects import catalogue
from medinsure_budget.writing import arrange

AGENCY = "云溪市医疗保障局"
UNITS = ("云溪市医疗保障局（本级）", "云溪市医疗保障服务中心", "云溪市医疗保障基金监管事务中心")
PROJECTS = (
    "医保基金监督管理",
    "智慧医保信息化运行维护（含网络、安全设备及电子凭证受理终端）",
    "2024年城乡居民参保扩面宣传与经办能力提升补助资金",
    "=医疗救助-补助资金",
    "@长期护理保险试点",
    "+镇街医保服务站标准化建设",
)
GOALS = ("", "全年检查覆盖率达到100%，查实问题线索全部办结。", "建成15个服务站，群众满意度95%以上；" * 6)


@st.composite
def amounts(draw, unit: Unit, *, blanks: bool = True):
    """An amount as tables print it: blank, 0, 0.00, or with two decimals; 元 sometimes without decimals."""
    kind = draw(st.integers(0, 9))
    if kind <= 2 and blanks:
        return None
    if kind == 3:
        return Money(draw(st.sampled_from(["0", "0.00"])), unit)
    digits = draw(st.integers(1, 10**9 if unit is Unit.YUAN else 10**7))
    whole = unit is Unit.YUAN and kind == 4
    amount = Decimal(digits + 1000) if whole else Decimal(digits).scaleb(-2)
    return Money(-amount if kind == 9 else amount, unit)


@cache
def _tree(economic: bool) -> tuple[tuple[str, str], ...]:
    book = catalogue(2024)
    subjects = book.economic if economic else book.functional
    return tuple(sorted((s.code, s.name) for s in subjects if len(s.code) <= (5 if economic else 7)))


@st.composite
def subject_rows(draw, economic: bool):
    """Codes and names of some leaves with all that stands above them, in code order."""
    tree = dict(_tree(economic))
    leaves = [code for code in tree if len(code) == (5 if economic else 7)]
    chosen = draw(st.lists(st.sampled_from(leaves), min_size=1, max_size=6, unique=True))
    codes = {code[:length] for code in chosen for length in (3, 5, 7)} & tree.keys()
    return [(code, tree[code]) for code in sorted(codes)]


@st.composite
def sheets(draw, printed: Printed, unit: Unit):
    """A statement of a form with rows of its kind."""
    return Sheet(form=printed.form, title="", unit=unit, rows=tuple(draw(_rows(printed, unit))))


def _rows(printed: Printed, unit: Unit):
    kind = printed.form.form.rows
    if printed.items or any(c.measure for c in printed.columns):
        return _measures(printed, unit)
    if kind in ("functional", "economic"):
        return _subjects(printed, unit, economic=kind == "economic")
    if kind == "lines" and printed.form.form.sides:
        return _sides(printed, unit)
    if kind == "lines":
        return _sources(printed, unit)
    if kind == "project":
        return _projects(printed, unit)
    return _units(printed, unit) if any(c.role == "name" for c in printed.columns) else _single(printed, unit)


@st.composite
def filled(draw, printed: Printed, money_unit: Unit, **words):
    """A row whose printed columns hold amounts, at least one of them."""
    side = words.get("side", "")
    fields = [c.field for c in printed.columns if c.role == "money" and c.side in ("", side)]
    fields = fields or [c.field for c in printed.columns if c.side == "purpose" and c.role == "money"]
    values = {name: draw(amounts(money_unit)) for name in fields if name}
    if fields and all(v is None for v in values.values()):
        values[fields[0]] = draw(amounts(money_unit, blanks=False))
    return printed.form(**words, **values)


@st.composite
def _measures(draw, printed: Printed, unit: Unit):
    fields = [i.field for i in printed.items] or list(dict.fromkeys(c.field for c in printed.columns if c.field))
    measures = list(dict.fromkeys(c.measure for c in printed.columns if c.role == "money"))
    name = {"name": "合计"} if any(c.field == "name" for c in printed.columns) and not printed.items else {}
    return [
        printed.form(measure=m, **name, **{f: draw(amounts(unit, blanks=False)) for f in fields if f != "name"})
        for m in measures
    ]


@st.composite
def _subjects(draw, printed: Printed, unit: Unit, *, economic: bool):
    subjects = dict(draw(subject_rows(economic)))
    # A panel without rows would be read as blank columns; the printed form is never that empty.
    wanted = [codes[0] + tail for codes in printed.panel_codes for tail in ("", "01", "02")]
    subjects |= {code: name for code, name in _tree(economic) if code in wanted}
    rows = [draw(filled(printed, unit, code=code, name=subjects[code])) for code in sorted(subjects)]
    lines = [draw(filled(printed, unit, name=line.printed, line=line.key)) for line in printed.form.form.lines]
    return rows + lines if lines else [draw(filled(printed, unit, name="合计")), *rows]


@st.composite
def _sides(draw, printed: Printed, unit: Unit):
    rows: list[Row] = []
    for line in printed.lines:
        if line.key in (SUBJECTS, CLASSES):
            names = [name for _, name in draw(subject_rows(economic=False))]
            rows += [draw(filled(printed, unit, name=name, side=line.side)) for name in dict.fromkeys(names)]
        else:
            rows.append(draw(filled(printed, unit, name=line.label, side=line.side, line=line.key)))
    return rows


@st.composite
def _sources(draw, printed: Printed, unit: Unit):
    groups = {"一般公共预算资金": ["小计", "专项收入"], "政府性基金": ["小计"], "其他资金": ["小计", "事业收入", "经营收入"]}
    total = draw(filled(printed, unit, name="收入总计", line="total_income"))
    return [total] + [draw(filled(printed, unit, name=f"{g}/{n}")) for g, names in groups.items() for n in names]


@st.composite
def _units(draw, printed: Printed, unit: Unit):
    names = draw(st.lists(st.sampled_from(UNITS), min_size=1, unique=True))
    return [draw(filled(printed, unit, name="合计"))] + [draw(filled(printed, unit, name=n)) for n in names]


@st.composite
def _single(draw, printed: Printed, unit: Unit):
    return [draw(filled(printed, unit))]


@st.composite
def _projects(draw, printed: Printed, unit: Unit):
    roles = {c.role: c.field for c in printed.columns}
    rows = [draw(filled(printed, unit, name="合计"))]
    several = sum(c.role == "name" for c in printed.columns) > 1
    for name in draw(st.lists(st.sampled_from(PROJECTS), min_size=1, max_size=4, unique=True)):
        words = {"name": f"一、货物A/{name}" if several else name}
        if "unit" in roles:
            words["unit"] = draw(st.sampled_from(UNITS))
        if "unit_code" in roles:
            words["unit_code"] = draw(st.sampled_from(["216001", "216002"]))
        words |= {c.field: draw(st.sampled_from(GOALS)) for c in printed.columns if c.role == "text"}
        rows.append(draw(filled(printed, unit, **words)))
    return rows


@st.composite
def documents(draw, edition: Edition):
    """A document whose statements are those of an edition, as the edition prints them."""
    kind: type[Document] = Budget if edition.kind == "budget" else FinalAccounts
    level = draw(st.sampled_from(["部门", "单位"]))
    drawn = [draw(sheets(p, p.unit or edition.unit or Unit.WAN)) for p in edition.sheets]
    document = kind(
        name="云溪.xlsx",
        agency=Agency(AGENCY, level),
        year=draw(st.integers(*(edition.years or (2024, 2024)))),
        sheets=tuple(drawn),
    )
    return evolve(document, sheets=tuple(sheet for sheet, _ in arrange(document, edition)))


def distinct() -> list[Edition]:
    """The editions that print some table as no edition before them does; the others only say what differs around it."""
    seen: set[tuple[object, ...]] = set()
    chosen = []
    for edition in ALL:
        prints = {(p.form, p.columns, p.items, p.lines, p.panel_codes, p.split_codes) for p in edition.sheets}
        if prints - seen:
            chosen.append(edition)
        seen |= prints
    return chosen
