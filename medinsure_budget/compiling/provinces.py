"""The statements of final accounts that only some provinces publish."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from medinsure_budget.compiling.book import BASIC, Book
from medinsure_budget.compiling.printing import Figures
from medinsure_budget.compiling.rows import amounts, coded, make
from medinsure_budget.editions import Printed
from medinsure_budget.forms import Row
from medinsure_budget.forms.provinces import (
    FinalAppropriationByEconomic,
    FinalAssets,
    FinalFundBasicExpenditure,
    FinalGeneralPublicByEconomic,
    FinalGeneralPublicProject,
    FinalProcurement,
)
from medinsure_budget.forms.words import fold
from medinsure_budget.ledgers.schema import FISCAL

Rows = tuple[Row, ...]
Builder = Callable[[Printed, Figures, Book], Rows]
# The economic 类 behind each column; 对企业补助 of both kinds has one.
_CLASSES: Mapping[str, tuple[str, ...]] = {
    "wages": ("301",), "goods": ("302",), "household": ("303",), "interest": ("307",), "basic_construction": ("309",),
    "capital": ("310",), "enterprises": ("311", "312"), "social_security": ("313",), "other": ("399",),
}  # fmt: skip

_BOUGHT = {"货物": "goods", "工程": "works", "服务": "services", "中小企业": "small", "小微企业": "micro"}


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


def _procured(printed: Printed, figures: Figures, book: Book) -> Rows:
    bought: dict[str, int] = {}
    for line in book.rows_of("procurement"):
        bought[line.item] = bought.get(line.item, 0) + (line.amount or 0)
    fields = {field: bought.get(item, 0) for item, field in _BOUGHT.items()}
    whole = sum(fields[field] for field in FinalProcurement.form.fields["total"].sums)
    return (make(FinalProcurement, amounts(printed, figures, {"total": whole, **fields})),)


def _assets(printed: Printed, figures: Figures, book: Book) -> Rows:
    """What the ledger counts; a use of vehicles that the statement does not name is one of the others."""
    del printed, figures  # nothing but numbers
    counted: dict[str, int] = {}
    for line in book.rows_of("count"):
        what, _, which = line.item.partition("：")
        own = next((m.name for m in FinalAssets.form.fields.values() if fold(which) in m.folded), "")
        fields = {"车辆": ("vehicles", own or "others"), "设备": (own,)}.get(what, ())
        for name in filter(None, fields):
            counted[name] = counted.get(name, 0) + (line.count or 0)
    words: dict[str, Any] = {name: str(number) for name, number in counted.items()}
    return (FinalAssets(name=book.agency.name, **words),)


BUILDERS: Mapping[type[Row], Builder] = {
    FinalAppropriationByEconomic: _by_class(FISCAL),
    FinalGeneralPublicByEconomic: _by_class(("general_public",)),
    FinalGeneralPublicProject: _projects,
    FinalFundBasicExpenditure: _fund_basic,
    FinalProcurement: _procured,
    FinalAssets: _assets,
}
