"""Finds the names of awards in a text: one pass of Aho-Corasick over the squeezed text, then what belongs to a name.

The matcher knows names; their eras, levels, classes and the years of Huy hiệu Đảng are read from the text behind them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

import ahocorasick_rs

from extractor.awards.squeeze import any_of, loose, roughly, spellings, squeeze
from extractor.language.fold import UPPER, fold

__all__ = ["CLASSES", "AwardHit", "Naming"]

CLASSES = {"nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "i": 1, "ii": 2, "iii": 3, "1": 1, "2": 2, "3": 3}
RANK = r"(nhất|nhì|hai|ba|iii|ii|i|[123])"
CLASS = re.compile(rf"[\s,\"']*(?:các\s+)?hạng\s+{RANK}(?![\w/])|\s*\((?:hạng\s+)?{RANK}\)")
ELLIPTIC = re.compile(rf"(?<!\w)hạng\s+{RANK}(?![\w/])")
# "hạng Nhất, Nhì và Ba": the later classes without their own "hạng"; a small "ba" is a number but behind "nhì".
MORE_CLASSES = re.compile(r"(?:\s*[,/]\s*|\s+và\s+)(Nhất|[Nn]hì|Ba|III|II|I|(?<=nhì, )ba|(?<=nhì và )ba)(?!\w)")
# "các Huân chương Độc lập hạng Nhất, Nhì; Lao động hạng Nhất": an order without its noun.
OTHER_ORDER = re.compile(
    rf"(?<=[;,] )(?:và )?(lao động|độc lập|quân công|chiến công|kháng chiến|bảo vệ tổ quốc) hạng\s+{RANK}(?![\w/])"
)
BREAK = re.compile(r"[.!?…][\"”’)]?\s|\n")
GIVER_BEHIND = re.compile(r"\s+của\s")
BEFORE = re.compile(r"([^\W\d]+)\s+$")
YEARS = r"([3-9][05])"
# "nhiều huân, huy chương": orders and medals.
BOTH_ORDERS = re.compile(r"(?<!\w)huân(?=\s*[,/-]?\s*huy\s+chương(?!\w))")
PARTY_BADGE = re.compile(
    rf"huy hiệu\s+(?:cao quí\s+)?(?:đảng\s+)?(?:các\s+loại\s+|loại\s+)?\(?{YEARS}(?!\d)"
    rf"(?:(?:\s+năm)?(?:\s*,\s*|\s+và\s+|\s*-\s*){YEARS}(?!\d))*(?:\s+năm)?(?:\s+tuổi)?(?:\s+đảng)?"
)
LATER_YEARS = re.compile(rf"(?<![\w/]){YEARS}\s+năm(?:\s+tuổi\s+đảng|(?=\s+cho\s|\s*[,;:)]))")
# "Huy hiệu 60 năm" where the article speaks of Huy hiệu Đảng, and "- 45 năm: 4 đồng chí", "- Hạng Nhì: 3 đơn vị" in its list.
BADGE_ENDS = re.compile(r"\s*(?:[:;,.()\n]|cho\s|$)")
ITEM = re.compile(r"\n\s*[-+*•–▪●]\s*([^\n]*)")
ITEM_CLASS = re.compile(rf"(?:huy hiệu\s+|loại\s+)?(?:{YEARS}\s+năm(?:\s+tuổi\s+đảng)?|hạng\s+{RANK})\s*:")
GRADE = re.compile(
    r"giải\s+(nhất|nhì|ba|tư|a|b|c|khuyến khích|đặc biệt|vàng|bạc|đồng)\s+(?:của\s+|cuộc thi\s+)?[\"']?$"
)
SLUGS = {
    "lao động": "lao-dong", "độc lập": "doc-lap", "quân công": "quan-cong", "chiến công": "chien-cong",
    "kháng chiến": "khang-chien", "bảo vệ tổ quốc": "bao-ve-to-quoc",
}  # fmt: skip
SAME_LINE = r"[\"']?(?:[^\S\n]+|\n(?=cấp\s))"
NAME_GOES_ON = re.compile(rf"\s+[{UPPER}]")
CAPITALS = re.compile(rf"(?:\s+[{UPPER}][\w&-]*){{1,4}}")
QUOTED = re.compile(r"\s*\"[^\"\n]{4,90}\"")
CLOSING = re.compile(r"[^\"\n]{0,90}\"")
NEXT_WORD = re.compile(r"\s+([^\W\d]+)")
REACH = 160  # characters after a name within which its class may follow alone
WRAPPED = 50  # a line of this length is one that was wrapped


class AwardHit(NamedTuple):
    """An award named in a text: half-open offsets, its id, and its class (or the years of Huy hiệu Đảng).

    `elliptic` tells that only the class or the years stand there and the name stands before.
    """

    start: int
    end: int
    award_id: str
    class_: int | None
    elliptic: bool = False


class Named(Protocol):
    """What of an award its names need."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def classes(self) -> tuple[int, ...]: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def heads(self) -> tuple[str, ...]: ...
    @property
    def abbreviations(self) -> tuple[str, ...]: ...


