from pathlib import Path

from medinsure_budget.checks import ALL_RULES
from medinsure_budget.checks.reference import reference_markdown

PAGE = Path(__file__).resolve().parents[2] / "docs/checks-reference.md"


def test_the_page_is_made_from_the_rules():
    assert PAGE.read_text(encoding="utf-8") == reference_markdown()


def test_every_rule_is_on_the_page_once():
    page = PAGE.read_text(encoding="utf-8")
    assert all(page.count(f"| {rule} |") == 1 for rule in ALL_RULES)
