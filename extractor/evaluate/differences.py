"""The errors one by one: what was missed, what is spurious, and what differs where both speak of the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.evaluate.compare import FIELDS, closeness, overlap, same_quantity, same_recipient
from extractor.evaluate.facts import Fact, Place
from extractor.evaluate.result import Article, Evaluation, Outcome

__all__ = ["Difference", "differences", "told"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One error. `what` is missed, spurious, differs (at the level asked for) or field (a matched record's field).

    `fields` holds (name, gold value, found value) of all that differs.
    """

    what: str
    article: str
    gold: Fact | None
    found: Fact | None
    fields: tuple[tuple[str, Any, Any], ...]
    place: Place
    sentence: str


def differences(evaluation: Evaluation, level: str = "record", *, with_fields: bool = False) -> Iterator[Difference]:
    """The errors at a level in text order; with `with_fields` also the wrong fields of records that were matched."""
    for article, outcome in zip(evaluation.articles, evaluation.outcomes[level], strict=True):
        out = [*_unmatched(article, outcome), *(_fields(article, outcome) if with_fields else ())]
        yield from sorted(out, key=lambda one: one.place)


def _unmatched(article: Article, outcome: Outcome) -> Iterator[Difference]:
    """Missed and spurious facts; a missed one and the nearest spurious one of the same place are one error."""
    left = list(outcome.spurious)
    for i in outcome.missed:
        gold = article.gold[i]
        near = [j for j in left if gold.awards & article.found[j].awards and overlap(gold.span, article.found[j].award_span)]
        near = near or [j for j in left if overlap(gold.award_span, article.found[j].award_span)]
        best = max(near, key=lambda j: (closeness(gold, article.found[j]), -j), default=None)
        if best is not None:
            left.remove(best)
        yield _told(article, gold, None if best is None else article.found[best], "missed" if best is None else "differs")
    for j in left:
        yield _told(article, None, article.found[j], "spurious")


def _fields(article: Article, outcome: Outcome) -> Iterator[Difference]:
    for i, j in outcome.pairs:
        difference = _told(article, article.gold[i], article.found[j], "field")
        if difference.fields:
            yield difference


def _told(article: Article, gold: Fact | None, found: Fact | None, what: str) -> Difference:
    fact = gold or found
    assert fact is not None
    return Difference(
        what=what,
        article=article.id,
        gold=gold,
        found=found,
        fields=tuple(_differing(gold, found)) if gold and found else (),
        place=fact.award_span,
        sentence=" ".join(article.text[fact.span[0] : fact.span[1]].split()),
    )


def _differing(gold: Fact, found: Fact) -> Iterator[tuple[str, Any, Any]]:
    """The fields in which two facts differ, by the tests that the figures use."""
    if not gold.awards & found.awards:
        yield "award", "/".join(sorted(gold.awards)), "/".join(found.awards)
    if gold.class_ != found.class_:
        yield "class", gold.class_, found.class_
    if gold.status != found.status:
        yield "status", gold.status, found.status
    if not any(overlap(found.award_span, place) for place in (gold.award_span, gold.span, *gold.also)):
        yield "place", gold.award_span, found.award_span
    if not same_recipient(gold, found):
        yield "recipient", gold.name or gold.group, found.name or found.group
    if not same_quantity(gold, found):
        yield "count", _amount(gold), _amount(found)
    for name, same in FIELDS.items():
        if not same(gold, found):
            yield name, getattr(gold, name), getattr(found, name)


def _amount(fact: Fact) -> str:
    total = "" if fact.of is None else f"/{fact.of}"
    return f"{'-' if fact.number is None else fact.number}{total} {fact.counted or ''}".strip()


def told(fact: Fact) -> str:
    """A fact in one line.

    >>> told(Fact(awards=frozenset({"bang-khen"}), status="planned", group="cán bộ", count=3))
    'bang-khen planned (cán bộ) 3'
    """
    class_ = "" if fact.class_ is None else f" class {fact.class_}"
    who = fact.name or f"({fact.group or '?'})"
    return f"{'/'.join(sorted(fact.awards))}{class_} {fact.status} {who} {_amount(fact)}"


