"""Read a folder on a Dask cluster into a folder of Parquet; run it again to go on where it stopped.

    python examples/on_dask.py [FOLDER] [OUTPUT] [SCHEDULER]

Without a scheduler's address a cluster of two worker processes is started on this machine.
"""

import sys
from contextlib import ExitStack
from pathlib import Path

from distributed import Client, LocalCluster

import medinsure_budget as mb
from medinsure_budget.frames import load

HERE = Path(__file__).resolve().parent


def main(source: Path, output: Path, scheduler: str = "") -> None:
    """Read everything that is not done yet, and say what there is."""
    with ExitStack() as stack:
        # One thread a worker: the PDF engine must not be used by two threads at once.
        local = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
        cluster = scheduler or stack.enter_context(LocalCluster(**local))
        client = stack.enter_context(Client(cluster))
        print(f"{len(client.ncores())} 个工作进程")
        results = mb.read_many(
            source, client.get_executor(), figures_only=True, ordered=False, resume=output,
            in_flight=4 * len(client.ncores()), progress=True,
        )  # fmt: skip
        mb.write_parquet(results, output)
    frame = load(output)
    print(f"{output}：{frame['document'].nunique()} 份文件，{len(frame)} 个数")


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    folder, target = Path(given.get(0, HERE / "data")), Path(given.get(1, HERE / "output/figures"))
    main(folder, target, *list(given.values())[2:])
