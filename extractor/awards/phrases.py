"""From mentions to phrases: who could give or receive (parties), and what (award phrases with their counts).

The result is a list of `Chunk`s. A frame (see frames.py) is a pattern over their kinds; a chunk of kind "party" or
"award" stands for a whole coordination ("bà Ngô Thị Vân, Trưởng phòng X, và ông Lê Văn Y").
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.awards.chunks import AwardPhrase, Chunk, Party
from extractor.awards.coordination import coordinate
from extractor.awards.lexicon import lexicon
from extractor.awards.mentions import Mention
from extractor.language.fold import fold
from extractor.records import RecipientKind, Span

__all__ = ["chunk_sentence"]

GROUP_FILLERS = 4  # how many plain words may belong to a group's noun: "cán bộ trẻ tiêu biểu", "lãnh đạo cấp phòng"


def chunk_sentence(text: str, mentions: list[Mention]) -> list[Chunk]:
    """The chunks of a sentence, in order: parties and awards joined into coordinations, the rest one by one."""
    return coordinate(_Phraser(text, mentions).run())


def _also(mention: Mention, kind: str) -> bool:
    return mention.kind == kind or kind in mention.flags.get("also", {})


class _Phraser:
    """Builds single parties and award phrases."""

    def __init__(self, text: str, mentions: list[Mention]) -> None:
        self.text = text
        self.items = mentions
        self.out: list[Chunk] = []

    def run(self) -> list[Chunk]:
        index = 0
        while index < len(self.items):
            index = self.step(index)
        return self.out

    def at(self, index: int) -> Mention | None:
        return self.items[index] if 0 <= index < len(self.items) else None

    def kind(self, index: int) -> str:
        item = self.at(index)
        return item.kind if item else ""

    def mark(self, index: int) -> str:
        item = self.at(index)
        return item.value if item and item.kind == "mark" else ""

    def step(self, index: int) -> int:
        item = self.items[index]
        starts = item.kind in STARTERS or self.former(index) or (self.words(index) in GROUP_PREFIXES and _is_group(self.at(index + 1)))
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

    # -- counts -------------------------------------------------------------------------------------------------

    def count(self, index: int) -> tuple[Mention | None, Mention | None, int]:
        """A quantity and a quantifier that stand at `index` ("cả 5", "hầu hết", "nhiều"), and the index after them."""
        quantity = quantifier = None
        while True:
            item = self.at(index)
            if item is None:
                break
            if item.kind == "quantity" and quantity is None and item.value.kind != "ordinal":
                quantity = item
            elif item.kind == "quantifier" and (quantifier is None or quantifier.value.value == "plural"):
                quantifier = item
            elif quantity and item.kind == "filler" and item.value in {"lượt", "số"}:
                pass
            else:
                break
            index += 1
        return quantity, quantifier, index

    # -- awards -------------------------------------------------------------------------------------------------

    def award(self, index: int) -> tuple[Chunk, int] | None:
        quantity, quantifier, at = self.count(index)
        while self.kind(at) == "adverb" and self.items[at].value.word in COUNT_NOUNS and at - index < 4:
            at += 1
        if self.mark(at) == '"' or self.mark(at) == "“":
            at += 1
        if self.kind(at) != "award":
            return None
        item = self.items[at]
        phrase = AwardPhrase(item.value, item.start, item.end)
        if quantity:
            phrase.quantity, phrase.quantity_span = quantity.value, Span(quantity.start, quantity.end)
        if quantifier and quantifier.value.value != "plural":
            phrase.quantifier = quantifier.value.value
        start = self.items[index].start
        at = self.award_tail(phrase, at + 1)
        awards = [phrase]
        while self.kind(at) == "and" and self.kind(at + 1) == "of" and phrase.giver is not None:
            other = self.giver(at + 2)
            if other is None:
                break
            awards.append(replace(phrase, giver=other[0], end=other[0].end))
            at = other[1]
        return Chunk("award", start, awards[-1].end, awards=awards), at

    def class_count(self, phrase: AwardPhrase, at: int) -> int:
        """A count behind a class of its own: "(hạng Nhất 21, hạng Nhì 85)"."""
        item = self.at(at)
        if (
            phrase.hit.elliptic and phrase.quantity is None and item is not None and item.kind == "quantity"
            and item.value.kind == "count" and self.mark(at + 1) in {",", ";", ")", "."}
        ):  # fmt: skip
            phrase.quantity, phrase.quantity_span = item.value, Span(item.start, item.end)
            return at + 1
        return at

    def award_tail(self, phrase: AwardPhrase, at: int) -> int:
        """What follows an award and belongs to it: quotes, "của <giver>", "năm 2019", a bracket."""
        if self.mark(at) in {'"', "”"}:
            at += 1
        at = self.class_count(phrase, at)
        if self.kind(at) == "of" and self.items[at].value.word in {"của", "thuộc"}:
            giver = self.giver(at + 1)
            if giver is not None:
                phrase.giver, at = giver
                phrase.end = phrase.giver.end
        elif (
            self.kind(at) in {"unit", "post"}
            and phrase.hit.award_id in GIVER_FOLLOWS
            and self.items[at - 1] is not None
        ):
            item = self.items[at]
            giver = self.giver(at) if item.kind == "post" or item.flags.get("named") else None
            if giver is not None:
                phrase.giver, at = giver
                phrase.end = phrase.giver.end
        if self.kind(at) == "time" and self.items[at].value.first is not None:
            phrase.time, phrase.time_span = self.items[at].value, Span(self.items[at].start, self.items[at].end)
            at += 1
        if self.mark(at) == "(" and (close := self.closing(at)) is not None:
            inside = self.text[self.items[at].end : self.items[close].start]
            if close == at + 2 and self.kind(at + 1) == "time" and phrase.time is None and self.items[at + 1].value.first:
                time = self.items[at + 1]
                phrase.time, phrase.time_span = time.value, Span(time.start, time.end)
                return close + 1
            held = {self.kind(inner) for inner in range(at + 1, close)}
            if PARTS.fullmatch(inside) and not held & {"award", "time"}:
                phrase.parts = Span(self.items[at].end, self.items[close].start)
                return close + 1
        return at

    def giver(self, at: int) -> tuple[Party, int] | None:
        """The party after "của": a unit, a post with its unit, or a post with a person's name."""
        for build in (self.post, self.unit):
            found = build(at)
            if found is not None:
                chunk, last = found
                return chunk.parties[0], last
        return None

    # -- people -------------------------------------------------------------------------------------------------

    def person(self, index: int) -> tuple[Chunk, int] | None:
        """Titles, posts and units before a name, the name, and posts or units after it."""
        at, post, unit, marked = index, None, None, False
        if self.kind(at) == "quantity" and self.prefixes_name(at + 1):
            at += 1
        occupation = None
        while True:
            item = self.at(at)
            if item is None:
                return None
            if item.kind == "prename" or (_also(item, "prename") and item.kind in {"group", "pronoun", "post"}):
                entry = item.value if item.kind == "prename" else item.flags["also"]["prename"]
                if entry.value == "occupation" and occupation is None:
                    occupation = Span(item.start, item.end)
                marked = True
            elif item.kind == "pronoun":
                marked = True
            elif item.kind == "post":
                post = Span(post.start if post else item.start, item.end)
                marked = True
            elif item.kind == "unit" and post is not None:
                unit = self.party_of_unit(item)
            elif item.kind == "of" and post is not None and self.kind(at + 1) == "unit":
                pass
            elif self.former(at):
                post = Span(post.start if post else item.start, item.end)
            else:
                break
            at += 1
            if at - index > 8:
                return None
        item = self.items[at]
        if item.kind != "name" or (item.flags.get("place") and not (marked and self.one_syllable(item))):
            return None
        if not (item.flags.get("person") or marked or self.has_post(at)):
            return None
        party = Party("person", self.items[index].start, item.end, Span(item.start, item.end), marked=marked)
        party.post = post or occupation
        party.unit = unit
        last = self.after_name(party, at + 1)
        return Chunk("party", party.start, party.end, parties=[party]), last

    def prefixes_name(self, at: int) -> bool:
        """Whether a title or occupation with a name right behind it stands here: "hai già làng Thào A Chứ"."""
        item = self.at(at)
        return item is not None and (item.kind == "prename" or _also(item, "prename")) and self.kind(at + 1) == "name"

    def has_post(self, at: int) -> bool:
        """Whether a name of a rare form is a person's because a post stands right behind it: "Ong Thế Vinh, Phó Cục trưởng"."""
        name = self.items[at]
        if not 1 <= self.text.count(" ", name.start, name.end) <= 4 or name.flags.get("place"):
            return False
        if self.mark(at + 1) in {",", "-", "–", "(", "|"}:
            at += 1
        elif at + 1 >= len(self.items) or self.items[at + 1].start - name.end < 2:
            return False
        return self.kind(at + 1) == "post"

    def one_syllable(self, item: Mention) -> bool:
        """A country's name of one syllable is a given name too: "bà Anh", "chị Nga"."""
        return " " not in self.text[item.start : item.end]

    def after_name(self, party: Party, at: int) -> int:
        """Appositions after a name: "(Trưởng khoa X)", ", Giám đốc Công ty Y,", "- Phó Vụ trưởng -"."""
        if self.mark(at) == "(":
            close = self.closing(at)
            if close is not None:
                self.gloss(party, at + 1, close)
                at = close + 1
        opener = self.mark(at)
        if not opener and at < len(self.items) and self.items[at].start - self.items[at - 1].end > 1:
            return self.apposition(party, at) or at  # the next column
        if opener in {",", "-", "–", "|"}:
            end = self.apposition(party, at + 1)
            if end is not None:
                if self.mark(end) == opener and not (opener == "," and self.starts_party(end + 1)):
                    end += 1
                return end
        return at

    def starts_party(self, at: int) -> bool:
        return self.kind(at) in {"prename", "name", "post", "unit", "pronoun", "group", "quantity", "award"}

    def closing(self, at: int) -> int | None:
        """The index of the bracket that closes the one at `at`, within the sentence."""
        for ahead in range(at + 1, min(at + 30, len(self.items))):
            if self.mark(ahead) == ")":
                return ahead
        return None

    def gloss(self, party: Party, at: int, close: int) -> None:
        """Reads a post and a unit out of a bracket after a name."""
        for index in range(at, close):
            item = self.items[index]
            if item.kind == "post" and party.post is None:
                party.post = Span(item.start, item.end)
            elif item.kind == "unit" and item.flags.get("named") and party.unit is None:
                party.unit = self.party_of_unit(item)

    def apposition(self, party: Party, at: int) -> int | None:
        """The end of a post with its unit after a name, or None where none stands there."""
        begin = at
        while (
            self.kind(at) in {"post", "prename", "group"}
            or self.former(at)
            or (self.kind(at) == "unit" and at > begin)
            or (self.mark(at) == "," and at > begin and self.kind(at + 1) == "post" and not self.names_person(at + 1))
            or (self.kind(at) in {"of", "and"} and self.kind(at + 1) in {"unit", "post"} and at > begin)
            or (
                self.kind(at) == "filler"
                and at > begin
                and self.kind(at + 1) == "unit"
                and self.items[at + 1].flags.get("named")
            )
        ):
            item = self.items[at]
            if self.kind(at) == "of" and self.kind(at + 1) == "post":
                break
            if item.kind == "unit" and party.unit is None:
                party.unit = self.party_of_unit(item)
            if (item.kind in {"post", "prename", "group"} or self.former(at)) and not self.relative(at):
                start = party.post.start if party.post and party.post.start >= self.items[begin].start else item.start
                party.post = Span(start, item.end)
            at += 1
        if at == begin or self.kind(at) == "name":
            party.post = party.post if at == begin else None
            return None
        party.end = self.items[at - 1].end
        return at

    def former(self, at: int) -> bool:
        """ "nguyên", "cố" and the like right before a post."""
        return self.words(at) in FORMER and self.kind(at + 1) == "post"

    def relative(self, at: int) -> bool:
        """ "người tử nạn", "người đầu tiên": a noun that a clause hangs on, no post."""
        return self.kind(at) == "group" and self.items[at].value.word == "người"

    def names_person(self, at: int) -> bool:
        """Whether the posts at `at` stand before the name of another person."""
        while self.kind(at) in {"post", "unit", "of", "prename"}:
            at += 1
        return self.kind(at) == "name"

    def party_of_unit(self, item: Mention) -> Party:
        return Party(
            "unit",
            item.start,
            item.end,
            Span(item.start, item.end),
            short=not item.flags.get("named"),
            recipient="collective",
            head=item.value.word if item.value else "",
            body=bool(item.flags.get("body")),
        )

    def pronoun(self, index: int) -> tuple[Chunk, int] | None:
        item = self.items[index]
        if not (_also(item, "pronoun") and item.kind in {"pronoun", "prename", "group"}):
            return None
        party = Party("person", item.start, item.end, Span(item.start, item.end), short=True)
        if self.kind(index + 1) == "name" and self.items[index + 1].flags.get("single"):
            party.end = self.items[index + 1].end
            party.name = Span(self.items[index + 1].start, party.end)
            party.short = False
            return Chunk("party", party.start, party.end, parties=[party]), self.after_name(party, index + 2)
        return Chunk("party", party.start, party.end, parties=[party]), index + 1

    # -- posts, units, groups -------------------------------------------------------------------------------------

    def post(self, index: int) -> tuple[Chunk, int] | None:
        """A post without a name: "Bộ trưởng Bộ Y tế", "Chủ tịch UBND tỉnh", "Vụ trưởng"."""
        start = self.items[index].start
        if self.former(index):
            index += 1
        item = self.items[index]
        if item.kind != "post":
            return None
        at = index + 1
        end = item.end
        unit = None
        while True:
            if self.kind(at) == "unit" and unit is None:
                unit = self.party_of_unit(self.items[at])
            elif self.mark(at) == "," and self.kind(at + 1) == "post" and unit is None:
                at += 1
            elif self.kind(at) == "post" or (self.kind(at) == "name" and self.place_name(at)):
                pass
            else:
                break
            end = self.items[at].end
            at += 1
        if self.kind(at) == "name":
            end_name = self.items[at].end
            party = Party(
                "person",
                item.start,
                end_name,
                Span(self.items[at].start, end_name),
                post=Span(start, end),
                unit=unit,
                marked=True,
            )
            return Chunk("party", party.start, end_name, parties=[party]), at + 1
        party = Party(
            "post",
            item.start,
            end,
            Span(item.start, end),
            post=Span(item.start, item.end),
            unit=unit,
            head=item.value.word,
        )
        return Chunk("party", item.start, end, parties=[party]), at

    def unit(self, index: int) -> tuple[Chunk, int] | None:
        """A unit by its name, or short by its head word ("Vụ", "nhà trường"); counted heads are groups."""
        at = index
        if (
            self.kind(at) == "group"
            and self.items[at].value.word in {"tập thể", "đơn vị"}
            and self.kind(at + 1) == "unit"
        ) or (
            self.kind(at) in {"group", "adverb", "beside"}
            and self.items[at].value.word in SPEAKERS
            and self.represented(at + 1)
        ):
            at += 1
        item = self.at(at)
        if item is None:
            return None
        if item.kind == "name" and (item.flags.get("place") or not item.flags.get("person")):
            name = self.text[item.start : item.end]
            if item.flags.get("single") and not (
                item.flags.get("place") or sum(char.isupper() for char in name) >= 2 or len(name) >= 7
            ):
                return None
            party = Party(
                "unit",
                item.start,
                item.end,
                Span(item.start, item.end),
                recipient="collective",
                place=bool(item.flags.get("place")),
            )
            return Chunk("party", party.start, party.end, parties=[party], flags={"loose": True}), at + 1
        if item.kind != "unit":
            return None
        party = self.party_of_unit(item)
        party.start = self.items[index].start
        at += 1
        if self.mark(at) == "(" and self.kind(at + 1) in {"name", "unit"} and self.mark(at + 2) == ")":
            inner = self.items[at + 1]
            if inner.kind == "name":
                party.alias = Span(inner.start, inner.end)
            else:
                party.unit = self.party_of_unit(inner)
            party.end = self.items[at + 2].end
            at += 3
        if (
            self.kind(at) == "of"
            and self.items[at].value.word in {"của", "thuộc", "trực thuộc"}
            and self.kind(at + 1) == "unit"
        ):
            party.unit = self.party_of_unit(self.items[at + 1])
            party.end = self.items[at + 1].end
            at += 2
        return Chunk("party", party.start, party.end, parties=[party]), at

    def place_name(self, at: int) -> bool:
        """A place that a post is of: "Chủ tịch Cuba", "Bí thư Hà Nội"."""
        item = self.items[at]
        return bool(item.flags.get("place")) or fold(self.text[item.start : item.end]) in lexicon().countries

    def represented(self, at: int) -> bool:
        item = self.at(at)
        return item is not None and (
            (item.kind == "unit" and item.flags.get("named")) or (item.kind == "name" and not item.flags.get("person"))
        )

    def group(self, index: int) -> tuple[Chunk, int] | None:
        """An unnamed group: count or quantifier, noun, modifiers, unit ("4/5 lãnh đạo Vụ", "hầu hết các phòng")."""
        quantity, quantifier, at = self.count(index)
        begin = at
        while self.words(at) in GROUP_PREFIXES and _is_group(self.at(at + 1)):
            at += 1
        item = self.at(at)
        if item is None:
            return None
        counted = quantity is not None or quantifier is not None
        kind: RecipientKind
        if item.kind == "unit" and counted and not item.flags.get("named"):
            kind = "collective"
        elif (
            not counted and item.kind == "group" and item.value.value == "collective" and not self.bare_collective(at)
        ) or (not counted and _also(item, "pronoun")):
            return None
        elif _also(item, "group") and item.kind in {"group", "prename", "pronoun", "post"}:
            kind = (item.value if item.kind == "group" else item.flags["also"]["group"]).value
        elif quantity is not None and (item.kind == "post" or self.abbreviated(at) or self.counted_people(at)):
            kind = "individual"
        elif quantifier is not None and quantifier.value.value == "each" and self.counted_people(at):
            kind = "individual"
        else:
            return None
        if not counted and (self.kind(at + 1) == "name" or (item.value.word in SPEAKERS and self.represented(at + 1))):
            return None
        if (
            not counted
            and item.kind == "group"
            and item.value.word in {"tập thể", "đơn vị"}
            and self.kind(at + 1) == "unit"
        ):
            return None
        party = Party(
            "group", self.items[index].start, item.end, Span(self.items[begin].start, item.end), recipient=kind,
            head=item.value.word if item.value else "",
        )  # fmt: skip
        if quantity:
            party.quantity, party.quantity_span = quantity.value, Span(quantity.start, quantity.end)
        if quantifier:
            party.quantifier, party.quantifier_span = quantifier.value.value, Span(quantifier.start, quantifier.end)
        return Chunk("party", party.start, party.end, parties=[party]), self.group_tail(party, at + 1)

    def counted_people(self, at: int) -> bool:
        """A pronoun or an occupation behind a number and before no name: "2 chị", "9/12 kiểm soát viên", "4 thầy, cô"."""
        item = self.items[at]
        if not (item.kind == "pronoun" or _also(item, "pronoun") or (item.kind == "prename" and item.value.value != "rank")):
            return False
        return self.kind(at + 1) != "name" and not (self.kind(at + 1) in {"prename", "post"} and self.kind(at + 2) == "name")

    def words(self, at: int) -> str:
        """The folded words of an item."""
        item = self.at(at)
        return "" if item is None else fold(self.text[item.start : item.end])

    def abbreviated(self, at: int) -> bool:
        """A counted abbreviation stands for people: "08 ĐVTN", "5 CBGV"."""
        item = self.items[at]
        word = self.text[item.start : item.end]
        return item.kind == "name" and word.isupper() and word.isalpha() and 3 <= len(word) <= 7

    def group_tail(self, party: Party, at: int) -> int:
        """More nouns and modifiers of a group, then its unit."""
        fillers = 0
        while True:
            kind = self.kind(at)
            if kind in {"group", "prename", "post"} and fillers == 0:
                pass
            elif self.mark(at) == "," and self.kind(at + 1) == self.kind(at - 1) == "prename" and self.kind(at + 2) != "name":
                at += 1
            elif self.mark(at) == "," and self.grouped(at + 1) and self.grouped(at - 1) and self.kind(at + 2) != "name":
                at += 1
            elif kind == "filler" and fillers < GROUP_FILLERS and self.noun_like(at) and self.words(at) not in POINTERS:
                fillers += 1
            else:
                break
            party.end = self.items[at].end
            party.name = Span(party.name.start, party.end)
            party.recipient = self.kind_with(party, at)
            at += 1
        if self.kind(at) == "unit":
            party.unit = self.party_of_unit(self.items[at])
            party.end = self.items[at].end
            return at + 1
        if self.kind(at) == "of" and self.kind(at + 1) == "unit":
            party.unit = self.party_of_unit(self.items[at + 1])
            party.end = self.items[at + 1].end
            return at + 2
        return at

    def kind_with(self, party: Party, at: int) -> RecipientKind:
        """The kind of a group with one more noun: "tập thể, cá nhân" is mixed."""
        item = self.items[at]
        if item.kind != "group" or self.mark(at - 1) not in {",", "/"} or item.value.value == party.recipient:
            return party.recipient
        return "mixed"

    def judged(self, index: int) -> tuple[Chunk, int] | None:
        """People told by their year's mark: "cho 4 đảng viên hoàn thành xuất sắc nhiệm vụ" are 4 people, no award."""
        quantity, _, at = self.count(index)
        item = self.at(at)
        before = self.out[-1].kind if self.out else ""
        if (
            item is None or item.kind != "award" or quantity is None or before not in {"to", "and", "have"}
            or not self.words(at).startswith(JUDGED)
        ):  # fmt: skip
            return None
        noun = self.words(at).split(" hoàn thành", maxsplit=1)[0]
        party = Party(
            "group", self.items[index].start, item.end, Span(item.start, item.start + len(noun)), head=noun,
            quantity=quantity.value, quantity_span=Span(quantity.start, quantity.end),
        )  # fmt: skip
        return Chunk("party", party.start, party.end, parties=[party]), at + 1

    def bare_collective(self, at: int) -> bool:
        """An uncounted "tập thể", "đơn vị" is a group only in "tập thể nào", as a heading, or beside another group."""
        after = self.at(at + 1)
        if self.items[at].value.word not in {"tập thể", "đơn vị", "tập thể nhỏ"} or after is None:
            return False
        return (
            after.kind == "and"
            or (isinstance(after.value, str) and after.value in {"nào", ":", ","})
            or self.kind(at - 1) == "and"
        )

    def grouped(self, at: int) -> bool:
        item = self.at(at)
        return item is not None and item.kind in {"group", "prename", "post"} and _also(item, "group")

    def noun_like(self, at: int) -> bool:
        """A filler belongs to the group's noun only where the group's clause goes on right after a few of them."""
        for ahead in range(at, min(at + GROUP_FILLERS, len(self.items))):
            if self.kind(ahead) != "filler":
                return self.kind(ahead) not in {"name", "quantity"}
        return False


