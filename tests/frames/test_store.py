"""A folder of Parquet files: exact, described, readable by others, the same whoever wrote it, and whole after any kill."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

import medinsure_budget as mb
from medinsure_budget.document import COLUMNS, FRAME_COLUMNS
from medinsure_budget.errors import UnreadableFileError, UnreadFilesWarning, UsageError
from medinsure_budget.frames import Manifest, Store, load
from medinsure_budget.frames.outcome import Result

pytest.importorskip("pyarrow")
ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "examples/data").glob("*.md"))


@pytest.fixture
def paths(tmp_path):
    """The samples, a file that cannot be read, and one that is not there."""
    (tmp_path / "files").mkdir()
    bad = tmp_path / "files/bad.md"
    bad.write_bytes(b"")
    return [*SAMPLES, bad, tmp_path / "files/absent.md"]


SMALL = """云上市某局2024年部门预算

收支预算总表

单位：万元

| 收入 | | 支出 | |
|---|---|---|---|
| 项目 | 预算数 | 项目 | 预算数 |
| 一、财政拨款 | {amount} | 卫生健康支出 | {amount} |
| 收入总计 | {amount} | 支出总计 | {amount} |
"""


@pytest.fixture
def small():
    return mb.read(SMALL.format(amount="1.50").encode(), name="small.md")


@pytest.fixture
def copies(tmp_path):
    """Many small files, each of its own bytes."""
    folder = tmp_path / "copies"
    folder.mkdir()
    for at in range(60):
        (folder / f"{at:03}.md").write_text(SMALL.format(amount=f"{at + 1}.50"), encoding="utf-8")
    return folder


def files(folder):
    """Every Parquet file with its bytes, by its place in the folder."""
    parts = sorted((folder / "figures").rglob("*"))
    return {part.relative_to(folder).as_posix(): part.read_bytes() for part in parts if part.is_file()}


def sorted_rows(frame):
    return sorted(map(repr, frame.astype(object).where(frame.notna(), None).itertuples(index=False)))


def test_a_folder_holds_what_the_frame_holds(paths, tmp_path):
    results = list(mb.read_many(paths))
    folder = mb.write_parquet(results, tmp_path / "out")
    with pytest.warns(UnreadFilesWarning):
        stored, whole = load(folder), mb.frame(results)

    assert list(stored.columns) == list(FRAME_COLUMNS)
    assert len(stored) == len(whole) > 100
    assert sorted(stored["amount"].dropna()) == sorted(whole["amount"].dropna())
    assert all(isinstance(amount, Decimal) for amount in stored["amount"].dropna())
    for column in FRAME_COLUMNS:
        if column != "amount":
            assert sorted(map(str, stored[column])) == sorted(map(str, whole[column])), column
    assert {part.split("/")[1] for part in files(folder)} == {f"year={r.year}" for r in results if r.ok}


def test_rows_are_chosen_by_the_folders_they_stand_in(tmp_path):
    folder = mb.write_parquet(map(mb.read, SAMPLES), tmp_path / "out")
    budgets = load(folder, columns=["document", "kind", "amount"], filters=[("kind", "=", "budget")])

    assert set(budgets["kind"]) == {"budget"}
    assert list(budgets.columns) == ["document", "kind", "amount"]


def test_the_columns_are_described(tmp_path):
    folder = mb.write_parquet([], tmp_path / "out")
    schema = json.loads((folder / "schema.json").read_text("utf-8"))
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))

    assert [field["name"] for field in schema["fields"]] == list(FRAME_COLUMNS)
    assert [field["title"] for field in schema["fields"]] == [column.title for column in COLUMNS]
    assert schema["version"] == 1
    assert package["resources"][0]["schema"] == "schema.json"


def test_the_manifest_has_a_line_for_each_file(paths, tmp_path):
    folder = mb.write_parquet(mb.read_many(paths, figures_only=True), tmp_path / "out")
    done = Manifest(folder).done

    assert list(done) == [str(path) for path in paths]
    assert [bool(entry.error_class) for entry in done.values()] == [False] * (len(paths) - 2) + [True, True]
    assert sum(entry.rows for entry in done.values()) == len(load(folder))
    assert {entry.part for entry in done.values() if entry.part} == set(files(folder))
    assert done[str(paths[0])].agency == "云溪市医疗保障局"


def test_a_second_run_passes_over_what_is_done_and_reads_what_changed(copies, tmp_path):
    folder = tmp_path / "out"
    mb.write_parquet(mb.read_many(copies, figures_only=True), folder)
    before = files(folder)
    assert list(mb.read_many(copies, resume=folder)) == []

    changed = copies / "003.md"
    changed.write_text(changed.read_text("utf-8") + "另一行。\n", encoding="utf-8")
    (copies / "new.md").write_bytes(SAMPLES[0].read_bytes())
    seen = []
    mb.write_parquet(mb.read_many(copies, resume=folder, progress=lambda p: seen.append(p.done)), folder)
    after = files(folder)

    assert seen == list(range(1, 62))
    assert len(after) == len(before) + 1
    assert len(set(before) & set(after)) == len(before) - 1
    assert len({entry.part for entry in Manifest(folder).done.values()}) == 61


def test_a_torn_line_and_a_part_without_a_line_are_done_again(copies, tmp_path):
    quiet = files(mb.write_parquet(mb.read_many(copies, figures_only=True), tmp_path / "quiet"))
    folder = mb.write_parquet(mb.read_many(copies, figures_only=True), tmp_path / "out")
    manifest = folder / "manifest.jsonl"
    lines = manifest.read_bytes().splitlines(keepends=True)
    manifest.write_bytes(b"".join(lines[:40]) + lines[40][:30])
    stray = folder / f"figures/year=2024/kind=budget/.{'a' * 32}-draft.parquet"
    stray.write_bytes(b"half")
    foreign = folder / "figures/notes.txt"
    foreign.write_text("not ours")

    assert len(list(mb.read_many(copies, resume=folder))) == 20
    mb.write_parquet(mb.read_many(copies, figures_only=True, resume=folder), folder)
    assert foreign.read_text() == "not ours", "what is not ours stays"
    foreign.unlink()
    assert files(folder) == quiet
    assert len(manifest.read_bytes().splitlines()) == 60
    assert all(json.loads(line) for line in manifest.read_bytes().splitlines())


def test_what_cannot_be_stored_is_a_line_with_its_cause(tmp_path):
    document = mb.read(SAMPLES[0])
    record = next(iter(document.records())) | {"amount": Decimal("0.123456789012")}
    with Store(tmp_path / "out") as store:
        done = store.add(Result(Path("fine.md"), records=(record,), year=2024, kind="budget"))

    assert (done.part, done.rows) == ("", 0)
    assert "Arrow" in done.error_class
    with pytest.raises(UsageError):
        Store(SAMPLES[0])


def test_one_process_writes_at_a_time(tmp_path):
    pytest.importorskip("fcntl")
    program = f"from medinsure_budget.frames import Store; Store({str(tmp_path / 'out')!r})"
    command = [sys.executable, "-c", program]
    with Store(tmp_path / "out"):
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    third = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own program

    assert "另一个程序正在写" in second.stderr
    assert third.returncode == 0, third.stderr


DRIVER = """
import sys
import medinsure_budget as mb
source, folder, workers = sys.argv[1], sys.argv[2], int(sys.argv[3])
mb.write_parquet(mb.read_many(source, workers, figures_only=True, resume=folder, ordered=False), folder)
"""


def test_twenty_kills_of_the_driver_lose_nothing(copies, tmp_path):
    quiet = files(mb.write_parquet(mb.read_many(copies, figures_only=True), tmp_path / "quiet"))
    folder, kills, chance = tmp_path / "out", 0, random.Random(7)  # noqa: S311 - a repeatable choice of moments
    command = [sys.executable, "-c", DRIVER, str(copies), str(folder), "2"]
    while True:
        driver = subprocess.Popen(command, start_new_session=True, cwd=ROOT)  # noqa: S603 - our own program
        if kills < 20:
            wait_for_lines(folder, driver, at_least=2 * kills + 1)
            time.sleep(chance.random() / 5)
            kills += driver.poll() is None
            os.killpg(driver.pid, signal.SIGKILL)
            driver.wait()
        else:
            assert driver.wait() == 0
            break

    assert kills == 20
    assert files(folder) == quiet
    assert len(Manifest(folder).done) == 60


def wait_for_lines(folder, driver, at_least):
    """Let the driver get on, so that it is killed at work and not while it starts."""
    manifest = folder / "manifest.jsonl"
    while driver.poll() is None and (not manifest.exists() or manifest.read_bytes().count(b"\n") < at_least):
        time.sleep(0.02)


def test_duckdb_asks_the_folder(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    documents = list(map(mb.read, SAMPLES))
    folder = mb.write_parquet(documents, tmp_path / "out")
    query = """
        select year, kind, sum(amount) as total from read_parquet($files, hive_partitioning = true)
        where code_level = '类' and field = 'total' and form in ('Expenditure', 'FinalExpenditureBySubject')
        group by all order by year
    """
    rows = duckdb.execute(query, {"files": f"{folder}/figures/**/*.parquet"}).fetchall()

    assert [row[:2] for row in rows] == [(2023, "final_accounts"), (2024, "budget")]
    whole = mb.frame(documents)
    for year, _, total in rows:
        own = whole[(whole["year"] == year) & (whole["code_level"] == "类") & (whole["field"] == "total")]
        own = own[own["form"].isin(["Expenditure", "FinalExpenditureBySubject"])]
        assert isinstance(total, Decimal)
        assert total == sum(own["amount"])


# Dask asks pandas for what pandas will do otherwise one day.
@pytest.mark.filterwarnings("ignore:The inplace keyword:DeprecationWarning")
def test_dask_asks_the_folder(tmp_path):
    dataframes = pytest.importorskip("dask.dataframe")
    folder = mb.write_parquet(map(mb.read, SAMPLES), tmp_path / "out")
    frame = dataframes.read_parquet(folder / "figures", columns=["form", "label", "page"], split_row_groups=False)

    assert len(frame.compute()) == len(load(folder))


def test_the_same_bytes_from_processes_and_from_a_dask_cluster(copies, tmp_path):
    distributed = pytest.importorskip("distributed")
    quiet = files(mb.write_parquet(mb.read_many(copies, 2, figures_only=True), tmp_path / "quiet"))
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with cluster, distributed.Client(cluster) as client:
        results = mb.read_many(copies, client.get_executor(), figures_only=True, ordered=False)
        folder = mb.write_parquet(results, tmp_path / "dask")

    assert files(folder) == quiet
    assert len(quiet) == 60


STRANGE = {
    "another file": {"part": "../victim.txt"}, "another place": {"part": "/victim.txt"}, "no path": {"path": ["a"]},
    "up": {"part": f"figures/year=../kind=x/{'0' * 32}.parquet"}, "no name": {"part": 5}, "a later field": {"later": 1},
}  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [*(json.dumps({"path": "small.md"} | line).encode() for line in STRANGE.values()), b"[" * 99_999, b"\xff\xfe", b"null"],
    ids=[*STRANGE, "deep", "no text", "null"],
)
def test_a_line_of_a_stranger_says_nothing(small, tmp_path, line):
    victim = tmp_path / "victim.txt"
    victim.write_text("1")
    mb.write_parquet([small], tmp_path / "out")
    (tmp_path / "out/manifest.jsonl").write_bytes(line + b"\n")
    mb.write_parquet([small], tmp_path / "out")

    assert victim.exists()
    assert len(load(tmp_path / "out")) == len(small.to_frame())


@pytest.mark.parametrize("name", [".lock", "manifest.jsonl", "figures/year=2024"])
def test_nothing_is_written_through_links_out_of_the_folder(small, tmp_path, name):
    mb.write_parquet([small], tmp_path / "out")
    place, elsewhere = tmp_path / "out" / name, tmp_path / "elsewhere"
    place.rename(elsewhere)
    place.symlink_to(elsewhere)
    before = elsewhere.read_bytes() if elsewhere.is_file() else sorted(elsewhere.rglob("*"))
    if name != "manifest.jsonl":  # without its line the part is a remainder, which would go
        (tmp_path / "out/manifest.jsonl").write_text("")

    with pytest.raises(UsageError, match="不在文件夹"):
        mb.write_parquet([small], tmp_path / "out")
    assert before == (elsewhere.read_bytes() if elsewhere.is_file() else sorted(elsewhere.rglob("*")))


def test_a_folder_that_is_none_of_ours_is_a_named_error(small, tmp_path):
    folder = mb.write_parquet([small], tmp_path / "out")
    part = next(folder.rglob("*.parquet"))
    for damage in (lambda: part.with_name("other.parquet").write_bytes(part.read_bytes()), lambda: part.write_bytes(b"PAR1")):
        damage()
        with pytest.raises(UnreadableFileError):
            load(folder)
    (folder / "manifest.jsonl").write_bytes(b"x" * 1_000_001)
    with pytest.raises(UnreadableFileError, match="清单"):
        mb.write_parquet([small], folder)
    with pytest.raises(UnreadableFileError, match="figures"):
        load(tmp_path / "absent")
    for misuse in (lambda: load(folder, columns=["x"]), lambda: load(folder, filters="x"), lambda: mb.write_parquet([5], folder / "a")):
        with pytest.raises(UsageError):
            misuse()
