"""The other fields of a record: how many, who gave, when, by which decision, after death or not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from extractor.awards.catalogue import catalogue
from extractor.awards.chunks import Chunk, Party
from extractor.awards.context import Context
from extractor.awards.drafts import FAR, Draft
from extractor.awards.letterhead import Letterhead
from extractor.awards.lexicon import lexicon
from extractor.language.times import TimeMention
from extractor.records import Counted, Decision, Part, Period, Quantifier, Quantity, Span

__all__ = ["Fields"]

NUMBER_WORDS = {
    "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10
}  # fmt: skip
TIMES = re.compile(
    rf"(?<!hạng )(?<!\w)(\d+|{'|'.join(NUMBER_WORDS)})\s+(?:lần(?! (?:thứ|lượt))|năm (?:liền|liên tục|liên tiếp)|năm học liền"
    r"|năm qua (?:luôn|đều|liên tục)|lượt lần)"
)
# Right before a time these tell of something else than the award.
OTHER_EVENTS = re.compile(
    r"(?<!\w)(?:sinh|sinh ra|thành lập|vào ngành|nhập ngũ|tốt nghiệp|ra trường|ra đời|khởi nghiệp|kết hôn|nghỉ hưu|vào nghề|vào đảng"
    r"|tái lập|khởi công|ngày truyền thống|truyền thống|ngày thành lập|ngày sinh"
    r"|hoạt động|quê|(?:ra đời|thành lập|công tác|làm việc) (?:từ|vào|trong|ngày)|quyết định thành lập)"
    r"(?:\s+(?:từ|vào|ngày|trong|hồi))?\s*$"
)
PART = re.compile(r"([^\d,;]+?)\s*:?\s(\d+)(?=\s*(?:[,;]|$))")
DECIDED_STATUS = frozenset(("conferred", "revoked"))  # what a decision does; what it only proposes has no number yet
TURNS = re.compile(r"lượt")
LONG_NAME = 120  # characters of the longest name in quotes; what is longer is speech
BESIDE = 60  # characters before a clause, or after an award, in which "3 lần", "(2019, 2020)" still belong to it
# Who speaks for the state, whose orders the President confers.
STATE = (
    "chủ tịch nước", "nhà nước", "đảng", "phó chủ tịch nước", "hội đồng nhà nước", "hội đồng bộ trưởng", "chính phủ",
    "chủ tịch hồ chí minh", "quốc hội",
)  # fmt: skip
DECIDED = re.compile(r"(?<!\w)quyết định$")


class Marks:
    """What bounds an award's own words in a sentence's chunks: where others begin and end, semicolons, their times."""

    def __init__(self, chunks: list[Chunk]) -> None:
        awards = [award for chunk in chunks for award in chunk.awards]
        breaks = [chunk for chunk in chunks if chunk.kind == ";"]
        self.chunks = chunks
        self.starts = sorted([award.start for award in awards] + [chunk.start for chunk in breaks])
        self.ends = sorted([award.end for award in awards] + [chunk.end for chunk in breaks])
        self.last = max((award.start for award in awards), default=0)
        self.times = {award.time_span for award in awards}


class Fields:
    """Reads the fields of drafts; every field read adds its span. Offsets are those of the normalised text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.text = context.text
        self.folded = context.folded
        self._marks: dict[int, Marks] = {}  # by the id of the chunks, which each holds
        self._deciders: dict[int, Party | None] = {}

    # -- how many -------------------------------------------------------------------------------------------------

    def quantity(self, draft: Draft, party: Party, spans: dict[str, Span]) -> Quantity:
        """Counts of recipients come from the recipient's phrase, counts of awards from the award's."""
        own, award = party.quantity, draft.award.quantity
        if own is not None and award is not None and draft.clause.frame.id.startswith("list.recipient") and not party.implied:
            own = None
        count: int | None = None
        of: int | None = None
        counted: Counted = "recipients"
        quantifier: Quantifier | None = party.quantifier if party.quantifier != "plural" else None  # type: ignore[assignment]
        if own is not None:
            count, of, bound = own.value, own.of, own.bound
            if own.kind == "percent":
                count, bound = None, own.bound
                quantifier = "all" if own.value == 100 else quantifier
            quantifier = quantifier or bound
            counted = "awards" if TURNS.search(self.folded, party.start, party.end) else "recipients"
            if party.quantity_span is not None:
                spans["count"] = party.quantity_span
        elif award is not None and award.kind == "count" and not (party.quantifier == "each" and award.value == 1):
            count, counted = award.value, "awards"
            quantifier = award.bound or quantifier
            if draft.award.quantity_span is not None:
                spans["count"] = draft.award.quantity_span
        elif draft.award.quantifier is not None:
            quantifier, counted = draft.award.quantifier, "awards"  # type: ignore[assignment]
        if count is None and quantifier is None and party.kind in {"person", "unit", "post"}:
            count = 1
        return Quantity(count, of, counted, quantifier, self.times(draft), self.parts(draft, spans) if own is None else ())

    def parts(self, draft: Draft, spans: dict[str, Span]) -> tuple[Part, ...]:
        """The parts that a bracket after the award tells: "(tập thể Vụ 6, Phòng 12)"."""
        bracket = draft.award.parts
        if bracket is None:
            return ()
        spans["breakdown"] = bracket
        found = PART.finditer(bracket.of(self.text))
        return tuple(Part(match.group(1).strip(" :"), int(match.group(2))) for match in found)

    def times(self, draft: Draft) -> int | None:
        """How often each received: "3 lần", "5 năm liền", or as many as years are listed ("2019, 2020 và 2022")."""
        start, end = self.own_words(draft)
        found = TIMES.search(self.folded, start, end)
        if found is not None:
            words = found.group(1)
            return NUMBER_WORDS.get(words) or (int(words) if words.isdigit() and len(words) < 4 else None)
        own = draft.award.time
        if own is not None and own.listed and own.first and draft.award.quantity is None:
            return own.listed
        listed = [time.listed for time, span in self.times_of(draft) if time.listed and time.first and start <= span.start < end]
        return listed[0] if len(listed) == 1 and draft.award.quantity is None else None

    def own_words(self, draft: Draft) -> tuple[int, int]:
        """Where words about an award alone can stand: between the awards beside it, within its part of the sentence."""
        sentence = self.context.sentences[draft.sentence].span
        marks = self.marks(draft.chunks)
        start = max(sentence.start, draft.chunks[draft.clause.start].start - BESIDE, draft.award.start - FAR)
        end = min(sentence.end, draft.award.end + BESIDE)
        before = bisect_right(marks.ends, draft.award.start)
        behind = bisect_left(marks.starts, draft.award.end)
        start = max([start, *marks.ends[max(0, before - 1) : before]])
        end = min([end, *marks.starts[behind : behind + 1]])
        return min(start, draft.award.start), max(end, draft.award.end)

    def marks(self, chunks: list[Chunk]) -> Marks:
        """Where the awards of a sentence stand, read once for all of them."""
        if id(chunks) not in self._marks:
            self._marks[id(chunks)] = Marks(chunks)
        return self._marks[id(chunks)]

    # -- who gave ---------------------------------------------------------------------------------------------------

    def giver(self, draft: Draft, *, owned: bool) -> Span | None:
        """The words of who conferred. `owned`: the party behind the award's "của" holds the award and did not give it."""
        party = draft.clause.giver if owned else draft.award.giver or draft.clause.giver
        if party is not None and party is not draft.award.giver and not self.folded.startswith(STATE, party.start):
            party = self.decider(draft) or party
        if party is None or party.kind == "group" or self.only_presents(draft, party):
            party = self.decider(draft)
        if party is None:
            return None
        if party.kind == "person":
            if party.post is None:
                party = self.context.people.with_post(party) or party
            if party.post is None or not self.folded[party.post.start : party.post.end].startswith(lexicon().leaders):
                return None
            after = party.unit is not None and party.unit.start > party.post.start
            return Span(party.post.start, max(party.post.end, party.unit.end if party.unit is not None and after else 0))
        return Span(party.name.start, party.end if party.kind == "post" else party.name.end)

    def only_presents(self, draft: Draft, party: Party) -> bool:
        """Whether a party hands over what only the President confers."""
        if catalogue().awards[draft.award.hit.award_id].conferred_by != "Chủ tịch nước":
            return False
        if party.kind == "unit":
            return False
        return not self.folded[party.start : max(party.end, party.name.end)].startswith(STATE)

    def decider(self, draft: Draft) -> Party | None:
        """Whose decision it was: "Quyết định số 611/QĐ-CTN ngày 30/5/2022 của Chủ tịch nước"."""
        for index in {draft.sentence, draft.clause_line}:
            if index not in self._deciders:
                self._deciders[index] = self.decider_in(index)
            if (party := self._deciders[index]) is not None:
                return party
        return None

    def decider_in(self, index: int) -> Party | None:
        """Whose decision a sentence says that it was."""
        if not (self.context.of_kind(index, "decision") or "quyết định" in self.context.sentences[index].span.of(self.folded)):
            return None
        chunks = self.context.chunks(index)
        for at, chunk in enumerate(chunks):
            words = chunk.mention is not None and DECIDED.search(self.folded, max(0, chunk.start - 12), chunk.end)
            if chunk.kind != "decision" and not words:
                continue
            for ahead in range(at + 1, min(at + 6, len(chunks) - 1)):
                if chunks[ahead].kind == "of" and chunks[ahead + 1].kind == "party":
                    return chunks[ahead + 1].parties[0]
                if chunks[ahead].kind not in {"time", "filler", ",", "decision"}:
                    break
        return None

    def presenter(self, draft: Draft) -> Span | None:
        """Who only handed over, in somebody's name."""
        party = draft.clause.presenter
        if party is None and draft.clause.giver is not None and draft.clause.giver.kind == "person":
            party = draft.clause.giver
        return None if party is None else Span(party.start, max(party.end, party.name.end))

    # -- when and by what -------------------------------------------------------------------------------------------

    def period(self, draft: Draft, spans: dict[str, Span]) -> Period:
        """The years of a record: beside the award, else in its sentence, else what an earlier sentence opened."""
        if draft.award.time is not None and draft.award.time_span is not None:
            return self.as_period(draft.award.time, draft.award.time_span, spans, inherited=False)
        best = self.time_beside(draft)
        if best is not None:
            return self.as_period(*best, spans, inherited=False)
        inherited = self.context.periods.relative(draft.sentence)
        if inherited is None and draft.status in {"conferred", "revoked", "negated"}:
            inherited = self.context.periods.before(draft.sentence)
        if inherited is None and draft.status == "planned":
            inherited = self.context.periods.planned
        head = self.letterhead(draft)
        if inherited is None and head is not None and head.time is not None:
            inherited = head.time, Span(head.time.start, head.time.end)  # the date of the conferring decision counts
        return Period() if inherited is None else self.as_period(*inherited, spans, inherited=True)

    def times_of(self, draft: Draft) -> list[tuple[TimeMention, Span]]:
        """The times of a draft's sentence that can tell its years."""
        found = [
            (chunk.mention.value, Span(chunk.start, chunk.end))
            for _, chunk in self.context.of_kind(draft.sentence, "time")
            if chunk.mention is not None and chunk.mention.value.first is not None and not self.of_another_event(chunk)
        ]
        if draft.item is not None:  # the years that a list is about, not the days of its decisions
            return [one for one in found if not one[0].iso] or found
        return found

    def time_beside(self, draft: Draft) -> tuple[TimeMention, Span] | None:
        """The time of the sentence that is the award's: the last one before it, else the first one behind it that no
        other award follows."""
        best: tuple[TimeMention, Span] | None = None
        marks = self.marks(draft.chunks)
        later = marks.last > draft.award.end
        for time, span in self.times_of(draft):
            if span in marks.times or self.quoted(draft, span):
                continue
            if span.end <= draft.award.start or (best is None and not later):
                best = time, span
        return best

    def quoted(self, draft: Draft, span: Span) -> bool:
        """Whether a time stands in a name in quotes that is no award's: “Thực hiện tốt chính sách thuế năm 2016”."""
        begin = self.context.sentences[draft.sentence].span.start
        opened = self.text.rfind("“", begin, span.start)
        closed = self.text.find("”", opened)
        return 0 <= opened < span.start < closed < opened + LONG_NAME and not opened < draft.award.start < closed

    def of_another_event(self, chunk: Chunk) -> bool:
        """Whether a time tells of a birth, a founding, a first day at work: "sinh năm 1956", "vào ngành năm 2006"."""
        return OTHER_EVENTS.search(self.folded, max(0, chunk.start - 40), chunk.start) is not None

    def as_period(self, time: TimeMention, span: Span, spans: dict[str, Span], *, inherited: bool) -> Period:
        spans["period"] = span
        return Period(time.first, time.last, span.of(self.text), inherited)

    def decision(self, draft: Draft, spans: dict[str, Span]) -> Decision:
        """The number of the decision that the sentence names, with its date, or that an earlier sentence named for it."""
        place = self.own_decision(draft) or self.context.decision_before(draft)
        head = self.letterhead(draft)
        if place is None:
            return Decision() if head is None else self.as_decision(head.number, head, spans)
        sentence, index = place
        chunks = self.context.chunks(sentence)
        chunk = chunks[index]
        if head is not None and head.number.of(self.folded) == self.folded[chunk.start : chunk.end]:
            return self.as_decision(Span(chunk.start, chunk.end), head, spans)
        spans["decision"] = Span(chunk.start, chunk.end)
        for after in chunks[index + 1 : index + 4]:
            if after.kind == "time" and after.mention is not None and after.mention.value.iso:
                spans["decision_date"] = Span(after.start, after.end)
                return Decision(spans["decision"].of(self.text), after.mention.value.iso)
        return Decision(spans["decision"].of(self.text), None)

    def letterhead(self, draft: Draft) -> Letterhead | None:
        """The decision that the article itself is, for what a decision does."""
        return self.context.letterhead if draft.status in DECIDED_STATUS else None

    def as_decision(self, number: Span, head: Letterhead, spans: dict[str, Span]) -> Decision:
        """The decision that the article itself is."""
        spans["decision"] = number
        if head.date is not None:
            spans["decision_date"] = head.date
        return Decision(number.of(self.text), None if head.time is None else head.time.iso)

    def own_decision(self, draft: Draft) -> tuple[int, int] | None:
        """The decision of the award's sentence: the last before it, else the first behind it."""
        found = self.context.of_kind(draft.sentence, "decision")
        if draft.item is not None and len(found) > 1:
            return self.context.decision_for(draft.sentence, found, draft)
        before = [index for index, chunk in found if chunk.end <= draft.award.start]
        behind = [index for index, chunk in found if chunk.start >= draft.award.end]
        return (draft.sentence, (before[-1:] or behind[:1])[0]) if before or behind else None

