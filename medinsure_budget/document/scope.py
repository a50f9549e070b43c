"""What sort of document a file is: a whole disclosure or only a part of one."""

from typing import Literal

from medinsure_budget.records import frozen

ScopeKind = Literal["disclosure", "tables", "text", "three_publics", "table", "performance", "nothing"]

_TITLES: dict[ScopeKind, str] = {
    "disclosure": "全套公开", "tables": "只有表", "text": "只有文字", "three_publics": "三公经费公开", "table": "一张表",
    "performance": "绩效文件", "nothing": "不是预决算公开文件",
}  # fmt: skip


@frozen
class Scope:
    """What sort of document was found, so that a page of one table is not accused of lacking the others.

    Attributes:
        kind: ``disclosure`` (tables and text of a department or unit), ``tables`` (only tables), ``text`` (only
            text), ``three_publics`` (a page about 三公 only), ``table`` (one table), ``performance`` (goals,
            self-evaluations or evaluation reports), or ``nothing`` (no budget and no final account).
        reason: Why, one plain Chinese sentence; empty where nobody had to find out.
    """

    kind: ScopeKind = "disclosure"
    reason: str = ""

    def __str__(self) -> str:
        return _TITLES[self.kind]

    @property
    def expects_tables(self) -> bool:
        """Whether the tables that a disclosure must publish are to be looked for."""
        return self.kind in ("disclosure", "tables")

    @property
    def expects_text(self) -> bool:
        """Whether the explanations that a disclosure must give are to be looked for."""
        return self.kind in ("disclosure", "text")
