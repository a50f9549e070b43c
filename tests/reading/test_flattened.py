"""Tables that became lines of text come back with every figure in its column, or the reader says what is in doubt."""

import json
import re
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from medinsure_budget.evidence import Grid, Line, Page, Source
from medinsure_budget.forms import BasicExpenditure, Expenditure, GeneralPublicExpenditure, ThreePublics
from medinsure_budget.money import Money
from medinsure_budget.reading.assemble import assemble
from medinsure_budget.reading.flattened import restore_flattened
from medinsure_budget.sources import open_source

sys.path.insert(0, str(Path(__file__).parent))
from flattening import Damage, flatten

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "examples/data"
SEEDS = ROOT / "../shared/corpus/seeds"
TRUTH = ROOT / "../shared/corpus/truth"
needs_corpus = pytest.mark.skipif(not SEEDS.exists(), reason="the corpus is not here")

BUDGET = SAMPLES / "云溪市医疗保障局2024年部门预算.md"
FINAL = SAMPLES / "云溪市医疗保障局2023年度部门决算.md"
# One character to a line, whole words, and everything at once: torn figures, page numbers, narrow cells.
DAMAGES = (Damage(), Damage(label=100, header=100), Damage(label=4, header=2, torn=0.3, footer=11))
ACROSS = ("FinalOverview", "FinalAppropriationOverview", "FinalIncomeByUnit", "FinalIncomeBySubject",
          "FinalExpenditureByUnit", "FinalExpenditureBySubject", "FinalGeneralPublicExpenditure", "FinalThreePublics")  # fmt: skip


def figures_by(column, document):
    found = {}
    for r in document.records():
        if r["form"]:
            key = r["side"], r["code"] or r["label"], r["field"], r["amount"]
            found.setdefault(r[column], Counter())[key] += 1
    return found


def figures_by_form(document):
    return figures_by("form", document)


def figures_by_title(document):
    return figures_by("title", document)


def text_source(text):
    lines = [Line(t.strip(), n) for n, t in enumerate(text.strip().splitlines(), 1) if t.strip()]
    return Source("样例", (Page(1, tuple(lines)),), format="text")


def blocks_of(text):
    return [(1, line) for line in text_source(text).pages[0].blocks]


def doubts(notes):
    return [n for n in notes if "种排法" in n.message]


@pytest.mark.parametrize("damage", DAMAGES, ids=["downward", "words", "all"])
def test_a_whole_budget_comes_back_figure_by_figure(damage):
    source = open_source(BUDGET)
    whole = assemble(source)
    restored = assemble(flatten(source, damage))

    assert figures_by_form(restored) == figures_by_form(whole)
    # Which source the carry-over came from is printed nowhere else: the note says so.
    assert {n.place for n in doubts(restored.notes)} == {"2024年部门收入预算总表"}


@pytest.mark.parametrize("damage", DAMAGES, ids=["downward", "words", "all"])
def test_tables_of_final_accounts_that_run_across_come_back(damage):
    source = open_source(FINAL)
    whole, restored = figures_by_form(assemble(source)), figures_by_form(assemble(flatten(source, damage)))

    for form in ACROSS:
        assert restored[form] == whole[form], form


def test_what_cannot_be_restored_is_said_and_no_figure_is_invented():
    source = open_source(FINAL)
    whole, document = figures_by_form(assemble(source)), assemble(flatten(source, Damage()))

    for form, figures in figures_by_form(document).items():
        assert not figures - whole[form], form
    missing = {s.title for s in assemble(source).sheets} - {s.title for s in document.sheets}
    noted = {n.place for n in document.notes if n.kind == "unread" and "没有读取" in n.message}
    with_figures = {s.title for s in assemble(source).sheets if any(True for row in s for _ in row.figures())}
    assert missing & with_figures <= noted


def test_whatever_the_damage_a_table_is_whole_or_something_is_said():
    random = Random(7)  # noqa: S311 - tests repeat
    for path in (BUDGET, FINAL):
        source = open_source(path)
        whole = figures_by_title(assemble(source))
        for _ in range(6):
            damage = Damage(
                label=random.choice([3, 5, 8, 14]), header=random.choice([1, 2, 4]), torn=random.choice([0, 0.2]),
                footer=random.choice([0, 7, 23]), seed=random.randrange(1000),
            )  # fmt: skip
            document = assemble(flatten(source, damage))
            restored = figures_by_title(document)
            said = {n.place for n in document.notes if n.kind == "unread" or n in doubts(document.notes)}
            assert {title for title in whole if restored.get(title) != whole[title]} <= said, damage


