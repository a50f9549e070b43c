"""Who the agency is: functions, units, staff, vehicles; and the terms its document explains."""

from attrs import frozen


@frozen
class Term:
    """An explained term of 名词解释."""

    name: str
    meaning: str


@frozen(kw_only=True)
class Profile:
    """What a document says about its agency."""
