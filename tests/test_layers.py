"""The house is built one way up: no module imports from a storey above its own, and no imports go round."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "medinsure_budget"

# Each storey may import those before it. Names joined by commas may import each other as long as nothing goes
# round; names between bars do not know each other.
ORDER = (
    "errors, files, money -> evidence -> subjects -> sources | forms -> "
    "document, editions, narrative, performance, plain, profile -> "
    "reading | compiling | checks | frames | writing -> batch | publishing -> __init__, __main__"
)
STOREYS = [[{n.strip() for n in part.split(",")} for part in storey.split("|")] for storey in ORDER.split("->")]
PLACE = {name: (s, p) for s, storey in enumerate(STOREYS) for p, part in enumerate(storey) for name in part}

HEAVY = ("docx", "lxml", "numpy", "openpyxl", "pandas", "pyarrow", "pypdfium2", "python_calamine")


def module_name(path: Path, root: Path) -> str:
    parts = (PACKAGE, *path.relative_to(root).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.Module, package: str) -> Iterator[tuple[str, str]]:
    """Every (module, name) a file imports, wherever the statement stands: in functions and under TYPE_CHECKING too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((module, alias.name) for alias in node.names)


def imports_of(root: Path) -> dict[str, set[str]]:
    """The modules of a package and, for each, the modules of the same package that it imports."""
    files = {module_name(path, root): path for path in root.rglob("*.py")}
    graph: dict[str, set[str]] = {}
    for name, path in files.items():
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        found = imported(ast.parse(path.read_text(encoding="utf-8")), package)
        named = {f"{module}.{item}" if f"{module}.{item}" in files else module for module, item in found}
        graph[name] = {target for target in named if target.split(".")[0] == PACKAGE}
    return graph


def part_of(module: str) -> str:
    """The part of the house that a module belongs to: the first name under the package."""
    return [*module.split("."), "__init__"][1]


def breaches(graph: dict[str, set[str]]) -> list[str]:
    """Every import that goes up, or sideways to a part that should not be known."""
    wrong = []
    for module, target in ((module, target) for module, targets in graph.items() for target in targets):
        if {part_of(module), part_of(target)} <= PLACE.keys():
            (storey, part), (to_storey, to_part) = PLACE[part_of(module)], PLACE[part_of(target)]
            if to_storey > storey or (to_storey == storey and to_part != part):
                wrong.append(f"{module} imports {target}")
    return sorted(wrong)


def unknown(graph: dict[str, set[str]]) -> set[str]:
    return {part_of(module) for module in graph} - PLACE.keys()


def circle(graph: dict[str, set[str]]) -> list[str]:
    """The modules of one import cycle, none when there is no cycle."""
    try:
        TopologicalSorter({module: targets - {module} for module, targets in graph.items()}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


GRAPH = imports_of(ROOT / PACKAGE)


def test_every_part_of_the_package_has_its_storey():
    assert unknown(GRAPH) == set()


def test_imports_only_go_down():
    assert breaches(GRAPH) == []


def test_no_imports_go_round():
    assert circle(GRAPH) == []


@pytest.fixture
def house(tmp_path):
    def build(files: dict[str, str]) -> dict[str, set[str]]:
        for name, text in {"__init__.py": "", **files}.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return imports_of(tmp_path)

    return build


@pytest.mark.parametrize(
    "statement",
    [
        "import medinsure_budget.checks",
        "from medinsure_budget.checks import check",
        "from medinsure_budget import checks",
        "from . import checks",
        "from .checks import check",
        "def late():\n    from medinsure_budget import checks",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from medinsure_budget.checks import Report",
        "from medinsure_budget import check",
    ],
)
def test_an_import_that_goes_up_is_noticed_however_it_is_written(house, statement):
    graph = house({"money.py": statement, "checks.py": ""})

    assert len(breaches(graph)) == 1


def test_neighbours_that_should_not_know_each_other_are_noticed(house):
    wrong = "from medinsure_budget.forms import Row"
    graph = house({"forms.py": "", "sources/__init__.py": "", "sources/pdf.py": wrong})

    assert breaches(graph) == ["medinsure_budget.sources.pdf imports medinsure_budget.forms"]


def test_a_circle_and_a_stranger_are_noticed(house):
    there, back = "from medinsure_budget import errors", "def f():\n    import medinsure_budget.money"
    graph = house({"money.py": there, "errors.py": back, "misc.py": ""})

    assert set(circle(graph)) == {"medinsure_budget.money", "medinsure_budget.errors"}
    assert unknown(graph) == {"misc"}


def test_importing_the_package_loads_no_heavy_library():
    code = f"import sys, {PACKAGE}; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run(  # noqa: S603 - the interpreter that runs this test
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()

    assert PACKAGE in loaded
    assert [name for name in HEAVY if name in loaded] == []
