"""Documents printed anew with the differences of other offices say what they said."""

import sys
from pathlib import Path

import pytest
from printing import needs_office, to_pdf

from medinsure_budget.reading import read

sys.path.insert(0, str(Path(__file__).parent))
import variants

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "../shared/corpus"
CASES = ROOT / "tests/cases"
_SETS = ("the_thirteen_budget_tables_of_jiangsu", "the_thirteen_final_account_tables_of_jiangsu")
SOURCES = {
    **{path.stem: path for path in sorted((ROOT / "examples/data").glob("*.md"))},
    **{name: CASES / f"{name}.md" for name in _SETS},
    **{name: CORPUS / f"pdf/{name}.pdf" for name in ("sh02", "js05")},
}
CHANGES = {
    "inside the rules": variants.inside_the_rules,
    "thousands": variants.thousands,
    "full width": variants.full_width,
    "strokes for blanks": variants.dashes_for_blanks,
    "blank rows": variants.blank_rows,
    "remark inside": variants.remark_inside,
    "codes with blanks": variants.codes_with_blanks,
    "code columns": lambda d: variants.in_columns(d, parts_only=False),
    "parts of codes": lambda d: variants.in_columns(d, parts_only=True),
}
PAGES = {
    "without header": {"repeat_header": False},
    "with header": {"repeat_header": True},
    "with header and title": {"repeat_header": True, "repeat_title": True},
    "with title alone": {"repeat_header": False, "repeat_title": True},
    "with a line that says so": {"repeat_header": True, "continued": ("（续表）", "\t单位：万元")},
}
CODED = ("{code} {name}", "[{code}]{name}", "{code}-{name}", "{name}[{code}]", "{code}{name}")
TITLES = (
    "附表3-1\n{title}\n{agency}\t{unit}",
    "表三\n{title}\n{agency}\t{unit}",
    "预算01表\n{bare}\n{agency}\t{unit}",
    "{title}\n财决公开05表\n{agency}\n金额{unit}",
    "附件2：\n{title}\n{agency}\t金额{unit}",
    "附件2：{title}\n{agency}\t{unit}",
    "{year}部门\n{bare}\n{agency}\t{unit}",
    "表3-{title}\n{agency}\t{unit}",
    "（三）{title}\n{unit}",
    "{bare}（{year}）\n{agency}\n{unit}",
    "01表\n{bare}\n{unit}",
    "{agency}\t{unit}\n{title}",
    "《{title}》\n{unit}",
    "{title}\t{unit}",
    "{bare}\n{year}度\n{agency}\t{unit}",
    "{bare}\n（{year}度）\n{agency}\t{unit}",
)
PRINTS = {
    "landscape": ({}, lambda d: d),
    "portrait with running lines": (
        {"landscape": False, "repeat": True, "footer": "— &P —", "header": "云溪市某局2024年部门预算"},
        variants.thousands,
    ),
    "roomy rows inside the rules": ({"roomy": 2.5, "footer": "第 &P 页 共 &N 页"}, variants.inside_the_rules),
    "everything repeated": (
        {"roomy": 2.5, "repeat": "all", "footer": "&P"},
        lambda d: variants.blank_rows(variants.remark_inside(d)),
    ),
}


@pytest.fixture(params=SOURCES, ids=str)
def original(request):
    path = SOURCES[request.param]
    if not path.exists():
        pytest.skip("the corpus is not here")
    if path.parent == CASES:
        return read(path.read_text(encoding="utf-8").partition("=====")[0].encode())
    return read(path)


def heading(document):
    return f"{document.agency.name}{document.year}年部门{'预算' if document.kind == 'budget' else '决算'}"


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("write", [variants.as_markdown, variants.as_html, variants.as_xlsx], ids=lambda w: w.__name__)
def test_a_different_print_says_the_same(original, change, write):
    document = read(write([change(d) for d in variants.draw(original)], heading(original)))

    assert variants.figures(document) == variants.figures(original)


@pytest.mark.parametrize("pages", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("write", [variants.as_markdown, variants.as_html], ids=lambda w: w.__name__)
def test_tables_over_many_pages_are_one_table(original, pages, write):
    drawings = [piece for d in variants.draw(original) for piece in variants.pieces(d, 5, **pages)]

    assert variants.figures(read(write(drawings, heading(original)))) == variants.figures(original)


@pytest.mark.parametrize("row", [lambda d: d.header, lambda d: d.height - 1], ids=["header alone", "last row alone"])
@pytest.mark.parametrize("write", [variants.as_markdown, variants.as_html], ids=lambda w: w.__name__)
def test_a_header_or_a_last_row_may_stand_alone_on_its_page(original, row, write):
    drawings = [piece for d in variants.draw(original) for piece in variants.broken_at(d, row(d))]
    document = read(write(drawings, heading(original)))

    assert variants.figures(document) == variants.figures(original)


def test_the_unit_may_stand_in_the_header(original):
    drawings = [variants.unit_in_header(d) for d in variants.draw(original)]

    document = read(variants.as_html(drawings, heading(original)))

    # The headers of columns that no form declares hold the unit as well.
    assert variants.figures(document, fields=False) == variants.figures(original, fields=False)


@pytest.mark.parametrize("form", CODED)
def test_codes_in_one_cell_with_names_are_codes(original, form):
    drawings = [variants.in_one_cell(d, form) for d in variants.draw(original)]
    document = read(variants.as_html(drawings, heading(original)))
    with_codes = {sheet.title for sheet in original.sheets if sheet.form.form.rows in ("functional", "economic")}

    def of_subjects(figures):
        return {key: n for key, n in figures.items() if key[0] in with_codes}

    assert of_subjects(variants.figures(document)) == of_subjects(variants.figures(original))


@pytest.mark.parametrize("title", TITLES, ids=lambda t: t.replace("\n", "/").replace("\t", " "))
def test_titles_numbers_and_units_are_found_wherever_they_stand(original, title):
    drawings = [variants.titled(d, title) for d in variants.draw(original)]
    document = read(variants.as_markdown(drawings, heading(original)))

    assert variants.figures(document, titles=False) == variants.figures(original, titles=False)
    assert [sheet.form for sheet in document.sheets] == [sheet.form for sheet in original.sheets]
    assert all(sheet.title for sheet in document.sheets)


@needs_office
def test_workbooks_printed_as_pdf_say_the_same(original, tmp_path):
    drawings = variants.draw(original)
    books = {
        name: variants.as_xlsx([change(d) for d in drawings], heading(original), **printing)
        for name, (printing, change) in PRINTS.items()
    }
    for name, data in to_pdf(books, ".xlsx", tmp_path).items():
        assert variants.figures(read(data)) == variants.figures(original), name
