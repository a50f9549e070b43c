"""Words that are no row of their own: the rest of a label that a page break or a narrow cell cut."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import evolve

from medinsure_budget.facts import fact
from medinsure_budget.forms import Column, Form, Row
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.reading.tables.cells import is_listed, is_total_word
from medinsure_budget.reading.tables.labels import completed, is_completed
from medinsure_budget.reading.tables.layout import Table
from medinsure_budget.reading.tables.panels import Panel
from medinsure_budget.reading.tables.titles import is_remark
from medinsure_budget.records import define
from medinsure_budget.subjects import Catalogue, subjects_of

# More characters than that are a label of their own.
_MOST_OF_A_REST = 8


@define
class Rests:
    """Tells what completes the last row of a panel.

    Attributes:
        table: As printed.
        form: What it is.
        columns: With their roles.
        catalogue: The subjects; by default those of the table's year.
        panels: The rows that are read so far.
        parts: The columns of each panel.
    """

    table: Table
    form: Form
    columns: Sequence[Column]
    catalogue: Catalogue | None
    panels: Mapping[int, list[Row]]
    parts: Sequence[Panel]

    def is_row(self, texts: Sequence[str]) -> bool:
        """The words of a cell cut by a page break stand in a row of their own, without code and figures."""
        if any(fact(t).figure for t in texts):
            return False
        keys = [t for t, c in zip(texts, self.columns, strict=True) if c.role in ("code", "unit_code")]
        if keys:
            return not any(keys) and not any(is_total_word(t) for t in texts)
        words = [(t, c) for t, c in zip(texts, self.columns, strict=True) if t]
        if any(c.role != "name" for _, c in words):
            return False
        return all(self.completes(t, c.panel) for t, c in words) or self._is_cut([t for t, _ in words])

    def _is_cut(self, rests: Sequence[str]) -> bool:
        """Whether words without figures begin no row of their own: all other rows of the table hold figures."""
        short = all(len(rest) <= _MOST_OF_A_REST and not (is_listed(rest) or is_total_word(rest)) for rest in rests)
        known = any(self.form.match_line(rest, side, {}) for rest in rests for side in self.form.sides or ("",))
        return short and not known and self._always_filled

    @cached_property
    def _always_filled(self) -> bool:
        """Whether every row but the first of a page holds a figure; a heading below the header may count as part of it."""
        depth = {role: max((len(c.path) for c in self.columns if c.role == role), default=0) for role in ("name", "money")}
        if depth["name"] > depth["money"]:
            return False
        rows = (p.grid.row_texts(r) for n, p in enumerate(self.table.pieces) for r in range(p.first + (n > 0), p.grid.height))
        return all(any(fact(text).figure for text in row) for row in rows if any(row) and not is_remark(row[0]))

    def completes(self, rest: str, panel: int) -> bool:
        """Where no code tells rows apart, the last label has to become a known one with these words, and not before."""
        if not self.panels[panel]:
            return False
        label = self.panels[panel][-1].name
        side = self.panels[panel][-1].side
        if self.form.match_line(label + rest, side, {}):
            return not self.form.match_line(rest, side, {})
        known = subjects_of(self.table.caption.year, self.catalogue)
        return any(is_completed(without_ordinal(fold(label)), rest, names) for names in (known.functional, known.economic))

    def is_label(self, row: Row) -> bool:
        """A few words without figures and ordinal that make the label above a known one."""
        return len(row.name) <= _MOST_OF_A_REST and not is_listed(row.name) and self.completes(row.name, row.panel)

    def append(self, texts: Sequence[str]) -> None:
        """Put the words of a row behind those of the last rows of its panels."""
        for i, (text, column) in enumerate(zip(texts, self.columns, strict=True)):
            rows = self.panels[column.panel]
            if text and rows and column.role == "name":
                names = self.parts[column.panel].names
                rows[-1] = evolve(rows[-1], name=completed(rows[-1].name, text, names.index(i), len(names)))
            elif text and rows and column.field and column.role in ("text", "unit"):
                rows[-1] = evolve(rows[-1], **{column.field: getattr(rows[-1], column.field) + text})
