"""Whether rows whose places were found in text stand where they were printed: their labels and their sums tell.

Rules and marks part the cells of a table for certain, and what they show is a document's own affair. Where blanks or
the order of words had to show the columns, a figure may have come into the wrong row or column.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from medinsure_budget.evidence import Note
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.forms.words import compact, fold, without_ordinal
from medinsure_budget.lexicon import Shape
from medinsure_budget.money import Money, exponent_of, is_amount
from medinsure_budget.reading.tables.columns import joined_labels
from medinsure_budget.records import frozen
from medinsure_budget.subjects import subjects_of

# An ordinal that begins a label: 一、 or （二） or 3.
_ORDINAL = Shape(r"(?<!{NUMERAL})(?:{NUMERAL}){1,3}、|[（(](?:{NUMERAL}){1,3}[）)]|(?<![0-9])[0-9]{1,2}[.．](?![0-9])")
# A subtotal in the midst of a label.
_AMID = Shape(r"{GROUP_TOTAL}{HAN}")
# What may stand behind the name of a subject.
_BEHIND = Shape(r"[(（][^()（）]*[)）]$")
_SUBTOTAL = Shape(r"{GROUP_TOTAL}")
_NAMED = 3
# What parts the name of a group from the row's own.
_GROUPED = "/"
_Sheet = Sheet[Row]


def placement_notes(sheets: Iterable[_Sheet]) -> list[Note]:
    """The doubts about tables whose columns were found in text."""
    return [note for sheet in sheets if _is_inferred(sheet) for note in _doubts(sheet)]


def _is_inferred(sheet: _Sheet) -> bool:
    return any(row.origin is not None and row.origin.grid.inferred for row in sheet.rows)


def _doubts(sheet: _Sheet) -> Iterator[Note]:
    rows = [row for row in sheet.rows if any(True for _ in row.figures())]
    for doubtful, why in _DOUBTS:
        if found := doubtful(sheet, rows):
            yield _note(sheet, found, why)
            told = set(map(id, found))
            rows = [row for row in rows if id(row) not in told]
    if found := _contradicted(sheet):
        yield _note(sheet, found, "的金额与所属各行之和不符，所读的行或栏可能有误", among=_with_parts(sheet, found))
    for column in sheet.columns:
        if column.role == "name" and (labels := joined_labels(sheet.form.form, "".join(column.path[-1:]))):
            line, where = _lines([row for row in sheet.rows if any(True for _ in row.figures())])
            message = f"本表各栏由文字的位置推定，“{column.header}”栏由{len(labels)}栏连成，栏中的文字不能分开{where}"
            yield Note("unread", message, sheet.page, line, sheet.title)


def _note(sheet: _Sheet, rows: Sequence[Row], why: str, among: Sequence[Row] = ()) -> Note:
    """A note that names rows and lists their lines, or those of all rows among which something is wrong."""
    labels = (row.code or row.name for row in rows[:_NAMED])
    named = "、".join(f"“{label}”" for label in labels if label)
    more = (f"等{len(rows)}行" if len(rows) > _NAMED else "") if named else f"{len(rows)}行"
    line, where = _lines(among or rows)
    return Note("unread", f"本表各栏由文字的位置推定，{named}{more}{where}{why}", rows[0].page, line, sheet.title)


def _lines(rows: Sequence[Row]) -> tuple[int, str]:
    """The first line of rows, and the words that list all of several."""
    lines = list(dict.fromkeys(row.origin.grid.line(row.origin.row) for row in rows if row.origin))
    return (lines[0] if lines else 0), f"（第{'、'.join(map(str, lines))}行）" if len(lines) > 1 else ""


def _of_several(_: _Sheet, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if len(_ORDINAL.findall(row.name)) > 1 or _AMID.search(compact(row.name))]


def _nameless(sheet: _Sheet, rows: Sequence[Row]) -> list[Row]:
    """Rows without a label where others have one."""
    named = any(row.code or row.name for row in sheet.rows)
    return [row for row in rows if named and not (row.code or row.name or sheet.items)]


def _named_by_figure(_: _Sheet, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if is_amount(row.name)]


def _without_group(_: _Sheet, rows: Sequence[Row]) -> list[Row]:
    """Subtotals of groups that have a name elsewhere."""
    return [row for row in rows if not row.code and _SUBTOTAL.fullmatch(compact(row.name))]


def _strange(sheet: _Sheet, rows: Sequence[Row]) -> list[Row]:
    """Rows that are neither fixed lines of the form nor subjects; where most are none, no label tells its row."""
    if not sheet.form.form.title or sheet.form.form.rows != "lines":
        return []
    named = [row for row in sheet.rows if row.name and not row.code]
    strange = {id(row) for row in named if not (row.line or row.is_total or _is_subject(sheet, row))}
    return [row for row in rows if id(row) in strange or (len(strange) * 2 >= len(named) and not row.is_total)] if strange else []


def _grouped(sheet: _Sheet, rows: Sequence[Row]) -> list[Row]:
    """Rows of a table whose labels stand in groups: how far a group reaches, no rule shows."""
    form = sheet.form.form
    grouped = bool(form.title) and form.rows == "lines" and any(_GROUPED in row.name for row in sheet.rows)
    return [row for row in rows if grouped and not row.is_total and not row.code]


def _torn(sheet: _Sheet, rows: Sequence[Row]) -> list[Row]:
    """Rows of a list beside words without a figure: these are the rest of a label."""
    if sheet.form.form.rows != "project":
        return []
    bare = [not any(True for _ in row.figures()) for row in sheet.rows]
    beside = {id(row) for at, row in enumerate(sheet.rows) if any(bare[max(0, at - 1) : at + 2])}
    return [row for row in rows if id(row) in beside]


def _run_together(sheet: _Sheet, rows: Sequence[Row]) -> list[Row]:
    """Rows of a list whose words end with what is a cell of its own in several others."""
    if sheet.form.form.rows != "project":
        return []
    cells = Counter(part for row in sheet.rows for part in row.name.split(_GROUPED))
    often = tuple(part for part, times in cells.items() if times >= _NAMED and len(part) > 1)
    return [row for row in rows if any(part.endswith(often) and part not in often for part in row.name.split(_GROUPED))]


def _is_subject(sheet: _Sheet, row: Row) -> bool:
    known, label = subjects_of(sheet.year, None), without_ordinal(fold(row.name))
    return bool(known.functional.by_name(label) or known.economic.by_name(label))


def _of_other_words(sheet: _Sheet, rows: Sequence[Row]) -> list[Row]:
    """Rows of a code whose name lacks a part of the subject's, or holds more than that."""
    kind = sheet.form.form.rows
    if kind not in ("functional", "economic"):
        return []
    known = subjects_of(sheet.year, None)[kind]
    named = ((row, _bare(row.name), _bare(known.get(row.code).name)) for row in rows if row.code in known and row.name)
    return [row for row, printed, name in named if printed != name and (printed in name or name in printed)]


