"""`extract link`: reads names and records from a database, finds out who is who, and writes it down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from extractor.language.fold import fold
from extractor.link.events import EventLinks, EventMention, decision_key, link_events
from extractor.link.groups import Ruling
from extractor.link.persons import PersonLinks, PersonMention, link_persons
from extractor.link.units import UnitLinks, UnitName, link_units
from extractor.store import link_schema as k
from extractor.store import schema as s
from extractor.store.unit_paths import unit_paths
from extractor.store.values import folded, hashed

if TYPE_CHECKING:
    from extractor.store.backend import Backend

__all__ = ["Linked", "link"]


@dataclass(frozen=True, slots=True)
class Linked:
    """How many names, mentions and records there are, and how many units, persons and conferrals they stand for."""

    unit_names: int
    units: int
    mentions: int
    persons: int
    records: int
    events: int
    conflicts: int

    def __str__(self) -> str:
        return (
            f"{self.unit_names} names are {self.units} units; {self.mentions} mentions are {self.persons} persons; "
            f"{self.records} records tell of {self.events} conferrals, {self.conflicts} with contradictions"
        )


def link(backend: Backend) -> Linked:
    """Links all that a database holds, and writes the result in the place of the one before, in one transaction."""
    rulings = _rulings(backend)
    names = [UnitName(unit_id, path) for unit_id, path in unit_paths(backend).items()]
    units = link_units(names, rulings["unit"])
    rows = _records(backend)
    persons = link_persons(_person_mentions(rows), units, rulings["person"])
    events = link_events(_event_mentions(rows, units, persons), rulings["event"])
    with backend.writing():
        for table in reversed(k.LINK_TABLES):
            backend.execute(delete(table))
        for table, found in _rows(units, persons, events, rows).items():
            backend.insert(table, found)
    backend.analyze()
    return Linked(
        len(units.of), len(units.units), len(persons.of), len(persons.persons), len(events.of), len(events.events),
        sum(bool(event.conflicts) for event in events.events.values()),
    )  # fmt: skip


def _rulings(backend: Backend) -> dict[str, list[Ruling]]:
    """What people have ruled, by kind. A recipient or record is told as article_id/number or article_id/record_id."""
    r = k.rulings.c
    found: dict[str, list[Ruling]] = defaultdict(list)
    for kind, left, right, verdict in backend.fetch(
        select(r.kind, r.left_id, r.right_id, r.verdict).order_by(r.left_id)
    ):
        found[kind].append((left, right, verdict == "same"))
    return found


@dataclass(frozen=True, slots=True)
class _Record:
    """What linking needs of a record."""

    article: str
    record: str
    recipient: str  # article_id/number
    kind: str
    name: str | None
    group: str | None
    post: str | None
    unit: str | None
    award: str
    award_kind: str
    general: str | None
    award_class: int | None
    count: int | None
    years: tuple[int, int] | None
    decision: str | None
    published: date | None
    posthumous: bool
    conferred: bool
    fullness: int


def _records(backend: Backend) -> list[_Record]:
    r, p, a, w, d = s.records.c, s.recipients.c, s.articles.c, s.awards.c, s.decisions.c
    query = (
        select(
            r.article_id, r.record_id, r.recipient_no, p.kind, p.name, p.group_noun, p.post, p.unit_id, r.award_id,
            w.kind, w.parent_id, r.award_class, r.awarded, r.year_from, r.year_to, d.number, a.published_on,
            r.posthumous, r.status, r.authority, r.presenter,
        )
        .join(s.recipients, (p.article_id == r.article_id) & (p.recipient_no == r.recipient_no))
        .join(s.articles, a.article_id == r.article_id)
        .join(s.awards, w.award_id == r.award_id)
        .outerjoin(s.decisions, d.decision_id == r.decision_id)
        .order_by(r.article_id, r.position)
    )  # fmt: skip
    general = {row[0]: row[1] for row in backend.fetch(select(w.award_id, w.parent_id))}
    return [_record(row, _most_general(row[8], general)) for row in backend.fetch(query)]


def _most_general(award: str, general: dict[str, str | None]) -> str | None:
    """The award at the top of the ones that this is a special form of; None for that one itself."""
    found: str | None = None
    at = general.get(award)
    while at is not None and at != found:
        found, at = at, general.get(at)
    return found


def _record(row: Any, general: str | None) -> _Record:
    first, last = row[13], row[14]
    years = (
        None
        if first is None and last is None
        else (first if first is not None else last, last if last is not None else first)
    )
    return _Record(
        article=row[0], record=f"{row[0]}/{row[1]}", recipient=f"{row[0]}/{row[2]}", kind=row[3], name=row[4],
        group=row[5], post=row[6], unit=row[7], award=row[8], award_kind=row[9], general=general, award_class=row[11],
        count=row[12], years=years, decision=decision_key(row[15]), published=row[16], posthumous=bool(row[17]),
        conferred=row[18] == "conferred",
        fullness=sum(value is not None for value in (*row[4:8], *row[11:16], row[19], row[20])),
    )  # fmt: skip


def _person_mentions(rows: list[_Record]) -> list[PersonMention]:
    """The named persons, each recipient once with all that its records tell."""
    by_recipient: dict[str, list[_Record]] = defaultdict(list)
    for row in rows:
        if row.kind == "individual" and row.name is not None:
            by_recipient[row.recipient].append(row)
    mentions = []
    for recipient, records in by_recipient.items():
        one = records[0]
        given = [record for record in records if record.conferred and record.years is not None]
        alive = [record.years[1] for record in given if record.years and not record.posthumous]
        dead = [record.years[0] for record in given if record.years and record.posthumous]
        decisions = frozenset(record.decision for record in records if record.decision)
        mentions.append(
            PersonMention(
                recipient,
                one.article,
                one.name or "",
                one.unit,
                one.post,
                decisions,
                max(alive, default=None),
                min(dead, default=None),
            )
        )
    return mentions


def _event_mentions(rows: list[_Record], units: UnitLinks, persons: PersonLinks) -> list[EventMention]:
    """What was conferred to a person, a unit, or an unnamed group of a unit; others stand alone."""
    return [
        EventMention(
            row.record, row.article, _recipient(row, units, persons), row.award, row.award_kind, row.general,
            row.award_class, None if row.kind == "individual" and row.name else row.count, row.years, row.decision,
            row.published, row.fullness,
        )
        for row in rows
        if row.conferred
    ]  # fmt: skip


def _recipient(row: _Record, units: UnitLinks, persons: PersonLinks) -> str:
    if row.recipient in persons.of:
        return f"person {persons.of[row.recipient]}"
    unit = units.of.get(row.unit or "")
    if unit is None or (row.name is not None and row.kind != "collective"):
        return f"recipient {row.recipient}"
    return f"unit {unit}" if row.name is not None else f"group {unit} {fold(row.group or '')}"


def _rows(
    units: UnitLinks, persons: PersonLinks, events: EventLinks, rows: list[_Record]
) -> dict[Any, list[tuple[Any, ...]]]:
    """The rows of each table, in the order in which they can be written."""
    person_ids = {person: hashed("person", person) for person in persons.persons}
    event_ids = {event: hashed("event", event) for event in events.events}
    return {
        k.unit_entities: [
            (unit.id, unit.name, folded(unit.name), unit.parent, unit.body, len(unit.names))
            for unit in _parents_first(units)
        ],
        k.unit_links: [(name, unit.id, why, score) for unit in units.units.values() for name, why, score in unit.names],
        k.unit_successions: [(one.former, one.successor, one.since, one.why) for one in units.successions],
        k.persons: [
            (
                person_ids[person.id],
                person.name,
                folded(person.name),
                person.unit,
                len({m[0].partition("/")[0] for m in person.mentions}),
            )
            for person in persons.persons.values()
        ],
        k.person_links: [
            (*_key(mention), person_ids[person.id], why, score)
            for person in persons.persons.values()
            for mention, why, score in person.mentions
        ],
        **_event_rows(units, persons, events, rows, person_ids, event_ids),
    }


def _event_rows(
    units: UnitLinks, persons: PersonLinks, events: EventLinks, rows: list[_Record],
    person_ids: dict[str, str], event_ids: dict[str, str],
) -> dict[Any, list[tuple[Any, ...]]]:  # fmt: skip
    by_record = {row.record: row for row in rows}
    found: list[tuple[Any, ...]] = []
    for event in events.events.values():
        row = by_record[event.leading]
        person = person_ids.get(persons.of.get(row.recipient, ""))
        unit = None if person or row.kind != "collective" or row.name is None else units.of.get(row.unit or "")
        found.append(
            (
                event_ids[event.id],
                row.award,
                event.award_class,
                person,
                unit,
                event.year,
                event.sources,
                len(event.conflicts),
            )
        )
    return {
        k.events: found,
        k.event_links: [
            (*record.split("/", 1), event_ids[event.id], record == event.leading, why)
            for event in events.events.values()
            for record, why in event.records
        ],
        k.event_conflicts: [
            (event_ids[event.id], name, value[: s.KEY_LENGTH], number)
            for event in events.events.values()
            for name, told in event.conflicts.items()
            for value, number in told
        ],
    }


def _parents_first(units: UnitLinks) -> Iterator[Any]:
    """Units, none before the one above it; a circle (two names that each stand above the other) is cut."""
    done: set[str] = set()
    for first in units.units:
        path: list[str] = []
        at: str | None = first
        while at is not None and at not in done and at not in path:
            path.append(at)
            at = units.units[at].parent
        if at in path:
            units.units[path[-1]].parent = None
        for one in reversed(path):
            done.add(one)
            yield units.units[one]


def _key(mention: str) -> tuple[str, int]:
    article, _, number = mention.rpartition("/")
    return article, int(number)
