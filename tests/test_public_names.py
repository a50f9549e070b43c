"""What `import medinsure_budget` promises: few names, sorted, each of them real and explained."""

import inspect

import medinsure_budget


def test_there_are_at_most_thirty_names():
    assert 1 <= len(medinsure_budget.__all__) <= 30


def test_the_names_are_sorted_and_each_stands_once():
    assert list(medinsure_budget.__all__) == sorted(set(medinsure_budget.__all__))


def test_every_name_can_be_imported():
    missing = [name for name in medinsure_budget.__all__ if not hasattr(medinsure_budget, name)]

    assert missing == []


def can_be_explained(thing: object) -> bool:
    return inspect.isclass(thing) or inspect.isfunction(thing) or inspect.ismodule(thing)


def test_every_class_function_and_module_is_explained():
    things = {name: getattr(medinsure_budget, name) for name in medinsure_budget.__all__}
    silent = [name for name, thing in things.items() if can_be_explained(thing) and not inspect.getdoc(thing)]

    assert silent == []


def test_nothing_of_ours_is_public_without_being_listed():
    things = {name: thing for name, thing in vars(medinsure_budget).items() if not name.startswith("_")}
    ours = {name for name, thing in things.items() if getattr(thing, "__module__", "").startswith("medinsure_budget")}

    assert ours <= set(medinsure_budget.__all__)


def test_a_name_that_does_not_exist_is_an_attribute_error():
    assert not hasattr(medinsure_budget, "no_such_name")
