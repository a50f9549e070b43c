"""Names of subjects: what a statement is about, and the path of 类, 款 and 项."""

import re
from typing import Literal

from medinsure_budget.lexicon import Shape, by_text, word_set, words
from medinsure_budget.reading.claims import words as _declared  # noqa: F401 - declares the room's word classes
from medinsure_budget.subjects import COMPILED_YEARS, is_called

Path = tuple[str, ...]
Side = Literal["income", "expenditure", "both", ""]

_LONGEST_PROJECT = 90
_DATE = r"{UP_TO}?20\d\d年(?:度|初|末|底)?(?:\d{1,2}月(?:份|末|底|\d{1,2}日)?)?"
_BETWEEN_MARKS = "、“”‘’—－–-"
_YEAR = re.compile(r"20\d\d(?=年)")


def year_in(text: str) -> int | None:
    """The first year that the words name."""
    found = _YEAR.search(text)
    return int(found[0]) if found else None


_AT_DATE = Shape(_DATE)
# What stands before a name and is no part of it.
_FRONT = Shape(
    rf"(?:{{LINK|DID}}|{_DATE}|（(?:\d|{{NUMERAL}}){{1,4}}）|\d{{1,2}}[.、](?!\d)|{{NUMERAL}}{{1,3}}、|{{CIRCLED}}[.、]?"
    r"|设(?!备|施|计)|{POINTING}(?={TOTAL}$)|{OWN}{ORGAN_END|LEVEL|PLACE}(?:{OWN_LEVEL}(?!{OPERATION}))?|{LEVEL}?{OWN_LEVEL}(?={NAME_START})"
    r"|{BELOW}?各?{BUDGET}?{LEVEL}(?={DID|NAME_START}))+"
)
_ORGAN = Shape(
    r".{0,30}?{BUREAU|LEVEL}(?:（[^）]*）|{OWN_LEVEL|BELOW|LEVEL|BUDGET|OUTTURN|DID}|各|本|及)*(?={NAME_START})"
)
_DATED = Shape(r"(?P<before>(?:[^“”]|“[^“”]*”)+?)(?<!的)20\d\d年(?:度|初|末|底)?(?P<after>.*)")
_INSIDE = Shape(r"{WITHIN}")
_WITHIN = Shape(r".*{NAME_END}{WITHIN}(?=.{2})")
_OWNED = Shape(r".*{BUREAU|OWN_LEVEL|BELOW|LEVEL}[^的]*的(?=[^的]{2,}$)")
_CODE = Shape(r"\d{3}(?:\d{2}){0,2}(?!\d|年|度)(?:类|款|项)?[-—－]?")
_CODE_BEHIND = re.compile(r"（\d{3}(?:\d{2}){0,2}）$")
_WRAPPED = Shape(r"[“‘](?:\d{3}(?:\d{2}){0,2}(?!\d|年|度))?([^“”‘’]+)[”’](?:{ACCOUNT_NAME}|的)*{EXPENDITURE}?")
_ACCOUNT = Shape(r"(.+?){TOPIC_LEVEL}?{LEDGER}")


@by_text
def subject_of(text: str, agency: str = "") -> str:
    """Strip everything from the words before a figure that is not the name of what the figure is about.

    >>> subject_of("云溪市医疗保障局2024年收入预算"), subject_of("2024年安排因公出国（境）费用")
    ('收入预算', '因公出国（境）费用')
    """
    name = text.replace(agency, "") if agency else text
    before = None
    while before != name:
        before, found = name, _FRONT.match(name)
        if found and found.end() == len(name):
            # 2024年安排: the year is no name, what stands behind it may be one.
            found = _AT_DATE.match(name)
        name = name[found.end() :] if found else name
        if "20" in name and (dated := _DATED.fullmatch(name)):
            # 某小学2018年度总收入 is the total income, 公务接待费2018年合计 the reception.
            name = dated["before"] if is_generic(dated["after"]) else dated["after"]
    if not name.startswith("“"):
        name = _cut(_ORGAN, name)
        name = _cut(_OWNED, name) if "的" in name else name
    name = _cut(_WITHIN, name) if _INSIDE.search(name) else name
    name = _CODE_BEHIND.sub("", name) if name.endswith("）") else name
    found = _WRAPPED.fullmatch(name) or (_ACCOUNT.fullmatch(name) if name.endswith(words("LEDGER")) else None)
    name = found[1] if found else name
    return _CODE.sub("", name, count=1).strip("的，、：") if name[:1].isdecimal() else name.strip("的，、：")


