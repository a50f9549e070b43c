"""Fields that Word calculates: the contents list, references to pages, the page number."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from medinsure_budget.writing.word.styles import Styled

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f'xmlns:w="{_SPACE}"'
_TEXT_WIDTH = 9638
# What an entry takes beside its title: the indent and the page.
_AROUND = "　　　　"


def add_contents(styled: Styled, entries: Sequence[tuple[str, str, int]]) -> dict[str, Any]:
    """Add 目录: each entry linked to its bookmark, with a field that works out the bookmark's page.

    There is no TOC field around the entries: office programs other than Word would then keep the pages as they were
    written, and no page is known before the text is set.

    Args:
        styled: The document.
        entries: Title, bookmark and level of each line.

    Returns:
        The text that shows the page of each bookmark.
    """
    shown: dict[str, Any] = {}
    if not entries:
        return shown
    styled.fresh = len(styled.items) > 0
    styled.paragraph("ContentsTitle", "目录")
    for title, anchor, level in entries:
        paragraph = styled.paragraph(f"Contents {min(level, 2)}", counted=title + _AROUND)
        _tab_stop(paragraph)
        _append(paragraph, _link(title, anchor))
        *_, shown[anchor] = paragraph._p.iter(f"{{{_SPACE}}}t")  # noqa: SLF001 - the paragraph's element has no public name
    return shown


def _link(title: str, anchor: str) -> str:
    field = _mark("begin") + _code(f"PAGEREF {anchor} \\h") + _mark("separate") + _run("1") + _mark("end")
    return f'<w:hyperlink {_W} w:anchor="{anchor}" w:history="1">{_run(title)}<w:r {_W}><w:tab/></w:r>{field}</w:hyperlink>'


def _run(text: str) -> str:
    return f'<w:r {_W}><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _mark(kind: str) -> str:
    return f'<w:r {_W}><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _code(text: str) -> str:
    return f'<w:r {_W}><w:instrText xml:space="preserve"> {escape(text)} </w:instrText></w:r>'


def _append(paragraph: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    for child in parse_xml(f"<w:p {_W}>{xml}</w:p>"):
        paragraph._p.append(child)  # noqa: SLF001 - the paragraph's element has no public name


def _tab_stop(paragraph: Any) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER

    paragraph.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH * 635, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Give a paragraph a bookmark that links and page references lead to."""
    from docx.oxml import parse_xml

    element = paragraph._p  # noqa: SLF001 - the paragraph's element has no public name
    runs = [child for child in element if child.tag.endswith("}r")]
    start = parse_xml(f'<w:bookmarkStart {_W} w:id="{number}" w:name="{name}"/>')
    end = parse_xml(f'<w:bookmarkEnd {_W} w:id="{number}"/>')
    (runs[0].addprevious(start) if runs else element.append(start))
    element.append(end)


def add_page_number(section: Any) -> None:
    """Print the number of the page at its foot; later sections follow the first."""
    from docx.shared import Pt

    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = 1
    paragraph.paragraph_format.line_spacing = Pt(12)
    _append(paragraph, _mark("begin") + _code("PAGE") + _mark("separate") + _run("1") + _mark("end"))
