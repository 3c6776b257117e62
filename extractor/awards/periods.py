"""The years that an article gives for what it tells later: a paragraph's year, a term, "5 năm qua"."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from extractor.language.times import TimeMention, find_times
from extractor.records import Span

if TYPE_CHECKING:
    from extractor.awards.context import Sentence
    from extractor.awards.homes import Homes

__all__ = ["Dated", "Periods"]

OPENING = 4  # sentences in which an article says what it is about
AHEAD = 90  # characters before a year in which the words stand that say what the year is of
LIST = 12  # lines that a list's line may stand under its intro
HOLDS = 40  # sentences of a paragraph that a year at the head of one holds for
Dated = tuple[TimeMention, Span]  # a time and where it stands
ROUND = re.compile(r"(?<!\w)đợt này(?!\w)")
YEAR = re.compile(r"(?:19|20)\d\d")
# An event of the day: what is told of it happened now, not in a period named before.
EVENT = re.compile(
    r"(?<!\w)(?:tại (?:đại hội|hội nghị|buổi lễ|lễ|buổi gặp|cuộc gặp|chương trình|buổi)|dịp này|nhân dịp|sáng \d|chiều \d|tối \d|sáng nay|chiều nay|ngày \d|vừa qua|mới đây|hôm nay|hôm qua|cùng ngày|mới đây nhất|vừa được|vừa nhận|thừa ủy quyền|buổi lễ)(?!\w)"  # noqa: E501
)
RELATIVE = re.compile(
    r"(?<!\w)(?:nhiệm kì (?:qua|vừa qua|này)|giai đoạn (?:này|trên|qua)|(?:trong )?\d+ năm (?:qua|này|gần đây)|trong \d+ năm|thời gian này|trong nhiệm kì)(?!\w)"  # noqa: E501
)
CONSECUTIVE = re.compile(r"năm liền|liên tục|liên tiếp")
# Other years than the one before: "năm học vừa rồi", "năm nay".
OWN_YEAR = re.compile(r"(?<!\w)(?:năm (?:học )?(?:vừa rồi|vừa qua|nay|ngoái|trước|qua|tới|sau)|hiện nay|đến nay|hiện có)(?!\w)")
SUMS_UP = re.compile(r"(?<!\w)(?:tổng kết|danh sách|kết quả|thành tích|bình xét)(?!\w)(?! nhiệm kì)[^.;:]*$")
PLANS = re.compile(r"(?<!\w)(?:giao ước|đăng kí|phương hướng|kế hoạch|phát động|nhiệm vụ|chỉ tiêu)(?!\w)[^.;:]*$")
PERIODS = frozenset(("year", "years", "school_year", "term"))


class Periods:
    """Reads the times of sentences, each once."""

    def __init__(self, folded: str, sentences: list[Sentence], homes: Homes) -> None:
        self.homes = homes
        self.folded = folded
        self.sentences = sentences
        self._times: dict[int, list[TimeMention]] = {}
        self._opened: dict[int, Dated | None] = {}
        self._pointed: dict[int, Dated | None] = {}
        # The last term before each sentence that was asked for, named as one (True) or not (False).
        self._terms: dict[bool, list[Dated | None]] = {True: [None], False: [None]}

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

    def before(self, sentence: int) -> Dated | None:
        """The period that an earlier sentence opened and that still holds.

        Within a paragraph a year or a term at the head of a sentence holds for the sentences after it; across
        paragraphs only a term of several years does, in an article about a unit or about that term, and not for an event of the day.
        """
        if sentence not in self._opened:
            self._opened[sentence] = self._search(sentence)
        return self._opened[sentence]

    def _search(self, sentence: int) -> Dated | None:
        here = self.sentences[sentence]
        if OWN_YEAR.search(self.folded, *here.span):
            return None
        today = any(EVENT.search(self.folded, *self.sentences[index].span) for index in (sentence, *self.intro(sentence)))
        for index in range(sentence - 1, max(-1, sentence - 1 - HOLDS), -1):
            if self.sentences[index].paragraph != here.paragraph:
                break
            if (pointed := self.relative(index)) is not None and ROUND.search(self.folded, *self.sentences[index].span):
                return pointed
            if EVENT.search(self.folded, *self.sentences[index].span):
                return None
            for time in self.times(index):
                if self.holds(time, index):
                    return time, Span(time.start, time.end)
            if OWN_YEAR.search(self.folded, *self.sentences[index].span):
                return None
        if today:
            return None
        term = self.term_before(sentence, strict=True)
        if term is not None and self.homes.home is None and not self.opens(term):
            term = None
        return term or self.summed_up

    def opens(self, time: Dated) -> bool:
        """Whether a time stands in the opening of the article, which says what all of it is about."""
        return time[1].start < self.sentences[min(OPENING, len(self.sentences)) - 1].span.end

    def intro(self, sentence: int) -> list[int]:
        """The line before a list that ends in a colon, where a sentence is one of the list's lines."""
        for index in range(sentence - 1, max(-1, sentence - LIST), -1):
            if self.folded[: self.sentences[index].span.end].rstrip().endswith(":"):
                return [index]
        return []

    @cached_property
    def summed_up(self) -> Dated | None:
        """The year whose results an article tells: "tổng kết công tác năm 2018", "danh sách khen thưởng năm 2020"."""
        return self._opening(SUMS_UP)

    @cached_property
    def planned(self) -> Dated | None:
        """The year that an article makes plans for: "ký giao ước thi đua năm 2024", "đăng ký danh hiệu năm 2024"."""
        return self._opening(PLANS)

    def _opening(self, words: re.Pattern[str]) -> Dated | None:
        """The first year of the opening that stands right behind such words."""
        for index in range(min(OPENING, len(self.sentences))):
            for time in self.times(index):
                start = self.sentences[index].span.start
                if time.kind == "year" and words.search(self.folded[max(start, time.start - AHEAD) : time.start]):
                    return time, Span(time.start, time.end)
        return None

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
            if strict and self.folded[max(0, time.start - 12) : time.start].rstrip().endswith("riêng"):
                continue  # "tính riêng giai đoạn …": for this sentence alone
            if time.kind == "term" or (
                time.kind == "years" and (time.last or 0) - (time.first or 0) >= 3 and time.listed is None
                and (not strict or self.folded[max(0, time.start - 8) : time.start].rstrip(" (").endswith("năm"))
            ):  # fmt: skip
                return time, Span(time.start, time.end)
        return None

    def relative(self, sentence: int) -> Dated | None:
        """The term that a sentence points back to with "5 năm qua", "nhiệm kỳ qua", "giai đoạn này"."""
        if sentence not in self._pointed:
            span = self.sentences[sentence].span
            if ROUND.search(self.folded, *span) is not None:
                self._pointed[sentence] = self._round_before(sentence)
            else:
                points = RELATIVE.search(self.folded, *span)
                self._pointed[sentence] = None if points is None else self.term_before(sentence)
        return self._pointed[sentence]

    def _round_before(self, sentence: int) -> Dated | None:
        """The day of the round that "đợt này" points back to: "trao Huy hiệu Đảng đợt 7/11/2021"."""
        for index in range(sentence, max(-1, sentence - 4), -1):
            for time in self.times(index):
                if time.first is not None and "đợt" in self.folded[max(0, time.start - 8) : time.end]:
                    return time, Span(time.start, time.end)
        return None
