"""From drafts to records: one for each recipient, with its fields and their places in the user's text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from extractor.awards.catalogue import catalogue
from extractor.awards.checks import checked
from extractor.awards.chunks import Party
from extractor.awards.clauses import names_people
from extractor.awards.confidence import confidence, likely, traits
from extractor.awards.context import Context
from extractor.awards.drafts import Draft, told_elsewhere
from extractor.awards.fields import Fields
from extractor.awards.organisations import organisations
from extractor.awards.recipients import Recipients
from extractor.awards.repeats import without_repeats
from extractor.language.fold import fold
from extractor.language.normalise import Normalised
from extractor.records import Article, Authority, Award, AwardRecord, Evidence, Period, Quantity, Recipient, Span

__all__ = ["assemble", "assemble_with_traits"]

ALONE = 3  # sentences of a text that is no article


def assemble(article: Article, plain: Normalised, drafts: Sequence[Draft], context: Context) -> list[AwardRecord]:
    """The records of all drafts that are rather right than wrong, each fact once."""
    return [record for record, _ in assemble_with_traits(article, plain, drafts, context) if likely(record.confidence)]


def assemble_with_traits(
    article: Article, plain: Normalised, drafts: Sequence[Draft], context: Context
) -> list[tuple[AwardRecord, list[str]]]:
    """The records of all drafts, likely or not, each fact once, with the traits that their confidence was told by."""
    skipped = told_elsewhere(drafts)
    kept = [draft for index, draft in enumerate(drafts) if index not in skipped]
    builder = _Builder(article, plain, context, len(kept))
    records = [record for draft in kept for record in builder.records(draft)]
    return [(record, builder.traits[id(record)]) for record in without_repeats(records)]


class _Builder:
    def __init__(self, article: Article, plain: Normalised, context: Context, awards: int) -> None:
        self.awards = awards
        self.traits: dict[int, list[str]] = {}  # of each record that was built
        self.article = article
        self.plain = plain
        self.context = context
        self.recipients = Recipients(context)
        self.fields = Fields(context)

    def records(self, draft: Draft) -> list[AwardRecord]:
        """The records of a draft: one for each of its recipients."""
        parties = self.recipients.of(draft)
        return [self.record(draft, party) for party in parties if not self.recipients.is_rule(draft, party)]

    def record(self, draft: Draft, party: Party) -> AwardRecord:
        hit = draft.award.hit
        spans: dict[str, Span] = {"award": Span(hit.start, hit.end)}
        giver = self.fields.giver(draft, owned=self.recipients.is_owner(draft.award))
        presenter = self.fields.presenter(draft)
        for name, span in (("authority", giver), ("presenter", presenter)):
            if span is not None:
                spans[name] = span
        decision = self.fields.decision(draft, spans)
        giver_words = self.words(giver)
        award_id = catalogue().specific(hit.award_id, giver=giver_words, decision=decision.number)
        award = catalogue().awards[award_id]
        recipient = self.recipients.told(draft, party, spans)
        quantity = self.fields.quantity(draft, party, spans)
        period = self.fields.period(draft, spans)
        line = self.context.sentences[draft.line]
        sentence = self.user(line.span)
        known = traits(
            draft, party, recipient, spans,
            told=line.span, heading=line.heading, article_awards=self.awards, alone=len(self.context.sentences) <= ALONE,
        )  # fmt: skip
        record = AwardRecord(
            id=self.identity(award_id, draft, recipient, quantity, period),
            award=Award(award_id, award.name, award.kind, award.level, hit.class_, self.words(spans["award"]) or ""),
            status=draft.status,
            recipient=recipient,
            quantity=quantity,
            authority=Authority(_authority_id(giver_words), giver_words, self.words(presenter)),
            period=period,
            decision=decision,
            posthumous=draft.is_posthumous(self.context.folded),
            evidence=Evidence(
                sentence, sentence.of(self.article.text), {name: self.user(span) for name, span in spans.items()}
            ),
            rule=draft.clause.frame.id,
            confidence=confidence(known),
            warnings=checked(award, recipient, quantity, period, unsaid=party.implied and not names_people(draft.award)),
        )
        self.traits[id(record)] = known
        return record

    def identity(self, award_id: str, draft: Draft, recipient: Recipient, quantity: Quantity, period: Period) -> str:
        """A stable id: of what is said, never of where it stands or which rule found it."""
        told = (
            self.article.id, award_id, draft.award.hit.class_, fold(recipient.name or recipient.group or ""), quantity.count,
            draft.status, period.first, period.last,
        )  # fmt: skip
        return hashlib.sha256("|".join(map(str, told)).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def user(self, span: Span) -> Span:
        """The span of the user's text."""
        return self.plain.to_user(span.start, span.end)

    def words(self, span: Span | None) -> str | None:
        """The normalised words of a span."""
        return None if span is None else span.of(self.context.text)


def _authority_id(words: str | None) -> str | None:
    """The id of the body that a giver's words name, where the catalogue of organisations knows it."""
    body = organisations().giver(words) if words else None
    return None if body is None else body.id
