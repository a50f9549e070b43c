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
COLUMNS = "code name since until confidence attested disputed_name undated_names basis evidence"
PROVENANCE = """\
# {title} · 自动生成层，请勿手工修改；更正写入 manual_{name}.tsv
# 来源：两份互不参照、凭公开知识整理的科目草稿比对而成（{drafts}），由 scripts/compile_subjects.py 生成。
# 更正：按公开文件、收支对应和用词年份（corrections.csv、words_born.csv）。
# basis：document 公开文件印有，mirror 由收支对应的科目推得，history 由制度沿革推得，drafts 仅据草稿；evidence 写明文件。
# 声明：本表未与财政部《政府收支分类科目》原件核对，不是官方文件。
"""
CROSSWALK = """\
# 部门预算支出经济分类与政府预算支出经济分类的对应 · 自动生成层
# 来源：两份互不参照、凭公开知识整理的对照草稿比对而成（economic_crosswalk.csv），由 scripts/compile_subjects.py 生成。
# 声明：本表未与财政部《政府收支分类科目》原件核对，不是官方文件。
"""
BASES = ("document", "mirror", "history", "drafts")
# Here 灾害防治 and 生态环境 are ordinary words, older than the subjects that are called so.
ORDINARY_WORDS = ("2200111", "2230204")
TRANSFERS = ("23001", "23002", "23003", "23004", "11001", "11002", "11003", "11004")
PRINTED = "部门预算、决算等公开文件"
# How the page calls what a correction rests on; an address is left out where the document has a name and a date.
_NAMED_DOCUMENT = re.compile(r"[^(]*\((?P<name>(?:财政部|财预)[^()]*)\)")
_FINAL_ACCOUNTS = re.compile(r".*\(final accounts (?P<year>\d{4}) of a street office\)")
_MIRROR = re.compile(r"mirror of (?:expenditure |revenue )?(?P<code>\d+)")
_HISTORY = {
    "抗疫特别国债 was first issued in 2020": "抗疫特别国债2020年首次发行",
    "large VAT refunds and this transfer began in 2022": "大规模增值税留抵退税及其转移支付始于2022年",
}
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


def dated_rows(draft: list[dict[str, str]], known: dict[tuple[str, bool], dict[str, str]]) -> list[dict[str, str]]:
    """Make one row per name and period, each with what it rests on."""
    rows = []
    stated = {(row["code"], row["name"]) for row in draft}
    for row in draft:
        undated, since = [], row["valid_from"]
        for name, begin, end in former_names(row["renamed_from"]):
            if not end:
                undated.append(name)
            elif (row["code"], name) not in stated:
                rows.append(entry(row["code"], name, begin, end, "single") | known.get((row["code"], True), {}))
            since = max(since, str(int(end) + 1)) if end else since
        rows.append(entry(row["code"], row["name"], since, row["valid_to"], row["confidence"]) | {
            "attested": row["attested_years"], "disputed_name": row["other_name"], "undated_names": ";".join(undated),
        } | ({"basis": "document", "evidence": PRINTED} if row["attested_years"] else {}) | known.get((row["code"], False), {}))
    return rows


def entry(code: str, name: str, since: str, until: str, confidence: str) -> dict[str, str]:
    """Make a row with every column."""
    return dict.fromkeys(COLUMNS.split(), "") | {
        "code": code, "name": name, "since": since, "until": until, "confidence": confidence, "basis": "drafts",
    }


def told(source: str) -> str:
    """Say in Chinese what a correction rests on; a source that is not understood must stop the run."""
    if source == "evidence.csv":
        return PRINTED
    if found := _NAMED_DOCUMENT.fullmatch(source):
        return found["name"].replace(", ", "，")
    if found := _FINAL_ACCOUNTS.fullmatch(source):
        return f"某街道办事处{found['year']}年度部门决算"
    if found := _MIRROR.match(source):
        return f"与{found['code']}对应"
    return _HISTORY[source]


def bases(corrections: list[dict[str, str]], table: str) -> dict[tuple[str, bool], dict[str, str]]:
    """What the rows of a table rest on, strongest first, by code and whether it is about a former name."""
    found: dict[tuple[str, bool], dict[str, dict[str, None]]] = {}
    for line in sorted(corrections, key=lambda line: BASES.index(line["basis"].split()[0])):
        if line["table"] == table and line["change"] != "withdraw":
            key = line["code"], line["change"] == "set renamed_from"
            found.setdefault(key, {}).setdefault(line["basis"], {})[told(line["source"])] = None
    return {key: {"basis": " ".join(by), "evidence": "；".join(dict.fromkeys(source for told_by in by.values() for source in told_by))}
            for key, by in found.items()}


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


def begin_with_words(rows: list[dict[str, str]], born: dict[str, str]) -> None:
    """No name stands in a year before its words existed; the name before it holds until then."""
    for row in rows:
        year, word = max(((first, word) for word, first in born.items() if word in row["name"]), default=("", ""))
        if row["since"] >= year or row["code"] in ORDINARY_WORDS or (row["until"] and row["until"] < year):
            continue
        for earlier in rows:
            if row["since"] and earlier["code"] == row["code"] and earlier["until"] == str(int(row["since"]) - 1):
                earlier["until"] = str(int(year) - 1)
        row["since"] = year
        row["basis"] = " ".join(dict.fromkeys([*row["basis"].replace("drafts", "").split(), "history"]))
        row["evidence"] = "；".join(filter(None, [row["evidence"], f"“{word}”一词不早于{year}年"]))


def mirror(one: list[dict[str, str]], other: list[dict[str, str]]) -> None:
    """A transfer between governments is expenditure 230xx of one and income 110xx of the other, in the same years."""
    known = {(row["code"][3:], stem(row["name"])): row for row in one if row["code"].startswith(TRANSFERS)}
    for row in other:
        same = known.get((row["code"][3:], stem(row["name"]))) if row["code"].startswith(TRANSFERS) else None
        if same and same["since"] and not row["since"]:
            row["since"], row["basis"], row["evidence"] = same["since"], "mirror", f"与{same['code']}对应"


def stem(name: str) -> str:
    """The name of a transfer without its side."""
    return name.removesuffix("支出").removesuffix("收入")


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
    corrections = read(folder / "corrections.csv")
    born = {row["word"]: row["first_year"] for row in read(folder / "words_born.csv")}
    tables = {name: dated_rows(read(folder / f"{DRAFTS.get(name, name)}.csv"), bases(corrections, DRAFTS.get(name, name)))
              for name in TITLES}
    apply_changes(tables["functional"], read(folder / "changes.csv"))
    for rows in tables.values():
        end_the_earlier(rows)
        begin_with_words(rows, born)
    mirror(tables["functional"], tables["revenue"])
    mirror(tables["revenue"], tables["functional"])
    for name, rows in tables.items():
        begin_with_parents(rows)
        rows.sort(key=lambda row: (row["code"], row["since"] or "0"))
        drafts = f"{DRAFTS.get(name, name)}.csv" + ("、changes.csv" if name == "functional" else "")
        write(DATA / f"generated_{name}.tsv", PROVENANCE.format(title=TITLES[name], name=name, drafts=drafts), rows)
    crosswalk = [
        {"department": row["dept_code"], "government": row["gov_code"], "unit": row["unit_kind"],
         "confidence": row["confidence"]}
        for row in read(folder / "economic_crosswalk.csv")
    ]
    write(DATA / "generated_crosswalk.tsv", CROSSWALK, crosswalk)


if __name__ == "__main__":
    main()
