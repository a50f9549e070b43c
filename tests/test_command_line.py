"""The commands do what they say and answer with their exit codes."""

import csv
import re
from pathlib import Path

import openpyxl
import pytest

from medinsure_budget.__main__ import main

SAMPLE = next((Path(__file__).resolve().parents[1] / "examples/data").glob("*预算.md"))


def test_read_lists_documents_and_writes_their_figures(tmp_path, capsys):
    target = tmp_path / "figures.csv"

    assert main(["read", str(SAMPLE), "--notes", "--csv", str(target)]) == 0
    assert "Budget 云溪市医疗保障局 2024" in capsys.readouterr().out
    with target.open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) > 200


def test_read_answers_1_when_a_file_cannot_be_read(tmp_path, capsys):
    empty = tmp_path / "empty.md"
    empty.write_bytes(b"")

    assert main(["read", str(SAMPLE), str(empty)]) == 1
    assert "empty.md" in capsys.readouterr().out


def test_check_reports_and_answers_by_the_findings(tmp_path, capsys):
    text, wrong = SAMPLE.read_text(encoding="utf-8"), tmp_path / "wrong.md"
    printed = re.search(r"2101501\t行政运行\t([0-9])", text)
    digit = "9" if printed[1] != "9" else "1"
    wrong.write_text(text[: printed.start(1)] + digit + text[printed.end(1) :], encoding="utf-8")

    assert main(["check", str(SAMPLE)]) == 0
    assert main(["check", str(wrong), "--json", str(tmp_path / "report.json")]) == 1
    assert "行政运行" in capsys.readouterr().out
    assert (tmp_path / "report.json").stat().st_size > 100


def test_tables_writes_a_workbook(tmp_path, capsys):
    target = tmp_path / "tables.xlsx"

    assert main(["tables", str(SAMPLE), str(target)]) == 0
    assert len(openpyxl.load_workbook(target).sheetnames) >= 11
    assert str(target) in capsys.readouterr().out


def test_bad_input_is_one_line_and_exit_code_2(capsys):
    assert main(["check", "no-such-file.md"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_no_command_is_misuse():
    with pytest.raises(SystemExit) as stopped:
        main([])

    assert stopped.value.code == 2
