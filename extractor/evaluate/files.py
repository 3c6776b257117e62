"""Reads gold and predicted records and the texts they were read from: JSON Lines, an article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.errors import EmptyInputError, InputError
from extractor.evaluate.facts import Fact, fact_of
from extractor.evaluate.result import Article

__all__ = ["read_articles"]


def read_articles(gold: str | Path, predictions: str | Path, docs: str | Path | None = None) -> tuple[list[Article], list[str]]:
    """The articles of a gold file with what was predicted for them, and what a reader of the figures should know.

    `docs` holds the texts (and registers); without it a `docs.jsonl` beside the gold file is taken, and texts that
    stand in the gold file itself. Predictions may be in the extractor's format or in the gold one. An article that
    was not predicted counts as one without records. Raises InputError with file and line.
    """
    beside = Path(gold).with_name("docs.jsonl")
    place = docs if docs is not None else beside if beside.is_file() and beside != Path(gold) else None
    texts = dict(_lines(place)) if place is not None else {}
    told = dict(_lines(gold))
    found = dict(_lines(predictions))
    articles = []
    for key, line in told.items():
        text = texts.get(key, {}).get("text", line.get("text"))
        register = texts.get(key, {}).get("register", line.get("register"))
        facts = _facts(line, text, gold)
        if text is None and any("span" not in record for record in line["records"]):
            raise InputError(f"{gold}: {key}: its quotes are found in its text, which is not here; give it with --docs DOCS.jsonl")
        # Predictions in the gold format are quotes too; the extractor's own have offsets and need no text.
        articles.append(Article(key, facts, _facts(found.get(key, {"records": []}), text, predictions), text or "", register))
    if not articles:
        raise EmptyInputError(f"{gold}: holds no article; a line is {{'id': …, 'records': […]}}")
    return articles, list(_notes(told, found, articles))


def _notes(told: dict[str, Any], found: dict[str, Any], articles: list[Article]) -> Iterator[str]:
    """What makes figures mean less than they seem to."""
    for count, what in (
        (sum(key not in found for key in told), "not predicted; they count as having no records"),
        (sum(key not in told for key in found), "predicted but not in the gold file; they are left out"),
        (sum(key in told and "error" in line for key, line in found.items()), "failed in the extractor"),
    ):
        if count:
            yield f"{count} articles are {what}" if "failed" not in what else f"{count} articles {what}"
    lost = [(article.id, quote) for article in articles for fact in article.gold for quote in fact.lost]
    if lost:
        yield f"{len(lost)} gold quotes do not stand in their text, the first is {lost[0][1][:60]!r} in {lost[0][0]}"


def _facts(line: dict[str, Any], text: str | None, place: str | Path) -> tuple[Fact, ...]:
    try:
        return tuple(fact_of(record, text) for record in line["records"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{place}: {line.get('id')}: a record that is not as the format says ({error!r})") from None


def _lines(path: str | Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line's id and object."""
    try:
        with Path(path).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _parsed(line, f"{path}:{number}")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check the path") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8; it should be JSON Lines, an article a line") from None


def _parsed(line: str, place: str) -> tuple[str, dict[str, Any]]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: not JSON ({error}); a line is one article") from None
    if not isinstance(value, dict) or not isinstance(value.get("id"), str):
        raise InputError(f'{place}: a line is {{"id": …, "records": […]}} or {{"id": …, "text": …}}')
    return value["id"], value
