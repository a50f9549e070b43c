"""The profile of fictional agencies: wordings that differ from place to place, and texts that say little."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medinsure_budget.document.performance import Performance, SelfEvaluation
from medinsure_budget.document.plain import from_plain, to_plain
from medinsure_budget.document.profile import Count, Execution, Profile, UnitCode
from medinsure_budget.evidence import Line
from medinsure_budget.forms import Income, Sheet, ThreePublics
from medinsure_budget.money import Money, Unit
from medinsure_budget.reading.profile import read_profile
from medinsure_budget.reading.text.sections import Body, read_sections


def lines(*texts):
    return [(1, Line(text, number)) for number, text in enumerate(texts, start=1)]


def profile(*texts, sheets=(), performance=None):
    given_lines = lines(*texts)
    body = Body.of(given_lines)
    return read_profile(read_sections(body).tree, body.paragraphs.items, given_lines, sheets, performance)


def organised(*texts):
    return profile("一、部门概况", "（二）机构设置", *texts)


def other(*texts):
    return profile("二、预算安排情况说明", "（十）其他重要事项的情况说明", *texts)


def test_duties_keep_their_numbers_and_their_words():
    found = profile(
        "一、部门概况",
        "（一）主要职能",
        "根据《云溪市医疗保障局职能配置规定》（云委办〔2019〕26号），云溪市医疗保障局是市政府工作部门，为正处级。主要职责是：",
        "1.贯彻医疗保障法律法规。",
        "2.职能转变。推进支付方式改革，",
        "提高基金使用效率。",
        "（二）机构设置",
        "从预算单位构成看，云溪市医疗保障局部门预算包括：局本级预算、局属事业单位预算。",
    )
    assert [(f.number, f.text) for f in found.functions.items] == [
        ("1.", "贯彻医疗保障法律法规。"),
        ("2.", "职能转变。推进支付方式改革，提高基金使用效率。"),
    ]
    assert (found.rank, found.nature, found.founding_document) == ("正处级", "市政府工作部门", "云委办〔2019〕26号")
    assert found.budget_composition == ("局本级预算", "局属事业单位预算")
    assert found.unit_functions == ()


def test_a_branch_names_its_superior():
    found = profile("一、单位概况", "（一）单位职责", "西山分局是云溪市医疗保障局的派出机构。", "1.经办医保业务。")
    assert (found.nature, found.superior) == ("云溪市医疗保障局的派出机构", "云溪市医疗保障局")


@pytest.mark.parametrize(
    ("text", "names", "count"),
    [
        ("本单位内设：办公室、待遇保障科、基金监管科。", ("办公室", "待遇保障科", "基金监管科"), None),
        ("云溪市医疗保障局设下列内设机构：办公室、待遇保障处。", ("办公室", "待遇保障处"), None),
        ("机关设4个内设机构，包括：办公室、法规处（信访处）、预算处。", ("办公室", "法规处（信访处）", "预算处"), 4),
        ("本部门内设机构包括办公室、待遇处、机关党委等3个内设机构。", ("办公室", "待遇处", "机关党委"), 3),
        ("本单位没有变化。", (), None),
    ],
)
def test_departments_in_a_sentence(text, names, count):
    found = organised(text, "以上为机构情况。")
    assert (() if found is None else found.departments) == names
    assert (None if found is None else found.department_count) == count


def test_lists_of_departments_and_units_are_told_apart_by_the_words_above_them():
    departments = ["（一）机关内设机构", "1.办公室", "2.基金监管处"]
    units = ["（二）下属事业单位", "1.云溪市医疗保障服务中心", "2.云溪市医保信息中心"]
    found = profile("一、主要职能", "二、机构设置和所属单位情况", *departments, *units, "三、收支预算总体情况")
    assert found.departments == ("办公室", "基金监管处")
    assert found.units == ("云溪市医疗保障服务中心", "云溪市医保信息中心")


def test_units_in_brackets_and_in_sentences():
    found = organised("部门预算为局本级预算（含两个下属事业单位：云溪市医保服务中心、云溪市医保信息中心）。")
    assert found.units == ("云溪市医保服务中心", "云溪市医保信息中心")
    found = organised("纳入2024年度部门预算编制范围的下属预算单位包括：云溪市医保服务中心。")
    assert found.units == ("云溪市医保服务中心",)


def test_posts_and_people_by_kind():
    found = organised("人员情况：行政编制 12 名，事业编制 8 名。设局长1名，副局长3名；股级领导职数5名。现有在职人员18人。")
    assert [(c.label, c.number) for c in found.staff] == [
        ("行政编制", 12),
        ("事业编制", 8),
        ("局长", 1),
        ("副局长", 3),
        ("股级领导职数", 5),
        ("在职人员", 18),
    ]
    (post,) = organised("云溪市医疗保障局行政人员编制 12 人，机构设置包括 3 个内设机构。").staff
    assert post == Count("行政人员编制", 12)


def test_vehicles_and_equipment_that_are_there_not_those_to_be_bought():
    found = other(
        "3.国有资产占有使用情况",
        "截至2023年8月31日，云溪市医疗保障局共有车辆7辆，其中：机要通信用车1辆、其他用车6辆；单价100万元（含）以上设备（不含车辆）2台（套）。",
        "2024年部门预算安排购置车辆1辆，其中：其他用车1辆；安排购置单价100万元（含）以上设备（不含车辆）3台（套）。",
    )
    assert (found.vehicles.total, found.vehicles.as_of, found.vehicles.planned) == (7, "2023-08-31", 1)
    assert found.vehicles.by_use == (Count("机要通信用车", 1), Count("其他用车", 6))
    assert [(e.kind, e.threshold, e.number) for e in found.equipment] == [("设备（不含车辆）", Money("100", "万元"), 2)]


def test_uses_of_vehicles_may_stand_in_a_sentence_of_their_own():
    found = other("3.国有资产占用情况", "本部门共有车辆5辆。其中，一般公务用车3辆、其他用车2辆。单价20万元（含）以上的设备6台（套）。")
    assert found.vehicles.by_use == (Count("一般公务用车", 3), Count("其他用车", 2))
    assert [(e.kind, e.number) for e in found.equipment] == [("设备", 6)]


def test_procurement_with_what_small_enterprises_received():
    found = other(
        "2.政府采购支出说明",
        "2023年度政府采购支出总额1,200.50万元，其中：政府采购货物支出200.50万元、政府采购工程支出0万元、政府采购服务支出1000万元。"
        "授予中小企业合同金额900万元，占政府采购支出总额的74.97%。其中，授予小微企业合同金额300万元。",
    ).procurement
    assert (found.total, found.goods) == (Money("1200.50", "万元"), Money("200.50", "万元"))
    assert (found.works, found.services) == (Money("0", "万元"), Money("1000", "万元"))
    assert (found.small_and_medium, found.small_and_micro) == (Money("900", "万元"), Money("300", "万元"))


def test_operating_expense_of_final_accounts_keeps_its_budget_and_completion():
    found = other(
        "1.机关运行经费支出说明",
        "2023年度机关运行经费年初预算数为20.00万元，支出决算为25.50万元，完成年初预算的127.50%，比2022年度减少1.50万元，下降5.56%。",
    ).operating_expense
    assert (found.amount, found.budget, found.completion) == (Money("25.50", "万元"), Money("20.00", "万元"), Decimal("127.50"))
    assert (found.change.direction, found.change.percent, found.change.base) == ("decrease", Decimal("5.56"), "2022年度")


def test_a_definition_in_the_glossary_is_no_figure_of_the_agency():
    text = "机关运行经费：指运行经费预算100万元以上的单位，共有车辆3辆。"
    assert profile("三、名词解释", f"1.{text}") is None


def test_rates_need_as_many_names_as_figures():
    sentence = "其中“甲项目”、“乙项目”完成执行率分别为99.50%、100.00%。"
    found = other("4.预算绩效情况说明", f"一级项目1个，二级项目2个，共涉及资金30万元。{sentence}").performance
    assert found.executions == (Execution("甲项目", Decimal("99.50")), Execution("乙项目", Decimal("100.00")))
    assert (found.first_level, found.second_level, found.amount) == (1, 2, Money("30", "万元"))
    broken = other("4.预算绩效情况说明", "一级项目1个。其中“甲项目”完成执行率分别为99.50%、100.00%。").performance
    assert broken.executions == ()


def test_the_cover_and_the_unit_line():
    found = profile(
        "2021年度部门预算报表",
        "公开日期：2021-02-20",
        "单位负责人：林青 财务负责人：周岚 经办人：沈一帆",
        "216-云溪市医疗保障局 单位：万元",
    )
    assert found.publication_date == "2021-02-20"
    assert found.people == (("单位负责人", "林青"), ("财务负责人", "周岚"), ("经办人", "沈一帆"))
    assert found.unit_codes == (UnitCode("216", "云溪市医疗保障局"),)


def test_codes_come_from_tables_and_performance_forms_too():
    rows = (Income(name="合计"), Income(unit_code="216001", name="云溪市医疗保障局（本级）"))
    evaluation = SelfEvaluation(department="216-云溪市医疗保障局", unit="216002-云溪市医保服务中心")
    found = profile(
        "我局概况。",
        sheets=[Sheet(form=Income, title="收入预算总表", unit=Unit.WAN, rows=rows)],
        performance=Performance(self_evaluations=(evaluation,)),
    )
    assert [c.code for c in found.unit_codes] == ["216", "216001", "216002"]


def test_three_publics_come_from_the_table_where_no_text_states_them():
    row = ThreePublics(name="合计", total=Money("4.20", "万元"), reception=Money("4.20", "万元"))
    found = profile("封面", sheets=[Sheet(form=ThreePublics, title="三公经费表", unit=Unit.WAN, rows=(row,))])
    assert (found.three_publics.total, found.three_publics.abroad) == (Money("4.20", "万元"), None)


def test_a_text_that_says_nothing_of_the_agency_gives_no_profile():
    assert profile() is None
    assert profile("Annual report", "Nothing to see here.") is None
    assert profile("一、部门概况", "（一）主要职能", "（二）机构设置") is None


def test_a_profile_survives_plain_data():
    found = organised("本单位内设：办公室、基金监管科。行政编制6名。")
    assert from_plain(to_plain(found), Profile) == found


PARTS = [
    *("一、部门概况", "（一）主要职能", "（二）机构设置", "三、名词解释", "1.", "1.办公室", "内设机构：", "下属单位包括："),
    *("共有车辆辆", "共有车辆3辆，其中，其他用车", "政府采购预算总额万元", "机关运行经费0.00万元，比上年", "行政编制名"),
    *("“三公”经费预算数为", "单位价值50万元以上"),
]


@settings(max_examples=150)
@given(st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=12)), max_size=12))
def test_no_scraps_of_text_are_too_much(texts):
    found = profile(*texts)
    assert found is None or found != Profile()
