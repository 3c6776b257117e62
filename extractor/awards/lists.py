"""Awards told by layout: a line that names an award, and under it the lines of those who received it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.awards.chunks import Chunk, Party
from extractor.awards.clauses import Clause
from extractor.awards.context import Sentence
from extractor.awards.frames import list_frame

__all__ = [
    "LIST_ITEM",
    "cell_parties",
    "heading_clause",
    "is_row",
    "item_parties",
    "only_awards",
    "opens_list",
    "row_parties",
]

LIST_ITEM = re.compile(r"\s*(?:[-+*•–·▪●]|\(?\d{1,3}\s?[.)/|]|[a-zđ][.)]|[IVX]{1,4}[.)])\s*")
LONG_LINE = 260  # characters: a longer line is prose, not an item
VERBS = frozenset(("passive", "give", "receive", "attain", "recognise", "revoke", "have", "be", "aim", "nominate"))


def opens_list(text: str, sentence: Sentence, follower: Sentence | None) -> bool:
    """Whether the lines after a sentence are its list: it ends in a colon, or the next line is an item and it is not."""
    if follower is None or follower.block == sentence.block:
        return False
    words = sentence.span.of(text).rstrip()
    return words.endswith(":") or LIST_ITEM.match(follower.span.of(text)) is not None


def heading_clause(award: int) -> Clause:
    """The clause of a heading that only names an award: whoever is listed under it received it."""
    return Clause(award, list_frame(), award, award + 1, [])


def item_parties(text: str, sentence: Sentence, chunks: Sequence[Chunk]) -> list[Party] | None:
    """Who a line of a list names: [] for a line that only groups ("Tập thể:"), None for a line that is no item."""
    words = sentence.span.of(text)
    marked = LIST_ITEM.match(words) is not None
    if len(words) > LONG_LINE or any(chunk.kind in VERBS for chunk in chunks):
        return None
    parties = [party for chunk in chunks if chunk.kind == "party" for party in chunk.parties]
    if words.rstrip().endswith(":") and all(party.kind == "group" for party in parties):
        return []
    first = next((index for index, chunk in enumerate(chunks) if chunk.kind == "party"), None)
    if first is None or any(chunk.kind == "filler" and not chunk_is_number(text, chunk) for chunk in chunks[:first]):
        return [] if not marked and len(words) < 40 and words.isupper() else None
    named = [party for party in chunks[first].parties if party.kind in {"person", "unit"} and not party.place]
    if named:
        return named if chunks[first].parties[0].kind != "unit" or not named[0].short else None
    counted = [party for party in parties if party.kind == "group" and party.quantity is not None]
    return counted or ([] if words.rstrip().endswith(":") else None)


def chunk_is_number(text: str, chunk: Chunk) -> bool:
    """Whether a chunk is the number or letter of a list item."""
    return len(text[chunk.start : chunk.end]) <= 3


def only_awards(text: str, chunks: Sequence[Chunk]) -> bool:
    """Whether a line names awards and no one who could have received them."""
    if any(chunk.kind in VERBS for chunk in chunks) or any(chunk.kind == "party" for chunk in chunks):
        return False
    plain = sum(chunk.kind == "filler" and not chunk_is_number(text, chunk) for chunk in chunks)
    return plain <= 3 * sum(chunk.kind == "award" for chunk in chunks)


def is_row(text: str, sentence: Sentence, chunks: Sequence[Chunk]) -> bool:
    """Whether a line is a row, an item or a cell: short, without a verb, of little but names and awards."""
    words = sentence.span.of(text)
    plain = sum(chunk.kind == "filler" and not chunk_is_number(text, chunk) for chunk in chunks)
    if LIST_ITEM.match(words) is None and "|" not in words and plain > 2:
        return False
    return sentence.span.end - sentence.span.start <= LONG_LINE and not any(chunk.kind in VERBS for chunk in chunks)


def row_parties(chunks: Sequence[Chunk]) -> list[Party]:
    """The names that a row gives before its award, or after it."""
    award = next((index for index, chunk in enumerate(chunks) if chunk.kind == "award"), len(chunks))
    for side in (chunks[:award], chunks[award + 1 :]):
        for index, chunk in enumerate(side):
            if chunk.kind != "party" or (index and side[index - 1].kind in {"of", "beside"}):
                continue
            named = [
                party
                for party in chunk.parties
                if party.kind in {"person", "unit"} and not (party.short or party.place or party.body)
            ]
            if named:
                return named
    return []


def cell_parties(text: str, sentence: Sentence, chunks: Sequence[Chunk]) -> list[Party] | None:
    """The name in a table's cell that stands on a line of its own; [] for another cell, None for prose."""
    words = sentence.span.of(text)
    if len(words) > 90 or any(chunk.kind in VERBS for chunk in chunks):
        return None
    named = [
        party
        for chunk in chunks[:2]
        if chunk.kind == "party"
        for party in chunk.parties
        if party.kind in {"person", "unit"} and not party.short
    ]
    return [party for party in named if party.kind == "person"] or named
