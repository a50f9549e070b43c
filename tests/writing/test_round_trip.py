"""A written workbook read again gives the same statements, digit for digit."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from medinsure_budget.document import Document
from medinsure_budget.editions import ALL, Edition
from medinsure_budget.forms import Unrecognised
from medinsure_budget.reading import read
from medinsure_budget.writing import arrange, write_xlsx
from tests.writing.sameness import differences
from tests.writing.strategies import distinct, documents

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "../shared/corpus"
SAMPLES = sorted((ROOT / "examples" / "data").glob("*.md"))
PUBLISHED = [f"seeds/{name}" for name in ("seed001.md", "seed002.md", "seed003.txt", "seed004.md")] + [
    f"pdf/{name}.pdf" for name in ("js03", "js05", "js07", "sh02", "sh08", "sh11", "sh12", "sh19")
]


def changes(document, path) -> list[str]:
    again = read(path)
    mine = [sheet for sheet in document.sheets if sheet.form is not Unrecognised]
    theirs = [sheet for sheet in again.sheets if sheet.form is not Unrecognised]
    assert [s.form.__name__ for s in mine] == [s.form.__name__ for s in theirs]
    return [text for one, other in zip(mine, theirs, strict=True) for text in differences(one, other)]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_the_samples_are_read_back_as_they_were(sample, tmp_path):
    document = read(sample)

    assert changes(document, write_xlsx(document, tmp_path / "表.xlsx")) == []


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_documents_are_read_back_as_they_were(name, tmp_path):
    document = read(CORPUS / name)

    assert document.sheets
    assert changes(document, write_xlsx(document, tmp_path / "表.xlsx")) == []


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize("name", PUBLISHED)
def test_documents_without_their_evidence_are_read_back_too(name, tmp_path):
    document = Document.from_dict(read(CORPUS / name).to_dict())

    assert changes(document, write_xlsx(document, tmp_path / "表.xlsx")) == []


@pytest.mark.parametrize("edition", distinct(), ids=lambda e: e.name)
def test_every_edition_is_read_back_as_it_was_written(edition: Edition, tmp_path_factory):
    path = tmp_path_factory.mktemp("edition") / "表.xlsx"

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents(edition))
    def holds(document):
        assert changes(document, write_xlsx(document, path, edition=edition, overwrite=True)) == []

    holds()


def test_a_sample_in_a_named_edition_is_read_back_as_that_edition_prints_it(tmp_path):
    sample = next(path for path in SAMPLES if "决算" in path.stem)
    document = read(sample)
    edition = next(e for e in ALL if e.kind == "final_accounts")
    arranged = document.evolve(sheets=tuple(sheet for sheet, _ in arrange(document, edition)))

    assert changes(arranged, write_xlsx(document, tmp_path / "表.xlsx", edition=edition)) == []
