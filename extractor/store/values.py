"""Small pure functions over single values: cleaned text, folded keys, hashed ids, dates."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import lru_cache
from typing import Any, get_args

from extractor.language.fold import fold

__all__ = ["clean", "day", "folded", "hashed", "one_of", "year"]

UNSTORABLE = re.compile("[\0\ud800-\udfff]")
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
YEAR = re.compile(r"(\d{4})(?!\d)")
LONGEST = 200


def one_of(literal: Any) -> tuple[str, ...]:
    """The values of a Literal type."""
    return get_args(literal)


def clean(value: Any) -> Any:
    """A value with U+FFFD for what no database takes in a text: NUL, and halves of surrogate pairs.

    >>> clean({"a": ["b\\0c", 1]})
    {'a': ['b\\ufffdc', 1]}
    """
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    return value


@lru_cache(maxsize=65_536)
def folded(name: str) -> str:
    """A name folded for look-ups, cut where an index would refuse it.

    >>> folded("  Uỷ ban  nhân dân ")
    'ủy ban nhân dân'
    """
    return fold(" ".join(name[: 4 * LONGEST].split()))[:LONGEST]


@lru_cache(maxsize=65_536)
def hashed(*parts: str | None) -> str:
    """16 hex digits that stand for these words in this order; null is not the same as an empty word."""
    told = "\x1f".join("\x1e" if part is None else part for part in parts)
    return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=8).hexdigest()


@lru_cache(maxsize=4_096)
def day(iso: str | None) -> str | None:
    """The day of an ISO 8601 date, where it is a whole and real one.

    >>> day("2020-09-30T14:00:00+07:00"), day("2020-09"), day("2020-02-31")
    ('2020-09-30', None, None)
    """
    found = DAY.match(iso or "")
    if found is None:
        return None
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=4_096)
def year(iso: str | None) -> int | None:
    """The year of an ISO 8601 date.

    >>> year("2020-09"), year(None)
    (2020, None)
    """
    found = YEAR.match(iso or "")
    return None if found is None else int(found.group(1))
