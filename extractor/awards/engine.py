"""From an article to its award records: sentences with an award word, their mentions, clauses, status, assembly."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from extractor.awards.assembly import assemble
from extractor.awards.catalogue import AwardHit, catalogue
from extractor.awards.chunks import AwardPhrase, Chunk, Party
from extractor.awards.clauses import Clause, read_clauses
from extractor.awards.context import Context, Sentence
from extractor.awards.drafts import CREDIT, Draft
from extractor.awards.lexicon import lexicon
from extractor.awards.lists import (
    LIST_ITEM,
    MEMBERS,
    cell_parties,
    follower,
    heading_clause,
    introducer,
    is_row,
    item_parties,
    members,
    only_awards,
    opens_list,
    outside_brackets,
    row_parties,
    tells_holdings,
)
from extractor.awards.mentions import read_mentions
from extractor.awards.naming import CLASSES
from extractor.awards.people import given_names
from extractor.awards.phrases import chunk_sentence
from extractor.awards.recipients import members_of
from extractor.awards.scope import in_scope, tells_rule
from extractor.awards.status import StatusCue, decide_status, status_cues
from extractor.awards.tables import with_tables
from extractor.awards.tokens import tokenise
from extractor.language.fold import LOWER, UPPER, fold
from extractor.language.normalise import Normalised, normalise
from extractor.language.segment import Joins
from extractor.language.sentences import sentences
from extractor.records import Article, AwardRecord, Span, Status

__all__ = ["Reader", "extract_records"]

POINTED = re.compile(
    r"(?<!\w)(danh hiệu|lá cờ|cờ thi đua|huân chương|huy chương|bằng khen|giấy khen|phần thưởng|kỉ niệm chương)(?: cao quí| cao quý| vinh dự)?"
    r" (?:này|ấy|đó|nói trên)(?!\w)"
)
NOUNS = {
    "huân chương": "huan-chuong", "huy chương": "huy-chuong", "bằng khen": "bang-khen", "giấy khen": "giay-khen",
    "kỉ niệm chương": "k", "lá cờ": "co-", "cờ thi đua": "co-thi-dua",
}  # fmt: skip
INITIALS = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}]?\.$")
QUESTION = re.compile(
    r"(?<!\w)(?:có|được)(?!\w)[^.!?]*(?<!\w)không\s*\?[\s”\"]*$"
    r"|(?:phải không|hay không|được chưa|chăng|thế nào|ra sao)\s*\?[\s”\"]*$"
)
CLASS_LINE = re.compile(r"[-*+•\d.a-z)\s]{0,6}hạng (nhất|nhì|ba)\s*:?")
DENIAL = re.compile(r"[\s“\"]*(?:không|chưa)(?: phải| hề| đâu)?\s*[.!,]")
FRONTED = "award.fronted"
SUBJECT_OF = frozenset(("passive", "receive", "attain", "be", "adverb", "nominate"))
POINTS_BACK = 6  # awards back that "danh hiệu này" can point to
DEEP = 3  # lists within lists that a status reaches down to
CELLS_BEFORE = 5  # lines between a name and its award where a table was flattened to a cell a line
SKIPPED_BLOCKS = frozenset(("chrome", "byline"))


def extract_records(article: Article) -> list[AwardRecord]:
    """The award records of an article, in text order. An article without an award word costs one scan."""
    plain = normalise(article.text)
    folded = fold(plain.text)
    hits = catalogue().find(plain.text, folded)
    if not hits:
        return []
    reader = Reader(article, plain, folded, referred(folded, hits))
    if not reader.live:
        return []
    return assemble(article, plain, with_tables(reader, reader.drafts()), reader.context)


def referred(folded: str, hits: list[AwardHit]) -> list[AwardHit]:
    """The hits with those that only point back: "danh hiệu này", "tấm huân chương ấy" are the last award of that kind."""
    out: list[AwardHit] = []
    spans = {hit.start: hit for hit in hits}
    places = sorted({*spans, *(match.start() for match in POINTED.finditer(folded))})
    for start in places:
        pointed = POINTED.match(folded, start)
        own = spans.get(start)
        if out and start < out[-1].end:
            continue
        if own is not None and out and _alias(folded, out[-1], own):
            continue  # "Nghệ sĩ ưu tú (NSƯT)"
        if pointed is None or (own is not None and not catalogue().awards[own.award_id].generic):
            if own is not None:
                out.append(own)
            continue
        last = next((hit for hit in reversed(out[-POINTS_BACK:]) if _can_be(hit, pointed[1])), None)
        if last is not None:
            out.append(last._replace(start=start, end=pointed.end(), elliptic=False))
        elif own is not None:
            out.append(own)
    return out


def _alias(folded: str, before: AwardHit, hit: AwardHit) -> bool:
    """Whether a name stands in brackets right behind the same award's longer name."""
    return (
        before.award_id == hit.award_id
        and folded[before.end : hit.start].strip('" ') == "("
        and folded[hit.end : hit.end + 1] == ")"
    )


