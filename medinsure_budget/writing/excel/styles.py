"""The formats of the written cells, each made once for a workbook."""

from functools import lru_cache
from typing import Any, NamedTuple

from medinsure_budget.writing.table import TableCell

FONT = "宋体"
TITLE_FONT = "黑体"
_CENTRED = ("header", "ordinal", "number", "code")
_UNFRAMED = ("title", "above left", "above right", "remark", "contents", "link")


class Look(NamedTuple):
    """What makes two cells look alike."""

    kind: str
    bold: bool = False
    indent: int = 0
    number_format: str = "General"
    quoted: bool = False
    centred: bool = False


class Styles(dict[Look, Any]):
    """The workbook's format of each look, made when it is first asked for."""

    def __init__(self, workbook: Any) -> None:
        super().__init__()
        self._workbook = workbook

    def __missing__(self, look: Look) -> Any:
        frame = {} if look.kind in _UNFRAMED else {"border": 1, "border_color": "#000000"}
        written = {"num_format": look.number_format, "quote_prefix": look.quoted}
        made = self[look] = self._workbook.add_format(_font(look) | _alignment(look) | frame | written)
        return made


def _font(look: Look) -> dict[str, Any]:
    if look.kind == "title":
        return {"font_name": TITLE_FONT, "font_size": 16, "bold": True}
    if look.kind == "link":
        return {"font_name": FONT, "font_size": 11, "font_color": "#0563C1", "underline": 1}
    return {"font_name": FONT, "font_size": 10, "bold": look.bold or look.kind == "header"}


def _alignment(look: Look) -> dict[str, Any]:
    if look.kind == "title" or look.kind in _CENTRED or look.centred:
        return {"align": "center", "valign": "vcenter", "text_wrap": True}
    if look.kind in ("money", "above right"):
        return {"align": "right", "valign": "vcenter"}
    return {"align": "left", "valign": "vcenter", "text_wrap": look.kind != "above left", "indent": look.indent}


def look_of(cell: TableCell, number_format: str = "General", *, quoted: bool = False) -> Look:
    """The look of a table's cell."""
    return _look(cell.kind, cell.bold, cell.indent, number_format, quoted)


@lru_cache(maxsize=1024)
def _look(kind: str, bold: bool, indent: int, number_format: str, quoted: bool) -> Look:
    across = kind == "name" and bold and indent == 0
    return Look(kind, bold, indent, number_format, quoted, across)
