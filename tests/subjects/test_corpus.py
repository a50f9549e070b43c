"""Every pair of code and name printed in real documents, against the catalogue of its year."""

import json
from pathlib import Path

import pytest

from medinsure_budget.subjects import Subject, catalogue
from medinsure_budget.subjects.names import fold

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"
TRUTH = sorted(CORPUS.glob("truth/*.json"))
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")

# Pairs that are wrong in the document: one digit of 30102 and 30107 was lost.
WRONG_IN_DOCUMENT = {("sh08", "3012", "津贴补贴"), ("sh08", "3017", "绩效工资")}


def printed_pairs(truth):
    for table in [*truth["tables"], *truth.get("text_tables", [])]:
        for row in table.get("rows", []):
            if row.get("code"):
                yield row["code"], row["label"] or ""


def subject(code, year) -> Subject:
    cat = catalogue(year)
    return (cat.functional if code.startswith("2") else cat.economic).get(code)


@pytest.mark.parametrize("path", TRUTH, ids=[path.stem for path in TRUTH])
def test_every_printed_pair_is_found_for_its_year(path):
    truth = json.loads(path.read_text("utf-8"))
    pairs = set(printed_pairs(truth))
    wrong = {
        (truth["id"], code, name) for code, name in pairs
        if not (found := subject(code, truth["year"])).known or fold(found.name) != fold(name)
    }
    assert wrong == {pair for pair in WRONG_IN_DOCUMENT if pair[0] == truth["id"]}


def test_the_corpus_prints_as_many_pairs_as_were_measured():
    pairs = {
        (truth["year"], code, name)
        for truth in (json.loads(path.read_text("utf-8")) for path in TRUTH)
        for code, name in printed_pairs(truth)
    }
    found = {pair for pair in pairs if subject(pair[1], pair[0]).known}
    assert (len(pairs), len(pairs - found)) == (483, 2)


def test_every_printed_pair_is_attested_in_its_year():
    for path in TRUTH:
        truth = json.loads(path.read_text("utf-8"))
        for code, name in printed_pairs(truth):
            if (truth["id"], code, name) not in WRONG_IN_DOCUMENT:
                assert truth["year"] in subject(code, truth["year"]).entry.attested, (path.stem, code)


def test_what_is_wrong_in_a_document_stays_usable():
    found = catalogue(2024).economic.get("3012", "津贴补贴")
    assert (found.known, found.name, found.level) == (False, "津贴补贴", "")
    assert [s.code for s in catalogue(2024).economic.by_name("津贴补贴")] == ["30102"]


def test_every_path_told_in_words_is_found_but_for_one_misprint():
    missing = []
    for path in TRUTH:
        truth = json.loads(path.read_text("utf-8"))
        cat = catalogue(truth["year"])
        paths = {tuple(fact["path"]) for fact in truth.get("facts", []) if fact["path"]}
        missing += (p for p in paths if not cat.functional.by_path(p) and not cat.economic.by_path(p))
    assert missing == [("卫生健康支出", "医疗保障管理事务", "其他医疗保障管理实务支出")]
    nearest, away = catalogue(2024).functional.nearest(missing[0][-1], 1, under="21015")[0]
    assert (nearest.name, away) == ("其他医疗保障管理事务支出", 1)
