import json
import random

import jsonschema
import pytest
import synthetic
from operators import digit
from sarif_rules import SARIF

from medinsure_budget.checks import Waiver, check

WRONG, _ = digit(synthetic.budget(33), random.Random(3))  # noqa: S311 - seeded so that a run can be repeated


def written(report, tmp_path):
    report.to_sarif(tmp_path / "report.sarif")
    return json.loads((tmp_path / "report.sarif").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "document", [WRONG, synthetic.final_accounts(8), WRONG.evolve(name="带 空格.md", sheets=WRONG.sheets[:2])]
)
def test_the_log_is_valid(document, tmp_path):
    jsonschema.validate(written(check(document), tmp_path), SARIF)


def test_rule_indexes_point_at_their_rules(tmp_path):
    run = written(check(WRONG), tmp_path)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["kind"] == "fail" or result["level"] == "none"


def test_accepted_findings_are_suppressed(tmp_path):
    report = check(WRONG)
    accepted = check(WRONG, waivers=[Waiver(rule=report.findings[0].rule.id, reason="已说明")])
    results = written(accepted, tmp_path)["runs"][0]["results"]
    assert results[-1]["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "已说明"}]
