"""Where the amounts that the text tells stand in the tables."""

from collections.abc import Iterator

from medinsure_budget import forms
from medinsure_budget.checks.arithmetic.cells import Cell, Figures
from medinsure_budget.checks.arithmetic.relations import Ref, code, line, total
from medinsure_budget.forms import Row

_ITEMS = (
    "total", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception", "meetings", "training",
)  # fmt: skip
_SOURCES = ("service_income", "business_income", "grants_from_above", "remittances_from_below", "other_income")
_FUNDS = ("general_public", "government_fund", "state_capital", "special_account")
_BUDGET_KINDS = ("basic", "personnel", "public", "project", "business", "remitted_up", "subsidies_down")
_FINAL_KINDS = ("basic", "project", "remitted_up", "business", "subsidies_down")

_ITEM = 7  # the length of a 项's code

# By what is meant: the rule, where the same amount stands, and where it stands if the words mean something near to that.
Refs = tuple[Ref, ...]
Places = dict[tuple[str, str], tuple[str, Refs, Refs]]
BUDGET: Places = {
    ("overview", "total"): ("NAR-01", (line(forms.BudgetOverview, "total_income"),), ()),
    ("overview", "income"): ("NAR-01", (line(forms.BudgetOverview, "total_income"),), (line(forms.BudgetOverview, "year_income"),)),
    ("overview", "expenditure"): (
        "NAR-01", (line(forms.BudgetOverview, "total_expenditure"),), (line(forms.BudgetOverview, "year_expenditure"),),
    ),
    ("income", "total"): (
        "NAR-02", (total(forms.Income), line(forms.BudgetOverview, "total_income"), total(forms.IncomeBySubject),
        line(forms.IncomeBySource, "total_income")),
        (total(forms.Income, "year_income"), line(forms.BudgetOverview, "year_income")),
    ),
    ("income", "carried_in"): ("NAR-02", (total(forms.Income, "carried_in"), line(forms.BudgetOverview, "carried_in")), ()),
    ("income", "appropriation"): (
        "NAR-02", (line(forms.BudgetOverview, "appropriation"), total(forms.IncomeBySubject, "appropriation")),
        (line(forms.AppropriationOverview, "total_income"), line(forms.BudgetOverview, "general_public")),
    ),
    **{
        ("income", s): ("NAR-02", (total(forms.Income, s), line(forms.BudgetOverview, s), total(forms.IncomeBySubject, s)), ())
        for s in (*_FUNDS, *_SOURCES)
    },
    ("expenditure", "total"): (
        "NAR-04", (total(forms.Expenditure), total(forms.ExpenditureByPurpose), line(forms.BudgetOverview, "year_expenditure")),
        (line(forms.BudgetOverview, "total_expenditure"),),
    ),
    **{
        ("expenditure", k): ("NAR-04", (total(forms.Expenditure, k), total(forms.ExpenditureByPurpose, k), line(forms.BudgetOverview, k)),
        ())
        for k in ("basic", "project")
    },
    **{("expenditure", k): ("NAR-04", (total(forms.Expenditure, k),), ()) for k in _BUDGET_KINDS if k not in ("basic", "project")},
    ("expenditure", "reserve"): ("NAR-04", (total(forms.ExpenditureByPurpose, "reserve"), line(forms.BudgetOverview, "reserve")), ()),
    ("expenditure", "carried_out"): ("NAR-17", (line(forms.BudgetOverview, "carried_out"),), ()),
    ("appropriation", "total"): ("NAR-18", (line(forms.AppropriationOverview, "total_income"),), ()),
    ("appropriation", "income"): ("NAR-18", (line(forms.AppropriationOverview, "total_income"),), ()),
    ("appropriation", "expenditure"): (
        "NAR-18", (line(forms.AppropriationOverview, "total_expenditure"),),
        (line(forms.AppropriationOverview, "year_expenditure"), total(forms.AppropriationExpenditure)),
    ),
    ("appropriation", "spent"): (
        "NAR-18", (line(forms.AppropriationOverview, "year_expenditure"), total(forms.AppropriationExpenditure)),
        (line(forms.AppropriationOverview, "total_expenditure"), total(forms.GeneralPublicExpenditure)),
    ),
    **{("appropriation", f): ("NAR-18", (line(forms.AppropriationOverview, f),), ()) for f in _FUNDS[:3]},
    ("appropriation", "carried_out"): ("NAR-17", (line(forms.AppropriationOverview, "carried_out"),), ()),
    ("general", "total"): ("NAR-07", (total(forms.GeneralPublicExpenditure),), ()),
    ("fund", "total"): ("NAR-07", (total(forms.GovernmentFundExpenditure),), ()),
    ("capital", "total"): ("NAR-07", (total(forms.StateCapitalExpenditure),), ()),
    ("basic", "total"): (
        "NAR-05", (total(forms.BasicExpenditure), total(forms.GeneralPublicExpenditure, "basic")),
        (total(forms.AppropriationBasicExpenditure),),
    ),
    **{
        ("basic", k): (
            "NAR-06", (total(forms.BasicExpenditure, k), total(forms.GeneralPublicExpenditure, k)),
            (total(forms.AppropriationBasicExpenditure, k),),
        )
        for k in ("personnel", "public")
    },
    **{("three", k): ("SG-11", (total(forms.ThreePublics, k),), ()) for k in _ITEMS},
    ("procurement", "total"): ("PRC-07", (total(forms.Procurement),), ()),
    ("performance", "amount"): ("NAR-10", (total(forms.ProjectExpenditure), total(forms.Expenditure, "project")), ()),
    ("performance", "general_public"): (
        "NAR-10", (total(forms.ProjectExpenditure, "general_public"),),
        (total(forms.GeneralPublicExpenditure, "project"), total(forms.ProjectExpenditure)),
    ),
}  # fmt: skip
FINAL: Places = {
    ("overview", "income"): ("NAR-01", (line(forms.FinalOverview, "total_income"),), (line(forms.FinalOverview, "year_income"),)),
    ("overview", "expenditure"): (
        "NAR-01", (line(forms.FinalOverview, "total_expenditure"),), (line(forms.FinalOverview, "year_expenditure"),),
    ),
    ("overview", "total"): ("NAR-01", (line(forms.FinalOverview, "total_income"),), ()),
    ("income", "total"): (
        "NAR-02", (line(forms.FinalOverview, "year_income"), total(forms.FinalIncomeBySubject), total(forms.FinalIncomeByUnit)),
        (line(forms.FinalOverview, "total_income"),),
    ),
    ("income", "appropriation"): (
        "NAR-02", (total(forms.FinalIncomeBySubject, "appropriation"), total(forms.FinalIncomeByUnit, "appropriation")), (),
    ),
    **{("income", f): ("NAR-02", (line(forms.FinalOverview, f), line(forms.FinalAppropriationOverview, f)), ()) for f in _FUNDS[:3]},
    **{("income", s): ("NAR-02", (line(forms.FinalOverview, s),), ()) for s in _SOURCES},
    ("expenditure", "total"): (
        "NAR-04", (line(forms.FinalOverview, "year_expenditure"), total(forms.FinalExpenditureBySubject)),
        (line(forms.FinalOverview, "total_expenditure"),),
    ),
    **{("expenditure", k): ("NAR-04", (total(forms.FinalExpenditureBySubject, k),), ()) for k in _FINAL_KINDS},
    ("appropriation", "total"): ("NAR-18", (line(forms.FinalAppropriationOverview, "total_income"),), ()),
    ("appropriation", "income"): ("NAR-18", (line(forms.FinalAppropriationOverview, "total_income"),), ()),
    ("appropriation", "expenditure"): (
        "NAR-18", (line(forms.FinalAppropriationOverview, "total_expenditure"),),
        (line(forms.FinalAppropriationOverview, "year_expenditure"),),
    ),
    ("appropriation", "spent"): (
        "NAR-18", (line(forms.FinalAppropriationOverview, "year_expenditure"),),
        (line(forms.FinalAppropriationOverview, "total_expenditure"), total(forms.FinalGeneralPublicExpenditure)),
    ),
    ("general", "total"): (
        "NAR-07", (total(forms.FinalGeneralPublicExpenditure),
        line(forms.FinalAppropriationOverview, "year_expenditure", "from_general_public")), (),
    ),
    ("fund", "total"): ("NAR-07", (total(forms.FinalGovernmentFund),), ()),
    ("capital", "total"): ("NAR-07", (total(forms.FinalStateCapital),), ()),
    ("basic", "total"): ("NAR-05", (total(forms.FinalGeneralPublicExpenditure, "basic"), total(forms.FinalBasicExpenditure, "amount")), ()),
    ("basic", "personnel"): ("NAR-06", (line(forms.FinalBasicExpenditure, "personnel_total"),), ()),
    ("basic", "public"): ("NAR-06", (line(forms.FinalBasicExpenditure, "public_total"),), ()),
    **{("three", k): ("SG-11", (total(forms.FinalThreePublics, k, "final"), total(forms.FinalThreePublics, k)), ()) for k in _ITEMS},
    **{("performance", k): ("NAR-10", (total(forms.FinalGeneralPublicExpenditure, "project"),), ()) for k in ("amount", "general_public")},
}  # fmt: skip
# 机关运行经费 stands beside two tables: its own, and the public expenditure that it should equal.
OPERATING: tuple[tuple[str, tuple[Ref, ...]], ...] = (
    ("OP-01", (
        total(forms.BasicExpenditure, "public"), total(forms.GeneralPublicExpenditure, "public"),
        line(forms.FinalBasicExpenditure, "public_total"),
    )),
    ("OP-07", (total(forms.OperatingExpenditure), total(forms.ThreePublics, "operating"), total(forms.FinalThreePublics, "operating"))),
)  # fmt: skip
_GENERAL: tuple[type[Row], ...] = (forms.GeneralPublicExpenditure, forms.FinalGeneralPublicExpenditure)
_FISCAL: tuple[type[Row], ...] = (
    forms.AppropriationExpenditure, forms.FinalAppropriationExpenditure, forms.AppropriationOverview, forms.FinalAppropriationOverview,
)  # fmt: skip
_OTHERS: tuple[type[Row], ...] = (
    forms.GovernmentFundExpenditure, forms.StateCapitalExpenditure, forms.FinalGovernmentFund, forms.FinalStateCapital,
)  # fmt: skip
_ALL: tuple[type[Row], ...] = (forms.Expenditure, forms.FinalExpenditureBySubject, forms.BudgetOverview, forms.FinalOverview)
Forms = tuple[type[Row], ...]
# By topic: the tables that print the subjects of the section, and those that do if the words mean something near to it.
_BY_TOPIC: dict[str, tuple[Forms, Forms]] = {
    "expenditure": (_ALL, (*_GENERAL, *_FISCAL)),
    "appropriation": (tuple(reversed(_FISCAL)), _GENERAL),
    "general": (_GENERAL, (*_FISCAL, *_OTHERS, *_ALL)),
    "fund": ((forms.GovernmentFundExpenditure, forms.FinalGovernmentFund), ()),
    "capital": ((forms.StateCapitalExpenditure, forms.FinalStateCapital), ()),
}
SUBJECT_RULES = {"expenditure": "NAR-03", "appropriation": "NAR-03", "general": "NAR-07", "fund": "NAR-07", "capital": "NAR-07"}


