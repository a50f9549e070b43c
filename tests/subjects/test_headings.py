"""The many ways in which an official list heads its columns and is stored."""

import runpy
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from medinsure_budget.errors import UnsupportedFormatError, UsageError
from medinsure_budget.lexicon import extended
from medinsure_budget.subjects import catalogue, load_catalogue

# The three subjects, the last of them new, that each variant has to give.
WANTED = {"210": "卫生健康支出", "21015": "医疗保障管理事务", "2101577": "医保价格监测"}
PLAIN = list(WANTED.items())


def under(*headings):
    return [list(headings), *([code, name, *[""] * (len(headings) - 2)] for code, name in PLAIN)]


HEADINGS = [
    ("科目编码", "科目名称"),
    ("科目代码", "科目名称"),
    ("科目编号", "名称"),
    ("编码", "名称"),
    ("代码", "全称"),
    ("支出功能分类科目编码", "支出功能分类科目名称"),
    ("功能科目编码", "功能科目名称"),
    ("功能分类科目代码", "科目名称", "说明"),
    ("预算科目编码", "预算科目名称"),
    ("项目编码", "项目名称"),
    ("政府收支分类科目编码", "政府收支分类科目名称"),
    ("科 目 编 码", "科 目 名 称"),
    ("科目编码（类款项）", "科目名称（全称）"),
    ("Code", "Name"),
    ("部门预算支出功能分类科目编码", "名称"),
    ("甲", "乙"),
]
SHEETS = {
    "codes as numbers": [["科目编码", "科目名称"], *([int(code), name] for code, name in PLAIN)],
    "dotted codes": [["科目编码", "科目名称"], ["210", PLAIN[0][1]], ["210.15", PLAIN[1][1]], ["210-15-77", PLAIN[2][1]]],
    "one cell": [["科目"], *([f"{code} {name}"] for code, name in PLAIN)],
    "one cell, code behind": [["预算科目编码及名称"], *([f"{name}（{code}）"] for code, name in PLAIN)],
    "no headings": [list(pair) for pair in PLAIN],
    "numbered lines": [["序号", "科目编码", "科目名称"], *([at, *pair] for at, pair in enumerate(PLAIN, 1))],
    "level of each line": [["级次", "科目编码", "科目名称"], *([mark, *pair] for mark, pair in zip("类款项", PLAIN, strict=True))],
    "codes of the parents": [["上级编码", "科目编码", "科目名称"], ["", *PLAIN[0]], ["210", *PLAIN[1]], ["21015", *PLAIN[2]]],
    "two rows of headings": [["支出功能分类科目", ""], ["科目编码", "科目名称"], *map(list, PLAIN)],
    "columns of a database": [["chr_code", "chr_name", "is_leaf"], *([*pair, "0"] for pair in PLAIN)],
    "other codes beside": [["项目编码", "项目名称", "科目编码", "科目名称"], *(["330100", "某项目", *pair] for pair in PLAIN)],
    "title above": [["2026年支出功能分类科目表", ""], *under("科目编码", "科目名称")],
    "split codes": [["类", "款", "项", "科目名称"], ["210", "", "", PLAIN[0][1]], ["", "15", "", PLAIN[1][1]],
                    ["", "", "77", PLAIN[2][1]]],
    "split codes under a title": [["科目编码", "", "", "科目名称"], ["类", "款", "项", ""],
                                  ["210", "", "", PLAIN[0][1]], ["210", "15", "", PLAIN[1][1]],
                                  ["210", "15", "77", PLAIN[2][1]]],
    "split names": [["科目编码", "类", "款", "项"], ["210", PLAIN[0][1], "", ""], ["21015", "", PLAIN[1][1], ""],
                    ["2101577", "", "", PLAIN[2][1]]],
    "codes and names by level": [["类编码", "类名称", "款编码", "款名称", "项编码", "项名称"],
                                 ["210", PLAIN[0][1], "21015", PLAIN[1][1], "2101577", PLAIN[2][1]]],
    "parts and names by level": [["类编码", "类名称", "款编码", "款名称", "项编码", "项名称"],
                                 ["210", PLAIN[0][1], "15", PLAIN[1][1], "77", PLAIN[2][1]]],
    "two lists side by side": [
        ["功能科目编码", "功能科目名称", "经济科目编码", "经济科目名称"],
        *([code, name, economic, word] for (code, name), (economic, word) in zip(
            PLAIN, [("301", "工资福利支出"), ("30101", "基本工资"), ("30102", "津贴补贴")], strict=True)),
    ],
}  # fmt: skip


