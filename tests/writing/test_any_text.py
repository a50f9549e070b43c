"""Whatever words a document holds, each writer writes them as words, or says where it may not."""

import csv
import io
import itertools
import re
import warnings
import zipfile
from functools import cache
from pathlib import Path

import attrs
import pytest
from lxml import etree, html

import medinsure_budget as mb
from medinsure_budget.checks import Reports
from medinsure_budget.errors import UsageError
from medinsure_budget.evidence import Note
from medinsure_budget.files.characters import UNPRINTABLE
from medinsure_budget.frames import plots, write_package

DATA = Path(__file__).resolve().parents[2] / "examples/data"
PAYLOADS = (
    "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://evil.example","x")',
    "<script>alert(1)</script>", '" onload="alert(1)', "'><img src=x onerror=alert(1)>", "javascript:alert(1)", "../../",
    "..\\..\\", "CON", "{{7*7}}", "${7*7}", "$x_{", "_xD800_", "\u202etxt.exe", "file:///etc/passwd", "]]>", "&xxe;", "<!--", "x" * 300,
)  # fmt: skip
# What cannot be stored is a line of the manifest.
TOLD_IN_A_LINE = {"parquet"}
# Words by which the library knows its own things.
KEYS = {"kind", "side", "measure", "role", "level", "direction", "field", "edition", "line", "state", "indent"}


