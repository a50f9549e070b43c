"""Web pages: accessible, self-contained, and read back as they were written."""

from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings

import medinsure_budget as mb
from medinsure_budget.document import Budget
from medinsure_budget.document.narrative import Section
from medinsure_budget.evidence import Note
from tests.writing.sameness import differences
from tests.writing.strategies import distinct, documents

html = pytest.importorskip("lxml.html")
DATA = Path(__file__).resolve().parents[2] / "examples/data"
SAMPLES = ("云溪市医疗保障局2024年部门预算.md", "云溪市医疗保障局2023年度部门决算.md")
# Whole documents take minutes to shrink; what is drawn is shown as it is, the same on every run.
DRAWN = settings(
    max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=(Phase.generate,)
)


def written(document, folder, **more):
    path = mb.write_html(document, folder / "文件.html", overwrite=True, **more)
    return path, html.document_fromstring(path.read_bytes())


def unplaced(claims):
    return [evolve(c, line=0, page=0) for c in claims]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_published_document_reads_back_with_its_statements_and_claims(name, tmp_path):
    document = mb.read(DATA / name)
    again = mb.read(written(document, tmp_path)[0])

    assert [d for one, other in zip(document, again, strict=True) for d in differences(one, other)] == []
    assert unplaced(again.claims) == unplaced(document.claims)
    assert (again.agency.name, again.year, again.kind) == (document.agency.name, document.year, document.kind)


@pytest.mark.parametrize("edition", distinct(), ids=lambda edition: edition.name)
def test_any_statements_read_back_as_written(edition, tmp_path_factory):
    @DRAWN
    @given(document=documents(edition))
    def holds(document):
        again = mb.read(written(document, tmp_path_factory.mktemp("html"), edition=edition)[0])
        assert [d for one, other in zip(document, again, strict=True) for d in differences(one, other)] == []

    holds()


def test_the_page_states_its_language_and_needs_nothing_else(tmp_path):
    _, page = written(mb.read(DATA / SAMPLES[0]), tmp_path)

    assert page.get("lang") == "zh-CN"
    assert page.findtext(".//title") == "云溪市医疗保障局2024年部门预算"
    assert page.findall(".//script") == page.findall(".//link") == page.findall(".//img") == []
    assert len(page.findall(".//h1")) == 1


def test_every_table_has_a_caption_and_headers_with_scope(tmp_path):
    _, page = written(mb.read(DATA / SAMPLES[1]), tmp_path)
    tables = page.findall(".//table")

    assert len(tables) == 11
    for table in tables:
        assert table.find("caption").text_content().strip()
        heads = table.findall("thead//th")
        assert heads
        assert not table.findall("thead//td")
        assert {th.get("scope") for th in heads} <= {"col", "colgroup"}
        assert all(th.get("scope") == "row" for th in table.findall("tbody//th"))


def test_every_row_fills_its_table(tmp_path):
    _, page = written(mb.read(DATA / SAMPLES[1]), tmp_path)
    for table in page.findall(".//table"):
        rows = table.findall(".//tr")
        widths = [sum(int(c.get("colspan", 1)) for c in row) for row in rows]
        hanging = [0] * (len(rows) + 10)
        for at, row in enumerate(rows):
            for cell in row:
                for below in range(1, int(cell.get("rowspan", 1))):
                    hanging[at + below] += int(cell.get("colspan", 1))
        assert len({w + h for w, h in zip(widths, hanging, strict=False)}) == 1


def test_headings_go_down_step_by_step_and_links_lead_somewhere(tmp_path):
    _, page = written(mb.read(DATA / SAMPLES[0]), tmp_path)
    levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4", "h5")]
    targets = {element.get("id") for element in page.iter() if element.get("id")}
    links = [a.get("href")[1:] for a in page.findall(".//nav//a")]

    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(links) > 20
    assert set(links) <= targets


def test_words_that_look_like_markup_stay_words(tmp_path):
    text = "甲<script>alert(1)</script>&丙的职责见下文。"
    document = mb.read(DATA / SAMPLES[0])
    document = document.evolve(sections=(*document.sections, Section("五、", "其他说明", 1, text)))
    path, page = written(document, tmp_path)

    assert page.findall(".//script") == []
    assert text in mb.read(path).sections[-1].text


def test_a_warning_is_printed_where_everyone_sees_it(tmp_path):
    document = mb.read(DATA / SAMPLES[0])
    warned = document.evolve(notes=(Note("unread", "本文件校验未通过：有1处错误尚未更正，不得作为正式公开文本。"),))

    assert written(document, tmp_path)[1].find(".//*[@role='alert']") is None
    assert "校验未通过" in written(warned, tmp_path)[1].find(".//*[@role='alert']").text_content()


def test_nothing_is_left_behind_when_nothing_can_be_written(tmp_path):
    with pytest.raises(mb.errors.UsageError):
        mb.write_html(Budget(name="空"), tmp_path / "空.html")
    with pytest.raises(mb.errors.UsageError):
        mb.write_html(mb.read(DATA / SAMPLES[0]), tmp_path / "文件.htm")
    assert list(tmp_path.iterdir()) == []


def test_a_page_without_a_title_says_its_first_words_once(tmp_path):
    document = Budget(name="模板.docx", sections=(Section("", "", 1, "云溪市2026年单位预算\n预算单位：云溪市某单位"),))
    path, page = written(document, tmp_path)

    assert page.findtext("head/title") == "云溪市2026年单位预算"
    assert [part.text for part in mb.read(path).sections] == ["云溪市2026年单位预算\n预算单位：云溪市某单位"]
