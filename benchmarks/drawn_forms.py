"""Documents nobody has tuned anything to, in the forms that converters make of them: drawn ledgers in every edition.

    python benchmarks/drawn_forms.py write FOLDER --tool OTHER_FORMS [--python PYTHON]
    python benchmarks/drawn_forms.py score FOLDER [--forms md,cells] [--only e09,e17] [-v]

``write`` compiles a drawn ledger in each edition, prints it as PDF through LibreOffice and lets the given tool, a
script with the command line of a ``write --corpus DIR --out DIR``, make the other forms (it may need an interpreter of
its own). ``score`` reads every form and compares each figure with the document it was printed from: what is missing
and what stands in a wrong place. Ledgers are drawn with fixed seeds, so two runs are the same.
"""

import argparse
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

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
        (sheet.form.__name__, row.code, BLANKS.sub("", unicodedata.normalize("NFKC", row.name)), name, str(money.amount))
        for sheet in document.sheets for row in sheet for name, money in row.figures()
    )  # fmt: skip


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
        print(f"{form:<10} F1 {whole:.4f}  wanted {found['wanted']}, right {found['right']}, elsewhere {found['elsewhere']}")


def compare(name, form, source, wanted, sums, *, verbose):
    """One file: what is right, and what stands where it was not printed."""
    try:
        found = figures(mb.read(source))
    except Error as error:
        print(f"{name} {form}: {error}")
        found = Counter()
    right, elsewhere = sum((wanted & found).values()), sum((found - wanted).values())
    sums.update(wanted=sum(wanted.values()), read=sum(found.values()), right=right, elsewhere=elsewhere)
    if verbose and (right < sum(wanted.values()) or elsewhere):
        print(f"{name} {form}: wanted {sum(wanted.values())}, right {right}, elsewhere {elsewhere}")
        for sign, facts in (("-", wanted - found), ("+", found - wanted)):
            for fact in list(facts)[:12]:
                print(f"   {sign} {fact}")


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
