"""What every source goes through at the door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.evidence import Grid, Line, Origin, Page, Source
from medinsure_budget.sources import open_source
from medinsure_budget.sources.cleaning import cleaned
from medinsure_budget.sources.traditional import TRADITIONAL, simplified


def source(*blocks):
    return Source("样本", (Page(1, blocks),))


def cells(*texts):
    found = cleaned(source(Grid.from_rows([list(texts)])))
    return [cell.text for cell in found.pages[0].blocks[0].places[0]], found


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("800.25①", "800.25"),
        ("800.25 *", "800.25"),
        ("1,200.50**", "1,200.50"),
        ("800.25[1]", "800.25"),
        ("800.25〔2〕", "800.25"),
        ("800.25注1", "800.25"),
        ("800.25（注）", "800.25"),
        ("72.79%③", "72.79%"),
        ("※800.25", "800.25"),
        ("¹800.25", "800.25"),
        ("800.25²", "800.25"),
    ],
)
def test_the_mark_of_a_footnote_is_taken_off_a_figure_and_said(printed, read):
    texts, found = cells("行政运行", printed)
    grid = found.pages[0].blocks[0]

    assert texts == ["行政运行", read]
    assert [(note.kind, printed in note.message) for note in found.notes] == [("repaired", True)]
    assert (Origin(grid, 0, 1).text, Origin(grid, 0, 1).printed) == (read, printed)


@pytest.mark.parametrize(
    "text", ["行政运行*", "①", "①行政运行", "注1", "*", "[1]", "800.25(1)", "注：本表为批复数", "1.2*3.4", "'", "’23年"]
)
def test_other_words_keep_their_marks(text):
    texts, found = cells(text)

    assert texts == [text]
    assert found.notes == ()


@pytest.mark.parametrize(("printed", "read"), [("'2101501", "2101501"), ("’210", "210"), ("'800.25", "800.25")])
def test_apostrophes_before_codes_and_figures_are_taken_off(printed, read):
    texts, found = cells(printed, "行政运行")

    assert texts == [read, "行政运行"]
    assert "撇号" in found.notes[0].message


def test_characters_that_nobody_sees_are_taken_off():
    body = source(Line("2024年部门支出\u00ad预算总表"), Grid.from_rows([["\u202a21015\u202c", "1,200\u200b.50"]]))
    found = cleaned(body)
    line, grid = found.pages[0].blocks

    assert line.text == "2024年部门支出预算总表"
    assert [cell.text for cell in grid.places[0]] == ["21015", "1,200.50"]
    assert "3处不可见" in found.notes[0].message


def test_a_web_page_with_invisible_characters():
    found = open_source("<p>&nbsp;十&#8203;一&nbsp;</p>".encode(), name="样本.html")

    assert found.pages[0].blocks[0].text == "十一"


def test_traditional_script_is_read_in_simplified_words_and_kept_as_printed():
    found = cleaned(source(Line("部門收支總表（單位：萬元）"), Grid.from_rows([["衛生健康支出", "12.50"]])))
    line, grid = found.pages[0].blocks

    assert (line.text, line.printed) == ("部门收支总表（单位：万元）", "部門收支總表（單位：萬元）")
    assert (Origin(grid, 0, 0).text, Origin(grid, 0, 0).printed) == ("卫生健康支出", "衛生健康支出")
    assert "2处繁体字" in found.notes[0].message


@given(st.text())
def test_folded_script_holds_no_traditional_character_and_its_length(text):
    assert TRADITIONAL.isdisjoint(simplified(text))
    assert len(simplified(text)) == len(text)


@given(st.lists(st.text(st.characters(codec=None)), min_size=1))
def test_any_output_can_carry_what_comes_through_the_door(texts):
    found = cleaned(source(Line(texts[0]), Grid.from_rows([texts])))
    line, grid = found.pages[0].blocks
    words = [line.text, *(cell.text for cell in grid.places[0]), *(note.message for note in found.notes)]

    for text in words:
        text.encode()
        assert not any(ord(letter) in range(0x9) or letter in "\x0e\x1b\ufffe\uffff" for letter in text)


def test_what_needs_no_cleaning_is_the_same_source():
    clean = source(Line("单位：万元"), Grid.from_rows([["2101501", "800.25"]]))

    assert cleaned(clean) is clean


@pytest.mark.parametrize("name", ["样本.md", "样本.txt"])
def test_radicals_that_fonts_write_for_words_are_these_words_in_every_format(name):
    text = "部⻔收⽀总表\n\n| 项⽬ | ⾦额 |\n|---|---|\n| 本年收⼊ | 5.00 |\n"
    line, grid = open_source(text.encode(), name=name).pages[0].blocks
    assert (line.text, [grid.text(r, 0) for r in range(2)]) == ("部门收支总表", ["项目", "本年收入"])
