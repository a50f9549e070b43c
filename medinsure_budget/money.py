"""Exact money: amounts as they are printed, compared by what they are worth."""

import re
from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from enum import Enum
from functools import cached_property, total_ordering
from typing import Self

from attrs import field, frozen

from medinsure_budget.errors import UnknownUnitError, UsageError
from medinsure_budget.lexicon import Shape

# Sums and conversions never round: a result that needed rounding is a defect and raises.
EXACT = Context(prec=100, traps=[Inexact, InvalidOperation])
# Roundings that are asked for say so themselves, whatever context the caller works in.
HALF_UP, _DOWN = Context(prec=100, rounding=ROUND_HALF_UP), Context(prec=100, rounding=ROUND_DOWN)
_RATIO = Context(prec=28, rounding=ROUND_HALF_EVEN)
# No budget prints more; within these limits no sum or conversion outgrows the exact context.
_MOST_DIGITS, _MOST_DECIMALS = 30, 20


class Unit(Enum):
    """A printed unit of money; `UNKNOWN` where none is printed and none can be told.

    >>> Unit("万元").factor
    Decimal('10000')
    >>> Unit.parse("金额单位：万元")
    <Unit.WAN: '万元'>
    """

    YUAN = "元"
    BAI = "百元"
    QIAN = "千元"
    WAN = "万元"
    SHIWAN = "十万元"
    BAIWAN = "百万元"
    QIANWAN = "千万元"
    YI = "亿元"
    UNKNOWN = "未知"

    # There is one object of each, and they are looked up by the thousand.
    __hash__ = object.__hash__

    @cached_property
    def factor(self) -> Decimal:
        """How many 元 one of this unit is.

        Raises:
            UnknownUnitError: for `UNKNOWN`.
        """
        if self is Unit.UNKNOWN:
            raise UnknownUnitError("这个金额的单位没有印出，不知道折合多少元")
        return _FACTORS[self]

    @classmethod
    def parse(cls, text: str) -> "Unit | None":
        """Find the unit that a line such as ``单位：万元`` or a header such as ``预算数（万元）`` states, if any.

        A unit that is none of these (美元) is no unit at all rather than a wrong one.
        """
        if (named := _NAMED.get(text)) is not None:
            return named
        found = _UNIT.search("".join(text.translate(_FOLDED_UNIT).split()))
        return _NAMED.get(f"{found[1] or found[2] or ''}元") if found else None

    @classmethod
    def _missing_(cls, value: object) -> "Unit":
        raise UsageError(f"{value!r} 不是金额单位；有的是{'、'.join(unit.value for unit in cls)}")


_UNIT = Shape(r"(?<!{MAGNITUDE_SIGN|NO_MONEY_BEFORE})({MAGNITUDE_SIGN}*)元|(?<=[:(])({MAGNITUDE_SIGN}+)(?=、|[,/)]|$)")
_FOLDED_UNIT = str.maketrans("萬億圓：（），", "万亿元:(),")
_POWERS = {"元": 0, "百元": 2, "千元": 3, "万元": 4, "十万元": 5, "百万元": 6, "千万元": 7, "亿元": 8}
_NAMED = {name: Unit(name) for name in _POWERS}
_FACTORS = {_NAMED[name]: Decimal(10**power) for name, power in _POWERS.items()}


def _amount(value: object) -> Decimal:
    """Accept what is exact; a float is refused because 0.1 is not one tenth."""
    if isinstance(value, Decimal):
        amount = value
    elif isinstance(value, int) and not isinstance(value, bool):
        amount = Decimal(value)
    elif isinstance(value, str):
        parsed = parse_amount(value)
        if parsed is None:
            raise UsageError(f"{value!r} 里没有金额")
        amount = parsed
    else:
        raise UsageError(f"金额由 Decimal、int 或 str 构成，不用 {type(value).__name__}：{value!r}")
    if not amount.is_finite():
        raise UsageError(f"金额是有限的数，不是 {value!r}")
    if not is_printable(amount):
        raise UsageError(f"没有这样大或这样细的金额：{value!r:.60}")
    # 1E+3 is 1000: every digit before the point is written out.
    return amount.quantize(Decimal(1), context=EXACT) if exponent_of(amount) > 0 else amount


