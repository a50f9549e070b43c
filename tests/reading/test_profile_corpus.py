"""The agency's profile and the explained terms of the real documents, against what was written down by hand."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from medinsure_budget.money import Money
from medinsure_budget.reading import read

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpus"
NARRATED = ["seed000", "seed001", "seed002", "seed003"]
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")


def truth(name):
    return json.loads((CORPUS / f"truth/{name}.json").read_text(encoding="utf-8"))


def expected(name):
    return truth(name)["agency_profile"]


@cache
def document(name):
    return read(next((CORPUS / "seeds").glob(f"{name}.*")))


def profile(name):
    return document(name).profile


def bare(text):
    return "".join(text.split())


def money(text, unit):
    return None if text is None else Money(text, unit)


def functions(listed):
    return [(int("".join(c for c in f.number if c.isdigit())), bare(f.text)) for f in listed]


@pytest.mark.parametrize("name", NARRATED)
def test_every_function_is_read_word_for_word(name):
    wanted = expected(name)
    found = profile(name)
    assert functions(found.functions.items) == [(f["no"], bare(f["text"])) for f in wanted["functions"]]
    assert bare(found.functions.introduction) == bare(wanted["functions_intro"])


def test_units_with_duties_of_their_own_are_told_apart():
    (unit,) = profile("seed003").unit_functions
    ((name, wanted),) = expected("seed003")["unit_functions"].items()
    assert bare(unit.unit).startswith(name)
    assert bare(unit.introduction) == bare(wanted["intro"])
    assert functions(unit.items) == [(f["no"], bare(f["text"])) for f in wanted["functions"]]


@pytest.mark.parametrize("name", [*NARRATED, "seed004"])
def test_departments_units_staff_and_standing(name):
    wanted, found = expected(name), profile(name)
    assert list(found.departments) == wanted["departments"]
    assert list(found.units) == wanted["units"]
    assert {count.label: count.number for count in found.staff} == wanted["staff"]
    assert (found.rank, found.founding_document) == (wanted.get("rank", ""), wanted.get("founding_document", ""))
    assert (found.nature, found.superior) == (wanted.get("nature", ""), wanted.get("parent_agency", ""))


def test_what_the_budget_is_made_of():
    assert list(profile("seed000").budget_composition) == expected("seed000")["budget_unit_composition"]


@pytest.mark.parametrize("name", NARRATED)
def test_vehicles_and_equipment(name):
    wanted, found = expected(name), profile(name)
    assert (found.vehicles.total, found.vehicles.as_of) == (wanted["vehicles"], wanted["vehicles_as_of"])
    assert {c.label: c.number for c in found.vehicles.by_use} == wanted.get("vehicles_by_use", {})
    numbers = {e.kind[:4]: e.number for e in found.equipment}
    general = wanted.get("general_equipment_over_500k", wanted.get("equipment_over_1m"))
    assert numbers.get("通用设备", numbers.get("设备（不")) == general
    assert numbers.get("专用设备") == wanted.get("special_equipment_over_1m")


def test_a_printed_threshold_is_kept_even_where_it_is_wrong():
    assert [e.threshold for e in profile("seed001").equipment] == [Money("0", "万元"), Money("100", "万元")]
    assert [e.kind for e in profile("seed002").equipment] == ["设备（不含车辆)"]


@pytest.mark.parametrize("name", NARRATED)
def test_procurement(name):
    wanted, found = expected(name)["procurement"], profile(name).procurement
    labels = {
        "总额": found.total, "货物": found.goods, "工程": found.works, "服务": found.services,
        "授予中小企业": found.small_and_medium, "授予小微企业": found.small_and_micro,
    }  # fmt: skip
    for label, amount in labels.items():
        assert amount == money(wanted.get(label), wanted["unit"])
        assert amount is None or f"{amount.amount:f}" == wanted[label]


@pytest.mark.parametrize("name", NARRATED)
def test_operating_expense_with_its_change(name):
    wanted, found = expected(name)["operating_expense"], profile(name).operating_expense
    assert found.amount == Money(wanted["机关运行经费"], wanted["unit"])
    assert found.budget == money(wanted.get("年初预算"), wanted["unit"])
    assert found.completion == (Decimal(wanted["completion"]) if "completion" in wanted else None)
    assert found.change.direction == ("increase" if wanted["change"][0] == "+" else "decrease")
    assert found.change.amount == Money(wanted["change"][1:], wanted["unit"])
    assert found.change.percent == Decimal(wanted["percent"])
    units = {"行政单位": wanted.get("行政单位"), "参公事业单位": wanted.get("参公事业单位")}
    assert {c.label: c.number for c in found.units} == {k: v for k, v in units.items() if v is not None}


@pytest.mark.parametrize("name", [*NARRATED, "seed004"])
def test_three_public_outlays_and_what_was_counted(name):
    wanted, found = dict(expected(name)["three_public"]), profile(name).three_publics
    unit = wanted.pop("unit")
    fields = {
        "total": found.total, "因公出国（境）费用": found.abroad, "因公出国（境）费": found.abroad,
        "公务接待费": found.reception, "公务用车购置及运行维护费": found.vehicles,
        "公务用车购置支出": found.vehicle_purchase, "公务用车购置费": found.vehicle_purchase,
        "公务用车运行维护费支出": found.vehicle_running, "公务用车运行维护费": found.vehicle_running,
    }  # fmt: skip
    counts = {c.label: c.number for c in found.counts}
    for label, value in wanted.items():
        assert (counts[label] if isinstance(value, int) else fields[label]) == (
            value if isinstance(value, int) else money(value, unit)
        )


@pytest.mark.parametrize("name", NARRATED)
def test_projects_under_performance_management(name):
    wanted, found = expected(name)["performance"], profile(name).performance
    assert (found.first_level, found.second_level) == (wanted["一级项目"], wanted.get("二级项目"))
    assert found.amount == Money(wanted["金额"], wanted["unit"])
    assert found.arranged == money(wanted.get("总预算安排资金"), wanted["unit"])
    assert found.rate == (Decimal(wanted["执行率"]) if "执行率" in wanted else None)


def test_rates_of_execution_go_with_the_projects_named_before_them():
    found = profile("seed002").performance.executions
    wanted = expected("seed002")["projects"]
    assert [(bare(e.project), str(e.rate)) for e in found] == [(bare(p["name"]), p["execution_rate"]) for p in wanted]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("seed000", []),
        ("seed001", ["189001"]),
        ("seed002", ["352", "352001"]),
        ("seed003", ["209", "209001"]),
        ("seed004", ["152001", "152002"]),
    ],
)
def test_unit_codes(name, codes):
    wanted = expected(name)
    printed = {wanted.get("unit_code"), wanted.get("department_code"), *wanted.get("unit_codes", [])}
    assert printed - {None} == set(codes)
    assert [c.code for c in profile(name).unit_codes] == codes


def test_the_cover_says_when_and_who():
    found = profile("seed004")
    assert found.publication_date == expected("seed004")["publication_date"]
    assert dict(found.people) == expected("seed004")["people"]


@pytest.mark.parametrize("name", [*NARRATED, "seed004"])
def test_every_explained_term_is_read_word_for_word(name):
    found = [(t.number.rstrip("."), bare(t.name), bare(t.meaning)) for t in document(name).glossary]
    assert found == [(str(t["no"]), bare(t["term"]), bare(t["definition"])) for t in truth(name)["glossary"]]
