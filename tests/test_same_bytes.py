"""The same input gives the same bytes: no clock, no zone, no locale, no hash seed shows in a written file."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from medinsure_budget.files import stamped

ROOT = Path(__file__).resolve().parents[1]
WRITE = """
import hashlib, json, sys, time, datetime, pyarrow.parquet, pandas
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
doc, out = mb.read(next(Path("examples/data").glob("*预算.md"))), Path(sys.argv[1])
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
files = (p for p in sorted(out.rglob("*")) if p.is_file())
print(json.dumps({p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}))
"""


def written(folder, shift=0, **environment):
    folder.mkdir()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment}
    done = subprocess.run(  # noqa: S603 - the interpreter that runs this test
        [sys.executable, "-c", WRITE, str(folder), str(shift)],
        cwd=ROOT, env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    return written(tmp_path_factory.mktemp("same") / "usual", PYTHONHASHSEED="0", TZ="UTC")


@pytest.mark.parametrize(
    ("shift", "environment"),
    [
        (0, {"PYTHONHASHSEED": "1"}),
        (0, {"TZ": "Asia/Shanghai", "LC_ALL": "C"}),
        (0, {"TZ": "America/New_York", "LC_ALL": "C.UTF-8"}),
        (36 * 3600, {}),
    ],
    ids=["hash seed", "Shanghai", "New York", "36 hours later"],
)
def test_nothing_of_the_surroundings_shows(usual, tmp_path, shift, environment):
    again = written(tmp_path / "again", shift, **environment)

    assert {name.split(".")[-1] for name in again} >= {"xlsx", "docx", "html", "json", "sarif", "parquet", "jsonl"}
    assert len(again) >= 18
    assert [name for name in usual if again[name] != usual[name]] == []


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
