"""Two documents of one kind side by side: which figures and statements changed, appeared or went."""

from collections.abc import Iterator
from typing import Any, Literal

from medinsure_budget.checks.arithmetic.cells import Cell, gather, table_name
from medinsure_budget.checks.arithmetic.levels import assign_codes
from medinsure_budget.checks.arithmetic.shown import in_unit, printed
from medinsure_budget.checks.told.statements import understand
from medinsure_budget.document import Document
from medinsure_budget.errors import UsageError
from medinsure_budget.files import Writable
from medinsure_budget.files.frames import frame_of
from medinsure_budget.files.written import write_csv
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.records import define, frozen

Kind = Literal["changed", "added", "removed"]
DIFF_COLUMNS = ("kind", "table", "code", "label", "field", "before", "after", "difference", "unit", "place")
_WORDS: dict[Kind, str] = {"changed": "改动", "added": "新增", "removed": "删去"}


@frozen
class Difference:
    """One figure that differs.

    Attributes:
        kind: ``changed``, ``added`` (only in the second document) or ``removed`` (only in the first).
        before: Its place in the first document, ``None`` when added.
        after: Its place in the second, ``None`` when removed.
    """

    kind: Kind
    before: Cell | None
    after: Cell | None

    @property
    def cell(self) -> Cell:
        """The place in the second document, else in the first."""
        found = self.after if self.after is not None else self.before
        assert found is not None  # noqa: S101 - one of them is there
        return found

    def __str__(self) -> str:
        old = printed(self.before) if self.before is not None else "无"
        new = printed(self.after) if self.after is not None else "无"
        return f"{_WORDS[self.kind]} {self.cell.place}：{old} → {new}"


@define
class Diff:
    """What changed from one document to another, such as from a draft to the final version.

    Attributes:
        before: The first document.
        after: The second.
        differences: Every figure that differs, tables first, in printed order.
        compared: How many figures stand in both.
        notes: What could not be compared, in Chinese.
    """

    before: Document
    after: Document
    differences: tuple[Difference, ...]
    compared: int
    notes: tuple[str, ...] = ()

    def to_frame(self) -> Any:
        """One row for each difference; the columns are ``DIFF_COLUMNS``, amounts are `Decimal` in the printed unit.

        Returns:
            A `pandas.DataFrame`.
        """
        return frame_of(map(_record, self.differences), DIFF_COLUMNS)

    def to_text(self) -> str:
        """All differences as Chinese text."""
        head = f"比较 {self.compared} 个金额，{len(self.differences)} 处不同。"
        return "\n".join([head, *map(str, self.differences), *self.notes]) + "\n"

    def to_csv(self, path: Writable, *, overwrite: bool = False) -> None:
        """Write the differences as CSV with a header.

        Raises:
            UsageError: when the file is there and ``overwrite`` is not said, or cannot be written.
        """
        write_csv(path, self.to_frame(), overwrite=overwrite)

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.differences)


def diff(a: Document, b: Document) -> Diff:
    """Compare two documents figure by figure: tables by form, subject and column, the text by what it speaks of.

    Args:
        a: The first, such as a draft.
        b: The second, such as the published version.

    Raises:
        UsageError: when one of them is no document, or one is a budget and the other final accounts.
    """
    if not all(isinstance(d, Document) for d in (a, b)):
        raise UsageError("diff 需要两份预算或决算")
    if a.kind != b.kind:
        raise UsageError("diff 只比较同一种文件：两份预算，或两份决算")
    before, after = _places(a), _places(b)
    found = list(_differences(before, after))
    return Diff(a, b, tuple(found), len(before.keys() & after.keys()), tuple(_notes(a, b)))


def _differences(before: dict[tuple[str, ...], Cell], after: dict[tuple[str, ...], Cell]) -> Iterator[Difference]:
    for key, cell in after.items():
        old = before.get(key)
        if old is None and cell.amount is not None:
            yield Difference("added", None, cell)
        elif old is not None and (old.fen, old.amount is None) != (cell.fen, cell.amount is None):
            yield Difference("changed", old, cell)
    for key, cell in before.items():
        if key not in after and cell.amount is not None:
            yield Difference("removed", cell, None)


def _places(document: Document) -> dict[tuple[str, ...], Cell]:
    """The cells of a document by a name that another version of it shares."""
    figures = gather(document)
    assign_codes(figures)
    understand(figures)
    found: dict[tuple[str, ...], Cell] = {}
    for cell in figures.cells:
        key = _key(cell)
        number = 0
        while (*key, str(number)) in found:  # rows that are printed several times, in their order
            number += 1
        found[(*key, str(number))] = cell
    return found


def _key(cell: Cell) -> tuple[str, ...]:
    if cell.sheet is None or cell.row is None:
        claim = cell.claim
        section = without_ordinal(fold(claim.section.split("/")[-1])) if claim else ""
        return "正文", section, fold(cell.row_label), cell.field
    name = cell.sheet.form.__name__ if cell.sheet.form.form.title else fold(cell.sheet.title)
    row = cell.row
    return name, row.side, cell.code or row.line or without_ordinal(fold(row.name)), row.measure, cell.field


def _notes(a: Document, b: Document) -> Iterator[str]:
    one, two = ({s.form.form.title or s.title for s in d.sheets} for d in (a, b))
    if one - two:
        yield f"第二份文件没有：{'、'.join(sorted(one - two))}"
    if two - one:
        yield f"第一份文件没有：{'、'.join(sorted(two - one))}"
    if a.agency.name and b.agency.name and fold(a.agency.name) != fold(b.agency.name):
        yield f"单位不同：{a.agency.name}，{b.agency.name}"
    if a.year != b.year:
        yield f"年度不同：{a.year}，{b.year}"


def _record(difference: Difference) -> dict[str, Any]:
    cell, old, new = difference.cell, difference.before, difference.after
    both = old is not None and new is not None
    return {
        "kind": difference.kind,
        "table": table_name(cell.sheet) if cell.sheet is not None else "正文",
        "code": cell.code,
        "label": cell.row_label,
        "field": cell.field,
        "before": old.amount.amount if old is not None and old.amount is not None else None,
        "after": new.amount.amount if new is not None and new.amount is not None else None,
        "difference": in_unit(new.fen - old.fen, cell) if both and new is not None and old is not None else None,
        "unit": cell.unit.value,
        "place": cell.place,
    }
