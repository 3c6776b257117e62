"""What a careful reader would question in a record, and how sure the extractor is of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extractor.awards.catalogue import Award
from extractor.awards.chunks import Party
from extractor.records import Period, Quantity, Recipient
from extractor.resources import load_toml

if TYPE_CHECKING:
    from extractor.awards.drafts import Draft

__all__ = ["checked", "confidence"]

# Kinds of the catalogue that a collective recipient may be of.
COLLECTIVES = frozenset(
    ("collective", "organisation", "party_organisation", "administrative_unit", "group_of_authors", "product")
)


def checked(award: Award, recipient: Recipient, quantity: Quantity, period: Period) -> tuple[str, ...]:
    """Warnings of one record: sums that do not add up, more than there are, a recipient or year that cannot be."""
    out = []
    if quantity.count is not None and quantity.of is not None and quantity.count > quantity.of:
        out.append(f"count {quantity.count} is more than the total {quantity.of}")
    total = sum(part.count for part in quantity.breakdown)
    if quantity.breakdown and quantity.count is not None and total > quantity.count:
        out.append(f"the parts add up to {total}, the total is {quantity.count}")
    if (
        recipient.kind == "collective"
        and not COLLECTIVES & set(award.recipients)
        and "household" not in award.recipients
    ):
        out.append("this award is given to individuals only")
    if (
        recipient.kind == "individual"
        and "individual" not in award.recipients
        and "group_of_authors" not in award.recipients
    ):
        out.append("this award is not given to individuals")
    if award.valid_from and period.last is not None and period.last < int(award.valid_from[:4]):
        out.append(f"this award has been given since {award.valid_from[:4]} only")
    return tuple(out)


def confidence(draft: Draft, party: Party) -> float:
    """How likely a record is right, from its frame and from how its recipient was found.

    The figures are shares of right records by group, measured as docs/quality.md says; models/rules/confidence.toml.
    """
    data = _figures()
    frame = draft.clause.frame.id
    value = data.frames.get(frame, data.frames.get(frame.split(".")[0], data.default))
    if draft.clause.topic:
        value -= data.minus["topic"]
    if party.short:
        value -= data.minus["short"]
    if draft.status != "conferred":
        value -= data.minus["status"]
    if party.kind == "group" and party.quantity is None and party.quantifier is None:
        value -= data.minus["uncounted"]
    return round(min(0.99, max(0.05, value)), 2)


@dataclass(frozen=True, slots=True)
class _Confidence:
    """The figures of models/rules/confidence.toml."""

    default: float
    frames: dict[str, float]
    minus: dict[str, float]


@cache
def _figures() -> _Confidence:
    data = load_toml("rules/confidence.toml")
    return _Confidence(data["default"], data["frames"], data["minus"])
