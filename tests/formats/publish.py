"""The document of a text file as a Word, Excel, HTML or PDF file: what an office might have published instead.

Lines are kept word for word; statements are drawn with merged headers, other tables cell by cell.
"""

import html
import zipfile
from io import BytesIO
from itertools import groupby

from openpyxl import Workbook
from printing import to_pdf

from medinsure_budget.evidence import Grid, Line
from medinsure_budget.money import Money
from medinsure_budget.reading.performance import read_performance
from medinsure_budget.reading.tables.layout import find_tables
from medinsure_budget.reading.tables.sheets import read_sheets
from medinsure_budget.sources import open_source
from medinsure_budget.writing import printed_like
from medinsure_budget.writing.table import lay_out


def content(path):
    """The lines and tables of a text file in order; a table is a list of (row, column, rows, columns, text, money)."""
    blocks = [(page.number, block) for page in open_source(path).pages for block in page.blocks]
    performance = read_performance(blocks)
    unread = [b for i, b in enumerate(blocks) if i not in performance.used or isinstance(b[1], Line)]
    statements, continued = {}, set()
    for table in find_tables(unread).tables:
        sheets, _ = read_sheets([table], ())
        if sheets:
            statements[id(table.pieces[0].grid)] = sheets[0]
            continued |= {id(piece.grid) for piece in table.pieces[1:]}
    for _, block in blocks:
        if isinstance(block, Line):
            yield block
        elif id(block) in statements:
            yield drawn(statements[id(block)])
        elif id(block) not in continued:
            yield plain(block)


def drawn(sheet):
    cells = lay_out(sheet, printed_like(sheet)).cells
    return [(c.row, c.column, c.rows, c.columns, words(c.value), isinstance(c.value, Money)) for c in cells]


def plain(grid: Grid):
    return [(c.row, c.column, c.rows, c.columns, c.text, False) for r in range(grid.height) for c in grid.anchored(r)]


def words(value):
    return "" if value is None else f"{value.amount:f}" if isinstance(value, Money) else value


def rows_of(table):
    for _, cells in groupby(sorted(table), key=lambda cell: cell[0]):
        yield list(cells)


def as_html(path):
    parts = ["<!DOCTYPE html><html lang='zh'><head><meta charset='utf-8'><title></title></head><body>"]
    for item in content(path):
        if isinstance(item, Line):
            tag = f"h{item.level}" if item.level else "p"
            parts.append(f"<{tag}>{html.escape(item.text)}</{tag}>")
            continue
        parts.append("<table border='1'>")
        for cells in rows_of(item):
            drawn_cells = (
                f"<td rowspan='{rows}' colspan='{columns}'>{html.escape(text)}</td>" for _, _, rows, columns, text, _ in cells
            )
            parts.append(f"<tr>{''.join(drawn_cells)}</tr>")
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"]).encode()


def as_xlsx(path):
    """A sheet for each table, with the lines that stand before it."""
    book = Workbook()
    sheet, row, filled = book.active, 1, False
    for item in content(path):
        if filled:
            sheet, row, filled = book.create_sheet(), 1, False
        if isinstance(item, Line):
            sheet.cell(row, 1, item.text).data_type = "s"
            row += 1
            continue
        for r, c, rows, columns, text, money in item:
            cell = sheet.cell(row + r, c + 1)
            if money:
                decimals = len(text.partition(".")[2])
                cell.value, cell.number_format = float(text), "0." + "0" * decimals if decimals else "0"
            elif text:
                cell.value, cell.data_type = text, "s"
            if rows > 1 or columns > 1:
                sheet.merge_cells(None, row + r, c + 1, row + r + rows - 1, c + columns)
        filled = True
    file = BytesIO()
    book.save(file)
    return file.getvalue()


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def as_docx(path):
    body = []
    for item in content(path):
        if isinstance(item, Line):
            style = f'<w:pPr><w:pStyle w:val="Heading{item.level}"/></w:pPr>' if item.level else ""
            body.append(f"<w:p>{style}{run(item.text)}</w:p>")
        else:
            body += [word_table(item), "<w:p/>"]
    page = '<w:sectPr><w:pgSz w:w="23800" w:h="16840" w:orient="landscape"/></w:sectPr>'
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_WORD}><w:body>{"".join(body)}{page}</w:body></w:document>'
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/word/document.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", document)
    return file.getvalue()


def run(text):
    return f'<w:r><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r>' if text else ""


def word_table(table):
    """Merged cells span columns by gridSpan; each row that a cell continues in holds a cell that says so."""
    covering = {}
    for cell in table:
        for r in range(cell[0], cell[0] + cell[2]):
            covering[r, cell[1]] = cell
    width = max(c + columns for _, c, _, columns, _, _ in table)
    rows = []
    for r in range(max(r for r, _ in covering) + 1):
        cells, c = [], 0
        while c < width:
            cell = covering.get((r, c))
            span = cell[3] if cell else 1
            marks = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            if cell and cell[2] > 1:
                marks += '<w:vMerge w:val="restart"/>' if cell[0] == r else "<w:vMerge/>"
            text = run(cell[4]) if cell and cell[0] == r else ""
            cells.append(f"<w:tc><w:tcPr><w:tcW w:w='1200' w:type='dxa'/>{marks}</w:tcPr><w:p>{text}</w:p></w:tc>")
            c += span
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    sides = "".join(f'<w:{s} w:val="single" w:sz="4"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "<w:gridCol w:w='1200'/>" * width
    return f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def as_pdf(path, folder):
    """Through LibreOffice, as offices do."""
    return to_pdf({"document": as_docx(path)}, ".docx", folder)["document"]