@total_ordering
@frozen(eq=False, repr=False)
class Money:
    """An amount in the unit it was printed in.

    ``amount`` keeps the printed digits (its exponent is the printed precision), ``unit`` the printed unit;
    ``yuan`` is what it is worth. Two amounts are equal when they are worth the same. Amounts of `Unit.UNKNOWN` are
    added to and compared with each other only; what needs their worth raises `UnknownUnitError`.

    >>> Money("1,386.05", "万元")
    Money('1386.05', '万元')
    >>> Money(100) == Money("0.01", "万元")
    True
    >>> f"{Money('13860500.00'):万元}", f"{Money('1386.05', '万元'):元,.2f}"
    ('1386.05', '13,860,500.00')

    Raises:
        UsageError: on a float, a text that is no amount, or an unknown unit.
    """

    amount: Decimal = field(converter=_amount)
    unit: Unit = field(default=Unit.YUAN, converter=Unit)

    @property
    def yuan(self) -> Decimal:
        """The amount in 元, exact.

        Raises:
            UnknownUnitError: when the unit is not known.
        """
        return self.amount if self.unit is Unit.YUAN else EXACT.multiply(self.amount, self.unit.factor)

    @property
    def worth(self) -> Decimal | None:
        """The amount in 元, ``None`` when the unit is not known."""
        return None if self.unit is Unit.UNKNOWN else self.yuan

    @property
    def fen(self) -> int:
        """The amount in 分, an integer.

        Raises:
            UsageError: when the amount is finer than one 分.
        """
        fen = EXACT.multiply(self.yuan, Decimal(100))
        if fen != fen.to_integral_value():
            raise UsageError(f"{self!r} 比分更细")
        return int(fen)

    @property
    def decimals(self) -> int:
        """How many decimals were printed."""
        return max(0, -exponent_of(self.amount))

    @property
    def step(self) -> Decimal:
        """The worth in 元 of one unit of the last printed digit."""
        return EXACT.multiply(_last_digit(self.decimals), self.unit.factor)

    def to(self, unit: "Unit | str") -> "Money":
        """Express the same worth in another unit, exactly.

        >>> Money("1386.05", "万元").to("元")
        Money('13860500.00', '元')

        The printed decimals stay where they suffice; where they do not, as many as the worth needs are shown.
        """
        target = Unit(unit)
        if target is self.unit:
            return self
        ratio = self.yuan.scaleb(-_power(target), EXACT)
        needed = -exponent_of(ratio.normalize(EXACT))
        return _make(ratio.quantize(_last_digit(max(self.decimals, needed)), context=EXACT), target)

    def rounded(self, decimals: int = 2, unit: "Unit | str | None" = None, *, truncate: bool = False) -> "Money":
        """Round half up (or truncate) to ``decimals`` digits of ``unit``, as a table prints it.

        >>> Money("13860549.99").rounded(2, "万元")
        Money('1386.05', '万元')
        """
        if not -_MOST_DIGITS <= decimals <= _MOST_DECIMALS:
            raise UsageError(f"金额不能取到小数点后 {decimals!r:.20} 位")
        target = self.unit if unit is None else Unit(unit)
        scaled = self.amount if target is self.unit else self.yuan.scaleb(-_power(target), EXACT)
        return _make(scaled.quantize(_last_digit(decimals), context=_DOWN if truncate else HALF_UP), target)

    def __format__(self, spec: str) -> str:
        """Format as ``[unit][number format]``; without a number format every digit is shown.

        ``f"{m:万元,.2f}"`` rounds half up to the decimals asked for.
        """
        if not spec:
            return str(self)
        name = next((u.value for u in Unit if spec.startswith(u.value)), "")
        money, number = (self.to(name) if name else self), spec[len(name) :]
        if not number:
            return f"{money.amount:f}"
        if places := re.search(r"\.(\d+)f$", number):
            return format(money.rounded(int(places[1])).amount, number)
        return format(money.amount, number)

    def __str__(self) -> str:
        return f"{self.amount:f} {self.unit.value}"

    def _repr_html_(self) -> str:
        """The amount in a notebook: every printed digit, thousands apart."""
        return f"<span>{self.amount:,f} {self.unit.value}</span>"

    def __repr__(self) -> str:
        return f"Money('{self.amount:f}', '{self.unit.value}')"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        if Unit.UNKNOWN in (self.unit, other.unit):
            return self.unit is other.unit and self.amount == other.amount
        return self.yuan == other.yuan

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount < other.amount if self.unit is other.unit else self.yuan < other.yuan

    def __hash__(self) -> int:
        return hash((Unit.UNKNOWN, self.amount)) if self.unit is Unit.UNKNOWN else hash(self.yuan)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __add__(self, other: object) -> "Money":
        if not isinstance(other, Money):
            # sum() starts from the integer 0.
            return self if isinstance(other, int) and not isinstance(other, bool) and other == 0 else NotImplemented
        if self.unit is other.unit:
            return _make(EXACT.add(self.amount, other.amount), self.unit)
        return _make(EXACT.add(self.yuan, other.yuan), Unit.YUAN)

    __radd__ = __add__

    def __sub__(self, other: object) -> "Money":
        return self + -other if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> Self:
        return _make(self.amount.copy_negate() if self.amount else self.amount, self.unit)  # type: ignore[return-value]  # frozen classes of Money are Money

    def __abs__(self) -> "Money":
        return _make(self.amount.copy_abs(), self.unit)

    def __mul__(self, times: object) -> "Money":
        if isinstance(times, bool) or not isinstance(times, int | Decimal):
            return NotImplemented
        if not Decimal(times).is_finite():
            raise UsageError(f"金额是有限的数，{self!r} 不能乘以 {times}")
        try:
            product = EXACT.multiply(self.amount, Decimal(times))
        except (Inexact, InvalidOperation):
            product = Decimal("Infinity")
        if not is_printable(product):
            raise UsageError(f"{self!r} 乘以 {times!r:.40} 比任何金额都大或都细")
        return _make(product, self.unit)

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Decimal:
        """The ratio of two amounts, to 28 digits; division by a number is left to the caller's rounding.

        Raises:
            ZeroDivisionError: when the other amount is zero.
        """
        if not isinstance(other, Money):
            return NotImplemented
        if not other:
            raise ZeroDivisionError(f"{self!r} has no ratio to {other!r}")
        same = self.unit is other.unit
        return _RATIO.divide(*((self.amount, other.amount) if same else (self.yuan, other.yuan)))


