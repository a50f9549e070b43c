"""What the statements have in common wherever they are printed: the functional classes and their 行次."""

from collections.abc import Iterable, Sequence

from medinsure_budget.editions.edition import CLASSES, SUBJECTS, PrintedLine
from medinsure_budget.editions.text import ordinal
from medinsure_budget.forms.declare import Row, Side
from medinsure_budget.forms.words import compact

FUNCTIONAL_CLASSES = (
    "一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出",
    "社会保障和就业支出", "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出", "交通运输支出",
    "资源勘探工业信息等支出", "商业服务业等支出", "金融支出", "援助其他地区支出", "自然资源海洋气象等支出",
    "住房保障支出", "粮油物资储备支出", "国有资本经营预算支出", "灾害防治及应急管理支出", "其他支出", "债务还本支出",
    "债务付息支出", "抗疫特别国债安排的支出",
)  # fmt: skip
"""The functional 类 in the order of the final accounts of 2023."""

THREE_PUBLICS_NOTE = "注：不含教学科研人员学术交流因公出国（境）费用"

def class_lines(side: Side, classes: Iterable[str] = FUNCTIONAL_CLASSES) -> list[PrintedLine]:
    """The functional 类 as a numbered list."""
    return [PrintedLine(f"{ordinal(i)}、{name}", side=side) for i, name in enumerate(classes, 1)]


def fixed_lines(form: type[Row], side: Side, *keys: str, **labels: str) -> list[PrintedLine]:
    """Fixed lines of a form in the order given, under its usual labels or under the labels given by key."""
    lines = (form.form.line(key) for key in (*keys, *labels))
    return [PrintedLine(compact(labels.get(line.key, line.printed)), line.key, side) for line in lines]


def subjects(side: Side) -> PrintedLine:
    """The place of the functional subjects."""
    return PrintedLine("", SUBJECTS, side)


def classes(side: Side) -> PrintedLine:
    """The place of the functional 类 that have figures, numbered."""
    return PrintedLine("", CLASSES, side)


def numbered(lines: Sequence[PrintedLine], *numbers: int | range) -> tuple[PrintedLine, ...]:
    """Give the lines their 行次."""
    flat = [n for part in numbers for n in (part if isinstance(part, range) else (part,))]
    return tuple(
        PrintedLine(line.label, line.key, line.side, str(number)) for line, number in zip(lines, flat, strict=True)
    )
