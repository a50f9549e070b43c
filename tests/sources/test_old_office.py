"""Old Office files: compound containers and the records of xls workbooks, written here by hand."""

import random
import sys
from struct import pack

import pytest

from medinsure_budget.errors import EncryptedFileError, Error, UnreadableFileError, UnsupportedFormatError
from medinsure_budget.evidence import Grid, Line
from medinsure_budget.sources import open_source
from medinsure_budget.sources.compound import MARK

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR = 512


def padded(data, size=SECTOR):
    return data + bytes(-len(data) % size)


def chain(first, count):
    return [*range(first + 1, first + count), END]


def entry(name, kind, first, size, *, right=FREE, child=FREE):
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + pack("<HBBIII", len(text) + 2, kind, 1, FREE, right, child)
    return head + bytes(36) + pack("<IQ", first, size)


def compound(streams):
    """A container with streams in its root folder; small ones go to the small sectors."""
    small = b"".join(padded(data, 64) for data in streams.values() if len(data) < 4096)
    large = [padded(data) for data in streams.values() if len(data) >= 4096]
    small_table, firsts, at = [], {}, 0
    for name, data in streams.items():
        if len(data) < 4096:
            count = max(1, len(padded(data, 64)) // 64)
            firsts[name] = at
            small_table += chain(at, count)
            at += count
    directory_sectors = (len(streams) + 4) // 4
    parts = [bytes(directory_sectors * SECTOR), padded(small), padded(pack(f"<{len(small_table)}I", *small_table)), *large]
    places, table, at = [], [], 0
    for part in parts:
        places.append(at)
        table += chain(at, len(part) // SECTOR) if part else []
        at += len(part) // SECTOR
    table_size = next(n for n in range(1, 99) if n * SECTOR // 4 >= len(table) + n)
    tables = list(range(at, at + table_size))
    table += [TABLE] * table_size
    table += [FREE] * (table_size * SECTOR // 4 - len(table))
    firsts |= dict(zip((n for n, d in streams.items() if len(d) >= 4096), places[3:], strict=True))
    entries = [entry("Root Entry", 5, places[1], len(small), child=1)]
    for number, (name, data) in enumerate(streams.items(), 2):
        right = number if number <= len(streams) else FREE
        entries.append(entry(name, 2, firsts[name], len(data), right=right))
    parts[0] = b"".join(entries).ljust(len(parts[0]), b"\0")
    header = MARK + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += pack("<IIIIIIIII", table_size, 0, 0, 4096, places[2], len(parts[2]) // SECTOR, END, 0, 0)[:-4]
    return header + pack("<109I", *tables, *[FREE] * (109 - len(tables))) + b"".join(parts) + pack(f"<{len(table)}I", *table)


def record(kind, content=b""):
    return pack("<HH", kind, len(content)) + content


def wide(text, size="<H"):
    return pack(size, len(text)) + b"\1" + text.encode("utf-16-le")


def beginning(kind):
    return record(0x809, pack("<HHHHII", 0x600, kind, 0, 0, 0, 6))


BOF, BOF_SHEET, BOF_CHART = map(beginning, (5, 0x10, 0x20))
EOF = record(0x0A)
RULES = 0x11
# Cell formats: plain, #,##0.00 in bold, text between rules, a format of its own, a Chinese date.
XFS = [(0, 0, 0), (5, 4, 0), (0, 49, RULES), (0, 176, 0), (0, 31, 0)]


def string_table(strings):
    return record(0xFC, pack("<II", len(strings), len(strings)) + b"".join(map(wide, strings)))


def xls(cells, *, strings=(), table=b""):
    styles = record(0x22, b"\0\0") + record(0x41E, pack("<H", 176) + wide('0.0"%"'))
    weights = (700 if font == 4 else 400 for font in range(5))
    styles += b"".join(record(0x31, pack("<HHHH6x", 200, 0, 0, weight) + wide("宋体", "<B")) for weight in weights)
    styles += b"".join(record(0xE0, pack("<HH", f, n) + bytes(6) + bytes([r]) + bytes(9)) for f, n, r in XFS)
    table = table or string_table(strings)
    hidden = wide("底稿", "<B")
    tab = record(0x85, bytes(6) + hidden) + record(0x85, bytes(6) + wide("收入", "<B"))
    place = len(BOF) + len(styles) + len(table) + len(tab) + len(EOF)
    tab = record(0x85, pack("<IBB", place, 1, 0) + hidden)
    tab += record(0x85, pack("<IBB", place, 0, 0) + wide("收入", "<B"))
    return compound({"Workbook": BOF + styles + table + tab + EOF + BOF_SHEET + b"".join(cells) + EOF})


def number(row, column, value, xf=0):
    return record(0x203, pack("<HHHd", row, column, xf, value))


def shared(row, column, index, xf=0):
    return record(0xFD, pack("<HHHI", row, column, xf, index))


def texts(grid):
    return [[cell.text if cell else None for cell in row] for row in grid.places]


def rows_of(cells, **options):
    (page,) = open_source(xls(cells, **options), name="样本.xls").pages
    (grid,) = [block for block in page.blocks if isinstance(block, Grid)]
    return texts(grid)


HEAD = [shared(0, 0, 0), shared(0, 1, 1)]
NAMES = ("科目", "金额")


def test_numbers_are_shown_by_their_formats():
    cells = [*HEAD, shared(1, 0, 0), number(1, 1, 1386.1, 1), shared(2, 0, 0), number(2, 1, 0.1 + 0.2)]
    cells += [shared(3, 0, 0), number(3, 1, 72.5, 3)]
    source = open_source(xls(cells, strings=NAMES), name="样本.xls")
    grid = source.pages[0].blocks[0]
    assert texts(grid) == [["科目", "金额"], ["科目", "1,386.10"], ["科目", "0.3"], ["科目", "72.5%"]]
    assert [row[1].bold for row in grid.places] == [False, True, False, False]
    assert (source.format, source.pages[0].name, grid.lines) == ("xls", "收入", (1, 2, 3, 4))
    assert [(note.kind, "底稿" in note.message) for note in source.notes] == [("ignored", True)]


@pytest.mark.parametrize(
    ("packed", "shown"),
    [
        (1386 << 2 | 2, "1386"), (138605 << 2 | 3, "1386.05"), (((-5) << 2 | 2) & 0xFFFFFFFF, "-5"),
        (0x40000000 & ~3, "2"), ((0x40000000 & ~3) | 1, "0.02"), (0 | 2, "0"),
    ],
)  # fmt: skip
def test_packed_numbers_are_exact(packed, shown):
    assert rows_of([*HEAD, shared(1, 0, 0), record(0x27E, pack("<HHHI", 1, 1, 0, packed))], strings=NAMES)[1][1] == shown
    many = record(0xBD, pack("<HHHIHIH", 1, 0, 0, 1 << 2 | 2, 0, packed, 1))
    assert rows_of([*HEAD, many], strings=NAMES)[1] == ["1", shown]


def test_formulas_give_their_saved_value():
    def formula(column, result):
        return record(0x06, pack("<HHH", 1, column, 0) + result + bytes(8))

    def special(kind, value):
        return bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF])

    cells = [
        formula(0, pack("<d", 2.5)), formula(1, special(0, 0)), record(0x207, wide("文")), formula(2, special(1, 1)),
        formula(3, special(2, 7)), formula(4, special(3, 0)), number(1, 5, 1.0),
    ]  # fmt: skip
    assert rows_of([*HEAD, *cells], strings=NAMES)[1] == ["2.5", "文", "TRUE", "#DIV/0!", "", "1"]


def test_merged_cells_rules_and_hidden_places_count():
    cells = [shared(0, 0, 0), shared(2, 0, 0, 2), record(0x201, pack("<HHH", 2, 1, 2)), shared(2, 2, 1, 2)]
    cells += [record(0xBE, pack("<HHHHHH", 3, 0, 2, 2, 2, 2)), shared(4, 0, 1, 2), number(4, 1, 7.0, 2), number(4, 2, 8.0)]
    cells += [shared(5, 0, 0, 2), number(5, 1, 9.0, 2), record(0x208, pack("<H10xI", 5, 0x20))]
    cells += [number(4, 3, 1.0), record(0x7D, pack("<HHHHHH", 3, 3, 999, 0, 1, 0))]
    cells += [record(0xE5, pack("<HHHHH", 1, 2, 2, 0, 1))]
    source = open_source(xls(cells, strings=NAMES))
    line, grid = source.pages[0].blocks
    assert line == Line("科目", 1)
    assert texts(grid) == [["科目", "科目", "金额"], ["", "", ""], ["金额", "7", "8"]]
    assert [note.kind for note in source.notes] == ["ignored"] * 3


def test_sheets_that_show_no_zeros_print_blanks():
    cells = [record(0x23E, b"\xa6\6" + bytes(16)), *HEAD, shared(1, 0, 0), number(1, 1, 0.0, 1)]
    assert rows_of(cells, strings=NAMES)[1] == ["科目", ""]


def test_charts_inside_a_sheet_are_not_its_cells():
    chart = BOF_CHART + number(9, 9, 9.0) + EOF
    assert rows_of([*HEAD, chart, number(1, 0, 1.0), number(1, 1, 2.0)], strings=NAMES) == [["科目", "金额"], ["1", "2"]]


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_records_that_continue_the_shared_strings_are_read_with_them(cut):
    whole = string_table(("科目", "支出预算"))[4:]
    at = len(whole) - 2 * cut
    # The rest of a cut string says again how wide its characters are.
    table = record(0xFC, whole[:at]) + record(0x3C, b"\1" + whole[at:])
    assert rows_of(HEAD, table=table) == [["科目", "支出预算"]]


def test_rich_and_phonetic_parts_of_shared_strings_are_passed_over():
    rich = pack("<HBH", 2, 9, 1) + "合计".encode("utf-16-le") + bytes(4)
    phonetic = pack("<HBI", 2, 4, 6) + b"ab" + bytes(6)
    table = record(0xFC, pack("<II", 3, 3) + rich + phonetic + wide("末"))
    assert rows_of([*HEAD, shared(0, 2, 2)], table=table) == [["合计", "ab", "末"]]


def test_chinese_dates_without_a_format_of_their_own_are_shown():
    cells = [*HEAD, shared(1, 0, 0), number(1, 1, 45292.0, 4)]
    assert rows_of(cells, strings=NAMES)[1] == ["科目", "2024年1月1日"]


def test_names_and_links_that_lead_nowhere_do_no_harm():
    broken = record(0x18, bytes(3)) + record(0x23, b"\1") + record(0x17, pack("<H", 9)) + record(0x1AE, b"\2\0\3")
    table = broken + string_table(NAMES)
    hyperlink, comment, condition = record(0x1B8, bytes(40)), record(0x1C, b"\1"), record(0x1B1, bytes(11))
    assert rows_of([*HEAD, hyperlink, comment, condition], table=table) == [["科目", "金额"]]


@pytest.mark.parametrize(
    ("streams", "error", "cause"),
    [
        ({"EncryptedPackage": b"1"}, EncryptedFileError, "有密码"),
        ({"WordDocument": b"1"}, UnsupportedFormatError, "旧格式的 Word 文档"),
        ({"PowerPoint Document": b"1"}, UnsupportedFormatError, "演示文稿"),
        ({"Anything": b"1"}, UnsupportedFormatError, "不认识的旧格式"),
        ({"Book": b"1"}, UnsupportedFormatError, "Excel 97 以前"),
        ({"Workbook": record(0x809, pack("<HH", 0x500, 5))}, UnsupportedFormatError, "Excel 97 以前"),
        ({"Workbook": BOF + record(0x2F, b"\0" * 6) + EOF}, EncryptedFileError, "工作簿有密码"),
        ({"Workbook": BOF}, UnreadableFileError, "不完整"),
        ({"Workbook": b""}, UnreadableFileError, "已损坏"),
    ],
)
def test_other_old_files_are_named_with_their_cause(streams, error, cause):
    with pytest.raises(error, match=cause) as caught:
        open_source(compound(streams), name="样本.xls")
    assert "样本.xls" in str(caught.value)


def test_damaged_chains_of_sectors_are_refused():
    whole = compound({"Workbook": b"1" * 5000})
    table = whole.rfind(pack("<I", TABLE)) // SECTOR * SECTOR
    circle = whole[:table] + pack("<128I", *[1] * 128)
    for damaged in (circle, whole[:table]):
        with pytest.raises(UnreadableFileError, match=r"样本\.xls：.*已损坏"):
            open_source(damaged, name="样本.xls")


def test_every_cut_is_refused_or_read():
    whole = xls([*HEAD, number(1, 0, 1.0), number(1, 1, 2.0)], strings=NAMES)
    for length in range(8, len(whole), 61):
        try:
            open_source(whole[:length], name="截断")
        except UnreadableFileError as error:
            assert "截断" in str(error)  # noqa: PT017 - either outcome is right, but an error names the file


def damaged(data, chance):
    """The same file cut short, with bytes changed, or with a part left out or overwritten."""
    at, size = chance.randrange(24, len(data)), chance.choice((1, 4, 64, 512))
    match chance.randrange(4):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + data[at + size :]
        case 2:
            return data[:at] + chance.choice((b"\0", b"\x7f", b"\xff")) * size + data[at + size :]
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 50))):
        changed[chance.randrange(8, len(data))] = chance.choice((0, 1, 127, 128, 254, 255))
    return bytes(changed)


