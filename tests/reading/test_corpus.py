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


def test_the_package_knows_no_agency_of_the_corpus():
    package = Path(__file__).resolve().parents[2] / "medinsure_budget"
    code = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    # 江苏 and 上海 name editions; what stands between them and the kind of office names an agency.
    places = {"上虞", "诸暨", "柯桥", "舟山", "越城", "普陀", "万里街道", *(entry["id"] for entry in ENTRIES)}

    assert [place for place in places if place in code] == []
    assert [entry["agency"] for entry in ENTRIES if entry["agency"] in code] == []


def test_the_order_of_reading_does_not_matter():
    paths = [CORPUS / entry["source"] for entry in ENTRIES[:5]]
    forwards = [read(path) for path in paths]
    backwards = [read(path) for path in reversed(paths)]

    assert forwards == backwards[::-1]