def is_printable(amount: Decimal) -> bool:
    """Whether a number is finite and within the size and fineness that a budget may print, and exact work is possible."""
    return amount.is_finite() and amount.adjusted() < _MOST_DIGITS and exponent_of(amount) >= -_MOST_DECIMALS


def exponent_of(amount: Decimal) -> int:
    """The power of ten of the last digit of a finite number.

    >>> exponent_of(Decimal("16.60")), exponent_of(Decimal("-5")), exponent_of(Decimal("1E+3"))
    (-2, 0, 3)
    """
    # Its words are made in a third of the time of a tuple of all its digits.
    text = str(amount)
    if "E" not in text:
        return text.find(".") + 1 - len(text) if "." in text else 0
    exponent = amount.as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101  # finite by construction
    return exponent


def _power(unit: Unit) -> int:
    return unit.factor.adjusted()


def _last_digit(decimals: int) -> Decimal:
    """One unit of the last of so many decimals."""
    return Decimal(1).scaleb(-decimals, EXACT)


def _make(amount: Decimal, unit: Unit) -> Money:
    """Build without the checks of the constructor: arithmetic on money gives money."""
    money = object.__new__(Money)
    object.__setattr__(money, "amount", amount)
    object.__setattr__(money, "unit", unit)
    return money


