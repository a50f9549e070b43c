"""The explained terms of fictional documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.document.narrative import Section
from medinsure_budget.evidence import Line
from medinsure_budget.reading.text.glossary import read_glossary
from medinsure_budget.reading.text.sections import Body, read_sections


def glossary(*texts):
    return read_glossary(read_sections(Body.of([(1, Line(text, n)) for n, text in enumerate(texts, start=1)])).tree)


def test_terms_are_numbered_names_with_their_meaning():
    found = glossary(
        "三、名词解释",
        "1.财政拨款收入：指本级财政部门当年拨付的资金。",
        "2. “三公”经费：纳入管理的经费。其中，因公出国（境）费反映差旅支出；公务接待费反映接待支出。",
        "3.卫生健康支出（类）医疗保障管理事务（款）行政运行（项）指反映行政单位的基本支出。",
    )
    assert [(t.number, t.name, t.meaning) for t in found] == [
        ("1.", "财政拨款收入", "指本级财政部门当年拨付的资金。"),
        ("2.", "“三公”经费", "纳入管理的经费。其中，因公出国（境）费反映差旅支出；公务接待费反映接待支出。"),
        ("3.", "卫生健康支出（类）医疗保障管理事务（款）行政运行（项）", "指反映行政单位的基本支出。"),
    ]


@pytest.mark.parametrize("number", ["1.", "一、", "（一）", "1、", ""])
def test_any_numbering_will_do(number):
    found = glossary("第四部分 名词解释", f"{number}基本支出：指为保障机构正常运转、完成日常任务而发生的支出，包括人员经费和公用经费。")
    assert [(t.name, t.meaning[:5], t.meaning[-1]) for t in found] == [("基本支出", "指为保障机", "。")]


def test_a_short_explanation_keeps_its_full_stop():
    (term,) = glossary("三、名词解释", "8.项目支出：是为完成特定任务所发生的支出。")
    assert (term.name, term.meaning) == ("项目支出", "是为完成特定任务所发生的支出。")


def test_a_term_torn_by_a_page_break_is_whole_again():
    (term,) = glossary(
        "四、名词解释", "18.科学技术支出（类）科技条件与服务（款）其他科", "技条件与服务支出（项）：指其他用于科技条件方面的支出。"
    )
    assert term.name == "科学技术支出（类）科技条件与服务（款）其他科技条件与服务支出（项）"


def test_table_titles_behind_the_last_term_are_no_explanation():
    section = Section("23.", "提租补贴（项）", 2, "指按标准发放的补贴。\n2024年部门收支预算总表\n单位：万元")
    (term,) = read_glossary([Section("三、", "名词解释", 1, children=(section,))])
    assert term.meaning == "指按标准发放的补贴。"


def test_terms_in_groups_are_found_below_the_group():
    terms = tuple(Section(f"{n}.", name, 3, f"指{name}。") for n, name in enumerate(["事业收入", "其他收入"], start=1))
    found = read_glossary([Section("三、", "名词解释", 1, children=(Section("（一）", "收入", 2, children=terms),))])
    assert [t.name for t in found] == ["事业收入", "其他收入"]


def test_other_parts_explain_nothing():
    assert glossary("一、部门概况", "1.财政拨款收入：指拨付的资金。") == ()
    assert glossary("三、名词解释", "无。") == ()


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_words_under_the_title_give_terms_with_a_name_and_a_meaning(texts):
    assert all(term.name and term.meaning for term in glossary("三、名词解释", *texts))
