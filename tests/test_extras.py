"""Without the libraries of an extra the core works, and what needs one says which, in Chinese."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CASES = {
    "pdf": (("pypdfium2",), "mb.read(b'%PDF-1.4', name='a.pdf')"),
    "html": (("lxml",), "mb.read(b'<html><table></table></html>', name='a.html')"),
    "xls": (("olefile", "xlrd", "python_calamine"), "mb.read(bytes.fromhex('d0cf11e0a1b11ae1') + bytes(600), name='a.xls')"),
    "docx": (("docx",), "mb.write_docx(doc, 'never.docx')"),
    "parquet": (("pyarrow",), "mb.write_parquet([doc], 'never')"),
    "plot": (("matplotlib",), "from medinsure_budget.frames import plots; plots.functional_shares(doc)"),
}


@pytest.mark.parametrize("extra", CASES)
def test_what_is_missing_is_named(extra, tmp_path):
    libraries, call = CASES[extra]
    code = f"""
import sys
sys.modules.update(dict.fromkeys({libraries!r}))
import medinsure_budget as mb
doc = mb.read({next((ROOT / "examples/data").glob("*预算.md")).as_posix()!r})
try:
    {call}
except mb.errors.Error as error:
    print(error)
"""
    done = subprocess.run(  # noqa: S603 - the interpreter that runs this test
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip

    assert f'需要另装：pip install "medinsure-budget[{extra}]"' in done.stdout
    assert list(tmp_path.iterdir()) == []
