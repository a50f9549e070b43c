"""The look-up that the command line prints."""

from typing import Final, Literal

from medinsure_budget.subjects.catalogue import Catalogue
from medinsure_budget.subjects.classification import TITLES, Classification, Subject
from medinsure_budget.subjects.entries import Confidence, Entry
from medinsure_budget.subjects.names import plain_code, steps
from medinsure_budget.subjects.records import KINDS, Kind, kind_of

_WITNESSED: Final[dict[Confidence, str]] = {
    "attested": "公开文件印证",
    "agreed": "两份草稿一致",
    "single": "仅一份草稿，或已停用",
    "disputed": "两份草稿不一致",
    "official": "来自加载的文件",
}


def look_up(catalogue: Catalogue, text: str) -> tuple[str, bool]:
    """Describe a code, a path of names joined by ``/``, a name or some words; tell whether anything was found."""
    if (code := plain_code(text)).isdecimal():
        subject = catalogue[kind_of(code) or "functional"].get(code)
        return describe(catalogue, subject), subject.known
    classifications = [catalogue[kind] for kind in KINDS]
    names = steps(text)
    found = [s for c in classifications for s in ([c.by_path(names)] if len(names) > 1 else c.by_name(text)) if s]
    found = found or [s for c in classifications for s in c.search(text)]
    if len(found) == 1:
        return describe(catalogue, found[0]), True
    if found:
        return "\n".join(_line(subject) for subject in found), True
    last = names[-1] if names else text
    near = [pair for c in classifications for pair in c.nearest(last, 3) if 2 * pair[1] <= len(last)]
    near.sort(key=lambda pair: pair[1])
    head = f"{catalogue.title}中没有“{text}”" + ("，相近的有：" if near else "。")
    return "\n".join([head, *(f"  {_line(s)}（差{away}字）" for s, away in near[:5])]), False


def describe(catalogue: Catalogue, subject: Subject) -> str:
    """Everything the catalogue knows about a subject, in Chinese."""
    if not subject.known:
        known = next((s for s in reversed(subject.path) if s.known), None)
        lines = [f"{subject.code} 不在{catalogue.title}中。", *([f"上级：{_line(known)}"] if known else [])]
    else:
        lines = [_line(subject), f"{subject.year}年 {TITLES[subject.classification.kind]} {subject.level}级"]
        lines += [f"预算：{subject.fund}"] if subject.fund else []
        lines += [f"英文：{subject.english}"] if subject.english else []
        lines += [f"依据：{subject.attested}"]
    lines += [f"沿革：{_period(entry)}" for entry in subject.classification.history(subject.code)]
    units: tuple[Literal["行政单位", "事业单位"], ...] = ("行政单位", "事业单位")
    if subject.classification.kind == "economic" and subject.known:
        pairs = ((unit, catalogue.government_economic_of(subject.code, unit)) for unit in units)
        lines += [f"{unit}对应：{government}" for unit, government in pairs if government]
    return "\n".join([*lines, *(f"  {child}" for child in subject.children)])


def count_table(catalogue: Catalogue, kind: Kind = "functional") -> str:
    """How many 款 and 项 each 类 has in the year."""
    classification: Classification = catalogue[kind]
    lines = [f"{catalogue.title} {TITLES[kind]}：{len(classification)}个科目"]
    for root in classification.roots:
        below = [subject for subject in classification if subject.code.startswith(root.code)]
        counts = [sum(subject.depth == depth for subject in below) for depth in (2, 3)]
        lines.append(f"  {root}：款 {counts[0]}、项 {counts[1]}")
    return "\n".join(lines)


def _line(subject: Subject) -> str:
    return f"{subject.code} {' / '.join(step.name for step in subject.path)}"


def _period(entry: Entry) -> str:
    since, until = (f"{entry.since}年" if entry.since else "…"), (f"{entry.until}年" if entry.until else "今")
    also = f"；又作{'、'.join(entry.other_names)}" if entry.other_names else ""
    years = f"：{'、'.join(map(str, entry.attested))}年" if entry.attested else ""
    return f"{entry.name}（{since}—{until}，{_WITNESSED[entry.confidence]}{years}{also}）"
