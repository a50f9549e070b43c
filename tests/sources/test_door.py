"""One door in: whatever goes wrong in a reader is an error of the library, and what a file may cost is bound."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medinsure_budget.errors import Error, LimitExceededError, UnreadableFileError, UsageError
from medinsure_budget.evidence import Grid, Origin
from medinsure_budget.sources import Limits, open_source, opening
from tests.sources.test_pdf import Paper, pdf, stream

HOSTILE = Path(__file__).resolve().parents[2] / "../shared/hostile"


@pytest.mark.parametrize("error", [KeyError("x"), AttributeError("y"), ZeroDivisionError(), AssertionError("z")])
def test_any_exception_of_a_reader_is_an_error_with_the_file_and_the_cause(monkeypatch, error):
    def failing(*_, **__):
        raise error

    monkeypatch.setattr(opening, "_dispatched", failing)
    with pytest.raises(UnreadableFileError, match=rf"文\.md：文件已损坏（{type(error).__name__}") as caught:
        open_source(b"# x", name="文.md")
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("error", [MemoryError(), RecursionError("deep")])
def test_what_is_too_large_for_memory_exceeds_the_limits(monkeypatch, error):
    def failing(*_, **__):
        raise error

    monkeypatch.setattr(opening, "_dispatched", failing)
    with pytest.raises(LimitExceededError, match="内存"):
        open_source(b"# x")


def test_a_long_text_is_refused():
    with pytest.raises(LimitExceededError, match="100 个字符"):
        open_source(b"x" * 500, limits=Limits(max_characters=100))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_broken_member_of_any_packing_leaves_a_note_and_the_others(method):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("甲.txt", "金额,1.00\n" * 400)
        archive.writestr("乙.txt", "云溪市医疗保障局", compress_type=zipfile.ZIP_STORED)
    data = bytearray(out.getvalue())
    start = data.index("甲.txt".encode()) + len("甲.txt".encode())
    data[start + 6 : start + 40] = bytes(range(100, 134))
    source = open_source(bytes(data), name="包.zip")

    assert [note.kind for note in source.notes] == ["unread"]
    assert "甲.txt" in source.notes[0].message


def test_a_file_reads_alike_in_a_process_of_its_own():
    data = pdf(Paper().text(60, 700, "云溪市医疗保障局").ruled((50, 250, 400), (600, 580, 560)).text(60, 585, "1.00"))
    here, apart = open_source(data), open_source(data, limits=Limits(isolated=True))

    assert [block.text for block in here.pages[0].blocks if not isinstance(block, Grid)] == ["云溪市医疗保障局"]
    assert here.notes == apart.notes
    texts = [[[c.text for c in row] for row in b.places] for s in (here, apart) for b in s.pages[0].blocks if isinstance(b, Grid)]
    assert texts[0] == texts[1]


def test_errors_come_back_from_the_process_as_they_are():
    with pytest.raises(UnreadableFileError, match="文件是空的"):
        open_source(b"  ", limits=Limits(isolated=True))
    with pytest.raises(UsageError, match="ocr"):
        open_source(b"x", limits=Limits(isolated=True), ocr=lambda _: "")


def nest(levels, times):
    """Drawings that draw the next ones by way of references, so that no skimming finds out how often."""
    objects, number = [], 7
    for level in range(levels):
        content = b"/X Do " * times if level < levels - 1 else b"0 0 10 10 re f"
        at = number + 3 * level
        objects += [
            stream(content, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources {at + 1} 0 R"),
            f"<</XObject {at + 2} 0 R>>".encode(),
            f"<</X {at + 3} 0 R>>".encode(),
        ]
    return objects


def test_drawings_that_multiply_by_way_of_references_end_in_time():
    bomb = pdf(Paper().raw("/X Do"), extra=nest(9, 60), resources="/XObject<</X 7 0 R>>")
    with pytest.raises(LimitExceededError, match="4 秒"):
        open_source(bomb, name="样本.pdf")


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_packing_in_disguise_is_found(end):
    import zlib

    bomb = zlib.compress(zlib.compress(b"0" * 60_000_000))
    extra = [stream(bomb, "/Filter[/Fl/Fl]").replace(b"stream\n", b"stream" + end, 1)]
    with pytest.raises(LimitExceededError, match="第 7 号对象解压"):
        open_source(pdf(Paper(), extra=extra), name="样本.pdf")


def test_no_evidence_points_outside_of_its_grid():
    grid = Grid.from_rows([["甲", "乙"], ["丙"]])

    assert grid.origin(1, 1) == Origin(grid, 1, 1)
    assert [grid.origin(*place) for place in [(2, 0), (0, 2), (-1, 0), (0, -1)]] == [None] * 4
    with pytest.raises(UsageError, match="不在"):
        Origin(grid, 2, 0)


HEADS = (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>", b"# ", b"a,b\n")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(HEADS))
def test_any_bytes_are_a_source_or_an_error_of_the_library(data, head):
    try:
        source = open_source(head + data)
    except Error:
        return
    assert source.pages


@pytest.mark.skipif(not HOSTILE.exists(), reason="the hostile files are not here")
@pytest.mark.parametrize("path", sorted(HOSTILE.glob("*")) if HOSTILE.exists() else [], ids=lambda path: path.name)
def test_hostile_files_are_sources_or_named_errors(path):
    try:
        said = str(open_source(path).pages[0].number)
    except Error as error:
        said = str(error)

    assert said == "1" or path.name in said
