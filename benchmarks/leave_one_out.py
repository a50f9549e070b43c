"""What is read of a province's documents when the forms know nothing that this province alone prints.

Every title pattern is narrowed to the titles that the other provinces' documents print, and every label of a column
or line that none of them prints is taken away; then the province's own documents are read and scored.

Run: python benchmarks/leave_one_out.py [folder of the corpus]
"""

import importlib.util
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from attrs import evolve

import medinsure_budget as mb
from medinsure_budget.forms import ALL, Form, Marker, Row
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.reading import columns as reading_columns

Printed = set[str]
Document = mb.Budget | mb.FinalAccounts


def province(name: str) -> str:
    """The family of a corpus document, as its id begins."""
    return re.sub(r"[0-9]+$", "", name)


def words_of(document: Document) -> Printed:
    """The folded titles, header words and labels that a document prints."""
    found: Printed = set()
    for sheet in document.sheets:
        found.add(core(sheet.title))
        for column in sheet.columns:
            found |= {word for printed in column.path for word in (fold(printed), reading_columns.header_word(printed))}
        found |= {without_ordinal(fold(row.name)) for row in sheet}
        found |= {without_ordinal(fold(item.label)) for item in sheet.items}
    return found


def core(title: str) -> str:
    """A title without its year, and without what tells a department from a unit."""
    return re.sub(r"^20[0-9]{2}年度?|市本级|区级|预算单位|部门|单位", "", without_ordinal(fold(title)))


def pruned(form: Form, others: Printed) -> Form:
    """The form as one would declare it who has seen the other provinces only."""
    known = [title for title in others if title.endswith(("表", ")")) and form.match_title(title)]
    titles = tuple(re.compile(re.escape(title)) for title in known)
    lines = tuple(evolve(line, labels=kept(line.labels, others) or ("",)) for line in form.lines)
    fewer = evolve(form, patterns=titles, lines=lines)
    fields = {name: evolve(m, labels=labels_left(m, others)) for name, m in form.fields.items()}
    object.__setattr__(fewer, "fields", fields)  # what the form would work out from its class
    return fewer


def labels_left(marker: Marker, others: Printed) -> tuple[str, ...]:
    """Codes and names are told by their content; labels of amounts have to be known."""
    return kept(marker.labels, others)


def kept(labels: tuple[str, ...], others: Printed) -> tuple[str, ...]:
    return tuple(label for label in labels if without_ordinal(fold(label)) in others or fold(label) in others)


def use(forms: Mapping[type[Row], Form]) -> None:
    for cls, form in forms.items():
        cls.form = form
    reading_columns.header_words.cache_clear()


def removed(document: Document, after: Mapping[type[Row], Form], others: Printed) -> Iterator[str]:
    """The titles and labels that a document prints and the pruned forms lack."""
    for sheet in document.sheets:
        if not after[sheet.form].match_title(core(sheet.title)):
            yield f"《{core(sheet.title)}》"
        fields = sheet.form.form.fields
        for column in sheet.columns:
            words = {word for printed in column.path for word in (fold(printed), reading_columns.header_word(printed))}
            own = words & {fold(label) for label in fields[column.field].labels} if column.field else set()
            if own and not own & others:
                yield "/".join(sorted(own))


def scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", folder.parent / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no score.py beside {folder}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(module: ModuleType, folder: Path, entry: Mapping[str, str]) -> float:
    truth = module.truth_tables(folder / entry["truth"])
    predicted, _ = module.predicted_tables(folder / entry["source"])
    right, missing, surplus, _ = module.compare(truth, predicted)
    return 1.0 if not missing and not surplus else 2 * right / (2 * right + len(missing) + len(surplus))


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpus")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    module = scorer(folder)
    documents = {entry["id"]: mb.read(folder / entry["source"]) for entry in manifest}
    words = {name: words_of(document) for name, document in documents.items()}
    whole = {cls: cls.form for cls in ALL}
    for entry in manifest:
        name = entry["id"]
        others = set().union(*(w for other, w in words.items() if province(other) != province(name)))
        fewer = {cls: pruned(form, others) for cls, form in whole.items()}
        full = score(module, folder, entry)
        use(fewer)
        without = mb.read(folder / entry["source"])
        left = score(module, folder, entry)
        use(whole)
        known = sum(bool(s.form.form.title) for s in without.sheets)
        print(f"{name:8} {full:.4f} -> {left:.4f}   {known} of {len(without.sheets)} tables named")
        print("         " + ("、".join(dict.fromkeys(removed(documents[name], fewer, others))) or "needs nothing of its own"))


if __name__ == "__main__":
    main()
