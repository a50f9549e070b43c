"""Hostile files of further kinds: parts that name each other or lie about their size, and what hides beside the printed."""
# ruff: noqa: E501, UP031 - a file is what one line makes, however long; bytes have no other formatting

import base64
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from hostile import DTD, HEADING, ROWS, Made, zipped
from hostile_large import LINE, book, cells, renamed, sheet

from tests.sources.ofd_writer import SPACE, ofd, page, text
from tests.sources.test_docx import docx
from tests.sources.test_old_office import BOF, BOF_SHEET, EOF, HEAD, NAMES, compound, number, record, shared, wide, xls
from tests.sources.test_pdf import FONT, TO_UNICODE, pdf, sample, stream
from tests.sources.test_workbook import open_sheet

TABLE = HEADING + ROWS.format("1.00")
FORM = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"


def objects(kids: str, count: int, more: Mapping[int, bytes], *, catalog: str = "", trailer: str = "", content: bytes = b"") -> bytes:
    """A PDF of one page (7, whose words are 8) and these objects."""
    parts = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        2: f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode(),
        **{at: part.encode() for at, part in enumerate(FONT, 3)},
        6: stream(TO_UNICODE.encode()),
        7: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents 8 0 R>>",
        8: stream(content or b"BT /F 10 Tf 60 700 Td <652F51FA0031002E00300030> Tj ET"),
        **more,
    }
    out, offsets = bytearray(b"%PDF-1.7\n"), {}
    for at, part in parts.items():
        offsets[at] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (at, part)
    start, size = len(out), max(parts) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % offsets[at] if at in offsets else b"0000000000 00000 f \n" for at in range(1, size))
    return bytes(out) + f"trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF".encode()


def page_of(entries: str) -> bytes:
    return f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents 8 0 R{entries}>>".encode()


def trees() -> Made:
    """PDFs whose objects name each other."""
    node = b"<</Type/Pages/Kids[%s]/Count %d/Parent %d 0 R>>"
    yield "kids-circle.pdf", objects("9 0 R", 1, {9: node % (b"10 0 R", 1, 2), 10: node % (b"9 0 R 7 0 R", 1, 9)})
    yield "kids-parent.pdf", objects("9 0 R 7 0 R", 2, {9: node % (b"2 0 R", 1, 2)})
    chain = {n: node % (b"%d 0 R" % (n + 1), 1, n - 1) for n in range(9, 3_000)} | {3_000: page_of("")}
    yield "kids-deep.pdf", objects("9 0 R", 1, chain)
    yield "pages-1e5.pdf", objects("7 0 R " * 100_000, 100_000, {})
    yield "pages-said-1e9.pdf", objects("7 0 R", 10**9, {9: b"null"})
    yield "pages-minus.pdf", objects("7 0 R", -5, {})
    yield "pages-none.pdf", objects("7 0 R", 1, {7: b"null"})
    yield "page-is-font.pdf", objects("3 0 R 7 0 R 8 0 R", 3, {})
    yield "itself.pdf", objects("7 0 R", 1, {8: b"8 0 R"})
    yield "length-itself.pdf", objects("7 0 R", 1, {8: b"<</Length 8 0 R>>stream\nBT ET\nendstream"})
    yield "length-circle.pdf", objects("7 0 R", 1, {8: b"<</Length 9 0 R>>stream\nBT ET\nendstream", 9: b"10 0 R", 10: b"9 0 R"})
    yield "contents-many.pdf", objects("7 0 R", 1, {7: page_of("/Contents[" + "8 0 R " * 60_000 + "]").replace(b"/Contents 8 0 R", b"")})
    drawn = page_of("/Resources<</Font<</F 3 0 R>>/XObject<</X 9 0 R/Y 10 0 R>>>>").replace(b"/Resources<</Font<</F 3 0 R>>>>", b"", 1)
    other = "/Resources<</XObject<</X 9 0 R/Y 10 0 R>>>>"
    yield "forms-circle.pdf", objects("7 0 R", 1, {7: drawn, 9: stream(b"/Y Do " * 9, FORM + other), 10: stream(b"/X Do " * 9, FORM + other)}, content=b"/X Do")
    deep = {n: stream(b"/X Do", f"{FORM}/Resources<</XObject<</X {n + 1} 0 R>>>>") for n in range(9, 3_000)}
    yield "forms-deep.pdf", objects("7 0 R", 1, {7: drawn, **deep, 3_000: stream(b"BT ET", FORM)}, content=b"/X Do")
    yield "forms-many.pdf", objects("7 0 R", 1, {7: drawn, 9: stream(b"0 0 m 9 9 l S " * 400, FORM)}, content=b"/X Do " * 9_000)
    grouped = "/Group<</S/Transparency>>/Resources<</ExtGState<</G<</SMask<</S/Luminosity/G 9 0 R>>>>>>>>"
    yield "mask-itself.pdf", objects("7 0 R", 1, {7: drawn, 9: stream(b"/G gs 0 0 9 9 re f", FORM + grouped)}, content=b"/X Do")
    yield "outlines.pdf", objects("7 0 R", 1, {9: b"<</First 10 0 R/Last 10 0 R/Count 9>>", 10: b"<</Title(x)/Next 10 0 R/First 9 0 R/Parent 9 0 R>>"}, catalog="/Outlines 9 0 R")
    yield "structure.pdf", objects("7 0 R", 1, {9: b"<</Type/StructTreeRoot/K 10 0 R/RoleMap<</A/B/B/A>>>>", 10: b"<</S/A/K[9 0 R 10 0 R]/P 10 0 R>>"}, catalog="/StructTreeRoot 9 0 R/MarkInfo<</Marked true>>")
    yield "names.pdf", objects("7 0 R", 1, {9: b"<</Kids[9 0 R 9 0 R]>>"}, catalog="/Names<</Dests 9 0 R/EmbeddedFiles 9 0 R/JavaScript 9 0 R>>")
    yield "fields.pdf", objects("7 0 R", 1, {9: b"<</T(x)/FT/Tx/V(=1+1)/Kids[9 0 R 10 0 R]/Parent 10 0 R>>", 10: b"<</T(y)/Kids[9 0 R]/Parent 9 0 R>>"}, catalog="/AcroForm<</Fields[9 0 R]/NeedAppearances true/XFA[(a) 8 0 R]>>")
    yield "layers.pdf", objects("7 0 R", 1, {9: b"<</Type/OCG/Name(x)>>", 10: b"<</Type/OCMD/OCGs[10 0 R 9 0 R]/VE[/And 11 0 R]>>", 11: b"[/Not 11 0 R]"}, catalog="/OCProperties<</OCGs[9 0 R]/D<</Order[11 0 R]/OFF[9 0 R]>>>>", content=b"/OC /MC0 BDC BT /F 9 Tf 60 700 Td <652F> Tj ET EMC")
    note = b"<</Type/Annot/Subtype/Stamp/Rect[0 0 99 99]/AP<</N 10 0 R>>/Parent 9 0 R/Popup 9 0 R/IRT 9 0 R>>"
    yield "stamps.pdf", objects("7 0 R", 1, {7: page_of("/Annots[" + "9 0 R " * 3_000 + "]"), 9: note, 10: stream(b"BT /F 9 Tf (x) Tj ET /X Do", FORM + "/Resources<</Font<</F 3 0 R>>/XObject<</X 10 0 R>>>>")})
    for name, entries in {
        "box-circle": "/MediaBox 9 0 R", "box-words": "/MediaBox[(a)(b)(c)(d)]", "box-1e38": "/MediaBox[-1e38 -1e38 1e38 1e38]", "box-nan": "/MediaBox[0 0 nan inf]",
        "crop": "/CropBox[9000 9000 9001 9001]", "unit": "/UserUnit 1e30", "unit-minus": "/UserUnit -3", "turned": "/Rotate 999999990", "turned-real": "/Rotate 90.5", "parent": "/Parent 7 0 R",
    }.items():  # fmt: skip
        yield f"{name}.pdf", objects("7 0 R", 1, {7: page_of(entries), 9: b"9 0 R"})


