"""Change modules in one place at a time, and see whether their tests notice.

python benchmarks/mutants.py medinsure_budget/money.py --tests tests/test_money.py tests/test_exact.py
python benchmarks/mutants.py medinsure_budget/checks/arithmetic/*.py --tests tests/checks medinsure_budget/checks --longest 3

The tests run once as they are, and coverage tells which statements each runs. A mutant is put into a copy of that process and
meets the tests that run its statement: those that noticed others first, then the shortest. One that takes very long is noticed.
"""

import argparse
import ast
import copy
import enum
import gc
import importlib
import os
import random
import resource
import signal
import sys
import time
import types
from collections import Counter, defaultdict
from functools import cache, cached_property
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from attrs import define
from coverage import Coverage

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
NOT_TRIED = 7  # an exit code
REMEMBERING = type(cache(abs))
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
    if isinstance(node, ast.Return) and getattr(node.value, "value", node.value) is not None:
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


def walked(node, statement=None):
    """The nodes in the order in which `Place` meets them, each with the innermost statement that holds it."""
    statement = node if isinstance(node, ast.stmt) else statement
    yield node, statement
    for child in ast.iter_child_nodes(node):
        yield from walked(child, statement)


def mutants(path):
    """Every mutant of a module; words of documentation are left alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for number, (node, statement) in enumerate(walked(tree)):
        for name, change in changes(node):
            yield Mutant(path, node.lineno, name, tree, statement, number, change)


@define
class Mutant:
    """A module with one place to be changed."""

    path: Path
    line: int
    what: str
    tree: ast.Module
    innermost: ast.stmt
    number: int
    change: types.FunctionType

    def __str__(self):
        return f"{self.path}:{self.line} {self.what}"

    @property
    def name(self):
        return ".".join(self.path.with_suffix("").parts)

    @property
    def file(self):
        return str(ROOT / self.path)

    @property
    def statement(self):
        """The statement of the module, or of one of its classes, that holds the place."""
        inside = next(s for s in reversed(self.tree.body) if _begin(s) <= self.line)
        if isinstance(inside, ast.ClassDef):
            return next((s for s in reversed(inside.body) if _begin(s) <= self.line), inside)
        return inside

    @property
    def function(self):
        """Where the changed function begins; ``None`` outside of functions and in what decorates them."""
        inside = self.statement
        return (self.file, _begin(inside)) if isinstance(inside, ast.FunctionDef) and inside.lineno <= self.line else None

    @property
    def lines(self):
        """The lines that have to run for a test to notice: the innermost statement without those that it holds."""
        inside = self.innermost
        if isinstance(inside, ast.FunctionDef) or not getattr(inside, "body", ()):
            return range(inside.lineno, inside.end_lineno + 1)
        return range(inside.lineno, max(inside.body[0].lineno, inside.lineno + 1))

    def put(self, functions):
        """Put the change into the modules of this process."""
        module = importlib.import_module(self.name)
        tree = ast.fix_missing_locations(Place(self.number, self.change).visit(copy.deepcopy(self.tree)))
        if self.function is None:
            return self._put_values(module, tree)
        kept = dict(module.__dict__)
        exec(compile(tree, self.file, "exec"), kept)  # noqa: S102 - the point of the exercise
        changed = {f.__qualname__: f for f in _functions(self.function) if f.__globals__ is kept}
        for function in functions[self.function]:
            new = changed[function.__qualname__]
            function.__code__ = new.__code__
            function.__defaults__, function.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
        return True

    def _put_values(self, module, tree):
        """Values of the module, and all that are made from them; of a class nothing is put."""
        statements = [s for s in tree.body if isinstance(s, ast.Assign | ast.AnnAssign)]
        first = next((at for at, s in enumerate(statements) if s.lineno <= self.line <= s.end_lineno), None)
        if first is None:
            return False
        before = dict(module.__dict__)
        for statement in statements[first:]:
            exec(compile(ast.Module([statement], []), str(self.path), "exec"), module.__dict__)  # noqa: S102 - as above
        for name, old in before.items():
            for other in list(sys.modules.values()):
                if getattr(other, "__dict__", {}).get(name, self) is old is not module.__dict__[name]:
                    setattr(other, name, module.__dict__[name])
        return True


def _begin(node):
    return min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])


def _functions(place=None):
    found = [f for f in gc.get_objects() if type(f) is types.FunctionType]
    return [f for f in found if place in (None, (f.__code__.co_filename, f.__code__.co_firstlineno))]


class Trial:
    """Runs the tests as they are, then each mutant against those that run its statement."""

    def __init__(self, found, longest):
        self.mutants, self.longest = found, longest
        self.files = {m.file for m in found}
        self.took, self.noticed, self.results = {}, Counter(), Counter()
        self.coverage = Coverage(data_file=None, config_file=False, include=list(self.files))

    def pytest_collection_finish(self):
        from hypothesis import settings

        settings.register_profile("mutants", derandomize=True, deadline=None, database=None)
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session):
        self.coverage.start()
        for at, item in enumerate(session.items):
            self.coverage.switch_context(str(at))
            self.as_it_is(item)
        self.coverage.stop()
        data = self.coverage.get_data()
        running = {file: data.contexts_by_lineno(file) for file in self.files}
        items = sorted((i for i in session.items if self.took[i] <= self.longest), key=self.took.get)
        print(f"{len(items)} of {len(session.items)} tests, {sum(map(self.took.get, items)):.0f} CPU s", flush=True)
        self.keep()
        for mutant in self.mutants:
            ran = {session.items[int(at)] for line in mutant.lines for at in running[mutant.file].get(line, ()) if at}
            verdict = self.verdict(mutant, [i for i in items if mutant.function is None or i in ran])
            self.results[verdict] += 1
            if verdict != "killed":
                printed = (ROOT / mutant.path).read_text(encoding="utf-8").splitlines()[mutant.line - 1].strip()
                print(f"{verdict} {mutant}: {printed[:100]}", flush=True)
        return True

    def keep(self):
        """Remember what is put and forgotten in every copy of the process, and let its collector pass over all of today."""
        self.functions = defaultdict(list)
        for function in _functions():
            self.functions[function.__code__.co_filename, function.__code__.co_firstlineno].append(function)
        self.remembering = [found for found in gc.get_objects() if isinstance(found, REMEMBERING)]
        # Members of enumerations that keep what a property of theirs was.
        enums = [found for found in gc.get_objects() if isinstance(found, enum.EnumType)]
        kept = [(kind, name) for kind in enums for name, value in vars(kind).items() if isinstance(value, cached_property)]
        self.remembered = [(member, name) for kind, name in kept for member in kind]
        gc.collect()
        gc.freeze()

    def as_it_is(self, item):
        begin, examples = time.process_time(), getattr(item, "dtest", None)
        names = dict(examples.globs) if examples else {}
        reports = runtestprotocol(item, nextitem=None, log=False)
        self.took[item] = time.process_time() - begin
        if examples:
            examples.globs.update(names)  # they are cleared after each run
        if any(r.failed for r in reports):
            pytest.exit(f"{item.nodeid} fails as it is")

    def verdict(self, mutant, items):
        if not items:
            return "uncalled"
        items.sort(key=self.noticed.__getitem__, reverse=True)
        here, there = os.pipe()
        child = os.fork()
        if not child:
            os._exit(self.survives(mutant, items, there))
        os.close(there)
        _, status = os.waitpid(child, 0)
        with os.fdopen(here) as told:
            self.noticed.update(items[int(at)] for at in told.read().split())
        return {0: "survives", 256 * NOT_TRIED: "not tried"}.get(status, "killed")

    def survives(self, mutant, items, pipe):
        patience = 5 + int(3 * sum(map(self.took.get, items)))
        signal.alarm(20 * patience)
        resource.setrlimit(resource.RLIMIT_CPU, (patience, patience))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        try:
            if not mutant.put(self.functions):
                return NOT_TRIED
        except Exception:  # noqa: BLE001 - a module that cannot even be made is noticed
            return 1
        for found in self.remembering:  # what they know was found by the unchanged code
            found.cache_clear()
        for member, name in self.remembered:
            vars(member).pop(name, None)
        for at, item in enumerate(items):
            if any(r.failed for r in runtestprotocol(item, nextitem=None, log=False)):
                os.write(pipe, str(at).encode())
                return 1
        return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", type=Path, nargs="+")
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--sample", type=int, default=0, help="so many mutants, drawn")
    parser.add_argument("--again", type=Path, help="only those that this output of an earlier run tells")
    parser.add_argument("--longest", type=float, default=60, help="CPU seconds of a test that is still run")
    asked = parser.parse_args()
    found = [mutant for path in asked.modules for mutant in mutants(path)]
    if asked.again:
        told = asked.again.read_text(encoding="utf-8").splitlines()
        found = [m for m in found if any(line.partition(" ")[2].startswith(f"{m}: ") for line in told)]
    if asked.sample:
        drawn = random.Random(1).sample(range(len(found)), min(asked.sample, len(found)))  # noqa: S311 - repeatable
        found = [found[at] for at in sorted(drawn)]
    trial, begin = Trial(found, asked.longest), time.monotonic()
    pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--no-header", *asked.tests], plugins=[trial])
    told = ", ".join(f"{count} {verdict}" for verdict, count in trial.results.most_common())
    print(f"{len(found)} mutants: {told}; {time.monotonic() - begin:.0f} s")


if __name__ == "__main__":
    main()
