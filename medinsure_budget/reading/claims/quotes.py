"""Quotations in the words that are printed, where a source folded them to read them."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from medinsure_budget.document.narrative import Claim
from medinsure_budget.evidence import Line


def as_printed(claims: Sequence[Claim], lines: Iterable[Line]) -> tuple[Claim, ...]:
    """Quote each claim as it is printed: traditional script stays traditional script, without blanks.

    Args:
        claims: The claims in printed order.
        lines: The lines of the source; what was folded has ``printed`` words.
    """
    lines = list(lines)
    if not any(line.printed for line in lines):
        return tuple(claims)
    pairs = [(_bare(line.text), _bare(line.printed or line.text)) for line in lines]
    # Only characters folded one for one lead back to their places.
    pairs = [(text, printed if len(printed) == len(text) else text) for text, printed in pairs]
    return tuple(_quoted(claims, "".join(text for text, _ in pairs), "".join(printed for _, printed in pairs)))


def _quoted(claims: Sequence[Claim], text: str, printed: str) -> Iterator[Claim]:
    begin = 0
    for claim in claims:
        quote = _bare(claim.quote)
        place = text.find(quote, begin)
        place = text.find(quote) if place < 0 else place
        words = printed[place : place + len(quote)] if place >= 0 else quote
        begin = max(begin, place)
        yield evolve(claim, quote=words) if words != quote else claim


def _bare(text: str) -> str:
    return "".join(text.split())
