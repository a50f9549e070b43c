"""From a ledger to a document: open it, refuse what cannot be compiled, build every statement of the edition."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from medinsure_budget.compiling import budget
from medinsure_budget.compiling.book import THREE_PUBLICS, Book
from medinsure_budget.compiling.builders import builder_of
from medinsure_budget.compiling.printing import Rounding
from medinsure_budget.compiling.published import Published, of_year
from medinsure_budget.compiling.text import TABLES, Writer, glossary, sections
from medinsure_budget.compiling.totals import Measure
from medinsure_budget.compiling.transfers import mismatches, without_internal
from medinsure_budget.compiling.validate import doubts, problems_of
from medinsure_budget.document import Agency, Budget, Document, FinalAccounts
from medinsure_budget.document.narrative import ContentsEntry, Section
from medinsure_budget.document.performance import Performance, Result, ResultList
from medinsure_budget.editions import (
    ALL,
    FINAL_ACCOUNTS_2023,
    ZHEJIANG_BUDGET_2021,
    ZHEJIANG_BUDGET_2024,
    Edition,
    Printed,
)
from medinsure_budget.editions.tree import columns
from medinsure_budget.errors import UsageError
from medinsure_budget.evidence import Note
from medinsure_budget.forms import (
    BudgetOverview,
    GovernmentFundExpenditure,
    IncomeBySubject,
    Row,
    Sheet,
    StateCapitalExpenditure,
)
from medinsure_budget.forms.declare import Kind
from medinsure_budget.ledgers.doubts import suspicions
from medinsure_budget.ledgers.load import Ledger
from medinsure_budget.ledgers.problems import refuse
from medinsure_budget.ledgers.schema import TRANSFERS
from medinsure_budget.money import Unit
from medinsure_budget.subjects import Catalogue, catalogue
from medinsure_budget.writing.arrange import arrange

_CLASSES: dict[Kind, type[Budget | FinalAccounts]] = {"budget": Budget, "final_accounts": FinalAccounts}
# Money of these kinds needs a statement of its own even where an edition's set has none.
_STATE_CAPITAL_SINCE = 2022
_TAILS = "注：本套报表金额由元换算为本表单位，表内可能存在尾数误差。"
_RESERVE = "单位预留机动经费"
_OWN_STATEMENT = {"government_fund": GovernmentFundExpenditure, "state_capital": StateCapitalExpenditure}


def default_edition(kind: Kind, year: int) -> Edition:
    """The print of a year: the national final accounts, or the budget set of Zhejiang."""
    if kind == "final_accounts":
        return FINAL_ACCOUNTS_2023
    return ZHEJIANG_BUDGET_2021 if year <= (ZHEJIANG_BUDGET_2021.years or (0, 0))[1] else ZHEJIANG_BUDGET_2024


def open_book(
    source: object,
    kind: Kind,
    *,
    agency: str | Agency,
    year: int,
    edition: Edition | None = None,
    unit: Unit | str | None = None,
    rounding: Rounding = "half_up",
    subjects: Catalogue | None = None,
    previous: Document | None = None,
    planned: Document | None = None,
) -> Book:
    """Open a valid ledger for a document; published ones tell last year's amounts and the budget's.

    Raises:
        LedgerError: when any line cannot be compiled; it lists all of them.
        UsageError: for an edition of the other kind, another rounding, or a catalogue or document of another year.
    """
    print_of = edition or default_edition(kind, year)
    if print_of.kind != kind:
        raise UsageError(f"{print_of.name} 不是 {kind} 的版式；有的是{'、'.join(e.name for e in ALL if e.kind == kind)}")
    if rounding not in ("half_up", "truncate"):
        raise UsageError(f"rounding 应是 half_up（四舍五入）或 truncate（截尾），不是 {rounding!r}")
    if subjects is not None and subjects.year != year:
        raise UsageError(f"{subjects.title}不是{year}年的科目表")
    ledger, own = _with_reserve(Ledger.of(source), print_of), subjects or catalogue(year, beyond="accept")
    by_subject = kind == "final_accounts" or IncomeBySubject in print_of.forms
    # The set of 2021 lists its appropriations side by side, without state capital.
    overview = next((p for p in print_of.sheets if p.form is BudgetOverview), None)
    side_by_side = overview is not None and any(line.key == "fund_appropriation" for line in overview.lines)
    found = problems_of(ledger, own, kind, by_subject=by_subject, state_capital=not side_by_side)
    refuse([*found, *mismatches(ledger)])
    book = Book(without_internal(ledger), Agency(), year, print_of, own, None if unit is None else Unit(unit), rounding)
    book.published = dict(_published(kind, year, previous, planned))
    name = agency.name if isinstance(agency, Agency) else agency
    book.doubts = (*doubts(ledger, own), *suspicions(ledger.lines, agency=name, year=year, stated_year=ledger.year))
    book.agency = agency if isinstance(agency, Agency) else Agency(agency, "部门" if len(book.units) > 1 else "单位")
    return book


def _published(
    kind: Kind, year: int, previous: Document | None, planned: Document | None
) -> Iterator[tuple[Measure, Published]]:
    yield from (("previous", told) for told in of_year(previous, kind, year - 1, THREE_PUBLICS))
    yield from (("initial_budget", told) for told in of_year(planned, "budget", year, THREE_PUBLICS))


def _with_reserve(ledger: Ledger, edition: Edition) -> Ledger:
    """单位预留机动经费 as a project of that name, where a budget's edition has no place for it."""
    if edition.kind != "budget" or budget.keeps_reserve(edition) or not any(x.purpose == "reserve" for x in ledger.lines):
        return ledger
    note = Note("repaired", f"{edition.name}没有单位预留机动经费的栏目，这些支出列为项目“{_RESERVE}”。")
    lines = tuple(
        evolve(x, purpose="project", project=x.project or _RESERVE) if x.purpose == "reserve" else x for x in ledger.lines
    )
    return evolve(ledger, lines=lines, notes=(*ledger.notes, note))


