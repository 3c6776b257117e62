"""The JSON Schema: it takes every document (tests/cli/test_output.py) and refuses what is none."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from conftest import ARTICLE

import extractor
from extractor.schema import document_schema

VALIDATOR = jsonschema.Draft202012Validator(document_schema())


@pytest.fixture
def document() -> dict[str, Any]:
    return extractor.extract(ARTICLE).to_json()


def _changed(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    *way, last = path.split(".")
    place: Any = document
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    place[last] = value
    return document


def test_a_document_is_one(document: dict[str, Any]) -> None:
    VALIDATOR.validate(document)
    VALIDATOR.validate({"id": "x", **document})
    VALIDATOR.validate({"id": "x", "error": {"type": "InputError", "message": "m"}, "records": []})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("schema_version", "2.0"),
        ("records", None),
        ("records.0.status", "given"),
        ("records.0.confidence", 1.5),
        ("records.0.recipient.kind", "person"),
        ("records.0.recipient.group", "and a name"),
        ("records.0.recipient.name", None),
        ("records.0.quantity.quantifier", "few"),
        ("records.0.quantity.count", -1),
        ("records.0.evidence.sentence", [1]),
        ("records.0.evidence.spans", {"award": [1, 2, 3]}),
        ("records.0.award.id", None),
        ("article.published_precision", "hour"),
        ("article.text", None),
    ],
)
def test_what_is_none_is_refused(document: dict[str, Any], path: str, value: Any) -> None:
    assert not VALIDATOR.is_valid(_changed(document, path, value))


@pytest.mark.parametrize("key", ["award", "evidence", "recipient", "rule", "warnings"])
def test_a_record_without_a_key_is_refused(document: dict[str, Any], key: str) -> None:
    del document["records"][0][key]
    assert not VALIDATOR.is_valid(document)


def test_a_document_without_an_article_and_without_an_error_is_refused(document: dict[str, Any]) -> None:
    del document["article"]
    assert not VALIDATOR.is_valid(document)


def test_more_keys_may_come(document: dict[str, Any]) -> None:
    VALIDATOR.validate(_changed(document, "records.0.weight", 3))
