"""Many files at once: whatever happens to a file or a worker is a result, and nothing is lost."""

import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from attrs import evolve

import medinsure_budget as mb
from medinsure_budget.batch import Progress, WorkerLostError, read_many
from medinsure_budget.batch.pool import Pool
from medinsure_budget.batch.work import Work
from medinsure_budget.errors import UsageError
from medinsure_budget.sources import isolated

DATA = Path(__file__).resolve().parents[1] / "examples/data"
SAMPLES = sorted(DATA.glob("*.md"))


@pytest.fixture
def paths(tmp_path):
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"")
    return [*SAMPLES, bad, tmp_path / "absent.md"]


def test_a_bad_file_is_a_result_with_its_class_and_cause(paths):
    results = list(read_many(paths))

    assert [r.ok for r in results] == [True] * (len(paths) - 2) + [False, False]
    assert "bad.md" in results[-2].error
    assert results[-1].error_class == "UnreadableFileError"
    assert "absent.md" in results[-1].cause


def test_processes_give_the_same_as_one_after_the_other(paths):
    with ProcessPoolExecutor(2) as executor:
        together = list(read_many(paths, executor))

    assert together == list(read_many(paths))


def test_a_number_of_processes_or_what_makes_an_executor_will_do(paths):
    alone = list(read_many(paths, figures_only=True))

    assert list(read_many(paths, 2, figures_only=True)) == alone
    assert list(read_many(paths, lambda: ProcessPoolExecutor(1), figures_only=True)) == alone
    assert sorted(r.path for r in read_many(paths, 2, ordered=False)) == sorted(r.path for r in alone)


def test_figures_alone_say_who_when_and_what(paths):
    whole, figures = (list(read_many(paths, figures_only=only)) for only in (False, True))

    with pytest.warns(mb.errors.UnreadFilesWarning, match="没有读成"):
        assert mb.frame(whole).equals(mb.frame(figures))
    for one, other in zip(whole, figures, strict=True):
        assert (one.agency, one.year, one.kind, one.sha256) == (other.agency, other.year, other.kind, other.sha256)
        assert other.document is None
    assert figures[0].year in (2023, 2024)
    assert figures[0].kind in ("budget", "final_accounts")


def test_a_folder_is_read_file_by_file(tmp_path):
    (tmp_path / "一").mkdir()
    for at, sample in enumerate(SAMPLES):
        (tmp_path / "一" / f"{at}.md").write_bytes(sample.read_bytes())
    (tmp_path / "说明.ini").write_text("no document")
    for litter in ("~$0.docx", "._0.md"):
        (tmp_path / "一" / litter).write_text("left by Office, by a Mac")

    assert [r.path.name for r in read_many(tmp_path)] == [f"{at}.md" for at in range(len(SAMPLES))]
    assert len(list(read_many(SAMPLES[0]))) == 1
    with pytest.raises(UsageError, match="没有这个文件"):
        read_many(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="timeout"):
        read_many(tmp_path, timeout=-1)
    with pytest.raises(UsageError, match="进程数"):
        read_many(tmp_path, 0)


def test_a_document_of_a_kind_that_is_not_read_is_named_not_passed_over(tmp_path):
    (tmp_path / "决算.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off")

    (result,) = read_many(tmp_path)

    assert not result.ok
    assert "决算.doc" in str(result.error)


def test_files_and_documents_are_checked(paths):
    results = list(mb.check_many([*paths, mb.read(SAMPLES[0])], figures_only=True))

    assert [r.report is not None for r in results] == [r.ok for r in results]
    assert results[0].report.ok == mb.check(mb.read(SAMPLES[0])).ok
    assert results[-1].ok
    assert results[0].document is None
    assert [r.ok for r in mb.check_many(paths, 2)] == [r.ok for r in results[:-1]]


def test_checks_of_many_files_are_one_list(paths, tmp_path):
    taken = list(mb.check_many(paths))
    gathered = mb.check_many(iter(paths))

    assert len(gathered.reports) == sum(result.ok for result in taken)
    assert len(gathered.reports.unchecked) == sum(not result.ok for result in taken)
    assert len(gathered.to_frame()) == sum(len(result.report.findings) for result in taken if result.ok)
    gathered.to_xlsx(tmp_path / "清单.xlsx")
    assert (tmp_path / "清单.xlsx").stat().st_size
    assert gathered.to_html(tmp_path / "报告").name == "index.html"
    assert list(gathered) == []


def test_wrong_arguments_of_a_check_are_results_too(paths):
    (result,) = mb.check_many([SAMPLES[0]], waivers=paths[-1])

    assert (result.ok, result.error_class) == (False, "UsageError")


def test_progress_is_told_after_each_file(paths):
    seen: list[Progress] = []
    results = list(read_many(paths, progress=seen.append))

    assert [p.done for p in seen] == list(range(1, len(paths) + 1))
    assert [p.result for p in seen] == results
    assert {p.total for p in seen} == {len(paths)}
    list(read_many(iter(paths), progress=seen.append))
    assert seen[-1].total is None
    assert len(list(read_many(paths, progress=True))) == len(paths)