class Naming:
    """A matcher over the names of awards, built from the catalogue and models/rules/award-names.toml.

    `levels` maps the folded words of a level to what it makes of a generic award; those that are `named` need "cấp"
    before them; `sectors` are the branches that may follow "ngành".
    """

    def __init__(
        self,
        awards: Iterable[Named],
        words: Mapping[str, Any],
        levels: Mapping[str, Mapping[str, str]],
        *,
        named: Iterable[str],
        sectors: Iterable[str],
    ) -> None:
        self._awards = {award.id: award for award in awards}
        self._levels = {squeeze(fold(word)).text: to for word, to in levels.items()}
        self._named_levels = frozenset(squeeze(fold(word)).text for word in named)
        self._level_pattern = re.compile(rf"{SAME_LINE}(cấp\s+)?{any_of(loose(word) for word in levels)}(?!\w)")
        self._sector = re.compile(rf"\s+{any_of(loose(name) for name in sectors)}(?!\w)")
        self._patterns: dict[str, str] = {}
        self._quoted: dict[str, str] = {}
        for award in self._awards.values():
            self._add(award)
        self._words = [*self._patterns, *(word for word in self._quoted if word not in self._patterns)]
        self._matcher = ahocorasick_rs.AhoCorasick(self._words)
        self._short = {word: award.id for award in self._awards.values() for word in award.abbreviations}
        self._short_words = list(self._short)
        self._short_matcher = ahocorasick_rs.AhoCorasick(self._short_words)
        self._weak = frozenset(words["weak_abbreviations"])
        self._beside = frozenset(words["beside_others"])
        self._weak_after = re.compile(rf"(?:\d|(?<!\w){any_of(map(fold, words['weak_after']))})\s*$")
        self._quoted_after = re.compile(rf"(?<!\w){any_of(map(fold, words['quoted_after']))}\s*[\"']$")
        self._tails = re.compile(rf"\s+{any_of(loose(word) for word in words['tails'])}(?!\w)")
        self._larger = re.compile(rf"(?<!\w){any_of(map(fold, words['larger_words']))}(?!\w)")
        self._no_class = frozenset(fold(word) for word in words["no_class_after"])
        self._open = frozenset(words["open_awards"])
        self._open_start = re.compile(rf"\s+{any_of(loose(word) for word in words['open_starts'])}(?!\w)")
        self._open_stops = frozenset(fold(word) for word in words["open_stops"])

    def _add(self, award: Named) -> None:
        """All spellings of an award's names; those with heads stand alone in quotes only."""
        for alias in award.aliases:
            for spelling in spellings(alias):
                for head in award.heads:
                    self._patterns.setdefault(f"{squeeze(fold(head)).text} {spelling}", award.id)
                (self._quoted if award.heads else self._patterns).setdefault(spelling, award.id)

    def triggers(self, recorded: Container[str]) -> tuple[set[str], set[str], set[str]]:
        """What one of these awards cannot be found without: its squeezed names, those that stand in quotes only, and
        its abbreviations."""
        names = {word for word, award_id in self._patterns.items() if award_id in recorded}
        if "huy-hieu-dang" in recorded:
            names.add("huy hiệu")  # PARTY_BADGE
        quoted = {word for word, award_id in self._quoted.items() if award_id in recorded}
        short = {word for word, award_id in self._short.items() if award_id in recorded and word not in self._beside}
        return names, quoted, short

    def find(self, text: str, folded: str) -> list[AwardHit]:
        """The awards named in a text, longest names first, without overlap, in order. `folded` is `fold(text)`."""
        spans = [*self._named(text, folded), *self._abbreviated(text, folded)]
        if "huân" in folded:
            spans += [(match.start(), match.start() + len("huân"), "huan-chuong") for match in BOTH_ORDERS.finditer(folded)]
        if "huy hiệu" in folded:
            spans += _party_badges(folded)
        if all(text[start:end] in self._beside for start, end, _ in spans):
            return []
        inside = {at for match in self._larger.finditer(folded) for at in range(match.start() + 1, match.end())} if spans else ()
        spans = sorted((span for span in spans if span[0] not in inside), key=lambda span: (span[0], -span[1]))
        hits: list[AwardHit] = []
        for start, end, award_id in spans:
            if not hits or start >= hits[-1].end:
                hits.append(self._complete(text, folded, start, end, award_id))
        return self._with_elliptic(text, folded, _with_grades(folded, hits, self._awards))

    def _named(self, text: str, folded: str) -> Iterable[tuple[int, int, str]]:
        """Spans of full names. A closing quote belongs to a name that holds the opening one."""
        if not self._matcher.find_matches_as_indexes(roughly(folded)):
            return
        squeezed = squeeze(folded)
        plain = squeezed.text
        for index, first, last in self._matcher.find_matches_as_indexes(plain, overlapping=True):
            if (first and plain[first - 1].isalnum()) or (last < len(plain) and plain[last].isalnum()):
                continue
            start, end = squeezed.origin(first), squeezed.origin(last - 1) + 1
            if (quote := folded[end : end + 1]) in {'"', "'"} and folded.count(quote, start, end) % 2:
                end += 1
            word = self._words[index]
            if word in self._patterns:
                if "\n" not in folded[start:end] or _wrapped(text, folded.index("\n", start)):
                    yield start, end, self._patterns[word]
            elif self._quoted_after.search(folded, max(0, start - 16), start) and folded[end : end + 1] in {'"', "'"}:
                yield start, end, self._quoted[word]

    def _abbreviated(self, text: str, folded: str) -> Iterable[tuple[int, int, str]]:
        """Spans of abbreviations, which are told by their capitals."""
        for index, start, end in self._short_matcher.find_matches_as_indexes(text, overlapping=True):
            if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
                continue
            short = self._short_words[index]
            award_id = self._short[short]
            if (
                short not in self._weak
                or self._weak_after.search(folded, max(0, start - 12), start)
                or self._level(text, folded, end, award_id)
                or GIVER_BEHIND.match(folded, end)
            ):
                yield start, end, award_id

    def _complete(self, text: str, folded: str, start: int, end: int, award_id: str) -> AwardHit:
        """Adds what stands right behind a name and belongs to it: an unknown name, an era, a level, a class."""
        if award_id == "huy-hieu-dang":
            return _party_badge(folded, start, end, self._awards[award_id].classes)
        if award_id in self._open:
            end = self._open_end(folded, start, end)
        if not CLASS.match(folded, end) and (tail := self._tails.match(folded, end)):
            end = tail.end()
        if level := self._level(text, folded, end, award_id):
            end, award_id = level
        if (match := CLASS.match(folded, end)) and CLASSES[match.group(1) or match.group(2)] in self._awards[
            award_id
        ].classes:
            return AwardHit(start, match.end(), award_id, CLASSES[match.group(1) or match.group(2)])
        return AwardHit(start, end, award_id, None)

    def _level(self, text: str, folded: str, end: int, award_id: str) -> tuple[int, str] | None:
        """The end of a level that stands behind a generic name, and the award that it makes of it.

        A level without "cấp" before a capital is the start of a giver's name ("Bằng khen Bộ Y tế"), but for a branch
        ("Chiến sĩ thi đua ngành Giáo dục").
        """
        match = self._level_pattern.match(folded, end)
        if match is None:
            return None
        word = squeeze(match.group(2)).text
        to = self._levels[word].get(award_id)
        if to is None:
            return None
        if word == "ngành" and (more := self._sector.match(folded, match.end()) or CAPITALS.match(text, match.end())):
            return more.end(), to
        if not match.group(1) and (word in self._named_levels or NAME_GOES_ON.match(text, match.end())):
            return None
        return match.end(), to

    def _open_end(self, folded: str, start: int, end: int) -> int:
        """The end of a name in quotes, or of one that starts like such names do, when the catalogue lacks it."""
        if quoted := QUOTED.match(folded, end):
            return quoted.end()
        if folded.count('"', start, end) % 2 and (closing := CLOSING.match(folded, end)):
            return closing.end()
        found = self._open_start.match(folded, end)
        if found is None:
            return end
        end = found.end()
        for word in NEXT_WORD.finditer(folded, end, end + 60):
            if word.start() != end or word.group(1) in self._open_stops:
                break
            end = word.end()
        return end

    def _with_elliptic(self, text: str, folded: str, hits: list[AwardHit]) -> list[AwardHit]:
        """Adds classes and years whose name stands before: "… hạng Ba và hạng Nhì", "… 45 năm cho 3 đồng chí"."""
        out: list[AwardHit] = []
        for index, hit in enumerate(hits):
            out.append(hit)
            stop = min(hits[index + 1].start if index + 1 < len(hits) else len(folded), hit.end + REACH)
            orders = self._other_orders(text, folded, hit, stop) if hit.award_id.startswith("huan-chuong-") else []
            stop = orders[0].start if orders else stop
            classes = self._awards[hit.award_id].classes
            if classes:
                out += self._more_of(text, folded, hit, stop)
            out += orders
            if classes:
                limit = hits[index + 1].start if index + 1 < len(hits) else len(folded)
                out += _in_items(folded, hit, out[-1].end, limit, classes)
        return out

    def _more_of(self, text: str, folded: str, hit: AwardHit, stop: int) -> list[AwardHit]:
        """The classes, or years of Huy hiệu Đảng, that stand alone between an award's name and `stop`."""
        classes = self._awards[hit.award_id].classes
        if ended := BREAK.search(folded, hit.end, stop):
            stop = ended.start()
        if hit.award_id == "huy-hieu-dang":
            found = [(*match.span(), int(match.group(1))) for match in LATER_YEARS.finditer(folded, hit.end, stop)]
        else:
            found = self._classes(text, folded, hit, stop)
        return [AwardHit(start, end, hit.award_id, number, True) for start, end, number in found if number in classes]

    def _other_orders(self, text: str, folded: str, hit: AwardHit, stop: int) -> list[AwardHit]:
        """Orders that share the noun of the one before, each with all its classes."""
        if ended := BREAK.search(folded, hit.end, stop):
            stop = ended.start()
        out: list[AwardHit] = []
        for match in OTHER_ORDER.finditer(folded, hit.end, stop):
            award_id = "huan-chuong-" + SLUGS[match.group(1)]
            out.append(AwardHit(match.start(1), match.end(), award_id, CLASSES[match.group(2)], True))
            out += [AwardHit(start, end, award_id, number, True) for start, end, number in _more_classes(text, match.end(), stop)]
        return out

    def _classes(self, text: str, folded: str, hit: AwardHit, stop: int) -> list[tuple[int, int, int]]:
        """Spans and numbers of the classes between a name and `stop`."""
        found = _more_classes(text, hit.end, stop) if hit.class_ else []
        for match in ELLIPTIC.finditer(folded, found[-1][1] if found else hit.end, stop):
            before = BEFORE.search(folded, max(hit.end, match.start() - 12), match.start())
            if before is None or before.group(1) not in self._no_class:
                found.append((*match.span(), CLASSES[match.group(1)]))
                found += _more_classes(text, match.end(), stop)
        return found


