"""Styles of official documents: 黑体, 楷体 and 仿宋, two characters of indent."""

from typing import Any

from attrs import frozen

from medinsure_budget.writing.word.paging import Paging

# Word works out the pages of the contents list when it opens the document.
_REFRESH = '<w:updateFields xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:val="true"/>'
_EMU = 635  # in a twentieth of a point


@frozen
class Styled:
    """A Word document whose page and styles are set up.

    Its styles are found once: python-docx looks through all of them for each paragraph that names one.
    """

    word: Any
    _ids: dict[str, str]
    paging: Paging

    @classmethod
    def of(cls, word: Any) -> "Styled":
        """Set a new document up."""
        _prepare(word)
        return cls(word, {style.name: style.style_id for style in word.styles}, Paging())

    def paragraph(self, style: str, text: str = "") -> Any:
        """Add a paragraph in a style."""
        paragraph = self.word.add_paragraph(text)
        paragraph._p.style = self._ids[style]  # noqa: SLF001 - the paragraph's element has no public name
        return paragraph


def _prepare(word: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml

    word.settings.element.append(parse_xml(_REFRESH))
    section = word.sections[0]
    section.page_width, section.page_height = 11906 * _EMU, 16838 * _EMU
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = 1134 * _EMU
    styles = word.styles
    _font(styles["Normal"], "仿宋", 14)
    _font(styles["Title"], "黑体", 26, bold=True)
    _align(styles["Title"], "center", after=12)
    _no_border(styles["Title"])
    for level, (font, size) in enumerate((("黑体", 16), ("楷体", 15), ("仿宋", 14)), 1):
        _font(styles[f"Heading {level}"], font, size, bold=level != 2)
        _align(styles[f"Heading {level}"], "left", before=10, after=4)
    own = (
        ("Body", "仿宋", 14, "both"), ("TableTitle", "黑体", 16, "center"), ("AboveLeft", "宋体", 10, "left"),
        ("AboveRight", "宋体", 10, "right"), ("Remark", "宋体", 10, "left"), ("TableText", "宋体", 9, "left"),
        ("Contents 1", "黑体", 12, "left"), ("Contents 2", "仿宋", 12, "left"), ("Warning", "黑体", 14, "center"),
        ("ContentsTitle", "黑体", 18, "center"),
    )  # fmt: skip
    for name, font, size, align in own:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _font(style, font, size)
        _align(style, align)
    styles["Body"].paragraph_format.first_line_indent = 560 * _EMU
    styles["Body"].paragraph_format.line_spacing = 1.5
    styles["TableTitle"].font.bold = True
    for name in ("TableTitle", "AboveLeft", "AboveRight"):
        styles[name].paragraph_format.keep_with_next = True
    styles["Contents 2"].paragraph_format.left_indent = 420 * _EMU


def _font(style: Any, name: str, size: int, *, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name = "Times New Roman"
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        # A theme's font would win over the one named here.
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), name)


def _align(style: Any, align: str, *, before: int = 0, after: int = 0) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    style.paragraph_format.alignment = getattr(WD_ALIGN_PARAGRAPH, "JUSTIFY" if align == "both" else align.upper())
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _no_border(style: Any) -> None:
    """The template underlines its title."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    border = properties.find(qn("w:pBdr"))
    if border is not None:
        properties.remove(border)
