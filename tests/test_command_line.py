"""The commands do what they say and answer with their exit codes."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from medinsure_budget.cli import console, main

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = next((ROOT / "examples/data").glob("*预算.md"))
FINAL = next((ROOT / "examples/data").glob("*决算.md"))
LEDGER = ROOT / "examples/data/ledger_budget_2024.csv"


@pytest.fixture(autouse=True)
def _speaks():
    yield
    console.set_quiet(False)


@pytest.fixture
def wrong(tmp_path):
    """The sample with a wrong digit."""
    text, path = SAMPLE.read_text(encoding="utf-8"), tmp_path / "wrong.md"
    printed = re.search(r"2101501\t行政运行\t([0-9])", text)
    digit = "9" if printed[1] != "9" else "1"
    path.write_text(text[: printed.start(1)] + digit + text[printed.end(1) :], encoding="utf-8")
    return path


def test_read_lists_documents(capsys):
    assert main(["read", str(SAMPLE), str(FINAL), "--notes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t")[:4] == ["文件", "机构", "年度", "种类"]
    assert lines[1].split("\t")[1:5] == ["云溪市医疗保障局", "2024", "预算", "11"]
    assert lines[2].split("\t")[2:4] == ["2023", "决算"]


def test_read_answers_1_when_a_file_cannot_be_read_and_goes_on(tmp_path, capsys):
    (tmp_path / "empty.md").write_bytes(b"")

    assert main(["read", str(tmp_path / "empty.md"), str(SAMPLE)]) == 1
    printed = capsys.readouterr().out
    assert "empty.md" in printed
    assert "云溪市医疗保障局" in printed


def test_a_folder_and_a_pattern_are_their_files(tmp_path, capsys):
    (tmp_path / "深").mkdir()
    (tmp_path / "深/乙.md").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "甲.md").write_bytes(SAMPLE.read_bytes())
    (tmp_path / ".隐.md").write_bytes(b"")

    assert main(["read", str(tmp_path), "--json", "-"]) == 0
    assert [Path(told["file"]).name for told in json.loads(capsys.readouterr().out)] == ["乙.md", "甲.md"]
    assert main(["read", str(tmp_path / "甲*"), "--json", "-"]) == 0
    assert [told["year"] for told in json.loads(capsys.readouterr().out)] == [2024]


def test_frame_writes_one_row_a_figure_that_excel_opens(tmp_path, capsys):
    target = tmp_path / "figures.csv"

    assert main(["frame", str(SAMPLE), str(FINAL), "-o", str(target)]) == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert len(rows) > 400
    assert main(["frame", str(SAMPLE), "-o", str(target)]) == 2
    assert "--force" in capsys.readouterr().err


def test_check_reports_and_answers_by_the_findings(wrong, tmp_path, capsys):
    assert main(["check", str(SAMPLE)]) == 0
    capsys.readouterr()
    assert main(["check", str(wrong), "--json", str(tmp_path / "report.json")]) == 1
    assert "行政运行" in capsys.readouterr().out
    (told,) = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert told["ok"] is False
    rules = {finding["rule"] for finding in told["findings"] if finding["severity"] == "error"}
    assert main(["check", str(wrong), "--fail-on", "never"]) == 0
    ignored = [part for rule in rules for part in ("--ignore", rule)]
    capsys.readouterr()
    main(["check", str(wrong), *ignored, "--json", "-"])
    (told,) = json.loads(capsys.readouterr().out)
    assert not rules & {finding["rule"] for finding in told["findings"]}, "what others say of the same figure may remain"
    assert main(["check", str(wrong), "--only", rules.pop().split("-")[0]]) == 1


def test_several_files_are_a_table_and_a_folder_of_reports(wrong, tmp_path, capsys):
    out = tmp_path / "reports"

    assert main(["check", str(SAMPLE), str(wrong), "--html", str(out), "--xlsx", str(out)]) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if "\t" in line]
    assert lines[0].split("\t") == ["文件", "结论", "错误", "核实", "提示", "未能检查"]
    assert [line.split("\t")[1] for line in lines[1:3]] == ["无错误", "有错误"]
    assert sorted(p.suffix for p in out.iterdir()) == [".html", ".html", ".html", ".xlsx", ".xlsx"]
    links = re.findall(r'href="([^"#]+)"', (out / "index.html").read_text("utf-8"))
    assert len(links) == 2
    assert all((out / unquote(link)).is_file() for link in links)


def test_tables_writes_a_workbook_but_never_over_its_input(tmp_path, capsys):
    target = tmp_path / "tables.xlsx"

    assert main(["tables", str(SAMPLE), str(target)]) == 0
    assert len(openpyxl.load_workbook(target).sheetnames) >= 11
    assert str(target) in capsys.readouterr().out
    before = target.read_bytes()
    assert main(["tables", str(target), str(target), "--force"]) == 2
    assert "输入文件" in capsys.readouterr().err
    assert main(["tables", str(SAMPLE), str(target)]) == 2
    assert target.read_bytes() == before
    assert main(["tables", str(FINAL), str(target), "--force"]) == 0
    assert target.read_bytes() != before


def test_from_an_empty_ledger_to_published_files(tmp_path, capsys):
    assert main(["ledger", "template", str(tmp_path / "台账.xlsx")]) == 0
    assert main(["ledger", "check", str(LEDGER)]) == 0
    assert "可以编制" in capsys.readouterr().out
    out = tmp_path / "公开"
    given = ["--agency", "云溪市医疗保障局", "--year", "2024", "-o", str(out)]
    assert main(["compile", "budget", str(LEDGER), *given, "--edition", "浙江省部门预算公开表（2024年）"]) == 0
    assert {path.suffix for path in out.iterdir()} == {".xlsx", ".docx", ".html"}
    assert main(["compile", "budget", str(LEDGER), *given]) == 2
    assert "已经存在" in capsys.readouterr().err
    assert main(["compile", "budget", str(LEDGER), *given, "--force"]) == 0
    assert main(["compile", "budget", str(LEDGER), *given, "--edition", "火星"]) == 2
    assert "浙江省部门预算公开表（2024年）" in capsys.readouterr().err


def test_last_years_document_tells_what_the_ledger_leaves_open(tmp_path, capsys):
    import pandas as pd

    lines, out = tmp_path / "台账.csv", tmp_path / "公开"
    pd.read_csv(LEDGER, dtype=str).drop(columns="上年数").to_csv(lines, index=False)
    given = ["--agency", "云溪市医疗保障局", "--year", "2025", "-o", str(out), "--formats", "html"]
    assert main(["compile", "budget", str(lines), *given, "--previous", str(SAMPLE), "--insist"]) == 0
    (page,) = out.iterdir()
    assert "比上年预算数增加" in page.read_text(encoding="utf-8")
    assert main(["compile", "budget", str(lines), *given, "--budget", str(SAMPLE)]) == 2
    assert main(["compile", "budget", str(lines), *given, "--previous", str(FINAL), "--force"]) == 2
    assert "不是2024年的预算" in capsys.readouterr().err


def test_quiet_says_nothing_and_json_on_the_screen_is_json_alone(capsys):
    assert main(["--quiet", "read", str(SAMPLE)]) == 0
    assert capsys.readouterr().out == ""
    assert main(["--quiet", "check", str(SAMPLE), "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["ok"] is not False


def test_bad_input_is_one_line_and_exit_code_2(capsys):
    assert main(["check", "no-such-file.md"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", str(SAMPLE), "--nonsense"], "没有 --nonsense 这个选项"),
        (["compile", "budget"], "缺少参数"),
        (["check", str(SAMPLE), "--fail-on", "maybe"], "--fail-on 可以是"),
        (["read", str(SAMPLE), "--jobs", "0"], "值有误"),
        (["dance"], "用法有误"),
    ],
)
def test_misuse_is_told_in_one_chinese_line(arguments, said, capsys):
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_without_a_command_the_help_is_shown(capsys):
    assert main([]) == 2
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    for command in ("read", "check", "tables", "ledger", "compile", "publish", "fill", "frame", "subjects", "serve"):
        assert command in printed
    assert "退出码" in printed


def run(*arguments, **environment):
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-m", "medinsure_budget", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)  # noqa: S603 - this interpreter


def test_a_narrow_terminal_gets_escapes_and_a_pipe_no_colours():
    done = run("read", str(SAMPLE), PYTHONIOENCODING="ascii", FORCE_COLOR="1")

    assert done.returncode == 0, done.stderr
    assert rb"\u4e91\u6eaa" in done.stdout
    assert b"\x1b[" not in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the pipe")
def test_a_reader_that_leaves_early_is_no_error():
    command = f"'{sys.executable}' -m medinsure_budget subjects 210 --counts | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(  # noqa: S603 - this interpreter
        ["/bin/bash", "-c", command], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )  # fmt: skip

    assert done.stderr == b""


def test_the_core_imports_neither_typer_nor_rich():
    code = "import sys, medinsure_budget as mb; mb.read; mb.check; print({'typer', 'rich', 'starlette'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - as above

    assert done.stdout.strip() == "set()"


def test_a_missing_extra_is_named(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "typer", None)

    assert main(["read", str(SAMPLE)]) == 2
    assert "medinsure-budget[cli]" in capsys.readouterr().err


def test_many_files_give_one_list_with_those_that_could_not_be_read(tmp_path, capsys):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
    target = tmp_path / "清单.xlsx"

    assert main(["check", str(folder), "--xlsx", str(target)]) == 1
    assert "坏.pdf\t读不了" in capsys.readouterr().out
    cells = {str(cell.value) for sheet in openpyxl.load_workbook(target) for row in sheet for cell in row}
    assert any("坏.pdf" in cell for cell in cells)
    assert any("云溪市医疗保障局" in cell for cell in cells)


def test_a_ledger_is_checked_like_compiling_does(tmp_path, capsys):
    rows = LEDGER.read_text(encoding="utf-8-sig")
    path = tmp_path / "台账.csv"
    path.write_text(rows.replace("2101501", "21015"), encoding="utf-8")

    assert main(["ledger", "check", str(LEDGER), "--year", "2024"]) == 0
    assert "按2024年预算检查，可以编制。" in capsys.readouterr().out
    assert main(["ledger", "check", str(path), "--kind", "budget"]) == 1
    assert "须填到项级" in capsys.readouterr().out


def test_an_edition_is_meant_by_its_place_its_name_or_a_part_of_it():
    from medinsure_budget import editions
    from medinsure_budget.cli.compiling import _edition

    for name in ("湖南", "HUNAN_FINAL_2022", editions.HUNAN_FINAL_2022.name):
        assert _edition(name, "final_accounts", 2023) is editions.HUNAN_FINAL_2022
    assert _edition("全国", "final_accounts", 2020) is editions.NATIONAL_FINAL_2020
    assert _edition("全国", "final_accounts", 2023) is editions.NATIONAL_FINAL_2022
    assert _edition("浙江", "final_accounts", 2023) is editions.FINAL_ACCOUNTS_2023


def test_two_versions_of_a_document_are_compared(wrong, tmp_path, capsys):
    assert main(["diff", str(SAMPLE), str(SAMPLE)]) == 0
    assert "0 处不同" in capsys.readouterr().out
    assert main(["diff", str(SAMPLE), str(wrong), "--csv", str(tmp_path / "不同.csv")]) == 1
    assert "1 处不同" in capsys.readouterr().out
    assert (tmp_path / "不同.csv").read_text(encoding="utf-8").count("changed") == 1


def test_a_choice_of_rules_holds_for_every_form_of_the_report(wrong, tmp_path, capsys):
    xlsx, html = tmp_path / "报告.xlsx", tmp_path / "报告.html"
    assert main(["check", str(wrong), "--only", "sg", "--xlsx", str(xlsx), "--html", str(html), "--json", str(tmp_path / "r.json")]) == 0
    shown = capsys.readouterr().out
    assert "必须更正" not in shown
    assert "没有发现问题" in html.read_text("utf-8")
    assert not any(cell.value == "错误" for row in openpyxl.load_workbook(xlsx)["检查结果"] for cell in row)
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))[0]["findings"] == []
    for typo in ("ZZZ", "三公"):
        assert main(["check", str(wrong), "--only", typo]) == 2
        assert f"没有这样的规则或规则组：{typo}" in capsys.readouterr().err


def test_the_list_of_many_files_is_chinese_and_says_what_was_not_checked(wrong, tmp_path):
    target = tmp_path / "清单.xlsx"
    assert main(["check", str(SAMPLE), str(wrong), "--xlsx", str(target)]) == 1
    files, found, open_rules = openpyxl.load_workbook(target).worksheets
    assert [cell.value for cell in found[1]][:5] == ["单位", "文件", "年度", "种类", "级别"]
    rows = [[cell.value for cell in row] for row in found.iter_rows(min_row=2)]
    assert {row[4] for row in rows} <= {"错误", "核实", "提示"}
    assert not any(value in (0, "error", "budget") for row in rows for value in row)
    told = [[cell.value for cell in row] for row in open_rules.iter_rows(min_row=2)]
    assert ["TIM-01", "二十日内公开", "文件中没有批复日期和公开日期"] in [row[3:] for row in told]
    assert {row[4].value for row in files.iter_rows(min_row=2)} == {"无错误", "有错误"}


def test_a_finding_can_be_named_in_a_waiver_by_what_the_screen_shows(wrong, tmp_path, capsys):
    assert main(["check", str(wrong), "--json", "-"]) == 1
    (told,) = json.loads(capsys.readouterr().out)
    error = next(finding for finding in told["findings"] if finding["severity"] == "error")
    assert {"id", "page", "line", "printed", "expected", "quote", "place"} <= set(error)
    assert told["unchecked"]
    assert main(["check", str(wrong), "-q"]) == 1
    assert capsys.readouterr().out == ""
    assert main(["check", str(wrong)]) == 1
    assert f"编号 {error['id']}" in capsys.readouterr().out
    waivers = tmp_path / "认可.toml"
    waivers.write_text(f'[[waiver]]\nrule = "{error["rule"]}"\nreason = "经批复"\nid = "{error["id"]}"\n', "utf-8")
    assert main(["check", str(wrong), "--waivers", str(waivers)]) == 0
    waivers.write_text('[[waiver]]\nrule = "NAR-99"\nreason = "没有这条"\n', "utf-8")
    assert main(["check", str(wrong), "--waivers", str(waivers)]) == 2
    assert "没有规则 'NAR-99'" in capsys.readouterr().err
    assert main(["check", "-h"]) == 0
    assert "核对公开文件" in capsys.readouterr().out
