"""One pass over a sentence finds its mentions: typed stretches of words that clauses and frames are made of.

A sentence becomes a list of `Mention`s in text order: awards (from the catalogue), quantities, times, decision
numbers, names of units and people, posts, group nouns, and the cue words of models/rules/cues.toml. What is none
of these is a `filler`. Nothing is decided here about who received what.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from extractor.awards.catalogue import AwardHit
from extractor.awards.lexicon import POST_FIELDS, Entry, lexicon
from extractor.awards.relations import relations
from extractor.awards.syllables import SYLLABLE
from extractor.awards.tokens import DECISION, Mention, Token
from extractor.awards.unit_names import SUBJECT_BEFORE, UnitNames
from extractor.language.quantities import find_quantities
from extractor.language.segment import Joined
from extractor.language.times import find_times

__all__ = ["read_mentions"]

# "cấp tỉnh", "cấp bộ" tell a level; alone "cấp" is a giving verb.
LEVELS = frozenset(
    ("bộ", "tỉnh", "thành", "huyện", "xã", "cơ", "nhà", "ngành", "trung", "quốc", "quận", "trường", "chính", "toàn", "tổng", "cục", "sở",
     "phòng", "phường")
)  # fmt: skip
HONOURED_BEFORE = frozenset(("receive", "passive", "attain"))
AREAS = frozenset(("tỉnh", "huyện", "phố", "tp", "xã", "phường", "quận", "lao động"))
LED_AREAS = AREAS | {"ủy", "đoàn"}  # what ends the post of who leads an area: "Bí thư Tỉnh ủy"
BRANCHES = frozenset(("tỉnh", "thành phố", "tp", "tp.", "huyện", "quận", "thị xã", "xã", "phường"))
OPENING = frozenset('"“-–.:')  # marks that a sentence of its own stands behind
DIRECTED = frozenset(("miền", "phía", "vùng", "hướng", "cực", "nước", "người", "tiếng", "sao", "bờ"))  # "miền Nam", "người Việt"
MINISTERS = frozenset(("bộ trưởng", "thứ trưởng"))


def read_mentions(
    folded: str,
    tokens: Sequence[Token],
    inside: Joined,
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


class _Scanner(UnitNames):
    """Walks the tokens once, taking the longest thing that starts at each."""

    def run(self) -> list[Mention]:
        index = 0
        while index < len(self.tokens):
            index = self.step(index)
        return self.out

    def worn(self, index: int, mention: Mention) -> bool:
        """A title of honour right before a person's name is worn, not given: "NSND Trần Văn A"."""
        if mention.value.award_id not in self.words.worn_titles:
            return False
        if self.among_honoured():
            return True
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

    def among_honoured(self) -> bool:
        """Whether a title is what those are called who got another: "5 nghệ sĩ được tặng danh hiệu X gồm các nghệ sĩ ưu tú: …"."""
        last = self.out[-1] if self.out else None
        if last is not None and last.kind == "quantifier" and last.value.value == "plural" and len(self.out) > 1:
            opens = self.out[-2].kind in {"include", "be", "to"}
        else:
            opens = last is not None and last.kind == "include" and last.value.word.endswith("các")
        return opens and any(mention.kind == "award" for mention in self.out)

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
        if len(token.text) == 1 and token.capital and self.numbered(index):  # "lớp 9A"
            return self.add("filler", index, index + 1, token.fold)
        if not token.text[0].isalnum():
            return self.add("mark", index, index + 1, token.text)
        if not token.capital and token.fold not in self.words.trie and index:  # nothing but a plain word
            return self.add("filler", index, index + 1, token.fold)
        if self.called_so(index):
            return self.add("name", index, max(self.capital_run(index), index + 1), None, single=True, person=True)
        if self.given_alone(index) or self.titled_alone(index):
            return self.add("name", index, index + 1, None, single=True, person=True)
        if index == 0 and token.text.isupper() and 1 < len(token.text) <= 9 and self.phrase(1, 1) in {"-", "–"}:
            return self.add("filler", 0, 1, token.fold)  # the paper's name that opens a lead: "TTVH - …"
        entries, length = self.word(index)
        kinds = {entry.kind for entry in entries}
        if "unit" in kinds and self.no_unit(index, length):
            entries = [entry for entry in entries if entry.kind not in {"unit", "group"}]
            kinds -= {"unit", "group"}
        if "prename" in kinds and self.person_at(index + length):  # "cảnh sát Lò Văn Quẻ"
            entries = [entry for entry in entries if entry.kind not in {"unit", "body"}]
            kinds -= {"unit", "body"}
        if "unit" in kinds and not (
            self.person_at(index) and self.out and (self.out[-1].kind in {"post", "prename", "unit"} or self.among_people())
        ):
            unit = next(entry for entry in entries if entry.kind == "unit")
            if (last := self.unit_end(index, length, unit)) is not None:
                return self.add("unit", index, last, unit, named=True)
        if "body" in kinds and "post" in kinds and self.person_at(index + length):  # "Chủ tịch nước Trần Văn A"
            entries = [entry for entry in entries if entry.kind != "body"]
        elif "body" in kinds:
            return self.body(index, length, entries)
        if self.out and self.out[-1].kind == "post" and token.capital and not entries and not self.person_at(index):
            split = next(
                (at for at in (index + 1, index + 2) if self.person_at(at) and at < self.capital_run(index)), None
            )
            if split is not None and token.fold not in self.words.surnames:  # "Tổng giám đốc Vietjet Nguyễn Thị Thảo"
                return self.add("unit", index, split, Entry("unit", None, ""), named=True)
        first = index == 0 or self.tokens[index - 1].text in OPENING
        common = bool(entries) and token.fold not in self.words.surnames and (first or "prename" in kinds)
        if token.capital and not common and not kinds & {"post", "give", "receive"}:  # noqa: SIM102
            if (last := self.name_end(index)) is not None and last - index > (length if entries else 0):
                return self.name(index, last)
        if entries:
            return self.entry(index, length, entries)
        opens = index > 0 or (len(token.text) > 2 and token.text.isupper())
        if token.capital and len(token.text) > 1 and opens and self.word_end(index) == index + 1:
            return self.add("name", index, index + 1, None, single=True, place=self.words.is_place(self.tokens[index : index + 1]))
        return self.add("filler", index, index + 1, token.fold)

    def numbered(self, index: int) -> bool:
        """Whether a letter stands right behind a number, as a part of it."""
        return index > 0 and self.tokens[index - 1].end == self.tokens[index].start and self.digit(index - 1)

    def among_people(self) -> bool:
        """Whether a comma behind a person's name stands right before: "Bùi Cường, Đoàn Anh Tuấn"."""
        return (
            len(self.out) > 1 and self.out[-1].kind == "mark" and self.out[-1].value == ","
            and self.out[-2].kind == "name" and bool(self.out[-2].flags.get("person"))
        )  # fmt: skip

    def called_so(self, index: int) -> bool:
        """A word of address that is a name behind another one: "Bà Anh nhận …", "chị Em"."""
        if (
            index == 0
            or not self.tokens[index].capital
            or not self.out
            or self.out[-1].kind not in {"prename", "pronoun"}
        ):
            return False
        entries, length = self.words.longest(self.tokens, index, self.fixed)
        title = self.out[-1].value
        return (
            length == 1 and any(entry.kind in {"prename", "pronoun"} for entry in entries)
            and self.tokens[index - 1].end == self.out[-1].end
            and title is not None and title.kind in {"prename", "pronoun"} and " " not in title.word
        )  # fmt: skip

    def titled_alone(self, index: int) -> bool:
        """A given name behind an occupation, before a verb: "Tài xế Bắc nhận …"."""
        if not self.out or self.out[-1].kind != "prename" or not self.tokens[index].capital or index + 1 >= len(self.tokens):
            return False
        if self.tokens[index + 1].capital:
            return False
        after, _ = self.words.longest(self.tokens, index + 1, self.fixed)
        here, _ = self.words.longest(self.tokens, index, self.fixed)
        kinds = {entry.kind for entry in here}
        return not kinds & {"unit", "body", "post", "group"} and any(entry.kind in HONOURED_BEFORE for entry in after)

    def given_alone(self, index: int) -> bool:
        """A given name that stands alone, where the article has the full name; one that opens a sentence has a verb or
        more such names behind it: "Khang và Thứ nhận …"."""
        token = self.tokens[index]
        if index and (token.text not in self.given or self.tokens[index - 1].capital):
            return False
        if token.text not in self.given and not (token.capital and self.named_beside(1)):
            return False
        if index + 1 < len(self.tokens) and (self.tokens[index + 1].capital or self.inside[index + 1]):
            return False
        if index and self.tokens[index - 1].text not in OPENING:
            return self.tokens[index - 1].fold not in DIRECTED
        return self.named_beside(index + 1) or any(entry.kind in SUBJECT_BEFORE for entry in self.word_at(index + 1))

    def named_beside(self, index: int) -> bool:
        """Whether "và", a comma or a bracket with another given name behind it stands here."""
        if self.phrase(index, 1) == "(":
            index = next((at + 1 for at in range(index, min(index + 6, len(self.tokens))) if self.tokens[at].text == ")"), index)
        beside = self.phrase(index, 1) in {",", "và", "cùng"}
        return beside and index + 1 < len(self.tokens) and self.tokens[index + 1].text in self.given

    def word_at(self, index: int) -> list[Entry]:
        """The entries of the longest word of the lexicon at `index`."""
        return self.words.longest(self.tokens, index, self.fixed)[0] if index < len(self.tokens) else []

    def no_unit(self, index: int, length: int) -> bool:
        """Whether a head word is a piece of another word ("quân đội"), or the "vụ" of an event, which has no capital."""
        word = self.phrase(index, 2)
        before = self.phrase(max(0, index - 1), 2)
        piece = before in self.words.no_units and index > 0 and not self.tokens[index].capital
        if (length < 3 and word in self.words.no_units) or piece or self.tokens[index].text == "vụ":
            return True
        return self.tokens[index].capital and word in self.words.no_units_first

    def entry(self, index: int, length: int, entries: list[Entry]) -> int:
        """A word of the lexicon; a word of several kinds keeps all of them in `also`."""
        order = sorted(entries, key=lambda entry: self.words.rank(entry.kind))
        first = order[0]
        if first.kind == "post" and first.word in MINISTERS:
            length += self.ministry(index + length)
        if first.kind == "post" and first.word.rsplit(" ", 1)[-1] in POST_FIELDS:
            numbered = (
                index + length < len(self.tokens) and self.digit(index + length) and self.person_at(index + length + 1)
            )
            if numbered:
                length += 1
            elif not self.person_at(index + length):
                length = max(length, self.before_whole(index + length, self.extend(index + length, after_post=True)) - index)
        return self.add(first.kind, index, index + length, first, also={entry.kind: entry for entry in order})

    def before_whole(self, begin: int, end: int) -> int:
        """Where a part's name ends before the unit that it is a part of: "Trưởng phòng Kế toán" of "Công ty Hóa chất"."""
        if any(entry.kind in {"unit", "body"} for entry in self.word_at(begin)):
            return end  # "Bí thư Đoàn Trường Đại học X": the whole's name alone
        inner, areas = relations().inner_parts, relations().areas
        for index in range(begin + 1, end):
            if not self.tokens[index].capital:
                continue
            entries, length = self.words.longest(self.tokens, index, self.fixed)
            whole = next((entry for entry in entries if entry.kind in {"unit", "body"}), None)
            if whole is None or whole.word in inner or whole.word in areas or whole.word in BRANCHES:
                continue
            known = whole.kind == "body" and (length > 1 or self.tokens[index].text.isupper())
            if known or self.unit_end(index, length, whole) is not None:
                return index
        return end

    def ministry(self, index: int) -> int:
        """The length of a ministry's name without "Bộ" behind a minister: "Bộ trưởng Giáo dục và Đào tạo"."""
        for length in range(min(9, len(self.tokens) - index), 1, -1):
            if self.phrase(index, length) in self.words.ministries:
                return length
        short = {" ".join(name.split()[:2]) for name in self.words.ministries}
        return (
            2 if index + 2 <= len(self.tokens) and self.tokens[index].capital and self.phrase(index, 2) in short else 0
        )

    def body(self, index: int, length: int, entries: list[Entry]) -> int:
        """A known body ("Bộ Công Thương", "UBND"), with the place or field that its name goes on with."""
        body = next(entry for entry in entries if entry.kind == "body")
        last = index + length
        if body.value == "open" or body.word.rsplit(" ", 1)[-1] in AREAS:
            last = self.unit_end(index, length, body) or last
        elif body.word.endswith(" việt nam"):
            last = self.branch(last)
        last += self.country(last)
        if last < len(self.tokens) and self.tokens[last].text in {"-", "–"} and self.joins(last, named=True):  # "Ban Tuyên giáo - Nữ công"
            last = max(last, self.extend(last + 1, after_post=False))
        last = self.outpost(index, last)
        return self.add("unit", index, last, body, named=True, body=True)

    def outpost(self, index: int, last: int) -> int:
        """The end of the name of a bank's or company's branch: "NHNN chi nhánh tỉnh Sa Lung", "Agribank Tà Si"."""
        short = last == index + 1 and len(self.tokens[index].text) > 3 and SYLLABLE.fullmatch(self.tokens[index].fold) is None
        branch = 2 if self.phrase(last, 2) in {"chi nhánh", "khu vực", "chuyên ngành"} else 1 if self.phrase(last, 1) == "cn" else 0
        if branch:
            return max(last, self.extend(last + branch, after_post=False) if last + branch < len(self.tokens) else last)
        run = self.capital_run(last)
        return run if short and 2 <= run - last <= 3 and not self.sure_person_at(last) and not self.after_post() else last

    def country(self, index: int) -> int:
        """The length of a country's name behind a body of state: "Nhà nước Lào", "Chính phủ Nhật Bản"."""
        if index >= len(self.tokens) or not self.tokens[index].capital:
            return 0
        return next((length for length in (3, 2, 1) if self.phrase(index, length) in self.words.countries), 0)

    def branch(self, index: int) -> int:
        """The end of the name of a national body's branch: "Hội Liên hiệp Thanh niên Việt Nam" + "tỉnh Sa Lung"."""
        area = next((length for length in (1, 2) if self.phrase(index, length) in BRANCHES), 0)
        last = self.capital_run(index + area)
        return last if area and last > index + area else index

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
        place = self.words.is_place(self.tokens[index:last]) or self.of_area(index)
        return self.add("name", index, last, None, person=person and not place, place=place)

    def of_area(self, index: int) -> bool:
        """Whether a name behind the post of an area is the area's: "Chủ tịch UBND huyện Tà Si"."""
        before = self.out[-1] if self.out else None
        if before is None or before.kind != "post" or before.end + 1 != self.tokens[index].start:
            return False
        return before.value.word.rsplit(" ", 1)[-1] in LED_AREAS and not self.sure_person_at(index)
