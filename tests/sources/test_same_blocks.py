"""The same lines and tables, whatever format a document is written in."""

import zipfile
from html import escape
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Border, Side

from medinsure_budget.evidence import Grid
from medinsure_budget.sources import open_source

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [*sorted((ROOT / "examples/data").glob("*.md")), *sorted((ROOT / "../shared/corpus/seeds").glob("*.md"))]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = Border(left=Side("thin"), right=Side("thin"), top=Side("thin"), bottom=Side("thin"))


def printed(source):
    """Lines as text and grids as rows without the blanks at their ends, in order."""
    return [
        [" ".join(row).rstrip() for row in rows(block)] if isinstance(block, Grid) else block.text
        for page in source.pages
        for block in page.blocks
    ]


def rows(grid):
    return [[cell.text if cell else "" for cell in row] for row in grid.places]


def as_html(blocks):
    def written(block):
        if not isinstance(block, Grid):
            return f"<p>{escape(block.text)}</p>"
        cells = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in rows(block))
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"

    return f"<html><body>{''.join(map(written, blocks))}</body></html>".encode("gb18030")


def as_docx(blocks):
    def paragraph(text):
        return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"

    def written(block):
        if not isinstance(block, Grid):
            return paragraph(block.text)
        cells = ("".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) for row in rows(block))
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"

    relation = '<Relationship Id="r" Type="http://x/officeDocument" Target="word/document.xml"/>'
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", f"<Relationships>{relation}</Relationships>")
        body = "".join(map(written, blocks))
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def as_xlsx(blocks):
    book = openpyxl.Workbook()
    sheet, at, before = book.active, 0, None
    for block in blocks:
        # Two tables in a row are told apart by a blank row.
        at += isinstance(block, Grid) and isinstance(before, Grid)
        for texts in rows(block) if isinstance(block, Grid) else [[block.text]]:
            at += 1
            for column, text in enumerate(texts, 1):
                cell = sheet.cell(at, column, text or None)
                cell.border = BOX if isinstance(block, Grid) else Border()
                cell.data_type = "s" if text.startswith("=") else cell.data_type
        before = block
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("written", [as_html, as_docx, as_xlsx])
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_rewritten_in_another_format_has_the_same_blocks(path, written):
    source = open_source(path)
    again = open_source(written(source.pages[0].blocks))
    assert printed(again) == printed(source)
    assert again.notes == ()
    assert sum(isinstance(block, Grid) for block in source.pages[0].blocks) > 5
