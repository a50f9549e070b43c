"""Which printed column is which field of a form."""

import re
from collections.abc import Container, Iterable, Sequence

from attrs import evolve

from medinsure_budget.editions import labels
from medinsure_budget.forms import ALL, Column, Form, Marker
from medinsure_budget.forms.declare import Measure, Role, Side
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape, by_text, lexical, word_set, words
from medinsure_budget.money import Unit
from medinsure_budget.reading.tables.cells import is_count, is_rate
from medinsure_budget.reading.tables.content import Content
from medinsure_budget.reading.tables.figures import unit_stated
from medinsure_budget.reading.tables.headers import Header


def plain_columns(header: Header, content: Sequence[Content]) -> list[Column]:
    """Columns with roles, panels and sides, before any form is known."""
    columns: list[Column] = []
    panel, seen_value = 0, False
    amounts: set[tuple[str, ...]] = set()
    for c, path in enumerate(header.paths):
        beside = content[c + 1] if c + 1 < len(content) else Content()
        role = _role(path, content[c], after_value=seen_value, beside=beside)
        if not path and content[c].parts and columns and columns[-1].role == "code":
            role = "code"  # the header of one code stands over the first of its parts
        if role == "text" and seen_value and _begins_panel(c, header, content, amounts):
            role = "name"
        labelling = role in ("code", "name", "unit_code", "unit", "line_number")
        if labelling and seen_value:
            panel, seen_value = panel + 1, False
        if role == "money":
            seen_value = True
            amounts.add(path[-1:])
        columns.append(Column(path, role, panel=panel, ordinal=header.ordinals[c]))
    return _with_sides(_named(_settle_labels(_without_empty_panel(_measured(columns, content)), content), content))


def _begins_panel(c: int, header: Header, content: Sequence[Content], amounts: Container[tuple[str, ...]]) -> bool:
    """Words name rows of their own where they are a list, or the amounts beside them are headed like amounts to their left."""
    leaf, beside = header.paths[c][-1:], header.paths[c + 1][-1:] if c + 1 < len(header.paths) else ()
    headed = bool(leaf and beside) and (beside in amounts or content[c].listed) and not _REMARK.search(fold(leaf[0]))
    return headed and content[c + 1].numbers > content[c + 1].words


def _measured(columns: list[Column], content: Sequence[Content]) -> list[Column]:
    """Numbers beside a column of units are amounts where those say so, if nothing else is."""
    if any(c.role == "money" for c in columns) or not any(holds.units for holds in content):
        return columns
    return [evolve(c, role="money") if c.role == "count" else c for c in columns]


def _without_empty_panel(columns: list[Column]) -> list[Column]:
    """Words behind the last amount name no rows."""
    last = max((c.panel for c in columns if c.role == "money"), default=0)
    return [evolve(c, panel=last, role="text") if c.panel > last else c for c in columns]


_UNIT_OF_COUNT = Shape(r"^{MEASURED}{LEVEL}$")
_UNIT_CODE = Shape(r"^(?:{BUDGET})?{LEVEL}{CODE}$")
_NAME = Shape(
    r"^{NAME_ALONE}$|{NAMED}(?:\({LEVEL}\))?{NAME}$|^{ITEM}\(按.*\)$|^{NAME_BEGIN}|^(?:{FUND_SOURCE}|按.{2,6}{CLASSIFICATION}|{CLASSIFYING}+{CLASSIFICATION})$"
)


def _role(path: tuple[str, ...], content: Content, *, after_value: bool, beside: Content) -> Role:
    folded = [fold(word) for word in path]
    leaf = folded[-1] if folded else ""
    if leaf in word_set("LINE_NUMBER"):
        return "line_number"
    if content.units or _UNIT_OF_COUNT.match(leaf):
        return "text"
    if any(_UNIT_CODE.match(word) for word in folded):
        return "unit_code"
    if _heads_codes(folded, content):
        return "code"
    if _NAME.search(leaf) and not (after_value and content.figures > content.words):
        return "name"
    return _role_by_content(leaf, content, after_value=after_value, beside=beside)


_CODE = Shape(r"{CODED}.*(?:{CODE}|编)$|^{CODE|LEVEL_MARK}$")


