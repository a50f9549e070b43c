"""A whole disclosure as one accessible web page."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import IO, overload

from medinsure_budget.document import Document
from medinsure_budget.editions import Edition
from medinsure_budget.files import File, Place, Writable
from medinsure_budget.files.written import POLICY, write_bytes
from medinsure_budget.writing.excel.widths import shown
from medinsure_budget.writing.pages import Block, Heading, Paragraph, Statement, blocks, warnings
from medinsure_budget.writing.table import Table, TableCell

_STYLE = """
body{margin:0 auto;max-width:75rem;padding:1rem 1.5rem;color:#1a1a1a;background:#fff;line-height:1.75;
font-family:"FangSong","STFangsong","Noto Serif CJK SC",serif}
header{text-align:center;margin:2rem 0}h1{font-size:1.9rem;margin:.2rem 0}
h2{font-size:1.45rem;margin-top:2.2rem}h3{font-size:1.2rem}h4{font-size:1.05rem}
h1,h2,h3,h4,caption{font-family:"SimHei","STHeiti","Noto Sans CJK SC",sans-serif}
main p{text-indent:2em;margin:.4rem 0}nav ol{list-style:none;padding-left:1.2rem}
a{color:#0b4f9e}a:focus-visible{outline:3px solid #b35c00}.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
.scroll{overflow-x:auto;margin:1.5rem 0}table{border-collapse:collapse;min-width:60%;margin:0 auto;font-size:.9rem}
caption{font-size:1.1rem;font-weight:bold;padding:.4rem}caption div+div{font-size:.9rem;font-weight:normal;text-align:right}
th,td{border:1px solid #444;padding:.2rem .5rem}thead th{background:#eef2f7;text-align:center}
tbody th{font-weight:normal;text-align:left}.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.c{text-align:center}.b{font-weight:bold}.i1{padding-left:1.7rem}.i2{padding-left:2.9rem}
.warning{border:2px solid #a00;color:#a00;padding:.6rem;text-indent:0}
@media print{nav,.skip{display:none}.scroll{overflow:visible}table{page-break-inside:auto}thead{display:table-header-group}}
"""


_CLASSES = {"money": "n", "code": "c", "number": "c", "ordinal": "c"}


@overload
def write_html(document: Document, path: Place, *, edition: Edition | None = None, overwrite: bool = False) -> Path: ...
@overload
def write_html(document: Document, path: File, *, edition: Edition | None = None, overwrite: bool = False) -> File: ...
def write_html(document: Document, path: Writable, *, edition: Edition | None = None, overwrite: bool = False) -> Path | IO[bytes]:
    """Write a document as one self-contained page: headings, text, and every table with its caption and scopes.

    The page needs no script and no other file, can be read by screen readers and printed, and is read back by
    `read` as the same statements and claims. The file is complete or absent.

    Args:
        document: The document.
        path: An ``.html`` file, or an open binary file.
        edition: The print, by default the one the document has.
        overwrite: Replace a file that is already there.

    Returns:
        The path, or the open file.

    Raises:
        UsageError: when there is nothing to write, the path is no ``.html`` file, or the file exists.
    """
    parts = blocks(document, edition)
    return write_bytes(path, lambda: _page(document, parts).encode(), of=document, suffix=".html", overwrite=overwrite)


def _page(document: Document, parts: Iterable[Block]) -> str:
    parts = tuple(parts)
    title = document.title
    heading = f"<h1>{escape(title)}</h1>" if title else ""
    said = "".join(f'<p class="warning" role="alert">{escape(text)}</p>' for text in warnings(document))
    body = "\n".join(_block(part) for part in parts)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"{POLICY}\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title or _first_words(parts[0]))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<header>{heading}{said}</header>\n{_contents(parts)}\n<main id="main">\n{body}\n</main>\n</body>\n</html>\n'
    )


def _first_words(part: Block) -> str:
    """What a page without a title is called in a list of pages."""
    return part.table.title if isinstance(part, Statement) else part.text


def _contents(parts: Iterable[Block]) -> str:
    entries = []
    for part in parts:
        if isinstance(part, Heading) and part.level <= 2:
            entries.append(f'<li><a href="#{part.anchor}">{escape(part.text)}</a></li>')
        elif isinstance(part, Statement):
            entries.append(f'<li><a href="#{part.anchor}">{escape(part.table.title)}</a></li>')
    return f'<nav aria-label="目录"><p>目录</p><ol>{"".join(entries)}</ol></nav>' if entries else ""


def _block(part: Block) -> str:
    if isinstance(part, Heading):
        level = min(part.level + 1, 6)
        return f'<h{level} id="{part.anchor}">{escape(part.text)}</h{level}>'
    if isinstance(part, Paragraph):
        return f"<p>{escape(part.text)}</p>"
    return _statement(part)


def _statement(part: Statement) -> str:
    table = part.table
    above = [text for text in (table.number, table.agency, table.unit) if text]
    caption = f"<div>{escape(table.title)}</div>" + "".join(f"<div>{escape(text)}</div>" for text in above)
    head = "".join(_row(cells, header=True) for cells in _rows(table, 0, table.header_rows))
    body = "".join(_row(cells, header=False) for cells in _rows(table, table.header_rows, table.height))
    notes = "".join(f"<p>{escape(text)}</p>" for text in table.remarks)
    return (
        f'<div class="scroll" id="{part.anchor}"><table><caption>{caption}</caption>'
        f"<thead>{head}</thead><tbody>{body}</tbody></table></div>{notes}"
    )


def _rows(table: Table, first: int, last: int) -> list[tuple[Table, list[TableCell]]]:
    rows: dict[int, list[TableCell]] = {at: [] for at in range(first, last)}
    for cell in table.cells:
        if cell.row in rows:
            rows[cell.row].append(cell)
    return [(table, sorted(row, key=lambda cell: cell.column)) for row in rows.values()]


def _row(row: tuple[Table, list[TableCell]], *, header: bool) -> str:
    table, cells = row
    names = [cell for cell in cells if cell.kind == "name" and isinstance(cell.value, str) and cell.value]
    return f"<tr>{''.join(_cell(cell, table, header=header, names=names) for cell in cells)}</tr>"


def _cell(cell: TableCell, table: Table, *, header: bool, names: list[TableCell]) -> str:
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (f' colspan="{cell.columns}"' if cell.columns > 1 else "")
    if header:
        scope = "colgroup" if cell.columns > 1 else "col"
        return f'<th scope="{scope}"{spans}>{escape(shown(cell, thousands=table.thousands))}</th>'
    indented = f"i{min(cell.indent, 2)}" if cell.indent else ""
    classes = [_CLASSES.get(cell.kind, ""), indented, "b" if cell.bold else ""]
    named = f' class="{" ".join(filter(None, classes))}"' if any(classes) else ""
    # Side by side tables have a name in each half, which heads only its own half.
    if cell.kind == "header" or (names and cell is names[0] and len(names) == 1):
        return f'<th scope="row"{spans}{named}>{escape(shown(cell, thousands=table.thousands))}</th>'
    return f"<td{spans}{named}>{escape(shown(cell, thousands=table.thousands))}</td>"
