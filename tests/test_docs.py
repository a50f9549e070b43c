"""What README and the documentation show is run: every Python block, in order, page by page."""

import doctest
import os
import re
import runpy
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import medinsure_budget as mb
from medinsure_budget import forms

ROOT = Path(__file__).resolve().parents[1]
SHELL = ("sh", "bash", "shell", "console")
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
PAGES = [*READMES, *sorted((ROOT / "docs").rglob("*.md"))]

# Indented fences (in tabs and notes) count as well.
FENCE = re.compile(r"(?ms)^(?P<indent> *)```(?P<language>[\w+-]*)[^\n]*\n(?P<body>.*?)^(?P=indent)```")
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


def blocks(text: str, *languages: str) -> Iterator[tuple[int, str]]:
    """The line number and the text of each fenced block in one of these languages."""
    for fence in FENCE.finditer(text):
        if fence["language"] in languages:
            body = re.sub(rf"^{fence['indent']}", "", fence["body"], flags=re.MULTILINE)
            yield text.count("\n", 0, fence.start()) + 1, body


def run(text: str, name: str) -> None:
    """Run the Python blocks of a page, one after the other with the same names; those with prompts as doctests."""
    names: dict[str, object] = {"__name__": "__main__"}
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    for line, body in blocks(text, "python", "pycon"):
        if ">>>" in body:
            test = doctest.DocTestParser().get_doctest(body, names, name, name, line)
            report: list[str] = []
            runner.run(test, out=report.append, clear_globs=False)
            assert not report, "".join(report)
            names = test.globs
        else:
            exec(compile("\n" * line + body, name, "exec"), names)  # noqa: S102 - the documentation's own code


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """A folder like a fresh clone's, where documentation may write as it pleases."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("output"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_python_blocks_of_a_page_run(page, workplace):
    assert workplace == Path.cwd()
    run(page.read_text(encoding="utf-8"), page.name)


def test_the_quickstart_writes_the_workbook_that_it_names(workplace, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["quickstart.py"])
    runpy.run_path(str(workplace / "examples" / "quickstart.py"), run_name="__main__")
    written = Path(capsys.readouterr().out.split()[-1])

    assert written.parent == workplace / "examples" / "output"
    assert zipfile.is_zipfile(written)


def test_a_wrong_example_is_noticed():
    run("```pycon\n>>> 1 + 1\n2\n```", "page")
    with pytest.raises(AssertionError, match="Expected"):
        run("text\n\n    ```pycon\n    >>> 1 + 1\n    3\n    ```", "page")
    with pytest.raises(ZeroDivisionError):
        run("```python\nx = 1\n```\n\n```python\nx / 0\n```", "page")


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_has_exactly_two_set_up_commands_and_the_second_runs_the_tests(readme):
    commands = [body.strip() for _, body in blocks(readme.read_text(encoding="utf-8"), *SHELL)]

    assert len(commands) == 2
    assert all("\n" not in command for command in commands)
    assert "python examples/quickstart.py" in commands[0]
    assert commands[1].endswith("python -m pytest -n auto")


def test_both_readmes_give_the_same_commands():
    english, chinese = ([body for _, body in blocks(readme.read_text(encoding="utf-8"), "sh")] for readme in READMES)

    assert english == chinese


def test_the_glossary_explains_every_field_and_line_of_every_form_once():
    explained = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    declared = {name for form in forms.ALL for name in form.form.fields}
    lines = {line.key for form in forms.ALL for line in form.form.lines}

    assert sorted(explained) == sorted(declared | lines)


def test_the_page_of_forms_shows_every_form():
    page = runpy.run_path(str(ROOT / "docs" / "hooks" / "forms.py"))
    shown = page["on_page_markdown"]((ROOT / "docs" / "forms.md").read_text(encoding="utf-8"))

    assert re.findall(r"^`forms\.(\w+)`$", shown, re.MULTILINE) == [form.__name__ for form in forms.ALL]
    assert page["PLACE"] not in shown
    assert page["on_page_markdown"]("another page") == "another page"


def test_every_page_is_in_the_navigation():
    listed = set(re.findall(r"[\w./-]+\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))

    assert {page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")} == listed
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_reference_describes_every_public_class_and_function():
    page = runpy.run_path(str(ROOT / "docs" / "hooks" / "api.py"))
    shown = page["on_page_markdown"]((ROOT / "docs" / "api.md").read_text(encoding="utf-8"))
    described = {line.rsplit(".", 1)[1] for line in shown.splitlines() if line.startswith("::: ")}

    assert {name for name in mb.__all__ if callable(getattr(mb, name))} <= described
    assert {"Claim", "Document", "Agency", "Finding", "Waiver", "Edition", "Ledger", "Shape"} <= described


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_bullet_of_what_it_does_has_its_page(readme):
    text = readme.read_text(encoding="utf-8")
    bullets = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", text, re.MULTILINE)

    assert len(bullets) >= 9
    assert [page for page in bullets if not (ROOT / page).is_file()] == []
    nav = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert [page for page in bullets if page.removeprefix("docs/") not in nav] == []
