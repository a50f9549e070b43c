"""Every verified figure of the real PDFs stands alone in a cell on its page, its label in its row."""

import json
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from medinsure_budget.evidence import Grid, Source
from medinsure_budget.money import is_amount, parse_amount
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.pdf import compose, read_pdf

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"
DOCUMENTS = ("js03", "js05", "js07", "sh02", "sh08", "sh11", "sh12", "sh19")
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")


@cache
def source_of(document: str) -> Source:
    path = CORPUS / "pdf" / f"{document}.pdf"
    return read_pdf(path.read_bytes(), path.name, limits=Limits())


def grids_by_page(document: str) -> dict[int, list[Grid]]:
    return {page.number: [b for b in page.blocks if isinstance(b, Grid)] for page in source_of(document).pages}


def truth_rows(document: str):
    truth = json.loads((CORPUS / "truth" / f"{document}.json").read_text(encoding="utf-8"))
    for table in truth["tables"]:
        for row in table["rows"]:
            yield table, row


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def rows_with(grids: list[Grid], amount: Decimal) -> list[str]:
    """The joined words of each grid row that has a cell of exactly this amount."""
    found = []
    for grid in grids:
        for row in range(grid.height):
            words = [grid.text(row, column) for column in range(grid.width)]
            if any(is_amount(word) and parse_amount(word) == amount for word in words):
                found.append("|".join(map(plain, words)))
    return found


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_figure_is_alone_in_a_cell_of_its_page(document):
    grids = grids_by_page(document)
    figures, missing = 0, []
    for table, row in truth_rows(document):
        for column, value in row["values"].items():
            if value.endswith("%"):
                continue
            figures += 1
            page = row.get("page") or table["page_first"]
            if not rows_with(grids[page], Decimal(value.replace(",", ""))):
                missing.append((table["title"], page, row["code"], row["label"], column, value))
    assert figures > 100
    assert not missing, f"{len(missing)} of {figures}: {missing[:20]}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_figure_shares_its_row_with_its_code_or_label(document):
    grids = grids_by_page(document)
    stray = []
    for table, row in truth_rows(document):
        page = row.get("page") or table["page_first"]
        code, label = plain(row["code"]), plain(row["label"])
        for column, value in row["values"].items():
            if value.endswith("%") or not (code or label):
                continue
            lines = rows_with(grids[page], Decimal(value.replace(",", "")))
            if not any(
                (code and code in line.replace("|", "")) or (label and label.split("/")[-1] in line) for line in lines
            ):
                stray.append((table["title"], page, code, label, column, value, lines[:3]))
    assert not stray, f"{len(stray)}: {stray[:20]}"


def test_the_same_figures_are_found_when_all_rulings_are_wiped_out(monkeypatch):
    monkeypatch.setattr(compose, "_ruled", lambda _lattices, spans, _page: ([], spans))
    figures = found = 0
    for document in DOCUMENTS:
        path = CORPUS / "pdf" / f"{document}.pdf"
        source = read_pdf(path.read_bytes(), path.name, limits=Limits())
        grids = {page.number: [b for b in page.blocks if isinstance(b, Grid)] for page in source.pages}
        for table, row in truth_rows(document):
            for value in row["values"].values():
                page = row.get("page") or table["page_first"]
                figures += 1
                found += value.endswith("%") or bool(rows_with(grids[page], Decimal(value.replace(",", ""))))
    assert found / figures > 0.99


@pytest.mark.parametrize("document", [*DOCUMENTS, "js02", "sh05"])
def test_grids_are_consistent_within_themselves(document):
    for page in source_of(document).pages:
        for grid in (block for block in page.blocks if isinstance(block, Grid)):
            assert len({len(row) for row in grid.places}) == 1
            for row, line in enumerate(grid.places):
                for column, cell in enumerate(line):
                    if cell is None:
                        continue
                    assert cell.row <= row < cell.row + cell.rows
                    assert cell.column <= column < cell.column + cell.columns
                    assert grid.places[cell.row][cell.column] is cell
                    assert cell.box is not None


@pytest.mark.parametrize("document", [*DOCUMENTS, "js02", "sh05"])
def test_no_cell_holds_two_figures(document):
    for page in source_of(document).pages:
        for grid in (block for block in page.blocks if isinstance(block, Grid)):
            for row in range(grid.height):
                for cell in grid.anchored(row):
                    parts = cell.text.split()
                    assert len(parts) < 2 or not all(is_amount(part) for part in parts), (page.number, cell)
