"""What the text tells is joined and added up, whatever words a place uses; each document is clean but for one figure."""

import pytest

from medinsure_budget.checks import check
from medinsure_budget.reading import read

BUDGET = """\
# 青禾县水务局2024年部门预算

## 三、收入预算情况说明

2024年预算收入500.00万元，其中：一般公共预算收入{general}万元，政府性基金预算收入40.00万元，国有资本经营预算收入0万元，其他来源收入0万元。

## 四、支出预算情况说明

2024年支出预算500.00万元，其中：基本支出300.00万元，包括人员经费{staff}万元和日常公用经费50.00万元；项目支出200.00万元。

## 六、财政拨款收支预算情况的总体说明

青禾县水务局2024年财政拨款收支总预算500.00万元。收入包括：一般公共预算{fiscal}万元。

## 九、政府采购情况说明

2024年政府采购预算{bought}万元，其中：货物类采购预算15.00万元、工程类采购预算0.00万元、服务类采购预算30.00万元。
"""
FINAL = """\
# 青禾县水务局2023年度部门决算

## 七、“三公”经费支出决算情况说明

2023年“三公”经费预算为60.00万元，其中：公务接待费27.00万元，公务用车购置及运行维护费33.00万元。

2023年“三公”经费支出决算为30.00万元，其中：因公出国（境）费支出决算0.00万元；公务接待费支出决算{reception}万元；公务用车购置及运行维护费支出决算20.00万元。

1.公务用车购置及运行维护费支出20.00万元，完成预算的{rate}%，比预算减少13.00万元。

2.公务接待费支出10.00万元。其中：国内公务接待支出{home}万元，接待20批次。
"""


def found(tmp_path, template, **figures):
    page = tmp_path / "told.md"
    page.write_text(template.format(**figures), encoding="utf-8")
    return [f for f in check(read(page)).findings if f.severity != "info" and not f.rule.id.startswith("STR")]


CLEAN_BUDGET = {"general": "460.00", "staff": "250.00", "fiscal": "460.00", "bought": "45.00"}
CLEAN_FINAL = {"reception": "10.00", "rate": "60.61", "home": "10.00"}


@pytest.mark.parametrize(("template", "clean"), [(BUDGET, CLEAN_BUDGET), (FINAL, CLEAN_FINAL)], ids=["budget", "final"])
def test_nothing_is_said_of_what_agrees(tmp_path, template, clean):
    assert [f.message for f in found(tmp_path, template, **clean)] == []


@pytest.mark.parametrize(
    ("template", "name", "wrong", "rule"),
    [
        (BUDGET, "general", "640.00", "NAR-02"),
        (BUDGET, "staff", "520.00", "NAR-06"),
        (BUDGET, "fiscal", "640.00", "NAR-15"),
        (BUDGET, "bought", "54.00", "PRC-01"),
        (FINAL, "reception", "19.00", "SG-11"),
        (FINAL, "rate", "66.01", "PCT-03"),
        (FINAL, "home", "11.00", "CNT-05"),
    ],
)
def test_a_wrong_figure_breaks_its_relation(tmp_path, template, name, wrong, rule):
    clean = CLEAN_BUDGET if template is BUDGET else CLEAN_FINAL
    rules = {e.rule for f in found(tmp_path, template, **clean | {name: wrong}) for e in f.evaluations}
    assert rule in rules


@pytest.mark.parametrize("instruction", ["（如持平作持平表述）", "（若与2019年度持平，作持平表述。）", "【如与2025年持平则写持平】"])
def test_instructions_in_brackets_state_nothing(tmp_path, instruction):
    words = instruction + "2023年度“三公”经费支出决算数比2022年度增加XX万元。"
    page = tmp_path / "told.md"
    page.write_text(FINAL.format(**CLEAN_FINAL) + f"\n## 八、其他事项\n\n{words}\n", encoding="utf-8")
    report = check(read(page))
    assert [f.rule.id for f in report.findings if f.severity != "info" and f.rule.id.startswith("YEA")] == []


@pytest.mark.parametrize("base", ["2019年度", "2025年度"])
def test_a_comparison_beside_a_bracket_is_judged(tmp_path, base):
    wrong = FINAL.replace("比预算减少13.00万元", f"比{base}（同口径）减少13.00万元")
    page = tmp_path / "told.md"
    page.write_text(wrong.format(**CLEAN_FINAL), encoding="utf-8")
    assert "YEA-02" in {f.rule.id for f in check(read(page)).findings}
