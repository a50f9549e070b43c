"""Subjects of the text found among the rows of the tables: by path, by name, and by amount where names are cut."""

import re
from collections import defaultdict
from collections.abc import Iterable

from medinsure_budget.checks.arithmetic.cells import Figures, Line, Table
from medinsure_budget.document.narrative import Claim
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.lexicon import Shape
from medinsure_budget.subjects.names import distance

_LEVELS = (3, 5, 7)
_DASHES = re.compile("[-—－]")
_PRINTED_CODE = Shape(r"\((\d{3}){LEVEL_MARK}\)(?:[^()]*\((\d{2}){LEVEL_MARK}\))?(?:[^()]*\((\d{2}){LEVEL_MARK}\))?")


class Subjects:
    """The functional subjects that a document's tables print."""

    def __init__(self, figures: Figures) -> None:
        """Gather names, paths and amounts of every row with a functional code."""
        self._figures = figures
        self._paths: dict[tuple[str, ...], str] = {}
        self._names: dict[str, set[str]] = defaultdict(set)
        self._amounts: dict[str, set[int]] = defaultdict(set)
        for table in figures.tables:
            if table.form.form.rows == "functional" or table.form.form.sides:
                self._gather(table)

    def _gather(self, table: Table) -> None:
        lines = table.coded()
        for code, line in lines.items():
            above = [lines[code[:n]] for n in _LEVELS if n <= len(code) and code[:n] in lines]
            if not table.form.form.sides:
                self._add_path(tuple(map(_name, above)), code)
            self._names[_name(line)].add(code)
            self._amounts[code] |= {c.fen for c in line.cells.values() if c.fen}

    def _add_path(self, names: tuple[str, ...], code: str) -> None:
        """Of two rows of one name the subject is the one that bears it by right: the other's name is misprinted."""
        known = self._paths.setdefault(names, code)
        library = self._figures.subjects.functional
        if known != code and code in library and fold(library[code].name) == names[-1]:
            self._paths[names] = code

    def code(self, claim: Claim) -> str:
        """The code of the subject that a statement is about, empty when no row and no catalogue knows it."""
        printed = _PRINTED_CODE.search(fold(claim.subject))
        if printed is not None:
            return "".join(filter(None, printed.groups()))
        if claim.path:
            names = tuple(part for name in claim.path for part in _DASHES.split(fold(name)))
            return self._by_path(names) or self._by_parts(names, claim) or self._catalogued(names)
        subject = without_ordinal(fold(claim.subject).split("/")[-1])
        names = tuple(filter(None, _DASHES.split(subject)))
        if len(names) > 1 and (code := self._by_path(names)):
            return code
        found = self._names.get(subject, set())
        return next(iter(found)) if len(found) == 1 else ""

    def _by_path(self, names: tuple[str, ...]) -> str:
        return self._paths.get(names) or next((code for path, code in self._paths.items() if _nearly(path, names)), "")

    def _by_parts(self, names: tuple[str, ...], claim: Claim) -> str:
        """A path with a level left out or a name cut short: the only row of that name under what is told of it."""
        length = 2 * len(names) + 1
        under = {code: path for path, code in self._paths.items() if len(code) == length and _under(path, names)}
        same = [code for code, path in under.items() if path[-1] == names[-1]]
        cut = [code for code, path in under.items() if shortened(names[-1], path[-1])]
        for codes in (same, cut):
            if len(codes) == 1:
                return codes[0]
            if told := [c for c in codes if claim.amount and int(claim.amount.yuan * 100) in self._amounts[c]]:
                return told[0]
        return ""

    def _catalogued(self, names: tuple[str, ...]) -> str:
        found = self._figures.subjects.functional.by_path(names)
        return found.code if found is not None else ""

    def item(self, code: str) -> str:
        """The name that the tables print for a code, empty when none does."""
        return next((path[-1] for path, own in self._paths.items() if own == code), "")


def _name(line: Line) -> str:
    return without_ordinal(fold(line.row.name))


def _nearly(path: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Whether the names differ by one character each at most: a misprint is another rule's matter."""
    return len(path) == len(names) and all(distance(a, b, 1) <= 1 for a, b in zip(path, names, strict=True))


def _under(path: Iterable[str], names: tuple[str, ...]) -> bool:
    """Whether the subjects above a row are those that are told, names cut short included."""
    above = list(path)[:-1]
    return all(any(a == n or shortened(n, a) for a in above) for n in names[:-1])


def shortened(part: str, whole: str) -> bool:
    """Whether the letters of a name stand in a longer one in order, the first at the front.

    >>> shortened("机关事业单位基本养老保险费", "机关事业单位基本养老保险缴费支出"), shortened("行政运行", "事业运行")
    (True, False)
    """
    rest = iter(whole)
    return 2 <= len(part) < len(whole) and part[0] == whole[0] and all(letter in rest for letter in part)
