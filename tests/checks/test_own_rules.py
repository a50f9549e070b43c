"""Rules of plug-ins: chosen by id and group, and when one fails the check says so and goes on."""

import pickle

import pytest
import synthetic

from medinsure_budget.checks import Rule, check, fails, holds, register
from medinsure_budget.checks import rule as registry
from medinsure_budget.errors import LimitExceededError, UsageError

CLEAN = synthetic.budget(5)


@pytest.fixture
def own(monkeypatch):
    """Register a rule for one test."""
    monkeypatch.setattr(registry, "_evaluators", list(registry.evaluators()))
    added = []

    def add(key, evaluator):
        added.append(key)
        return register(Rule(key, f"本省规则{key}", "本省的条件"), evaluator)

    yield add
    for key in added:
        del registry._records[key]


def failing(error, cause=None):
    def evaluate(_, record):
        yield holds(record)
        if cause is None:
            raise error
        try:
            raise cause
        except type(cause) as inner:
            raise error from inner

    return evaluate


def test_a_rule_that_fails_is_not_checked_and_the_report_says_why(own):
    own("MOON-07", failing(ValueError("缺少附表"), KeyError("附表一")))
    report = check(CLEAN)
    [failed] = [e for e in report.evaluations if e.rule == "MOON-07"]
    assert (failed.verdict, failed.failed) == ("skipped", True)
    assert all(word in failed.message for word in ("MOON-07", "ValueError: 缺少附表", "KeyError", "附表一"))
    assert report.ok is None, "what was not checked does not pass"
    assert failed.message in report.gaps
    assert check(CLEAN, ignore=["MOON-07"]).ok
    assert [o.state for o in report.obligations if o.rule.id == "MOON-07"] == ["unchecked"]
    assert pickle.dumps(failed), "it goes from one process to another"


def test_what_other_rules_find_stays_found(own):
    own("MOON-07", failing(RuntimeError("坏了")))
    own("MOON-08", lambda _, record: iter([fails(record, "本省条件不符。", severity="error")]))
    report = check(CLEAN)
    assert [f.rule.id for f in report.findings if f.severity == "error"] == ["MOON-08"]
    assert report.ok is False


@pytest.mark.parametrize("nonsense", [None, "不符", 7, [True]])
def test_a_rule_that_yields_no_judgement_failed(own, nonsense):
    own("MOON-07", lambda *_: iter([nonsense]))
    assert check(CLEAN).ok is None


def test_a_rule_that_returns_nothing_to_go_through_failed(own):
    own("MOON-07", lambda *_: None)
    assert check(CLEAN).ok is None


def test_a_limit_that_is_exceeded_in_a_rule_stops_the_check(own):
    own("MOON-07", failing(LimitExceededError("超过时限")))
    with pytest.raises(LimitExceededError):
        check(CLEAN)


def test_rules_of_plug_ins_are_chosen_by_id_and_by_group(own):
    own("MOON-07", lambda _, record: iter([fails(record, "本省条件不符。")]))
    own("STAR-01", lambda _, record: iter([fails(record, "本省条件不符。")]))
    assert {f.rule.id for f in check(CLEAN, only=["MOON"]).findings} == {"MOON-07"}
    assert {f.rule.id for f in check(CLEAN, only="STAR-01").findings} == {"STAR-01"}
    assert {f.rule.id for f in check(CLEAN, ignore=["MOON"]).findings} & {"MOON-07", "STAR-01"} == {"STAR-01"}
    assert {f.severity for f in check(CLEAN, only="MOON", levels={"MOON": "info"}).findings} == {"info"}
    with pytest.raises(UsageError):
        check(CLEAN, only="COMET")


def test_the_reference_lists_groups_of_plug_ins_after_the_own_ones(own):
    from medinsure_budget.checks.report.reference import reference_markdown

    own("MOON-07", failing(ValueError()))
    text = reference_markdown()
    assert text.index("MOON-07") > text.index("PRV-01")
