"""Styles of official documents: 黑体, 楷体 and 仿宋, two characters of indent, lines of exact height."""

from typing import Any

from attrs import field

from medinsure_budget.records import define
from medinsure_budget.writing.word.measures import LYING, MARGIN, STYLES, UPRIGHT, Page, Set
from medinsure_budget.writing.word.paging import Item, paragraph_item

_AFTER = ("w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")


@define
class Styled:
    """A Word document whose page and styles are set up.

    Its styles are found once: python-docx looks through all of them for each paragraph that names one.

    Attributes:
        word: The document.
        page: The page that is being filled.
        fresh: Whether the next paragraph begins a page.
        begun: The height of the page that a section begins with the next paragraph, 0 where none does.
        items: What fills the pages, in order.
    """

    word: Any
    _ids: dict[str, str]
    page: Page = UPRIGHT
    fresh: bool = False
    begun: float = 0
    items: list[Item] = field(factory=list)

    @classmethod
    def of(cls, word: Any) -> "Styled":
        """Set a new document up."""
        _prepare(word)
        return cls(word, {style.name: style.style_id for style in word.styles})

    def paragraph(self, style: str, text: str = "", *, anchor: str = "", counted: str = "", kept: bool = True) -> Any:
        """Add a paragraph in a style.

        Args:
            style: The style.
            text: The words.
            anchor: The bookmark it will have.
            counted: The words that will stand in it, if they are added later.
            kept: Whether it stands on the page of what follows it, where its style wants so.
        """
        from docx.oxml import OxmlElement
        from docx.text.paragraph import Paragraph

        element: Any = OxmlElement("w:p")
        self.put(element)
        paragraph = Paragraph(element, self.word)
        if text:
            paragraph.add_run(text)
        element.style = self._ids[style]
        begun = self.begun or (self.page.height if self.fresh else 0)
        if self.fresh:
            paragraph.paragraph_format.page_break_before = True
        if STYLES[style].kept and not kept:
            paragraph.paragraph_format.keep_with_next = False
        more = {"anchor": anchor, "room": begun, "paragraph": paragraph, "kept": STYLES[style].kept and kept}
        self.items.append(paragraph_item(style, counted or text, self.page.width, **more))
        self.fresh, self.begun = False, 0
        return paragraph

    def put(self, element: Any) -> None:
        """Add an element before the last of the body, its section's properties; python-docx would look through all others."""
        self.word.element.body[-1].addprevious(element)

    def begin(self, page: Page) -> None:
        """Begin a section with a page of its own."""
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Pt

        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if page is LYING else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Pt(page.across), Pt(page.down)
        _without_empty_end(self.word)
        self.page, self.fresh, self.begun = page, False, page.height


def _without_empty_end(word: Any) -> None:
    """Let the last paragraph of a section that was ended just now end it, instead of an empty one that may need a page."""
    from docx.oxml.ns import qn

    *_, end = word.element.body.iterchildren(qn("w:p"))
    last = end.getprevious()
    if last is not None and last.tag == end.tag:
        last.get_or_add_pPr().append(end.pPr.find(qn("w:sectPr")))
        end.getparent().remove(end)


def _prepare(word: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    section = word.sections[0]
    section.page_width, section.page_height = Pt(UPRIGHT.across), Pt(UPRIGHT.down)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(MARGIN)
    section.header_distance = section.footer_distance = Pt(MARGIN / 2)
    styles = word.styles
    known = {style.name for style in styles}
    for name, how in STYLES.items():
        style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if name not in known:
            style.base_style = styles["Normal"]
        _font(style, how)
        _lines(style, how)
        _set_alike(style)
    _no_border(styles["Title"])
    styles["Contents 2"].paragraph_format.left_indent = Pt(21)


def _font(style: Any, how: Set) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name = "Times New Roman"
    style.font.size = Pt(how.size)
    style.font.bold = how.bold
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        # A theme's font would win over the one named here.
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), how.font)


def _lines(style: Any, how: Set) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    own = style.paragraph_format
    own.alignment = getattr(WD_ALIGN_PARAGRAPH, how.align.upper())
    own.space_before = own.space_after = Pt(0)
    own.line_spacing_rule, own.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(how.line)
    own.first_line_indent = Pt(how.indent * how.size)
    own.keep_with_next, own.keep_together = how.kept, how.kept or how.whole


def _set_alike(style: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    # No line is moved for one that is left alone.
    mark = OxmlElement("w:widowControl")
    mark.set(qn("w:val"), "0")
    properties.insert_element_before(mark, *_AFTER)
    for language in style.element.getparent().iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _no_border(style: Any) -> None:
    """The template underlines its title."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    border = properties.find(qn("w:pBdr"))
    if border is not None:
        properties.remove(border)
