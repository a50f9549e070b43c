"""What editions print beyond the forms' own words: labels of columns and titles that readers know at once."""

from collections.abc import Mapping
from types import MappingProxyType

from medinsure_budget.editions.edition import Printed
from medinsure_budget.editions.known import ALL
from medinsure_budget.forms import Row
from medinsure_budget.forms.words import fold, without_ordinal
from medinsure_budget.lexicon import Shape, by_text, lexical

_BEFORE_TITLE = Shape(r"^$|年(?:度)?$|{LEVEL}$")


@lexical
def labels(form: type[Row]) -> Mapping[str, frozenset[str]]:
    """Folded leaf labels by field that editions print and no field of the form declares.

    A label that stands for several fields, such as 决算数 under each of them, names none of them.
    """
    meant: dict[str, set[str]] = {}
    for printed in _prints().get(form, ()):
        named = [(column.path[-1], column.field) for column in printed.columns if column.field and column.path]
        for label, field in (*named, *((item.label, item.field) for item in printed.items)):
            meant.setdefault(fold(label), set()).add(field)
    clear = {label: fields.pop() for label, fields in meant.items() if len(fields) == 1 and label not in form.form.labelled}
    by_field = {field: frozenset(label for label, of in clear.items() if of == field) for field in clear.values()}
    return MappingProxyType(by_field)


@lexical
def _titles(form: type[Row]) -> tuple[str, ...]:
    bare = (printed.title.replace("{agency}", "").replace("{year}年", "").replace("{level}", "") for printed in _prints().get(form, ()))
    return tuple(dict.fromkeys(without_ordinal(fold(title)) for title in bare))


@by_text
def match_title(form: type[Row], folded: str) -> int:
    """How many characters of a folded title a form's patterns or an edition's title of it explain; 0 for none."""
    own = form.form.match_title(folded)
    ending = (title for title in _titles(form) if len(title) > own and folded.endswith(title))
    # 支出决算表 at the end of 政府采购支出决算表 names another table.
    whole = (len(title) for title in ending if _BEFORE_TITLE.search(folded.removesuffix(title)))
    return max(whole, default=own)


@lexical
def _prints() -> Mapping[type[Row], list[Printed]]:
    found: dict[type[Row], list[Printed]] = {}
    for edition in ALL:
        for printed in edition.sheets:
            found.setdefault(printed.form, []).append(printed)
    return found
