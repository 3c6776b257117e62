"""From mentions to phrases: who could give or receive (parties), and what (award phrases with their counts).

The result is a list of `Chunk`s. A frame (see frames.py) is a pattern over their kinds; a chunk of kind "party" or
"award" stands for a whole coordination ("bà Ngô Thị Vân, Trưởng phòng X, và ông Lê Văn Y").
"""

from __future__ import annotations

from extractor.awards.award_phrases import AwardPhrases
from extractor.awards.chunks import Chunk
from extractor.awards.coordination import coordinate
from extractor.awards.group_phrases import GROUP_PREFIXES, GroupPhrases, is_group
from extractor.awards.people_phrases import PeoplePhrases
from extractor.awards.tokens import Mention

__all__ = ["chunk_sentence"]

# Kinds of mention that a phrase can start with.
STARTERS = frozenset(
    (
        "award",
        "quantity",
        "quantifier",
        "adverb",
        "mark",
        "name",
        "prename",
        "pronoun",
        "post",
        "group",
        "unit",
        "beside",
    )
)
QUOTES = frozenset('"“')


def chunk_sentence(text: str, folded: str, mentions: list[Mention]) -> list[Chunk]:
    """The chunks of a sentence, in order: parties and awards joined into coordinations, the rest one by one. `folded` is
    `fold(text)`."""
    return coordinate(_Phraser(text, folded, mentions).run())


class _Phraser(AwardPhrases, PeoplePhrases, GroupPhrases):
    """Walks the mentions once, building the first phrase that fits at each."""

    def run(self) -> list[Chunk]:
        index = 0
        while index < len(self.items):
            index = self.step(index)
        return self.out

    def step(self, index: int) -> int:
        item = self.items[index]
        starts = item.kind in STARTERS or self.former(index) or (self.words(index) in GROUP_PREFIXES and is_group(self.at(index + 1)))
        if not starts or (item.kind == "mark" and item.value not in QUOTES):
            kind = item.value if item.kind == "mark" else item.kind
            self.out.append(Chunk(kind, item.start, item.end, mention=item))
            return index + 1
        for build in (self.judged, self.award, self.person, self.group, self.unit, self.post, self.pronoun):
            found = build(index)
            if found is not None:
                chunk, last = found
                self.out.append(chunk)
                return last
        kind = item.value if item.kind == "mark" else item.kind
        self.out.append(Chunk(kind, item.start, item.end, mention=item))
        return index + 1
