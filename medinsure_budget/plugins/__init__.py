"""What others add without touching the package: registries of forms, editions and rules, filled by entry points.

A distribution that names a module under the entry-point group ``medinsure_budget.plugins`` is imported when a registry
is first looked into; importing it registers what it brings. Workers of a pool load entry points as well; what the
parent process registers by hand never reaches them.
"""

from medinsure_budget.plugins.registry import GROUP, Registry, View, load

__all__ = ["GROUP", "Registry", "View", "load"]
