"""Headers of text tables whose words do not stand above their columns: known as a whole, and given back in order."""

import medinsure_budget as mb

TABLE = """云溪市医疗保障局2022年度部门决算

                       收入决算表
                                                      单位：万元
            项目                                                               附属单
                                                上级补
功能分类                    本年收入合计 财政拨款收入                   事业收入      经营收入       位上缴     其他收入
                科目名称                            助收入
科目编码                                                                          收入
               合计       100020.00    100000.00    0.00      20.00       0.00    0.00       0.00
  201     一般公共服务支出          20.00         0.00    0.00      20.00       0.00    0.00       0.00
 20114     知识产权事务           20.00         0.00    0.00      20.00       0.00    0.00       0.00
2011401     行政运行             20.00         0.00    0.00      20.00       0.00    0.00       0.00
  202     外交支出          100000.00    100000.00    0.00       0.00       0.00    0.00       0.00
 20201     外交管理事务        100000.00    100000.00    0.00       0.00       0.00    0.00       0.00
2020101     行政运行         100000.00    100000.00    0.00       0.00       0.00    0.00       0.00
"""


def read(text):
    return mb.read(text.encode(), name="样本.txt")


def columns(document):
    return [(row.code, name, str(money.amount)) for sheet in document.sheets for row in sheet for name, money in row.figures()]


def test_words_of_a_header_that_lean_over_their_neighbours_head_their_own_columns():
    document = read(TABLE)
    found = columns(document)
    assert ("202", "total", "100000.00") in found
    assert ("202", "appropriation", "100000.00") in found
    assert ("201", "service_income", "20.00") in found
    assert {name for _, name, _ in found} == {
        "total", "appropriation", "grants_from_above", "service_income", "business_income", "remittances_from_below", "other_income",
    }  # fmt: skip
    assert any(note.kind == "repaired" and "表头各词" in note.message for note in document.notes)


def test_columns_that_are_not_as_many_as_the_header_s_keep_the_words_above_them():
    lines = [line[: line.rfind("    ")] if line.strip().endswith(".00") else line for line in TABLE.splitlines()]
    document = read("\n".join(lines))
    assert not any("表头各词" in note.message for note in document.notes)
