"""Which files a command is meant for, and where it may write."""

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path

from medinsure_budget.errors import UsageError
from medinsure_budget.sources.names import documents_below


def expanded(names: Iterable[str]) -> list[Path]:
    """The files that names mean: a folder is all documents below it, a pattern what it matches.

    Raises:
        UsageError: when a name means no file.
    """
    found: dict[Path, None] = {}
    for name in names:
        files = list(_files_of(name))
        if not files:
            raise UsageError(f"{name}：没有这个文件，也没有与之相符的文件")
        found |= dict.fromkeys(files)
    return list(found)


def _files_of(name: str) -> Iterator[Path]:
    path = Path(name)
    if path.is_dir():
        yield from documents_below(path)
    elif path.exists():
        yield path
    else:
        yield from sorted(map(Path, glob.glob(name, recursive=True)))  # noqa: PTH207 - a pattern may be absolute


def free(target: str | Path, sources: Iterable[Path], *, force: bool = False) -> Path:
    """The target, if writing it harms nothing.

    Raises:
        UsageError: when it is one of the files that are read, or exists and nobody insists.
    """
    path = Path(target)
    if any(path.exists() and source.exists() and path.samefile(source) for source in sources):
        raise UsageError(f"{path}：不能写在输入文件上，请另取一个名字")
    if path.exists() and not force:
        raise UsageError(f"{path}：文件已存在；要替换它请加 --force")
    return path
