"""A random ledger in 分, how a document prints its amounts, and the sentences that budgets and final accounts share."""

from decimal import Decimal

from medinsure_budget.document.narrative import Section
from medinsure_budget.forms import (
    Column,
    Expenditure,
    GovernmentFundExpenditure,
    Income,
    ProjectExpenditure,
    Sheet,
    ThreePublics,
)
from medinsure_budget.money import Money, Unit
from medinsure_budget.reading.claims import read_claims
from medinsure_budget.subjects import catalogue

AGENCY = "云溪市医疗保障局"


MODES = ("元", "万元", "万元截断")


FUNCTIONAL = (
    "2080501", "2080505", "2080506", "2080801", "2101101", "2101102", "2101103", "2101199", "2101501", "2101502", "2101504",
    "2101505", "2101506", "2101599", "2210201", "2210203", "2050803", "2130599",
)  # fmt: skip


STAFF = ("30101", "30102", "30103", "30107", "30112", "30199", "30302", "30309")


PUBLIC = (
    "30201",
    "30202",
    "30205",
    "30206",
    "30207",
    "30209",
    "30211",
    "30213",
    "30216",
    "30217",
    "30228",
    "30229",
    "30231",
    "30239",
    "30299",
    "31002",
)


PAIRED = {"2080505": "30108", "2080506": "30109", "2210201": "30113"}


PROJECTS = ("医保基金监管", "医疗救助补助", "信息系统运维", "经办服务购买", "政策宣传", "长期护理试点")


class Printer:
    """Amounts in 分 as one document prints them."""

    def __init__(self, mode):
        self.unit = Unit.YUAN if mode == "元" else Unit.WAN
        self.truncate = mode.endswith("截断")

    def __call__(self, fen):
        return None if fen is None else Money(Decimal(fen) / 100).rounded(2, self.unit, truncate=self.truncate)

    def text(self, fen):
        money = self(fen)
        return f"{money.amount:f}{self.unit.value}"


class Ledger:
    """Random expenditure lines: functional 项, economic 款 (None for projects), project, amount in 分."""

    def __init__(self, rng):
        self.rng = rng
        chosen = sorted({"2101501", "2080505", "2080506", "2210201", *rng.sample(FUNCTIONAL, rng.randint(5, 12))})
        self.lines = []
        for code in chosen:
            self._basic(code)
            if (code.startswith(("21015", "20508", "21305")) and code != "2101501") or rng.random() < 0.15:
                for project in rng.sample(PROJECTS, rng.randint(1, 3)):
                    self.lines.append((code, None, project, self._amount(3000, 9_000_000)))

    def _amount(self, least, most):
        return self.rng.randint(least * 100, most * 100)

    def _basic(self, code):
        if code in PAIRED:
            self.lines.append((code, PAIRED[code], None, self._amount(50_000, 900_000)))
        elif code == "2101501":
            for economic in (
                *self.rng.sample(STAFF, self.rng.randint(4, 8)),
                *self.rng.sample(PUBLIC, self.rng.randint(6, 14)),
            ):
                self.lines.append(
                    (code, economic, None, self._amount(300, 1_500_000 if economic in STAFF else 200_000))
                )
        elif code.startswith("21011"):
            self.lines.append((code, "30110" if code == "2101101" else "30111", None, self._amount(20_000, 300_000)))
        elif code.startswith(("2080", "22102")):
            self.lines.append((code, self.rng.choice(("30302", "30399", "30199")), None, self._amount(2_000, 300_000)))

    def total(self, functional="", economic=None, kind="", project=None):
        found = 0
        for code, eco, name, amount in self.lines:
            own = "project" if eco is None else "personnel" if eco[:3] in ("301", "303") else "public"
            if not code.startswith(functional) or (economic is not None and not (eco or "").startswith(economic)):
                continue
            if kind and not (own == kind or (kind == "basic" and own != "project")):
                continue
            if project is None or name == project:
                found += amount
        return found

    def functional(self):
        return sorted({code[:n] for code, *_ in self.lines for n in (3, 5, 7)})

    def economic(self):
        return sorted({eco[:n] for _, eco, *_ in self.lines if eco for n in (3, 5)})

    def projects(self):
        return sorted({name for *_, name, _ in self.lines if name})


PRINTED = {
    ThreePublics: ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception"),
    Income: tuple(m.name for m in Income.form.money),
    Expenditure: ("total", "personnel", "public", "project", "business"),
    GovernmentFundExpenditure: ("total", "basic", "project"),
    ProjectExpenditure: tuple(m.name for m in ProjectExpenditure.form.money),
}


def name(code, kind="functional", year=2024):
    return catalogue(year).functional[code].name if kind == "functional" else catalogue(year).economic[code].name


def sheet(form, printer, rows, title, items=(), **more):
    rows = tuple(rows)
    used = [
        m
        for m in form.form.money
        if m.name in PRINTED.get(form, ()) or any(getattr(r, m.name) is not None for r in rows)
    ]
    columns = tuple(Column((m.label,), "money", m.name, m.side) for m in used)
    return Sheet(
        form=form,
        title=title,
        unit=printer.unit,
        rows=rows,
        items=tuple(items),
        columns=() if items else columns,
        **more,
    )


def three(ledger):
    reception, running = ledger.total(economic="30217"), ledger.total(economic="30231")
    return {
        "total": reception + running,
        "abroad": 0,
        "vehicles": running,
        "vehicle_purchase": 0,
        "vehicle_running": running,
        "reception": reception,
    }


def with_text(document, sections):
    """The document with these sections and the claims that the reader finds in them."""
    return document.evolve(sections=sections, claims=read_claims(sections, year=document.year, agency=AGENCY))


def percent(part, whole, places=2):
    return (Decimal(100 * part) / Decimal(whole)).quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")


def growth(rng, amount, show, base):
    """A printed comparison with an earlier amount, and its words."""
    prior = max(1, int(amount * rng.uniform(0.7, 1.3)))
    if abs(prior - amount) < 20_000 or not amount:
        return f"与{base}持平"
    words = ("增加", "增长") if amount > prior else ("减少", "下降")
    return f"比{base}{words[0]}{show.text(abs(amount - prior))}，{words[1]}{percent(abs(amount - prior), prior)}%，主要是人员和项目安排变化"


def section(number, title, text="", children=()):
    return Section(number, title, 2 if number.startswith("（") else 1, text, tuple(children))


def asset_text(year, vehicles):
    uses = "、".join(
        f"{name}{vehicles if not at else 0}辆"
        for at, name in enumerate(("机要通信用车", "执法执勤用车", "特种专业技术用车"))
    )
    return f"截至{year}年12月31日，{AGENCY}共有车辆{vehicles}辆，其中，{uses}。单位价值100万元以上专用设备0台（套）。"


def frame(body, items, title):
    duties = (
        "贯彻执行医疗保险法律法规，负责医疗保障基金的监督管理，组织落实筹资和待遇政策，推进支付方式改革，承办市政府交办的其他任务。"
        * 3
    )
    terms = "\n".join(
        f"{n}.{name(c[:3])}（类）{name(c[:5])}（款）{name(c)}（项）：反映该科目的支出。" for n, c in enumerate(items, 1)
    )
    return (
        section(
            "一、",
            "部门概况",
            "",
            [section("（一）", "主要职能", duties), section("（二）", "机构设置", "内设办公室等三个处室。")],
        ),
        section("二、", title, "", body),
        section("三、", "名词解释", terms),
    )
