"""The notebooks run from top to bottom, and what they show can be shown."""

import ast
import json
from pathlib import Path

import pytest

from medinsure_budget.errors import UsageError
from medinsure_budget.frames import plots

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "examples/notebooks").glob("*.ipynb"))


def cells(path):
    book = json.loads(path.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]


def shown(source, names):
    """Run a cell and give what a notebook would show: the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)  # noqa: S102 - the notebook's own code
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None  # noqa: S307 - as above


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    if "plots" in path.read_text("utf-8"):
        try:
            plots.chinese_font()
        except UsageError as error:
            pytest.skip(str(error))
    if "duckdb" in path.read_text("utf-8"):
        pytest.importorskip("duckdb")
    names = {}
    values = [shown(source, names) for source in cells(path)]

    assert len(values) >= 3
    for value in values:
        if hasattr(value, "_repr_html_"):
            assert "<" in (value._repr_html_() or "<")
    assert any(value is not None for value in values)


def test_notebooks_are_kept_without_their_outputs():
    assert len(NOTEBOOKS) == 5
    for path in NOTEBOOKS:
        assert '"outputs": []' in path.read_text("utf-8")
        assert '"execution_count": 1' not in path.read_text("utf-8")


def test_the_audit_finds_the_error_it_planted(monkeypatch, capsys):
    path = next(p for p in NOTEBOOKS if p.stem.startswith("审"))
    monkeypatch.chdir(path.parent)
    names = {}
    for source in cells(path):
        shown(source, names)

    assert "1334.27" in capsys.readouterr().out
