"""Units and posts: "Vụ Kế hoạch", "nhà trường", "Bộ trưởng Bộ Y tế"; and what all builders of phrases look at."""

from __future__ import annotations

from dataclasses import replace

from extractor.awards.chunks import Chunk, Party
from extractor.awards.lexicon import lexicon
from extractor.awards.relations import relations
from extractor.awards.tokens import Mention
from extractor.language.fold import fold
from extractor.records import Span

__all__ = ["SPEAKERS", "Items", "UnitPhrases", "also"]

SHARES = frozenset(("fraction", "percent"))  # what can stand before "trong số": "một nửa trong số cán bộ"
COMPANIES = ("ngân hàng", "công ty", "tổng công ty", "tập đoàn")  # what may be called by an abbreviation of other words
# Who stands for a unit: "lãnh đạo Công ty X đón nhận", "đại diện Trường Y".
SPEAKERS = frozenset(("lãnh đạo", "đại diện", "ban lãnh đạo", "đại diện lãnh đạo", "tập thể lãnh đạo", "ban giám đốc"))
# Before a post: held no more, or not yet.
FORMER = frozenset(("nguyên", "cựu", "cố", "quyền", "hàm"))

# Words that introduce a short form in a bracket.
SHORT_FOR = frozenset(("viết", "gọi", "tắt", "là", "sau", "đây", "dưới", "viết tắt", "gọi tắt"))


def also(mention: Mention, kind: str) -> bool:
    """Whether a mention is of a kind, or can be read as one."""
    return mention.kind == kind or kind in mention.flags.get("also", {})


class Items:
    """The mentions of a sentence, looked at by their place; places beyond the ends hold nothing."""

    def __init__(self, text: str, folded: str, mentions: list[Mention]) -> None:
        self.text = text
        self.folded = folded
        self.items = mentions
        self.kinds = [mention.kind for mention in mentions]
        self.out: list[Chunk] = []

    def at(self, index: int) -> Mention | None:
        return self.items[index] if 0 <= index < len(self.items) else None

    def kind(self, index: int) -> str:
        return self.kinds[index] if 0 <= index < len(self.kinds) else ""

    def mark(self, index: int) -> str:
        item = self.at(index)
        return item.value if item and item.kind == "mark" else ""

    def words(self, at: int) -> str:
        """The folded words of an item."""
        if not 0 <= at < len(self.items):
            return ""
        item = self.items[at]
        return self.folded[item.start : item.end]

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
            elif item.kind == "quantifier" and item.value.value == "plural":
                pass  # "phần lớn các khoa"
            elif quantity and item.kind == "filler" and item.value in {"lượt", "số"}:
                pass
            elif quantity and quantity.value.kind in SHARES and (behind := self.of_all(index)) is not None:
                quantity, index = self.share(quantity, behind)
                continue
            else:
                break
            index += 1
        return quantity, quantifier, index

    def of_all(self, at: int) -> int | None:
        """The index behind "trong số", "trong tổng số"."""
        at_number = at + 2 if self.words(at + 1) == "tổng" else at + 1
        return at_number + 1 if self.words(at) == "trong" and self.words(at_number) == "số" else None

    def share(self, quantity: Mention, at: int) -> tuple[Mention, int]:
        """A share with the whole that stands behind it, where one does: "30% trong số 120 cán bộ"."""
        item = self.at(at)
        if item is None or item.kind != "quantity" or item.value.kind != "count":
            return quantity, at
        whole = quantity.value._replace(of=item.value.value)
        return replace(quantity, value=whole, end=item.end), at + 1

    def closing(self, at: int) -> int | None:
        """The index of the bracket that closes the one at `at`, within the sentence."""
        for ahead in range(at + 1, min(at + 30, len(self.items))):
            if self.mark(ahead) == ")":
                return ahead
        return None