def told_at(figures: Figures, topic: str, key: str) -> tuple[str, list[Cell], list[Cell]]:
    """The rule of a meaning, the cells that print the amount, and those that print what the words may mean instead."""
    places = BUDGET if figures.document.kind == "budget" else FINAL
    rule, same, near = places.get((topic, key), ("", (), ()))
    return rule, _printed(figures, same), _printed(figures, near)


def _printed(figures: Figures, refs: Refs) -> list[Cell]:
    return [cell for ref in refs for cell in ref.cells(figures)[:1]]


def candidates(figures: Figures, topic: str, key: str) -> list[Cell]:
    """The cells that may print the amount of a meaning, the likeliest first."""
    _, same, near = told_at(figures, topic, key)
    return [*same, *near]


def subject_cells(figures: Figures, topic: str, subject: str) -> tuple[list[Cell], list[Cell]]:
    """The cells that print the amount of a subject in the topic's own tables, and those of tables with a near meaning."""
    same, near = _BY_TOPIC.get(topic, ((), ()))
    return list(_of_subject(figures, same, subject)), list(_of_subject(figures, near, subject))


def item_count(figures: Figures, topic: str) -> int:
    """How many 项 with money the topic's own tables print."""
    own, _ = _BY_TOPIC[topic]
    lines = (x for table in figures.tables if table.form in own for x in table.coded().items())
    return sum(1 for code, line in lines if len(code) == _ITEM and line.filled)


def _of_subject(figures: Figures, forms: Forms, subject: str) -> Iterator[Cell]:
    for form in forms:
        yield from code(form, subject, "amount" if form.form.sides else "total").cells(figures)[:1]
