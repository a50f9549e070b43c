"""预算绩效情况 of final accounts: how much was evaluated, and what came of it."""

from medinsure_budget.compiling.text.writer import Writer, section
from medinsure_budget.compiling.totals import Measure
from medinsure_budget.document.narrative import Section
from medinsure_budget.evidence import Note
from medinsure_budget.ledgers.schema import FISCAL

_FUNDS = {"general_public": "一般公共预算", "government_fund": "政府性基金预算", "state_capital": "国有资本经营预算"}
_MEASURES: tuple[Measure, Measure] = ("amount", "budget")


def performance_of_accounts(w: Writer) -> Section:
    """（十三）."""
    return section(
        "（十三）预算绩效情况说明",
        "",
        section("1.预算绩效管理工作开展情况", _coverage(w), level=3),
        section(f"2.{w.level}决算中项目绩效自评结果", _results(w) or "随决算公开的项目绩效自评结果未列入本次编制台账。", level=3),
    )


def _evaluated(w: Writer) -> set[str]:
    return {line.project for line in w.book.rows_of("performance") if line.item == "自评"}


def _coverage(w: Writer) -> list[str]:
    done = _evaluated(w)
    lines = []
    for fund in FISCAL:
        name, whole = _FUNDS[fund], w.book.spent.total(source=fund, purpose="project")
        if not whole:
            lines.append(f"{w.book.year}年度没有{name}项目支出，不开展相应的绩效自评。" if fund != "general_public" else "")
            continue
        sums = w.book.spent.by("project", "source", "purpose")
        own = {p: fen for (p, source, purpose), fen in sums.items() if source == fund and purpose == "project" and p in done}
        rate = f"，占{name}项目支出总额的{w.percent(sum(own.values()), whole)}"
        lines.append(
            f"{w.agency}组织对{w.book.year}年度{name}项目支出开展绩效自评，其中，一级项目{len(own)}个，"
            f"共涉及资金{w.money(sum(own.values()))}{rate}。"
        )
    return [line for line in lines if line]


def _results(w: Writer) -> list[str]:
    known = {key[0] for measure in _MEASURES for key in w.book.spent.by("project", "purpose", measure=measure) if key[1] == "project"}
    sums = {project: [w.sum_of(measure, purpose="project", project=project) for measure in _MEASURES] for project in known}
    lines = []
    for line in w.book.rows_of("performance"):
        if line.item != "自评" or line.project not in sums:
            continue
        spent, planned = sums[line.project][0] or 0, sums[line.project][1]
        score = f"项目自评得分{line.count}分" if line.count is not None else "项目完成自评"
        grade = f"，自评结论为“{line.value}”" if line.value else ""
        reached = f"项目绩效目标完成情况：{line.text.rstrip('。')}。" if line.text else ""
        lines.append(
            f"{line.project}项目绩效自评综述：{score}{grade}。项目{w.budgeted('全年预算数为', planned)}"
            f"执行数为{w.money(spent)}{w.completion(spent, planned, '预算')}。{reached}"
        )
    for project in sorted(set(sums) - _evaluated(w)):
        w.missing.append(Note("ignored", f"台账的绩效行没有项目“{project}”的自评结果。", place="正文"))
    return lines
