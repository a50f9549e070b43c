"""The rows of a flattened table: which words and figures were printed in one row."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from attrs import field

from medinsure_budget.evidence import Note
from medinsure_budget.facts import fact
from medinsure_budget.forms import Form
from medinsure_budget.forms.declare import Role, Side
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.money import plain_number
from medinsure_budget.reading.flattened.broken import joined_around
from medinsure_budget.reading.flattened.regions import Region
from medinsure_budget.reading.flattened.tokens import Token, join_torn, tokens_of, usual_decimals
from medinsure_budget.reading.flattened.wrapped import Anchors, centred, listed, unwrapped
from medinsure_budget.reading.tables.cells import is_total_word
from medinsure_budget.reading.tables.columns import joined_labels
from medinsure_budget.records import define
from medinsure_budget.subjects import subjects_of

# What rows of forms stand for that have one column of labels, and figures in each row.
_ONE_LABEL = ("functional", "economic", "unit")
# The digits of a 款 or 项 where the parts of a code stand apart.
_LATER_PART = 2


@define
class Entry:
    """A row as it was printed.

    Attributes:
        line: The printed line it begins in.
        keys: The texts of the label columns by role.
        figures: The printed figures in order, torn ones joined.
        text: The words of the text column.
        side: The half of a two-sided table.
        broken: Figures printed above and below it that have no place among its figures yet.
        behind: Words printed after the figures: the rest of its name, or the beginning of the next one.
    """

    line: int
    keys: dict[Role, str] = field(factory=dict)
    words: list[Token] = field(factory=list)
    figures: list[Token] = field(factory=list)
    text: str = ""
    side: Side = ""
    broken: list[Token] = field(factory=list)
    behind: list[Token] = field(factory=list)

    @property
    def code(self) -> str:
        """The subject code."""
        return plain_number(self.keys.get("code", ""))

    @property
    def label(self) -> str:
        """The words of its label columns."""
        return "".join(t.text for t in self.words)

    @property
    def is_total(self) -> bool:
        """Whether it is the 合计 row."""
        return not self.code and is_total_word(self.label)


def decimals_of(regions: Iterable[Region]) -> int:
    """How many decimals the tables of one unit print; torn figures are too few to matter."""
    return usual_decimals(token for region in regions for token in tokens_of(region.body))


def read_tokens(region: Region, decimals: int, notes: list[Note]) -> list[Token]:
    """The words and figures below the header: page numbers left out, torn figures joined, both with a note."""
    notes += [_note("ignored", f"表中略过页码“{line.text}”", region, line.number) for line in region.footers]
    tokens = joined_around(tokens_of(region.body), decimals)
    counted = any(c.role == "line_number" for c in region.header.columns)
    joined = join_torn(tokens, decimals, counted=counted)
    for token in joined:
        if token.parts:
            message = f"分行印刷的金额 {'、'.join(token.parts)} 已接为 {token.text}"
            notes.append(_note("repaired", message, region, token.line))
    return joined if counted else _without_page_numbers(joined, decimals, region, notes)


def _without_page_numbers(tokens: Sequence[Token], decimals: int, region: Region, notes: list[Note]) -> list[Token]:
    """A bare number of one to three digits alone on its line is the page's, unless it is a code or a figure."""
    kept = []
    for token, following in zip_longest(tokens, tokens[1:]):
        alone = token.kind == "digits" and token.first and token.last and len(token.text) <= 3
        coded = bool(fact(token.text).code) and following is not None and not following.is_number
        if alone and decimals and not coded and token.text != "0":
            notes.append(_note("ignored", f"表中单独成行的数字 {token.text} 视为页码", region, token.line))
        else:
            kept.append(token)
    return kept


def _note(kind: str, message: str, region: Region, line: int) -> Note:
    return Note(kind, message, region.page, line, region.caption.title)  # type: ignore[arg-type]  # one of the kinds


def read_entries(region: Region, units: Iterable[str], decimals: int, notes: list[Note]) -> list[Entry]:
    """The rows of a one-sided table in printed order.

    Args:
        region: The table.
        units: Names of the agency and its units, as the document prints them elsewhere.
        decimals: How many decimals a whole figure has.
        notes: Receives what was left out or joined.
    """
    roles = [c.role for c in region.header.columns]
    items = _items(region.form) if region.header.is_downward else frozenset()
    tokens = read_tokens(region, decimals, notes)
    if region.header.blocks:
        tokens = unwrapped(tokens, _codes(region))
    elif region.form.rows in _ONE_LABEL and "text" not in roles:
        tokens = centred(tokens)
    elif region.form.rows == "project" and joined_labels(region.form, "".join(line.text for line in region.heading)):
        tokens = listed(tokens)
    reader = _Rows(roles, frozenset(map(fold, units)), items, _lines_of_rows(tokens), region.header.blocks)
    for token, following in zip_longest(tokens, tokens[1:]):
        reader.add(token, following)
    entries = reader.entries
    _share_words(entries)
    _settle_labels(entries, roles, reader.units)
    return entries


def _codes(region: Region) -> Anchors:
    """Codes stand before the names of their subjects."""
    known = subjects_of(region.caption.year)[region.form.rows] if region.form.rows in ("functional", "economic") else None

    def fits(label: str, code: str, _: int) -> bool:
        return known is not None and code in known and fold(known.get(code).name) == fold(label)

    return Anchors(lambda token: token.kind == "digits" and bool(fact(token.text).code), behind=False, fits=fits)


