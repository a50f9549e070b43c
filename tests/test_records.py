"""Records compare, hash and show themselves as attrs would have them do."""

from typing import Any

import attrs
import pytest

from medinsure_budget import records


def made(kind: str, library: Any, **how: Any) -> Any:
    """The same class, made by attrs or by the library."""

    class Place:
        code: str
        amount: int = attrs.field(default=0)
        page: int = attrs.field(default=0, eq=False)
        origin: object = attrs.field(default=None, eq=False, repr=False)

    return getattr(library, kind)(**how)(Place)


@pytest.mark.parametrize("kind", ["frozen", "define"])
def test_records_answer_like_attrs(kind: str) -> None:
    own, other = made(kind, records), made(kind, attrs)
    for cls in (own, other):
        assert cls("a", 1, page=2) == cls("a", 1, page=3)
        assert cls("a", 1) != cls("a", 2)
        assert cls("a").__eq__("a") is NotImplemented
    assert repr(own("a", 1, 2, 3)) == repr(other("a", 1, 2, 3))
    assert own("a") != other("a"), "another class is another thing, whatever it holds"


def test_only_frozen_records_hash() -> None:
    cls = made("frozen", records)
    assert {cls("a", 1, page=2), cls("a", 1, page=3), cls("a", 2)} == {cls("a", 1), cls("a", 2)}
    for slots in (True, False):
        with pytest.raises(TypeError, match="unhashable"):
            hash(made("define", records, slots=slots)("a"))


def test_what_a_class_says_itself_stays() -> None:
    @records.frozen
    class Named:
        name: str

        def __repr__(self) -> str:
            return f"<{self.name}>"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Named) and other.name.lower() == self.name.lower()

        def __hash__(self) -> int:
            return hash(self.name.lower())

    assert repr(Named("A")) == "<A>"
    assert {Named("A"), Named("a")} == {Named("a")}


def test_records_without_comparison_are_themselves_only() -> None:
    cls = made("frozen", records, eq=False)
    one = cls("a")
    assert one == one != cls("a")  # noqa: PLR0124 - what is compared is the thing itself
    assert len({one, cls("a")}) == 2
