"""One lexicon: every class is declared once and used, and a word added to a class is known wherever the class is."""

import re
from itertools import product
from pathlib import Path

import pytest

import medinsure_budget as mb
from medinsure_budget import lexicon
from medinsure_budget.errors import UsageError
from medinsure_budget.lexicon import Shape, by_text, extended, lexical, make_room, word_set, words

PACKAGE = Path(lexicon.__file__).parent
HOMES = [PACKAGE / "lexicon.py", *sorted(PACKAGE.rglob("words.py"))]
CLASS = re.compile(r"^([A-Z][A-Z_]*) = [(\"']", re.MULTILINE)


def declared():
    return [(path, name) for path in HOMES for name in CLASS.findall(path.read_text("utf-8"))]


def test_no_class_is_declared_twice():
    names = [name for _, name in declared()]

    assert sorted(names) == sorted(set(names))
    assert len(names) > 20


def test_every_class_is_used():
    homes = set(HOMES)
    text = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path not in homes)
    named = set(re.findall(r"\b[A-Z][A-Z_]+\b", text))
    # Families such as SOURCE_… are named by their beginning.
    families = tuple(re.findall(r"\b([A-Z]+_)\{", text))
    unused = {name for _, name in declared()} - named
    unused -= set(re.findall(r"\{([A-Z_]+)", "".join(path.read_text("utf-8") for path in homes)))

    assert {name for name in unused if not (families and name.startswith(families))} == set()


def test_a_second_declaration_is_refused():
    with pytest.raises(UsageError, match="RISE"):
        lexicon.declare({"RISE": "别的"})


def test_an_unknown_class_is_named():
    with pytest.raises(UsageError, match="NO_SUCH"):
        words("NO_SUCH")
    with pytest.raises(UsageError, match="NO_SUCH"):
        Shape("{NO_SUCH}").search("x")
    with pytest.raises(UsageError, match="NO_SUCH"), extended(NO_SUCH="x"):
        pass


def test_holes_are_alternatives_and_counts_stay_counts():
    assert Shape(r"[0-9]{2,3}{RISE|FALL}").fullmatch("123增加")
    assert Shape(r"[0-9]{2,3}{RISE|FALL}").fullmatch("1增加") is None


def test_the_longest_word_wins():
    assert Shape(r"{ORGAN_END}").match("委员会")[0] == "委员会"


def test_signs_in_words_stand_for_themselves():
    assert Shape(r"[0-9]+{COUNTER}").fullmatch("3台(套)")


def test_an_added_word_is_known_to_shapes_sets_and_caches_and_then_forgotten():
    shape = Shape(r"支出{RISE}")
    calls = []

    @lexical
    def rising(text):
        calls.append(text)
        return bool(shape.search(text))

    assert not rising("支出攀升")
    with extended(RISE="攀升 猛增"):
        assert rising("支出攀升")
        assert shape.fullmatch("支出猛增")
        assert "攀升" in word_set("RISE")
        assert words("RISE")[0] == "增加", "the usual word stays first"
    assert not rising("支出攀升")
    assert "攀升" not in word_set("RISE")
    assert calls == ["支出攀升"] * 3


def test_layers_of_added_words_leave_in_any_order():
    with extended(FALL="骤降"), extended(FALL="锐减"):
        assert {"骤降", "锐减"} <= word_set("FALL")
    assert not {"骤降", "锐减"} & word_set("FALL")


def test_reading_and_checking_again_makes_no_more_shapes():
    sample = Path(__file__).resolve().parents[1] / "examples/data/云溪市医疗保障局2023年度部门决算.md"
    mb.check(mb.read(sample))
    before = len(lexicon._dependent)
    mb.check(mb.read(sample))
    assert len(lexicon._dependent) == before


def test_a_chinese_character_is_no_letter_digit_or_mark():
    assert Shape(r"{HAN}{2}").fullmatch("医保")
    assert not any(Shape(r"{HAN}").fullmatch(sign) for sign in "aZ3_，。 （")


