"""One row of the catalogue."""

from typing import Literal

from attrs import frozen

Confidence = Literal["attested", "agreed", "single", "disputed", "official"]


@frozen
class Entry:
    """One name of one code over the years it was in force.

    Attributes:
        code: 类款项 joined, three, five or seven digits.
        name: As the catalogue has it, with Chinese brackets.
        since: First year in force; ``None`` is before 2015 or not known.
        until: Last year in force; ``None`` is still in force, or an end that is not known.
        confidence: ``attested`` (printed in a real document in the years of ``attested``), ``agreed`` (two independent
            drafts have it), ``single`` (one draft only, or no longer in force), ``disputed`` (the drafts differ),
            ``official`` (loaded from a file by ``load_catalogue``).
        attested: Years in which a published document printed the pair of code and name.
        disputed_name: What the second draft calls a disputed subject.
        undated_names: Former names whose years are not known.
        evidence: Why a person changed the row by hand; empty for generated rows.
    """

    code: str
    name: str
    since: int | None = None
    until: int | None = None
    confidence: Confidence = "official"
    attested: tuple[int, ...] = ()
    disputed_name: str = ""
    undated_names: tuple[str, ...] = ()
    evidence: str = ""

    def covers(self, year: int) -> bool:
        """Say whether the name was in force in a year."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)

    @property
    def other_names(self) -> tuple[str, ...]:
        """The disputed wording and the undated former names."""
        return tuple(dict.fromkeys(filter(None, (self.disputed_name, *self.undated_names))))
