"""Two pieces of work timed against each other: interleaved, CPU time, the median of the ratios."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Contest:
    """Ours against theirs.

    Attributes:
        name: What is compared.
        ours: Our work.
        theirs: The work of the floor.
        limit: The most that ours may cost of theirs; with ``faster`` the least that theirs may cost of ours.
        faster: Whether theirs is the slower side.
        rounds: Rounds at most, for work that takes long.
    """

    name: str
    ours: Work
    theirs: Work
    limit: float | None = None
    faster: bool = False
    rounds: int = 99


@dataclass(frozen=True)
class Score:
    """What came of a contest: milliseconds of each side, the ratio with its least and most."""

    contest: Contest
    ours: float
    theirs: float
    ratio: float
    least: float
    most: float

    @property
    def verdict(self) -> str:
        """Whether the limit is kept; empty where there is none."""
        limit = self.contest.limit
        if limit is None:
            return ""
        return "met" if (self.ratio >= limit if self.contest.faster else self.ratio <= limit) else "NOT MET"

    def __str__(self) -> str:
        sign = ">=" if self.contest.faster else "<="
        limit = "" if self.contest.limit is None else f"{sign} {self.contest.limit:g}"
        figures = f"{self.ours:10.1f} {self.theirs:10.1f} {self.ratio:8.2f}  ({self.least:.2f}-{self.most:.2f})"
        return f"{self.contest.name:62}{figures:46}{limit:>9}  {self.verdict}"


def cpu(work: Work) -> float:
    """CPU milliseconds of one run; what stood in memory before is not looked through by the collector, on either side."""
    gc.collect()
    gc.freeze()
    start = time.process_time()
    work()
    spent = time.process_time() - start
    gc.unfreeze()
    return spent * 1000


def run(contests: list[Contest], rounds: int) -> Iterator[Score]:
    """Time each pair in turn, first one side then the other, after one round that warms up."""
    for contest in contests:
        pairs: list[tuple[float, float]] = []
        for turn in range(min(rounds, contest.rounds) + 1):
            first, second = (contest.ours, contest.theirs) if turn % 2 else (contest.theirs, contest.ours)
            times = cpu(first), cpu(second)
            pairs.append(times if turn % 2 else times[::-1])
        ratios = sorted((b / a if contest.faster else a / b) for a, b in pairs[1:])
        ours, theirs = (statistics.median(side) for side in zip(*pairs[1:], strict=True))
        yield Score(contest, ours, theirs, statistics.median(ratios), ratios[0], ratios[-1])


HEAD = f"{'':62}{'ours ms':>10} {'theirs ms':>10} {'ratio':>8}  {'(least-most)':15}{'limit':>12}"
