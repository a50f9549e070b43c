"""The page on threats lists every dependency with the licence that its distribution states, and the floors admit what is installed."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LISTED = {
    row[0]: row[1:]
    for line in (ROOT / "docs/threat-model.md").read_text(encoding="utf-8").splitlines()
    if len(row := [cell.strip() for cell in line.strip("|").split("|")]) == 4 and re.fullmatch(r"[0-9]+(\.[0-9]+)+", row[1])
}
EXTRAS = {name: needed for name, needed in PROJECT["optional-dependencies"].items() if name not in ("all", "dev", "docs")}
NEEDED = {re.split(r"[\[>]", each)[0]: each for needed in (PROJECT["dependencies"], *EXTRAS.values()) for each in needed}


def numbers(text):
    return tuple(map(int, re.findall(r"[0-9]+", text)))


def test_every_dependency_is_listed_with_its_licence():
    listed = {name.split("（")[0] for name in LISTED}

    assert set(NEEDED) <= listed
    assert listed - set(NEEDED) == {"numpy"}


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_the_listed_version_and_licence_are_those_of_the_distribution(name):
    told_version, told_licence, _ = next(cells for row, cells in LISTED.items() if row.split("（")[0] == name)
    floor = NEEDED[name].rpartition(">=")[2]
    assert numbers(told_version) >= numbers(floor)
    try:
        told = metadata(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is not installed")
    assert numbers(version(name)) >= numbers(floor)
    stated = " ".join(each for key in ("License-Expression", "License", "Classifier") for each in told.get_all(key) or ())
    assert not any("General Public" in each for each in told.get_all("Classifier") or ())
    family = re.split(r"[-、（ ]", told_licence)[0]
    assert {"Matplotlib": "Python Software Foundation"}.get(family, family).lower() in stated.lower()
