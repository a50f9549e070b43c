"""Classes of records: `frozen` and `define` of attrs, whose comparison, hash and display are said once for all of them.

attrs writes these three methods anew for each class, which took longer than all else that it does, and most records are
never compared or shown. What they answer is the same; an order has to be asked of attrs itself.
"""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from attrs import define, frozen
    from attrs import frozen as value

__all__ = ["define", "frozen", "value"]


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


def _made(cls: Any, make: Callable[..., Any], hashed: Any, *, eq: bool = True, repr: bool = True, **how: Any) -> Any:  # noqa: A002 - as attrs calls it
    own = vars(cls)
    if eq and "__eq__" not in own:
        cls.__eq__, cls.__hash__ = _equal, own.get("__hash__", hashed)
    if repr and "__repr__" not in own:
        cls.__repr__ = _shown
    return make(cls, eq=False, repr=False, **how)


if not TYPE_CHECKING:

    def frozen(cls: type | None = None, **how: Any) -> Any:
        """Like `attrs.frozen`."""
        return _made(cls, attrs.frozen, _hash, **how) if cls else lambda cls: _made(cls, attrs.frozen, _hash, **how)

    def define(cls: type | None = None, **how: Any) -> Any:
        """Like `attrs.define`."""
        return _made(cls, attrs.define, None, **how) if cls else lambda cls: _made(cls, attrs.define, None, **how)

    def value(cls: type) -> Any:
        """Like `attrs.frozen`, for what a file has thousands of.

        Only the type checker forbids to change it, so that it is made in a third of the time.
        """
        return _made(cls, attrs.define, _hash)
