"""What a database holds (`stats`), and what is wrong in it (`check`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, not_, select

from extractor.store import link_schema as k
from extractor.store import schema as s
from extractor.store.views import VIEWS

if TYPE_CHECKING:
    from extractor.store.store import Store

__all__ = ["faults", "statistics"]

# Tables whose rows are told by `stats`.
COUNTED = (
    s.articles, s.records, s.recipients, s.units, s.decisions, s.evidence, s.breakdowns, s.reviews, s.runs,
    k.unit_entities, k.persons, k.events, k.rulings,
)  # fmt: skip


def statistics(store: Store) -> dict[str, Any]:
    """How much there is: the version, rows by table, records by status and by year, the last load."""
    fetch = store.backend.fetch
    rows = {table.name: fetch(select(func.count()).select_from(table))[0][0] for table in COUNTED}
    status = fetch(select(s.records.c.status, func.count()).group_by(s.records.c.status).order_by(s.records.c.status))
    years = fetch(select(func.min(s.records.c.year_from), func.max(s.records.c.year_to)))[0]
    last = fetch(select(s.runs.c.started).order_by(s.runs.c.started.desc()).limit(1))
    return {
        "database": store.backend.name,
        "schema_version": store.version(),
        "rows": rows,
        "status": {row[0]: row[1] for row in status},
        "years": [years[0], years[1]],
        "last_load": last[0][0] if last else None,
    }


def faults(store: Store) -> Iterator[str]:
    """What is not as a load leaves it, each in a sentence; nothing where all is well.

    Keys are checked here too: DuckDB does not, and other programs may have switched the checks off.
    """
    there = store.backend.tables()
    for name in [*s.metadata.tables, *VIEWS]:
        if name not in there:
            yield f"{name} is missing; run: extract db upgrade {store.shown}"
    if not {*s.metadata.tables} <= there:
        return
    for table in s.metadata.sorted_tables:
        for constraint in sorted(table.foreign_key_constraints, key=lambda one: str(one.name)):
            number = _orphans(store, table, constraint)
            if number:
                yield f"{table.name}: {number} rows point to rows of {constraint.referred_table.name} that are not there; load the articles again"
    told = select(func.count()).select_from(s.records)
    evidence = s.evidence.c
    sentence = (
        select(1)
        .where(
            evidence.article_id == s.records.c.article_id,
            evidence.record_id == s.records.c.record_id,
            evidence.field == "sentence",
        )
        .exists()
    )
    number = store.backend.fetch(told.where(not_(sentence)))[0][0]
    if number:
        yield f"records: {number} have no sentence as evidence; load their articles again"
    stopped = store.backend.fetch(select(func.count()).select_from(s.runs).where(s.runs.c.finished.is_(None)))[0][0]
    if stopped:
        yield f"runs: {stopped} loads were stopped before their end; what they wrote is whole, load again what they had"
    lost = _lost_reviews(store)
    if lost:
        yield f"reviews: {lost} are of records that their articles have no longer; they are kept in case these come back"


def _orphans(store: Store, table: Any, constraint: Any) -> int:
    """How many rows of a table point to nothing."""
    referred = constraint.referred_table.alias("referred")
    pairs = [(table.c[one.parent.name], referred.c[one.column.name]) for one in constraint.elements]
    there = select(1).select_from(referred).where(and_(*(left == right for left, right in pairs))).exists()
    known = and_(*(left.is_not(None) for left, _ in pairs))
    return int(store.backend.fetch(select(func.count()).select_from(table).where(and_(known, not_(there))))[0][0])


def _lost_reviews(store: Store) -> int:
    r, v = s.records.c, s.reviews.c
    there = select(1).select_from(s.records).where(r.article_id == v.article_id, r.record_id == v.record_id).exists()
    return int(store.backend.fetch(select(func.count()).select_from(s.reviews).where(not_(there)))[0][0])
