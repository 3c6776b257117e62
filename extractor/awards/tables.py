"""Records of tables: each row under a header that tells its columns gives who received the award of its cell, of the
heading over it, or of the sentence that introduces the table.

`with_tables` is all that the engine calls: it puts the drafts of rows in the place of what was read of the same lines
as of any line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.awards.catalogue import catalogue
from extractor.awards.chunks import AwardPhrase, Chunk, Party
from extractor.awards.clauses import Clause
from extractor.awards.columns import Line, Row, Table, find_tables, marks, subject_of
from extractor.awards.context import Sentence
from extractor.awards.drafts import Draft
from extractor.awards.frames import list_frame
from extractor.awards.lexicon import lexicon
from extractor.language.fold import fold
from extractor.language.quantities import QuantityMention
from extractor.records import RecipientKind, Span, Status

if TYPE_CHECKING:
    from extractor.awards.engine import Reader

__all__ = ["with_tables"]

FRAME = replace(list_frame(), id="list.table")
LOOK_BACK = 10  # sentences before a table in which the sentence that introduces it is looked for
LONGEST_NAME = 6  # words of a person's name
CALLED = re.compile(r"^(?:ông|bà|anh|chị|đồng chí|đ/c|cô|thầy|cháu|em|cụ)\s+", re.IGNORECASE)
HEADED = re.compile(
    r"(?<!\w)(?:tên|stt|tt|tập thể|cá nhân|đơn vị|danh hiệu|hình thức|hộ|tác giả)(?!\w)\s*(?:\||\t|  |\n|$|[/(,])", re.MULTILINE
)
# Heads of units as they stand behind a post; the others are found as mentions.
HEADS = (
    "vụ|cục|chi cục|phòng|ban|sở|bộ|tổng cục|tổng công ti|công ti|trường|bệnh viện|viện|trung tâm|khoa|đội|tổ|văn phòng|ubnd|uỷ ban|xí nghiệp"
    "|nhà máy|tập đoàn|ngân hàng|học viện|hợp tác xã|đảng uỷ|đảng bộ|chi bộ|công an|huyện|thị xã|hội|liên đoàn|điện lực|thanh tra|báo|tạp chí"
)
# A table of an annex is spoken of by the sentence that points to it.
ANNEX = re.compile(r"\s*(?:phụ lục(?!\w)|\(?\s*(?:ban hành )?kèm theo)")
POINTS = re.compile(r"(?<!\w)(?:phụ lục|danh sách|kèm theo|sau đây|dưới đây)(?!\w)")
RESULT = re.compile(r"(?:(?:căn cứ|theo|trên cơ sở) )?kết quả(?!\w)")
CONFERS = re.compile(r"(?<!\w)(?:tặng|thưởng|trao|công nhận|phong|khen|danh sách|đạt(?! \d))(?!\w)")


def with_tables(reader: Reader, drafts: list[Draft]) -> list[Draft]:
    """The drafts of an article with those of its tables, in text order."""
    if not _may_hold(reader):
        return drafts
    found: list[Draft] = []
    rows: set[int] = set()
    totals: set[tuple[int, str]] = set()  # sentences that introduce a table, with the awards of its rows
    tables = _Tables(reader)
    for table in find_tables(reader.text, tables.lines, tables.names_award):
        read = list(tables.drafts(table))
        if read:
            found += read
            rows |= tables.sentences(table)
            intro = tables.intro(table)
            totals |= {(intro, draft.award.hit.award_id) for draft in read if intro is not None}
    if not found:
        return drafts
    kept = [draft for draft in drafts if draft.sentence not in rows and draft.item not in rows and not _is_total(draft, totals)]
    return sorted([*kept, *found], key=lambda draft: draft.line)


def _is_total(draft: Draft, totals: set[tuple[int, str]]) -> bool:
    """Whether a draft only sums up the rows of the table that it introduces: "… cho 3 tập thể, 5 cá nhân sau:"."""
    return (draft.sentence, draft.award.hit.award_id) in totals and all(party.kind == "group" for party in draft.clause.recipients)


def _may_hold(reader: Reader) -> bool:
    """A cheap first look: words of a header stand in the text."""
    return HEADED.search(reader.folded) is not None


@dataclass(slots=True)
class _Over:
    """What holds for the rows below: the award of a heading with its sentence, the kind of recipients, their unit."""

    award: tuple[AwardPhrase, list[Chunk], int] | None = None
    kind: str | None = None
    unit: Party | None = None


class _Tables:
    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.text = reader.text
        self.folded = reader.folded
        self.lines = list(self._lines())

    def _lines(self) -> Iterator[Line]:
        """The article's lines: blocks, or what line ends part where there are none."""
        before = -1
        for number, sentence in enumerate(self.reader.sentences):
            start, end = sentence.span
            if sentence.block == before and self.text.rfind("\n", start - 3, start) < 0:
                continue
            before = sentence.block
            stop = self.text.find("\n", start)
            yield Line(Span(start, stop if stop >= 0 else len(self.text)), number)
            del end

    def names_award(self, span: Span) -> bool:
        """Whether an award's name begins in a span."""
        return bool(self.reader.hits_of(*span))

    def sentences(self, table: Table) -> set[int]:
        """The sentences that a table's rows are made of."""
        first = table.header.line.sentence
        last = table.rows[-1].line.span.end
        out = set()
        for number in range(first, len(self.reader.sentences)):
            if self.reader.sentences[number].span.start >= max(last, *(cell.end for cell in table.rows[-1].cells)):
                break
            out.add(number)
        return out

    # -- from rows to drafts ------------------------------------------------------------------------------------------

    def drafts(self, table: Table) -> Iterator[Draft]:
        intro = self.intro(table)
        place = self.decided(table, intro)
        over = _Over()
        for row in table.rows:
            if row.heading:
                over = self.under(row, over)
                continue
            parties = self.parties(table, row, over)
            if not parties:
                continue
            for award, chunks, at, count in self.awards(table, row, over, intro):
                for draft in self.draft(row, award, chunks, at, parties, intro, count):
                    yield replace(draft, sentence=place) if place is not None and at != place else draft

    def draft(
        self,
        row: Row,
        award: AwardPhrase,
        chunks: list[Chunk],
        place: int,
        parties: list[Party],
        intro: int | None,
        count: int | None,
    ) -> Iterator[Draft]:
        entry = catalogue().awards[award.hit.award_id]
        if not entry.recorded:
            return
        at = next(number for number, chunk in enumerate(chunks) if award in chunk.awards)
        clause = Clause(at, FRAME, at, at + 1, parties)
        told = self.clause_of(place, award)
        if told is not None:
            clause.giver, clause.presenter = told.giver, told.presenter
        status = self.status(place, chunks, clause, award, intro)
        if status is None:
            return
        sentence = place if place != row.line.sentence or intro is None else intro
        if count is not None:
            mention = QuantityMention(award.start, award.start, "count", count)
            award = replace(award, quantity=mention)
        yield Draft(sentence, clause, award, status, None, chunks, item=row.line.sentence)

    def clause_of(self, place: int, award: AwardPhrase) -> Clause | None:
        """The clause that a sentence around the table reads the award in: it tells the giver."""
        sentence = self.reader.sentences[place]
        if not sentence.span.start <= award.start < sentence.span.end:
            return None
        return next((draft.clause for draft in self.reader.draft(place, sentence) if draft.award is award), None)

    def status(
        self, place: int, chunks: list[Chunk], clause: Clause, award: AwardPhrase, intro: int | None
    ) -> Status | None:
        """The status of the award's own line, else of the sentence that introduces the table."""
        for at in (place, intro):
            if at is None:
                continue
            span = self.reader.sentences[at].span
            if at == intro and RESULT.match(self.folded, span.start):
                continue  # "Kết quả bình xét …" is what came of it
            if at == intro and at != place and span.of(self.text).rstrip().endswith(".") and not self.points(span):
                continue  # a sentence of its own, about something else
            self.reader.read(self.reader.sentences[at])
            own = self.reader.own_status(self.reader.sentences[at], chunks, clause, award)
            if own == "none":
                return None
            if own != "conferred":
                return own
        return "conferred"

    def points(self, span: Span) -> bool:
        """Whether a sentence speaks of a list that comes with it."""
        return POINTS.search(self.folded, *span) is not None

    def intro(self, table: Table) -> int | None:
        """The last sentence before a table that names an award or says what is conferred."""
        first = table.header.line.sentence
        annexed = False
        for at in range(first - 1, max(-1, first - 1 - LOOK_BACK), -1):
            span = self.reader.sentences[at].span
            if annexed and not self.points(span):
                continue  # between an annex and the article that speaks of it stand other articles
            if self.names_award(span):
                return at
            if CONFERS.search(self.folded, *span) and "|" not in span.of(self.text):
                return at
            annexed = annexed or ANNEX.match(self.folded, span.start) is not None
        heads = [at for at in range(first) if self.reader.sentences[at].heading and self.names_award(self.reader.sentences[at].span)]
        return heads[-1] if heads else None

    def decided(self, table: Table, intro: int | None) -> int | None:
        """The sentence that tells the decision for a table: "(Kèm theo Quyết định số …)" over it, else its intro."""
        first = table.header.line.sentence
        for at in range(first - 1, max(-1, first - 4, (intro or 0) - 1), -1):
            if self.reader.context.of_kind(at, "decision"):
                return at
        return None

    def under(self, row: Row, over: _Over) -> _Over:
        """What a heading row changes for the rows under it."""
        cell = max(row.cells, key=lambda one: one.end - one.start if not self.names_award(one) else 0)
        whole = row.line.span if len(row.cells) == 1 else cell
        if len(row.cells) == 1 and self.names_award(whole):
            chunks = self.reader.read(self.reader.sentences[row.line.sentence])
            awards = [award for chunk in chunks for award in chunk.awards]
            if awards:
                return _Over((awards[-1], chunks, row.line.sentence), over.kind if subject_of(whole.of(self.text)) else None)
        kind = subject_of(whole.of(self.text))
        if kind is not None:
            return replace(over, kind=kind, unit=None)
        unit = self.unit(_without_marker(self.text, whole))
        return replace(over, unit=unit or over.unit)

    # -- the cells ----------------------------------------------------------------------------------------------------

    def chunks(self, span: Span) -> list[Chunk]:
        """A cell read like a sentence of its own."""
        return self.reader.read(Sentence(span, 0, 0))

    def awards(
        self, table: Table, row: Row, over: _Over, intro: int | None
    ) -> Iterator[tuple[AwardPhrase, list[Chunk], int, int | None]]:
        """The awards of a row: of its cell, of the columns that are marked, of the heading over it, of the intro."""
        cell = table.cell(row, "award")
        if cell is not None:
            chunks = self.chunks(cell)
            found = [award for chunk in chunks for award in chunk.awards]
            for award in found:
                yield award, chunks, row.line.sentence, None
            if found:
                return
        marked = list(self.marked(table, row))
        if marked or "mark" in table.roles:
            yield from marked
            return
        if over.award is not None:
            yield (*over.award, None)
            return
        if intro is not None:
            chunks = self.reader.read(self.reader.sentences[intro])
            for award in [award for chunk in chunks for award in chunk.awards][-1:]:
                yield award, chunks, intro, None

    def marked(self, table: Table, row: Row) -> Iterator[tuple[AwardPhrase, list[Chunk], int, int | None]]:
        """The awards that name a column in which a row has a mark or a number."""
        for number, role in enumerate(table.roles):
            if role != "mark" or number >= len(row.cells):
                continue
            words = fold(row.cells[number].of(self.text)).strip()
            count = int(words) if words.isdigit() and words != "0" and len(words) < 5 else None
            if count is None and words not in marks()["yes"]:
                continue
            chunks = self.chunks(table.header.cells[number])
            for award in [award for chunk in chunks for award in chunk.awards][:1]:
                yield award, chunks, table.header.line.sentence, count

    def parties(self, table: Table, row: Row, over: _Over) -> list[Party]:
        """Who a row names, with post and unit from their columns."""
        cell = table.cell(row, "name")
        if cell is None:
            return []
        cell = _without_marker(self.text, cell)
        named = [
            party
            for chunk in self.chunks(cell)
            for party in chunk.parties
            if party.kind in {"person", "unit"} and not party.short
        ]
        if over.kind == "individual":
            named = [party for party in named if party.kind == "person"]
        if over.kind in {"collective", "household"}:
            named = named if over.kind == "household" else [party for party in named if party.kind == "unit"][:1]
        if any(party.kind == "person" for party in named):
            named = [party for party in named if party.kind == "person"]
        people = "post" in table.roles or "post_unit" in table.roles
        whole = self.whole(cell, over.kind, people=people)
        cut = bool(named) and named[0].kind == "unit" and named[0].name != whole.name and named[0].start == whole.start
        if not named or cut or (named[0].kind == "unit" and self.is_person(whole, people=people and not named[0].head)):
            named = [whole]
        return [self.placed(table, row, over, party) for party in named]

    def whole(self, cell: Span, kind: str | None, *, people: bool) -> Party:
        """The party that a whole cell names, where none was recognised in it."""
        words = cell.of(self.text)
        called = CALLED.match(words)
        name = Span(cell.start + (called.end() if called else 0), cell.end)
        parts = name.of(self.text).split()
        surname = bool(parts) and fold(parts[0]) in lexicon().surnames
        looks = 2 <= len(parts) <= LONGEST_NAME and all(part[:1].isupper() for part in parts)
        person = kind == "individual" or (kind is None and looks and (surname or people or called is not None))
        recipient: RecipientKind = "household" if kind == "household" else "individual" if person else "collective"
        return Party("person" if person or kind == "household" else "unit", cell.start, cell.end, name, recipient=recipient)

    def is_person(self, party: Party, *, people: bool) -> bool:
        """Whether a cell is a person's name though its first word heads units as well ("Đoàn Thu Mây"), or is rare."""
        words = party.name.of(self.text).split()
        return party.kind == "person" and len(words) <= 4 and (people or fold(words[0]) in lexicon().surnames)

    def placed(self, table: Table, row: Row, over: _Over, party: Party) -> Party:
        """A party with the post and the unit of its row's columns."""
        post, unit = party.post, party.unit
        if party.kind == "person":
            cell = table.cell(row, "post_unit") or table.cell(row, "post")
            if cell is not None:
                told, stated = (cell, None) if "post" in table.roles and "unit" in table.roles else self.post(cell)
                post, unit = told or post, stated or unit
        cell = table.cell(row, "unit")
        if cell is not None:
            unit = self.unit(cell) or unit
        return replace(party, post=post, unit=unit or over.unit)

    def post(self, cell: Span) -> tuple[Span | None, Party | None]:
        """The post of a cell, and the unit where it names one: "Tổ trưởng, Điện lực Bình Sơn"."""
        at = self.unit_start(cell)
        unit = self.unit(Span(at, cell.end)) if at is not None else None
        if unit is None:
            parties = [party for chunk in self.chunks(cell) for party in chunk.parties]
            units = [party if party.kind == "unit" else party.unit for party in parties]
            unit = next((one for one in units if one is not None and not one.short and one.start > cell.start), None)
        end = min(unit.start if unit is not None else cell.end, cell.end)
        words = self.text[cell.start : end].rstrip(" ,;-–(")
        return (Span(cell.start, cell.start + len(words)) if words else None), unit

    def unit_start(self, cell: Span) -> int | None:
        """Where the unit begins in a cell of post and unit: behind a comma, or at a head of units behind the post."""
        words = cell.of(self.text)
        parted = re.search(r"[,;]\s+|\s+[-–]\s+|\s*\(", words)
        if parted is not None and words[parted.end() : parted.end() + 1].isupper():
            return cell.start + parted.end()
        for start in (match.start() for match in re.finditer(r"(?<=\s)\w", words)):
            folded = fold(words[start:])
            if words[start].isupper() and re.match(rf"(?:{HEADS})\b(?! (?:trưởng|phó)\b)", folded):
                return cell.start + start
        return None

    def unit(self, cell: Span) -> Party | None:
        """The unit that a cell names."""
        parties = [party for chunk in self.chunks(cell) for party in chunk.parties if party.kind == "unit"]
        if parties and parties[0].start == cell.start and parties[0].end >= cell.end:
            return parties[0]
        words = cell.of(self.text)
        if not words or not words[:1].isupper() or len(words) > 120:
            return parties[0] if parties else None
        return Party("unit", cell.start, cell.end, cell, recipient="collective", head=" ".join(fold(words).split()[:1]))


def _without_marker(text: str, cell: Span) -> Span:
    """A cell without "1. " or "- " before its words."""
    found = re.match(r"\s*(?:\d{1,3}\s?[.)/-]|[IVXLC]{1,5}[.)]|[-–+•])\s+", cell.of(text))
    return Span(cell.start + found.end(), cell.end) if found else cell
