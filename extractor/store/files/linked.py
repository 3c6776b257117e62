"""Linked data: JSON-LD and Turtle in the terms of schema.org, with a small vocabulary for what it lacks.

    ext:Conferral     one record: who received what                    ext:status      conferred, planned, …
    ext:recipient     its Person, Organization or Group                ext:awardId     id in the catalogue
    ext:year          the year, ext:yearFrom and ext:yearTo its period ext:class       1, 2, 3
    ext:awarded       how many received it, ext:outOf of how many      ext:authority   who confers it, in words
    ext:decision      number of the decision, ext:decisionDate its day ext:confidence  0 to 1

A conferral's `schema:name` is the award, its `schema:citation` the article (schema:NewsArticle), its
`schema:description` the sentence. A Person or Organization has `schema:award` too, which is all that a reader of
schema.org alone looks for. `ext:` stands for urn:extractor:.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractor.store.files.base import Row
from extractor.store.values import hashed

__all__ = ["CONTEXT", "nodes", "write_jsonld", "write_turtle"]

CONTEXT = {
    "schema": "https://schema.org/",
    "ext": "urn:extractor:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "ext:recipient": {"@type": "@id"},
    "schema:citation": {"@type": "@id"},
    "schema:memberOf": {"@type": "@id"},
    "schema:parentOrganization": {"@type": "@id"},
    "schema:url": {"@type": "@id"},
    "schema:datePublished": {"@type": "xsd:date"},
    "ext:decisionDate": {"@type": "xsd:date"},
    "ext:year": {"@type": "xsd:gYear"},
    "ext:yearFrom": {"@type": "xsd:gYear"},
    "ext:yearTo": {"@type": "xsd:gYear"},
}
# Characters that an IRI may not have.
UNSAFE = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f]')
Node = dict[str, Any]


def nodes(row: Row) -> Iterator[Node]:
    """The nodes of one record: its article, recipient and conferral. Those of two records may be the same."""
    article = f"urn:extractor:article:{_part(row['article_id'])}"
    url = row["url"] if row["url"] and row["url"].startswith(("http://", "https://")) else None
    yield {
        "@id": article, "@type": "schema:NewsArticle", "schema:headline": row["title"],
        "schema:url": None if url is None else UNSAFE.sub(lambda found: quote(found.group()), url),
        "schema:datePublished": _iso(row["published_on"]),
    }  # fmt: skip
    top = _unit(row["organisation"], None)
    unit = _unit(row["unit"], top)
    for name, node, parent in ((row["organisation"], top, None), (row["unit"], unit, top)):
        if name:
            yield {
                "@id": node,
                "@type": "schema:Organization",
                "schema:name": name,
                "schema:parentOrganization": parent,
            }
    kinds = {"individual": "schema:Person", "collective": "schema:Organization"}
    kind = "ext:Group" if row["group_noun"] else kinds.get(row["recipient_kind"], "ext:Group")
    # A person is the same one only within an article: Vietnamese names repeat.
    scope = row["unit_id"] if kind == "schema:Organization" else f"{row['article_id']}.{row['unit_id']}.{row['post']}"
    recipient = f"urn:extractor:recipient:{hashed(scope, row['recipient'], kind)}"
    conferred = row["status"] == "conferred" and row["verdict"] != "wrong"
    yield {
        "@id": recipient, "@type": kind, "schema:name": row["recipient"], "schema:jobTitle": row["post"],
        "schema:memberOf" if kind != "schema:Organization" else "schema:parentOrganization": unit or top,
        "schema:award": row["award"] if conferred else None,
    }  # fmt: skip
    yield {
        "@id": f"urn:extractor:record:{_part(row['article_id'])}:{_part(row['record_id'])}", "@type": "ext:Conferral",
        "schema:name": row["award"], "ext:recipient": recipient, "ext:awardId": row["award_id"],
        "ext:class": row["class"], "ext:status": row["status"], "ext:awarded": row["awarded"], "ext:outOf": row["out_of"],
        "ext:authority": row["authority"], "ext:year": _year(row["year"]), "ext:yearFrom": _year(row["year_from"]),
        "ext:yearTo": _year(row["year_to"]), "ext:decision": row["decision_number"],
        "ext:decisionDate": _iso(row["decision_date"]), "ext:confidence": row["confidence"],
        "schema:description": row["sentence"], "schema:citation": article,
    }  # fmt: skip


def _unit(name: str | None, parent: str | None) -> str | None:
    return f"urn:extractor:unit:{hashed(parent, name)}" if name else parent


def _part(words: str) -> str:
    return quote(words, safe="")


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _year(value: int | None) -> str | None:
    return None if value is None else f"{value:04}"


def _told(node: Node) -> Node:
    return {name: value for name, value in node.items() if value is not None}


def write_jsonld(path: Path, rows: Iterator[Row]) -> None:
    """One JSON-LD document, a node a line."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write('{"@context": ' + json.dumps(CONTEXT) + ', "@graph": [')
        first = True
        for row in rows:
            for node in nodes(row):
                stream.write(("\n" if first else ",\n") + json.dumps(_told(node), ensure_ascii=False))
                first = False
        stream.write("\n]}\n")


def write_turtle(path: Path, rows: Iterator[Row]) -> None:
    """Turtle, a node a paragraph."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        for prefix in ("schema", "ext", "xsd"):
            stream.write(f"@prefix {prefix}: <{CONTEXT[prefix]}> .\n")
        for row in rows:
            for node in nodes(row):
                stream.write("\n" + _turtle(_told(node)))


def _turtle(node: Node) -> str:
    lines = [f"<{node['@id']}> a {node['@type']}"]
    lines += [f"    {name} {_object(name, value)}" for name, value in node.items() if not name.startswith("@")]
    return " ;\n".join(lines) + " .\n"


def _object(name: str, value: Any) -> str:
    kind = CONTEXT.get(name)
    if isinstance(kind, dict):
        return f"<{value}>" if kind["@type"] == "@id" else f'"{value}"^^{kind["@type"]}'
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f'"{value!r}"^^xsd:double'
    return json.dumps(value, ensure_ascii=False)  # the escapes of a JSON string are Turtle's
