"""Documents into rows: what `extract` prints, checked, cleaned and laid out as the tables of schema.py have it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from extractor.errors import InputError
from extractor.store.document_check import check_article, check_record
from extractor.store.values import clean, day, folded, hashed, year

__all__ = ["Prepared", "Rows", "prepared"]

Row = tuple[Any, ...]
# Keys are sorted: a document that comes back from a database is the same, whatever the order of its spans.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, sort_keys=True).encode


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that was checked: its id, digests and parts. `records` are (id, digest, record) in order.

    An id that an article has twice gets a number behind it.
    """

    article_id: str
    digest: str
    text_digest: str | None
    article: Mapping[str, Any]
    records: tuple[tuple[str, str, Mapping[str, Any]], ...]
    warnings: Any
    schema_version: str


def prepared(document: Any) -> Prepared:
    """Checks a document and takes its digests. Raises InputError in words for what is no document of ours."""
    try:
        return _prepared(document)
    except UnicodeEncodeError:
        return _prepared(clean(document))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        known = document.get("id") or "?" if isinstance(document, dict) else "?"
        raise InputError(
            f"{known}: {_fault(error)}; load takes the documents that `extract` prints, see `extract schema`"
        ) from None


def _fault(error: Exception) -> str:
    return f"lacks the key {error}" if isinstance(error, KeyError) else str(error)


def _prepared(document: Any) -> Prepared:
    article = document["article"]
    text = article.get("text")
    head = article if text is None else {key: value for key, value in article.items() if key != "text"}
    told = [_encode([document["schema_version"], head, document["warnings"]])]
    told += [_encode(record) for record in document["records"]]
    if any("\\u0000" in words for words in told) or (text is not None and "\0" in text):
        return _prepared(clean(document))
    digests = [blake2b(words.encode(), digest_size=12).hexdigest() for words in told]
    check_article(article, document["warnings"])
    for record in document["records"]:
        check_record(record)
    return Prepared(
        article["id"],
        blake2b("".join(digests).encode(), digest_size=12).hexdigest(),
        None if text is None else blake2b(text.encode(), digest_size=12).hexdigest(),
        article,
        tuple(zip(_ids(document["records"]), digests[1:], document["records"], strict=True)),
        document["warnings"],
        str(document["schema_version"]),
    )


def _ids(records: Iterable[Mapping[str, Any]]) -> list[str]:
    ids: list[str] = []
    seen: dict[str, int] = {}
    for record in records:
        name = record["id"]
        times = seen[name] = seen.get(name, 0) + 1
        ids.append(name if times == 1 else f"{name[:56]}-{times}")
    return ids


