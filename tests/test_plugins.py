"""Registries: others add forms and editions without touching the package."""

import pytest
from attrs import frozen

from medinsure_budget import editions, forms
from medinsure_budget.editions import Edition
from medinsure_budget.errors import Error, UsageError
from medinsure_budget.forms.declare import Row, money, statement
from medinsure_budget.plugins import Registry, View, registry


@statement("村集体资金预算表", "村集体资金", kind="budget", rows="functional")
@frozen(kw_only=True)
class VillageFunds(Row):
    """A made-up statement."""

    whole: object = money("总额")


def test_a_registered_form_is_in_the_view_until_it_is_discarded():
    before = tuple(forms.ALL)

    assert forms.register(VillageFunds) is VillageFunds
    try:
        assert forms.ALL[-1] is VillageFunds
        assert len(forms.ALL) == len(before) + 1
        assert forms.form_named("VillageFunds") is VillageFunds
        assert forms.register(VillageFunds) is VillageFunds, "the same again changes nothing"
    finally:
        forms._REGISTRY.discard(VillageFunds)
    assert tuple(forms.ALL) == before


def test_another_of_the_same_name_and_what_is_no_form_are_refused():
    with pytest.raises(UsageError, match="Income"):
        forms.register(type("Income", (VillageFunds,), {"form": VillageFunds.form}))
    with pytest.raises(UsageError, match="没有声明表式"):
        forms.register(Row)
    with pytest.raises(UsageError, match="已经登记过"):
        editions.register(Edition(name=editions.ZHEJIANG_BUDGET_2024.name, kind="budget", sheets=()))


def test_views_cannot_be_changed():
    view = View(Registry("thing", ("a", "b"), str))

    assert list(view) == ["a", "b"]
    assert not hasattr(view, "append")
    assert not hasattr(view, "register")
    with pytest.raises(TypeError):
        view[0] = "c"


def test_a_plug_in_that_cannot_be_imported_is_named(monkeypatch):
    class Broken:
        name, value = "明月省", "moon:plugin"

        def load(self):
            raise ImportError("no module moon")

    monkeypatch.setattr(registry, "_loaded", [])
    monkeypatch.setattr(registry, "_installed", lambda: True)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [Broken()])
    with pytest.raises(Error, match=r"明月省（moon:plugin）无法加载：no module moon"):
        registry.load()
    assert registry._loaded == [], "it is tried again, and named again"
