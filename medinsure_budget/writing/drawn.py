"""A form drawn line by line, as forms of words and figures are that have no columns of their own."""

from attrs import field

from medinsure_budget.forms import Column
from medinsure_budget.records import define
from medinsure_budget.writing.table import CellKind, Table, TableCell

Part = tuple[str, int, CellKind]


@define
class DrawnForm:
    """A form drawn line by line."""

    cells: list[TableCell] = field(factory=list)
    height: int = 0

    def line(self, *parts: Part, start: int = 0) -> None:
        """Add a line of words, each with the columns it covers."""
        column = start
        for text, columns, kind in parts:
            self.cells.append(TableCell(self.height, column, text, kind, columns=columns))
            column += columns
        self.height += 1

    def over(self, column: int, text: str, rows: int, kind: CellKind) -> None:
        """Add a cell over the next lines."""
        self.cells.append(TableCell(self.height, column, text, kind, rows=rows))

    def table(self, title: str, number: str, agency: str = "", header_rows: int = 0) -> Table:
        """The table that was drawn."""
        width = max(cell.column + cell.columns for cell in self.cells)
        return Table(
            title=title, number=number, agency=agency, unit="", columns=(Column((), "text"),) * width, header=(),
            body=tuple(self.cells), header_rows=header_rows, height=self.height, remarks=(),
        )  # fmt: skip
