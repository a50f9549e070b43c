"""Named things in order, with a live view that nobody can change."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from medinsure_budget import lexicon
from medinsure_budget.errors import Error, UsageError
from medinsure_budget.files import open_file

GROUP = "medinsure_budget.plugins"

T = TypeVar("T")
_loaded: list[str] = []


def load() -> None:
    """Import every plug-in that is installed, once.

    Raises:
        Error: when a plug-in cannot be imported; the message names it and the cause.
    """
    if _loaded:
        return
    _loaded.append(GROUP)  # before the imports: plug-ins look into the registries they add to
    if not _installed():
        return
    from importlib.metadata import entry_points

    for entry in entry_points(group=GROUP):
        try:
            entry.load()
        except Exception as error:
            _loaded.clear()
            raise Error(f"插件 {entry.name}（{entry.value}）无法加载：{error}") from error


def _installed() -> bool:
    """Whether any installed package names the group: looking for it is much cheaper than reading all of them."""
    for folder in sys.path:
        try:
            packages = [entry.path for entry in os.scandir(folder or ".") if entry.name.endswith("-info")]
        except NotADirectoryError:
            return True  # packages in an archive are looked through by the library
        except OSError:
            continue
        if any(GROUP.encode() in _entry_points(package) for package in packages):
            return True
    return False


def _entry_points(package: str) -> bytes:
    try:
        with open_file(f"{package}/entry_points.txt") as stated:
            return stated.read()
    except OSError:
        return b""


class Registry(Generic[T]):
    """What is known by name, own things first."""

    def __init__(self, what: str, items: Sequence[T], name_of: Callable[[T], str]) -> None:
        self._what = what
        self._name_of = name_of
        self._items = {name_of(item): item for item in items}

    def register(self, item: T) -> T:
        """Add one; the same one again changes nothing.

        Raises:
            UsageError: when another of this name is known.
        """
        name = self._name_of(item)
        if self._items.setdefault(name, item) is not item:
            raise UsageError(f"{self._what} {name!r} 已经登记过")
        lexicon.forget()
        return item

    def discard(self, item: T) -> None:
        """Forget one that was registered, as tests do."""
        self._items.pop(self._name_of(item), None)
        lexicon.forget()

    @property
    def items(self) -> tuple[T, ...]:
        """All of them, those of plug-ins last."""
        load()
        return tuple(self._items.values())


class View(Sequence[T]):
    """A registry as a sequence that is always up to date and cannot be changed."""

    def __init__(self, registry: Registry[T]) -> None:
        self._registry = registry

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: Any) -> Any:
        return self._registry.items[at]

    def __len__(self) -> int:
        return len(self._registry.items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._registry.items)

    def __repr__(self) -> str:
        return repr(self._registry.items)
