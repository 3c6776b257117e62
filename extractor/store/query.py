"""Questions to a database: what a unit or person has received, whatever the articles call it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from extractor.language.fold import fold
from extractor.store import schema as s
from extractor.store.flat import COLUMNS, flat_table
from extractor.store.values import folded

if TYPE_CHECKING:
    from extractor.store.store import Store

__all__ = ["Question", "answers", "recipients_named"]

KEYS = 500
DEEPEST = 6  # units below units


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
    """The rows of `award_list` that answer a question, latest years first. What a person called wrong is left out."""
    v = flat_table.c
    wanted: list[Any] = [func.coalesce(v.verdict, "right") != "wrong"]
    if question.status:
        wanted.append(v.status.in_(question.status))
    if question.since is not None:
        wanted.append(v.year >= question.since)
    if question.until is not None:
        wanted.append(v.year <= question.until)
    if question.award is not None:
        ids = [row[0] for row in store.backend.fetch(select(s.awards.c.award_id).where(_holds(s.awards.c.name_key, question.award)))]
        wanted.append(v.award_id.in_(ids))
    if question.who is not None:
        units, names = recipients_named(store, question.who)
        persons = select(s.recipients.c.article_id, s.recipients.c.recipient_no).where(s.recipients.c.name_key.in_(names))
        here = and_(persons.subquery().c.article_id == v.article_id)
        del here
        wanted.append(or_(v.unit_id.in_(units), _named(names)))
    order = (v.year.is_(None), v.year.desc(), v.award_id, v.recipient, v.article_id, v.position)
    query = select(flat_table).where(and_(*wanted)).order_by(*order)
    for row in store.backend.fetch(query if question.limit is None else query.limit(question.limit)):
        yield dict(zip(COLUMNS, row, strict=True))
