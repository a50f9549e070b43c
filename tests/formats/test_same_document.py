"""One document published as text, Word, Excel, HTML or PDF reads the same."""

import sys
from pathlib import Path

import pytest
from printing import needs_office

from medinsure_budget.reading import read

sys.path.insert(0, str(Path(__file__).parent))
import publish

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "../shared/corpus"
SEEDS = [
    pytest.param(path, marks=pytest.mark.skipif(not path.exists(), reason="the corpus is not here"))
    for path in (CORPUS / "seeds/seed001.md", CORPUS / "seeds/seed002.md")
]
PATHS = [*sorted((ROOT / "examples/data").glob("*.md")), *SEEDS]


def figures(document):
    keys = ("form", "title", "number", "unit", "side", "code", "label", "field", "header", "amount", "printed")
    return sorted(tuple(str(record[key]) for key in keys) for record in document.records())


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.mark.parametrize("write", [publish.as_html, publish.as_docx, publish.as_xlsx], ids=lambda w: w.__name__)
def test_figures_are_the_same_in_every_format(path, write):
    original = read(path)
    document = read(write(path), name=path.stem)

    assert figures(document) == figures(original)
    assert (document.year, document.kind, document.agency) == (original.year, original.kind, original.agency)


@needs_office
def test_figures_are_the_same_as_a_pdf(path, tmp_path):
    original = read(path)
    document = read(publish.as_pdf(path, tmp_path), name=path.stem)

    assert figures(document) == figures(original)


@pytest.mark.parametrize("write", [publish.as_html, publish.as_docx], ids=lambda w: w.__name__)
def test_claims_are_the_same_in_every_format(path, write):
    original = read(path)
    document = read(write(path), name=path.stem)

    assert [(c.subject, c.amount, c.share, c.change) for c in document.claims] == [
        (c.subject, c.amount, c.share, c.change) for c in original.claims
    ]
