"""The JSON Schema (2020-12) of the document that `extract` prints."""

from __future__ import annotations

from typing import Any, get_args

from extractor.records import SCHEMA_VERSION, Precision, Quantifier, RecipientKind, Status

__all__ = ["document_schema"]


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _enum(values: tuple[Any, ...]) -> dict[str, Any]:
    return {"enum": list(values)}


TEXT = {"type": "string"}
TEXT_OR_NULL = {"type": ["string", "null"]}
COUNT_OR_NULL = {"type": ["integer", "null"], "minimum": 0}
SPAN = {
    "type": "array",
    "prefixItems": [{"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 0}],
    "items": False,
    "minItems": 2,
}


def document_schema() -> dict[str, Any]:
    """The schema of one document. More keys may come; none is renamed without a new `schema_version`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Award records of one article",
        **_object(
            {
                "schema_version": {"const": SCHEMA_VERSION},
                "article": _article(),
                "records": {"type": "array", "items": _record()},
                "warnings": {"type": "array", "items": TEXT},
                "id": TEXT,
                "error": _object({"type": TEXT, "message": TEXT}),
            },
            optional=("id", "error", "article", "warnings", "schema_version"),
        ),
        # A line of `extract batch` for an article that failed has an error in the document's place.
        "anyOf": [{"required": ["schema_version", "article", "warnings"]}, {"required": ["id", "error"]}],
    }


def _article() -> dict[str, Any]:
    return _object(
        {
            "id": TEXT,
            "url": TEXT_OR_NULL,
            "source": TEXT_OR_NULL,
            "title": TEXT_OR_NULL,
            "published": TEXT_OR_NULL,
            "published_precision": _or_null(_enum(get_args(Precision))),
            "author": TEXT_OR_NULL,
            "lead": TEXT_OR_NULL,
            "publisher": TEXT_OR_NULL,
            "language": TEXT,
            "text": TEXT,
        },
        optional=("text",),
    )


def _record() -> dict[str, Any]:
    recipient = _object(
        {
            "kind": _enum(get_args(RecipientKind)),
            "name": TEXT_OR_NULL,
            "group": TEXT_OR_NULL,
            "post": TEXT_OR_NULL,
            "unit": TEXT_OR_NULL,
            "organisation": TEXT_OR_NULL,
        }
    )
    recipient["oneOf"] = [
        {"properties": {"name": TEXT, "group": {"type": "null"}}},
        {"properties": {"name": {"type": "null"}, "group": TEXT}},
    ]
    return _object(
        {
            "id": TEXT,
            "award": _object(
                {"id": TEXT, "name": TEXT, "kind": TEXT, "level": TEXT_OR_NULL, "class": COUNT_OR_NULL, "text": TEXT}
            ),
            "status": _enum(get_args(Status)),
            "recipient": recipient,
            "quantity": _object(
                {
                    "count": COUNT_OR_NULL,
                    "of": COUNT_OR_NULL,
                    "counted": _enum(("recipients", "awards")),
                    "quantifier": _or_null(_enum(get_args(Quantifier))),
                    "times": COUNT_OR_NULL,
                    "breakdown": {"type": "array", "items": _object({"recipient": TEXT, "count": {"type": "integer"}})},
                }
            ),
            "authority": _object({"id": TEXT_OR_NULL, "text": TEXT_OR_NULL, "presenter": TEXT_OR_NULL}),
            "period": _object(
                {"from": COUNT_OR_NULL, "to": COUNT_OR_NULL, "text": TEXT_OR_NULL, "inherited": {"type": "boolean"}}
            ),
            "decision": _object({"number": TEXT_OR_NULL, "date": TEXT_OR_NULL}),
            "occasion": TEXT_OR_NULL,
            "posthumous": {"type": "boolean"},
            "evidence": _object(
                {"sentence": SPAN, "text": TEXT, "spans": {"type": "object", "additionalProperties": SPAN}}
            ),
            "rule": TEXT,
            "confidence": {"type": "number", "minimum": 0, "maximum": 1},
            "warnings": {"type": "array", "items": TEXT},
        }
    )
