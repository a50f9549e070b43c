"""Documents nobody has tuned anything to, in the forms that converters make of them: drawn ledgers in every edition.

    python benchmarks/drawn_forms.py write FOLDER --tool OTHER_FORMS [--python PYTHON]
    python benchmarks/drawn_forms.py score FOLDER [--forms md,cells] [--only e09,e17] [-v]

``write`` compiles a drawn ledger in each edition, prints it as PDF through LibreOffice and lets the given tool, a
script with the command line of a ``write --corpus DIR --out DIR``, make the other forms (it may need an interpreter of
its own). ``score`` reads every form and compares each figure with the document it was printed from: what is missing
and what stands in a wrong place, and how many of both no note tells of: a figure in a wrong place needs one at its line
or its column, a missing one is told as unread, stands in such a wrong place, or is passed over in silence. Ledgers are
drawn with fixed seeds, so two runs are the same.
"""

import argparse
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from other_forms_report import Notes

import medinsure_budget as mb
from medinsure_budget.document import Agency, Document
from medinsure_budget.editions import ALL
from medinsure_budget.errors import Error
from medinsure_budget.forms import FinalStateCapital, StateCapitalExpenditure
from medinsure_budget.writing import write_pdf

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/compiling"))
from strategies import ledgers

COMPILE = {"budget": mb.compile_budget, "final_accounts": mb.compile_final_accounts}
STATE_CAPITAL = (StateCapitalExpenditure, FinalStateCapital)
AGENCIES = ("云溪市医疗保障局", "青禾县水利局", "临江区市场监督管理局", "白石镇人民政府", "望海市第二中学")
DRAWN = 12
COUNTED = ("wanted", "read", "right", "elsewhere", "elsewhere without a note", "missing", "missing without a note")
BLANKS = re.compile(r"[\s（）()“”\"]")


def drawn(edition, number):
    """The fullest of some drawn documents of an edition."""
    found = []

    @seed(100 + number)
    @settings(max_examples=DRAWN, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.data())
    def run(data):
        year = data.draw(st.integers(*edition.years))
        ledger = data.draw(ledgers(edition.kind, year, state_capital=any(p.form in STATE_CAPITAL for p in edition.sheets)))
        agency = Agency(name=AGENCIES[number % len(AGENCIES)], level=edition.level or "部门")
        found.append(COMPILE[edition.kind](ledger, agency=agency, year=year, edition=edition))

    run()
    return max(found, key=lambda document: sum(figures(document).values()))


def figures(document):
    """Every figure with its statement, row and column."""
    return Counter(
        fact_of(sheet, row, name, money) for sheet in document.sheets for row in sheet for name, money in row.figures()
    )


def fact_of(sheet, row, name, money):
    """A figure with its statement, row and column, blanks left out."""
    return sheet.form.__name__, row.code, BLANKS.sub("", unicodedata.normalize("NFKC", row.name)), name, str(money.amount)


def write(folder, tool, python):
    """Draw, print and convert."""
    entries = []
    for part in ("pdf", "truth", "documents"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for number, edition in enumerate(ALL):
        name = f"e{number:02}"
        document = drawn(edition, number)
        write_pdf(document, folder / f"pdf/{name}.pdf", overwrite=True)
        (folder / f"documents/{name}.json").write_text(json.dumps(document.to_dict(), ensure_ascii=False), encoding="utf-8")
        (folder / f"truth/{name}.json").write_text('{"tables": []}', encoding="utf-8")
        entries.append({"id": name, "source": f"pdf/{name}.pdf", "truth": f"truth/{name}.json", "edition": edition.name})
        print(name, edition.name, flush=True)
    (folder / "manifest.json").write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    subprocess.run([python, tool, "write", "--corpus", folder, "--out", folder / "forms"], check=True)


def score(folder, forms, only, *, verbose):
    """Read every form and compare."""
    sums = {}
    for entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        name = entry["id"]
        if only and name not in only:
            continue
        wanted = figures(Document.from_dict(json.loads((folder / f"documents/{name}.json").read_text(encoding="utf-8"))))
        sources = {"pdf": folder / f"pdf/{name}.pdf"}
        sources |= {path.name.split(".")[1]: path for path in sorted((folder / "forms/src").glob(f"{name}.*"))}
        for form, source in sources.items():
            if not forms or form in forms:
                compare(name, form, source, wanted, sums.setdefault(form, Counter()), verbose=verbose)
    for form, found in sums.items():
        whole = 2 * found["right"] / ((found["wanted"] + found["read"]) or 1)
        counts = ", ".join(f"{what} {found[what]}" for what in COUNTED)
        print(f"{form:<10} F1 {whole:.4f}  {counts}")


def compare(name, form, source, wanted, sums, *, verbose):
    """One file: what is right, what stands where it was not printed, and what of this nothing tells of."""
    try:
        document = mb.read(source)
    except Error as error:
        print(f"{name} {form}: {error}")
        sums.update(wanted=sum(wanted.values()), refused=sum(wanted.values()))
        return
    found = figures(document)
    surplus, missing = found - wanted, wanted - found
    silent = unnoted(document, surplus)
    lost = untold(document, missing, surplus - silent)
    counts = [wanted, found, wanted & found, surplus, silent, missing, lost]
    sums.update(dict(zip(COUNTED, (sum(c.values()) for c in counts), strict=True)))
    if verbose and (missing or surplus):
        print(f"{name} {form}:", ", ".join(f"{w} {sum(c.values())}" for w, c in zip(COUNTED, counts, strict=True)))
        for sign, facts in (("-", lost), ("-", missing - lost), ("!", silent), ("+", surplus - silent)):
            for fact in list(facts)[:12]:
                print(f"   {sign} {'silent ' if facts is lost else ''}{fact}")


def unnoted(document, surplus):
    """The figures in wrong places that no note at their line or column tells of."""
    notes = Notes(document, str)
    found = Counter()
    for sheet in document.sheets:
        for row in sheet:
            line = row.origin.grid.line(row.origin.row) if row.origin else 0
            for name, money in row.figures():
                if not (notes.on(row.page, line) or any(f"“{name}”" in n.message for n in document.notes if n.page == sheet.page)):
                    found[fact_of(sheet, row, name, money)] += 1
    return surplus & found


def untold(document, missing, noted):
    """The missing figures that are neither told as unread nor stand in a wrong place that is noted."""
    notes = Notes(document, str)
    elsewhere = Counter(fact[-1] for fact in noted.elements())
    lost = Counter()
    for fact in missing.elements():
        if elsewhere[fact[-1]]:
            elsewhere[fact[-1]] -= 1
        elif not notes.takes(abs(Decimal(fact[-1]))):
            lost[fact] += 1
    return lost


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("write", "score"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tool", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--forms", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    if options.what == "write":
        write(options.folder, options.tool, options.python)
    else:
        forms, only = (set(filter(None, text.split(","))) for text in (options.forms, options.only))
        score(options.folder, forms, only, verbose=options.verbose)


if __name__ == "__main__":
    main()
