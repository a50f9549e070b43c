"""Read every hostile file that the tests make, each in a process of its own: what came of it, CPU seconds and memory.

python benchmarks/hostile_set.py                     each file is read, checked and written again
python benchmarks/hostile_set.py ../shared/hostile   also the files of a folder
"""

import argparse
import resource
import sys
import tempfile
import time
import warnings
from collections import Counter
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from hostile import made  # noqa: E402 - the path is set first
from hostile_kinds import kinds  # noqa: E402 - as above
from hostile_large import large  # noqa: E402 - as above
from hostile_more import more  # noqa: E402 - as above

from medinsure_budget import check, read, write_docx, write_html, write_xlsx  # noqa: E402 - as above
from medinsure_budget.errors import Error  # noqa: E402 - as above

MOST_SECONDS, MOST_BYTES = 5.0, 500_000_000
# Beyond these the process is ended: CPU seconds, and seconds on a machine that has other work too.
ENDLESS, PATIENCE = 20, 600


def tried(name, data):
    """Read, check and write one file: what came of it."""
    try:
        document = read(data, name=name)
        with tempfile.TemporaryDirectory() as folder:
            report = check(document)
            report.to_html(Path(folder) / "report.html")
            report.to_xlsx(Path(folder) / "report.xlsx")
            for suffix, write in (("xlsx", write_xlsx), ("docx", write_docx), ("html", write_html)):
                if document.sheets or suffix != "xlsx":
                    write(document, Path(folder) / f"again.{suffix}")
    except Error as error:
        named = name.split("/")[-1] in str(error) or type(error).__name__ == "UsageError"
        return type(error).__name__ if named else f"no name: {error}"
    except Exception as error:  # noqa: BLE001 - the point of the exercise
        return f"leaked {type(error).__name__}: {error}"
    return "read, with notes" if document.notes else "read"


def _child(name, data, pipe):
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_DATA, (2_000_000_000, 2_000_000_000))
    resource.setrlimit(resource.RLIMIT_CPU, (ENDLESS, ENDLESS))
    begin = time.process_time()
    pipe.send(
        (tried(name, data), time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
    )


def apart(name, data):
    """The same in a process of its own, which is ended when it takes far too long."""
    here, there = get_context("fork").Pipe()
    process = get_context("fork").Process(target=_child, args=(name, data, there))
    process.start()
    there.close()
    try:
        told = here.recv() if here.poll(PATIENCE) else None
    except EOFError:
        told = None
    told = told or (f"leaked: no end in {ENDLESS} CPU s", float(ENDLESS), 0)
    process.kill()
    process.join()
    return told


def extra():
    """The larger files, which the tests leave out."""
    yield from ((f"more-{name[:60]}", data.encode() if isinstance(data, str) else data) for name, data in more())
    yield from ((f"kinds-{name}", data) for name, data in kinds())
    yield from ((f"large-{name}", data) for name, data in large())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="*", type=Path)
    parser.add_argument("--only", default="", help="files whose name holds this")
    parser.add_argument("--all", action="store_true", help="print what each file came to")
    asked = parser.parse_args()
    folders = ((path.name, path.read_bytes()) for folder in asked.folder for path in sorted(folder.iterdir()))
    outcomes, bad, worst, most = Counter(), [], (0.0, ""), (0, "")
    for name, data in chain(made(), extra(), folders):
        if asked.only not in name:
            continue
        found, seconds, memory = apart(name, data)
        outcomes[found.split(":")[0]] += 1
        worst, most = max(worst, (seconds, name)), max(most, (memory, name))
        if found.startswith(("leaked", "no name")) or seconds > MOST_SECONDS or memory > MOST_BYTES:
            bad.append(f"{name}: {found}, {seconds:.1f} CPU s, {memory / 1e6:.0f} MB")
            print(bad[-1], flush=True)
        elif asked.all:
            print(f"{name}: {found[:60]}, {seconds:.1f} CPU s, {memory / 1e6:.0f} MB", flush=True)
    for found, times in outcomes.most_common():
        print(f"{times:>5}  {found}")
    print(
        f"{outcomes.total()} files, {len(bad)} bad; longest {worst[0]:.2f} CPU s ({worst[1]}), "
        f"largest {most[0] / 1e6:.0f} MB ({most[1]})"
    )
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
