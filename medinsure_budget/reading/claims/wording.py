"""The words around figures: changes, shares, completion, statements, reasons, purposes."""

import re
from typing import Literal

from attrs import frozen

from medinsure_budget.document.narrative import Direction

Role = Literal["plain", "budget", "actual"]

_RISE = "增加|增长|上升|提高|上涨|调增|增支|增收|净增|增幅|追加"
_FALL = "减少|下降|降低|下浮|调减|减支|减收|净减|降幅|压减|压缩|下调|缩减"
_MORE, _LESS = "高于|大于|多于|超过", "低于|小于|少于"
_AFTER_VERB = rf"(?P<other>（[^）]*）|/(?:{_RISE}|{_FALL}))?(?:幅度|率|幅|额|数)?(?:为|了|约|达到?|到)*"
_VERB = rf"(?P<verb>{_RISE}|{_FALL}){_AFTER_VERB}"
# 多 and 少 are verbs only beside what is compared with.
_VERB_BESIDE_BASE = rf"(?P<verb>{_RISE}|{_FALL}|多|少){_AFTER_VERB}"
_WITH = r"(?:与|同(?!口径|比|期)|和|较|比)"
_TOGETHER = r"(?:各|均|分别|共|总体|总|实际|累计|约|略)*"
_RELATED = "相比|对比|比较|相较|比"

_CHANGES = (
    # 与上年相比，财政拨款收、支总计各增加
    re.compile(rf"(?P<subject>.*?){_WITH}(?P<base>[^，]+?)(?:{_RELATED})(?P<named>.*?){_TOGETHER}{_VERB_BESIDE_BASE}"),
    # 公务接待费比上年预算数减少
    re.compile(rf"(?P<subject>.*?)(?:按同口径)?(?P<same>同比){_TOGETHER}{_VERB}"),
    re.compile(rf"(?P<subject>.*?)(?:(?<![占对相])比|较)(?P<base>[^，]*?){_TOGETHER}{_VERB_BESIDE_BASE}"),
    re.compile(rf"(?P<subject>.*?){_TOGETHER}{_VERB}"),
    # 本年数小于上年预算数
    re.compile(rf"(?P<subject>.*?){_TOGETHER}(?P<verb>{_MORE}|{_LESS})(?P<base>.*)"),
)
_BESIDE_SUBJECT = re.compile(r"[各均]|分别$|按?(?:同|可比)口径$")
_FLAT = re.compile(
    r"(?P<subject>.*?)(?:[与同比较和](?P<base>[^，]*?))?(?:相比|比)?(?:，)?(?:保持|基本|均|总体|仍|为|未作|无)*"
    r"(?:持平|一致|相等|相同|不变|增减变[化动]|无增减|无变化|没有变化|无变动|未发生(?:增减)?变[化动]|等于(?P<equal>.*))"
)
_BASE = re.compile(rf"(?:[与同和较比]|相较于?)(?P<base>.+?)(?:{_RELATED})")
_BASE_AMOUNT = re.compile(r".*?(?:(?<![占对相])比|较)(?P<base>(?:上|去|前|20\d\d)年[^，]*|[^，]*[预决]算[^，]*)")
_BUDGET_WORDS = re.compile(r"预算")
_ACTUAL_WORDS = re.compile(r"决算|实际|执行")
_DEVIATION_SUBJECT = re.compile(r"(?:决算数?|支出数?|执行数)$|^$")

