"""Bytes to text, and the blanks and breaks inside printed words."""

import codecs

from medinsure_budget.allowance import spend
from medinsure_budget.errors import UnreadableFileError
from medinsure_budget.evidence import Wrapped
from medinsure_budget.lexicon import Shape, by_text, declare
from medinsure_budget.sources.lookalike import LOOKALIKE, as_words

# The colours that number formats name
COLOUR = "红色 红 黑色 黑 蓝色 蓝 青色 青 绿色 绿 白色 白 黄色 黄 洋红 洋红色 颜色"
# What programs write for a cell that holds nothing
NO_VALUE = "nan NaN None NaT <NA> null NULL"
declare(globals())

# Marks of width nothing that editors leave between characters: soft hyphens, joiners, directions, variants.
INVISIBLE = Shape("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]")
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Control, private and replacement characters: a few come from symbol fonts, many mean a wrong charset.
_UNUSUAL = Shape(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd-\uffff]")
_MOST_UNUSUAL = 0.05
_BLANKS = "\n\r\t\u3000\xa0"
# Below this share of broken sequences a text was UTF-8 before it was damaged.
_DAMAGED_UTF8 = 0.2


def decode(data: bytes, name: str, charset: str = "") -> str:
    """Decode text of a document: by its byte order mark, ``charset`` when stated, as UTF-8, else as GB18030.

    Raises:
        UnreadableFileError: when the bytes are no text in any of these, are damaged or hold nothing printed.
    """
    text = _decoded(data, name, charset)
    spend(name, characters=len(text))
    unusual = 0 if is_printable(text) and "\ufffd" not in text else len(_UNUSUAL.findall(text))
    if unusual > _MOST_UNUSUAL * len(text):
        raise UnreadableFileError(f"{name}：不是能读的文字，{len(text)} 个字符里有 {unusual} 个不是文字")
    if not text.strip():
        raise UnreadableFileError(f"{name}：文件是空的")
    # Tables are found by words before anything else is cleaned.
    return as_words(text) if LOOKALIKE.search(text) else text


def _decoded(data: bytes, name: str, charset: str) -> str:
    bom = next((encoding for mark, encoding in _BOMS.items() if data.startswith(mark)), "")
    if bom:
        return _strict(data, bom, name)
    if charset:
        return _strict(data, charset, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        lenient = data.decode("utf-8", "replace")
        broken = lenient.count("\ufffd")
        beyond_ascii = len(lenient) - len(lenient.encode("ascii", "ignore"))
        if broken <= _DAMAGED_UTF8 * beyond_ascii:
            raise UnreadableFileError(f"{name}：UTF-8 文字在第 {error.start} 字节处损坏") from error
    return _strict(data, "gb18030", name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"{name}：文字编码不是 {encoding}，见第 {error.start} 字节") from error
    except LookupError as error:
        raise UnreadableFileError(f"{name}：不认识的文字编码 {encoding!r}") from error


def is_printable(text: str) -> bool:
    """Whether a text holds nothing but printed characters and the usual blanks."""
    for blank in _BLANKS:
        text = text.replace(blank, "")
    return text.isprintable()


@by_text
def tidy(text: str) -> str:
    r"""Trim words and make their inner blanks single; line breaks are joined away.

    A break between Chinese characters is only a wrapped line, between other characters it parts two words.

    >>> tidy("医疗保障\n  管理事务"), tidy(" 合  计 "), tidy("1.00\n2.00")
    ('医疗保障管理事务', '合 计', '1.00 2.00')
    """
    if "\n" not in text:
        return " ".join(text.split())
    pieces: list[str] = []
    lines = tuple(" ".join(words) for line in text.split("\n") if (words := line.split()))
    for line in lines:
        if pieces and pieces[-1][-1].isascii() and line[0].isascii():
            pieces.append(" ")
        pieces.append(line)
    return Wrapped("".join(pieces), lines) if len(lines) > 1 else "".join(pieces)