def _cut(shape: Shape, name: str) -> str:
    found = shape.match(name)
    return name[found.end() :] if found and found.end() < len(name) else name


_PROJECT = Shape(r"(?:(.{2,60}?)的{UNDERTAKING}|(.{2,60}{UNDERTAKING}))(?:{EXPENDITURE})?{SELF_ASSESSED}{SURVEY}?[：。]?")


def project_of(label: str) -> str:
    """The project that a label introduces (某项目绩效自评综述：), empty when it introduces none."""
    found = _PROJECT.fullmatch(label) if len(label) < _LONGEST_PROJECT else None
    return (found[1] or found[2]) if found else ""


_POINTING = Shape(r"{POINTING}项?(?:{GENERIC|TOTAL|OUTLAY})?")


def is_generic(subject: str) -> bool:
    """Say whether a name stands for something named before."""
    return not subject or subject in word_set("GENERIC", "TOTAL") or bool(_POINTING.fullmatch(subject))


_MARK = Shape(r"（\d{0,3}({TOPIC_LEVEL})）")
_DASHED = Shape(r"“([^“”\-—]{2,}{EXPENDITURE})[-—]+([^“”\-—]{2,})(?:[-—]+([^“”\-—]{2,}))?”{ACCOUNT_NAME}?$")
_BARE_DASHED = Shape(r"([^\d\-]{2,}{EXPENDITURE})-([^\d\-]{2,})(?:-([^\d\-]{2,}))?")
_CODES = re.compile(r"\d{3}|“")
_CODED = Shape(
    r".*“(?:\d{3}(?:\d{2}){0,2}(?!\d|年|度))?([^“”]+)”{ACCOUNT_NAME}{EXPENDITURE}?"
    r"|(?:.*[^\d])?(?:\d{3}|\d{5}|\d{7})(?:类|款|项)?[-—－]?(?!年|度|\d)([^\d]{2,})"
    r"|(.{2,})（\d{3}(?:\d{2}){0,2}）"
)


def path_of(name: str, above: Path = ()) -> Path | None:
    """Read the names marked 类, 款 and 项, joined by dashes, or behind a code.

    Args:
        name: The words, such as ``卫生健康支出（类）医疗保障管理事务（款）行政运行（项）``.
        above: The names that the headings above give.
    """
    if "）" in name and len(parts := _MARK.split(name)) > 1:
        return _marked_path(parts, above)
    if "“" in name and (dashed := _DASHED.search(name)):
        return tuple(name for name in dashed.groups() if name)
    if "-" in name and (dashed := _BARE_DASHED.fullmatch(name)) and is_functional(dashed[1]):
        return tuple(name for name in dashed.groups() if name)
    coded = _CODED.fullmatch(name) if _CODES.search(name) else None
    found = (coded[1] or coded[2] or subject_of(coded[3])) if coded else ""
    marked = bool(coded and not coded[1])
    return (found,) if found and (marked or is_functional(found, listed=True)) else None


_BEFORE_NAME = Shape(r"^.*[“：，；。]|^（\d+）|^\d{1,2}[.、]")


