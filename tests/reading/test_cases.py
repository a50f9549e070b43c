"""Printed fragments and what they say; each file of ``tests/cases`` is a test."""

from pathlib import Path

import pytest

from medinsure_budget.reading import read

CASES = sorted((Path(__file__).resolve().parents[1] / "cases").glob("[!R]*.md"))


def expected(text):
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [line for line in lines if line[0] != "note"], [line[1:] for line in lines if line[0] == "note"]


def figures(document):
    keys = ("form", "side", "code", "label", "field", "header", "printed", "unit")
    return [[record[key] for key in keys] for record in document.records()]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_fragment_reads_as_its_case_says(path):
    printed, _, wanted = path.read_text(encoding="utf-8").partition("=====\n")
    document = read(printed.encode(), name=path.name)
    rows, notes = expected(wanted)

    assert figures(document) == rows
    for kind, words in notes:
        assert any(note.kind == kind and words in note.message for note in document.notes), document.notes


def test_there_are_cases():
    assert len(CASES) >= 10
