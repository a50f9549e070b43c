"""The page in a real browser: drop a file, see what was found, take the tables; dark, on a phone, by keyboard."""

from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = next((ROOT / "examples/data").glob("*预算.md"))

def shown(browser, seconds=120):
    return WebDriverWait(browser, seconds).until(lambda b: b.find_element(By.ID, "result").is_displayed())


def test_a_dropped_file_shows_its_findings_and_gives_its_tables(browser, address, tmp_path):
    browser.get(address)
    browser.find_element(By.ID, "document-file").send_keys(str(SAMPLE))

    assert shown(browser)
    assert browser.find_element(By.ID, "result-title").text == "云溪市医疗保障局 2024年 预算"
    assert browser.switch_to.active_element.get_attribute("id") == "result-title", "readers of screens hear the result"
    link = next(a for a in browser.find_elements(By.CSS_SELECTOR, "#files a") if "公开表" in a.text)
    link.click()
    WebDriverWait(browser, 30).until(lambda _: list(tmp_path.glob("公开表*.xlsx")))
    assert browser.get_log("browser") == []


def test_what_cannot_be_read_is_said(browser, address, tmp_path):
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
    browser.get(address)
    browser.find_element(By.ID, "document-file").send_keys(str(tmp_path / "坏.pdf"))

    WebDriverWait(browser, 60).until(lambda b: "坏.pdf" in b.find_element(By.ID, "status").text and b.find_element(
        By.ID, "status").get_attribute("class") == "error")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_page_in_either_light(browser, address, scheme):
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    browser.get(address)
    contrast = """
    const linear = x => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
    const light = c => { const v = c.match(/[0-9.]+/g).slice(0, 3).map(x => linear(x / 255));
      return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
    const page = light(getComputedStyle(document.body).backgroundColor);
    return [...document.querySelectorAll('h1, p, small, label, span')].map(e => light(getComputedStyle(e).color))
      .map(w => (Math.max(w, page) + 0.05) / (Math.min(w, page) + 0.05));
    """

    assert min(browser.execute_script(contrast)) >= 4.5


def test_a_phone_needs_no_sideways_scrolling_and_the_keyboard_reaches_everything(browser, address):
    browser.set_window_size(360, 740)
    browser.get(address)

    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    reached = []
    for _ in range(6):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        reached.append(browser.switch_to.active_element.get_attribute("id"))
    assert {"document-file", "agency", "year", "kind", "ledger-file"} <= set(reached)
