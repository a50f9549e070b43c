"""Read, check, compile and publish China's departmental budgets and final accounts (部门预算、决算公开).

Names load when first used, so that importing the package stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medinsure_budget import editions as editions
    from medinsure_budget import errors as errors
    from medinsure_budget import forms as forms
    from medinsure_budget.batch import check_many as check_many
    from medinsure_budget.batch import read_many as read_many
    from medinsure_budget.checks import Report as Report
    from medinsure_budget.checks import check as check
    from medinsure_budget.checks import diff as diff
    from medinsure_budget.document import Budget as Budget
    from medinsure_budget.document import FinalAccounts as FinalAccounts
    from medinsure_budget.forms import Sheet as Sheet
    from medinsure_budget.frames import frame as frame
    from medinsure_budget.frames import write_parquet as write_parquet
    from medinsure_budget.ledgers import ledger_template as ledger_template
    from medinsure_budget.ledgers import load_ledger as load_ledger
    from medinsure_budget.money import Money as Money
    from medinsure_budget.money import Unit as Unit
    from medinsure_budget.publishing import compile_all as compile_all
    from medinsure_budget.publishing import compile_budget as compile_budget
    from medinsure_budget.publishing import compile_final_accounts as compile_final_accounts
    from medinsure_budget.publishing import publish as publish
    from medinsure_budget.reading import read as read
    from medinsure_budget.subjects import Catalogue as Catalogue
    from medinsure_budget.subjects import Subject as Subject
    from medinsure_budget.subjects import catalogue as catalogue
    from medinsure_budget.subjects import load_catalogue as load_catalogue
    from medinsure_budget.writing import fill_xlsx as fill_xlsx
    from medinsure_budget.writing import write_docx as write_docx
    from medinsure_budget.writing import write_html as write_html
    from medinsure_budget.writing import write_xlsx as write_xlsx

_HOMES = {
    "Budget": "document",
    "Catalogue": "subjects",
    "FinalAccounts": "document",
    "Money": "money",
    "Report": "checks",
    "Sheet": "forms",
    "Subject": "subjects",
    "Unit": "money",
    "catalogue": "subjects",
    "check": "checks",
    "check_many": "batch",
    "compile_all": "publishing",
    "compile_budget": "publishing",
    "compile_final_accounts": "publishing",
    "diff": "checks",
    "editions": "",
    "errors": "",
    "fill_xlsx": "writing",
    "forms": "",
    "frame": "frames",
    "ledger_template": "ledgers",
    "load_catalogue": "subjects",
    "load_ledger": "ledgers",
    "publish": "publishing",
    "read": "reading",
    "read_many": "batch",
    "write_docx": "writing",
    "write_html": "writing",
    "write_parquet": "frames",
    "write_xlsx": "writing",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605 - the table of homes is the one list of names


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("medinsure-budget")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOMES[name]
    value: object = getattr(import_module(f"{__name__}.{home}"), name) if home else import_module(f"{__name__}.{name}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
