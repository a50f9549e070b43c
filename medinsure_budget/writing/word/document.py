"""A whole disclosure as a Word document: cover, contents with page fields, text, tables in their own sections."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, overload

from medinsure_budget.document import Document
from medinsure_budget.editions import Edition
from medinsure_budget.errors import UsageError, missing_extra
from medinsure_budget.files import File, Place, Writable
from medinsure_budget.files.packages import word_bytes
from medinsure_budget.files.written import write_bytes
from medinsure_budget.writing.excel.widths import measured, sideways
from medinsure_budget.writing.pages import Block, Heading, Statement, blocks, warnings
from medinsure_budget.writing.word.fields import add_contents, add_page_number, bookmark
from medinsure_budget.writing.word.measures import LYING, UPRIGHT
from medinsure_budget.writing.word.paging import paragraph_item, settled, table_items
from medinsure_budget.writing.word.styles import Styled
from medinsure_budget.writing.word.table_xml import fit, table_xml

_DEEPEST = 3
_ENTRY = re.compile(r"[0-9]+[.．、]")


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
    return write_bytes(path, lambda: _filled(word, document, parts), of=document, suffix=".docx", overwrite=overwrite)


def _filled(word: Any, document: Document, parts: tuple[Block, ...]) -> bytes:
    styled = Styled.of(word)
    word.core_properties.title = document.name
    word.core_properties.author = document.agency.name
    _cover(styled, document)
    shown = add_contents(styled, list(_entries(parts)))
    _Body(styled, parts).write()
    pages = settled(styled.items)
    for anchor, text in shown.items():
        text.text = str(pages[anchor])
    add_page_number(word.sections[0])
    # The cover is counted and shows no number.
    word.sections[0].different_first_page_header_footer = bool(document.title)
    return word_bytes(word)


def _entries(parts: tuple[Block, ...]) -> Iterator[tuple[str, str, int]]:
    for part in parts:
        if isinstance(part, Statement):
            yield part.table.title, part.anchor, 2
        elif isinstance(part, Heading) and part.level < _DEEPEST and not _ENTRY.match(part.text):
            # 1. and 2. are entries, such as the terms that are explained.
            yield part.text, part.anchor, part.level


def _cover(styled: Styled, document: Document) -> None:
    from docx.shared import Pt

    for text in warnings(document):
        styled.paragraph("Warning", text)
    if document.title:
        # The name stands in the upper third of the page.
        styled.paragraph("Title", document.title).paragraph_format.space_before = Pt(180)


class _Body:
    """What follows the contents, block by block; every table begins a page, with the headings right above it."""

    def __init__(self, styled: Styled, parts: tuple[Block, ...]) -> None:
        self.styled, self.parts = styled, parts
        statements = [part for part in parts if isinstance(part, Statement)]
        tables = [part.table for part in statements]
        turned = sideways(tables, [measured(table) for table in tables])
        self.turned = dict(zip((part.anchor for part in statements), turned, strict=True))
        styled.fresh = len(styled.items) > 0

    def write(self) -> None:
        """Write all blocks."""
        for number, part in enumerate(self.parts):
            if (turned := self._begins(number)) is not None:
                self.styled.begin(LYING if turned else UPRIGHT)
            if isinstance(part, Statement):
                self._statement(part, number)
            elif isinstance(part, Heading):
                self._heading(part, number)
            else:
                self.styled.paragraph("Body", part.text)

    def _heading(self, part: Heading, number: int) -> None:
        """Write a heading; one above another of its level is an entry of a list, which may end a page."""
        following = self.parts[number + 1] if number + 1 < len(self.parts) else None
        listed = isinstance(following, Heading) and following.level <= part.level
        style = f"Heading {min(part.level, _DEEPEST)}"
        bookmark(self.styled.paragraph(style, part.text, anchor=part.anchor, kept=not listed), part.anchor, number)

    def _begins(self, number: int) -> bool | None:
        """Whether a section that begins with a block stands sideways, ``None`` where none begins."""
        above = self.parts[number - 1] if number else None
        if isinstance(above, Heading):
            return None
        later = map(self.parts.__getitem__, range(number, len(self.parts)))
        led = next((part for part in later if not isinstance(part, Heading)), None)
        if isinstance(led, Statement):
            return self.turned[led.anchor]
        return False if isinstance(above, Statement) else None

    def _beside(self, number: int) -> float:
        """The height of what stands on the page of a table beside it."""
        part, width = self.parts[number], self.styled.page.width
        assert isinstance(part, Statement)  # noqa: S101 - a table
        above = [above for above in self.parts[number - 1 : number] if isinstance(above, Heading)]
        lines = [("TableTitle", part.table.title), ("AboveRight", part.table.number), ("AboveLeft", part.table.unit)]
        lines += [("Heading 1", heading.text) for heading in above] + [("Remark", remark) for remark in part.table.remarks]
        return sum(sum(paragraph_item(style, text, width).heights[1]) for style, text in lines if text)

    def _statement(self, part: Statement, number: int) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.oxml import parse_xml
        from docx.shared import Pt

        table = part.table
        bookmark(self.styled.paragraph("TableTitle", table.title, anchor=part.anchor), part.anchor, number)
        if table.number:
            self.styled.paragraph("AboveRight", table.number)
        if table.agency or table.unit:
            # The agency stands on the left, the unit of money on the right of one line.
            above = self.styled.paragraph("AboveLeft", f"{table.agency}\t{table.unit}")
            above.paragraph_format.tab_stops.add_tab_stop(Pt(self.styled.page.width), WD_TAB_ALIGNMENT.RIGHT)
        fitted = fit(table, self.styled.page.width, self.styled.page.height - self._beside(number))
        self.styled.put(parse_xml(table_xml(fitted)))
        self.styled.items += table_items(fitted.pieces, fitted.header_height, fitted.kept)
        for remark in table.remarks:
            self.styled.paragraph("Remark", remark)
        if not table.remarks:
            self.styled.paragraph("TableEnd")
