"""A header whose words are printed one character to a line: the form's own labels part it into columns."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from attrs import evolve, field

from medinsure_budget.forms import Column, Form, Marker
from medinsure_budget.forms.declare import Role, Side
from medinsure_budget.forms.words import compact, fold
from medinsure_budget.lexicon import Shape, lexical
from medinsure_budget.lexicon import words as lexicon_words
from medinsure_budget.reading.tables.columns import assign_fields
from medinsure_budget.records import define, frozen

_HEADS_LABELS = Shape(r"{HEADS_LABELS}$")
# 经济分类科目 and the heading of the amounts follow each other where the lines part every character.
_TWO_HEADINGS = Shape(r"(?<={ENDS_HEADING})(?=.{3})")
_OPENING = "“‘《「<"
_LONGEST_WORD = 24
# A strange word is one word: 经济分类科目 is not 经济分, 类 and 科目 because 类 is a label.
_STRANGE_WORD = 2
_MEASURE = (
    r"(?:20[0-9]{2}年度?|{THIS_YEAR|BUDGET_STAGE})*(?:{ACCOUNT|IN_EXECUTION})(?:{STATISTICAL})?数(?:[(（](?:{MONEY})[)）])?"
)
_MEASURES = Shape(_MEASURE)
_ITEMS = Shape(rf"(?:{{HEADS_ITEMS}})((?:{_MEASURE})+)")
# A header is the form's when its labels explain most of it.
_MOST_UNKNOWN = 0.6
# More header characters than that are no header of any form.
_MOST_CHARACTERS = 400


@frozen
class Ordinals:
    """The printed row ``** ** 1 2 3``: how many columns hold words and how many hold amounts."""

    texts: tuple[str, ...]

    @property
    def numbered(self) -> int:
        """The number of columns with a number."""
        return len(self.numbers)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers, from left to right."""
        return tuple(text for text in self.texts if text[:1].isdecimal())


@define(eq=False)
class Word:
    """A word of the header.

    Attributes:
        text: As printed, blanks removed.
        folded: In the spelling labels are compared in.
        markers: The fields it is a label of.
        children: The words below it, when it heads a group.
    """

    text: str
    folded: str
    markers: tuple[Marker, ...] = ()
    children: list["Word"] = field(factory=list)
    parent: "Word | None" = None

    @property
    def is_money(self) -> bool:
        """Whether an amount column may have this word."""
        return any(m.role == "money" for m in self.markers)

    @property
    def label(self) -> Marker | None:
        """The column of words that it heads."""
        return next((m for m in self.markers if m.role != "money"), None)


@lexical
def _side_words() -> dict[str, Side]:
    """What heads the halves of a table, folded."""
    sides: dict[Side, str] = {"income": "INCOME_SIDE", "expenditure": "EXPENDITURE_SIDE", "purpose": "PURPOSE_SIDE"}
    return {fold(word): side for side, name in sides.items() for word in lexicon_words(name)}


@lexical
def _vocabulary(form: Form) -> dict[str, tuple[Marker, ...]]:
    words: dict[str, list[Marker]] = {fold(word): [] for m in form.fields.values() for word in m.under}
    for marker in form.fields.values():
        for label in marker.folded:
            words.setdefault(label, []).append(marker)
    if form.sides:
        for word in _side_words():
            words.setdefault(word, [])
    return {word: tuple(markers) for word, markers in words.items()}


@lexical
def _above(form: Form) -> frozenset[str]:
    return frozenset(fold(word) for m in form.fields.values() for word in m.under)


def read_words(lines: Iterable[str], form: Form) -> list[Word]:
    """Part the characters of a header into the form's words; what no label explains stays a word of its own."""
    printed, folded, parted = _characters(lines)
    if len(folded) > _MOST_CHARACTERS:
        return []
    vocabulary = _vocabulary(form)
    words: list[Word] = []
    for begin, end in _segments(folded, vocabulary, parted):
        text = "".join(folded[begin:end])
        if text in vocabulary:
            words.append(Word("".join(printed[begin:end]), text, vocabulary[text]))
        else:
            words += [Word(part, fold(part)) for part in _TWO_HEADINGS.split("".join(printed[begin:end]))]
    return words


def is_heading_words(line: str, form: Form) -> bool:
    """Say whether a line holds nothing but whole words of the form's header."""
    words = read_words([line], form)
    return bool(words) and all(w.folded in _vocabulary(form) for w in words)


