"""预算绩效情况 of final accounts: how much was evaluated, and what came of it."""

from collections.abc import Iterator

from medinsure_budget.compiling.text.writer import Writer
from medinsure_budget.compiling.totals import Measure
from medinsure_budget.ledgers.schema import FISCAL

_FUNDS = {"general_public": "一般公共预算", "government_fund": "政府性基金预算", "state_capital": "国有资本经营预算"}
_MEASURES: tuple[Measure, Measure] = ("amount", "budget")


def _evaluated(w: Writer) -> set[str]:
    return {line.project for line in w.book.rows_of("performance") if line.item == "自评"}


def coverage(w: Writer) -> Iterator[str]:
    """How many projects and how much money were evaluated, by fund."""
    done = _evaluated(w)
    for fund in FISCAL:
        whole = w.book.spent.total(source=fund, purpose="project")
        if not whole:
            yield w.say("coverage.none", name=_FUNDS[fund]) if fund != "general_public" else ""
            continue
        sums = w.book.spent.by("project", "source", "purpose")
        own = {p: fen for (p, source, purpose), fen in sums.items() if source == fund and purpose == "project" and p in done}
        if not own:
            continue  # what was not evaluated is unknown, and `results` asks for it
        yield w.say(
            "coverage", name=_FUNDS[fund], projects=f"{len(own)}", money=w.money(sum(own.values())),
            percent=w.percent(sum(own.values()), whole),
        )  # fmt: skip


def results(w: Writer) -> list[str]:
    """What each evaluated project reached."""
    known = {key[0] for measure in _MEASURES for key in w.book.spent.by("project", "purpose", measure=measure) if key[1] == "project"}
    sums = {project: [w.sum_of(measure, purpose="project", project=project) for measure in _MEASURES] for project in known}
    lines = []
    for line in w.book.rows_of("performance"):
        if line.item != "自评" or line.project not in sums:
            continue
        spent, planned = sums[line.project][0] or 0, sums[line.project][1]
        lines.append(w.say(
            "result", project=line.project, grade=line.value, budget=w.budgeted(planned), money=w.money(spent),
            score=f"项目自评得分{line.count}分" if line.count is not None else "项目完成自评",
            completion=w.completion(spent, planned, "of.result"), reached=line.text.rstrip("。"),
        ))  # fmt: skip
    for project in sorted(set(sums) - _evaluated(w)):
        w.lacks(f"台账的绩效行没有项目“{project}”的自评结果")
    return lines
