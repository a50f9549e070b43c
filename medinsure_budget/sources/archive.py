"""Zip archives with several attachments: every readable member's pages, one after the other."""

from time import monotonic
from typing import Protocol

from attrs import evolve, field

from medinsure_budget.allowance import spend
from medinsure_budget.errors import (
    EncryptedFileError,
    Error,
    LimitExceededError,
    NoTextError,
    UnreadableFileError,
    UnsupportedFormatError,
)
from medinsure_budget.evidence import Grid, Note, Page, Source
from medinsure_budget.records import define
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.names import is_litter, natural
from medinsure_budget.sources.packed import Packed

_CAUSES: tuple[tuple[type[Error], str], ...] = (
    (EncryptedFileError, "需要密码"), (UnsupportedFormatError, "格式不支持"), (NoTextError, "没有文字"),
    (UnreadableFileError, "为空或已损坏"),
)  # fmt: skip


class MemberReader(Protocol):
    """What reads a member of any format."""

    def __call__(self, data: bytes, name: str, limits: Limits, *, depth: int) -> Source:
        """Read the bytes of a member within what the archive's limits leave, ``depth`` archives around it."""
        ...


def read_archive(
    data: bytes, name: str = "", *, read_member: MemberReader, limits: Limits | None = None, depth: int = 0
) -> Source:
    """Read all members in the natural order of their names; pages are counted on through them.

    A member that cannot be read leaves a note.

    Args:
        data: The archive.
        name: How messages call it.
        read_member: What reads a member of any format.
        limits: Bounds; ``max_depth`` is that of archives in archives, ``max_seconds`` counts for all members.
        depth: How many archives are around this one.

    Raises:
        UnreadableFileError: when the archive is damaged or none of its members can be read.
        EncryptedFileError: when none can be read for want of a password.
        UnsupportedFormatError: when none is of a known kind.
        LimitExceededError: when the archive or one of its members exceeds ``limits``.
    """
    limits = limits or Limits()
    limits.check_size(len(data), name)
    if depth >= limits.max_depth:
        raise LimitExceededError(f"{name}：压缩包套压缩包，超过 {limits.max_depth} 层的限度")
    packed, gathered, deadline = Packed.open(data, name, limits), _Gathered(limits), limits.deadline()
    members = sorted((m for m in packed.members if not is_litter(m)), key=natural)
    spend(name, members=len(members))
    for at, member in enumerate(members):
        if monotonic() > deadline or len(gathered.pages) >= limits.max_pages:
            gathered.notes.append(Note("unread", f"超过时间或页数上限，压缩包中还有{len(members) - at}个文件没有读取"))
            break
        try:
            content = packed.read(member)
            gathered.add(member, read_member(content, f"{name}/{member}", packed.remaining(), depth=depth + 1))
        except (UnreadableFileError, UnsupportedFormatError) as error:
            gathered.fail(member, error)
    return gathered.source(name)


@define
class _Gathered:
    limits: Limits
    pages: list[Page] = field(factory=list)
    notes: list[Note] = field(factory=list)
    errors: list[tuple[type[Error], str]] = field(factory=list)  # an error itself would keep what was unpacked alive
    parts: list[tuple[str, int]] = field(factory=list)

    def add(self, member: str, source: Source) -> None:
        offset = len(self.pages)
        taken = source.pages[: self.limits.max_pages - offset]
        for page in taken:
            for block in page.blocks:
                if isinstance(block, Grid):
                    block.page += offset
            self.pages.append(evolve(page, number=page.number + offset))
        for note in source.notes:
            page_number = note.page + offset if note.page else 0
            self.notes.append(evolve(note, page=page_number, message=f"“{member}”：{note.message}"))
        inner = [(f"{member}/{name}", count) for name, count in source.parts]
        self.parts += inner if inner and not len(source.pages) - len(taken) else [(member, len(taken))]
        if left := len(source.pages) - len(taken):
            self.notes.append(Note("unread", f"“{member}”：超过页数上限，后面{left}页没有读取"))

    def fail(self, member: str, error: UnreadableFileError | UnsupportedFormatError) -> None:
        self.errors.append((type(error), str(error)))
        cause = next((cause for kind, cause in _CAUSES if isinstance(error, kind)), "")
        self.notes.append(Note("unread", f"压缩包中的“{member}”没有读取：{cause}（{error}）"))

    def source(self, name: str) -> Source:
        """The finished source; the errors of its members where none could be read."""
        if self.pages:
            return Source(name, tuple(self.pages), tuple(self.notes), "zip", tuple(self.parts))
        if not self.errors:
            raise UnreadableFileError(f"{name}：压缩包里没有文件")
        kinds = {kind for kind, _ in self.errors}
        causes = "；".join(said for _, said in self.errors[:_NAMED_ERRORS])
        kind = kinds.pop() if len(kinds) == 1 else UnreadableFileError
        raise kind(f"{name}：压缩包里的文件都读不了：{causes}")


_NAMED_ERRORS = 5
