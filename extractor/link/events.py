"""Which records of different articles tell of one conferral, and where they contradict each other.

Two records can only tell of one where recipient and award are the same; one award may be the general form of the other
("Bằng khen" of "Bằng khen của Thủ tướng"). They do where

- they name the same decision;
- or the class does not differ (one may lack it) and the years meet; for an award that comes only once, also where one
  or both lack the year;
- or the articles appeared within a month of each other and differ in the class or, for an award that comes only once, in
  the year: then they contradict each other about one conferral, and `conflicts` shows what each says.

Two records of one article are never one conferral, and different decisions are never one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from extractor.language.fold import fold
from extractor.link.groups import Groups, Ruling
from extractor.link.words import words

__all__ = ["Event", "EventLinks", "EventMention", "decision_key", "link_events"]

DECISION = "the same recipient, award and decision {}"
YEARS = "the same recipient and award, years that meet"
ONCE = "the same recipient, and an award that comes once"
NEAR = "the same recipient and award, told within a month; what differs is in event_conflicts"
MONTH = 31  # days between two articles on one conferral


@dataclass(frozen=True, slots=True)
class EventMention:
    """A record that says that something was conferred. `recipient` is the id of the person, unit or group linked."""

    id: str
    article: str
    recipient: str
    award: str
    kind: str = ""
    general: str | None = None  # the more general award
    award_class: int | None = None
    count: int | None = None
    years: tuple[int, int] | None = None
    decision: str | None = None
    published: date | None = None
    fullness: int = 0  # how much the record tells; the fullest one leads


@dataclass(slots=True)
class Event:
    """One conferral: the record that leads, its class and year where nobody contradicts, conflicts, and all records with why."""

    id: str
    leading: str
    award_class: int | None = None
    year: int | None = None
    sources: int = 1
    records: list[tuple[str, str]] = field(default_factory=list)
    conflicts: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


@dataclass(slots=True)
class EventLinks:
    """All conferrals, and which of them each record tells of."""

    events: dict[str, Event] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)


def decision_key(number: str | None) -> str | None:
    """A decision's number in one form.

    >>> decision_key("1234/QĐ-CTN") == decision_key("số 1234 QĐ/CTN")
    True
    """
    if not number:
        return None
    found: list[str] = re.findall(r"[^\W_]+", fold(number).replace("số", " "))
    return "/".join(found) or None


def link_events(mentions: Sequence[EventMention], rulings: Iterable[Ruling] = ()) -> EventLinks:
    """Links records that tell of one conferral."""
    by_id = {mention.id: mention for mention in mentions}
    groups = Groups(by_id, marks={mention.id: mention.article for mention in mentions})
    groups.rule(rulings)
    blocks: dict[tuple[str, str], list[EventMention]] = defaultdict(list)
    for mention in mentions:
        blocks[mention.recipient, mention.general or mention.award].append(mention)
    for block in blocks.values():
        if len(block) > 1:
            _join_block(block, groups)
    links = EventLinks()
    for members in groups.all():
        event = _event([by_id[member] for member in members], groups)
        links.events[event.id] = event
        links.of |= dict.fromkeys(members, event.id)
    return links


def _join_block(block: list[EventMention], groups: Groups) -> None:
    """Joins within one recipient and award: decisions first, then years, then what lacks one, then what contradicts."""
    by_decision: dict[str, list[EventMention]] = defaultdict(list)
    for mention in block:
        if mention.decision:
            by_decision[mention.decision].append(mention)
    for number, same in by_decision.items():
        for mention in same[1:]:
            groups.join(same[0].id, mention.id, DECISION.format(number), 0.99)
    block = sorted(block, key=lambda one: (one.years is None, one.years or (0, 0), one.award_class or 0, one.id))
    for test, why, score in ((_years_meet, YEARS, 0.95), (_comes_once, ONCE, 0.9), (_near, NEAR, 0.85)):
        known: dict[tuple[object, ...], EventMention] = {}
        for mention in block:
            fits = {
                groups.find(one.id): one
                for one in known.values()
                if groups.find(one.id) != groups.find(mention.id) and _can_be(one, mention) and test(one, mention)
            }
            if len(fits) == 1:  # what fits two conferrals is of neither for certain
                groups.join(next(iter(fits.values())).id, mention.id, why, score)
            told = (mention.years, mention.award_class, mention.decision, mention.award, mention.published)
            known.setdefault((groups.find(mention.id), *told), mention)


def _can_be(one: EventMention, two: EventMention) -> bool:
    """The same award, or one the general form of the other; no two decisions."""
    award = two.award in (one.award, one.general) or two.general == one.award
    return award and not (one.decision and two.decision and one.decision != two.decision)


def _same_class(one: EventMention, two: EventMention) -> bool:
    return one.award_class is None or two.award_class is None or one.award_class == two.award_class


def _years_meet(one: EventMention, two: EventMention) -> bool:
    return _same_class(one, two) and one.years is not None and one.years == two.years


def _is_once(mention: EventMention) -> bool:
    data = words()
    return mention.kind in data.once_kinds or mention.award.startswith(data.once_prefixes)


def _comes_once(one: EventMention, two: EventMention) -> bool:
    lacking = one.years is None or two.years is None
    return lacking and _is_once(one) and one.award_class == two.award_class


def _near(one: EventMention, two: EventMention) -> bool:
    """Told within a month, and what differs may be a mistake: not the year of an award that comes each year."""
    if one.published is None or two.published is None or abs((one.published - two.published).days) > MONTH:
        return False
    if one.years is None or two.years is None or one.years == two.years:
        return True
    return _is_once(one) and one.award_class == two.award_class


def _event(mentions: Sequence[EventMention], groups: Groups) -> Event:
    """One conferral with what its records agree on and where they do not."""
    leading = min(mentions, key=lambda one: (-one.fullness, one.id))
    event = Event(mentions[0].id, leading.id, sources=len({mention.article for mention in mentions}))
    for mention in mentions:
        event.records.append((mention.id, groups.why(mention.id)[0] or "no other article tells of it"))
    values = {
        "class": Counter(str(one.award_class) for one in mentions if one.award_class is not None),
        "count": Counter(str(one.count) for one in mentions if one.count is not None),
        "year": Counter(_period(one.years) for one in mentions if one.years is not None),
        "decision": Counter(one.decision for one in mentions if one.decision is not None),
    }
    event.conflicts = {name: sorted(told.items()) for name, told in values.items() if len(told) > 1}
    if len(values["class"]) == 1:
        event.award_class = int(next(iter(values["class"])))
    if len(values["year"]) == 1:
        event.year = next(one.years[1] for one in mentions if one.years is not None)
    return event


def _period(years: tuple[int, int]) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}"
