"""Hostile files that are too much of one thing: a tag, a row, a line, a style, a member, a reference, a figure."""
# ruff: noqa: E501, PLR0915, UP031 - a file is what one line makes, however long; bytes have no other formatting

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from hostile import HEADING, ROWS, Made, R, S, zipped

from tests.sources.ofd_writer import ofd, page, text
from tests.sources.test_docx import SPACES, docx
from tests.sources.test_old_office import HEAD, NAMES, number, record, shared, xls
from tests.sources.test_pdf import Paper, pdf, sample, stream
from tests.sources.test_workbook import open_sheet

LINE = "部门支出合计1.00万元"
ROW = "| 行政运行 | 1.00 |\n"
TABLE = HEADING + ROWS.format("1.00")


def written() -> Made:
    """Markdown and plain text."""
    many = "、".join(f"项目{n}支出{n}.00万元" for n in range(20_000))
    yield from {
        "amounts.md": f"{HEADING}其中：{many}。",
        "amounts-alike.md": HEADING + "支出1.00万元，" * 20_000 + "。",
        "compared.md": HEADING + "支出1.00万元，比上年增加0.50万元，增长50%；" * 8_000,
        "sentences.md": HEADING + f"{LINE}，比上年增加1.00万元，增长10%。" * 15_000,
        "one-line.txt": LINE + "x" * 900_000,
        "long.md": HEADING + "支" * 900_000,
        "blank-lines.md": HEADING + "\n" * 1_000_000 + LINE,
        "blank-lines.txt": LINE + "\n \t\u3000" * 1_000_000,
        "one-character-lines.md": HEADING + "支\n" * 400_000,
        "short-paragraphs.md": HEADING + "支\n\n" * 300_000,
        "columns.md": HEADING + "部门支出表\n单位：万元\n\n" + ("|1.00" * 16_384 + "|\n") * 20,
        "headings.md": "# 一\n" * 60_000,
        "headings-numbered.md": "".join(f"## {n}、部门预算\n\n" for n in range(40_000)),
        "numbering.md": HEADING + "".join(f"{n}．支出\n" for n in range(100_000)),
        "rows.md": TABLE + ROW * 60_000,
        "tables.md": HEADING + ROWS.format("1.00") * 3_000,
        "titles.md": HEADING + "部门支出表\n单位：万元\n\n" * 40_000,
        "units.md": HEADING + "单位：万元\n" * 100_000,
        "years.md": HEADING + "2024年比2023年、" * 60_000,
        "percents.md": HEADING + "占12.34%、" * 100_000,
        "ladders.txt": "\n".join(f"{'支出':<{n % 300}}{n}.00  {n}.00" for n in range(20_000)),
        "stairs.txt": "\n".join(" " * n + "支出  1.00" for n in range(1_500)),
        "tabs.txt": ("支出\t1.00" * 4_000 + "\n") * 30,
        "bars.txt": ("│支出" * 2_000 + "│\n") * 100,
        "frames.txt": "┌" + "─┬" * 3_000 + "┐\n" + ("│1" * 3_000 + "│\n" + "├" + "─┼" * 3_000 + "┤\n") * 40,
        "pages.txt": "支出 1.00\f" * 100_000,
        "spaced.txt": "\n\n".join(f"{n}.00" for n in range(60_000)),
        "digits.md": HEADING + "123456789" * 100_000 + "万元",
        "commas.md": HEADING + "支出" + "1,234" * 80_000 + "万元。",
        "points.md": HEADING + "支出" + "1.2" * 80_000 + "万元。",
        "powers.md": HEADING + ROWS.format("1²") + "| ² | ³ |\n" * 20_000,
        "full-width.md": HEADING + ROWS.format("１２３．４５") + "| ２１０１５０１ | ٣٫٤ |\n" * 20_000,
        "scripts.md": HEADING + ROWS.format("१२३.४५") + "| ༡༢ | 𝟏𝟐𝟑.𝟒𝟓 |\n" * 9_000,
        "brackets.md": HEADING + "（" * 100_000 + LINE + "）" * 100_000,
        "brackets-mixed.md": HEADING + "（(【[" * 30_000 + LINE,
        "quotes.md": HEADING + "“支出”" * 100_000,
        "stars.md": HEADING + "*" * 300_000,
        "stars-words.md": HEADING + "**支 " * 100_000,
        "links.md": HEADING + "[](" * 100_000,
        "quoted.md": HEADING + ">" * 100_000 + LINE,
        "lists.md": HEADING + "".join(" " * (n % 500) + "- 支\n" for n in range(10_000)),
        "fences.md": HEADING + "```\n" * 60_000,
        "tags.md": HEADING + "<table><tr><td>1</td></tr></table>\n" * 9_000,
        "open-tags.md": HEADING + "<table>" * 20_000,
        "html-rows.md": HEADING + "<table>" + "<tr><td>支<td>1.00" * 40_000,
        "references.md": HEADING + "&amp;&#25903;" * 100_000,
        "contents.md": "目录\n" + "".join(f"{n}、部门预算说明…………{n}\n" for n in range(30_000)),
        "dots.md": HEADING + "…" * 400_000 + "1",
        "glossary.md": HEADING + "## 名词解释\n\n" + "".join(f"{n}、支出{n}：指支出。\n\n" for n in range(20_000)),
        "agencies.md": "# " + "云溪市医疗保障局" * 20_000 + "2024年部门预算\n\n支出",
        "agencies-many.md": HEADING + "".join(f"云溪市第{n}局、" for n in range(40_000)),
        "combining.md": HEADING + "支\u0301\u0302\u0303" * 200_000,
        "zero-width.md": HEADING + "\u200b\u2060\ufeff" * 400_000 + LINE,
        "controls.md": HEADING + "\x01\x02\x03" * 400_000,
        "private.md": HEADING + "\ue000\uf8ff" * 100_000,
        "traditional.md": HEADING + "預算決算醫療保障" * 100_000,
        "repeated-title.md": "# 云溪市医疗保障局2024年部门预算\n\n" * 30_000,
        "performance.md": HEADING + "绩效目标\n\n" + "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n" * 40_000,
        "goals.md": HEADING + "项目支出绩效目标表\n\n| 项目名称 | 甲 |\n|---|---|\n" + "| 产出指标 | ≥90% |\n" * 30_000,
        "publics.md": HEADING + "“三公”经费1.00万元，其中：因公出国（境）费0.50万元。" * 6_000,
        "counts.md": HEADING + "国内公务接待3批次20人次，" * 30_000,
        "assets.md": HEADING + "共有车辆1辆，单位价值100万元以上设备2台（套）。" * 15_000,
        "equal.md": TABLE + "".join(f"| {2_101_501 + n} | 1.00 |\n" for n in range(20_000)),
        "codes.md": TABLE + "".join(f"| {code} 行政运行 | 1.00 |\n" for code in range(2_010_000, 2_030_000)),
        "wide-names.md": TABLE + f"| {'支' * 200_000} | 1.00 |\n",
        "purchases.md": HEADING + "政府采购1.00万元，其中：货物" * 20_000,
    }.items()


