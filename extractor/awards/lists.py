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
    "MEMBERS",
    "cell_parties",
    "follower",
    "heading_clause",
    "introducer",
    "is_row",
    "item_parties",
    "members",
    "only_awards",
    "opens_list",
    "outside_brackets",
    "row_parties",
    "tells_holdings",
]

LIST_ITEM = re.compile(r"\s*(?:[-+*•–·▪●]|\(?\d{1,3}(?:\s?[.)/|]|\s{2,})|[a-zđA-EĐ][.)]|[IVX]{1,4}[.)])\s*")
# Lines between a heading and its list: "(Kèm theo Quyết định số …)", "STT  Họ và tên  Chức vụ".
BETWEEN = re.compile(r"\s*(?:\(.*\)|(?:STT|TT|Số TT|Stt)\b.*|[-–_*=.\s]+)\s*")
SHORT_LINE = 40  # characters: a line so short that names no one groups the lines under it ("I. TẬP THỂ")
LONG_LINE = 260  # characters: a longer line is prose, not an item
VERBS = frozenset(("passive", "give", "receive", "attain", "recognise", "revoke", "have", "be", "aim", "nominate"))


GIVING = frozenset(("give", "recognise", "passive"))
# How a sentence begins that tells the members of the group before it.
MEMBERS = re.compile(
    r"[\s\-–+*•]*(?:trong đó|trong số đó|trong số này|họ (?:gồm|là)|danh sách(?: này| \d+ (?:tập thể|cá nhân|đơn vị|người))?(?: gồm| có)?|gồm|bao gồm"
    r"|cụ thể|đó là|đây là|các (?:tập thể|cá nhân|đơn vị)[^.:]{0,40}(?:gồm|là))(?!\w)"
)
# Markers of lists, outermost first.
MARKERS = (
    r"[IVX]{1,4}[.)]", r"[A-EĐ][.)]", r"\(?\d{1,3}(?:\s?[.)/|]|\s{2,})", r"[a-zđ][.)]", r"[-–•▪●*·]", r"\+"
)  # fmt: skip
RANKS = tuple(re.compile(rf"\s*{marker}") for marker in MARKERS)
LOOK_UP = 40  # lines above an item in which what introduces it is looked for


def rank(words: str) -> int:
    """How deep a line's marker stands in a nested list: 1 for "I.", 6 for "+", 0 without a marker."""
    return next((depth for depth, marker in enumerate(RANKS, 1) if marker.match(words)), 0)


def introducer(text: str, sentences: Sequence[Sentence], index: int) -> int | None:
    """The line that a list's line stands under: an outer item, a heading, or a line that ends in a colon."""
    own = rank(sentences[index].span.of(text))
    if own == 0:
        return None
    for at in range(index - 1, max(-1, index - LOOK_UP), -1):
        words = sentences[at].span.of(text).strip()
        depth = rank(words)
        if 0 < depth < own or (depth == 0 and (words.endswith(":") or (len(words) < 120 and words[-1:] not in ".;,"))):
            if not BETWEEN.fullmatch(words):
                return at
        elif depth == 0:
            return None
    return None


def follower(text: str, sentences: Sequence[Sentence], index: int) -> Sentence | None:
    """The line after a heading, past what stands between a heading and its list."""
    for at in range(index + 1, min(index + 4, len(sentences))):
        if not BETWEEN.fullmatch(sentences[at].span.of(text)):
            return sentences[at]
    return None


def opens_list(text: str, sentence: Sentence, below: Sentence | None) -> bool:
    """Whether the lines after a sentence are its list: it ends in a colon, or the next line is an item and it is not."""
    if below is None or below.block == sentence.block:
        return False
    words = sentence.span.of(text).rstrip()
    return words.endswith(":") or LIST_ITEM.match(below.span.of(text)) is not None


def heading_clause(award: int) -> Clause:
    """The clause of a heading that only names an award: whoever is listed under it received it."""
    return Clause(award, list_frame(), award, award + 1, [])


