"""What sort of document a file is decides what it owes: a page of one table is not accused of lacking the others."""

import pytest

import medinsure_budget as mb
from medinsure_budget.document import Budget, Scope

HEAD = "科目编码\t科目名称\t总计\t人员支出\t公用经费\t项目支出\n\t合计\t10.00\t6.00\t3.00\t1.00\n"
TABLE = f"2024年部门支出预算总表\n单位：万元\n\n{HEAD}210\t卫生健康支出\t10.00\t6.00\t3.00\t1.00\n"
PUBLICS = """2024年“三公”经费支出表
单位：万元

项目\t本年预算数
合计\t30.00
因公出国（境）费\t0.00
公务接待费\t10.00
公务用车购置及运行费\t20.00
"""
TEXT = "云溪市医疗保障局2024年部门预算说明\n" + "".join(
    f"\n{n}、收支情况\n\n收入预算{n}0.00万元，与上年持平。\n" for n in range(1, 6)
)


def of(text: str) -> mb.Budget | mb.FinalAccounts:
    return mb.read(text.encode(), name="a.md")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (TABLE, "table"),
        (TABLE + "\n" + PUBLICS, "tables"),
        (PUBLICS, "three_publics"),
        ("2024年“三公”经费预算情况说明\n\n“三公”经费预算30.00万元，比上年减少1.00万元。\n", "three_publics"),
        (TEXT, "text"),
        (TEXT + "\n" + TABLE, "text"),
        ("The department spent 12.5 million in 2024.\n\nNothing else is known.\n", "nothing"),
        ("2024年家庭预算表\n单位：元\n\n项目\t每月\t全年\n工资\t12,000.00\t144,000.00\n房贷\t4,500.00\t54,000.00\n", "nothing"),
        ("临海机械有限公司2023年度财务决算报告\n利润表（万元）\n\n项目\t本年\n营业收入\t12.00\n净利润\t2.00\n", "nothing"),
        ("临海水务集团2024年单位预算\n收入表（万元）\n\n项目\t本年\n水费收入\t12.00\n其他收入\t2.00\n", "table"),
        ("望海市民政局2024年预算\n物资表（万元）\n\n项目\t本年\n棉被\t12.00\n帐篷\t2.00\n", "table"),
        ("客户\t商品\t数量\n张三\t苹果\t3.5\n李四\t梨\t4.5\n", "nothing"),
    ],
)
def test_what_was_found_says_what_sort_of_document_it_is(text, kind):
    document = of(text)

    assert document.scope.kind == kind
    assert document.scope.reason


def test_a_page_of_one_table_is_not_missing_what_its_contents_never_announced():
    assert not [note for note in of(PUBLICS).notes if "没有这张表" in note.message or "报表" in note.message]


def test_plain_data_keeps_the_scope():
    document = of(PUBLICS)

    assert Budget.from_dict(document.to_dict()).scope == document.scope
    assert Budget().scope == Scope("disclosure")


def test_a_file_of_nothing_of_the_kind_is_checked_in_one_sentence():
    report = mb.check(of("The department spent 12.5 million in 2024.\n\nNothing else is known.\n"))

    assert report.to_text() == "a.md：不是预决算公开文件，没有可以核对的内容（没有标题或栏目写明“预算”或“决算”，也没有已知的报表）。\n"
    assert report.evaluations == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("临江市预算管理办法\n第一条 为规范预算管理，制定本办法。\n第二条 各部门应当公开。\n第三条 采购应当招标。\n", "没有编制部门"),
        ("临江市公安局2024年采购中标公告\n采购预算：1300000元\n供应商\t中标金额（元）\n某公司\t1,280,000.00\n", "没有标题或栏目写明"),
    ],
)
def test_a_regulation_and_a_tender_are_no_disclosures(text, reason):
    document = mb.read(text.encode(), name="a.md")
    assert document.scope.kind == "nothing"
    assert reason in document.scope.reason
    assert mb.check(document).to_text().count("\n") == 1
