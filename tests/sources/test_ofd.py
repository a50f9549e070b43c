"""OFD pages: words and rulings by position, templates, turned and clipped things, and what lies over a page."""

from pathlib import Path

import pytest

import medinsure_budget as mb
from medinsure_budget.errors import EncryptedFileError, LimitExceededError, UnreadableFileError
from medinsure_budget.evidence import Grid, Line
from medinsure_budget.sources import Limits, open_source
from medinsure_budget.sources.ofd import objects
from tests.sources.ofd_writer import SPACE, as_ofd, line, ofd, page, ruled, text

SHARED = Path(__file__).resolve().parents[2] / "../shared"
XS, YS = (20, 90, 140), (50, 60, 70, 80)
ROWS = [["项目", "金额"], ["一、基本支出", "1,386.05"], ["二、项目支出", "0.00"]]
WHITE = '<ofd:FillColor Value="255 255 255"/>'


def read(*pages, **parts):
    return open_source(ofd(*pages, **parts), name="样本.ofd")


def grids(source, number=1):
    return [block for block in source.pages[number - 1].blocks if isinstance(block, Grid)]


def lines(source, number=1):
    return [block.text for block in source.pages[number - 1].blocks if isinstance(block, Line)]


def table(grid):
    return [[grid.text(row, column) for column in range(grid.width)] for row in range(grid.height)]


def test_a_ruled_table_becomes_a_grid_between_its_lines():
    source = read(page(ruled(XS, YS, ROWS), text(60, 40, "支出预算总表"), text(20, 95, "注：云溪市医疗保障局编制。")))
    title, grid, remark = source.pages[0].blocks

    assert source.format == "ofd"
    assert source.notes == ()
    assert (title.text, remark.text) == ("支出预算总表", "注：云溪市医疗保障局编制。")
    assert table(grid) == ROWS
    assert round(grid.box.left * 25.4 / 72, 3) == 20


def test_steps_may_be_repeated_and_never_outrun_the_characters():
    repeated = page(text(20, 40, "云溪市医疗保障局", deltas="g 7 4"), text(20, 50, "1,386.05", deltas="g 99999999999 2"))

    assert lines(read(repeated)) == ["云溪市医疗保障局", "1,386.05"]


def test_matrices_boundaries_and_page_areas_place_things():
    moved = text(0, 0, "金额", more='CTM="2 0 0 2 30 40"')
    source = read(page(moved, size="10 10 100 100", more=""))
    (found,) = source.pages[0].blocks

    assert found.text == "金额"
    assert [round(side * 25.4 / 72, 2) for side in (found.box.left, found.box.bottom)] == [20.0, 34.96]


def test_templates_lie_below_their_pages():
    template = page(ruled(XS, YS, [["项目", "金额"], [], []]))
    common = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    words = text(21, 68.5, "一、基本支出") + text(91, 68.5, "1.00")
    source = read(
        page(words, more='<ofd:Template TemplateID="9" ZOrder="Background"/>'),
        common=common,
        parts={"Doc_0/Tpls/Tpl_0/Content.xml": template},
    )

    assert table(grids(source)[0]) == [["项目", "金额"], ["一、基本支出", "1.00"], ["", ""]]


@pytest.mark.parametrize("matrix", ["0 1 -1 0 180 0", "0 -1 1 0 0 180", "-1 0 0 -1 180 180"])
def test_turned_pages_are_read_upright(matrix):
    block = f'<ofd:CompositeObject ID="7" Boundary="0 0 200 200" ResourceID="8" CTM="{matrix}"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="8"><ofd:Content>{ruled(XS, YS, ROWS)}</ofd:Content></ofd:CompositeGraphicUnit>'
    resource = f"<ofd:Res {SPACE}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>"
    source = read(page(block), common="<ofd:PublicRes>Res.xml</ofd:PublicRes>", parts={"Doc_0/Res.xml": resource})

    assert table(grids(source)[0]) == ROWS


def test_what_is_clipped_white_slanted_or_off_the_page_is_left_out_with_a_note():
    clip = (
        '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 30 10">'
        "<ofd:AbbreviatedData>M 0 0 L 17 0 L 17 10 L 0 10 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>"
    )
    source = read(
        page(
            text(20, 40, "看得见被裁", inner=clip),
            text(20, 50, "9,999.00", inner=WHITE),
            text(20, 60, "8,888.00", more='Visible="false"'),
            text(300, 70, "页外"),
            text(60, 150, "内部资料", more='CTM="0.7 0.7 -0.7 0.7 0 0"'),
        )
    )

    assert lines(source) == ["看得见被"]
    assert [(note.kind, note.message[:7]) for note in source.notes] == [
        ("ignored", "本页有3个字符"), ("ignored", "本页有8个字符"), ("ignored", "本页有4个斜置"),
    ]  # fmt: skip


def test_white_rules_make_no_columns_and_styles_are_inherited():
    resource = (
        f'<ofd:Res {SPACE}><ofd:DrawParams><ofd:DrawParam ID="5"><ofd:StrokeColor Value="255 255 255"/></ofd:DrawParam>'
        '<ofd:DrawParam ID="6" Relative="5"/></ofd:DrawParams></ofd:Res>'
    )
    pale = line(115, 50, 115, 80, more='DrawParam="6"')
    source = read(
        page(ruled(XS, YS, ROWS), pale), common="<ofd:DocumentRes>R.xml</ofd:DocumentRes>", parts={"Doc_0/R.xml": resource}
    )

    assert table(grids(source)[0]) == ROWS