def _lines_of_rows(tokens: Sequence[Token]) -> frozenset[int]:
    """The lines that hold words and figures."""
    words = {token.line for token in tokens if not token.is_number}
    return frozenset(words & {token.line for token in tokens if token.is_number})


def _share_words(entries: Sequence[Entry]) -> None:
    """Give words behind figures to their row; where the next row has none, its name was wrapped around its figures."""
    for entry, below in zip_longest(entries, entries[1:]):
        if below is not None and below.code and not below.words and entry.behind:
            line = entry.behind[-1].line
            below.words = [token for token in entry.behind if token.line == line]
            entry.behind = [token for token in entry.behind if token.line != line]
        entry.words += entry.behind


def _items(form: Form) -> frozenset[str]:
    """The labels of the rows where a form's columns run downward."""
    return frozenset(label for marker in form.money for label in marker.folded)


@define
class _Rows:
    """Rows under construction: a code, a total or words after figures begin the next one."""

    roles: Sequence[Role]
    units: frozenset[str]
    items: frozenset[str]
    lines: frozenset[int] = frozenset()
    blocks: bool = False
    entries: list[Entry] = field(factory=list)

    def add(self, token: Token, following: Token | None = None) -> None:
        last = self.entries[-1] if self.entries else None
        if last is not None and self._is_rest_of_code(token, following, last):
            last.keys["code"] += token.text
        elif self._is_code(token, following):
            role: Role = "code" if "code" in self.roles else "unit_code"
            self.entries.append(Entry(token.line, {role: token.text}))
        elif token.is_number:
            self._add_figure(token, last)
        elif "text" in self.roles and last is not None and last.figures and not self._begins(token, last):
            last.text += token.text
        elif last is None or self._begins(token, last):
            self.entries.append(Entry(token.line, words=[token]))
        elif last.figures:
            last.behind.append(token)
        else:
            last.words.append(token)

    def _is_rest_of_code(self, token: Token, following: Token | None, last: Entry) -> bool:
        """Say whether digits are the 款 or 项 of the 类 before them; a name follows the last of them."""
        bare = bool(last.code) and not last.words and not last.figures and token.line == last.line
        named = following is not None and following.line == token.line and not following.is_number
        part = len(token.text) == _LATER_PART or (named and len(token.text) < _LATER_PART)
        return bare and part and token.kind == "digits"

    def _is_code(self, token: Token, following: Token | None) -> bool:
        beside = self.blocks and following is not None and not following.is_number
        if token.kind != "digits" or not (token.first or beside):
            return False
        if "code" in self.roles:
            return bool(fact(token.text).code)
        return "unit_code" in self.roles and 3 <= len(token.text) <= 9

    def _add_figure(self, token: Token, last: Entry | None) -> None:
        if token.kind == "broken" and last is not None:
            last.broken.append(token)
            return
        in_text = "text" in self.roles and last is not None and bool(last.text)
        alone = token.first and token.last and token.kind == "figure"
        if last is None or (in_text and alone):
            self.entries.append(Entry(token.line, figures=[token]))
        elif in_text:
            last.text += token.text
        else:
            last.figures.append(token)

    def _begins(self, token: Token, last: Entry) -> bool:
        """Say whether words begin a row."""
        label, longer = (without_ordinal(fold(text)) for text in (last.label, last.label + token.text))
        if not last.figures and any(item.startswith(longer) for item in self.items):
            return False
        if is_total_word(token.text) or last.is_total:
            return True
        if not last.figures:
            return label in self.items
        if self.blocks and token.line == last.figures[-1].line:
            return True
        if "code" in self.roles or "unit_code" in self.roles:
            return token.first and token.line in self.lines
        whole = fold(last.label)
        # 信息化建 70.00 70.00 设: the words before and after the figures are one known name.
        return not any(name != whole and name.startswith(whole + fold(token.text)) for name in self.units)


def _settle_labels(entries: Sequence[Entry], roles: Sequence[Role], units: frozenset[str]) -> None:
    """Give each row's words to its label columns: all to one, or part them into unit and project."""
    named: Role = "name" if "name" in roles else "unit"
    if "unit" not in roles or named == "unit":
        for entry in entries:
            entry.keys[named] = entry.label
        return
    shared = _shared_beginnings(entries)
    for entry in entries:
        if entry.is_total:
            entry.keys["name"] = entry.label
            continue
        begin = _end_of_unit(entry, units, shared)
        entry.keys["unit"] = "".join(t.text for t in entry.words[:begin])
        entry.keys["name"] = "".join(t.text for t in entry.words[begin:])


def _shared_beginnings(entries: Sequence[Entry]) -> Counter[str]:
    """How many rows begin with the same whole lines: the name of their unit."""
    return Counter(
        fold("".join(t.text for t in entry.words[:k])) for entry in entries for k in range(1, len(entry.words) + 1)
    )


def _end_of_unit(entry: Entry, units: frozenset[str], shared: Counter[str]) -> int:
    beginnings = [fold("".join(t.text for t in entry.words[:k])) for k in range(1, len(entry.words) + 1)]
    if known := [k for k, text in enumerate(beginnings, 1) if text in units]:
        return known[-1]
    if len(entry.words) == 2 and not entry.words[0].last:
        return 1  # a blank between two words of a line parts two cells
    repeated = [k for k, text in enumerate(beginnings[:-1], 1) if shared[text] > 1]
    return repeated[-1] if repeated else 0
