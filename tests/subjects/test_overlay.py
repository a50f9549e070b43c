import pickle
import zipfile

import openpyxl
import pytest

from medinsure_budget.errors import LimitExceededError, UnreadableFileError, UnsupportedFormatError, UsageError
from medinsure_budget.subjects import catalogue, load_catalogue, tabular

SPLIT = [
    ["2027年政府收支分类科目", None, None, None, None],
    ["科目编码", None, None, "科目名称", "说明"],
    ["类", "款", "项", None, None],
    ["210", None, None, "卫生健康支出", "反映政府卫生健康方面的支出。"],
    [None, "15", None, "医疗保障管理事务", None],
    [None, None, "01", "行政运行", None],
    [None, None, 4, "  信息化\n建设", None],
    [None, None, "07", "医保基金监管", "新设"],
    [None, 20, None, "新设款", None],
    [None, None, None, "此行没有编码", None],
    [None, None, None, None, None],
]


def workbook(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def text(tmp_path, content, name="2024年科目.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return path


def test_a_workbook_with_split_codes_is_laid_over_its_year(tmp_path):
    official = load_catalogue(workbook(tmp_path / "科目.xlsx", {"支出功能": SPLIT, "封面": [["目录"]]}), complete=True)
    assert (official.year, official.source) == (2027, "科目.xlsx")
    functional = official.functional
    assert [(s.code, s.name, s.confidence) for s in functional.search("21015")] == [
        ("21015", "医疗保障管理事务", "official"),
        ("2101501", "行政运行", "official"),
        ("2101504", "信息化建设", "official"),
        ("2101507", "医保基金监管", "official"),
    ]
    assert functional["21020"].parent is functional["210"]
    assert "201" not in functional, "it is said to be complete"
    assert official.economic is catalogue(2027, beyond="accept").economic, "what the file does not have stays as it is bundled"
    assert [(n.kind, n.place, n.line) for n in official.notes] == [("unread", "支出功能", 10), ("ignored", "封面", 0)]
    assert "此行没有编码" in official.notes[0].message


def test_an_incomplete_file_only_adds_and_renames(tmp_path):
    path = text(tmp_path, "编码,名称\n2101501,机关运行\n2101566,本地项目\n")
    local = load_catalogue(path, complete=False)
    assert len(local.functional) == len(catalogue(2024).functional) + 1
    assert local.functional["2101501"].name == "机关运行"
    assert local.functional["2101566"].parent is local.functional["21015"]
    assert local.functional["210"].confidence == "attested"
    assert [str(change) for change in local.diff()] == [
        "改名 2101501 行政运行 → 2101501 机关运行", "新增 2101566 本地项目",
    ]


def test_the_report_of_an_official_file_names_every_difference(tmp_path):
    rows = ["科目代码,科目名称", *(f"{s.code},{s.name}" for s in catalogue(2024).economic if s.code != "31206")]
    official = load_catalogue(text(tmp_path, "\n".join(rows)))
    report = str(official.diff())
    assert report == (
        "2024年科目 → 2024年科目（2024年科目.csv）\n部门预算支出经济分类：取消 1\n  取消 31206 其他资本性补助"
    )
    assert len(official.diff().to_frame()) == 1


def test_a_file_that_agrees_changes_nothing_but_the_confidence(tmp_path):
    bundled = [*catalogue(2024).functional, *catalogue(2024).revenue]
    rows = ["科目编码,科目名称", *(f"{s.code},{s.name}" for s in bundled)]
    official = load_catalogue(text(tmp_path, "\n".join(rows)))
    assert len(official.diff()) == 0
    assert {s.confidence for s in official.functional} == {"official"}
    assert official.functional["2109999"].in_year(2018) is catalogue(2018).functional["2109901"]
    assert official.functional["2101501"].valid_in(2019)
    assert not official.functional["210"].valid_in(2018)


def test_other_years_stay_as_they_are_bundled(tmp_path):
    official = load_catalogue(text(tmp_path, "科目编码,科目名称\n210,大健康支出\n"))
    assert official.functional["210"].in_year(2017) is catalogue(2017).functional["210"]
    assert [(e.name, e.since, e.until) for e in official.functional.history("210")] == [
        ("医疗卫生与计划生育支出", 2014, 2018), ("卫生健康支出", 2019, 2023), ("大健康支出", 2024, None),
    ]
    assert catalogue(2024).functional["210"].name == "卫生健康支出", "the bundled catalogue is not touched"


def test_codes_printed_as_numbers_and_gb18030_text_are_read(tmp_path):
    book = workbook(tmp_path / "x.xlsx", {"收入": [["科目编码", "科目名称"], [101, "税收收入"], [10101.0, "增值税"]]})
    assert len(load_catalogue(book, year=2025, complete=True).revenue) == 2
    old = text(tmp_path, "科目编码,科目名称\n301,工资福利支出\n", encoding="gb18030")
    assert load_catalogue(old).economic["301"].confidence == "official"


def test_lines_that_cannot_be_taken_over_are_told(tmp_path):
    path = text(tmp_path, "科目编码,科目名称\n210,卫生健康支出\n210,另一名称\n合计,全部\n21015,\n9990101,别的分类\n")
    notes = load_catalogue(path, complete=True).notes
    assert [note.line for note in notes] == [3, 4, 5, 6]
    assert all(note.kind == "unread" for note in notes)
    assert "另一名称" in notes[0].message


def test_a_code_with_a_hole_is_not_joined(tmp_path):
    rows = [["类", "款", "项", "科目名称"], ["201", None, "01", "缺款"], ["210", "15", "01", "行政运行"]]
    loaded = load_catalogue(workbook(tmp_path / "2024.xlsx", {"表": rows}), complete=True)
    assert [s.code for s in loaded.functional] == ["2101501"]
    assert "缺款" in loaded.notes[0].message


def test_subjects_of_a_loaded_file_survive_pickling(tmp_path):
    official = load_catalogue(text(tmp_path, "科目编码,科目名称\n210,大健康支出\n21015,医保\n"))
    again, parent = pickle.loads(pickle.dumps((official.functional["21015"], official.functional["210"])))  # noqa: S301 - our own bytes
    assert (again.name, again.known, again.confidence) == ("医保", True, "official")
    assert again.parent is parent
    assert len(pickle.loads(pickle.dumps(official)).diff()) == len(official.diff())  # noqa: S301 - our own bytes


def test_files_that_cannot_be_read_say_why(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"missing\.csv"):
        load_catalogue(tmp_path / "missing.csv")
    with pytest.raises(UnsupportedFormatError, match="没有找到科目编码"):
        load_catalogue(text(tmp_path, "甲,乙\n1,2\n"))
    with pytest.raises(UnsupportedFormatError, match="xlsx、xls、csv"):
        load_catalogue(text(tmp_path, "%PDF-1.7", "2024.pdf"))
    broken = tmp_path / "2024.csv"
    broken.write_bytes(b"\xff\xff\xff")
    with pytest.raises(UnreadableFileError, match="既不是 UTF-8"):
        load_catalogue(broken)
    with pytest.raises(UsageError, match="没有写明年度"):
        load_catalogue(text(tmp_path, "科目编码,科目名称\n210,卫生健康支出\n", "科目.csv"))
    with pytest.raises(UsageError, match="2023、2024年"):
        load_catalogue(text(tmp_path, "科目编码,科目名称\n210,卫生健康支出\n", "2023和2024.csv"))
    with pytest.raises(UsageError, match="2007 年到 2099 年"):
        load_catalogue(text(tmp_path, "科目编码,科目名称\n210,卫生健康支出\n"), year=1999)


def test_an_archive_that_is_no_workbook_is_unreadable(tmp_path):
    path = tmp_path / "2024.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "no workbook")
    with pytest.raises(UnreadableFileError, match=r"2024\.xlsx"):
        load_catalogue(path)


def test_endless_sheets_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tabular, "_MOST_ROWS", 3)
    with pytest.raises(LimitExceededError):
        load_catalogue(text(tmp_path, "科目编码,科目名称\n" + "210,卫生健康支出\n" * 3))


def test_a_workbook_that_unpacks_too_far_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(tabular, "_MOST_UNPACKED", 1_000_000)
    path = tmp_path / "科目.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", b" " * 1_000_001)
    with pytest.raises(LimitExceededError, match=r"科目\.xlsx：解开后超过1,000,000字节"):
        load_catalogue(path)
