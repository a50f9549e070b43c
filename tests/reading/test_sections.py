"""Running text to a tree: hard wraps, headings of every style, page furniture, bad input."""

from hypothesis import given
from hypothesis import strategies as st

from medinsure_budget.evidence import Line
from medinsure_budget.reading.text.sections import Body, read_sections

WRAPPED = """一、单位概况
（一）主要职能
云溪市医疗保障局贯彻落实党中央、省委、市委关于医疗保障
工作的方针政策。主要职责有：
1.贯彻执行国家和省有关医疗保险、生育保险、医疗救助等医
疗保障法律法规，拟订全市医疗保障政策。
2.指导监督药品、医用耗材的招标采购工作。
二、2024年云溪市医疗保障局单位预算安排情况说
明
（一）关于云溪市医疗保障局2024年收入预算情况说
明
云溪市医疗保障局2024年收入预算1234.50
万元，比上年执行数减少84.73万元，下降12.8%，主要是人员
退休。
12
（二）其他重要事项的情况说明
1.机关运行经费。
2024年云溪市医疗保障局机关运行经费财政拨款预算14.98万
元。
2.公务接待费：2024年安排公务接待费预算0.00万元，与上年
预算数持平。"""


def lines_of(text, page=1):
    return [(page, Line(words, number)) for number, words in enumerate(text.split("\n"), 1) if words]


def flat(sections):
    for section in sections:
        yield section
        yield from flat(section.children)


def named(tree, title):
    return next(s for s in flat(tree) if s.title == title)


def test_hard_wrapped_lines_are_joined_to_paragraphs():
    tree = read_sections(Body.of(lines_of(WRAPPED))).tree
    assert named(tree, "主要职能").text.split("\n") == [
        "云溪市医疗保障局贯彻落实党中央、省委、市委关于医疗保障工作的方针政策。主要职责有：",
        "1.贯彻执行国家和省有关医疗保险、生育保险、医疗救助等医疗保障法律法规，拟订全市医疗保障政策。",
        "2.指导监督药品、医用耗材的招标采购工作。",
    ]


def test_wrapped_headings_are_whole_and_figures_keep_their_unit():
    tree = read_sections(Body.of(lines_of(WRAPPED))).tree
    assert [s.title for s in tree] == ["单位概况", "2024年云溪市医疗保障局单位预算安排情况说明"]
    text = named(tree, "关于云溪市医疗保障局2024年收入预算情况说明").text
    assert text.startswith("云溪市医疗保障局2024年收入预算1234.50万元，比上年")


def test_a_heading_may_stand_on_the_line_of_its_text():
    section = named(read_sections(Body.of(lines_of(WRAPPED))).tree, "公务接待费")
    assert (section.number, section.level) == ("2.", 3)
    assert section.text == "2024年安排公务接待费预算0.00万元，与上年预算数持平。"


def test_page_numbers_are_left_out_and_noted():
    sections = read_sections(Body.of(lines_of(WRAPPED)))
    assert [(n.kind, n.message) for n in sections.notes] == [("ignored", "略过页码1处")]
    assert all("12\n" not in s.text for s in flat(sections.tree))


def test_every_style_of_number_has_its_depth():
    text = "第一部分 概况\n一、职能\n（一）内设机构\n1.办公室\n（1）秘书组\n①文书"
    (part,) = read_sections(Body.of(lines_of(text))).tree
    depths = [(s.number, s.level) for s in flat([part])]
    assert depths == [("第一部分", 1), ("一、", 2), ("（一）", 3), ("1.", 4), ("（1）", 5), ("①", 6)]


def test_markdown_heading_broken_by_a_page_is_repaired():
    lines = [
        (1, Line("二、预算安排情况说明", 1, level=2)),
        (1, Line("（六）关于云溪市医疗保障局2024年一般公共预算基", 3)),
        (1, Line("本支出情况说明", 5, level=2)),
        (1, Line("云溪市医疗保障局2024年一般公共预算基本支出12.00万元。", 7)),
    ]
    sections = read_sections(Body.of(lines))
    assert sections.tree[0].children[0].title == "关于云溪市医疗保障局2024年一般公共预算基本支出情况说明"
    assert [n.kind for n in sections.notes] == ["repaired"]


def test_text_before_the_first_heading_is_a_section_without_number():
    first, second = read_sections(Body.of(lines_of("云溪市医疗保障局\n2024年预算\n一、概况\n本局设3个科室。"))).tree
    assert (first.number, first.title, first.text) == ("", "", "云溪市医疗保障局\n2024年预算")
    assert (second.number, second.title, second.text) == ("一、", "概况", "本局设3个科室。")


def test_paragraphs_know_their_place():
    lines = [*lines_of("一、概况\n本局是政府部门。", 1), *lines_of("下设办公室。", 2)]
    (section,) = read_sections(Body.of(lines)).tree
    assert (section.page, section.line) == (1, 1)
    assert section.places == ((1, 2), (2, 1))


def test_the_contents_list_is_no_section():
    text = (
        "目录\n一、概况\n二、说明\n三、名词解释\n"
        "一、概况\n本局是政府部门。\n二、说明\n无。\n三、名词解释\n1.财政拨款：拨付的资金。"
    )
    sections = read_sections(Body.of(lines_of(text)))
    assert [s.title for s in sections.tree] == ["概况", "说明", "名词解释"]
    assert [e.title for e in sections.contents] == ["概况", "说明", "名词解释"]


def test_running_heads_are_left_out():
    pages = [lines_of(f"云溪市医疗保障局预算\n第{page}页的话在这里写着。", page) for page in range(1, 5)]
    lines = [line for page in pages for line in page]
    sections = read_sections(Body.of(lines))
    assert "云溪市医疗保障局预算" not in "".join(s.text for s in flat(sections.tree))
    assert any("页眉页脚4处" in n.message for n in sections.notes)


def test_sections_out_of_order_and_twice_are_kept():
    tree = read_sections(Body.of(lines_of("三、名词解释\n无。\n一、概况\n甲。\n一、概况\n甲。"))).tree
    assert [s.number for s in tree] == ["三、", "一、", "一、"]


def test_english_words_keep_their_blank_when_joined():
    words = ["The bureau publishes its departmental budget and", "explains every figure of the year, as it must."]
    text = "\n".join(words * 6)
    joined = "".join(s.text for s in flat(read_sections(Body.of(lines_of(text))).tree))
    assert "budget and explains" in joined


def printed(sections):
    for section in flat(sections):
        yield section.number
        yield section.title
        yield section.text


@given(st.lists(st.text("一二三四五（）()123.、：。，万元%abc 概况说明表", max_size=30), max_size=30))
def test_no_word_is_lost(texts):
    lines = [(1 + at // 5, Line(text, at)) for at, text in enumerate(texts)]
    sections = read_sections(Body.of(lines))
    kept = "".join(printed(sections.tree)) + "".join(e.number + e.title for e in sections.contents)
    noted = "".join(n.message for n in sections.notes)
    for text in texts:
        for letter in set(text) - set(" ：:。.、（）()123"):
            assert letter in kept or letter in noted


@given(st.lists(st.text(max_size=40), max_size=20))
def test_any_text_makes_a_tree(texts):
    lines = [(1, Line(text, at)) for at, text in enumerate(texts)]
    assert isinstance(read_sections(Body.of(lines)).tree, tuple)
