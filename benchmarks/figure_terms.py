"""What became of every printed figure of the files of a folder, summed up by their form.

    python benchmarks/figure_terms.py FOLDER

FOLDER has a ``manifest.json`` of the files and their form. The terms of each row add up to what is printed; the
command ends with 1 when a file's do not, or when its data hold a figure that is printed nowhere.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import medinsure_budget as mb

TERMS = ("files", "printed", "frame", "counts", "claims", "ignored", "unread", "wrong")


def main() -> int:
    """Sum up and print."""
    folder = Path(sys.argv[1])
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        found = mb.read(folder / entry["source"]).accounting
        terms = {name: getattr(found, name) for name in ("printed", "frame", "counts", "claims")}
        ignored = sum(number for _, number in found.ignored)
        sums[entry["form"]].update(terms, files=1, ignored=ignored, unread=len(found.unread), wrong=not found.balanced)
    print("".join(f"{name:>10}" for name in ("form", *TERMS)))
    for form, terms in sums.items():
        print("".join(f"{word:>10}" for word in (form, *(terms[name] for name in TERMS))))
    return 1 if any(terms["wrong"] for terms in sums.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
