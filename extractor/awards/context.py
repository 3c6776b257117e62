"""What the article said elsewhere: the unit behind "Vụ", the person behind "ông", the paragraph's period.

Sentences are read lazily: an article's other sentences are chunked only when something must be resolved.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from extractor.awards.chunks import Chunk, Party
from extractor.awards.homes import GENERAL_HEADS, Homes
from extractor.awards.letterhead import Letterhead, letterhead
from extractor.awards.people import People
from extractor.awards.periods import Periods
from extractor.awards.relations import relations
from extractor.awards.tokens import DECISION, Token
from extractor.language.fold import fold
from extractor.language.segment import Joined
from extractor.records import Span

if TYPE_CHECKING:
    from extractor.awards.drafts import Draft

__all__ = ["Context", "Sentence"]

DECISION_BACK = 40  # sentences that a list may stand behind its decision
# "Cũng tại quyết định này", "theo quyết định trên".
THIS_DECISION = re.compile(r"quyết định (?:này|trên|nói trên|đó)(?!\w)")
# "danh sách … (kèm theo Quyết định số …)".
COMES_WITH = re.compile(r"(?<!\w)(?:kèm theo|ban hành theo|ban hành kèm|theo các|căn cứ) (?:các )?quyết định")
WORKS = frozenset(("thuộc", "trực thuộc", "công tác tại", "đang công tác tại", "làm việc tại"))
HEAD_REACH = 24  # characters of a unit's head word
LOOK_BACK = 12  # sentences that a short form may look back


@dataclass(slots=True)
class Sentence:
    """A sentence of the article: its span in the normalised text, its block, and its chunks when they were read."""

    span: Span
    block: int
    paragraph: int
    heading: bool = False
    chunks: list[Chunk] | None = None
    intro: int | None = None
    tokens: list[Token] | None = None
    inside: Joined = field(default_factory=list)


class Context:
    """Resolves short forms against the sentences before (and the title)."""

    def __init__(
        self, text: str, folded: str, sentences: list[Sentence], read: Callable[[Sentence], list[Chunk]]
    ) -> None:
        self.text = text
        self.folded = folded
        self.sentences = sentences
        self.read = read
        self.people = People(text, folded, sentences, self.chunks)
        self.homes = Homes(text, folded, sentences, self.chunks)
        self.periods = Periods(folded, sentences, self.homes)
        self._units: dict[str, Party | None] = {}
        self._decided: dict[int, bool] = {}  # whether a decision's number can stand in a sentence
        self._kinds: dict[int, defaultdict[str, list[tuple[int, Chunk]]]] = {}

    @cached_property
    def letterhead(self) -> Letterhead | None:
        """The number and date of the decision that the article itself is."""
        return letterhead(self.text, self.folded, self.sentences)

    def chunks(self, index: int) -> list[Chunk]:
        return self.read(self.sentences[index])

    def of_kind(self, sentence: int, kind: str) -> list[tuple[int, Chunk]]:
        """The chunks of one kind of a sentence, with their places among all of it."""
        if kind == "decision" and sentence not in self._decided:
            self._decided[sentence] = DECISION.search(self.folded, *self.sentences[sentence].span) is not None
        if kind == "decision" and not self._decided[sentence]:
            return []  # most sentences need not be read for this
        if sentence not in self._kinds:
            self._kinds[sentence] = defaultdict(list)
            for index, chunk in enumerate(self.chunks(sentence)):
                self._kinds[sentence][chunk.kind].append((index, chunk))
        return self._kinds[sentence][kind]

    # -- people -------------------------------------------------------------------------------------------------

    def speaker(self, sentence: int, offset: int) -> Party | None:
        """Who says "tôi": the name before the paragraph's colon, or the one after the closing quote."""
        paragraph = self.sentences[sentence].paragraph
        for index in range(sentence, -1, -1):
            if self.sentences[index].paragraph != paragraph:
                break
            chunks = self.chunks(index)
            if (
                len(chunks) > 1
                and chunks[0].kind == "party"
                and chunks[1].kind == ":"
                and chunks[0].parties[0].kind == "person"
            ):
                return chunks[0].parties[0]
        for index in range(sentence, min(sentence + 3, len(self.sentences))):
            if self.sentences[index].paragraph != paragraph:
                break
            closed = False
            for chunk in self.chunks(index):
                closed = closed or (chunk.kind in {'"', "”"} and chunk.start > offset)
                if closed and chunk.kind == "party" and chunk.parties[0].kind == "person":
                    found = chunk.parties[0]
                    return self.people.before(index, found.start, found.name.of(self.folded)) if found.short else found
        return None

    # -- decisions ------------------------------------------------------------------------------------------------

    def decision_before(self, draft: Draft) -> tuple[int, int] | None:
        """The sentence and chunk of the decision that an earlier sentence named: of the same paragraph where this one
        points to it or goes on with the same award, or of the line that a list comes with."""
        here = self.sentences[draft.sentence]
        points = THIS_DECISION.search(self.folded, *here.span) is not None
        last = draft.sentence if draft.item is None else draft.item  # "(Kèm theo Quyết định số …)" stands under the heading
        for index in range(last - 1, max(-1, draft.sentence - DECISION_BACK), -1):
            found = self.of_kind(index, "decision")
            if not found:
                continue
            if self.sentences[index].paragraph == here.paragraph or points:
                same = any(
                    award.hit.award_id == draft.award.hit.award_id
                    for chunk in self.chunks(index)
                    for award in chunk.awards
                )
                return (index, found[-1][0]) if points or (same and len(found) == 1) else None
            if COMES_WITH.search(self.folded, *self.sentences[index].span) is not None:
                return self.decision_for(index, found, draft)
            if len(found) == 1 and draft.status == "conferred" and draft.clause.frame.id == "list.heading":
                return None
        return None

    def decision_for(self, index: int, found: list[tuple[int, Chunk]], draft: Draft) -> tuple[int, int] | None:
        """Of the decisions that a list comes with, the one that names the award, else the one for all others."""
        if len(found) == 1:
            return index, found[0][0]
        family = draft.award.hit.award_id
        chunks = self.chunks(index)
        rest = None
        for number, (at, _) in enumerate(found):
            end = found[number + 1][0] if number + 1 < len(found) else len(chunks)
            ids = {award.hit.award_id for chunk in chunks[at:end] for award in chunk.awards}
            if any(family.startswith(one) or one.startswith(family) for one in ids):
                return index, at
            if not ids:
                rest = index, at
        return rest

    # -- units --------------------------------------------------------------------------------------------------

    def person_unit(self, name: str) -> Party | None:
        """The unit that any sentence of the article gives to a person of this full name."""
        if name not in self._units:
            for index, sentence in enumerate(self.sentences):
                if not self._may_tell_unit(name, sentence.span.of(self.text)):
                    continue
                for chunk in self.chunks(index):
                    for party in chunk.parties:
                        if (
                            party.kind == "person"
                            and party.name.of(self.text) == name
                            and party.unit is not None
                            and not party.unit.body
                        ):
                            self._units[name] = party.unit
                            return party.unit
            self._units[name] = self._works_at(name)
        return self._units[name]

    @staticmethod
    def _may_tell_unit(name: str, sentence: str) -> bool:
        """Whether a unit can stand beside a name, so that the sentence is worth reading: a mark that opens an apposition
        behind the name, or capitals before it."""
        at = sentence.find(name)
        if at < 0:
            return False
        behind = sentence[at + len(name) :].lstrip()[:1]
        return behind in tuple(",(-–|") or any(letter.isupper() for letter in sentence[1:at]) or sentence.count(name) > 1

    def _works_at(self, name: str) -> Party | None:
        """The unit that a sentence says a person works at: "anh A đang công tác tại Công ty X", "chị B thuộc Đội Y"."""
        for index, sentence in enumerate(self.sentences):
            if name not in sentence.span.of(self.text) or not any(word in sentence.span.of(self.folded) for word in WORKS):
                continue
            chunks = self.chunks(index)
            at = next((at for at, chunk in enumerate(chunks) if any(party.name.of(self.text) == name for party in chunk.parties)), None)
            for ahead in range((at or 0) + 1, len(chunks) - 1) if at is not None else ():
                chunk, after = chunks[ahead], chunks[ahead + 1]
                if chunk.kind in {"party", ";"}:
                    break
                if chunk.kind == "of" and chunk.mention is not None and chunk.mention.value.word in WORKS and after.kind == "party":
                    unit = after.parties[0]
                    return unit if unit.kind == "unit" and not (unit.short or unit.body) else None
        return None

    def unit_before(self, sentence: int, offset: int, head: str) -> Party | None:
        """The named unit that a bare head word ("Vụ", "nhà trường", "đơn vị") stands for."""
        if head in GENERAL_HEADS and (near := self._unit_of(sentence, offset)) is not None:
            return near
        # An article with a home calls that "đơn vị"; in others it is whoever was named last.
        main = self.homes.home if head in GENERAL_HEADS else self.homes.main
        if main is not None and (main.head == head or main.head.startswith(head + " ") or head in GENERAL_HEADS):
            return main
        for index in range(sentence, max(-1, sentence - LOOK_BACK), -1):
            if head not in GENERAL_HEADS and head not in self.sentences[index].span.of(self.folded):
                continue
            units = [
                unit
                for chunk in self.chunks(index)
                for party in chunk.parties
                for unit in (party, party.unit if party.kind in {"person", "post"} else None, self._headed_by(party, head))
                if unit is not None and unit.kind == "unit" and not unit.short and (index < sentence or unit.end <= offset)
                and (unit.head == head or (head in GENERAL_HEADS and not unit.body))
            ]  # fmt: skip
            if units:
                return units[-1]
        return None

    def _headed_by(self, party: Party, head: str) -> Party | None:
        """The unit that a post's words name: "Trưởng trạm Y tế xã X" heads the "trạm Y tế xã X"."""
        post = party.post
        if post is None or party.kind == "unit":
            return None
        named = re.search(rf"(?<!\w){re.escape(head)} (?=[^\W\d_])", self.folded[post.start : post.end])
        if named is None or not self.text[post.start + named.end()].isupper():
            return None
        name = Span(post.start + named.start(), post.end)
        return Party("unit", name.start, name.end, name, recipient="collective", head=head)

    def _unit_of(self, sentence: int, offset: int) -> Party | None:
        """The last unit that a sentence names before `offset`, or as whose speaker it opens."""
        named = [
            unit
            for chunk in self.chunks(sentence)
            for party in chunk.parties
            for unit in (party.unit,)
            if unit is not None and unit.kind == "unit" and not (unit.short or unit.body or unit.place) and unit.end <= offset
        ]
        return named[-1] if named else None

    def full_unit(self, span: Span) -> Span:
        """The long form of a unit that the article introduces with a bracket: "Công ty X (XCO)" for "XCO", "Công ty XCO"."""
        name = span.of(self.text)
        head, _, last = name.rpartition(" ")
        for short in dict.fromkeys((name, last)):
            whole = self._introduced(short) if len(short) > 1 and (short == name or short.isupper()) else None
            if whole is not None and (short == name or fold(head) in whole.of(self.folded)):  # no "Đoàn Thanh niên XCO"
                return whole
        return self._headed(span) if name.isupper() and " " not in name else span

    def _headed(self, span: Span) -> Span:
        """A bare abbreviation with the head word that the article has before it elsewhere: "PVX", "Tổng công ty PVX"."""
        heads = relations()
        for match in re.finditer(rf"(?<!\w){re.escape(span.of(self.text))}(?!\w)", self.text):
            words = self.folded[max(0, match.start() - HEAD_REACH) : match.start()].split()
            for length in (3, 2, 1):
                head = " ".join(words[-length:])
                close = len(words) >= length and self.folded.endswith(f"{head} ", 0, match.start())
                if close and head in heads.homes and head not in heads.parts_of_all:
                    return Span(match.start() - len(head) - 1, match.end())
        return span

    def _introduced(self, short: str) -> Span | None:
        """The name of the unit that a bracket gives this short form, in capitals or not: "(SaVi)" for "Savi"."""
        short = fold(short)
        told = re.search(rf"\((?:[^()]{{0,30}} )?{re.escape(short)}\)", self.folded) if f"{short})" in self.folded else None
        if told is None:
            return None
        at = told.start()
        for index, sentence in enumerate(self.sentences):
            if sentence.span.start <= at < sentence.span.end:
                for chunk in self.chunks(index):
                    for party in chunk.parties:
                        if party.alias is not None and party.alias.of(self.folded) == short:
                            return party.name
        return None
