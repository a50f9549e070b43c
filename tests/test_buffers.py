"""Whatever is read or written may be an open binary file, and holds the same bytes as a file on the disk."""

from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

import medinsure_budget as mb
from medinsure_budget.checks.report.reports import Reports
from medinsure_budget.errors import UnreadableFileError, UsageError
from medinsure_budget.frames.package import write_package

DATA = Path(__file__).parents[1] / "examples" / "data"
BUDGET = DATA / "云溪市医疗保障局2024年部门预算.md"
LEDGER = DATA / "ledger_budget_2024.csv"

_report = cache(mb.check)
WRITERS = {
    "write_xlsx": (".xlsx", mb.write_xlsx),
    "write_docx": (".docx", mb.write_docx),
    "write_html": (".html", mb.write_html),
    "ledger_template": (".xlsx", lambda _, out: mb.ledger_template(out)),
    "to_xlsx": (".xlsx", lambda doc, out: _report(doc).to_xlsx(out)),
    "to_html": (".html", lambda doc, out: _report(doc).to_html(out)),
    "to_docx": (".docx", lambda doc, out: _report(doc).to_docx(out)),
    "to_json": (".json", lambda doc, out: _report(doc).to_json(out)),
    "to_sarif": (".sarif", lambda doc, out: _report(doc).to_sarif(out)),
    "Diff.to_csv": (".csv", lambda doc, out: mb.diff(doc, doc.evolve(sheets=doc.sheets[:-1])).to_csv(out)),
    "Reports.to_xlsx": (".xlsx", lambda doc, out: Reports.of([_report(doc)]).to_xlsx(out)),
}


@pytest.fixture(scope="module")
def document():
    return mb.read(BUDGET)


@pytest.mark.parametrize("name", WRITERS)
def test_a_writer_fills_a_buffer_with_what_it_writes_to_a_path(name, document, tmp_path):
    suffix, write = WRITERS[name]
    path, buffer = tmp_path / f"文件{suffix}", BytesIO()

    assert write(document, path) in (path, None)
    assert write(document, buffer) in (buffer, None)
    assert buffer.getvalue() == path.read_bytes()


def test_what_writes_documents_gives_back_where_it_wrote(document, tmp_path):
    assert mb.write_html(document, str(tmp_path / "文件.html")) == tmp_path / "文件.html"
    assert mb.write_xlsx(document, BytesIO()).getvalue()[:2] == b"PK"


def test_an_open_file_is_written_where_it_stands_and_stays_open(document, tmp_path):
    with (tmp_path / "无后缀").open("wb") as file:
        file.write(b"head")
        mb.write_html(document, file)
        file.write(b"tail")
    written = (tmp_path / "无后缀").read_bytes()
    assert written[:4] + written[-4:] == b"headtail"
    assert b"<html" in written


def test_a_set_is_an_archive_in_a_buffer(document, tmp_path):
    buffer, again = BytesIO(), BytesIO()
    publication = mb.publish(document, buffer, insist=True)
    mb.publish(document, again, insist=True)

    assert buffer.getvalue() == again.getvalue()
    folder = mb.publish(document, tmp_path, insist=True)
    with ZipFile(buffer) as archive:
        assert archive.namelist() == [str(path) for path in publication.paths] == [path.name for path in folder.paths]
        assert all(archive.read(path.name) == path.read_bytes() for path in folder.paths)


def test_figures_for_exchange_are_an_archive_in_a_buffer(document):
    buffer = BytesIO()
    assert write_package([document], buffer) == Path("datapackage.json")
    with ZipFile(buffer) as archive:
        assert sorted(archive.namelist()) == ["datapackage.json", "figures.csv"]


def test_a_template_is_filled_from_a_buffer_into_a_buffer(document, tmp_path):
    template = mb.write_xlsx(document, tmp_path / "模板.xlsx")
    on_disk = mb.fill_xlsx(template, document, tmp_path / "填好.xlsx")
    buffer = BytesIO()
    filled = mb.fill_xlsx(BytesIO(template.read_bytes()), document, buffer)

    assert on_disk.path == tmp_path / "填好.xlsx"
    assert filled.path is None
    assert filled.filled == on_disk.filled
    assert buffer.getvalue() == on_disk.path.read_bytes()
    assert mb.fill_xlsx(template.read_bytes(), document, BytesIO()).notes == on_disk.notes


@pytest.mark.parametrize("given", [bytes, BytesIO])
def test_readers_take_bytes_and_buffers(given):
    assert mb.read(given(BUDGET.read_bytes())).sheets == mb.read(BUDGET).sheets
    assert mb.load_ledger(given(LEDGER.read_bytes())).lines == mb.load_ledger(LEDGER).lines


def test_a_list_of_subjects_may_be_open(tmp_path):
    path = tmp_path / "2024年科目.csv"
    path.write_text("科目编码,科目名称\n201,一般公共服务支出\n2019998,某项新的支出\n", "utf-8")
    with path.open("rb") as file:
        official = mb.load_catalogue(file)
    assert official.year == mb.load_catalogue(path).year == 2024
    assert official.functional["2019998"].name == "某项新的支出"


def test_an_open_file_is_called_by_its_name():
    with LEDGER.open("rb") as file:
        assert mb.load_ledger(file).name == LEDGER.name
    with BUDGET.open("rb") as file:
        assert mb.read(file).name == BUDGET.name


def test_waivers_may_be_open(document):
    broken = document.evolve(agency=document.agency)
    waivers = b'[[waiver]]\nrule = "ROW-01"\nreason = "x"\n'
    assert str(mb.check(broken, waivers=BytesIO(waivers))) == str(mb.check(broken, waivers=waivers))
    with pytest.raises(UsageError, match="说明文件"):
        mb.check(broken, waivers=BytesIO(b"[[other]]\n"))


@pytest.mark.parametrize(("target", "said"), [(StringIO(), "二进制方式"), (3, "二进制方式"), (None, "二进制方式")])
def test_a_text_file_is_refused_with_the_way_to_open_it(document, target, said):
    with pytest.raises(UsageError, match=said):
        mb.write_html(document, target)
    with pytest.raises(UsageError, match=said):
        mb.read(target)


def test_a_file_that_was_read_to_its_end_says_so():
    buffer = BytesIO(BUDGET.read_bytes())
    buffer.read()
    with pytest.raises(UnreadableFileError, match="seek"):
        mb.read(buffer)
