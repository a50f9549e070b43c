"""The examples of clusters are run on real workers, where their libraries are installed."""

import subprocess
import sys
from pathlib import Path

import pytest

import medinsure_budget as mb
from medinsure_budget.frames import Manifest, load

ROOT = Path(__file__).resolve().parents[2]


def parts(folder):
    """The bytes of every Parquet file, by its place in the folder."""
    return {part.relative_to(folder).as_posix(): part.read_bytes() for part in folder.rglob("*.parquet")}


@pytest.mark.parametrize(("library", "example"), [("distributed", "on_dask.py"), ("ray", "on_ray.py")])
def test_an_example_of_a_cluster_writes_what_one_process_writes(library, example, tmp_path):
    pytest.importorskip(library)
    command = [sys.executable, str(ROOT / "examples" / example), str(ROOT / "examples/data"), str(tmp_path / "out")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own example
    quiet = mb.write_parquet(mb.read_many(ROOT / "examples/data", figures_only=True), tmp_path / "quiet")

    assert done.returncode == 0, done.stderr
    assert f"{len(load(quiet))} 个数" in done.stdout
    assert parts(tmp_path / "out") == parts(quiet)
    assert sorted(Manifest(tmp_path / "out").done.values(), key=str) == sorted(Manifest(quiet).done.values(), key=str)
