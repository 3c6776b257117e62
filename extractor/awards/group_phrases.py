"""Unnamed groups: "4/5 lãnh đạo Vụ", "hầu hết các phòng", "2 chị", "tập thể, cá nhân"."""

from __future__ import annotations

from extractor.awards.chunks import Chunk, Party
from extractor.awards.lexicon import lexicon
from extractor.awards.tokens import Mention
from extractor.awards.unit_phrases import SPEAKERS, UnitPhrases, also
from extractor.records import RecipientKind, Span

__all__ = ["GROUP_PREFIXES", "GroupPhrases", "is_group"]

GROUP_FILLERS = 4  # how many plain words may belong to a group's noun: "cán bộ trẻ tiêu biểu", "lãnh đạo cấp phòng"
# Words behind a noun that point back: "3 đội viên nói trên".
POINTERS = frozenset(("nói", "kể", "nêu", "này", "trên", "ấy", "đó", "không", "chưa", "chẳng", "đã", "sẽ", "vẫn", "đang", "từng", "nào"))
# Heads of units' names that are groups where no name follows: "cán bộ, nhân dân địa phương".
PEOPLE = ("cán bộ", "nhân dân", "quân và dân", "quân dân", "đảng bộ, chính quyền", "đảng bộ và nhân dân")
# Groups that are one recipient without a number.
AUTHORS = frozenset(("nhóm tác giả", "nhóm nghiên cứu", "tập thể tác giả", "nhóm kỹ sư", "ê kíp", "êkíp"))
# Marks of a year that name the people too.
JUDGED = ("đảng viên hoàn thành", "cán bộ hoàn thành", "công chức hoàn thành")
# What a group's noun can have before it: "7 cựu giáo viên", "3 nữ công nhân".
GROUP_PREFIXES = frozenset(("cựu", "nguyên", "nữ", "nam", "tân", "vị", "cặp"))


def is_group(item: Mention | None) -> bool:
    return item is not None and item.kind in {"group", "prename", "post"}


