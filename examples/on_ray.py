"""Read a folder on Ray into a folder of Parquet; run it again to go on where it stopped.

    python examples/on_ray.py [FOLDER] [OUTPUT] [ADDRESS]

Ray has no executor of its own; a task that is submitted and answers with a future is all that is needed.
"""

import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import ray

import medinsure_budget as mb
from medinsure_budget.frames import load

HERE = Path(__file__).resolve().parent


class RayExecutor(Executor):
    """An executor whose work is done by Ray's workers, one processor for each task."""

    def __init__(self, address: str | None = None) -> None:
        """Join a cluster, or start one on this machine."""
        ray.init(address=address, ignore_reinit_error=True)
        # A file that kills its worker is tried again by `read_many`, which then knows which one it was.
        self._run = ray.remote(max_retries=0)(lambda function, arguments: function(*arguments))
        self._max_workers = int(ray.cluster_resources()["CPU"])

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> "Future[Any]":
        """Hand out one task."""
        future: Future[Any] = self._run.remote(fn, args).future()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - the executor's own signature
        """Leave the cluster."""
        ray.shutdown()


def main(source: Path, output: Path, address: str | None = None) -> None:
    """Read everything that is not done yet, and say what there is."""
    with RayExecutor(address) as executor:
        results = mb.read_many(source, executor, figures_only=True, ordered=False, resume=output, progress=True)
        mb.write_parquet(results, output)
    frame = load(output)
    print(f"{output}：{frame['document'].nunique()} 份文件，{len(frame)} 个数")


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    folder, target = Path(given.get(0, HERE / "data")), Path(given.get(1, HERE / "output/figures"))
    main(folder, target, *list(given.values())[2:])
