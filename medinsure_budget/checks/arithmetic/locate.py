"""From contradicting identities to the wrong cell: clusters, suspects, and what they should be."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations

from attrs import define, frozen

from medinsure_budget.checks.arithmetic.cells import Cell, Figures
from medinsure_budget.checks.arithmetic.diagnose import UNIT_SLIP, diagnosis, fitting_print, unit_slips
from medinsure_budget.checks.arithmetic.identities import Identity
from medinsure_budget.checks.arithmetic.propagate import Network
from medinsure_budget.checks.arithmetic.verdicts import Evaluation

_MOST_SUSPECTS = 5
_MOST_CANDIDATES = 40


@frozen(eq=False)
class Suspect:
    """A cell that could be the only wrong one.

    Attributes:
        cell: The cell.
        low: The least 分 that would fit everything else.
        high: The most.
        fitting: The figure that should have been printed, in 分; ``None`` when a range fits.
        cause: A likely cause in Chinese, or empty.
    """

    cell: Cell
    low: int
    high: int
    fitting: int | None
    cause: str = ""


@define(eq=False)
class Cluster:
    """Identities that break together.

    Attributes:
        evaluations: The broken identities.
        suspects: Cells each of which alone would explain all of it, the likeliest first.
        pairs: Where no single cell explains it: cells that do together.
        shape: ``cell``, ``cells``, ``row_missing``, ``row_repeated``, ``columns``, ``rows_swapped``,
            ``gap`` (one difference in several sentences).
    """

    evaluations: list[Evaluation]
    suspects: list[Suspect]
    pairs: tuple[Suspect, ...] = ()
    shape: str = "cell"

    @property
    def identities(self) -> list[Identity]:
        """Its broken identities."""
        return [e.identity for e in self.evaluations if e.identity is not None]


def clusters(figures: Figures, broken: Sequence[Evaluation], sound: Sequence[Evaluation]) -> list[Cluster]:
    """Group broken identities by shared cells, look for the cell behind each group, and join what one slip made."""
    network = Network(figures.cells, [e.identity for e in (*sound, *broken) if e.identity is not None])
    everything = [e.identity for e in broken if e.identity is not None]
    found = _by_cells(figures, network, broken, everything)
    tags = [list(_slips(cluster)) for cluster in found]
    numbers = [Evaluation("", "error", message=str(n)) for n in range(len(found))]
    groups = _components(numbers, lambda e: tags[int(e.message)])
    parts = [[found[int(e.message)] for e in group] for group in groups]
    return [p[0] if len(p) == 1 else _joined(figures, network, p, everything) for p in parts]


def _by_cells(
    figures: Figures, network: Network, broken: Sequence[Evaluation], everything: list[Identity]
) -> list[Cluster]:
    groups = _components(broken, lambda e: (c.index for c in _cells(e)))
    found: list[Cluster] = []
    for group in groups:
        others = [i for i in everything if not any(i is e.identity for e in group)]
        cluster = Cluster(group, _suspects(figures, network, group, others))
        if not cluster.suspects:
            found += _split(figures, network, cluster, others)
        else:
            found.append(cluster)
    return found


def _cells(evaluation: Evaluation) -> tuple[Cell, ...]:
    return evaluation.identity.cells if evaluation.identity else ()


def _components(
    items: Sequence[Evaluation], keys: Callable[[Evaluation], Iterable[Hashable]]
) -> list[list[Evaluation]]:
    """Items connected by shared keys."""
    parent = list(range(len(items)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    first: dict[Hashable, int] = {}
    for n, item in enumerate(items):
        for key in keys(item):
            parent[root(n)] = root(first.setdefault(key, n))
    groups: dict[int, list[Evaluation]] = defaultdict(list)
    for n, item in enumerate(items):
        groups[root(n)].append(item)
    return list(groups.values())


def _suspects(figures: Figures, network: Network, group: list[Evaluation], others: list[Identity]) -> list[Suspect]:
    shared = set.intersection(*({c.index for c in _cells(e)} for e in group))
    found = []
    for index in sorted(shared)[:_MOST_CANDIDATES]:
        cell = figures.cells[index]
        suspect = _try(figures, network, cell, others)
        if suspect is not None:
            found.append(suspect)
    return sorted(found, key=_likelihood)


def _likelihood(suspect: Suspect) -> tuple[int, bool, int]:
    """A typing error explains best; then a cell that was printed at all; then one that more identities pin down."""
    return (
        (UNIT_SLIP not in suspect.cause) + (not suspect.cause),
        suspect.cell.amount is None,
        suspect.high - suspect.low,
    )


def _try(figures: Figures, network: Network, cell: Cell, others: list[Identity]) -> Suspect | None:
    if not others and network.implied(cell) is None:
        return None
    settled = network.settle((cell,), others)
    if settled is None:
        return None
    low, high = settled[cell.index]
    return _suspect(figures, cell, low, high)


def _suspect(figures: Figures, cell: Cell, low: int, high: int) -> Suspect:
    rounding = figures.rounding.get(cell.unit, "half_up")
    fitting = fitting_print(cell, low, high, rounding)
    if fitting is None:
        fitting = next((f for f in unit_slips(cell.fen) if low <= f <= high), None)
    cause = diagnosis(cell.fen, fitting, cell.step) if fitting is not None and fitting != cell.fen else ""
    return Suspect(cell, low, high, fitting, cause)


def _split(figures: Figures, network: Network, cluster: Cluster, others: list[Identity]) -> list[Cluster]:
    """Two wrong cells that share an identity: find two that explain all, each with the identities it stands in."""
    group = cluster.evaluations
    standing: dict[int, list[Evaluation]] = defaultdict(list)
    for evaluation in group:
        for index in {c.index for c in _cells(evaluation)}:
            standing[index].append(evaluation)
    likely = [index for index, _ in Counter({k: len(v) for k, v in standing.items()}).most_common(_MOST_CANDIDATES)]
    for one, two in combinations(likely, 2):
        apart = {id(e) for e in standing[one]}, {id(e) for e in standing[two]}
        if len(apart[0] | apart[1]) < len(group) or apart[0] <= apart[1] or apart[1] <= apart[0]:
            continue
        pair = (figures.cells[one], figures.cells[two])
        settled = network.settle(pair, others)
        if settled is not None:
            suspects = tuple(_suspect(figures, c, *settled[c.index]) for c in pair)
            return [Cluster(group, [], suspects, "cells")]
    return [cluster]


def _slips(cluster: Cluster) -> Iterable[Hashable]:
    """What marks a cluster as a part of a larger slip."""
    for evaluation in cluster.evaluations:
        if evaluation.identity is not None:
            yield from _slips_of(evaluation.identity, evaluation)
    if len(cluster.suspects) == 1 and cluster.suspects[0].fitting is not None:
        only = cluster.suspects[0]
        parent = _parent(only.cell.code)
        yield "exchanged", id(only.cell.sheet), only.cell.field, parent, frozenset((only.cell.fen, only.fitting))
    for suspect in (*cluster.suspects[:1], *cluster.pairs):
        if suspect.cell.row is not None and len(cluster.suspects) <= _MOST_SUSPECTS:
            yield "row", id(suspect.cell.row)


def _slips_of(identity: Identity, evaluation: Evaluation) -> Iterable[Hashable]:
    if identity.group[:1] == ("missing",):
        _, form, code = identity.group
        yield "rows", form, _parent(str(code))
    elif identity.group:
        yield identity.group
    if identity.left and identity.rule.startswith(("HIE", "TOT", "BAL")) and identity.left[0].sheet is not None:
        yield "rows", identity.left[0].sheet.form, identity.left[0].code
    if evaluation.verdict != "error" or len(identity.left) != 1 or len(identity.right) != 1:
        return
    left, right = identity.left[0], identity.right[0]
    yield "swap", id(left.sheet), id(right.sheet), left.field, _parent(left.code), abs(identity.residual)
    if left.code and left.code == right.code:
        yield "copy", id(left.sheet), id(right.sheet), left.code
    if left.claim is not None:
        yield "said", left.claim.section, identity.residual


def _parent(code: str) -> str:
    return code[:-2] if len(code) > 3 else ""


def _joined(figures: Figures, network: Network, parts: list[Cluster], everything: list[Identity]) -> Cluster:
    evaluations = [e for part in parts for e in part.evaluations]
    certain = _one_row(parts)
    joined = Cluster(evaluations, [], certain, "cells")
    own = {id(i) for i in joined.identities}
    missing = any(i.group and i.group[0] == "missing" for i in joined.identities)
    moved = () if missing else _moved(figures, network, parts, [i for i in everything if id(i) not in own])
    rows = {id(s.cell.row) for s in certain}
    if moved:
        joined.pairs, joined.shape = moved, "columns"
    elif missing:
        joined.shape = "row_missing"
    elif len({i.residual for i in joined.identities}) == 1 and all(
        i.left[0].claim for i in joined.identities if i.left
    ):
        joined.shape = "gap"
    elif len({i.group for i in joined.identities if i.group}) == 1:
        joined.shape = "rows"
    elif len(rows) == 2 or _copies_exchanged(joined):
        joined.shape = "rows_swapped"
    return joined


def _copies_exchanged(cluster: Cluster) -> bool:
    """Whether two subjects differ from their copies by opposite amounts, column by column."""
    left_over: Counter[tuple[int, int, str]] = Counter()
    codes = set()
    for identity in cluster.identities:
        if len(identity.left) == len(identity.right) == 1 and identity.left[0].code == identity.right[0].code:
            left, right = identity.left[0], identity.right[0]
            codes.add(left.code)
            left_over[id(left.sheet), id(right.sheet), left.field] += identity.residual
    return len(codes - {""}) == 2 and not any(left_over.values())


def _one_row(parts: list[Cluster]) -> tuple[Suspect, ...]:
    """One suspect of each part, of the row that most parts suspect."""
    common = Counter(row for part in parts for row in {id(s.cell.row) for s in part.suspects})
    return tuple(max(part.suspects, key=lambda s: common[id(s.cell.row)]) for part in parts if part.suspects)


def _moved(figures: Figures, network: Network, parts: list[Cluster], others: list[Identity]) -> tuple[Suspect, ...]:
    """Two cells of one row, one suspected in each part, that were printed in each other's column."""
    if len(parts) != 2:
        return ()
    shared = [set.intersection(*({c.index for c in _cells(e)} for e in part.evaluations)) for part in parts]
    for one in sorted(shared[0]):
        for two in sorted(shared[1]):
            pair = figures.cells[one], figures.cells[two]
            if pair[0].row is None or pair[0].row is not pair[1].row:
                continue
            settled = network.settle(pair, others)
            if settled is not None:
                found = tuple(_suspect(figures, c, *settled[c.index]) for c in pair)
                if _exchanged(*found):
                    return found
    return ()


def _exchanged(one: Suspect, two: Suspect) -> bool:
    return one.low <= two.cell.fen <= one.high and two.low <= one.cell.fen <= two.high
