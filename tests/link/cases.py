"""Reads articles.txt: documents to load, and the labels of who is who."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

from extractor.awards.catalogue import catalogue
from extractor.records import SCHEMA_VERSION

FILE = Path(__file__).parent / "articles.txt"
KINDS = {"p": "individual", "u": "collective", "g": "individual"}


def articles() -> list[tuple[dict[str, Any], list[set[str]]]]:
    """The documents, each with the labels of its records."""
    found: list[tuple[dict[str, Any], list[set[str]]]] = []
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("@"):
            _, key, day = line.split()
            article = {
                "id": key, "url": None, "source": None, "title": key, "published": day, "published_precision": "day",
                "author": None, "lead": None, "publisher": None, "language": "vi",
            }  # fmt: skip
            found.append(({"schema_version": SCHEMA_VERSION, "article": article, "records": [], "warnings": []}, []))
        elif line and not line.startswith("#"):
            document, labels = found[-1]
            cells = [cell.strip() for cell in line.split("|")]
            document["records"].append(_record(f"{document['article']['id']}-{len(labels)}", cells))
            labels.append({label for label in cells[-1].split() if label != "+"})
    return found


def _record(key: str, cells: list[str]) -> dict[str, Any]:
    kind, name, post, units, award, years, decision, count, who = cells
    award_id, _, award_class = award.partition(" ")
    entry = catalogue().awards[award_id]
    path = [unit.strip() for unit in units.split(">") if unit.strip()]
    if kind == "u" and " > " in name:
        *above, name = name.split(" > ")
        path += above
    year = int(years) if years else None
    return {
        "id": key,
        "award": {
            "id": award_id, "name": entry.name, "kind": entry.kind, "level": entry.level,
            "class": int(award_class) if award_class else None, "text": entry.name,
        },
        "status": "conferred",
        "recipient": {
            "kind": KINDS[kind], "name": None if kind == "g" else name, "group": name if kind == "g" else None, "post": post or None,
            "unit": path[-1] if path else None, "organisation": path[0] if len(path) > 1 else None,
        },
        "quantity": {"count": int(count) if count else 1, "of": None, "counted": "recipients", "quantifier": None, "times": None, "breakdown": []},
        "authority": {"id": None, "text": None, "presenter": None},
        "period": {"from": year, "to": year, "text": years or None, "inherited": False},
        "decision": {"number": decision or None, "date": None},
        "occasion": None,
        "posthumous": who.endswith("+"),
        "evidence": {"sentence": [0, 1], "text": "x", "spans": {}},
        "rule": "by.hand",
        "confidence": 1.0,
        "warnings": [],
    }  # fmt: skip


def truth(kind: str) -> dict[tuple[str, str], str]:
    """The labels of a kind (P, U or E) by (article, record)."""
    return {
        (document["article"]["id"], record["id"]): label
        for document, labels in articles()
        for record, told in zip(document["records"], labels, strict=True)
        for label in told
        if label.startswith(kind)
    }


def together(labels: dict[tuple[str, str], str]) -> set[frozenset[tuple[str, str]]]:
    """The pairs of keys that have the same label."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, label in labels.items():
        groups[label].append(key)
    return {frozenset(pair) for members in groups.values() for pair in combinations(members, 2)}
