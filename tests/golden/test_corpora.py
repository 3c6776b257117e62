"""The corpora are what their datasheet says: whole records, quotes that stand in their texts, known awards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from extractor.awards.catalogue import catalogue

CORPORA = sorted(path.parent for path in (ROOT / "corpora").glob("*/gold.jsonl"))
KEYS = [
    "award", "award_alt", "class", "status", "kind", "name", "group", "unit", "post", "count", "of", "counted", "quantifier", "times",
    "breakdown", "authority", "year", "decision", "posthumous", "award_quote", "quote", "also", "sure",
]  # fmt: skip
VALUES = {
    "status": {"conferred", "planned", "proposed", "negated", "revoked"},
    "kind": {"individual", "collective", "household", "mixed"},
    "counted": {"recipients", "awards"},
    "quantifier": {"all", "most", "many", "some", "each", "at_least", "approx", None},
}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def articles() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for folder in CORPORA:
        yield from zip(lines(folder / "docs.jsonl"), lines(folder / "gold.jsonl"), strict=True)


@pytest.mark.parametrize("folder", CORPORA, ids=lambda path: path.name)
def test_texts_and_records_are_in_one_order_and_whole(folder: Path) -> None:
    docs, gold = lines(folder / "docs.jsonl"), lines(folder / "gold.jsonl")
    assert [doc["id"] for doc in docs] == [told["id"] for told in gold]
    for doc in docs:
        assert list(doc) == ["id", "register", "title", "published", "author", "text"]
        assert doc["title"] in doc["text"]
    assert (folder / "README.md").is_file()


def test_ids_and_texts_are_there_once() -> None:
    docs = [doc for doc, _ in articles()]
    assert len({doc["id"] for doc in docs}) == len({doc["text"] for doc in docs}) == len(docs)


def test_every_record_is_as_the_format_says() -> None:
    awards = catalogue().awards
    for doc, told in articles():
        for record in told["records"]:
            where = (doc["id"], record["quote"])
            assert [key for key in record if key != "why"] == KEYS, where
            assert (record["name"] is None) != (record["group"] is None), where
            assert {record["award"], *record["award_alt"]} <= set(awards), where
            assert all(record[key] in values for key, values in VALUES.items()), where
            assert record["sure"] or record["why"], where
            assert record["year"] is None or (len(record["year"]) == 2 and record["year"][0] <= record["year"][1]), where
            assert all(set(part) == {"recipient", "count"} for part in record["breakdown"]), where


def test_every_quote_stands_in_its_text() -> None:
    for doc, told in articles():
        for record in told["records"]:
            assert record["award_quote"] in record["quote"], (doc["id"], record["quote"])
            for quote in (record["quote"], *record["also"]):
                assert quote in doc["text"], (doc["id"], quote)


def test_no_two_records_of_an_article_are_the_same() -> None:
    for doc, told in articles():
        keys = [json.dumps({key: record[key] for key in KEYS if key not in {"also", "sure", "why"}}) for record in told["records"]]
        assert len(set(keys)) == len(keys), doc["id"]
