"""From the rows of a recognised table to typed rows of its form."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from attrs import evolve, field

from medinsure_budget.evidence import Cell, Grid, Note
from medinsure_budget.facts import fact
from medinsure_budget.forms import Column, Form, Row, RowOrigin
from medinsure_budget.forms.declare import Side
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.lexicon import word_set
from medinsure_budget.money import Money, Unit
from medinsure_budget.reading.tables.align import align, fits
from medinsure_budget.reading.tables.cells import code_in, coded_name, is_bare_code, is_total_word, no_money
from medinsure_budget.reading.tables.columns import is_measured_otherwise, measuring, names_of, unit_of
from medinsure_budget.reading.tables.figures import Figure, read_figure, unit_stated
from medinsure_budget.reading.tables.labels import follows, is_one, label_cell, merged_words
from medinsure_budget.reading.tables.layout import Table
from medinsure_budget.reading.tables.panels import Panel
from medinsure_budget.reading.tables.rests import Rests
from medinsure_budget.reading.tables.titles import is_remark
from medinsure_budget.records import define
from medinsure_budget.subjects import Catalogue

_WITH_CENTS = re.compile(r"[0-9]\.[0-9]{2}(?![0-9])")


@define
class Texts:
    """A row's texts by table column, and the grid column each was printed in."""

    words: list[str]
    places: list[int]

    def move(self, source: int, target: int) -> None:
        """Give a text to another column; its place goes with it."""
        self.words[target], self.words[source] = self.words[source], ""
        self.places[target] = self.places[source]


