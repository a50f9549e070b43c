import copy
import pickle
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.errors import UsageError
from medinsure_budget.subjects import Catalogue, Classification, Subject, catalogue
from medinsure_budget.subjects import classification as classifications
from medinsure_budget.subjects.names import distance, fold

FUNCTIONAL = catalogue(2024).functional
CODES = st.sampled_from([subject.code for subject in FUNCTIONAL])


def test_a_code_leads_to_its_name_level_and_path():
    subject = FUNCTIONAL["2101501"]
    assert (subject.name, subject.level, subject.depth, subject.known) == ("行政运行", "项", 3, True)
    assert [s.code for s in subject.path] == ["210", "21015", "2101501"]
    assert subject.path[-1] is subject
    assert subject.parent is FUNCTIONAL["21015"]
    assert subject in FUNCTIONAL["21015"].children
    assert subject not in subject.siblings
    assert FUNCTIONAL["2101504"] in subject.siblings
    assert FUNCTIONAL["210"].parent is None
    assert FUNCTIONAL["212"] in FUNCTIONAL["210"].siblings


def test_the_four_classifications_answer():
    cat = catalogue(2024)
    assert cat.economic["30101"].name == "基本工资"
    assert cat.government_economic["50101"].name == "工资奖金津补贴"
    assert cat.revenue["101"].name == "税收收入"
    assert isinstance(cat, Catalogue)
    assert isinstance(cat.revenue, Classification)


def test_a_year_is_always_the_same_catalogue_with_the_same_subjects():
    assert catalogue(2023) is catalogue(2023)
    assert catalogue(2023).functional["210"] is catalogue(2023).functional["210"]
    assert catalogue(2023).functional["210"] is not catalogue(2024).functional["210"]
    assert len({catalogue(2023).functional["210"], catalogue(2023).functional["210"]}) == 1


def test_threads_that_load_a_year_at_once_share_its_subjects(monkeypatch):
    monkeypatch.setattr(classifications, "_cached", {})
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: classifications.classification("functional", 2022)["2101501"], range(64)))
    assert len(found) == 1


def test_subjects_cannot_be_changed():
    with pytest.raises(AttributeError):
        FUNCTIONAL["210"].name = "别的"  # type: ignore[misc]


def test_subjects_stay_the_same_object_through_pickle_and_copy():
    for subject in (FUNCTIONAL["2101501"], FUNCTIONAL.get("2199999", "自设科目")):
        assert pickle.loads(pickle.dumps(subject)) is subject  # noqa: S301 - our own bytes
        assert copy.deepcopy(subject) is subject
    assert pickle.loads(pickle.dumps(catalogue(2024))) is catalogue(2024)  # noqa: S301 - our own bytes


def test_an_unknown_code_is_usable_and_hangs_under_what_is_known():
    subject = FUNCTIONAL.get("2101588", "本地自设科目")
    assert (subject.known, subject.name, subject.level) == (False, "本地自设科目", "项")
    assert subject.parent is FUNCTIONAL["21015"]
    assert subject not in FUNCTIONAL["21015"].children
    assert subject.code not in FUNCTIONAL
    assert FUNCTIONAL.get("2101588", "本地自设科目") is subject
    assert [s.known for s in FUNCTIONAL["9999999"].path] == [False, False, False]
    assert subject.children == ()
    assert subject.confidence is None
    assert subject.in_year(2020) is None


def test_a_known_code_keeps_its_name_whatever_was_printed():
    assert FUNCTIONAL.get("2101501", "行政运营") is FUNCTIONAL["2101501"]


@pytest.mark.parametrize("text", ["", "21", "2101", "210150", "2101501234", "21015A1", "合计", "类款项", "-101"])
def test_what_has_no_codes_shape_is_refused_by_brackets_and_kept_by_get(text):
    with pytest.raises(UsageError, match=r"不是.*的编码"):
        FUNCTIONAL[text]
    subject = FUNCTIONAL.get(text, "印出的名称")
    assert (subject.known, subject.depth, subject.level, subject.parent) == (False, 0, "", None)
    assert subject.name == "印出的名称"


def test_codes_may_be_printed_wide_or_spaced():
    assert FUNCTIONAL["２１０１５０１"] is FUNCTIONAL["210 15 01"] is FUNCTIONAL["2101501"]
    assert FUNCTIONAL.get("２１０１５０１") is FUNCTIONAL["2101501"]


