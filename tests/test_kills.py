"""A few kills of each kind; `benchmarks/kills.py` makes hundreds."""

import os
import random
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "benchmarks")]

import kills  # noqa: E402 - the path is set first


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there, processes cannot be forked")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.parametrize("kind", [kills.Files, kills.Sets, kills.Parquet])
def test_killed_writers_leave_nothing_half_done(kind):
    assert kills.run(kind, 3, random.Random(5)) == []  # noqa: S311 - repeatable


def test_what_is_torn_would_be_seen(tmp_path):
    writer = kills.Sets(tmp_path)
    next(tmp_path.glob("*.html")).write_text("half")

    assert writer.wrong() != []
