"""Which printed column is which field of a form."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from attrs import evolve, frozen

from medinsure_budget.editions import labels
from medinsure_budget.forms import ALL, Column, Form, Marker
from medinsure_budget.forms.declare import Measure, Role, Side
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import lexical
from medinsure_budget.reading.tables.captions import is_remark
from medinsure_budget.reading.tables.cells import is_blank, is_code_part, is_figure, is_total_word
from medinsure_budget.reading.tables.headers import Header

_YEAR = re.compile(r"^(?:20[0-9]{2}|本|当)年(?:度)?")
_NEUTRAL = frozenset({"小计", "合计", "金额", "预算数", "决算数"})
_MEASURES: Mapping[str, Measure] = {
    "预算数": "budget",
    "年初预算数": "budget",
    "全年预算数": "budget",
    "决算数": "final",
    "执行数": "final",
    "决算统计数": "final",
}
_LINE_NUMBER = frozenset({"行次", "行号", "序号", "编号"})
_CODE = re.compile(r"(?:科目|功能|经济|分类).*(?:编码|代码|编)$|^(?:编码|代码|科目编号|类|款|项)$")
_UNIT_CODE = re.compile(r"^(?:预算)?(?:单位|部门)(?:编码|代码)$")
_LABEL = re.compile(
    r"^(?:项目|科目|名称|单位)$|(?:科目|单位|项目|部门|分类|功能|收入|来源)(?:\(单位\))?名称$|^项目\(按.*\)$"
    r"|^(?:采购|专项|经济科目|预算单位|收入项目|支出项目|支出功能分类|功能分类|支出经济分类|资金来源$|按.{2,6}分类$)"
)
# 数量 and the like count things, 得分 and the like are points: they are no money.
_COUNT = re.compile(r"^(?:数量|.*(?:人数|人次|批次|次数|辆数|台数|个数|户数|面积|得分|分值|权重|评分))(?:\(.*\))?$")
_REMARK = re.compile(r"备注|说明|目标|指标|情况|原因|依据|内容|结论")


@frozen
class Content:
    """What a column holds below the header: how many of its cells are codes, figures and words."""

    codes: int = 0
    figures: int = 0
    words: int = 0


def content_of(rows: Sequence[Sequence[str]], width: int) -> list[Content]:
    """Count what each column holds."""
    counts = [[0, 0, 0] for _ in range(width)]
    for row in rows:
        for c, text in enumerate(row[:width]):
            if not is_blank(text) and not is_remark(text):
                # 合计 stands under 科目编码 as well as under 科目名称.
                kind = 0 if is_code_part(text) else 1 if is_figure(text) else 2
                counts[c][kind] += not is_total_word(text)
    return [Content(*count) for count in counts]


def plain_columns(header: Header, content: Sequence[Content]) -> list[Column]:
    """Columns with roles, panels and sides, before any form is known."""
    columns: list[Column] = []
    panel, seen_value = 0, False
    for c, path in enumerate(header.paths):
        role = _role(path, content[c], after_value=seen_value)
        labelling = role not in ("money", "text")
        if labelling and seen_value:
            panel, seen_value = panel + 1, False
        seen_value = seen_value or role == "money"
        columns.append(Column(path, role, panel=panel, ordinal=header.ordinals[c]))
    return _with_sides(_settle_labels(_without_empty_panel(columns), content))


def _without_empty_panel(columns: list[Column]) -> list[Column]:
    """Words behind the last amount name no rows."""
    last = max((c.panel for c in columns if c.role == "money"), default=0)
    return [evolve(c, panel=last, role="text") if c.panel > last else c for c in columns]


def _role(path: tuple[str, ...], content: Content, *, after_value: bool) -> Role:
    words = [fold(word) for word in path]
    leaf = words[-1] if words else ""
    if leaf in _LINE_NUMBER:
        return "line_number"
    if any(_UNIT_CODE.match(word) for word in words):
        return "unit_code"
    if any(_CODE.search(word) for word in words[-2:]) and leaf != "科目名称":
        return "code"
    if _LABEL.search(leaf) and not (after_value and content.figures > content.words):
        return "name"
    return _role_by_content(leaf, content, after_value=after_value)


def _role_by_content(leaf: str, content: Content, *, after_value: bool) -> Role:
    if not leaf and content == Content():
        return "text"
    if content.words > content.figures + content.codes and (leaf or after_value):
        return "text" if after_value or _REMARK.search(leaf) else "name"
    if not leaf and not after_value and content.words:
        return "name"
    return "text" if _COUNT.match(leaf) or (_REMARK.search(leaf) and not content.figures) else "money"


def _settle_labels(columns: list[Column], content: Sequence[Content]) -> list[Column]:
    """Under one merged 科目编码 the cells may hold the code, nothing, and the name: the content decides."""
    settled = []
    for column, holds in zip(columns, content, strict=True):
        role = column.role
        if role == "code" and holds.words > holds.codes:
            role = "name"
        elif role == "name" and holds.codes > 2 * holds.words and holds.codes > 1 and not holds.figures:
            role = "code"
        settled.append(evolve(column, role=role))
    return settled


def _with_sides(columns: list[Column]) -> list[Column]:
    """Give each panel the side that its header words name, when the table has two."""
    panels = sorted({c.panel for c in columns})
    sides = {p: _side_of([c for c in columns if c.panel == p]) for p in panels}
    if len({s for s in sides.values() if s}) < 2:
        return columns
    return [evolve(c, side=sides[c.panel]) for c in columns]


def _side_of(columns: Sequence[Column]) -> Side:
    words = "/".join(fold(word) for c in columns for word in c.path)
    if "支出用途" in words:
        return "purpose"
    top = fold(columns[0].path[0]) if columns[0].path else ""
    for text in (top, words):
        if "支出" in text and "收入" not in text:
            return "expenditure"
        if "收入" in text and "支出" not in text:
            return "income"
    return ""


@lru_cache(maxsize=4096)
def header_word(word: str) -> str:
    """Fold a header word for comparison: the year in front and the unit behind carry no meaning."""
    folded = re.sub(r"\((?:单位[:：])?(?:亿|千|万)?元\)$|\([A-Z](?:/[A-Z])?\)$", "", fold(word))
    shorter = _YEAR.sub("", folded)
    return shorter if shorter and folded[:1] not in "本当" else folded


@lexical
def header_words() -> frozenset[str]:
    """The folded words that headers of known forms print."""
    markers = [marker for cls in ALL for marker in cls.form.fields.values()]
    printed = frozenset(label for cls in ALL for words in labels(cls).values() for label in words)
    return printed | {fold(word) for marker in markers for word in (*marker.labels, *marker.under)}


def is_header_word(word: str) -> bool:
    """Say whether a word is one that headers of known forms print."""
    plain = header_word(word)
    return plain in header_words() or plain in _MEASURES or bool(_LABEL.search(plain) or _CODE.search(plain))


def assign_fields(form: Form, columns: Sequence[Column]) -> list[Column]:
    """Give each column the field of the form that it is; a column that is none keeps an empty field."""
    assigned = [_label_field(form, _by_header(form, column)) for column in columns]
    earlier = _earlier_years(columns)
    for panel in {c.panel for c in columns}:
        for measure in ("", "budget", "final"):
            _assign_money(form, assigned, panel, measure, earlier)
    return assigned


def _earlier_years(columns: Sequence[Column]) -> frozenset[int]:
    """Columns of the year before, printed for comparison beside those of the year."""
    years = {i: int(found[1]) for i, c in enumerate(columns) if (found := re.search(r"(20[0-9]{2})年", c.header))}
    return frozenset(i for i, year in years.items() if year < max(years.values()))


def _by_header(form: Form, column: Column) -> Column:
    """A column of words under the header of an amount is a column of amounts that holds something else."""
    if column.role == "text" and not column.field and _candidates(form, column):
        leaf = header_word(column.path[-1])
        if not any(leaf in m.folded for m in form.fields.values() if m.role != "money"):
            return evolve(column, role="money")
    return column


def _label_field(form: Form, column: Column) -> Column:
    if column.role == "money":
        return with_measure(form, column)
    words = {header_word(word) for word in column.path}
    fitting = [m for m in form.fields.values() if m.role != "money" and words & m.folded]
    leaf = header_word(column.path[-1]) if column.path else ""
    exact = [m for m in fitting if leaf in m.folded] or fitting
    same_role = [m for m in exact if m.role == column.role] or [m for m in exact if m.role != "line_number"]
    if same_role:
        chosen = same_role[0]
        if chosen.role == "text":
            return evolve(column, role="text", field=chosen.name)
        # A column of 科目编码 that holds the names is the name, whatever its header says.
        role = column.role if column.role in ("code", "name") and chosen.role in ("code", "name") else chosen.role
        marker = form.marker(role) or chosen
        return evolve(column, role=marker.role, field=marker.name)
    by_role = form.marker(column.role)
    return evolve(column, field=by_role.name) if by_role and column.role != "text" else column


def with_measure(form: Form, column: Column) -> Column:
    """Where a form has no column 预算数 of its own, 预算数 and 决算数 tell two prints of one field apart."""
    for word in reversed(column.path):
        measure = _MEASURES.get(header_word(word))
        if measure and not any(header_word(word) in m.folded for m in form.money):
            return evolve(column, measure=measure)
    return column


def _assign_money(
    form: Form, columns: list[Column], panel: int, measure: Measure, earlier: frozenset[int]
) -> None:
    """Match columns and fields one to one, the columns with the fewest choices first."""
    open_columns = [
        c for c, column in enumerate(columns)
        if (column.role, column.panel, column.measure, column.field) == ("money", panel, measure, "")
        and c not in earlier
    ]  # fmt: skip
    choices = {c: _candidates(form, columns[c]) for c in open_columns}
    taken: set[str] = set()
    for c in sorted(open_columns, key=lambda c: (len(choices[c]), c)):
        free = [name for name in choices[c] if name not in taken]
        if free:
            taken.add(free[0])
            columns[c] = evolve(columns[c], field=free[0])


def _candidates(form: Form, column: Column) -> list[str]:
    words = [header_word(word) for word in column.path]
    if column.measure:
        words = [word for word in words if word not in _MEASURES]
    more = labels(form.row)
    scored = [
        (score, m.name) for m in form.money if (score := _fit(m, m.folded | more.get(m.name, frozenset()), words, column))
    ]
    best = max((score for score, _ in scored), default=0)
    return [name for score, name in scored if score == best]


def _fit(marker: Marker, known: frozenset[str], words: list[str], column: Column) -> int:
    """How well a money field fits a column: 0 not at all, more the nearer to the leaf and with its group."""
    if not words or (marker.side and column.side and marker.side != column.side):
        return 0
    leaf = words[-1]
    grouped = any(fold(group) in word for group in marker.under for word in words)
    if marker.under and not grouped and len(words) > 1:
        return 0
    if leaf in known:
        if marker.under and not grouped and leaf in _NEUTRAL:
            return int(len(words) == 1)  # 合计 without its group, where no other field claims it
        return 3 + grouped
    above = words[-2] if len(words) > 1 and leaf in _NEUTRAL else ""
    return 2 if above and above in known else 0
