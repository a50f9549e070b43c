"""Why a printed figure may differ from the one that fits."""

from medinsure_budget.checks.arithmetic.cells import Cell
from medinsure_budget.checks.arithmetic.intervals import Rounding, interval
from medinsure_budget.subjects.names import distance

UNIT_SLIP = "单位错写"
_UNIT_RATIO = 10_000
_DECIMAL_RATIOS = (10, 100, 1000)


def fitting_print(cell: Cell, low: int, high: int, rounding: Rounding) -> int | None:
    """The printable figure in 分 that best fits an implied range, ``None`` where many do.

    A range narrower than one step leaves one or two printable figures; the one whose interval shares most with the
    range is meant.
    """
    step = cell.step
    if high - low >= 2 * step:
        return None
    first = (low // step) * step
    best, most = None, -1
    for figure in range(first - step, high + 2 * step, step):
        below, above = interval(figure, step, rounding, "interval")
        shared = min(above, high) - max(below, low)
        if shared > most:
            best, most = figure, shared
    return best if most >= 0 else None


def unit_slips(printed: int) -> tuple[int, ...]:
    """What a figure would be worth had 元 and 万元 been exchanged; nothing for zero."""
    return (printed * _UNIT_RATIO, printed // _UNIT_RATIO) if printed else ()


def diagnosis(printed: int, fitting: int, step: int) -> str:
    """A likely cause in Chinese, empty when none is.

    >>> diagnosis(651_10, 615_10, 1), diagnosis(358_00, 3_580_000_00, 1), diagnosis(-500, 500, 1), diagnosis(0, 500, 1)
    ('疑似数字颠倒', '疑似单位错写（万元与元）', '疑似正负号错误', '疑似漏填')
    """
    if printed == 0:
        return "疑似漏填"
    if fitting == 0:
        return "疑似多填"
    if printed == -fitting:
        return "疑似正负号错误"
    small, large = sorted((abs(printed), abs(fitting)))
    if abs(large - small * _UNIT_RATIO) <= step * _UNIT_RATIO // 2:
        return f"疑似{UNIT_SLIP}（万元与元）"
    if any(abs(large - small * ratio) <= step * ratio // 2 for ratio in _DECIMAL_RATIOS):
        return "疑似小数点错位"
    return _typing_error(str(abs(printed) // step), str(abs(fitting) // step))


def _typing_error(printed: str, fitting: str) -> str:
    if sorted(printed) == sorted(fitting) and distance(printed, fitting, 1) == 1:
        return "疑似数字颠倒"
    if distance(printed, fitting, 1) == 1:
        return "疑似录入错误（一位数字）"
    return ""
