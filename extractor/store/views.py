"""The views: `award_list` (one readable row a record), `by_unit_year` and `by_person`.

They show what a person has corrected (`reviews`) in the place of what was read. The two that count leave out what a
person has called wrong, and count a conferral once where `extract link` has found that several articles tell of it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from extractor.store import link_schema as k
from extractor.store import schema as s

__all__ = ["VIEWS", "award_list"]


def award_list() -> Select[Any]:
    """One row a record."""
    r, a, p, w, d, v = s.records.c, s.articles.c, s.recipients.c, s.awards.c, s.decisions.c, s.reviews.c
    e, persons, units, events = s.evidence.c, k.person_links.c, k.unit_links.c, k.event_links.c
    return (
        select(
            r.article_id,
            r.record_id,
            r.position,
            w.award_id,
            w.name.label("award"),
            func.coalesce(v.award_class, r.award_class).label("class"),
            r.award_level.label("level"),
            w.kind.label("award_kind"),
            func.coalesce(v.status, r.status).label("status"),
            p.kind.label("recipient_kind"),
            func.coalesce(v.recipient, p.name, p.group_noun).label("recipient"),
            case((p.name.is_(None), p.group_noun)).label("group_noun"),
            p.post,
            func.coalesce(v.unit, p.unit).label("unit"),
            p.organisation,
            p.unit_id,
            func.coalesce(v.awarded, r.awarded).label("awarded"),
            r.out_of,
            r.counted,
            r.quantifier,
            r.times,
            r.authority,
            r.authority_id,
            r.presenter,
            func.coalesce(v.year_from, r.year_from).label("year_from"),
            func.coalesce(v.year_to, r.year_to).label("year_to"),
            func.coalesce(v.year_to, r.year_to, v.year_from, r.year_from, a.published_year).label("year"),
            d.number.label("decision_number"),
            d.decided_on.label("decision_date"),
            r.occasion,
            r.posthumous,
            r.confidence,
            r.rule,
            v.verdict,
            persons.person_id,
            units.entity_id,
            events.event_id,
            a.title,
            a.published_on,
            a.publisher,
            a.url,
            a.source,
            e.words.label("sentence"),
        )
        .select_from(s.records)
        .join(s.articles, a.article_id == r.article_id)
        .join(s.recipients, and_(p.article_id == r.article_id, p.recipient_no == r.recipient_no))
        .outerjoin(s.reviews, and_(v.article_id == r.article_id, v.record_id == r.record_id))
        .join(s.awards, w.award_id == func.coalesce(v.award_id, r.award_id))
        .outerjoin(s.decisions, d.decision_id == r.decision_id)
        .outerjoin(s.evidence, and_(e.article_id == r.article_id, e.record_id == r.record_id, e.field == "sentence"))
        .outerjoin(k.person_links, and_(persons.article_id == p.article_id, persons.recipient_no == p.recipient_no))
        .outerjoin(k.unit_links, units.unit_id == p.unit_id)
        .outerjoin(k.event_links, and_(events.article_id == r.article_id, events.record_id == r.record_id))
    )


def _true_ones() -> Any:
    """What was conferred, once for each conferral, and what no person has called wrong."""
    events = k.event_links.c
    leading = or_(events.is_leading.is_(None), events.is_leading)
    flat = award_list().where(leading).subquery("flat")
    right = func.coalesce(flat.c.verdict, "right") != "wrong"
    return flat, and_(flat.c.status == "conferred", right)


def by_unit_year() -> Select[Any]:
    """What each unit received in each year: itself (`recipient_kind` collective), its people, its groups."""
    flat, true = _true_ones()
    known = k.unit_entities.c
    keys = (
        func.coalesce(flat.c.entity_id, flat.c.unit_id).label("unit_id"),
        func.coalesce(known.name, s.units.c.name).label("unit"),
        flat.c.year,
        flat.c.award_id,
        flat.c.award,
        flat.c["class"],
        flat.c.recipient_kind,
    )
    return (
        select(*keys, func.count().label("conferrals"), func.sum(flat.c.awarded).label("awarded"))
        .select_from(flat)
        .join(s.units, s.units.c.unit_id == flat.c.unit_id)
        .outerjoin(k.unit_entities, known.entity_id == flat.c.entity_id)
        .where(true)
        .group_by(*keys)
    )


def by_person() -> Select[Any]:
    """Each person with a name: how many awards, from when to when.

    Who was not linked counts as one person in each article, never by the name alone.
    """
    flat, true = _true_ones()
    known = k.persons.c
    keys = (
        func.coalesce(flat.c.person_id, flat.c.article_id).label("person_id"),
        func.coalesce(known.name, flat.c.recipient).label("person"),
    )
    return (
        select(
            *keys,
            func.max(flat.c.post).label("post"),
            func.max(flat.c.unit).label("unit"),
            func.count().label("conferrals"),
            func.min(flat.c.year).label("first_year"),
            func.max(flat.c.year).label("last_year"),
        )
        .select_from(flat)
        .outerjoin(k.persons, known.person_id == flat.c.person_id)
        .where(and_(true, flat.c.recipient_kind == "individual", flat.c.group_noun.is_(None)))
        .group_by(*keys)
    )


VIEWS = {"award_list": award_list, "by_unit_year": by_unit_year, "by_person": by_person}
