"""A written file is complete or absent."""

import os
import subprocess
import sys
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.errors import UsageError
from medinsure_budget.files.characters import UNPRINTABLE, refuse_unprintable
from medinsure_budget.files.packages import word_bytes
from medinsure_budget.files.written import inert, inside, safe_name, write_bytes, write_set, write_text, write_whole


def written(target, words):
    return write_text(target, lambda: words, of=words)


def test_a_file_is_replaced_only_when_the_new_one_is_complete(tmp_path):
    target = tmp_path / "table.txt"
    written(target, "旧")

    def fail(draft):
        draft.write_text("半")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_whole(target, fail, of=(), overwrite=True)
    assert target.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [target]


def test_a_path_that_cannot_be_written_is_misuse(tmp_path):
    with pytest.raises(UsageError, match="写不了"):
        written(tmp_path / "absent" / "table.txt", "字")
    with pytest.raises(UsageError, match=r"\.xlsx"):
        write_bytes(tmp_path / "table.txt", lambda: b"1", of=(), suffix=".xlsx")


@pytest.mark.parametrize("name", ["a\0b.txt", "a\ud800.txt"], ids=["no character", "half a character"])
def test_a_name_that_no_file_can_have_is_misuse(tmp_path, name):
    with pytest.raises(UsageError, match="不能有名为"):
        written(tmp_path / name, "字")
    with pytest.raises(UsageError, match="不能有名为"):
        write_set(tmp_path, {name: lambda draft: draft.write_text("字")})
    assert list(tmp_path.iterdir()) == []


def test_a_word_document_that_is_written_keeps_no_memory():
    docx = pytest.importorskip("docx")
    word = docx.Document()
    for _ in range(50):
        word.add_paragraph("本年支出1.00万元。")

    again = docx.Document(BytesIO(word_bytes(word)))

    assert [paragraph.text for paragraph in again.paragraphs] == ["本年支出1.00万元。"] * 50
    assert sum(1 for _ in word.element.iter()) < 10


def test_a_published_file_can_be_read_by_others(tmp_path):
    plain, new = tmp_path / "plain", written(tmp_path / "written", "字")
    plain.touch()

    assert new.stat().st_mode == plain.stat().st_mode


@given(st.text())
def test_a_safe_name_is_one_visible_name_in_its_folder(name):
    safe = safe_name(name)

    assert safe
    assert not set(safe) & set('/\\:*?"<>|\0\n')
    assert not safe.startswith(".")
    assert not safe.endswith((".", " "))
    assert len(safe.encode()) <= 200
    assert inside(Path("甲"), safe).parent == Path("甲")
    assert safe_name(safe) == safe


@pytest.mark.parametrize("name", ["CON", "nul", "com1", "LPT9.txt", "COM²"])
def test_names_of_devices_are_no_names_of_files(name):
    assert safe_name(name).rstrip("_") == name
    assert safe_name(name) != name


@pytest.mark.parametrize("name", ["../乙", "/etc/乙", "甲/../../乙", "..", "."])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    with pytest.raises(UsageError, match="不在文件夹"):
        write_set(tmp_path, {name: lambda draft: draft.write_text("x")})
    assert list(tmp_path.iterdir()) == []


def fill(text):
    return lambda draft: draft.write_text(text)


def test_a_set_is_written_whole_or_not_at_all(tmp_path):
    def failing(draft):
        draft.write_text("half")
        raise RuntimeError("disk")

    with pytest.raises(RuntimeError, match="disk"):
        write_set(tmp_path, {"甲.txt": fill("1"), "乙.txt": failing})
    assert list(tmp_path.iterdir()) == []
    write_set(tmp_path, {"甲.txt": fill("1"), "子/乙.txt": fill("2")})
    with pytest.raises(UsageError, match=r"乙\.txt 已经存在"):
        write_set(tmp_path, {"丙.txt": fill("3"), "子/乙.txt": fill("4")})
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == ["子", "子/乙.txt", "甲.txt"]
    write_set(tmp_path, {"甲.txt": fill("5")}, overwrite=True)
    assert (tmp_path / "甲.txt").read_text() == "5"


def gone():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.skipif(os.name == "nt", reason="there, nobody can tell whether a process is gone")
def test_what_a_dead_process_left_is_finished_or_removed(tmp_path):
    for folder, text in ((".ready", "whole"), (".drafts", "half")):
        left = tmp_path / f"{folder}-{gone()}-x"
        left.mkdir()
        (left / f"{text}.txt").write_text(text)
    mine = tmp_path / f".drafts-{os.getpid()}-y"
    mine.mkdir()
    (tmp_path / f".甲-{gone()}-z.txt").write_text("half")
    write_set(tmp_path, {"乙.txt": fill("2")})
    written(tmp_path / "甲.txt", "1")

    assert sorted(path.name for path in tmp_path.iterdir()) == [mine.name, "whole.txt", "乙.txt", "甲.txt"]


@given(st.text(alphabet="=+-@\t\r1.,%甲", max_size=6))
def test_no_cell_of_a_csv_file_is_a_formula(text):
    cell = inert(text)

    assert cell.lstrip("'") == text.replace("\r", "\n").lstrip("'")
    assert cell[:1] not in set("=@\t\n")
    assert "\r" not in cell
    if cell[:1] in set("+-"):
        assert set(cell[1:]) <= set("-0123456789.,%")
    assert inert(cell) == cell


LEAVES = st.text(max_size=3) | st.none() | st.integers()
LISTS = partial(st.lists, max_size=3)
PARTS = st.recursive(LEAVES, lambda part: LISTS(part) | LISTS(part).map(tuple) | st.dictionaries(st.text(max_size=3), part, max_size=3))


@given(PARTS)
def test_words_anywhere_in_a_value_are_looked_at(value):
    if UNPRINTABLE.search("".join(words(value))):
        with pytest.raises(UsageError, match=r"值.*里有不能写出的字符 U\+[0-9A-F]{4}"):
            refuse_unprintable(value, "值")
    else:
        refuse_unprintable(value, "值")


def words(value):
    """Every text of plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from words([*value, *value.values()])
    elif isinstance(value, list | tuple):
        for part in value:
            yield from words(part)
