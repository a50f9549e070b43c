"""Clusters that one slip of the pen made are one: rows exchanged, figures in the wrong column, a row left out."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations, permutations, product

from attrs import evolve

from medinsure_budget.allowance import spend
from medinsure_budget.checks.arithmetic.cells import Cell, Figures
from medinsure_budget.checks.arithmetic.identities import Identity
from medinsure_budget.checks.arithmetic.locate import Cluster, Search, Suspect
from medinsure_budget.checks.arithmetic.tied import components, is_copy
from medinsure_budget.checks.arithmetic.verdicts import Evaluation

_MOST_SUSPECTS = 5


def clusters(figures: Figures, broken: Sequence[Evaluation], sound: Sequence[Evaluation]) -> list[Cluster]:
    """Group broken identities by shared quantities, look for what is wrong in each group, join what one slip made."""
    search = Search(figures, broken, sound)
    found = search.clusters(broken)
    _lend_suspects(found)
    keys: list[list[Hashable]] = [list(_slips(c)) for c in found]
    for one, two in _of_one_subject(found):
        spend("search for wrong figures")
        if any(_alike(s, t) for s in found[one].suspects for t in found[two].suspects):
            keys[one].append(("same", one, two))
            keys[two].append(("same", one, two))
    parts = [[found[n] for n in group] for group in components(keys)]
    return [p[0] if len(p) == 1 else _joined(search, p) for p in parts]


def _lend_suspects(found: Sequence[Cluster]) -> None:
    """Where tails elsewhere hide what is wrong, the same wrong figure of the same subject in another table tells it."""
    known = {(s.cell.code, s.cell.fen): s for c in found if len(c.suspects) == 1 for s in c.suspects if s.cell.code}
    for cluster in found:
        if not cluster.suspects:
            printed = [{(c.code, c.fen): c for c in identity.cells} for identity in cluster.identities]
            lent = [evolve(known[key], cell=printed[0][key], copies=()) for key in sorted(set(known).intersection(*printed))]
            cluster.suspects = [s for s in lent if all(_cured(identity, s) for identity in cluster.identities)]


def _cured(identity: Identity, suspect: Suspect) -> bool:
    """Whether a broken identity would hold but for its last digits if a figure were what another table says."""
    wrong = [(c, 1) for c in identity.left] + [(c, -1) for c in identity.right]
    sign = sum(s for c, s in wrong if (c.code, c.fen) == (suspect.cell.code, suspect.cell.fen))
    by = suspect.cell.fen - (suspect.low if suspect.fitting is None else suspect.fitting)
    return abs(identity.residual - sign * by) <= sum(c.step for c in identity.cells if c.fen)


def _of_one_subject(found: Sequence[Cluster]) -> Iterator[tuple[int, int]]:
    """Pairs of clusters that suspect one amount of one subject: only these may be alike."""
    holders: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, cluster in enumerate(found):
        for key in dict.fromkeys((s.cell.code, s.cell.fen) for s in cluster.suspects if s.cell.code):
            holders[key].append(number)
    return iter(dict.fromkeys(pair for numbers in holders.values() for pair in combinations(numbers, 2)))


def _slips(cluster: Cluster) -> Iterable[Hashable]:
    """What marks a cluster as a part of a larger slip."""
    for evaluation in cluster.evaluations:
        if evaluation.identity is not None:
            yield from _slips_of(evaluation.identity, evaluation)
    if len(cluster.suspects) == 1 and cluster.suspects[0].fitting is not None:
        only = cluster.suspects[0]
        parent = parent_code(only.cell.code)
        yield "exchanged", id(only.cell.sheet), only.cell.field, parent, frozenset((only.cell.fen, only.fitting))
    for suspect in (*cluster.suspects[:1], *cluster.pairs):
        if suspect.cell.row is not None and len(cluster.suspects) <= _MOST_SUSPECTS:
            yield "row", id(suspect.cell.row)


def _slips_of(identity: Identity, evaluation: Evaluation) -> Iterable[Hashable]:
    if identity.group[:1] == ("missing",):
        _, form, code = identity.group
        yield "rows", form, parent_code(str(code))
    elif identity.group:
        yield identity.group
    if identity.rule.startswith(("HIE", "TOT", "BAL")) and identity.left[0].sheet is not None:
        yield "rows", identity.left[0].sheet.form, identity.left[0].code
    if evaluation.verdict != "error" or len(identity.left) != 1 or len(identity.right) != 1:
        return
    left, right = identity.left[0], identity.right[0]
    yield "swap", id(left.sheet), id(right.sheet), left.field, parent_code(left.code), abs(identity.residual)
    if left.code and left.code == right.code:
        yield "copy", id(left.sheet), id(right.sheet), left.code
    if left.claim is not None:
        yield "said", left.claim.section, identity.residual


def _alike(one: Suspect, two: Suspect) -> bool:
    """Whether suspects print one subject's amount and may both be wrong for the same right one."""
    same = one.cell.code and one.cell.code == two.cell.code and one.cell.fen == two.cell.fen
    return bool(same) and one.low <= two.high and two.low <= one.high