def _marked_path(parts: list[str], above: Path) -> Path | None:
    names = [_BEFORE_NAME.sub("", name).strip(_BETWEEN_MARKS) for name in parts[0:-1:2]]
    names = [_CODE.sub("", name, count=1) if name[:1].isdecimal() else name for name in names]
    marks, rest = parts[1::2], parts[-1].rstrip("”")
    if "".join(parts[0:-1:2]).isdecimal() and (behind := subject_of(rest)):
        return (behind,)  # 208（类）05（款）02（项）事业单位离退休: the code is marked, the name follows
    if not all(names):
        return None
    spent = words("EXPENDITURE")[0]
    if marks[0] == "类" and not names[0].endswith(spent) and len(marks) == 1 and rest.startswith(spent):
        names[0] += spent
    elif marks[0] == "类" and len(names) > 1 and names[1].startswith(spent) and not names[0].endswith(spent):
        names[0], names[1] = names[0] + spent, names[1].removeprefix(spent)
    # Under a heading 社会保障和就业（类） some documents print （类） where （款） is meant.
    missing = above and (marks[0] != "类" or (len(marks) > 1 and "款" not in marks))
    return (*above, *names) if missing else tuple(names)


_NO_FUNCTION = Shape(r".*{NO_FUNCTION}{EXPENDITURE}")


def is_functional(name: str, *, listed: bool = False, beside: bool = False, year: int | None = None) -> bool:
    """Say whether an unmarked name is one of the functional classification.

    Args:
        name: The name.
        listed: Whether it stands in a list by functional classification, where other readings are out of question.
        beside: Whether its neighbour is such a name, so that an economic classification of the same name is not meant.
        year: The year of the catalogue.
    """
    if listed and name.endswith(words("EXPENDITURE")) and not _NO_FUNCTION.match(name):
        return True
    year = year or COMPILED_YEARS[-1]
    return is_called("functional", name, year) and (listed or beside or not is_called("economic", name, year))


_PAIR = Shape(r"(?P<before>.*?)收(?:入)?(?P<and>{AND}?)支(?:出)?(?P<after>.*)")


def pair_of(subject: str, *, each: bool = False) -> tuple[str, str] | None:
    """Part 收、支总计 into its two names, 收支总计 only where something is said of each."""
    found = _PAIR.fullmatch(subject)
    if not found or not (found["and"] or each):
        return None
    income, expenditure = words("INCOME")[0], words("EXPENDITURE")[0]
    return f"{found['before']}{income}{found['after']}", f"{found['before']}{expenditure}{found['after']}"


_BETWEEN = Shape(r"(?<={NAME_CLOSE}){AND}(?=..)")


def names_in(text: str, agency: str = "") -> list[str]:
    """Part a list of names; 公务用车购置和运行维护费 is one."""
    quoted = re.findall(r"“([^“”]+)”", text)
    return quoted if len(quoted) > 1 else [subject_of(name, agency) for name in _BETWEEN.split(text)]


_SIDE = Shape(r"{SIDE}")
_SIDED = Shape(r"(?P<front>.*?)(?P<stage>{THIS_YEAR|BUDGET_STAGE|ACCOUNT}*)(?P<side>{SIDE})(?P<total>(?:总|{TOTAL|SUM_WORD|ACCOUNT})*)")


@by_text
def _sided(subject: str) -> re.Match[str] | None:
    return _SIDED.fullmatch(subject) if _SIDE.search(subject) else None


def side_of(subject: str) -> Side:
    """Say whether a name is of the income, the expenditure or both."""
    found = _sided(subject)
    if not found:
        return ""
    if found["side"] in word_set("INCOME"):
        return "income"
    return "expenditure" if found["side"] in word_set("EXPENDITURE") else "both"


def completed(subject: str, before: str) -> str:
    """Complete a bare name from the one before: 财政拨款收入总计…，支出总计… is 财政拨款支出总计."""
    bare, full = _sided(subject), _sided(before)
    if not bare or not full or bare["front"] or bare["side"] == full["side"]:
        return subject
    front = full["front"]
    return subject if front in word_set("THIS_YEAR", "LEVEL") else front + subject


_KEY = Shape(r"(?<={FEE}){APPROPRIATED}|{SIDE|OUTTURN|BUDGET|OUTLAY|TOTAL}|[“”]|的|数|总|{SUM_WORD}$|费$")


@by_text
def key_of(subject: str) -> str:
    """Fold a name for comparison: the words that documents add and drop at will are left out."""
    return _KEY.sub("", subject)
