"""Archives with several files: those of one agency, year and kind are one document, tables beside text; others are several."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import accumulate

from attrs import evolve

from medinsure_budget.document import Budget, FinalAccounts
from medinsure_budget.errors import SeveralDocumentsError
from medinsure_budget.evidence import Source
from medinsure_budget.subjects import Catalogue

Read = Budget | FinalAccounts
Assemble = Callable[[Source, Catalogue | None], Read]


def documents_of(source: Source, assemble: Assemble, catalogue: Catalogue | None) -> list[Read]:
    """The documents of a source, in the order of their first files."""
    if len(source.parts) < 2:
        return [assemble(source, catalogue)]
    groups: list[list[tuple[int, Read]]] = []
    for place, part in enumerate(_parts(source, [(at,) for at in range(len(source.parts))])):
        document = assemble(part, catalogue)
        group = next((group for group in groups if all(_agree(document, other) for _, other in group)), None)
        if group is None:
            groups.append([(place, document)])
        else:
            group.append((place, document))
    if len(groups) == 1:
        return [assemble(source, catalogue)]
    joined = _parts(source, [tuple(place for place, _ in group) for group in groups])
    return [group[0][1] if len(group) == 1 else assemble(part, catalogue) for group, part in zip(groups, joined, strict=True)]


def only(documents: Sequence[Read], name: str) -> Read:
    """The one document of a file.

    Raises:
        SeveralDocumentsError: naming them, when there are several.
    """
    if len(documents) == 1:
        return documents[0]
    named = "；".join(f"{document.name}（{_told(document)}）" for document in documents)
    raise SeveralDocumentsError(f"{name}：压缩包中有{len(documents)}份不同的文件，请用 read_many 读取：{named}")


def _told(document: Read) -> str:
    year = f"{document.year}年" if document.year else "年份不明"
    kind = "决算" if isinstance(document, FinalAccounts) else "预算"
    return f"{document.agency.name or '单位不明'}{year}{kind}"


def _agree(one: Read, other: Read) -> bool:
    """Whether nothing speaks against two files being one document; what a file does not say speaks against nothing."""
    names = one.agency.name, other.agency.name
    same_agency = not all(names) or names[0] in names[1] or names[1] in names[0]
    same_year = not one.year or not other.year or one.year == other.year
    unknown = "nothing" in (one.scope.kind, other.scope.kind)
    return same_agency and same_year and (unknown or one.kind == other.kind)


def _parts(source: Source, groups: Sequence[tuple[int, ...]]) -> list[Source]:
    """The source of each group of files, with the pages and the notes that are theirs."""
    ends = list(accumulate(count for _, count in source.parts))
    found = []
    for number, group in enumerate(groups):
        spans = [(ends[at] - source.parts[at][1], ends[at]) for at in group]
        pages = tuple(page for first, end in spans for page in source.pages[first:end])
        numbers, names = {page.number for page in pages}, [source.parts[at][0] for at in group]
        notes = tuple(
            note
            for note in source.notes
            if (note.page in numbers if note.page else any(f"“{name}”" in note.message for name in names))
        )
        own = sha256(f"{source.sha256}/{names}".encode()).hexdigest() if number and source.sha256 else source.sha256
        found.append(evolve(source, name="、".join(names), pages=pages, notes=notes, parts=(), sha256=own))
    return found