def said(value, change):
    """A value in which every word is another."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return type(value)(said(part, change) for part in value)
    if not attrs.has(type(value)) or isinstance(value, mb.Money):
        return value
    names = [part.name for part in attrs.fields(type(value)) if part.init and part.name not in KEYS | {"origin", "scope", "accounting"}]
    return attrs.evolve(value, **{name: said(getattr(value, name), change) for name in names})


@cache
def plain():
    """A short document with a part of each sort."""
    found = mb.read(next(DATA.glob("*预算.md")))
    sheets = tuple(attrs.evolve(sheet, rows=sheet.rows[:3]) for sheet in found.sheets[:3])
    notes = (*found.notes[:2], Note("unread", "一处没有读懂", 1, 2, "总表"), Note("missing", "一项待补"))
    return found.evolve(sheets=sheets, sections=found.sections[:2], claims=found.claims[:3], notes=notes)


@pytest.fixture(scope="module", params=range(2), ids=["one", "other"])
def odd(request):
    """A document of payloads: each word begins with one, and each stands in many places."""
    payloads = itertools.cycle(PAYLOADS[request.param :])
    return said(plain(), lambda text: f"{next(payloads)}{text}" if text else "")


def poured(write, *args, **how):
    buffer = io.BytesIO()
    write(*args, buffer, **how)
    return buffer.getvalue()


def of_report(form):
    return lambda document, _: poured(getattr(mb.check(document), f"to_{form}"))


def pages(document, folder):
    Reports.of([mb.check(document)]).to_html(folder)


def filled(document, folder):
    # Tables find their place by their titles.
    titled = [attrs.evolve(sheet, title=own.title) for sheet, own in zip(document.sheets, plain().sheets, strict=True)]
    blank = folder.parent / "template.xlsx"
    mb.write_xlsx(plain().evolve(sections=()), blank)
    return poured(mb.fill_xlsx, blank, document.evolve(sheets=tuple(titled)))


def chart(document, _):
    buffer = io.BytesIO()
    plots.flow(document).savefig(buffer, format="svg")
    return buffer.getvalue()


@cache
def ledger():
    """A ledger whose free words are payloads."""
    rows = list(csv.DictReader(io.StringIO((DATA / "ledger_budget_2024.csv").read_text("utf-8-sig"))))
    for row, payload in zip(rows, itertools.cycle(PAYLOADS), strict=False):
        row.update({name: f"{payload}{row[name]}" for name in ("项目", "内容") if row[name]})
    text = io.StringIO()
    lines = csv.DictWriter(text, list(rows[0]))
    lines.writeheader()
    lines.writerows(rows)
    return mb.load_ledger(text.getvalue().encode())


def stored(form):
    """A stored report whose free words are payloads."""

    def write(_, __):
        data = mb.check(plain()).to_dict()
        payloads = itertools.cycle(PAYLOADS)
        for part in (*data["findings"], *data["evaluations"], *data["obligations"]):
            free = {"id", "rule", "title", "basis", "message", "statement", "place", "quote", "why", "code", "suppressed"} & part.keys()
            part.update({name: f"{next(payloads)}{part[name]}" for name in sorted(free)})
        return poured(getattr(mb.Report.from_dict(data), f"to_{form}"))

    return write


def compiled(_, folder):
    mb.publish(mb.compile_budget(ledger(), agency="云溪市医疗保障局", year=2024), folder, formats=("html", "xlsx"), insist=True)


WRITERS = {
    "xlsx": lambda document, _: poured(mb.write_xlsx, document),
    "docx": lambda document, _: poured(mb.write_docx, document),
    "html": lambda document, _: poured(mb.write_html, document),
    "fill": filled,
    "publish": lambda document, folder: mb.publish(document, folder, insist=True) and None,
    "archive": lambda document, _: poured(mb.publish, document, insist=True),
    "package": lambda document, _: poured(write_package, [document]),
    "parquet": lambda document, folder: mb.write_parquet([document], folder) and None,
    "diff": lambda document, _: poured(mb.diff(document.evolve(sheets=()), document).to_csv),
    "chart": chart,
    "list": lambda document, _: poured(Reports.of([mb.check(document)]).to_xlsx),
    "pages": pages,
} | {f"report {form}": of_report(form) for form in ("xlsx", "docx", "html", "json", "sarif")}


OF_LEDGERS = {"template": lambda _, __: poured(mb.ledger_template, ledger=ledger()), "compiled": compiled}
STORED = {f"stored {form}": stored(form) for form in ("xlsx", "docx", "html", "sarif")}


@pytest.fixture(params=[*WRITERS, *OF_LEDGERS, *STORED])
def files(odd, request, tmp_path):
    """The files that a writer writes of the document, by name; an archive is its members."""
    folder = tmp_path / "home" / "folder"
    folder.mkdir(parents=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = (WRITERS | OF_LEDGERS | STORED)[request.param](odd, folder)
    outside = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file() and folder not in path.parents]
    assert set(outside) <= {"home/template.xlsx"}
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return found if data is None else dict(members("", data))


def members(name, data):
    yield name, data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from members(f"{name}/{member}".lstrip("/"), archive.read(member))


def test_words_of_a_template_come_back_as_they_were():
    written = OF_LEDGERS["template"](None, None)

    assert sorted(words(mb.load_ledger(written))) == sorted(words(ledger()))


def words(lines):
    return [(line.project, line.text) for line in lines.lines]


def test_nothing_runs_and_nothing_leads_elsewhere(files):
    for name, data in files.items():
        for part, content in members(name, data):
            assert not re.search(r"\.\.|[\\:*?\"<>|\x00-\x1f\u202a-\u202e]", part), part
            assert all(len(step.encode()) < 256 for step in part.split("/"))
            if part.endswith((".parquet", ".jpeg", ".lock")) or content.startswith(b"PK"):
                continue
            text = content.decode()
            assert UNPRINTABLE.search(text) is None
            if text.startswith("<") and text[:9].lower() != "<!doctype":
                no_formula_and_no_link_outside(content)
            elif text.lower().startswith("<!doctype html"):
                no_script(text)
            elif not text.startswith(("{", "[")):
                no_live_cell(text)


def no_formula_and_no_link_outside(content):
    root = etree.fromstring(content)
    assert [element.tag for element in root.iter("{*}f", "{*}instrText", "{*}fldSimple") if live(element)] == []
    assert [link.get("Target") for link in root.iter("{*}Relationship") if link.get("TargetMode") == "External"] == []
    # Spreadsheets read _xD800_ as half a character.
    assert [text for text in root.iter("{*}t") if "spreadsheet" in text.tag and re.search(r"(?<!_x005F)_xD800_", text.text or "")] == []


def live(element):
    """Whether a formula or field is none of the fields of contents and pages that the library writes."""
    words = element.text or element.get("{*}instr") or ""
    return not re.fullmatch(r"\s*(TOC|PAGE|PAGEREF|NUMPAGES)\b[^\"=]*(\"1-3\")?[^\"=]*", words)


def no_script(text):
    page = html.document_fromstring(text)
    assert "default-src 'none'" in text.partition("<title")[0]
    assert list(page.iter("script", "img", "iframe", "object")) == []
    for element in page.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
        assert re.match(r"#|[0-9]{3}-[^:]*\.html|index\.html", element.get("href", "#")), element.get("href")


def no_live_cell(text):
    for row in csv.reader(io.StringIO(text)):
        assert not [cell for cell in row if cell[:1] in set("=@\t\r") or re.match(r"[+-](?![0-9.,]*%?$|-*$)", cell)]


@pytest.mark.parametrize("bad", ["\ud800", "\x01", "\ufffe"], ids=ascii)
@pytest.mark.parametrize("name", WRITERS)
def test_a_character_that_no_output_can_carry_is_refused_with_its_place(name, bad, tmp_path):
    first, *others = plain().sheets
    rows = tuple(attrs.evolve(row, name=f"{row.name}{bad}") for row in first.rows)
    odd = plain().evolve(name=f"表{bad}", sheets=(attrs.evolve(first, rows=rows), *others))

    if name in TOLD_IN_A_LINE:
        WRITERS[name](odd, tmp_path / "folder")
        assert f"U+{ord(bad):04X}" in (tmp_path / "folder/manifest.jsonl").read_text("utf-8")
        return
    with pytest.raises(UsageError, match=rf"\w+(\[\d+\])?\S*里有不能写出的字符 U\+{ord(bad):04X}"):
        WRITERS[name](odd, tmp_path / "folder")
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "template.xlsx"] == []
