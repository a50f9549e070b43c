"""The parts of an OFD file: documents, pages, templates and resources, and what lies over the pages."""

import posixpath
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from attrs import Factory

from medinsure_budget.errors import EncryptedFileError, UnreadableFileError
from medinsure_budget.evidence import Note
from medinsure_budget.records import define, frozen
from medinsure_budget.sources.packed import Packed

_ROOT = "OFD.xml"
_LAYERS = {"Background": 0, "Body": 1, "Foreground": 2}
_A4 = (0.0, 0.0, 210.0, 297.0)
_OVER = {"Watermark": "水印", "Stamp": "印章"}

Box = tuple[float, float, float, float]


@frozen
class PagePart:
    """A page as it is stored.

    Attributes:
        box: Left, top, width and height of the sheet in millimetres.
        layers: What is printed, templates included, from below.
        notes: What lies over the page and is not read.
    """

    box: Box
    layers: tuple[ET.Element, ...]
    notes: tuple[Note, ...] = ()


@define(eq=False)
class Document:
    """One document of the file.

    Attributes:
        folder: Where it is stored.
        pages: Where its pages are stored, in order; each is unpacked when it is read.
        usual: The size of pages that state none.
        over: What lies over each page, by the page's id.
        templates: What is printed on several pages, by id.
        notes: What is said about the whole document.
        resources: The elements of resources by their id: styles of drawing, composite pictures, media.
        folders: Where each of them is stored.
    """

    packed: Packed
    folder: str
    pages: list[ET.Element]
    usual: Box
    over: dict[str, tuple[Note, ...]]
    templates: dict[str, ET.Element] = Factory(dict)
    notes: tuple[Note, ...] = ()
    resources: dict[str, ET.Element] = Factory(dict)
    folders: dict[str, str] = Factory(dict)

    def page(self, listed: ET.Element) -> PagePart:
        """One of its pages.

        Raises:
            UnreadableFileError: when it is missing or damaged.
        """
        where = _located(self.packed, self.folder, listed.get("BaseLoc", ""))
        content = parsed(self.packed, where)
        for element in content.iterfind("PageRes"):
            _add_resources(self, _located(self.packed, posixpath.dirname(where), element.text or ""))
        layers = tuple(layer for _, layer in sorted(_layers(content, self.templates), key=lambda found: found[0]))
        return PagePart(_box(content) or self.usual, layers, self.over.get(listed.get("ID", ""), ()))

    def media(self, resource: str) -> bytes:
        """The bytes of a picture, empty where it is not there."""
        element = self.resources.get(resource)
        place = "" if element is None else (element.findtext("MediaFile") or "").strip()
        part = _located(self.packed, self.folders.get(resource, ""), place)
        return self.packed.read(part) if part in self.packed.members else b""


def documents(packed: Packed) -> list[Document]:
    """The documents of a file.

    Raises:
        EncryptedFileError: when it is encrypted.
        UnreadableFileError: when a part is missing or damaged.
    """
    if any(posixpath.basename(member).startswith(("Encryptions", "Encrypt")) for member in packed.members):
        raise EncryptedFileError(f"{packed.name}：OFD 文件已加密")
    bodies = parsed(packed, _ROOT).findall("DocBody")
    if not bodies:
        raise UnreadableFileError(f"{packed.name}：OFD 文件没有写明正文")
    return [_document(packed, body) for body in bodies]


def parsed(packed: Packed, part: str) -> ET.Element:
    """A part with the names of its elements without their namespace: two are in use for the same elements."""
    root = packed.xml(part)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _located(packed: Packed, folder: str, place: str) -> str:
    """The part that a place names, from the folder of the part it stands in or from the root."""
    place = place.strip()
    if place.startswith("/"):
        return posixpath.normpath(place).lstrip("/")
    near = posixpath.normpath(posixpath.join(folder, place))
    return near if near in packed.members else posixpath.normpath(place)


def _document(packed: Packed, body: ET.Element) -> Document:
    place = _located(packed, "", body.findtext("DocRoot") or "")
    root, folder = parsed(packed, place), posixpath.dirname(place)
    common, over = root.find("CommonData"), dict(_annotations(packed, folder, root))
    usual, notes = _box(common) or _A4, tuple(_signatures(packed, body))
    document = Document(packed, folder, root.findall("Pages/Page"), usual, over, notes=notes)
    for element in common if common is not None else ():
        if element.tag in ("PublicRes", "DocumentRes"):
            _add_resources(document, _located(packed, folder, element.text or ""))
        elif element.tag == "TemplatePage":
            part = _located(packed, folder, element.get("BaseLoc", ""))
            document.templates[element.get("ID", "")] = parsed(packed, part)
    return document


def _layers(content: ET.Element, templates: dict[str, ET.Element]) -> Iterator[tuple[int, ET.Element]]:
    """The layers of a page and of its templates, with the height they lie at."""
    for use in content.iterfind("Template"):
        template = templates.get(use.get("TemplateID", ""))
        for layer in template.iterfind("Content/Layer") if template is not None else ():
            yield _LAYERS.get(use.get("ZOrder", "Background"), 0), layer
    for layer in content.iterfind("Content/Layer"):
        yield _LAYERS.get(layer.get("Type", "Body"), 1), layer


def _box(element: ET.Element | None) -> Box | None:
    """The physical size of a page."""
    if element is None:
        return None
    stated = element.findtext("PageArea/PhysicalBox") or element.findtext("Area/PhysicalBox") or ""
    numbers = [float(number) for number in stated.split()]
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else None


def _add_resources(document: Document, part: str) -> None:
    if part not in document.packed.members:
        return
    root = parsed(document.packed, part)
    folder = posixpath.join(posixpath.dirname(part), root.get("BaseLoc", ""))
    for group in root:
        for element in group:
            if key := element.get("ID"):
                document.resources[key] = element
                document.folders[key] = folder


def _annotations(packed: Packed, folder: str, root: ET.Element) -> Iterator[tuple[str, tuple[Note, ...]]]:
    """What lies over each page, by the page's id."""
    place = _located(packed, folder, root.findtext("Annotations") or "")
    if place not in packed.members:
        return
    for page in parsed(packed, place).iterfind("Page"):
        part = _located(packed, posixpath.dirname(place), page.findtext("FileLoc") or "")
        if part in packed.members:
            kinds = [_OVER.get(note.get("Type", ""), "批注") for note in parsed(packed, part).iterfind("Annot")]
            notes = (Note("ignored", f"本页有{kinds.count(kind)}个{kind}，没有读取") for kind in dict.fromkeys(kinds))
            yield page.get("PageID", ""), tuple(notes)


def _signatures(packed: Packed, body: ET.Element) -> Iterator[Note]:
    place = _located(packed, "", body.findtext("Signatures") or "")
    if place in packed.members and (count := len(parsed(packed, place).findall("Signature"))):
        yield Note("ignored", f"文件带有{count}个电子签名或签章，印章上的文字没有读取，签名没有验证")