def tables() -> Made:
    """PDFs whose cross-references, object streams and filters lie."""
    plain = objects("7 0 R", 1, {})
    start = plain.rindex(b"xref\n0")
    yield "previous-itself.pdf", plain.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)
    yield "previous-stream.pdf", plain.replace(b"/Root 1 0 R", b"/Root 1 0 R/XRefStm %d" % start)
    yield "size-1e9.pdf", plain.replace(b"/Size 9", b"/Size 999999999")
    yield "size-minus.pdf", plain.replace(b"/Size 9", b"/Size -1")
    yield "table-1e9.pdf", plain.replace(b"xref\n0 9", b"xref\n0 999999999")
    yield "table-from-1e9.pdf", plain.replace(b"xref\n0 9", b"xref\n999999999 9")
    yield "generation.pdf", plain.replace(b" 00000 n ", b" 65535 n ")
    yield "all-at-9.pdf", plain[:start] + b"xref\n0 9\n" + b"0000000009 00000 n \n" * 9 + plain[plain.rindex(b"trailer") :]
    yield "no-trailer.pdf", plain.replace(b"trailer", b"trailes")
    yield "no-table.pdf", plain[:start]
    yield "ends-inside.pdf", plain[: plain.index(b"endstream") - 9]
    yield "before.pdf", b"x" * 900 + plain
    yield "twice.pdf", plain + plain
    yield "numbers.pdf", plain.replace(b"8 0 obj", b"8 99999999999999999999 obj").replace(b"1 0 R", b"99999999999999999999 0 R", 1)
    for name, widths, index in (("wide", "9 9 9", "0 9"), ("wider", "99999999 99999999 99999999", "0 9"), ("many", "1 2 1", "0 999999999"), ("minus", "-1 -2 -1", "-9 9"), ("no", "0 0 0", "0 9")):
        table = stream(zlib.compress(bytes(900)), f"/Type/XRef/Size 999999/W[{widths}]/Index[{index}]/Root 1 0 R/Prev 9/Filter/FlateDecode")
        yield f"stream-{name}.pdf", plain[:start] + b"20 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF" % start
    for name, count, first, inside in (("count", 10**9, 9, b"7 0 <<>>"), ("first", 1, 10**9, b"7 0 <<>>"), ("itself", 1, 4, b"9 0 <<>>"), ("minus", -1, -1, b"7 -9 x"), ("repeats", 3_000, 18_000, b"7 0 " * 3_000)):
        packed = stream(inside, f"/Type/ObjStm/N {count}/First {first}/Extends 9 0 R")
        yield f"objects-{name}.pdf", objects("7 0 R 10 0 R", 2, {9: packed})
    words = b"BT /F 10 Tf 60 700 Td <652F> Tj ET "
    runs = bytes([129]) + b" "
    for name, content, filters in (
        ("hex", words.hex().encode() + b">", "/ASCIIHexDecode"), ("hex-1000", words.hex().encode(), "[" + "/ASCIIHexDecode" * 1_000 + "]"),
        ("eighty-five", base64.a85encode(words) + b"~>", "/ASCII85Decode"), ("lengths", runs * 300_000, "/RunLengthDecode"), ("lzw", bytes(90_000), "/LZWDecode"), ("flate-noise", bytes(range(256)), "/FlateDecode"),
        ("flate-cut", zlib.compress(words * 900)[:-30], "/FlateDecode"), ("unknown", words, "/NoSuchDecode"), ("crypt", words, "/Crypt"), ("circle", words, "8 0 R"),
        ("columns", zlib.compress(words), "/FlateDecode/DecodeParms<</Predictor 12/Columns 2147483647>>"), ("colours", zlib.compress(words), "/FlateDecode/DecodeParms<</Predictor 2/Colors 99999/BitsPerComponent 99999/Columns 9>>"),
        ("picture", words, "/DCTDecode"), ("flate-400MB", zlib.compress(zlib.compress(b"q Q " * 100_000_000, 1)), "[/FlateDecode/FlateDecode]"),
    ):  # fmt: skip
        yield f"filter-{name}.pdf", objects("7 0 R", 1, {8: stream(content, f"/Filter{filters}")})
    for name, entries in {
        "unknown": "/Filter/Acme/V 1", "no-filter": "/V 4", "new": "/Filter/Standard/V 5/R 6/Length 256/O(x)/U(x)/OE(x)/UE(x)/Perms(x)/P -1/CF<</StdCF<</CFM/AESV3>>>>/StmF/StdCF",
        "version-99": "/Filter/Standard/V 99/R 99/O(x)/U(y)/P 0", "length": "/Filter/Standard/V 2/R 3/Length 99999999/O(" + "x" * 32 + ")/U(" + "y" * 32 + ")/P -1", "recipients": "/Filter/Adobe.PubSec/Recipients[" + "(x)" * 900 + "]",
    }.items():  # fmt: skip
        yield f"locked-{name}.pdf", objects("7 0 R", 1, {9: f"<<{entries}>>".encode()}, trailer="/Encrypt 9 0 R/ID[(a)(b)]")
    yield "locked-itself.pdf", objects("7 0 R", 1, {9: b"9 0 R"}, trailer="/Encrypt 9 0 R")


