"""Characters that only look like those of words: radicals and compatibility forms, to which fonts map common words."""

import unicodedata

from medinsure_budget.lexicon import Shape

_RANGES = "\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f"
LOOKALIKE = Shape(f"[{_RANGES}]")
# What Unicode itself does not call the same: radicals of simplified script.
_RADICALS = """
⺎兀 ⼾户 ⺟母 ⺠民 ⻁虎 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页
⻛风 ⻜飞 ⻝食 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙 ⻳龟
"""
_TABLE = {ord(pair[0]): pair[1] for pair in _RADICALS.split()}


def as_words(text: str) -> str:
    """Put the characters of words for those that look like them.

    >>> as_words("部⻔专⼾收⽀总表")
    '部门专户收支总表'
    """
    return LOOKALIKE.sub(lambda found: unicodedata.normalize("NFKC", found[0].translate(_TABLE)), text)
