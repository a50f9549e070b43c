"""The printed words of a Word paragraph: runs without deletions, hidden text, raised marks and field codes."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from attrs import field

from medinsure_budget.records import define
from medinsure_budget.sources.left_out import NEAR, Kind, LeftOut, is_power
from medinsure_budget.sources.numbering import W, value_of

PAGE_BREAK = "\f"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{urn:schemas-microsoft-com:office:office}OLEObject",
}
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# A fallback repeats a drawing for old programs.
_UNPRINTED = {
    _FALLBACK,
    *(W + name for name in ("delText", "instrText", "pPr", "sdtPr", "rt", "fldData")),
}
_WRAPPERS = {
    *(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice",
}
DELETED = {W + name for name in ("del", "moveFrom")}
_TEXTS = {W + name for name in ("t", "delText")}
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


@define
class Words:
    r"""What a paragraph prints.

    Attributes:
        text: Line breaks are ``\n``, page breaks `PAGE_BREAK`.
        bold: Whether all of it is emphasised.
        boxes: The contents of the text boxes that are anchored in it.
        pictures: How many pictures, charts and embedded objects it holds.
    """

    text: str = ""
    bold: bool = False
    boxes: list[ET.Element] = field(factory=list)
    pictures: int = 0


def words_of(paragraph: ET.Element, styles: "Styles", left_out: LeftOut) -> Words:
    """Gather the printed words of a paragraph; what is struck out, raised, hidden or deleted goes to ``left_out``."""
    words, pieces, plain = Words(), [], 0
    waiting: list[tuple[ET.Element, bool]] = [(child, False) for child in reversed(paragraph)]
    while waiting:
        element, bold = waiting.pop()
        tag = element.tag
        if tag in (f"{W}t", _MATH_TEXT):
            pieces.append(element.text or "")
            plain += bool(pieces[-1].strip()) and not bold
        elif tag in _SIGNS:
            pieces.append(_SIGNS[tag])
        elif tag == f"{W}br":
            pieces.append(PAGE_BREAK if element.get(f"{W}type") == "page" else "\n")
        elif tag == f"{W}sym":
            pieces.append(_symbol(element))
        elif tag == f"{W}txbxContent":
            words.boxes.append(element)
        elif tag in _PICTURES:
            words.pictures += 1
        elif tag not in _UNPRINTED and not _is_left_out(element, styles, pieces, left_out):
            bold = bold or (tag == f"{W}r" and is_on(element.find(f"{W}rPr"), "b"))
            waiting.extend((child, bold) for child in reversed(element))
    words.text = "".join(pieces)
    words.bold = bool(words.text.strip()) and not plain
    return words


def _is_left_out(element: ET.Element, styles: "Styles", before: list[str], left_out: LeftOut) -> bool:
    """Whether a revision or the format of a run takes its words out of the text."""
    properties = element.find(f"{W}rPr") if element.tag == f"{W}r" else None
    kind = styles.unprinted(properties) if properties is not None else None
    if element.tag in DELETED:
        kind = "deleted"
    elif kind == "raised" and is_power("".join(before[-NEAR:])):
        kind = None
    if kind:
        left_out.add(kind, text_of(element))
    return kind is not None


def text_of(element: ET.Element) -> str:
    """All words in an element, printed or not."""
    return "".join(inner.text or "" for inner in element.iter() if inner.tag in _TEXTS)


def children(element: ET.Element) -> Iterator[ET.Element]:
    """The printed children; content controls, revisions and alternatives are looked through."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag in _WRAPPERS:
            waiting.extend(reversed(child))
        elif child.tag not in _UNPRINTED and child.tag not in DELETED:
            yield child


def is_on(properties: ET.Element | None, name: str) -> bool:
    """Say whether a switch such as ``vanish`` is set."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in {"0", "false", "off"}


def _unprinted(properties: ET.Element) -> Kind | None:
    if is_on(properties, "vanish"):
        return "hidden"
    if is_on(properties, "strike") or is_on(properties, "dstrike"):
        return "struck"
    return "raised" if value_of(properties, "vertAlign") == "superscript" else None


def _symbol(element: ET.Element) -> str:
    """A sign of a symbol font; its private code means nothing without the font."""
    code = int(element.get(f"{W}char", "0"), 16)
    return "" if code >= 0xD800 else chr(code)


@define
class Styles:
    """Paragraph styles with what they inherit, and which styles of characters print no words."""

    _styles: dict[str, ET.Element] = field(factory=dict)
    _default: str = ""
    _unprinted: dict[str, Kind] = field(factory=dict)

    @classmethod
    def of(cls, root: ET.Element) -> "Styles":
        """Read ``styles.xml``."""
        paragraph = [s for s in root.findall(f"{W}style") if s.get(f"{W}type") == "paragraph"]
        default = next((s.get(f"{W}styleId", "") for s in paragraph if s.get(f"{W}default") in {"1", "true"}), "")
        unprinted: dict[str, Kind] = {}
        for style in root.findall(f"{W}style"):
            properties = style.find(f"{W}rPr")
            if style.get(f"{W}type") == "character" and properties is not None and (kind := _unprinted(properties)):
                unprinted[style.get(f"{W}styleId", "")] = kind
        return cls({s.get(f"{W}styleId", ""): s for s in paragraph}, default, unprinted)

    def unprinted(self, properties: ET.Element) -> Kind | None:
        """Why the characters of a run with these properties are not read, if they are not."""
        return _unprinted(properties) or (self._unprinted and self._unprinted.get(value_of(properties, "rStyle"))) or None

    def properties(self, paragraph: ET.Element) -> Iterator[tuple[str, ET.Element]]:
        """The paragraph's own properties and those of its style and the styles below, nearest first, with the style."""
        own = paragraph.find(f"{W}pPr")
        key = self._default
        if own is not None:
            yield "", own
            key = value_of(own, "pStyle") or key
        seen: set[str] = set()
        while key in self._styles and key not in seen:
            seen.add(key)
            style = self._styles[key]
            properties = style.find(f"{W}pPr")
            if properties is not None:
                yield key, properties
            key = value_of(style, "basedOn")

    def heading_level(self, paragraph: ET.Element) -> int:
        """The outline level from 1, or 0 for running text."""
        for _, properties in self.properties(paragraph):
            if (level := value_of(properties, "outlineLvl")).isdecimal():
                return (int(level) + 1) % 10
        return 0
