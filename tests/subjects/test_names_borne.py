"""Whether a name is any subject's is told without making a year's subjects."""

import pytest

from medinsure_budget.subjects import COMPILED_YEARS, catalogue, is_called
from medinsure_budget.subjects.records import KINDS, Kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_is_borne_in_the_years_in_which_it_is_found(kind: Kind) -> None:
    first, last = (catalogue(year)[kind] for year in (COMPILED_YEARS[1], COMPILED_YEARS[-1]))
    names = {name for s in (*first, *last) for name in (s.name, *(s.entry.other_names if s.entry else ()), f"{s.name}（项）")}
    for subjects in (first, last):
        assert [name for name in names if bool(subjects.by_name(name)) != is_called(kind, name, subjects.year)] == []


def test_other_words_are_no_names() -> None:
    assert not is_called("functional", "部门预算报表", 2024)
    assert not is_called("functional", "", 2024)