def total(amounts: Iterable[Money | None]) -> Money | None:
    """Add amounts exactly; blanks (``None``) are passed over, and nothing but blanks adds up to ``None``.

    >>> total([Money("61.74", "万元"), None, Money("30.87", "万元")])
    Money('92.61', '万元')
    """
    present = [a for a in amounts if a is not None]
    return sum(present[1:], present[0]) if present else None


# Thousands separators must stand where thousands are; "1,23" is no amount.
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|[+-]?\.[0-9]+")
_DASHES = dict.fromkeys(map(ord, "−–—―─－﹣‐‑"), "-")  # every dash that documents print for minus
_BESIDE_SIGN = re.compile(r"(?<=[^0-9]) | (?=[^0-9])")
_THOUSANDS = Shape(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:\.[0-9]*)?")
# Full-width and small forms are figures; a circled ① or a superscript ² beside one is a footnote mark, so general
# compatibility folding (NFKC) would add a digit to the amount. Zero-width characters come with copied web text.
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | str.maketrans("﹐﹒﹙﹚﹢", ",.()+")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_FOLDED = _WIDE | _DASHES | _INVISIBLE
_NO_FIGURE = {"", "-", "--", "---", "/", "\\"}


def plain_number(text: str) -> str:
    """Fold widths, blanks and dashes of a printed figure so that only its digits and signs remain."""
    return "".join((text if text.isascii() else text.translate(_FOLDED)).split())


def parse_amount(text: str) -> Decimal | None:
    """Read a printed amount; blank cells and dashes are ``None``, the printed decimals are kept.

    A blank inside a figure is closed where it parts thousands or stands beside the point or another sign; ``5 12.30``
    are two numbers and no amount.

    >>> parse_amount("１，３８６.05"), parse_amount("(3.20)"), parse_amount("—"), parse_amount("1 386.05")
    (Decimal('1386.05'), Decimal('-3.20'), None, Decimal('1386.05'))

    Raises:
        UsageError: when the text is no amount.
    """
    plain = plain_number(text)
    if plain in _NO_FIGURE:
        return None
    minus = False
    if plain[0] == "(" and plain[-1] == ")":
        plain, minus = plain[1:-1], True
    elif plain[0] in "△▲":
        plain, minus = plain[1:], True
    elif plain[-1] == "-":
        plain, minus = plain[:-1], True
    if not _NUMBER.fullmatch(plain) or (minus and plain[0] in "+-") or _is_parted(text):
        raise UsageError(f"{text!r} 不是金额")
    amount = Decimal(plain.replace(",", ""))
    if len(plain) > _MOST_DECIMALS and not is_printable(amount):
        raise UsageError(f"{text!r:.60} 比任何金额都大或都细")
    return amount.copy_negate() if minus and amount else amount


def _is_parted(text: str) -> bool:
    """Whether a blank parts two numbers; one of 1,234,5 67.89 is no number of its own, so they are one."""
    words = (text if text.isascii() else text.translate(_FOLDED)).split()
    if len(words) == 1:
        return False
    numbers = _BESIDE_SIGN.sub("", " ".join(words)).strip("+-()△▲").split()
    return len(numbers) > 1 and not _THOUSANDS.fullmatch(" ".join(numbers)) and all(map(_NUMBER.fullmatch, numbers))


def is_amount(text: str) -> bool:
    """Say whether a cell holds a figure (not blank, not a dash, not words)."""
    if text[:1].isalpha():
        return False
    try:
        return parse_amount(text) is not None
    except UsageError:
        return False
