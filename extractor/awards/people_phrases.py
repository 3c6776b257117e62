"""People: titles, posts and units before a name, the name, and what stands behind it; pronouns."""

from __future__ import annotations

import re

from extractor.awards.chunks import Chunk, Party
from extractor.awards.lexicon import lexicon
from extractor.awards.relations import relations
from extractor.awards.syllables import SYLLABLE
from extractor.awards.tokens import Mention
from extractor.awards.unit_phrases import UnitPhrases, also
from extractor.language.fold import fold
from extractor.records import Span

__all__ = ["PeoplePhrases"]

HOUSEHOLDS = ("gia đình", "hộ gia đình", "hộ ông", "hộ bà")
REAL_NAME = re.compile(r"(?:tên thật|tên khai sinh|tức)(?: là)?:? ?")
KIN_BACK = 20  # characters before "ông" in which "con gái của" stands
WE = frozenset(("chúng tôi", "chúng ta"))  # who speaks for a unit


class PeoplePhrases(UnitPhrases):
    """Builds people."""

    def person(self, index: int) -> tuple[Chunk, int] | None:
        """Titles, posts and units before a name, the name, and posts or units after it."""
        at, post, unit, marked = index, None, None, False
        if self.kind(at) in {"quantity", "quantifier"} and self.prefixes_name(at + 1):
            at += 1
        occupation = None
        while True:
            item = self.at(at)
            if item is None:
                return None
            if item.kind == "prename" or (also(item, "prename") and item.kind in {"group", "pronoun", "post"}):
                entry = item.value if item.kind == "prename" else item.flags["also"]["prename"]
                if entry.value == "occupation" and occupation is None and entry.word not in lexicon().no_posts:
                    occupation = Span(item.start, item.end)
                marked = True
            elif item.kind == "pronoun" or (self.words(at) in HOUSEHOLDS and self.kind(at + 1) in {"prename", "pronoun", "post", "name"}):
                marked = True
            elif item.kind == "post":
                post = Span(post.start if post else item.start, item.end)
                marked = True
            elif item.kind == "unit" and post is not None:
                unit = self.party_of_unit(item)
            elif item.kind == "of" and post is not None and self.kind(at + 1) == "unit":
                pass
            elif item.kind == "filler" and occupation is not None and self.trade_of(at):
                occupation = Span(occupation.start, item.end)
            elif self.between_titles(at):
                pass
            elif self.former(at):
                post = Span(post.start if post else item.start, item.end)
            else:
                break
            at += 1
            if at - index > 8:
                return None
        item = self.items[at]
        called = marked and self.one_syllable(item) and self.kind(index) != "quantifier"  # "chị Nga", not "các chuyên gia Nga"
        if item.kind != "name" or (item.flags.get("place") and not called):
            return None
        if not (item.flags.get("person") or marked or self.has_post(at) or self.given_to(at)):
            return None
        party = Party("person", self.items[index].start, item.end, Span(item.start, item.end), marked=marked)
        party.post = post or occupation
        if self.words(index).startswith(HOUSEHOLDS):
            party.recipient = "household"
        party.unit = unit
        last = self.after_name(party, at + 1)
        return Chunk("party", party.start, party.end, parties=[party]), last

    def between_titles(self, at: int) -> bool:
        """Whether a comma stands between a rank and an occupation before one name: "Trung tá, bác sĩ Lò Văn Quẻ"."""
        before = self.at(at - 1)
        rank = before is not None and before.kind == "prename" and before.value.value == "rank"
        return rank and self.mark(at) == "," and self.prefixes_name(at + 1)

    def trade_of(self, at: int) -> bool:
        """Whether plain words go on with an occupation before a person's name: "kỹ thuật viên gây mê Lê Tôn Quyền"."""
        for ahead in range(at, at + 3):
            item = self.at(ahead)
            if item is not None and item.kind == "name" and item.flags.get("person"):
                return True
            if item is None or item.kind != "filler":
                return False
        return False

    def prefixes_name(self, at: int) -> bool:
        """Whether a title or occupation with a name right behind it stands here: "hai già làng Thào A Chứ"."""
        item = self.at(at)
        return item is not None and (item.kind == "prename" or also(item, "prename")) and self.kind(at + 1) == "name"

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

    def given_to(self, at: int) -> bool:
        """Whether a given name alone is whom a verb gives to: "đã tặng giấy khen cho Nhơng"."""
        word = self.text[self.items[at].start : self.items[at].end]
        told = self.kind(at - 1) == "to" and self.words(at - 1) == "cho" and bool(self.items[at].flags.get("single"))
        ends = self.kind(at + 1) in {"mark", ""}
        return told and ends and not word.isupper() and SYLLABLE.fullmatch(fold(word)) is not None

    def one_syllable(self, item: Mention) -> bool:
        """A country's name of one syllable is a given name too: "bà Anh", "chị Nga"."""
        name = self.text[item.start : item.end]
        return " " not in name and SYLLABLE.fullmatch(fold(name)) is not None

    def after_name(self, party: Party, at: int) -> int:
        """Appositions after a name: "(Trưởng khoa X)", ", Giám đốc Công ty Y,", "- Phó Vụ trưởng -"."""
        if self.mark(at) == "(":
            close = self.closing(at)
            if close is not None:
                self.real_name(party, at + 1, close)
                self.gloss(party, at + 1, close)
                at = close + 1
        if self.mark(at) == "," and self.words(at + 1).isdigit() and self.words(at + 2) == "tuổi":
            at += 3  # "ông A, 32 tuổi, …"
        at = self.past_kin(at)
        opener = self.mark(at)
        if opener in {",", "-", "–"} and self.words(at + 1) == "học" and (school := self.school(at + 2)) is not None:
            party.unit = party.unit or self.party_of_unit(self.items[school])
            return school + 1
        if not opener and at < len(self.items) and self.items[at].start - self.items[at - 1].end > 1:
            return self.apposition(party, at) or at  # the next column
        if opener in {",", "-", "–", "|"}:
            end = self.apposition(party, at + 1)
            if end is not None:
                end = self.wider_unit(party, end)
                if self.mark(end) == opener and not (opener == "," and self.starts_party(end + 1)):
                    end += 1
                return end
        return at

    def real_name(self, party: Party, at: int, close: int) -> None:
        """Takes the real name out of a bracket: "bà Tư Lành (tên thật Ngô Thị Lành, xã Viên An)"."""
        name = next((self.items[index] for index in range(at, min(at + 4, close)) if self.kind(index) == "name"), None)
        if name is not None and REAL_NAME.fullmatch(self.folded, self.items[at].start, name.start) is not None:
            party.name = Span(name.start, name.end)

    def past_kin(self, at: int) -> int:
        """The index behind a relation that a name is told by: "chị A, vợ anh, giáo viên …"."""
        if self.mark(at) != ",":
            return at
        for ahead in range(at + 1, min(at + 5, len(self.items))):
            item = self.items[ahead]
            if item.kind == "pronoun" or also(item, "pronoun"):
                found = lexicon().kin_before.search(self.folded, self.items[at].end, item.start)
                return ahead + 1 if found is not None and self.kind(ahead + 1) != "name" else at
        return at

    def school(self, at: int) -> int | None:
        """The place of the school where somebody learns: "A, học lớp 9A trường THCS X"."""
        for index in range(at, at + 4):
            item = self.at(index)
            if item is not None and item.kind == "unit" and item.flags.get("named") and item.value.word != "lớp":
                return index
        return None

    def wider_unit(self, party: Party, at: int) -> int:
        """The index after the unit that a person's post, or the part of a unit, belongs to: "tổ trưởng tổ ươm, Công ty X"."""
        item, inner = self.at(at + 1), relations().inner_parts
        if self.mark(at) != "," or item is None or item.kind != "unit" or not item.flags.get("named"):
            return at
        if not (party.unit is None or party.unit.head in inner) or self.mark(at + 2) not in {";", ".", ",", ")", "|", ""}:
            return at
        beside = self.kind(at + 2) == "and" and self.kind(at + 3) == "prename"  # "… và ông B"
        if self.kind(at + 2) not in {"mark", "", "passive", "adverb", "receive", "attain"} and not beside:
            return at
        if party.unit is None or item.value.word not in inner:
            party.unit = self.party_of_unit(item)
        party.end = item.end
        return at + 2

    def starts_party(self, at: int) -> bool:
        return self.kind(at) in {"prename", "name", "post", "unit", "pronoun", "group", "quantity", "award"}

    def gloss(self, party: Party, at: int, close: int) -> None:
        """Reads a post and a unit out of a bracket after a name."""
        for index in range(at, close):
            item = self.items[index]
            if item.kind == "post" and party.post is None:
                party.post = Span(item.start, item.end)
            elif item.kind == "unit" and item.flags.get("named") and party.unit is None and not (
                item.value.word in relations().areas and self.kind(index - 1) != "post"
            ):
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
            if (item.kind in {"post", "prename", "group"} or self.former(at)) and not (self.relative(at) or self.trade(at)):
                start = party.post.start if party.post and party.post.start >= self.items[begin].start else item.start
                party.post = Span(start, item.end)
            at += 1
        if at == begin or self.kind(at) == "name":
            party.post = party.post if at == begin else None
            return None
        party.end = self.items[at - 1].end
        return at

    def trade(self, at: int) -> bool:
        """Whether a word says what somebody is by trade, age or lot, which is no post: "em A, học sinh lớp 3"."""
        item = self.items[at]
        return item.kind in {"prename", "group"} and item.value.word in lexicon().no_posts

    def relative(self, at: int) -> bool:
        """ "người tử nạn", "người đầu tiên": a noun that a clause hangs on, no post."""
        return self.kind(at) == "group" and self.items[at].value.word == "người"

    def names_person(self, at: int) -> bool:
        """Whether the posts at `at` stand before the name of another person."""
        while self.kind(at) in {"post", "unit", "of", "prename"}:
            at += 1
        item = self.at(at)
        return item is not None and item.kind == "name" and not self.text[item.start : item.end].isupper()

    def relative_of(self, start: int, index: int) -> tuple[Chunk, int] | None:
        """Whom "vợ ông" means: who is named behind it ("Vợ ông, bà A, …"), else an unnamed person."""
        named = self.person(index + 2) if self.mark(index + 1) in {",", "-", "–", "là"} else None
        if named is not None:
            return named
        while self.out and self.out[-1].start >= start:  # "con gái của", read by itself
            self.out.pop()
        end = self.items[index].end
        party = Party("group", start, end, Span(start, end), recipient="individual", head=self.folded[start:end])
        return Chunk("party", start, end, parties=[party]), index + 1

    @staticmethod
    def short_person(item: Mention) -> Party:
        """Somebody called by no name."""
        return Party("person", item.start, item.end, Span(item.start, item.end), short=True)

    def titled_alone(self, index: int) -> bool:
        """A title without a name that a verb follows calls somebody who was named: "Hòa thượng đã được …"."""
        item = self.items[index]
        titled = item.kind == "prename" and item.value is not None and item.value.value in {"honorific", "rank"}
        goes_on = self.kind(index + 1) in {"passive", "adverb", "receive", "attain"} or self.words(index + 1) == "sinh"  # "Thiếu tá sinh năm 1983"
        return titled and goes_on and self.kind(index - 1) not in {"of", "to", "give"}

    def pronoun(self, index: int) -> tuple[Chunk, int] | None:
        item = self.items[index]
        if self.words(index) in WE:
            us = Party("unit", item.start, item.end, Span(item.start, item.end), short=True, recipient="collective", head="chúng tôi")
            return Chunk("party", us.start, us.end, parties=[us]), index + 1
        kin = lexicon().kin_before.search(self.folded, max(0, item.start - KIN_BACK), item.start)
        if kin is not None and (item.kind == "pronoun" or also(item, "pronoun")):
            return self.relative_of(kin.start(), index)
        if self.titled_alone(index):
            return Chunk("party", item.start, item.end, parties=[self.short_person(item)]), index + 1
        if not (also(item, "pronoun") and item.kind in {"pronoun", "prename", "group"}):
            return None
        if self.words(index + 1) == "nào":  # "chưa đồng chí nào": anybody, nobody told of before
            anybody = Party("group", item.start, item.end, Span(item.start, item.end), recipient="individual")
            return Chunk("party", item.start, item.end, parties=[anybody]), index + 1
        party = self.short_person(item)
        if self.kind(index + 1) == "name" and self.items[index + 1].flags.get("single"):
            party.end = self.items[index + 1].end
            party.name = Span(self.items[index + 1].start, party.end)
            party.short = False
            return Chunk("party", party.start, party.end, parties=[party]), self.after_name(party, index + 2)
        return Chunk("party", party.start, party.end, parties=[party]), index + 1
