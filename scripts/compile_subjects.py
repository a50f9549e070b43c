# ruff: noqa: INP001 - scripts are no package
"""Turn the drafts of the subject catalogue (CSV) into the generated layer that the package ships.

Run ``python scripts/compile_subjects.py <folder with functional.csv ...>`` from the root of the project. One row of a
draft becomes one row per name and period: ``renamed_from`` and ``changes.csv`` are turned into dated names. What a
person found out afterwards stands in ``manual_*.tsv`` and is never written by this script.
"""

import argparse
import csv
import re
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "medinsure_budget/subjects/data"
TITLES = {
    "functional": "支出功能分类（类、款、项）",
    "economic": "部门预算支出经济分类（类、款）",
    "government_economic": "政府预算支出经济分类（类、款）",
    "revenue": "收入分类（类、款、项）",
}
DRAFTS = {"economic": "economic_department", "government_economic": "economic_government"}
FIRST_COMPILED_YEAR = "2017"
COLUMNS = "code name since until confidence attested disputed_name undated_names"
PROVENANCE = """\
# {title} · 自动生成层，请勿手工修改；更正写入 manual_{name}.tsv
# 来源：两份互不参照、凭公开知识整理的科目草稿比对而成（{drafts}），由 scripts/compile_subjects.py 生成。
# 声明：本表未与财政部《政府收支分类科目》原件核对，不是官方文件。
"""
CROSSWALK = """\
# 部门预算支出经济分类与政府预算支出经济分类的对应 · 自动生成层
# 来源：两份互不参照、凭公开知识整理的对照草稿比对而成（economic_crosswalk.csv），由 scripts/compile_subjects.py 生成。
# 声明：本表未与财政部《政府收支分类科目》原件核对，不是官方文件。
"""
_OLD_NAME = re.compile(r"(?P<name>.+?)(?:（(?P<since>\d{4})?(?P<range>-)?(?P<until>\d{4})?）)?")


def read(path: Path) -> list[dict[str, str]]:
    """Read one draft."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def former_names(text: str) -> Iterator[tuple[str, str, str]]:
    """Split ``旧名（起-止）;…`` into (name, since, until); a name without years has neither."""
    for part in filter(None, text.split(";")):
        found = _OLD_NAME.fullmatch(part)
        assert found, part  # noqa: S101 - a draft that does not parse must stop the run
        since, until = found["since"] or "", found["until"] or ""
        yield found["name"], since, until if found["range"] else since


def dated_rows(draft: list[dict[str, str]]) -> list[dict[str, str]]:
    """Make one row per name and period."""
    rows = []
    stated = {(row["code"], row["name"]) for row in draft}
    for row in draft:
        undated, since = [], row["valid_from"]
        for name, begin, end in former_names(row["renamed_from"]):
            if not end:
                undated.append(name)
            elif (row["code"], name) not in stated:
                rows.append(entry(row["code"], name, begin, end, "single"))
            since = max(since, str(int(end) + 1)) if end else since
        rows.append(entry(row["code"], row["name"], since, row["valid_to"], row["confidence"]) | {
            "attested": row["attested_years"], "disputed_name": row["other_name"], "undated_names": ";".join(undated),
        })
    return rows


def entry(code: str, name: str, since: str, until: str, confidence: str) -> dict[str, str]:
    """Make a row with every column."""
    return dict.fromkeys(COLUMNS.split(), "") | {
        "code": code, "name": name, "since": since, "until": until, "confidence": confidence,
    }


def apply_changes(rows: list[dict[str, str]], changes: list[dict[str, str]]) -> None:
    """Fill the years that only the list of changes knows; years that a draft states stay."""
    for change in changes:
        before = str(int(change["year"]) - 1)
        named = {row["name"]: row for row in rows if row["code"] == change["code"]}
        if change["kind"] == "renamed" and change["old_name"] not in named and change["new_name"] in named:
            rows.append(entry(change["code"], change["old_name"], "", before, "single"))
        if (old := named.get(change["old_name"])) is not None and not old["until"]:
            old["until"] = before
        if (new := named.get(change["new_name"])) is not None and not new["since"]:
            new["since"] = change["year"]


def end_the_earlier(rows: list[dict[str, str]]) -> None:
    """A code has one name in a year: an open beginning starts when the name before it ended."""
    ends: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row["until"] or "9999"):
        if not row["since"] and row["code"] in ends:
            row["since"] = str(int(ends[row["code"]]) + 1)
        ends[row["code"]] = row["until"]


def begin_with_parents(rows: list[dict[str, str]]) -> None:
    """A draft often dates only the 款: what stands under it did not exist earlier.

    Up to the first compiled year a dated name says that the name before it is missing, not that the code is new.
    """
    first: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row["code"], row["since"] or "0")):
        if not row["since"]:
            row["since"] = first.get(row["code"][:-2], "")
        first.setdefault(row["code"], row["since"] if row["since"] > FIRST_COMPILED_YEAR else "")


def write(path: Path, header: str, rows: list[dict[str, str]]) -> None:
    """Write the provenance, the columns and the rows."""
    lines = ["\t".join(rows[0]), *("\t".join(row.values()) for row in rows)]
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(rows)} rows")  # noqa: T201 - a script reports


def main() -> None:
    """Compile every draft of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for name, title in TITLES.items():
        draft = f"{DRAFTS.get(name, name)}.csv"
        rows = dated_rows(read(folder / draft))
        if name == "functional":
            apply_changes(rows, read(folder / "changes.csv"))
            draft += "、changes.csv"
        end_the_earlier(rows)
        begin_with_parents(rows)
        rows.sort(key=lambda row: (row["code"], row["since"] or "0"))
        write(DATA / f"generated_{name}.tsv", PROVENANCE.format(title=title, name=name, drafts=draft), rows)
    crosswalk = [
        {"department": row["dept_code"], "government": row["gov_code"], "unit": row["unit_kind"],
         "confidence": row["confidence"]}
        for row in read(folder / "economic_crosswalk.csv")
    ]
    write(DATA / "generated_crosswalk.tsv", CROSSWALK, crosswalk)


if __name__ == "__main__":
    main()
