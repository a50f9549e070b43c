"""The unit of a table's amounts: what is printed nearest counts, what is printed nowhere is told by evidence or not at all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from medinsure_budget.errors import UsageError
from medinsure_budget.evidence import Line, Note
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Money, Unit, parse_amount
from medinsure_budget.reading.tables.headers import Header
from medinsure_budget.reading.tables.layout import Table
from medinsure_budget.reading.tables.statements import statements
from medinsure_budget.records import define, frozen

# Figures of fewer digits agree by chance; that many have to agree before they are evidence.
_DIGITS = 3
_AGREEING = 2
# That many tables make a custom of their unit.
_CUSTOM = 2
# What tables are printed in, whatever the text around them is.
_USUAL = (Unit.YUAN, Unit.QIAN, Unit.WAN)
# The powers of ten by which whole tables are printed in the wrong unit.
_SLIPS = (4, 3)
_TOLD = Shape(r"(?P<number>[0-9](?<![0-9][0-9])[0-9,]{0,40}(?:\.[0-9]{1,20})?)\s*(?P<unit>{MONEY})")


@frozen
class Stated:
    """The unit that is printed for a whole table, and where if not beside it."""

    unit: Unit | None
    note: Note | None = None


@define
class Units:
    """What a document says about the units of its tables.

    Attributes:
        text: The lines that belong to no table, with their pages.
    """

    text: Sequence[tuple[int, Line]]

    def stated(self, table: Table) -> Stated:
        """The unit printed for a table: above it, in its header, elsewhere on its page, or for the document.

        Columns and cells that state units of their own are none of the table's business.
        """
        title = table.caption.title or "（无表题）"
        below = [(0, s.unit) for remark in table.remarks for s in statements(remark) if s.kind == "unit" and s.unit]
        if unit := table.caption.unit or unit_in_header(table.header):
            units = (unit, *table.caption.others, *(u for _, u in below if u is not unit))
            return Stated(unit, _conflict(title, units, table.page) if len(units) > 1 else None)
        if table.above and not below:
            return Stated(None)  # what the figures agree with goes before it
        for page, where, printed in (
            (0, "表下", below), (table.page, f"第{table.page}页", self._statements), (0, "文中", self._statements),
        ):  # fmt: skip
            told = {unit for on, unit in printed if page in (0, on)}
            if len(told) == 1:
                unit = told.pop()
                note = Note("repaired", f"表格“{title}”没有印金额单位，按{where}所印的{unit.value}读取", table.page)
                return Stated(unit, note)
        return Stated(None)

    @cached_property
    def _statements(self) -> list[tuple[int, Unit]]:
        found = ((page, s.unit) for page, line in self.text for s in statements(line.text) if s.kind == "unit")
        return [(page, unit) for page, unit in found if unit is not None]

    @cached_property
    def _told(self) -> set[tuple[Decimal, Unit]]:
        """The figures that the text tells with their units."""
        found = (told for _, line in self.text for told in _TOLD.finditer(line.text))
        return {(amount, unit) for f in found if (unit := Unit.parse(f["unit"])) and (amount := _parsed(f["number"]))}

    def inferred(self, sheet: Sheet[Row], others: Sequence[Sheet[Row]], above: Unit | None = None) -> Stated:
        """The unit in which the figures of a sheet agree with the other tables or the text, and why it is taken.

        Args:
            sheet: Without a unit.
            others: The other tables.
            above: The unit of the table above it in the same grid: taken where no figures agree.
        """
        title = sheet.title or "（无表题）"
        figures = set(_significant(amount for amount in _amounts(sheet) if amount.unit is Unit.UNKNOWN))
        known = [other for other in others if other.unit is not Unit.UNKNOWN]
        sources = [(f"表格“{other.title}”", {m.yuan for m in _amounts(other) if m.unit is not Unit.UNKNOWN}) for other in known]
        sources.append(("文中", {Money(amount, unit).yuan for amount, unit in self._told}))
        units = {*_USUAL, *(other.unit for other in known), *(unit for _, unit in self._told)}
        best = Counter[tuple[Unit, str]]()
        for unit in units:
            worth = {figure * unit.factor for figure in figures}
            whole = {max(worth, default=Decimal())}  # the largest, mostly the total, counts twice
            best.update({(unit, where): len(worth & there) + len(whole & there) for where, there in sources})
        found = best.most_common(1)
        if found and found[0][1] >= _AGREEING and len({u for (u, _), n in best.items() if n == found[0][1]}) == 1:
            unit, where = found[0][0]
            message = f"表格“{title}”没有印金额单位，其中的数与{where}所印的金额相同，按{unit.value}读取"
            return Stated(unit, Note("repaired", message, sheet.page))
        if above:
            message = f"表格“{title}”没有印金额单位，按同一张表上方所印的{above.value}读取"
            return Stated(above, Note("repaired", message, sheet.page))
        usual = {other.unit for other in known}
        if len(known) >= _CUSTOM and len(usual) == 1:
            unit = usual.pop()
            message = f"表格“{title}”没有印金额单位，按本文件其他{len(known)}张表格一致的{unit.value}读取"
            return Stated(unit, Note("repaired", message, sheet.page))
        message = f"表格“{title}”没有印金额单位，也没有可以推定的依据，单位不明，金额不折算为元"
        return Stated(Unit.UNKNOWN, Note("unread", message, sheet.page))

    def slips(self, sheets: Sequence[Sheet[Row]]) -> Iterator[Note]:
        """Tables whose figures agree with the others and the text only when their unit is another one."""
        worths = [{m.yuan for m in _amounts(s) if m and m.unit is not Unit.UNKNOWN} for s in sheets]
        figured = [[w for w in worth if len(w.as_tuple().digits) > _DIGITS] for worth in worths]
        everywhere = Counter(worth for found in worths for worth in found)
        if all(any(everywhere[w] > 1 for w in figures) for figures in figured if figures):
            return  # the tables agree among themselves
        everywhere.update({Money(amount, unit).yuan for amount, unit in self._told})
        for sheet, worth, figures in zip(sheets, worths, figured, strict=True):
            agreeing = sum(everywhere[w] > 1 for w in figures)
            for power in () if agreeing else (p * sign for p in _SLIPS for sign in (1, -1)):
                slipped = sum(everywhere[w.scaleb(power)] > 0 for w in figures)
                if slipped > _AGREEING and slipped * 2 >= len(figures):
                    yield _slip(sheet, power, slipped)
                    everywhere.subtract(worth)  # of two tables that contradict each other one is said
                    break


def unit_in_header(header: Header) -> Unit | None:
    """The one money unit that the words of a header state, such as 预算数（万元）."""
    units = {unit for path in header.paths for word in path if "元" in word and (unit := Unit.parse(word))}
    return units.pop() if len(units) == 1 else None


def foreign(sheet: Sheet[Row]) -> Note:
    """The note on a table of another money than ours."""
    message = f"表格“{sheet.title or '（无表题）'}”所印的金额单位不是人民币的单位，单位不明，金额不折算为元"
    return Note("unread", message, sheet.page)


def _conflict(title: str, units: Sequence[Unit], page: int) -> Note:
    printed = "、".join(dict.fromkeys(unit.value for unit in units))
    return Note("repaired", f"表格“{title}”印有不同的金额单位{printed}，按离金额最近的{units[0].value}读取", page)


def _slip(sheet: Sheet[Row], power: int, times: int) -> Note:
    more = "大" if power < 0 else "小"
    message = (
        f"表格“{sheet.title}”所印的单位“{sheet.unit.value}”可能有误：其中{times}个数比其他表格或文中的同一金额"
        f"{more}10的{abs(power)}次方倍，金额仍按所印单位读取"
    )
    return Note("unread", message, sheet.page)


def _amounts(sheet: Sheet[Row]) -> Iterator[Money]:
    return (amount for row in sheet.rows for _, amount in row.figures())


def _significant(amounts: Iterable[Money]) -> Iterator[Decimal]:
    return (a.amount for a in amounts if a and len(a.amount.normalize().as_tuple().digits) >= _DIGITS)


def _parsed(number: str) -> Decimal | None:
    try:
        return parse_amount(number)
    except UsageError:
        return None
