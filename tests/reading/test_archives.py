"""Archives with several files: one document, or several."""

import zipfile
from io import BytesIO

import pytest

import medinsure_budget as mb
from medinsure_budget.errors import SeveralDocumentsError

HEAD = "| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n"
ROWS = "| 210 | 卫生健康支出 | {0} | {0} | |\n| 21015 | 医疗保障管理事务 | {0} | {0} | |\n|  | 合计 | {0} | {0} | |\n"


def table(agency="云溪市医疗保障局", year=2024, amount="12.50", kind="预算"):
    title = f"{agency}{year}年部门{kind}" if agency else f"{year}年部门{kind}"
    return f"# {title}\n\n## {year}年部门支出{kind}总表\n\n单位：万元\n\n{HEAD}{ROWS.format(amount)}"


def text(agency="云溪市医疗保障局", year=2024):
    return f"# {agency}{year}年部门预算情况说明\n\n一、关于{year}年收支预算情况的总体说明\n\n{year}年支出预算12.50万元。\n"


def zipped(**members):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.md", content)
    return out.getvalue()


def test_tables_beside_text_are_one_document():
    document = mb.read(zipped(说明=text(), 附表=table(agency="")), name="公开.zip")

    assert (document.agency.name, document.year) == ("云溪市医疗保障局", 2024)
    assert document["2024年部门支出预算总表"]["21015"].name == "医疗保障管理事务"
    assert document.sections


@pytest.mark.parametrize(
    "other",
    [table(agency="清河县医疗保障局"), table(year=2023), table(kind="决算")],
)
def test_different_documents_are_named_and_none_is_chosen(other):
    with pytest.raises(SeveralDocumentsError, match=r"公开\.zip.*2份.*乙\.md.*甲\.md（云溪市医疗保障局2024年预算）"):
        mb.read(zipped(甲=table(), 乙=other), name="公开.zip")


def test_read_many_yields_each_document_of_an_archive(tmp_path):
    path = tmp_path / "公开.zip"
    path.write_bytes(zipped(甲表=table(), 甲说明=text(), 乙=table("清河县医疗保障局", amount="8.00"), 丙=table(year=2023)))
    (tmp_path / "单独.md").write_text(table("单独县医疗保障局"), encoding="utf-8")
    results = list(mb.read_many(tmp_path))

    assert [(r.path.name, r.agency.name, r.year) for r in results] == [
        ("丙.md", "云溪市医疗保障局", 2023),
        ("乙.md", "清河县医疗保障局", 2024),
        ("甲表.md、甲说明.md", "云溪市医疗保障局", 2024),
        ("单独.md", "单独县医疗保障局", 2024),
    ]
    assert all(result.ok and not result.others for result in results)
    assert len({result.sha256 for result in results}) == 4


def test_a_broken_member_is_a_note_of_the_document_beside_it():
    out = BytesIO(zipped(甲=table()))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("图.png", b"\x89PNG")
    document = mb.read(out.getvalue(), name="公开.zip")

    assert any("图.png" in note.message for note in document.notes)
