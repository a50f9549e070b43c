"""One row of the catalogue."""

from typing import Final, Literal

from medinsure_budget.records import frozen

Confidence = Literal["attested", "agreed", "single", "disputed", "official"]
Basis = Literal["document", "mirror", "history", "drafts", "official"]
_BASES: Final[dict[Basis, str]] = {
    "document": "公开文件印有",
    "mirror": "由收支对应的科目推得",
    "history": "由制度沿革推得",
    "drafts": "仅据整理的草稿",
    "official": "来自加载的文件",
}


@frozen
class Attestation:
    """What a row of the catalogue rests on; true when a document or an official list prints it.

    Attributes:
        basis: ``document`` (a published document prints it), ``mirror`` (the corresponding subject of the other side of
            a transfer has it), ``history`` (it follows from when an institution or a word began), ``drafts`` (compiled
            from knowledge only), ``official`` (a loaded list); the strongest first.
        years: Years in which a published document printed the pair of code and name.
        source: The documents, in Chinese words.
    """

    basis: tuple[Basis, ...] = ()
    years: tuple[int, ...] = ()
    source: str = ""

    def __bool__(self) -> bool:
        return bool({"document", "official"} & set(self.basis))

    def __str__(self) -> str:
        years = f"（{'、'.join(map(str, self.years))}年）" if self.years else ""
        told = "、".join(_BASES[basis] for basis in self.basis) or "没有依据"
        return f"{told}{years}" + (f"：{self.source}" if self.source else "")


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
        basis: What the row rests on, the strongest first; see `Attestation`.
        evidence: The documents behind it, or why a person changed the row by hand.
        fund: The budget that the row itself, or the listed beginning of its code, says it belongs to; empty where
            nothing says so.
    """

    code: str
    name: str
    since: int | None = None
    until: int | None = None
    confidence: Confidence = "official"
    attested: tuple[int, ...] = ()
    disputed_name: str = ""
    undated_names: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ("official",)
    evidence: str = ""
    fund: str = ""

    def covers(self, year: int) -> bool:
        """Say whether the name was in force in a year."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)

    @property
    def attestation(self) -> Attestation:
        """What the row rests on."""
        return Attestation(self.basis, self.attested, self.evidence)

    @property
    def other_names(self) -> tuple[str, ...]:
        """The disputed wording and the undated former names; most entries have none."""
        if not (self.disputed_name or self.undated_names):
            return ()
        return tuple(dict.fromkeys(filter(None, (self.disputed_name, *self.undated_names))))