@pytest.mark.parametrize("seed", range(8))
def test_scrambled_lines_neither_crash_nor_take_long_nor_change_a_figure(seed):
    random = Random(seed)  # noqa: S311 - tests repeat
    lines = [b for b in flatten(open_source(BUDGET), Damage(torn=0.1)).pages[0].blocks if isinstance(b, Line)]
    first = next(i for i, line in enumerate(lines) if line.text.endswith("收支预算总表") and "（" not in line.text)
    kept = [line for line in lines[first:] if random.random() > 0.1]
    if seed % 2:
        random.shuffle(kept)
    restored = restore_flattened([(1, line) for line in kept])

    printed = {t for line in kept for t in line.text.split()}
    joined = " ".join(n.message for n in restored.notes if "已接为" in n.message)
    figures = {c.text for _, g in restored.blocks if isinstance(g, Grid) for row in g.places for c in row if c}
    assert all(f in printed or f in joined for f in figures if re.fullmatch(r"\d+\.\d+", f))


@needs_corpus
@pytest.mark.parametrize("name", ["seed001.md", "seed004.md", "seed002.md"])
@pytest.mark.parametrize("damage", DAMAGES, ids=["downward", "words", "all"])
def test_real_tables_come_back_or_are_in_doubt(name, damage):
    source = open_source(SEEDS / name)
    whole, document = figures_by_form(assemble(source)), assemble(flatten(source, damage))
    restored = figures_by_form(document)
    across = ["Income", "Expenditure", "GeneralPublicExpenditure", "BasicExpenditure", "ProjectExpenditure",
              "BudgetOverview", "AppropriationOverview", "ThreePublics", *ACROSS]  # fmt: skip

    for form in set(across) & whole.keys():
        assert restored[form] == whole[form], form


@needs_corpus
def test_the_real_flattened_document_is_read_to_the_last_figure():
    document = assemble(open_source(SEEDS / "seed003.txt"))
    truth = json.loads((TRUTH / "seed003.json").read_text(encoding="utf-8"))["tables"]

    assert [re.sub(r"\s", "", s.title) for s in document.sheets] == [t["title"] for t in truth]
    for sheet, table in zip(document.sheets, truth, strict=True):
        printed = {
            (row.code or row.name, row.side, column.header, str(amount.amount))
            for row in sheet
            for name, amount in row.figures()
            for column in [sheet.column(row, name)]
        }
        wanted = {
            (row["code"] or row["label"], row["side"], header, value)
            for row in table["rows"]
            for header, value in row["values"].items()
        }
        assert printed == wanted, table["title"]
    assert not doubts(document.notes)
    assert [r for s in document.sheets for r in s.remarks] == [r for t in truth for r in t["printed_notes"]]


@needs_corpus
def test_every_printed_figure_of_the_real_tables_ends_in_a_cell_or_in_a_note():
    source = open_source(SEEDS / "seed003.txt")
    blocks = [(page.number, block) for page in source.pages for block in page.blocks]
    restored = restore_flattened(blocks)
    kept = {b.number for _, b in restored.blocks if isinstance(b, Line)}
    lost = [b.text for _, b in blocks if b.number not in kept]
    pieces = " ".join(lost)
    grids = [b for _, b in restored.blocks if isinstance(b, Grid)]
    cells = " ".join(c.text for g in grids for row in g.places for c in row if c)
    notes = " ".join(n.message for n in restored.notes)

    wanted = Counter(re.findall(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])", pieces))
    there = Counter(re.findall(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])", cells))
    missing = wanted - there
    assert all(figure in notes for figure in missing), missing
    assert sum(n.message.startswith("分行印刷的金额") for n in restored.notes) == 2


def test_documents_without_flattened_tables_come_back_as_they_are():
    for path in (BUDGET, FINAL):
        source = open_source(path)
        blocks = [(page.number, block) for page in source.pages for block in page.blocks]
        restored = restore_flattened(blocks)

        assert restored.notes == ()
        assert all(a is b for a, b in zip(restored.blocks, blocks, strict=True))


