"""The verified figures of the real documents, every one of them."""

import importlib.util
import json
from pathlib import Path

import pytest

from medinsure_budget.reading import read

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = SHARED / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
ENTRIES = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8")) if CORPUS.exists() else []


@pytest.fixture(scope="module")
def score():
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_every_verified_figure_is_read_and_no_other(entry, score):
    truth = score.truth_tables(CORPUS / entry["truth"])
    predicted, _ = score.predicted_tables(CORPUS / entry["source"])
    _, missing, surplus, _ = score.compare(truth, predicted)

    assert (missing, surplus) == ([], [])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_agency_year_level_and_kind_are_read(entry):
    document = read(CORPUS / entry["source"])

    assert (document.kind, document.year) == (entry["kind"], entry["year"])
    assert document.agency.name == entry["agency"]
    assert document.agency.level in (entry["level"], "")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_every_table_of_the_truth_is_of_a_known_form(entry):
    document = read(CORPUS / entry["source"])
    unknown = [sheet.title for sheet in document.sheets if not sheet.form.form.title]

    assert unknown == []


@pytest.mark.parametrize("entry", ENTRIES[:5], ids=lambda entry: entry["id"])
def test_plain_data_gives_the_document_back(entry):
    document = read(CORPUS / entry["source"])
    again = type(document).from_dict(json.loads(json.dumps(document.to_dict())))

    assert again == document
    assert [str(r["amount"]) for r in again.records()] == [str(r["amount"]) for r in document.records()]


@pytest.mark.parametrize("entry", ENTRIES[:5], ids=lambda entry: entry["id"])
def test_reading_from_bytes_or_a_file_object_gives_the_same(entry):
    path = CORPUS / entry["source"]
    document = read(path)
    with path.open("rb") as file:
        from_file = read(file, name=path.name)

    assert read(path.read_bytes(), name=path.name) == document == from_file == read(path)


def test_every_figure_knows_where_it_was_printed():
    document = read(CORPUS / "seeds/seed001.md")
    lines = (CORPUS / "seeds/seed001.md").read_text(encoding="utf-8").splitlines()
    for sheet in document:
        for row in sheet:
            for name, amount in row.figures():
                origin = row.where(name)
                assert origin.text == f"{amount.amount:f}"
                assert origin.text in lines[origin.line - 1]
