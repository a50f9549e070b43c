"""Figures and tables printed by themselves, and the equations between them, for the tests of the exact arithmetic."""

from medinsure_budget.checks.arithmetic.cells import Figures, gather
from medinsure_budget.checks.arithmetic.identities import Identity, of_table
from medinsure_budget.checks.arithmetic.verdicts import judge
from medinsure_budget.document import Budget
from medinsure_budget.forms import Sheet
from medinsure_budget.money import Money, Unit


def printed(*amounts, unit="万元", rounding="half_up", zero="exact"):
    """The cells that print these amounts of one unit, or of their own; ``None`` is a blank."""
    return figures(*amounts, unit=unit, rounding=rounding, zero=zero).cells


def figures(*amounts, unit="万元", rounding="half_up", zero="exact"):
    found = Figures(None, zero=zero)
    for amount in amounts:
        money = amount if amount is None or isinstance(amount, Money) else Money(amount, unit)
        found.add(money, 2, unit=Unit(unit))
    for one in found.units:
        found.assume(one, rounding)
    return found


def equation(total, *parts, rule="TOT-01", **more):
    return Identity(rule, (total,), parts, **more)


def tables(*sheets):
    """The figures of a budget that prints these tables."""
    return gather(Budget(name="甲局", sheets=sheets))


def sheet(form, *rows, unit="万元", **more):
    """A table; each row its attributes, amounts as texts."""
    names = {m.name for m in form.form.money}
    made = (form(**{k: Money(v, unit) if k in names and v is not None else v for k, v in row.items()}) for row in rows)
    return Sheet(form=form, title=more.pop("title", form.form.title), unit=Unit(unit), rows=tuple(made), **more)


def equations(form, *rows, **more):
    """What must hold in a table, each with its rule and printed figures; behind ``?`` why a failure would prove nothing."""
    [table] = tables(sheet(form, *rows, **more)).tables
    return [told(identity) for identity in of_table(table)]


def told(identity):
    left, right = (" + ".join(c.printed or "空" for c in side) for side in (identity.left, identity.right))
    sign = "≤" if identity.at_most else "="
    return f"{identity.rule} {left} {sign} {right}" + (f" ? {identity.doubt}" if identity.doubt != "" else "")


def judged(identities):
    """Evaluations of equations: the broken ones, and those that hold."""
    found = [judge(identity) for identity in identities]
    return [e for e in found if e.verdict in ("error", "duplicate")], [e for e in found if e.verdict in ("exact", "tail")]
