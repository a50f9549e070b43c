"""How a place prints the statements in a period: titles, numbers, columns, fixed lines and layout."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from attrs import evolve, field

from medinsure_budget.editions.budget_wording import ZHEJIANG_BUDGET_TEXT
from medinsure_budget.editions.text import Text
from medinsure_budget.editions.wording import ZHEJIANG_FINAL_TEXT
from medinsure_budget.errors import UsageError
from medinsure_budget.forms.declare import Kind, Row, Side
from medinsure_budget.forms.sheet import Column, Item
from medinsure_budget.money import Unit
from medinsure_budget.records import frozen, value

SUBJECTS, CLASSES = "subjects", "classes"


@value
class PrintedLine:
    """A line that an edition always prints in a statement.

    Attributes:
        label: The printed words, ordinal included.
        key: The form's fixed line, ``"subjects"`` where the functional subjects of the side go, ``"classes"`` where only
            their 类 go, numbered; empty for a 类.
        side: The side that prints it.
        number: The printed 行次.
    """

    label: str
    key: str = ""
    side: Side = ""
    number: str = ""


@value(kw_only=True)
class Printed:
    """How one statement is printed.

    Attributes:
        form: The statement.
        title: The title, with ``{year}`` and ``{level}`` (部门 or 单位) to be filled.
        columns: The header tree, one leaf after another from left to right.
        items: Fields printed as rows where labels run downward.
        number: Such as ``公开01表``.
        name: The worksheet's name; by default the number and the form's title.
        unit: The unit of money where it differs from the edition's.
        agency_line: What names the agency above the table, with ``{agency}`` to be filled; empty for nothing.
        unit_line: What states the unit above the table, with ``{unit}`` to be filled.
        lines: The lines the edition always prints.
        total_last: Whether 合计 stands below or above the other rows, ``None`` to leave it where it is.
        total_label: What 合计 is called where it is called otherwise.
        total_across: Whether the label of 合计 covers code and name.
        split_codes: Whether 类, 款 and 项 have a column each.
        panel_codes: How the codes of each block printed beside others begin, the longest beginning deciding.
        unlisted: Economic 款 that the whole list of them leaves out while nothing is spent on them.
        totals_under_purpose: Whether the totals of expenditure stand in the columns of the purposes.
        thousands: Whether amounts are printed with separators.
        remarks: What is printed under the table.
        empty: What is printed under a table without figures, with ``{agency}`` and ``{year}`` to be filled.
    """

    form: type[Row]
    title: str
    columns: tuple[Column, ...]
    items: tuple[Item, ...] = ()
    number: str = ""
    name: str = ""
    unit: Unit | None = None
    agency_line: str = "编制单位：{agency}"
    unit_line: str = "单位：{unit}"
    lines: tuple[PrintedLine, ...] = ()
    total_last: bool | None = False
    total_label: str = ""
    total_across: bool = False
    split_codes: bool = False
    panel_codes: tuple[tuple[str, ...], ...] = ()
    unlisted: tuple[str, ...] = ()
    totals_under_purpose: bool = False
    thousands: bool = False
    remarks: tuple[str, ...] = ()
    empty: str = ""


@frozen(kw_only=True)
class Edition:
    """How a place prints a whole disclosure.

    >>> from medinsure_budget.editions import ZHEJIANG_BUDGET_2024
    >>> from medinsure_budget.forms import Income
    >>> [column.header for column in ZHEJIANG_BUDGET_2024.printed(Income).columns][:3]
    ['单位名称', '总计', '本年收入/小计']

    Attributes:
        name: Its Chinese name.
        kind: Budget or final accounts.
        years: The first and the last year it is known to be printed in, ``None`` when it is one document's own.
        unit: The unit of money, ``None`` to keep the document's.
        sheets: The statements in printed order.
        places: The provinces that print it, none for the set of the whole country.
        level: Who prints it, 部门 or 单位, empty for both.
        publics_base: Which budget the three publics of final accounts stand beside, in table and text.
        text: The parts, headings and sentences of its running text, by default Zhejiang's.
        unattested: What about it no published document shows, in Chinese.
    """

    name: str
    kind: Kind
    sheets: tuple[Printed, ...]
    years: tuple[int, int] | None = None
    unit: Unit | None = None
    places: tuple[str, ...] = ()
    level: str = ""
    publics_base: Literal["initial_budget", "budget"] = "budget"
    text: Text = field()
    unattested: str = ""

    @text.default
    def _usual_text(self) -> Text:
        return ZHEJIANG_BUDGET_TEXT if self.kind == "budget" else ZHEJIANG_FINAL_TEXT

    def derived(
        self,
        name: str,
        *,
        order: Sequence[type[Row]] = (),
        numbers: Sequence[str] | str = "",
        titles: Mapping[type[Row], str] | None = None,
        changes: Mapping[type[Row], Mapping[str, Any]] | None = None,
        **more: Any,
    ) -> "Edition":
        """Another edition, stated as its differences from this one.

        >>> from medinsure_budget.editions import FINAL_ACCOUNTS_2023
        >>> from medinsure_budget.forms import FinalOverview, FinalThreePublics
        >>> short = FINAL_ACCOUNTS_2023.derived("两张表", order=(FinalOverview, FinalThreePublics), numbers="表{}")
        >>> [(printed.number, printed.title) for printed in short.sheets]
        [('表1', '{year}年度收入支出决算总表'), ('表2', '{year}年度财政拨款“三公”经费支出决算表')]

        Args:
            name: The name of the new edition.
            order: Its statements in printed order, by default those of this edition.
            numbers: The numbers of all statements, or one of them with ``{}`` to be counted up.
            titles: Titles that differ, the year and what stands before it included.
            changes: Further attributes of `Printed` that differ, by statement.
            more: Attributes of the edition that differ.

        Raises:
            UsageError: when this edition has no such statement.
        """
        chosen = [self.printed(form) for form in order] or list(self.sheets)
        shown = [numbers.format(at) for at in range(1, len(chosen) + 1)] if isinstance(numbers, str) else numbers
        numbered = [{"number": number} for number in shown] if numbers else [{}] * len(chosen)
        own: dict[type[Row], dict[str, Any]] = {form: {"title": title} for form, title in (titles or {}).items()}
        for form, change in (changes or {}).items():
            own[form] = {**own.get(form, {}), **change}
        differing = [number | own.get(printed.form, {}) for printed, number in zip(chosen, numbered, strict=True)]
        sheets = tuple(evolve(printed, **change) if change else printed for printed, change in zip(chosen, differing, strict=True))
        return evolve(self, name=name, sheets=sheets, **{"places": (), "unattested": "", **more})

    @property
    def forms(self) -> tuple[type[Row], ...]:
        """The statements in printed order."""
        return tuple(printed.form for printed in self.sheets)

    def printed(self, form: type[Row]) -> Printed:
        """How this edition prints a statement.

        Raises:
            UsageError: when the edition has no such statement.
        """
        for printed in self.sheets:
            if printed.form is form:
                return printed
        raise UsageError(f"版式{self.name}没有 {form.__name__} 这张表")
