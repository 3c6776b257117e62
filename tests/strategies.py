"""Hypothesis strategies: texts and whole documents as they might be, for properties of what is printed."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from extractor.records import (
    Article,
    Authority,
    Award,
    AwardRecord,
    Decision,
    Document,
    Evidence,
    Part,
    Period,
    Quantifier,
    Quantity,
    Recipient,
    RecipientKind,
    Span,
    Status,
)

__all__ = ["awkward_text", "documents"]

# Whatever a file or a JSON line may hold: any character, halves of surrogate pairs, controls, Vietnamese in pieces.
awkward_text = st.text(st.one_of(st.characters(), st.sampled_from("=+-@\t\r\n\x00\x1b\u0323\u0302\ud800\udfff“”Đđ,;\"'")), max_size=40)
maybe_text = st.none() | awkward_text
number = st.none() | st.integers(0, 5000)
spans = st.tuples(st.integers(0, 5000), st.integers(1, 50)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@st.composite
def recipients(draw: st.DrawFn) -> Recipient:
    named = draw(st.booleans())
    words = draw(awkward_text)
    return Recipient(
        draw(st.sampled_from(get_args(RecipientKind))),
        words if named else None,
        None if named else words,
        draw(maybe_text),
        draw(maybe_text),
        draw(maybe_text),
    )


quantities = st.builds(
    Quantity,
    number,
    number,
    st.sampled_from(("recipients", "awards")),
    st.none() | st.sampled_from(get_args(Quantifier)),
    number,
    st.lists(st.builds(Part, awkward_text, st.integers(0, 99)), max_size=2).map(tuple),
)
records = st.builds(
    AwardRecord,
    id=awkward_text,
    award=st.builds(Award, awkward_text, awkward_text, awkward_text, maybe_text, number, awkward_text),
    status=st.sampled_from(get_args(Status)),
    recipient=recipients(),
    evidence=st.builds(Evidence, spans, awkward_text, st.dictionaries(st.sampled_from(("award", "unit", "period")), spans)),
    quantity=quantities,
    authority=st.builds(Authority, maybe_text, maybe_text, maybe_text),
    period=st.builds(Period, number, number, maybe_text, st.booleans()),
    decision=st.builds(Decision, maybe_text, maybe_text),
    occasion=maybe_text,
    posthumous=st.booleans(),
    rule=awkward_text,
    confidence=st.floats(0, 1),
    warnings=st.lists(awkward_text, max_size=2).map(tuple),
)
articles = st.builds(
    Article,
    id=awkward_text,
    text=awkward_text,
    url=maybe_text,
    source=maybe_text,
    title=maybe_text,
    published=st.none() | st.just("2020-09-30T14:00:00+07:00"),
    author=maybe_text,
    lead=maybe_text,
)
documents = st.builds(Document, articles, st.lists(records, max_size=3).map(tuple), st.lists(awkward_text, max_size=2).map(tuple))
