"""A draft: an award phrase with its clause and status, before its recipients are told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.awards.clauses import Clause
from extractor.awards.phrases import AwardPhrase, Chunk
from extractor.awards.status import StatusCue
from extractor.records import Status

__all__ = ["Draft", "listed_below", "split_by_class"]


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
    def at(self) -> int:
        """The sentence that short forms of recipients are resolved from."""
        return self.elsewhere if self.elsewhere is not None else self.line


def listed_below(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """A total whose members a list names ("… cho 3 tập thể và 5 cá nhân sau:") is told by the list."""
    if draft.item is not None or any(party.kind != "group" for party in draft.clause.recipients):
        return False
    return any(other.item is not None and other.award is draft.award for other in drafts)


def split_by_class(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """A total whose classes follow ("11 Huân chương Lao động, trong đó 1 hạng Nhất, …") is told by its parts."""
    hit = draft.award.hit
    return hit.class_ is None and any(
        other.sentence == draft.sentence
        and other.award.hit.elliptic
        and other.award.hit.award_id == hit.award_id
        and other.award.hit.start > hit.start
        for other in drafts
    )
