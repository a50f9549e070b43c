"""What every source goes through at the door: characters nobody sees, marks at figures and codes, traditional script.

All words of a source are looked through at once, and only what is found there is looked for in its cells and lines.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import Factory, evolve

from medinsure_budget.evidence import Block, Grid, Line, Note, Page, Source
from medinsure_budget.files.characters import UNPRINTABLE
from medinsure_budget.lexicon import Shape, by_text, make_room
from medinsure_budget.money import is_amount
from medinsure_budget.records import define
from medinsure_budget.sources.converted import with_rows_once, without_no_value, without_numbers
from medinsure_budget.sources.lookalike import LOOKALIKE, as_words
from medinsure_budget.sources.traditional import simplified, traditional_in
from medinsure_budget.sources.words import INVISIBLE, tidy

# All that hardly a document holds, to be looked for at once.
_UNWANTED = Shape(f"{INVISIBLE.shape}|{UNPRINTABLE.pattern}|{LOOKALIKE.shape}")
_CIRCLED = "①-⑳⑴-⒇❶-❿⓪"
_RAISED = "⁰¹²³⁴-⁹"
# Marks behind a figure only: before one they may stand for a minus.
_BEHIND = "△▲▽▼●○◆◇■□"
# The mark of a footnote at a figure. A number in round brackets may be anything.
_MARK = rf"[*＊※†‡#＃☆★{_CIRCLED}{_RAISED}]+|[\[〔【]\s*\d{{1,2}}\s*[\]〕】]"
_NOTE = r"[（(\[【]?{REMARK}\s*\d{0,2}[)）\]】]?"
_MARKED = Shape(rf"(?:{_MARK})\s*(?P<behind>[-\d].*\.\d+[%％]?)|(?P<before>.*\d[%％]?)\s*(?:{_MARK}|{_NOTE}|[{_BEHIND}])")
_NO_VALUES = Shape(r"(?:^|\n)\s*(?:{NO_VALUE}|Unnamed: ?[0-9])")
_MARKS = Shape(rf"[*＊※†‡#＃☆★{_BEHIND}{_CIRCLED}{_RAISED}\[〔【]|{{REMARK}}")
# What spreadsheets put before a number that is to stay text.
_APOSTROPHE = Shape(r"['’‘`´＇](?=[-\d])")
_NAMED = 5
_CONVERTED = {
    without_numbers: "有{}张表格带有转换工具所加的行号或列号（从0数起），已去掉",
    with_rows_once: "有{}张表格中合并的行由转换工具在各栏重复写出，按一处读取",
}
# A single character of traditional script is a slip; this many different ones are a document in it.
_TRADITIONAL = 3


def cleaned(source: Source) -> Source:
    """Clean the words of a source, and say what was cleaned."""
    source = _as_printed(source)
    lines = [block.text for page in source.pages for block in page.blocks if isinstance(block, Line)]
    texts = frozenset[str]().union(*(grid.words for grid in _grids(source)))
    cells = "\n".join(texts)
    words = "\n".join([cells, *lines, source.name, *(page.name for page in source.pages)])
    make_room(len(words))
    work = _Cleaning(_in_words(words), _in_cells(cells))
    work.marked = _changed(texts, (*work.everywhere.values(), *work.in_cells.values()))
    if not work.everywhere and not work.marked:
        return source
    pages = tuple(work.page(page) for page in source.pages)
    name = work.plain(source.name)
    return evolve(source, name=name, pages=pages, notes=(*source.notes, *work.notes()))


def _grids(source: Source) -> list[Grid]:
    return [block for page in source.pages for block in page.blocks if isinstance(block, Grid)]


def _as_printed(source: Source) -> Source:
    """Without what converters add to tables: numbers of their rows and columns, words of a merged row in each column."""
    for step, message in _CONVERTED.items():
        changed = {id(grid): new for grid in _grids(source) if (new := step(grid)) is not grid}
        if changed:
            blocks = [tuple(changed.get(id(block), block) for block in page.blocks) for page in source.pages]
            pages = tuple(evolve(page, blocks=own) for page, own in zip(source.pages, blocks, strict=True))
            source = evolve(source, pages=pages, notes=(*source.notes, Note("repaired", message.format(len(changed)))))
    return source


Step = Callable[[str], str]


def _in_words(words: str) -> dict[str, Step]:
    """The steps that some words of the source need."""
    steps: dict[str, Step] = {}
    unwanted = _UNWANTED.search(words) is not None
    if unwanted and INVISIBLE.search(words):
        steps["有{}处不可见的字符（如软连字符、方向标记）已去掉"] = lambda text: tidy(INVISIBLE.sub("", text))
    if unwanted and UNPRINTABLE.search(words):
        steps["有{}处控制字符或残缺的字符已去掉，请核对：{}"] = lambda text: UNPRINTABLE.sub("", text)
    if unwanted and LOOKALIKE.search(words):
        steps["有{}处部首等字形相同的字符按所示的字读取"] = as_words
    if len(traditional_in(words)) >= _TRADITIONAL:
        steps["有{}处繁体字按简体字读取"] = simplified
    return steps


def _changed(texts: Iterable[str], steps: Sequence[Step]) -> set[str]:
    """The texts that the steps change."""
    fresh = {text: text for text in texts}
    for step in steps:
        fresh = {text: step(now) for text, now in fresh.items()}
    return {text for text, now in fresh.items() if now != text}


def _in_cells(cells: str) -> dict[str, Step]:
    steps: dict[str, Step] = {}
    if _NO_VALUES.search(cells):
        steps["有{}格写着转换工具表示空值的字样，按空白读取：{}"] = without_no_value
    if _MARKS.search(cells):
        steps["有{}个数带注释号，已去掉注释号读取：{}"] = _unmarked
    if _APOSTROPHE.search(cells):
        steps["有{}个数或编码前有撇号，已去掉：{}"] = _without_apostrophe
    return steps


@by_text
def _unmarked(text: str) -> str:
    """A figure without the mark of a footnote before or behind it."""
    found = _MARKED.fullmatch(text) if any(map(str.isdecimal, text)) and _MARKS.search(text) else None
    rest = (found["behind"] or found["before"]) if found else ""
    return rest if rest and is_amount(rest.rstrip("%％")) else text


def _without_apostrophe(text: str) -> str:
    rest = text[1:]
    return rest if _APOSTROPHE.match(text) and (rest.isdecimal() or is_amount(rest)) else text


@define
class _Cleaning:
    """The steps to take, and what they changed, by the words of their notes."""

    everywhere: dict[str, Step]
    in_cells: dict[str, Step]
    changed: dict[str, list[str]] = Factory(dict)
    marked: set[str] = Factory(set)

    def page(self, page: Page) -> Page:
        return evolve(page, name=self.plain(page.name), blocks=tuple(map(self.block, page.blocks)))

    def block(self, block: Block) -> Block:
        if isinstance(block, Grid):
            self.grid(block)
            return block
        text = self.plain(block.text)
        return block if text == block.text else evolve(block, text=text, printed=block.text)

    def grid(self, grid: Grid) -> None:
        grid.name = self.plain(grid.name)
        marked = [cell for row in range(grid.height) for cell in grid.anchored(row) if cell.text in self.marked]
        new = {id(cell): evolve(cell, text=self.in_cell(cell.text)) for cell in marked}
        if new:
            grid.printed = {
                (cell.row, cell.column): cell.text for row in grid.places for cell in row if cell and id(cell) in new
            }
            grid.places = tuple(tuple(new.get(id(cell), cell) for cell in row) for row in grid.places)

    def in_cell(self, text: str) -> str:
        text = self.plain(text)
        for message, step in self.in_cells.items():
            text = self.taken(message, step, text)
        return text

    def plain(self, text: str) -> str:
        for message, step in self.everywhere.items():
            text = self.taken(message, step, text)
        return text

    def taken(self, message: str, step: Step, text: str) -> str:
        fresh = step(text)
        if fresh != text:
            self.changed.setdefault(message, []).append(UNPRINTABLE.sub("□", text)[:20])
        return fresh

    def notes(self) -> Iterator[Note]:
        for message, texts in self.changed.items():
            named = "、".join(f"“{text}”" for text in texts[:_NAMED]) + ("等" if len(texts) > _NAMED else "")
            yield Note("repaired", message.format(len(texts), named))