def _bare(name: str) -> str:
    """A name without ordinal and what stands in brackets behind it."""
    return _BEHIND.sub("", without_ordinal(fold(name)))


def _unknown_form(sheet: _Sheet, rows: Sequence[Row]) -> list[Row]:
    return [] if sheet.form.form.title else list(rows)


_DOUBTS: Sequence[tuple[Callable[[_Sheet, Sequence[Row]], list[Row]], str]] = (
    (_of_several, "的名称由几行文字连成，金额属于其中哪一行不能确定"),
    (_nameless, "的金额没有行名，属于哪一行不能确定"),
    (_named_by_figure, "是印在行名处的金额，该行各数的栏目不能确定"),
    (_without_group, "属于哪一组不能确定"),
    (_grouped, "所属的组从哪一行到哪一行不能确定"),
    (_torn, "的上一行或下一行只有文字没有金额，名称可能只有一部分"),
    (_run_together, "的名称由几栏的文字连成，不能分开"),
    (_strange, "不是本表式的行，名称可能与别的行或栏连在一起"),
    (_of_other_words, "的名称与编码所指的科目不全相同，名称或金额可能有一部分是邻行的"),
    (_unknown_form, "不属已知表式，所读的行和栏无从核对"),
)


@frozen
class _Sum:
    total: Row
    parts: Sequence[Row]

    def is_contradicted(self, name: str) -> bool:
        """Whether the parts of a column print another amount than the total, rounding allowed for."""
        amounts = [amount for row in self.parts if (amount := row.amount_of(name)) is not None]
        total = self.total.amount_of(name)
        return total is not None and bool(amounts) and _differ(total, amounts)


