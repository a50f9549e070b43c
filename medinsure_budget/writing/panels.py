"""Which of the blocks printed beside each other a row belongs to."""

from collections.abc import Sequence

from attrs import evolve

from medinsure_budget.forms import Column, Row


def in_panels(rows: Sequence[Row], columns: Sequence[Column], codes: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    """Give each row its panel and put the rows in order of panels.

    Sides decide where there are sides; rows that were read know their panel. Else the longest of the beginnings of
    ``codes`` decides, and without any the panels are about as high as each other.
    """
    panels = sorted({c.panel for c in columns})
    if len(panels) < 2:
        return tuple(rows)
    if any(c.side for c in columns):
        home = {c.side: c.panel for c in reversed(columns)}
        placed = [evolve(row, panel=home.get(row.side, panels[-1])) for row in rows]
    elif any(row.panel for row in rows):
        placed = list(rows)
    else:
        placed = _parted(rows, columns, panels, codes)
    return tuple(row for panel in panels for row in placed if min(row.panel, panels[-1]) == panel)


def _parted(
    rows: Sequence[Row], columns: Sequence[Column], panels: list[int], codes: Sequence[Sequence[str]]
) -> list[Row]:
    height = -(-sum(not row.line for row in rows) // len(panels))
    placed: list[Row] = []
    panel, filled = panels[0], 0
    for row in rows:
        if row.line:
            placed.append(evolve(row, panel=_panel_of_total(row, columns, panel)))
            continue
        if codes:
            panel = _panel_of_code(row.code, codes, panel)
        elif filled >= height and panel < panels[-1]:
            panel, filled = panel + 1, 0
        filled += 1
        placed.append(evolve(row, panel=panel))
    return placed


def _panel_of_code(code: str, codes: Sequence[Sequence[str]], otherwise: int) -> int:
    fitting = [(len(start), panel) for panel, starts in enumerate(codes) for start in starts if code.startswith(start)]
    return max(fitting)[1] if fitting else otherwise


def _panel_of_total(row: Row, columns: Sequence[Column], otherwise: int) -> int:
    """人员经费合计 stands in the first panel under 人员经费; a total without such words ends the panel it follows."""
    named = (c.panel for c in columns if len(c.path) > 1 and row.name.startswith(c.path[0]))
    return min(named, default=otherwise)
