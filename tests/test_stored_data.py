"""What others hand in beside documents: stored documents and reports, ledgers, waivers, names. Errors are the library's own."""

import json
from pathlib import Path

import pytest

import medinsure_budget as mb
from medinsure_budget.checks.report.waivers import load
from medinsure_budget.document import Agency, Document
from medinsure_budget.errors import LimitExceededError, UsageError
from medinsure_budget.sources import Limits

DATA = Path(__file__).resolve().parents[1] / "examples/data"
LEDGER = (DATA / "ledger_budget_2024.csv").read_text("utf-8-sig")
WAIVER = '[[waiver]]\nrule = "XTB-01"\nreason = "已核对"\n'
DEEP = json.loads("[" * 500 + "]" * 500)
ODD = (DEEP, "云\ud800溪", "云\x1c溪", {1: 2}, {"\x00": 1}, b"x", object(), 10**400, {"form": "Sheet"}, [["云溪"]], "云溪")


@pytest.fixture(scope="module")
def document():
    return mb.read(next(DATA.glob("*预算.md")))


@pytest.fixture(scope="module")
def stored(document):
    return {
        Document: json.loads(json.dumps(document.to_dict())),
        mb.Report: json.loads(json.dumps(mb.check(document).to_dict())),
    }


NONE = (None, 1, "x", [], [1], {}, {"kind": []}, {"format": []}, {"kind": "budget", "sheets": 1}, {"kind": "budget", "claims": ["x"]})


@pytest.mark.parametrize("data", NONE, ids=str)
@pytest.mark.parametrize("kind", [Document, mb.Report])
def test_what_is_no_stored_document_is_refused(kind, data):
    with pytest.raises(UsageError):
        kind.from_dict(data)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: type(odd).__name__ + ascii(odd)[:12])
@pytest.mark.parametrize("kind", [Document, mb.Report])
def test_what_json_does_not_hold_or_nobody_can_write_is_refused_with_its_place(stored, kind, odd):
    data = stored[kind]
    parts, place = ("sheets", "rows") if kind is Document else ("evaluations", "page")
    with pytest.raises(UsageError, match=r"to_dict|报告的数据"):
        kind.from_dict(data | {parts: [*data[parts], {**data[parts][-1], place: odd}]})


def test_a_stored_number_that_nobody_prints_is_refused():
    stored = {"kind": "budget", "claims": [{"share": "1e999999"}]}
    with pytest.raises(UsageError, match="share"):
        Document.from_dict(stored)


@pytest.mark.parametrize("kind", [Document, mb.Report])
def test_stored_data_spend_the_allowance_of_the_work(stored, kind):
    with Limits(max_seconds=1e-6).spending("存.json"), pytest.raises(LimitExceededError, match=r"存\.json"):
        kind.from_dict(stored[kind])


def test_a_stored_report_writes_only_what_it_is_known_to_hold(stored, tmp_path):
    data = json.loads(json.dumps(stored[mb.Report]))
    data["evaluations"][0]["later"] = {"": ""}
    mb.Report.from_dict(data).to_xlsx(tmp_path / "report.xlsx")
    data["evaluations"][0]["basis"] = {"": ""}
    with pytest.raises(UsageError, match=r"evaluations\[0\]\.basis"):
        mb.Report.from_dict(data)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[waiver]]\nrule = [1]\nreason = "x"', "rule = "),
        (f"{WAIVER}year = {'9' * 5000}", "digits"),
        (f'{WAIVER}cell = "\\u0001"', r"U\+0001"),
        ("=" * 9, "Invalid"),
        ("[" * 100_000, "说明文件"),
    ],
    ids=["list", "digits", "control", "words", "deep"],
)
def test_waivers_that_are_none_are_refused_with_their_file_and_place(text, told):
    with pytest.raises(UsageError, match=told) as caught:
        load(text.encode())
    assert "说明文件 (bytes)" in str(caught.value)


@pytest.mark.parametrize("bad", ["\x01", "\x0b", "\x1c", "\x7f", "\ufffe"], ids=ascii)
def test_a_ledger_is_cleaned_at_the_door_and_says_so(bad, tmp_path):
    unit = "云溪市医疗保障局"
    document = mb.compile_budget(LEDGER.replace(unit, f"{unit[:4]}{bad}{unit[4:]}").encode(), agency=unit, year=2024)

    assert document.sheets == mb.compile_budget(LEDGER.encode(), agency=unit, year=2024).sheets
    assert any("控制字符" in note.message for note in document.notes)
    mb.write_docx(document, tmp_path / "text.docx")
    mb.check(document).to_xlsx(tmp_path / "report.xlsx")


def test_breaks_that_only_some_programs_know_stand_within_cells():
    lines = LEDGER.replace("云溪市", "云溪市\u2028", 1)

    assert len(mb.load_ledger(lines.encode()).lines) == len(mb.load_ledger(LEDGER.encode()).lines)
    assert mb.sources.open_source("甲,乙\n1\u2028,2\n3,4\n".encode(), name="表.csv").pages[0].blocks[0].height == 3


@pytest.mark.parametrize("bad", ["\x00", "\x1f", "\ud800"], ids=ascii)
def test_no_agency_has_a_name_that_no_output_can_carry(bad):
    with pytest.raises(UsageError, match="机构的名称"):
        Agency(f"云溪{bad}市")


@pytest.mark.parametrize("bad", ["\x0b", "\x0c", "\x1c", "\x1f", "\x85", "\u2028"], ids=ascii)
def test_whatever_a_document_says_can_be_written(bad, tmp_path):
    text = next(DATA.glob("*预算.md")).read_text("utf-8").replace("、", f"、{bad}").replace("：", f"：{bad}")
    document = mb.read(text.encode(), name=f"文{bad}件.md")
    mb.write_docx(document, tmp_path / "text.docx")
    report = mb.check(document)
    report.to_xlsx(tmp_path / "report.xlsx")
    report.to_docx(tmp_path / "report.docx")
