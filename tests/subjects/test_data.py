"""The shipped rows, held to what a catalogue must be."""

import csv
import re
import runpy
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from medinsure_budget.subjects import COMPILED_YEARS, Confidence, catalogue
from medinsure_budget.subjects.lookup import count_table
from medinsure_budget.subjects.names import fold
from medinsure_budget.subjects.records import KINDS, Row, lines, records
from medinsure_budget.subjects.tables import bundled_table

DATA = files("medinsure_budget.subjects") / "data"
DRAFTS = Path(__file__).resolve().parents[2] / "../shared/catalogue"
DOCS = Path(__file__).resolve().parents[2] / "docs/subjects.md"
SCRIPT = Path(__file__).resolve().parents[2] / "scripts/compile_subjects.py"
DIGIT = {"functional": "2", "economic": "3", "government_economic": "5", "revenue": "1"}
DEPTHS = {"functional": 3, "economic": 2, "government_economic": 2, "revenue": 3}


@pytest.mark.parametrize("year", COMPILED_YEARS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_subject_has_its_parents_in_the_same_year(kind, year):
    for subject in catalogue(year)[kind]:
        assert all(step.known for step in subject.path), subject
        assert len(subject.path) == subject.depth <= DEPTHS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_no_code_has_two_names_in_one_year(kind):
    for year in range(2007, 2100):
        for code, entries in bundled_table(kind).by_code.items():
            in_force = [entry.name for entry in entries if entry.covers(year)]
            assert len(in_force) <= 1, (year, code, in_force)


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_is_well_formed(kind):
    for entry in bundled_table(kind):
        assert re.fullmatch(DIGIT[kind] + r"\d\d(\d\d){0,2}", entry.code), entry
        assert entry.name == "".join(entry.name.split()), entry
        assert not set(entry.name) & set("()"), f"Chinese brackets are the rule: {entry}"
        assert entry.since is None or entry.until is None or entry.since <= entry.until, entry
        assert entry.confidence in get_args(Confidence)
        assert all(entry.covers(year) for year in entry.attested), entry
        assert (entry.confidence == "attested") == bool(entry.attested), entry
        assert (entry.confidence == "disputed") == bool(entry.disputed_name), entry
        assert fold(entry.name) not in map(fold, entry.other_names), entry


@pytest.mark.parametrize("kind", KINDS)
def test_siblings_that_share_a_name_are_the_known_doubtful_ones(kind):
    doubtful = set()
    for year in COMPILED_YEARS:
        for subject in catalogue(year)[kind]:
            doubtful |= {s.code for s in subject.siblings if fold(s.name) == fold(subject.name)}
    expected = {
        "functional": "2310204 2310299 2320204 2320299",
        "revenue": "1100803 1100804",
    }
    assert doubtful == set(expected.get(kind, "").split())
    for code in doubtful:
        assert catalogue(2024)[kind][code].confidence == "single"
        assert code in DOCS.read_text("utf-8"), "the page names what is doubtful"


def test_every_data_file_says_where_it_comes_from_and_that_it_is_not_official():
    tables = [file for file in DATA.iterdir() if file.name.endswith(".tsv")]
    assert len(tables) == 9
    for file in tables:
        header = "".join(line for line in file.read_text("utf-8").splitlines() if line.startswith("#"))
        assert re.search("未与财政部.*核对|不是官方译名", header), file.name
        assert ("· 自动生成层" in header) == file.name.startswith("generated_"), file.name


@pytest.mark.parametrize("kind", KINDS)
def test_the_columns_of_a_classification_are_those_that_are_read(kind):
    assert next(lines(f"generated_{kind}.tsv")).split("\t") == list(Row._fields)
    assert next(lines(f"manual_{kind}.tsv"), "\t".join(Row._fields)).split("\t") == list(Row._fields)


def test_every_manual_row_names_its_evidence():
    for file in ("manual_functional.tsv", "manual_moves.tsv"):
        rows = list(records(file))
        assert rows
        assert all(len(row["evidence"]) > 8 for row in rows)


def test_a_manual_row_replaces_the_generated_one_of_the_same_code_and_name():
    generated = [row for row in records("generated_functional.tsv") if row["name"] == "行政事业单位离退休"]
    assert [row["confidence"] for row in generated] == ["single"]
    entry = catalogue(2019).functional["20805"].entry
    assert (entry.confidence, entry.attested) == ("attested", (2017, 2019))
    assert "2017" in entry.evidence


def test_manual_references_point_to_codes_that_there_are():
    codes = {code for kind in KINDS for code in bundled_table(kind).by_code}
    assert {row["prefix"] for row in records("manual_funds.tsv")} - {"205-224…98"} <= codes
    assert {row["code"] for row in records("manual_english.tsv")} <= codes
    assert {row["fund"] for row in records("manual_funds.tsv")} == {
        "一般公共预算", "政府性基金预算", "国有资本经营预算", "社会保险基金预算",
    }
    for row in records("manual_moves.tsv"):
        assert row["code"] in codes
        assert set(row["successor"].split()) <= codes


def test_the_crosswalk_joins_known_codes_once_for_each_kind_of_unit():
    rows = list(records("generated_crosswalk.tsv"))
    assert len({(row["department"], row["unit"]) for row in rows}) == len(rows) == 199
    assert {row["unit"] for row in rows} == {"行政单位", "事业单位"}
    cat = catalogue(2024)
    assert len(cat.crosswalk) == len(rows)
    assert {line.confidence for line in cat.crosswalk} <= set(get_args(Confidence))


def test_every_department_subject_in_force_but_two_has_a_government_subject_for_institutions():
    cat = catalogue(2024)
    missing = {s.code for s in cat.economic if s.depth == 2 and not cat.government_economic_of(s.code, "事业单位")}
    assert missing == {"30311", "31206"}, "where these two go stands in neither draft"


@pytest.mark.parametrize("year", COMPILED_YEARS)
def test_the_counts_of_a_year_are_those_of_its_rows(year):
    functional = catalogue(year).functional
    table = count_table(catalogue(year)).splitlines()
    printed = [tuple(map(int, re.search(r"款 (\d+)、项 (\d+)$", line).groups())) for line in table[1:]]
    assert len(printed) == len(functional.roots)
    assert sum(map(sum, printed)) + len(printed) == len(functional)


def test_the_page_prints_the_counts_of_every_year():
    text = DOCS.read_text("utf-8")
    for root in {s.code for year in COMPILED_YEARS for s in catalogue(year).functional.roots}:
        cells = []
        for year in COMPILED_YEARS:
            below = [s.depth for s in catalogue(year).functional if s.code.startswith(root)]
            cells.append(f"{below.count(2)}/{below.count(3)}" if below else "—")
        assert f"| {root} | {' | '.join(cells)} |" in text


def test_the_page_tells_how_many_rows_have_which_witness():
    text = DOCS.read_text("utf-8")
    for confidence in ("attested", "agreed", "single", "disputed"):
        counts = [sum(entry.confidence == confidence for entry in bundled_table(kind)) for kind in KINDS]
        figures = r" \| ".join(map(str, counts))
        assert re.search(rf"\| `{confidence}` \| [^|]+ \| {figures} \|", text), (confidence, counts)


@pytest.mark.skipif(not DRAFTS.exists(), reason="the drafts are not here")
def test_the_generated_layer_is_what_the_script_makes_of_the_drafts(tmp_path, monkeypatch):
    script = runpy.run_path(str(SCRIPT))
    monkeypatch.setitem(script["main"].__globals__, "DATA", tmp_path)
    monkeypatch.setattr("sys.argv", ["compile_subjects.py", str(DRAFTS)])
    script["main"]()
    made = sorted(tmp_path.iterdir())
    assert len(made) == 5
    for file in made:
        assert file.read_text("utf-8") == (DATA / file.name).read_text("utf-8"), file.name


@pytest.mark.skipif(not DRAFTS.exists(), reason="the drafts are not here")
@pytest.mark.parametrize(
    ("kind", "draft"),
    [("functional", "functional"), ("economic", "economic_department"),
     ("government_economic", "economic_government"), ("revenue", "revenue")],
)
def test_no_row_of_the_drafts_is_lost(kind, draft):
    table = bundled_table(kind)
    with (DRAFTS / f"{draft}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        entry = next(e for e in table.by_code[row["code"]] if e.name == row["name"])
        assert entry.confidence == row["confidence"]
        assert entry.attested == tuple(map(int, row["attested_years"].split()))
        assert entry.disputed_name == row["other_name"]
        assert (entry.until or "") == (int(row["valid_to"]) if row["valid_to"] else "")
        if row["valid_from"]:
            assert (entry.since or 0) >= int(row["valid_from"])
        known = {e.name for e in table.by_code[row["code"]]} | set(entry.undated_names)
        assert {part.split("（")[0] for part in row["renamed_from"].split(";") if part} <= {
            name.split("（")[0] for name in known
        }


@pytest.mark.skipif(not DRAFTS.exists(), reason="the drafts are not here")
def test_every_listed_change_shows_in_its_year():
    with (DRAFTS / "changes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 64
    for row in rows:
        before, after = (catalogue(int(row["year"]) + step).functional.get(row["code"]) for step in (-1, 0))
        assert before.known is (row["kind"] != "added"), row
        assert after.known is (row["kind"] != "removed"), row
        if row["kind"] == "renamed":
            assert (before.name, row["old_name"]) == (row["old_name"], before.name)
            assert fold(after.name) != fold(before.name), row