def _characters(lines: Iterable[str]) -> tuple[list[str], list[str], set[int]]:
    """The characters as printed and folded, and the places where a blank parts two words of a line."""
    printed: list[str] = []
    folded: list[str] = []
    parted: set[int] = set()
    opened = ""
    for line in lines:
        words = line.split()
        for before, word in zip(["", *words], words, strict=False):
            if len(before) > 1 and len(word) > 1:
                parted.add(len(folded))
            for character in compact(word):
                # Quotes fold to nothing; an opening one stays with the character after it, others with the one before.
                if simple := fold(character):
                    printed.append(opened + character)
                    folded.append(simple)
                    opened = ""
                elif printed and character not in _OPENING:
                    printed[-1] += character
                else:
                    opened += character
    return printed, folded, parted


_Part = tuple[int, int]


class _Parting(NamedTuple):
    """A way to part the rest of a header: what it costs, how many words it has, and the words; the least is best."""

    cost: int = 0
    words: int = 0
    pieces: tuple[_Part, ...] = ()

    def before(self, piece: _Part, cost: int) -> "_Parting":
        """With one more word in front."""
        return _Parting(self.cost + cost, self.words + 1, (piece, *self.pieces))

    def longer(self) -> "_Parting":
        """With one more character at the front of its first word."""
        (begin, end), *rest = self.pieces
        return _Parting(self.cost + 1, self.words, ((begin - 1, end), *rest))


def _segments(
    folded: Sequence[str], vocabulary: dict[str, tuple[Marker, ...]], parted: set[int]
) -> tuple[tuple[int, int], ...]:
    """The parting that leaves the fewest characters and words unexplained, and among these has the fewest words."""
    size = len(folded)
    # By place: the best parting at all, and the best whose first word is a strange one.
    best: list[_Parting] = [_Parting()] * (size + 1)
    strange: list[_Parting | None] = [None] * (size + 1)
    for begin in range(size - 1, -1, -1):
        choice = best[begin + 1].before((begin, begin + 1), 1 + _STRANGE_WORD)
        if (going_on := strange[begin + 1]) is not None and begin + 1 not in parted:
            choice = min(choice, going_on.longer())
        strange[begin] = choice
        text = ""
        for end in range(begin + 1, min(size, begin + _LONGEST_WORD) + 1):
            text += folded[end - 1]
            if text in vocabulary:
                choice = min(choice, best[end].before((begin, end), 0))
        best[begin] = choice
    return best[0].pieces


@frozen
class Header:
    """A header as columns of a form.

    Attributes:
        columns: From left to right, with roles and fields.
        unknown: How many of its characters no label of the form explains.
        blocks: Whether its columns are printed again beside the first, for other codes.
    """

    columns: tuple[Column, ...]
    unknown: int
    blocks: bool = False

    @property
    def is_downward(self) -> bool:
        """Whether the form's columns are this table's rows."""
        return not any(c.field for c in self.columns)

    @property
    def named(self) -> int:
        """How many of its columns are understood."""
        return len(self.columns) if self.is_downward else sum(bool(c.field) for c in self.columns)


def read_header(lines: Sequence[str], form: Form, ordinals: Ordinals | None) -> Header | None:
    """Read a header by the labels of a form; ``None`` when its words do not make the form's columns."""
    words = read_words(lines, form)
    if form.rows == "unit" and (downward := _downward(words)):
        return Header(tuple(downward), 0)
    unknown = sum(len(w.folded) for w in words if w.folded not in _vocabulary(form))
    if unknown > _MOST_UNKNOWN * sum(len(w.folded) for w in words) or _has_panels(words, form):
        return None
    columns = assign_fields(form, _two_sided(words, ordinals) if form.sides else _one_sided(words, form, ordinals))
    money = [c for c in columns if c.role == "money"]
    nameless = [c for c in money if not c.field]
    # Two words for one field say that a word was lost; a word that the form does not know may be a column of its own.
    if not money or any(not ordinals or fold(c.path[-1]) in _vocabulary(form) for c in nameless):
        return None
    if form.rows != "single" and not any(c.role in ("code", "name", "unit") for c in columns):
        return None
    return Header(tuple(columns), unknown)


def _has_panels(words: Sequence[Word], form: Form) -> bool:
    """Say whether blocks of code, name and amount stand beside each other: their rows cannot be told apart."""
    names = [w.folded for w in words if w.label and w.label.role == "name"]
    return not form.sides and len(names) != len(set(names))


def _downward(words: Sequence[Word]) -> list[Column]:
    """项目 beside 预算数 (and 决算数): what stands in the columns of other places runs downward here."""
    found = _ITEMS.fullmatch("".join(w.folded for w in words))
    if not found:
        return []
    return [Column(("项目",), "name"), *(Column((text,), "money") for text in _MEASURES.findall(found[1]))]