def loaded(path, **more):
    official = load_catalogue(path, year=2026, **more)
    return {code: official.functional[code].name for code in WANTED}


def write(path, rows):
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        sign = "\t" if path.suffix == ".txt" else ","
        path.write_text("\n".join(sign.join(map(str, row)) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".txt"])
@pytest.mark.parametrize("headings", HEADINGS, ids="-".join)
def test_any_heading_of_codes_and_names_is_known(tmp_path, headings, suffix):
    assert loaded(write(tmp_path / f"科目{suffix}", under(*headings))) == WANTED


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".txt"])
@pytest.mark.parametrize("layout", SHEETS)
def test_any_layout_of_codes_and_names_is_read(tmp_path, layout, suffix):
    assert loaded(write(tmp_path / f"科目{suffix}", SHEETS[layout])) == WANTED


def test_old_workbooks_are_read(tmp_path):
    office = runpy.run_path(str(Path(__file__).resolve().parents[1] / "sources/test_old_office.py"))
    texts = list(dict.fromkeys(cell for row in under("功能科目编码", "功能科目名称") for cell in row))
    cells = [
        office["shared"](r, c, texts.index(cell))
        for r, row in enumerate(under("功能科目编码", "功能科目名称")) for c, cell in enumerate(row)
    ]  # fmt: skip
    (tmp_path / "科目.xls").write_bytes(office["xls"](cells, strings=texts))

    assert loaded(tmp_path / "科目.xls") == WANTED


def test_a_heading_that_a_place_adds_to_the_lexicon_is_known(tmp_path):
    rows = [["要码", "要名"], ["210", "卫生健康支出"], ["2101577", "医保价格监测"], ["合计", "两项"], ["另", "行"]]
    with extended(CODE="要码", NAME="要名"):
        assert load_catalogue(write(tmp_path / "2026.csv", rows)).functional["2101577"].name == "医保价格监测"


def test_columns_are_named_by_hand(tmp_path):
    rows = [["甲", "乙", "丙"], *([name, "x", code] for code, name in PLAIN)]
    path = write(tmp_path / "科目.csv", rows)

    assert loaded(path, columns={"code": "丙", "name": "甲"}) == WANTED
    assert loaded(path, columns={"code": 3, "name": 1}) == WANTED
    with pytest.raises(UsageError, match="code、name"):
        load_catalogue(path, year=2026, columns={"编码": 1})


def test_a_file_without_subjects_is_told_what_would_do(tmp_path):
    path = write(tmp_path / "2026.csv", [["甲", "乙"], ["一", "二"]])
    with pytest.raises(UnsupportedFormatError) as caught:
        load_catalogue(path)

    assert "科目编码" in str(caught.value)
    assert "2101501 行政运行" in str(caught.value)
    assert "甲、乙" in str(caught.value)
    assert "columns=" in str(caught.value)