def _heads_codes(folded: Sequence[str], content: Content) -> bool:
    """A column's own header says that it holds codes, or the one above and nothing in it speaks against it."""
    if not folded or folded[-1].endswith(words("NAME")):
        return False
    own = bool(_CODE.search(folded[-1]))
    return own or (content.figures <= content.codes + content.words and any(map(_CODE.search, folded[-2:-1])))


_REMARK = Shape(r"{WORDS_BESIDE}")


def _role_by_content(leaf: str, content: Content, *, after_value: bool, beside: Content) -> Role:
    numbers = content.numbers
    if is_count(leaf) or content.counts > numbers + content.words:
        return "count"
    if content.words > numbers and (leaf or after_value):
        return "text" if after_value or _REMARK.search(leaf) else "name"
    if not leaf and not after_value and content.words:
        return "name"
    if (not leaf and content == Content()) or (_REMARK.search(leaf) and not (content.figures or content.rates)):
        return "text"
    if is_rate(leaf) or (content.rates and 2 * content.rates > numbers):
        return "rate"
    return _role_of_numbers(leaf, content, before_words=not after_value and beside.words > beside.numbers)


def _role_of_numbers(leaf: str, content: Content, *, before_words: bool) -> Role:
    """Numbers under no known header that count the lines, or are codes before their names, are no money."""
    if is_header_word(leaf) or not (content.counting or content.subjects):
        return "money"
    if content.counting:
        return "line_number"
    return "code" if before_words else "money"


def _settle_labels(columns: list[Column], content: Sequence[Content]) -> list[Column]:
    """Under one merged 科目编码 the cells may hold the code, nothing, and the name: the content decides."""
    settled = []
    for column, holds in zip(columns, content, strict=True):
        role = column.role
        if role == "code" and holds.words > holds.codes + holds.figures:
            role = "name"
        elif role == "name" and holds.codes > 2 * holds.words and holds.codes > 1 and not holds.figures:
            role = "code"
        settled.append(column if role == column.role else evolve(column, role=role))
    return settled


def _named(columns: list[Column], content: Sequence[Content]) -> list[Column]:
    """Where nothing else names the rows of a panel, the first words before its amounts do, whatever heads them."""
    for panel in {c.panel for c in columns}:
        mine = [i for i, c in enumerate(columns) if c.panel == panel]
        first = next((i for i in mine if columns[i].role == "money"), len(columns))
        if not any(columns[i].role in ("name", "code", "unit", "unit_code") for i in mine):
            worded = [i for i in mine if columns[i].role == "text" and content[i].words and not content[i].units]
            behind = (i for i in worded if i > first and _names_all(columns[i], content[i], content[first]))
            named = next((i for i in worded if i < first), next(behind, -1))
            for i in worded:
                if named >= 0 and columns[i].path == columns[named].path:  # one header over several
                    columns[i] = evolve(columns[i], role="name")
    return columns


def _names_all(column: Column, holds: Content, amounts: Content) -> bool:
    """Whether words behind the amounts name them: no remark, several, and as many as amounts but for a total."""
    headed = bool(column.path) and not _REMARK.search(fold(column.path[-1]))
    return headed and not holds.numbers and holds.words > 1 and holds.words + 1 >= amounts.numbers


def _with_sides(columns: list[Column]) -> list[Column]:
    """Give each panel the side that its header words name, when the table has two."""
    panels = sorted({c.panel for c in columns})
    sides = {p: _side_of([c for c in columns if c.panel == p]) for p in panels}
    if len({s for s in sides.values() if s}) < 2:
        return columns
    return [evolve(c, side=sides[c.panel]) for c in columns]


_PURPOSE = Shape(r"{PURPOSE}")


def _side_of(columns: Sequence[Column]) -> Side:
    # The words above a panel's amounts may reach over from its neighbour; those above its labels are its own.
    labels = [c for c in columns if c.role in ("name", "code")] or columns
    told = "/".join(fold(word) for c in columns for word in c.path)
    if any(_PURPOSE.search(fold(word)) for c in labels for word in c.path):
        return "purpose"
    top = fold(columns[0].path[0]) if columns[0].path else ""
    for text in (top, told):
        if "支出" in text and "收入" not in text:
            return "expenditure"
        if "收入" in text and "支出" not in text:
            return "income"
    return ""


