"""The subjects of China's budgets (政府收支分类科目): what each code meant in each year.

The rows were compiled from public knowledge and held against real disclosures; they were *not* checked against the
Ministry of Finance's own file. ``load_catalogue`` reads that file where you have it.
"""

from medinsure_budget.subjects.catalogue import Catalogue, Correspondence, UnitKind, catalogue
from medinsure_budget.subjects.classification import Classification, Subject
from medinsure_budget.subjects.entries import Confidence, Entry

__all__ = [
    "Catalogue",
    "Classification",
    "Confidence",
    "Correspondence",
    "Entry",
    "Subject",
    "UnitKind",
    "catalogue",
]
