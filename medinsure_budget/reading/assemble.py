"""Putting a document together: tables, text, identity, and notes on everything else."""

from collections.abc import Callable, Iterator, Sequence

from medinsure_budget.document import Budget, FinalAccounts
from medinsure_budget.document.narrative import Section, Sections
from medinsure_budget.document.performance import Performance
from medinsure_budget.document.scope import Scope
from medinsure_budget.errors import damage_named, tell
from medinsure_budget.evidence import Block, Line, Note, Source
from medinsure_budget.files import Readable, called
from medinsure_budget.forms import Row, Sheet
from medinsure_budget.reading.accounting import account, accounting_notes
from medinsure_budget.reading.archives import documents_of, only
from medinsure_budget.reading.claims import read_claims
from medinsure_budget.reading.claims.quotes import as_printed
from medinsure_budget.reading.flattened import restore_flattened, with_known_headers, without_figures
from medinsure_budget.reading.identity import Identity, identify
from medinsure_budget.reading.performance import PerformanceReading, goals_of, read_performance
from medinsure_budget.reading.profile import read_profile
from medinsure_budget.reading.scope import BLANK, scope_of
from medinsure_budget.reading.tables.layout import Layout, find_tables
from medinsure_budget.reading.tables.sheets import read_sheets
from medinsure_budget.reading.text.announced import missing_tables
from medinsure_budget.reading.text.glossary import read_glossary
from medinsure_budget.reading.text.running import without_running_lines
from medinsure_budget.reading.text.sections import Body, read_sections, without_title
from medinsure_budget.sources import Limits, open_source
from medinsure_budget.subjects import Catalogue

_FIRST_LINES = 60


def read(
    source: Readable,
    *,
    name: str = "",
    limits: Limits | None = None,
    ocr: Callable[[bytes], str] | None = None,
    catalogue: Catalogue | None = None,
) -> Budget | FinalAccounts:
    """Read a published budget or final account.

    Args:
        source: A path, the bytes of a file, or a binary file object; text, Markdown, HTML, PDF, Word, Excel or a zip
            of them, told apart by their content.
        name: What to call the document; by default the file's name.
        limits: Bounds on size, pages and time for one file.
        ocr: Called with the PNG bytes of a scanned page, returns its text.
        catalogue: The subjects of the document's year, such as a loaded official list; else the bundled ones.

    Returns:
        The document; what its file says wrongly or unreadably is in ``notes``, never an exception.

    Raises:
        SeveralDocumentsError: when an archive holds documents of different agencies, years or kinds; see `read_many`.
        Error: when the file cannot be read at all; the message names the file and the cause.
    """
    with (limits or Limits()).spending(name or called(source) or "(bytes)"):
        found = open_source(source, name=name, limits=limits, ocr=ocr)
        with damage_named(found.name or "(bytes)"):
            document = only(documents_of(found, assemble, catalogue), found.name)
    tell("info", "已读取 %s：%r，附注 %d 条", found.name, document, len(document.notes))
    return document


def read_all(
    source: Readable, *, limits: Limits | None = None, catalogue: Catalogue | None = None
) -> list[Budget | FinalAccounts]:
    """Read a file like `read`; an archive of different documents gives each of them."""
    with (limits or Limits()).spending(called(source)):
        found = open_source(source, limits=limits)
        with damage_named(found.name or "(bytes)"):
            return documents_of(found, assemble, catalogue)


def assemble(source: Source, catalogue: Catalogue | None = None) -> Budget | FinalAccounts:
    """Turn the pages of a file into a document."""
    printed = [(page.number, block) for page in source.pages for block in page.blocks]
    unrepeated, running_notes = without_running_lines(printed)
    restored = restore_flattened(unrepeated)
    blocks = restored.blocks
    performance = read_performance(blocks)
    unread = [b for i, b in enumerate(blocks) if i not in performance.used or i in performance.text]
    layout = find_tables(unread)
    layout.tables, headed = with_known_headers(layout.tables)
    sheets, table_notes = read_sheets(layout.tables, layout.text, catalogue)
    told = _performance(performance, sheets)
    used = [block for i, (_, block) in enumerate(blocks) if i in performance.used]
    remains: list[Note] = []
    body = Body.of(without_figures(layout.text, set(map(id, used)), remains))
    text = read_sections(body)
    titles = _titles(printed, text.tree)
    identity = identify(titles, sheets, (t for s in _walk(text.tree) for t in s.text.splitlines()))
    scope = scope_of(titles, identity, sheets, text.tree, told) if printed else BLANK
    missing = _missing(scope, text, sheets, told, layout)
    found = (*restored.notes, *headed, *remains, *table_notes, *performance.notes, *text.notes)
    notes = (*source.notes, *running_notes, *found, *missing, *_identity_notes(identity, scope))
    claims = read_claims(text.tree, year=identity.year, agency=identity.agency.name)
    cls = FinalAccounts if identity.kind == "final_accounts" else Budget
    sections = without_title(text.tree, cls(agency=identity.agency, year=identity.year).title)
    document = cls(
        name=source.name,
        agency=identity.agency,
        year=identity.year,
        sheets=tuple(sheets),
        sections=sections,
        claims=as_printed(claims, (block for _, block in printed if isinstance(block, Line))),
        contents=text.contents,
        glossary=read_glossary(text.tree),
        profile=read_profile(text.tree, body.paragraphs.items, layout.text, sheets, told),
        performance=told,
        scope=scope,
        sha256=source.sha256,
    )
    accounting = account(printed, unrepeated, used, layout, document)
    return document.evolve(accounting=accounting, notes=(*notes, *accounting_notes(accounting)))


def _performance(found: PerformanceReading, sheets: Sequence[Sheet[Row]]) -> Performance | None:
    goals = (*goals_of(sheets), *found.goals)
    if not (goals or found.self_evaluations or found.result_lists or found.evaluations):
        return None
    return Performance(
        goals=goals,
        self_evaluations=found.self_evaluations,
        result_lists=found.result_lists,
        evaluations=found.evaluations,
    )


def _titles(blocks: Sequence[tuple[int, Block]], sections: Sequence[Section]) -> list[str]:
    """The texts that can name the document: its first lines, then its headings."""
    first = [block.text for _, block in blocks[:_FIRST_LINES] if isinstance(block, Line)]
    return [*first, *(section.title for section in _walk(sections) if section.title)]


def _walk(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.children)


def _missing(
    scope: Scope, text: Sections, sheets: Sequence[Sheet[Row]], told: Performance | None, layout: Layout
) -> list[Note]:
    """What a document announces and does not hold; one that is no whole disclosure owes nothing."""
    if not scope.expects_tables:
        return [] if sheets else [Note("unread", scope.reason)]
    captions = [table.caption.title for table in layout.tables]
    return missing_tables(text.contents, sheets, told, captions, (s.text for s in _walk(text.tree)))


def _identity_notes(identity: Identity, scope: Scope) -> list[Note]:
    """What could not be found out; a file that is no disclosure owes nothing of it."""
    missing: list[Note] = []
    if scope.kind == "nothing":
        return missing
    if not identity.agency.name:
        missing.append(Note("unread", "没有找到编制部门或单位的名称"))
    if identity.year is None:
        missing.append(Note("unread", "没有找到预算或决算年度"))
    if identity.kind is None:
        missing.append(Note("unread", "没有找到“预算”或“决算”字样，按预算处理"))
    if identity.tied:
        missing.append(Note("unread", "“预算”与“决算”的依据相当，按最先出现的标题判断文种"))
    return missing