def letters() -> Made:
    """PDFs whose fonts, colours and operators lie."""
    codes = "1 begincodespacerange <0000> <FFFF> endcodespacerange "
    for name, unicode_map in {
        "empty": "", "noise": "\0\x01(((<<<", "lone": codes + "1 beginbfrange <0000> <FFFF> <D800> endbfrange", "controls": codes + "1 beginbfrange <0000> <FFFF> <0000> endbfrange",
        "turned": codes + "1 beginbfrange <FFFF> <0000> <652F> endbfrange", "long": codes + f"1 beginbfchar <652F> <{'652F' * 9_000}> endbfchar", "uses-itself": "/U usecmap " * 900 + codes,
        "many": codes + f"999999999 beginbfchar {'<652F> <0031> ' * 60_000} endbfchar", "array": codes + f"1 beginbfrange <0000> <FFFF> [{'<652F>' * 60_000}] endbfrange", "formula": codes + "1 beginbfchar <652F> <003D0031002B0031> endbfchar",
        "private": codes + "1 beginbfrange <0000> <FFFF> <E000> endbfrange", "turned-words": codes + "1 beginbfchar <652F> <202E0031002E0030> endbfchar",
    }.items():  # fmt: skip
        yield f"map-{name}.pdf", objects("7 0 R", 1, {6: stream(unicode_map.encode("latin-1"))})
    yield "map-itself.pdf", objects("7 0 R", 1, {6: b"6 0 R"})
    yield "map-bomb.pdf", objects("7 0 R", 1, {6: stream(zlib.compress(b"1 beginbfchar <0031> <0032> endbfchar " * 3_000_000), "/Filter/FlateDecode")})
    for name, font in {
        "circle": "<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/Identity-H/DescendantFonts[3 0 R]>>", "no-descendant": "<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/Identity-H/DescendantFonts[]>>",
        "drawn-itself": "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 9 0 R>>/Encoding<</Differences[0/a 31/a 65/a 101/a]>>/FirstChar 0/LastChar 255/Widths[" + "9 " * 256 + "]/Resources<</Font<</F 3 0 R>>>>>>",
        "zero-matrix": "<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[0 0 0 0 0 0]/CharProcs<<>>/Encoding<<>>/FirstChar 0/LastChar 255/Widths[]>>",
        "widths": "<</Type/Font/Subtype/TrueType/BaseFont/S/FirstChar -99/LastChar 999999999/Widths[" + "1e30 " * 60_000 + "]>>", "differences": "<</Type/Font/Subtype/Type1/BaseFont/S/Encoding<</Differences[" + "0/a" * 60_000 + "]>>>>",
        "encoding": "<</Type/Font/Subtype/Type0/BaseFont/S/Encoding 3 0 R/DescendantFonts[4 0 R]>>", "name": f"<</Type/Font/Subtype/Type1/BaseFont/{'N' * 90_000}>>", "none": "null",
    }.items():  # fmt: skip
        yield f"font-{name}.pdf", objects("7 0 R", 1, {3: font.encode(), 9: stream(b"9 0 d0 BT /F 9 Tf (a) Tj (a) Tj ET")})
    described = FONT[2].replace("/StemV 80", "/StemV 80/FontFile2 9 0 R").encode()
    for name, file in {"noise": bytes(range(256)) * 90, "head": b"\0\1\0\0\xff\xff" + bytes(60_000), "long-table": b"\0\1\0\0\0\1\0\0\0\0\0\0glyf" + b"\xff" * 12 + bytes(900)}.items():
        yield f"font-file-{name}.pdf", objects("7 0 R", 1, {5: described, 9: stream(file)})
    yield "font-widths.pdf", objects("7 0 R", 1, {4: FONT[1].replace("/W[0 255 500]", "/W[" + "0 65535 1e30 " * 30_000 + "]").encode()})
    word = b"BT /F 9 Tf 60 700 Td <652F> Tj ET "
    for name, content in {
        "inline-picture": word + b"BI /W 99999999 /H 99999999 /BPC 8 /CS /RGB ID " + bytes(900) + b" EI " + word, "inline-no-end": word + b"BI /W 9 /H 9 ID " + b"x" * 90_000,
        "inline-many": b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI " * 20_000 + word, "inline-filter": b"BI /W 60000 /H 60000 /BPC 1 /CS /G /F [/Fl /Fl /AHx] ID xx EI " + word, "states": b"Q " * 60_000 + word, "arrays": b"[" * 60_000 + word,
        "dictionaries": b"/P " + b"<</A" * 20_000 + b" BDC " + word, "string": word + b"(" + b"(" * 300_000, "long-string": b"BT /F 9 Tf 60 700 Td (" + b"x" * 400_000 + b") Tj ET", "hex": word + b"<" + b"6" * 900_000,
        "operands": b"1 " * 400_000 + b"m " + word, "pieces": b"BT /F 9 Tf 60 700 Td [" + b"<652F> -9 " * 20_000 + b"] TJ ET", "gaps": b"BT /F 9 Tf 60 700 Td [<652F> -1e30 <652F> 1e38 <652F>] TJ ET",
        "sizes": b"BT /F 0 Tf 60 700 Td <652F> Tj /F 1e30 Tf <652F> Tj /F -1e-30 Tf <652F> Tj ET", "flat": b"BT /F 9 Tf 0 Tz 60 700 Td <652F652F> Tj 0 0 0 0 0 0 Tm <652F> Tj ET", "leading": b"BT /F 9 Tf 1e38 TL 60 700 Td <652F> ' <652F> ' ET",
        "unseen": b"BT 3 Tr /F 9 Tf 60 700 Td <652F> Tj ET " * 900, "clipped": b"BT 7 Tr /F 9 Tf 60 700 Td <652F> Tj ET 0 0 500 500 re f " * 900, "unknown": b"xyzzy " * 60_000 + word, "nul": b"\0" * 400_000 + word,
        "comment": b"%" + b"x" * 900_000 + b"\n" + word, "marks": b"/P BMC " * 60_000 + word, "shading": b"/NoSuch sh " * 9_000 + word, "colour": b"/NoSuch cs 1 2 3 4 5 6 7 8 9 scn " * 9_000 + word, "ruled-far": b"-1e30 0 m 1e30 0 l S 0 0 1e30 1e-30 re f " * 900 + word,
        "exact": b"0.00000000000000000000000000000000001 99999999999999999999999999999999 m 1 1 l S " * 900 + word, "turned": b"".join(b"BT /F 9 Tf 0 1 -1 0 %d %d Tm <652F51FA> Tj ET " % (n % 500, n % 700) for n in range(1_500)),
        "angles": b"".join(b"BT /F 9 Tf 1 .%03d -.%03d 1 %d %d Tm <652F51FA> Tj ET " % (n, n, n % 500, n % 700) for n in range(900)), "same-place": b"BT /F 9 Tf 60 700 Td <0031002E0030> Tj ET " * 2_000, "fine-grid": b"".join(b"%d.%d 0 m %d.%d 800 l S 0 %d.%d m 500 %d.%d l S " % ((n // 9, n % 9) * 4) for n in range(3_000)) + word,
        "boxes": b"".join(b"%d %d 7 7 re S " % (x, y) for x in range(20, 560, 8) for y in range(20, 800, 8)) + word,
    }.items():  # fmt: skip
        yield f"drawn-{name}.pdf", objects("7 0 R", 1, {}, content=content)
    picture = "/Type/XObject/Subtype/Image/Width {0}/Height {0}/BitsPerComponent {1}/ColorSpace{2}/Filter/FlateDecode".format
    for name, size, bits, colours in (("grey", 60_000, 8, "/DeviceGray"), ("indexed", 900, 8, "[/Indexed/DeviceRGB 999999999 <00>]"), ("circle", 9, 8, "9 0 R"), ("mask", 30_000, 1, "/DeviceGray/ImageMask true/SMask 9 0 R/Mask 9 0 R"), ("bits", 9, 99_999, "/DeviceN"), ("minus", -9, 8, "/DeviceRGB")):
        drawn = page_of("").replace(b"/F 3 0 R>>", b"/F 3 0 R>>/XObject<</X 9 0 R>>")
        yield f"picture-{name}.pdf", objects("7 0 R", 1, {7: drawn, 9: stream(zlib.compress(bytes(9_000_000)), picture(size, bits, colours))}, content=b"500 0 0 700 0 0 cm /X Do " + word)
    yield "pictures.pdf", objects("7 0 R", 1, {7: page_of("").replace(b"/F 3 0 R>>", b"/F 3 0 R>>/XObject<</X 9 0 R>>"), 9: stream(zlib.compress(bytes(9_000_000)), picture(3_000, 8, "/DeviceGray"))}, content=b"q 9 0 0 9 0 0 cm /X Do Q " * 3_000 + word)
    mesh = {9: stream(bytes(90_000), "/ShadingType 4/ColorSpace/DeviceRGB/BitsPerCoordinate 8/BitsPerComponent 8/BitsPerFlag 8/Decode[0 1e30 0 1e30 0 1 0 1 0 1]"), 7: page_of("").replace(b"/F 3 0 R>>", b"/F 3 0 R>>/Shading<</S 9 0 R>>")}
    yield "mesh.pdf", objects("7 0 R", 1, mesh, content=b"/S sh " * 300 + word)
    sampled = stream(b"x", "/FunctionType 0/Domain[0 1 0 1 0 1 0 1]/Range[0 1]/Size[9999 9999 9999 9999]/BitsPerSample 32")
    yield "sampled.pdf", objects("7 0 R", 1, {9: b"<</ShadingType 1/ColorSpace/DeviceGray/Function 10 0 R>>", 10: sampled, 7: mesh[7]}, content=b"/S sh " + word)


def layers() -> Made:
    """OFD."""
    word = text(20, 15, LINE)
    template = '<ofd:TemplatePage ID="{}" BaseLoc="{}"/>'.format
    use = '<ofd:Template TemplateID="{}"/>'.format
    yield "templates-circle.ofd", ofd(page(word, more=use(1)), common=template(1, "T1.xml") + template(2, "T2.xml"), parts={"Doc_0/T1.xml": page(word, more=use(2)), "Doc_0/T2.xml": page(word, more=use(1))})
    yield "templates-many.ofd", ofd(page(word, more="".join(map(use, range(900)))), common="".join(template(n, "T.xml") for n in range(900)), parts={"Doc_0/T.xml": page(*[word] * 90)})
    for name, place in {"root": "/etc/passwd", "up": "../../../../etc/passwd", "backslash": "..\\..\\etc\\passwd", "drive": "C:/x.xml", "web": "http://x/y.xml", "empty": "", "document": "/Doc_0/Document.xml", "package": "/OFD.xml", "long": "a/" * 30_000, "nul": "a&#9;b"}.items():
        yield f"place-{name}.ofd", ofd(page(word, more=use(1)), common=template(1, place) + f"<ofd:PublicRes>{place}</ofd:PublicRes><ofd:DocumentRes>{place}</ofd:DocumentRes>", document=f"<ofd:Annotations>{place}</ofd:Annotations>")
        yield f"page-{name}.ofd", ofd(page(word)).replace(b"x", b"x") if not place else ofd(document=f'<ofd:Pages><ofd:Page ID="1" BaseLoc="{place}"/></ofd:Pages>')
    yield "no-page.ofd", zipped({"OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"})
    yield "no-document.ofd", zipped({"OFD.xml": f"<ofd:OFD {SPACE}/>"})
    yield "not-xml.ofd", zipped({"OFD.xml": bytes(range(256))})
    yield "bodies.ofd", ofd(page(word), body="</ofd:DocBody><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>" * 900)
    yield "same-page.ofd", ofd(page(*[word] * 90), document="".join('<ofd:Pages><ofd:Page ID="0" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>' for _ in range(300)))
    yield "dtd-wide.ofd", ofd((DTD + page(word)).encode("utf-16"))
    yield "signatures.ofd", ofd(page(word), body="<ofd:Signatures>Doc_0/Signs.xml</ofd:Signatures>", parts={"Doc_0/Signs.xml": f'<ofd:Signatures {SPACE}><ofd:Signature ID="1" BaseLoc="Signs.xml"/></ofd:Signatures>'})
    note = f'<ofd:Annotations {SPACE}><ofd:Page PageID="0"><ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'
    yield "notes-itself.ofd", ofd(page(word), document="<ofd:Annotations>A.xml</ofd:Annotations>", parts={"Doc_0/A.xml": note})
    for name, more in {
        "nan": 'CTM="nan nan nan nan nan nan"', "zero": 'CTM="0 0 0 0 0 0"', "short": 'CTM="1 0"', "words": 'CTM="a b c d e f"', "1e308": 'CTM="1e308 0 0 1e308 1e308 1e308"', "turned": 'CTM="0 1 -1 0 9 9"', "hscale": 'HScale="1e308"', "alpha": 'Alpha="-1" Visible="maybe"',
    }.items():  # fmt: skip
        yield f"matrix-{name}.ofd", ofd(page(text(20, 15, LINE, more=more), *(text(20, 20 + n, "支出") for n in range(9))))
    for name, deltas in {"minus": "-1 -2 -3", "1e308": "1e308 1e308", "words": "a b", "g": "g", "g-minus": "g -5 1", "g-1e9": "g 1000000000 0", "g-real": "g 2.5 1", "nan": "nan nan"}.items():
        yield f"delta-{name}.ofd", ofd(page(text(20, 15, LINE, deltas=deltas)))
    for name, box in {"none": "", "words": "a b c d", "minus": "0 0 -9 -9", "1e308": "-1e308 -1e308 1e308 1e308", "inf": "0 0 inf inf", "zero": "0 0 0 0", "short": "0 0"}.items():
        yield f"box-{name}.ofd", ofd(page(word, size=box))
    for name, path in {"bezier": "B 1 2 3 " * 900, "arc": "A 1 2 3 4 5 6 7 " * 9_000, "unknown": "Z X Y W " * 9_000, "no-start": "L 1 1 L 9 9 C", "numbers": "1 2 3 4 5", "closed": "M 0 0 C " * 20_000}.items():
        yield f"path-{name}.ofd", ofd(page(word, f'<ofd:PathObject Boundary="0 0 99 99" LineWidth="0.1"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'))
    yield "transforms.ofd", ofd(page(text(20, 15, LINE, inner='<ofd:CGTransform CodePosition="0" CodeCount="999999999" GlyphCount="-1"><ofd:Glyphs>' + "1 " * 60_000 + "</ofd:Glyphs></ofd:CGTransform>")))
    yield "no-boundary.ofd", ofd(page(word.replace("Boundary", "Boundarx"), word.replace("Size", "Sizx"), word.replace("Font", "Fonx")))
    yield "formula.ofd", ofd(page(text(20, 15, "=HYPERLINK(1)"), text(20, 25, "<script>x</script>")))


def papers_of_words() -> Made:
    """Word documents."""
    words = "<w:p><w:r><w:t>支出1.00万元</w:t></w:r></w:p>"
    cell = f"<w:tc><w:tcPr>{{}}</w:tcPr>{words}</w:tc>".format
    whole = docx(words)

    def related(*relations: str, **parts: str) -> bytes:
        with zipfile.ZipFile(BytesIO(whole)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        members["word/_rels/document.xml.rels"] = f"<Relationships>{''.join(relations)}</Relationships>".encode()
        return zipped(members | parts)

    relation = '<Relationship Id="{}" Type="x/{}" Target="{}" {}/>'.format
    for name, target in {"up": "../../../../etc/passwd", "root": "/etc/passwd", "file": "file:///etc/passwd", "share": "\\\\host\\share\\x", "web": "http://x/y", "itself": "document.xml", "none": "no-such.xml", "empty": "", "query": "styles.xml?x#y", "percent": "%2e%2e/%2e%2e/etc/passwd"}.items():
        kinds = ("styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer", "settings", "aFChunk", "subDocument", "image", "oleObject")
        yield f"relation-{name}.docx", related(*(relation(f"r{at}", kind, target, 'TargetMode="External"' if ":" in target else "") for at, kind in enumerate(kinds)))
    yield "relations.docx", related(*(relation("r", "styles", "styles.xml", "") for _ in range(60_000)))
    yield "chunk.docx", docx(f'<w:altChunk r:id="c" xmlns:r="r"/>{words}' * 900, aFChunk="<html><script>x</script><p>支出</p></html>")
    yield "tables-500.docx", docx("<w:tbl><w:tr><w:tc>" * 500 + words + "</w:tc></w:tr></w:tbl>" * 500)
    yield "tables-in-cells.docx", docx(("<w:tbl><w:tr>" + cell("") + "<w:tc>") * 60 + words + "</w:tc></w:tr></w:tbl>" * 60)
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    yield "fields-deep.docx", docx("<w:p>" + (field("begin") + "<w:r><w:instrText> REF a </w:instrText></w:r>" + field("separate")) * 20_000 + "<w:r><w:t>支出</w:t></w:r>" + field("end") * 20_000 + f"</w:p>{words}")
    yield "fields-ends.docx", docx("<w:p>" + field("end") * 20_000 + f"</w:p>{words}")
    yield "simple-fields.docx", docx("<w:p>" + '<w:fldSimple w:instr="INCLUDETEXT /etc/passwd">' * 2_000 + "<w:r><w:t>支出</w:t></w:r>" + "</w:fldSimple>" * 2_000 + f"</w:p>{words}")
    yield "formula-fields.docx", docx("<w:tbl>" + f"<w:tr><w:tc><w:p><w:r><w:t>合计</w:t></w:r></w:p></w:tc><w:tc><w:p>{field('begin')}<w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>{field('end')}</w:p></w:tc></w:tr>" * 60 + "</w:tbl>")
    yield "boxes-deep.docx", docx("<w:p>" + "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>" * 900 + "<w:r><w:t>支</w:t></w:r>" + "</w:p></w:txbxContent></mc:Choice></mc:AlternateContent></w:r>" * 900 + f"</w:p>{words}")
    yield "grid-1e6.docx", docx("<w:tbl><w:tblGrid>" + "<w:gridCol/>" * 300_000 + f"</w:tblGrid><w:tr>{cell('')}</w:tr></w:tbl>")
    yield "spans-grow.docx", docx("<w:tbl>" + "".join(f"<w:tr>{cell(f'<w:gridSpan w:val=%s{n}%s/>' % (chr(34), chr(34)))}</w:tr>" for n in range(1, 900)) + "</w:tbl>")
    yield "span-0.docx", docx("<w:tbl><w:tr>" + cell('<w:gridSpan w:val="0"/>') * 2 + "</w:tr></w:tbl>")
    yield "merge-first.docx", docx("<w:tbl><w:tr>" + cell("<w:vMerge/>") + cell('<w:vMerge w:val="x"/>') + "</w:tr></w:tbl>")
    yield "rows-no-cells.docx", docx("<w:tbl>" + "<w:tr/>" * 60_000 + f"<w:tr>{cell('')}</w:tr></w:tbl>")
    yield "notes-circle.docx", docx('<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>' + words, footnotes='<w:footnote w:id="1"><w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote>')
    yield "symbols.docx", docx("<w:p>" + "".join(f'<w:r><w:sym w:font="x" w:char="{code}"/></w:r>' for code in ("D800", "F0A8", "110000", "-1", "zz", "")) + f"</w:p>{words}")
    yield "deleted.docx", docx("<w:p>" + "<w:del>" * 2_000 + "<w:r><w:delText>支</w:delText></w:r>" + "</w:del>" * 2_000 + f"</w:p>{words}")
    yield "ruby.docx", docx("<w:p>" + "<w:r><w:ruby><w:rt><w:r><w:t>zhi</w:t></w:r></w:rt><w:rubyBase>" * 500 + "<w:r><w:t>支</w:t></w:r>" + "</w:rubyBase></w:ruby></w:r>" * 500 + f"</w:p>{words}")
    yield "styles-linked.docx", docx('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:rPr><w:rStyle w:val="b"/></w:rPr><w:t>支出</w:t></w:r></w:p>', styles='<w:style w:styleId="a"><w:basedOn w:val="b"/><w:link w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/><w:link w:val="a"/></w:style>')
    yield "styles-numbered.docx", docx('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>支出</w:t></w:r></w:p>' * 9, styles='<w:style w:styleId="a"><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>', numbering='<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/></w:abstractNum>')
    for at, (shape, start) in enumerate((("%1" * 9_000, "1"), ("%1%2%3%4%5%6%7%8%9", "-5"), ("%1.", "9" * 4_000), ("=%1", "²"), ("\ue000%1", "0"))):
        for kind in ("decimal", "chineseCountingThousand", "upperRoman", "no-such"):
            level = f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{shape}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
            yield f"list{at}-{kind}.docx", docx('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>支出</w:t></w:r></w:p>' * 30, numbering=level)
    main = zipfile.ZipFile(BytesIO(whole)).read("word/document.xml").decode()
    for name, content in {
        "utf-16": main.encode("utf-16"), "utf-16-bare": main.encode("utf-16-le"), "said-utf-16": b'<?xml version="1.0" encoding="utf-16"?>' + main.encode(), "utf-7": b'<?xml version="1.0" encoding="utf-7"?>' + main.encode(), "no-such": b'<?xml version="1.0" encoding="no-such"?>' + main.encode(),
        "gbk": b'<?xml version="1.0" encoding="gbk"?>' + main.encode("gbk"), "bom": b"\xef\xbb\xbf" + main.encode(), "xml-1.1": b'<?xml version="1.1"?>' + main.replace("支", "&#1;支").encode(), "nul": main.replace("支", "\0").encode(), "entity": main.replace("支", "&nbsp;").encode(),
        "included": main.replace("<w:body>", '<w:body><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>').encode(), "instruction": b"<?x " + b"y" * 400_000 + b"?>" + main.encode(), "comment": main.replace("<w:body>", "<w:body>" + "<!---->" * 60_000).encode(), "attribute": main.replace("<w:p>", f'<w:p x="{"y" * 900_000}">', 1).encode(),
        "prefix": main.replace('xmlns:w="', 'xmlns:v="').encode(), "other-space": main.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main").encode(), "after": main.encode() + b"<x/>", "empty": b"",
    }.items():  # fmt: skip
        yield f"xml-{name}.docx", related(**{"word/document.xml": content})


def workbooks() -> Made:
    """Workbooks."""
    two = cells((n, f'<c r="A{n}" t="str"><v>支</v></c><c r="B{n}"><v>{n}</v></c>') for n in range(1, 4))
    for at, area in enumerate(("1:1048576", "A:XFD", "A1", "A1:B2:C3", "$A$1:$B$2", "支出!A1:B2", "B2:A1", "A0:B0", "XFE1:XFE2", "A1:B99999999999999999999", ":", "A1:B1048577")):
        yield f"area{at}.xlsx", book([sheet(two, after=f'<mergeCells><mergeCell ref="{area}"/></mergeCells>')])
    for name, value in {"1e308": "1e308", "minus": "-1e308", "tiny": "1e-320", "zero": "-0", "long": "0." + "3" * 900, "hex": "0x10", "commas": "1,000", "spaces": " 1 ", "words": "支", "underscore": "1_000", "full-width": "１", "plus": "+1", "empty": ""}.items():
        yield f"value-{name}.xlsx", book([sheet(two + f'<row r="4"><c r="A4" t="str"><v>支</v></c><c r="B4" s="1"><v>{value}</v></c></row>')], styles='<numFmts><numFmt numFmtId="200" formatCode="#,##0.00"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>')
    for at, (code, value) in enumerate((("yyyy/m/d", "1e308"), ("yyyy/m/d", "-1"), ("yyyy/m/d h:mm:ss.000", "2958466"), ("[h]:mm", "1e300"), ("yyyy", "NaN"), ("# ?/?", "1e-300"), ("0E+00", "1e308"), ("0" * 250 + "." + "0" * 250, "1e300"), ("@@@@", "1"), ("[$-zh-CN,1]", "1"), ("[DBNum1]0", "1e300"), ("\\" * 255, "1"), ('"' * 255, "1"), ("_" * 255, "1"), ("*" * 255, "1"), ("[<1][>2][=3]0", "1"), ("0;0;0;0;0;0", "1"), ("General;[红色]-General", "-1e308"))):
        coded = code.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        yield f"shown{at}.xlsx", book([sheet(two + f'<row r="4"><c r="A4" s="1"><v>{value}</v></c></row>')], styles=f'<numFmts><numFmt numFmtId="200" formatCode="{coded}"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>', more='<workbookPr date1904="1"/>' if at % 2 else "")
    names = ("=cmd|' /c calc'!A0", "&lt;script&gt;alert(1)&lt;/script&gt;", "../../x", "CON", "n" * 9_000, "", " ", "[1]x", "a:b\\c/d?e*f", "&#xD7FF;\ue000", "支出'!A1", "\u202e支", "2024年某某市医疗保障局部门预算" * 90)
    for at, name in enumerate(names):
        yield f"name{at}.xlsx", book([sheet(two)] * 3).replace(b"", b"") if not name else named(book([sheet(two)] * 3), name)
    for at, more in enumerate(('<c r="A9" t="s"><v>99999999999</v></c>', '<c r="A9" t="s"><v>-99999</v></c>', '<c r="A9" t="s"><v>1.5</v></c>', '<c r="A9" t="s"/>', '<c r="A9" t="inlineStr"/>', '<c r="A9" t="inlineStr"><is><r/><rPh><t>x</t></rPh></is></c>', '<c r="A9" s="4294967295"><v>1</v></c>', '<c r="A9" t="n"><is><t>x</t></is></c>', "<c/>" * 20_000, '<c r="XFD9"><v>1</v></c><c r="A9"><v>2</v></c>', '<c r="a9"><v>1</v></c>', '<c r="A8"><v>1</v></c>', '<c r=""><v>1</v></c>', '<c r="Ａ9"><v>1</v></c>', '<c r="A9"><f t="array" ref="A1:XFD1048576">ROW()</f></c>', '<c r="A9"><f t="shared" si="999999999"/></c>', f'<c r="A9"><f>{"(" * 8_000}1{")" * 8_000}</f></c>', '<c r="A9"><f>A9</f></c><c r="B9"><f>C9</f></c><c r="C9"><f>B9</f></c>', '<c r="A9"><f>1/0</f></c>', "<c r='A9'><f>10^10^10</f></c>", "<c r='A9'><f>'[1]x'!A1+1</f></c>", '<c r="A9"><f>SUM(A1:XFD1048576)</f></c>', f"<c r='A9'><f>{'A1+' * 3_000}A1</f></c>", "<c r='A9'><f>SUM(B1:B3)*1e308*1e308</f></c>", "<c r='A9'><f>ROUND(1.5,999999999)</f></c>")):
        yield f"cell{at}.xlsx", book([sheet(two + f'<row r="9">{more}</row>')])
    yield "styles-circle.xlsx", book([sheet(two)], styles='<cellStyleXfs><xf xfId="0" fontId="99"/></cellStyleXfs><cellXfs><xf xfId="0" fontId="-1" fillId="x" borderId="²" numFmtId="x"/></cellXfs><cellStyles><cellStyle xfId="9" builtinId="-1"/></cellStyles>')
    yield "dimension.xlsx", book([sheet(two, '<dimension ref="A1:XFD1048576"/>')])
    yield "columns.xlsx", book([sheet(two, '<cols><col min="1" max="16384" hidden="1"/></cols>')])
    yield "columns-back.xlsx", book([sheet(two, '<cols><col min="9" max="1" hidden="1"/><col min="" max=""/></cols>')])
    yield "same-part.xlsx", book([sheet(two)] * 90).replace(b"s1.xml", b"s0.xml")
    yield "sheet-is-styles.xlsx", book([sheet(two)]).replace(b"s0.xml", b"styles")
    yield "outside.xlsx", replaced(book([sheet(two)]), "xl/_rels/workbook.xml.rels", b'Target="s0.xml"', b'Target="../../../etc/passwd"')
    yield "web.xlsx", replaced(book([sheet(two)]), "xl/_rels/workbook.xml.rels", b'Target="s0.xml"', b'Target="http://x/y" TargetMode="External"')
    yield "root.xlsx", replaced(book([sheet(two)]), "xl/_rels/workbook.xml.rels", b'Target="s0.xml"', b'Target="/xl/s0.xml"')
    yield "no-relations.xlsx", replaced(book([sheet(two)]), "xl/_rels/workbook.xml.rels", b"<", b"")
    yield "links.xlsx", book([sheet(two)], **{"externalLinks/externalLink1.xml": '<externalLink xmlns:r="r"><externalBook r:id="x"/></externalLink>', "externalLinks/_rels/externalLink1.xml.rels": '<R><Relationship Id="x" Type="x/externalLinkPath" Target="file:///etc/passwd" TargetMode="External"/></R>', "vbaProject.bin": "\0" * 900})
    yield "binary.xlsb", zipped({"[Content_Types].xml": "<Types/>", "_rels/.rels": '<R><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.bin"/></R>', "xl/workbook.bin": bytes(range(256)) * 9, "xl/worksheets/sheet1.bin": b"\x01\xff\xff\xff\xff" * 900})
    for name, kind in {"utf-16": "utf-16", "gbk": "gb18030", "utf-32": "utf-32"}.items():
        yield f"{name}.xlsx", book([sheet(two).encode(kind)])
    yield "huge-1e5.xlsx", book([sheet(cells((n, f'<c r="A{n}" t="str"><v>{"支" * 30_000}</v></c>') for n in range(1, 60)))])
    yield "protected.xlsx", zipped({"[Content_Types].xml": "<Types/>", "EncryptionInfo": b"x", "EncryptedPackage": b"y"})


def named(data: bytes, name: str) -> bytes:
    return replaced(replaced(data, "xl/workbook.xml", "支出0".encode(), name.encode()), "xl/workbook.xml", b'name="s0"', f'name="{name}"'.encode())


def replaced(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {member: parts[member].replace(old, new)})


def old_workbooks() -> Made:
    """Workbooks of 1997 to 2003, and older."""
    good = xls([*HEAD, shared(1, 0, 0), number(1, 1, 1386.1, 1)], strings=NAMES)
    for name, at, value in (
        ("shift-0", 30, b"\0\0"), ("shift-31", 30, b"\x1f\0"), ("small-shift-0", 32, b"\0\0"), ("small-shift-60", 32, b"\x3c\0"), ("tables-1e9", 44, b"\xff\xff\xff\x3b"), ("folder-1e9", 48, b"\xff\xff\xff\x3b"), ("cutoff", 56, b"\xff\xff\xff\x7f"), ("small-table", 60, b"\0\0\0\0"),
        ("small-count", 64, b"\xff\xff\xff\x7f"), ("more-tables", 68, b"\0\0\0\0\xff\xff\0\0"), ("order", 28, b"\xff\xfe"), ("version", 26, b"\xff\xff"), ("table-place", 76, b"\0\0\0\0"), ("all-tables", 76, bytes(436)),
    ):  # fmt: skip
        yield f"head-{name}.xls", good[:at] + value + good[at + len(value) :]
    for name, table in {"ends": b"\xfe\xff\xff\xff" * 128, "itself": struct.pack("<128I", *range(128)), "first": bytes(512), "free": b"\xff" * 512, "far": b"\xf0\xff\xff\x7f" * 128}.items():
        yield f"table-{name}.xls", good[:-512] + table
    folder = good.index("Root Entry".encode("utf-16-le"))
    for name, at, value in (("left-itself", 68, b"\1\0\0\0"), ("child-itself", 76, b"\0\0\0\0"), ("right-itself", 128 + 72, b"\1\0\0\0"), ("size", 128 + 120, b"\xff" * 8), ("first", 128 + 116, b"\xff\xff\xff\x7f"), ("kind", 128 + 66, b"\x09"), ("name", 64, b"\xff\xff"), ("no-name", 0, bytes(64))):
        yield f"folder-{name}.xls", good[: folder + at] + value + good[folder + at + len(value) :]
    for name, content in {"2": b"\x09\0\4\0\2\0\x10\0", "3": b"\x09\2\6\0\0\3\x10\0\0\0", "4": b"\x09\4\6\0\0\4\x10\0\0\0", "5": record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + EOF, "no": bytes(9_000), "99": record(0x809, struct.pack("<HHHH", 0x9900, 5, 0, 0))}.items():
        yield f"version-{name}.xls", compound({"Workbook": content + bytes(5_000)})
        yield f"book-{name}.xls", compound({"Book": content + bytes(5_000)})
    yield "bare.xls", b"\x09\x08\x10\0\0\6\x10\0" + bytes(900)
    yield "locked.xls", compound({"Workbook": BOF + record(0x2F, bytes(6)) + EOF + bytes(5_000)})
    for name, cells_ in {
        "xf": [number(0, 0, 1.0, 65_535)], "string": [shared(0, 0, 0xFFFFFFFF)], "short": [record(0x203, b"x")], "rk": [record(0x27E, struct.pack("<HHHI", 0, 0, 0, 0xFFFFFFFF))], "rks": [record(0xBD, struct.pack("<HH", 0, 250) + struct.pack("<HI", 0, 2) * 900 + struct.pack("<H", 10))], "rks-back": [record(0xBD, struct.pack("<HHHIH", 0, 9, 0, 2, 1))],
        "blanks": [record(0xBE, struct.pack("<HH", 0, 0) + bytes(60) + struct.pack("<H", 65_535))], "row": [number(65_535, 65_535, 1.0)], "formula": [record(0x6, struct.pack("<HHH", 0, 0, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(8))], "formula-string": [record(0x6, struct.pack("<HHH", 0, 0, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(8)), record(0x207, b"\xff\xff\1x")], "error": [record(0x205, struct.pack("<HHHBB", 0, 0, 0, 99, 1))], "boolean": [record(0x205, struct.pack("<HHHBB", 0, 0, 0, 99, 0))],
        "label": [record(0x204, struct.pack("<HHHH", 0, 0, 0, 65_535) + b"\1x")], "rich": [record(0xD6, struct.pack("<HHHH", 0, 0, 0, 1) + b"\0x\xff\xff")], "columns": [record(0x7D, struct.pack("<HHHHHH", 0, 65_535, 0, 0, 1, 0)), number(0, 0, 1.0)], "rows": [record(0x208, struct.pack("<HHHHHHI", n, 0, 65_535, 0, 0, 0, 0x20)) for n in range(0, 65_536, 8)], "area": [record(0xE5, struct.pack("<H4H", 1, 9, 0, 9, 0)), number(0, 0, 1.0)], "area-short": [record(0xE5, struct.pack("<HHH", 9_000, 0, 0)), number(0, 0, 1.0)], "dimensions": [record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)), number(0, 0, 1.0)],
        "continued": [record(0x3C, b"x" * 8_000)] * 300 + [number(0, 0, 1.0)], "notes": [record(0x1C, struct.pack("<HHHH", 0, 0, 2, 1) + wide("支")), record(0x5D, bytes(30)), record(0x1B6, bytes(18)), number(0, 0, 1.0)], "dates": [number(0, 0, -1.0, 4), number(1, 0, 1e300, 4), number(2, 0, 2_958_466.0, 4), number(3, 0, float("nan"), 4)], "no-end": [number(0, 0, 1.0), b"\x03\x02\xff\xff"], "inside": [BOF_SHEET * 900, number(0, 0, 1.0)],
    }.items():  # fmt: skip
        yield f"cells-{name}.xls", xls([*cells_, number(2, 0, 1.0), number(3, 1, 2.0)], strings=NAMES)
    for name, table in {"count": record(0xFC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF) + wide("支")), "length": record(0xFC, struct.pack("<IIHB", 1, 1, 65_535, 1) + b"x"), "rich": record(0xFC, struct.pack("<IIHBH", 1, 1, 1, 8, 65_535) + b"x"), "extra": record(0xFC, struct.pack("<IIHBI", 1, 1, 1, 4, 0xFFFFFFFF) + b"x"), "continued": record(0xFC, struct.pack("<IIHB", 1, 1, 60_000, 1)) + record(0x3C, b"\1" + "支".encode("utf-16-le") * 4_000) * 9, "halves": record(0xFC, struct.pack("<IIHB", 1, 1, 3, 1) + b"/") + record(0x3C, b"\0e"), "empty": record(0xFC), "lone": record(0xFC, struct.pack("<IIHB", 1, 1, 2, 1) + b"\0\xd8\0\xd8")}.items():
        yield f"strings-{name}.xls", xls([shared(0, 0, 0), shared(1, 0, 1), number(2, 0, 1.0)], strings=NAMES, table=table)


def open_workbooks() -> Made:
    """OpenDocument workbooks."""
    cell = "<table:table-cell {}><text:p>支</text:p></table:table-cell>".format
    row = "<table:table-row {1}>{0}</table:table-row>".format
    rows_1e9, columns_1e9 = 'table:number-rows-repeated="1000000000"', 'table:number-columns-repeated="1000000000"'
    yield "both-1e9.ods", open_sheet(row(cell(columns_1e9), rows_1e9))
    yield "blank-1e9.ods", open_sheet(row(f"<table:table-cell {columns_1e9}/>", rows_1e9) + row(cell(""), ""))
    yield "rows-then-words.ods", open_sheet(row("<table:table-cell/>", 'table:number-rows-repeated="1048575"') + row(cell("") * 2, ""))
    yield "covered-1e9.ods", open_sheet(row(cell("") + f"<table:covered-table-cell {columns_1e9}/>", "") + row(cell("") * 2, ""))
    yield "spans-nested.ods", open_sheet("".join(row(cell('table:number-columns-spanned="%d" table:number-rows-spanned="%d"' % (300 - n, 300 - n)) * 60, "") for n in range(60)))
    yield "spans-1e9.ods", open_sheet(row(cell('table:number-columns-spanned="1000000000" table:number-rows-spanned="1000000000"') + cell(""), "") * 9)
    yield "table-in-cell.ods", open_sheet(row(f"<table:table-cell>{'<table:table><table:table-row><table:table-cell>' * 300}<text:p>支</text:p>{'</table:table-cell></table:table-row></table:table>' * 300}</table:table-cell>", ""))
    yield "tables-900.ods", open_sheet(row(cell("") * 2, ""), "".join(f'<table:table table:name="支出">{row(cell("") * 2, "")}</table:table>' for _ in range(900)))
    yield "columns-hidden.ods", open_sheet(f'<table:table-column {columns_1e9} table:visibility="collapse"/>' + row(cell("") * 2, ""))
    for name, value in {"1e308": "1e308", "inf": "INF", "nan": "NaN", "long": "9" * 9_000, "hex": "0x1", "words": "支", "empty": "", "spaces": " 1 "}.items():
        yield f"value-{name}.ods", open_sheet(row("".join(f'<table:table-cell office:value-type="{kind}" office:value="{value}"/>' for kind in ("float", "percentage", "currency", "no-such")) + cell(""), "") * 2)
    for name, kind, value in (("date", "date", "99999-99-99"), ("date-long", "date", "9" * 9_000), ("date-minus", "date", "-0001-01-01T25:61:61"), ("time", "time", "PT999999999999H"), ("time-words", "time", "P"), ("boolean", "boolean", "perhaps")):
        yield f"{name}.ods", open_sheet(row(f'<table:table-cell office:value-type="{kind}" office:{kind}-value="{value}"/>' + cell(""), "") * 2)
    yield "formulas.ods", open_sheet(row(cell('table:formula="of:=HYPERLINK(1)" office:value-type="string"') + cell('table:formula="of:=[.A1]" office:value-type="float"'), "") * 9)
    styles = "".join(f'<style:style style:name="c{n}" style:family="table-cell" style:parent-style-name="c{(n + 1) % 900}" style:data-style-name="n"/>' for n in range(900))
    yield "styles-circle.ods", open_sheet(row(cell('table:style-name="c0"') * 2, ""), styles)
    yield "annotations.ods", open_sheet(row(f"<table:table-cell>{'<office:annotation><text:p>' * 300}支{'</text:p></office:annotation>' * 300}<text:p>支</text:p></table:table-cell>" + cell(""), ""))
    whole = open_sheet(row(cell("") * 2, "") * 2)
    yield "dtd.ods", replaced(whole, "content.xml", b"<office:document-content", DTD.encode() + b"<office:document-content")
    yield "locked.ods", zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>', "content.xml": bytes(range(256)) * 9})
    yield "no-content.ods", zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})
    yield "kind-long.ods", zipped({"mimetype": "application/vnd.oasis.opendocument." + "x" * 90_000})


def sites() -> Made:
    """Web pages and mails."""
    cell = "<td>1.00</td>"
    row = f"<tr><td>支出</td>{cell}</tr>"
    table = f"<table><tr><td>科目<td>合计</tr>{row * 3}</table>"
    yield from {
        "divs-1e5.html": "<div>" * 100_000 + LINE, "tables-1e5.html": "<table><tr><td>" * 100_000 + LINE, "inline-1e5.html": "<p>" + "<font>" * 100_000 + LINE, "lists-1e5.html": "<ul><li>" * 100_000 + LINE,
        "spans-1e9.html": f"<table><tr><td rowspan=1000000000 colspan=1000000000>支{cell}</tr>{row * 9}</table>", "spans-cross.html": "<table>" + "<tr><td rowspan=3>支<td colspan=3>出<td rowspan=9 colspan=9>1</tr>" * 300 + "</table>", "columns.html": f"<table><colgroup span=1000000000><col span=999999999>{row * 3}</table>",
        "base.html": f"<base href='javascript:alert(1)//'><a href=x onclick=y>支</a>{table}", "slashes.html": f"<base href=//x/../../><link rel=stylesheet href=file:///etc/passwd>{table}", "svg.html": f"<svg><text>支</text><style>{{}}</style><script>x</script></svg><math><mi>x</mi></math>{table}",
        "plaintext.html": f"{table}<plaintext><script>支</script>", "xmp.html": f"<xmp><table></xmp>{table}", "frameset.html": "<frameset><frame src=a><noframes>" + table + "</noframes></frameset>", "conditional.html": f"<!--[if gte mso 9]><xml>{'<x>' * 900}</xml><![endif]--><![if !supportLists]>支<![endif]>{table}",
        "declarations.html": "<!DOCTYPE html" + "[" * 60_000 + ">" + table, "instructions.html": "<p>" + "<?php x ?>" * 60_000 + table, "quotes.html": f"<p title='{'x' * 400_000}>{table}", "attributes.html": f"<p {'=' * 400_000}>{table}", "ends.html": "</p></td></table>" * 60_000 + table, "cells-outside.html": "<td>支<tr><td>出</table>" * 9_000 + table,
        "classes.html": "<style>" + "".join(f".c{n}{{display:none}}" for n in range(3_000)) + "</style>" + f'<p class="{" ".join(f"c{n}" for n in range(3_000, 6_000))}">支</p>' * 900 + table, "nested-style.html": "<style>" + "@media x{" * 9_000 + ".a{display:none}" + "}" * 9_000 + f"</style>{table}", "imports.html": f"<style>@import url(file:///etc/passwd);{'@import x;' * 60_000}</style>{table}",
        "expressions.html": "<style>" + ".a:not(.b):has(> .c ~ .d){display:none}" * 9_000 + f"</style><p class=a>支</p>{table}", "content.html": '<style>p::before{content:"=1+1"}</style>' + table, "inputs.html": "<table>" + "<tr><td>支<td><input value='=1+1'><select><option>1<option selected>2</select><textarea>3</textarea>" * 900 + "</table>", "buttons.html": "<table><tr><td>" + "<button>x</button>" * 60_000 + "支<td>1</table>",
        "numbers.html": f"<ol start=999999999999 type=i><li value=-5>支<li value=²>出</ol>{table}", "raised.html": "<table><tr><td>支<td>" + "1<sup>2</sup>" * 20_000 + "</table>", "struck.html": "<table><tr><td>支<td>" + "<s>1</s><del>2</del>" * 20_000 + "3</table>", "breaks.html": "<table><tr><td>支<td>" + "1<br>" * 60_000 + "</table>", "captions.html": "<table><caption>" * 200 + "支" + f"</caption>{row}</table>" * 200, "headers.html": "<table>" + "<thead><tr><th>支<th>出</thead><tfoot><tr><td>1<td>2</tfoot>" * 900 + "</table>",
        "pre.html": "<pre>" + "支出   1.00\n" * 60_000 + "</pre>", "nul.html": "<table><tr><td>支\0出<td>1\0.00</table>", "soft.html": "<table><tr><td>支&shy;出<td>1&zwj;.&#8203;00&nbsp;</table>" * 90, "turned.html": f"<p dir=rtl><bdo dir=rtl>00.1</bdo></p>{table}", "entities-long.html": f"<p>&{'a' * 400_000};&#{'9' * 90_000};&#x{'f' * 90_000};</p>{table}",
        "script-in-cell.html": "<table><tr><td>支<script>document.write('<td>9')</script><td>1.00</table>", "handlers.html": "<table onload=x><tr><td style='background:url(javascript:x)'>支<td>1.00</table>", "template.html": f"<template>{table * 9}</template><noscript>{table}</noscript>", "windows.html": "<table x:str><tr><td x:num='1e308'>支<td x:fmla='=1+1' x:num>1.00</table>", "form.html": "<form>" * 9_000 + table,
    }.items()  # fmt: skip
    for stated, code in (("utf-8", "gb18030"), ("gb2312", "utf-8"), ("utf-16", "utf-8"), ("utf-16", "utf-16-le"), ("big5", "gb18030"), ("utf-7", "utf-8"), ("x-user-defined", "utf-8"), ("", "utf-16-be"), ("utf-8", "utf-32"), ("iso-2022-cn", "gb18030"), ("hz-gb-2312", "utf-8")):
        yield f"charset-{stated}-{code}.html", f"<html><meta charset='{stated}'>{table}</html>".encode(code)
    yield "broken-bytes.html", table.encode() + b"\xff\xfe\x80\x81" * 900
    head = "MIME-Version: 1.0\nContent-Type: {}\n\n".format
    part = "--{}\nContent-Type: text/html; charset={}\nContent-Transfer-Encoding: {}\n\n{}\n".format
    mixed = head('multipart/mixed; boundary="b"')
    yield "boundary-none.mht", head("multipart/related") + part("b", "utf-8", "8bit", table)
    yield "boundary-empty.mht", head('multipart/related; boundary=""') + part("", "utf-8", "8bit", table)
    yield "boundary-prefix.mht", mixed + "--b\n" + head('multipart/related; boundary="bb"') + part("bb", "utf-8", "8bit", table) + "--bb--\n--b--\n"
    yield "boundary-same.mht", mixed + ("--b\n" + mixed) * 300 + part("b", "utf-8", "8bit", table) + "--b--"
    yield "boundary-inside.mht", mixed + part("b", "utf-8", "8bit", table.replace("支出", "\n--b\n")) + "--b--"
    yield "boundaries.mht", mixed + "--b\n" * 60_000 + part("b", "utf-8", "8bit", table)
    yield "multipart-900.mht", "".join(head(f'multipart/mixed; boundary="b{n}"') + f"--b{n}\n" for n in range(900)) + part("b899", "utf-8", "8bit", table)
    yield "message-in-message.mht", mixed + ("--b\nContent-Type: message/rfc822\n\n" + mixed) * 90 + part("b", "utf-8", "8bit", table)
    for name, code, words in (("base64-bomb", "base64", base64.b64encode(f"<p>{LINE}{' ' * 900_000}".encode()).decode()), ("base64-cut", "base64", base64.b64encode(table.encode()).decode()[:-3]), ("soft-lines", "quoted-printable", "=\n" * 300_000 + table), ("quoted-noise", "quoted-printable", "=ZZ=" * 60_000 + table), ("uu", "x-uuencode", "begin 644 x\nM" + "#" * 60 + "\nend"), ("no-such", "no-such", table), ("binary", "binary", table + "\0")):
        yield f"{name}.mht", mixed + part("b", "utf-8", code, words) + "--b--"
    for charset in ("utf-16", "utf-7", "no-such", "gb2312'''", "unicode_escape", "idna", "punycode", "rot13", "base64", "x" * 60_000):
        yield f"charset-{charset[:20]}.mht", mixed + part("b", charset, "8bit", table) + "--b--"
    yield "parameters.mht", "MIME-Version: 1.0\nContent-Type: multipart/related; " + "".join(f"boundary*{n}*=b; " for n in range(900)) + "\n\n" + part("b", "utf-8", "8bit", table)
    yield "body-elsewhere.mht", mixed + '--b\nContent-Type: message/external-body; access-type=local-file; name="/etc/passwd"\n\nContent-Type: text/html\n\n' + part("b", "utf-8", "8bit", table) + "--b--"


def rows_of_text() -> Made:
    """CSV."""
    head = "科目,合计\n"
    yield from {
        "open-quote.csv": head + '"支出,1.00\n' * 1 + "支出,1.00\n" * 20_000, "quotes-inside.csv": head + 'a"b"c,"d"e"f"\n' * 900, "nul.csv": head + "支\0出,1\0.00\n" * 900, "line-10MB.csv": head + "支出," + "1" * 4_900_000 + "\n", "cell-200k.csv": head + "支" * 200_000 + ",1.00\n", "sep.csv": "sep=;\n科目;合计\n支出;1,00\n", "mixed-signs.csv": head + "a;b;c\td|e,1\n" * 900,
        "ends.csv": "科目,合计\r\n支出,1.00\r支出,2.00\n支出,3.00\u2028支出,4.00\x85支出,5.00\x0b支出,6.00\x0c", "bom-inside.csv": head + "\ufeff支出,\ufeff1.00\n" * 900, "escapes.csv": head + "支出,\\x31\\n\n" * 90, "formulas.csv": head + "\t=1+1,1\n\r=1+1,1\n ＝1+1,1\n\ufeff=1+1,1\n|calc,1\n%0A=1,1\n", "one-comma.csv": ",", "commas.csv": "," * 200_000, "spaces.csv": head + " " * 900_000 + ",1\n", "blank-columns.csv": head + ("支" + "," * 300 + "\n") * 900, "growing.csv": "".join("1," * n + "\n" for n in range(900)),
    }.items()  # fmt: skip
    for code in ("utf-16", "utf-16-le", "utf-32", "gb18030", "big5", "utf-7"):
        yield f"{code}.csv", (head + "支出,1.00\n" * 9).encode(code, "replace")


def packages() -> Made:
    """Zip archives."""
    whole = zipped({"a.md": TABLE, "b.md": TABLE})
    local, central = whole.index(b"PK\3\4"), whole.index(b"PK\1\2")
    for name, at, value in (
        ("central-flags", central + 8, b"\xff\xff"), ("local-flags", local + 6, b"\xff\xff"), ("time", central + 12, b"\xff\xff\xff\xff"), ("time-zero", central + 12, bytes(4)), ("name-long", central + 28, b"\xff\xff"), ("comment-long", central + 32, b"\xff\xff"), ("local-name", local + 26, b"\xff\xff"), ("offset-itself", central + 42, struct.pack("<I", central)),
        ("method-93", central + 10, b"\x5d\0"), ("method-9", central + 10, b"\x09\0"), ("method-95", central + 10, b"\x5f\0"), ("stored", central + 10, b"\0\0"), ("system", central + 4, b"\xff\xff\xff\xff"), ("packed-0", central + 20, bytes(4)), ("packed-more", central + 20, b"\xff\xff\0\0"), ("both-4G", central + 20, b"\xff" * 8),
        ("end-count", -14, b"\xff\xff\xff\xff"), ("end-size", -10, b"\xff\xff\xff\x7f"), ("end-place", -6, b"\xff\xff\xff\x7f"), ("end-place-0", -6, bytes(4)), ("end-comment", -2, b"\xff\xff"),
    ):  # fmt: skip
        start = at % len(whole)
        yield f"{name}.zip", whole[:start] + value + whole[start + len(value) :]
    big = bytearray(whole)
    big[central + 20 : central + 28] = b"\xff" * 8
    extra = struct.pack("<HHQQ", 1, 16, 2**63, 2**64 - 1)
    size = len(b"a.md")
    big[central + 30 : central + 32] = struct.pack("<H", len(extra))
    yield "zip64-lies.zip", bytes(big[: central + 46 + size]) + extra + bytes(big[central + 46 + size :])
    for at, raw in enumerate(("支出.md".encode("gbk"), "支出.md".encode("cp437", "replace"), "支出.md".encode("big5"), b"\xff\xfe\xfd.md", "支出.md".encode("utf-16"), "é.md".encode("cp437"), b"\x80" * 300)):
        named_ = bytearray(renamed(zipped({"@@@@.md": TABLE}, zipfile.ZIP_STORED), raw.ljust(9, b"_")))
        named_[named_.index(b"PK\3\4") + 7], named_[named_.index(b"PK\1\2") + 9] = 0, 0
        yield f"code{at}.zip", bytes(named_)
    out = BytesIO()
    with zipfile.ZipFile(Unseekable(out), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.md", TABLE)
        archive.writestr("b.md", TABLE)
    streamed = out.getvalue()
    yield "descriptors.zip", streamed
    yield "descriptors-lie.zip", streamed.replace(b"PK\7\x08", b"PK\7\x09")
    same = bytearray(whole)
    second = whole.index(b"PK\1\2", central + 4)
    same[second + 42 : second + 46] = bytes(4)
    yield "same-bytes.zip", bytes(same)
    inside = zipped({"a.md": TABLE})
    yield "inside.zip", zipped({f"{n}.zip": zipped({f"{m}.zip": inside for m in range(9)}) for n in range(9)})
    yield "office-inside.zip", zipped({"a.docx": docx("<w:p><w:r><w:t>支出1.00万元</w:t></w:r></w:p>"), "b.pdf": pdf(sample()), "c.zip": zipped({"d.xlsx": book([sheet("<row/>")])}), "[Content_Types].xml": "<Types/>"})
    yield "types-only.zip", zipped({"[Content_Types].xml": "", "word/": "", "xl/": ""})
    yield "kind-lies.zip", zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "OFD.xml": "<x/>", "[Content_Types].xml": "", "word/document.xml": "<x/>", "xl/workbook.xml": "<x/>"})
    yield "two-ends.zip", inside + whole
    yield "folder-as-file.zip", zipped([("a", TABLE), ("a/", ""), ("a/b.md", TABLE), ("a.md/", TABLE)])
    yield "names-alike.zip", zipped({f"支出{'/' * n}a.md": TABLE for n in range(1, 9)})
    yield "empty-members.zip", zipped({f"{n}.pdf": b"" for n in range(300)})
    yield "bad-members.zip", zipped({f"{n}.{kind}": bytes(range(256)) for n, kind in enumerate(("pdf", "docx", "xlsx", "xls", "ods", "ofd", "html", "csv", "zip", "mht", "exe", "png"))})


class Unseekable:
    """A stream that is only written on, as archives with data descriptors are."""

    def __init__(self, out: BytesIO) -> None:
        self.write, self.flush = out.write, out.flush


def plain_texts() -> Made:
    """Text and Markdown."""
    document = HEADING + ROWS.format("1.00")
    for name, data in {
        "two-marks": b"\xef\xbb\xbf\xef\xbb\xbf" + document.encode(), "mark-lies": b"\xff\xfe" + document.encode(), "mark-lies-too": b"\xef\xbb\xbf" + document.encode("gb18030"), "marks-mixed": b"\xfe\xff" + document.encode("utf-16-le"), "half-and-half": document.encode() + document.encode("gb18030"), "wide-half": document.encode() + document.encode("utf-16-le"), "nul-between": document.encode("utf-16-le") + b"\0",
        "overlong": document.encode() + b"\xc0\xaf\xe0\x80\xaf", "cesu": document.encode() + b"\xed\xa0\xbd\xed\xb8\x80", "last-plane": document.encode() + "\U0010ffff\U000e0001\ufffe".encode(), "four": "𠀀𠮷𡃁".encode("gb18030") * 20_000, "euc": document.encode("euc_jp", "replace"), "hz": document.encode("hz"), "ebcdic": document.encode("cp037", "replace"),
    }.items():  # fmt: skip
        yield f"{name}.txt", data
    yield from {
        "line-5MB.txt": "支出1.00万元，" * 450_000, "lines-1e6.txt": "支\n" * 1_000_000, "digits-1e6.txt": "支出 " + "1" * 1_000_000, "digits-parted.md": HEADING + ROWS.format("1," * 100_000), "bars-1e5.md": HEADING + ("|a" * 100_000 + "|\n") * 2, "bars-1e5-head.md": HEADING + "|科目|合计|\n|-|-|\n" + "|a" * 100_000 + "|\n",
        "dashes.md": HEADING + "|" + "-" * 900_000 + "|\n", "rules.md": HEADING + "---\n" * 60_000, "setext.md": HEADING + "支\n==\n" * 30_000, "footnotes.md": HEADING + "[^1]: 支\n" * 30_000 + "[^1]" * 30_000, "images.md": HEADING + "![](file:///etc/passwd)" * 30_000, "links.md": HEADING + "[=1+1](javascript:alert(1))" * 20_000, "escapes.md": HEADING + "\\" * 400_000 + LINE, "entities.md": HEADING + "&" * 400_000 + LINE, "ticks.md": HEADING + "`" * 400_000 + LINE,
        "underscores.md": HEADING + "_" * 400_000 + LINE, "tildes.md": HEADING + "~~支~~" * 60_000 + LINE, "html-open.md": HEADING + "<table" * 60_000, "html-half.md": HEADING + "<table><tr><td>支</td>" * 20_000, "html-deep.md": HEADING + "<table><tr><td>" * 300 + "1" + "</td></tr></table>" * 300, "cells-break.md": HEADING + ROWS.format("1<br>" * 20_000), "front.md": "---\n" + "a: &a [*a,*a]\n" * 9_000 + "---\n" + document,
        "tabs-deep.txt": "\n".join("\t" * (n % 60) + f"{n}.00" for n in range(9_000)), "spaces-wide.txt": "\n".join("支出" + " " * 9_000 + "1.00" for _ in range(90)), "alternating.txt": "\n".join(("支出  1.00  2.00", "  3.00", "支出    4.00")[n % 3] for n in range(20_000)), "dotted.txt": "\n".join(f"支出{'.' * 60}{n}" for n in range(20_000)), "boxes.txt": ("┌─┬─┐\n│支│1.00│\n└─┴─┘\n") * 6_000, "box-open.txt": "┌" + "─" * 200_000, "boxes-in-boxes.txt": "│┌" * 60_000, "percent.md": HEADING + "%" * 400_000, "minus.md": HEADING + ROWS.format("-" * 200_000 + "1"), "brackets.md": HEADING + ROWS.format("(" * 60_000 + "1" + ")" * 60_000), "units.md": HEADING + ROWS.format("1" + "万" * 60_000 + "元"), "numerals.md": HEADING + ROWS.format("一二三" * 60_000), "rates.md": HEADING + "增长" + "1" * 60_000 + "%，" + "占" * 60_000, "years.md": "# 云溪市医疗保障局" + "2024" * 60_000 + "年部门预算\n\n支出", "name.md": "# " + "=1+1" * 900 + "2024年部门预算\n\n支出", "name-path.md": "# ../../etc/passwd\0局2024年部门预算\n\n支出1.00万元", "same-heads.md": "## 一、支出\n\n支出1.00万元。\n\n" * 6_000, "deep-heads.md": "".join("#" * (n % 6 + 1) + f" {n}\n\n支\n\n" for n in range(20_000)), "numbered-deep.md": HEADING + "".join("（" * (n % 9) + "一" + "）" * (n % 9) + "、支出\n\n" for n in range(9_000)), "repeated-tables.md": HEADING + ROWS.format("1.00") * 600, "wrong-tables.md": HEADING + "部门支出表\n单位：万元\n\n| 科目 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|\n" + "".join(f"| {2010000 + n} | {n}.01 | {n}.02 | {n}.03 |\n" for n in range(6_000)),
    }.items()  # fmt: skip


KINDS = (trees, tables, letters, layers, papers_of_words, workbooks, old_workbooks, open_workbooks, sites, rows_of_text, packages, plain_texts)


def kinds() -> Made:
    """All of them."""
    for kind in KINDS:
        for name, content in kind():
            yield f"{kind.__name__}-{name}", content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