def parent_code(code: str) -> str:
    """The code of the level above, empty for a 类."""
    return code[:-2] if len(code) > 3 else ""


def _joined(search: Search, parts: list[Cluster]) -> Cluster:
    evaluations = [e for part in parts for e in part.evaluations]
    copies = _copies(parts)
    if copies:
        return Cluster(evaluations, copies)
    certain = _one_row(parts)
    joined = Cluster(evaluations, [], certain, "cells")
    missing = any(i.group and i.group[0] == "missing" for i in joined.identities)
    moved = () if missing else _moved(search, parts)
    rows = {id(s.cell.row) for s in certain}
    if moved:
        joined.pairs, joined.shape = moved, "columns"
    elif missing:
        joined.shape = "row_missing"
    elif len({i.residual for i in joined.identities}) == 1 and all(i.left[0].claim for i in joined.identities):
        joined.shape = "gap"
    elif len({i.group for i in joined.identities if i.group}) == 1:
        joined.shape = "rows"
    elif _copies_exchanged(joined) or (len(rows) == 2 and any(_exchanged(*both) for both in combinations(certain, 2))):
        joined.shape = "rows_swapped"
        joined.pairs = joined.pairs or _exchanged_cells(search, joined)
    return joined


def _copies(parts: list[Cluster]) -> list[Suspect]:
    """The suspects that every part has: one quantity, wrong alike in tables that no relation ties."""
    found = []
    for first in parts[0].suspects:
        same = [next((s for s in part.suspects if _alike(first, s)), None) for part in parts]
        alike = [s for s in same if s is not None]
        if len(alike) < len(parts):
            continue
        low, high = max(s.low for s in alike), min(s.high for s in alike)
        if low <= high:
            cells = dict.fromkeys(c for s in alike for c in (s.cell, *s.copies) if c is not first.cell)
            fitting = next((s.fitting for s in alike if s.fitting is not None), None)
            found.append(evolve(first, low=low, high=high, fitting=fitting, copies=tuple(cells)))
    return found


def _repeats(cluster: Cluster) -> list[Identity]:
    """The broken identities that say that one subject's amount is printed twice."""
    return [i for i in cluster.identities if is_copy(i) and i.left[0].code == i.right[0].code]


def _copies_exchanged(cluster: Cluster) -> bool:
    """Whether two subjects differ from their copies by opposite amounts, column by column."""
    left_over: Counter[tuple[int, int, str]] = Counter()
    codes = set()
    for identity in _repeats(cluster):
        left, right = identity.cells
        codes.add(left.code)
        left_over[id(left.sheet), id(right.sheet), left.field] += identity.residual
    return len(codes) == 2 and all(codes) and not any(left_over.values())


def _exchanged_cells(search: Search, cluster: Cluster) -> tuple[Suspect, ...]:
    """What two rows would print had they not been exchanged, where one table alone stands in every broken identity.

    Where copies alone are broken whole rows are exchanged, but for the columns that other tables bear out.
    """
    common = set.intersection(*({id(c.sheet) for c in i.cells if c.sheet is not None} for i in cluster.identities))
    if len(common) > 1:
        return ()
    own = [c for i in _repeats(cluster) for c in i.cells if id(c.sheet) in common]
    rows = {id(c.row) for c in own} if all(map(is_copy, cluster.identities)) else set()
    of = search.quantities
    others = [c for c in search.figures.cells if id(c.row) in rows and all(x.row is c.row for x in of.members(of.of(c)))]
    columns: dict[str, dict[str, Cell]] = defaultdict(dict)
    for cell in (*own, *others):
        columns[cell.field][cell.code] = cell
    both = [pair for column in columns.values() for pair in permutations(column.values(), 2)]
    return tuple(Suspect(cell, other.low, other.high, other.fen) for cell, other in both if cell.fen != other.fen)


def _one_row(parts: list[Cluster]) -> tuple[Suspect, ...]:
    """One suspect of each part, of the row that most parts suspect."""
    common = Counter(row for part in parts for row in {id(s.cell.row) for s in part.suspects})
    return tuple(max(part.suspects, key=lambda s: common[id(s.cell.row)]) for part in parts if part.suspects)


def _moved(search: Search, parts: list[Cluster]) -> tuple[Suspect, ...]:
    """Two cells of one row, one suspected in each part, that were printed in each other's column."""
    if len(parts) != 2:
        return ()
    of = search.quantities
    shared = [sorted(set.intersection(*(of.among(i) for i in part.identities))) for part in parts]
    group = [e for part in parts for e in part.evaluations]
    for both in product(*shared):
        rows = [{id(c.row) for c in of.members(quantity) if c.row is not None} for quantity in both]
        if set.intersection(*rows):
            found = search.together(both, group)
            if found and _exchanged(*found):
                return found
    return ()


def _exchanged(one: Suspect, two: Suspect) -> bool:
    return one.low <= two.cell.fen <= one.high and two.low <= one.cell.fen <= two.high
