"""Bad input ends in an error of our own or in a note, never in a crash or an invented figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.errors import Error, UnreadableFileError
from medinsure_budget.reading import read

TABLE = """2024年部门支出预算总表
单位：万元

科目编码\t科目名称\t总计\t人员支出\t公用经费\t项目支出
\t合计\t100.00\t60.00\t30.00\t10.00
210\t卫生健康支出\t100.00\t60.00\t30.00\t10.00
"""


def test_an_empty_file_is_an_error_that_names_it():
    with pytest.raises(UnreadableFileError, match=r"空白\.md"):
        read(b"", name="空白.md")


def test_bytes_that_are_no_text_are_an_error_that_names_the_file():
    with pytest.raises(Error, match=r"garbage\.bin"):
        read(bytes(range(256)) * 40, name="garbage.bin")


def test_a_missing_file_is_an_error_that_names_it():
    with pytest.raises(UnreadableFileError, match=r"no-such-file\.md"):
        read("no-such-file.md")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_does_not_matter(encoding):
    document = read(TABLE.encode(encoding), name="table.txt")

    assert document["支出预算总表"]["210"].total.amount.as_tuple().exponent == -2
    assert [str(r["amount"]) for r in document.records()] == [
        str(r["amount"]) for r in read(TABLE.encode(), name="table.txt").records()
    ]


def test_half_a_document_is_a_document_with_notes():
    document = read(TABLE[:70].encode(), name="half.md")

    assert document.notes


def test_english_text_is_a_document_with_notes_and_without_figures():
    document = read(b"The department spent 12.5 million in 2024.\n\nNothing else is known.\n", name="en.txt")

    assert list(document.records()) == []
    assert {note.kind for note in document.notes} == {"unread"}


def test_pages_printed_twice_do_not_crash():
    document = read((TABLE + TABLE).encode(), name="twice.md")

    assert {str(r["amount"]) for r in document.records()} == {str(r["amount"]) for r in read(TABLE.encode()).records()}


cells = st.text(st.sampled_from("合计一二三、支出收入预算数科目编码名称0123456789.,-—% ()（）ab\t"), max_size=8)


@given(st.lists(st.lists(cells, min_size=1, max_size=9), max_size=12))
def test_no_table_crashes_the_reader_and_no_figure_is_invented(rows):
    text = "2024年部门一般公共预算支出表\n单位：元\n" + "\n".join("\t".join(row) for row in rows)
    document = read(text.encode(), name="made.md")
    printed = text.replace(" ", "")
    for record in document.records():
        assert record["printed"].replace(" ", "") in printed


@given(st.text(max_size=400))
def test_no_text_crashes_the_reader(text):
    try:
        document = read(text.encode(), name="made.txt")
    except Error:
        return
    for record in document.records():
        assert record["printed"] in text
