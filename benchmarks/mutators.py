"""Small damages to small files: bytes, words, tags and members of containers are changed, moved, repeated and lost."""

import json
import re
import zipfile
from io import BytesIO

NUMBERS = (
    0,
    1,
    2,
    127,
    128,
    255,
    256,
    32767,
    65535,
    65536,
    1048576,
    1048577,
    2**31 - 1,
    2**31,
    2**32,
    2**63,
    10**29,
    -1,
)
WORDS = (
    "单位：万元",
    "单位：元",
    "万元",
    "合计",
    "其中：",
    "科目编码",
    "项目",
    "本年收入",
    "增加",
    "减少",
    "增长",
    "下降",
    "比上年",
    "预算数",
    "决算数",
    "主要是",
    "2024年",
    "2023年度",
    "部门预算",
    "决算",
    "2101501",
    "210",
    "行政运行",
    "—",
    "-",
    "0.00",
    "100.00%",
    "1,386.05",
    "（3.20）",
    "△",
    "²",
    "①",
    "٣",
    "九",
    "\t",
    "|",
    "||",
    ",",
    "，",
    "。",
    "；",
    "\n",
    "\n\n",
    "\r",
    "\f",
    "\0",
    "\ud800",
    "\u200b",
    "\ufeff",
    "\u202e",
    "_xD800_",
    "=1+1",
    "@SUM",
    "<table>",
    "</table>",
    "<td rowspan=9999 colspan=9999>",
    "<!--",
    "&#xD800;",
    "#",
    "###### ",
    "| --- |",
    "9" * 40,
    "1e999",
    "NaN",
    "-Infinity",
    "一、",
    "（一）",
    "第一部分",
    "附件",
    "  ",
    "\u3000" * 3,
    '"',
    "'",
    "\\",
    "true",
    "null",
    "[[waiver]]",
    "{",
    "}",
    "[",
    "]",
    ":",
)
_TOKEN = re.compile(r"[0-9][0-9,.]*|[A-Za-z]+|[\u4e00-\u9fff]{1,4}|\s+|.", re.DOTALL)
_TAG = re.compile(rb"<[^<>]*>")
_DIGITS = re.compile(rb"[0-9]+")
_MOST = 60_000


def _flipped(out, at, length, rng, pool):
    out[at] ^= 1 << rng.randrange(8)


def _set(out, at, length, rng, pool):
    out[at] = rng.choice((0, 1, 0x20, 0x3C, 0x7F, 0x80, 0xFF))


def _lost(out, at, length, rng, pool):
    del out[at : at + length]


def _repeated(out, at, length, rng, pool):
    out[at:at] = out[at : at + length] * rng.choice((1, 2, 16))


def _inserted(out, at, length, rng, pool):
    out[at:at] = rng.randbytes(rng.choice((1, 2, 8)))


def _counted(out, at, length, rng, pool):
    out[at : at + 4] = (rng.choice(NUMBERS) & 0xFFFFFFFF).to_bytes(4, rng.choice(("little", "big")))


def _cut(out, at, length, rng, pool):
    del out[at:]


def _spliced(out, at, length, rng, pool):
    other = rng.choice(pool) if pool else bytes(out)
    start = rng.randrange(len(other) + 1)
    out[at : at + length] = other[start : start + length]


def _renumbered(out, at, length, rng, pool):
    if found := _DIGITS.search(out, at):
        out[found.start() : found.end()] = str(rng.choice(NUMBERS)).encode()


_ON_BYTES = (_flipped, _set, _lost, _repeated, _inserted, _counted, _cut, _spliced, _renumbered)


