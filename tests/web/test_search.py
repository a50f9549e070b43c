"""The search of the documentation finds Chinese words on every page that has them, in a real browser."""

import json
import re
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ".md-search-result__link"
# More results come when a reader reaches the end of the list; at the end, only a way back and down again asks for them.
TO_AND_FRO = """
const list = document.querySelector('.md-search__scrollwrap');
const ended = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
list.scrollTop = ended ? 0 : list.scrollHeight;
"""


@pytest.mark.parametrize("word", ["尾差", "三公经费", "附注", "模板", "台账", "勾稽"])
def test_a_word_is_found_on_every_page_that_has_it(site, browser, word):
    folder, address = site
    entries = json.loads((folder / "search/search_index.json").read_text("utf-8"))["docs"]
    plain = {entry["location"]: re.sub(r"[\u200b\s“”\"]", "", entry["title"] + entry["text"]) for entry in entries}
    pages = {location.split("#")[0] for location, text in plain.items() if word in text}
    assert pages

    def found(driver):
        driver.execute_script(TO_AND_FRO)
        links = [link.get_attribute("href") for link in driver.find_elements(By.CSS_SELECTOR, RESULTS)]
        return pages <= {re.sub(r"[?#].*", "", link).removeprefix(address) for link in links}

    browser.get(f"{address}?q={word}")
    assert WebDriverWait(browser, 60).until(found)


def test_a_page_gives_no_console_errors_in_light_and_dark(site, browser):
    _, address = site
    for scheme in ("light", "dark"):
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        browser.get(f"{address}api/")
        assert browser.get_log("browser") == []
