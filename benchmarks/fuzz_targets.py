"""What strangers' input meets: a name, how samples are damaged, small samples that the code makes itself, and what is called.

Each call may raise an `Error` of the library and nothing else.
"""

import json
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(Path(__file__).resolve().parent), str(ROOT), str(ROOT / "tests")]

import mutators  # noqa: E402 - the path is set first

from medinsure_budget import check, load_catalogue, load_ledger, read  # noqa: E402 - as above
from medinsure_budget.checks import Report  # noqa: E402 - as above
from medinsure_budget.checks.outputs.html import report_html  # noqa: E402 - as above
from medinsure_budget.checks.report.waivers import apply as apply_waivers  # noqa: E402 - as above
from medinsure_budget.checks.report.waivers import load as load_waivers  # noqa: E402 - as above
from medinsure_budget.evidence import Line  # noqa: E402 - as above
from medinsure_budget.facts import fact  # noqa: E402 - as above
from medinsure_budget.ledgers.schema import FIELDS  # noqa: E402 - as above
from medinsure_budget.ledgers.values import PARSERS  # noqa: E402 - as above
from medinsure_budget.money import Money, Unit, is_amount  # noqa: E402 - as above
from medinsure_budget.reading.claims import read_claims  # noqa: E402 - as above
from medinsure_budget.reading.text.sections import Body, read_sections  # noqa: E402 - as above
from medinsure_budget.sources import open_source  # noqa: E402 - as above
from medinsure_budget.sources.number_format import shown  # noqa: E402 - as above

FIGURES = (
    "1,386.05",
    "(3.20)",
    "—",
    "0.00",
    "13860500",
    "1 386.05",
    "-12.5%",
    "１，３８６.05",
    "△4",
    "2101501",
    "2024年",
    "12人",
    "3.5万元",
    "九",
)
SENTENCES = (
    "2024年一般公共预算当年拨款1,386.05万元，比上年执行数增加12.30万元，增长0.90%，主要是人员经费增加。",
    "基本支出61.74万元，其中：人员支出50.00万元，公用支出11.74万元；项目支出30.87万元，占33.33%。",
    "因公出国（境）费0万元，与上年持平。公务接待费1.20万元，比上年下降5.00%，接待3批次、20人次。",
    "本年收入合计92.61万元，其中：财政拨款收入90.00万元，占97.18%；其他收入2.61万元，占2.82%。",
)
TABLE = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["", "合计", "100.00", "70.00", "30.00"],
    ["210", "卫生健康支出", "100.00", "70.00", "30.00"], ["21015", "医疗保障管理事务", "100.00", "70.00", "30.00"],
    ["2101501", "行政运行", "70.00", "70.00", "0.00"], ["2101506", "医疗保障经办事务", "30.00", "", "30.00"],
]  # fmt: skip
DOCUMENT = (
    "\n".join(
        [
            "# 云溪市医疗保障局2024年部门预算",
            "",
            "## 一、概况",
            "",
            "贯彻医疗保障法律法规。",
            "",
            "## 二、预算情况说明",
            "",
            *SENTENCES,
            "",
            "部门支出预算总表",
            "",
            "单位：万元",
            "",
            *(
                "| " + " | ".join(row) + " |\n" + ("|---|---|---|---|---|\n" if not at else "")
                for at, row in enumerate(TABLE)
            ),
        ]
    )
    .replace("\n\n|", "\n|")
    .replace("|\n\n", "|\n")
)
TEXT = "\n".join(
    [
        "云溪市医疗保障局2024年部门预算",
        *SENTENCES[:2],
        "部门支出预算总表",
        "单位：万元",
        *("\t".join(row) for row in TABLE),
    ]
)
CSV = "\n".join(",".join(row) for row in TABLE)
HTML = (
    "<html><head><title>预算</title><style>.h{display:none}</style></head><body><h1>云溪市医疗保障局2024年部门预算</h1><p>"
    + "</p><p>".join(SENTENCES[:2])
    + '</p><table><tr><td colspan="5">部门支出预算总表</td></tr>'
    + "".join(f"<tr>{''.join(f'<td rowspan=1>{cell}</td>' for cell in row)}</tr>" for row in TABLE)
    + '</table><p class="h">隐</p></body></html>'
)
MHTML = (
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="utf-8"\n'
    f"Content-Transfer-Encoding: 8bit\n\n{HTML}\n--b--\n"
)
WAIVERS = '[[waiver]]\nrule = "XTB-01"\nreason = "已核对"\nyear = 2024\nuntil = 2026-12-31\ncell = "合计"\n'
LEDGER = (
    "类型,单位编码,单位,功能科目,经济科目,资金来源,支出性质,项目,金额\n支出,001,云溪市医疗保障局,2101501,30101,一般公共预算,人员,,1386.05\n"
    "收入,001,云溪市医疗保障局,,,一般公共预算,,,1386.05\n"
)