def separated() -> Made:
    """CSV."""
    head = "科目,合计\n"
    yield from {
        "quotes.csv": head + '"' * 2_000_000,
        "pairs.csv": head + '"",' * 600_000,
        "quoted-lines.csv": head + '"' + "支\n" * 500_000 + '",1.00\n',
        "one-row.csv": head + "1.00," * 900_000,
        "one-column.csv": head + "支出\n" * 400_000,
        "blank.csv": head + "\n" * 900_000,
        "ragged.csv": head + "".join("1," * (n % 300) + "\n" for n in range(6_000)),
        "semicolons.csv": head + "1;2," * 100_000 + "\n",
        "formulas.csv": head + "\"=cmd|' /C calc'!A0\",1.00\n" * 20_000,
        "wide.csv": "科目" + "".join(f",{n}" for n in range(16_384)) + "\n" + ("支" + ",1.00" * 16_384 + "\n") * 10,
        "kept.csv": head + '="0101",1.00\n' * 50_000,
        "returns.csv": (head + "支出,1.00\n" * 90_000).replace("\n", "\r"),
        "sixteen.csv": (head + "支出,1.00\n" * 50_000).encode("utf-16"),
        "no-text.csv": head.encode() + b"\xff\xfe\x80" * 100_000,
        "names.csv": "".join(f"第{n}科目,{n}.00\n" for n in range(60_000)),
    }.items()


