"""The unit that an article is about: what "Vụ", "nhà trường", "đơn vị" stand for, and where unnamed people belong."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from extractor.awards.chunks import Chunk, Party
from extractor.awards.relations import relations
from extractor.records import Span

if TYPE_CHECKING:
    from extractor.awards.context import Sentence

__all__ = ["GENERAL_HEADS", "Homes"]

LETTERHEAD = 80  # characters of a line that names a unit in capitals
OPENING = 8  # sentences in which an article names the unit that it is about
HOME_MENTIONS = 5  # how much of an article must speak of a unit for its people to be that unit's: see `weight`
BARE = 2  # times that it does so by the bare head word ("Vụ", "nhà trường"), unless a heading names it
BARE_AGAIN = 3  # times that are enough even where the name itself stands there once
TITLED = 3  # what a place in the title is worth in mentions
GENERAL_HEADS = frozenset(("đơn vị", "cơ quan", "nhà trường", "tập thể", "doanh nghiệp", "toàn ngành", "toàn đơn vị", "chúng tôi"))


class Homes:
    """Looks for the unit of one article, once, when it is asked for."""

    def __init__(
        self, text: str, folded: str, sentences: list[Sentence], chunks: Callable[[int], list[Chunk]]
    ) -> None:
        self.text = text
        self.folded = folded
        self.sentences = sentences
        self.chunks = chunks

    @cached_property
    def bare(self) -> dict[str, int]:
        """How often the article says each head word without a name behind it."""
        counts: dict[str, int] = {}
        for match in relations().home_words.finditer(self.folded):
            after = self.text[match.end() + 1 : match.end() + 2]
            if not (after.isupper() or after.isdigit()):
                counts[match.group()] = counts.get(match.group(), 0) + 1
        return counts

    def bare_mentions(self, party: Party) -> int:
        """How often the article calls a unit by its head: "trường", "nhà trường", "Công ty"."""
        head = relations().home_words.match(party.head)
        first = head.group() if head else party.head
        return max(self.bare.get(party.head, 0), self.bare.get(first, 0)) + (
            self.bare.get("nhà trường", 0) if first in {"trường", "thpt", "thcs"} else 0
        )

    @cached_property
    def candidates(self) -> dict[str, Party]:
        """The units named in the article's opening that can be what it is about, by their folded names."""
        found: dict[str, Party] = {}
        for index in range(min(OPENING, len(self.sentences))):
            if (printed := self.in_capitals(self.sentences[index].span)) is not None:
                found.setdefault(printed.name.of(self.folded), printed)
                continue
            heads = relations().home_words.finditer(self.folded, *self.sentences[index].span)
            if not any(self.text[head.start()].isupper() for head in heads):
                continue
            for chunk in self.chunks(index):
                for party in chunk.parties:
                    for unit in (party, party.unit):
                        if unit is not None and self.is_home(unit):
                            key = unit.name.of(self.folded)
                            known = found.get(key)
                            found[key] = unit if known is None or known.name.of(self.text).isupper() else known
        return found

    def in_capitals(self, line: Span) -> Party | None:
        """The unit that a line in capitals names: "CÔNG TY TNHH CẤP NƯỚC NÀ KHOA"; there no capitals tell names."""
        words, _, _ = line.of(self.text).partition(":")
        line = Span(line.start, line.start + len(words))
        head = relations().home_words.match(self.folded, line.start)
        if head is None or len(words) > LETTERHEAD or head.end() == line.end or not words.isupper() or not words[-1].isalpha():
            return None
        return Party("unit", line.start, line.end, line, recipient="collective", head=head.group())

    def in_title(self, name: Span) -> bool:
        """Whether the article's first line, its title, names somebody."""
        return bool(self.sentences) and self.sentences[0].heading and name.of(self.text) in self.sentences[0].span.of(self.text)

    def is_home(self, party: Party) -> bool:
        """Whether a unit can be what an article is about: named with a capital, no ministry, of a kind that has people."""
        if not self.text[party.name.start].isupper():
            return False
        return party.kind == "unit" and not party.short and not party.body and party.head.startswith(relations().homes)

    def titled(self, party: Party) -> bool:
        """Whether a heading, or a line of the opening that is no sentence, names a unit."""
        name = party.name.of(self.folded)
        return any(
            name in sentence.span.of(self.folded) and (sentence.heading or self.text[sentence.span.end - 1] not in ".!?…;:,")
            for sentence in self.sentences[:OPENING]
        )

    def weight(self, party: Party) -> int:
        """How much of the article speaks of a unit: its name, its head alone, its place in the title."""
        name = party.name.of(self.folded)
        alias = 0 if party.alias is None else self.text.count(party.alias.of(self.text)) - 1
        return self.folded.count(name) + alias + self.bare_mentions(party) + (TITLED if self.titled(party) else 0)

    @cached_property
    def main(self) -> Party | None:
        """The unit of the opening that the article speaks of most."""
        if not self.candidates:
            return None
        best = max(self.candidates.values(), key=self.weight)
        return self.longer(best)

    def longer(self, party: Party) -> Party:
        """The longest name among the candidates that goes on from this one: "Đảng bộ Bộ" is "Đảng bộ Bộ Ngoại giao"."""
        name = party.name.of(self.folded)
        longer = [unit for key, unit in self.candidates.items() if key.startswith(name + " ") and unit.head == party.head]
        return max([party, *longer], key=lambda unit: unit.name.end - unit.name.start) if len(longer) == 1 else party

    @cached_property
    def home(self) -> Party | None:
        """The main unit, where the article speaks of it again and again; a page about people of many places has none."""
        main = self.main
        if main is None:
            return None
        weight, bare = self.weight(main), self.bare_mentions(main)
        if weight >= HOME_MENTIONS and (bare >= BARE or self.titled(main)):
            return main
        return main if weight > BARE_AGAIN and bare >= BARE_AGAIN else None

    @cached_property
    def of_people(self) -> Party | None:
        """The unit that people without one belong to: stricter, since an article names many passers-by."""
        home = self.home
        return home if home is not None and (self.titled(home) or self.bare_mentions(home) >= BARE_AGAIN) else None
