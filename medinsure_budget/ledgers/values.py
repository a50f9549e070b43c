"""What stands in a ledger's cells: amounts, counts, codes, choices and words, each read or refused with a reason."""

import re
from collections.abc import Callable
from decimal import Context, Decimal
from typing import Any

from medinsure_budget.errors import UsageError
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.ledgers.schema import BY_NAME, Field
from medinsure_budget.lexicon import Shape, by_text
from medinsure_budget.money import Unit, parse_amount
from medinsure_budget.sources.stored import Formula

_LARGEST = 10**18
# A spreadsheet means 15 digits of the binary number that it stores.
_SPREADSHEET = Context(prec=15)
_AMOUNT = Shape(r"(?:{CURRENCY}|[¥￥])?(?P<number>.*?)(?P<unit>{MONEY})?整?")
_CODE = re.compile(r"([0-9]{3}(?:[0-9]{2}){0,3})(?![0-9])")
_CODED = re.compile(r"(?P<code>[0-9]{1,12})\s*(?:-{1,2}|—|_|#{2}|\.|、|:|\s)\s*(?P<name>[^0-9\s].*?)(?:#{2}[0-9]+)?")


def blank(value: Any) -> bool:
    """An empty cell, a blank, or pandas' missing value, which differs from itself."""
    if value is None or value == "":
        return True
    if isinstance(value, str):
        return not value.strip()
    different = value != value  # noqa: PLR0124 - NaN and NaT
    return different is True or type(value).__name__ in ("NAType", "NaTType")


def to_fen(value: Any, unit: Unit = Unit.YUAN) -> int:
    """An amount as an integer of 分; a text may name its unit, else it is in the column's.

    >>> to_fen("1,386.05"), to_fen(26.0), to_fen("￥100万元"), to_fen(100, Unit.WAN)
    (138605, 2600, 100000000, 100000000)

    Raises:
        ValueError: when it is no amount, negative, or finer than one 分; the message is Chinese.
    """
    if isinstance(value, bool):
        raise ValueError("不是金额")  # noqa: TRY004 - every reason is a ValueError
    if isinstance(value, Formula):
        raise ValueError("公式还没有算出结果；请用表格软件打开、重新计算并保存，或直接填写数字")  # noqa: TRY004 - see above
    try:
        amount = _decimal(value, unit)
    except (ArithmeticError, UsageError):
        raise ValueError("不是金额") from None
    if not amount.is_finite() or abs(amount) > _LARGEST:
        raise ValueError("不是金额，或超出范围")
    fen = amount * 100
    if fen != fen.to_integral_value():
        raise ValueError("精度超过分（两位小数）；台账以元为单位，请核对是否填了万元")
    if fen < 0:
        raise ValueError("金额不能为负；冲销和红字请并入原来的行")
    return int(fen)


def _decimal(value: Any, unit: Unit) -> Decimal:
    if isinstance(value, str):
        return _typed(value, unit)
    if isinstance(value, float):
        number = _SPREADSHEET.create_decimal(repr(float(value)))
    elif isinstance(value, Decimal):
        number = value
    else:
        # numpy's integers know their whole number.
        number = Decimal(int(value)) if hasattr(value, "__index__") else Decimal(str(value))
    return number * unit.factor


def _typed(text: str, unit: Unit) -> Decimal:
    found = _AMOUNT.fullmatch("".join(text.split()))
    parsed = parse_amount(found["number"]) if found else None
    if parsed is None or found is None:
        raise UsageError(text)
    return parsed * (Unit(found["unit"]) if found["unit"] else unit).factor


def _money_of(_: Field) -> Callable[[Any], int]:
    return to_fen


def _count_of(_: Field) -> Callable[[Any], int]:
    def parse(value: Any) -> int:
        try:
            number = Decimal(str(value).strip())
        except ArithmeticError:
            raise ValueError("不是整数") from None
        # The size is asked first: written out, a number such as 1E+999999999 has a thousand million digits.
        if not number.is_finite() or not 0 <= number <= _LARGEST or number != number.to_integral_value():
            raise ValueError("应为不小于零的整数")
        return int(number)

    return parse


def _text_of(column: Field) -> Callable[[Any], str]:
    # A blank inside the name of a unit comes from how a cell was set.
    tidy = compact if column.name in ("unit", "counterpart", "item") else str

    def parse(value: Any) -> str:
        # A code such as 216001 typed into a spreadsheet comes back as a number.
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, Formula):
            raise ValueError("公式还没有算出结果")  # noqa: TRY004 - every reason is a ValueError
        return tidy(" ".join(str(value).split()))

    return parse


def _code_of(_: Field) -> Callable[[Any], str]:
    known: dict[Any, str] = {}

    def parse(value: Any) -> str:
        if value not in known:
            text = fold(str(int(value)) if isinstance(value, float) and value.is_integer() else str(value))
            found = _CODE.match(text)
            if found is None:
                raise ValueError("应以 3、5 或 7 位科目编码开头（编码后可以有名称）")
            known[value] = found[1]
        return known[value]

    return parse


def _choice_of(column: Field) -> Callable[[Any], str]:
    def parse(value: Any) -> str:
        own = choice_of(column.name, str(int(value)) if isinstance(value, float) and value.is_integer() else str(value))
        if not own:
            raise ValueError(f"应为{'、'.join(word for word, _ in column.choices)}之一")
        return own

    return parse


def coded(text: str) -> tuple[str, str]:
    """The code and the name of a cell such as 361001-云溪市医疗保障局; either may be empty.

    >>> coded("111-一般公共预算资金"), coded("30108##职业年金缴费##30108"), coded("云溪市医疗保障局"), coded("111")
    (('111', '一般公共预算资金'), ('30108', '职业年金缴费'), ('', '云溪市医疗保障局'), ('111', ''))
    """
    plain = text.strip()
    if plain.isdecimal():
        return plain, ""
    found = _CODED.fullmatch(plain)
    return (found["code"], found["name"]) if found else ("", plain)


@by_text
def choice_of(field: str, text: str) -> str:
    """The library's own word for an entry of a choice, empty when it is none: the name decides, else the code."""
    column, (code, name) = BY_NAME[field], coded(text)
    plain = fold(name)
    for word, own in column.choices:
        if plain and plain in (fold(word), own):
            return own
    for own, shape in column.shapes:
        if plain and shape.fullmatch(plain):
            return own
    if plain and code and not column.codes:
        return ""
    known = [code[:length] for length in range(len(code), 0, -1) if code[:length] in column.codes]
    return column.codes[known[0]] if known and not _refused(plain, code) else ""


_INSURANCE = Shape("{SOURCE_INSURANCE}{FUND_TAIL}*")


def _refused(name: str, code: str) -> bool:
    """Money of an insurance fund is no money of a department."""
    return bool(_INSURANCE.fullmatch(name)) or (not name and code.startswith("14"))


PARSERS: dict[str, Callable[[Field], Callable[[Any], Any]]] = {
    "money": _money_of, "count": _count_of, "text": _text_of, "code": _code_of, "choice": _choice_of,
}  # fmt: skip
