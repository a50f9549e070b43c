"""What a page owes its readers, asked in a browser: contrast of every word, and the way of the keyboard through it."""

from typing import Any

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

# The words whose contrast with what lies behind them is below 4.5 (3 where they are large), with the figure.
FAINT = """
const parse = c => { const v = c.match(/[0-9.]+/g).map(Number); return [...v.slice(0, 3), v.length > 3 ? v[3] : 1]; };
const over = (a, b) => a.slice(0, 3).map((x, i) => x * a[3] + b[i] * (1 - a[3]));
const linear = x => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
const light = v => { const [r, g, b] = v.map(x => linear(x / 255)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const behind = e => {
  const layers = [];
  for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); layers.push(c); if (c[3] === 1) break; }
  const night = matchMedia('(prefers-color-scheme: dark)').matches;
  const dark = night && getComputedStyle(document.documentElement).colorScheme.includes('dark');
  return layers.reverse().reduce((below, c) => over(c, below), dark ? [18, 18, 18] : [255, 255, 255]);
};
const faint = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node && faint.length < 20; node = walker.nextNode()) {
  const e = node.parentElement, style = getComputedStyle(e);
  const shown = e.checkVisibility({opacityProperty: true, visibilityProperty: true});
  if (!node.data.trim() || !shown || e.closest('svg, script, style, [hidden]')) continue;
  const back = behind(e), [a, b] = [light(over(parse(style.color), back)), light(back)];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), size = parseFloat(style.fontSize);
  const least = size >= 24 || (size >= 18.6 && style.fontWeight >= 700) ? 3 : 4.5;
  if (ratio < least) faint.push(`${node.data.trim().slice(0, 20)} ${ratio.toFixed(2)}`);
}
return faint;
"""
FOCUSED = """
const e = document.activeElement;
if (!e || e === document.body) return null;
const style = getComputedStyle(e), beside = e.matches('input') && e.nextElementSibling;
const label = beside ? getComputedStyle(beside) : style;
const ring = s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
window.visited = window.visited || new Map();
if (!window.visited.has(e)) window.visited.set(e, window.visited.size);
const text = (e.textContent || e.id || e.outerHTML || '').trim().slice(0, 20);
return {place: window.visited.get(e), tag: e.tagName, text, seen: ring(style) || ring(label)};
"""
REACHABLE = """
const shown = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && e.getClientRects().length;
return [...document.querySelectorAll('a[href], button, input, select, summary, textarea')]
  .filter(e => shown(e) && !e.disabled && e.tabIndex >= 0).length;
"""


def walked(browser: Any, most: int = 80) -> list[dict[str, Any]]:
    """What the tab key reaches, in order, until it comes round or so many stops were made."""
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        stop = browser.execute_script(FOCUSED)
        if stop is None or (stops and stop["place"] == 0):
            break
        stops.append(stop)
    return stops


def in_light(browser: Any, scheme: str) -> None:
    """Let pages be shown by day or by night."""
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