@define
class RowReader:
    """Reads the rows of one table; what it decides or cannot read goes to the notes."""

    table: Table
    form: Form
    columns: Sequence[Column]
    unit: Unit
    notes: list[Note]
    catalogue: Catalogue | None = None
    remarks: list[str] = field(factory=list)
    _units: list[Unit] = field(factory=list)
    _headed: list[str] = field(factory=list)
    _names: list[str] = field(factory=list)
    _last_code: str = ""
    _above: dict[int, tuple[dict[int, str], set[int]]] = field(factory=dict)
    _shared: dict[tuple[int, str], dict[str, int]] = field(factory=dict)
    _straight: list[int] = field(factory=list)
    _labels: list[int] = field(factory=list)
    _panels: dict[int, list[Row]] = field(factory=dict)
    _parts: list[Panel] = field(factory=list)
    _rests: Rests = field(init=False)
    _seen: dict[Side, dict[str, object]] = field(factory=dict)

    def read(self) -> list[Row]:
        """All rows, panel by panel from left to right."""
        self._headed = [f"“{c.header}”栏" for c in self.columns]
        self._names = names_of(self.columns)
        self._units = [unit_of(c.path) or self.unit for c in self.columns]
        self._panels = {p: [] for p in sorted({c.panel for c in self.columns})}
        self._straight = list(range(len(self.columns)))
        self._labels = [i for i, c in enumerate(self.columns) if c.role not in ("money", "rate", "count")]
        self._parts = [Panel.of(p, self.columns) for p in range(max(self._panels, default=-1) + 1)]
        self._rests = Rests(self.table, self.form, self.columns, self.catalogue, self._panels, self._parts)
        for grid, r, texts in self._data_rows():
            self._return_stray_figure(texts, grid, r)
            for panel in self._parts:
                for row in self._panel_rows(grid, r, texts, panel) if panel.columns else ():
                    if not self._joins_last(row, self._panels[row.panel]):
                        self._panels[row.panel].append(row)
        return [row for rows in self._panels.values() for row in rows]

    def _data_rows(self) -> Iterator[tuple[Grid, int, Texts]]:
        """The rows below the header, lost cells put back; rows that are no data are noted."""
        for number, piece in enumerate(self.table.pieces):
            if piece.moved:
                self._note("repaired", "本页的栏与上页不同，已按内容归到各栏", piece.grid, piece.first)
            for cell in piece.homeless:
                self._note("unread", f"“{cell.text}”不在任何一栏之下", piece.grid, cell.row)
            for r in range(piece.first, piece.grid.height):
                texts = self._texts(piece.grid, r)
                words = [t for t in texts.words if t]
                if word_set("LEVEL_MARK").issuperset(words):
                    continue  # blank, or the rest of a header that stands below the total
                if all(fact(t.replace("=", "")).blank for t in words):
                    self._note("ignored", "表中用作分隔的横线行", piece.grid, r)
                elif len(words) == 1 and is_remark(words[0]):
                    self.remarks.append(compact(words[0]))
                elif number and r == piece.first and self._rests.is_row(texts.words):
                    self._note("repaired", f"分页截断的文字“{''.join(words)}”已接回上一行", piece.grid, r)
                    self._rests.append(texts.words)
                elif piece.grid.inferred and self._misplaced(texts):
                    self._note("unread", "金额与编码、名称混在一栏，本行各数属于哪一栏不能确定，没有读取", piece.grid, r)
                else:
                    yield piece.grid, r, self._without_strokes(texts)

    def _without_strokes(self, texts: Texts) -> Texts:
        """Strokes in place of a code or name label nothing."""
        for i in self._labels:
            if texts.words[i] and fact(texts.words[i]).blank:
                texts.words[i] = ""
        return texts

    def _texts(self, grid: Grid, r: int) -> Texts:
        """The row's own texts by column of the table."""
        width = len(self.columns)
        if grid.merged:
            texts = list(map(compact, grid.row_texts(r)))
        else:
            # Blank places at the end of a row are part of it; places that were never printed are not.
            texts = [compact(c.text) for c in grid.places[r] if c is not None]
            if len(texts) != width or not fits(texts, self.columns):
                return self._aligned(texts, grid, r)
        header = self.table.header
        if header.beside and r == header.depth and grid is self.table.pieces[0].grid:
            texts = ["" if c in header.beside else t for c, t in enumerate(texts)]
        if any(texts[width:]):
            self._note("unread", f"本行多出的单元格没有表头：{'、'.join(t for t in texts[width:] if t)}", grid, r)
        return Texts((texts + [""] * width)[:width], list(range(width)))

    def _aligned(self, whole: list[str], grid: Grid, r: int) -> Texts:
        width = len(self.columns)
        while len(whole) > 1 and not whole[-1]:
            whole = whole[:-1]
        found = align(whole, self.columns, self.form)
        if found is None:
            if len(whole) > width:
                self._note("unread", f"本行多出{len(whole) - width}个单元格：{'、'.join(whole[width:])}", grid, r)
            return Texts((whole + [""] * width)[:width], list(range(width)))
        # A row that merely ends early says so too where its figures could stand elsewhere as well.
        if list(found.texts[: len(whole)]) != whole or found.choices > 1:
            doubt = "" if found.choices == 1 else f"，共有{found.choices}种同样合理的排法，取第一种"
            self._note("repaired", f"本行缺{len(found.gaps)}个单元格，已按表头和勾稽关系重新对齐{doubt}", grid, r)
        printed = iter(range(width))
        return Texts(list(found.texts), [-1 if c in found.gaps else next(printed) for c in range(width)])

    def _misplaced(self, texts: Texts) -> bool:
        """Whether an amount stands in a code or name, or a code among amounts with cents."""
        roles = [(text, column.role) for text, column in zip(texts.words, self.columns, strict=True) if text]
        named = any(role in ("name", "code", "unit_code") and _WITH_CENTS.search(text) for text, role in roles)
        return named or any(role == "money" and is_bare_code(text) and self._has_cents for text, role in roles)

    @cached_property
    def _flawed(self) -> bool:
        return any(cell and cell.flaw for piece in self.table.pieces for row in piece.grid.places for cell in row)

    @cached_property
    def _has_cents(self) -> bool:
        """Whether all amounts are printed with cents, but for what may be codes."""
        money = [i for i, c in enumerate(self.columns) if c.role == "money"]
        amounts = [row[i] for row in self.table.rows() for i in money if i < len(row) and row[i]]
        return all(_WITH_CENTS.search(text) or is_bare_code(text) for text in amounts)

    def _joins_last(self, row: Row, above: list[Row]) -> bool:
        """Put a row together with the one above where rules part the lines of one row; say whether it was."""
        if not above or row.code or row.origin is None or above[-1].origin is None:
            return False
        last, at = above[-1], row.origin
        filled, waiting = any(True for _ in row.figures()), not any(True for _ in last.figures())
        if row.name and filled and waiting and last.code and not last.name and row.measure == last.measure and follows(last, row):
            self._note("repaired", f"“{last.code}”的名称和金额印在其下一行，已归到该行", at.grid, at.row)
            above[-1] = evolve(row, code=last.code)
        elif not row.name and filled and waiting and last.name and row.measure == last.measure and follows(last, row):
            self._note("repaired", f"“{last.name}”的金额印在其下一行，已归到该行", at.grid, at.row)
            above[-1] = evolve(row, name=last.name, code=last.code, line=last.line, line_number=last.line_number)
        elif row.name and filled and waiting and last.code and last.name and self._rests.completes(row.name, row.panel):
            self._note("repaired", f"换行的文字“{row.name}”已接回“{last.name}”，金额印在下一行", at.grid, at.row)
            above[-1] = evolve(row, code=last.code, name=last.name + row.name)
        elif row.name and not filled and self._rests.is_label(row):
            self._note("repaired", f"换行的文字“{row.name}”已接回“{last.name}”", at.grid, at.row)
            above[-1] = evolve(last, name=last.name + row.name, line=self._line_of(last.name + row.name, last.side))
        else:
            return False
        return True

    def _line_of(self, label: str, side: Side) -> str:
        fixed = self.form.match_line(label, side, {})
        return fixed.key if fixed else ""

    def _return_stray_figure(self, texts: Texts, grid: Grid, r: int) -> None:
        """A total merged over two panels prints its figure in the next panel, which has no label then."""
        for left, here in () if grid.merged else pairwise(self._parts):
            labels = (*here.names, *here.codes)
            labelled = any(texts.words[i] for i in (*left.names, *left.codes))
            waiting = labelled and all(fact(texts.words[i]).blank for i in left.values)
            if not waiting or not left.values:
                continue
            figures = [i for i in (*labels, *here.values) if fact(texts.words[i]).figure]
            strays = [i for i in figures if i in here.values or not fact(texts.words[i]).code]
            unlabelled = not any(texts.words[i] for i in labels if i not in strays)
            if len(strays) == 1 and unlabelled and not self._is_amid_label(grid, r, here):
                texts.move(strays[0], left.values[-1])
                message = f"合并单元格中的金额 {texts.words[left.values[-1]]} 已归到左侧的合计"
                self._note("repaired", message, grid, r)

    def _is_amid_label(self, grid: Grid, r: int, panel: Panel) -> bool:
        """Whether a figure stands between two lines of its label."""
        names = (i for i in panel.names if i < grid.width)
        below = "".join(compact(grid.text(r + 1, i)) for i in names) if r + 1 < grid.height else ""
        return bool(below) and self._rests.completes(below, panel.number)

    def _panel_rows(self, grid: Grid, r: int, texts: Texts, panel: Panel) -> Iterator[Row]:
        label = label_cell(grid, r, panel.names)
        if label is not None and grid.merged and label.column in panel.columns and self._reaches_beyond(label, panel):
            return  # the next panel holds this label's figure
        keys = self._keys(grid, r, texts, panel)
        home = self._home(label, panel.columns)
        side = home.side
        figures = self._figures(grid, r, texts, panel.values, keys.get("name", ""))
        if not figures and not (keys.get("name") or keys.get("code")):
            return
        fixed = self.form.match_line(keys.get("name", ""), side, self._seen.setdefault(side, {}))
        if fixed is None and side == "purpose" and not any(c.side == "expenditure" for c in self.columns):
            fixed = self.form.match_line(keys.get("name", ""), "expenditure", self._seen.setdefault("expenditure", {}))
            side = "expenditure" if fixed else side
        if fixed is not None and not keys.get("code"):
            self._seen.setdefault(side, {})[fixed.key] = True
            keys["line"] = fixed.key
        for measure in panel.printed:
            mine = {i: f for i, f in figures.items() if self.columns[i].measure == measure}
            values: dict[str, Any] = {**keys, "side": side, "measure": measure, "panel": home.panel}
            yield self._row(RowOrigin(grid, r, self._places(texts, panel, measure)), values, mine)

    def _places(self, texts: Texts, panel: Panel, measure: str) -> dict[str, int]:
        """The grid column of each field; the rows of a table share one map unless cells were lost."""
        if texts.places != self._straight:
            return self._map(texts, panel.printed[measure])
        if (panel.number, measure) not in self._shared:
            self._shared[panel.number, measure] = self._map(texts, panel.printed[measure])
        return self._shared[panel.number, measure]

    def _map(self, texts: Texts, columns: list[int]) -> dict[str, int]:
        return {self._names[i]: texts.places[i] for i in columns if texts.places[i] >= 0}

    def _reaches_beyond(self, label: Cell, panel: Panel) -> bool:
        values, last = panel.values, label.column + label.columns - 1
        return bool(values) and last >= values[-1] and panel.columns[-1] < len(self.columns) - 1

    def _home(self, label: Cell | None, columns: list[int]) -> Column:
        """A label merged from the panel before belongs to that panel and its side."""
        if label is not None and label.column not in columns and label.column < len(self.columns):
            return self.columns[label.column]
        return self.columns[columns[0]]

    def _row(self, origin: RowOrigin, values: dict[str, Any], figures: dict[int, Figure]) -> Row:
        extra: list[tuple[str, Money]] = []
        for i, figure in figures.items():
            if figure.money is None:
                continue
            if self.columns[i].field:
                values[self.columns[i].field] = figure.money
            else:
                extra.append((self._names[i], figure.money))
        unreadable = tuple(self._names[i] for i, figure in figures.items() if figure.unreadable)
        return self.form.row(
            origin=origin, page=origin.grid.page, extra=tuple(extra), unreadable=unreadable, **values
        )

    def _keys(self, grid: Grid, r: int, texts: Texts, panel: Panel) -> dict[str, str]:
        """The code, label and other words of a row in one panel."""
        keys: dict[str, str] = {}
        names: list[str] = []
        columns, own = panel.columns, panel.own
        groups = self._groups(texts, panel) if not grid.merged and len(panel.names) > 1 else {}
        for i in panel.beside:
            column, text = self.columns[i], texts.words[i]
            if column.role == "name":
                name = text or groups.get(i) or merged_words(grid, r, i, own)
                again = i - 1 in own and self.columns[i - 1].role == "name" and is_one(grid, r, i)
                again = again or (not grid.merged and name in names[-1:] and self._is_repeated(name, i))
                names += [name] if name and not again else []
            elif column.role in ("code", "unit_code") and text and not code_in(text):
                names += [text] if text not in names[-1:] else []  # 合计 stands under 科目编码 or 单位编码 in some tables
            elif column.field and column.role != "code" and text:
                keys[column.field] = keys.get(column.field, "") + text
        if not names and (total := next((texts.words[i] for i in columns if is_total_word(texts.words[i])), "")):
            names.append(total)  # under 单位名称, beside the names
        if code := self._code([texts.words[i] for i in panel.codes], grid, r):
            keys["code"] = code
        if names:
            # The letters of 合计 may stand in columns of their own.
            keys["name"] = ("" if is_total_word("".join(names)) else "/").join(names)
            if not code and self.form.rows in ("functional", "economic") and (coded := coded_name(keys["name"])):
                keys["code"], keys["name"] = coded
        return keys

    def _is_repeated(self, name: str, i: int) -> bool:
        """Whether a label is the one of the column before, which a converter wrote in each column that it covers."""
        before = self.columns[i - 1]
        return is_total_word(name) or before.role in ("code", "unit_code") or self.columns[i].path == before.path

    def _groups(self, texts: Texts, panel: Panel) -> dict[int, str]:
        """Labels that go on downward where no merging is known: row by row, beside the first of several labels."""
        names = panel.names
        printed = {i for i in names if texts.words[i]}
        above, beside = self._above.get(panel.number, ({}, set()))
        if printed and names[0] not in printed and min(printed) in beside:
            return {i: text for i, text in above.items() if i < min(printed)}
        self._above[panel.number] = {i: texts.words[i] for i in printed}, printed - {min(printed, default=0)}
        return {}

    def _code(self, parts: list[str], grid: Grid, r: int) -> str:
        """Join 类, 款 and 项 printed in columns of their own; a part printed alone follows the row above."""
        code = ""
        for position, text in enumerate(parts):
            if not text or not (digits := code_in(text)):
                continue
            if code and digits.startswith(code):
                code = digits  # whole, or once more in each column that it covers
            elif not code and position and len(digits) <= 2:
                code = self._last_code[: 1 + 2 * position] + digits
            else:
                code += digits
        if code:
            self._last_code = code
        if code and not fact(code).code:
            self._note("unread", f"“{code}”不是3、5、7位的科目编码，照原样保留", grid, r)
        return code

    def _figures(self, grid: Grid, r: int, texts: Texts, money: list[int], label: str) -> dict[int, Figure]:
        """What is printed under the amounts of a panel; a row of counts or rates holds none."""
        stated = unit_stated(label) or self._unit_beside(texts)
        found = {}
        for i in money:
            text, flaw = texts.words[i], self._flaw(grid, r, texts.places[i]) if self._flawed else ""
            if not text and not flaw:
                continue
            figure = read_figure(text, stated or self._units[i], self._headed[i], flaw)
            if figure.kind and fold(text) != fold("".join(self.columns[i].path[-1:])):
                self._note(figure.kind, figure.message, grid, r)
            if figure.money is not None or figure.unreadable:
                found[i] = figure
        if found and (other := no_money(label) or self._counted_beside(texts)):
            self._note("ignored", f"“{label}”是{other}，不是金额，未读", grid, r)
            return {}
        return found

    def _unit_beside(self, texts: Texts) -> Unit | None:
        """The unit that a column of units states for a row."""
        return next((unit for i in self._measures if (unit := Unit.parse(texts.words[i]))), None)

    def _counted_beside(self, texts: Texts) -> str:
        """What the figures of a row are that is no money, where a column of units says so; empty where they are money."""
        return "数量" if any(is_measured_otherwise(texts.words[i]) for i in self._measures) else ""

    @cached_property
    def _measures(self) -> frozenset[int]:
        """The columns that hold the units of the rows."""
        return measuring(self.columns, self.table.rows())

    def _flaw(self, grid: Grid, r: int, c: int) -> str:
        cell = grid.places[r][c] if 0 <= c < grid.width else None
        return cell.flaw if cell is not None and (cell.row, cell.column) == (r, c) else ""

    def _note(self, kind: Any, message: str, grid: Grid, r: int) -> None:
        self.notes.append(Note(kind, message, grid.page, grid.line(r) or r + 1, self.table.caption.title))