def _is_group(item: Mention | None) -> bool:
    return item is not None and item.kind in {"group", "prename", "post"}


# Words behind a noun that point back: "3 đội viên nói trên".
POINTERS = frozenset(("nói", "kể", "nêu", "này", "trên", "ấy", "đó"))
# Marks of a year that name the people too.
JUDGED = ("đảng viên hoàn thành", "cán bộ hoàn thành", "công chức hoàn thành")
# What a group's noun can have before it: "7 cựu giáo viên", "3 nữ công nhân".
GROUP_PREFIXES = frozenset(("cựu", "nguyên", "nữ", "nam", "tân", "vị", "cặp"))
# Before a post: held no more, or not yet.
FORMER = frozenset(("nguyên", "cựu", "cố", "quyền", "hàm"))
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
# Who stands for a unit: "lãnh đạo Công ty X đón nhận", "đại diện Trường Y".
SPEAKERS = frozenset(("lãnh đạo", "đại diện", "ban lãnh đạo", "đại diện lãnh đạo", "tập thể lãnh đạo", "ban giám đốc"))
# A bracket that tells the parts of a total: "(tập thể Vụ 6, Phòng 12)", "(Cục: 5; các phòng: 9)".
PARTS = re.compile(r"\s*[^\d,;:()]+:?\s\d+(?:\s*[,;]\s*[^\d,;:()]+:?\s\d+)*\s*")
# Awards that may be followed by their giver without "của": "Bằng khen Thủ tướng", "Chiến sĩ thi đua tỉnh X".
GIVER_FOLLOWS = frozenset(("bang-khen", "giay-khen", "co-thi-dua", "chien-si-thi-dua"))
COUNT_NOUNS = frozenset(
    (
        "danh hiệu",
        "các danh hiệu",
        "danh hiệu cao quí",
        "tấm",
        "chiếc",
        "lá",
        "cái",
        "phần thưởng",
        "hình thức khen thưởng",
    )
)
