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
HOUSE = (
    "errors, files, records -> allowance -> lexicon -> plugins -> money -> facts -> evidence -> subjects -> sources | forms -> document, "
    "editions -> ledgers -> reading | checks | frames | writing -> compiling -> publishing, batch -> web -> cli -> __init__, __main__"
)
# Rooms that have an order of their own; "" is the package itself.
INSIDE = {
    "": HOUSE,
    "reading": (
        "words | tokens -> places -> tables -> text | claims"
        " -> performance | profile | flattened | identity -> scope | accounting | archives -> assemble -> __init__"
    ),
    "checks": "words -> arithmetic -> told -> rule -> rules -> report, outputs -> engine -> __init__",
}


def storeys(order: str) -> dict[str, tuple[int, int]]:
    """The storey of each room and its part of that storey."""
    floors = [[{n.strip() for n in part.split(",")} for part in floor.split("|")] for floor in order.split("->")]
    return {name: (s, p) for s, floor in enumerate(floors) for p, part in enumerate(floor) for name in part}


PLACES = {room: storeys(order) for room, order in INSIDE.items()}

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


def part_of(module: str, room: str = "") -> str | None:
    """The part of a room that a module belongs to, ``None`` when the module is elsewhere."""
    prefix = ".".join(filter(None, (PACKAGE, room)))
    if module == prefix:
        return "__init__"
    return module.removeprefix(f"{prefix}.").split(".")[0] if module.startswith(f"{prefix}.") else None


def breaches(graph: dict[str, set[str]]) -> list[str]:
    """Every import that goes up, or sideways to a part that should not be known, in the house and inside its rooms."""
    wrong = set()
    for module, target in ((module, target) for module, targets in graph.items() for target in targets):
        for room, place in PLACES.items():
            here, there = part_of(module, room), part_of(target, room)
            if here in place and there in place:
                (storey, part), (to_storey, to_part) = place[here], place[there]
                if to_storey > storey or (to_storey == storey and to_part != part):
                    wrong.add(f"{module} imports {target}")
    return sorted(wrong)


def unknown(graph: dict[str, set[str]]) -> set[str]:
    """The parts that have no storey."""
    found = {(room, part_of(module, room)) for module in graph for room in PLACES}
    return {".".join(filter(None, (room, part))) for room, part in found if part and part not in PLACES[room]}


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
