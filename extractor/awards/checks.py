"""What a careful reader would question in a record."""

from __future__ import annotations

from extractor.awards.catalogue import Award
from extractor.records import Period, Quantity, Recipient

__all__ = ["checked"]

# Kinds of the catalogue that a collective recipient may be of.
COLLECTIVES = frozenset(
    ("collective", "organisation", "party_organisation", "administrative_unit", "group_of_authors", "product")
)


def checked(
    award: Award, recipient: Recipient, quantity: Quantity, period: Period, *, unsaid: bool = False
) -> tuple[str, ...]:
    """Warnings of one record: sums that do not add up, more than there are, a recipient or year that cannot be.

    `unsaid`: the text counts awards and says nowhere who received them; the group is the award's own words.
    """
    out = ["the text does not say who received it"] if unsaid else []
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
