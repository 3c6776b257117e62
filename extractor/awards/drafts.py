"""A draft: an award phrase with its clause and status, before its recipients are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.awards.chunks import AwardPhrase, Chunk
from extractor.awards.clauses import Clause
from extractor.awards.status import StatusCue
from extractor.records import Status

__all__ = ["CREDIT", "FAR", "Draft", "told_elsewhere"]

# The photographer's name, with which the line under a picture ends.
CREDIT = re.compile(r"\s*[-–(.]?\s*(?:Ảnh|ẢNH|Nguồn ảnh)\s*:")


FAR = 400  # characters around an award that its clause's own words can stand in


@dataclass(slots=True)
class Draft:
    """`sentence` is the award's; `item` the list line that names the recipients, `elsewhere` the line that a list is
    about, where these are other sentences."""

    sentence: int
    clause: Clause
    award: AwardPhrase
    status: Status
    cue: StatusCue | None
    chunks: list[Chunk]
    item: int | None = None
    elsewhere: int | None = None

    @property
    def line(self) -> int:
        """The sentence that names the recipients: the list's line, else the award's own sentence."""
        return self.sentence if self.item is None else self.item

    @property
    def clause_line(self) -> int:
        """The sentence that a list's award stands under, which says who decided."""
        return self.sentence if self.elsewhere is None else self.elsewhere

    @property
    def at(self) -> int:
        """The sentence that short forms of recipients are resolved from."""
        return self.elsewhere if self.elsewhere is not None else self.line

    def is_posthumous(self, folded: str) -> bool:
        """Only where the clause's words in the folded text say so: "truy tặng", "truy phong"."""
        start = self.chunks[self.clause.start].start
        end = self.chunks[min(self.clause.end, len(self.chunks)) - 1].end
        words = folded[max(start, self.award.start - FAR) : min(max(end, self.award.end), self.award.end + FAR)]
        return "truy tặng" in words or "truy phong" in words


def told_elsewhere(drafts: Sequence[Draft]) -> set[int]:
    """The indexes of drafts that others tell in detail.

    A total whose members a list names ("… cho 3 tập thể và 5 cá nhân sau:") is told by the list; one whose classes
    follow ("11 Huân chương Lao động, trong đó 1 hạng Nhất, …") by its parts.
    """
    listed = {id(draft.award) for draft in drafts if draft.item is not None}
    parts: dict[tuple[int, str], int] = {}  # where the last class without a name of its own stands
    for draft in drafts:
        hit = draft.award.hit
        if hit.elliptic:
            key = draft.sentence, hit.award_id
            parts[key] = max(parts.get(key, -1), hit.start)
    out = set()
    for index, draft in enumerate(drafts):
        hit = draft.award.hit
        by_list = (
            draft.item is None
            and id(draft.award) in listed
            and all(party.kind == "group" for party in draft.clause.recipients)
        )
        if by_list or (hit.class_ is None and parts.get((draft.sentence, hit.award_id), -1) > hit.start):
            out.add(index)
    return out
