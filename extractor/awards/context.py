"""What the article said elsewhere: the unit behind "Vụ", the person behind "ông", the paragraph's period.

Sentences are read lazily: an article's other sentences are chunked only when something must be resolved.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from extractor.awards.chunks import Chunk, Party
from extractor.awards.lexicon import lexicon
from extractor.awards.mentions import Token
from extractor.language.fold import UPPER
from extractor.language.times import TimeMention, find_times
from extractor.records import Span

__all__ = ["Context", "Sentence"]

HOME_MENTIONS = 3
LOOK_BACK = 12  # sentences that a pronoun or a short form may look back
HOLDS = 40  # sentences of a paragraph that a year at the head of one holds for
Dated = tuple[TimeMention, Span]  # a time and where it stands
FEMALE = frozenset(("bà", "chị", "cô"))
MALE = frozenset(("ông", "anh", "chú"))
CAPITAL_WORD = rf"[{UPPER}][\w'’]*"


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
    inside: list[bool] = field(default_factory=list)


class Context:
    """Resolves short forms against the sentences before (and the title)."""

    def __init__(
        self, text: str, folded: str, sentences: list[Sentence], read: Callable[[Sentence], list[Chunk]]
    ) -> None:
        self.text = text
        self.folded = folded
        self.sentences = sentences
        self.read = read
        self._main: Party | bool | None = False
        self._home: Party | bool | None = False
        self._units: dict[str, Party | None] = {}
        self._names: dict[str, Span] = {}
        self._times: dict[int, list[TimeMention]] = {}
        self._kinds: dict[int, defaultdict[str, list[tuple[int, Chunk]]]] = {}
        self._opened: dict[int, Dated | None] = {}
        self._pointed: dict[int, Dated | None] = {}
        # The last term before each sentence that was asked for, named as one (True) or not (False).
        self._terms: dict[bool, list[Dated | None]] = {True: [None], False: [None]}

    def chunks(self, index: int) -> list[Chunk]:
        return self.read(self.sentences[index])

    def of_kind(self, sentence: int, kind: str) -> list[tuple[int, Chunk]]:
        """The chunks of one kind of a sentence, with their places among all of it."""
        if sentence not in self._kinds:
            self._kinds[sentence] = defaultdict(list)
            for index, chunk in enumerate(self.chunks(sentence)):
                self._kinds[sentence][chunk.kind].append((index, chunk))
        return self._kinds[sentence][kind]

    # -- people -------------------------------------------------------------------------------------------------

    def full_name(self, span: Span) -> Span:
        """The fullest form in the article of a person's name that is told by its last syllable(s) here."""
        name = span.of(self.text)
        if len(name.split()) >= 3:
            return span
        if name not in self._names:
            self._names[name] = self._search_full_name(name, span)
        return self._names[name]

    def _search_full_name(self, name: str, span: Span) -> Span:
        surnames = lexicon().surnames
        pattern = re.compile(rf"(?<!\w)(?:{CAPITAL_WORD}[ ]){{1,4}}{re.escape(name)}(?!\w|[ ]{CAPITAL_WORD})")
        best: Span | None = None
        for match in pattern.finditer(self.text):
            words = match.group().split()
            for drop in range(len(words) - len(name.split())):
                first = self.folded[match.start() : match.end()].split()[drop]
                if first in surnames and len(words) - drop >= 2:
                    start = match.start() + sum(len(word) + 1 for word in words[:drop])
                    found = Span(start, match.end())
                    if best is None or len(found.of(self.text).split()) > len(best.of(self.text).split()):
                        best = found
                    break
        return best or span

    def person_before(self, sentence: int, offset: int, pronoun: str) -> Party | None:
        """The person that a pronoun at `offset` of `sentence` stands for: of the same sentence, else of those before."""
        for index in range(sentence, max(-1, sentence - LOOK_BACK), -1):
            people = [
                party
                for chunk in self.chunks(index)
                for party in chunk.parties
                if party.kind == "person" and not party.short and (index < sentence or party.end <= offset)
            ]
            people = [party for party in people if self.agrees(party, pronoun)]
            if people:
                return people[0] if index < sentence else people[-1]
        return None

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
                    return self.person_before(index, found.start, found.name.of(self.folded)) if found.short else found
        return None

    def agrees(self, party: Party, pronoun: str) -> bool:
        """Whether a person can be called by this pronoun: "Thị" in a name tells a woman, a title before it tells both."""
        name = party.name.of(self.text)
        before = self.folded[max(0, party.start - 0) : party.name.start].split()
        if pronoun in MALE:
            return " Thị " not in f" {name} " and not any(word in FEMALE for word in before)
        if pronoun in FEMALE:
            return not any(word in MALE for word in before)
        return True

    # -- units --------------------------------------------------------------------------------------------------

    def main_unit(self) -> Party | None:
        """The unit that the article is about: the first named one of its title and opening that is no ministry."""
        if self._main is False:
            self._main = self._search_main_unit()
        return self._main if isinstance(self._main, Party) else None

    def _search_main_unit(self) -> Party | None:
        counts: dict[str, int] = {}
        first: dict[str, Party] = {}
        for index in range(min(8, len(self.sentences))):
            if not any(
                self.text[at.end() + 1 : at.end() + 2].isupper()
                for at in HOME_WORDS.finditer(self.folded, *self.sentences[index].span)
            ):
                continue
            for chunk in self.chunks(index):
                for party in chunk.parties:
                    if party.kind == "unit" and not party.short and not party.body and party.head.startswith(HOMES):
                        key = party.name.of(self.folded)
                        first.setdefault(key, party)
                        counts[key] = counts.get(key, 0) + self.folded.count(key)
        if not counts:
            return None
        return first[max(counts, key=lambda key: counts[key])]

    def home_unit(self) -> Party | None:
        """The unit that the article is about, where it speaks of it by its bare head word ("Vụ", "nhà trường") again
        and again; a page about people of many places has none."""
        if self._home is False:
            self._home = self._search_home_unit()
        return self._home if isinstance(self._home, Party) else None

    def _search_home_unit(self) -> Party | None:
        bare: dict[str, int] = {}
        for match in HOME_WORDS.finditer(self.folded):
            after = self.text[match.end() + 1 : match.end() + 2]
            if not (after.isupper() or after.isdigit()):
                bare[match.group()] = bare.get(match.group(), 0) + 1
        if max(bare.values(), default=0) < HOME_MENTIONS:
            return None
        main = self.main_unit()
        if main is None:
            return None
        return main if max(bare.get(main.head, 0), bare.get(main.head.split()[0], 0)) >= HOME_MENTIONS else None

    def person_unit(self, name: str) -> Party | None:
        """The unit that any sentence of the article gives to a person of this full name."""
        if name not in self._units:
            self._units[name] = None
            for index, sentence in enumerate(self.sentences):
                if name not in sentence.span.of(self.text):
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
        return self._units[name]

    def unit_before(self, sentence: int, offset: int, head: str) -> Party | None:
        """The named unit that a bare head word ("Vụ", "nhà trường", "đơn vị") stands for."""
        main = self.main_unit()
        if main is not None and (main.head == head or main.head.startswith(head + " ") or head in GENERAL_HEADS):
            return main
        for index in range(sentence, max(-1, sentence - LOOK_BACK), -1):
            units = [
                party
                for chunk in self.chunks(index)
                for party in chunk.parties
                if party.kind == "unit" and not party.short and (index < sentence or party.end <= offset)
                and (party.head == head or (head in GENERAL_HEADS and not party.body))
            ]  # fmt: skip
            if units:
                return units[-1]
        return None

    def full_unit(self, span: Span) -> Span:
        """The long form of a unit that the article introduces with a bracket: "Công ty X (XCO)" for "XCO"."""
        name = span.of(self.text)
        if " " in name or len(name) < 2:
            return span
        at = self.text.find(f"({name})")
        if at < 0:
            return span
        for index, sentence in enumerate(self.sentences):
            if sentence.span.start <= at < sentence.span.end:
                for chunk in self.chunks(index):
                    for party in chunk.parties:
                        if party.alias is not None and party.alias.of(self.text) == name:
                            return party.name
        return span

    # -- time ---------------------------------------------------------------------------------------------------

    def times(self, sentence: int) -> list[TimeMention]:
        """The times of a sentence, with offsets of the whole text."""
        if sentence not in self._times:
            start, end = self.sentences[sentence].span
            self._times[sentence] = (
                []
                if YEAR.search(self.folded, start, end) is None
                else [
                    time._replace(start=time.start + start, end=time.end + start)
                    for time in find_times(self.folded[start:end])
                ]
            )
        return self._times[sentence]

    def period_before(self, sentence: int) -> Dated | None:
        """The period that an earlier sentence opened and that still holds.

        Within a paragraph a year or a term at the head of a sentence holds for the sentences after it; across
        paragraphs only a term of several years does, and not for what is told of an event of the day.
        """
        if sentence not in self._opened:
            self._opened[sentence] = self._search_period(sentence)
        return self._opened[sentence]

    def _search_period(self, sentence: int) -> Dated | None:
        here = self.sentences[sentence]
        today = EVENT.search(self.folded, *here.span) is not None
        for index in range(sentence - 1, max(-1, sentence - 1 - HOLDS), -1):
            if self.sentences[index].paragraph != here.paragraph:
                break
            if EVENT.search(self.folded, *self.sentences[index].span):
                return None
            for time in self.times(index):
                if self.holds(time, index):
                    return time, Span(time.start, time.end)
        return None if today else self.term_before(sentence, strict=True)

    def holds(self, time: TimeMention, sentence: int) -> bool:
        """Whether a time opens a period for the sentences after it: a term, or a year at the head of its sentence."""
        if time.first is None or time.kind not in PERIODS:
            return False
        if time.kind in {"term", "school_year"}:
            return True
        head = self.folded[self.sentences[sentence].span.start : time.start]
        if len(head) > 25 or "riêng" in self.folded[self.sentences[sentence].span.start : time.end]:
            return False
        return time.kind == "year" and CONSECUTIVE.search(self.folded, *self.sentences[sentence].span) is None

    def term_before(self, sentence: int, *, strict: bool = False) -> Dated | None:
        """The last period of several years before a sentence: what "5 năm qua", "giai đoạn này" speak of.

        `strict` looks for a term that was named as one ("giai đoạn …", "nhiệm kỳ …", "5 năm (2016 - 2020)").
        """
        terms = self._terms[strict]
        while len(terms) <= sentence:
            terms.append(self._term_of(len(terms) - 1, strict=strict) or terms[-1])
        return terms[sentence]

    def _term_of(self, sentence: int, *, strict: bool) -> Dated | None:
        """The last period of several years that a sentence names."""
        for time in reversed(self.times(sentence)):
            if time.kind == "term" or (
                time.kind == "years" and (time.last or 0) - (time.first or 0) >= 3 and time.listed is None
                and (not strict or self.folded[max(0, time.start - 8) : time.start].rstrip(" (").endswith("năm"))
            ):  # fmt: skip
                return time, Span(time.start, time.end)
        return None

    def relative_period(self, sentence: int) -> Dated | None:
        """The term that a sentence points back to with "5 năm qua", "nhiệm kỳ qua", "giai đoạn này"."""
        if sentence not in self._pointed:
            points = RELATIVE.search(self.folded, *self.sentences[sentence].span)
            self._pointed[sentence] = None if points is None else self.term_before(sentence)
        return self._pointed[sentence]


