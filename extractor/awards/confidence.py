"""How likely a record is right: traits of how it was found, weighed by logistic regression.

The weights are data (models/rules/confidence.toml), measured by scripts/calibrate.py on annotated articles: the
confidence is 1 / (1 + e^-s), where s is the sum of the weights of a record's traits. A trait is named for what is seen
("topic": the recipient was looked for in the sentences before), so the file can be read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from extractor.awards.catalogue import catalogue
from extractor.errors import ModelError
from extractor.records import Span
from extractor.resources import load_toml

if TYPE_CHECKING:
    from extractor.awards.chunks import Party
    from extractor.awards.drafts import Draft
    from extractor.records import Recipient

__all__ = ["ALWAYS", "confidence", "likely", "traits", "weighed"]

FILE = "rules/confidence.toml"
ALWAYS = "always"  # the trait that every record has
FAR = 120  # characters between an award and its recipient
LONG = 260  # characters of a sentence
LEAST, MOST = 0.05, 0.99


def traits(
    draft: Draft, party: Party, recipient: Recipient, spans: Mapping[str, Span], *, told: Span, heading: bool, article_awards: int, alone: bool
) -> list[str]:
    """What is known of a record that could make it wrong.

    `told` is its sentence in the normalised text, `heading` whether that is a headline, `article_awards` how many awards
    the article gives, `alone` whether the text is a sentence or two and no article.
    """
    frame = draft.clause.frame.id
    if alone:  # nothing around it can mislead, and nothing that is missing could have been told
        return [ALWAYS, "alone", f"frame {frame.split('.')[0]}", f"frame {frame}"]
    where = spans.get("recipient")
    seen = {
        f"frame {frame.split('.')[0]}": True,
        f"frame {frame}": "." in frame,
        f"status {draft.status}": draft.status != "conferred",
        f"recipient {party.kind}": True,
        "topic": draft.clause.topic,
        "chained": draft.clause.chained,
        "list": draft.item is not None or draft.elsewhere is not None,
        "short": party.short,
        "elsewhere": where is not None and not told.start <= where.start < told.end,
        "far": where is not None and told.start <= where.start < told.end and abs(where.start - draft.award.start) > FAR,
        "behind": where is not None and draft.award.end <= where.start < told.end,
        "one word": recipient.name is not None and " " not in recipient.name.strip(),
        "title or post": party.marked or recipient.post is not None,
        "unit told": recipient.unit is not None,
        "uncounted": party.kind == "group" and party.quantity is None and party.quantifier is None,
        "giver": draft.clause.giver is not None or draft.award.giver is not None,
        "general award": catalogue().awards[draft.award.hit.award_id].generic and "authority" not in spans,
        "elliptic": draft.award.hit.elliptic,
        "several awards": sum(len(chunk.awards) for chunk in draft.chunks) > 2,
        "quotes": any(chunk.kind in {"“", "”", '"'} for chunk in draft.chunks),
        "long": told.end - told.start > LONG,
        "headline": heading,
        "dated": "period" in spans and told.start <= spans["period"].start < told.end,
        "few awards": article_awards <= 2,
        "many awards": article_awards >= 8,
    }
    return [ALWAYS, *(name for name, holds in seen.items() if holds)]


def weighed(names: Iterable[str]) -> list[tuple[str, float]]:
    """The traits that have a weight, with it."""
    weights = _weights()
    return [(name, weights[name]) for name in names if name in weights]


def confidence(names: Iterable[str]) -> float:
    """The confidence of a record with these traits; a trait without a weight takes and gives nothing."""
    total = sum(weight for _, weight in weighed(names))
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-total)))), 2)


def likely(value: float) -> bool:
    """Whether a record of this confidence is told at all: one that is rather wrong than right is not."""
    return value >= _least()


@cache
def _least() -> float:
    """The least confidence of a record that is told; see _weights for the faults."""
    _weights()
    return float(load_toml(FILE)["least"])


@cache
def _weights() -> dict[str, float]:
    """The weights. Raises ModelError with every fault of the file."""
    data = load_toml(FILE)
    faults = [f"unknown key {key!r} @ {FILE}" for key in data if key not in {"weights", "least"}]
    if type(data.get("least")) is not float or not 0 <= data["least"] < 1:
        faults.append(f"'least' is no number from 0 to below 1 @ {FILE}")
    weights = data.get("weights", {})
    faults += [f"the weight of {name!r} is no number @ {FILE}" for name, value in weights.items() if type(value) not in {int, float}]
    if ALWAYS not in weights:
        faults.append(f"the weight of {ALWAYS!r} is missing @ {FILE}")
    if faults:
        raise ModelError(faults)
    return {name: float(value) for name, value in weights.items()}
