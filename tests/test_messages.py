"""What users read when something goes wrong is Chinese: every error of the package, wherever it is raised."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import medinsure_budget
from medinsure_budget import errors

PACKAGE = Path(medinsure_budget.__file__).parent
RAISED = {name for name in vars(errors) if name.endswith("Error")}
# Three Latin words in a row are no name of a thing.
_SENTENCE = re.compile(r"[a-z]+ [a-z]+ [a-z]+")
FILES = sorted(PACKAGE.rglob("*.py"))


def _messages(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        name = node.func if isinstance(node, ast.Call) else None
        called = name.id if isinstance(name, ast.Name) else name.attr if isinstance(name, ast.Attribute) else ""
        if called in RAISED and node.args:
            yield node


def _foreign(call: ast.Call) -> bool:
    """Whether a message spells words, and none of them is Chinese; one that is made elsewhere spells none."""
    message = call.args[0]
    spelled = "".join(part.value for part in ast.walk(message) if isinstance(part, ast.Constant) and isinstance(part.value, str))
    written = any("a" <= letter.lower() <= "z" for letter in spelled)
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in spelled)
    return (written and not chinese) or bool(_SENTENCE.search(spelled))


def test_the_scan_sees_foreign_messages():
    source = 'raise UsageError(f"{name}: the file is empty")\nraise UsageError(f"{name}：文件是空的")\nraise ValueError("its own affair")'
    assert [_foreign(call) for call in _messages(ast.parse(source))] == [True, False]
    assert sum(len(list(_messages(ast.parse(file.read_text("utf-8"))))) for file in FILES) > 150


@pytest.mark.parametrize("room", sorted({file.relative_to(PACKAGE).parts[0] for file in FILES}))
def test_every_error_of_the_package_speaks_chinese(room):
    found = [
        f"{file.relative_to(PACKAGE)}:{call.lineno}"
        for file in FILES
        if file.relative_to(PACKAGE).parts[0] == room
        for call in _messages(ast.parse(file.read_text("utf-8")))
        if _foreign(call)
    ]
    assert found == []