class Counting(Executor):
    """An executor that does nothing until the driver waits, and knows how much it was given."""

    def __init__(self):
        self.pool, self.now, self.most = ThreadPoolExecutor(2), 0, 0

    def submit(self, function, /, *arguments):
        self.now += 1
        self.most = max(self.most, self.now)
        future: Future = self.pool.submit(function, *arguments)
        future.add_done_callback(lambda _: setattr(self, "now", self.now - 1))
        return future


@pytest.mark.parametrize("ordered", [True, False])
def test_no_more_is_handed_out_than_may_be_in_flight(ordered):
    asked = 0

    def tasks():
        nonlocal asked
        for task in range(400):
            asked += 1
            yield task

    executor = Counting()
    run = Pool(lambda task: task, lambda _, error: error, executor, in_flight=5).run(tasks(), ordered=ordered)
    got = []
    for outcome in run:
        got.append(outcome)
        assert asked <= len(got) + 30
    assert executor.most <= 6
    assert got == list(range(400)) if ordered else sorted(got) == list(range(400))


def test_a_run_that_is_given_up_leaves_nothing_behind():
    run = read_many(SAMPLES * 20, 2)
    next(run)
    run.close()


def deadly(task):
    """Work that a certain task does not survive."""
    if task == "killer":
        os.kill(os.getpid(), signal.SIGKILL)
    return task


@pytest.mark.parametrize("own", [True, False])
def test_the_task_that_kills_its_worker_is_named_and_all_others_are_done(own):
    tasks = [*range(10), "killer", *range(10, 30)]
    executor = (lambda: ProcessPoolExecutor(2)) if own else ProcessPoolExecutor(2)
    pool = Pool(deadly, lambda task, error: (task, type(error)), executor)

    assert list(pool.run(tasks)) == [*range(10), ("killer", WorkerLostError), *range(10, 30)]


def test_an_executor_that_is_of_no_use_ends_the_run_and_not_the_program():
    class Dead(Executor):
        def submit(self, *_, **__):
            raise RuntimeError("no more")

    outcomes = list(Pool(deadly, lambda task, error: (task, str(error)), Dead()).run(range(200)))

    assert [task for task, _ in outcomes] == list(range(200))
    assert "no more" in outcomes[0][1]


def test_random_kills_of_workers_lose_nothing():
    """Twenty kills, each of whichever worker is there; the results are those of a quiet run."""
    pools: list[ProcessPoolExecutor] = []

    def make():
        pools.append(ProcessPoolExecutor(2))
        return pools[-1]

    kills, results = 0, []
    for result in read_many(SAMPLES * 35, make, figures_only=True):
        results.append(result)
        if kills < 20 and len(results) % 3 == 0:
            victims = list((pools[-1]._processes or {}).values())
            if victims:
                victims[kills % len(victims)].kill()
                kills += 1

    assert kills == 20
    assert len(pools) > 5
    assert results == list(read_many(SAMPLES, figures_only=True)) * 35


ORPHANS = """
import sys, time
from pathlib import Path
from medinsure_budget.batch import read_many
run = read_many([Path(sys.argv[1])] * 1000, 2, figures_only=True)
next(run)
print(*(p for p in Path('/proc').glob('[0-9]*') if (p / 'stat').exists()
        and (p / 'stat').read_text().rsplit(')', 1)[1].split()[1] == str(__import__('os').getpid())), flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are looked up in /proc")
def test_workers_do_not_outlive_their_driver():
    command = [sys.executable, "-c", ORPHANS, str(SAMPLES[0])]
    driver = subprocess.Popen(command, cwd=DATA.parents[1], stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
    with driver:
        workers = [Path(place) for place in driver.stdout.readline().split()]
        driver.kill()
    deadline = time.monotonic() + 30
    while any(worker.exists() for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.1)

    assert len(workers) >= 2
    assert [worker.name for worker in workers if worker.exists()] == []


def sleepy(_):
    time.sleep(60)


def greedy(_):
    return len(bytearray(3_000_000_000))


def exiting(_):
    os._exit(7)


def test_time_and_memory_of_a_file_are_bound_and_its_process_goes_on():
    with pytest.raises(TimeoutError, match="1秒"):
        isolated.call(sleepy, 1, timeout=1, memory=0)
    with pytest.raises(WorkerLostError, match="退出码7"):
        isolated.call(exiting, 1, timeout=20, memory=0)
    with pytest.raises(MemoryError):
        isolated.call(greedy, 1, timeout=60, memory=1_000_000_000)
    assert isolated.call(os.path.basename, "甲/乙", timeout=20, memory=1_000_000_000) == "乙"


def test_bounds_change_nothing_for_files_that_keep_to_them(paths):
    bound = list(read_many(paths, figures_only=True, timeout=120, memory=2_000_000_000))

    assert bound == list(read_many(paths, figures_only=True))


def test_a_file_that_takes_too_long_is_a_result_and_the_next_is_read():
    (late,) = read_many([SAMPLES[0]], timeout=0.001)
    (fine,) = read_many([SAMPLES[0]], timeout=120)

    assert (late.ok, late.error_class, late.path) == (False, "TimeoutError", SAMPLES[0])
    assert fine.ok
    assert late.sha256 == fine.sha256


def test_what_goes_to_the_workers_is_small():
    official = evolve(Work(), catalogue=pickle.dumps(mb.catalogue(2024)))

    assert len(pickle.dumps(official)) < 2000