_YEAR = re.compile(r"^(?:20[0-9]{2}|本|当)年(?:度)?")
_BEHIND = Shape(r"\((?:{LEVEL}[:：])?{MONEY}\)$|\([A-Z](?:/[A-Z])?\)$")


@by_text
def header_word(word: str) -> str:
    """Fold a header word for comparison: the year in front and the unit behind carry no meaning."""
    folded = _BEHIND.sub("", fold(word))
    shorter = _YEAR.sub("", folded)
    return shorter if shorter and folded[:1] not in "本当" else folded


@lexical
def header_words() -> frozenset[str]:
    """The folded words that headers of known forms print."""
    above = {fold(word) for cls in ALL for marker in cls.form.fields.values() for word in marker.under}
    printed = (label for cls in ALL for found in labels(cls).values() for label in found)
    return frozenset(above.union(printed, *(cls.form.labelled for cls in ALL)))


@by_text
def is_header_word(word: str) -> bool:
    """Say whether a word is one that headers of known forms print."""
    plain = header_word(word)
    return plain in header_words() or bool(_measure(plain) or _NAME.search(plain) or _CODE.search(plain))


def _measure(word: str) -> Measure:
    """Whether a folded header word says 预算数 or 决算数."""
    if word in word_set("BUDGET_AMOUNT"):
        return "budget"
    return "final" if word in word_set("OUTTURN_AMOUNT") else ""


def unit_of(path: Sequence[str]) -> Unit | None:
    """The money unit that the header of one column states, the nearest first."""
    return next((unit for word in reversed(path) if (unit := unit_stated(word))), None)


def assign_fields(form: Form, columns: Sequence[Column]) -> list[Column]:
    """Give each column the field of the form that it is; a column that is none keeps an empty field."""
    assigned = [_label_field(form, _by_header(form, column)) for column in _sides_in_order(form, columns)]
    earlier = _earlier_years(columns)
    for panel in {c.panel for c in columns}:
        for measure in ("", "budget", "final"):
            _assign_money(form, assigned, panel, measure, earlier)
        if form.sides:
            _assign_only(form, assigned, panel)
    return assigned


def _sides_in_order(form: Form, columns: Sequence[Column]) -> Sequence[Column]:
    """Where no header names the sides of a table that has two, they stand in the order of the form."""
    panels = sorted({c.panel for c in columns})
    if len(panels) != 2 or form.sides[:2] != ("income", "expenditure") or any(c.side for c in columns):
        return columns
    return [evolve(c, side=form.sides[panels.index(c.panel)]) for c in columns]


def _assign_only(form: Form, columns: list[Column], panel: int) -> None:
    """The only amounts of a side are its amounts, whatever their header calls them."""
    money = [c for c, column in enumerate(columns) if (column.role, column.panel) == ("money", panel)]
    if len(money) == 1 and not columns[money[0]].field:
        columns[money[0]] = evolve(columns[money[0]], field=form.money[0].name, measure="")


def _earlier_years(columns: Sequence[Column]) -> frozenset[int]:
    """Columns of the year before, printed for comparison beside those of the year."""
    years = {i: int(found[1]) for i, c in enumerate(columns) if (found := re.search(r"(20[0-9]{2})年", c.header))}
    return frozenset(i for i, year in years.items() if year < max(years.values()))


def _by_header(form: Form, column: Column) -> Column:
    """A column of words under the header of an amount is a column of amounts that holds something else."""
    if column.role == "text" and not column.field and _candidates(form, column):
        leaf = header_word(column.path[-1])
        if not any(leaf in m.folded for m in form.fields.values() if m.role != "money"):
            return evolve(column, role="money")
    return column


def _label_field(form: Form, column: Column) -> Column:
    if column.role == "money" and form.money:
        return with_measure(form, column)
    known = {header_word(word) for word in column.path}
    fitting = [m for m in form.fields.values() if m.role != "money" and known & m.folded]
    leaf = header_word(column.path[-1]) if column.path else ""
    exact = [m for m in fitting if leaf in m.folded] or fitting
    same_role = [m for m in exact if m.role == column.role] or [m for m in exact if m.role != "line_number"]
    if same_role:
        chosen = same_role[0]
        if chosen.role == "text":
            return evolve(column, role="text", field=chosen.name)
        # A column of 科目编码 that holds the names is the name, whatever its header says.
        role = column.role if column.role in ("code", "name") and chosen.role in ("code", "name") else chosen.role
        marker = form.marker(role) or chosen
        return evolve(column, role=marker.role, field=marker.name)
    by_role = form.marker(column.role)
    return evolve(column, field=by_role.name) if by_role and column.role != "text" else column