class UnitPhrases(Items):
    """Builds units and posts without a name."""

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
            elif unit is None and self.abbreviated_unit(at):
                name = Span(self.items[at].start, self.items[at].end)
                unit = Party("unit", name.start, name.end, name, recipient="collective")
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

    def abbreviated_unit(self, at: int) -> bool:
        """Whether one word in capitals behind a post is the unit's: "Chủ tịch Công đoàn BSX"."""
        item = self.at(at)
        return item is not None and item.kind == "name" and bool(item.flags.get("single")) and self.text[item.start : item.end].isupper()

    def former(self, at: int) -> bool:
        """ "nguyên", "cố" and the like right before a post."""
        return self.kind(at + 1) == "post" and self.words(at) in FORMER

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
        elif (staff := self.staff_of(at)) is not None:
            at = staff
        item = self.at(at)
        if item is None:
            return None
        if item.kind == "name" and (item.flags.get("place") or not item.flags.get("person")):
            name = self.text[item.start : item.end]
            coded = sum(char.isupper() or char.isdigit() for char in name)  # "XCO", "Z47"
            if item.flags.get("single") and not (item.flags.get("place") or coded >= 2 or len(name) >= 7):
                return None
            party = Party(
                "unit",
                item.start,
                item.end,
                Span(item.start, item.end),
                recipient="collective",
                place=bool(item.flags.get("place")),
                words=len(name.split()),
            )
            return Chunk("party", party.start, party.end, parties=[party], flags={"loose": True}), at + 1
        if item.kind != "unit":
            return None
        party = self.party_of_unit(item)
        party.start = self.items[index].start
        at += 1
        if self.mark(at) == "(" and (short := self.short_form(at + 1)) is not None:
            inner = self.items[short]
            if inner.kind == "name" or short > at + 1 or self.shortens(inner, party):
                party.alias = Span(inner.start, inner.end)
            else:
                party.unit = self.party_of_unit(inner)
            party.end = self.items[short + 1].end
            at = short + 2
        elif self.mark(at) == "(" and (close := self.closing(at)) is not None and self.within(at + 1, close):
            party.unit = party.unit or self.party_of_unit(self.items[at + 1])  # "Trung đoàn 9 (Sư đoàn 3, Quân khu 2)"
            party.end = self.items[close].end
            at = close + 1
        area = self.at(at)
        if party.alias is not None and area is not None and area.kind == "unit" and area.flags.get("named") and area.value.word in relations().areas:
            party.name, party.end = Span(party.name.start, area.end), area.end  # "Hội Liên hiệp Phụ nữ (LHPN) huyện X"
            at += 1
        if (
            self.kind(at) == "of"
            and self.items[at].value.word in {"của", "thuộc", "trực thuộc"}
            and self.kind(at + 1) == "unit"
        ):
            party.unit = self.party_of_unit(self.items[at + 1])
            party.end = self.items[at + 1].end
            at += 2
        return Chunk("party", party.start, party.end, parties=[party]), at

    def staff_of(self, at: int) -> int | None:
        """The place of the unit whose staff "tập thể lao động …" is: "tập thể lao động quốc tế Xí nghiệp X"."""
        if self.words(at) != "tập thể" or self.words(at + 1) not in {"lao động", "cán bộ"}:
            return None
        unit = next((ahead for ahead in range(at + 2, at + 5) if self.kind(ahead) not in {"filler", "group"}), at + 2)
        return unit if self.kind(unit) == "unit" and self.items[unit].flags.get("named") else None

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

    def within(self, at: int, close: int) -> bool:
        """Whether a bracket names only units, two or more: those that the one before it belongs to."""
        return close - at > 1 and all(
            (self.kind(inner) == "unit" and self.items[inner].flags.get("named")) or self.mark(inner) in {",", "-"}
            for inner in range(at, close)
        )

    def short_form(self, at: int) -> int | None:
        """The place of the short form that a bracket gives: "(LHPN)", "(viết tắt là KNM)", "(sau đây gọi là Công ty)"."""
        while self.kind(at) in {"filler", "be", "adverb", "beside"} and self.mark(at) == "" and self.words(at) in SHORT_FOR:
            at += 1
        return at if self.kind(at) in {"name", "unit"} and self.mark(at + 1) == ")" else None

    def shortens(self, inner: Mention, party: Party) -> bool:
        """Whether a unit in a bracket is the one before it in short: "Bảo hiểm xã hội tỉnh X (BHXH tỉnh)", "(Sở KH&CN)"."""
        first, *rest = self.text[inner.start : inner.end].split()
        words = party.name.of(self.folded).split()
        initials = "".join(word[0] for word in words if word != "và")
        if first.isupper() and len(first) > 2:
            company = not rest and inner.flags.get("body") and party.head.startswith(COMPANIES)  # "(BIDV)", of no Vietnamese words
            return bool(initials.startswith(fold(first)) or company)
        letters = ["".join(filter(str.isalpha, fold(word))) for word in rest if word.isupper()]
        return fold(first) == words[0] and any(initials.startswith(word, 1) or initials.endswith(word) for word in letters)

    def place_name(self, at: int) -> bool:
        """A place that a post is of: "Chủ tịch Cuba", "Bí thư Hà Nội"."""
        item = self.items[at]
        return bool(item.flags.get("place")) or self.folded[item.start : item.end] in lexicon().countries

    def represented(self, at: int) -> bool:
        item = self.at(at)
        return item is not None and (
            (item.kind == "unit" and item.flags.get("named")) or (item.kind == "name" and not item.flags.get("person"))
        )
