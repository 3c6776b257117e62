"""The same fact told twice in an article (headline, lead, body, caption) becomes one record: the fullest telling."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from extractor.awards.catalogue import catalogue
from extractor.awards.drafts import CREDIT
from extractor.awards.relations import relations
from extractor.language.fold import fold
from extractor.records import AwardRecord

__all__ = ["without_repeats"]

FAMILY = re.compile(r"(?:gia đình|thân nhân|người nhà|vợ|mẹ)(?!\w)")  # who takes what somebody was given after death
RUN = 8  # words of a name that another telling may shorten it to


def without_repeats(records: Sequence[AwardRecord]) -> list[AwardRecord]:
    """Keeps of each fact its fullest telling, in the order of the first telling."""
    out: list[AwardRecord] = []
    told: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)  # by what twins have in common
    for record in records:
        near = sorted({index for key in _sought(record) for index in told.get(key, ())})
        twin = next((index for index in near if same_fact(out[index], record)), None)
        if twin is None:
            twin = len(out)
            out.append(record)
        elif _fullness(record) > _fullness(out[twin]):
            out[twin] = record
        else:
            continue
        for key in _known(record):
            if twin not in told[key]:
                told[key].append(twin)
    return _without_captions(_without_totals(out))


def _without_captions(records: list[AwardRecord]) -> list[AwardRecord]:
    """Drops what the line under a picture tells of some people, where the text tells who got that award."""
    captions = {id(record) for record in records if _is_caption(record)}
    if not captions:
        return records
    told = {_family(record) for record in records if id(record) not in captions}
    return [record for record in records if not (id(record) in captions and _vague(record) and _family(record) in told)]


def _is_caption(record: AwardRecord) -> bool:
    """Whether a record's sentence names who took a picture; its words stand as the user's text has them, composed or not."""
    return CREDIT.search(unicodedata.normalize("NFC", record.evidence.text)) is not None


def _without_totals(records: list[AwardRecord]) -> list[AwardRecord]:
    """Drops a group that other records name: "hai thanh niên" of the headline where two people are named for the award."""
    named: defaultdict[tuple[object, ...], list[AwardRecord]] = defaultdict(list)
    for record in records:
        if record.recipient.name is not None:
            named[(*_family(record), record.recipient.kind)].append(record)
    return [
        record
        for record in records
        if record.recipient.name is not None or not _is_total(record, named[(*_family(record), record.recipient.kind)])
    ]


def _is_total(record: AwardRecord, named: Sequence[AwardRecord]) -> bool:
    """Whether a counted group has as many members as are named for the same award."""
    quantity = record.quantity
    if quantity.count is None or quantity.of is not None or quantity.counted != "recipients":
        return False
    members = {fold(one.recipient.name or "") for one in named if _tells_member(record, one)}
    return quantity.quantifier is None and 0 < quantity.count == len(members)


def _tells_member(group: AwardRecord, one: AwardRecord) -> bool:
    """Whether a named record can be of a member: of the same award, told elsewhere ("cho Xí nghiệp X và 1 tập thể" are two)."""
    apart = group.evidence.sentence != one.evidence.sentence
    return apart and _same_award(group, one) and _same_years(group, one)


def _family(record: AwardRecord) -> tuple[object, ...]:
    """What two tellings of one fact always share: the status, and the award or the general one above it."""
    awards = catalogue().awards
    award = awards[record.award.id]
    root = next((one for one in (award.parent, *_stems(award.id)) if one in awards and awards[one].generic), award.id)
    return record.status, root


def _stems(award_id: str) -> list[str]:
    """The ids that an id goes on from: "bang-khen-cap-bo" from "bang", "bang-khen", "bang-khen-cap"."""
    parts = award_id.split("-")
    return ["-".join(parts[:length]) for length in range(1, len(parts))]


def _known(record: AwardRecord) -> list[tuple[object, ...]]:
    """The keys under which a later telling finds a record: its name and each run of words of it, its count, its group."""
    family = _family(record)
    if record.recipient.name is None:
        return [_unnamed(record), *([(*family, "vague")] if _vague(record) else [])]
    name, runs = _runs(record.recipient.name)
    return [(*family, "named"), (*family, "whole", name), *((*family, "part", run) for run in runs)]


def _sought(record: AwardRecord) -> list[tuple[object, ...]]:
    """The keys of earlier records that can tell the same fact."""
    family = _family(record)
    if record.recipient.name is None:
        return [_unnamed(record), *([(*family, "named")] if _vague(record) else [])]
    name, runs = _runs(record.recipient.name)
    return [(*family, "vague"), (*family, "part", name), *((*family, "whole", run) for run in runs)]


def _unnamed(record: AwardRecord) -> tuple[object, ...]:
    """What two tellings about one unnamed group share: its count, or else its words."""
    count = record.quantity.count
    told = (count, record.quantity.of) if count is not None else fold(record.recipient.group or "")
    return *_family(record), record.recipient.kind, told


def _runs(name: str) -> tuple[str, list[str]]:
    """A name and the runs of words in it that another telling may call it by."""
    words = fold(name).split()
    runs = {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, min(len(words), a + RUN) + 1)}
    return " ".join(words), sorted(runs | {" ".join(words)})


def _vague(record: AwardRecord) -> bool:
    """An unnamed recipient without a number: whom a later sentence names."""
    return record.recipient.name is None and record.quantity.count is None and record.quantity.quantifier is None


def same_fact(left: AwardRecord, right: AwardRecord) -> bool:
    """Whether two records can tell the same conferral: nothing that both say differs."""
    if left.status != right.status or not _same_award(left, right) or not _same_years(left, right):
        return False
    if left.authority.text and right.authority.text and _other_giver(left, right):
        return False
    if left.recipient.name and right.recipient.name:
        return _same_name(left.recipient.name, right.recipient.name) and _same_count(left, right)
    if left.recipient.name or right.recipient.name:
        group = right if left.recipient.name else left
        return (
            group.quantity.count is None
            and group.quantity.quantifier is None
            and (left.recipient.kind == right.recipient.kind or FAMILY.match(fold(group.recipient.group or "")) is not None)
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


def _other_giver(left: AwardRecord, right: AwardRecord) -> bool:
    """Whether two records tell of different givers: other words in one sentence, offices of other kinds in two."""
    one, other = fold(left.authority.text or ""), fold(right.authority.text or "")
    if left.evidence.sentence == right.evidence.sentence:
        return one != other
    kinds = [relations().office(words) for words in (one, other)]
    return None not in kinds and kinds[0] != kinds[1]


def _same_award(left: AwardRecord, right: AwardRecord) -> bool:
    if left.award.class_ != right.award.class_ and None not in (left.award.class_, right.award.class_):
        return False
    if left.award.id == right.award.id:
        return True
    if left.evidence.sentence == right.evidence.sentence:
        return False  # "Huân chương Độc lập cùng nhiều huân chương khác"
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
