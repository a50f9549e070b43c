"""Written files are complete or absent, one by one and in sets, and hold nothing that runs."""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from glob import escape
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp, mkstemp
from typing import IO, Any, overload
from zipfile import ZIP_DEFLATED, ZipFile

from medinsure_budget.errors import UsageError, tell
from medinsure_budget.files import File, Place, Writable, called, cause
from medinsure_budget.files.characters import printable, refuse_unprintable
from medinsure_budget.files.packages import stamped

Make = Callable[[], bytes]
_NEW_FILE = 0o666
# Folders of drafts, and of sets that only have to be moved; the process that made them follows.
_DRAFTS, _READY = ".drafts-", ".ready-"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]|\.\.+')
_DEVICE = re.compile(r"CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]", re.IGNORECASE)
# Bytes; the longest name that file systems take is 255, and drafts add to it.
_LONGEST = 180
# A page that is written runs nothing and fetches nothing, whatever its words are.
POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:; '
    "base-uri 'none'; form-action 'none'\">"
)
# What begins a formula, unless it is a number or the strokes that stand for nothing.
_LIVE, _SIGNED = set("=+-@\t\n"), re.compile(r"[-+][0-9.,]*%?|-+")


@overload
def write_whole(
    target: Place, write: Callable[[Path], object], *, of: object, suffix: str = "", overwrite: bool = False
) -> Path: ...
@overload
def write_whole(
    target: File, write: Callable[[Path], object], *, of: object, suffix: str = "", overwrite: bool = False
) -> File: ...
def write_whole(
    target: Writable, write: Callable[[Path], object], *, of: object, suffix: str = "", overwrite: bool = False
) -> Path | IO[bytes]:
    """Let ``write`` fill a draft, and put it in the target's place when it is complete.

    Args:
        target: The path of the file, or an open binary file that takes the draft's bytes.
        write: Called with the path of the draft.
        of: The records whose words are written; it is not called while one holds what no output can carry.
        suffix: What the path has to end in, if anything.
        overwrite: Whether a file that is already there is replaced.

    Returns:
        The path, or the open file.

    Raises:
        UsageError: when the path ends otherwise, the file exists or cannot be written, an open file takes no bytes, or
            words hold a character that no output can carry; the message names its place.
    """
    _admit(of, target)
    if isinstance(target, str | os.PathLike):
        return _write_file(nameable(Path(target)), write, suffix, overwrite=overwrite)
    with TemporaryDirectory() as folder:
        draft = Path(folder) / f"draft{suffix}"
        write(draft)
        return _poured(draft.read_bytes(), target)


def _admit(words: object, target: Writable) -> None:
    refuse_unprintable(words, printable(called(target)) or "要写出的内容")


def _write_file(target: Path, write: Callable[[Path], object], suffix: str, *, overwrite: bool) -> Path:
    if suffix and target.suffix.lower() != suffix:
        raise UsageError(f"{target.name}：文件名应以 {suffix} 结尾")
    if target.exists() and not overwrite:
        raise UsageError(f"{target} 已经存在；要覆盖请用 overwrite=True")
    with writing_to(target):
        _clear_drafts(target)
        handle, name = mkstemp(prefix=f".{target.stem}-{os.getpid()}-", suffix=target.suffix, dir=target.parent)
        os.close(handle)
        draft = Path(name)
        try:
            write(draft)
            draft.chmod(_NEW_FILE & ~_umask())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    tell("info", "已写入 %s", target)
    return target


@contextmanager
def writing_to(target: Place) -> Iterator[None]:
    """Around all work on a place that is written to.

    Raises:
        UsageError: for what the system refuses.
    """
    try:
        yield
    except OSError as error:
        raise UsageError(f"{printable(os.fspath(target))} 写不了：{cause(error)}") from error


def _poured(data: bytes, target: IO[bytes]) -> IO[bytes]:
    """Write bytes to an open file, where it stands; it stays open."""
    try:
        target.write(data)
    except (AttributeError, TypeError) as error:
        raise UsageError(f"写到路径或以二进制方式（wb）打开的文件，不能写到 {type(target).__name__}") from error
    except (OSError, ValueError) as error:
        raise UsageError(f"打开的文件写不了：{cause(error)}") from error
    return target


