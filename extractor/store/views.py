"""The views: `award_list` (one readable row a record), `by_unit_year` and `by_person`.

They show what a person has corrected (`reviews`) in the place of what was read, and leave out what a person has
called wrong from all but `award_list`, where `verdict` tells it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, func, select

from extractor.store import schema as s

__all__ = ["VIEWS", "award_list"]


def award_list() -> Select[Any]:
    """One row a record."""
    r, a, p, w, d, v = s.records.c, s.articles.c, s.recipients.c, s.awards.c, s.decisions.c, s.reviews.c
    e = s.evidence.c
    own = w.award_id == func.coalesce(v.award_id, r.award_id)
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
        .join(s.awards, own)
        .outerjoin(s.decisions, d.decision_id == r.decision_id)
        .outerjoin(s.evidence, and_(e.article_id == r.article_id, e.record_id == r.record_id, e.field == "sentence"))
    )


def _true_ones() -> Any:
    """What was conferred, and what no person has called wrong."""
    flat = award_list().subquery("flat")
    right = func.coalesce(flat.c.verdict, "right") != "wrong"
    return flat, and_(flat.c.status == "conferred", right)


def by_unit_year() -> Select[Any]:
    """What each unit received in each year: itself (`recipient_kind` collective), its people, its groups."""
    flat, true = _true_ones()
    keys = (
        flat.c.unit_id, s.units.c.name.label("unit"), flat.c.organisation, flat.c.year, flat.c.award_id, flat.c.award,
        flat.c["class"], flat.c.recipient_kind,
    )  # fmt: skip
    return (
        select(*keys, func.count().label("records"), func.sum(flat.c.awarded).label("awarded"))
        .select_from(flat)
        .join(s.units, s.units.c.unit_id == flat.c.unit_id)
        .where(true)
        .group_by(*keys)
    )


def by_person() -> Select[Any]:
    """Each person with a name, by name and unit: how many awards, from when to when."""
    flat, true = _true_ones()
    keys = (flat.c.recipient.label("person"), flat.c.unit_id, flat.c.unit, flat.c.organisation)
    return (
        select(
            *keys,
            func.count().label("records"),
            func.min(flat.c.year).label("first_year"),
            func.max(flat.c.year).label("last_year"),
        )
        .select_from(flat)
        .where(and_(true, flat.c.recipient_kind == "individual", flat.c.group_noun.is_(None)))
        .group_by(*keys)
    )


VIEWS = {"award_list": award_list, "by_unit_year": by_unit_year, "by_person": by_person}