def _more_classes(text: str, at: int, stop: int) -> list[tuple[int, int, int]]:
    found = []
    while match := MORE_CLASSES.match(text, at, stop):
        found.append((*match.span(1), CLASSES[fold(match.group(1))]))
        at = match.end()
    return found


def _in_items(folded: str, hit: AwardHit, at: int, limit: int, classes: tuple[int, ...]) -> list[AwardHit]:
    """The classes or years that open the items of a list under an award's line, whose items go on until `limit`."""
    out: list[AwardHit] = []
    begin = folded.find("\n", at)
    while 0 <= begin < limit and (item := ITEM.match(folded, begin)) is not None:
        told = ITEM_CLASS.match(folded, item.start(1))
        number = 0 if told is None else int(told.group(1)) if told.group(1) else CLASSES[told.group(2)]
        if told is not None and number in classes and told.end() <= limit:
            out.append(AwardHit(item.start(1), told.end() - 1, hit.award_id, number, True))
        begin = item.end()
    return out


def _party_badges(folded: str) -> list[tuple[int, int, str]]:
    """Spans of Huy hiệu Đảng with years; without "Đảng" where the article says that elsewhere."""
    found = list(PARTY_BADGE.finditer(folded))
    named = "huy hiệu đảng" in folded or any("đảng" in match.group() for match in found)
    return [
        (*match.span(), "huy-hieu-dang")
        for match in found
        if "đảng" in match.group() or (named and match.group().endswith(" năm") and BADGE_ENDS.match(folded, match.end()))
    ]


