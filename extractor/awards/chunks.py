"""What a clause is made of: parties (who could give or receive), award phrases, and the chunks that hold them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extractor.awards.catalogue import AwardHit
from extractor.awards.tokens import Mention
from extractor.language.quantities import QuantityMention
from extractor.language.times import TimeMention
from extractor.records import RecipientKind, Span

__all__ = ["AwardPhrase", "Chunk", "Party"]


@dataclass(slots=True)
class Party:
    """Somebody who could give or receive.

    `kind` is "person", "unit", "group" or "post" (a post without a name). `name` is its words' span; of a group its
    noun. `short` marks pronouns and bare head words ("ông", "Vụ") that must be resolved; `words` counts the syllables of a bare name.
    """

    kind: str
    start: int
    end: int
    name: Span
    short: bool = False
    recipient: RecipientKind = "individual"
    post: Span | None = None
    unit: Party | None = None
    quantity: QuantityMention | None = None
    quantity_span: Span | None = None
    quantifier: str | None = None
    quantifier_span: Span | None = None
    head: str = ""
    alias: Span | None = None
    body: bool = False
    marked: bool = False
    place: bool = False
    implied: bool = False
    words: int = 0


@dataclass(slots=True)
class AwardPhrase:
    """An award with what belongs to it: its count, giver, level words, year, times, and parts in brackets."""

    hit: AwardHit
    start: int
    end: int
    quantity: QuantityMention | None = None
    quantity_span: Span | None = None
    quantifier: str | None = None
    giver: Party | None = None
    time: TimeMention | None = None
    time_span: Span | None = None
    parts: Span | None = None


@dataclass(slots=True)
class Chunk:
    """A phrase or a cue of a clause. `parties`/`awards` hold a coordination in text order."""

    kind: str
    start: int
    end: int
    parties: list[Party] = field(default_factory=list)
    awards: list[AwardPhrase] = field(default_factory=list)
    mention: Mention | None = None
    flags: dict[str, Any] = field(default_factory=dict)
