"""Whether rows stand in years in which they can have stood, and what the corrections say of them."""

import csv
import re
from pathlib import Path

import pytest

from medinsure_budget.subjects import COMPILED_YEARS, catalogue
from medinsure_budget.subjects.records import KINDS, records
from medinsure_budget.subjects.tables import bundled_table

SHARED = Path(__file__).resolve().parents[2] / "../shared/catalogue"
DOCS = Path(__file__).resolve().parents[2] / "docs/subjects.md"
# The first year in which a subject could bear these words.
BORN = {
    2017: "专项债务收入安排 土地储备专项 收费公路专项",
    2018: "个人农业生产补贴 棚户区改造专项 污水处理费对应 环境保护税",
    2019: "共同财政事权 医疗保障管理 卫生健康 国际发展合作 市场监督管理 应急管理 文化和旅游 文化旅游 新闻出版电影 林业和草原 "
    "自然灾害防治 生态环境监测 生态环境执法 生态环境国际 老龄卫生健康 自然资源 退役军人",
    2020: "代缴社会保险费 养老支出 农业农村 工业信息等 抗疫",
    2021: "乡村振兴 区域间 土地指标调剂 生态保护补偿转移 经常性赠与 衔接 资本性赠与",
    2022: "保障性租赁住房 县区财力 留抵退税 矿山安全 退税减税",
    2023: "消防救援",
    2024: "中医药事务 信访业务 托育 数据事务 疾病预防控制事务 经营主体 超长期",
}
TRANSFERS = re.compile(r"(?:230|110)(?:0[1-4]|21)[0-9]{0,2}")
# The giver and the receiver of the same money have names of their own.
TWO_NAMES = {"2302101": ("援助其他地区支出", "接受其他地区援助收入")}


@pytest.mark.parametrize("kind", KINDS)
def test_no_name_stands_in_a_year_before_its_words_existed(kind):
    early = [
        (entry, word, year)
        for year, words in BORN.items() for word in words.split()
        for entry in bundled_table(kind) if word in entry.name and (entry.since or 0) < year
    ]  # fmt: skip
    assert early == []


def test_the_words_say_something():
    names = {entry.name for kind in KINDS for entry in bundled_table(kind)}
    unused = [word for words in BORN.values() for word in words.split() if not any(word in name for name in names)]
    assert unused == []


def test_a_transfer_and_its_income_bear_the_same_name_in_the_same_years():
    expenditure, income = bundled_table("functional").by_code, bundled_table("revenue").by_code
    both = [code for code in expenditure if TRANSFERS.fullmatch(code) and f"110{code[3:]}" in income]
    assert len(both) > 60
    for code in both:
        ours, theirs = expenditure[code], income[f"110{code[3:]}"]
        assert [(e.since, e.until) for e in ours] == [(e.since, e.until) for e in theirs], code
        names = TWO_NAMES.get(code)
        if names:
            assert (ours[-1].name, theirs[-1].name) == names
        else:
            assert [stem(e.name) for e in ours] == [stem(e.name) for e in theirs], code


def stem(name):
    return name.removesuffix("支出").removesuffix("收入")


def corrections(basis):
    path = SHARED / "corrections.csv"
    if not path.exists():
        return [pytest.param(None, marks=pytest.mark.skip(reason="the corrections are not here"))]
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["basis"].startswith(basis)]
    return [pytest.param(row, id=f"{row['table']}-{row['code']}-{row['change']}") for row in rows]


KIND_OF_TABLE = {"economic_department": "economic", "economic_government": "government_economic"}


@pytest.mark.parametrize("row", corrections("document"))
def test_what_a_document_proves_is_in_the_catalogue(row):
    entries = bundled_table(KIND_OF_TABLE.get(row["table"], row["table"])).by_code.get(row["code"], ())
    after = row["what"].rpartition(" -> ")[2]
    if row["change"] == "add":
        name, since = row["what"].split(" since ")
        (entry,) = entries
        assert (entry.name, entry.since, entry.confidence) == (name, int(since), "attested")
    elif row["change"] == "withdraw":
        assert row["what"] not in {entry.name for entry in entries}
        return
    elif row["change"] == "set attested_years":
        assert any(set(map(int, after.split())) <= set(entry.attested) for entry in entries)
    else:
        assert row["change"] == "set confidence"
        assert after in {entry.confidence for entry in entries}
    assert any(entry.attestation and "document" in entry.basis and entry.evidence for entry in entries)


@pytest.mark.parametrize("row", corrections("mirror") + corrections("history"))
def test_what_was_concluded_says_from_what(row):
    entries = bundled_table(KIND_OF_TABLE.get(row["table"], row["table"])).by_code[row["code"]]
    assert any(row["basis"] in entry.basis and entry.evidence for entry in entries)


def test_every_row_says_what_it_rests_on():
    for kind in KINDS:
        for entry in bundled_table(kind):
            assert entry.basis, entry
            assert (entry.confidence == "attested") == ("document" in entry.basis), entry
            assert bool(entry.attestation) == ("document" in entry.basis)
            assert bool(entry.evidence) == (entry.basis != ("drafts",)), entry


def test_an_attestation_reads_as_a_sentence():
    functional = catalogue(2024).functional

    assert str(functional["22006"].attested) == "公开文件印有（2024年）：财政部 2024-03-29"
    assert str(functional["23021"].attested) == "由收支对应的科目推得：与11021对应"
    assert str(functional["2010103"].attested) == "仅据整理的草稿"
    assert not functional.get("2101588").attested


def test_the_page_tells_how_many_rows_each_year_attests():
    text = DOCS.read_text("utf-8")
    for year in COMPILED_YEARS:
        counts = [sum(year in entry.attested for entry in bundled_table(kind)) for kind in KINDS]
        assert f"| {year} | {' | '.join(map(str, counts))} |" in text


@pytest.mark.parametrize("top", range(205, 225))
def test_the_98_of_a_class_is_of_the_government_funds(top):
    functional = catalogue(2026).functional

    assert functional.get(f"{top}98").fund == functional.get(f"{top}9801").fund == "政府性基金预算"


def test_the_99_and_the_98_of_other_classes_are_not():
    functional = catalogue(2026).functional

    assert functional.get("22599").fund == functional.get("20198").fund == "一般公共预算"


def test_every_listed_fund_has_a_reason_where_a_document_states_it():
    told = {row["prefix"]: row["basis"] for row in records("manual_funds.tsv")}

    assert all(told[code] for code in ("22006", "2170404", "22911", "23107", "22198", "1050303", "1050305"))
    for code in ("22006", "2170404", "22911", "23107", "22198"):
        assert catalogue(2025).functional[code].fund == "政府性基金预算"