class GroupPhrases(UnitPhrases):
    """Builds groups."""

    def group(self, index: int) -> tuple[Chunk, int] | None:
        """An unnamed group: count or quantifier, noun, modifiers, unit ("4/5 lãnh đạo Vụ", "hầu hết các phòng")."""
        quantity, quantifier, at = self.count(index)
        begin = at
        while self.words(at) in GROUP_PREFIXES and is_group(self.at(at + 1)):
            at += 1
        item = self.at(at)
        if item is None:
            return None
        counted = quantity is not None or quantifier is not None
        kind: RecipientKind
        several = quantity is not None and quantity.value.value is not None and (quantity.value.value > 1 or quantity.value.of is not None)
        small = item.kind == "unit" and several and self.text[item.start].islower() and not item.flags.get("body")
        beside = item.kind == "unit" and not item.flags.get("named") and (self.beside_group(at) or self.none_of(at))
        if beside or (item.kind == "unit" and not item.flags.get("named") and (counted or self.words(at).startswith(PEOPLE))) or small:
            kind = "collective"
        elif (
            not counted and item.kind == "group" and item.value.value == "collective" and not self.bare_collective(at)
        ) or (not counted and (also(item, "pronoun") or self.one_post(at))):
            return None
        elif also(item, "group") and item.kind in {"group", "prename", "pronoun", "post"}:
            kind = (item.value if item.kind == "group" else item.flags["also"]["group"]).value
        elif self.people_counted(at, quantity, quantifier):
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

    def none_of(self, at: int) -> bool:
        """ "không đơn vị nào", "chưa trường nào": none of a kind."""
        return self.words(at + 1) == "nào" and also(self.items[at], "group")

    def one_post(self, at: int) -> bool:
        """Whether a post without a number is one person's: "Hiệu trưởng tặng …", not "các hiệu trưởng", "viên chức"."""
        leads = self.items[at].kind == "post" and self.words(at).startswith((*lexicon().leaders, "trưởng ", "phó "))
        return leads and self.kind(at + 1) not in {"group", "post"} and self.mark(at + 1) != ","

    def people_counted(self, at: int, quantity: Mention | None, quantifier: Mention | None) -> bool:
        """Whether a number, or "mỗi", stands before a word for people that is no group's noun by itself."""
        if quantity is not None:
            return self.items[at].kind == "post" or self.abbreviated(at) or self.counted_people(at)
        return quantifier is not None and quantifier.value.value == "each" and self.counted_people(at)

    def counted_people(self, at: int) -> bool:
        """A pronoun or an occupation behind a number and before no name: "2 chị", "9/12 kiểm soát viên", "4 thầy, cô"."""
        item = self.items[at]
        if not (item.kind == "pronoun" or also(item, "pronoun") or (item.kind == "prename" and item.value.value != "rank")):
            return False
        return self.kind(at + 1) != "name" and not (self.kind(at + 1) in {"prename", "post"} and self.kind(at + 2) == "name")

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
            if (kind in {"group", "prename", "post"} or (kind == "unit" and self.mark(at - 1) == "," and self.grouped(at))) and fillers == 0:
                pass
            elif self.mark(at) == "," and self.nouns_beside(at):
                at += 1
            elif kind == "name" and fillers == 0 and party.quantity is not None and not self.items[at].flags.get("person"):
                pass  # "3 đại sứ MOS"
            elif kind == "filler" and fillers < GROUP_FILLERS and self.noun_like(at) and self.modifies(at):
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
        if self.kind(at) == "of" and self.kind(at + 1) == "quantifier" and self.kind(at + 2) == "unit":
            at += 1
        if self.words(at) == "toàn" and self.kind(at + 1) == "unit":  # "15 cá nhân toàn ngành"
            party.unit = self.party_of_unit(self.items[at + 1])
            party.end = self.items[at + 1].end
            return at + 2
        if self.kind(at) in {"of", "quantifier"} and self.kind(at + 1) == "unit":
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
        if self.items[at].value.word in AUTHORS:
            return True
        if self.items[at].value.word not in {"tập thể", "đơn vị", "tập thể nhỏ"} or after is None:
            return False
        return (
            after.kind == "and"
            or (isinstance(after.value, str) and after.value in {"nào", ":", ","})
            or self.kind(at - 1) == "and"
        )

    def nouns_beside(self, at: int) -> bool:
        """Whether nouns of one group stand on both sides of a comma: "cán bộ, công chức", "thầy, cô"."""
        if self.kind(at + 2) == "name":
            return False
        return (self.grouped(at + 1) and self.grouped(at - 1)) or self.kind(at + 1) == self.kind(at - 1) == "prename"

    def grouped(self, at: int) -> bool:
        item = self.at(at)
        if item is not None and item.kind == "unit" and not item.flags.get("named"):
            return also(item, "group")
        return item is not None and item.kind in {"group", "prename", "post"} and also(item, "group")

    def beside_group(self, at: int) -> bool:
        """Whether a bare head word stands beside a group's noun: "đơn vị và cá nhân", "tổ chức, cá nhân"."""
        if not also(self.items[at], "group"):
            return False
        after, before = self.at(at + 2), self.at(at - 2)
        return (
            (after is not None and after.kind == "group" and (self.kind(at + 1) == "and" or self.mark(at + 1) == ","))
            or (before is not None and before.kind == "group" and (self.kind(at - 1) == "and" or self.mark(at - 1) == ","))
        )  # fmt: skip

    def modifies(self, at: int) -> bool:
        """Whether a plain word can modify a noun: it neither points nor negates, and is no number."""
        return self.words(at) not in POINTERS and not self.words(at)[:1].isdigit()

    def noun_like(self, at: int) -> bool:
        """A filler belongs to the group's noun only where the group's clause goes on right after a few of them."""
        for ahead in range(at, min(at + GROUP_FILLERS, len(self.items))):
            if self.kind(ahead) != "filler":
                return self.kind(ahead) not in {"name", "quantity"}
        return False
