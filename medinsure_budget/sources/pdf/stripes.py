"""The columns of a table without rulings: the stripes that its words occupy."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import reduce
from itertools import pairwise
from operator import or_

from medinsure_budget.evidence import Box
from medinsure_budget.money import is_amount
from medinsure_budget.sources.pdf.parts import Row, overlap

# A table of so many columns of words is a list.
_MANY = 3


def find_columns(header: list[Row], body: list[Row]) -> list[Box]:
    """The stripes that figures and their labels occupy, and those of header words over blank columns."""
    figures = figure_stripes(body)
    stripes, words = _word_stripes(body, figures)
    if len(stripes) >= _MANY and head_stripes(header, listed := _listed(stripes, body, figures)):
        return listed
    columns = _in_order(figures + _joined(stripes, words, figures))
    if counted := _counted_columns(header, columns):
        return counted
    if not head_stripes(header, columns):
        headed: list[Box] = []
        for boxes in _heads([row for row in header if not row.counting] or header):
            below = {number for number, column in enumerate(columns) if any(touch(column, box) for box in headed)}
            columns += placed(boxes, columns, below)[1]
            headed += boxes
    return _in_order(columns)


def listed_columns(body: list[Row]) -> list[Box]:
    """The stripes of figures and of all words, as they are."""
    figures = figure_stripes(body)
    return _listed(_word_stripes(body, figures)[0], body, figures)


def _listed(stripes: list[Box], body: list[Row], figures: list[Box]) -> list[Box]:
    # A column of words may have none beside figures.
    alone = [box for row in body if not row.figures for box in row.boxes if not any(touch(box, other) for other in figures)]
    return _in_order(figures + _stripes(stripes + alone))


def _word_stripes(body: list[Row], figures: list[Box]) -> tuple[list[Box], list[list[Box]]]:
    """The stripes of the words that stand beside figures, and these by line."""
    # Labels of sums are printed across several columns and must not bridge them.
    words = [
        [
            box
            for chunk, box in zip(row.chunks, row.boxes, strict=True)
            if not is_amount(chunk.text) and not any(touch(box, column) for column in figures)
        ]
        for row in body
        if row.figures
    ]
    return _label_stripes(words), words


def _in_order(columns: list[Box]) -> list[Box]:
    return sorted(columns, key=lambda column: column.left)


def head_stripes(header: list[Row], columns: list[Box]) -> list[Box]:
    """Where the words of a header stand by column; empty where there are not as many of them as columns.

    Words in the middle of their column and figures at its side need not stand below each other: their order tells.
    What is printed over several columns counts for none.
    """
    if len(counted := _counted_heads(header)) == len(columns):
        return counted
    # Headings of groups may stand between the words they are over: the uppermost lines count last.
    for first in range(len(header)):
        stripes: list[Box] = []
        for box in sorted((box for row in header[first:] for box in row.boxes), key=_breadth):
            touched = [stripe for stripe in stripes if touch(stripe, box)]
            if not touched:
                stripes.append(box)
            elif len(touched) == 1:
                stripes[stripes.index(touched[0])] |= box
        stripes.sort(key=lambda stripe: stripe.left)
        if len(stripes) == len(columns) and _beside_own(stripes, columns):
            return stripes
    return []


def _counted_heads(header: list[Row]) -> list[Box]:
    """Where the numbers that count the columns stand, with the words above them; empty where there are none."""
    heads = next((list(row.boxes) for row in header if row.counting), [])
    for box in sorted((box for row in header if not row.counting for box in row.boxes), key=_breadth):
        touched = [number for number, head in enumerate(heads) if touch(head, box)]
        if len(touched) == 1:
            heads[touched[0]] |= box
    return heads


def _counted_columns(header: list[Row], columns: list[Box]) -> list[Box]:
    """The stripes at the numbers that count the columns, blank ones as broad as their heads."""
    heads = _counted_heads(header)
    if not heads:
        return []
    found = list(heads)
    for column in columns:
        nearest = min(range(len(heads)), key=lambda number: _distance(column, heads[number]))
        if found[nearest] is not heads[nearest]:
            return []
        found[nearest] = column
    return found if all(one.left < other.left for one, other in pairwise(found)) else []


def _beside_own(heads: list[Box], columns: list[Box]) -> bool:
    """Whether each head stands between the columns on either side of its own."""
    left = all(head.right > column.right for head, column in zip(heads[1:], columns, strict=False))
    return left and all(head.left < column.left for head, column in zip(heads, columns[1:], strict=False))


def _label_stripes(lines: list[list[Box]]) -> list[Box]:
    """The stripes of words; words that touch two of them bridge these, unless no line has words in both."""
    beside = [boxes for boxes in lines if len(boxes) > 1]
    stripes: list[Box] = []
    for box in sorted((box for boxes in lines for box in boxes), key=_breadth):
        touched = [stripe for stripe in stripes if touch(stripe, box)]
        if len(touched) < 2 or not any(_in_both(boxes, touched) for boxes in beside):
            stripes = [*(stripe for stripe in stripes if stripe not in touched), reduce(or_, touched, box)]
    return _in_order(stripes)


def _joined(stripes: list[Box], lines: list[list[Box]], figures: list[Box]) -> list[Box]:
    """Join labels at the side of a column with those in its middle: no line has both."""
    beside = [boxes for boxes in lines if len(boxes) > 1]
    joined = stripes[:1]
    for stripe in stripes[1:]:
        both = [joined[-1], stripe]
        apart = any(both[0].right < figure.left < stripe.left for figure in figures)
        if apart or any(_in_both(boxes, both) for boxes in beside):
            joined.append(stripe)
        else:
            joined[-1] |= stripe
    return joined


def _breadth(box: Box) -> float:
    return box.right - box.left


def _in_both(boxes: list[Box], stripes: list[Box]) -> bool:
    """Whether a line has one word in one of the stripes and another in another."""
    places = [[number for number, stripe in enumerate(stripes) if touch(box, stripe)] for box in boxes]
    return len({place[0] for place in places if len(place) == 1}) > 1


def _heads(header: list[Row]) -> Iterator[list[Box]]:
    """The words of each header line from below; words around the middle of their neighbours stand on one line."""
    boxes: list[Box] = []
    for number in range(len(header) - 1, -1, -1):
        for box in header[number].boxes:
            touched = [other for other in boxes if touch(box, other)]
            if len(touched) == 1:
                boxes[boxes.index(touched[0])] |= box
            elif not touched:
                boxes.append(box)
        if not number or not overlap(header[number - 1], header[number]):
            yield sorted(boxes, key=lambda box: box.left)
            boxes = []


def figure_stripes(body: list[Row]) -> list[Box]:
    """The columns that hold figures."""
    return _stripes(
        box
        for row in body
        if row.figures
        for chunk, box in zip(row.chunks, row.boxes, strict=True)
        if is_amount(chunk.text)
    )


def _stripes(boxes: Iterable[Box]) -> list[Box]:
    """Join what overlaps from left to right."""
    stripes: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.left):
        if stripes and touch(stripes[-1], box):
            stripes[-1] |= box
        else:
            stripes.append(box)
    return stripes


def placed(
    parts: list[Box], columns: list[Box], headed: AbstractSet[int] = frozenset()
) -> tuple[list[int], list[Box]]:
    """The column of each part of a line, and the parts for which there is none: heads of columns without figures.

    A part belongs to the first column it touches, else to a neighbouring one that no other part of the line touches;
    not to one that is ``headed`` by a line below, when its neighbour on the other side has a head in this line.
    """
    touched = {number for number, column in enumerate(columns) for part in parts if touch(part, column)}
    places, homeless = [], []
    for part in parts:
        own = [number for number, column in enumerate(columns) if touch(part, column)]
        if not own:
            by_distance = sorted(range(len(columns)), key=lambda number: _distance(part, columns[number]))
            nearest = [number for number in by_distance if _is_neighbour(part, columns[number], columns)]
            own = [number for number in nearest if number not in touched]
            if touched.intersection(nearest) and headed >= set(own):
                own = []
            touched.update(own[:1])
            if not own:
                homeless.append(part)
                own = nearest
        # What touches the column of the part before may be pushed from the next one.
        free = [number for number in own if number not in places] if own[0] in places else own
        places.append((free or own)[0])
    return places, homeless


def _distance(part: Box, column: Box) -> float:
    return max(column.left - part.right, part.left - column.right)


def _is_neighbour(part: Box, column: Box, columns: list[Box]) -> bool:
    """Whether no other column stands between the two."""
    low, high = min(part.right, column.right), max(part.left, column.left)
    return not any(low <= other.left and other.right <= high for other in columns if other is not column)


def touch(box: Box, other: Box) -> bool:
    """Whether one stands above, below or upon the other."""
    return box.left <= other.right and box.right >= other.left
