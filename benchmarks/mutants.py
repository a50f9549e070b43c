"""Change a module in one place at a time, and see whether its tests notice.

python benchmarks/mutants.py medinsure_budget/money.py tests/test_money.py tests/test_exact.py
python benchmarks/mutants.py medinsure_budget/checks/arithmetic/intervals.py tests/checks/test_intervals.py

Each mutant is tried in a process that is forked before the package is imported; one that takes very long counts as noticed.
"""

import argparse
import ast
import contextlib
import copy
import importlib.abc
import importlib.machinery
import io
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
PATIENCE = 120
OPERATORS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.Mult,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot,
    ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


def changes(node):
    """What can be changed at a node, each as a function of a copy of it."""
    if isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in OPERATORS:
        yield f"{type(node.op).__name__} -> {OPERATORS[type(node.op)].__name__}", _with_operator
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OPERATORS:
        yield f"{type(node.ops[0]).__name__} -> {OPERATORS[type(node.ops[0])].__name__}", _with_comparison
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield f"{node.value} -> {node.value + 1}", _with_more
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        yield f"{node.value} -> {not node.value}", _with_other
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        yield f"without {type(node.op).__name__}", _without_sign
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "condition negated", _negated
    if isinstance(node, ast.Return) and node.value is not None:
        yield "return None", _returning_nothing


def _with_operator(node):
    node.op = OPERATORS[type(node.op)]()
    return node


def _with_comparison(node):
    node.ops[0] = OPERATORS[type(node.ops[0])]()
    return node


def _with_more(node):
    node.value += 1
    return node


def _with_other(node):
    node.value = not node.value
    return node


def _without_sign(node):
    return node.operand


def _negated(node):
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return node


def _returning_nothing(node):
    node.value = ast.Constant(None)
    return node


class Place(ast.NodeTransformer):
    """Changes the node at one place of the walk."""

    def __init__(self, number, change):
        self.left, self.change = number, change

    def visit(self, node):
        self.left -= 1
        if self.left == -1:
            return self.change(node)
        return self.generic_visit(node)


def walked(tree):
    """The nodes in the order in which `Place` meets them."""
    yield tree
    for child in ast.iter_child_nodes(tree):
        yield from walked(child)


def mutants(tree):
    """Every mutant: the line, what is changed, and the changed tree; words of documentation are left alone."""
    for number, node in enumerate(walked(tree)):
        for name, change in changes(node):
            mutant = ast.fix_missing_locations(Place(number, change).visit(copy.deepcopy(tree)))
            yield node.lineno, name, mutant


class Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a mutant when its module is imported."""

    def __init__(self, name, path, tree):
        self.name, self.path, self.tree = name, path, tree

    def find_spec(self, name, *_):
        return importlib.machinery.ModuleSpec(name, self, origin=str(self.path)) if name == self.name else None

    def exec_module(self, module):
        module.__file__ = str(self.path)
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)  # noqa: S102 - the point of the exercise


def survives(name, path, tree, tests):
    """Whether the tests pass with a mutant."""
    child = os.fork()
    if not child:
        signal.alarm(PATIENCE)
        sys.meta_path.insert(0, Instead(name, path, tree))
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--no-header", *tests])
        os._exit(int(code != 0))
    _, status = os.waitpid(child, 0)
    return status == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("module", type=Path)
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants, drawn")
    asked = parser.parse_args()
    tree = ast.parse(asked.module.read_text(encoding="utf-8"))
    name, found = ".".join(asked.module.with_suffix("").parts), list(mutants(tree))
    if asked.sample:
        found = sorted(random.Random(1).sample(found, min(asked.sample, len(found))), key=lambda m: m[0])  # noqa: S311 - repeatable
    begin, killed = time.monotonic(), Counter()
    lines = asked.module.read_text(encoding="utf-8").splitlines()
    for line, what, mutant in found:
        alive = survives(name, ROOT / asked.module, mutant, asked.tests)
        killed[alive] += 1
        if alive:
            print(f"survives {asked.module}:{line} {what}: {lines[line - 1].strip()[:90]}", flush=True)
    share = 100 * killed[False] / max(1, len(found))
    told = f"{killed[False]} killed ({share:.1f} %), {killed[True]} survive"
    print(f"{asked.module}: {len(found)} mutants, {told}, {time.monotonic() - begin:.0f} s")


if __name__ == "__main__":
    main()