@dataclass(slots=True)
class Rows:
    """Rows for each table, in the order of its columns. Shared tables are dicts by id, so that each row is there once."""

    articles: list[Row] = field(default_factory=list)
    recipients: list[Row] = field(default_factory=list)
    records: list[Row] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)
    breakdowns: list[Row] = field(default_factory=list)
    awards: dict[str, Row] = field(default_factory=dict)
    units: dict[str, Row] = field(default_factory=dict)
    decisions: dict[str, Row] = field(default_factory=dict)

    def add(self, document: Prepared, run_id: str) -> None:
        """The rows of one document."""
        article, key = document.article, document.article_id
        published, text = article["published"], article.get("text")
        self.articles.append((
            key, article["url"], article["source"], article["title"], published, day(published), year(published),
            article["published_precision"], article["author"], article["lead"], article["publisher"],
            article["language"], text, _list(document.warnings), document.schema_version, document.digest,
            document.text_digest, run_id,
        ))  # fmt: skip
        recipients: dict[tuple[Any, ...], int] = {}
        for position, (record_id, digest, record) in enumerate(document.records, 1):
            number = self._recipient(key, record["recipient"], recipients)
            self.records.append(self._record(key, record_id, position, digest, record, number))
            self.evidence.extend(_evidence(key, record_id, record))
            for place, part in enumerate(record["quantity"]["breakdown"], 1):
                self.breakdowns.append((key, record_id, place, part["recipient"], part["count"]))

    def _recipient(self, key: str, recipient: Mapping[str, Any], known: dict[tuple[Any, ...], int]) -> int:
        """The number of a recipient in its article; those that are told in the same words are one."""
        kind, name, group = recipient["kind"], recipient["name"], recipient["group"]
        post, unit, organisation = recipient["post"], recipient["unit"], recipient["organisation"]
        told = (kind, name, group, post, unit, organisation)
        if told in known:
            return known[told]
        known[told] = number = len(known) + 1
        path = [organisation, unit, name if kind == "collective" else None]
        name_key = None if name is None else folded(name)
        self.recipients.append((
            key, number, kind, name, name_key, group, post, unit, organisation, self._unit(path),
        ))  # fmt: skip
        return number

    def _unit(self, path: Iterable[str | None]) -> str | None:
        """The id of the last unit of a path from the top down, with rows for all of it."""
        parent: str | None = None
        for name in path:
            words = " ".join(name.split()) if name else ""
            if words:
                unit_id = hashed(parent, words)
                if unit_id not in self.units:
                    self.units[unit_id] = (unit_id, words, folded(words), parent)
                parent = unit_id
        return parent

    def _record(
        self, key: str, record_id: str, position: int, digest: str, record: Mapping[str, Any], recipient_no: int
    ) -> Row:
        award, quantity, period = record["award"], record["quantity"], record["period"]
        authority, decision = record["authority"], record["decision"]
        award_id = award["id"]
        if award_id not in self.awards:
            name = award["name"]
            self.awards[award_id] = (
                award_id, name, folded(name), award["kind"], award["level"], None, None, None, None, None,
            )  # fmt: skip
        decision_id = None
        if decision["number"] is not None or decision["date"] is not None:
            decision_id = self._decision(decision["number"], decision["date"])
        return (
            key, record_id, position, award_id, award["level"], award["class"], award["text"], record["status"],
            recipient_no, quantity["count"], quantity["of"], quantity["counted"], quantity["quantifier"],
            quantity["times"], authority["id"], authority["text"], authority["presenter"], period["from"],
            period["to"], period["text"], period["inherited"], decision_id, record["occasion"], record["posthumous"],
            record["rule"], record["confidence"], _list(record["warnings"]), digest,
        )  # fmt: skip

    def _decision(self, number: str | None, date: str | None) -> str:
        decision_id = hashed(number, date)
        if decision_id not in self.decisions:
            key = None if number is None else folded(number)
            self.decisions[decision_id] = (
                decision_id,
                number,
                key,
                day(date) if date and len(date) == 10 else None,
                date,
            )
        return decision_id


def _list(items: Any) -> str | None:
    """A list as JSON; null for an empty one."""
    return _encode(items) if items else None


def _evidence(key: str, record_id: str, record: Mapping[str, Any]) -> list[Row]:
    """The spans of a record with their words: cut from the sentence, else what the field holds."""
    evidence = record["evidence"]
    (first, last), sentence = evidence["sentence"], evidence["text"]
    rows: list[Row] = [(key, record_id, "sentence", first, last, sentence)]
    for name, (start, end) in evidence["spans"].items():
        inside = first <= start and end <= last
        words = sentence[start - first : end - first] if inside else _told(name, record)
        rows.append((key, record_id, name, start, end, words))
    return rows


def _told(name: str, record: Mapping[str, Any]) -> str | None:
    """What a field says that was read outside the record's sentence."""
    recipient = record["recipient"]
    said = {
        "award": record["award"]["text"],
        "recipient": recipient["name"] or recipient["group"],
        "post": recipient["post"],
        "unit": recipient["unit"],
        "organisation": recipient["organisation"],
        "authority": record["authority"]["text"],
        "presenter": record["authority"]["presenter"],
        "period": record["period"]["text"],
        "decision": record["decision"]["number"],
        "occasion": record["occasion"],
    }.get(name)
    return said if isinstance(said, str) else None
