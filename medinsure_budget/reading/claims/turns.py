"""The phrases of a paragraph as statements: both measures of a change in one, and changes told in turn of several subjects."""

from collections.abc import Iterable

from medinsure_budget.lexicon import Shape, word_set
from medinsure_budget.reading.claims.frames import Frame, Scanner
from medinsure_budget.reading.claims.tokens import Figure, Text

_ONLY_AND = Shape(r"(?:{AND})?")


def frames_of(text: Text) -> list[Frame]:
    """What the phrases of a paragraph say, reasons and purposes read over, both measures of a change in one."""
    joined: list[Frame] = []
    for frame in in_turn(Scanner(text).frames()):
        if frame.kind == "amount" and not frame.name and joined and joined[-1].kind == "earlier" and not joined[-1].stop:
            frame.kind = "change"  # 较2019年决算数2.40万元0.60万元，增长25%: the word for the direction is missing
        if not (joined and _completes(joined[-1], frame)):
            joined.append(frame)
    return joined


def _completes(before: Frame, frame: Frame) -> bool:
    """Take the other measure of a change (减少5.05万元，降低5.52%; 增长2.1%（25.09万元）) to the first one."""
    bracketed = before.stop == "（" and frame.depth == before.depth + 1 and not (frame.name or frame.base)
    if before.kind == "earlier" or before.kind not in ("change", "reached") or not (bracketed or frame.depth == before.depth):
        return False
    own_base = frame.base in ("", before.base) or frame.base in word_set("ITSELF")
    same = frame.kind == "change" and not frame.name and own_base and not before.ends_sentence
    bare = bracketed and frame.kind in ("rate", "amount")
    if not (same or bare):
        return False
    percents = frame.percents or (frame.figures if frame.kind == "rate" else [])
    moneys = frame.figures if frame.kind != "rate" else []
    if (percents and before.percents) or (moneys and (before.figures or before.kind == "reached")):
        return False
    before.percents, before.figures = before.percents or percents, before.figures or moneys
    before.direction, before.each = before.direction or frame.direction, before.each or frame.each
    before.end, before.stop = frame.end, frame.stop
    return True


def in_turn(frames: Iterable[Frame]) -> list[Frame]:
    """Take 分别增长5.00%和下降3.00% as one, with a figure and a direction for each subject."""
    joined: list[Frame] = []
    for frame in frames:
        before = joined[-1] if joined else None
        if before and _goes_on(before, frame):
            _add(before, frame)
            continue
        # 分别增加5.00万元、减少3.00万元，增长5.26%、下降3.23%: the second row is told in turn as the first one.
        frame.each = frame.each or bool(before and before.directions and _is_bare(before, frame))
        joined.append(frame)
    return joined


def _goes_on(series: Frame, frame: Frame) -> bool:
    """Whether the next change of a row follows: of the same measure, one figure after another; 持平 has none."""
    if not series.each or series.kind != "change":
        return False
    told = len(series.figures) + len(series.percents)
    same = frame.kind == "same" or bool(series.figures) == bool(frame.figures)
    return same and told == max(1, len(series.directions)) and _is_bare(series, frame)


def _is_bare(before: Frame, frame: Frame) -> bool:
    """Whether a change follows that names neither what changed nor what is compared with."""
    alike = before.kind == "change" and frame.kind in ("change", "same") and before.depth == frame.depth
    return alike and not (frame.each or frame.base or before.ends_sentence) and bool(_ONLY_AND.fullmatch(frame.name))


def _add(series: Frame, frame: Frame) -> None:
    series.directions = [*(series.directions or [series.direction]), frame.direction]
    if series.figures:
        series.figures = [*series.figures, *(frame.figures or [Figure("money")])]
    else:
        series.percents = [*series.percents, *(frame.percents or [Figure("percent")])]
    series.end, series.stop = frame.end, frame.stop
