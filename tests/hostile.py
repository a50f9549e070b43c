"""Hostile and unlucky files, made here: each has a name and the bytes; none is a document that anybody would publish."""

import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO

from tests.sources.ofd_writer import ofd, page, ruled, text
from tests.sources.test_docx import docx
from tests.sources.test_old_office import HEAD, NAMES, number, shared, xls
from tests.sources.test_pdf import Paper, pdf, sample, stream
from tests.sources.test_workbook import open_sheet

Made = Iterator[tuple[str, str | bytes]]
HEADING = "# 云溪市医疗保障局2024年部门预算\n\n## 一、概况\n\n"
ROWS = "部门支出表\n单位：万元\n\n| 科目 | 合计 |\n|---|---|\n| 合计 | {} |\n"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DTD = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


def zipped(members, method=zipfile.ZIP_DEFLATED) -> bytes:
    """A container; a name may stand in it twice."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items() if isinstance(members, dict) else members:
            info = zipfile.ZipInfo("x")
            info.filename = info.orig_filename = name
            info.compress_type = method
            archive.NameToInfo.pop(name, None)
            archive.writestr(info, content)
    return out.getvalue()


def cuts(name: str, data: bytes, times: int) -> Made:
    """A file that ends too early, at many places."""
    for n in range(1, times + 1):
        yield f"cut{n:02}-{name}", data[: len(data) * n // (times + 1)]


def texts() -> Made:
    """Text, Markdown and CSV."""
    yield from {
        "empty.md": "",
        "blank.md": " \n\t\u3000\n",
        "nul.txt": "\0" * 5000,
        "bom.txt": b"\xef\xbb\xbf",
        "odd-utf16.txt": b"\xff\xfea",
        "half-utf8.md": HEADING.encode()[:-1] + b"\xe4\xb8",
        "surrogate.md": HEADING.encode() + b"\xed\xa0\x80\xed\xb0\x80",
        "controls.md": HEADING + "".join(map(chr, range(32))) + "支出1.00万元",
        "noise.bin": bytes(range(256)) * 60,
        "digits-29.md": HEADING + ROWS.format("9" * 29 + ".99"),
        "digits-5000.md": HEADING + ROWS.format("9" * 5000),
        "decimals.md": HEADING + ROWS.format("0." + "1" * 400),
        "exponent.md": HEADING + ROWS.format("1e999999999"),
        "raised.md": HEADING + ROWS.format("1²³"),
        "arabic.md": HEADING + ROWS.format("١٢٣.٤٥"),
        "nan.md": HEADING + ROWS.format("NaN"),
        "amount-in-words.md": HEADING + "支出" + "九" * 500 + "亿" * 300 + "元。",
        "long-amount.md": HEADING + f"支出{'9' * 60}万元，增长{'8' * 90}%。",
        "brackets.md": HEADING + "（" * 1500 + "支出3.00万元" + "）" * 1500,
        "quotes.md": HEADING + "“" * 9000,
        "tabs.md": HEADING + "\t" * 9000,
        "bars.md": HEADING + "|" * 9000,
        "hashes.md": "#" * 90000,
        "dots.md": HEADING + "1." * 4000,
        "commas.md": HEADING + "1," * 2000,
        "one-digit-run.md": HEADING + "1" * 6000,
        "wide.md": HEADING + "|" + "a|" * 1500 + "\n|" + "-|" * 1500,
        "half-table.md": HEADING + "<table><tr><td>" * 300,
        "directions.md": HEADING + "\u202e00.1\u202c" * 50,
        "no-width.md": HEADING + "\u200b" * 9000,
        "escapes.md": HEADING + "_xD800_&#xD800;\\ud800" * 50,
        "formulas.md": HEADING + ROWS.format('=HYPERLINK("http://x")'),
        "scripts.md": HEADING
        + "<script>alert(1)</script><img src=x onerror=alert(1)>"
        + ROWS.format("<b onmouseover=x>1</b>"),
        "formula-labels.csv": "科目,合计\n=1+1,1.00\n@SUM(A1),2.00\n-2+3,3.00\n+4,4.00\n",
        "quotes.csv": 'a,b\n"' + "x" * 20000,
        "nul.csv": "a,b\n1,\0\n",
        "returns.csv": "a,b\r1,2\r3,4\r",
        "wide.csv": "科目,合计\n" + "," * 20000,
        "separators.txt": ",;\t|" * 3000,
        "contents.md": "目录\n" + "第一部分……1\n" * 800,
        "months.md": HEADING + "13月32日2024年99月" * 300,
        "page-breaks.txt": "\f" * 900 + "支出",
        "unit.md": HEADING + ROWS.format("1.00").replace("万元", "美元"),
        "script-name.md": "# <script>x</script>2024年部门预算\n\n支出1.00万元。",
    }.items()


def pages() -> Made:
    """Web pages and mails."""
    cell = "<td>1.00</td>"
    part = "Content-Type: text/html; charset=utf-8\n"
    mail = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
    yield from {
        "script.html": "<p>支出<script>document.write(1)</script></p>",
        "deep.html": "<div>" * 9000,
        "deep-spans.html": "<p>" + "<span>" * 3000 + "支",
        "rowspan.html": f"<table><tr><td rowspan=65534>1</td>{cell}</tr></table>",
        "colspan.html": f"<table><tr><td colspan=999999999>1{cell}</table>",
        "negative.html": f"<table><tr><td rowspan=-5 colspan=x>1{cell}</table>",
        "entity.html": DTD + "<html><body>&b;&c;</body></html>",
        "references.html": "<p>&#xD800;&#1114112;&#0;&#99999999999;支出</p>",
        "tables.html": "<table><tr><td>" * 250 + "1",
        "cells.html": "<table><tr>" + "<td>1" * 9000,
        "charset.html": '<meta charset="utf-7"><p>支出</p>',
        "no-charset.html": '<meta charset="x-y-z"><p>支出',
        "nul.html": b"<html>\0\0<p>\xd6\xa7\0\xb3\xf6</p>",
        "comment.html": "<!-- " + "x" * 9000,
        "frames.html": "<frameset><frame src='file:///etc/passwd'>",
        "picture.html": "<img src='data:image/png;base64," + "A" * 50000 + "'>",
        "hidden.html": "<p style='display:none'>支出</p>",
        "style.html": "<style>" + "a{}" * 9000 + "</style><p>支出</p>",
        "rows.html": "<table>" + "<tr>" * 9000,
        "all-spans.html": "<table>" + ("<tr>" + "<td rowspan=99 colspan=99>1" * 60) * 60,
        "cut.mht": mail + "--b\n" + part,
        "no-part.mht": mail + "--b--\n",
        "base64.mht": mail + f"--b\n{part}Content-Transfer-Encoding: base64\n\n!!!!\n--b--",
        "nested.mht": mail + ("--b\n" + mail) * 200,
        "charset.mht": mail + "--b\nContent-Type: text/html; charset=no-such\n\n<p>支出</p>\n--b--",
    }.items()


def containers() -> Made:
    """Zip containers."""
    line = "支出合计1.00万元"
    for number_, name in enumerate(
        ("../x.txt", "/etc/x.txt", "..\\x.txt", "C:\\x.txt", "a/../../x.txt", "CON", "", "x\0.txt", "n" * 60000)
    ):
        yield f"name{number_}.zip", zipped({name: line})
    yield "twice.zip", zipped([("a.txt", line), ("a.txt", "另一份"), ("a.txt", "")])
    yield "many.zip", zipped({f"{n}.txt": "" for n in range(1001)})
    bomb = zipped({"a.txt": bytes(8_000_000)})
    yield "zeros.zip", bomb
    yield "bombs.zip", zipped({f"{n}.zip": bomb for n in range(60)})
    nested = zipped({"a.txt": line})
    for _ in range(70):
        nested = zipped({"a.zip": nested}, zipfile.ZIP_STORED)
    yield "nested.zip", nested
    yield "macos.zip", zipped({"__MACOSX/._a.txt": line, ".DS_Store": "x"})
    yield "folders.zip", zipped({"a/": "", "b/": ""})
    yield "empty.zip", zipped({})
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    yield "link.zip", zipped({"link.txt": "/etc/passwd"})
    whole = zipped({"a.txt": line * 50, "b.txt": line})
    for flaw, at, value in (
        ("locked", 8, 1),
        ("method", 10, 99),
        ("size", 24, 0xFF),
        ("smaller", 24, 1),
        ("offset", 42, 0xEE),
        ("crc", 16, 1),
    ):
        damaged = bytearray(whole)
        damaged[whole.index(b"PK\1\2") + at] = value
        yield f"{flaw}.zip", bytes(damaged)
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        damaged = bytearray(zipped({"a.txt": line * 50, "b.txt": line}, method))
        damaged[45:75] = bytes(range(30))
        yield f"packing{method}.zip", bytes(damaged)
    yield "zip64.zip", whole.replace(b"PK\5\6", b"PK\6\6")
    yield "head-only.zip", b"PK\3\4" + bytes(40)
    yield "end-only.zip", b"PK\5\6" + b"\xff" * 18
    yield from cuts("whole.zip", whole, 6)


def word() -> Made:
    """Word documents."""
    w, main = "word/document.xml", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def made(body: str, head: str = "", **parts: str) -> bytes:
        members = {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships><Relationship Id="r" Type="x/officeDocument" Target="{w}"/></Relationships>',
            w: f'{head}<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>',
        }
        return zipped(members | {f"word/{name}": content for name, content in parts.items()})

    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>1.00</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl><w:tr>{cell}{cell.format('')}</w:tr></w:tbl>"
    words = "<w:p><w:r><w:t>支出1.00万元</w:t></w:r></w:p>"
    yield "dtd.docx", made("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", DTD)
    yield (
        "dtd-wide.docx",
        zipped({"[Content_Types].xml": "", w: (DTD + "<a/>").encode("utf-16"), "_rels/.rels": "<R/>"}),
    )
    yield "span.docx", made(table.format('<w:gridSpan w:val="999999999"/>'))
    yield (
        "before.docx",
        made(table.format("").replace("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr>')),
    )
    yield "negative-span.docx", made(table.format('<w:gridSpan w:val="-7"/>'))
    yield "no-number.docx", made(table.format('<w:gridSpan w:val="²"/>'))
    yield "merge.docx", made("<w:tbl>" + f"<w:tr>{cell.format('<w:vMerge/>')}</w:tr>" * 800 + "</w:tbl>")
    yield "deep-tables.docx", made(("<w:tbl><w:tr><w:tc>" * 400) + words + ("</w:tc></w:tr></w:tbl>" * 400))
    yield "deep-runs.docx", made("<w:p>" + "<w:ins>" * 3000 + "</w:ins>" * 3000 + "</w:p>")
    yield "paragraphs.docx", made("<w:p/>" * 20000 + words)
    yield "breaks.docx", made('<w:p><w:r><w:br w:type="page"/></w:r></w:p>' * 900 + words)
    yield "no-body.docx", zipped({"[Content_Types].xml": "", "_rels/.rels": "<R/>", w: "<a/>"})
    yield "malformed.docx", made("<w:p>")
    yield "bytes.docx", zipped({"[Content_Types].xml": "", "_rels/.rels": bytes(range(256)), w: b"\xff\xfe<"})
    styles = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 9}"/></w:style>' for n in range(9))
    relations = '<Relationships><Relationship Id="s" Type="x/styles" Target="styles.xml"/>{}</Relationships>'
    styled = '<w:p><w:pPr><w:pStyle w:val="s1"/></w:pPr><w:r><w:t>支出</w:t></w:r></w:p>'
    yield (
        "styles-in-circles.docx",
        made(
            styled,
            **{
                "styles.xml": f'<w:styles xmlns:w="{main}">{styles}</w:styles>',
                "_rels/document.xml.rels": relations.format(""),
            },
        ),
    )
    outside = '<Relationship Id="o" Type="x/image" TargetMode="External" Target="file:///etc/passwd"/>'
    itself = '<Relationship Id="i" Type="x/footnotes" Target="document.xml"/>'
    yield "outside.docx", made(words, **{"_rels/document.xml.rels": relations.format(outside)})
    yield "itself.docx", made(words, **{"_rels/document.xml.rels": relations.format(itself)})
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>支出</w:t></w:r></w:p>'
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="999999999999"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1%9%0、"/></w:lvl></w:abstractNum>'
    )
    rels = {"_rels/document.xml.rels": '<R><Relationship Id="n" Type="x/numbering" Target="numbering.xml"/></R>'}
    for level in ("0", "999999999", "-1", "x"):
        parts = {"numbering.xml": f'<w:numbering xmlns:w="{main}">{lists}</w:numbering>', **rels}
        yield f"level{level}.docx", made(numbered.format(level), **parts)
    yield from cuts("word.docx", docx(words), 5)


def books() -> Made:
    """Workbooks of all kinds."""

    def made(rows: str, more: str = "", **parts: str) -> bytes:
        relation = '<Relationship Id="{0}" Type="x/{1}" Target="{2}"/>'.format
        members = {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f"<R>{relation('r', 'officeDocument', 'xl/workbook.xml')}</R>",
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="支出" r:id="s"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"<R>{relation('s', 'worksheet', 'a.xml')}{relation('t', 'styles', 'styles.xml')}</R>",
            "xl/a.xml": f'<worksheet xmlns="{S}">{more}<sheetData>{rows}</sheetData></worksheet>',
        }
        return zipped(members | {f"xl/{name}": content for name, content in parts.items()})

    row = '<row r="{0}"><c r="{1}" {2}><v>{3}</v></c></row>'.format
    plain = row(1, "A1", "", "1.5") + row(2, "A2", "", "2")
    for name, place, at in (
        ("last-row", "1048576", "A1048576"),
        ("row-1e9", "1000000000", "A1000000000"),
        ("row-2e31", str(2**31), "A1"),
        ("row-0", "0", "A0"),
        ("row-minus", "-5", "A1"),
        ("row-raised", "²", "A1"),
        ("column", "1", "ZZZZZZZ1"),
        ("column-last", "1", "XFD1"),
        ("no-column", "1", "11"),
    ):
        yield f"{name}.xlsx", made(plain + row(place, at, "", "1"))
    for name, value in {
        "huge": "1e999",
        "nan": "NaN",
        "digits": "9" * 5000,
        "exponent": "1e-999999999",
        "words": "x",
        "infinity": "-Infinity",
        "raised": "1²",
    }.items():
        yield f"value-{name}.xlsx", made(plain + row(3, "A3", "", value))
    for kind, value in (
        ("s", "99999"),
        ("s", "-1"),
        ("s", "x"),
        ("b", "7"),
        ("e", "#REF!"),
        ("str", "=cmd|' /c calc'!A0"),
        ("z", "1"),
        ("d", "9" * 40),
    ):
        yield f"kind-{kind}-{len(value)}.xlsx", made(plain + row(3, "A3", f't="{kind}"', value))
    code = '<styleSheet xmlns="{}">'
    code += '<numFmts><numFmt numFmtId="200" formatCode="{}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
    for at, shape in enumerate(
        (
            "#" * 9000,
            "0,,,,,,,,,,,," * 99,
            "[" * 900,
            "yyyy" * 900,
            "0%" * 900,
            ";;;;;;;",
            "General" * 99,
            "0." + "0" * 900,
            "[>1e999]0",
        )
    ):
        yield f"format{at}.xlsx", made(row(1, "A1", 's="0"', "45000.5"), **{"styles.xml": code.format(S, shape)})
    for name, ranges in {
        "all": ["A1:XFD1048576"],
        "many": [f"A{n}:C{n + 5}" for n in range(1, 3000)],
        "wrong": ["C9:A1"],
        "none": ["x"],
        "huge": ["A1:A99999999999"],
    }.items():
        merged = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)
        yield f"merge-{name}.xlsx", made(plain, f"<mergeCells>{merged}</mergeCells>")
    yield "hidden.xlsx", made(plain, '<cols><col min="1" max="999999999" hidden="1"/></cols>')
    yield "columns.xlsx", made(plain, '<cols><col min="-9" max="²" hidden="1"/></cols>')
    yield "style.xlsx", made(row(1, "A1", 's="999999"', "1") + row(2, "A2", 's="-1"', "1"))
    yield "escape.xlsx", made(row(1, "A1", 't="str"', "_xD800__x0000_支出") + plain)
    yield "dtd.xlsx", made(DTD)
    yield "formula.xlsx", made('<row r="1"><c r="A1"><f>A1</f></c></row>' + row(2, "A2", "", "1"))
    yield "ragged.xlsx", made("".join(row(n, f"{'ABC'[n % 3]}{n}", "", "1") for n in range(1, 3000)))
    yield (
        "spread.xlsx",
        made(
            "".join(row(n * 1000, f"A{n * 1000}", "", "1") for n in range(1, 1000))
            + row(1048575, "XFD1048575", "", "1")
        ),
    )
    yield "empty-rows.xlsx", made("<row/>" * 30000 + plain)
    yield "no-sheet.xlsx", zipped({"[Content_Types].xml": "", "xl/workbook.xml": "<workbook/>", "_rels/.rels": "<R/>"})
    yield from cuts("book.xlsx", made(plain), 5)
    yield from open_sheets()
    old = xls([*HEAD, shared(1, 0, 0), number(1, 1, 1386.1, 1)], strings=NAMES)
    yield "strings.xls", xls([shared(0, 0, 999999)], strings=NAMES)
    yield "place.xls", xls([number(65535, 255, 1.0), number(0, 0, 1.0)])
    yield "circle.xls", old[:-512] + struct.pack("<128I", *range(128))
    yield "sector.xls", old[:30] + struct.pack("<H", 31) + old[32:]
    yield from cuts("old.xls", old, 6)


def open_sheets() -> Made:
    """OpenDocument workbooks."""
    cell = '<table:table-cell office:value-type="float" office:value="{0}" {1}><text:p>{0}</text:p></table:table-cell>'.format
    row = "<table:table-row {1}>{0}</table:table-row>".format
    for name, count in {"1e9": "1000000000", "minus": "-4", "raised": "²", "digits": "9" * 5000, "words": "x"}.items():
        for what in ("number-columns-repeated", "number-columns-spanned", "number-rows-spanned"):
            yield f"{what}-{name}.ods", open_sheet(row(cell("1.5", f'table:{what}="{count}"'), ""))
        yield (
            f"number-rows-repeated-{name}.ods",
            open_sheet(row(cell("1.5", ""), f'table:number-rows-repeated="{count}"')),
        )
    spaces = '<table:table-cell><text:p>支<text:s text:c="999999999"/>出</text:p></table:table-cell>'
    yield "spaces.ods", open_sheet(row(spaces * 30, ""))
    yield "exponent.ods", open_sheet(row(cell("1e999999999", "") + cell("-1E-999999999", ""), ""))
    groups = 500
    yield (
        "groups.ods",
        open_sheet("<table:table-row-group>" * groups + row(cell("1", ""), "") + "</table:table-row-group>" * groups),
    )
    deep = "<text:span>" * 3000 + "支" + "</text:span>" * 3000
    yield "deep.ods", open_sheet(row(f"<table:table-cell><text:p>{deep}</text:p></table:table-cell>", ""))


def layouts() -> Made:
    """PDF and OFD."""
    paper = sample()
    plain = pdf(paper)
    yield "no-pages.pdf", pdf()
    yield "circle.pdf", plain.replace(b"/Kids[7 0 R]", b"/Kids[2 0 R]")
    yield "count.pdf", plain.replace(b"/Count 1", b"/Count 999999999")
    yield (
        "many-kids.pdf",
        plain.replace(b"/Kids[7 0 R]", b"/Kids[" + b"7 0 R " * 5000 + b"]").replace(b"/Count 1", b"/Count 5000"),
    )
    for name, box in {"huge": "0 0 1e30 1e30", "none": "0 0 0 0", "turned": "9 9 -9 -9", "words": "a b c d"}.items():
        yield f"box-{name}.pdf", plain.replace(b"/MediaBox[0 0 595 842]", f"/MediaBox[{box}]".encode())
    yield "rotate.pdf", plain.replace(b"/Rotate 0", b"/Rotate 17")
    yield "locked.pdf", pdf(paper, trailer="/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(y)/P -4>>")
    yield "states.pdf", pdf(Paper().raw("q " * 20000))
    yield (
        "drawn-itself.pdf",
        pdf(
            Paper().raw("/X Do"),
            resources="/XObject<</X 7 0 R>>",
            extra=[stream(b"/X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 7 0 R>>>>")],
        ),
    )
    yield (
        "numbers.pdf",
        pdf(Paper().raw("1e99 -1e99 m 9999999999999 0 l S BT /F 1e30 Tf (x) Tj ET").text(60, 700, "支出")),
    )
    yield (
        "rulings.pdf",
        pdf(Paper().raw("".join(f"0 {n % 800} 500 0.5 re f " for n in range(4000))).text(60, 700, "支出")),
    )
    yield (
        "letters.pdf",
        pdf(Paper().raw("".join(f"BT /F 9 Tf {n % 500} {n % 800} Td <652F> Tj ET " for n in range(3000)))),
    )
    yield "stacked.pdf", pdf(Paper().raw("BT /F 9 Tf 60 700 Td <652F> Tj ET " * 3000))
    yield "length.pdf", plain.replace(b"/Length ", b"/Length -")
    yield "start.pdf", plain.replace(b"startxref\n", b"startxref\n99999999")
    yield "root.pdf", plain.replace(b"/Root 1 0 R", b"/Root 99 0 R")
    yield "script.pdf", plain.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>")
    yield "no-end.pdf", plain.replace(b"%%EOF", b"")
    yield "head-only.pdf", b"%PDF-1.7\n" + bytes(3000)
    yield "garbage.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40
    yield from cuts("paper.pdf", plain, 6)
    body = page(
        text(20, 15, "云溪市医疗保障局"), ruled([20, 60, 100], [20, 30, 40], [["科目", "合计"], ["支出", "1.00"]])
    )
    yield "run.ofd", ofd(page(text(20, 15, "支出", deltas="g 1000000000 1")))
    yield "curve.ofd", ofd(body.replace("M 0 0", "M 0 0 L 1e99 -1e99 B 1 C " + "L 1 1 " * 20000))
    yield "blocks.ofd", ofd(page("<ofd:PageBlock>" * 500 + "</ofd:PageBlock>" * 500))
    yield "area.ofd", ofd(page(text(20, 15, "支出"), size="0 0 1e300 x"))
    yield "dtd.ofd", ofd(DTD + body)
    yield "itself.ofd", ofd(body).replace(b"Pages/Page_0/Content.xml", b"../Doc_0/Document.xmlxxx")
    yield (
        "elsewhere.ofd",
        zipped({"OFD.xml": '<O xmlns="x"><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></O>'}),
    )
    yield from cuts("page.ofd", ofd(body), 4)


def others() -> Made:
    """What is no document of any kind that is read."""
    yield from {
        "a.pdf": b"\x89PNG\r\n\x1a\n" + bytes(99),
        "b.pdf": b"\xff\xd8\xff\xe0",
        "c.docx": b"Rar!\x1a\x07\0",
        "d.xls": b"7z\xbc\xaf\x27\x1c",
        "e.gz": b"\x1f\x8b\x08",
        "f.doc": b"{\\rtf1 x}",
        "g.exe": b"MZ" + bytes(900),
        "h.xml": "<?xml version='1.0'?><a/>",
        "i.json": '{"a": 1}',
        "j.html": "%!PS-Adobe",
        "k.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "l.md": b"%PDF-1.4 \xe4",
        "m.xlsx": zipped({"mimetype": "application/epub+zip"}),
        "n.pptx": zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
    }.items()


def made() -> Made:
    """All of them."""
    for kind in (texts, pages, containers, word, books, layouts, others):
        for name, content in kind():
            yield f"{kind.__name__}-{name}", content.encode() if isinstance(content, str) else content
