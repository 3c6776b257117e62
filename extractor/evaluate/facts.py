"""One record as the comparison sees it, whether a person wrote it (the gold format) or the extractor (RECORD)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Fact", "Place", "fact_of"]

Place = tuple[int, int]
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Fact:
    """A record: `awards` are the ids that are right (a prediction has one), `also` where else the article tells it.

    A fact that is not `sure` is optional: missing it costs nothing, finding it is no error. `lost` are quotes of a
    gold record that do not stand in the text. `rule` and `confidence` are the prediction's.
    """

    awards: frozenset[str]
    status: str | None
    class_: int | None = None
    kind: str | None = None
    name: str | None = None
    group: str | None = None
    unit: str | None = None
    post: str | None = None
    count: int | None = None
    of: int | None = None
    counted: str | None = None
    quantifier: str | None = None
    times: int | None = None
    authority: str | None = None
    year: Place | None = None
    decision: str | None = None
    posthumous: bool = False
    span: Place = (0, 0)
    award_span: Place = (0, 0)
    also: tuple[Place, ...] = ()
    sure: bool = True
    lost: tuple[str, ...] = ()
    rule: str | None = None
    confidence: float | None = None

    @property
    def number(self) -> int | None:
        """How many it is: a named recipient without a count is one."""
        return 1 if self.count is None and self.name else self.count


def fact_of(record: Mapping[str, Any], text: str | None) -> Fact:
    """The fact of a record in either format; quotes of the gold format are looked for in `text`.

    Raises KeyError where a key is missing that every record has, and TypeError for values of another kind.
    """
    return _predicted(record) if isinstance(record["award"], Mapping) else _gold(record, text)


def _gold(record: Mapping[str, Any], text: str | None) -> Fact:
    lost: list[str] = []
    if "span" in record:
        span, award_span = _place(record["span"]), _place(record["award_span"])
        also = tuple(_place(place) for place in record.get("also_spans") or ())
    else:
        quotes = record.get("also") or ()
        span = _located(text, record["quote"], 0) or (0, 0)
        award_span = _located(text, record["award_quote"], span[0]) or span
        also = tuple(place for quote in quotes if (place := _located(text, quote, 0)))
        lost = [quote for quote in (record["quote"], record["award_quote"], *quotes) if _located(text, quote, 0) is None]
    return Fact(
        awards=frozenset({record["award"], *(record.get("award_alt") or ())}),
        status=record["status"],
        class_=record.get("class"),
        kind=record["kind"],
        name=record.get("name"),
        group=record.get("group"),
        unit=record.get("unit"),
        post=record.get("post"),
        count=_whole(record.get("count")),
        of=_whole(record.get("of")),
        counted=record.get("counted"),
        quantifier=record.get("quantifier"),
        times=_whole(record.get("times")),
        authority=record.get("authority"),
        decision=record.get("decision"),
        year=_years(record.get("year")),
        posthumous=bool(record.get("posthumous")),
        span=span,
        award_span=award_span,
        also=also,
        sure=record.get("sure", True) is not False,
        lost=tuple(lost),
    )


def _predicted(record: Mapping[str, Any]) -> Fact:
    recipient, quantity = record.get("recipient") or {}, record.get("quantity") or {}
    evidence = record.get("evidence") or {}
    spans = evidence.get("spans") or {}
    return Fact(
        awards=frozenset({record["award"]["id"]}),
        status=record.get("status"),
        class_=record["award"].get("class"),
        kind=recipient.get("kind"),
        name=recipient.get("name"),
        group=recipient.get("group"),
        unit=recipient.get("unit"),
        post=recipient.get("post"),
        count=_whole(quantity.get("count")),
        of=_whole(quantity.get("of")),
        times=_whole(quantity.get("times")),
        counted=quantity.get("counted"),
        quantifier=quantity.get("quantifier"),
        authority=(record.get("authority") or {}).get("text"),
        year=_years(record.get("period")),
        decision=(record.get("decision") or {}).get("number"),
        posthumous=bool(record.get("posthumous")),
        span=_place(evidence.get("sentence") or spans.get("award") or (0, 0)),
        award_span=_place(spans.get("award") or evidence.get("sentence") or (0, 0)),
        rule=record.get("rule"),
        confidence=record.get("confidence"),
    )


def _place(pair: Any) -> Place:
    start, end = pair
    return int(start), int(end)


def _located(text: str | None, quote: str | None, start: int) -> Place | None:
    """Where a quote stands in the text, from `start` on."""
    at = -1 if not quote or text is None else text.find(quote, start)
    return None if at < 0 or quote is None else (at, at + len(quote))


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _years(value: Any) -> Place | None:
    """First and last year of `[2015, 2020]` or of `{"from": 2015, "to": 2020}`."""
    if not value:
        return None
    if isinstance(value, Mapping):
        value = [value.get("from"), value.get("to")]
    found = [int(year.group()) for one in value if one is not None and (year := YEAR.match(str(one)))]
    return (min(found), max(found)) if found else None
