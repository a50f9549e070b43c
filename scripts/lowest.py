# ruff: noqa: INP001 - a script
"""Run the tests with the lowest versions that `pyproject.toml` allows, in a virtual environment that is thrown away.

python scripts/lowest.py                        all tests
python scripts/lowest.py --python python3.13 tests/test_money.py tests/sources
python scripts/lowest.py --print                only list what would be installed
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_FLOOR = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?P<extras>\[[^]]*\])?>=(?P<version>[0-9.]+)")
# What only writes the documentation or judges the code has no part in the tests.
_LEFT_OUT = {"jieba", "mypy", "ruff", "pre-commit", "mkdocs-material", "mkdocstrings"}
# What frictionless needs was only ever published as source.
_SOURCE = "stringcase"


def floors() -> list[str]:
    """Every requirement of the package and of its tests, at the lowest version that is allowed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    found = {
        m["name"]: f"{m['name']}{m['extras'] or ''}=={m['version']}" for each in listed if (m := _FLOOR.fullmatch(each))
    }
    return [
        pin
        for name, pin in sorted(found.items())
        if name not in _LEFT_OUT and "stubs" not in name and "types-" not in name
    ]


def main() -> int:
    """Install and test; the status is that of pytest, or that of pip where something cannot be installed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tests", nargs="*", default=[])
    parser.add_argument("--python", default=sys.executable, help="the interpreter")
    parser.add_argument("--print", action="store_true", dest="shown", help="only list the versions")
    asked = parser.parse_args()
    if asked.shown:
        print("\n".join(floors()))  # noqa: T201 - what was asked for
        return 0
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        commands = [
            [asked.python, "-m", "venv", folder],
            [python, "-m", "pip", "install", "--quiet", "--only-binary=:all:", f"--no-binary={_SOURCE}", *floors()],
            [python, "-m", "pip", "install", "--quiet", "--no-deps", ROOT],
            [python, "-m", "pytest", "-q", *asked.tests],
        ]
        for command in commands:
            if code := subprocess.run(command, cwd=ROOT, check=False).returncode:  # noqa: S603 - as listed
                return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
