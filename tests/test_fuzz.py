"""A short and repeatable run of the fuzz targets; `benchmarks/fuzz.py` runs as long as one likes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).resolve().parents[1] / "benchmarks" / "fuzz.py"
sys.path[:0] = [str(FUZZ.parent)]

import fuzz  # noqa: E402 - the path is set first
from fuzz import Run  # noqa: E402 - the path is set first
from fuzz_targets import TARGETS  # noqa: E402 - the path is set first

from medinsure_budget.errors import UsageError  # noqa: E402 - the path is set first

CHEAP = {"money": 300, "cells": 100, "formats": 200}
DEAR = {
    "report": 6, "pdf": 6, "reader": 10, "ledger": 10, "ledger_book": 10, "catalogue": 10,
    "catalogue_book": 10, "html": 15, "mhtml": 15,
}


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_but_errors_of_the_library_comes_out(name, tmp_path):
    """In a process of its own: what the tests before it left in memory is not the target's."""
    tries = CHEAP.get(name) or DEAR.get(name, 40)
    command = [sys.executable, FUZZ, "--target", name, "--executions", str(tries), "--seed", "7", "--save", tmp_path]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)  # noqa: S603 - our own script

    assert {path.name: path.read_text(errors="replace")[-300:] for path in tmp_path.glob("*.txt")} == {}
    assert (done.returncode, done.stderr) == (0, "")
    assert int(re.search(r"([\d,]+) executions", done.stdout)[1].replace(",", "")) > tries


def test_what_else_comes_out_is_saved_with_its_place(tmp_path, monkeypatch):
    def careless(data):
        if len(data) % 3 == 0:
            raise UsageError("known")
        return {}[len(data)]

    monkeypatch.setattr(fuzz, "MOST_BYTES", sys.maxsize)  # this process holds what other tests left
    monkeypatch.setitem(TARGETS, "careless", type(TARGETS["money"])(TARGETS["money"].mutate, TARGETS["money"].samples, careless))
    run = Run("careless", tmp_path).go(50, 60, seed=1)

    (kind,) = run.failures
    assert kind.startswith("KeyError test_fuzz.py")
    assert 0 < run.refused < run.executions == run.failures[kind] + run.refused
    assert "in careless" in next(tmp_path.glob("*-1.txt")).read_text()
