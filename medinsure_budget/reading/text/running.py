"""Running heads and feet: the line that a file prints on each of its pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from medinsure_budget.evidence import Block, Line, Note
from medinsure_budget.forms.words import fold
from medinsure_budget.reading.tables.captions import states_something
from medinsure_budget.reading.tables.titles import is_page_number

_EDGE_LINES = 2
_FEWEST_PAGES = 3
_LONGEST = 60
# Figures are alike but for their digits: the last ones of several pages are no foot.
_FIGURE = re.compile(r"[0-9][.,][0-9]+\s*$")


def without_running_lines(blocks: Sequence[tuple[int, Block]]) -> tuple[list[tuple[int, Block]], list[Note]]:
    """Take out the lines that repeat at the head or foot of most pages; the lines of captions stay."""
    edges = _edges(blocks)
    pages = len({page for page, _ in blocks})
    found = Counter(edges.values())
    often = {words for words, times in found.items() if times >= max(_FEWEST_PAGES, pages // 2)}
    texts = ((words, blocks[i][1]) for i, words in edges.items() if words in often)
    running = {words: block.text.strip() for words, block in texts if isinstance(block, Line) and _can_run(block)}
    if not running:
        return list(blocks), []
    kept = [block for i, block in enumerate(blocks) if edges.get(i) not in running]
    words = "、".join(f"“{text}”" for text in running.values())
    return kept, [Note("ignored", f"每页重复印刷的页眉页脚{words}未读（共{len(blocks) - len(kept)}处）")]


def _edges(blocks: Sequence[tuple[int, Block]]) -> dict[int, str]:
    """The words of the first and last lines of each page by position, digits aside."""
    by_page = defaultdict[int, list[int]](list)
    for i, (page, block) in enumerate(blocks):
        if not (isinstance(block, Line) and is_page_number(block.text)):
            by_page[page].append(i)
    edges: dict[int, str] = {}
    for places in by_page.values():
        for i in (*places[:_EDGE_LINES], *places[-_EDGE_LINES:]):
            block = blocks[i][1]
            if isinstance(block, Line):
                edges[i] = _worded(block)
    return edges


def _worded(line: Line) -> str:
    return re.sub(r"[0-9]+", "#", fold(line.text))


def _can_run(line: Line) -> bool:
    words = fold(line.text)
    if line.level or words[-1:] in "。；;:" or _FIGURE.search(line.text):
        return False
    return 1 < len(words) <= _LONGEST and not states_something(line.text)
