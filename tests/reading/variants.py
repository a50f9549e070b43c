"""Read documents printed anew with the differences that other offices show.

A document becomes a list of drawn tables; a variant changes how they are drawn, never what they say; a writer turns
them into a file. Reading that file has to give the same figures.
"""

import html
from collections import Counter
from decimal import Decimal
from math import ceil

from attrs import evolve, field, frozen
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter

from medinsure_budget.files.packages import workbook_bytes
from medinsure_budget.forms.words import fold
from medinsure_budget.money import Money
from medinsure_budget.writing import printed_like
from medinsure_budget.writing.table import lay_out


@frozen
class Cell:
    """A drawn cell: where it stands, how far it reaches, and its words."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    kind: str = "text"


@frozen
class Drawing:
    """A table as it is printed.

    Attributes:
        above: The lines over the table; a line of several parts is parted by tabs.
        cells: Header and body.
        header: The number of header rows.
        below: The lines under the table.
        inside: Whether the lines above stand inside the rules.
    """

    above: tuple[str, ...]
    cells: tuple[Cell, ...]
    header: int
    below: tuple[str, ...] = ()
    inside: bool = False
    pages: tuple[int, ...] = field(default=())

    @property
    def width(self):
        return max(c.column + c.columns for c in self.cells)

    @property
    def height(self):
        return max(c.row + c.rows for c in self.cells)


def draw(document):
    """The statements of a document as drawings, in printed order."""
    return [_drawing(sheet) for sheet in document.sheets]


def _drawing(sheet):
    table = lay_out(sheet, printed_like(sheet))
    cells = tuple(Cell(c.row, c.column, _words(c.value), c.rows, c.columns, c.kind) for c in table.cells)
    agency = f"编制单位：{sheet.agency}" if sheet.agency else ""
    above = tuple(line for line in (table.number, table.title, f"{agency}\t{table.unit}") if line.strip())
    return Drawing(above, cells, table.header_rows, table.remarks)


def _words(value):
    return "" if value is None else f"{value.amount:f}" if isinstance(value, Money) else value


def figures(document, *, titles=True, fields=True):
    """What a document says, whatever its layout: each figure with its table, row and meaning."""
    return Counter(
        (
            fold(r["title"]) if titles else "",
            r["code"] or fold(r["label"]),
            (r["field"] or fold(r["header"]).rpartition("/")[2]) if fields else "",
            r["amount"],
        )
        for sheet in document.sheets
        for r in sheet.records()
    )


# Variants: each takes a drawing and gives another.


def inside_the_rules(drawing):
    return evolve(drawing, inside=True)


def rows_moved(drawing, count, start=0):
    """Cells from a row on moved down."""
    return tuple(evolve(c, row=c.row + count) if c.row >= start else c for c in drawing.cells)


def thousands(drawing):
    return evolve(drawing, cells=tuple(_money(c, lambda t: f"{_number(t):,}") for c in drawing.cells))


def full_width(drawing):
    wide = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
    return evolve(drawing, cells=tuple(_money(c, lambda t: t.translate(wide)) for c in drawing.cells))


def dashes_for_blanks(drawing):
    return evolve(drawing, cells=tuple(evolve(c, text="-") if c.kind == "money" and not c.text else c for c in drawing.cells))


def _number(text):
    return Decimal(text.replace(",", ""))


def _money(cell, change):
    return evolve(cell, text=change(cell.text)) if cell.kind == "money" and cell.text else cell


def blank_rows(drawing, count=4):
    """Filler rows at the end of the grid."""
    filler = tuple(
        Cell(drawing.height + r, c, "", kind="filler") for r in range(count) for c in range(drawing.width)
    )
    return evolve(drawing, cells=drawing.cells + filler)


def remark_inside(drawing, words="注：本表金额转换为万元时，因四舍五入可能存在尾差。"):
    return evolve(drawing, cells=(*drawing.cells, Cell(drawing.height, 0, words, columns=drawing.width)))


def pieces(drawing, size, *, repeat_header, repeat_title=False, continued=()):
    """The table over several pages of ``size`` body rows, each a drawing of its own."""
    body = [c for c in drawing.cells if c.row >= drawing.header]
    head = [c for c in drawing.cells if c.row < drawing.header]
    starts = range(drawing.header, drawing.height, size)
    parts = []
    for n, start in enumerate(starts):
        mine = [c for c in body if start <= c.row < start + size]
        kept = head if n == 0 or repeat_header else []
        first = drawing.header if kept else 0
        cells = (*kept, *(evolve(c, row=c.row - start + first) for c in mine))
        above = drawing.above if n == 0 or repeat_title else continued
        below = drawing.below if n == len(starts) - 1 else ()
        parts.append(evolve(drawing, above=above, cells=cells, header=first, below=below))
    return parts


def broken_at(drawing, row):
    """The table broken over two pages above a row, where no cell reaches over the break."""
    if not 0 < row < drawing.height or any(c.row < row < c.row + c.rows for c in drawing.cells):
        return [drawing]
    upper = tuple(c for c in drawing.cells if c.row < row)
    lower = tuple(evolve(c, row=c.row - row) for c in drawing.cells if c.row >= row)
    return [evolve(drawing, cells=upper, below=()), evolve(drawing, above=(), cells=lower, header=0)]


def unit_in_header(drawing):
    """The unit behind the words over amounts instead of above the table."""
    amounts = ("金额", "预算数", "决算数", "合计", "总计", "小计")
    cells = tuple(
        evolve(c, text=f"{c.text}（万元）") if c.kind == "header" and c.text in amounts else c for c in drawing.cells
    )
    return evolve(drawing, above=tuple(line for line in drawing.above if "\t" not in line), cells=cells)


# Writers


def as_markdown(drawings, heading):
    lines = [f"# {heading}", ""]
    for d in drawings:
        lines += [line for above in d.above for line in (above.replace("\t", "    "), "")]
        grid = [["" for _ in range(d.width)] for _ in range(d.height)]
        for c in d.cells:
            grid[c.row][c.column] = c.text
        lines += ["\t".join(row) for row in grid]
        lines += ["", *d.below, ""]
    return "\n".join(lines).encode()


def as_html(drawings, heading):
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>", f"<h1>{heading}</h1>"]
    for d in drawings:
        parts += [] if d.inside else [f"<p>{html.escape(line)}</p>" for line in d.above]
        parts.append("<table border='1'>")
        if d.inside:
            parts += [
                f"<tr><td colspan='{d.width}'>{html.escape(line)}</td></tr>"
                if "\t" not in line
                else _split_row(line, d.width)
                for line in d.above
            ]
        for r in range(d.height):
            cells = sorted((c for c in d.cells if c.row == r), key=lambda c: c.column)
            drawn = (f"<td rowspan='{c.rows}' colspan='{c.columns}'>{html.escape(c.text)}</td>" for c in cells)
            parts.append(f"<tr>{''.join(drawn)}</tr>")
        parts.append("</table>")
        parts += [f"<p>{html.escape(line)}</p>" for line in d.below]
    return "\n".join([*parts, "</body></html>"]).encode()


def _split_row(line, width):
    left, right = line.split("\t")
    return f"<tr><td colspan='{width - 1}'>{html.escape(left)}</td><td>{html.escape(right)}</td></tr>"


def as_xlsx(drawings, heading, **printing):
    """A sheet for each table; ``printing`` says how paper would show it."""
    book = Workbook()
    cover = book.active
    cover.title = "封面"
    cover["A1"] = heading
    for n, d in enumerate(drawings):
        _fill(book.create_sheet(f"表{n + 1}"), d)
        _page(book.worksheets[-1], d, **printing)
    return workbook_bytes(book)


_THIN = Border(*(Side("thin") for _ in range(4)))


def _fill(sheet, d):
    for row, line in enumerate(d.above, start=1):
        _fill_line(sheet, d, row, line)
    top = len(d.above) + 1
    for c in d.cells:
        cell = sheet.cell(top + c.row, c.column + 1)
        if c.text:
            cell.value, cell.data_type = c.text, "s"
        wanted = "right" if c.kind == "money" else "center" if c.row < d.header else "left"
        cell.alignment = Alignment(wrap_text=True, horizontal=wanted, vertical="center")
        _frame(sheet, top + c.row, c.column + 1, c.rows, c.columns)
        if c.rows > 1 or c.columns > 1:
            _merge(sheet, top + c.row, c.column + 1, c.rows, c.columns)
    for n, line in enumerate(d.below):
        sheet.cell(top + d.height + n, 1, line)


def _fill_line(sheet, d, row, line):
    left, _, right = line.partition("\t")
    sheet.cell(row, 1, left)
    if right and d.width > 1:
        middle = d.width // 2
        sheet.cell(row, middle + 1, right).alignment = Alignment(horizontal="right")
        _merge(sheet, row, 1, 1, middle)
        _merge(sheet, row, middle + 1, 1, d.width - middle)
    elif d.width > 1:
        _merge(sheet, row, 1, 1, d.width)
        sheet.cell(row, 1).alignment = Alignment(horizontal="center")
    if d.inside:
        _frame(sheet, row, 1, 1, d.width)


def _frame(sheet, row, column, rows, columns):
    for r in range(row, row + rows):
        for c in range(column, column + columns):
            sheet.cell(r, c).border = _THIN


def _merge(sheet, row, column, rows, columns):
    sheet.merge_cells(None, row, column, row + rows - 1, column + columns - 1)


def _page(sheet, d, *, landscape=True, fit=True, repeat=False, footer="", header="", roomy=1.0):
    widths = _widths(d)
    for c, width in enumerate(widths):
        sheet.column_dimensions[get_column_letter(c + 1)].width = width
    for r, lines in enumerate(_lines_needed(d, widths)):
        sheet.row_dimensions[len(d.above) + r + 1].height = (14 * lines + 4) * roomy
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    if fit:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if repeat:
        top = len(d.above) + d.header
        sheet.print_title_rows = f"1:{top}" if repeat == "all" else f"{len(d.above) + 1}:{top}"
    sheet.oddFooter.center.text, sheet.oddHeader.center.text = footer, header


def _widths(d):
    """Wide columns for names, narrow ones for codes and figures."""
    widths = [13.0] * d.width
    for c in d.cells:
        if c.columns == 1 and c.row >= d.header:
            widths[c.column] = max(widths[c.column], min(30.0, 2.2 * len(c.text)))
    return widths


def _lines_needed(d, widths):
    """How many lines the words of each row take, so that nothing is clipped."""
    lines = [1] * d.height
    for c in d.cells:
        width = sum(widths[c.column : c.column + c.columns])
        needed = ceil(2.3 * len(c.text) / width)
        for r in range(c.row, c.row + c.rows):
            lines[r] = max(lines[r], ceil(needed / c.rows))
    return lines


# Codes


def _code_places(drawing):
    """The first and only code column with a name column beside it, else ``None``."""
    codes = {c.column for c in drawing.cells if c.kind == "code" and c.row >= drawing.header}
    names = {c.column for c in drawing.cells if c.kind == "name" and c.row >= drawing.header}
    return codes.pop() if len(codes) == 1 and names == {min(codes) + 1} else None


def in_one_cell(drawing, form="{code} {name}"):
    """Code and name in one column, under 科目."""
    at = _code_places(drawing)
    if at is None:
        return drawing
    names = {c.row: c.text for c in drawing.cells if c.column == at + 1 and c.columns == 1}
    cells = []
    for c in drawing.cells:
        if c.column == at + 1 and c.columns == 1:
            continue
        if c.column == at and c.columns == 1 and c.row >= drawing.header:
            name = names.get(c.row, "")
            text = form.format(code=c.text, name=name) if c.text[:1].isdigit() and name else c.text or name
            changed = evolve(c, text=text, kind="name")
        elif c.column == at and c.columns == 1 and c.kind == "header":
            changed = evolve(c, text="科目")
        else:
            changed = c
        columns = c.columns - (c.column <= at < at + 1 < c.column + c.columns)
        cells.append(evolve(changed, columns=columns, column=c.column - (c.column > at)))
    return evolve(drawing, cells=tuple(cells))


def in_columns(drawing, *, parts_only):
    """类, 款 and 项 in columns of their own; ``parts_only`` prints each part where it first appears."""
    at = _code_places(drawing)
    if at is None:
        return drawing
    cells = []
    for c in drawing.cells:
        if c.column == at and c.columns == 1 and c.row >= drawing.header:
            cells += [Cell(c.row, at + k, t, kind="code") for k, t in enumerate(_parts(c.text, parts_only))]
        elif c.column == at and c.columns == 1 and c.kind != "ordinal":
            cells.append(evolve(c, columns=3))
        elif c.column == at and c.kind == "ordinal":
            cells += [evolve(c, column=at + k) for k in range(3)]
        else:
            columns = c.columns + 2 * (c.column <= at < c.column + c.columns)
            cells.append(evolve(c, columns=columns, column=c.column + 2 * (c.column > at)))
    below = drawing.header - any(c.kind == "ordinal" for c in drawing.cells)
    cells = [evolve(c, row=c.row + 1) if c.row >= below else c for c in cells]
    grown = [evolve(c, rows=c.rows + 1) if c.row < below and c.row + c.rows == below and c.column != at else c for c in cells]
    words = [Cell(below, at + k, t, kind="code") for k, t in enumerate("类款项")]
    return evolve(drawing, cells=(*grown, *words), header=drawing.header + 1)


def _parts(code, parts_only):
    if not (code.isdigit() and len(code) in (3, 5, 7)):
        return code, "", ""
    found = [code[:3], code[3:5], code[5:7]]
    if parts_only:
        last = (len(code) - 3) // 2
        found = [text if k == last else "" for k, text in enumerate(found)]
    return found


def codes_with_blanks(drawing):
    return evolve(drawing, cells=tuple(evolve(c, text=_blanked(c.text)) if c.kind == "code" else c for c in drawing.cells))


def _blanked(code):
    return " ".join(part for part in _parts(code, False) if part) if code.isdigit() else code


# Titles


def titled(drawing, pattern):
    """Lines above the table made from its own title, number, agency and unit; a line break begins a new line."""
    title = max((line for line in drawing.above if "\t" not in line and line[:2] not in ("公开", "表0", "表1")), key=len)
    agency, _, unit = next(line for line in drawing.above if "\t" in line).partition("\t")
    unit = unit.removeprefix("金额")
    year, bare = (title[:5], title[5:]) if title[:2] == "20" else ("", title)
    bare = bare.removeprefix("度")
    text = pattern.format(title=title, year=year or "2024年", bare=bare, agency=agency, unit=unit)
    return evolve(drawing, above=tuple(line for line in text.split("\n") if line.strip()))