def webs() -> Made:
    """Web pages."""
    cell, attribute = "<td>1.00", 'a="<>" '
    yield from {
        "attributes.html": "<p " + "".join(f"a{n}='>' " for n in range(50_000)) + f">{LINE}</p>",
        "attributes-quoted.html": "<p " + "".join(f'b{n}="<" ' for n in range(50_000)) + f">{LINE}</p>",
        "attributes-bare.html": "<p/" + "/".join(f"c{n}" for n in range(50_000)) + f">{LINE}</p>",
        "attributes-values.html": "<p " + "".join(f'd{n}="1"' for n in range(50_000)) + f">{LINE}</p>",
        "attributes-many.html": f"<p {attribute * 300}>支</p>" * 2_000,
        "value.html": f'<p title="{"x" * 3_000_000}">{LINE}</p>',
        "name.html": f"<{'p' * 1_000_000}>{LINE}",
        "tables.html": f"<table><tr>{cell}{cell}</table>" * 9_000,
        "rows.html": "<table>" + f"<tr>{cell}{cell}" * 100_000,
        "columns.html": "<table>" + ("<tr>" + cell * 16_384) * 10,
        "spans.html": "<table>" + "<tr><td colspan=1000 rowspan=65534>支" * 3_000,
        "nested.html": "<table><tr><td>支<td>1.00<td>" * 60 + "1",
        "nested-wide.html": ("<table><tr><td>支<td>" * 50 + "</table>" * 50) * 60,
        "styles.html": "<style>"
        + "".join(f".c{n}{{display:none}}" for n in range(60_000))
        + f"</style><p class=c1>支</p><p>{LINE}",
        "selectors.html": "<style>" + "a " * 200_000 + "{display:none}</style><p>支出</p>",
        "braces.html": "<style>" + "{" * 300_000 + "</style><p>支出</p>",
        "comments-in-style.html": "<style>" + "/*" * 300_000 + "</style><p>支出</p>",
        "classes.html": f'<style>.x{{display:none}}</style><p class="{"x " * 200_000}">支</p><p>{LINE}',
        "inline.html": f'<p style="{"display:none;" * 60_000}">支</p><p>{LINE}',
        "inline-many.html": '<p style="color:red;display:block">支</p>' * 100_000,
        "breaks.html": "<p>" + "支<br>" * 200_000,
        "words.html": "<p>" + "<i>支</i>" * 200_000,
        "deep-cells.html": "<table><tr><td>支<td>" + "<b>" * 200 + "1.00" + "</b>" * 200,
        "comments.html": "<!---->" * 300_000 + LINE,
        "comment-open.html": "<p>支</p>" + "<!--" * 300_000,
        "cdata.html": "<p><![CDATA[" * 60_000 + LINE,
        "entities.html": "<p>" + "&nbsp;&#x652f;" * 200_000,
        "entity-open.html": "<p>" + "&" * 1_000_000 + LINE,
        "less.html": "<p>支" + "<" * 1_000_000,
        "titles.html": "<title>支出</title><h1>支出</h1>" * 40_000,
        "lists.html": "<ul><li>支出1.00万元" * 90,
        "captions.html": "<table>" + "<caption>支出表</caption>" * 20_000 + f"<tr>{cell}{cell}",
        "hidden.html": "<p hidden>支</p>" * 100_000 + LINE,
        "base.html": "<base href='file:///etc/'><link rel=stylesheet href=passwd><p>支出</p>" * 3_000,
        "frames.html": "<iframe srcdoc='<script>1</script>'></iframe>" * 30_000 + f"<p>{LINE}",
        "forms.html": "<select><option>支" * 60_000 + f"</select><p>{LINE}",
        "pictures.html": "<img src=x onerror=alert(1)>" * 100_000 + f"<p>{LINE}",
        "paragraphs.html": "<p>支" * 150_000,
    }.items()
    mail = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
    part = "--b\nContent-Type: text/html; charset=utf-8\n\n<p>支出</p>\n"
    yield "parts.mht", mail + part * 9_000 + "--b--"
    yield "boundary.mht", mail.replace('"b"', '"' + "b" * 500_000 + '"') + part
    yield "headers.mht", "Subject: 支\n" * 100_000 + mail + part
    yield "continued.mht", mail + "--b\nContent-Type: text/html;" + "\n a=b;" * 100_000 + "\n\n<p>支出</p>\n--b--"
    yield "encoded-word.mht", "Subject: " + "=?utf-8?b?5pSv?= " * 60_000 + "\n" + mail + part


def book(sheets, strings="", styles="", more="", **parts) -> bytes:
    """A workbook of these worksheets' XML."""
    relation = '<Relationship Id="{0}" Type="x/{1}" Target="{2}"/>'.format
    kinds = [relation(f"s{n}", "worksheet", f"s{n}.xml") for n in range(len(sheets))]
    kinds += [relation("t", "sharedStrings", "strings.xml"), relation("u", "styles", "styles.xml")]
    listed = "".join(f'<sheet name="支出{n}" r:id="s{n}"/>' for n in range(len(sheets)))
    members = {
        "[Content_Types].xml": "<Types/>", "_rels/.rels": f"<R>{relation('r', 'officeDocument', 'xl/workbook.xml')}</R>",
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{listed}</sheets>{more}</workbook>',
        "xl/_rels/workbook.xml.rels": f"<R>{''.join(kinds)}</R>",
        "xl/strings.xml": f'<sst xmlns="{S}">{strings}</sst>', "xl/styles.xml": f'<styleSheet xmlns="{S}">{styles}</styleSheet>',
    } | {f"xl/s{n}.xml": content for n, content in enumerate(sheets)}  # fmt: skip
    return zipped(members | {f"xl/{name}": content for name, content in parts.items()})


