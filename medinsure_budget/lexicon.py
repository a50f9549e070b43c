"""The words of the field, in classes that several rooms share, and patterns as shapes with holes for them.

A class is declared once: here, or in the ``words.py`` of the one room that uses it (which calls `declare`). The usual
word stands first. A pattern elsewhere describes a shape and names classes; it spells no vocabulary::

    CHANGE = Shape(r"(?P<subject>.*?)(?P<verb>{RISE|FALL})")
    CHANGE.fullmatch("支出增加")

Words added with `extended` are known to every shape at once.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVar

from medinsure_budget.errors import UsageError

# Numbers and years
NUMERAL = "一 二 三 四 五 六 七 八 九 十"
CIRCLED = "① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨ ⑩ ⑪ ⑫ ⑬ ⑭ ⑮ ⑯ ⑰ ⑱ ⑲ ⑳"
THIS_YEAR = "本年 本年度 当年 全年 年度"
LAST_YEAR = "上年 上一年 上年度 上一年度 去年 前年"
# Money
MONEY = "元 百元 千元 万元 十万元 百万元 千万元 亿元"
MAGNITUDE = "百 千 万 十万 百万 千万 亿 萬 億"
MAGNITUDE_SIGN = "十 百 千 万 亿"
NO_MONEY_BEFORE = "美 欧 港 日 韩 澳 公 单 多"
CURRENCY = "人民币 RMB CNY ¥ ￥"
PER_CENT = "% ％"
# What things are counted in
COUNTER = "个 人 辆 次 台 套 批 批次 人次 户 家 名 份 条 项 件 台套 台（套） 台(套)"
# The two documents and what they hold
BUDGET = "预算"
OUTTURN = "决算"
ACCOUNT = "预算 决算"
INCOME = "收入"
EXPENDITURE = "支出"
BOTH_SIDES = "收支"
BUDGET_STAGE = "年初 全年 当年 本年 年度 调整 调整后 总"
THREE_PUBLICS = '三公 “三公” "三公"'
FUND_BUDGET = "一般公共预算 政府性基金预算 国有资本经营预算 社会保险基金预算"
TOTAL = "合计 总计 共计 总合计"
# Headings of subject lists and ledgers: 支出功能分类科目编码 is any number of CLASSIFYING words, a SUBJECT and a CODE
CLASSIFYING = "部门 政府 预算 决算 财政 收支 收入 支出 功能 经济 分类 级次"
SUBJECT = "科目 项目 会计科目 要素"
CODE = "编码 代码 编号 代号 科目号 码 code"
NAME = "名称 全称 中文名称 name"
LEVEL_MARK = "类 款 项 目"
YEAR_NAME = "年度 年份 预算年度 执行年度 版本年度 year"
FUND_NAME = "所属预算 预算类型 预算种类 资金性质 资金类型 账套"
AND = "和 及 与 、 /"
# Who publishes
LEVEL = "部门 单位"
OWN_LEVEL = "本级 本部 机关 汇总"
FILLED_IN = "编制 填报 填表 预算 公开"
ORGAN_END = (
    "局 委 委员会 办 办公室 厅 院 会 部 署 室 处 所 站 队 大队 支队 总队 校 学校 馆 社 团 庭 林场 农场 牧场 渔场 中心 政府 街道 机关 分局"
    " 医院 办事处 镇 乡 台 园 学 大学 中学 小学 幼儿园 学院 联合会 协会 工委 管委会 集团 公司"
)
# Tables and what stands around them
TABLE = "表 清单"
TABLE_TOPIC = "预算 决算 收支 收入 支出 经费 绩效 采购 资金 资产 项目 补助 机关 拨款 结转 结余 基金 债务"
AMONG = "其中"
COLUMN_NUMBERS = "栏次"
REMARK = "注 附注 说明 备注 填表说明"
SIGNATURE = "制表人 制表 填表人 填报人 审核 审核人 复核 复核人 单位负责人 负责人 经办人 联系电话 填报日期 制表日期 打印时间"
ORDINALS = "栏次"
EMPTY_TABLE = "本表无数据 本表为空 此表为空 空表列示 空表公开"
# What changed, and how
RISE = "增加 增长 上升 提高 上涨 提升 上浮 扩大 增多 调增 增支 增收 净增 增幅 追加"
FALL = "减少 下降 降低 下浮 下滑 回落 调减 减支 减收 净减 降幅 减幅 压减 压缩 下调 缩减 削减 减低 节约 节省"
MORE = "高于 大于 多于 超过 超出 高出"
LESS = "低于 小于 少于"
SAME = "持平 一致 相等 相同 不变"
COMPARED = "相比 对比 比较 相较 比"
NOTHING = "没有 未安排 未发生 未使用 没有使用 不涉及 无"
MAINLY = "主要 具体 重点"
REASON = "原因"
EACH = "各 均 分别"

_Function = TypeVar("_Function", bound=Callable[..., Any])
# A letter that is none of Latin script: a range of all Chinese characters takes two milliseconds to compile.
_HAN = r"[^\W\d_A-Za-z]"
_HOLE = re.compile(r"\{([A-Z_]+(?:\|[A-Z_]+)*)\}")
_classes: dict[str, tuple[str, ...]] = {}
_added: list[Mapping[str, tuple[str, ...]]] = []
_dependent: list[Callable[[], None]] = []
# What remembers texts of documents, and how many characters documents have brought since it was emptied.
_of_texts: list[Callable[[], None]] = []
_brought = 0
_MOST_BROUGHT = 2_000_000


def declare(namespace: Mapping[str, object]) -> None:
    """Add the word classes of a room: every name in capitals that holds a text of words parted by blanks.

    Raises:
        UsageError: when a class of this name is declared elsewhere.
    """
    for name, value in namespace.items():
        if name.isupper() and name[0] != "_" and isinstance(value, str):
            found = tuple(value.split())
            if _classes.setdefault(name, found) != found:
                raise UsageError(f"词类 {name} 声明了两次")


def lexical(function: _Function) -> _Function:
    """Cache a function whose answers depend on the words; the answers are forgotten when words are added."""
    cached = lru_cache(maxsize=65536)(function)
    _dependent.append(cached.cache_clear)
    return cached  # type: ignore[return-value]  # a cached function is called like the function


def by_text(function: _Function) -> _Function:
    """Cache a function of texts that documents bring; see `lexical` and `make_room`."""
    cached = lexical(function)
    _of_texts.append(cached.cache_clear)  # type: ignore[attr-defined]  # as above
    return cached


def make_room(characters: int) -> None:
    """Before so many characters are read: forget the texts of earlier documents when there have been very many.

    A cache that counts its entries would keep the longest paragraphs of every stranger.
    """
    global _brought  # noqa: PLW0603 - one memory for the process
    _brought += characters
    if _brought > _MOST_BROUGHT:
        _brought = characters
        for forget in _of_texts:
            forget()


@lexical
def words(*names: str) -> tuple[str, ...]:
    """The words of classes in the order they are declared, added ones last.

    >>> words("BUDGET", "OUTTURN")
    ('预算', '决算')

    Raises:
        UsageError: when there is no class of that name.
    """
    unknown = [name for name in names if name not in _classes]
    if unknown:
        raise UsageError(f"没有叫{'、'.join(unknown)}的词类")
    own = [word for name in names for word in _classes[name]]
    more = [word for layer in _added for name in names for word in layer.get(name, ())]
    return tuple(dict.fromkeys(own + more))


@lexical
def word_set(*names: str) -> frozenset[str]:
    """The words of classes as a set, for whole words."""
    return frozenset(words(*names))


def extend(**more: str) -> Mapping[str, tuple[str, ...]]:
    """Know more words from now on, as a plug-in does; see `extended`.

    Raises:
        UsageError: when there is no class of that name.
    """
    words(*more)
    layer = {name: tuple(added.split()) for name, added in more.items()}
    _added.append(layer)
    forget()
    return layer


@contextmanager
def extended(**more: str) -> Iterator[None]:
    """Know more words within a ``with`` block, such as ``RISE="攀升"``; words of one class are parted by blanks.

    Raises:
        UsageError: when there is no class of that name.
    """
    layer = extend(**more)
    try:
        yield
    finally:
        _added[:] = [kept for kept in _added if kept is not layer]
        forget()


def forget() -> None:
    """Let everything that depends on words be made anew; registries call it too."""
    for forget in _dependent:
        forget()


def _alternation(names: str) -> str:
    if names == "HAN":
        return _HAN
    found = sorted(words(*names.split("|")), key=lambda word: (-len(word), word))
    if all(len(word) == 1 for word in found):
        return f"[{re.escape(''.join(found))}]"
    return f"(?:{'|'.join(map(re.escape, found))})"


# What a shape is made of: signs, a set, a class or a count, the beginning of a group, letters that no count follows.
_PART = re.compile(
    r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)"
    r"|\[\^?(?:\\.|[^\\])(?:\\.|[^\]\\])*\]|\{[A-Z_|]+\}|(?:[?*+]|\{[0-9,]+\})[?+]?|\((?:\?(?:P<\w+>|P?<?.))?"
    r"|[^\\\[\](){}|?*+.^$]+(?![?*+{])|.",
    re.DOTALL,
)


def _signs(parts: Iterator[str]) -> tuple[str, ...]:
    """Words of which whatever these parts match holds one; none where that is not told easily."""
    sides: list[tuple[str, ...]] = []
    clear: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    for part in parts:
        if part[0] in "?*+{" and not part[1:2].isupper():
            last = () if part.startswith(("?", "*", "{0", "{,")) else last
            continue
        if last:
            clear, last = _clearer(clear, last), ()
        if part == ")":
            break
        if part == "|":
            sides.append(clear)
            clear = ()
        elif part[0] == "(":
            within = _signs(parts)
            last = within if part == "(" or part[-1] in ":>" else ()
        else:
            last = _signs_of(part)
    sides.append(_clearer(clear, last))
    return sides[0] if len(sides) == 1 else tuple(chain(*sides)) if all(sides) else ()


def _signs_of(part: str) -> tuple[str, ...]:
    if part[0] == "{":
        return () if part == "{HAN}" else words(*part[1:-1].split("|"))
    if part[0] == "[":
        return () if "\\" in part or "-" in part or part[1] == "^" else tuple(part[1:-1])
    if part[0] == "\\":
        return () if part[1].isalnum() else (part[1],)
    return () if part in ".^$" else (part,)


def _clearer(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The words that fewer texts hold: few, if there are any, and long ones."""
    if not one or not other:
        return one or other
    return one if (len(one), -len(one[0])) < (len(other), -len(other[0])) else other


