"""Conventions that one document keeps throughout: dates, unit codes, grades, kinds of budget figures."""

import datetime as dt
import re
from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.cells import table_name
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import FINAL, Context, Rule, absent, fails, holds, rule
from medinsure_budget.checks.rules.percent import about, place
from medinsure_budget.forms import FinalThreePublics
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape

_HABIT = "经验判断，供核实"
_BUDGET_KIND = Shape(r"({BUDGET_SCOPE}){BUDGET}")
_NOTED_KIND = Shape(r"{BUDGET}数(?:为).{0,12}?({BUDGET_SCOPE}){BUDGET}")
_GRADE = Shape(r"{GRADE}")
_CODE_HEAD = re.compile(r"(\d{3,})[-—\s]")


@rule("TIM-03", "公开日期合理", "预算在上年 11 月至当年 12 月公开，决算在次年公开", severity="info", basis=_HABIT)
def publication(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The printed day of publication fits the year of the document."""
    profile, year = context.document.profile, context.document.year
    try:
        day = dt.date.fromisoformat(profile.publication_date) if profile is not None else None
    except ValueError:  # only year and month are printed, or nothing
        day = None
    if day is None or year is None:
        yield absent(record, "文件没有印公开日期")
        return
    if context.document.kind == "budget":
        first, last = dt.date(year - 1, 11, 1), dt.date(year, 12, 31)
    else:
        first, last = dt.date(year + 1, 1, 1), dt.date(year + 1, 12, 31)
    if first <= day <= last:
        yield holds(record)
    else:
        why = f"封面日期为 {day.isoformat()}，{year} 年度的文件通常在 {first.isoformat()} 至 {last.isoformat()} 公开。"
        yield fails(record, why, statement="封面", printed=day.isoformat())


@rule("ORG-05", "单位代码前缀一致", "各单位代码的前三位（部门代码）相同", severity="info", basis="公开报表样式")
def code_prefixes(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The units of one department share its code."""
    found: dict[str, str] = {}
    for table in context.figures.tables:
        head = _CODE_HEAD.match(fold(table.sheet.agency))
        codes = [getattr(line.row, "unit_code", "") for line in table.lines] + ([head[1]] if head else [])
        for code in codes:
            if re.fullmatch(r"\d{3,}", code):
                found.setdefault(code[:3], f"{table_name(table.sheet)}的 {code}")
    if len(found) > 1:
        why = f"单位代码不属于同一部门：{'、'.join(found.values())}。"
        yield fails(record, why, statement="单位代码", printed="、".join(found))
    elif found:
        yield holds(record)
    else:
        yield absent(record, "没有单位代码")


@rule("PRF-18", "绩效结论用语统一", "同一等级的结论用语相同（如不混用“优”“优秀”）", severity="info", kinds=FINAL, basis="文字规范")
def grades(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A grade has one name in a document."""
    performance = context.document.performance
    if performance is None:
        return
    words = [e.conclusion for e in performance.self_evaluations] + [e.grade for e in performance.evaluations]
    words += [r.conclusion for results in performance.result_lists for r in results.results]
    said = {fold(word) for word in words if _GRADE.fullmatch(fold(word))}
    mixed = sorted(word for word in said if any(other != word and other[0] == word[0] for other in said))
    if mixed:
        why = f"绩效评价结论混用{'、'.join(f'“{word}”' for word in mixed)}，请统一用语。"
        yield fails(record, why, statement="绩效评价结论", printed="、".join(mixed))
    elif said:
        yield holds(record)


@rule("SG-13", "三公预算数口径与表注一致", "“三公”表注所写的预算口径（全年、年初、调整）= 正文所写的口径", severity="info", kinds=FINAL,
      basis="情况说明须与公开报表一致")  # fmt: skip
def budget_kind(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The note of the table and the text speak of the same budget."""
    remarks = " ".join(fold(r) for t in context.figures.all(FinalThreePublics) for r in t.sheet.remarks)
    noted = _NOTED_KIND.search(remarks)
    told = context.statements.first("three", "total")
    said = _BUDGET_KIND.search(told.quote) if told is not None else None
    if noted is None or said is None or told is None:
        yield absent(record, "“三公”表注或正文没有写预算口径")
    elif noted[1] == said[1]:
        yield holds(record, **place(told))
    else:
        yield fails(record, f"{about(told)}写“{said[0]}”，表注写“{noted[1]}预算”，口径不一致。",
                    **{**place(told), "printed": said[0], "expected": f"{noted[1]}预算"})  # fmt: skip