def with_measure(form: Form, column: Column) -> Column:
    """Where a form has no column 预算数 of its own, 预算数 and 决算数 tell two prints of one field apart."""
    for word in reversed(column.path):
        measure = _measure(header_word(word))
        if measure and not any(header_word(word) in m.folded for m in form.money):
            return evolve(column, measure=measure)
    return column


def _assign_money(
    form: Form, columns: list[Column], panel: int, measure: Measure, earlier: frozenset[int]
) -> None:
    """Match columns and fields one to one, the columns with the fewest choices first."""
    open_columns = [
        c for c, column in enumerate(columns)
        if (column.role, column.panel, column.measure, column.field) == ("money", panel, measure, "")
        and c not in earlier
    ]  # fmt: skip
    choices = {c: _candidates(form, columns[c]) for c in open_columns}
    taken: set[str] = set()
    for c in sorted(open_columns, key=lambda c: (len(choices[c]), c)):
        free = [name for name in choices[c] if name not in taken]
        if free:
            taken.add(free[0])
            columns[c] = evolve(columns[c], field=free[0])


def _candidates(form: Form, column: Column) -> list[str]:
    path = [header_word(word) for word in column.path]
    if column.measure:
        path = [word for word in path if not _measure(word)]
    more = labels(form.row)
    scored = [
        (score, m.name) for m in form.money if (score := _fit(m, m.folded | more.get(m.name, frozenset()), path, column))
    ]
    best = max((score for score, _ in scored), default=0)
    return [name for score, name in scored if score == best]


def _fit(marker: Marker, known: frozenset[str], path: list[str], column: Column) -> int:
    """How well a money field fits a column: 0 not at all, more the nearer to the leaf and with its group."""
    if not path or (marker.side and column.side and marker.side != column.side):
        return 0
    leaf = path[-1]
    grouped = any(fold(group) in word for group in marker.under for word in path)
    if marker.under and not grouped and len(path) > 1:
        return 0
    if leaf in known:
        if marker.under and not grouped and leaf in word_set("NEUTRAL_HEADER"):
            return int(len(path) == 1)  # 合计 without its group, where no other field claims it
        return 3 + grouped
    above = path[-2] if len(path) > 1 and leaf in word_set("NEUTRAL_HEADER") else ""
    return 2 if above and above in known else 0


def measuring(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> frozenset[int]:
    """The columns that state the unit of each row, one of money among them."""
    headed = [i for i, c in enumerate(columns) if c.role == "text" and c.header.endswith(words("LEVEL"))]
    money = word_set("MONEY")
    return frozenset(i for row in rows for i in headed if i < len(row) and row[i] in money) if headed else frozenset()


def is_measured_otherwise(text: str) -> bool:
    """Whether the unit of a row is one of things: its figures are no money."""
    return bool(text.strip()) and Unit.parse(text) is None


def names_of(columns: Sequence[Column]) -> list[str]:
    """What each column's figures are kept under: its field, or its header where no field fits."""
    names: list[str] = []
    known: set[tuple[int, str]] = set()
    for number, column in enumerate(columns, 1):
        own = (column.panel, column.header)
        if column.field or own not in known:
            names.append(column.field or column.header or f"第{number}列")
        else:
            # Headers of unknown tables repeat; two figures of one row must not share a place.
            names.append(f"{column.header or ''}（第{number}列）")
        if not column.field:
            known.add(own)
    return names


def joined_labels(form: Form, words: str) -> list[str]:
    """The labels of several columns of names that the words of one header join; empty where there is one."""
    marker, folded = form.marker("name"), fold(words)
    if marker is None or folded in marker.folded:
        return []
    found = [label for label in marker.folded if label in folded]
    apart = [label for label in found if not any(label != other and label in other for other in found)]
    return apart if len(apart) > 1 else []