@pytest.mark.parametrize("year", [2006, 2100, 0, -1, "2024", None, True])
def test_years_that_no_catalogue_has_are_refused(year):
    with pytest.raises(UsageError, match="2007 年到 2099 年"):
        catalogue(year)


def test_years_outside_the_compiled_ones_still_give_whole_paths():
    for year in (2007, 2012, 2030, 2099):
        for subject in catalogue(year, beyond="accept").functional:
            assert len(subject.path) == subject.depth


@given(CODES)
def test_every_subject_is_found_by_its_path_and_its_name(code):
    subject = FUNCTIONAL[code]
    found = FUNCTIONAL.by_path(s.name for s in subject.path)
    assert found is not None
    assert [s.name for s in found.path] == [s.name for s in subject.path]
    assert subject in FUNCTIONAL.by_name(subject.name)


@given(CODES, st.sampled_from([" ", "\u3000", "\n", "\u00a0"]), st.data())
def test_blanks_and_widths_in_a_printed_name_do_not_matter(code, blank, data):
    name = FUNCTIONAL[code].name
    cut = data.draw(st.integers(0, len(name)))
    printed = unicodedata.normalize("NFKC", name[:cut]) + blank + name[cut:]
    assert FUNCTIONAL.by_name(printed) == FUNCTIONAL.by_name(name)


def test_names_with_brackets_match_either_width():
    for name in ("政府办公厅(室)及相关机构事务", "政府办公厅（室）及相关机构事务"):
        assert FUNCTIONAL.by_name(name) == (FUNCTIONAL["20103"],)
    assert catalogue(2024).economic.by_name("维修(护)费")[0].code == "30213"


def test_a_path_or_name_that_is_not_there_gives_nothing():
    assert FUNCTIONAL.by_path(("卫生健康支出", "行政运行")) is None
    assert FUNCTIONAL.by_path(()) is None
    assert FUNCTIONAL.by_name("医疗保障管理实务") == ()
    assert FUNCTIONAL.by_name("") == ()


def test_a_disputed_wording_finds_the_subject_too():
    subject = FUNCTIONAL["21505"]
    assert subject.confidence == "disputed"
    assert FUNCTIONAL.by_name("工业和信息产业") == (subject,)
    assert FUNCTIONAL.by_path(("资源勘探工业信息等支出", "工业和信息产业监管支出")) is subject


def test_a_misprint_finds_its_name_with_the_distance():
    assert FUNCTIONAL.nearest("医疗保障管理实务")[0] == (FUNCTIONAL["21015"], 1)
    assert FUNCTIONAL.nearest("其他医疗保障管理实务支出", 1) == ((FUNCTIONAL["2101599"], 1),)
    assert FUNCTIONAL.nearest("行运政行", 1, under="21015") == ((FUNCTIONAL["2101501"], 1),), "one swap"
    distances = [away for _, away in FUNCTIONAL.nearest("医疗救济", 20)]
    assert distances == sorted(distances)
    assert FUNCTIONAL.nearest("") == ()


@given(st.text("甲乙丙", max_size=6), st.text("甲乙丙", max_size=6))
def test_distance_is_symmetric_bounded_and_zero_for_equals_only(left, right):
    away = distance(left, right, 10)
    assert away == distance(right, left, 10)
    assert (away == 0) == (left == right)
    assert abs(len(left) - len(right)) <= away <= max(len(left), len(right))
    assert (distance(left, right, 1) <= 1) == (away <= 1)


def test_nearest_agrees_with_measuring_every_name():
    for wanted in ("医疗保障管理实务", "城乡医疗求助", "住房公积", "其他卫生健康", "行政单位医料"):
        best = min(distance(fold(wanted), fold(s.name), 99) for s in FUNCTIONAL)
        assert FUNCTIONAL.nearest(wanted, 1)[0][1] == best


def test_search_by_the_beginning_of_a_code_or_by_words():
    assert [s.code for s in FUNCTIONAL.search("21013")] == ["21013", "2101301", "2101302", "2101399"]
    assert FUNCTIONAL.search("医疗保障 行政运行") == (FUNCTIONAL["2101501"],)
    words = FUNCTIONAL.search("医疗救助")
    assert words[0] is FUNCTIONAL["21013"]
    assert FUNCTIONAL["2101302"] in words, "疾病应急救助 stands under 医疗救助"
    assert FUNCTIONAL.search("  ") == FUNCTIONAL.search("没有的词") == ()