LONELY = """
2024年云溪市医疗保障局支出预算总表
单位：万元
科目编码 科目名称 总计 基本支出 项目支出
事业单位经营支出 上缴上级支出 对附属单位补助支出 人员支出 公用经费
** ** 1 2 3 4 5 6 7
合计 30.00 20.00 10.00
210 卫生健康支出 30.00 20.00 10.00
21015
医疗保障管
理事务
30.00 20.00 10.00
2101501 行政运行 20.00 20.00
2101504 信息化建 10.00 10.00
设
"""


def test_a_choice_that_nothing_decides_is_listed_and_always_the_same():
    document = assemble(text_source(LONELY))
    sheet = document[Expenditure]

    assert [r.name for r in sheet][-1] == "信息化建设"
    assert sheet["2101501"].personnel == Money(20, "万元")
    assert sheet["2101504"].public == Money(10, "万元")
    (doubt,) = doubts(document.notes)
    assert "15种排法" in doubt.message
    assert "人员支出" in doubt.message
    assert "；4行随之而定（第7、8、12、13行）" in doubt.message
    assert assemble(text_source(LONELY)) == document


SISTER = """
2024年云溪市医疗保障局一般公共预算支出表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出 小计 人员经费 公用经费
** ** 1 2 3 4 5
合计 30.00 20.00 20.00 10.00
210 卫生健康支出 30.00 20.00 20.00 10.00
21015 医疗保障管理事务 30.00 20.00 20.00 10.00
2101501 行政运行 20.00 20.00 20.00
2101504 信息化建设 10.00 10.00
2024年云溪市医疗保障局一般公共预算基本支出表
单位：万元
科目编码 科目名称 合计 人员经费 公用经费
** ** 1 2 3
合计 20.00 20.00
301 工资福利支出 20.00 20.00
"""


def test_a_sister_table_decides_what_sums_leave_open():
    document = assemble(text_source(LONELY + SISTER))

    assert document[Expenditure]["2101504"].project == Money(10, "万元")
    assert document[GeneralPublicExpenditure]["2101504"].project == Money(10, "万元")
    assert document[BasicExpenditure]["301"].total == Money(20, "万元")


def test_an_amount_that_breaks_the_sums_is_kept_as_printed_and_noted():
    text = SISTER.replace("2101501 行政运行 20.00 20.00 20.00", "2101501 行政运行 20.00 20.00 21.00")
    document = assemble(text_source(text))
    row = document[GeneralPublicExpenditure]["2101501"]

    assert sorted(str(m.amount) for _, m in row.figures()) == ["20.00", "20.00", "21.00"]
    assert any("不符合表内合计关系" in n.message and "行政运行" in n.message for n in document.notes)


def test_a_restoration_that_leaves_figures_over_is_refused_and_noted():
    text = SISTER.replace("301 工资福利支出 20.00 20.00", "301 工资福利支出 20.00 20.00 0.00 7.77")
    document = assemble(text_source(text))

    (note,) = [n for n in document.notes if n.kind == "unread" and "各栏不能确定" in n.message]
    assert "7.77" in note.message
    assert "6个金额没有读取" in note.message
    assert note.place == "2024年云溪市医疗保障局一般公共预算基本支出表"
    assert [sheet.form for sheet in document.sheets] == [GeneralPublicExpenditure]
    assert not any("工资福利支出" in section.text for section in document.sections)


def test_torn_figures_are_joined_and_page_numbers_left_out():
    text = SISTER.replace("合计 30.00 20.00 20.00 10.00", "合计\n30.0\n0\n20.00 20.00\n— 3 —\n10.00")
    document = assemble(text_source(text))

    assert document[GeneralPublicExpenditure].total.total == Money("30.00", "万元")
    assert any("30.0、0 已接为 30.00" in n.message for n in document.notes)
    assert any(n.kind == "ignored" and "— 3 —" in n.message for n in document.notes)


def test_lost_blanks_between_code_name_and_figures_do_no_harm():
    text = SISTER.replace("2101501 行政运行 20.00 20.00 20.00", "2101501行政运行20.0020.0020.00")
    row = assemble(text_source(text))[GeneralPublicExpenditure]["2101501"]

    assert (row.name, row.personnel) == ("行政运行", Money("20.00", "万元"))