YEAR = re.compile(r"(?:19|20)\d\d")
# An event of the day: what is told of it happened now, not in a period named before.
EVENT = re.compile(
    r"(?<!\w)(?:tại (?:đại hội|hội nghị|buổi lễ|lễ|buổi gặp|cuộc gặp|chương trình|buổi)|dịp này|nhân dịp|sáng \d|chiều \d|tối \d|sáng nay|chiều nay|ngày \d|vừa qua|mới đây|hôm nay|hôm qua|cùng ngày)(?!\w)"  # noqa: E501
)
RELATIVE = re.compile(
    r"(?<!\w)(?:nhiệm kì (?:qua|vừa qua|này)|giai đoạn (?:này|trên|qua)|(?:trong )?\d+ năm (?:qua|này|gần đây)|trong \d+ năm|thời gian này|trong nhiệm kì)(?!\w)"  # noqa: E501
)
CONSECUTIVE = re.compile(r"năm liền|liên tục|liên tiếp")
# Heads of units that have people of their own, and are written about as such.
HOMES = (
    "vụ", "cục", "chi cục", "trường", "nhà trường", "học viện", "đại học", "bệnh viện", "viện", "trung tâm", "công ti", "tổng công ti", "tập đoàn",
    "nhà máy", "xí nghiệp", "nhà hát", "cụm", "khối", "ngân hàng", "hợp tác xã", "văn phòng", "phòng", "khoa", "đội", "đồn", "trung đoàn", "lữ đoàn",
    "tiểu đoàn", "sư đoàn", "chi bộ", "đảng bộ", "thpt", "thcs", "điện lực", "hạt", "trạm", "bảo tàng", "thư viện", "sở",
)  # fmt: skip
HOME_WORDS = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(HOMES, key=len, reverse=True))})(?!\w)")
GENERAL_HEADS = frozenset(("đơn vị", "cơ quan", "nhà trường", "tập thể", "doanh nghiệp", "toàn ngành", "toàn đơn vị"))
PERIODS = frozenset(("year", "years", "school_year", "term"))