def years_book(path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, name in (("2025年", "医保价格监测"), ("2026年功能科目", "医保价格监测管理")):
        sheet = book.create_sheet(title)
        for row in (["科目编码", "科目名称"], ["2101577", name]):
            sheet.append(row)
    book.save(path)
    return path


def test_one_of_several_years_is_chosen_by_the_titles_of_its_sheets(tmp_path):
    path = years_book(tmp_path / "科目.xlsx")

    assert load_catalogue(path, year=2025).functional["2101577"].name == "医保价格监测"
    later = load_catalogue(path, year=2026)
    assert later.functional["2101577"].name == "医保价格监测管理"
    assert "是2025年的科目，未读取" in later.notes[0].message
    with pytest.raises(UsageError, match="2025、2026年"):
        load_catalogue(path)


def test_a_column_of_years_parts_the_rows(tmp_path):
    rows = [["年度", "科目编码", "科目名称"], ["2025", "2101577", "旧名"], ["2026", "2101577", "新名"]]
    path = write(tmp_path / "科目.csv", rows)

    assert load_catalogue(path, year=2026).functional["2101577"].name == "新名"
    assert load_catalogue(path, year=2025).functional["2101577"].name == "旧名"


def test_a_partial_list_cancels_nothing_and_says_so(tmp_path):
    partial = load_catalogue(write(tmp_path / "2026.csv", under("科目编码", "科目名称")))

    assert len(partial.functional) == len(catalogue(2026).functional) + 1
    assert not partial.functional.complete
    assert "不取消" in partial.notes[-1].message


def test_a_list_with_most_classes_is_complete(tmp_path):
    rows = [["科目编码", "科目名称"], *([s.code, s.name] for s in catalogue(2026).functional if s.code != "2101501")]
    whole = load_catalogue(write(tmp_path / "2026.csv", rows))

    assert "2101501" not in whole.functional
    assert whole.functional.complete


def test_a_list_states_the_budget_by_title_line_or_column(tmp_path):
    by_column = [["科目编码", "科目名称", "所属预算"], ["21077", "新设基金支出", "政府性基金预算"], ["21078", "新设支出", ""]]
    by_line = [["科目编码", "科目名称"], ["21078", "新设支出"], ["二、政府性基金预算支出", ""], ["21077", "新设基金支出"]]
    by_title = [["2026年政府性基金预算支出科目", ""], ["科目编码", "科目名称"], ["21077", "新设基金支出"]]
    for number, rows in enumerate((by_column, by_line, by_title)):
        functional = load_catalogue(write(tmp_path / f"{number}.csv", rows), year=2026).functional
        assert (functional["21077"].fund, functional["21077"].fund_told) == ("政府性基金预算", True)
        assert not functional.get("21078").fund_told


@pytest.mark.parametrize(
    "code", ["2101501", " 2101501 ", "２１０１５０１", 2101501, 2101501.0, "2101501.0", "210.15.01", "210 15 01", "'2101501",
             Decimal(2101501)],
)  # fmt: skip
def test_in_and_brackets_agree_however_the_code_is_stored(code):
    functional = catalogue(2024).functional

    assert code in functional
    assert functional[code] is functional.get(code) is functional["2101501"]


@pytest.mark.parametrize("code", ["", None, True, "2101599x", "行政运行", "-210", 21, 210150])
def test_what_is_no_code_is_neither_in_nor_found(code):
    functional = catalogue(2024).functional

    assert code not in functional
    with pytest.raises(UsageError):
        functional[code]


@pytest.mark.parametrize(
    "path",
    [
        "卫生健康支出（类）医疗保障管理事务（款）行政运行（项）",
        "卫生健康支出/医疗保障管理事务/行政运行",
        "卫生健康支出(类) > 医疗保障管理事务(款) > 行政运行(项)",
        ("卫生健康支出（类）", "医疗保障管理事务（款）", "行政运行（项）"),
        ["卫生健康支出", "医疗保障管理事务", "行政运行"],
    ],
)
def test_a_path_is_found_however_it_is_printed(path):
    assert catalogue(2024).functional.by_path(path) is catalogue(2024).functional["2101501"]


def test_a_name_with_the_mark_of_its_level_is_found():
    functional = catalogue(2024).functional

    assert functional.by_name("医疗保障管理事务（款）") == (functional["21015"],)
    assert functional.nearest("医疗保障管理实务（款）", 1) == ((functional["21015"], 1),)


@pytest.mark.parametrize("bad", ["\x01", "\x0b", "\x1c", "\ufffe"], ids=ascii)
def test_characters_that_no_output_can_carry_are_taken_out_and_noted(tmp_path, bad):
    text = f"科目编码,科目名称\n210,卫生{bad}健康支出\n21015,医疗保障管理{bad}事务\n2101577,医保价格监测\n"
    path = tmp_path / "2026.csv"
    path.write_text(text, encoding="utf-8")

    found = load_catalogue(path, year=2026)
    assert found.functional["210"].name == "卫生健康支出"
    assert "工作表“2026”有2格含控制字符或残缺的字符，已去掉，请核对。" in [note.message for note in found.notes]
