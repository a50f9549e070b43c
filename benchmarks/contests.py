"""What this library is timed against: the bare engines, and what the same work costs without it."""

import csv
import io
import re
from decimal import Decimal
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from contest import Contest

import medinsure_budget as mb
from medinsure_budget.sources import Limits, open_source

SHARED = Path(__file__).resolve().parents[1] / "../shared"
SAMPLE = Path(__file__).resolve().parents[1] / "examples/data/云溪市医疗保障局2024年部门预算.md"
PDFS = sorted((SHARED / "corpus/pdf").glob("*.pdf"))
SEED = SHARED / "corpus/seeds/seed002.md"
NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")


def bare_pdf(contents):
    """The text of every page and nothing else."""
    import pypdfium2

    for data in contents:
        document = pypdfium2.PdfDocument(data)
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
        document.close()


def with_tablers(contents):
    import tablers

    for data in contents:
        document = tablers.Document(bytes=data)
        for page in document.pages():
            tablers.find_tables(page, extract_text=True)
        document.close()


def with_pdfplumber(contents):
    import pdfplumber

    for data in contents:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                page.extract_text()
                page.extract_tables()


def sources(contents):
    from medinsure_budget.sources.pdf import read_pdf

    for data in contents:
        read_pdf(data, "benchmark", limits=Limits())


def read_all(contents, suffix=".pdf"):
    return [mb.read(data, name=f"benchmark{suffix}") for data in contents]


def check_all(contents):
    for document in read_all(contents):
        mb.check(document)


def open_all(contents, suffix):
    """Only the source: the lines and grids that a file shows."""
    return [open_source(data, name=f"benchmark{suffix}") for data in contents]


def pdf_contests():
    """Text and grids, whole documents, reports."""
    contents = [path.read_bytes() for path in PDFS]
    if not contents:
        return []
    bare = partial(bare_pdf, contents)
    found = [
        Contest("PDF: text and grids / bare pdfium text", partial(sources, contents), bare, 2.3),
        Contest("PDF: whole read / bare pdfium text", partial(read_all, contents), bare, 3.5),
        Contest("PDF: read and check / bare pdfium text", partial(check_all, contents), bare, 4.5),
    ]
    if find_spec("tablers"):
        found.append(Contest("PDF: text and grids / tablers", partial(sources, contents), partial(with_tablers, contents), 1.4))
    if find_spec("pdfplumber"):
        slow = partial(with_pdfplumber, contents)
        found.append(Contest("PDF: pdfplumber text and tables / whole read", partial(read_all, contents), slow, 12, faster=True, rounds=1))
    return found


def csv_and_decimals(text):
    """The floor for text: the cells of its lines, and each of its numbers as a Decimal."""
    return list(csv.reader(text.splitlines())), [Decimal(number.replace(",", "")) for number in NUMBER.findall(text)]


def walk_docx(data):
    import docx

    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return cells, [paragraph.text for paragraph in document.paragraphs]


def walk_html(data):
    from lxml import html

    return [element.text for element in html.fromstring(data).iter()]


def text_contests(folder):
    """One text, ten times as much of it, and the same as docx and html."""
    path = SEED if SEED.exists() else SAMPLE
    text = path.read_text("utf-8")
    short, long = text.encode(), ("\n\n".join([text] * 10)).encode()
    document = mb.read(path)
    word = mb.write_docx(document, folder / "文.docx").read_bytes()
    page = mb.write_html(document, folder / "文.html").read_bytes()
    one = partial(read_all, [short], ".md")
    return [
        Contest("text: read / csv and Decimal", one, partial(csv_and_decimals, text), 25),
        Contest("text: ten times as long / once", partial(read_all, [long], ".md"), one, 10.5, rounds=3),
        Contest("docx: lines and grids / python-docx opening and walking", partial(open_all, [word], ".docx"), partial(walk_docx, word), 2),
        Contest("docx: whole read / python-docx opening and walking", partial(read_all, [word], ".docx"), partial(walk_docx, word), 2),
        Contest("html: lines and grids / lxml opening and walking", partial(open_all, [page], ".html"), partial(walk_html, page), 2),
        Contest("html: whole read / lxml opening and walking", partial(read_all, [page], ".html"), partial(walk_html, page), 2),
    ]


def shared_styles(rows, path):
    """The same cells by openpyxl alone, with one font, border and alignment for all."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side(style="thin")
    font, border, alignment = Font(name="宋体", size=10), Border(line, line, line, line), Alignment(wrap_text=True)
    book = Workbook()
    for title, cells in rows:
        sheet = book.create_sheet(title)
        for r, row in enumerate(cells, 1):
            for c, value in enumerate(row, 1):
                cell = sheet.cell(r, c, value)
                cell.font, cell.border, cell.alignment, cell.number_format = font, border, alignment, "#,##0.00"
    book.save(path)


def with_calamine(data):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def excel_contests(folder):
    """Writing against openpyxl, reading against calamine."""
    from openpyxl import load_workbook

    document = mb.read(SEED if SEED.exists() else SAMPLE)
    written = mb.write_xlsx(document, folder / "表.xlsx")
    data = written.read_bytes()
    rows = [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in load_workbook(written)]
    ours = partial(mb.write_xlsx, document, folder / "甲.xlsx", overwrite=True)
    theirs = partial(shared_styles, rows, folder / "乙.xlsx")
    return [
        Contest("xlsx: write_xlsx / openpyxl with shared styles", ours, theirs, 0.37),
        Contest("xlsx: values as shown / calamine", partial(open_all, [data], ".xlsx"), partial(with_calamine, data), 4),
        Contest("xlsx: whole read / calamine (no limit)", partial(read_all, [data], ".xlsx"), partial(with_calamine, data)),
        Contest("docx: write_docx / read (no limit)", partial(mb.write_docx, document, folder / "写.docx", overwrite=True),
                partial(read_all, [data], ".xlsx")),
    ]  # fmt: skip
