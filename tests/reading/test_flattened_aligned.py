"""Text whose table columns are kept by blanks alone is read like the tables it was."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from medinsure_budget.evidence import Grid, Line
from medinsure_budget.reading.assemble import assemble
from medinsure_budget.sources import open_source

sys.path.insert(0, str(Path(__file__).parent))
from flattening import lay_out

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "examples/data").glob("*.md"))
SEEDS = [
    pytest.param(path, marks=pytest.mark.skipif(not path.exists(), reason="the corpus is not here"))
    for path in (ROOT / "../shared/corpus/seeds/seed001.md",)
]


def figures(document):
    return Counter(
        (r["form"], r["side"], r["code"] or r["label"], r["field"], r["amount"]) for r in document.records() if r["form"]
    )


def blocks(text):
    return [block for page in open_source(text.encode(), name="样例.txt").pages for block in page.blocks]


@pytest.mark.parametrize("path", [*SAMPLES, *SEEDS], ids=lambda p: p.name)
def test_a_document_laid_out_with_blanks_reads_the_same(path):
    source = open_source(path)
    text = lay_out(source)

    laid_out = assemble(open_source(text.encode(), name="样例.txt"))
    assert figures(laid_out) == figures(assemble(source))


def test_wrapped_words_go_on_in_their_cell_and_a_label_alone_is_a_row():
    text = """
  科目编码   科目名称           合计
  210        卫生健康支出      30.00
  2101501    行政运行          20.00
  2101599    其他医疗保障管理
             事务支出
  2101504    信息化建设        10.00
"""
    (grid,) = blocks(text)
    assert isinstance(grid, Grid)
    assert [[grid.text(r, c) for c in range(3)] for r in range(grid.height)] == [
        ["科目编码", "科目名称", "合计"],
        ["210", "卫生健康支出", "30.00"],
        ["2101501", "行政运行", "20.00"],
        ["2101599", "其他医疗保障管理事务支出", ""],
        ["2101504", "信息化建设", "10.00"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "本年  收入  1432.63  万元，比上年\n执行数  增加  266.47  万元，增长\n22.85%，  主要是  12.00  万元。",
        "标题  一\n\n正文第一段没有数字\n正文第二段也没有",
        "收入  10.00\n正文\n支出  10.00",
    ],
)
def test_blanks_within_sentences_make_no_table(text):
    assert all(isinstance(block, Line) for block in blocks(text))
