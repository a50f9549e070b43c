"""Sums that one sentence makes of its own quantities."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial

from medinsure_budget.checks.arithmetic.intervals import percent_interval
from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Paragraph, Rule, absent, fails, holds, rule
from medinsure_budget.checks.rules.percent import about, place
from medinsure_budget.checks.told.listed import counted, is_all, lists
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape
from medinsure_budget.records import frozen
from medinsure_budget.subjects.names import distance

_BASIS = "情况说明前后一致"
_SENTENCE = re.compile("[。；;]")
_QUANTITY = Shape(
    r"(?P<total>{TOTAL})?(?<!\d)(?P<digits>\d{1,20}(?:\.\d{1,20})?)(?P<unit>{AREA})|(?P<of>{AMONG})|(?P<open>\()|(?P<close>\))"
)
_FEW_PARTS = 2
_A_LIST = 3


@frozen
class _Quantity:
    """A printed quantity: its digits, its unit, how deep in brackets it stands, and whether it is called a total."""

    digits: str
    unit: str
    depth: int
    total: bool = False
    parts_follow: bool = False

    @property
    def value(self) -> int:
        """The quantity in hundredths."""
        return round(100 * float(self.digits)) if "." in self.digits else 100 * int(self.digits)


def _quantities(sentence: str) -> list[_Quantity]:
    """The quantities of a sentence; one that 其中 or a bracket follows is made of what comes next."""
    found: list[_Quantity] = []
    depth = 0
    for match in _QUANTITY.finditer(sentence):
        if match["open"]:
            depth += 1
        elif match["close"]:
            depth = max(0, depth - 1)
        elif match["of"]:
            if found and found[-1].depth in (depth, depth - 1):
                last = found[-1]
                found[-1] = _Quantity(last.digits, last.unit, last.depth, last.total, parts_follow=True)
        else:
            found.append(_Quantity(match["digits"], match["unit"], depth, bool(match["total"])))
    return found


def _sums(found: Sequence[_Quantity]) -> Iterator[tuple[_Quantity, list[_Quantity]]]:
    """The wholes of a sentence with their parts."""
    for at, whole in enumerate(found):
        if whole.total and not any(q.parts_follow for q in found[:at]):
            before = [q for q in found[:at] if q.depth == whole.depth and q.unit == whole.unit]
            if len(before) >= _A_LIST:
                yield whole, before
        elif whole.parts_follow and at + 1 < len(found):
            parts = _parts(found[at + 1 :], found[at + 1].depth, whole.unit)
            if len(parts) >= _FEW_PARTS:
                yield whole, parts


def _parts(rest: Sequence[_Quantity], depth: int, unit: str) -> list[_Quantity]:
    parts = []
    for quantity in rest:
        if quantity.depth < depth:
            break
        if quantity.depth == depth and quantity.unit == unit and not quantity.total:
            parts.append(quantity)
    return parts


@rule("CNT-09", "句内数量之和", "一句中所列各部分之和 = 该句的总数（面积）", severity="info", tolerance="exact", basis=_BASIS)
def sums_in_a_sentence(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A whole that differs from the sum of its parts by one slip of the pen; parts that are not all told prove nothing."""
    judged = False
    for paragraph in context.paragraphs:
        for sentence in _SENTENCE.split(fold(paragraph.text).replace(",", "")):
            for whole, parts in _sums(_quantities(sentence)):
                verdict = _judged(record, paragraph, whole, parts)
                judged = judged or verdict is not None
                if verdict is not None:
                    yield verdict
    if not judged:
        yield absent(record, "没有在一句中列出总数和各部分")


@rule("CNT-10", "其中各项数量之和", "“其中”所列数量列全时，其和 = 总数；没有列全时，不大于总数", severity="warning",
      tolerance="exact", basis=_BASIS)  # fmt: skip
def counts_listed(context: Context, record: Rule) -> Iterator[Evaluation]:
    """People, units and things with those told to be among them; cars have a rule of their own."""
    units = dict.fromkeys(unit for s in context.statements.all for unit, _ in s.claim.counts if unit != "辆")
    judged = False
    for unit in units:
        for whole, number, parts in lists(context.statements.all, partial(counted, unit)):
            judged = True
            added = sum(n for _, n in parts)
            complete = is_all([s for s, _ in parts], [n for _, n in parts])
            if added == number or (added < number and not complete):
                yield holds(record, **place(whole))
                continue
            told = " + ".join(str(n) for _, n in parts)
            why = f"{about(whole)}为 {number} {unit}，所列各项 {told} = {added}。"
            yield fails(record, why, **{**place(whole), "printed": f"{number}{unit}", "expected": f"{added}{unit}"})
    if not judged:
        yield absent(record, "没有以“其中”列出的数量")


_COUNTED_SHARE = Shape(
    r"(?<!\d)(?P<part>\d+)(?P<unit>{HAN}),占[^,。;\d]{0,24}?(?P<whole>\d+)(?P=unit)[^,。;\d]{0,4}?(?P<share>\d+(?:\.\d+)?)%"
)


@rule("CNT-11", "数量占比与数量相符", "“5 个，占全部项目 8 个的 62.5%” 中的比率由两个数量算出", severity="warning", tolerance="ratio",
      basis=_BASIS)  # fmt: skip
def counted_shares(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A share of things that are counted, both numbers printed."""
    judged = False
    for paragraph in context.paragraphs:
        for found in _COUNTED_SHARE.finditer(fold(paragraph.text)):
            low, high = percent_interval(Decimal(found["share"]))
            part, whole = int(found["part"]), int(found["whole"])
            judged = True
            if whole and low <= Fraction(100 * part, whole) <= high:
                yield holds(record, **paragraph.place)
            else:
                right = f"{100 * part / whole:.2f}%" if whole else ""
                why = f"“{paragraph.heading}”写“{found[0]}”，{part} 占 {whole} 应为 {right or '（分母为零）'}。"
                told = {"printed": f"{found['share']}%", "expected": right, "quote": found[0]}
                yield fails(record, why, **told, **paragraph.place)
    if not judged:
        yield absent(record, "没有写数量的占比")


def _judged(record: Rule, paragraph: Paragraph, whole: _Quantity, parts: Sequence[_Quantity]) -> Evaluation | None:
    added = sum(q.value for q in parts)
    if added == whole.value:
        return holds(record, **paragraph.place)
    decimals = len(whole.digits.partition(".")[2])
    right = f"{added / 100:.{decimals}f}"
    if distance(whole.digits, right, 1) > 1 or (not whole.total and len(whole.digits.replace(".", "")) < _A_LIST):
        return None
    told = " + ".join(q.digits for q in parts)
    why = f"“{paragraph.heading}”写 {whole.digits} {whole.unit}，各部分 {told} = {right}。"
    return fails(record, why, printed=whole.digits, expected=right, quote=paragraph.text.strip(), **paragraph.place)
