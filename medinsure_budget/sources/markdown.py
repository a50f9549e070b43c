"""Markdown as converters write it: headings, bold words, tab tables, pipe tables, HTML tables."""

import re
from html import unescape

from medinsure_budget.evidence import Grid, Note, Source
from medinsure_budget.sources.bars import between_rules, is_rule
from medinsure_budget.sources.layout import Pages
from medinsure_budget.sources.left_out import LeftOut
from medinsure_budget.sources.limits import Limits
from medinsure_budget.sources.parted import PAGE_BREAK
from medinsure_budget.sources.text import numbered_lines
from medinsure_budget.sources.words import decode, tidy

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|(?=[^\x00-\x7f]))(.*)")
_CLOSING = re.compile(r"\s#+$")
# Printed dashes in table rows are kept; a line of nothing else is a rule or the fence of a code block.
_RULE = re.compile(r"\s*(?:(?:-\s*){3,}|\*\s?\*\s?\*|\*{3,}|(?:_\s*){3,}|(?:`{3,}|~{3,})\w*)")
_MARKED = re.compile(r"[*<&\\\[]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|p|span|font|sup|sub|div|center)(?:\s[^<>]*)?/?>|<!--.{0,2000}?-->", re.IGNORECASE
)
# Emphasis and links are short; without bounds a damaged line would be searched again from each mark.
# "**" without words between them is printed: some tables mark a column without a number so.
_STARRED = re.compile(r"\*{2,3}(?=[^\s*])(.{1,2000}?)(?<=[^\s*])\*{2,3}")
_BOLD = re.compile(r"\*\*[^\s*](?:[^*]*[^\s*])?\*\*|<(b|strong)>.*</\1>", re.IGNORECASE)
_LINK = re.compile(r"(!?)\[([^\]]{0,500})\]\([^)]{0,2000}\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_STRUCK = re.compile(r"~~([^~\n]{1,200})~~|<(s|del|strike)\b[^<>\n]{0,200}>([^<\n]{0,500})</\2>", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^([^\]\n]{1,20})\](?!:)")
_CARETS = re.compile(r"\^([^\s^]{1,10})\^")
_SUPERSCRIPT = re.compile(r"<sup\b[^<>\n]{0,200}>([^<\n]{0,20})</sup>", re.IGNORECASE)
# What a line has to begin with to be a rule or the entry of a list.
_RULED, _BULLETS = "-*_`~", "-*+"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BULLET = re.compile(r"\s*[-*+]\s+(?=[^\s\d])")
_PIPE = re.compile(r"(?<!\\)\|")
_LAST_PIPE = re.compile(r"(?<!\\)\|$")
_DELIMITER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")

# In lines; a table that is not closed by then never will be.
_LONGEST_TABLE = 5_000
_Lines = list[tuple[int, str]]


def read_markdown(data: bytes, name: str = "", *, limits: Limits | None = None) -> Source:
    """Read Markdown; marks are stripped, what they mean is kept in `Line.level` and `Cell.bold`.

    Raises:
        UnreadableFileError: when the bytes are empty or no text.
        LimitExceededError: when the file is larger than allowed.
    """
    limits = limits or Limits()
    limits.check_size(len(data), name)
    left_out = LeftOut()
    lines = list(numbered_lines(_without_struck(decode(data, name), left_out)))
    pages, notes = Pages(), list(left_out.notes())
    at = 0
    while at < len(lines):
        number, line = lines[at]
        if (end := _add_bounded_table(lines, at, pages, name, limits)) > at:
            at = end
            continue
        _add_other(number, line, pages)
        if "![" in line:
            notes.append(Note("unread", f"第{number}行是图片，其中的文字没有读取", pages.number, number))
        at += 1
    return Source(name, pages.finished(), tuple(notes), "markdown")


def _without_struck(text: str, left_out: LeftOut) -> str:
    """The text without what is struck out; raised figures become characters that are raised themselves."""

    def struck(found: re.Match[str]) -> str:
        left_out.add("struck", found[1] or found[3])
        return ""

    def raised(found: re.Match[str]) -> str:
        left_out.add("raised", found[1])
        return ""

    if "^" in text:
        text = _CARETS.sub(lambda found: found[1].translate(_SUPERSCRIPTS), _FOOTNOTE.sub(raised, text))
    if "~~" in text or "</" in text:
        text = _STRUCK.sub(struck, text)
        text = _SUPERSCRIPT.sub(lambda found: found[1].translate(_SUPERSCRIPTS), text)
    return text


