"""A laid out table as the XML of a Word table.

Cells are written directly: merging cell by cell through the object model takes a minute for a long statement.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from medinsure_budget.records import frozen
from medinsure_budget.writing.excel.widths import column_widths, shown
from medinsure_budget.writing.table import Table, TableCell
from medinsure_budget.writing.word.breaking import WIDE, line_count
from medinsure_budget.writing.word.measures import STYLES

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in (("top", 8), ("left", 70), ("bottom", 8), ("right", 70))
)
_ALIGN = {"header": "center", "ordinal": "center", "code": "center", "number": "center", "money": "right"}
# Sizes of type in half points.
_LARGEST, _SMALLEST = 18, 12
_KEPT = 2
# Points: the line of a cell, and the tallest row that is not parted.
_LINE, _TALLEST = STYLES["TableText"].line, 160
# The lowest row, and what stands around its lines.
_USUAL, _TIGHT = (14.0, 3.0), (12.5, 1.5)
_PADDING = 7


@frozen
class Fitted:
    """A table fitted into a page.

    Attributes:
        table: The table.
        widths: The widths of its columns in twentieths of a point.
        size: The size of its type in half points.
        heights: The heights of its rows in points.
    """

    table: Table
    widths: list[int]
    size: int
    heights: list[float]

    @property
    def header_height(self) -> float:
        """The height of the rows that head every page."""
        return sum(self.heights[: self.table.header_rows])

    @property
    def kept(self) -> int:
        """How many of the last rows stand on the page of what is printed below them."""
        below = self.heights[max(self.table.header_rows, self.table.height - _KEPT) :]
        return len(below) if self.table.remarks and all(height <= _TALLEST for height in below) else 0

    @property
    def pieces(self) -> list[float]:
        """The heights that stand on one page each: rows, and the lines of rows that go on over pages."""
        parted = ([height] if height <= _TALLEST else [_LINE] * round(height / _LINE) for height in self.heights)
        return [height for heights in parted for height in heights]


def fit(table: Table, room: float, down: float) -> Fitted:
    """Fit a table into the room between the margins, given in points; a short rest is drawn onto the same page."""
    usual, tight = (_fit(table, room, lowest, around) for lowest, around in (_USUAL, _TIGHT))
    return tight if sum(usual.heights) > down >= sum(tight.heights) else usual


def _fit(table: Table, room: float, lowest: float, around: float) -> Fitted:
    characters = column_widths(table)
    widths = _scaled(characters, room * 20)
    # A character of half width is half as wide as the type is high.
    size = max(_SMALLEST, min(_LARGEST, int(room * 4 / sum(characters))))
    lines = [1] * table.height
    for cell in table.cells:
        across = (sum(widths[cell.column : cell.column + cell.columns]) / 20 - _PADDING) / (size / 2) - cell.indent
        needed = line_count(shown(cell, thousands=table.thousands), across, how=WIDE)
        # A cell over several rows shares them.
        lines[cell.row] = max(lines[cell.row], -(-needed // cell.rows))
    return Fitted(table, widths, size, [max(lowest, count * _LINE + around) for count in lines])


def table_xml(fitted: Fitted) -> str:
    """The ``w:tbl`` of a table."""
    table, widths = fitted.table, fitted.widths
    rows = "".join(
        _row(fitted, at, cells, kept=at >= table.height - fitted.kept) for at, cells in enumerate(_covering(table))
    )
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar>{_MARGINS}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _scaled(widths: list[float], room: float) -> list[int]:
    total = sum(widths)
    return [max(200, round(w * room / total)) for w in widths]


def _row(fitted: Fitted, row: int, covering: Iterable[TableCell], *, kept: bool) -> str:
    height = fitted.heights[row]
    header = "<w:tblHeader/>" if row < fitted.table.header_rows else ""
    whole = "<w:cantSplit/>" if height <= _TALLEST else ""
    cells = "".join(_cell(cell, row, fitted, kept=kept) for cell in covering)
    return f'<w:tr><w:trPr>{whole}<w:trHeight w:val="{height * 20:.0f}" w:hRule="atLeast"/>{header}</w:trPr>{cells}</w:tr>'


def _covering(table: Table) -> list[list[TableCell]]:
    """The cells of each row, those that reach into it from above included, from left to right."""
    rows: list[list[TableCell]] = [[] for _ in range(table.height)]
    for cell in sorted(table.cells, key=lambda cell: cell.column):
        for row in range(cell.row, cell.row + cell.rows):
            rows[row].append(cell)
    return rows


def _cell(cell: TableCell, row: int, fitted: Fitted, *, kept: bool) -> str:
    widths, size = fitted.widths, fitted.size
    width = sum(widths[cell.column : cell.column + cell.columns])
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = "" if cell.rows == 1 else f'<w:vMerge w:val="{"restart" if row == cell.row else "continue"}"/>'
    words = shown(cell, thousands=fitted.table.thousands) if row == cell.row else ""
    if cell.kind == "header":
        words = _evenly(words, max(1, int((width / 20 - _PADDING) / (size / 2))))
    bold = "<w:b/>" if cell.bold or cell.kind == "header" else ""
    across = cell.bold and cell.kind == "name" and not cell.indent
    align = "center" if across else _ALIGN.get(cell.kind, "left")
    indent = f'<w:ind w:left="{cell.indent * size * 10}"/>' if cell.indent else ""
    keep = "<w:keepNext/>" if kept else ""
    look = f'<w:rPr><w:rFonts w:eastAsia="宋体"/>{bold}<w:sz w:val="{size}"/></w:rPr>'
    shown_words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in words.split("\n"))
    text = f"<w:r>{look}{shown_words}</w:r>" if words else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{keep}{indent}<w:jc w:val="{align}"/></w:pPr>{text}</w:p></w:tc>'
    )


def _evenly(words: str, across: int) -> str:
    """A header in lines alike, where its last line would be a single character."""
    lines = -(-len(words) // across)
    if lines <= 1 or len(words) % across != 1 or any(letter < "\x7f" for letter in words):
        return words
    each = -(-len(words) // lines)
    return "\n".join(words[at : at + each] for at in range(0, len(words), each))