def sheet(rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{S}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def cells(rows: Iterator[tuple[int, str]]) -> str:
    return "".join(f'<row r="{at}">{inner}</row>' for at, inner in rows)


def books() -> Made:
    """Workbooks."""
    two = cells((n, f'<c r="A{n}" t="str"><v>支</v></c><c r="B{n}"><v>{n}</v></c>') for n in range(1, 4))
    wide = "".join("<c><v>1</v></c>" for _ in range(16_384))
    yield "sheets.xlsx", book([sheet(two)] * 200)
    yield "sheets-900.xlsx", book([sheet(two)] * 900)
    yield "columns.xlsx", book([sheet(cells((n, wide) for n in range(1, 15)))])
    yield (
        "rows.xlsx",
        book([sheet(cells((n, f'<c r="A{n}"><v>1</v></c><c r="B{n}"><v>2</v></c>') for n in range(1, 90_001)))]),
    )
    yield "styles.xlsx", book([sheet(two)], styles=f"<cellXfs>{'<xf/>' * 900_000}</cellXfs>")
    yield "fonts.xlsx", book([sheet(two)], styles=f"<fonts>{'<font><b/></font>' * 400_000}</fonts>")
    yield (
        "formats.xlsx",
        book(
            [sheet(two)],
            styles="<numFmts>"
            + "".join(f'<numFmt numFmtId="{n}" formatCode="0.{n}"/>' for n in range(200_000))
            + "</numFmts>",
        ),
    )
    codes = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{chr(34)[:0]}[&lt;{n}]0.0;[红色]-0;@"/>' for n in range(5_000)
    )
    xfs = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(5_000))
    many = cells((n, f'<c r="A{n}" s="{n % 5_000}"><v>{n}.5</v></c>') for n in range(1, 20_001))
    yield "formatted.xlsx", book([sheet(many)], styles=f"<numFmts>{codes}</numFmts><cellXfs>{xfs}</cellXfs>")
    yield "strings.xlsx", book([sheet(two)], strings="<si><t>支</t></si>" * 450_000)
    shared_ = cells((n, f'<c r="A{n}" t="s"><v>0</v></c>') for n in range(1, 2_001))
    yield "string-long.xlsx", book([sheet(shared_)], strings=f"<si><t>{'支' * 1_000_000}</t></si>")
    yield "runs.xlsx", book([sheet(shared_)], strings=f"<si>{'<r><rPr><strike/></rPr><t>支</t></r>' * 100_000}</si>")
    yield "merges.xlsx", book([sheet(two, after="<mergeCells>" + "".join(
        f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 200_000)) + "</mergeCells>")])  # fmt: skip
    yield (
        "merges-same.xlsx",
        book([sheet(two, after="<mergeCells>" + '<mergeCell ref="A1:B2000"/>' * 5_000 + "</mergeCells>")]),
    )
    yield (
        "merges-wide.xlsx",
        book([sheet(two, after="<mergeCells>" + '<mergeCell ref="A1:XFD300"/>' * 90 + "</mergeCells>")]),
    )
    yield "hidden.xlsx", book([sheet(two, "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 20_000 + "</cols>")])
    cross = cells(
        (n, f'<c r="A{n}"><f>支出1!A{n}+A{n}</f></c><c r="B{n}"><f>SUM(A:XFD)</f><v>1</v></c>')
        for n in range(1, 20_001)
    )
    yield "formulas.xlsx", book([sheet(cross), sheet(cross)])
    yield "same-place.xlsx", book([sheet(cells((1, '<c r="A1"><v>1</v></c>') for _ in range(100_000)))])
    yield "backwards.xlsx", book([sheet(cells((n, f'<c r="A{n}"><v>1</v></c>') for n in range(50_000, 0, -1)))])
    yield "diagonal.xlsx", book([sheet("".join(
        f'<row r="{n}"><c r="{column(n)}{n}"><v>1</v></c></row>' for n in range(1, 16_000)))])  # fmt: skip
    yield (
        "corners.xlsx",
        book(
            [sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')] * 60
        ),
    )
    yield "parts.xlsx", book([sheet(two)], **{f"media/{n}.png": b"" for n in range(980)})
    yield "drawings.xlsx", book([sheet(two)], **{f"drawings/{n}.xml": "<a/>" for n in range(900)})
    yield "itself.xlsx", book([sheet(two)]).replace(b"s0.xml", b"../a.x")
    yield (
        "names.xlsx",
        book(
            [sheet(two)],
            more="<definedNames>" + '<definedName name="n">支出0!A1</definedName>' * 200_000 + "</definedNames>",
        ),
    )
    yield (
        "attributes.xlsx",
        book([sheet(f"<row {' '.join(f'a{n}={chr(34)}{chr(34)}' for n in range(100_000))}/>{two}")]),
    )
    yield "spaces.xlsx", book([sheet(f'<row r="1"><c t="str"><v>{" " * 3_000_000}支</v></c></row>{two}')])
    yield "escapes.xlsx", book([sheet(f'<row r="1"><c t="str"><v>{"_x0041_" * 300_000}</v></c></row>{two}')])
    yield (
        "prefixes.xlsx",
        book(
            [sheet(two).replace("<worksheet ", "<worksheet " + "".join(f'xmlns:p{n}="u{n}" ' for n in range(50_000)))]
        ),
    )
    yield "depth.xlsx", book([sheet("<row>" * 200_000 + "</row>" * 200_000 + two)])
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", b"<Types/>"), ("xl/x.xml", b" " * 390_000_000)):
            archive.writestr(name, content)
    yield "spaces-390MB.xlsx", bomb.getvalue()
    blank = "<table:table-cell/>"
    filled = '<table:table-cell office:value-type="string"><text:p>支</text:p></table:table-cell>'
    row = "<table:table-row {1}>{0}</table:table-row>".format
    yield "columns.ods", open_sheet(row(filled * 16_384, "") * 12)
    yield "rows.ods", open_sheet(row(filled * 2, "") * 60_000)
    yield "blanks.ods", open_sheet(row(blank * 100_000, "") + row(filled * 2, ""))
    yield (
        "repeats.ods",
        open_sheet(
            row(
                filled + '<table:table-cell table:number-columns-repeated="16383"/>',
                'table:number-rows-repeated="1000"',
            )
            * 200
        ),
    )
    yield "covered.ods", open_sheet(row(filled + "<table:covered-table-cell/>" * 5_000, "") * 60)
    yield (
        "paragraphs.ods",
        open_sheet(row(f"<table:table-cell>{'<text:p>支</text:p>' * 100_000}</table:table-cell>{filled}", "")),
    )
    yield (
        "annotations.ods",
        open_sheet(
            row(
                f"<table:table-cell>{'<office:annotation><text:p>支</text:p></office:annotation>' * 30_000}</table:table-cell>{filled}",
                "",
            )
        ),
    )
    yield (
        "spaces.ods",
        open_sheet(
            row(
                f"<table:table-cell><text:p>{'<text:s text:c=%s9999%s/>' % (chr(34), chr(34)) * 3_000}支</text:p></table:table-cell>{filled}",
                "",
            )
        ),
    )
    yield (
        "spans.ods",
        open_sheet(
            row(
                filled.replace(
                    "<table:table-cell ",
                    '<table:table-cell table:number-columns-spanned="900" table:number-rows-spanned="900" ',
                )
                * 90,
                "",
            )
            * 90
        ),
    )
    yield (
        "groups.ods",
        open_sheet("<table:table-header-rows>" * 50_000 + row(filled * 2, "") + "</table:table-header-rows>" * 50_000),
    )
    yield from old_books()


def column(at: int) -> str:
    letters = ""
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def old_books() -> Made:
    """Workbooks of 1997 to 2003."""
    yield "cells.xls", xls([*HEAD, *(number(r, c, 1.0, 1) for r in range(9_000) for c in range(2))], strings=NAMES)
    yield "columns.xls", xls([number(r, c, 1.0) for r in range(60) for c in range(256)])
    yield "spread.xls", xls([number(r * 256, 255, 1.0) for r in range(256)])
    yield "same.xls", xls([number(0, 0, 1.0)] * 60_000)
    yield "strings.xls", xls([shared(0, 0, 0)], strings=["支" * 900] * 30)
    yield "records.xls", xls([record(0x3C)] * 100_000 + [number(0, 0, 1.0)])
    yield "lengths.xls", xls([record(0x203, b"")] * 9 + [number(0, 0, 1.0)])
    yield (
        "merges.xls",
        xls(
            [
                number(0, 0, 1.0),
                number(1, 1, 1.0),
                *[record(0xE5, struct.pack("<H", 900) + struct.pack("<4H", 0, 65535, 0, 255) * 900)] * 20,
            ]
        ),
    )
    yield (
        "formats.xls",
        xls([record(0x41E, struct.pack("<HHB", n, 200, 0) + b"0" * 200) for n in range(9_000)] + [number(0, 0, 1.0)]),
    )
    yield (
        "infinite.xls",
        xls([number(0, 0, float("inf")), number(1, 1, float("nan")), number(2, 0, 5e-324), number(3, 0, 1.7e308)]),
    )


def words() -> Made:
    """Word documents."""
    run = "<w:r><w:t>支出1.00万元</w:t></w:r>"
    cell = "<w:tc><w:p><w:r><w:t>1.00</w:t></w:r></w:p></w:tc>"
    yield "paragraphs.docx", docx(f"<w:p>{run}</w:p>" * 60_000)
    yield "runs.docx", docx("<w:p>" + "<w:r><w:t>支</w:t></w:r>" * 150_000 + "</w:p>")
    yield "rows.docx", docx("<w:tbl>" + f"<w:tr>{cell * 2}</w:tr>" * 40_000 + "</w:tbl>")
    yield "columns.docx", docx("<w:tbl>" + f"<w:tr>{cell * 16_000}</w:tr>" * 4 + "</w:tbl>")
    yield "tables.docx", docx(f"<w:tbl><w:tr>{cell * 2}</w:tr></w:tbl><w:p/>" * 9_000)
    yield (
        "spans.docx",
        docx(
            "<w:tbl>"
            + (
                "<w:tr>"
                + cell.replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="900"/><w:vMerge/></w:tcPr>') * 50
                + "</w:tr>"
            )
            * 100
            + "</w:tbl>"
        ),
    )
    yield "nested.docx", docx(("<w:tbl><w:tr><w:tc>" * 30 + f"<w:p>{run}</w:p>" + "</w:tc></w:tr></w:tbl>" * 30) * 200)
    yield "styles.docx", docx('<w:p><w:pPr><w:pStyle w:val="s9"/></w:pPr>' + run + "</w:p>", styles="".join(
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(100_000)))  # fmt: skip
    yield (
        "styles-same.docx",
        docx(f"<w:p>{run}</w:p>", styles='<w:style w:styleId="s"><w:basedOn w:val="s"/></w:style>' * 100_000),
    )
    chained = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(3_000))
    yield "styles-chained.docx", docx("".join(
        f'<w:p><w:pPr><w:pStyle w:val="s{n}"/></w:pPr>{run}</w:p>' for n in range(3_000)), styles=chained)  # fmt: skip
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    )
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{levels}</w:abstractNum><w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(9_000)
    )
    counted = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{n % 9_000}"/></w:numPr></w:pPr>{run}</w:p>'
        for n in range(20_000)
    )
    yield "lists.docx", docx(counted, numbering=lists)
    yield (
        "linked.docx",
        docx(
            counted[:9_000],
            numbering='<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum><w:num w:numId="0"><w:abstractNumId w:val="0"/></w:num>',
            styles='<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>',
        ),
    )
    yield "deep.docx", docx("<w:smartTag>" * 100_000 + f"<w:p>{run}</w:p>" + "</w:smartTag>" * 100_000)
    yield (
        "inserted.docx",
        docx("<w:p>" + f"<w:ins>{run}</w:ins><w:del><w:r><w:delText>支</w:delText></w:r></w:del>" * 30_000 + "</w:p>"),
    )
    yield (
        "notes.docx",
        docx(
            "<w:p>" + '<w:r><w:footnoteReference w:id="1"/></w:r>' * 60_000 + run + "</w:p>",
            footnotes=f'<w:footnote w:id="1"><w:p>{run * 900}</w:p></w:footnote>',
        ),
    )
    yield (
        "boxes.docx",
        docx(
            "<w:p>"
            + f"<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{run}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p>{run}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
            * 9_000
            + "</w:p>"
        ),
    )
    yield "tabs.docx", docx("<w:p><w:r>" + "<w:tab/>" * 200_000 + "</w:r></w:p>" + f"<w:p>{run}</w:p>")
    yield "breaks.docx", docx('<w:p><w:r><w:br w:type="page"/></w:r></w:p>' * 30_000 + f"<w:p>{run}</w:p>")
    yield "sections.docx", docx(f"<w:p><w:pPr><w:sectPr/></w:pPr>{run}</w:p>" * 20_000)
    yield "text.docx", docx(f"<w:p><w:r><w:t>{'支' * 900_000}</w:t></w:r></w:p>")
    yield "fields.docx", docx("<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 100_000 + run + "</w:p>")
    yield "prefixes.docx", docx(f"<w:p>{run}</w:p>").replace(SPACES.encode(), SPACES.encode())
    yield "external.docx", docx(f"<w:p>{run}</w:p>", settings='<w:attachedTemplate r:id="x" xmlns:r="r"/>' * 9_000)


def papers() -> Made:
    """PDF."""
    plain = pdf(sample())
    yield "pages.pdf", pdf(*[Paper().text(60, 700, "支出1.00")] * 900)
    yield (
        "letters.pdf",
        pdf(Paper().raw("".join(f"BT /F 9 Tf {n % 500} {n % 800} Td <652F> Tj ET " for n in range(40_000)))),
    )
    yield "one-line.pdf", pdf(Paper().raw("BT /F 1 Tf 10 700 Td <" + "652F" * 60_000 + "> Tj ET"))
    yield "grid.pdf", pdf(Paper().ruled(range(20, 580), range(20, 820)).text(60, 700, "支出"))
    yield "grid-words.pdf", pdf(Paper().ruled(range(20, 580, 8), range(20, 820, 8)).raw("".join(
        f"BT /F 4 Tf {x} {y} Td <0031> Tj ET " for x in range(22, 570, 8) for y in range(22, 810, 8))))  # fmt: skip
    yield (
        "diagonals.pdf",
        pdf(Paper().raw("".join(f"{n % 500} 0 m {n % 300} 800 l S " for n in range(40_000))).text(60, 700, "支出")),
    )
    yield "curves.pdf", pdf(Paper().raw("0 0 m " + "1 2 3 4 5 6 c " * 200_000 + "S").text(60, 700, "支出"))
    yield (
        "rectangles.pdf",
        pdf(Paper().raw("".join(f"{n % 500} {n % 800} 9 9 re f " for n in range(40_000))).text(60, 700, "支出")),
    )
    yield "dashes.pdf", pdf(Paper().raw("[" + "0.001 " * 9_000 + "] 0 d 0 0 m 500 500 l S ").text(60, 700, "支出"))
    yield "clips.pdf", pdf(Paper().raw("q 0 0 500 800 re W n " * 20_000).text(60, 700, "支出"))
    deep = [
        stream(
            f"/X{n + 1} Do /X{n + 1} Do ".encode(),
            f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X{n + 1} {n + 8} 0 R>>>>",
        )
        for n in range(24)
    ]
    yield (
        "fans.pdf",
        pdf(
            Paper().raw("/X0 Do").text(60, 700, "支出"),
            resources="/XObject<</X0 7 0 R>>",
            extra=[*deep, stream(b"0 0 m 9 9 l S", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]")],
        ),
    )
    yield (
        "patterns.pdf",
        pdf(
            Paper().raw("/Pattern cs /P scn 0 0 500 800 re f").text(60, 700, "支出"),
            resources="/Pattern<</P 7 0 R>>",
            extra=[
                stream(
                    b"0 0 m 9 9 l S",
                    "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.001/YStep 0.001/Resources<<>>",
                )
            ],
        ),
    )
    yield "packed.pdf", pdf(Paper().raw("/X Do").text(60, 700, "支出"), resources="/XObject<</X 7 0 R>>", extra=[
        stream(zlib.compress(b"0 0 m 9 9 l S " * 3_000_000), "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode")])  # fmt: skip
    double = zlib.compress(zlib.compress(b"q Q " * 15_000_000))
    yield "packed-twice.pdf", pdf(Paper().raw("/X Do").text(60, 700, "支出"), resources="/XObject<</X 7 0 R>>", extra=[
        stream(double, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter[/FlateDecode/FlateDecode]")])  # fmt: skip
    yield "outlines.pdf", plain.replace(b"/Type/Catalog", b"/Type/Catalog/Outlines 1 0 R/First 1 0 R/Next 1 0 R")
    yield "names.pdf", plain.replace(b"/Type/Catalog", b"/Type/Catalog/Names" + b"<</A" * 3_000 + b">>" * 3_000)
    yield "arrays.pdf", plain.replace(b"/Type/Catalog", b"/Type/Catalog/A" + b"[" * 60_000)
    yield "references.pdf", plain.replace(b"/MediaBox[0 0 595 842]", b"/MediaBox 3 0 R")
    annotation = "/Annots[" + "<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(x)>>" * 20_000 + "]"
    yield "annotations.pdf", plain.replace(b"/Rotate 0", b"/Rotate 0" + annotation.encode())
    yield "negative.pdf", pdf(Paper().raw("BT /F -9 Tf -1 0 0 -1 60 700 Tm <652F652F> Tj ET"))
    yield (
        "scales.pdf",
        pdf(Paper().raw("".join(f"q 1e-{n} 0 0 1e{n} 0 0 cm BT /F 9 Tf 60 70 Td <652F> Tj ET Q " for n in range(30)))),
    )
    yield "sizes.pdf", pdf(*[Paper(size=(n, n)).text(0, 0, "支") for n in (0, 1, 14_400, 99_999_999)])
    tables = "".join(
        f"BT /F 9 Tf {60 + 90 * (n % 5)} {800 - n // 5 * 3} Td <0031002E00300030> Tj ET " for n in range(1_200)
    )
    yield "unruled.pdf", pdf(*[Paper().raw(tables)] * 20)
    yield "marked.pdf", pdf(Paper().raw("/P <</ActualText(x)>> BDC " * 20_000).text(60, 700, "支出"))
    yield (
        "updates.pdf",
        plain
        + b"".join(
            b"\nxref\n0 0\ntrailer<</Size 9/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (n, n) for n in range(3_000)
        ),
    )


def ofds() -> Made:
    """OFD."""
    word = text(20, 15, "支出1.00万元")
    yield "pages.ofd", ofd(*[page(word)] * 900)
    yield "words.ofd", ofd(page(*(text(n % 200, n % 290, "支") for n in range(30_000))))
    yield (
        "curve.ofd",
        ofd(
            page(
                word,
                '<ofd:PathObject Boundary="0 0 99 99"><ofd:AbbreviatedData>M 0 0 '
                + "L 9 9 " * 200_000
                + "</ofd:AbbreviatedData></ofd:PathObject>",
            )
        ),
    )
    yield (
        "paths.ofd",
        ofd(
            page(
                word,
                *(
                    '<ofd:PathObject Boundary="0 0 99 99" LineWidth="0.1"><ofd:AbbreviatedData>M 0 0 L 99 0</ofd:AbbreviatedData></ofd:PathObject>'
                    for _ in range(30_000)
                ),
            )
        ),
    )
    yield "deltas.ofd", ofd(page(text(20, 15, "支出" * 30_000, deltas="g 60000 0.001")))
    yield "deltas-many.ofd", ofd(page(text(20, 15, "支出", deltas="g 9 1 " * 100_000)))
    yield "deep.ofd", ofd(page("<ofd:PageBlock>" * 60_000 + word + "</ofd:PageBlock>" * 60_000))
    yield (
        "templates.ofd",
        ofd(
            page(word, more='<ofd:Template TemplateID="1"/>' * 3_000),
            common='<ofd:TemplatePage ID="1" BaseLoc="Pages/Page_0/Content.xml"/>',
        ),
    )
    yield (
        "itself.ofd",
        ofd(
            page(word, more='<ofd:Template TemplateID="1"/>'),
            common='<ofd:TemplatePage ID="1" BaseLoc="Pages/Page_0/Content.xml"/>',
        ),
    )
    yield "matrix.ofd", ofd(page(text(20, 15, "支出", more='CTM="1e300 1e300 nan inf 0 0"')))
    yield "outside.ofd", ofd(page(text(20, 15, "支出"))).replace(b"/Doc_0/Document.xml", b"/../..///etc/passwd")
    yield "numbers.ofd", ofd(page(text(20, 15, "支出", size=float("inf")), text(float("nan"), 1, "支出")))
    yield "letters.ofd", ofd(page(text(20, 15, "支" * 200_000)))
    yield (
        "kids.ofd",
        ofd(
            page(word),
            document='<ofd:Pages xmlns:ofd="http://www.ofdspec.org/2016">'
            + '<ofd:Page ID="0" BaseLoc="Pages/Page_0/Content.xml"/>' * 50_000
            + "</ofd:Pages>",
        ),
    )


def archives() -> Made:
    """Zip archives."""
    line = LINE.encode()
    yield "members.zip", zipped({f"{n}.md": TABLE for n in range(900)})
    yield "twice.zip", zipped([("a.md", TABLE)] * 900)
    yield (
        "cases.zip",
        zipped(dict.fromkeys(("A.md", "a.md", "Ａ.md", "a.md ", "a.md.", "a.md::$DATA", "./a.md", "b/../a.md"), TABLE)),
    )
    for at, name in enumerate((
        "NUL", "COM1.md", "aux.txt.md", "a\\b.md", "a:b.md", "~/x.md", "-rf.md", "$(touch x).md", "`x`.md", "%2e%2e%2fx.md", "．．／x.md",
        "\u202e.md", "\ud800.md", "\x1b[31m.md", "a" * 255 + ".md", "支" * 300 + ".md", "/dev/stdin", "con.md", "…/x.md", "a//b///c.md",
    )):  # fmt: skip
        with_name = zipped({"@@@@.md": TABLE}, zipfile.ZIP_STORED)
        raw = name.encode("utf-8", "surrogatepass")
        yield f"name{at}.zip", renamed(with_name, raw)
    links = zipfile.ZipInfo("link.md")
    links.create_system, links.external_attr = 3, 0o120777 << 16
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(links, "/etc/passwd")
        archive.writestr("a.md", TABLE)
    yield "links.zip", out.getvalue()
    whole = zipped({"a.md": TABLE * 20, "b.md": TABLE})
    for flaw, at, value in (
        ("sparse", 20, b"\xff\xff\xff\x7f"),
        ("sized", 24, b"\xff\xff\xff\x7f"),
        ("sized-4G", 24, b"\xff\xff\xff\xff"),
        ("extra", 30, b"\xff\xff"),
        ("disk", 34, b"\xff\xff"),
    ):
        damaged = bytearray(whole)
        start = whole.index(b"PK\1\2") + at
        damaged[start : start + len(value)] = value
        yield f"{flaw}.zip", bytes(damaged)
    overlapping = bytearray(zipped({f"{n:04}.md": b"0" * 900_000 for n in range(100)}))
    first = 0
    at = overlapping.index(b"PK\1\2")
    while (at := overlapping.find(b"PK\1\2", at)) >= 0:
        overlapping[at + 42 : at + 46] = first.to_bytes(4, "little")
        at += 4
    yield "overlapping.zip", bytes(overlapping)
    yield "comment.zip", zipped({"a.md": TABLE})[:-2] + b"\xff\xff" + b"PK\5\6" * 16_000
    yield "before.zip", b"MZ" * 30_000 + whole
    yield (
        "lies.zip",
        zipped(
            {"a.pdf": TABLE, "a.xlsx": line, "a.docx": b"%PDF-1.4", "b.md": zipped({"x": "y"}), "c.html": b"\x89PNG"}
        ),
    )
    wide: bytes = zipped({f"{n}.md": LINE for n in range(30)})
    for _ in range(2):
        wide = zipped({f"{n}.zip": wide for n in range(30)})
    yield "tree.zip", wide
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        yield f"bomb{method}.zip", zipped({"a.md": b"0" * 60_000_000}, method)
    yield "bomb.zip", zipped({f"{n}.md": b" " * 45_000_000 for n in range(9)})
    yield "texts.zip", zipped({f"{n}.md": HEADING + "支出1.00万元，" * 40_000 for n in range(12)})


def renamed(data: bytes, raw: bytes) -> bytes:
    """A stored archive of one member, which is called these bytes."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        info = archive.infolist()[0]
        content = archive.read(info)
    head = struct.pack("<HHHHHIIIHH", 20, 0x800, 0, 0, 33, info.CRC, len(content), len(content), len(raw), 0)
    local = b"PK\3\4" + head + raw + content
    central = b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    return local + central + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def large() -> Made:
    """All documents; each is made when it is asked for."""
    for kind in (written, separated, webs, books, words, papers, ofds, archives):
        for name, content in kind():
            yield (
                f"{kind.__name__}-{name}",
                content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content,
            )
