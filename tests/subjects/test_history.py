import pytest

from medinsure_budget.subjects import catalogue


def functional(year):
    return catalogue(year).functional


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("210", {2018: "医疗卫生与计划生育支出", 2019: "卫生健康支出", 2024: "卫生健康支出"}),
        ("20805", {2019: "行政事业单位离退休", 2020: "行政事业单位养老支出"}),
        ("21305", {2021: "扶贫", 2022: "巩固脱贫衔接乡村振兴", 2023: "巩固脱贫攻坚成果衔接乡村振兴"}),
        ("2013804", {2018: None, 2019: "市场监督管理专项", 2023: "市场主体管理", 2024: "经营主体管理"}),
        ("2040405", {2017: "公诉和审判监督", 2018: "公诉、审判、侦查、执行等检察监督支出", 2019: None}),
        ("2080209", {2018: "部队供应", 2019: None, 2023: None, 2024: "老龄事务"}),
        ("2101501", {2018: None, 2019: "行政运行"}),
    ],
)
def test_a_code_has_the_name_of_its_year(code, names):
    for year, name in names.items():
        subject = functional(year).get(code)
        assert (subject.name if subject.known else None) == name, year


def test_a_subject_knows_the_years_of_its_own_name():
    assert functional(2024)["210"].valid_in(2019)
    assert not functional(2024)["210"].valid_in(2018)
    assert not functional(2024)["2080209"].valid_in(2018), "another meaning stood there"


def test_history_tells_names_of_a_code_and_codes_of_a_name():
    history = functional(2024).history("20805")
    assert [(e.name, e.since, e.until) for e in history] == [
        ("行政事业单位离退休", None, 2019), ("行政事业单位养老支出", 2020, None),
    ]
    codes = {e.code: (e.since, e.until) for e in functional(2024).history_of_name("其他卫生健康支出")}
    assert codes == {"21099": (2019, None), "2109901": (2019, 2020), "2109999": (2021, None)}
    assert functional(2024).history("9999999") == functional(2024).history_of_name("没有") == ()


@pytest.mark.parametrize("code", ["20299", "20399", "20499", "20899", "21099", "21199", "21299", "22099", "22999"])
def test_other_spending_moved_from_01_to_99_in_2021(code):
    old, new = functional(2020)[f"{code}01"], functional(2021)[f"{code}99"]
    assert f"{code}99" not in functional(2020)
    assert f"{code}01" not in functional(2021)
    assert old.in_year(2021) is new
    assert new.in_year(2020) is old


@pytest.mark.parametrize(
    ("kind", "code", "year", "later", "expected"),
    [
        ("functional", "2109901", 2018, 2024, "2109999"),  # a rename, then a move
        ("functional", "2100501", 2016, 2024, "2101101"),
        ("functional", "2010308", 2023, 2024, "20140"),  # 项 to 款, stated by hand
        ("functional", "2070702", 2018, 2024, "2070702"),  # a rename beside a namesake, stated by hand
        ("functional", "20110", 2020, 2021, None),
        ("functional", "2080209", 2018, 2024, "2082805"),  # 部队供应 went on elsewhere and became 军供保障
        ("economic", "30307", 2017, 2018, "30114"),
        ("economic", "30311", 2017, 2024, "30113"),
        ("economic", "30104", 2017, 2018, "30112"),
        ("economic", "310", 2017, 2018, "310"),
    ],
)
def test_a_subject_is_followed_to_other_years(kind, code, year, later, expected):
    followed = catalogue(year)[kind][code].in_year(later)
    assert (followed.code if followed else None) == expected
    if followed:
        assert followed.year == later
        assert followed.in_year(year) is catalogue(year)[kind][code], "and back"


def test_what_a_code_means_anew_is_not_followed_back():
    assert catalogue(2024).economic["30307"].name == "医疗费补助"
    assert catalogue(2024).economic["30307"].in_year(2017) is None
    assert functional(2024)["2080209"].in_year(2018) is None


def test_changes_between_years_say_what_became_of_each_subject():
    difference = catalogue(2019).diff(catalogue(2018))
    kinds = {(c.kind, c.before.code if c.before else "", c.after.code if c.after else "") for c in difference}
    assert ("renamed", "210", "210") in kinds
    assert ("added", "", "21015") in kinds
    assert ("removed", "20115", "") in kinds
    assert ("moved", "22004", "22405") in kinds
    report = str(difference)
    assert report.startswith("2018年科目 → 2019年科目\n支出功能分类：新增")
    assert "改名 210 医疗卫生与计划生育支出 → 210 卫生健康支出" in report
    assert "改列 22004 地震事务 → 22405 地震事务" in report


@pytest.mark.parametrize(("earlier", "later"), [(2017, 2018), (2018, 2019), (2020, 2021), (2017, 2026)])
def test_changes_account_for_every_subject(earlier, later):
    before, after = functional(earlier), functional(later)
    changes = [c for c in catalogue(later).diff(catalogue(earlier)) if c.subject.classification.kind == "functional"]
    gone = {c.before.code for c in changes if c.kind in ("removed", "moved")}
    come = {c.after.code for c in changes if c.kind in ("added", "moved")}
    assert {s.code for s in before} - gone | come >= {s.code for s in after}
    renamed = {c.before.code for c in changes if c.kind == "renamed"}
    for subject in before:
        if subject.code not in gone | renamed:
            assert after[subject.code].name == subject.name


def test_a_catalogue_does_not_differ_from_itself():
    assert len(catalogue(2024).diff()) == 0
    assert str(catalogue(2024).diff()) == "2024年科目 → 2024年科目\n没有差异。"


def test_changes_as_a_frame():
    frame = catalogue(2021).diff(catalogue(2020)).to_frame()
    moved = frame[(frame.kind == "moved") & (frame.code_before == "2109901")]
    assert list(moved.code_after) == ["2109999"]
    assert set(frame.kind) == {"added", "removed", "renamed", "moved"}
