"""What a web page does not show as its words: by elements, by styles of their own and by classes of a style sheet."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from medinsure_budget.lexicon import by_text
from medinsure_budget.records import frozen
from medinsure_budget.sources.left_out import Kind

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLES: dict[Kind, re.Pattern[str]] = {
    "hidden": re.compile(
        r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0(?![.\d])"
        r"|font-size\s*:\s*0(?![.\d])",
        re.IGNORECASE,
    ),
    "struck": re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE),
    "raised": re.compile(r"vertical-align\s*:\s*super\b", re.IGNORECASE),
}
_ELEMENTS: dict[str, Kind] = {"s": "struck", "strike": "struck", "del": "struck", "sup": "raised"}
_RULE = re.compile(r"(?<![^{}])([^{}]*+)\{([^{}]{0,2000})\}")
# So many classes are looked for by name.
_MANY = 20
_CLASS = re.compile(r"\s*(?:[a-z]+)?\.([\w-]+)\s*", re.IGNORECASE)


@frozen(eq=False)
class Unshown:
    """Which elements of a page are not read as its words.

    Attributes:
        kinds: Why, for each of them: asking each element of a page for its attributes would take longer than reading it.
    """

    kinds: "Mapping[_Element, Kind]"

    @classmethod
    def of(cls, root: "_Element") -> "Unshown":
        """Look through the style sheets of a page for classes that hide, strike or raise, and for what they are used."""
        classes = {name: kind for sheet in root.iter("style") for name, kind in _classes(sheet.text or "")}
        named = [f"contains(., '{name}')" for name in classes] if len(classes) <= _MANY else ["true()"]
        told = [*bearing(root, "hidden"), *bearing(root, "style")]
        told += bearing(root, f"class[{' or '.join(named)}]") if classes else []
        found = ((element, _kind(element, classes)) for element in (*root.iter(*_ELEMENTS), *told))
        return cls({element: kind for element, kind in found if kind})

    def kind(self, element: "_Element") -> Kind | None:
        """Why an element is not read, if it is not."""
        return self.kinds.get(element)


def bearing(root: "_Element", attribute: str) -> "list[_Element]":
    """The elements with an attribute, for which not every element is asked."""
    # A union of paths, or their parents in XPath, would take time with the square of what is found.
    found: Any = root.xpath(f"//@{attribute}")
    return [value.getparent() for value in found]


def _kind(element: "_Element", classes: Mapping[str, Kind]) -> Kind | None:
    if element.get("hidden") is not None:
        return "hidden"
    found = _ELEMENTS.get(element.tag)
    if style := element.get("style"):
        found = found or _stated(style)
    if not found and classes and (names := element.get("class")):
        found = next((classes[name] for name in names.split() if name in classes), None)
    return found


def _classes(sheet: str) -> Iterator[tuple[str, Kind]]:
    for selectors, style in _RULE.findall(sheet):
        if kind := _stated(style):
            for selector in selectors.split(","):
                if found := _CLASS.fullmatch(selector):
                    yield found[1], kind


@by_text
def _stated(style: str) -> Kind | None:
    return next((kind for kind, pattern in _STYLES.items() if pattern.search(style)), None)