@frozen
class Target:
    """A kind of input.

    Attributes:
        mutate: How samples are damaged.
        samples: Makes the samples.
        call: What is tried with the bytes.
        allowed: What the called function is documented to raise besides errors of the library.
    """

    mutate: Callable[..., bytes]
    samples: Callable[[], list[bytes]]
    call: Callable[[bytes], object]
    allowed: tuple[type[Exception], ...] = ()


def _texts(*texts: str) -> Callable[[], list[bytes]]:
    return lambda: [text.encode() for text in texts]


def _money(data: bytes) -> None:
    text = mutators.words_of(data)
    fact(text)
    Unit.parse(text)
    if is_amount(text):
        money = Money(text, "万元")
        assert Money(f"{money:元}") == money, "worth"
        assert (money + money - money, bool(money.rounded(2) + money)) == (money, bool(money)), "sum"


def _cells(data: bytes) -> None:
    text = mutators.words_of(data)
    for column in FIELDS:
        # A reason in Chinese is what a parser answers to a cell that it cannot use.
        with suppress(ValueError):
            PARSERS[column.holds](column)(text)


def _number_formats(data: bytes) -> None:
    number, _, code = mutators.words_of(data).partition("|")
    shown(number, code)


def _claims(data: bytes) -> None:
    lines = [(1, Line(text, at)) for at, text in enumerate(mutators.words_of(data).splitlines(), 1)]
    read_claims(read_sections(Body.of(lines)).tree, year=2024, agency="云溪市医疗保障局")


def _reader(data: bytes) -> None:
    document = read(data, name="文.md")
    document.records()
    str(document)


def _report(data: bytes) -> None:
    report = check(read(data, name="文.md"))
    report_html(report).encode()
    report.to_text().encode()
    json.dumps(Report.from_dict(json.loads(json.dumps(report.to_dict()))).to_dict()).encode()


def _stored_report(data: bytes) -> None:
    Report.from_dict(json.loads(data)).to_text()


def _sources(name: str) -> Callable[[bytes], object]:
    return lambda data: open_source(data, name=f"文.{name}")


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz-", dir=os.environ.get("TMPDIR")))


def _by_path(suffix: str, call: Callable[[Path], object]) -> Callable[[bytes], object]:
    def tried(data: bytes) -> None:
        path = _folder() / f"文.{suffix}"
        path.write_bytes(data)
        call(path)

    return tried


@cache
def _checked() -> Report:
    """The report of a document whose sums are wrong."""
    return check(read(DOCUMENT.replace("100.00", "101.00", 1).encode(), name="文.md"))


def _waivers(path: Path) -> None:
    report = _checked()
    apply_waivers(report.findings, load_waivers(path), report.document)


def _pdf() -> list[bytes]:
    from tests.sources.test_pdf import Paper, pdf, sample

    return [pdf(sample()), pdf(Paper(rotate=90).text(60, 700, "云溪市医疗保障局2024年部门预算"), sample())]


def _docx() -> list[bytes]:
    from tests.formats.publish import as_docx

    path = _folder() / "样本.md"
    path.write_text(DOCUMENT)
    return [as_docx(path)]


def _xlsx() -> list[bytes]:
    from tests.formats.publish import as_xlsx

    path = _folder() / "样本.md"
    path.write_text(DOCUMENT)
    return [as_xlsx(path)]


