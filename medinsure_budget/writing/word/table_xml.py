"""A laid out table as the XML of a Word table.

Cells are written directly: merging cell by cell through the object model takes a minute for a long statement.
"""

from xml.sax.saxutils import escape

from medinsure_budget.writing.excel.widths import column_widths, shown
from medinsure_budget.writing.table import Table, TableCell

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in (("top", 20), ("left", 70), ("bottom", 20), ("right", 70))
)
_ALIGN = {"header": "center", "ordinal": "center", "code": "center", "number": "center", "money": "right"}
# Sizes of type in half points.
_LARGEST, _SMALLEST = 18, 12
_KEPT = 2


def table_xml(table: Table, width: int) -> str:
    """The ``w:tbl`` of a table.

    Args:
        table: The table.
        width: The room between the margins in twentieths of a point.
    """
    characters = column_widths(table)
    widths = _scaled(characters, width)
    # A character of half width is half as wide as the type is high.
    size = max(_SMALLEST, min(_LARGEST, int(width / 5 / sum(characters))))
    # The last rows stand on the page of what is printed below them.
    kept = table.height - _KEPT if table.remarks else table.height
    rows = "".join(_row(table, at, widths, size, kept=at >= kept) for at in range(table.height))
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar>{_MARGINS}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _scaled(widths: list[float], room: int) -> list[int]:
    total = sum(widths)
    return [max(200, round(w * room / total)) for w in widths]


def _row(table: Table, row: int, widths: list[int], size: int, *, kept: bool) -> str:
    header = "<w:tblHeader/>" if row < table.header_rows else ""
    cells = "".join(_cell(cell, row, table, widths, size, kept=kept) for cell in _covering(table, row))
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="280" w:hRule="atLeast"/>{header}</w:trPr>{cells}</w:tr>'


def _covering(table: Table, row: int) -> list[TableCell]:
    """The cells of a row, those that reach into it from above included, from left to right."""
    return sorted((c for c in table.cells if c.row <= row < c.row + c.rows), key=lambda c: c.column)


def _cell(cell: TableCell, row: int, table: Table, widths: list[int], size: int, *, kept: bool) -> str:
    width = sum(widths[cell.column : cell.column + cell.columns])
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = "" if cell.rows == 1 else f'<w:vMerge w:val="{"restart" if row == cell.row else "continue"}"/>'
    words = shown(cell, thousands=table.thousands) if row == cell.row else ""
    bold = "<w:b/>" if cell.bold or cell.kind == "header" else ""
    across = cell.bold and cell.kind == "name" and not cell.indent
    align = "center" if across else _ALIGN.get(cell.kind, "left")
    indent = f'<w:ind w:left="{cell.indent * size * 10}"/>' if cell.indent else ""
    keep = "<w:keepNext/>" if kept else ""
    look = f'<w:rPr><w:rFonts w:eastAsia="宋体"/>{bold}<w:sz w:val="{size}"/></w:rPr>'
    text = f'<w:r>{look}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{keep}{indent}<w:jc w:val="{align}"/></w:pPr>{text}</w:p></w:tc>'
    )
