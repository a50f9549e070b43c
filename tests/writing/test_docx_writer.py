"""Word documents: everything is in them, the pages are set up, and they read back as they were written."""

import sys
import zipfile
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings

import medinsure_budget as mb
from medinsure_budget.document import Agency, Budget
from medinsure_budget.document.narrative import Section
from medinsure_budget.editions import FINAL_ACCOUNTS_2023
from medinsure_budget.errors import UsageError
from tests.writing.sameness import differences
from tests.writing.strategies import distinct, documents

pytest.importorskip("docx")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SAMPLES = ("云溪市医疗保障局2024年部门预算.md", "云溪市医疗保障局2023年度部门决算.md")
# Whole documents take minutes to shrink; what is drawn is shown as it is, the same on every run.
DRAWN = settings(
    max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=(Phase.generate,)
)


def sample(name):
    from pathlib import Path

    return mb.read(Path(__file__).resolve().parents[2] / "examples/data" / name)


def body(path):
    return ET.fromstring(zipfile.ZipFile(path).read("word/document.xml")).find(f"{W}body")  # noqa: S314 - our own file


def unplaced(claims):
    return [evolve(c, line=0, page=0) for c in claims]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_published_document_reads_back_with_its_statements_and_claims(name, tmp_path):
    document = sample(name)
    again = mb.read(mb.write_docx(document, tmp_path / "文件.docx"))

    assert [d for one, other in zip(document, again, strict=True) for d in differences(one, other)] == []
    assert unplaced(again.claims) == unplaced(document.claims)
    assert (again.agency.name, again.year, again.kind) == (document.agency.name, document.year, document.kind)
    assert [t.name for t in again.glossary] == [t.name for t in document.glossary]


@pytest.mark.parametrize("edition", distinct(), ids=lambda edition: edition.name)
def test_any_statements_read_back_as_written(edition, tmp_path_factory):
    @DRAWN
    @given(document=documents(edition))
    def holds(document):
        path = tmp_path_factory.mktemp("docx") / "表.docx"
        again = mb.read(mb.write_docx(document, path, edition=edition, overwrite=True))
        assert [d for one, other in zip(document, again, strict=True) for d in differences(one, other)] == []

    holds()


def test_every_entry_of_the_contents_has_the_page_of_an_existing_bookmark(tmp_path):
    found = body(mb.write_docx(sample(SAMPLES[0]), tmp_path / "文件.docx"))
    marks = {mark.get(f"{W}name") for mark in found.iter(f"{W}bookmarkStart")}
    asked = [code.text.split()[1] for code in found.iter(f"{W}instrText") if "PAGEREF" in code.text]
    links = [link.get(f"{W}anchor") for link in found.iter(f"{W}hyperlink")]

    assert len(asked) > 20
    assert asked == links
    assert set(asked) <= marks


def test_the_contents_show_pages_that_rise_before_any_program_sets_the_text(tmp_path):
    found = body(mb.write_docx(sample(SAMPLES[0]), tmp_path / "文件.docx"))
    shown = [int([t.text for t in link.iter(f"{W}t")][-1]) for link in found.iter(f"{W}hyperlink")]
    sections = len(list(found.iter(f"{W}sectPr")))

    # Cover and contents stand before; each section begins a page.
    assert shown == sorted(shown)
    assert shown[0] > 2
    assert shown[-1] >= sections


def test_wide_tables_stand_sideways_and_text_upright(tmp_path):
    found = body(mb.write_docx(sample(SAMPLES[0]), tmp_path / "文件.docx"))
    sizes = [s.find(f"{W}pgSz") for s in found.iter(f"{W}sectPr")]
    sideways = [s.get(f"{W}orient") == "landscape" for s in sizes]

    assert any(sideways)
    assert not all(sideways)
    assert not sideways[0]
    for size, turned in zip(sizes, sideways, strict=True):
        assert (int(size.get(f"{W}w")) > int(size.get(f"{W}h"))) is turned


def test_header_rows_repeat_and_every_row_fills_the_grid(tmp_path):
    found = body(mb.write_docx(sample(SAMPLES[1]), tmp_path / "文件.docx", edition=FINAL_ACCOUNTS_2023))
    tables = list(found.iter(f"{W}tbl"))

    assert len(tables) == 11
    for table in tables:
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        for row in rows:
            spans = [c.find(f"{W}tcPr/{W}gridSpan") for c in row.findall(f"{W}tc")]
            assert sum(1 if s is None else int(s.get(f"{W}val")) for s in spans) == columns


def test_words_that_look_like_markup_stay_words(tmp_path):
    text = "甲<乙>&丙“丁”的职责见下文。"
    document = sample(SAMPLES[0])
    document = document.evolve(sections=(*document.sections, Section("五、", "其他说明", 1, text)))
    again = mb.read(mb.write_docx(document, tmp_path / "文件.docx"))

    assert text in again.sections[-1].text


def test_the_cover_names_agency_year_and_kind(tmp_path):
    found = body(mb.write_docx(sample(SAMPLES[0]), tmp_path / "文件.docx"))

    assert "".join(t.text for t in next(found.iter(f"{W}p")).iter(f"{W}t")) == "云溪市医疗保障局2024年部门预算"


def test_nothing_is_left_behind_when_nothing_can_be_written(tmp_path):
    with pytest.raises(mb.errors.UsageError):
        mb.write_docx(Budget(name="空"), tmp_path / "空.docx")
    with pytest.raises(mb.errors.UsageError):
        mb.write_docx(sample(SAMPLES[0]), tmp_path / "文件.doc")
    with pytest.raises(mb.errors.UsageError):
        mb.write_docx(sample(SAMPLES[0]), tmp_path / "无" / "文件.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_library_is_named(monkeypatch, tmp_path, sample_budget):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError, match=r"medinsure-budget\[docx\]"):
        mb.write_docx(mb.read(sample_budget), tmp_path / "budget.docx")
    assert list(tmp_path.iterdir()) == []


def test_the_cover_is_counted_and_shows_no_number(tmp_path):
    from docx import Document as WordDocument

    path = tmp_path / "决算.docx"
    told = (Section("一、", "概况", 1, "职责。"),)
    mb.write_docx(Budget(name="云溪", agency=Agency("云溪市医疗保障局", "部门"), year=2024, sections=told), path)
    first, *others = WordDocument(path).sections

    assert first.different_first_page_header_footer
    assert first.first_page_footer.is_linked_to_previous
    assert "PAGE" in first.footer.paragraphs[0]._p.xml
    assert not any(section.different_first_page_header_footer for section in others)
