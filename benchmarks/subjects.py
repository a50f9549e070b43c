"""Speed and memory of the subject catalogue; ratios to a plain dict are measured in the same run.

Run ``python benchmarks/subjects.py``; it ends with an assertion for each promised limit.
"""

import gc
import subprocess
import sys
import timeit
import tracemalloc
from collections.abc import Callable
from statistics import median
from time import process_time

LOAD = """
import sys, time
import medinsure_budget.subjects as s
start = time.process_time()
s.catalogue(2024).functional["2101501"]
functional = time.process_time() - start
cat = s.catalogue(2024)
cat.economic, cat.government_economic, cat.revenue
print(functional * 1000, (time.process_time() - start) * 1000)
"""
FRAME = """
import time, pandas
from medinsure_budget.subjects import catalogue
start = time.process_time()
catalogue(2024).functional.to_frame()
print((time.process_time() - start) * 1000)
"""
PATH = ("卫生健康支出", "医疗保障管理事务", "行政运行")


def nanoseconds(statement: Callable[[], object], times: int = 20_000, rounds: int = 31) -> float:
    """The median over rounds, less what the call of the lambda itself costs."""
    empty = median(timeit.repeat(lambda: None, number=times, repeat=rounds, timer=process_time))
    return (median(timeit.repeat(statement, number=times, repeat=rounds, timer=process_time)) - empty) / times * 1e9


def first_loads(rounds: int = 9) -> tuple[float, float]:
    """Milliseconds of the first look-up, and until all four classifications are there, in fresh processes."""
    command = [sys.executable, "-c", LOAD]
    runs = [
        tuple(map(float, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()))
        for _ in range(rounds)
    ]
    return median(run[0] for run in runs), median(run[1] for run in runs)


def first_frame(rounds: int = 5) -> float:
    """Milliseconds of the first frame of a classification in fresh processes, pandas being imported."""
    command = [sys.executable, "-c", FRAME]
    runs = [float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(rounds)]
    return median(runs)


def memory(years: range) -> list[float]:
    """Kilobytes held after each further year, everything that is lazy included."""
    from medinsure_budget.subjects import catalogue

    held = []
    tracemalloc.start()
    for year in years:
        cat = catalogue(year)
        for classification in (cat.functional, cat.economic, cat.government_economic, cat.revenue):
            classification.by_path(PATH)
            classification.by_name("行政运行")
            classification.children("210")
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0] / 1024)
    tracemalloc.stop()
    return held


def main() -> None:
    held = memory(range(2017, 2027))
    from medinsure_budget.subjects import catalogue

    functional = catalogue(2024).functional
    plain = {subject.code: subject for subject in functional}
    base = nanoseconds(lambda: plain["2101501"])
    figures = {
        "look-up by code": nanoseconds(lambda: functional["2101501"]),
        "get of a known code": nanoseconds(lambda: functional.get("2101501")),
        "look-up by path": nanoseconds(lambda: functional.by_path(PATH)),
        "look-up by name": nanoseconds(lambda: functional.by_name("医疗保障管理事务")),
        "unknown code": nanoseconds(lambda: functional.get("2101588", "自设")),
        "nearest name": nanoseconds(lambda: functional.nearest("医疗保障管理实务"), times=3, rounds=5),
    }
    print(f"{'dict look-up':24}{base:12.0f} ns      1.0 x")
    for name, figure in figures.items():
        print(f"{name:24}{figure:12.0f} ns {figure / base:8.1f} x")
    first, whole = first_loads()
    print(f"first look-up {first:.1f} ms, all four classifications {whole:.1f} ms (median of fresh processes)")
    shown = first_frame()
    print(f"first frame {shown:.0f} ms beyond importing pandas")
    print(f"memory of one year {held[0]:.0f} KB, of ten years {held[-1]:.0f} KB, {len(functional)} functional subjects")
    assert figures["look-up by code"] < 200
    assert figures["look-up by path"] < 1000
    assert first < 40
    assert whole < 40
    assert shown < 300


if __name__ == "__main__":
    main()