def _differ(total: Money, parts: Sequence[Money]) -> bool:
    last = max(exponent_of(amount.amount) for amount in (total, *parts))
    slack = Decimal(1).scaleb(min(last, 0)) * (len(parts) // 2 + 1)
    return abs(sum((part.amount for part in parts), Decimal(0)) - total.amount) > slack


def _contradicted(sheet: _Sheet) -> list[Row]:
    """The rows whose amounts are not the sums of those that belong to them, or of their own parts."""
    names = [marker.name for marker in sheet.form.form.money]
    down = [found.total for found in _sums(sheet) if any(found.is_contradicted(name) for name in names)]
    across = [row for row in sheet.rows if _is_contradicted_across(sheet, row)]
    return _once([*down, *across])


def _with_parts(sheet: _Sheet, totals: Sequence[Row]) -> list[Row]:
    """Rows with those that belong to them: which of them is wrong, no sum can tell."""
    parts = {id(found.total): found.parts for found in _sums(sheet)}
    return _once([row for total in totals for row in (total, *parts.get(id(total), ()))])


def _sums(sheet: _Sheet) -> list[_Sum]:
    return [found for rows in _blocks(sheet).values() for found in (*_by_code(rows), *_by_line(sheet, rows))]


def _once(rows: Sequence[Row]) -> list[Row]:
    return list({id(row): row for row in rows}.values())


def _blocks(sheet: _Sheet) -> Mapping[tuple[str, str], list[Row]]:
    blocks: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sheet.rows:
        blocks[row.side, row.measure].append(row)
    return blocks


def _by_code(rows: Sequence[Row]) -> Iterator[_Sum]:
    place = {row.code: row for row in rows if row.code}
    if any(not row.depth for row in place.values()):
        return
    total = next((row for row in rows if row.is_total), None)
    parts: dict[int, list[Row]] = defaultdict(list)
    for row in place.values():
        above = next((place[code] for cut in (2, 4) if (code := row.code[:-cut]) in place), total)
        if above is not None:
            parts[id(above)].append(row)
    yield from (_Sum(row, parts[id(row)]) for row in rows if id(row) in parts)


def _by_line(sheet: _Sheet, rows: Sequence[Row]) -> Iterator[_Sum]:
    lines = {row.line: row for row in rows if row.line}
    subjects = [row for row in rows if not row.line and not row.is_total]
    for fixed in sheet.form.form.lines:
        parts = [lines[key] for key in fixed.sums if key in lines] + (subjects if "subjects" in fixed.sums else [])
        if fixed.key in lines and parts:
            yield _Sum(lines[fixed.key], parts)


def _is_contradicted_across(sheet: _Sheet, row: Row) -> bool:
    fields = sheet.form.form.fields
    for marker in sheet.form.form.money:
        inner = {name for part in marker.sums for name in fields[part].sums if row.amount_of(part) is not None}
        parts = [a for name in marker.sums if name not in inner and (a := row.amount_of(name)) is not None]
        total = row.amount_of(marker.name)
        if total is not None and parts and _differ(total, parts):
            return True
    return False
