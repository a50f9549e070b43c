"""Records compare, hash and show themselves as attrs would have them do."""

import inspect
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import attrs
import pytest

from medinsure_budget import records
from medinsure_budget.document.profile import Term
from medinsure_budget.forms import Income


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
    with pytest.raises(TypeError, match="unhashable"):
        hash(made("define", records)("a"))


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


def is_made(cls: type) -> bool:
    return isinstance(vars(cls)["__attrs_attrs__"], tuple)


def test_what_is_asked_of_a_waiting_class_is_what_attrs_gives() -> None:
    cls = made("frozen", records)
    assert str(inspect.signature(cls)) == str(inspect.signature(made("frozen", attrs)))
    assert [part.name for part in attrs.fields(made("frozen", records))] == ["code", "amount", "page", "origin"]
    assert made("frozen", records).__match_args__ == ("code", "amount", "page", "origin")
    one = made("frozen", records)("a", amount=1)
    assert (one.code, one.amount, one.page) == ("a", 1, 0)
    assert one == attrs.evolve(one, page=2) != attrs.evolve(one, amount=2)
    assert len({one, attrs.evolve(one, page=2)}) == 1
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.code = "b"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del one.code
    with pytest.raises(TypeError, match="unexpected keyword"):
        cls("a", nothing=1)


@pytest.mark.parametrize("kind", ["frozen", "define"])
def test_a_waiting_class_is_made_for_those_below_it(kind: str) -> None:
    cls = made(kind, records)

    class Own(cls):
        """A class of somebody who knows nothing of attrs."""

        def __init__(self) -> None:
            super().__init__("own")

    assert not is_made(cls)
    assert Own().code == "own"
    assert is_made(cls)


def test_metadata_are_the_same_before_and_after() -> None:
    @records.frozen
    class Above:
        code: str = attrs.field(default="", metadata={"at": 1})
        name: str = attrs.field(default="", metadata={"at": 2})

    @records.frozen
    class Below(Above):
        total: int = attrs.field(default=0, metadata={"at": 3})
        code: str = attrs.field(default="", metadata={"at": 4})

    before = records.metadata(Below)
    assert not is_made(Above)
    assert not is_made(Below)
    assert [(part.name, part.metadata) for part in attrs.fields(Below)] == list(before.items())
    assert list(records.metadata(Below).items()) == list(before.items())
    assert [data["at"] for data in before.values()] == [2, 3, 4]


def test_threads_that_ask_for_a_class_at_once_get_the_same() -> None:
    for _ in range(20):
        cls = made("frozen", records)
        together = Barrier(4)

        def ask(at: int, cls: Any = cls, together: Barrier = together) -> Any:
            together.wait()
            return cls(str(at), amount=at)

        with ThreadPoolExecutor(4) as pool:
            assert [(one.code, one.amount) for one in pool.map(ask, range(4))] == [(str(at), at) for at in range(4)]


ELSEWHERE = """
import pickle, sys, attrs
from medinsure_budget.forms import ALL
print([cls.__name__ for cls in ALL if cls.form.fields and isinstance(vars(cls)["__attrs_attrs__"], tuple)])
first, again = (pickle.loads(bytes.fromhex(sys.argv[1])) for _ in range(2))
made = [isinstance(vars(type(one))["__attrs_attrs__"], tuple) for one in first]
for one in first:
    try:
        one.name = "b"
    except attrs.exceptions.FrozenInstanceError:
        print(made, one.name, one == again[first.index(one)])
"""


def test_what_another_process_pickled_is_frozen_and_compared() -> None:
    told = pickle.dumps([Income(name="甲"), Term(name="乙", meaning="丙")])
    command = [sys.executable, "-c", ELSEWHERE, told.hex()]
    read = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own program
    assert read.stdout.splitlines() == ["[]", "[False, False] 甲 True", "[False, False] 乙 True"]
