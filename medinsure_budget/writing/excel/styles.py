"""The styles of the written cells, each made once and copied."""

from copy import copy
from typing import Any

from attrs import frozen

from medinsure_budget.errors import UsageError
from medinsure_budget.writing.table import TableCell

FONT = "宋体"
TITLE_FONT = "黑体"
_CENTRED = ("header", "ordinal", "number", "code")


@frozen
class Look:
    """What makes two cells look alike."""

    kind: str
    bold: bool = False
    indent: int = 0
    number_format: str = "General"
    quoted: bool = False
    centred: bool = False


class Styles:
    """Styles by look; a scratch sheet of the workbook holds one cell for each.

    Assigning fonts and borders to every cell makes writing three times slower, so the style array of the scratch
    cell is copied. It is private in openpyxl and has been called ``_style`` since 2.2.
    """

    def __init__(self, scratch: Any) -> None:
        self._scratch = scratch
        self._cells: dict[Look, Any] = {}

    def apply(self, cell: Any, look: Look) -> None:
        """Give a cell its look."""
        if look not in self._cells:
            self._cells[look] = self._made(look)
        source = self._cells[look]
        if not hasattr(source, "_style"):
            raise UsageError("this version of openpyxl keeps its styles elsewhere; openpyxl 3.1 is needed")
        cell._style = copy(source._style)  # noqa: SLF001 - see the class

    def _made(self, look: Look) -> Any:
        from openpyxl.styles import Alignment, Border, Font, Side

        cell = self._scratch.cell(1, len(self._cells) + 1)
        cell.font = _font(Font, look)
        cell.alignment = _alignment(Alignment, look)
        if look.kind not in _UNFRAMED:
            thin = Side(style="thin", color="000000")
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        cell.number_format = look.number_format
        cell.quotePrefix = look.quoted
        return cell


_UNFRAMED = ("title", "above left", "above right", "remark", "contents", "link")


def _font(font: Any, look: Look) -> Any:
    if look.kind == "title":
        return font(name=TITLE_FONT, size=16, bold=True)
    if look.kind == "link":
        return font(name=FONT, size=11, color="0563C1", underline="single")
    return font(name=FONT, size=10, bold=look.bold or look.kind == "header")


def _alignment(alignment: Any, look: Look) -> Any:
    if look.kind == "title" or look.kind in _CENTRED or look.centred:
        return alignment(horizontal="center", vertical="center", wrap_text=True)
    if look.kind in ("money", "above right"):
        return alignment(horizontal="right", vertical="center")
    return alignment(horizontal="left", vertical="center", wrap_text=look.kind != "above left", indent=look.indent)


def look_of(cell: TableCell, number_format: str = "General", *, quoted: bool = False) -> Look:
    """The look of a table's cell."""
    across = cell.kind == "name" and cell.bold and cell.indent == 0
    return Look(cell.kind, cell.bold, cell.indent, number_format, quoted, across)
