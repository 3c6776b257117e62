"""What linking has decided, in lines for people: why names are one, and where articles contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from extractor.store import link_schema as k
from extractor.store import schema as s
from extractor.store.values import clean, folded

if TYPE_CHECKING:
    from extractor.store.backend import Backend

__all__ = ["conflicts", "why"]


def why(backend: Backend, name: str) -> Iterator[str]:
    """The units and persons of a name, each with its other names or mentions, their ids and why they are one."""
    key = folded(clean(name))
    yield from _units(backend, key)
    yield from _persons(backend, key)


def _units(backend: Backend, key: str) -> Iterator[str]:
    e, links, u = k.unit_entities.c, k.unit_links.c, s.units.c
    above = s.units.alias("above")
    wanted = select(links.entity_id).join(s.units, u.unit_id == links.unit_id).where(u.name_key == key)
    query = (
        select(e.entity_id, e.name, u.unit_id, u.name, above.c.name, links.why, links.score)
        .join(k.unit_links, links.entity_id == e.entity_id)
        .join(s.units, u.unit_id == links.unit_id)
        .outerjoin(above, above.c.unit_id == u.parent_id)
        .where(or_(e.entity_id.in_(wanted), e.name_key == key))
        .order_by(e.entity_id, u.name, u.unit_id)
    )
    for (entity, name), rows in groupby(backend.fetch(query), key=lambda row: (row[0], row[1])):
        yield f"unit {entity}  {name}"
        for _, _, unit_id, written, parent, reason, score in rows:
            yield f"  {unit_id}  {written}{f', {parent}' if parent else ''}  ({score:.2f}: {reason})"


def _persons(backend: Backend, key: str) -> Iterator[str]:
    n, links, p = k.persons.c, k.person_links.c, s.recipients.c
    query: Any = (
        select(n.person_id, n.name, p.article_id, p.recipient_no, p.name, p.post, p.unit, links.why, links.score)
        .join(k.person_links, links.person_id == n.person_id)
        .join(s.recipients, (p.article_id == links.article_id) & (p.recipient_no == links.recipient_no))
        .where(n.name_key == key)
        .order_by(n.person_id, p.article_id, p.recipient_no)
    )
    for (person, name), rows in groupby(backend.fetch(query), key=lambda row: (row[0], row[1])):
        yield f"person {person}  {name}"
        for _, _, article, number, written, post, unit, reason, score in rows:
            about = ", ".join(filter(None, (written, post, unit)))
            yield f"  {article}/{number}  {about}  ({score:.2f}: {reason})"


def conflicts(backend: Backend) -> Iterator[str]:
    """The conferrals that articles contradict each other on: what each value is told by, and the records."""
    v, c, links, w = k.events.c, k.event_conflicts.c, k.event_links.c, s.awards.c
    query = select(v.event_id, w.name, c.field, c.value, c.sources).join(k.event_conflicts, c.event_id == v.event_id)
    query = query.join(s.awards, w.award_id == v.award_id).order_by(v.event_id, c.field, c.value)
    records: dict[str, list[str]] = {}
    told = select(links.event_id, links.article_id, links.record_id).join(k.events, v.event_id == links.event_id)
    for event, article, record in backend.fetch(
        told.where(v.conflicts > 0).order_by(links.article_id, links.record_id)
    ):
        records.setdefault(event, []).append(f"{article}/{record}")
    for (event, award), rows in groupby(backend.fetch(query), key=lambda row: (row[0], row[1])):
        values = "; ".join(f"{field} {value} ({number} articles)" for _, _, field, value, number in rows)
        yield f"{award}: {values}  [{', '.join(records[event])}]"
