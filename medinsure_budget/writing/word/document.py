"""A whole disclosure as a Word document: cover, contents with page fields, text, tables in their own sections."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, overload

from medinsure_budget.document import Document
from medinsure_budget.editions import Edition
from medinsure_budget.errors import UsageError, missing_extra
from medinsure_budget.files import File, Place, Writable, word_bytes, write_bytes
from medinsure_budget.writing.excel.widths import measured, sideways
from medinsure_budget.writing.pages import Block, Heading, Paragraph, Statement, blocks, warnings
from medinsure_budget.writing.word.fields import add_contents, add_page_number, bookmark
from medinsure_budget.writing.word.styles import Styled
from medinsure_budget.writing.word.table_xml import table_xml

# A4 in twentieths of a point.
_SHORT, _LONG = 11906, 16838
_MARGIN = 1134
_DEEPEST = 3


def needed_for_word() -> Any:
    """What makes an empty Word document.

    Raises:
        UsageError: when python-docx is not installed.
    """
    try:
        from docx import Document as WordDocument
    except ImportError as error:
        raise UsageError(missing_extra("写 Word 文件", "docx")) from error
    return WordDocument


@overload
def write_docx(document: Document, path: Place, *, edition: Edition | None = None, overwrite: bool = False) -> Path: ...
@overload
def write_docx(document: Document, path: File, *, edition: Edition | None = None, overwrite: bool = False) -> File: ...
def write_docx(document: Document, path: Writable, *, edition: Edition | None = None, overwrite: bool = False) -> Path | IO[bytes]:
    """Write a document for Word: cover, 目录 with page fields, headings, text and every table with its notes.

    Wide tables stand sideways in sections of their own, header rows repeat on each page. The document is read back
    by `read` as the same statements and claims. The file is complete or absent.

    Args:
        document: The document.
        path: A ``.docx`` file, or an open binary file.
        edition: The print, by default the one the document has.
        overwrite: Replace a file that is already there.

    Returns:
        The path, or the open file.

    Raises:
        UsageError: when there is nothing to write, the path is no ``.docx`` file, the file exists, or python-docx is not installed.
    """
    parts, word = blocks(document, edition), needed_for_word()()
    styled = Styled.of(word)
    word.core_properties.title = document.name
    word.core_properties.author = document.agency.name
    _cover(styled, document)
    entries = list(_entries(parts))
    shown = add_contents(styled, entries)
    styled.paging.contents(len(entries))
    statements = [part for part in parts if isinstance(part, Statement)]
    tables = [part.table for part in statements]
    turned = dict(zip((part.anchor for part in statements), sideways(tables, [measured(table) for table in tables]), strict=True))
    for number, part in enumerate(parts):
        _add(styled, part, number, parts, turned)
    for anchor, text in shown.items():
        text.text = str(styled.paging.marks[anchor])
    add_page_number(word.sections[0])
    return write_bytes(path, word_bytes(word), suffix=".docx", overwrite=overwrite)


def _entries(parts: tuple[Block, ...]) -> Iterator[tuple[str, str, int]]:
    for part in parts:
        if isinstance(part, Statement):
            yield part.table.title, part.anchor, 2
        elif isinstance(part, Heading) and part.level < _DEEPEST:
            yield part.text, part.anchor, part.level


def _cover(styled: Styled, document: Document) -> None:
    for text in warnings(document):
        styled.paragraph("Warning", text)
    if not document.title:
        return
    paragraph = styled.paragraph("Title", document.title)
    # The name stands in the upper third of the page.
    paragraph.paragraph_format.space_before = 3600 * 635
    styled.word.add_page_break()
    styled.paging.turn()


def _add(styled: Styled, part: Block, number: int, parts: tuple[Block, ...], turned: Mapping[str, bool]) -> None:
    following = parts[number + 1] if number + 1 < len(parts) else None
    if isinstance(part, Heading):
        if isinstance(following, Statement):
            # A heading stands on the page of the table below it.
            _new_section(styled, sideways=turned[following.anchor])
        styled.paging.heading(part.anchor)
        bookmark(styled.paragraph(f"Heading {min(part.level, _DEEPEST)}", part.text), part.anchor, number)
    elif isinstance(part, Paragraph):
        styled.paging.paragraph(part.text)
        styled.paragraph("Body", part.text)
    else:
        if not (number and isinstance(parts[number - 1], Heading)):
            _new_section(styled, sideways=turned[part.anchor])
        styled.paging.heading(part.anchor)
        styled.paging.table(part.table)
        _add_statement(styled, part, number, sideways=turned[part.anchor])
        headed = number + 2 < len(parts) and isinstance(parts[number + 2], Statement)
        if not (following is None or isinstance(following, Statement) or (isinstance(following, Heading) and headed)):
            _new_section(styled, sideways=False)


def _add_statement(styled: Styled, part: Statement, number: int, *, sideways: bool) -> None:
    """Write a table into the section that was begun for it; upright text goes on in a section of its own."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml import parse_xml

    table, word = part.table, styled.word
    bookmark(styled.paragraph("TableTitle", table.title), part.anchor, number)
    if table.number:
        styled.paragraph("AboveRight", table.number)
    room = (_LONG if sideways else _SHORT) - 2 * _MARGIN
    if table.agency or table.unit:
        # The agency stands on the left, the unit of money on the right of one line.
        above = styled.paragraph("AboveLeft", f"{table.agency}\t{table.unit}")
        above.paragraph_format.tab_stops.add_tab_stop(room * 635, WD_TAB_ALIGNMENT.RIGHT)
    # The last element of a body is its section's properties; tables stand before it.
    word.element.body.insert_element_before(parse_xml(table_xml(table, room)), "w:sectPr")
    for remark in table.remarks:
        styled.paragraph("Remark", remark)
    if not table.remarks:
        styled.paragraph("Remark")


def _new_section(styled: Styled, *, sideways: bool) -> None:
    from docx.enum.section import WD_ORIENT, WD_SECTION

    styled.paging.turn(sideways=sideways)
    section = styled.word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    width, height = (_LONG, _SHORT) if sideways else (_SHORT, _LONG)
    section.page_width, section.page_height = width * 635, height * 635
