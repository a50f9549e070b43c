"""In every edition an example ledger is compiled, checked, written in three formats and read back as it was."""

import re
import sys
from pathlib import Path

import pytest
from attrs import evolve

import medinsure_budget as mb
from medinsure_budget.editions import ALL, Edition
from medinsure_budget.errors import UnprintedWarning
from medinsure_budget.ledgers import Ledger

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks")]
DATA = ROOT / "examples/data"
LEDGERS = {"budget": DATA / "ledger_budget_2024.csv", "final_accounts": DATA / "ledger_final_accounts_2023.xlsx"}
COMPILE = {"budget": mb.compile_budget, "final_accounts": mb.compile_final_accounts}
UNIT = "云溪市医疗保障信息中心"


@pytest.fixture(scope="module")
def ledgers() -> dict[str, Ledger]:
    """The lines of one unit, which are few."""
    whole = {kind: Ledger.read(path) for kind, path in LEDGERS.items()}
    return {kind: Ledger(tuple(x for x in ledger.lines if x.unit in ("", UNIT))) for kind, ledger in whole.items()}


def words(tree) -> str:
    """All words of a text in order; how headings are set off is the format's."""
    return re.sub(r"[\s。：:]", "", "".join(part.heading + part.text + words(part.children) for part in tree))


@pytest.mark.parametrize("edition", ALL, ids=lambda edition: edition.name)
def test_every_edition_is_written_and_read_back_as_it_was(edition: Edition, ledgers, tmp_path):
    """Workbooks are read back in `test_compile`, with the whole ledger."""
    from round_trip import WRITERS, facts, lost

    year = {"budget": 2024, "final_accounts": 2023}[edition.kind]
    document = COMPILE[edition.kind](ledgers[edition.kind], agency=UNIT, year=year, edition=edition)
    assert [finding.message for finding in mb.check(document).errors] == []
    for written in ("docx", "html"):
        again = mb.read(WRITERS[written](document, tmp_path / f"document.{written}"))
        mine, theirs = facts(document, written), facts(again, written)
        assert {kind: lost(mine[kind], theirs[kind]) for kind in ("figures", "titles", "claims")} == dict.fromkeys(
            ("figures", "titles", "claims"), ([], [])
        )
        assert words(again.sections) == words(document.sections)


def test_a_document_knows_its_edition_by_name(ledgers):
    edition = mb.editions.SHANGHAI_BUDGET_2025
    document = mb.compile_budget(ledgers["budget"], agency=UNIT, year=2025, edition=edition)

    assert document.edition == edition.name
    assert mb.Budget.from_dict(document.to_dict()).edition == edition.name


@pytest.mark.parametrize("written", ["xlsx", "docx", "html"])
def test_writing_again_prints_the_lines_and_names_as_they_were(written: str, ledgers, tmp_path):
    from round_trip import WRITERS

    document = mb.compile_budget(ledgers["budget"], agency=UNIT, year=2024)
    sheet = evolve(document.sheets[1], agency_line="填报部门：{agency}", unit_line="金额单位：人民币{unit}", sheet_name="收入一览")
    document = document.evolve(sheets=(document.sheets[0], sheet))
    once = mb.read(WRITERS[written](document, tmp_path / f"one.{written}"))
    again = mb.read(WRITERS[written](once, tmp_path / f"two.{written}"))

    for found in (once, again):
        assert (found.sheets[1].agency_line, found.sheets[1].unit_line) == ("填报部门：{agency}", "金额单位：人民币{unit}")
        assert found.sheets[1].sheet_name == ("收入一览" if written == "xlsx" else "")


BUDGET_WORDS = {
    "ZHEJIANG_BUDGET_2024": ("1.按支出功能分类", "2.按支出用途分类"),
    "CENTRAL_BUDGET_2021": ("2024年预算数为", "按功能分类，包括"),
    "SHANGHAI_UNIT_BUDGET_2025": ("财政拨款支出主要内容如下", "（一）因公出国（境）费"),
    "JIANGSU_BUDGET_2019": ("收入、支出预算总计", "财政拨款收、支总预算", "会议费预算支出", "占“三公”经费的"),
}


@pytest.mark.parametrize("name", BUDGET_WORDS)
def test_every_place_tells_its_budget_in_its_own_sentences(name: str, ledgers):
    document = mb.compile_budget(ledgers["budget"], agency=UNIT, year=2024, edition=getattr(mb.editions, name))
    text = words(document.sections)

    told = {place: [re.sub(r"[\s。：:]", "", said) in text for said in own] for place, own in BUDGET_WORDS.items()}
    assert told == {place: [place == name] * len(own) for place, own in BUDGET_WORDS.items()}


def test_shanghai_explains_its_budget_without_headings(ledgers):
    document = mb.compile_budget(ledgers["budget"], agency=UNIT, year=2024, edition=mb.editions.SHANGHAI_UNIT_BUDGET_2025)
    (told,) = (part for part in document.sections if part.title == "2024年单位预算编制说明")

    assert told.children == ()
    assert told.text.startswith(f"2024年，{UNIT}收入预算")


@pytest.mark.filterwarnings("error:工作簿只有表")
def test_a_workbook_alone_warns_of_the_text_that_it_leaves_out(ledgers, tmp_path):
    document = mb.compile_budget(ledgers["budget"], agency=UNIT, year=2024)

    with pytest.warns(UnprintedWarning, match="正文没有写入"):
        mb.write_xlsx(document, tmp_path / "表.xlsx")
    with pytest.warns(UnprintedWarning, match="正文没有写入"):
        mb.publish(document, tmp_path / "一", formats="xlsx")
    mb.publish(document, tmp_path / "二", formats=("xlsx", "html"))
    mb.write_xlsx(document.evolve(sections=()), tmp_path / "只有表.xlsx")