@pytest.mark.parametrize(
    ("code", "fund"),
    [
        ("2101501", "一般公共预算"), ("2296013", "政府性基金预算"), ("2120801", "政府性基金预算"),
        ("2230105", "国有资本经营预算"), ("2090301", "社会保险基金预算"), ("2080451", "国有资本经营预算"),
        ("2301101", "一般公共预算"), ("2301115", "政府性基金预算"),
    ],
)
def test_a_subject_belongs_to_one_of_the_four_budgets(code, fund):
    assert FUNCTIONAL[code].fund == fund


def test_economic_subjects_belong_to_no_budget_in_particular():
    assert catalogue(2024).economic["30101"].fund == ""
    assert catalogue(2024).revenue["10301"].fund == "政府性基金预算"


def test_every_class_has_an_english_description_in_every_year():
    for year in range(2017, 2027):
        for kind in ("functional", "economic", "government_economic", "revenue"):
            for root in catalogue(year)[kind].roots:
                assert root.english, (year, root)
                assert root.english.isascii()


def test_the_tree_shows_what_is_below_and_escapes_it():
    assert FUNCTIONAL["21013"].tree().splitlines() == [
        "21013 医疗救助", "  2101301 城乡医疗救助", "  2101302 疾病应急救助", "  2101399 其他医疗救助支出",
    ]
    assert FUNCTIONAL["210"].tree(1) == "210 卫生健康支出"
    html = FUNCTIONAL["21013"]._repr_html_()
    assert html.count("<div>") == 3
    assert "城乡医疗救助" in html
    assert FUNCTIONAL.get("2101377", "<b>")._repr_html_() == "<div><code>2101377</code> &lt;b&gt;</div>"
    assert "21013" in FUNCTIONAL._repr_html_()


def test_a_frame_has_a_row_for_each_subject():
    frame = FUNCTIONAL.to_frame().set_index("code")
    assert len(frame) == len(FUNCTIONAL)
    row = frame.loc["2101501"]
    assert row.path == "卫生健康支出/医疗保障管理事务/行政运行"
    assert (row.parent, row.since, row.confidence) == ("21015", 2019, "attested")
    whole = catalogue(2024).to_frame()
    assert set(whole.classification) == {"functional", "economic", "government_economic", "revenue"}
    assert set(catalogue(2017).to_frame().classification) == {"functional", "economic", "revenue"}


def test_department_subjects_lead_to_government_subjects_by_kind_of_unit():
    cat = catalogue(2024)
    assert cat.government_economic_of("30101", "行政单位") is cat.government_economic["50101"]
    assert cat.government_economic_of("30101", "参公事业单位") is cat.government_economic["50101"]
    assert cat.government_economic_of("30101", "事业单位") is cat.government_economic["50501"]
    assert cat.government_economic_of("30188", "事业单位") is cat.government_economic["50501"], "goes with its 类"
    assert cat.government_economic_of("30188", "行政单位") is None
    assert catalogue(2017).government_economic_of("30101", "行政单位") is None, "the classification began in 2018"
    with pytest.raises(UsageError, match="企业"):
        cat.government_economic_of("30101", "企业")  # type: ignore[arg-type]


def test_importing_and_looking_up_loads_no_pandas_and_only_what_is_asked():
    program = (
        "import sys; from medinsure_budget.subjects import catalogue, tables; catalogue(2024).functional['210'];"
        "assert 'pandas' not in sys.modules and 'openpyxl' not in sys.modules;"
        "assert tables.bundled_table.cache_info().misses == 1"
    )
    done = run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert done.returncode == 0, done.stderr


def test_subjects_print_themselves():
    assert repr(FUNCTIONAL["210"]) == "<Subject 210 卫生健康支出 2024>"
    assert repr(FUNCTIONAL.get("999")) == "<Subject 999  2024 unknown>"
    assert str(FUNCTIONAL["210"]) == "210 卫生健康支出"
    assert isinstance(FUNCTIONAL["210"], Subject)
