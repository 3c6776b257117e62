"""What every stage hands on: the article as it was read, and the award records found in it.

All values are frozen. Offsets are half-open code-point offsets `[start, end)` into `Article.text`,
the text as the user gave it (for a text file its decoded characters), so `span.of(article.text)` are
the words a field was read from. `to_json` of a `Document` is the output contract.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

__all__ = [
    "SCHEMA_VERSION",
    "Article",
    "Authority",
    "Award",
    "AwardRecord",
    "Block",
    "BlockKind",
    "Counted",
    "Decision",
    "Document",
    "Evidence",
    "Part",
    "Period",
    "Precision",
    "Quantifier",
    "Quantity",
    "Recipient",
    "RecipientKind",
    "Span",
    "Status",
]

SCHEMA_VERSION = "1.0"

Status = Literal["conferred", "planned", "proposed", "negated", "revoked"]
RecipientKind = Literal["individual", "collective", "household", "mixed"]
Quantifier = Literal["all", "most", "many", "some", "each", "at_least", "approx"]
Counted = Literal["recipients", "awards"]
Precision = Literal["year", "month", "day", "minute", "second"]
BlockKind = Literal["chrome", "title", "lead", "heading", "paragraph", "item", "row", "caption", "quote", "byline"]


class Span(NamedTuple):
    """A half-open range `[start, end)` of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that this span covers in `text`."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item … of an article.

    `level` is the depth of a heading or list item (0 where it has none); `intro` is the index in
    `Article.blocks` of the block that introduces this one (the heading or the line ending in ":" above
    a list, the header of a table row), or None.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    intro: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read. What is uncertain is None, never guessed.

    `published` is ISO 8601 with `+07:00`, as precise as `published_precision` says.
    """

    id: str
    text: str
    url: str | None = None
    source: str | None = None
    title: str | None = None
    published: str | None = None
    published_precision: Precision | None = None
    author: str | None = None
    lead: str | None = None
    publisher: str | None = None
    language: str = "vi"
    blocks: tuple[Block, ...] = ()
    warnings: tuple[str, ...] = ()

    @staticmethod
    def make_id(key: str) -> str:
        """A short stable id: the first 16 hex digits of the SHA-256 of a URL or of a text.

        >>> Article.make_id("https://example.gov.vn/a")
        '13c642e98fd66aac'
        """
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def to_json(self, *, with_text: bool = False) -> dict[str, Any]:
        """The `article` object of the output; its `text` only where asked for."""
        out: dict[str, Any] = {
            "id": self.id,
            "url": self.url,
            "source": self.source,
            "title": self.title,
            "published": self.published,
            "published_precision": self.published_precision,
            "author": self.author,
            "lead": self.lead,
            "publisher": self.publisher,
            "language": self.language,
        }
        if with_text:
            out["text"] = self.text
        return out


@dataclass(frozen=True, slots=True)
class Award:
    """The award of a record: an entry of the catalogue and its words in the text.

    `class_` is 1, 2, 3 for hạng Nhất, Nhì, Ba; the years for Huy hiệu Đảng; else None.
    """

    id: str
    name: str
    kind: str
    level: str | None
    class_: int | None
    text: str

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "level": self.level,
            "class": self.class_,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who received it. Exactly one of `name` (a proper name) and `group` (an unnamed group) is set."""

    kind: RecipientKind
    name: str | None = None
    group: str | None = None
    post: str | None = None
    unit: str | None = None
    organisation: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "name": self.name,
            "group": self.group,
            "post": self.post,
            "unit": self.unit,
            "organisation": self.organisation,
        }


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a total: "Phòng 12" is Part("Phòng", 12)."""

    recipient: str
    count: int

    def to_json(self) -> dict[str, Any]:
        return {"recipient": self.recipient, "count": self.count}


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many: `count` of `of`, what is counted, a quantifier, times for each recipient, parts."""

    count: int | None = None
    of: int | None = None
    counted: Counted = "recipients"
    quantifier: Quantifier | None = None
    times: int | None = None
    breakdown: tuple[Part, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "count": self.count,
            "of": self.of,
            "counted": self.counted,
            "quantifier": self.quantifier,
            "times": self.times,
            "breakdown": [part.to_json() for part in self.breakdown],
        }


@dataclass(frozen=True, slots=True)
class Authority:
    """Who confers, as written (`text`), its id in the catalogue of organisations, and who only hands over."""

    id: str | None = None
    text: str | None = None
    presenter: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "text": self.text, "presenter": self.presenter}


@dataclass(frozen=True, slots=True)
class Period:
    """Years of the conferral or achievement; `inherited` where they stand elsewhere in the article."""

    first: int | None = None
    last: int | None = None
    text: str | None = None
    inherited: bool = False

    def to_json(self) -> dict[str, Any]:
        return {"from": self.first, "to": self.last, "text": self.text, "inherited": self.inherited}


@dataclass(frozen=True, slots=True)
class Decision:
    """Number and ISO date of the conferring (or revoking) decision."""

    number: str | None = None
    date: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {"number": self.number, "date": self.date}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the record stands: its sentence, and a span for each field that was read."""

    sentence: Span
    text: str
    spans: dict[str, Span] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "sentence": list(self.sentence),
            "text": self.text,
            "spans": {name: list(span) for name, span in self.spans.items()},
        }


@dataclass(frozen=True, slots=True)
class AwardRecord:
    """One assertion of the text: an award, a recipient, a status."""

    id: str
    award: Award
    status: Status
    recipient: Recipient
    evidence: Evidence
    quantity: Quantity = Quantity()
    authority: Authority = Authority()
    period: Period = Period()
    decision: Decision = Decision()
    occasion: str | None = None
    posthumous: bool = False
    rule: str = ""
    confidence: float = 0.0
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "award": self.award.to_json(),
            "status": self.status,
            "recipient": self.recipient.to_json(),
            "quantity": self.quantity.to_json(),
            "authority": self.authority.to_json(),
            "period": self.period.to_json(),
            "decision": self.decision.to_json(),
            "occasion": self.occasion,
            "posthumous": self.posthumous,
            "evidence": self.evidence.to_json(),
            "rule": self.rule,
            "confidence": self.confidence,
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True, slots=True)
class Document:
    """What `extract` gives for one article."""

    article: Article
    records: tuple[AwardRecord, ...] = ()
    warnings: tuple[str, ...] = ()

    def to_json(self, *, with_text: bool = False) -> dict[str, Any]:
        """The whole document as RECORD's contract says; ready for `json.dumps`."""
        return {
            "schema_version": SCHEMA_VERSION,
            "article": self.article.to_json(with_text=with_text),
            "records": [record.to_json() for record in self.records],
            "warnings": list(self.warnings),
        }
