"""The measures of the written pages in points: lines have exact heights, so that every office program sets them alike."""

from medinsure_budget.records import frozen

MARGIN = 56.7


@frozen
class Page:
    """A page: its size, and the room between its margins."""

    across: float
    down: float

    @property
    def width(self) -> float:
        """The length of a line."""
        return self.across - 2 * MARGIN

    @property
    def height(self) -> float:
        """What lines and rows fill."""
        return self.down - 2 * MARGIN


UPRIGHT, LYING = Page(595.3, 841.9), Page(841.9, 595.3)
"""A4 in both directions."""


@frozen
class Set:
    """How a style of paragraphs is set.

    Attributes:
        font: The Chinese typeface.
        size: The size of the type.
        line: The exact height of a line.
        align: Where its lines stand.
        bold: Whether it is bold.
        indent: How many characters the first line begins further in.
        kept: Whether it stands on the page of what follows it.
        whole: Whether its lines stand on one page.
    """

    font: str
    size: int
    line: int
    align: str = "left"
    bold: bool = False
    indent: int = 0
    kept: bool = False
    whole: bool = False


STYLES = {
    "Normal": Set("仿宋", 14, 25),
    "Title": Set("黑体", 26, 40, "center", bold=True),
    "Heading 1": Set("黑体", 16, 36, bold=True, kept=True),
    "Heading 2": Set("楷体", 15, 30, kept=True),
    "Heading 3": Set("仿宋", 14, 25, bold=True, kept=True),
    "Body": Set("仿宋", 14, 25, "justify", indent=2),
    "TableTitle": Set("黑体", 16, 28, "center", bold=True, kept=True),
    "AboveLeft": Set("宋体", 10, 15, kept=True),
    "AboveRight": Set("宋体", 10, 15, "right", kept=True),
    "Remark": Set("宋体", 10, 15, whole=True),
    "TableEnd": Set("宋体", 1, 1),
    "TableText": Set("宋体", 9, 11),
    "Contents 1": Set("黑体", 12, 20),
    "Contents 2": Set("仿宋", 12, 20),
    "ContentsTitle": Set("黑体", 18, 40, "center"),
    "Warning": Set("黑体", 14, 25, "center"),
}
"""Every style of a written document by its name."""