_REASON = re.compile(
    r"(?P<before>.*?)(?:的)?(?:主要|具体)?(?:变动|变化|增减)?(?<!及)原因(?:一?是|为|系|在于|如下)?[：，]?"
    r"|(?P<leading>.*?)主要(?:一?是(?:因为?|由于)?|由于|因为?|系)"
)
_DEVIATES = re.compile(rf"(?:支出)?(?:决算|执行)?数?(?:{_MORE}|{_LESS}|等于|{_RISE}|{_FALL}|持平|与|比|较|同)")
_NEXT_REASON = re.compile(r"[二三四五六七八九十]是|（[二三四五六]）|[2-9②③④⑤⑥⑦⑧⑨][.、）]")
_PURPOSE = re.compile(
    r"(?:其中)?(?:该?(?:经费|资金|项目|支出|款项))?(?:主要|全部|专项|具体|重点)*(?:是)?(?:用于|反映(?!在)|用途[是为])"
)
_LIST_INTRODUCED = re.compile(r"(?:以下|下列|如下|以下几个)")
_LEAVES_PURPOSE = re.compile(
    rf"[比较与同].{{0,24}}(?:相比|持平|一致|相等|{_RISE}|{_FALL})|.*(?:年初预算|全年预算|支出决算|决算数|执行数)|其中|占|完成"
)

_SHARE = re.compile(r"(?P<subject>.*?)占(?!用)(?P<of>[^，]*)")
_OF_BUDGET = re.compile(r"(?:总|全年|年初|当年|年度|调整)*预算(?:数|总额|金额)?的?比?(?:重|例|率)?(?:为|达)?")
_COMPLETION = re.compile(
    r"(?P<subject>.*?)(?:总|全年|年度|当年)*(?:(?:已|共)?完成(?P<of>[^，]*)"
    r"|(?P<rate>(?:预算)?(?:完成)?(?:执行|完成|支付|支出|拨付)(?:率|进度|比例))(?:[^，]{0,6}))"
)
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "budget",
        re.compile(
            r"(?:由|的)*(?:年初|全年|当年|本年|年度)*(?:部门|单位)?(?:调整|年初|全年)后?的?(?:部门|单位)?"
            r"预算(?:安排|批复)?(?:数|额|金额|资金)?"
        ),
    ),
    (
        "actual",
        re.compile(
            r"调整|(?:的)*(?:年度|全年|当年|本年)*(?:预算执行|实际执行|执行|决算支出|支出决算|收入决算|决算"
            r"|实际支出|实际完成|实际使用)(?:数|额|金额)?"
        ),
    ),
)
_COPULA = re.compile(r"(?:各|均|分别|共计?|约|达到?|为|是|了|：)*$")
_NOTHING = re.compile(
    r"(?P<subject>.*?)(?:没有使用|没有|未使用|未安排|未发生|不涉及|无)(?P<what>[^，]{0,40}"
    r"(?:基金|国有资本|三公|财政拨款|购置|因公出国|接待)[^，]{0,40})"
)
_FUNCTIONAL = re.compile(r"功能(?:分类|科目)|支出(?:具体|主要)?(?:包括|为|用于)$|用于以下方面")
_OTHER_LIST = re.compile(r"用途|经济分类|性质|收入(?:具体|主要)?(?:包括|来源)|类型|资金来源")


@frozen
class ChangeWords:
    """What a phrase says about a change.

    Attributes:
        subject: What changed, empty when it is what was spoken of before.
        base: What it is compared with.
        direction: ``None`` when the printed word is undecided.
        each: Whether it is said of several subjects.
    """

    subject: str
    base: str
    direction: Direction | None
    each: bool = False


def change_words(lead: str) -> ChangeWords | None:
    """Read the words before a changed amount or percentage.

    >>> change_words("比上年执行数减少")
    ChangeWords(subject='', base='上年执行数', direction='decrease', each=False)
    """
    for pattern in _CHANGES:
        if found := pattern.fullmatch(lead):
            named = found.groupdict()
            subject = (named.get("subject") or "") + (named.get("named") or "")
            base = named.get("base") or named.get("same") or ""
            each = bool(re.search(r"各|均|分别", lead))
            return ChangeWords(_BESIDE_SUBJECT.sub("", subject), base, _direction(found), each)
    return None


