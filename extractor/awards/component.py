"""A spaCy pipeline component: award records on a Doc.

After `nlp.add_pipe("award_records")`, `doc._.award_records` holds the records (dicts, as in the JSON output) and
`doc.spans["award_mentions"]` the words they were read from, each labelled with its field (award, recipient, count,
unit, authority, period, decision …). Offsets in the records are those of `doc.text`.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from extractor.awards.engine import extract_records
from extractor.records import Article, Block
from extractor.records import Span as Offsets

__all__ = ["AwardRecords", "create_component"]

SPANS_KEY = "award_mentions"


class AwardRecords:
    """Finds award records in a Doc. `spans_key` names the span group for the typed mentions."""

    def __init__(self, name: str = "award_records", *, spans_key: str = SPANS_KEY) -> None:
        self.name = name
        self.spans_key = spans_key
        if not Doc.has_extension("award_records"):
            Doc.set_extension("award_records", default=[])

    def __call__(self, doc: Doc) -> Doc:
        """Adds the records and mentions to `doc` and gives it back."""
        records = extract_records(self._article(doc.text))
        doc._.award_records = [record.to_json() for record in records]
        spans: list[Span] = []
        for record in records:
            for field, offsets in record.evidence.spans.items():
                span = doc.char_span(offsets.start, offsets.end, label=field, alignment_mode="expand")
                if span is not None and all((span.start, span.end, field) != (s.start, s.end, s.label_) for s in spans):
                    spans.append(span)
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=spans)
        return doc

    @staticmethod
    def _article(text: str) -> Article:
        """The text as an article of its lines, without looking for a page's furniture."""
        blocks = []
        start = 0
        for line in text.split("\n"):
            if line.strip():
                blocks.append(Block("paragraph", Offsets(start, start + len(line))))
            start += len(line) + 1
        return Article(Article.make_id(text), text, blocks=tuple(blocks))

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> AwardRecords:
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """There is nothing to keep: the rules are in models/."""

    def from_disk(self, _path: Any, **_: Any) -> AwardRecords:
        return self


@Language.factory("award_records", default_config={"spans_key": SPANS_KEY}, assigns=["doc._.award_records"])
def create_component(nlp: Language, name: str, spans_key: str) -> AwardRecords:  # noqa: ARG001
    """The factory that `nlp.add_pipe("award_records")` calls."""
    return AwardRecords(name, spans_key=spans_key)