_LONG = 10_000
# What is found in a text without any sign of a shape.
_NOTHING: dict[str, Callable[[], object]] = {
    "search": lambda: None, "match": lambda: None, "fullmatch": lambda: None, "findall": list, "finditer": lambda: iter(()),
}  # fmt: skip


class Shape:
    r"""A pattern with holes: ``{RISE|FALL}`` is any word of these classes, ``{2,5}`` a count as ever.

    ``{HAN}`` is a Chinese character. A module full of shapes costs nothing to import: a shape is compiled when a text
    first holds a word that it cannot match without. Its methods are those of the compiled pattern. It lives on: see
    `shape_of` for those made while reading.

    >>> Shape(r"{LEVEL}{ACCOUNT}$").search("某局部门预算")[0]
    '部门预算'
    """

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[Any]]
    sub: Callable[..., str]
    subn: Callable[..., tuple[str, int]]
    split: Callable[..., list[Any]]
    pattern: re.Pattern[str]

    def __init__(self, shape: str, flags: int = 0) -> None:
        self.shape = shape
        self.flags = flags
        _dependent.append(self._forget)

    def __getattr__(self, name: str) -> object:
        """Compile, and keep the method asked for, so that later calls cost no more than the pattern's own."""
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "pattern":
            value: object = re.compile(_HOLE.sub(lambda hole: _alternation(hole[1]), self.shape), self.flags)
        elif name in _NOTHING and not self.flags and (signs := _signs(iter(_PART.findall(self.shape)))):
            value = self._method(name, signs)
        else:
            value = getattr(self.pattern, name)
        self.__dict__[name] = value
        return value

    def _method(self, name: str, signs: tuple[str, ...]) -> Callable[..., object]:
        nothing = _NOTHING[name]

        def method(text: str, *where: int) -> object:
            # A long text may be asked about at each of its places: it is not looked through each time.
            if not where and len(text) <= _LONG and not any(map(text.__contains__, signs)):
                return nothing()
            compiled = self.__dict__[name] = getattr(self.pattern, name)
            found: object = compiled(text, *where)
            return found

        return method

    def _forget(self) -> None:
        self.__dict__ = {"shape": self.shape, "flags": self.flags}

    def __repr__(self) -> str:
        return f"Shape({self.shape!r})"


@lru_cache(maxsize=4096)
def shape_of(shape: str) -> Shape:
    """The shape of a pattern that is put together while reading: one for each, however often it is asked for."""
    return Shape(shape)


declare(globals())
