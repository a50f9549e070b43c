"""Fill docs/forms.md from the declarations of the forms, so that the page can never say anything else."""  # noqa: INP001 - a hook is one file

import inspect
from typing import Any

from medinsure_budget import forms
from medinsure_budget.forms import Row

PLACE = "<!-- every form -->"


def _words(labels: tuple[str, ...]) -> str:
    return "、".join(label.replace("|", "\\|") for label in labels)


def describe(form: type[Row]) -> str:
    """One section: the form's title and class, what it says, its columns and its fixed lines."""
    declared = form.form
    lines = [f"### {declared.title}", "", f"`forms.{form.__name__}`", "", inspect.getdoc(form) or "", ""]
    lines += ["| 字段 | 印制的栏名 | 等于 |", "|---|---|---|"]
    for key, marker in declared.fields.items():
        above = f"（{_words(marker.under)}）" if marker.under else ""
        lines.append(f"| `{key}` | {_words(marker.labels)}{above} | {' + '.join(marker.sums)} |")
    if declared.lines:
        lines += ["", "| 固定行 | 印制的行名 | 等于 |", "|---|---|---|"]
        lines += [f"| `{line.key}` | {_words(line.labels)} | {' + '.join(line.sums)} |" for line in declared.lines]
    return "\n".join([*lines, ""])


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Called by mkdocs for each page."""
    if PLACE not in markdown:
        return markdown
    kinds = (("## 预算表", forms.BUDGET), ("## 决算表", forms.FINAL_ACCOUNTS))
    return markdown.replace(PLACE, "\n\n".join("\n\n".join([head, *map(describe, family)]) for head, family in kinds))
