"""Twice as much to read takes twice as long: no part of reading looks at everything again for each of its parts."""

import gc
import time

import pytest

import medinsure_budget as mb

HEAD = "云上市某局2024年部门预算\n\n"
TABLE = "其他情况表\n\n单位：万元\n\n"


def columns(n):
    lines = [["项目", *(f"第{c}栏" for c in range(n))], ["---"] * (n + 1), *([f"事项{r}", *["1.00"] * n] for r in range(9))]
    return TABLE + "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def rows(n):
    return TABLE + "| 项目 | 预算数 | 其中 |\n|---|---|---|\n" + "\n".join(f"| 事项{r} | {r}.00 | 1.00 |" for r in range(5 * n))


def unpunctuated(n):
    return "一、概况\n\n" + "\n".join("本局承担医疗保障的各项工作，" for _ in range(30 * n))


def unended(n):
    return "\n".join("云溪市医疗保障局 12.3" for _ in range(60 * n))


def paragraphs(n):
    return "一、概况\n\n" + "\n\n".join(f"第{p}项支出{p}.00万元，比上年增加1.00万元，主要是工作增加。" for p in range(5 * n))


def seconds(text):
    """The least CPU time of two rounds."""
    times = []
    for _ in range(2):
        gc.collect()
        start = time.process_time()
        mb.read(text.encode(), name="长.md")
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("shape", [columns, rows, unpunctuated, unended, paragraphs])
def test_four_times_as_much_takes_about_four_times_as_long(shape):
    mb.read((HEAD + shape(5)).encode(), name="长.md")  # what is made once
    once, four_times = (seconds(HEAD + shape(n)) for n in (25, 100))

    assert four_times < 7 * once