def _add_bounded_table(lines: _Lines, start: int, pages: Pages, name: str, limits: Limits) -> int:
    """Add the pipe or HTML table that begins here, if any; gives the line after it, else ``start``."""
    end, (_, line) = start, lines[start]
    if ("|" in line or line[:1] == "+") and (end := _pipe_table_end(lines, start)) > start:
        _add_pipe_table(lines[start:end], pages)
    elif "<table" in line and (end := _html_table_end(lines, start, limits)) > start:
        _add_html_table(lines[start:end], pages, name, limits)
    return end


def _add_other(number: int, line: str, pages: Pages) -> None:
    if line == PAGE_BREAK:
        pages.end_page()
    elif not line:
        pages.end_table()
    elif "\t" in line:
        cells = line.split("\t")
        if _MARKED.search(line):
            _add_row(cells, number, pages)
        else:
            pages.add_row([tidy(cell) for cell in cells], number)
    else:
        _add_line(line, number, pages)


def _add_line(line: str, number: int, pages: Pages) -> None:
    if "#" in line and (heading := _HEADING.fullmatch(line.strip())):
        pages.add_line(_plain(_CLOSING.sub("", heading[2])), number, len(heading[1]))
    elif line.lstrip()[:1] in _RULED and _RULE.fullmatch(line):
        pages.end_table()
    else:
        bullet = _BULLET.match(line) if line.lstrip()[:1] in _BULLETS else None
        text = line[bullet.end() :] if bullet else line
        for part in _BREAK.split(text) if "<" in text else [text]:
            pages.add_line(_plain(part), number)


def _add_row(cells: list[str], number: int, pages: Pages) -> None:
    bold = [c for c, cell in enumerate(cells) if ("*" in cell or "<" in cell) and _BOLD.fullmatch(cell.strip())]
    pages.add_row([_plain(cell) for cell in cells], number, bold)


def _plain(text: str) -> str:
    """Strip the marks of emphasis, links, tags and escapes."""
    if _MARKED.search(text):
        text = _TAG.sub("", _BREAK.sub("\n", text))
        text = _STARRED.sub(r"\1", _LINK.sub(lambda found: "" if found[1] else found[2], text))
        text = unescape(_ESCAPED.sub(r"\1", text))
    return tidy(text)


def _pipe_table_end(lines: _Lines, start: int) -> int:
    """Find where the pipe table that begins here ends; ``start`` when none does.

    A table is bounded by pipes at the left, or has the row of dashes that Markdown puts under its header.
    """
    drawn = is_rule(lines[start][1]) and start + 1 < len(lines)
    first = lines[start + drawn][1].strip()
    ruled = start + 1 < len(lines) and "|" in lines[start + 1][1] and _DELIMITER.fullmatch(lines[start + 1][1].strip())
    if not ruled and not (first.startswith("|") and len(_PIPE.findall(first)) > 1):
        return start
    end = start
    while end < len(lines) and "\t" not in lines[end][1] and (_PIPE.search(lines[end][1]) or is_rule(lines[end][1])):
        end += 1
    return end


def _html_table_end(lines: _Lines, start: int, limits: Limits) -> int:
    """Find the line after an HTML table; ``start`` when it is never closed."""
    opened = 0
    for at in range(start, len(lines)):
        opened += lines[at][1].count("<table") - lines[at][1].count("</table>")
        if opened <= 0:
            return at + 1
        if opened > limits.max_depth or at - start > _LONGEST_TABLE:
            break
    return start


def _add_html_table(lines: _Lines, pages: Pages, name: str, limits: Limits) -> None:
    from medinsure_budget.sources.html import table_blocks

    number = lines[0][0]
    for block in table_blocks("\n".join(line for _, line in lines), name, limits):
        if isinstance(block, Grid):
            block.lines = (number,) * block.height
            pages.add_grid(block)
        else:
            pages.add_line(block.text, number)


def _add_pipe_table(lines: _Lines, pages: Pages) -> None:
    pages.end_table()
    # Only the row of dashes under (or, without a header, instead of) the header is a mark; others are printed.
    mark = next((row for row in (1, 0) if row < len(lines) and _DELIMITER.fullmatch(lines[row][1].strip())), None)
    printed = [(number, line.strip()) for row, (number, line) in enumerate(lines) if row != mark and not is_rule(line)]
    inner = [line.removeprefix("|") for _, line in printed]
    rows = [_PIPE.split(line[:-1] if _LAST_PIPE.search(line) else line) for line in inner]
    for number, row in zip(*between_rules(lines, [number for number, _ in printed], rows), strict=True):
        _add_row(row, number, pages)
    pages.end_table()