def of_bytes(data, rng, pool=()):
    """Some bytes flipped, cut, repeated, moved or taken from another sample."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 4, 8))):
        if out:
            rng.choice(_ON_BYTES)(out, rng.randrange(len(out)), min(len(out), 1 << rng.randrange(9)), rng, pool)
    return bytes(out[:_MOST])


def words_of(data):
    """Bytes as text, half surrogates too; what is no UTF-8 becomes one character a byte."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def of_text(data, rng, pool=()):
    """Some words, figures and lines changed, moved, repeated or lost; now and then a few bytes as well."""
    if rng.random() < 0.1:
        return of_bytes(data, rng, pool)
    tokens = _TOKEN.findall(words_of(data))
    for _ in range(rng.choice((1, 1, 2, 3, 6, 12))):
        at, length = rng.randrange(len(tokens) + 1), 1 << rng.randrange(6)
        match rng.randrange(7):
            case 0:
                tokens[at : at + 1] = [rng.choice(WORDS)]
            case 1:
                tokens.insert(at, rng.choice(WORDS))
            case 2:
                del tokens[at : at + length]
            case 3:
                tokens[at:at] = tokens[at : at + length] * rng.choice((1, 1, 8))
            case 4:
                other = rng.randrange(len(tokens) + 1)
                tokens[at : at + length], tokens[other : other + length] = (
                    tokens[other : other + length],
                    tokens[at : at + length],
                )
            case 5:
                tokens.insert(at, str(rng.choice(NUMBERS)))
            case _:
                words = _TOKEN.findall(words_of(rng.choice(pool))) if pool else tokens
                start = rng.randrange(len(words) + 1)
                tokens[at:at] = words[start : start + length]
    return "".join(tokens).encode("utf-8", "surrogatepass")[:_MOST]


def of_tags(data, rng, pool=()):
    """Some tags swapped, lost, repeated or nested; numbers in them made large."""
    if rng.random() < 0.2:
        return of_bytes(data, rng, pool)
    tags = list(_TAG.finditer(data))
    if not tags:
        return of_text(data, rng, pool)
    one, other = rng.choice(tags), rng.choice(tags)
    first, second = sorted((one, other), key=lambda tag: tag.start())
    return rng.choice(_ON_TAGS)(data, first, second, rng)[:_MOST]


def _swapped(data, first, second, rng):
    if first is second:
        return data
    return data[: first.start()] + second[0] + data[first.end() : second.start()] + first[0] + data[second.end() :]


def _without(data, first, second, rng):
    return data[: first.start()] + data[first.end() :]


def _nested(data, first, second, rng):
    return data[: first.start()] + first[0] * rng.choice((1, 2, 70, 300)) + data[first.start() :]


def _again(data, first, second, rng):
    return data[: second.end()] + data[first.start() : second.end()] * rng.choice((1, 5)) + data[second.end() :]


def _larger(data, first, second, rng):
    new = _DIGITS.sub(lambda _: str(rng.choice(NUMBERS)).encode(), first[0], count=rng.choice((0, 1)))
    return data[: first.start()] + new + data[first.end() :]


def _worded(data, first, second, rng):
    return data[: first.end()] + rng.choice(WORDS).encode("utf-8", "surrogatepass") + data[first.end() :]


_ON_TAGS = (_swapped, _without, _nested, _again, _larger, _worded)


def of_package(data, rng, pool=()):
    """A member changed, lost, repeated, renamed or swapped with another; now and then the container itself."""
    if rng.random() < 0.2:
        return of_bytes(data, rng, pool)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # noqa: BLE001 - a container that was damaged before
        return of_bytes(data, rng, pool)
    if not members:
        return of_bytes(data, rng, pool)
    at, other = rng.randrange(len(members)), rng.randrange(len(members))
    name, content = members[at]
    match rng.choice((0, 0, 0, 0, 1, 2, 3, 4, 5)):
        case 0:
            members[at] = name, (of_tags if content.lstrip().startswith(b"<") else of_text)(content, rng)
        case 1:
            del members[at]
        case 2:
            members.append((name, members[other][1]))
        case 3:
            members[at] = rng.choice(("../x", "/etc/x", "a" * 300, "CON", "", "\x00", name + "/")), content
        case 4:
            members[at], members[other] = (name, members[other][1]), (members[other][0], content)
        case _:
            members.append(("内/" + name, data[:20_000]))
    return packed(members)


def packed(members):
    """A zip of members, names twice and names that lead elsewhere included."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            info = zipfile.ZipInfo("x")
            info.filename = name or "x"
            info.orig_filename = info.filename
            archive.NameToInfo.pop(info.filename, None)
            archive.writestr(info, content)
    return out.getvalue()


def of_json(data, rng, _=()):
    """Values and keys of JSON changed for others, lost or repeated."""
    whole = json.loads(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        holder = whole
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            if not keys:
                break
            key = rng.choice(keys)
            if isinstance(holder[key], dict | list) and rng.random() < 0.8:
                holder = holder[key]
                continue
            if rng.random() < 0.2:
                del holder[key]
            else:
                holder[key] = rng.choice((None, True, 1, -1, 1e308, 10**30, "", [], {}, [None], "NaN", *WORDS))
            break
    return json.dumps(whole).encode()
