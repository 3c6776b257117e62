"""Awards with what belongs to them: their count, "của <giver>", a year, classes and parts in brackets."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.awards.chunks import AwardPhrase, Chunk, Party
from extractor.awards.unit_phrases import UnitPhrases
from extractor.records import Span

__all__ = ["AwardPhrases"]

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


class AwardPhrases(UnitPhrases):
    """Builds award phrases."""

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
        while phrase.giver is not None and phrase.giver.kind == "unit" and (more := self.more_givers(at)):
            awards.append(replace(phrase, giver=more[0], end=more[0].end))
            at = more[1]
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
        if self.words(at).startswith("lần"):  # "Cờ thi đua lần thứ hai của UBND tỉnh"
            at = next((ahead for ahead in (at + 1, at + 2, at + 3) if self.kind(ahead) == "of"), at)
        if (office := self.office_behind(at)) is not None:
            phrase.giver, at = office
            phrase.end = phrase.giver.end
        elif self.kind(at) == "of" and self.items[at].value.word in {"của", "thuộc"}:
            giver = self.giver(at + 1)
            if giver is not None:
                phrase.giver, at = giver
                at = self.second_office(at)
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

    def office_behind(self, at: int) -> tuple[Party, int] | None:
        """An office that an award comes from: "bằng khen từ UBND tỉnh", "bằng khen trao tặng của Bí thư Thành ủy X"."""
        given = self.kind(at) == "give" and self.kind(at + 1) == "of"
        at += given
        if self.kind(at) != "of" or self.items[at].value.word != ("của" if given else "từ"):
            return None
        found = self.giver(at + 1)
        return found if found is not None and (found[0].head != "" or found[0].post is not None) else None

    def more_givers(self, at: int) -> tuple[Party, int] | None:
        """One more body that gives the same award: "bằng khen của Trung ương Đoàn, Bộ Y tế và Bộ Công an"."""
        item = self.at(at + 1)
        if item is None or item.kind != "unit" or not (item.flags.get("body") and (self.mark(at) == "," or self.kind(at) == "and")):
            return None
        found = self.giver(at + 1)
        return None if found is None or self.kind(found[1]) in {"give", "passive", "receive", "adverb", "recognise"} else found

    def second_office(self, at: int) -> int:
        """The index after a giver's other office: "Bộ trưởng X - Trưởng ban Chỉ đạo Y"."""
        if self.mark(at) not in {"-", "–"} or self.kind(at + 1) != "post":
            return at
        found = self.post(at + 1)
        return at if found is None or found[0].parties[0].kind == "person" else found[1]

    def giver(self, at: int) -> tuple[Party, int] | None:
        """The party after "của": a unit, a post with its unit, or a post with a person's name."""
        if at >= len(self.items):  # a sentence that breaks off behind "của"
            return None
        for build in (self.post, self.unit):
            found = build(at)
            if found is not None:
                chunk, last = found
                return chunk.parties[0], last
        return None