def _two_sided(words: Sequence[Word], ordinals: Ordinals | None) -> list[Column]:
    """收入 and 支出 head the halves, each with its 项目, perhaps its 行次, and its amounts."""
    sides = [w for w in words if w.folded in _side_words()]
    leaves = [w for w in words if w.folded not in _side_words() and w.markers]
    begins = [i for i, w in enumerate(leaves) if w.label and w.label.role == "name"]
    if len(sides) != len(begins) or len(sides) < 2 or begins[0] or len(leaves) + len(sides) != len(words):
        return []
    columns: list[Column] = []
    for panel, (side, begin, end) in enumerate(zip(sides, begins, [*begins[1:], len(leaves)], strict=True)):
        for word in leaves[begin:end]:
            role: Role = word.label.role if word.label else "money"
            columns.append(Column((side.text, word.text), role, side=_side_words()[side.folded], panel=panel))
    money = sum(c.role == "money" for c in columns)
    texts = iter(ordinals.numbers if ordinals and ordinals.numbered == money else ())
    return [evolve(c, ordinal=next(texts, "")) if c.role == "money" else c for c in columns]


def _one_sided(words: list[Word], form: Form, ordinals: Ordinals | None) -> list[Column]:
    groups = _groups(words, form, ordinals)
    if groups is None:
        return []
    _take_children(words, groups, form)
    leaves = [leaf for w in words if w.parent is None for leaf in (w.children if w in groups else [w])]
    columns = [_column(leaf) for leaf in leaves]
    # The heading above the amounts may be printed before the labels that stand one line lower.
    columns = _labels_of(columns) + [c for c in columns if c.role in ("money", "text")]
    money = sum(c.role == "money" for c in columns)
    if not ordinals:
        return columns
    if ordinals.numbered not in (0, money) or (not ordinals.numbered and len(columns) != len(ordinals.texts)):
        return []
    texts = iter(ordinals.numbers)
    return [evolve(c, ordinal=next(texts, "") if c.role == "money" else "**") for c in columns]


def _labels_of(columns: Sequence[Column]) -> list[Column]:
    """The columns of words, 类, 款 and 项 as the one code that they are together."""
    labels: dict[Role, Column] = {}
    for column in columns:
        if column.role not in ("money", "text"):
            labels.setdefault(column.role, column)
    return list(labels.values())


def _column(leaf: Word) -> Column:
    path = (leaf.parent.text, leaf.text) if leaf.parent else (leaf.text,)
    return Column(path, leaf.label.role if leaf.label else "money")


def _groups(words: Sequence[Word], form: Form, ordinals: Ordinals | None) -> list[Word] | None:
    """The words that head other words; the number of printed ordinals says how many there are."""
    above = _above(form)
    sure = [w for w in words if not w.markers]
    maybe = [w for w in words if w.is_money and w not in sure and (w.folded in above or _is_sum(w))]
    if ordinals is None:
        return sure + [w for w in maybe if w.folded in above and _has_children(w, words, form)]
    counted = [w for w in words if w not in sure and (w.is_money or not ordinals.numbered)]
    surplus = len(counted) - (ordinals.numbered or len(ordinals.texts))
    if surplus < 0:
        # Columns that the form does not declare have words of their own.
        free = [w for w in sure if w.folded not in above]
        return [w for w in sure if w not in free] if len(free) == -surplus else None
    maybe.sort(key=lambda w: (w.folded not in above, words.index(w)))
    return sure + maybe[:surplus] if surplus <= len(maybe) else None


def _is_sum(word: Word) -> bool:
    return any(m.sums for m in word.markers)


def _has_children(word: Word, words: Sequence[Word], form: Form) -> bool:
    return any(_belongs(other, word, form) for other in words if other is not word)


def _belongs(word: Word, group: Word, form: Form) -> bool:
    """Say whether a word may stand below another: its label asks for it, or the other is the sum of it."""
    if not word.is_money:
        return False
    names = {m.name for m in word.markers if m.role == "money"}
    if any(group.folded in map(fold, m.under) for m in word.markers):
        return True
    return any(
        names & set(m.sums) for m in form.money if group.folded in m.folded or group.folded in map(fold, m.under)
    )


def _take_children(words: Sequence[Word], groups: Sequence[Word], form: Form) -> None:
    """Give each group the words after it that belong there; a word printed twice stands once in each group."""
    known = [g for g in groups if g.markers or g.folded in _above(form)]
    for group in known + [g for g in groups if g not in known]:
        begin = list(words).index(group)
        for word in words[begin + 1 :]:
            if word.parent or word in groups or any(word.folded == c.folded for c in group.children):
                continue
            if _belongs(word, group, form) if group in known else word.is_money != _heads_labels(group):
                word.parent = group
                group.children.append(word)


def _heads_labels(group: Word) -> bool:
    return bool(_HEADS_LABELS.search(group.folded))