def write_set(
    folder: Writable, writers: Mapping[str, Callable[[Path], object]], *, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write several files into a folder, or as a zip archive to an open file, all of them or none.

    A process that dies on the way leaves none of them, or what the next write of a set there completes.

    Args:
        folder: It is made when missing; an open binary file takes an archive.
        writers: For each name in the folder, which may have one folder of its own, what fills a draft at a path.
        overwrite: Whether files that are already there are replaced.

    Returns:
        The paths; those within the archive where that was written.

    Raises:
        UsageError: when a name leads out of the folder, or a file exists or cannot be written.
    """
    if not isinstance(folder, str | os.PathLike):
        return _write_archive(folder, writers)
    home = nameable(Path(folder))
    targets = {name: inside(home, name) for name in writers}
    made = not home.exists()
    with writing_to(home):
        home.mkdir(parents=True, exist_ok=True)
        _recover_sets(home)
        if there := [target.name for target in targets.values() if target.exists() and not overwrite]:
            raise UsageError(f"{'、'.join(there)} 已经存在，没有写出；要覆盖请用 overwrite=True")
        drafts = Path(mkdtemp(prefix=f"{_DRAFTS}{os.getpid()}-", dir=home))
        try:
            for name, write in writers.items():
                (drafts / name).parent.mkdir(exist_ok=True)
                write(drafts / name)
            # From here on the set is there: whoever comes next would finish what is left to do.
            ready = drafts.rename(home / drafts.name.replace(_DRAFTS, _READY))
        except BaseException:
            rmtree(home if made else drafts, ignore_errors=True)
            raise
        _move(ready, home)
    for target in targets.values():
        tell("info", "已写入 %s", target)
    return tuple(targets.values())


def _write_archive(target: IO[bytes], writers: Mapping[str, Callable[[Path], object]]) -> tuple[Path, ...]:
    buffer = BytesIO()
    with TemporaryDirectory() as folder, ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for path in write_set(Path(folder) / "set", writers):
            archive.write(path, path.relative_to(Path(folder) / "set").as_posix())
    _poured(stamped(buffer.getvalue()), target)
    return tuple(map(Path, writers))


def _move(ready: Path, home: Path) -> None:
    for draft in sorted(path for path in ready.rglob("*") if path.is_file()):
        target = home / draft.relative_to(ready)
        target.parent.mkdir(exist_ok=True)
        draft.replace(target)
    rmtree(ready)


def _recover_sets(home: Path) -> None:
    """Finish or remove what processes that are gone have left."""
    for left in [*home.glob(f"{_READY}*"), *home.glob(f"{_DRAFTS}*")]:
        if _is_gone(left.name.split("-")[1]):
            if left.name.startswith(_READY):
                _move(left, home)
            else:
                rmtree(left, ignore_errors=True)


def _clear_drafts(target: Path) -> None:
    """Remove the drafts of a file that processes which are gone have left."""
    for draft in target.parent.glob(f".{escape(target.stem)}-*-*{escape(target.suffix)}"):
        if _is_gone(draft.name.removeprefix(f".{target.stem}-").split("-")[0]):
            draft.unlink(missing_ok=True)


def _is_gone(process: str) -> bool:
    if not process.isdecimal() or os.name == "nt":  # there, asking for a process may end it
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def safe_name(name: str, fallback: str = "文件") -> str:
    """A name of one file, whatever a stranger's document says: no separators, no device, no hidden or endless name.

    >>> safe_name("../云溪市/医疗保障局"), safe_name("CON"), safe_name("..")
    ('云溪市医疗保障局', 'CON_', '文件')
    """
    kept = _UNSAFE.sub("", unicodedata.normalize("NFC", name)).strip(". ")
    kept = kept.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore").rstrip(". ")
    return f"{kept}_" if _DEVICE.fullmatch(kept.partition(".")[0]) else kept or fallback


def nameable(path: Path) -> Path:
    """The same path.

    Raises:
        UsageError: when no file of this system can have such a name.
    """
    try:
        possible = b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        possible = False
    if not possible:
        told = os.fspath(path).encode("ascii", "backslashreplace").decode()
        raise UsageError(f"本系统（文件名编码{sys.getfilesystemencoding()}）不能有名为{told}的文件")
    return path


def inside(folder: Path, name: str) -> Path:
    """The path of a name in a folder.

    Raises:
        UsageError: when it would lie elsewhere.
    """
    target = nameable(folder / name)
    if not target.resolve().is_relative_to(folder.resolve()) or target.resolve() == folder.resolve():
        raise UsageError(f"{name!r} 不在文件夹 {folder} 里")
    return target


@overload
def write_bytes(target: Place, make: Make, *, of: object, suffix: str = "", overwrite: bool = False) -> Path: ...
@overload
def write_bytes(target: File, make: Make, *, of: object, suffix: str = "", overwrite: bool = False) -> File: ...
def write_bytes(
    target: Writable, make: Make, *, of: object, suffix: str = "", overwrite: bool = False
) -> Path | IO[bytes]:
    """Write what ``make`` gives at once; see `write_whole`."""
    if isinstance(target, str | os.PathLike):
        return write_whole(target, lambda draft: draft.write_bytes(make()), of=of, suffix=suffix, overwrite=overwrite)
    _admit(of, target)
    return _poured(make(), target)


def write_text(target: Writable, make: Callable[[], str], *, of: object, overwrite: bool = False) -> Path | IO[bytes]:
    """Write the text that ``make`` gives as UTF-8 at once; see `write_whole`."""
    return write_bytes(target, lambda: make().encode(), of=of, overwrite=overwrite)


def write_json(target: Writable, make: Callable[[], object], *, of: object, overwrite: bool = False) -> Path | IO[bytes]:
    """Write the plain data that ``make`` gives as JSON at once; see `write_whole`."""
    return write_text(target, lambda: json.dumps(make(), ensure_ascii=False, indent=1) + "\n", of=of, overwrite=overwrite)


def inert(value: Any) -> Any:
    """A cell of a CSV file: words that a spreadsheet would take for a formula are led by an apostrophe.

    >>> inert("=1+1"), inert("-3.20"), inert("合计"), inert("-甲")
    ("'=1+1", '-3.20', '合计', "'-甲")
    """
    if not isinstance(value, str):
        return value
    # A carriage return ends a line for some programs, wherever it stands.
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{value}" if value[:1] in _LIVE and not _SIGNED.fullmatch(value) else value


def write_csv(target: Writable, frame: Any, *, encoding: str = "utf-8", overwrite: bool = False) -> None:
    """Write a frame as CSV at once, without its index and without formulas; see `write_whole` and `inert`."""
    words = frame.to_dict("list")
    write_bytes(target, lambda: frame.map(inert).to_csv(index=False).encode(encoding), of=words, overwrite=overwrite)


def _umask() -> int:
    """A draft is private; a published file has the rights that new files have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