def _direction(found: re.Match[str]) -> Direction | None:
    named = found.groupdict()
    up, down = f"{_RISE}|{_MORE}|多", f"{_FALL}|{_LESS}|少"
    rises = bool(re.fullmatch(up, named["verb"]))
    other = named.get("other") or ""
    # Templates print 增加（减少）; where nobody chose, there is no direction.
    if other and (re.search(down, other) if rises else re.search(up, other)):
        return None
    return "increase" if rises else "decrease"


def flat_words(lead: str) -> ChangeWords | None:
    """Read that something did not change; that final accounts equal their budget is no change."""
    found = _FLAT.fullmatch(lead)
    if not found:
        return None
    base = found["base"] or found["equal"] or ""
    about_budget = re.fullmatch(r"(?:年初|全年|当年|调整后?)?预算(?:数|安排)?", base)
    if about_budget or (not base and not lead.endswith(("持平", "不变", "化", "动"))):
        return None
    return ChangeWords(re.sub(r"(?:数|均)$", "", found["subject"]), base.removesuffix("相"), "same", "均" in lead)


def base_words(lead: str) -> str:
    """Read 与上年相比, empty when the words are others."""
    found = _BASE.fullmatch(lead)
    return found["base"] if found else ""


def base_before_amount(lead: str) -> str:
    """Read what an earlier amount is (较2022年决算数 3.20 万元), empty when the words are others."""
    found = _BASE_AMOUNT.fullmatch(lead)
    return found["base"] if found else ""


def reason_start(lead: str) -> tuple[str, int] | None:
    """Find where a reason begins: the words before the marker, and its end."""
    found = _REASON.match(lead)
    return (found["before"] or found["leading"] or "", found.end()) if found else None


def explained(before: str) -> str:
    """What a reason is the reason of: the name before 决算数小于预算数, 增加 and the like."""
    return _DEVIATES.split(before, maxsplit=1)[0]


def continues_reason(words: str) -> bool:
    """Say whether the words go on with a list of reasons."""
    return bool(_NEXT_REASON.match(words))


def is_purpose(lead: str) -> bool:
    """Say whether the words begin to tell what money is for."""
    return bool(_PURPOSE.match(lead)) and not _LIST_INTRODUCED.search(lead)


def leaves_purpose(lead: str) -> bool:
    """Say whether the words are no longer about the purpose."""
    return bool(_LEAVES_PURPOSE.match(lead))


def share_words(lead: str) -> tuple[str, str] | None:
    """Read the words before a share: the subject, and of what it is a share."""
    found = _SHARE.fullmatch(lead)
    return (found["subject"], found["of"]) if found else None


def is_share_of_budget(of: str) -> bool:
    """Say whether a share is the completion of a budget in other words."""
    return bool(_OF_BUDGET.fullmatch(of))


def completion_words(lead: str) -> tuple[str, str] | None:
    """Read the words before a completion: the subject, and the name of the rate."""
    found = _COMPLETION.fullmatch(lead)
    return (found["subject"], found["rate"] or "") if found else None


def statement_words(lead: str) -> tuple[str, Role]:
    """Part the words before an amount into the subject and whether it is a budget or what came of it.

    >>> statement_words("公务接待费全年预算数为"), statement_words("收入预算"), statement_words("支出决算为")
    (('公务接待费', 'budget'), ('收入预算', 'plain'), ('', 'actual'))
    """
    words = _COPULA.sub("", lead)
    for role, pattern in _ROLES:
        for found in pattern.finditer(words):
            if found.end() == len(words):
                return words[: found.start()], role
    return words, "plain"


def nothing_words(lead: str) -> str:
    """Read of what there is nothing (没有使用政府性基金预算拨款安排的支出), empty when the words are others."""
    found = _NOTHING.fullmatch(lead)
    return found["what"] if found else ""


def listing(lead: str) -> bool | None:
    """Say whether the words introduce a list by functional classification; ``None`` when they introduce none."""
    if _OTHER_LIST.search(lead):
        return False
    return True if _FUNCTIONAL.search(lead) else None
