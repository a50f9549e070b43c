"""Names of subjects: what a statement is about, and the path of 类, 款 and 项."""

import re

_YEAR = re.compile(r"(?:截至|截止|到)?(20\d\d)年(?:度|初|末|底)?(?:\d{1,2}月(?:份|\d{1,2}日)?)?")
_NUMBERED = re.compile(r"(?:（[\d一二三四五六七八九十]+）|\d{1,2}[.、](?!\d)|[一二三四五六七八九十]+、|[①-⑳][.、]?)")
_LINKS = re.compile(
    r"(?:其中|此外|另外|同时|主要包括|具体包括|包括|包含|主要有|分别是|分别为|具体为|含|即|以及|[一二三四五六七八九]是|并|和|及|、|：|，)+"
)
_OFFICE = r"(?:局|委员会|委|办公厅|办公室|厅|院|中心|街道办事处|办事处|大队|支队|学校|馆|部门|单位|机关)"
_OFFICE_BEFORE_YEAR = re.compile(rf".*?{_OFFICE}(?:（[^）]*）|本级|本部|机关)*(?=20\d\d年)")
_OFFICE_BEFORE = re.compile(
    rf".{{0,30}}?{_OFFICE}(?:（[^）]*）|本级|本部)*(?:所属)?(?:各|本)?(?:预算)?(?:部门|单位)?(?:及下属预算单位)?(?:共有)?"
    r"(?=(?:本年|本级|一般公共|财政拨款|政府|机关运行|“三公”|收入|收支|支出|国有资本|车辆|三公))"
)
_SELF = re.compile(
    r"(?:本|我|各|全)(?:局|部门|单位|委|院|系统|级|办)(?:本级)?|本年度|单位本级|部门本级|本级(?=机关|一般|财政)"
    r"|所属各?(?:预算)?单位|各预算单位|预算单位(?=共有|车辆)"
)
_OWNED = re.compile(rf".*(?:{_OFFICE}|本级|下属|所属)[^的]*的(?=[^的]{{2,}}$)")
_VERBS = re.compile(
    r"(?:共(?:计|有)?|现有|实有|安排|预计|预算安排|拨付|编制|实现|取得|收到|涉及(?=因公)|全年|当年|年度|开支|财政拨款(?:开支|安排)?的|用于|设|配备|计划)+"
)
_BUDGET_TAIL = re.compile(
    r"(?<=[费用])(?:财政拨款)?(?:支出)?预算(?:支出|安排)?(?:数|金额|额)?$|(?<=[费用款项）”额金出入])预算数$"
)
_ACTUAL_TAIL = re.compile(r"(?:支出)?决算(?:支出)?(?:数|额|金额)?$")
_PROJECT_LABEL = re.compile(r"(?:(.{2,60}?)的项目|(.{2,60}项目))(?:支出)?绩效自评(?:综述|情况|结果)[：。]?")
_BEFORE_NAME = re.compile(r"^.*[“：，；。]|^（\d+）|^\d{1,2}[.、]")
_MARK = re.compile(r"（([类款项])）")
_SUBJECT_NUMBER = re.compile(r"^\d{3,7}(?!\d|年|度)[-—－]?")
_WRAPPED = re.compile(r"^“([^“”]+)”(?:项目|科目|资金|的)*$|^‘([^‘’]+)’(?:项目|科目|的)*$")
_DASHED = re.compile(r"([^\-—]{2,}支出)[-—]+([^\-—]{2,})(?:[-—]+([^\-—]{2,}))?")
_NO_SUBJECT = re.compile(r"(?:基本|项目|人员|公用|经营|上级|补助|拨款|预算|本年)支出$")
_GENERIC = re.compile(
    r"(?:项目|本年|资金|其|金额|数额|支出|预算|决算|费用|本年数|本年预算|该项目|该项|数|经费|上述|总额|决算数|预算数|预算支出|各项|预算安排|安排)?"
)
_PAIR = re.compile(r"(?P<before>.*?)收(?:入)?[、与和及]支(?:出)?(?P<after>.*)")


def year_in(words: str) -> int | None:
    """The first year that the words name."""
    found = _YEAR.search(words)
    return int(found[1]) if found else None


