"""Questions to a database: what a unit or person has received, whatever the articles call it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import CTE, and_, func, or_, select, union

from extractor.store import link_schema as k
from extractor.store import schema as s
from extractor.store.flat import COLUMNS, flat_table
from extractor.store.unit_paths import units_of_form
from extractor.store.values import clean, folded

if TYPE_CHECKING:
    from extractor.store.store import Store

__all__ = ["Question", "answers"]

MOST_IDS = 5_000  # units that are told one by one


@dataclass(frozen=True, slots=True)
class Question:
    """Who is asked for (a unit or person; None for all), and which of their records."""

    who: str | None = None
    since: int | None = None
    until: int | None = None
    award: str | None = None
    status: tuple[str, ...] = ("conferred",)
    limit: int | None = None


def answers(store: Store, question: Question) -> Iterator[dict[str, Any]]:
    """The rows of `award_list` that answer a question, latest years first. What a person called wrong is left out.

    A unit stands for all its spellings that `extract link` found, and for the units below it.
    """
    v = flat_table.c
    wanted: list[Any] = [func.coalesce(v.verdict, "right") != "wrong"]
    if question.status:
        wanted.append(v.status.in_(question.status))
    if question.since is not None:
        wanted.append(v.year >= question.since)
    if question.until is not None:
        wanted.append(v.year <= question.until)
    if question.award is not None:
        named = s.awards.c.name_key.like(_holding(question.award), escape="\\")
        wanted.append(v.award_id.in_(select(s.awards.c.award_id).where(named)))
    query = select(flat_table)
    keys: set[tuple[str, str]] | None = None
    if question.who is not None:
        mine = _records_of(store, question.who)
        keys = {(row[0], row[1]) for row in store.backend.fetch(mine.limit(MOST_IDS + 1))}
        if len(keys) <= MOST_IDS:  # told the articles, a database looks these up; it cannot foresee that they are few
            wanted.append(v.article_id.in_(sorted({article for article, _ in keys})))
        else:
            keys, found = None, mine.subquery("mine")
            query = query.join(found, and_(found.c.article_id == v.article_id, found.c.record_id == v.record_id))
    order = (v.year.is_(None), v.year.desc(), v.award, v.recipient, v.article_id, v.position)
    query = query.where(and_(*wanted)).order_by(*order)
    if keys is None and question.limit is not None:
        query = query.limit(question.limit)
    rows = (dict(zip(COLUMNS, row, strict=True)) for row in store.backend.fetch(query))
    yield from islice(
        (row for row in rows if keys is None or (row["article_id"], row["record_id"]) in keys), question.limit
    )


def _holding(words: str) -> str:
    r"""A LIKE pattern for names that hold these words.

    >>> _holding("100%")
    '%100\\%%'
    """
    key = folded(clean(words))
    for sign in ("\\", "%", "_"):
        key = key.replace(sign, f"\\{sign}")
    return f"%{key}%"


def _records_of(store: Store, who: str) -> Any:
    """Keys of the records of a unit (and what is below it) or person.

    It is who is called just so, and the unit that the words mean with what is above it, in any form; where there is none
    of either, all whose names hold the words.
    """
    r, p = s.records.c, s.recipients.c
    known = _is_name(store, who)
    formed = units_of_form(store.backend, clean(who))

    def named(column: Any) -> Any:
        if known or formed:
            return column == folded(clean(who))
        return column.like(_holding(who), escape="\\")

    units = select(_units(named, formed).c.unit_id)
    ids = [row[0] for row in store.backend.fetch(units.limit(MOST_IDS + 1))]
    # Told which units they are, the database knows that it will be few rows, and looks these up.
    mine = or_(p.unit_id.in_(ids if len(ids) <= MOST_IDS else units), named(p.name_key))
    return (
        select(r.article_id, r.record_id)
        .join(s.recipients, and_(p.article_id == r.article_id, p.recipient_no == r.recipient_no))
        .where(mine)
    )


def _is_name(store: Store, who: str) -> bool:
    """Whether a unit or recipient is called just so."""
    columns = (s.units.c.name_key, s.recipients.c.name_key, k.unit_entities.c.name_key)
    return any(store.backend.fetch(select(column).where(column == folded(clean(who))).limit(1)) for column in columns)


def _units(named: Any, formed: list[str]) -> CTE:
    """The units of that name, all spellings of the same units, and what is below these."""
    u, links, e = s.units.c, k.unit_links.c, k.unit_entities.c
    mine = or_(u.unit_id.in_(formed), named(u.name_key)) if formed else named(u.name_key)
    known = union(
        select(links.entity_id).join(s.units, u.unit_id == links.unit_id).where(mine),
        select(e.entity_id).where(named(e.name_key)),
    ).subquery()
    first = union(
        select(u.unit_id).where(mine), select(links.unit_id).where(links.entity_id.in_(select(known.c.entity_id)))
    ).subquery()
    below = select(first.c.unit_id).cte("below", recursive=True)
    return below.union(select(u.unit_id).join(below, u.parent_id == below.c.unit_id))
