"""Many files at once: a bad one is a result, not a crash."""

from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from medinsure_budget.batch import frame_of, read_many, write_parquet

DATA = Path(__file__).resolve().parents[1] / "examples/data"


@pytest.fixture
def paths(tmp_path):
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"")
    return [*sorted(DATA.glob("*.md")), bad, tmp_path / "absent.md"]


def test_a_bad_file_is_a_result_with_its_error(paths):
    results = list(read_many(paths))

    assert [r.ok for r in results] == [True] * (len(paths) - 2) + [False, False]
    assert "bad.md" in results[-2].error
    assert "absent.md" in results[-1].error


def test_processes_give_the_same_as_one_after_the_other(paths):
    with ProcessPoolExecutor(2) as executor:
        together = list(read_many(paths, executor))

    assert together == list(read_many(paths))


def test_figures_alone_are_the_frame_of_the_documents(paths):
    whole, figures = frame_of(read_many(paths)), frame_of(read_many(paths, figures_only=True))

    assert len(whole) > 100
    assert whole.equals(figures)


def test_parquet_keeps_amounts_exact_and_leaves_no_partial_file(paths, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    path = write_parquet(read_many(paths), tmp_path / "figures.parquet", rows=50)
    amounts = parquet.read_table(path)["amount"].to_pylist()

    assert amounts == list(frame_of(read_many(paths))["amount"])
    assert all(isinstance(a, Decimal) for a in amounts)
    assert [p.name for p in tmp_path.glob(".*")] == []
