"""The real documents of the corpus: their known errors are found, and nothing else is called an error."""

from functools import cache
from time import process_time

import pytest
import truth

from medinsure_budget.checks import check
from medinsure_budget.reading import read

pytestmark = pytest.mark.skipif(not truth.CORPUS.exists(), reason="the corpus is not here")


@cache
def report(name):
    folder = "seeds" if name.startswith("seed") else "pdf"
    path = next((truth.CORPUS / folder).glob(f"{name}.*"))
    return check(read(path))


def found(name, rule):
    return [f for f in report(name).findings if f.rule.id == rule]


# (document, rule, words of the sentence, severity)
KNOWN = [
    ("seed000", "UNT-03", ("医疗保障政策管理", "358", "3580000.00 元"), "error"),
    ("seed000", "STR-01", ("没有任何公开表格",), "warning"),
    ("seed000", "SUB-07", ("10 处",), "info"),
    ("seed000", "TXT-02", ("主要用于主要用于",), "info"),
    ("seed000", "ORG-03", ("部门预算管理",), "info"),
    ("seed000", "STR-23", ("缺少7个",), "info"),
    ("seed001", "BAL-03", ("一般公共预算", "空", "1388.65 万元", "漏填"), "error"),
    ("seed001", "XTB-08", ("1388.65", "1386.05", "2.60", "上年结转"), "info"),
    ("seed001", "NAR-05", ("1002.33", "1002.34"), "info"),
    ("seed001", "NAR-12", ("租赁费",), "warning"),
    ("seed001", "SUB-05", ("实务", "事务"), "warning"),
    ("seed001", "AST-03", ("单位价值0万元", "50 万元"), "warning"),
    ("seed001", "STR-06", ("国有资本经营预算",), "warning"),
    ("seed001", "TXT-05", ("and",), "info"),
    ("seed002", "PRC-04", ("21.04", "127.27"), "error"),
    ("seed002", "PRF-02", ("可持续影响", "15.00", "10.00"), "error"),
    ("seed002", "PRF-08", ("158.70", "158.6025"), "error"),
    ("seed002", "PRF-09", ("中央财政", "区级财政补助"), "warning"),
    ("seed002", "PRF-10", ("医疗救助金的救助",), "info"),
    ("seed002", "PRF-13", ("8个项目", "两个项目"), "warning"),
    ("seed002", "SUB-06", ("其他农业农村支出",), "warning"),
    ("seed002", "ECO-05", ("26.37", "25.23", "1.14"), "warning"),
    ("seed002", "DIR-03", ("增加 0.00 万元", "持平"), "info"),
    ("seed003", "OP-01", ("119.81", "121.81", "2.00"), "info"),
    ("seed003", "AST-04", ("4.50", "0 辆"), "warning"),
    ("seed003", "NAR-04", ("914.69", "914.68"), "info"),
    ("seed003", "NAR-12", ("办公设备购置",), "warning"),
    ("seed003", "ORG-02", ("单位收入预算总表",), "warning"),
    ("seed003", "PRF-14", ("几乎相同",), "info"),
    ("seed004", "STR-01", ("缺少4张", "财政拨款收支预算总表"), "error"),
    ("seed004", "STR-09", ("序号 3 重复",), "info"),
    ("seed004", "UNT-06", ("留空",), "info"),
    ("seed004", "ORG-01", ("区医保分局",), "info"),
    ("sh08", "EMP-03", ("47.91", "空表"), "error"),
    ("sh02", "SUB-04", ("住房保障支出（类）住房保障支出（款）住房公积金（项）",), "warning"),
    ("sh02", "SUB-04", ("其他国土资源事务支出",), "warning"),
    ("sh12", "GRW-07", ("执行数", "预算数"), "info"),
    ("seed002", "PRF-18", ("“优”", "“优秀”"), "info"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rule", "words", "severity"), KNOWN, ids=[f"{k[0]}-{k[1]}-{n}" for n, k in enumerate(KNOWN)])
def test_a_known_defect_is_a_finding(name, rule, words, severity):
    findings = found(name, rule)
    assert findings
    assert any(all(w in f.message for w in words) for f in findings), [f.message for f in findings]
    assert severity in {f.severity for f in findings}


# Each was read by hand in the document: all are true.
ERRORS = {
    "seed000": {"UNT-03"},
    "seed001": {"BAL-03"},
    "seed002": {"PRC-04", "PRF-02", "PRF-08"},
    "seed003": set(),
    "seed004": {"STR-01"},
    "sh02": {"NAR-05", "TXT-01"},
    "sh08": {"EMP-03", "NAR-07"},
    "sh11": set(),
    "sh12": set(),
    "sh19": set(),
    "js03": {"EMP-01"},
    "js05": {"GRW-01", "NAR-04", "PCT-01"},
    "js07": {"GRW-01"},
}


@pytest.mark.parametrize("name", ERRORS)
def test_nothing_but_true_errors_is_called_an_error(name):
    assert {f.rule.id for f in report(name).errors} == ERRORS[name]


@pytest.mark.parametrize(("name", "tails"), [("seed001", 9), ("seed002", 24), ("seed003", 19), ("seed004", 0)])
def test_the_tails_of_the_tables_are_tails(name, tails):
    found = [
        e for e in report(name).evaluations
        if e.verdict == "tail" and e.identity is not None and all(c.sheet is not None for c in e.identity.cells)
    ]  # fmt: skip
    assert len(found) == tails
    assert not [f for f in report(name).findings if f.rule.id.startswith("JNT")]


def test_the_odd_percentages_raise_nothing():
    odd = {"108.31%", "107.78%", "102.34%", "38.41%", "5.01%"}
    judged = [e for e in report("seed002").evaluations if e.printed in odd]
    assert {e.printed for e in judged} == odd
    assert {e.verdict for e in judged} == {"tail"}
    assert len(judged) == 7


@pytest.mark.parametrize("name", ["seed001", "seed002", "seed004"])
def test_every_figure_stands_in_some_relation(name):
    assert 0 not in report(name).coverage


def test_twice_the_rows_take_little_more_than_twice_the_work():
    import synthetic
    from attrs import evolve

    from medinsure_budget.forms import Expenditure

    document = synthetic.budget(5)
    at = next(n for n, s in enumerate(document.sheets) if s.form is Expenditure)
    rows = [document.sheets[at].rows[0]]
    for n in range(3000):
        head, tail = 201 + n // 100, n % 100
        rows.append(evolve(rows[0], name="科目", code=f"{head}{tail:02d}01"))

    def work(count):
        sheet = evolve(document.sheets[at], rows=tuple(rows[:count]))
        large = document.evolve(sheets=(*document.sheets[:at], sheet, *document.sheets[at + 1 :]))
        began = process_time()
        check(large)
        return process_time() - began

    # A busy machine may slow down one run; what grows with the square of the rows takes four times as much each time.
    assert any(work(3000) < 3 * work(1500) for _ in range(3))
