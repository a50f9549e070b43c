"""Fill docs/api.md with every public name, so that none can be missing from the reference."""  # noqa: INP001 - a hook is one file

from importlib import import_module
from typing import Any

PLACE = "<!-- every public name -->"
NAMESPACES = {
    "": "顶层：import medinsure_budget as mb",
    "document": "文件模型",
    "document.narrative": "叙述与章节",
    "document.accessor": "数据表的 frame.budget",
    "forms": "表式",
    "editions": "版式",
    "checks": "检查",
    "ledgers": "台账",
    "compiling": "编制",
    "writing": "写出",
    "subjects": "科目",
    "batch": "许多文件",
    "frames": "数据表",
    "frames.plots": "图",
    "sources": "文件来源与限制",
    "lexicon": "词汇",
    "plugins": "插件",
    "errors": "错误",
    "files": "写文件",
}


def public(namespace: str) -> list[str]:
    """The public names of a namespace: those it lists, else what it defines itself."""
    module = import_module(".".join(filter(None, ("medinsure_budget", namespace))))
    if hasattr(module, "__all__"):
        return sorted(module.__all__)
    own = (name for name, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__)
    return sorted(name for name in own if not name.startswith("_"))


def reference() -> str:
    """One heading for each namespace, one entry for each name that is a class or a function."""
    parts = []
    for namespace, title in NAMESPACES.items():
        whole = ".".join(filter(None, ("medinsure_budget", namespace)))
        module = import_module(whole)
        parts.append(f"## {title}\n\n`{whole}`\n")
        for name in public(namespace):
            home = getattr(getattr(module, name), "__module__", "")
            if callable(getattr(module, name)) and home.startswith("medinsure_budget"):
                parts.append(f"::: {home}.{name}\n")
    return "\n".join(parts)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Called by mkdocs for each page."""
    return markdown.replace(PLACE, reference()) if PLACE in markdown else markdown
