"""Rows that a pattern takes say what the parser would have said of them."""

import io
import itertools
import zipfile
from xml.etree import ElementTree as ET

import pytest

import medinsure_budget as mb
from medinsure_budget.errors import LimitExceededError, UnreadableFileError
from medinsure_budget.evidence import Grid
from medinsure_budget.sources import Limits, open_source
from medinsure_budget.sources.sheet_rows import NS, attributes, is_hidden, written

MAIN = NS[1:-1]
ROWS = [
    '<row r="1" spans="1:3" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"/><c r="AB1" s="2" /></row>',
    '<row r="2" hidden="1"><c r="A2"><v>1386.05</v></c><c r="C2" t="str"><f>A1&amp;"号"</f><v> 甲 乙 </v></c></row>',
    '<row r="4"/><row r="9" ht="0"><c r="A9" t="b"><v>1</v></c><c r="B9"><f t="shared" si="0"/><v>7</v></c></row>',
    '<row r="10"><c r="A10" t="e"><f>A1/0</f><v>#DIV/0!</v></c><c r="B10"><f>A1</f></c></row>',
    '<row r="11"><c r="A11" t="inlineStr"><is><t>收 入</t></is></c><c r="B11" t="str"><v>A&amp;B</v></c></row>',
    "<row><c><v>1</v></c><c><v>2</v></c></row>",
    '<row r="13">\n  <c r="A13">\n    <v>5</v>\n  </c>\n</row>',
    '<row r="14"><c r="A14" t="str"><v>两\n行</v></c><c t="s" r="B14"><v></v></c></row>',
]
EMPTY = ("4", False)
BROKEN = [
    '<row r="1"><c r="A1"><v>1</v></row>',
    '<row r="1"><c r="A1"><v>1</c></row>',
    '<row r="1"><c r="A1" s=1><v>1</v></c></row>',
    '<row r="1"><c r="A1" s="1"t="s"><v>1</v></c></row>',
    '<row r="1" <c r="A1"><v>1</v></c></row>',
    '<row r="1"><row r="2"><c r="A2"><v>1</v></c></row>',
    '<c r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c>',
    '<row r="1"><c r="A1"><v>\x01</v></c></row>',
    '<row r="1"><c r="A1"><v>&unknown;</v></c></row>',
]


def part(rows, said="", name="worksheet"):
    names = f'xmlns="{MAIN}" xmlns:x14ac="http://x/14"'
    merges = '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    return f'<?xml version="1.0"?><{name} {names}>{said}<sheetData>{rows}</sheetData>{merges}</{name}>'.encode()


def read(data, **limits):
    root, cells = written(data, "表", Limits(**limits))
    return [child.tag for child in root], [seen(*cell) for cell in cells]


def seen(number, head, letters, marks, value):
    """A row or cell by what is asked of it."""
    if number is not None:
        return number, is_hidden(head)
    told = attributes(marks)
    stored = ET.tostring(value) if isinstance(value, ET.Element) else value
    return letters, told.get("s"), told.get("t"), stored


@pytest.mark.parametrize("rows", [*ROWS, *map("".join, itertools.pairwise(ROWS)), "".join(ROWS)])
def test_the_pattern_and_the_parser_read_alike(rows):
    by_pattern, by_parser = read(part(rows)), read(part(rows, said="<!-- 注 -->"))
    assert by_pattern[0] == by_parser[0]
    # A row that holds nothing may be left out.
    assert [entry for entry in by_pattern[1] if entry != EMPTY] == [entry for entry in by_parser[1] if entry != EMPTY]


@pytest.mark.parametrize("rows", BROKEN)
def test_broken_rows_are_refused_whoever_reads_them(rows):
    for said in ("", "<!-- 注 -->"):
        with pytest.raises(UnreadableFileError, match="表 格式有误"):
            list(written(part(rows, said), "表", Limits())[1])


def test_rows_of_another_kind_of_part_are_none():
    assert read(part(ROWS[0], name="chartsheet"))[1] != []
    elsewhere = part(ROWS[0]).replace(MAIN.encode(), b"http://x/other")
    assert read(elsewhere)[1] == []


def test_elements_are_counted_before_anything_is_read():
    with pytest.raises(LimitExceededError, match="超过 5 个元素"):
        written(part(ROWS[0]), "表", Limits(max_elements=5))


def test_many_beginnings_without_an_end_cost_nothing():
    with pytest.raises(UnreadableFileError):
        written(f'<worksheet xmlns="{MAIN}">{"<sheetData>" * 200_000}</worksheet>'.encode(), "表", Limits())


def commented(data):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, content.replace(b"<sheetData>", b"<!-- --><sheetData>"))
    return out.getvalue()


def test_a_whole_workbook_reads_alike(sample_budget, tmp_path):
    with pytest.warns(mb.errors.UnprintedWarning):
        data = mb.write_xlsx(mb.read(sample_budget), tmp_path / "表.xlsx", formulas=True).read_bytes()
    one, other = (open_source(content, name="表.xlsx") for content in (data, commented(data)))
    grids = [[block for page in source.pages for block in page.blocks if isinstance(block, Grid)] for source in (one, other)]
    assert len(grids[0]) > 5
    assert [(grid.places, grid.lines) for grid in grids[0]] == [(grid.places, grid.lines) for grid in grids[1]]
    assert one.notes == other.notes
