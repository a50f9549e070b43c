"""The subjects of China's budgets (政府收支分类科目): what each code meant in each year.

The rows were compiled from public knowledge and held against real disclosures; they were *not* checked against the
Ministry of Finance's own file. ``load_catalogue`` reads that file where you have it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from medinsure_budget.subjects.catalogue import Catalogue, Correspondence, UnitKind, catalogue, subjects_of
from medinsure_budget.subjects.classification import COMPILED_YEARS, Classification, Subject, level_of
from medinsure_budget.subjects.entries import Attestation, Confidence, Entry
from medinsure_budget.subjects.records import Kind, kind_of
from medinsure_budget.subjects.tables import is_called

if TYPE_CHECKING:
    from medinsure_budget.subjects.changes import Change, Difference
    from medinsure_budget.subjects.comparable import carry_codes
    from medinsure_budget.subjects.overlay import load_catalogue

# What reading a document does not need is imported when first asked for.
_LATER = {"Change": "changes", "Difference": "changes", "carry_codes": "comparable", "load_catalogue": "overlay"}

__all__ = [
    "COMPILED_YEARS",
    "Attestation",
    "Catalogue",
    "Change",
    "Classification",
    "Confidence",
    "Correspondence",
    "Difference",
    "Entry",
    "Kind",
    "Subject",
    "UnitKind",
    "carry_codes",
    "catalogue",
    "is_called",
    "kind_of",
    "level_of",
    "load_catalogue",
    "subjects_of",
]


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