def statements(book: Book) -> tuple[Sheet[Row], ...]:
    """Every statement of the edition, arranged and titled as it prints them."""
    edition = _with_own_statements(book)
    raw: list[Sheet[Row]] = []
    for printed in edition.sheets:
        figures = book.figures(printed)
        build = builder_of(printed.form)
        rows = build(printed, figures, book) if build else ()
        year = book.year if "{year}" in printed.title else None
        raw.append(Sheet(form=printed.form, title="", unit=figures.unit, year=year, rows=rows))
    document = _CLASSES[edition.kind](agency=book.agency, year=book.year, sheets=tuple(raw))
    first, *others = (sheet for sheet, _ in arrange(document, edition, book.unit))
    if first.unit is not Unit.YUAN:
        first = evolve(first, remarks=(*first.remarks, _TAILS))
    return (first, *others)


def document_of(book: Book) -> Budget | FinalAccounts:
    """The whole document: statements, text, contents and glossary; claims are left to whoever reads the text."""
    writer = Writer(book)
    sheets, performance = statements(book), _performance(book)
    text = sections(writer, annexed=performance is not None)
    final = book.edition.kind == "final_accounts"
    kind = "决算" if final else "预算"
    return _CLASSES[book.edition.kind](
        name=f"{book.agency.name}{book.year}年{'度' if final else ''}{writer.level}{kind}",
        agency=book.agency,
        year=book.year,
        edition=book.edition.name,
        sheets=sheets,
        sections=text,
        contents=tuple(_contents(book, text, sheets)),
        glossary=glossary(Writer(book)),
        performance=performance,
        notes=(*book.ledger.notes, *book.doubts, *_folded(book), *_unknown(book), *dict.fromkeys(writer.missing)),
    )


def _performance(book: Book) -> Performance | None:
    """The list of the projects that their units evaluated, by unit as the ledger has them."""
    final = book.edition.kind == "final_accounts"
    done = [line for line in book.rows_of("performance") if final and line.item == "自评"]
    units = {unit: str(at) for at, unit in enumerate(dict.fromkeys(line.unit for line in done), 1)}
    results = tuple(
        Result(number=units[line.unit], unit=line.unit, project=line.project, conclusion=line.value)
        for line in sorted(done, key=lambda line: int(units[line.unit]))
    )
    title = f"{book.year}年度项目支出绩效自评结果清单"
    return Performance(result_lists=(ResultList(title=title, results=results),)) if results else None


def _contents(book: Book, text: Iterable[Section], sheets: Iterable[Sheet[Row]]) -> Iterator[ContentsEntry]:
    for key, part in zip(book.edition.text.parts[""], text, strict=False):
        yield ContentsEntry(part.number, part.title)
        if key == TABLES:
            yield from (ContentsEntry("", sheet.title, is_table=True) for sheet in sheets)
        else:
            yield from (ContentsEntry(child.number, child.title) for child in part.children)


def _unknown(book: Book) -> Iterator[Note]:
    """Measures that no line states: unknown is not zero, so nothing is printed and nothing is said of them."""
    spent = book.of("expenditure")
    final = book.edition.kind == "final_accounts"
    if not spent.states("previous"):
        yield Note("ignored", "台账没有填上年数，正文没有写与上年的增减变化。", place="正文")
    if final and not spent.states("initial_budget"):
        yield Note("ignored", "台账没有填年初预算，正文没有写年初预算、完成率和差异。", place="正文")
    if final and not spent.states("budget") and not any(measure == "budget" for _, measure in book.outlays):
        yield Note("ignored", "台账没有填全年预算，“三公”经费表的预算数留空，正文没有写全年预算。", place="正文")


def _folded(book: Book) -> Iterator[Note]:
    """What an edition without columns of its own counts elsewhere, and statements that nobody compiles."""
    for printed in book.edition.sheets:
        if builder_of(printed.form) is None:
            title = printed.form.form.title
            yield Note("unread", f"{book.edition.name}的“{title}”没有编制办法，请用 compiling.register 登记；本表未编制。")
    if book.edition.kind != "budget":
        return
    if budget.folds_transfers(book) and book.spent.total(purpose=TRANSFERS):
        yield Note("ignored", f"{book.edition.name}没有经营、上缴和补助支出的栏目，这些支出列在项目支出中。")
    if not budget.keeps_carried_in(book) and book.of("carried_in").total():
        yield Note("ignored", f"{book.edition.name}没有上年结转的栏目，结转资金按来源列在收入中。")


def _with_own_statements(book: Book) -> Edition:
    if book.edition.kind != "budget":
        return book.edition
    further: list[Printed] = []
    for source, form in _OWN_STATEMENT.items():
        required = form is StateCapitalExpenditure and book.year >= _STATE_CAPITAL_SINCE
        if not book.prints(form) and (required or book.spent.total(source=source)):
            usual, like = ZHEJIANG_BUDGET_2024.printed(form), book.edition.printed(BudgetOverview)
            whole = columns(form, "科目编码 科目名称 合计 基本支出 项目支出")
            further.append(evolve(usual, columns=whole, number="", agency_line=like.agency_line, thousands=like.thousands))
    return evolve(book.edition, sheets=(*book.edition.sheets, *further))
