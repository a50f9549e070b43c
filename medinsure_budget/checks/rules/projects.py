"""How many projects were evaluated, and how they are described."""

import re
from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import FINAL, Context, Rule, absent, fails, holds, paragraphs, rule
from medinsure_budget.checks.rules.performance import FORM_BASIS, amount_box, form_place, self_evaluations
from medinsure_budget.document.performance import Funds
from medinsure_budget.forms.words import fold


@rule(
    "PRF-12",
    "自评项目数一致",
    "正文所述自评项目个数 = 自评结果清单行数",
    severity="error",
    tolerance="exact",
    kinds=FINAL,
    basis=FORM_BASIS,
)
def listed_projects(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The list has as many projects as the text evaluates."""
    performance = context.document.performance
    rows = sum(len(x.results) for x in performance.result_lists) if performance else 0
    told = [
        n
        for s in context.statements.all
        for unit, n in s.claim.counts
        if s.topic == "performance"
        and unit in ("个", "项")
        and fold(s.claim.subject) in ("二级项目", "项目", "自评项目")
    ]
    if not rows or not told:
        yield absent(record, "没有自评结果清单或项目个数")
    elif rows in told:
        yield holds(record)
    else:
        yield fails(
            record,
            f"自评结果清单有 {rows} 个项目，正文写 {told[0]} 个。",
            statement="自评结果清单",
            printed=str(told[0]),
            expected=str(rows),
        )


_COUNT_WORDS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_EVALUATED = re.compile(
    r"等?([0-9]{1,3}|[一二两三四五六七八九十])个项目(?:开展了|进行了|实施了)?(?:部门|重点)?(?:绩效)?评价"
)


@rule(
    "PRF-13",
    "部门评价项目数前后一致",
    "各处所述开展部门评价的项目个数相同",
    tolerance="exact",
    kinds=FINAL,
    basis="情况说明前后一致",
)
def evaluated_projects(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The text counts its evaluated projects once and the same."""
    told: list[tuple[int, str]] = []
    for paragraph in paragraphs(context.document):
        matches = _EVALUATED.finditer(fold(paragraph.text))
        told += ((_COUNT_WORDS.get(m[1]) or int(m[1]), m[0]) for m in matches)
    if len(told) < 2:
        yield absent(record, "只提到一次评价项目个数")
    elif len({n for n, _ in told}) == 1:
        yield holds(record)
    else:
        words = "；".join(dict.fromkeys(w for _, w in told))
        yield fails(
            record,
            f"开展评价的项目个数前后不一致：{words}。",
            statement="预算绩效情况说明",
            printed=str(told[0][0]),
            expected=str(told[1][0]),
        )


@rule("PRF-15", "执行数不超全年预算数", "全年执行数 ≤ 全年预算数", tolerance="at_most", kinds=FINAL, basis=FORM_BASIS)
def within_budget(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A project spends no more than its budget."""
    for form in self_evaluations(context):
        line: Funds
        for line in form.funds[:1]:
            budget, spent = line.amount("budget"), line.amount("executed")
            if budget is None or spent is None:
                continue
            where = form_place(form)
            if amount_box(spent)[0] <= amount_box(budget)[1]:
                yield holds(record, **where)
            else:
                yield fails(
                    record,
                    f"{where['statement']}执行数 {spent} 超过全年预算数 {budget}。",
                    printed=f"{spent.amount:f}",
                    **where,
                )


@rule("PRF-14", "不同项目绩效目标雷同", "两个项目绩效目标文字相似度不高于 0.9", severity="info", basis="文字相似度")
def copied_goals(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Each project has a goal of its own."""
    from difflib import SequenceMatcher

    goals = [
        (g.project, fold(g.goal))
        for g in (context.document.performance.goals if context.document.performance else ())
        if len(g.goal) > 20
    ]
    for at, (project, goal) in enumerate(goals):
        for other, text in goals[at + 1 :]:
            matcher = SequenceMatcher(None, goal, text, autojunk=False)
            if other != project and matcher.real_quick_ratio() > 0.9 and matcher.ratio() > 0.9:
                yield fails(
                    record,
                    f"项目“{project}”与“{other}”的绩效目标文字几乎相同。",
                    statement="项目绩效目标",
                    printed=project,
                    expected=other,
                )
            else:
                yield holds(record)
