"""Printed documents beside the ones compiled from their leaf figures in the edition of the place.

Figures, titles, numbers, unit and agency lines, notes and row lists are compared; every difference is a tail of
rounding, something that a ledger cannot know (its reason is named), or another one, of which there should be none.

Run: python benchmarks/side_by_side.py [document ...]
"""

import sys
from collections import Counter
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from pathlib import Path

from attrs import frozen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import medinsure_budget as mb
from medinsure_budget.document import Document
from medinsure_budget.editions import Edition, find
from medinsure_budget.forms.words import fold
from tests.compiling import seeds
from tests.compiling.oracle import CORPUS, differences

_TAILS = ("*Overview notes", "说明尾数的注，我们单列一条，原件没有或并入他注")


@frozen
class Pair:
    """A document, what compiles it, and where it was printed.

    ``unknown`` are differences that no ledger tells: a pattern of form and field, and the reason in Chinese.
    """

    name: str
    make: Callable[[Edition], Document]
    place: str
    unknown: tuple[tuple[str, str], ...] = ()


PAIRS = (
    Pair("seed001", seeds.department, "浙江省", (
        ("AppropriationOverview *amount", "原件此格漏印，其上一行和合计都有数"),
        ("* number", "原件删去了表号，同一套表的seed003印有"),
        ("* agency line", "原件删去了部门名称行"),
        ("ThreePublics notes", "原件删去了表注，同一套表的seed003印有"),
        ("ProjectPerformance title", "原件另起了表名，seed003所印与我们相同"),
        _TAILS,
    )),
    Pair("seed002", seeds.accounts, "浙江省", (_TAILS,)),
    Pair("seed004", seeds.district, "浙江省", (
        ("* title", "表名中的“区级”是政府级次，台账没有"),
        ("* table", "九张表中原件只公开了五张"),
    )),
    Pair("sh02", seeds.bureau, "上海市", (_TAILS,)),
    Pair("sh08", seeds.office, "上海市", (
        ("BasicExpenditure 301*[27].*", "原件把30102、30107印成3012、3017"),
        ("BasicExpenditure rows", "同上，只有这两行的编码不同"),
        ("ThreePublics title", "原件漏印年份，当地另三份印有"),
        ("ThreePublics notes", "原件称有数的表为空表"),
    )),
    Pair("js03", seeds.congress, "江苏省", (
        ("* number", "原件自编“公开表一”，同年同省的js07印公开01表"),
        ("* agency line", "原件印“部门：”，同年同省的js07印“部门名称：”"),
        ("* title", "原件自改表名，js07所印与我们相同"),
        ("GovernmentFundExpenditure notes", "原件空表之下没有说明"),
        _TAILS,
    )),
)  # fmt: skip


def plain(words):
    """Words without the widths and quotation marks in which two prints of one text differ."""
    return fold(words).replace('"', "").replace("“", "").replace("”", "")


def printed_words(sheet, agency):
    yield "title", sheet.title
    yield "number", sheet.number
    yield "agency line", sheet.agency_line
    yield "unit line", sheet.unit_line.format(unit=sheet.unit.value)
    yield "notes", "/".join(sheet.remarks).replace(agency, "{agency}")
    yield "rows", "/".join(f"{row.code}{row.name}" for row in sheet)


def wording(compiled, printed):
    """Differences in what is not a figure, as (form, field, printed, compiled)."""
    mine = {sheet.form: sheet for sheet in compiled.sheets}
    for sheet in printed.sheets:
        name = sheet.form.__name__
        if sheet.form not in mine:
            yield name, "table", sheet.title, ""
            continue
        other = dict(printed_words(mine[sheet.form], compiled.agency.name))
        for field, words in printed_words(sheet, printed.agency.name):
            if plain(words) != plain(other[field]):
                yield name, field, words, other[field]
    for form in set(mine) - {sheet.form for sheet in printed.sheets}:
        yield form.__name__, "table", "", mine[form].title


def is_tail(one, other):
    """Whether two printed amounts differ in their last digit or two; words are no tails."""
    try:
        return abs(Decimal(one) - Decimal(other)) <= Decimal("0.02")
    except InvalidOperation:
        return False


def compared(pair):
    """Every difference of a pair with its kind."""
    path = next(p for p in (CORPUS / f"seeds/{pair.name}.md", CORPUS / f"pdf/{pair.name}.pdf") if p.exists())
    printed = mb.read(path)
    edition = find(pair.place, printed.year, printed.kind, printed.agency.level)
    compiled = pair.make(edition)
    both = {s.form.__name__ for s in printed.sheets} & {s.form.__name__ for s in compiled.sheets}
    told = [(f"{form} {label}.{field}", one, other) for form, label, field, one, other in differences(compiled, printed, both)]
    told += [(f"{form} {field}", one, other) for form, field, one, other in wording(compiled, printed)]
    for where, one, other in told:
        reason = next((why for pattern, why in pair.unknown if fnmatchcase(where, pattern)), "")
        kind = "tail" if is_tail(one, other) else "cannot know" if reason else "other"
        yield kind, where, one, other, reason


def main():
    chosen = [pair for pair in PAIRS if not sys.argv[1:] or pair.name in sys.argv[1:]]
    print("| document | tails | cannot know | other | reasons |\n|---|---|---|---|---|")
    for pair in chosen:
        found, reasons = Counter(), Counter()
        for kind, where, one, other, reason in compared(pair):
            found[kind] += 1
            reasons.update([reason] if kind == "cannot know" else [])
            if kind == "other":
                print(f"{pair.name} {where}: {one!r} | {other!r}", file=sys.stderr)
        why = "；".join(f"{reason}（{count}）" for reason, count in reasons.items())
        print(f"| {pair.name} | {found['tail']} | {found['cannot know']} | {found['other']} | {why} |")


if __name__ == "__main__":
    main()
