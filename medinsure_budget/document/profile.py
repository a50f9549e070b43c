"""Who the agency is: functions, units, staff, vehicles; and the terms its document explains."""

from decimal import Decimal

from medinsure_budget.document.narrative import Change
from medinsure_budget.money import Money
from medinsure_budget.records import frozen


@frozen
class Term:
    """An explained term of 名词解释.

    Attributes:
        name: The term without its number and its quotes' surroundings, as printed.
        meaning: The explanation as printed.
        number: The printed number such as ``12.``.
        page: The page it was printed on.
    """

    name: str
    meaning: str
    number: str = ""
    page: int = 0


@frozen
class Function:
    """One of the agency's duties with its printed number."""

    number: str
    text: str


@frozen
class Functions:
    """The duties of the agency, or of one of its units.

    Attributes:
        unit: The unit as printed in the heading above its duties; empty where only the agency has a list.
        introduction: What stands before the list.
        items: The duties in printed order.
    """

    unit: str = ""
    introduction: str = ""
    items: tuple[Function, ...] = ()


@frozen
class Count:
    """A counted thing: what it is as printed, and how many."""

    label: str
    number: int


@frozen
class UnitCode:
    """A budget code with the name printed beside it, empty where none is."""

    code: str
    name: str = ""


@frozen
class Vehicles:
    """The vehicles of the agency.

    Attributes:
        total: How many there are.
        by_use: How many of each use.
        as_of: The day of the count, ISO format.
        planned: How many the budget provides for, ``None`` when not stated as a number.
    """

    total: int
    by_use: tuple[Count, ...] = ()
    as_of: str = ""
    planned: int | None = None


@frozen
class Equipment:
    """Large equipment: its kind as printed (``通用设备``), the price it exceeds, and how many there are."""

    kind: str
    threshold: Money
    number: int


@frozen(kw_only=True)
class ProcurementSummary:
    """Government procurement: its total, its three kinds, and what small and medium enterprises received."""

    total: Money | None = None
    goods: Money | None = None
    works: Money | None = None
    services: Money | None = None
    small_and_medium: Money | None = None
    small_and_micro: Money | None = None


@frozen(kw_only=True)
class OperatingExpense:
    """机关运行经费.

    Attributes:
        amount: The budgeted amount, in final accounts what was spent.
        budget: The budget that final accounts compare with.
        completion: Percent of the budget carried out.
        change: The comparison with the year before.
        units: How many units of which kind it is for.
    """

    amount: Money
    budget: Money | None = None
    completion: Decimal | None = None
    change: Change | None = None
    units: tuple[Count, ...] = ()


@frozen(kw_only=True)
class ThreePublicsSummary:
    """The three public outlays as the text or, without a text, the table states them, and what was counted."""

    total: Money | None = None
    abroad: Money | None = None
    reception: Money | None = None
    vehicles: Money | None = None
    vehicle_purchase: Money | None = None
    vehicle_running: Money | None = None
    counts: tuple[Count, ...] = ()


@frozen
class Execution:
    """A project and the percentage of its budget that was carried out."""

    project: str
    rate: Decimal


@frozen(kw_only=True)
class PerformanceSummary:
    """What the text says about the projects under performance management.

    Attributes:
        first_level: How many 一级项目.
        second_level: How many 二级项目.
        projects: How many projects, where the text does not tell the levels apart.
        amount: The money concerned.
        arranged: 总预算安排资金.
        rate: The rate of execution of all of them.
        executions: The rates of single projects.
    """

    first_level: int | None = None
    second_level: int | None = None
    projects: int | None = None
    amount: Money | None = None
    arranged: Money | None = None
    rate: Decimal | None = None
    executions: tuple[Execution, ...] = ()


@frozen(kw_only=True)
class Profile:
    """What a document says about its agency; what it does not say is empty or ``None``.

    Attributes:
        rank: The administrative rank, e.g. ``正科级``.
        nature: What kind of body it is, e.g. ``市政府工作部门``.
        superior: The body whose branch it is.
        founding_document: The number of the document that set it up.
        functions: Its duties.
        unit_functions: The duties of its units, where these are listed apart.
        departments: Its inner departments (内设机构).
        department_count: How many inner departments, where a number is printed.
        units: Its subordinate units.
        budget_composition: What the department's or unit's budget is made of.
        staff: Posts and people by kind, as printed.
        vehicles: Its vehicles.
        equipment: Its large equipment.
        procurement: Its procurement.
        operating_expense: Its 机关运行经费.
        three_publics: Its three public outlays.
        performance: Its projects under performance management.
        unit_codes: Budget codes and the names printed beside them.
        publication_date: The day of publication as printed on the cover.
        people: Who signs: role and name.
    """

    rank: str = ""
    nature: str = ""
    superior: str = ""
    founding_document: str = ""
    functions: Functions = Functions()
    unit_functions: tuple[Functions, ...] = ()
    departments: tuple[str, ...] = ()
    department_count: int | None = None
    units: tuple[str, ...] = ()
    budget_composition: tuple[str, ...] = ()
    staff: tuple[Count, ...] = ()
    vehicles: Vehicles | None = None
    equipment: tuple[Equipment, ...] = ()
    procurement: ProcurementSummary | None = None
    operating_expense: OperatingExpense | None = None
    three_publics: ThreePublicsSummary | None = None
    performance: PerformanceSummary | None = None
    unit_codes: tuple[UnitCode, ...] = ()
    publication_date: str = ""
    people: tuple[tuple[str, str], ...] = ()
