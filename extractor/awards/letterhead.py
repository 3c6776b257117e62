"""A decision's own number and date, as its letterhead has them: "Số: 208/QĐ-UBND", "Sa Lung, ngày 12 tháng 10 năm 2020"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.awards.tokens import DECISION
from extractor.language.times import TimeMention, find_times
from extractor.records import Span

if TYPE_CHECKING:
    from extractor.awards.context import Sentence

__all__ = ["Letterhead", "letterhead"]

HEAD = 25  # lines of a paper in which its letterhead stands
NUMBER = re.compile(rf"\s*số\s*:?\s*(?P<number>{DECISION.pattern})")
TITLE = re.compile(r"\s*quyết định(?:\s*:|\s+về\b.*)?\s*", re.DOTALL)  # a line of its own


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Where a decision's number and its date stand, in the normalised text."""

    number: Span
    time: TimeMention | None

    @property
    def date(self) -> Span | None:
        return None if self.time is None else Span(self.time.start, self.time.end)


def letterhead(text: str, folded: str, sentences: Sequence[Sentence]) -> Letterhead | None:
    """The letterhead of a text that is a decision, None for one that only tells of decisions."""
    number: Span | None = None
    for sentence in sentences[:HEAD]:
        if number is None and (found := NUMBER.match(folded, *sentence.span)) is not None:
            number = Span(*found.span("number"))
        elif number is not None and TITLE.fullmatch(folded, *sentence.span) and text.startswith("QUYẾT", sentence.span.start):
            # Among all that stands above the title: a line of place and day alone counts as the page's furniture.
            days = [time for time in find_times(folded[: sentence.span.start]) if time.iso is not None]
            return Letterhead(number, days[0] if len(days) == 1 else None)
    return None
