"""How many projects were evaluated, and how they are described."""

from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import BUDGET, FINAL, Context, Rule, absent, fails, holds, rule
from medinsure_budget.checks.rules.performance import FORM_BASIS, amount_box, form_place, self_evaluations
from medinsure_budget.document.performance import Funds
from medinsure_budget.forms import ProjectExpenditure, ProjectPerformance
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape, words


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


_COUNT_WORDS = {word: n for n, word in enumerate(words("NUMERAL"), 1)} | {"两": 2}
_EVALUATED = Shape(r"等?([0-9]{1,3}|{NUMERAL}|两){COUNTED_PROJECT}(?:{CONDUCTED})?(?:{EVALUATION_OF})")


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
    for paragraph in context.paragraphs:
        matches = _EVALUATED.finditer(fold(paragraph.text))
        told += ((_COUNT_WORDS.get(m[1]) or int(m[1]), m[0]) for m in matches)
    if len(told) < 2:
        yield absent(record, "只提到一次评价项目个数")
    elif len({n for n, _ in told}) == 1:
        yield holds(record)
    else:
        said = "；".join(dict.fromkeys(w for _, w in told))
        yield fails(
            record,
            f"开展评价的项目个数前后不一致：{said}。",
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


@rule(
    "PRJ-05",
    "单位代码、名称成对一致",
    "同一单位代码只对应一个单位名称",
    tolerance="exact",
    kinds=BUDGET,
    basis="公开报表样式",
)
def unit_codes(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A unit's code stands for one unit."""
    names: dict[str, set[str]] = {}
    for table in context.figures.tables:
        for line in table.lines:
            code, unit = getattr(line.row, "unit_code", ""), getattr(line.row, "unit", "")
            if code and unit:
                names.setdefault(code, set()).add(fold(unit))
    for code, units in names.items():
        if len(units) > 1:
            yield fails(
                record,
                f"单位代码 {code} 对应多个名称：{'、'.join(sorted(units))}。",
                statement="单位代码",
                printed=code,
            )
        else:
            yield holds(record)


@rule(
    "PRJ-04",
    "项目表与绩效表项目一致",
    "绩效表的项目在项目支出表中",
    tolerance="exact",
    kinds=BUDGET,
    basis="公开报表样式",
    severity="info",
)
def same_projects(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A project with a goal is one of the listed projects."""
    found = {
        t.form: t for t in context.figures.tables if t.form in (ProjectExpenditure, ProjectPerformance) and not t.empty
    }
    if len(found) < 2:
        yield absent(record, "没有项目支出表或绩效表")
        return
    listed, aimed = (
        {fold(line.row.name) for line in found[form].lines if line.row.name and not line.is_total}
        for form in (ProjectExpenditure, ProjectPerformance)
    )
    surplus = sorted(aimed - listed)
    if surplus:
        yield fails(
            record,
            f"绩效表中的项目不在项目支出表中：{'、'.join(surplus[:5])}。",
            statement="项目支出绩效表",
            printed="、".join(surplus[:5]),
        )
    else:
        yield holds(record)
