"""The same fact told twice in an article (headline, lead, body, caption) becomes one record: the fullest telling."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.awards.catalogue import catalogue
from extractor.language.fold import fold
from extractor.records import AwardRecord

__all__ = ["without_repeats"]


def without_repeats(records: Sequence[AwardRecord]) -> list[AwardRecord]:
    """Keeps of each fact its fullest telling, in the order of the first telling."""
    out: list[AwardRecord] = []
    for record in records:
        twin = next((index for index, other in enumerate(out) if same_fact(other, record)), None)
        if twin is None:
            out.append(record)
        elif _fullness(record) > _fullness(out[twin]):
            out[twin] = record
    return out


def same_fact(left: AwardRecord, right: AwardRecord) -> bool:
    """Whether two records can tell the same conferral: nothing that both say differs."""
    if left.status != right.status or not _same_award(left, right) or not _same_years(left, right):
        return False
    if (
        left.evidence.sentence == right.evidence.sentence
        and left.authority.text
        and right.authority.text
        and left.authority.text != right.authority.text
    ):
        return False
    if left.recipient.name and right.recipient.name:
        return _same_name(left.recipient.name, right.recipient.name) and _same_count(left, right)
    if left.recipient.name or right.recipient.name:
        group = right if left.recipient.name else left
        return (
            group.quantity.count is None
            and group.quantity.quantifier is None
            and left.recipient.kind == right.recipient.kind
        )
    if left.recipient.kind != right.recipient.kind:
        return False
    if (
        left.quantity.count is not None
        and left.quantity.count == right.quantity.count
        and left.quantity.of == right.quantity.of
    ):
        return True
    return (
        left.quantity.count is None
        and right.quantity.count is None
        and fold(left.recipient.group or "") == fold(right.recipient.group or "")
    )


def _same_award(left: AwardRecord, right: AwardRecord) -> bool:
    if left.award.class_ != right.award.class_ and None not in (left.award.class_, right.award.class_):
        return False
    if left.award.id == right.award.id:
        return True
    awards = catalogue().awards
    return any(
        awards[one].generic and (awards[other].parent == one or other.startswith(one + "-"))
        for one, other in ((left.award.id, right.award.id), (right.award.id, left.award.id))
    )


def _same_years(left: AwardRecord, right: AwardRecord) -> bool:
    one, other = left.period, right.period
    if one.first is None or other.first is None:
        return True
    return (one.first, one.last) == (other.first, other.last)


def _same_count(left: AwardRecord, right: AwardRecord) -> bool:
    counts = {left.quantity.count or 1, right.quantity.count or 1}
    return len(counts) == 1 or 1 in counts


def _same_name(left: str | None, right: str | None) -> bool:
    one, other = fold(left or ""), fold(right or "")
    return one == other or f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _fullness(record: AwardRecord) -> tuple[int, int]:
    told = (
        record.recipient.name, record.recipient.post, record.recipient.unit, record.authority.text, record.period.first,
        record.decision.number, record.quantity.count, record.award.class_,
    )  # fmt: skip
    specific = 0 if catalogue().awards[record.award.id].generic else 2
    return sum(value is not None for value in told) + specific, len(record.recipient.name or "")
