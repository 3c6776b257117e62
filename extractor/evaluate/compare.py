"""When a found record is the gold record: three levels, each harder than the one before, and the further fields.

    detect   the award (id and class) and the status, at the right place in the text
    record   detect, and the right recipient: its name, or its unnamed group
    strict   record, and the right count, total and what is counted
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from extractor.evaluate.facts import Fact, Place

__all__ = ["FIELDS", "LEVELS", "closeness", "folded", "same_name"]

SAME_LETTERS = str.maketrans({"ỹ": "ĩ", "ỷ": "ỉ", "ỳ": "ì", "ý": "í", "ỵ": "ị", "y": "i"})
TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
TITLES = (
    "các|những|ông|bà|anh|chị|em|cô|chú|bác|cụ|đồng chí|đ/c|tập thể|cá nhân|gs|pgs|ts|ths|bs|cn|nsnd|nsưt|ngưt|ngnd"
    "|thượng tá|trung tá|đại tá|thiếu tá|đại úy|thượng úy|trung úy|thiếu úy|thiếu tướng|trung tướng|thượng tướng|đại tướng"
    "|liệt sĩ|nghệ sĩ|ca sĩ|nhạc sĩ|bác sĩ|luật sư|giáo sư|tiến sĩ|phó giáo sư|thầy|nhà văn|nhà thơ"
)
LEADING = re.compile(rf"^(?:(?:{TITLES})[\s.]+)+")
ALIKE = 0.6  # share of words that two names of a unit have in common when they mean the same


@lru_cache(maxsize=65_536)
def folded(text: str | None) -> str:
    """Words in one form: case, spacing, quotes, y/i and the place of a tone mark do not matter.

    >>> folded("Uỷ  ban") == folded("ủy ban")
    True
    """
    if not text:
        return ""
    words = []
    for word in re.findall(r"\w+", unicodedata.normalize("NFC", text).lower().replace("đ/c", "đồng chí")):
        parts = unicodedata.normalize("NFD", word)
        tones = "".join(part for part in parts if part in TONES)
        rest = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        words.append(rest.translate(SAME_LETTERS) + tones)
    return " ".join(words)


@lru_cache(maxsize=65_536)
def bare(text: str | None) -> str:
    """A folded name without the titles before it.

    >>> bare("đồng chí Lê Thị Dao") == folded("Lê Thị Dao")
    True
    """
    return folded(LEADING.sub("", unicodedata.normalize("NFC", text or "").lower().strip()))


def alike(a: str, b: str) -> float:
    """F1 of the words of two folded texts."""
    left, right = Counter(a.split()), Counter(b.split())
    both = sum((left & right).values())
    return 2 * both / (sum(left.values()) + sum(right.values())) if both else 0.0


def same_name(a: str | None, b: str | None, *, person: bool) -> bool:
    """Whether two names mean the same: equal, one within the other, or (units only) mostly the same words."""
    left, right = bare(a), bare(b)
    if not left or not right:
        return False
    if left == right:
        return True
    short, long = sorted((left, right), key=len)
    if len(short.split()) >= 2 and f" {short} " in f" {long} ":
        return True
    return not person and alike(left, right) >= ALIKE


def overlap(a: Place, b: Place) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def detected(gold: Fact, found: Fact) -> bool:
    if not gold.awards & found.awards or gold.class_ != found.class_ or gold.status != found.status:
        return False
    return any(overlap(found.award_span, place) for place in (gold.award_span, gold.span, *gold.also))


def same_recipient(gold: Fact, found: Fact) -> bool:
    if gold.name:
        return same_name(gold.name, found.name, person=gold.kind == "individual")
    if found.name:
        return False
    return alike(folded(gold.group), folded(found.group)) > 0 or (gold.number is not None and gold.number == found.number)


def same_quantity(gold: Fact, found: Fact) -> bool:
    if gold.number != found.number or gold.of != found.of:
        return False
    return (gold.number or 0) <= 1 or not gold.counted or gold.counted == found.counted


def closeness(gold: Fact, found: Fact) -> float:
    """How near two facts are: which of several candidates is the gold record's own."""
    return (
        4 * same_recipient(gold, found)
        + 2 * same_quantity(gold, found)
        + overlap(gold.award_span, found.award_span)
        + alike(folded(gold.name or gold.group), folded(found.name or found.group))
    )


Test = Callable[[Fact, Fact], bool]
LEVELS: dict[str, Test] = {
    "detect": detected,
    "record": lambda gold, found: detected(gold, found) and same_recipient(gold, found),
    "strict": lambda gold, found: detected(gold, found) and same_recipient(gold, found) and same_quantity(gold, found),
}


def _both_or_neither(a: str | None, b: str | None, same: Callable[[str, str], bool]) -> bool:
    return same(a, b) if a and b else not a and not b


FIELDS: dict[str, Test] = {
    "kind": lambda gold, found: gold.kind == found.kind,
    "unit": lambda gold, found: _both_or_neither(gold.unit, found.unit, lambda a, b: same_name(a, b, person=False)),
    "post": lambda gold, found: _both_or_neither(gold.post, found.post, lambda a, b: alike(folded(a), folded(b)) >= 0.5),
    "authority": lambda gold, found: _both_or_neither(gold.authority, found.authority, lambda a, b: same_name(a, b, person=False)),
    "year": lambda gold, found: gold.year == found.year,
    "decision": lambda gold, found: folded(gold.decision) == folded(found.decision),
    "quantifier": lambda gold, found: gold.quantifier == found.quantifier,
    "times": lambda gold, found: (gold.times or 1) == (found.times or 1),
    "posthumous": lambda gold, found: gold.posthumous == found.posthumous,
}