def _can_be(hit: AwardHit, noun: str) -> bool:
    """Whether a general noun can stand for an award named before."""
    kind = catalogue().awards[hit.award_id].kind
    return kind.startswith("danh_hieu") if noun == "danh hiệu" else hit.award_id.startswith(NOUNS.get(noun, ""))


def class_heading(folded: str) -> int | None:
    """The class that a line of a list is the heading of: "1. Hạng Nhì:"."""
    found = CLASS_LINE.fullmatch(folded.strip())
    return None if found is None else CLASSES[found[1]]


def of_class(draft: Draft, class_: int) -> Draft:
    """A draft of an award that has classes, with this one."""
    hit = draft.award.hit
    if class_ not in catalogue().awards[hit.award_id].classes:
        return draft
    return replace(draft, award=replace(draft.award, hit=hit._replace(class_=class_)))


class Reader:
    """Reads an article's sentences, each at most once."""

    def __init__(self, article: Article, plain: Normalised, folded: str, hits: list[AwardHit]) -> None:
        self.text = plain.text
        self.folded = folded
        self.hits = hits
        self.starts = [hit.start for hit in hits]
        self.live = any(self.may_be_given(hit) for hit in hits)
        self.given = given_names(self.text) if self.live else frozenset()
        self.sentences = self.split(article, plain) if self.live else []
        self.context = Context(self.text, folded, self.sentences, self.read)

    def split(self, article: Article, plain: Normalised) -> list[Sentence]:
        out: list[Sentence] = []
        if not article.blocks:
            return [Sentence(span, 0, 0) for span in sentences(self.text)]
        for number, block in enumerate(article.blocks):
            if block.kind in SKIPPED_BLOCKS:
                continue
            span = plain.from_user(block.span.start, block.span.end)
            for sentence in sentences(self.text, span.start, span.end):
                if out and self.goes_on(out[-1].span, sentence):
                    out[-1].span = Span(out[-1].span.start, sentence.end)
                    continue
                out.append(
                    Sentence(sentence, number, number, heading=block.kind in {"title", "heading"}, intro=block.intro)
                )
        return out

    def goes_on(self, last: Span, sentence: Span) -> bool:
        """Whether a line was broken behind somebody's initials: "chị Th." and, in small letters, "cũng là giáo viên …"."""
        return self.text[sentence.start].islower() and INITIALS.search(self.text, last.start, last.end) is not None

    def hits_of(self, start: int, end: int) -> list[AwardHit]:
        """The award names that begin in this range."""
        return self.hits[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def may_be_given(self, hit: AwardHit) -> bool:
        """A cheap first look: not out of scope, and no title worn right before a name ("NSND Trần Văn A")."""
        if not catalogue().awards[hit.award_id].recorded:
            return False
        worn = (
            hit.award_id in lexicon().worn_titles
            and self.text[hit.end : hit.end + 1] == " "
            and self.text[hit.end + 1 : hit.end + 2].isupper()
            and not self.folded.startswith("việt nam", hit.end + 1)
        )
        return not worn or self.folded[max(0, hit.start - 12) : hit.start].rstrip(' "').endswith("danh hiệu")

    def without_credit(self, start: int, end: int) -> int:
        """The end of a sentence without the photographer's name: "… - Ảnh: X"."""
        credit = CREDIT.search(self.text, start, end)
        return credit.start() if credit else end

    def read(self, sentence: Sentence) -> list[Chunk]:
        if sentence.chunks is None:
            start, end = sentence.span
            end = self.without_credit(start, end)
            awards = [hit for hit in self.hits_of(start, end) if hit.end <= end]
            sentence.tokens = tokenise(self.text, self.folded, start, end)
            # Words are told from pieces of words where an award is at stake; elsewhere names are all that is looked for.
            sentence.inside = Joins([token.text for token in sentence.tokens]) if awards else [False] * len(sentence.tokens)
            mentions = read_mentions(self.folded, sentence.tokens, sentence.inside, awards, self.given)
            sentence.chunks = chunk_sentence(self.text, self.folded, mentions)
        return sentence.chunks

    def drafts(self) -> list[Draft]:
        """The drafts of all sentences with an award word, and of the lists that such a sentence opens."""
        out: list[Draft] = []
        open_list: list[Draft] = []
        last: list[Draft] = []
        for index, sentence in enumerate(self.sentences):
            if last and (named := self.members(index, sentence, last)):
                out += named
                last = []
                continue
            if open_list and (class_ := class_heading(sentence.span.of(self.folded))) is not None:
                open_list = [of_class(draft, class_) for draft in open_list]
                continue
            items = self.item(index, sentence, open_list) if open_list else None
            out += items or []
            if any(self.may_be_given(hit) for hit in self.hits_of(*sentence.span)):
                found = self.draft(index, sentence) or ([] if items else self.award_item(index, sentence) or self.held(index, out))
                last = found
                out += found
                open_list = open_list if items else self.opened(index, sentence, found)
            elif items is None:
                open_list, last = [], []
        return out

    def members(self, index: int, sentence: Sentence, last: list[Draft]) -> list[Draft]:
        """The drafts of a sentence that names the members of the group that the sentence before told of."""
        start, end = sentence.span
        groups = [draft for draft in last if draft.clause.recipients and draft.clause.recipients[-1].kind == "group"]
        if not groups or self.hits_of(start, end) or MEMBERS.match(self.folded, start, end) is None:
            return []
        group = groups[-1].clause.recipients[-1]
        parties = [party for party in members(self.read(sentence)) if members_of(group, [party])]
        if not parties:
            return []
        return [replace(draft, clause=replace(draft.clause, recipients=parties, topic=False), item=index) for draft in groups[-1:]]

    def opened(self, index: int, sentence: Sentence, found: list[Draft]) -> list[Draft]:
        """The drafts that the lines after a sentence go on with, or none where it opens no list."""
        if not opens_list(self.text, sentence, follower(self.text, self.sentences, index)):
            return []
        if found:
            return [draft for draft in found if draft.clause.award == found[-1].clause.award]
        chunks = self.read(sentence)
        awards = [at for at, chunk in enumerate(chunks) if chunk.kind == "award"]
        if not awards or any(not catalogue().awards[a.hit.award_id].recorded for a in chunks[awards[-1]].awards):
            return []
        clause = heading_clause(awards[-1])
        told = [(award, self.status(index, chunks, clause, award)) for award in chunks[awards[-1]].awards]
        return [Draft(index, clause, award, status, None, chunks) for award, status in told if status != "none"]

    def award_item(self, index: int, sentence: Sentence) -> list[Draft]:
        """A line without a verb that names awards: a row with its recipient, or an item of a list or a table's cell
        whose recipient stands in a line before it."""
        chunks = self.read(sentence)
        if not is_row(self.text, sentence, chunks) or sentence.span.of(self.text).isupper():
            return []
        named = row_parties(chunks)
        if not named and self.heads_items(index, sentence):
            return []
        above = None if named else self.recipient_above(index, chunks)
        if not named and above is None:
            return []
        place = above[1] if above is not None else index
        out = []
        for clause, award in self.awards_of(chunks, named or ([above[0]] if above is not None else [])):
            status = self.status(place, self.read(self.sentences[place]), clause, award)
            if status != "none":
                out.append(Draft(index, clause, award, status, None, chunks, elsewhere=place))
        return out

    def awards_of(self, chunks: list[Chunk], parties: list[Party]) -> Iterator[tuple[Clause, AwardPhrase]]:
        """The awards of a line without a verb, each with the clause that these parties received it."""
        for at, chunk in enumerate(chunks):
            for award in chunk.awards if chunk.kind == "award" else ():
                clause = replace(heading_clause(at), recipients=parties)
                if catalogue().awards[award.hit.award_id].recorded and in_scope(award, clause, chunks, self.text, self.folded):
                    yield clause, award

    def held(self, index: int, before: list[Draft]) -> list[Draft]:
        """A sentence of nothing but awards, which goes on with what somebody holds: "Cùng với đó là 5 Cờ thi đua của Bộ",
        "Hai Bằng khen của Bộ trưởng; một Bằng khen của Thủ tướng năm 2017."."""
        chunks = self.read(self.sentences[index])
        holder = self.holder(index, before)
        if holder is None or not tells_holdings(chunks):
            return []
        return [
            Draft(index, clause, award, "conferred", None, chunks, elsewhere=index)
            for clause, award in self.awards_of(chunks, [holder])
            if self.own_status(self.sentences[index], chunks, clause, award) == "conferred"
        ]

    def holder(self, index: int, before: list[Draft]) -> Party | None:
        """Whose awards the sentence before told of, in the same paragraph: one person or unit."""
        last = before[-1] if before and before[-1].sentence == index - 1 else None
        if last is None or self.sentences[index].paragraph != self.sentences[index - 1].paragraph or last.status != "conferred":
            return None
        parties = last.clause.recipients
        return parties[0] if len(parties) == 1 and parties[0].kind in {"person", "unit"} else None

    def heads_items(self, index: int, sentence: Sentence) -> bool:
        """Whether the lines under an award's line say who received it."""
        below = follower(self.text, self.sentences, index)
        if below is None or not opens_list(self.text, sentence, below):
            return False
        return not any(self.may_be_given(hit) for hit in self.hits_of(*below.span)) and LIST_ITEM.match(below.span.of(self.text)) is not None

    def recipient_above(self, index: int, chunks: list[Chunk]) -> tuple[Party, int] | None:
        """Who a bare award line is about, and the line that says so: its list's intro, or the name in a cell above."""
        if not only_awards(self.text, chunks):
            return None
        if chunks and chunks[0].kind == "time" and (home := self.context.homes.home or self.context.homes.main) is not None:
            return home, index  # a line of a chronicle: "1996  Huân chương Lao động hạng Nhì"
        intro = self.list_intro(index)
        if intro is not None and (subject := self.list_subject(intro)) is not None:
            return subject, intro
        for at in range(index - 1, max(-1, index - CELLS_BEFORE), -1):
            parties = cell_parties(self.text, self.sentences[at], self.read(self.sentences[at]))
            if parties is None:
                return None
            if parties:
                return parties[0], at
        return None

    def list_intro(self, index: int) -> int | None:
        """The line that a list item stands under: the last one that ended in a colon, with only items between."""
        for at in range(index - 1, max(-1, index - 15), -1):
            words = self.sentences[at].span.of(self.text).rstrip()
            if words.endswith(":"):
                return at
            if LIST_ITEM.match(words) is None and len(words) > 120:
                return None
        return None

    def list_subject(self, intro: int) -> Party | None:
        """Whom an introducing line is about: "Đồng chí đã được tặng thưởng:"."""
        parties = [
            party for chunk in self.read(self.sentences[intro]) if chunk.kind == "party" for party in chunk.parties
        ]
        return next(
            (party for party in parties if party.kind in {"person", "unit"} and not party.body and not party.place),
            self.context.homes.home,
        )

    def status(self, index: int, chunks: list[Chunk], clause: Clause, award: AwardPhrase) -> Status | Literal["none"]:
        """The status that a line's cues give to an award of it, or of a list that it introduces, or else the status
        that the lines above it give to all that stands under them."""
        status = self.own_status(self.sentences[index], chunks, clause, award)
        above: int | None = index
        for _ in range(DEEP):
            above = introducer(self.text, self.sentences, above) if above is not None and status == "conferred" else None
            if above is not None:
                status = self.own_status(self.sentences[above], self.read(self.sentences[above]), clause, award)
        return status

    def own_status(
        self, sentence: Sentence, chunks: list[Chunk], clause: Clause, award: AwardPhrase
    ) -> Status | Literal["none"]:
        """The status that a line's cues give to an award of it, or of a list that it introduces."""
        cues = status_cues(sentence.tokens or [], sentence.inside)
        if sentence.span.start <= award.start < sentence.span.end:
            begin = min(award.start, chunks[min(clause.start, len(chunks) - 1)].start)
            status, _ = decide_status(cues, begin, award.start, award.end)
        else:
            status, _ = decide_status(cues, sentence.span.start, sentence.span.end, sentence.span.end)
        return status

    def item(self, index: int, sentence: Sentence, open_list: list[Draft]) -> list[Draft] | None:
        """The drafts of one line of a list, or None where the list has ended."""
        chunks = self.read(sentence)
        if any(chunk.kind == "award" for chunk in outside_brackets(chunks)):
            return None
        parties = item_parties(self.text, sentence, chunks)
        if parties is None:
            return None
        out = []
        for draft in open_list:
            clause = replace(draft.clause, recipients=parties, topic=False)
            if parties:
                out.append(replace(draft, clause=clause, item=index))
        return out

    def draft(self, index: int, sentence: Sentence) -> list[Draft]:
        chunks = self.read(sentence)
        if self.is_silent(index, sentence, chunks):
            return []
        cues = status_cues(sentence.tokens or [], sentence.inside)
        out = []
        for clause in read_clauses(chunks):
            for award in chunks[clause.award].awards:
                status, cue = self.decided(chunks, cues, clause, award)
                if clause.frame.status:
                    status = clause.frame.status
                elif status == "conferred" and (clause.frame.id.startswith("list.") or self.is_item(sentence, clause)):
                    status = self.status(index, chunks, clause, award)
                if not clause.recipients and sentence.span.of(self.text).isupper():
                    continue  # a heading that names an award names nobody
                if status != "none" and in_scope(award, clause, chunks, self.text, self.folded):
                    out.append(Draft(index, clause, award, status, cue, chunks))
        return out

    def is_silent(self, index: int, sentence: Sentence, chunks: list[Chunk]) -> bool:
        """Whether a sentence asks, is denied by the next one, or tells a rule."""
        return QUESTION.search(self.folded, *sentence.span) is not None or self.is_denied(index) or tells_rule(chunks, self.folded)

    def decided(
        self, chunks: list[Chunk], cues: list[StatusCue], clause: Clause, award: AwardPhrase
    ) -> tuple[Status | Literal["none"], StatusCue | None]:
        """The status that a sentence's cues give to an award of a clause, and the cue."""
        start = chunks[clause.start].start
        if clause.frame.id == FRONTED:  # "danh hiệu …, ông chưa bao giờ với tới": the verb stands behind
            behind = chunks[clause.end - 1].end
            return decide_status(cues, start, behind, behind)
        return decide_status(cues, start, award.start, award.end, self.next_subject(chunks, clause))

    def is_denied(self, index: int) -> bool:
        """Whether a sentence asks and the next one says no: "… được cấp Bằng Lao động sáng tạo? Không phải."."""
        if index + 1 >= len(self.sentences) or not self.text[: self.sentences[index].span.end].endswith("?"):
            return False
        return DENIAL.match(self.folded, self.sentences[index + 1].span.start) is not None

    def is_item(self, sentence: Sentence, clause: Clause) -> bool:
        """Whether a sentence is a list's item and the clause no aside in it, so that what stands above reaches it."""
        return LIST_ITEM.match(self.text, sentence.span.start) is not None and clause.frame.id != "bracket.award"

    @staticmethod
    def next_subject(chunks: list[Chunk], clause: Clause) -> int:
        """Where a clause with a subject of its own begins behind an award: what is said there is not said of it."""
        for at in range(clause.end + 1, len(chunks) - 1):
            if chunks[at].kind == "party" and chunks[at - 1].kind in {",", ";", "and"} and chunks[at + 1].kind in SUBJECT_OF:
                return chunks[at].start
        return chunks[-1].end