def test_text_after_a_table_stays_text():
    text = SISTER + "注：本表不含上年结转\n资金\n三、名词解释\n基本支出是指为保障机构正常运转发生的支出。"
    document = assemble(text_source(text))

    assert document[BasicExpenditure].remarks == ("注：本表不含上年结转资金",)
    assert [s.title for s in document.sections] == ["名词解释"]
    assert len(document[BasicExpenditure]) == 2


def test_many_words_after_the_last_figure_are_no_label():
    words = "\n".join(f"附页第{n}行文字" for n in "一二三四五六七八九十")
    document = assemble(text_source(SISTER + words))

    assert document[BasicExpenditure]["301"].name == "工资福利支出"


def test_a_contents_list_is_no_flattened_table():
    text = "目录\n2024年部门支出预算总表\n2024年部门一般公共预算支出表\n2024年部门收入预算总表\n正文没有表格。"
    restored = restore_flattened(blocks_of(text))

    assert restored.notes == ()
    assert all(isinstance(block, Line) for _, block in restored.blocks)


def large_table(rows):
    """Classes with 30 items each, all basic expenditure and its total by turns personnel and public."""
    lines = ["2024年云溪市医疗保障局一般公共预算支出表", "单位：万元",
             "科目编码 科目名称 合计 基本支出 项目支出 小计 人员经费 公用经费", "** ** 1 2 3 4 5"]  # fmt: skip
    body, totals = [], Counter()
    for group in range(rows // 30):
        sums, items = Counter(), []
        for item in range(30):
            amount, column = Decimal(101 + 37 * item * item + group) / 100, item % 3
            sums[column] += amount
            figures = [amount] * (2 if column == 2 else 3)
            items.append(f"{201 + group}01{item + 1:02} 科目{group}之{item} " + " ".join(map(str, figures)))
        basic = sums[0] + sums[1]
        figures = f"{basic + sums[2]} {basic} {sums[0]} {sums[1]} {sums[2]}"
        body += [f"{201 + group} 类{group} {figures}", f"{201 + group}01 款{group} {figures}", *items]
        totals += sums
    basic = totals[0] + totals[1]
    lines.append(f"合计 {basic + totals[2]} {basic} {totals[0]} {totals[1]} {totals[2]}")
    return "\n".join(lines + body)


def test_three_hundred_rows_are_restored_and_lose_nothing():
    text = large_table(300)
    restored = restore_flattened(blocks_of(text))

    (grid,) = [b for _, b in restored.blocks if isinstance(b, Grid)]
    printed = Counter(re.findall(r"\d+\.\d\d?", text.partition("** **")[2]))
    cells = Counter(c.text for row in grid.places for c in row if c and "." in c.text)
    assert cells == printed


def test_three_publics_are_decided_by_the_economic_subjects():
    text = """
    2024年云溪市医疗保障局一般公共预算基本支出表
    单位：万元
    科目编码 科目名称 合计 人员经费 公用经费
    ** ** 1 2 3
    合计 9.26 9.26
    302 商品和服务支出 9.26 9.26
    30217 公务接待费 4.76 4.76
    30231 公务用车运行维护费 4.50 4.50
    2024年云溪市医疗保障局一般公共预算“三公”经
    费支出表
    单位：万元
    单位名称 “三公”经费 合计 因公出国 (境)费用 公务用车购置及运行费 公务接 待费 小计
    公务用车 购置费 公务用车运 行维护费
    ** 1 2 3 4 5 6
    合计 9.26 4.50 4.50 4.76
    云溪市医疗保障局 9.26 4.50 4.50 4.76
    """
    document = assemble(text_source(text))

    assert document[ThreePublics]["云溪市医疗保障局"].vehicle_running == Money("4.50", "万元")
    assert document[ThreePublics]["云溪市医疗保障局"].vehicle_purchase is None


def test_rows_that_a_converter_wrote_above_the_grid_too_are_read_once():
    grid = "| 科目编码 | 科目名称 | 机关运行经费支出 |\n|---|---|---|\n|  | 合计 | 42.08 |\n| 302 | 商品和服务支出 | 42.08 |\n"
    text = f"一般公共预算机关运行经费支出预算表\n\n单位：万元\n\n科目编码 科目名称 机关运行经费支出\n\n合计 42.08\n\n{grid}"
    (sheet,) = assemble(open_source(text.encode(), name="样本.md")).sheets
    assert [row.code for row in sheet] == ["", "302"]
