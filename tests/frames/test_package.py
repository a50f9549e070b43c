"""A data package holds every figure exactly, and the tools of its makers accept it."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

import medinsure_budget as mb
from medinsure_budget.document import FRAME_COLUMNS
from medinsure_budget.frames import write_package

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples/data").glob("*.md"))


@pytest.fixture(scope="module")
def documents():
    return [mb.read(path) for path in SAMPLES]


def test_the_package_holds_what_the_frame_holds(documents, tmp_path):
    description = json.loads(write_package(documents, tmp_path).read_text("utf-8"))
    resource = description["resources"][0]
    with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    frame = mb.frame(documents)

    assert [field["name"] for field in resource["schema"]["fields"]] == list(FRAME_COLUMNS) == list(rows[0])
    assert [Decimal(row["amount"]) for row in rows] == list(frame["amount"])
    assert {row["year"] for row in rows} == {"2023", "2024"}


def test_a_formula_is_inert_and_a_package_is_not_written_over(documents, tmp_path):
    write_package([documents[0].evolve(name="=1+1")], tmp_path)

    assert "\n=1+1" not in (tmp_path / "figures.csv").read_text("utf-8")
    with pytest.raises(mb.errors.UsageError, match="overwrite=True"):
        write_package(documents, tmp_path)


def test_frictionless_accepts_the_package(documents, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(write_package(documents, tmp_path)))

    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["errors"] == 0
