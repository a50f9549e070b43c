import re
from pathlib import Path

import pytest
import truth

from medinsure_budget.checks import ALL_RULES
from medinsure_budget.checks.report.elsewhere import ELSEWHERE
from medinsure_budget.checks.report.reference import reference_markdown

PAGE = Path(__file__).resolve().parents[2] / "docs/checks-reference.md"


def test_the_page_is_made_from_the_rules():
    assert PAGE.read_text(encoding="utf-8") == reference_markdown()


def test_every_rule_is_on_the_page_once():
    page = PAGE.read_text(encoding="utf-8")
    assert all(page.count(f"| {rule} |") == 1 for rule in ALL_RULES)


def test_checks_without_a_rule_name_the_rules_that_cover_them():
    ids = [check.id for check in ELSEWHERE]
    assert len(ids) == len(set(ids))
    assert not set(ids) & set(ALL_RULES)
    for check in ELSEWHERE:
        assert set(check.by) <= set(ALL_RULES)
        assert check.by or check.how not in ("covered", "partly")


FIELD = truth.CORPUS.parent / "checks.md"


@pytest.mark.skipif(not FIELD.exists(), reason="the field's list is not here")
def test_every_check_of_the_field_is_on_the_page_once():
    page = PAGE.read_text(encoding="utf-8")
    field = re.findall(r"^\| ([A-Z]{2,3}-\d{2}) \|", FIELD.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(field) > 270
    assert [check for check in field if page.count(f"| {check} |") != 1] == []
