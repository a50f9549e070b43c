"""A page whose grid has other columns than the table it goes on with: cells stand where they stand."""

from attrs import evolve

from medinsure_budget.evidence import Cell, Grid


def column_middles(grid: Grid) -> list[float]:
    """The horizontal middle of each column, 0 where no cell tells."""
    middles = [0.0] * grid.width
    for r in range(grid.height):
        for cell in grid.anchored(r):
            if cell.columns == 1 and cell.box is not None:
                middles[cell.column] = (cell.box.left + cell.box.right) / 2
    return middles


def in_columns(grid: Grid, middles: list[float]) -> tuple[Grid, list[Cell]]:
    """The grid with its cells under the given columns, and the cells with words that are under none."""
    places: list[list[Cell | None]] = [[None] * len(middles) for _ in range(grid.height)]
    homeless: list[Cell] = []
    for r in range(grid.height):
        for cell in grid.anchored(r):
            under = _under(cell, middles)
            free = [c for c in under if places[r][c] is None]
            if not free or free != under:
                homeless += [cell] if cell.text.strip() else []
                continue
            moved = evolve(cell, column=under[0], columns=len(under))
            for row in places[r : r + cell.rows]:
                row[under[0] : under[-1] + 1] = [moved] * len(under)
    return evolve(grid, places=tuple(map(tuple, places))), homeless


def _under(cell: Cell, middles: list[float]) -> list[int]:
    if cell.box is None:
        return []
    return [c for c, middle in enumerate(middles) if cell.box.left < middle < cell.box.right]
