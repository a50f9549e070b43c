"""A table whose form the library does not know: still read, figure by figure."""

from medinsure_budget.forms.declare import Row, statement
from medinsure_budget.records import frozen


@statement("", kind="budget", rows="lines")
@frozen(kw_only=True)
class Unrecognised(Row):
    """A row of a table of no known form; all its figures are in ``extra`` under their printed headers."""
