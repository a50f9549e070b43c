"""The statements of final accounts that only some provinces publish."""

from collections.abc import Callable, Mapping, Sequence

from medinsure_budget.compiling.book import BASIC, Book
from medinsure_budget.compiling.printing import Figures
from medinsure_budget.compiling.rows import coded
from medinsure_budget.editions import Printed
from medinsure_budget.forms import Row
from medinsure_budget.forms.provinces import (
    FinalAppropriationByEconomic,
    FinalFundBasicExpenditure,
    FinalGeneralPublicByEconomic,
    FinalGeneralPublicProject,
)
from medinsure_budget.ledgers.schema import FISCAL

Rows = tuple[Row, ...]
Builder = Callable[[Printed, Figures, Book], Rows]
# The economic 类 behind each column; 对企业补助 of both kinds has one.
_CLASSES: Mapping[str, tuple[str, ...]] = {
    "wages": ("301",), "goods": ("302",), "household": ("303",), "interest": ("307",), "basic_construction": ("309",),
    "capital": ("310",), "enterprises": ("311", "312"), "social_security": ("313",), "other": ("399",),
}  # fmt: skip


def _by_class(sources: Sequence[str]) -> Builder:
    def build(printed: Printed, figures: Figures, book: Book) -> Rows:
        trees = {"total": book.spent.tree("functional", source=sources)}
        for field, classes in _CLASSES.items():
            economic = [subject.code for subject in book.catalogue.economic if subject.code.startswith(classes)]
            trees[field] = book.spent.tree("functional", source=sources, economic=economic)
        return coded(printed, figures, trees, book.name)

    return build


def _projects(printed: Printed, figures: Figures, book: Book) -> Rows:
    tree = book.spent.tree("functional", source="general_public", purpose="project")
    return coded(printed, figures, {"project": tree}, book.name)


def _fund_basic(printed: Printed, figures: Figures, book: Book) -> Rows:
    trees = {
        "amount": book.spent.tree("economic", source="government_fund", purpose=BASIC),
        **{p: book.spent.tree("economic", source="government_fund", purpose=p) for p in BASIC},
    }
    own = {column.field for column in printed.columns}
    return coded(printed, figures, {name: tree for name, tree in trees.items() if name in own}, book.economic_name)


BUILDERS: Mapping[type[Row], Builder] = {
    FinalAppropriationByEconomic: _by_class(FISCAL),
    FinalGeneralPublicByEconomic: _by_class(("general_public",)),
    FinalGeneralPublicProject: _projects,
    FinalFundBasicExpenditure: _fund_basic,
}
