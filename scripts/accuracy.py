"""Write the accuracy table of docs/release.md from documents whose figures somebody has typed out by hand.

    python scripts/accuracy.py FOLDER     FOLDER holds manifest.json, the documents and their true figures

Without such a folder the table that stands in the page stays as it is. A figure is right when its table, its row (code, or
label where no code is printed) and its amount are those of the printed page; one that the page does not print is surplus.
"""  # noqa: INP001 - a script is one file

import json
import re
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import medinsure_budget as mb
from medinsure_budget.forms.words import fold

PAGE = Path(__file__).resolve().parents[1] / "docs" / "release.md"
BEGIN, END = "<!-- accuracy -->", "<!-- /accuracy -->"
KINDS = {"budget": "预算", "final_accounts": "决算"}
Figures = Counter[tuple[str, str, Decimal]]


def row_key(code: object, label: object) -> str:
    """A row by its code, else by its folded label."""
    return re.sub(r"\D", "", str(code or "")) or fold(str(label or ""))


def true_figures(path: Path) -> Figures:
    """What is printed: title, row and amount in 元; printed rates are no amounts."""
    found: Figures = Counter()
    for table in json.loads(path.read_text("utf-8"))["tables"]:
        scale = mb.Money(1, table["unit"]).yuan
        for row in table["rows"]:
            key = row_key(row.get("code"), row.get("label"))
            for value in row["values"].values():
                if not value.endswith("%"):
                    found[fold(table["title"]), key, Decimal(value.replace(",", "")) * scale] += 1
    return found


def read_figures(path: Path) -> Figures:
    """What the library reads."""
    rows = mb.read(path).to_frame().dropna(subset=["amount"]).to_dict("records")
    return Counter((fold(row["title"]), row_key(row["code"], row["label"]), row["amount"]) for row in rows)


def line(folder: Path, entry: dict[str, Any]) -> tuple[str, ...]:
    """One document: what it is, how many figures it prints, how many of them are right, how many are surplus."""
    true, read = true_figures(folder / entry["truth"]), read_figures(folder / entry["source"])
    right, surplus = (true & read).total(), (read - true).total()
    return (
        entry["agency"], str(entry["year"]), KINDS[entry["kind"]], Path(entry["source"]).suffix[1:],
        str(true.total()), str(right), str(surplus),
    )  # fmt: skip


def table(folder: Path) -> str:
    """The whole table with its last line, the sums."""
    lines = [line(folder, entry) for entry in json.loads((folder / "manifest.json").read_text("utf-8"))]
    sums = tuple(str(sum(int(row[place]) for row in lines)) for place in (4, 5, 6))
    heads = ("部门或单位", "年度", "种类", "格式", "印出的数", "读对", "多出")
    rows = [heads, ("---",) * len(heads), *lines, ("合计", "", "", "", *sums)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> None:
    """Put the table between its marks."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if folder is None or not (folder / "manifest.json").is_file():
        sys.stderr.write("没有可对照的文件，准确度表保持原样\n")
        return
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{mb.__version__} 版：\n\n{table(folder)}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