def item_parties(text: str, sentence: Sentence, chunks: Sequence[Chunk]) -> list[Party] | None:
    """Who a line of a list names: [] for a line that only groups ("Tập thể:"), None for a line that is no item."""
    words = sentence.span.of(text)
    marked = LIST_ITEM.match(words) is not None
    chunks = outside_brackets(chunks)
    if BETWEEN.fullmatch(words):
        return []
    if words.rstrip().endswith(":") and len(words) < SHORT_LINE and all(chunk.kind not in VERBS - GIVING for chunk in chunks):
        return []  # "II. Truy tặng (03 Mẹ):"
    told = VERBS - {"have", "be"} if marked and _opens_with_person(chunks) else VERBS  # "1. Mẹ A, có hai con là liệt sĩ"
    if len(words) > LONG_LINE or any(chunk.kind in told for chunk in chunks):
        return None
    parties = [party for chunk in chunks if chunk.kind == "party" for party in chunk.parties]
    if (words.rstrip().endswith(":") or len(words) < SHORT_LINE) and all(
        party.kind == "group" and party.quantity is None for party in parties
    ):
        return [] if parties or words.rstrip().endswith(":") or any(chunk.kind == "group" for chunk in chunks) else None
    if len(chunks) > 2 and (colon := next((at for at, chunk in enumerate(chunks[:4]) if chunk.kind == ":"), 0)):
        head = [party for chunk in chunks[:colon] for party in chunk.parties]
        if head and all(party.kind == "group" for party in head):  # "Các ông, bà: A; B"
            chunks = chunks[colon + 1 :]
    first = next((index for index, chunk in enumerate(chunks) if chunk.kind == "party"), None)
    if first is None or any(chunk.kind == "filler" and not chunk_is_number(text, chunk) for chunk in chunks[:first]):
        return [] if marked or (len(words) < 40 and words.isupper()) else None
    named = [party for party in chunks[first].parties if party.kind in {"person", "unit"} and not party.place]
    if named:
        return None if named[0].short else named  # "- Xin cảm ơn anh!" is no item
    counted = [party for party in parties if party.kind == "group" and party.quantity is not None]
    return counted or ([] if marked or words.rstrip().endswith(":") else None)  # a name that is not understood ends no list


def _opens_with_person(chunks: Sequence[Chunk]) -> bool:
    """Whether the first party of a line is a person with a name."""
    first = next((chunk.parties[0] for chunk in chunks if chunk.kind == "party"), None)
    return first is not None and first.kind == "person" and not first.short


def members(chunks: Sequence[Chunk]) -> list[Party]:
    """Who a sentence names that only tells the members of a group before it: "Họ gồm: ông A, ông B", "Trong đó có …"."""
    acts = (VERBS - {"have", "be"}) | {"by"}
    if any(chunk.kind in acts for chunk in chunks):
        return []
    begin = next((at for at, chunk in enumerate(chunks) if chunk.kind in {"include", "be", ":", "have"}), len(chunks))
    return [
        party
        for chunk in outside_brackets(chunks[begin:])
        for party in chunk.parties
        if party.kind in {"person", "unit"} and not (party.short or party.place)
    ]


def outside_brackets(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks of a line that no bracket holds."""
    depth, out = 0, []
    for chunk in chunks:
        depth += (chunk.kind == "(") - (chunk.kind == ")")
        if depth == 0 and chunk.kind != ")":
            out.append(chunk)
    return out


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
    if LIST_ITEM.match(words) is None and "|" not in words and words.rstrip()[-1:] in ".?!":
        return False
    plain = sum(chunk.kind == "filler" and not chunk_is_number(text, chunk) for chunk in chunks)
    if LIST_ITEM.match(words) is None and "|" not in words and plain > 2:
        return False
    return sentence.span.end - sentence.span.start <= LONG_LINE and not any(chunk.kind in VERBS for chunk in chunks)


# Kinds of chunk in a sentence of nothing but awards; "of" and "to" stand in "từ 2014 tới 2019".
HOLDING = frozenset(
    ("award", "time", "adverb", "quantity", "quantifier", "filler", "beside", "include", "and", "be", "have", "of", "to", ",", ";", "(", ")", ".")
)
BEFORE_AWARD = frozenset(("adverb", "filler", "beside", "time", "and", "include", ","))
PLAIN = 4  # plain words in a sentence of nothing but awards


def tells_holdings(chunks: Sequence[Chunk]) -> bool:
    """Whether a sentence names awards and nobody, and does nothing with them."""
    kinds = [chunk.kind for chunk in chunks]
    first = next((kind for kind in kinds if kind not in BEFORE_AWARD), "")
    return first in {"award", "be", "have"} and set(kinds) <= HOLDING and kinds.count("filler") <= PLAIN


def row_parties(chunks: Sequence[Chunk]) -> list[Party]:
    """The names that a row gives before its award, or after it."""
    award = next((index for index, chunk in enumerate(chunks) if chunk.kind == "award"), len(chunks))
    for side in (chunks[:award], chunks[award + 1 :]):
        for index, chunk in enumerate(side):
            if chunk.kind != "party" or chunk.flags.get("loose") or (index and side[index - 1].kind in {"of", "beside"}):
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
