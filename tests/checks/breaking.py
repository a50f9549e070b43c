"""Two clean documents and ways to break them, for the tests of rules."""

import random
import re

import synthetic
from attrs import evolve
from operators import edited, with_rows

from medinsure_budget.checks import check
from medinsure_budget.document.narrative import Claim, ContentsEntry

BUDGET = next(
    d
    for n in range(1, 99, 4)
    if (d := synthetic.budget(n)) and check(d).ok and "公务用车运行维护费支出0.00" not in str(d.sections)
)
FINAL = next(
    d for n in range(4, 99, 4)
    if "国内公务接待" in str((d := synthetic.final_accounts(n)).sections) and d.performance.self_evaluations
)  # fmt: skip


def document(kind):
    return BUDGET if kind == "budget" else FINAL


def text(pattern, new, where="."):
    """Replace a match of a pattern in the text, by words, by a template or by what a function makes of it."""

    def put(found):
        if callable(new):
            return new(found)
        return found.expand(new) if "\\" in new else new

    def change(doc):
        rng = random.Random(1)  # noqa: S311 - seeded so that a run can be repeated
        found = edited(doc, rng, pattern, put, where)
        assert found is not None, f"{pattern} is not in the text"
        return found[0]

    return change


def form(**changes):
    def change(doc):
        first = doc.performance.self_evaluations[0]
        edits = {k: v(first) if callable(v) else v for k, v in changes.items()}
        rest = doc.performance.self_evaluations[1:]
        return doc.evolve(performance=evolve(doc.performance, self_evaluations=(evolve(first, **edits), *rest)))

    return change


def indicator(**changes):
    return form(indicators=lambda f: (evolve(f.indicators[0], **changes), *f.indicators[1:]))


def table(name, edit):
    def change(doc):
        at = next(n for n, s in enumerate(doc.sheets) if s.form.__name__ == name)
        return doc.evolve(sheets=(*doc.sheets[:at], *edit(doc.sheets[at]), *doc.sheets[at + 1 :]))

    return change


def rows(name, edit):
    def change(doc):
        at = next(n for n, s in enumerate(doc.sheets) if s.form.__name__ == name)
        return with_rows(doc, at, edit(list(doc.sheets[at].rows)))

    return change


def first_row(length, **changes):
    def edit(found):
        at = next(n for n, row in enumerate(found) if len(row.code) == length)
        return [*found[:at], evolve(found[at], **changes), *found[at + 1 :]]

    return edit


def extra(paragraph, heading="预算情况说明|决算情况说明"):
    """Add a paragraph to the first section with such a heading."""

    def change(doc):
        done = []

        def walk(section):
            words = section.text
            if not done and re.search(heading, section.title):
                done.append(1)
                words = f"{words}\n{paragraph}"
            return evolve(section, text=words, children=tuple(map(walk, section.children)))

        return synthetic.with_text(doc, tuple(map(walk, doc.sections)))

    return change


def claim(**values):
    return lambda doc: doc.evolve(claims=(*doc.claims, Claim(**values)))


def contents(*entries):
    return lambda doc: doc.evolve(contents=tuple(ContentsEntry(*e) for e in entries))


def assert_breaks(rule, clean, breaks):
    """The rule is silent on the clean document and speaks on the broken one."""
    assert not [e for e in check(clean).evaluations if e.rule == rule and e.verdict == "error"]
    broken = check(breaks(clean))
    failed = [e for e in broken.evaluations if e.rule == rule and e.verdict == "error"]
    assert failed
    assert failed[0].message
    assert failed[0].cluster in {f.id for f in broken.findings}
