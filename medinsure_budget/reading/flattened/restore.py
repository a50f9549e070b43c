"""Tables that lost their cells: found by their titles, given back to their columns."""

from collections.abc import Sequence

from medinsure_budget.evidence import Block, Note
from medinsure_budget.reading.flattened.candidates import candidates
from medinsure_budget.records import frozen


@frozen
class Restored:
    """The blocks of a document with its flattened tables as grids, and how they were restored."""

    blocks: list[tuple[int, Block]]
    notes: tuple[Note, ...] = ()


def restore_flattened(blocks: Sequence[tuple[int, Block]]) -> Restored:
    """Find tables whose cells became lines of text, and give their figures back to their columns.

    A placement is taken when the form's sums, the hierarchy of codes, the total row or the same amounts in other
    tables of the document leave only one; where they leave several, a note lists them and the leftmost is taken. No
    figure is ever changed. Documents without such tables come back as they are.

    Args:
        blocks: Page number and line or grid, in printed order.
    """
    places = candidates(blocks)
    if not places:
        return Restored(list(blocks))
    # Few documents have such tables, and what reads them is large.
    from medinsure_budget.reading.flattened.solver import solved

    return Restored(*solved(blocks, places))
