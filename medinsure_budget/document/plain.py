"""Typed values as plain data for JSON and back: exact amounts as texts, no evidence."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

import attrs

from medinsure_budget.allowance import spend
from medinsure_budget.errors import UsageError
from medinsure_budget.files.characters import printable, refuse_unprintable
from medinsure_budget.forms import Row, Sheet, form_named
from medinsure_budget.money import Money, is_printable

T = TypeVar("T")

# What stored data may be: its nesting, its parts, and the largest whole number, which JSON readers of other languages share.
_MOST_DEEP, _MOST_PARTS, _MOST_NUMBER = 64, 10_000_000, 2**63
_ASKED_AGAIN, _NAMED = 1 << 12, 40


def to_plain(value: object) -> dict[str, Any]:
    """Describe a typed value with dictionaries, lists, texts and numbers only; defaults are left out."""
    plain: dict[str, Any] = _converter().unstructure(value)
    return plain


def from_plain(data: Mapping[str, Any], cls: type[T]) -> T:
    """Build the value that `to_plain` described.

    Raises:
        UsageError: when the data is not of that shape; the message names the places.
        LimitExceededError: when there is more of it than the work at hand may look at.
    """
    import cattrs

    admit(data, f"不是 to_dict 写出的 {cls.__name__}")
    try:
        value: T = _converter().structure(data, cls)
    except cattrs.BaseValidationError as error:
        raise UsageError(f"不是 to_dict 写出的 {cls.__name__}：{'; '.join(cattrs.transform_error(error))}") from error
    except Exception as error:
        raise UsageError(f"不是 to_dict 写出的 {cls.__name__}：{error}") from error
    return value


def admit(data: object, refusal: str) -> None:
    """Look through stored data, whoever stored it, before anything is made of it.

    Raises:
        UsageError: ``refusal`` and the place of what JSON does not hold, is nested too deep, or no output can carry.
        LimitExceededError: when there is more of it than the work at hand may look at.
    """
    parts: list[tuple[str, int, object]] = [("", 0, data)]
    seen = 0
    while parts:
        place, depth, value = parts.pop()
        if not seen % _ASKED_AGAIN:
            spend("to_dict 写出的数据")
        seen += 1
        if depth > _MOST_DEEP or seen > _MOST_PARTS:
            raise UsageError(f"{refusal}：{place}太大或嵌套太深")
        if isinstance(value, Mapping | list | tuple):
            parts += ((f"{place}{key}", depth + 1, part) for key, part in _parts_of(value, f"{refusal}：{place}"))
        elif not (value is None or isinstance(value, str | float) or (isinstance(value, int) and abs(value) < _MOST_NUMBER)):
            raise UsageError(f"{refusal}：{place}是 {type(value).__name__}，或者太大")
    refuse_unprintable(data, refusal)


def _parts_of(value: Mapping[Any, object] | list[object] | tuple[object, ...], place: str) -> Iterator[tuple[str, object]]:
    if not isinstance(value, Mapping):
        yield from ((f"[{at}]", part) for at, part in enumerate(value))
        return
    for key, part in value.items():
        if not isinstance(key, str):
            raise UsageError(f"{place}的名称 {key!r:.40} 不是文字")
        yield f".{printable(key)[:_NAMED]}", part


@cache
def _converter() -> Any:
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

    converter = Converter(omit_if_default=True, forbid_extra_keys=False)
    converter.register_unstructure_hook(Money, lambda m: [f"{m.amount:f}", m.unit.value])
    converter.register_structure_hook(Money, lambda pair, _: Money(Decimal(pair[0]), pair[1]))
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda text, _: _number(text))

    def is_row(cls: Any) -> bool:
        return isinstance(cls, type) and issubclass(cls, Row)

    # Evidence refers to the file it was read from, which plain data does not hold.
    converter.register_unstructure_hook_factory(
        is_row,
        lambda cls: make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True, origin=override(omit=True)),
    )
    converter.register_structure_hook_factory(attrs.has, lambda cls: _of_names(make_dict_structure_fn(cls, converter)))
    converter.register_structure_hook_factory(
        is_row, lambda cls: _of_names(make_dict_structure_fn(cls, converter, origin=override(omit=True)))
    )
    _register_sheets(converter)
    return converter


def _of_names(make: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """A text has no names, and would be taken for a value of which nothing is said."""

    def structured(data: Any, cls: Any) -> Any:
        if not isinstance(data, Mapping):
            raise TypeError(f"{data!r:.40} 不是 {getattr(cls, '__name__', cls)}")
        return make(data, cls)

    return structured


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not is_printable(number):
        raise ValueError(f"{text[:40]} 不是能印出的数")
    return number


def _register_sheets(converter: Any) -> None:
    """A sheet's rows are of the class that its form names."""

    def is_sheet(cls: Any) -> bool:
        return getattr(cls, "__origin__", cls) is Sheet

    def unstructure(sheet: Sheet[Row]) -> dict[str, Any]:
        fields = {a.name: getattr(sheet, a.name) for a in attrs.fields(Sheet)}
        form = fields.pop("form")
        plain = {name: converter.unstructure(value) for name, value in fields.items() if value not in ((), "", None)}
        return {"form": form.__name__, **plain}

    def structure(data: dict[str, Any], _: Any) -> Sheet[Row]:
        form = form_named(data["form"])
        values: dict[str, Any] = {"form": form}
        for attribute in attrs.fields(Sheet):
            if attribute.name in data and attribute.name != "form":
                kind = tuple[form, ...] if attribute.name == "rows" else attribute.type  # type: ignore[valid-type]  # known at run time
                values[attribute.name] = converter.structure(data[attribute.name], kind)
        return Sheet(**values)

    hook: Callable[..., Any] = unstructure
    converter.register_unstructure_hook_func(is_sheet, hook)
    converter.register_structure_hook_func(is_sheet, structure)