def test_seals_watermarks_and_signatures_are_left_out_with_notes():
    annotations = f'<ofd:Annotations {SPACE}><ofd:Page PageID="0"><ofd:FileLoc>Annots/A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'
    notes = "".join(
        f'<ofd:Annot Type="{kind}" ID="1"><ofd:Appearance Boundary="0 0 9 9">{text(20, 60, "9,999.00")}</ofd:Appearance></ofd:Annot>'
        for kind in ("Watermark", "Stamp", "Stamp", "Link")
    )
    source = read(
        page(ruled(XS, YS, ROWS)),
        document="<ofd:Annotations>Annotations.xml</ofd:Annotations>",
        body="<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>",
        parts={
            "Doc_0/Annotations.xml": annotations,
            "Doc_0/Annots/A.xml": f"<ofd:PageAnnot {SPACE}>{notes}</ofd:PageAnnot>",
            "Doc_0/Signs/Signatures.xml": f'<ofd:Signatures {SPACE}><ofd:Signature ID="1"/></ofd:Signatures>',
        },
    )

    assert table(grids(source)[0]) == ROWS
    assert [note.message for note in source.notes] == [
        "文件带有1个电子签名或签章，印章上的文字没有读取，签名没有验证",
        "本页有1个水印，没有读取", "本页有2个印章，没有读取", "本页有1个批注，没有读取",
    ]  # fmt: skip


PICTURE = b"\x89PNG picture"
SCAN = {
    "common": "<ofd:DocumentRes>R.xml</ofd:DocumentRes>",
    "parts": {
        "Doc_0/R.xml": f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="4" Type="Image">'
        "<ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
        "Doc_0/Res/a.png": PICTURE,
    },
}
IMAGE = '<ofd:ImageObject ID="3" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="4"/>'


def test_a_scanned_page_is_reported_and_offers_recognition():
    source = read(page(IMAGE), **SCAN)

    assert source.pages[0].blocks == ()
    assert [(note.kind, "ocr" in note.message) for note in source.notes] == [("unread", True)]


def test_a_scanned_page_is_given_to_the_callers_recognition():
    seen = []
    found = open_source(ofd(page(IMAGE), **SCAN), ocr=lambda picture: seen.append(picture) or "单位：万元\n")

    assert seen == [PICTURE]
    assert lines(found) == ["单位：万元"]
    assert [note.kind for note in found.notes] == ["repaired"]


def test_encrypted_damaged_and_endless_files_are_refused_by_name():
    with pytest.raises(EncryptedFileError, match="已加密"):
        read(page(), parts={"Encryptions.xml": "<x/>"})
    with pytest.raises(UnreadableFileError, match=r"样本.ofd.*Content.xml 格式有误"):
        read("<ofd:Page")
    with pytest.raises(UnreadableFileError, match="没有页面"):
        read()
    unit = '<ofd:CompositeGraphicUnit ID="8"><ofd:Content>{}</ofd:Content></ofd:CompositeGraphicUnit>'
    again = '<ofd:CompositeObject ID="7" Boundary="0 0 9 9" ResourceID="8"/>' * 9
    resource = f"<ofd:Res {SPACE}><ofd:CompositeGraphicUnits>{unit.format(again)}</ofd:CompositeGraphicUnits></ofd:Res>"
    bomb = ofd(page(again), common="<ofd:PublicRes>Res.xml</ofd:PublicRes>", parts={"Doc_0/Res.xml": resource})
    with pytest.raises(LimitExceededError, match="对象和字符太多"):
        open_source(bomb, limits=Limits(max_seconds=0.5))


def test_what_templates_repeat_counts_for_each_use(monkeypatch):
    monkeypatch.setattr(objects, "_MOST_OBJECTS", 500)
    common = '<ofd:TemplatePage ID="9" BaseLoc="T.xml"/>'
    words = page(text(20, 40, "云上县水务局") * 10)
    used = '<ofd:Template TemplateID="9"/>'
    few, many = (ofd(page(more=used * times), common=common, parts={"Doc_0/T.xml": words}) for times in (2, 20))

    assert open_source(few).pages[0].blocks
    with pytest.raises(LimitExceededError, match="第 1 页的对象和字符太多"):
        open_source(many)


def test_pages_beyond_the_limit_are_reported():
    source = open_source(ofd(*[page(text(20, 40, "甲"))] * 3), limits=Limits(max_pages=2))

    assert len(source.pages) == 2
    assert "共3页" in source.notes[-1].message


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not here")
def test_the_page_of_a_real_file_is_read_as_printed():
    source = open_source(SHARED / "ofd/standard_page.ofd")

    assert table(grids(source)[0]) == [
        ["名称", "类型", "说明", "可选/必选"],
        ["CodePosition", "xs:int", "TextCode中字符编码的起始位置，从0开始", "必选"],
        ["CodeCount", "xs:int", "变换关系中字符的数量，该数值应大于或等于1，否则属于错误描述，默认为1", "可选"],
        ["GlyphCount", "xs:int", "变换关系中字型索引的个数，该数值应大于或等于1，否则属于错误描述，默认为1", "可选"],
        ["Glyphs", "ST_Array", "变换关系中字型索引列表", "可选"],
    ]
    assert lines(source)[0] == "11.4字型变换"
    assert lines(source, 2)[0] == "2、多对一"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not here")
@pytest.mark.parametrize("path", sorted((SHARED / "corpus/pdf").glob("*.pdf")), ids=lambda path: path.stem)
def test_a_pdf_written_as_ofd_has_the_same_figures(path):
    data = path.read_bytes()
    printed, again = (mb.read(content, name="样本").to_frame() for content in (data, as_ofd(data)))

    assert printed.drop(columns="sha256").equals(again.drop(columns="sha256"))
