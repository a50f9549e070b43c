"""How work grows with its size, and what many files cost: exponents, two processes against one, memory per worker."""

import math
import os
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from contest import cpu
from contests import SAMPLE, read_all

from medinsure_budget.batch import read_many

HEAD = "云上市某局2024年部门预算\n\n"


def columns(n):
    return HEAD + "其他情况表\n\n单位：万元\n\n" + "\n".join(
        "| " + " | ".join(cells) + " |"
        for cells in (["项目", *(f"第{c}栏" for c in range(n))], ["---"] * (n + 1), *([f"事项{r}", *["1.00"] * n] for r in range(9)))
    )


def rows(n):
    lines = [f"| 事项{r} | {r}.00 | 1.00 |" for r in range(20 * n)]
    return HEAD + "其他情况表\n\n单位：万元\n\n| 项目 | 预算数 | 其中 |\n|---|---|---|\n" + "\n".join(lines)


def unpunctuated(n):
    return HEAD + "一、概况\n\n" + "\n".join("本局承担医疗保障的各项工作，" for _ in range(20 * n))


def paragraphs(n):
    return HEAD + "一、概况\n\n" + "\n\n".join(f"第{p}项支出{p}.00万元，比上年增加1.00万元，主要是工作增加。" for p in range(10 * n))


def exponents(rounds):
    """The power of n with which reading grows between n and 4n: the least of a few rounds of each size."""
    for shape in (columns, rows, unpunctuated, paragraphs):
        times = []
        for size in (25, 50, 100):
            work = partial(read_all, [shape(size).encode()], ".md")
            cpu(work)
            times.append(min(cpu(work) for _ in range(rounds)))
        yield shape.__name__, times, math.log(times[2] / times[0]) / math.log(4)


def copies(folder, count):
    text = SAMPLE.read_bytes()
    for at in range(count):
        (folder / f"{at:05}.md").write_bytes(text)
    return sorted(folder.glob("*.md"))


def seconds(paths, workers):
    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(len, [""] * workers))
        for _ in read_many(paths, pool, figures_only=True):
            pass
    return time.perf_counter() - start


def speed_up(folder, rounds):
    """How much sooner two processes are done than one, and the load of the machine, which decides it.

    Enough files that the quarter of a second which each process needs before its first file does not decide instead.
    """
    paths = copies(folder, 300)
    ratios = [seconds(paths, 1) / seconds(paths, 2) for _ in range(rounds)]
    return statistics.median(ratios), os.getloadavg()[0]


def memory_of(paths):
    """Megabytes and CPU milliseconds per file of one worker."""
    with ProcessPoolExecutor(1) as pool:
        for _ in read_many(paths, pool, figures_only=True):
            pass
        return (*pool.submit(own_use).result(), len(paths))


def own_use():
    import resource

    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_maxrss / 1024, time.process_time() * 1000
