"""The columns of a table without rulings: the stripes that its words occupy."""

from collections.abc import Iterable, Iterator

from medinsure_budget.evidence import Box
from medinsure_budget.money import is_amount
from medinsure_budget.sources.pdf.parts import Row, overlap


def find_columns(header: list[Row], body: list[Row]) -> list[Box]:
    """The stripes that figures and their labels occupy, and those of header words over blank columns."""
    parts = [
        (box, is_amount(chunk.text))
        for row in body
        if row.figures
        for chunk, box in zip(row.chunks, row.boxes, strict=True)
    ]
    columns = _stripes(box for box, figure in parts if figure)
    # Labels of sums are printed across several columns and must not bridge them.
    words = [box for box, figure in parts if not figure and not any(touch(box, column) for column in columns)]
    columns += _stripes(words)
    for boxes in _heads(header):
        columns += placed(boxes, columns)[1]
    return sorted(columns, key=lambda column: column.left)


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


def placed(parts: list[Box], columns: list[Box]) -> tuple[list[int], list[Box]]:
    """The column of each part of a line, and the parts for which there is none: heads of columns without figures.

    A part belongs to the first column it touches, else to a neighbouring one that no other part of the line touches.
    """
    touched = {number for number, column in enumerate(columns) for part in parts if touch(part, column)}
    places, homeless = [], []
    for part in parts:
        own = [number for number, column in enumerate(columns) if touch(part, column)]
        if not own:
            by_distance = sorted(range(len(columns)), key=lambda number: _distance(part, columns[number]))
            nearest = [number for number in by_distance if _is_neighbour(part, columns[number], columns)]
            own = [number for number in nearest if number not in touched]
            touched.update(own[:1])
            if not own:
                homeless.append(part)
                own = nearest
        places.append(own[0])
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
