import pytest

from medinsure_budget.cli import main


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["2101501", "--year", "2024"], ["2101501 卫生健康支出 / 医疗保障管理事务 / 行政运行", "（2019年—今"]),
        (["210", "--year", "2018"], ["210 医疗卫生与计划生育支出", "21011 行政事业单位医疗"]),
        (["卫生健康支出/医疗保障管理事务"], ["21015 卫生健康支出 / 医疗保障管理事务", "2101506 医疗保障经办事务"]),
        (["城乡医疗救助"], ["2101301 卫生健康支出 / 医疗救助 / 城乡医疗救助", "预算：一般公共预算"]),
        (["医保基金"], []),
        (["30101"], ["行政单位对应：50101 工资奖金津补贴", "事业单位对应：50501"]),
        (["50101"], ["政府预算支出经济分类 款级"]),
        (["101"], ["收入分类 类级"]),
        (["21505"], ["两份草稿不一致", "又作工业和信息产业、工业和信息产业监管支出"]),
        (["--counts", "--year", "2024"], ["210 卫生健康支出：款 14、项 68"]),
        (["--year", "2021", "--changes-since", "2020"], ["改列 2109901 其他卫生健康支出 → 2109999"]),
    ],
)
def test_the_look_up_prints_what_is_known(capsys, arguments, expected):
    code = main(["subjects", *arguments])
    printed = capsys.readouterr().out
    assert code == (0 if expected else 1)
    for part in expected:
        assert part in printed


def test_what_is_not_there_answers_with_what_is_near(capsys):
    assert main(["subjects", "医疗保障管理实务"]) == 1
    assert "21015 卫生健康支出 / 医疗保障管理事务（差1字）" in capsys.readouterr().out
    assert main(["subjects", "2010308", "--year", "2026"]) == 1
    printed = capsys.readouterr().out
    assert "2010308 不在2026年科目中。" in printed
    assert "沿革：信访事务（…—2023年" in printed
    assert main(["subjects", "9999999"]) == 1


def test_misuse_is_told_on_the_error_stream(capsys):
    assert main(["subjects", "210", "--year", "1999"]) == 2
    assert "2007 年到 2099 年" in capsys.readouterr().err
    assert main(["subjects", "--file", "nowhere.csv"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err
    assert main([]) == 2


def test_a_file_is_laid_over_and_its_difference_reported(capsys, tmp_path):
    path = tmp_path / "2024.csv"
    path.write_text("科目编码,科目名称\n301,工资与福利\n", encoding="utf-8")
    assert main(["subjects", "301", "--file", str(path), "--diff"]) == 0
    printed = capsys.readouterr().out
    assert "改名 301 工资福利支出 → 301 工资与福利" in printed
    assert "来自加载的文件" in printed


def test_without_arguments_the_help_is_shown(capsys):
    assert main(["subjects"]) == 0
    assert "--changes-since" in capsys.readouterr().out


def test_a_code_may_be_typed_in_parts(capsys):
    assert main(["subjects", "210", "15", "01", "--year", "2024"]) == 0
    assert "医疗保障管理事务 / 行政运行" in capsys.readouterr().out


def test_a_path_may_be_typed_as_it_is_printed(capsys):
    assert main(["subjects", "卫生健康支出（类）医疗保障管理事务（款）", "--year", "2024"]) == 0
    assert "2101506 医疗保障经办事务" in capsys.readouterr().out


def test_changes_are_those_of_the_code_that_is_asked_for(capsys):
    assert main(["subjects", "210", "--year", "2019", "--changes-since", "2018"]) == 0
    changes = [line for line in capsys.readouterr().out.splitlines() if line.startswith(("  改", "  新增", "  取消"))]
    assert "  改名 210 医疗卫生与计划生育支出 → 210 卫生健康支出" in changes
    assert len(changes) > 5
    assert all("210" in line for line in changes)
    assert main(["subjects", "20115", "--year", "2019", "--changes-since", "2018"]) == 1
    assert "210 卫生健康支出" not in capsys.readouterr().out
