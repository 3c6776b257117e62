"""The way of a sentence through the stages, for whoever doubts a record or misses one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.awards.assembly import assemble_with_traits
from extractor.awards.catalogue import AwardHit, catalogue
from extractor.awards.chunks import AwardPhrase, Chunk
from extractor.awards.clauses import Clause, read_clauses, refusal
from extractor.awards.confidence import likely, weighed
from extractor.awards.context import Sentence
from extractor.awards.drafts import Draft, told_elsewhere
from extractor.awards.engine import Reader, referred
from extractor.awards.frames import frames, match_frame, symbols
from extractor.awards.recipients import Recipients
from extractor.awards.scope import in_scope
from extractor.awards.status import StatusCue, status_cues
from extractor.awards.tables import with_tables
from extractor.errors import InputError
from extractor.language.fold import fold
from extractor.language.normalise import normalise
from extractor.records import Article, AwardRecord, Span

__all__ = ["explain"]


def explain(article: Article, *, at: int | None = None, number: int | None = None) -> Iterator[str]:
    """Lines that tell how the article's sentences were read.

    `at` asks for the sentence that holds this offset of the user's text, `number` for the n-th sentence (from 1);
    without either every sentence with an award word is told. Raises InputError where there is no such sentence.
    """
    trace = _Trace(article)
    chosen = list(trace.chosen(at, number))
    if not chosen:
        count = len(trace.sentences)
        if at is None and number is None:
            yield f"nothing came: none of the {count} sentences names an award of the catalogue (extract awards WORDS)"
            return
        wish = f"no sentence holds the offset {at}" if at is not None else f"there is no sentence {number}"
        raise InputError(f"{wish}; the article has {count} sentences in {len(article.text)} characters")
    for index in chosen:
        yield from trace.sentence(index)
        yield ""


class _Trace:
    """An article that was read, with what each stage made of it."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.plain = normalise(article.text)
        folded = fold(self.plain.text)
        self.hits = catalogue().find(self.plain.text, folded)
        self.reader = Reader(article, self.plain, folded, referred(folded, self.hits))
        self.sentences: Sequence[Sentence] = self.reader.sentences or self.reader.split(article, self.plain)
        self.drafts = with_tables(self.reader, self.reader.drafts())
        described = assemble_with_traits(article, self.plain, self.drafts, self.reader.context)
        self.all_records = [record for record, _ in described]  # also those that are too unlikely to be told
        self.traits = {id(record): traits for record, traits in described}
        self.passed_over = told_elsewhere(self.drafts)

    def chosen(self, at: int | None, number: int | None) -> Iterator[int]:
        """The indexes of the sentences that are asked for."""
        place = None if at is None else self.plain.from_user(at, at + 1).start
        for index, sentence in enumerate(self.sentences):
            start, end = sentence.span
            if (
                start <= place < end if place is not None
                else index + 1 == number if number is not None
                else any(start <= hit.start < end for hit in self.hits)
            ):  # fmt: skip
                yield index

    def sentence(self, index: int) -> Iterator[str]:
        sentence = self.sentences[index]
        user = self.plain.to_user(*sentence.span)
        yield f"sentence {index + 1} [{user.start}, {user.end}]  {self.words(sentence.span)}"
        if not self.reader.live:
            yield from self.silent_hits(sentence)
            return
        yield from self.mentions(sentence)
        found = [record for record in self.all_records if self.stands_in(record, sentence)]
        for record in found:
            yield from self.record(index, record)
        if not found:
            yield from self.nothing(index, sentence)

    def words(self, span: Sequence[int]) -> str:
        """The words of a span of the normalised text, on one line."""
        return " ".join(self.reader.text[span[0] : span[1]].split())

    def stands_in(self, record: AwardRecord, sentence: Sentence) -> bool:
        """Whether a record's award or recipient was read in a sentence."""
        user = self.plain.to_user(*sentence.span)
        return record.evidence.sentence == user or user.start <= record.evidence.spans["award"].start < user.end

    # -- mentions, clauses, frames, status ----------------------------------------------------------------------------

    def mentions(self, sentence: Sentence) -> Iterator[str]:
        """The mentions of a sentence, the cues of its status, and each award's way."""
        chunks = self.reader.read(sentence)
        told = [f"{chunk.kind}:{self.words((chunk.start, chunk.end))}" for chunk in chunks if chunk.kind != "filler"]
        yield "  mentions " + " | ".join(told)
        cues = status_cues(sentence.tokens or [], sentence.inside)
        for cue in cues:
            ends = "ends the reach of others" if cue.status == "stop" else f"works {cue.direction}"
            yield f"  cue      {cue.status} ({cue.word!r}, {ends})"
        line = symbols(chunks)
        clauses = read_clauses(chunks)
        for at, chunk in enumerate(chunks):
            if chunk.kind != "award":
                continue
            before = [clause for clause in clauses if clause.award < at]
            clause = next((clause for clause in clauses if clause.award == at), None)
            ids = ", ".join(dict.fromkeys(award.hit.award_id for award in chunk.awards))
            yield f"  award    {self.words((chunk.start, chunk.end))!r}: {ids}"
            yield from self.frames(chunks, line, at, before, clause)
            if clause is not None:
                yield from self.clause(chunks, clause, cues)

    def frames(self, chunks: list[Chunk], line: str, at: int, before: list[Clause], used: Clause | None) -> Iterator[str]:
        """Which frames were tried for an award in their order, and what became of those that fit."""
        fired = None if used is None or used.chained else used.frame.id
        refused, later = [], []
        for frame in frames():
            match = match_frame(frame, line, at)
            if match is None:
                continue
            why = refusal(chunks, line, match, at, list(before))
            if why is not None:
                refused.append((frame.id, why))
            elif frame.id != fired:
                later.append(frame.id)
        order = [frame.id for frame in frames()]
        count = order.index(fired) + 1 if fired in order else len(order)
        yield f"           frames   {count} of {len(order)} tried" + (f", {fired} fired" if fired else ", none fired")
        for frame_id, why in refused:
            yield f"                    {frame_id} fits, but {why}"
        if later:
            yield f"                    that come later and would fit too: {', '.join(later)}"

    def clause(self, chunks: list[Chunk], clause: Clause, cues: list[StatusCue]) -> Iterator[str]:
        """A clause: how far it reaches, its roles, and the status of its awards."""
        start, end = chunks[clause.start].start, chunks[min(max(clause.end, clause.award + 1), len(chunks)) - 1].end
        how = ", which goes on with the clause before" if clause.chained else ""
        yield f"           clause   {self.words((start, end))!r}, by {clause.frame.id}{how}"
        for award in chunks[clause.award].awards:
            yield f"           status   {self.status(chunks, clause, cues, award)}"
        who = ", ".join(self.words(party.name) for party in clause.recipients)
        yield f"           roles    recipient: {who or 'looked for in the sentences before'}" + "".join(
            f"; {role}: {self.words(party.name)}"
            for role, party in (("giver", clause.giver), ("presenter", clause.presenter))
            if party is not None
        )

    def status(self, chunks: list[Chunk], clause: Clause, cues: list[StatusCue], award: AwardPhrase) -> str:
        """The status of an award and what decided it."""
        status, cue = self.reader.decided(chunks, cues, clause, award)
        if clause.frame.status:
            return f"{clause.frame.status}: the frame {clause.frame.id} says so"
        if cue is None:
            return f"{status}: no cue reaches it"
        return f"{status}: the cue {cue.word!r} reaches it"

    # -- records ------------------------------------------------------------------------------------------------------

    def record(self, index: int, record: AwardRecord) -> Iterator[str]:
        """A record, the words of its fields, and from which other sentences they came."""
        who = record.recipient.name or f"({record.recipient.group})"
        yield f"  record   {record.award.id} {record.status} {who}, by {record.rule}, confidence {record.confidence}"
        here: list[str] = []
        elsewhere: list[str] = []
        for name, span in record.evidence.spans.items():
            place = self.place(span)
            told = f"{name} {' '.join(span.of(self.article.text).split())!r}"
            (here if place == index else elsewhere).append(told if place == index else f"{told} from sentence {place + 1}")
        yield f"           read here: {', '.join(here) or 'nothing'}"
        if elsewhere:
            yield f"           inherited: {', '.join(elsewhere)}"
        yield f"           traits:    {', '.join(f'{name} {weight:+.2f}' for name, weight in weighed(self.traits[id(record)]))}"
        if not likely(record.confidence):
            yield "           left out: rather wrong than right (models/rules/confidence.toml)"
        yield from (f"           warning: {warning}" for warning in record.warnings)

    def place(self, span: Span) -> int:
        """The sentence in which a span of the user's text begins."""
        start = self.plain.from_user(span.start, span.end).start
        return max((index for index, sentence in enumerate(self.sentences) if sentence.span.start <= start), default=0)

    # -- why nothing came ---------------------------------------------------------------------------------------------

    def nothing(self, index: int, sentence: Sentence) -> Iterator[str]:
        """Why a sentence gave no record: one line for each award that it names."""
        drafts = [(at, draft) for at, draft in enumerate(self.drafts) if index in {draft.sentence, draft.item}]
        if drafts:
            yield from dict.fromkeys(f"  nothing  {self.lost(at, draft)}" for at, draft in drafts)
            return
        chunks = self.reader.read(sentence)
        if self.reader.is_silent(index, sentence, chunks):
            yield "  nothing  the sentence asks, is denied by the next one, or tells a rule"
            return
        clauses = {clause.award: clause for clause in read_clauses(chunks)}
        cues = status_cues(sentence.tokens or [], sentence.inside)
        awards = [(at, award) for at, chunk in enumerate(chunks) for award in chunk.awards]
        if not awards:
            yield from self.silent_hits(sentence)
        for at, award in awards:
            yield f"  nothing  {self.words((award.hit.start, award.hit.end))!r}: {self.unused(chunks, clauses.get(at), cues, award)}"

    def silent_hits(self, sentence: Sentence) -> Iterator[str]:
        """Awards that are named and not looked at: those that are never recorded, and titles worn before a name."""
        start, end = sentence.span
        hits = [hit for hit in self.hits if start <= hit.start < end]
        if not hits:
            yield "  nothing  no award of the catalogue is named here"
        for hit in hits:
            yield f"  nothing  {self.words((hit.start, hit.end))!r}: {self.unseen(hit)}"

    def unseen(self, hit: AwardHit) -> str:
        if not catalogue().awards[hit.award_id].recorded:
            return f"{hit.award_id} is never recorded (models/awards)"
        if not self.reader.may_be_given(hit):
            return "a title worn before a name"
        return "it only points back or stands in brackets behind its own longer name"

    def unused(self, chunks: list[Chunk], clause: Clause | None, cues: list[StatusCue], award: AwardPhrase) -> str:
        """Why an award did not become a draft."""
        if not self.reader.may_be_given(award.hit):
            return self.unseen(award.hit)
        if clause is None:
            return "no frame was used: no verb of giving, no recipient, and no list goes on here"
        status, cue = self.reader.decided(chunks, cues, clause, award)
        if status == "none" and cue is not None:
            return f"the cue {cue.word!r} tells a rule, a wish or a supposition, not what happens"
        if not in_scope(award, clause, chunks, self.reader.text, self.reader.folded):
            return "out of scope: a movement, a contest, a foreign order or a rating (models/rules/scope.toml)"
        return "a heading that names an award names nobody"

    def lost(self, at: int, draft: Draft) -> str:
        """Why a draft became no record of this sentence."""
        name = repr(self.words((draft.award.hit.start, draft.award.hit.end)))
        if at in self.passed_over:
            return f"{name}: a total that its parts or the lines of its list tell in detail"
        recipients = Recipients(self.reader.context)
        parties = recipients.of(replace(draft))
        if not parties:
            return f"{name}: no recipient was found, here or in the sentences before"
        if all(recipients.is_rule(draft, party) for party in parties):
            return f"{name}: it tells who can get the award, not who got it"
        twin = next((record for record in self.all_records if _like(record, draft)), None)
        where = "" if twin is None else f" in sentence {self.place(twin.evidence.spans['award']) + 1}"
        return f"{name}: the same fact is told more fully{where or ' elsewhere'}"


def _like(record: AwardRecord, draft: Draft) -> bool:
    """Whether a record can be the fuller telling of a draft."""
    one, other = record.award.id, draft.award.hit.award_id
    return record.status == draft.status and (one.startswith(other) or other.startswith(one))
