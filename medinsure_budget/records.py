"""Classes of records: `frozen` and `define` of attrs, whose comparison, hash and display are said once for all of them.

attrs writes these three methods anew for each class, which took longer than all else that it does, and most records are
never compared or shown. What they answer is the same; an order has to be asked of attrs itself.

attrs makes a class when it is first asked for: a file has something of a third of them. A class that waits has no slots.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from operator import attrgetter
from threading import RLock
from types import MethodType
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from attrs import define, frozen
    from attrs import frozen as value

__all__ = ["define", "frozen", "metadata", "value"]


@cache
def _getter(cls: Any) -> Callable[[object], object]:
    names = [part.name for part in attrs.fields(cls) if part.eq]
    return attrgetter(*names) if names else type


def _compared(self: object) -> object:
    cls: Any = type(self)
    return _getter(cls)(self)


def _equal(self: object, other: object) -> bool:
    return _compared(self) == _compared(other) if type(other) is type(self) else NotImplemented


def _hash(self: object) -> int:
    return hash(_compared(self))


def _shown(self: Any) -> str:
    shown = (f"{part.name}={getattr(self, part.name)!r}" for part in attrs.fields(type(self)) if part.repr)
    return f"{type(self).__qualname__.rpartition('>.')[2]}({', '.join(shown)})"


# What attrs gives a class: whatever of it is asked for first has the class made.
_FIELDS, _MATCHED = "__attrs_attrs__", "__match_args__"
_GIVEN = (_FIELDS, _MATCHED, "__init__")
_FROZEN = ("__setattr__", "__delattr__")
_MAKING = RLock()


class _Pending:
    """Stands in a class for one thing that attrs will give it."""

    def __init__(self, name: str, cls: type, make: Callable[[], object]) -> None:
        self.name, self.cls, self.make = name, cls, make

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        with _MAKING:
            if vars(self.cls)[self.name] is self:
                self.make()
        given = getattr(self.cls, self.name)
        return given if instance is None or not callable(given) else MethodType(given, instance)


def _say(cls: Any, hashed: Any, *, eq: bool, repr: bool) -> None:  # noqa: A002 - as attrs calls it
    own = vars(cls)
    if eq and "__eq__" not in own:
        cls.__eq__, cls.__hash__ = _equal, own.get("__hash__", hashed)
    if repr and "__repr__" not in own:
        cls.__repr__ = _shown


def _promise(cls: type, given: tuple[str, ...], hashed: Any, *, eq: bool = True, repr: bool = True, **how: Any) -> type:  # noqa: A002 - as attrs calls it
    _say(cls, hashed, eq=eq, repr=repr)

    def make() -> None:
        # attrs is to put its own methods where others stand in for them.
        attrs.define(cls, slots=False, init=True, auto_detect=False, eq=False, repr=False, **how)
        setattr(cls, _MATCHED, tuple(part.name for part in attrs.fields(cls) if part.init and not part.kw_only))

    for name in given:
        setattr(cls, name, _Pending(name, cls, make))
    return cls


def metadata(cls: type) -> dict[str, Mapping[str, Any]]:
    """The metadata of its fields by name, in order; the class need not be made for that."""
    if not isinstance(vars(cls).get(_FIELDS), _Pending):
        return {part.name: part.metadata for part in attrs.fields(cls)} if attrs.has(cls) else {}
    own = {name: vars(cls)[name].metadata for name in cls.__annotations__ if hasattr(vars(cls).get(name), "metadata")}
    return {name: data for name, data in metadata(cls.__bases__[0]).items() if name not in own} | own


if not TYPE_CHECKING:

    def frozen(cls: type | None = None, **how: Any) -> Any:
        """Like `attrs.frozen`, made when it is first asked for."""
        return partial(_promise, given=_GIVEN + _FROZEN, hashed=_hash, frozen=True, **how) if cls is None else frozen()(cls)

    def define(cls: type | None = None, **how: Any) -> Any:
        """Like `attrs.define`, made when it is first asked for."""
        return partial(_promise, given=_GIVEN, hashed=None, **how) if cls is None else define()(cls)

    def value(cls: type | None = None, *, eq: bool = True, **how: Any) -> Any:
        """Like `attrs.frozen`, for what there are thousands of: small and quick to make.

        Only the type checker forbids to change it.
        """
        if cls is None:
            return partial(value, eq=eq, **how)
        _say(cls, _hash, eq=eq, repr=True)
        return attrs.define(cls, eq=False, repr=False, **how)
