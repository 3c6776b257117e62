"""Rows back into the documents that were loaded."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from extractor.store import schema as s

if TYPE_CHECKING:
    from extractor.store.backend import Backend

__all__ = ["PAGE", "documents"]

PAGE = 200  # articles read at a time


def documents(backend: Backend) -> Iterator[dict[str, Any]]:
    """All documents of a database in the order of their ids, as they were loaded; a page of articles in memory."""
    last = ""
    while True:
        page = backend.fetch(
            select(s.articles).where(s.articles.c.article_id > last).order_by(s.articles.c.article_id).limit(PAGE)
        )
        if not page:
            return
        names = [column.name for column in s.articles.columns]
        heads = [dict(zip(names, row, strict=True)) for row in page]
        last = heads[-1]["article_id"]
        records = _records(backend, [head["article_id"] for head in heads])
        for head in heads:
            yield _document(head, records.get(head["article_id"], []))


def _document(head: dict[str, Any], records: list[dict[str, Any]]) -> dict[str, Any]:
    article = {
        "id": head["article_id"], "url": head["url"], "source": head["source"], "title": head["title"],
        "published": head["published"], "published_precision": head["published_precision"], "author": head["author"],
        "lead": head["lead_text"], "publisher": head["publisher"], "language": head["language"],
    }  # fmt: skip
    if head["text"] is not None:
        article["text"] = head["text"]
    return {
        "schema_version": head["schema_version"],
        "article": article,
        "records": records,
        "warnings": _items(head["warnings"]),
    }


def _items(words: str | None) -> list[Any]:
    return json.loads(words) if words else []


def _records(backend: Backend, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The records of some articles, by article, in their order."""
    r, p, a, d = s.records, s.recipients, s.awards, s.decisions
    spans: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for row in backend.fetch(select(s.evidence).where(s.evidence.c.article_id.in_(ids))):
        spans[row[0], row[1]][row[2]] = row[3:]
    parts: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    kept = select(s.breakdowns).where(s.breakdowns.c.article_id.in_(ids))
    for row in backend.fetch(kept.order_by(s.breakdowns.c.position)):
        parts[row[0], row[1]].append({"recipient": row[3], "count": row[4]})
    query = (
        select(
            r,
            p.c.kind,
            p.c.name,
            p.c.group_noun,
            p.c.post,
            p.c.unit,
            p.c.organisation,
            a.c.name,
            a.c.kind,
            d.c.number,
            d.c.date_text,
        )
        .join(p, (p.c.article_id == r.c.article_id) & (p.c.recipient_no == r.c.recipient_no))
        .join(a, a.c.award_id == r.c.award_id)
        .outerjoin(d, d.c.decision_id == r.c.decision_id)
        .where(r.c.article_id.in_(ids))
        .order_by(r.c.article_id, r.c.position)
    )
    names = [column.name for column in r.columns]
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in backend.fetch(query):
        record = dict(zip(names, row, strict=False))
        key = (record["article_id"], record["record_id"])
        found[key[0]].append(_record(record, row[len(names) :], spans[key], parts[key]))
    return found


def _record(record: dict[str, Any], joined: Any, spans: dict[str, Any], parts: list[dict[str, Any]]) -> dict[str, Any]:
    kind, name, group, post, unit, organisation, award, award_kind, number, date = joined
    sentence = spans.pop("sentence")
    return {
        "id": record["record_id"],
        "award": {
            "id": record["award_id"], "name": award, "kind": award_kind, "level": record["award_level"],
            "class": record["award_class"], "text": record["award_text"],
        },
        "status": record["status"],
        "recipient": {"kind": kind, "name": name, "group": group, "post": post, "unit": unit, "organisation": organisation},
        "quantity": {
            "count": record["awarded"], "of": record["out_of"], "counted": record["counted"],
            "quantifier": record["quantifier"], "times": record["times"], "breakdown": parts,
        },
        "authority": {"id": record["authority_id"], "text": record["authority"], "presenter": record["presenter"]},
        "period": {
            "from": record["year_from"], "to": record["year_to"], "text": record["period_text"],
            "inherited": bool(record["period_inherited"]),
        },
        "decision": {"number": number, "date": date},
        "occasion": record["occasion"],
        "posthumous": bool(record["posthumous"]),
        "evidence": {
            "sentence": [sentence[0], sentence[1]], "text": sentence[2],
            "spans": {field: [span[0], span[1]] for field, span in spans.items()},
        },
        "rule": record["rule"],
        "confidence": record["confidence"],
        "warnings": _items(record["warnings"]),
    }  # fmt: skip
