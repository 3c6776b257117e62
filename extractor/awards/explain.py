"""The way of a sentence through the stages, for whoever doubts a record or misses one."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.awards.assembly import assemble
from extractor.awards.catalogue import catalogue
from extractor.awards.chunks import Chunk
from extractor.awards.clauses import read_clauses
from extractor.awards.context import Sentence
from extractor.awards.engine import Reader
from extractor.awards.frames import frames, match_frame, symbols
from extractor.awards.scope import in_scope
from extractor.awards.status import decide_status, status_cues
from extractor.language.fold import fold
from extractor.language.normalise import normalise
from extractor.records import Article

__all__ = ["explain"]


def explain(article: Article, *, at: int | None = None, number: int | None = None) -> Iterator[str]:
    """Lines that tell how the article's sentences were read.

    `at` asks for the sentence that holds this offset of the user's text, `number` for the n-th sentence (from 1);
    without either every sentence with an award word is told.
    """
    plain = normalise(article.text)
    folded = fold(plain.text)
    hits = catalogue().find(plain.text, folded)
    reader = Reader(article, plain, folded, hits)
    records = assemble(article, plain, reader.drafts(), reader.context)
    place = None if at is None else plain.from_user(at, at + 1).start
    for index, sentence in enumerate(reader.sentences):
        wanted = (
            sentence.span.start <= place < sentence.span.end if place is not None
            else index + 1 == number if number is not None
            else any(sentence.span.start <= hit.start < sentence.span.end for hit in hits)
        )  # fmt: skip
        if not wanted:
            continue
        user = plain.to_user(*sentence.span)
        yield f"sentence {index + 1} [{user.start}, {user.end}]  {' '.join(sentence.span.of(plain.text).split())}"
        yield from _sentence(reader, sentence)
        found = [record for record in records if record.evidence.sentence == user]
        for record in found:
            who = record.recipient.name or f"({record.recipient.group})"
            fields = ", ".join(f"{name} {span.of(article.text)!r}" for name, span in record.evidence.spans.items())
            yield f"  record   {record.award.id} {record.status} {who}, by {record.rule}, confidence {record.confidence}"
            yield f"           read from: {fields}"
            if record.period.inherited:
                yield f"           the period {record.period.text!r} is inherited from an earlier sentence"
            yield from (f"           warning: {warning}" for warning in record.warnings)
        if not found:
            yield "  record   none here" + (
                "; the same fact may be told more fully elsewhere" if _has_award(reader.read(sentence)) else ""
            )
        yield ""


def _has_award(chunks: list[Chunk]) -> bool:
    return any(chunk.kind == "award" for chunk in chunks)


def _sentence(reader: Reader, sentence: Sentence) -> Iterator[str]:
    """Its mentions, the frames that were tried for each award, and the cues of its status."""
    chunks = reader.read(sentence)
    text = reader.text
    told = [
        f"{chunk.kind}:{' '.join(text[chunk.start : chunk.end].split())}" for chunk in chunks if chunk.kind != "filler"
    ]
    yield "  mentions " + " | ".join(told)
    cues = status_cues(sentence.tokens or [], sentence.inside)
    for cue in cues:
        yield f"  cue      {cue.status} ({cue.word!r}, works {cue.direction})"
    line = symbols(chunks)
    clauses = {clause.award: clause for clause in read_clauses(chunks)}
    for index, chunk in enumerate(chunks):
        if chunk.kind != "award":
            continue
        name = " ".join(text[chunk.start : chunk.end].split())
        matching = [frame.id for frame in frames() if match_frame(frame, line, index) is not None]
        yield f"  award    {name!r}: frames that fit: {', '.join(matching) or 'none'}"
        clause = clauses.get(index)
        if clause is None:
            yield "           no frame was used: no verb of giving, no recipient, and no list goes on here"
            continue
        for award in chunk.awards:
            status, cue_found = decide_status(cues, chunks[clause.start].start, award.start, award.end)
            status = clause.frame.status or status
            by = f" by the cue {cue_found.word!r}" if cue_found else ""
            scope = "" if in_scope(award, clause, chunks, text, reader.folded) else "; out of scope, no record"
            how = " (goes on with the clause before)" if clause.chained else ""
            yield f"           used {clause.frame.id}{how}: status {status}{by}{scope}"
        who = (
            ", ".join(" ".join(party.name.of(text).split()) for party in clause.recipients)
            or "looked for in the sentences before"
        )
        yield f"           recipients: {who}"
