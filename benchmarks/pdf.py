"""Time `read_pdf` against the prototype and pdfium's bare text, interleaved, over the corpus PDFs.

    python benchmarks/pdf.py [rounds]
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.pdf import read_pdf

SHARED = Path(__file__).resolve().parents[1] / "../shared"
FILES = sorted((SHARED / "corpus/pdf").glob("*.pdf"))


def read(data: bytes) -> None:
    read_pdf(data, "benchmark", limits=Limits())


def bare_text(data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def prototype() -> Callable[[bytes], None] | None:
    """The trial code, when it is there."""
    sys.path.insert(0, str(SHARED / "prototypes"))
    try:
        import pdfium_grid3
    except ImportError:
        return None

    def run(data: bytes) -> None:
        document = pypdfium2.PdfDocument(data)
        for page in document:
            pdfium_grid3.page_all(page)
            page.close()
        document.close()

    return run


def main() -> int:
    candidates = {"read_pdf": read, "bare text": bare_text}
    if trial := prototype():
        candidates["prototype"] = trial
    if not FILES:
        print("the corpus is not here")
        return 0
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    contents = [path.read_bytes() for path in FILES]
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for turn in range(rounds + 1):
        for name in sorted(candidates, reverse=bool(turn % 2)):
            gc.collect()
            start = time.process_time()
            for data in contents:
                candidates[name](data)
            if turn:  # the first round warms up
                seconds[name].append(time.process_time() - start)
    pages = sum(len(pypdfium2.PdfDocument(data)) for data in contents)
    base = statistics.median(seconds.get("prototype", seconds["bare text"]))
    print(f"{len(FILES)} files, {pages} pages, {rounds} rounds")
    for name, times in seconds.items():
        median = statistics.median(times)
        print(f"{name:10} {median / pages * 1000:7.2f} ms/page   ratio {median / base:5.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
