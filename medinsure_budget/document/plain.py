"""Typed values as plain data for JSON and back: exact amounts as texts, no evidence."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

import attrs

from medinsure_budget.errors import UsageError
from medinsure_budget.forms import Row, Sheet, form_named
from medinsure_budget.money import Money

T = TypeVar("T")


def to_plain(value: object) -> dict[str, Any]:
    """Describe a typed value with dictionaries, lists, texts and numbers only; defaults are left out."""
    plain: dict[str, Any] = _converter().unstructure(value)
    return plain


def from_plain(data: dict[str, Any], cls: type[T]) -> T:
    """Build the value that `to_plain` described.

    Raises:
        UsageError: when the data is not of that shape; the message names the places.
    """
    import cattrs

    try:
        value: T = _converter().structure(data, cls)
    except (cattrs.BaseValidationError, KeyError, TypeError, ValueError) as error:
        causes = "; ".join(cattrs.transform_error(error)) if isinstance(error, cattrs.BaseValidationError) else error
        raise UsageError(f"不是 to_dict 写出的 {cls.__name__}：{causes}") from error
    return value


@cache
def _converter() -> Any:
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

    converter = Converter(omit_if_default=True, forbid_extra_keys=False)
    converter.register_unstructure_hook(Money, lambda m: [f"{m.amount:f}", m.unit.value])
    converter.register_structure_hook(Money, lambda pair, _: Money(Decimal(pair[0]), pair[1]))
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda text, _: Decimal(text))

    def is_row(cls: Any) -> bool:
        return isinstance(cls, type) and issubclass(cls, Row)

    # Evidence refers to the file it was read from, which plain data does not hold.
    converter.register_unstructure_hook_factory(
        is_row,
        lambda cls: make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True, origin=override(omit=True)),
    )
    converter.register_structure_hook_factory(
        is_row, lambda cls: make_dict_structure_fn(cls, converter, origin=override(omit=True))
    )
    _register_sheets(converter)
    return converter


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
