"""What happens is told to whoever keeps a log, under one name, and to nobody else."""

import logging
import subprocess
import sys
from pathlib import Path

import medinsure_budget as mb

SAMPLE = next((Path(__file__).parents[1] / "examples/data").glob("*预算.md"))


def test_reading_checking_and_writing_are_logged_under_one_name(tmp_path, caplog):
    with caplog.at_level(logging.INFO, "medinsure_budget"):
        document = mb.read(SAMPLE)
        mb.check(document)
        mb.write_html(document, tmp_path / "页.html")
        results = list(mb.read_many([tmp_path / "没有.pdf"]))
    assert not results[0].ok
    assert {record.name for record in caplog.records} == {"medinsure_budget"}
    assert [record.filename for record in caplog.records] == ["assemble.py", "engine.py", "written.py", "many.py"]
    said = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert [level for level, _ in said] == ["INFO", "INFO", "INFO", "WARNING"]
    assert [words.split()[0] for _, words in said[:3]] == ["已读取", "已核对", "已写入"]
    assert "没有.pdf" in said[3][1]


def test_nothing_is_printed_where_nobody_asked(tmp_path):
    program = f"import medinsure_budget as mb; print(next(mb.read_many([{str(tmp_path / '没有.pdf')!r}])).ok)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - own program
    assert (run.stdout, run.stderr) == ("False\n", "")
