"""The people of an article: full names, and who "ông", "chị", "hai anh" are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING

from extractor.awards.chunks import Chunk, Party
from extractor.awards.lexicon import lexicon
from extractor.awards.organisations import organisations
from extractor.awards.syllables import SYLLABLE
from extractor.language.fold import UPPER, fold
from extractor.records import Span

if TYPE_CHECKING:
    from extractor.awards.context import Sentence

__all__ = ["People", "given_names"]

LOOK_BACK = 12  # sentences that a pronoun may look back
MAIN = 3  # times that a person is named in an article that is about them
FEMALE = frozenset(("bà", "chị", "cô", "mẹ", "nữ"))
MALE = frozenset(("ông", "anh", "chú", "cậu", "nam"))
NEUTRAL = ("bác", "cháu", "cụ", "em", "thầy")
ADDRESS = "|".join(sorted({*FEMALE, *MALE, *NEUTRAL}))
CAPITAL_WORD = rf"[{UPPER}][\w'’]*"
ADDRESSED = re.compile(rf"(?<!\w)({'|'.join(f'[{word[0].upper()}{word[0]}]{word[1:]}' for word in NEUTRAL)})(?: \w+)? {CAPITAL_WORD}")
# What a sentence that names somebody has: two words with capitals in a row, or one behind a word in small letters that calls.
NAMED = re.compile(rf"(?<!\w)(?:{CAPITAL_WORD}[ .]+{CAPITAL_WORD}|(?i:{ADDRESS})(?: \w+)? {CAPITAL_WORD})")
RUNS = re.compile(rf"(?<!\w){CAPITAL_WORD}(?: {CAPITAL_WORD})*")
CAPITALS_BEFORE = re.compile(rf"(?<!\w)(?:{CAPITAL_WORD} ){{1,4}}(?!.)", re.DOTALL)
NO_NAME_AFTER = re.compile(rf"(?!\w| {CAPITAL_WORD})")
DIED = ("hy sinh", "liệt sĩ", "tử nạn", "qua đời", "từ trần", "thiệt mạng", "tử vong", "đã mất", "đã khuất", "di ảnh", "lễ truy điệu", "truy tặng")
DEATH = re.compile(rf"(?<!\w)(?:{'|'.join(map(fold, DIED))})(?!\w)")
LONGEST_RUN = 60  # characters in which these stand
LONGEST = 5  # syllables of a person's name
CAPITALS = re.compile(rf"(?<!\w){CAPITAL_WORD}(?: {CAPITAL_WORD})+")


@cache
def _called_by_trade() -> re.Pattern[str]:
    """A given name behind a title or an occupation: "bị cáo Lung", "Thượng úy Quẻ"."""
    source = organisations()
    words = sorted({*source.occupations, *source.ranks}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?i:{'|'.join(map(re.escape, words))}) {CAPITAL_WORD}")


def given_names(text: str) -> frozenset[str]:
    """The given names of the people whom a text names in full, by a known surname.

    >>> sorted(given_names("Em Nguyễn Tấn Hiếu và Bộ Tài chính"))
    ['Hiếu']
    """
    words = lexicon()
    runs = (match.group().split() for match in CAPITALS.finditer(text))
    found = {run[-1] for run in runs if any(fold(word) in words.surnames for word in run[:-1])}
    # "Phó Vụ trưởng" is no person named Vụ, "Văn hóa Huế" none named Huế.
    return frozenset(name for name in found if not (words.has(fold(name)) or words.is_place_name(name)))


def syllables(name: str) -> bool:
    """Whether all words of a name are Vietnamese syllables: not "Castro", not "Limbert"."""
    return all(SYLLABLE.fullmatch(fold(word)) is not None for word in name.split())


def _of_a_people(word: str) -> bool:
    """Whether a word can be a surname of a people whose words are not Vietnamese ones: "Kpuih", "Ksor"."""
    return word[1:].islower() and SYLLABLE.fullmatch(fold(word)) is None


class People:
    """Finds people of one article; sentences are read only when somebody must be found."""

    def __init__(
        self, text: str, folded: str, sentences: list[Sentence], chunks: Callable[[int], list[Chunk]]
    ) -> None:
        self.text = text
        self.folded = folded
        self.sentences = sentences
        self.chunks = chunks
        self._names: dict[str, Span] = {}
        self._calls: dict[str, frozenset[str]] = {}
        self._people: dict[int, list[Party]] = {}

    def of(self, sentence: int) -> list[Party]:
        """The people that a sentence names."""
        if sentence not in self._people:
            self._people[sentence] = list(self._read_people(sentence))
        return self._people[sentence]

    def _read_people(self, sentence: int) -> Iterator[Party]:
        span = self.sentences[sentence].span
        if NAMED.search(self.text, *span) is None and _called_by_trade().search(self.text, *span) is None:
            return  # most sentences need not be read for this
        for chunk in self.chunks(sentence):
            for party in chunk.parties:
                if party.kind == "person" and not party.short and self.is_sure(party):
                    yield party

    def is_sure(self, party: Party) -> bool:
        """Whether a name is hardly a place's: "anh Lò Quẻ", "Lò Văn Quẻ", "Lê Hoa", not "Bồ Đề"."""
        words = party.name.of(self.folded).split()
        return party.marked or party.post is not None or len(words) != 2 or words[0] in lexicon().frequent_surnames

    # -- names ----------------------------------------------------------------------------------------------------

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
        if name.endswith("."):  # "ông T." is "ông N.V. T."
            longer = re.search(rf"(?<![\w.])(?:[{UPPER}]\w?\.\s?){{1,3}}{re.escape(name)}", self.text)
            return span if longer is None else Span(*longer.span())
        best: Span | None = None
        for run in self._runs_on(name):
            words = run.of(self.text).split()
            for drop in range(len(words) - len(name.split())):
                first = fold(words[drop])
                last = drop == len(words) - len(name.split()) - 1
                foreign = last and not lexicon().has(first) and (not syllables(name) or _of_a_people(words[drop]))
                if (first in surnames or foreign) and len(words) - drop >= 2:
                    start = run.start + sum(len(word) + 1 for word in words[:drop])
                    found = Span(start, run.end)
                    if best is None or len(found.of(self.text).split()) > len(best.of(self.text).split()):
                        best = found
                    break
        return best or span

    def _runs_on(self, name: str) -> Iterator[Span]:
        """Where up to four words with capitals go before a name that ends there."""
        at = self.text.find(name)
        while at >= 0:
            end = at + len(name)
            before = CAPITALS_BEFORE.search(self.text, max(0, at - LONGEST_RUN), at)
            if before is not None and NO_NAME_AFTER.match(self.text, end) is not None:
                yield Span(before.start(), end)
            at = self.text.find(name, end)

    def called(self, name: str) -> frozenset[str]:
        """The words of address that the article uses before a name or the last syllable of it: "chị Hạnh"."""
        if name not in self._calls:
            forms = {name, name.rsplit(maxsplit=1)[-1]}
            pattern = re.compile(rf"(?<!\w)({ADDRESS})(?:\s\w+)?\s(?:{'|'.join(map(re.escape, forms))})(?!\w)", re.IGNORECASE)
            self._calls[name] = frozenset(fold(match[1]) for match in pattern.finditer(self.text))
        return self._calls[name]

    def titled(self, name: str) -> bool:
        """Whether the article says a title, an occupation or a word of address right before a name."""
        return any(self.is_called(match.start()) for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self.text))

    def agrees(self, party: Party, pronoun: str) -> bool:
        """Whether a person can be called by a pronoun: "Thị" in a name tells a woman, how the article calls them both."""
        first = pronoun.split(" ", 1)[0]
        if first not in MALE | FEMALE:
            return first not in self.addresses or first in self.called(party.name.of(self.text))
        name = party.name.of(self.text)
        titles = set(self.folded[party.start : party.name.start].split()) | self.called(name)
        if first in MALE:
            return " Thị " not in f" {name} " and not (titles & FEMALE and not titles & MALE)
        return not (titles & MALE and not titles & FEMALE)

    def with_post(self, person: Party) -> Party | None:
        """The telling of a person that says the post: "Chủ tịch UBND tỉnh Lò Văn Quẻ" for "ông Quẻ trao …"."""
        name = self.full_name(person.name).of(self.text)
        return next(
            (
                party
                for index in range(len(self.sentences))
                for party in self.of(index)
                if party.post is not None and self.full_name(party.name).of(self.text) == name
            ),
            None,
        )

    def holder(self, post: str, unit: str | None) -> Party | None:
        """The person whom the article gives this post (of this unit): who "cựu bộ trưởng" is. Of several, the one named
        most."""
        found: dict[str, Party] = {}
        for index, sentence in enumerate(self.sentences):
            if post not in sentence.span.of(self.folded):
                continue
            for party in self.of(index):
                of_unit = unit is None or (party.unit is not None and party.unit.name.of(self.folded) == unit)
                if party.post is not None and post in party.post.of(self.folded) and of_unit:
                    found.setdefault(self.full_name(party.name).of(self.text), party)
        return found[max(found, key=lambda name: self.named[name])] if found else None

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The words of address that the article uses before somebody's name: where one is "em Uyên", "em" is Uyên."""
        return frozenset(fold(match[1]) for match in ADDRESSED.finditer(self.text))

    # -- who is meant -----------------------------------------------------------------------------------------------

    @cached_property
    def named(self) -> Counter[str]:
        """How often each person's name, or its last syllable with a word of address, stands in the article."""
        counts: Counter[str] = Counter()
        for run in RUNS.finditer(self.text):  # in the text itself, since reading all sentences costs more than is won
            name = self.without_title(Span(*run.span()))
            if name is not None:
                counts[self.full_name(name).of(self.text)] += 1
        return counts

    def without_title(self, run: Span) -> Span | None:
        """The person's name in a run of capitals, or None: it has a surname, or a title or word of address before it."""
        words = lexicon()
        start, called = run.start, self.is_called(run.start)
        first, _, rest = self.folded[run.start : run.end].partition(" ")
        if rest and words.has_kind(first, "prename") and first not in words.surnames:  # "Ông Lò Văn Quẻ"
            start, called = start + len(first) + 1, True
        length = self.folded.count(" ", start, run.end) + 1
        surname = self.folded[start : run.end].split(" ", 1)[0] in words.surnames
        return Span(start, run.end) if length <= LONGEST and (called or (surname and length > 1)) else None

    def is_called(self, start: int) -> bool:
        """Whether a title, an occupation or a word of address stands right before an offset."""
        before = self.folded[max(0, start - 24) : start].split()
        return any(lexicon().has_kind(" ".join(before[-length:]), "prename") for length in (1, 2, 3) if len(before) >= length)

    @cached_property
    def main(self) -> Party | None:
        """The person that the article is about: the one named most, at least MAIN times."""
        if not self.named:
            return None
        (name, most), *rest = self.named.most_common(2)
        if most < MAIN or (rest and rest[0][1] == most):
            return None
        return next(
            (
                party
                for index in range(len(self.sentences))
                if name in self.sentences[index].span.of(self.text)
                for party in self.of(index)
                if self.full_name(party.name).of(self.text) == name
            ),
            None,
        )

    @cached_property
    def fallen(self) -> Party | None:
        """The one person of whom the article says again and again that he or she died: whose posthumous awards are told."""
        told: dict[str, Party] = {}
        counts: Counter[str] = Counter()
        for index, sentence in enumerate(self.sentences):
            if DEATH.search(self.folded, *sentence.span) is None:
                continue
            for party in self.of(index):
                name = self.full_name(party.name).of(self.text)
                told.setdefault(name, party)
                counts[name] += 1
        (name, most), *rest = counts.most_common(2) or [("", 0)]
        return told[name] if most > 1 and (not rest or rest[0][1] < most) else None

    def before(self, sentence: int, offset: int, pronoun: str, *, besides: Party | None = None) -> Party | None:
        """The person that a pronoun at `offset` of `sentence` stands for: of the same sentence, else of those before,
        unless these are named in passing in an article about somebody else. Nobody gives to `besides`, who gives."""
        for fits in (self.answers, self.agrees):
            for index in range(sentence, max(-1, sentence - LOOK_BACK), -1):
                people = [
                    party
                    for party in self.of(index)
                    if (index < sentence or party.end <= offset) and fits(party, pronoun)
                    and (besides is None or party.name.of(self.text) != besides.name.of(self.text))
                ]  # fmt: skip
                if not people:
                    continue
                found = people[0] if index < sentence else people[-1]
                return found if index == sentence else self._or_main(found, index, sentence, pronoun)
        main = self.main
        return main if main is not None and self.agrees(main, pronoun) else None

    def answers(self, party: Party, pronoun: str) -> bool:
        """Whether a person agrees with a pronoun and the article does not call the person by another word alone: who is
        "ông Lý Sanh" is no "anh"."""
        called = self.called(party.name.of(self.text)) & (MALE | FEMALE)
        told = len(pronoun.split()) > 1 and self.folded[party.start : party.name.start].startswith(pronoun)  # "bị cáo Hà Văn Lung"
        return self.agrees(party, pronoun) and (not called or told or pronoun.split(" ", 1)[0] in called | {"cậu", "nam", "nữ", "mẹ"})

    def _or_main(self, found: Party, index: int, sentence: int, pronoun: str) -> Party:
        """The person found in another paragraph, or the one that the article is about where that one is named once."""
        if self.sentences[index].paragraph == self.sentences[sentence].paragraph:
            return found
        main = self.main
        if main is None or not self.agrees(main, pronoun):
            return found
        name = self.full_name(found.name).of(self.text)
        return main if self.named[name] * 3 <= self.named[self.full_name(main.name).of(self.text)] else found

    def together(self, sentence: int, number: int) -> list[Party]:
        """The people that one coordination named together in a sentence before, as many as `number`; [] where there were
        two such."""
        found: dict[tuple[str, ...], list[Party]] = {}
        for index in range(sentence - 1, max(-1, sentence - LOOK_BACK), -1):
            if sum(1 for _ in RUNS.finditer(self.text, *self.sentences[index].span)) < number:
                continue
            for chunk in self.chunks(index):
                people = [party for party in chunk.parties if party.kind == "person" and not party.short]
                if len(people) == number == len(chunk.parties):
                    found.setdefault(tuple(self.full_name(party.name).of(self.text) for party in people), people)
        return next(iter(found.values())) if len(found) == 1 else []

    def several(self, sentence: int, offset: int, number: int, pronoun: str) -> list[Party]:
        """The people that "hai ông", "3 đội viên nói trên" point back to: as many, told of together before."""
        for index in range(sentence, max(-1, sentence - LOOK_BACK), -1):
            found: dict[str, Party] = {}
            for party in self.of(index):
                if (index < sentence or party.end <= offset) and self.agrees(party, pronoun):
                    found.setdefault(self.full_name(party.name).of(self.text), party)
            if len(found) == number:
                return list(found.values())
        return []
