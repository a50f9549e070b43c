"""The page answers with what was read, keeps nothing, and takes files from itself alone."""

import json
from base64 import b64decode
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = next((ROOT / "examples/data").glob("*预算.md"))
LEDGER = ROOT / "examples/data/ledger_budget_2024.csv"


class Reply:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode()


@pytest.fixture
def ask(address):
    def asked(method, path, body=None, headers=None, **query):
        connection = HTTPConnection(urlsplit(address).netloc, timeout=120)
        try:
            connection.request(method, f"{path}?{urlencode(query, errors='surrogatepass')}", body, headers or {})
            return Reply(connection.getresponse())
        finally:
            connection.close()

    return asked


def test_a_document_is_read_checked_and_given_back(ask):
    found = ask("POST", "/document", SAMPLE.read_bytes(), name=SAMPLE.name).json()

    assert (found["agency"], found["year"], found["kind"]) == ("云溪市医疗保障局", 2024, "预算")
    assert found["ok"] is not False
    assert len(found["sheets"]) == 11
    files = {file["name"]: b64decode(file["data"]) for file in found["files"]}
    assert set(files) == {"核对报告.html", "核对报告.xlsx", "公开表.xlsx"}
    assert files["公开表.xlsx"].startswith(b"PK")


def test_a_ledger_becomes_the_whole_disclosure(ask):
    asked = {"name": LEDGER.name, "agency": "云溪市医疗保障局", "year": "2024", "kind": "budget"}
    found = ask("POST", "/ledger", LEDGER.read_bytes(), **asked).json()

    assert found["ok"] is not False
    assert sorted(Path(file["name"]).suffix for file in found["files"]) == [".docx", ".html", ".xlsx"]
    for year in ("今年", "9" * 5000, "２０２４"):
        assert "年度" in ask("POST", "/ledger", b"x", **{**asked, "year": year}).json()["error"]


@pytest.mark.parametrize("name", ["a.\0x", f"a.{'x' * 500}", "../../a.csv", "\ud800", ""])
def test_a_name_that_no_file_can_have_is_only_a_name(ask, name):
    asked = {"name": name, "agency": "云溪市医疗保障局", "year": "2024", "kind": "budget"}

    assert ask("POST", "/ledger", LEDGER.read_bytes(), **asked).json()["agency"] == asked["agency"]
    assert ask("POST", "/document", SAMPLE.read_bytes(), **asked).json()["agency"] == asked["agency"]


def test_what_cannot_be_read_is_one_sentence(ask):
    reply = ask("POST", "/document", b"%PDF-1.4 nothing", name="空.pdf")

    assert reply.status == 422
    assert "空.pdf" in reply.json()["error"]


def test_strangers_are_refused(ask, monkeypatch):
    assert ask("POST", "/document", b"x", {"sec-fetch-site": "cross-site"}).status == 403
    assert ask("GET", "/", headers={"host": "evil.example"}).status == 400
    monkeypatch.setattr("medinsure_budget.web.routes.MOST_BYTES", 10)
    assert ask("POST", "/document", b"x" * 11).status == 413


def test_every_answer_has_a_strict_policy_and_no_inline_script(ask):
    page = ask("GET", "/")

    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "onclick" not in page.text
    assert "<style" not in page.text
    assert ask("GET", "/app.js").headers["content-type"].startswith("text/javascript")