def _xls() -> list[bytes]:
    from tests.sources.test_old_office import HEAD, NAMES, number, shared, xls

    return [xls([*HEAD, shared(1, 0, 0), number(1, 1, 1386.1, 1), shared(2, 0, 0), number(2, 1, 0.3)], strings=NAMES)]


def _ods() -> list[bytes]:
    from tests.sources.test_workbook import open_document

    return [open_document(TABLE)]


def _ofd() -> list[bytes]:
    from tests.sources.ofd_writer import ofd, page, ruled, text

    ys = [20 + 8 * at for at in range(len(TABLE) + 1)]
    return [ofd(page(text(20, 15, "云溪市医疗保障局2024年部门预算"), ruled([20, 45, 90, 115, 140, 165], ys, TABLE)))]


def _zip() -> list[bytes]:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("附件1.txt", TEXT)
        archive.writestr("附件2.html", HTML)
        archive.writestr("内.zip", mutators.packed([("附件3.csv", CSV.encode())]))
    return [out.getvalue()]


def _catalogue_book() -> list[bytes]:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (
        ["2027年政府收支分类科目"],
        ["科目编码", "科目名称"],
        ["2101501", "行政运行"],
        [21015, "医疗保障管理事务"],
    ):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return [out.getvalue()]


def _stored() -> list[bytes]:
    report = check(read(DOCUMENT.encode(), name="文.md"))
    return [json.dumps(report.to_dict(), ensure_ascii=False).encode()]


LISTED = "2027年政府收支分类科目\n科目编码\t科目名称\n2101501\t行政运行\n21015\t医疗保障管理事务\n30101\t基本工资\n"
TARGETS = {
    "money": Target(mutators.of_text, _texts(*FIGURES), _money),
    "cells": Target(mutators.of_text, _texts(*FIGURES, "30101-基本工资", "一般公共预算", "支出"), _cells),
    "formats": Target(
        mutators.of_text,
        _texts("1386.05|#,##0.00", "0.25|0.0%", "45000|yyyy/m/d", "-3|[红色](0.00);0"),
        _number_formats,
        (ValueError,),
    ),
    "claims": Target(mutators.of_text, _texts(*SENTENCES, "\n".join(SENTENCES)), _claims),
    "text": Target(mutators.of_text, _texts(TEXT), _sources("txt")),
    "markdown": Target(mutators.of_text, _texts(DOCUMENT), _sources("md")),
    "csv": Target(mutators.of_text, _texts(CSV, CSV.replace(",", "\t")), _sources("csv")),
    "html": Target(mutators.of_tags, _texts(HTML), _sources("html")),
    "mhtml": Target(mutators.of_tags, _texts(MHTML), _sources("mht")),
    "pdf": Target(mutators.of_bytes, _pdf, _sources("pdf")),
    "docx": Target(mutators.of_package, _docx, _sources("docx")),
    "xlsx": Target(mutators.of_package, _xlsx, _sources("xlsx")),
    "xls": Target(mutators.of_bytes, _xls, _sources("xls")),
    "ods": Target(mutators.of_package, _ods, _sources("ods")),
    "ofd": Target(mutators.of_package, _ofd, _sources("ofd")),
    "zip": Target(mutators.of_package, _zip, _sources("zip")),
    "reader": Target(mutators.of_text, _texts(DOCUMENT, TEXT), _reader),
    "report": Target(mutators.of_text, _texts(DOCUMENT), _report),
    "stored": Target(mutators.of_json, _stored, _stored_report),
    "ledger": Target(mutators.of_text, _texts(LEDGER), load_ledger),
    "ledger_book": Target(mutators.of_package, _xlsx, load_ledger),
    "catalogue": Target(mutators.of_text, _texts(LISTED), _by_path("txt", load_catalogue)),
    "catalogue_book": Target(mutators.of_package, _catalogue_book, _by_path("xlsx", load_catalogue)),
    "waivers": Target(
        mutators.of_text,
        _texts(WAIVERS, "waiver = 5", "[[waiver]]\nrule = 1\nreason = 2\n", WAIVERS.replace("12-31", "12-31T01:02:03")),
        _by_path("toml", _waivers),
    ),
}
