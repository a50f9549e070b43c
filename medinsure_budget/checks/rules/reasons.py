"""Reasons: that they are given, that they fit the direction, and that they are those of the item."""

from collections.abc import Iterator

from medinsure_budget.checks.arithmetic.verdicts import Evaluation
from medinsure_budget.checks.rule import Context, Rule, absent, fails, holds, rule
from medinsure_budget.checks.rules.percent import about, place
from medinsure_budget.checks.told.statements import Statement
from medinsure_budget.document.narrative import Section
from medinsure_budget.forms.words import fold
from medinsure_budget.lexicon import Shape

_BECAUSE = Shape(r"{BECAUSE}")
_MOST_NAMED = 5
_SHORT = 4
_NEAR = 14
_ITEM = 3


@rule("STR-22", "增减变化写明原因", "有增减额的比较，同句或同节后文写明原因", basis="增减变化应当说明原因")
def reasons(context: Context, record: Rule) -> Iterator[Evaluation]:
    """A change has its reason in the sentence, or after it in the section."""
    after = _Texts(context)
    changed = [s for s in context.statements.all if _changes(s)]
    lacking = [s for s in changed if not s.claim.reason and not after.give_reason(s)]
    without = set(map(id, lacking))
    for statement in changed:
        if id(statement) not in without:
            yield holds(record, **place(statement))
    if lacking:
        names = "；".join(about(s) for s in lacking[:_MOST_NAMED])
        more = "等" if len(lacking) > _MOST_NAMED else ""
        yield fails(record, f"{names}{more}有增减而没有写明原因。", severity="info", **place(lacking[0]))
    elif not changed:
        yield absent(record, "正文没有写增减额")


def _changes(statement: Statement) -> bool:
    change = statement.claim.change
    spent = statement.topic != "assets"  # what is owned needs no reason to have become more
    return spent and change is not None and bool(change.amount) and change.direction in ("increase", "decrease")


def _named(words: str, own: str, names: set[str]) -> str:
    """The longest name of another item near the beginning of some words."""
    near = (n for n in names if len(n) > _SHORT and n not in own and 0 <= words.find(n) <= _NEAR)
    return max(near, key=len, default="")


class _Texts:
    """The text of each section from a statement on; the whole section where its words stand elsewhere."""

    def __init__(self, context: Context) -> None:
        self.by_heading: dict[str, str] = {}
        for section in context.sections:
            told = fold(_with_parts(section))
            self.by_heading[section.heading] = self.by_heading.get(section.heading, "") + told

        self.last = {
            heading: max((found.start() for found in _BECAUSE.finditer(text)), default=-1)
            for heading, text in self.by_heading.items()
        }

    def give_reason(self, statement: Statement) -> bool:
        """Whether a reason stands in the statement or behind it."""
        quote, heading = statement.quote, statement.claim.section.split("/")[-1]
        at = self.by_heading.get(heading, "").find(quote)
        return bool(_BECAUSE.search(quote)) or self.last.get(heading, -1) >= max(at, 0)


def _with_parts(section: Section) -> str:
    """The text of a section and of all below it: reasons may be given item by item."""
    return section.text + "".join(f"{part.heading}{_with_parts(part)}" for part in section.children)


_ONLY = Shape(r"(?:{COST|OCCASIONS}){SOMEWHAT}?({RISE}|{FALL})$")
_RISES, _FALLS = Shape(r"{RISE}"), Shape(r"{FALL}")


@rule("DIR-05", "原因与增减方向相符", "减少的原因不写“经费增加”，增加的原因不写“经费减少”", severity="warning", basis="用语须与数字相符")
def reason_directions(context: Context, record: Rule) -> Iterator[Evaluation]:
    """Money that fell did not fall because money rose."""
    judged = False
    for statement in context.statements.all:
        change, reason = statement.claim.change, fold(statement.claim.reason).rstrip("。；，;,")
        found = _ONLY.search(reason)
        if change is None or change.direction not in ("increase", "decrease") or found is None:
            continue
        judged = True
        rises = bool(_RISES.fullmatch(found[1]))
        only = not (_FALLS if rises else _RISES).search(reason)
        if only and rises != (change.direction == "increase"):
            word = "减少" if rises else "增加"
            amount = f"{change.percent}%" if change.percent is not None else ""
            why = f"{about(statement)}{word}{amount}，原因却写“{statement.claim.reason}”，方向相反。"
            yield fails(record, why, **{**place(statement), "printed": statement.claim.reason})
        else:
            yield holds(record, **place(statement))
    if not judged:
        yield absent(record, "没有以增减为原因的说明")


@rule("TXT-14", "原因、用途不写其他科目", "科目的原因、用途中不出现另一科目的名称", severity="info", basis="情况说明前后一致")
def foreign_items(context: Context, record: Rule) -> Iterator[Evaluation]:
    """The words of one 项 do not begin with another item of the same text; a contribution is an economic item as well."""
    items = [s for s in context.statements.all if s.claim.path and len(s.claim.path) == _ITEM]
    economic = context.subjects.economic
    names = {n for s in items if s.claim.path and not economic.by_name(n := fold(s.claim.path[-1]))}
    for statement in items:
        own = fold((statement.claim.path or ("",))[-1])
        told = (fold(words) for words in (statement.claim.purpose, statement.claim.reason))
        found = ((words, other) for words in told if own not in words and (other := _named(words, own, names)))
        words, other = next(found, ("", ""))
        if other:
            why = f"{about(statement)}的说明写“{words[:40]}”，“{other}”是另一科目，疑为套用。"
            yield fails(record, why, **{**place(statement), "printed": other, "expected": own})
        else:
            yield holds(record, **place(statement))
    if not items:
        yield absent(record, "正文没有逐科目说明")
