"""More hostile files, each of a kind of its own: loops, endless repeats, bombs, odd encodings and absurd numbers."""

from hostile import DTD, HEADING, ROWS, Made, R, S, zipped

from tests.sources.ofd_writer import ofd, page, text
from tests.sources.test_docx import docx
from tests.sources.test_pdf import Paper, pdf, sample, stream
from tests.sources.test_workbook import open_sheet

LINE = "部门支出合计1.00万元"


def encoded() -> Made:
    """Texts in other encodings, and texts that are too much of one thing."""
    document = HEADING + ROWS.format("1.00")
    for code in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "gb18030", "big5hkscs"):
        yield f"{code}.md", document.encode(code, "replace")
    yield "four-bytes.md", (document + "𠀀𠮷𡃁" * 900).encode("gb18030")
    yield "half-four-bytes.md", document.encode("gb18030") + b"\x81\x30\x81"
    yield "marks.md", HEADING + "\u200f\u202b支\u202e出\u2066" * 900
    yield "joined.md", HEADING + "支" + "\u0301" * 20000
    yield "one-cell.csv", "科目,合计\n" + "支" * 3_000_000 + ",1.00\n"
    yield "nul-between.csv", "科目,合计\n" + "\0".join("支出,1.00\n" * 900)
    yield "deep.json", "[" * 100_000
    yield "whole-number.json", '{"a": ' + "9" * 90_000 + "}"
    yield "one-line.md", HEADING + LINE * 5_000


def packed() -> Made:
    """Containers and office files that refer to themselves or repeat for ever."""
    for name in (
        "a/" * 3000 + "x.txt",
        "支" * 20_000,
        "\u202excod.txt",
        "\\\\?\\C:\\x.txt",
        "LPT1.txt",
        " . ",
        "\n\r.txt",
    ):
        yield f"name-{len(name)}-{ord(name[0])}.zip", zipped({name: LINE})
    sheet = f'<worksheet xmlns="{S}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    relation = '<Relationship Id="{0}" Type="x/{1}" Target="{2}"/>'.format
    names = "".join(f'<definedName name="n{n}">n{n + 1}</definedName>' for n in range(100_000))
    strings = f'<sst xmlns="{S}" count="999999999" uniqueCount="-1"><si>{"<r><t>支</t></r>" * 50_000}</si></sst>'
    styles = f'<styleSheet xmlns="{S}"><cellXfs>{"<xf/>" * 200_000}</cellXfs></styleSheet>'
    for kind, inner, more in (
        ("names", names, {}),
        ("strings", "", {"xl/s.xml": strings}),
        ("styles", "", {"xl/s.xml": styles}),
    ):
        target = relation("t", {"strings": "sharedStrings"}.get(kind, "styles"), "s.xml")
        yield f"{kind}.xlsx", zipped({
            "[Content_Types].xml": "<Types/>", "_rels/.rels": f"<R>{relation('r', 'officeDocument', 'xl/workbook.xml')}</R>",
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="支" r:id="s"/></sheets>'
            f"<definedNames>{inner}</definedNames></workbook>",
            "xl/_rels/workbook.xml.rels": f"<R>{relation('s', 'worksheet', 'a.xml')}{target}</R>", "xl/a.xml": sheet, **more,
        })  # fmt: skip
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>支</text:p></table:table-cell>'
    yield (
        "repeats.ods",
        open_sheet(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>' * 9),
    )
    fields = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>INCLUDETEXT /etc/passwd</w:instrText></w:r>"
    )
    yield "fields.docx", docx("<w:p>" + fields * 3000 + "<w:r><w:t>支出</w:t></w:r></w:p>")
    yield "controls.docx", docx("<w:sdt><w:sdtContent>" * 900 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 900)
    yield "entities.docx", docx("").replace(b"PK\5\6", b"PK\5\5")


def drawn() -> Made:
    """Pages: of the web, of PDF and OFD."""
    yield "tags.html", "<b>" * 100_000 + LINE
    yield "picture.html", "<svg onload=alert(1)><foreignObject>" * 900 + f"</svg><p>{LINE}</p>"
    yield (
        "elsewhere.html",
        f'<meta http-equiv=refresh content="0;url=file:///etc/passwd"><iframe src=//x></iframe><p>{LINE}</p>',
    )
    yield "attributes.html", "<p " + "".join(f"a{n}=1 " for n in range(50_000)) + f">{LINE}</p>"
    yield "entities.html", DTD + "<p>" + "&b;&lt;&#13;" * 9000
    yield "spans.html", "<table>" + "<tr><td rowspan=0 colspan=0>支<td rowspan=65534 colspan=1000>1.00" * 900
    plain = pdf(sample())
    yield "parents.pdf", plain.replace(b"/Parent 2 0 R", b"/Parent 7 0 R")
    yield "previous.pdf", plain.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 9/XRefStm 9")
    yield "box.pdf", plain.replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 14400000 14400000]/UserUnit 75000")
    for kind in ("JBIG2Decode", "JPXDecode", "CCITTFaxDecode", "DCTDecode"):
        picture = f"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/{kind}"
        yield (
            f"{kind}.pdf",
            pdf(
                Paper().raw("500 0 0 700 0 0 cm /X Do"),
                resources="/XObject<</X 7 0 R>>",
                extra=[stream(bytes(99), picture)],
            ),
        )
    fonts = "".join(f"/F{n}<</Type/Font/Subtype/Type1/BaseFont/N{n}>>" for n in range(4000))
    drawing = "".join(f"BT /F{n} 9 Tf 60 {n % 800} Td (x) Tj ET " for n in range(4000))
    yield "fonts.pdf", pdf(Paper().raw(drawing), resources=f"/Font<<{fonts}>>")
    yield "circle.ofd", ofd(page('<ofd:PageBlock ID="1"><ofd:CompositeObject ID="2" ResourceID="1"/></ofd:PageBlock>'))
    yield "far.ofd", ofd(page(text(1e300, -1e300, "支出"), size="0 0 1e9 1e9"))


def more() -> Made:
    """All of them."""
    yield from encoded()
    yield from packed()
    yield from drawn()
