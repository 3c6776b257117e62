"""A sentence without awards, added to an article of the corpora, changes none of its records."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from conftest import ROOT

import extractor

PLAIN = "Đường vào khu nhà mới vừa được trải nhựa, dài 3,2 km."
ARTICLES = [
    json.loads(line) for name in ("office", "press") for line in (ROOT / "corpora" / name / "docs.jsonl").read_text("utf-8").splitlines()
]
PIPELINE = extractor.load()


def told(text: str) -> list[str]:
    """The records of a text without what depends on where they stand."""
    out = []
    for record in PIPELINE.extract(text).records:
        fields: dict[str, Any] = record.to_json()
        for key in ("id", "evidence", "rule", "confidence"):
            del fields[key]
        out.append(json.dumps(fields, ensure_ascii=False))
    return sorted(out)


def test_at_the_end_nothing_changes() -> None:
    changed = [doc["id"] for doc in ARTICLES if told(doc["text"]) != told(f"{doc['text']}\n\n{PLAIN}")]
    assert not changed


@pytest.mark.slow
def test_between_paragraphs_hardly_anything_changes() -> None:
    """Right under a headline the sentence can become the lead; elsewhere it changes nothing."""
    changed = []
    for doc in ARTICLES:
        paragraphs = doc["text"].split("\n\n")
        at = random.Random(doc["id"]).randint(min(3, len(paragraphs)), len(paragraphs))
        if told(doc["text"]) != told("\n\n".join([*paragraphs[:at], PLAIN, *paragraphs[at:]])):
            changed.append(doc["id"])
    assert len(changed) <= 1, changed