def _party_badge(folded: str, start: int, end: int, tiers: tuple[int, ...]) -> AwardHit:
    """Huy hiệu Đảng with its years; of several years in one list the first."""
    found = PARTY_BADGE.match(folded, start)
    if found is None or int(found.group(1)) not in tiers:
        return AwardHit(start, end, "huy-hieu-dang", None)
    return AwardHit(start, max(end, found.end()), "huy-hieu-dang", int(found.group(1)), "đảng" not in folded[start : max(end, found.end())])


def _with_grades(folded: str, hits: list[AwardHit], awards: Mapping[str, Named]) -> list[AwardHit]:
    """ "Giải Nhất" before the name of a prize is its class, not a contest's prize of its own."""
    out: list[AwardHit] = []
    for hit in hits:
        grade = None
        if awards[hit.award_id].kind == "giai_thuong":
            grade = GRADE.search(folded, max(0, hit.start - 32), hit.start)
        if grade is None or grade.start() == hit.start:
            out.append(hit)
            continue
        while out and out[-1].end > grade.start():
            out.pop()
        out.append(hit._replace(start=grade.start(), class_=CLASSES.get(grade.group(1), hit.class_)))
    return out


def _wrapped(text: str, at: int) -> bool:
    """Whether the line break at `at` is inside a sentence: what follows is small, or the line before is long."""
    return text[at + 1 : at + 2].islower() or at - (text.rfind("\n", 0, at) + 1) >= WRAPPED