def test_texts_of_many_documents_are_forgotten(monkeypatch):
    monkeypatch.setattr(lexicon, "_of_texts", [])
    monkeypatch.setattr(lexicon, "_brought", 0)
    asked = []
    length = by_text(lambda text: asked.append(text) or len(text))
    long = "支" * 400_000

    for _ in range(4):
        make_room(len(long))
        assert length(long) == 400_000
    assert asked == [long]

    for _ in range(2):
        make_room(len(long))
        assert length(long) == 400_000
    assert asked == [long, long]


def test_no_cache_of_texts_is_out_of_reach():
    """A cache beside these two would keep what strangers send, or words that are no longer known."""
    found = [
        f"{path.relative_to(PACKAGE)}: {line}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line in re.findall(r"@lru_cache.*\ndef (.*)", path.read_text("utf-8"))
        if re.search(r"\b(?:text|words?|line|label|name|cells?)\b", line)
    ]

    assert found == []


@pytest.mark.parametrize(
    "shape",
    [
        r"增加", r"(?:增加)?减少", r"增加|减少", r"(增加|减少)了(?P<much>\d+)", r"(?:增加|\d)+", r"增+加", r"增*加", r"增{0,2}加",
        r"增{2}加?", r"(?:增加){1,2}?", r"(?=增加)增", r"(?!增加).加", r"(?<!增)加", r"[增减][^加]", r"[\u4e00-\u9fff]减",
        r"[]加]减", r"[减\]]\(", r"\(加\)", r"\d加", r"加?\?", r"((?:增|(?:减)?)加)*少", r"(?P<one>增)(?P=one)加",
        r"^$|加", r"加$|^减", r"增.加", r"a+?b",
    ],
)  # fmt: skip
def test_no_text_is_passed_over_that_a_shape_matches(shape):
    signs = "增加减少了(?)]12ab{ \n"
    texts = ["".join(text) for length in range(4) for text in product(signs, repeat=length)]
    pattern = re.compile(shape)
    for method in ("search", "match", "fullmatch"):
        bound = Shape(shape)
        matched = [text for text in texts if getattr(pattern, method)(text)]
        assert [text for text in texts if getattr(bound, method)(text)] == matched
        assert all(getattr(Shape(shape), method)(text) for text in matched)


def test_a_shape_is_compiled_when_a_text_first_holds_a_word_that_it_needs():
    shape = Shape(r"(?:较{LAST_YEAR})?(?P<verb>{RISE})了?(?P<much>\d+)%?")

    assert (shape.search("减少了3%"), shape.findall("减少了3%"), list(shape.finditer("减少了3%"))) == (None, [], [])
    assert (shape.match("减少"), shape.fullmatch("减少")) == (None, None)
    assert "pattern" not in vars(shape)
    with extended(RISE="减少"):
        assert shape.search("减少了3%")["much"] == "3"
    assert shape.search("减少了3%") is None
    assert "pattern" not in vars(shape)
    assert shape.findall("增加了3%") == [("增加", "3")]
    assert "pattern" in vars(shape)
    assert shape.search("增加了3%增加了4%", 3)["much"] == "4"


def test_a_text_that_is_asked_about_at_each_of_its_places_is_not_looked_through_each_time():
    looked = []

    class Watched(str):
        __slots__ = ()

        def __contains__(self, sign):
            looked.append(sign)
            return super().__contains__(sign)

    for text, where in ((Watched("支出1.00"), (2,)), (Watched("支" * 20_000), ())):
        assert Shape(r"{MONEY}余").match(text, *where) is None
    assert not looked
    assert Shape(r"{MONEY}余").match(Watched("支出")) is None
    assert looked


def test_a_sign_that_is_written_by_its_number_is_not_taken_for_its_digits():
    for shape in (r"\u3000支", r"\x41支"):
        assert Shape(shape).search("\u3000支 A支") is not None