MERGED = [record(0xE5, pack("<HHHHH", 1, 2, 2, 0, 1)), record(0xBE, pack("<HHHHHH", 3, 0, 2, 2, 2, 2))]
SMALL = xls([*HEAD, number(1, 0, 1.0), number(1, 1, 2.0, 1), *MERGED], strings=NAMES)
LARGE = xls([*HEAD, *(number(row, row % 2, row / 8, 1) for row in range(1, 400)), *MERGED], strings=NAMES)


@pytest.mark.parametrize("seed", range(200))
def test_damaged_files_are_read_or_refused_by_our_own_errors(seed):
    chance = random.Random(seed)  # noqa: S311 - repeatable damage, no secret
    for whole in (SMALL, LARGE):
        try:
            open_source(damaged(whole, chance), name="损坏.xls")
        except Error as error:
            assert "损坏.xls" in str(error)  # noqa: PT017 - either outcome is right, but an error names the file


@pytest.mark.parametrize(
    ("at", "cause"), [(44, "扇区表比文件还大"), (64, "数据流比文件还大")]
)
def test_sizes_beyond_the_file_are_refused_before_they_are_followed(at, cause):
    with pytest.raises(UnreadableFileError, match=cause):
        open_source(SMALL[:at] + pack("<I", 0x7FFFFFFF) + SMALL[at + 4 :], name="样本.xls")


@pytest.mark.parametrize("library", ["olefile", "xlrd"])
def test_a_missing_library_names_what_to_install(library, monkeypatch):
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, "medinsure_budget.sources.xls", raising=False)
    with pytest.raises(UnsupportedFormatError, match=r"样本\.xls：.*pip install \"medinsure-budget\[xls\]\""):
        open_source(SMALL, name="样本.xls")
