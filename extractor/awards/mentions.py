"""One pass over a sentence finds its mentions: typed stretches of words that clauses and frames are made of.

A sentence becomes a list of `Mention`s in text order: awards (from the catalogue), quantities, times, decision
numbers, names of units and people, posts, group nouns, and the cue words of models/rules/cues.toml. What is none
of these is a `filler`. Nothing is decided here about who received what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractor.awards.catalogue import AwardHit
from extractor.awards.lexicon import POST_FIELDS, Entry, Lexicon, lexicon
from extractor.language.fold import UPPER
from extractor.language.quantities import find_quantities
from extractor.language.times import find_times

__all__ = ["Mention", "Token", "read_mentions", "tokenise"]

# The tagger may join these with their neighbours ("được tặng"); they are words of their own all the same.
WHOLE_KINDS = frozenset(("passive", "of", "to", "by"))
# Bodies inside a unit that are named by it: "Công đoàn trường", "Chi bộ Vụ".
HOLDERS = frozenset(
    (
        "lđlđ",
        "liên đoàn lao động",
        "công an",
        "ban thường vụ",
        "ban chấp hành",
        "bch",
        "ban bí thư",
        "huyện đoàn",
        "ubnd",
        "sở",
        "công đoàn",
        "chi bộ",
        "đảng bộ",
        "đảng ủy",
        "đoàn",
        "chi đoàn",
        "đoàn thanh niên",
        "hội phụ nữ",
        "công đoàn cơ sở",
    )
)
# "cấp tỉnh", "cấp bộ" tell a level; alone "cấp" is a giving verb.
LEVELS = frozenset(
    (
        "bộ",
        "tỉnh",
        "thành",
        "huyện",
        "xã",
        "cơ",
        "nhà",
        "ngành",
        "trung",
        "quốc",
        "quận",
        "trường",
        "chính",
        "toàn",
        "tổng",
        "cục",
        "sở",
        "phòng",
        "phường",
    )
)
# Rooms and the like that a post heads by a number: "Trưởng phòng 8 Hà Thị …".
INNER = frozenset(("phòng", "khoa", "ban", "tổ", "đội", "trạm", "phân xưởng", "kíp", "ca"))
# Words that only look like the head of a unit's name.
INNER_NAMED = INNER | {"văn phòng", "vụ", "bộ phận", "lực lượng", "trung tâm", "hội", "ngành"}
NO_UNITS = frozenset(("quân đội", "bộ đội", "đội ngũ", "biệt đội", "ban ngày", "ban đêm", "ban đầu"))
# Kinds of words that a subject stands right before.
SUBJECT_BEFORE = frozenset(("receive", "passive", "attain", "adverb", "give", "be", "have"))
HONOURED_BEFORE = frozenset(("receive", "passive", "attain"))
MINISTERS = frozenset(("bộ trưởng", "thứ trưởng"))
# Heads of units that are called after people.
NAMED_FOR_PEOPLE = (
    "trường", "thpt", "thcs", "đh", "đại học", "học viện", "bệnh viện", "quỹ", "lớp", "đội", "chi đội", "liên đội", "tiểu học",
    "mầm non", "đường", "nhà máy", "nông trường", "công viên", "thư viện", "bảo tàng", "nhà hát", "trung đoàn",
)  # fmt: skip
LOCAL = frozenset(("tỉnh", "huyện", "xã", "quận", "phường"))
HEADLINE = 8  # characters from which a line in capitals is a heading, not an abbreviation
AREAS = frozenset(("tỉnh", "huyện", "phố", "tp", "xã", "phường", "quận", "lao động"))
TOKEN = re.compile(
    rf"\d+(?:[.,/]\d+)*|(?:[{UPPER}][\w]{{0,3}}\.)+(?:[{UPPER}]\w*)?|[^\W_][\w'’]*(?:[/&-][^\W_]\w*)*|\S"
)
DECISION = re.compile(
    r"\d{1,5}(?:\s*,\s*\d{1,5})*(?:/\d{4})?\s*[/-]?\s*(?:qđ|nq|tb|kh|ttr)\s*[-/–]\s*[\wđ&]+(?:[-.][\wđ&]+)*(?<![-.])"
)


class Token(NamedTuple):
    """A syllable, number or punctuation mark; `fold` is its folded form (as long as `text`)."""

    start: int
    end: int
    text: str
    fold: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(slots=True)
class Mention:
    """A typed stretch of the normalised text. `value` depends on `kind`:

    award AwardHit · quantity QuantityMention · time TimeMention · decision the number · unit, person: their name ·
    the others: the lexicon's entry or None.
    """

    kind: str
    start: int
    end: int
    value: Any = None
    flags: dict[str, Any] = field(default_factory=dict)


def tokenise(text: str, folded: str, start: int, end: int) -> list[Token]:
    """The syllables and marks of `text[start:end]`; a full stop stays with an abbreviation only."""
    tokens = []
    if _all_capitals(text[start:end]):  # there capitals tell no names
        text = text[:start] + folded[start:end] + text[end:]
    for match in TOKEN.finditer(text, start, end):
        first, last = match.span()
        if text[last - 1] == "." and last - first > 1 and (last == end or not _abbreviation(text[first : last - 1])):
            tokens.append(Token(first, last - 1, text[first : last - 1], folded[first : last - 1]))
            tokens.append(Token(last - 1, last, ".", "."))
        else:
            tokens.append(Token(first, last, text[first:last], folded[first:last]))
    return tokens


def _all_capitals(words: str) -> bool:
    """Whether a line is printed in capitals, as headings are."""
    return len(words) >= HEADLINE and words.isupper()


def _abbreviation(word: str) -> bool:
    return len(word) <= 3 and word[0].isupper() and not word.isdigit() and word.lower() not in {"ông", "bà", "hội"}


def read_mentions(
    folded: str,
    tokens: Sequence[Token],
    inside: Sequence[bool],
    awards: Iterable[AwardHit],
    given: frozenset[str] = frozenset(),
) -> list[Mention]:
    """The mentions of one sentence, in order, without overlap; what is none is a filler of one token.

    `inside[i]` tells that token i goes on with the word of the token before it. `given` are the given names of people
    whom the article names in full: one of them may open a sentence alone ("Hiếu nhận …").
    """
    if not tokens:
        return []
    fixed = _fixed_mentions(folded, tokens[0].start, tokens[-1].end, awards)
    return _Scanner(tokens, inside, fixed, lexicon(), given).run()


def _fixed_mentions(folded: str, start: int, end: int, awards: Iterable[AwardHit]) -> dict[int, Mention]:
    """Mentions that are read from characters, not tokens, by their first offset; awards win, then decisions, times."""
    found: list[Mention] = [Mention("award", hit.start, hit.end, hit) for hit in awards]
    piece = folded[start:end]
    for match in DECISION.finditer(piece):
        found.append(Mention("decision", start + match.start(), start + match.end()))
    for time in find_times(piece):
        found.append(Mention("time", start + time.start, start + time.end, time))
    for quantity in find_quantities(piece):
        found.append(Mention("quantity", start + quantity.start, start + quantity.end, quantity))
    taken = bytearray(end - start)  # a 1 for each character that a mention holds
    out: dict[int, Mention] = {}
    for mention in found:
        first, last = mention.start - start, mention.end - start
        if taken.find(1, first, last) < 0:
            taken[first:last] = b"\1" * (last - first)
            out[mention.start] = mention
    return out


class _Scanner:
    """Walks the tokens once, taking the longest thing that starts at each."""

    def __init__(
        self,
        tokens: Sequence[Token],
        inside: Sequence[bool],
        fixed: dict[int, Mention],
        words: Lexicon,
        given: frozenset[str],
    ) -> None:
        self.given = given
        self.tokens = tokens
        self.fixed = fixed
        self.words = words
        self.inside = inside
        self.out: list[Mention] = []

    def run(self) -> list[Mention]:
        index = 0
        while index < len(self.tokens):
            index = self.step(index)
        return self.out

    def worn(self, index: int, mention: Mention) -> bool:
        """A title of honour right before a person's name is worn, not given: "NSND Trần Văn A"."""
        if mention.value.award_id not in self.words.worn_titles:
            return False
        while index < len(self.tokens) and self.tokens[index].start < mention.end:
            index += 1
        while index < len(self.tokens) and self.tokens[index].text in {".", "-"}:
            index += 1
        if index >= len(self.tokens) or self.tokens[index].start in self.fixed:
            return False
        entries, length = self.words.longest(self.tokens, index, self.fixed)
        if self.phrase(index, 2) == "việt nam":
            return False
        if entries and any(entry.kind == "prename" for entry in entries):  # "NSƯT ca sĩ Tố Nga"
            behind = index + length
            return behind < len(self.tokens) and self.tokens[behind].capital
        return self.tokens[index].capital and (not entries or self.person_at(index) or entries[0].kind == "prename")

    def add(self, kind: str, first: int, last: int, value: Any = None, **flags: Any) -> int:
        """Adds the mention of tokens `first` to `last` (exclusive) and gives `last`."""
        self.out.append(Mention(kind, self.tokens[first].start, self.tokens[last - 1].end, value, flags))
        return last

    def step(self, index: int) -> int:
        token = self.tokens[index]
        if (mention := self.fixed.get(token.start)) is not None:
            if mention.kind == "award" and self.worn(index, mention):
                mention = Mention("prename", mention.start, mention.end, Entry("prename", "title", ""))
            self.out.append(mention)
            while index < len(self.tokens) and self.tokens[index].start < mention.end:
                index += 1
            return index
        if token.fold == "cấp" and index + 1 < len(self.tokens) and self.tokens[index + 1].fold in LEVELS:
            return self.add("adverb", index, index + 2, Entry("adverb", None, "cấp"))
        if not token.text[0].isalnum():
            return self.add("mark", index, index + 1, token.text)
        if self.called_so(index):
            return self.add("name", index, max(self.capital_run(index), index + 1), None, single=True, person=True)
        if self.given_alone(index):
            return self.add("name", index, index + 1, None, single=True, person=True)
        if index == 0 and token.text.isupper() and 1 < len(token.text) <= 9 and self.phrase(1, 1) in {"-", "–"}:
            return self.add("filler", 0, 1, token.fold)  # the paper's name that opens a lead: "TTVH - …"
        entries, length = self.word(index)
        kinds = {entry.kind for entry in entries}
        if "unit" in kinds and self.no_unit(index):
            entries = [entry for entry in entries if entry.kind != "unit"]
            kinds.discard("unit")
        if "unit" in kinds and not (
            self.person_at(index) and self.out and self.out[-1].kind in {"post", "prename", "unit"}
        ):
            unit = next(entry for entry in entries if entry.kind == "unit")
            if (last := self.unit_end(index, length, unit)) is not None:
                return self.add("unit", index, last, unit, named=True)
        if "body" in kinds and "post" in kinds and self.person_at(index + length):  # "Chủ tịch nước Trần Văn A"
            entries = [entry for entry in entries if entry.kind != "body"]
        elif "body" in kinds:
            return self.body(index, length, entries)
        if self.out and self.out[-1].kind == "post" and token.capital and not entries and not self.person_at(index):
            split = next((at for at in (index + 1, index + 2) if self.person_at(at) and at < self.capital_run(index)), None)
            if split is not None and token.fold not in self.words.surnames:  # "Tổng giám đốc Vietjet Nguyễn Thị Thảo"
                return self.add("unit", index, split, Entry("unit", None, ""), named=True)
        common = bool(entries) and token.fold not in self.words.surnames and (index == 0 or "prename" in kinds)
        if token.capital and not common and not kinds & {"post", "give", "receive"}:  # noqa: SIM102
            if (last := self.name_end(index)) is not None and last - index > (length if entries else 0):
                return self.name(index, last)
        if entries:
            return self.entry(index, length, entries)
        opens = index > 0 or (len(token.text) > 2 and token.text.isupper())
        if token.capital and len(token.text) > 1 and opens and self.word_end(index) == index + 1:
            return self.add("name", index, index + 1, None, single=True)
        return self.add("filler", index, index + 1, token.fold)

    def called_so(self, index: int) -> bool:
        """A word of address that is a name behind another one: "Bà Anh nhận …", "chị Em"."""
        if index == 0 or not self.tokens[index].capital or not self.out or self.out[-1].kind not in {"prename", "pronoun"}:
            return False
        entries, _ = self.words.longest(self.tokens, index, self.fixed)
        title = self.out[-1].value
        return (
            any(entry.kind in {"prename", "pronoun"} for entry in entries)
            and self.tokens[index - 1].end == self.out[-1].end
            and title is not None and title.kind in {"prename", "pronoun"} and " " not in title.word
        )  # fmt: skip

    def given_alone(self, index: int) -> bool:
        """A given name as the subject that opens a sentence: the article has the full name, a verb follows."""
        token = self.tokens[index]
        if index + 1 >= len(self.tokens) or token.text not in self.given or (index and self.tokens[index - 1].capital):
            return False
        after, _ = self.words.longest(self.tokens, index + 1, self.fixed)
        opens = index == 0 or self.tokens[index - 1].text in '"“-–.:'
        kinds = SUBJECT_BEFORE if opens else HONOURED_BEFORE
        return not self.inside[index + 1] and any(entry.kind in kinds for entry in after)

    def no_unit(self, index: int) -> bool:
        """Whether a head word is a piece of another word ("quân đội"), or the "vụ" of an event, which has no capital."""
        word = self.phrase(index, 2)
        before = self.phrase(max(0, index - 1), 2)
        return word in NO_UNITS or (before in NO_UNITS and index > 0) or self.tokens[index].text == "vụ"

    def word(self, index: int) -> tuple[list[Entry], int]:
        """The longest word of the lexicon at `index`, unless it is a piece of a longer word of the language."""
        entries, length = self.words.longest(self.tokens, index, self.fixed)
        if not entries or self.tokens[index].capital:
            return entries, length
        last = index + length
        goes_on = last < len(self.tokens) and self.inside[last] and self.tokens[last].start not in self.fixed
        starts_inside = self.inside[index] and not (
            (self.tokens[index - 1].capital and index > 1) or self.tokens[index - 1].text[0].isdigit()
        )
        if starts_inside and last < len(self.tokens) and self.tokens[last].capital:  # "cha anh Quang"
            starts_inside = not any(entry.kind in {"prename", "pronoun"} for entry in entries)
        if goes_on:
            after, more = self.words.longest(self.tokens, last, self.fixed)
            goes_on = more < 2 and not any(entry.kind in WHOLE_KINDS for entry in after)
        if (length == 1 and goes_on and not self.tokens[last].capital) or (starts_inside and length < 2):
            entries = [entry for entry in entries if entry.kind in WHOLE_KINDS]
        return entries, length

    def entry(self, index: int, length: int, entries: list[Entry]) -> int:
        """A word of the lexicon; a word of several kinds keeps all of them in `also`."""
        order = sorted(entries, key=lambda entry: self.words.rank(entry.kind))
        first = order[0]
        if first.kind == "post" and first.word in MINISTERS:
            length += self.ministry(index + length)
        if first.kind == "post" and first.word.rsplit(" ", 1)[-1] in POST_FIELDS:
            numbered = index + length < len(self.tokens) and self.digit(index + length) and self.person_at(index + length + 1)
            if numbered:
                length += 1
            elif not self.person_at(index + length):
                length = max(length, self.extend(index + length, after_post=True) - index)
        return self.add(first.kind, index, index + length, first, also={entry.kind: entry for entry in order})

    def ministry(self, index: int) -> int:
        """The length of a ministry's name without "Bộ" behind a minister: "Bộ trưởng Giáo dục và Đào tạo"."""
        for length in range(min(9, len(self.tokens) - index), 1, -1):
            if self.phrase(index, length) in self.words.ministries:
                return length
        short = {" ".join(name.split()[:2]) for name in self.words.ministries}
        return 2 if index + 2 <= len(self.tokens) and self.tokens[index].capital and self.phrase(index, 2) in short else 0

    def body(self, index: int, length: int, entries: list[Entry]) -> int:
        """A known body ("Bộ Công Thương", "UBND"), with the place or field that its name goes on with."""
        body = next(entry for entry in entries if entry.kind == "body")
        last = index + length
        if body.value == "open" or body.word.rsplit(" ", 1)[-1] in AREAS:
            last = self.unit_end(index, length, body) or last
        return self.add("unit", index, last, body, named=True, body=True)

    def after_post(self) -> bool:
        """Whether a post stands right before: then a person's name may end the unit's ("Vụ trưởng Vụ X Trần Văn A")."""
        if any(mention.kind == "name" and mention.flags.get("person") for mention in self.out[-4:-1]):
            return False  # behind a name the post is of that person
        for mention in reversed(self.out):
            if mention.kind == "post" or (mention.kind == "unit" and self.out and self.out[-1] is mention):
                return mention.kind == "post"
            if mention.kind not in {"of", "mark"}:
                return False
        return False

    def unit_end(self, index: int, length: int, unit: Entry) -> int | None:
        """Where a named unit ends that starts with this head word, or None where the head has no name."""
        if self.tokens[index].capital and unit.kind == "unit" and self.local(index + length):  # "Bảo tàng tỉnh"
            return index + length + 1
        if unit.word in HOLDERS and (last := self.body_end(index + length)) is not None:
            return last
        begin = index + length + 2 if self.area_inside(index + length) else index + length
        last = self.extend(begin, after_post=self.after_post(), unit=unit.word)
        if last == begin and self.tokens[index].capital and unit.word in INNER and (last := self.small_name(begin)) > begin:
            return last
        if last == begin and (unit.word in INNER_NAMED or unit.word.split()[0] in INNER) and (last := self.department(begin)) > begin:
            return last
        if last > index + length:
            return last
        if (unit.kind == "body" or unit.word in HOLDERS) and index + length < len(self.tokens):
            entries, more = self.words.longest(self.tokens, index + length, self.fixed)
            if any(entry.kind == "unit" for entry in entries):
                return index + length + more
        return None

    def local(self, index: int) -> bool:
        """Whether an area's kind without a name ends a unit's name: "Thư viện tỉnh", "Công an huyện"."""
        if index >= len(self.tokens) or self.tokens[index].text not in LOCAL:
            return False
        return index + 1 >= len(self.tokens) or not self.tokens[index + 1].capital

    def small_name(self, index: int) -> int:
        """The end of a name in small letters that a verb follows: "Phòng thiết kế đạn - ngòi đã vinh dự nhận …"."""
        last = index
        while last < len(self.tokens) and last < index + 7:
            token = self.tokens[last]
            if token.fold in {"-", "–", "và"}:
                last += 1
                continue
            entries, _ = self.words.longest(self.tokens, last, self.fixed)
            if token.start in self.fixed or not token.text[0].isalnum():
                return index
            if any(entry.kind in SUBJECT_BEFORE for entry in entries):
                return last if last > index + 1 else index
            if self.ends_name(last, last + 1) or token.capital:
                return index
            last += 1
        return index

    def body_end(self, index: int) -> int | None:
        """The end of a known body's name behind the part of it that speaks: "Ban Thường vụ" + "Đảng ủy Khối …"."""
        if index >= len(self.tokens):
            return None
        entries, length = self.words.longest(self.tokens, index, self.fixed)
        body = next((entry for entry in entries if entry.kind == "body" and " " in entry.word), None)
        return None if body is None or body.value == "open" else index + length

    def department(self, index: int) -> int:
        """The end of a department's name in small letters: "Văn phòng tổng hợp", "Phòng tổ chức - hành chính"."""
        begin = last = index
        while index < len(self.tokens):
            length = next(
                (n for n in (3, 2) if index + n <= len(self.tokens) and self.phrase(index, n) in self.words.departments | self.words.name_words),
                0,
            )
            if not length:
                break
            index = last = index + length
            if index < len(self.tokens) and self.tokens[index].fold in {"-", "–", "và", ","}:
                index += 1
        return last if last > begin else begin

    def phrase(self, index: int, length: int) -> str:
        """The folded words of `length` tokens at `index`."""
        return " ".join(token.fold for token in self.tokens[index : index + length])

    def extend(self, index: int, *, after_post: bool, unit: str = "") -> int:
        """The end of a unit's name: capitalised syllables, numbers, and lower-case words until a clause word.

        `unit` is the head word before it.
        """
        begin, last, lower = index, index, 0
        named = False
        while index < len(self.tokens):
            token = self.tokens[index]
            if (token.start in self.fixed and self.fixed[token.start].kind != "quantity") or (named and self.column(index)):
                break
            if token.fold in self.words.joiners:
                if not self.joins(index, named):
                    break
                index += 1
                continue
            if not token.text[0].isalnum():
                if token.text in '"“' and index == begin and index + 1 < len(self.tokens):
                    break
                break
            if index == begin and unit.startswith(NAMED_FOR_PEOPLE) and self.person_at(index):  # "Trường ĐH Tôn Đức Thắng"
                index = last = self.capital_run(index)
                named = True
                continue
            if token.capital or token.text[0].isdigit() or token.fold == "số":
                if token.fold == "số" and not self.digit(index + 1):
                    break
                if token.text[0].isdigit() and not self.names_number(index, begin):
                    break
                if named and self.person_at(index) and (after_post or self.middle_name(index + 1)):
                    break
                named, lower, last = True, 0, index + 1
            elif index > begin and self.tokens[index - 1].capital and self.goes_on(index):
                last = index + 1 if named else last
            elif named and self.area_inside(index):
                last, lower, index = index + 2, 0, index + 1
            else:
                if not named and index > begin + 4:
                    break
                word = index + 2 if self.phrase(index, 2) in self.words.name_words - self.words.stops else self.word_end(index)
                if self.ends_name(index, word) or lower >= 6:
                    break
                lower += word - index
                if named:
                    last = word
                index = word
                continue
            index += 1
        return last if named else begin

    def goes_on(self, index: int) -> bool:
        """Whether a lower-case syllable goes on with the word of the capital before it."""
        return self.compound(index) or (self.inside[index] and not self.ends_name(index, index + 1))

    def compound(self, index: int) -> bool:
        """Whether a lower-case syllable ends a word of two whose first has a capital: "Cục Đăng ký", "Ban Vận động"."""
        word = f"{self.tokens[index - 1].fold} {self.tokens[index].fold}"
        return word in self.words.stops | self.words.name_words | self.words.departments or bool(
            self.words.longest(self.tokens[: index + 1], index - 1, self.fixed)[1] == 2
        )

    def area_inside(self, index: int) -> bool:
        """ "khu vực" inside a unit's name: "Bệnh viện Đa khoa khu vực Mai Trung"."""
        return self.phrase(index, 2) == "khu vực" and index + 2 < len(self.tokens) and self.tokens[index + 2].text[0].isupper()

    def word_end(self, index: int) -> int:
        """The end of the lower-case word that starts at `index`, as the segmentation has it."""
        last = index + 1
        while (
            last < len(self.tokens)
            and self.inside[last]
            and not self.tokens[last].capital
            and self.tokens[last].start not in self.fixed
        ):
            last += 1
        return last

    def ends_name(self, index: int, word: int) -> bool:
        """Whether the lower-case word of tokens `index` to `word` belongs to the clause, not to a unit's name."""
        if self.phrase(index, 2) in self.words.name_words - self.words.stops:
            return False
        if self.phrase(index, word - index) in self.words.stops or self.phrase(index, 2) in self.words.stops:
            return True
        entries, length = self.word(index)
        return any(entry.kind in self.words.clause_kinds for entry in entries) and index + length >= word

    def names_number(self, index: int, begin: int) -> bool:
        """A number ends a unit's name ("Trung đoàn 215", "Đội số 7") unless it counts what follows ("tặng Vụ 2 Cờ")."""
        if index > begin and self.tokens[index - 1].fold == "số":
            return True
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if after is None or not after.text[0].isalnum():
            return True
        entries, _ = self.word(index + 1)
        return after.start not in self.fixed and any(entry.kind in self.words.clause_kinds for entry in entries)

    def digit(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].text[0].isdigit()

    def joins(self, index: int, named: bool) -> bool:
        """Whether "và", "-", "&" or a comma at `index` goes on with the name: a capital follows that starts no new name."""
        if not named or index + 1 >= len(self.tokens) or index == 0:
            return False
        token, follower = self.tokens[index], self.tokens[index + 1]
        if follower.start in self.fixed:
            return False
        entries, _ = self.words.longest(self.tokens, index + 1, self.fixed)
        kinds = {entry.kind for entry in entries}
        starts_new = bool(kinds & {"unit", "body", "post", "prename", "group"}) or self.person_at(index + 1)
        if token.text in {"-", "–", "&"}:
            if not follower.capital:  # "Bộ Giáo dục - đào tạo"
                return token.text == "-" and not starts_new and follower.fold in self.words.name_words
            if follower.fold in self.words.name_words or self.phrase(index + 1, 2) in self.words.name_words:
                return True
            return not starts_new or self.lone_head(index + 1, entries)
        if starts_new:
            return False
        if token.text == ",":
            return follower.capital and self.comma_inside(index)
        return follower.capital or follower.fold in self.words.name_words

    def lone_head(self, index: int, entries: list[Entry]) -> bool:
        """A head word that no name follows ends the name before it: "Vụ Kế hoạch - Quỹ"."""
        lone = all(entry.kind in {"unit", "group"} for entry in entries)
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return lone and (after is None or not after.text[0].isalnum() or not (after.capital or after.text[0].isdigit()))

    def comma_inside(self, index: int) -> bool:
        """A comma inside a unit's name is followed within a few syllables by "và" and more name."""
        for ahead in range(index + 2, min(index + 6, len(self.tokens))):
            if self.tokens[ahead].fold == "và":
                return not self.person_at(ahead + 1)
            if not self.tokens[ahead].text[0].isalnum():
                return False
        return False

    def person_at(self, index: int) -> bool:
        """Whether a full name of a person starts here: a surname and one to four more capitalised syllables."""
        if index >= len(self.tokens):
            return False
        if self.tokens[index].fold not in self.words.surnames and not (
            index + 1 < len(self.tokens) and self.tokens[index + 1].text in {"Thị", "Văn"}
        ):
            return False
        last = self.capital_run(index)
        return self.tokens[index].capital and 2 <= last - index <= 5

    def middle_name(self, index: int) -> bool:
        """ "Thị" and "Văn" between two more capitals are in names of people: "… Việt Nam Nguyễn Thị Thu"."""
        return self.tokens[index].fold in {"thị", "văn"} and self.capital_run(index) - index >= 2

    def capital_run(self, index: int) -> int:
        """The end of the run of capitalised syllables that starts at `index`."""
        begin = index
        while index < len(self.tokens) and self.tokens[index].capital and self.tokens[index].start not in self.fixed:
            if self.tokens[index].text[0].isdigit() or (index > begin and self.column(index)):
                break
            index += 1
        return index

    def column(self, index: int) -> bool:
        """Whether a token starts a new column of a table that was laid out with blanks."""
        return index > 0 and self.tokens[index].start - self.tokens[index - 1].end > 1

    def name_end(self, index: int) -> int | None:
        """The end of a proper name of two or more capitalised syllables at `index`, or None."""
        last = self.capital_run(index)
        if last - index < 2:
            return None
        if self.tokens[index].fold in self.words.surnames:
            last = self.cut_at_lexicon(index, last)
        if (
            index == 0
            and last == 2
            and self.word_end(last - 1) > last
            and self.tokens[0].fold not in self.words.surnames
        ):
            return None
        return last if last - index >= 2 else None

    def cut_at_lexicon(self, index: int, last: int) -> int:
        """A person's name ends where a post or unit starts in the same run of capitals."""
        for ahead in range(index + 2, last):
            entries, length = self.words.longest(self.tokens, ahead, self.fixed)
            if length >= 2 and any(entry.kind in {"unit", "body", "post"} for entry in entries):
                return ahead
        return last

    def name(self, index: int, last: int) -> int:
        for split in range(min(index + 3, last - 2), index, -1):
            if self.words.is_place(self.tokens[index:split]) and not self.words.is_place(self.tokens[index:last]):
                self.add("name", index, split, None, person=False, place=True)
                index = split
                break
        person = 2 <= last - index <= 5 and (
            self.tokens[index].fold in self.words.surnames
            or (last - index >= 3 and self.tokens[index + 1].text in {"Thị", "Văn"})
        )
        place = self.words.is_place(self.tokens[index:last])
        return self.add("name", index, last, None, person=person and not place, place=place)
