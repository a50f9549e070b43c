"""Twice as much to read takes twice as long: no part of reading looks at everything again for each of its parts."""

import gc
import time
from contextlib import suppress

import pytest

import medinsure_budget as mb
from medinsure_budget.errors import Error

HEAD = "云上市某局2024年部门预算\n\n"
TABLE = "其他情况表\n\n单位：万元\n\n"


def columns(n):
    lines = [
        ["项目", *(f"第{c}栏" for c in range(n))],
        ["---"] * (n + 1),
        *([f"事项{r}", *["1.00"] * n] for r in range(9)),
    ]
    return TABLE + "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def rows(n):
    return (
        TABLE
        + "| 项目 | 预算数 | 其中 |\n|---|---|---|\n"
        + "\n".join(f"| 事项{r} | {r}.00 | 1.00 |" for r in range(5 * n))
    )


def unpunctuated(n):
    return "一、概况\n\n" + "\n".join("本局承担医疗保障的各项工作，" for _ in range(30 * n))


def unended(n):
    return "\n".join("云溪市医疗保障局 12.3" for _ in range(60 * n))


def paragraphs(n):
    return "一、概况\n\n" + "\n\n".join(
        f"第{p}项支出{p}.00万元，比上年增加1.00万元，主要是工作增加。" for p in range(5 * n)
    )


def brackets(n):
    return "支出" + "（" * 80 * n + "1.00万元" + "）" * 80 * n


def digits(n):
    return "支出" + "9" * 80 * n + "元"


def same_figures(n):
    return "\n\n".join(["支出1.00万元"] * (12 * n))


def seconds(text, name="长.md"):
    """The least CPU time of two rounds of reading and checking."""
    times = []
    for _ in range(2):
        gc.collect()
        start = time.process_time()
        with suppress(Error):
            mb.check(mb.read(text.encode(), name=name))
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("shape", [columns, rows, unpunctuated, unended, paragraphs, brackets, digits, same_figures])
def test_four_times_as_much_takes_about_four_times_as_long(shape):
    mb.read((HEAD + shape(5)).encode(), name="长.md")  # what is made once
    once, four_times = (seconds(HEAD + shape(n)) for n in (25, 100))

    assert four_times < 7 * once


def columns_by_blanks(n):
    return "支出总表\n单位：万元\n" + "\n".join("1.00  " * 16 * n for _ in range(3))


def tables_in_tables(n):
    return "<table><tr><td>支出<td>1.00" * 4 * n


def a_wide_page(n):
    return "<table>" + ("<tr>" + "<td>1.00" * 8 * n) * 4


def styled_words(n):
    return "<p>" + '<span style="color:red">支</span>' * 200 * n


def a_wide_list(n):
    return "科目,合计\n" + "1;2," * 100 * n + "\n"


@pytest.mark.parametrize(
    ("shape", "name"),
    [
        (columns_by_blanks, "长.txt"),
        (tables_in_tables, "长.html"),
        (a_wide_page, "长.html"),
        (styled_words, "长.html"),
        (a_wide_list, "长.csv"),
    ],
)
def test_so_it_is_with_other_sources(shape, name):
    once, four_times = (seconds(shape(n), name) for n in (25, 100))

    assert four_times < max(7 * once, 0.3)
