"""The same input gives the same bytes: no clock, no zone, no locale, no hash seed shows in a written file."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from medinsure_budget.files.packages import stamped

ROOT = Path(__file__).resolve().parents[1]
WRITE = """
import hashlib, json, locale, sys, time, datetime, pyarrow.parquet, pandas
locale.setlocale(locale.LC_ALL, "")
shift = float(sys.argv[2])
if shift:
    now, local = time.time, time.localtime
    time.time = lambda: now() + shift
    time.localtime = lambda *at: local(*(at or (now() + shift,)))
    class Late(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(now() + shift, tz)
    datetime.datetime = Late
from pathlib import Path
import medinsure_budget as mb
import medinsure_budget.checks
from medinsure_budget.frames import plots
doc, out = mb.read(Path(sys.argv[3])), Path(sys.argv[1])
report = mb.check(doc)
mb.write_xlsx(doc, out / "tables.xlsx")
mb.write_docx(doc, out / "text.docx")
mb.write_html(doc, out / "page.html")
mb.ledger_template(out / "ledger.xlsx")
mb.fill_xlsx(out / "tables.xlsx", doc, out / "filled.xlsx")
for ending in ("xlsx", "html", "docx", "json", "sarif"):
    getattr(report, f"to_{ending}")(out / f"report.{ending}")
mb.publish(doc, out / "set", insist=True)
mb.write_parquet([doc], out / "figures")
reports = mb.checks.Reports.of([report])
reports.to_html(out / "reports")
reports.to_xlsx(out / "reports.xlsx")
mb.diff(doc, doc).to_csv(out / "diff.csv")
mb.frames.write_package([doc], out / "package")
with (out / "package.zip").open("wb") as file:
    mb.frames.write_package([doc], file)
for ending in ("png", "svg"):
    plots.flow(doc).savefig(out / f"flow.{ending}")
ledger = Path(sys.argv[3]).with_name("ledger.csv")
compiled = mb.compile_budget(ledger, agency=doc.agency.name, year=2024)
mb.write_docx(compiled, out / "compiled.docx")
mb.ledger_template(out / "filled_ledger.xlsx", ledger=mb.load_ledger(ledger))
(out / "compiled.json").write_text(json.dumps(compiled.to_dict(), ensure_ascii=False), "utf-8")
(out / "report.txt").write_text(report.to_text() + mb.diff(doc, compiled).to_text(), "utf-8")
files = (p for p in sorted(out.rglob("*")) if p.is_file())
print(json.dumps({p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}))
"""


# The languages of a Chinese and of a Turkish system; what they are compiled from is in Debian's package `locales`.
LOCALES = {"zh_CN.GB2312": ("zh_CN", "GB2312"), "tr_TR.ISO-8859-9": ("tr_TR", "ISO-8859-9")}


def written(folder, shift=0, **environment):
    folder.mkdir()
    source = folder.parent / "budget.md"
    shutil.copy(next((ROOT / "examples/data").glob("*预算.md")), source)
    shutil.copy(ROOT / "examples/data/ledger_budget_2024.csv", folder.parent / "ledger.csv")
    # PYTHONUTF8 hides the encoding of the system.
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **environment}
    env.pop("PYTHONUTF8", None)
    done = subprocess.run(  # noqa: S603 - the interpreter that runs this test
        [sys.executable, "-c", WRITE, str(folder), str(shift), str(source)],
        cwd=ROOT, env=env, capture_output=True, text=True, errors="replace", check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def locales(tmp_path_factory):
    """A folder with compiled locales."""
    if not (shutil.which("localedef") and Path("/usr/share/i18n/locales").is_dir()):
        pytest.skip("no localedef, or nothing for it to compile")
    folder = tmp_path_factory.mktemp("locales")
    for name, (language, charmap) in LOCALES.items():
        subprocess.run(["localedef", "-i", language, "-f", charmap, folder / name], check=False, capture_output=True)  # noqa: S603, S607 - as above
    return folder


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    return written(tmp_path_factory.mktemp("same") / "usual", PYTHONHASHSEED="0", TZ="UTC")


@pytest.mark.parametrize(
    ("shift", "environment"),
    [
        (0, {"PYTHONHASHSEED": "1"}),
        (0, {"TZ": "Asia/Shanghai", "LC_ALL": "C"}),
        (36 * 3600, {"TZ": "America/New_York"}),
    ],
    ids=["hash seed", "Shanghai", "36 hours later in New York"],
)
def test_nothing_of_the_surroundings_shows(usual, tmp_path, shift, environment):
    again = written(tmp_path / "again", shift, **environment)

    endings = "xlsx docx html json sarif parquet jsonl csv zip png svg txt"
    assert {name.split(".")[-1] for name in again} >= set(endings.split())
    assert len(again) >= 28
    assert [name for name in usual if again[name] != usual[name]] == []


def test_the_language_of_the_system_does_not_show(usual, tmp_path, locales):
    again = written(tmp_path / "again", LOCPATH=str(locales), LC_ALL="zh_CN.GB2312")

    assert [name for name in usual if again[name] != usual[name]] == []


def test_names_that_the_system_cannot_spell_are_told(tmp_path, locales):
    with pytest.raises(subprocess.CalledProcessError) as caught:
        written(tmp_path / "again", LOCPATH=str(locales), LC_ALL="tr_TR.ISO-8859-9")

    assert "UsageError: " in caught.value.stderr
    assert "iso8859-9" in caught.value.stderr


def test_a_stated_moment_is_written(tmp_path):
    written(tmp_path / "stated", SOURCE_DATE_EPOCH="1700000000")

    with zipfile.ZipFile(tmp_path / "stated/tables.xlsx") as archive:
        assert {member.date_time for member in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}
        assert b"2023-11-14T22:13:20Z" in archive.read("docProps/core.xml")


def test_only_times_change():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = "注".encode()
        archive.writestr(zipfile.ZipInfo("甲.xml", (2026, 11, 27, 17, 31, 58)), "<a/>" * 50)
        archive.writestr("b.xml", "<b/>")
    with zipfile.ZipFile(io.BytesIO(stamped(buffer.getvalue()))) as archive:
        assert archive.testzip() is None
        assert [archive.read(name) for name in archive.namelist()] == [b"<a/>" * 50, b"<b/>"]
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.comment == "注".encode()
    assert hashlib.sha256(stamped(buffer.getvalue())).digest() == hashlib.sha256(stamped(stamped(buffer.getvalue()))).digest()
