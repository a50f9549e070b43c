"""The documentation, the report and the served page: words that can be read, controls that the keyboard reaches."""

from pathlib import Path

import pytest
from web.browsing import FAINT, REACHABLE, in_light, walked

import medinsure_budget as mb

SAMPLE = next((Path(__file__).resolve().parents[2] / "examples/data").glob("*预算.md"))
DOCS = ["", "guides/officer/", "concepts/tolerance/", "howto/embedding/", "checks-reference/"]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    text = SAMPLE.read_text("utf-8").replace("30201\t办公费\t14.02", "30201\t办公费\t41.02")
    path = tmp_path_factory.mktemp("report") / "报告.html"
    mb.check(mb.read(text.encode(), name="错.md")).to_html(path)
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_of_the_report_can_be_read_by_day_and_by_night(browser, report, scheme):
    in_light(browser, scheme)
    browser.get(report)
    assert browser.execute_script(FAINT) == []
    assert browser.get_log("browser") == []


def test_the_keyboard_reaches_all_of_the_report_and_shows_where_it_is(browser, report):
    browser.get(report)
    there = browser.execute_script(REACHABLE)
    stops = walked(browser, there + 5)
    assert len({stop["place"] for stop in stops}) == len(stops), "it comes to each place once"
    assert len(stops) >= there
    assert not [f"{stop}" for stop in stops if not stop["seen"]]


def test_the_keyboard_reaches_the_served_page_and_shows_where_it_is(browser, address):
    browser.get(address)
    stops = walked(browser)
    assert len(stops) >= browser.execute_script(REACHABLE)
    assert not [f"{stop}" for stop in stops if not stop["seen"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_of_the_documentation_can_be_read_by_day_and_by_night(browser, site, scheme):
    in_light(browser, scheme)
    for page in DOCS:
        browser.get(f"{site[1]}{page}")
        assert browser.execute_script("return document.body.dataset.mdColorScheme") == ("slate" if scheme == "dark" else "default")
        assert (page, browser.execute_script(FAINT)) == (page, [])


def test_the_keyboard_goes_through_the_documentation_and_shows_where_it_is(browser, site):
    browser.get(f"{site[1]}concepts/tolerance/")
    stops = walked(browser, 60)
    assert len(stops) > 15
    assert not [f"{stop}" for stop in stops if not stop["seen"]]