def subject_of(words: str, agency: str = "") -> str:
    """Strip everything from the words before a figure that is not the name of what the figure is about.

    >>> subject_of("云溪市医疗保障局2024年收入预算"), subject_of("2024年安排因公出国（境）费用预算")
    ('收入预算', '因公出国（境）费用')
    """
    name = words
    if agency:
        name = name.replace(agency, "")
    before = None
    while before != name:
        before = name
        for pattern in (_LINKS, _NUMBERED, _OFFICE_BEFORE_YEAR, _YEAR, _SELF, _VERBS):
            if (found := pattern.match(name)) and (found.end() < len(name) or pattern is _YEAR):
                name = name[found.end() :]
    if "“" not in name[:1]:
        name = _cut(_OWNED, _cut(_OFFICE_BEFORE, name))
    for tail in (_BUDGET_TAIL, _ACTUAL_TAIL):
        shorter = tail.sub("", name)
        name = shorter if shorter not in ("", "支出", "收入") else name
    return _SUBJECT_NUMBER.sub("", _unquoted(name)).strip("的，、：")


def project_of(label: str) -> str:
    """The project that a label introduces (某项目绩效自评综述：), empty when it introduces none."""
    found = _PROJECT_LABEL.fullmatch(label)
    return (found[1] or found[2]) if found else ""


def _cut(pattern: re.Pattern[str], name: str) -> str:
    found = pattern.match(name)
    return name[found.end() :] if found and found.end() < len(name) else name


def _unquoted(name: str) -> str:
    found = _WRAPPED.match(name)
    return (found[1] or found[2]) if found else name


def is_generic(subject: str) -> bool:
    """Say whether a name stands for something named before."""
    return bool(_GENERIC.fullmatch(subject))


def path_of(words: str, above: tuple[str, ...] = ()) -> tuple[str, ...] | None:
    """Read the names marked 类, 款 and 项, or joined by dashes in quotation marks.

    Args:
        words: The name, such as ``卫生健康支出（类）医疗保障管理事务（款）行政运行（项）``.
        above: The names that the headings above give.
    """
    parts = _MARK.split(words)
    if len(parts) > 1:
        return _marked_path(parts, above)
    quoted = re.search(r"“([^“”]+)”(?:科目|项目)?$", words)
    if quoted and quoted[1].endswith("支出") and words.endswith("科目"):
        return (quoted[1],)
    dashed = _DASHED.fullmatch(quoted[1]) if quoted else None
    return tuple(name for name in dashed.groups() if name) if dashed else None


def is_functional(name: str) -> bool:
    """Say whether a name in a list by functional classification is a 类; 基本支出 and the like are none."""
    return name.endswith("支出") and not _NO_SUBJECT.search(name)


def _marked_path(parts: list[str], above: tuple[str, ...]) -> tuple[str, ...]:
    names = [_SUBJECT_NUMBER.sub("", _BEFORE_NAME.sub("", name)).strip("、") for name in parts[0:-1:2]]
    marks, rest = parts[1::2], parts[-1].rstrip("”")
    if marks[0] == "类" and not names[0].endswith("支出") and len(marks) == 1 and rest.startswith("支出"):
        names[0] += "支出"
    elif marks[0] == "类" and len(names) > 1 and names[1].startswith("支出") and not names[0].endswith("支出"):
        names[0], names[1] = names[0] + "支出", names[1].removeprefix("支出")
    # Under a heading 社会保障和就业（类） some documents print （类） where （款） is meant.
    missing = above and (marks[0] != "类" or (len(marks) > 1 and "款" not in marks))
    return (*above, *names) if missing else tuple(names)


def pair_of(subject: str) -> tuple[str, str] | None:
    """Part 收、支总计 into its two names."""
    found = _PAIR.fullmatch(subject)
    return (f"{found['before']}收入{found['after']}", f"{found['before']}支出{found['after']}") if found else None


def key_of(subject: str) -> str:
    """Fold a name for comparison: the words that documents add and drop at will are left out."""
    return re.sub(r"[“”的数]|支出|决算|预算|费用?$|经费|金额", "", subject)
