"""Number words and digits read as values, with true grammar: "hai mươi lăm" is 25, "hai mươi năm" twenty years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extractor.language.fold import fold
from extractor.language.wordlists import load_numbers

__all__ = ["Read", "number_words", "read_digits", "read_words"]

DIGITS = re.compile(r"\d{1,3}(?:([. ])\d{3})(?:\1\d{3})*(?!\d)|\d+")
LARGEST = 9  # digits of the largest number that counts people or awards


class Read(NamedTuple):
    """A value (None for one too large to count anything) and how many words or characters it took."""

    value: int | None
    length: int


class _Tables(NamedTuple):
    digits: dict[str, int]
    after_ten: dict[str, int]
    after_tens: dict[str, int]
    units: dict[str, int]
    scales: dict[str, int]
    zero: str
    ten: str
    tens: str
    hundred: str
    links: frozenset[str]


@cache
def _tables() -> _Tables:
    keys = ("digits", "after_ten", "after_tens", "units", "scales")
    data = load_numbers("language/numbers.toml", keys)
    digits, ten, tens, units, scales = ({fold(word): value for word, value in data[key].items()} for key in keys)
    return _Tables(digits, ten, tens, units, scales, fold("không"), fold("mười"), fold("mươi"), fold("trăm"), frozenset((fold("linh"), fold("lẻ"))))


@cache
def number_words() -> frozenset[str]:
    """The words that a number can begin with."""
    tables = _tables()
    return frozenset((*tables.digits, *tables.scales, tables.tens))


def read_digits(folded: str, start: int) -> Read:
    """The number whose digits begin at `start`: "1.234" and "2 104" are one number each.

    >>> read_digits("1.234 người", 0)
    Read(value=1234, length=5)
    """
    match = DIGITS.match(folded, start)
    if match is None:
        return Read(None, 0)
    digits = "".join(char for char in match.group() if char.isdecimal())
    return Read(int(digits) if len(digits) <= LARGEST else None, match.end() - start)


def read_words(words: Sequence[str]) -> Read:
    """The longest number that folded `words` begin with; length 0 where they begin with none.

    >>> read_words("một trăm linh năm hộ".split())
    Read(value=105, length=4)
    >>> read_words("hai mươi năm".split())
    Read(value=20, length=2)
    """
    scales = _tables().scales
    total, at = 0, 0
    limit: int | None = None  # the last scale; a smaller one or hundreds may follow: "hai nghìn ba trăm"
    while at < len(words):
        part = _below_thousand(words[at:]) if limit is None else _after_scale(words[at:])
        if part.value is None:
            break
        after = at + part.length
        scale = scales.get(words[after], 0) if after < len(words) else 0
        if scale >= 1000 and (limit is None or scale < limit):
            total, at, limit = total + part.value * scale, after + 1, scale
            continue
        # What has no scale of its own goes on with the number only as its hundreds; "một nghìn hai" may be 1,200.
        if limit is None or part.value >= 100 or words[at] not in _tables().digits:
            total, at = total + part.value, after
        break
    return Read(total, at)


def _after_scale(words: Sequence[str]) -> Read:
    """What may follow "hai nghìn": "linh năm", "không trăm linh năm", "không trăm mười", "ba trăm …"."""
    tables = _tables()
    skip = 2 if words[0] == tables.zero and words[1:2] == [tables.hundred] else 0
    rest = words[skip:]
    if len(rest) > 1 and rest[0] in tables.links and rest[1] in tables.units:
        return Read(tables.units[rest[1]], skip + 2)
    if not rest:
        return Read(None, 0)
    part = _below_hundred(rest) if skip else _below_thousand(rest)
    return Read(part.value, skip + part.length) if part.value is not None else part


def _below_thousand(words: Sequence[str]) -> Read:
    """Hundreds, tens and units, or a scale word alone: "trăm người", "chục cá nhân"."""
    tables = _tables()
    digit = tables.digits.get(words[0])
    if digit is not None and words[1:2] == [tables.hundred]:
        rest = words[2:]
        if len(rest) > 1 and rest[0] in tables.links and rest[1] in tables.units:
            return Read(digit * 100 + tables.units[rest[1]], 4)
        tens = _below_hundred(rest) if rest else Read(None, 0)
        # "một trăm hai" may be 120; only full tens are sure.
        if tens.value is not None and tens.value >= 10:
            return Read(digit * 100 + tens.value, 2 + tens.length)
        return Read(digit * 100, 2)
    if words[0] in tables.scales:
        return Read(tables.scales[words[0]], 1)
    return _below_hundred(words)


def _below_hundred(words: Sequence[str]) -> Read:
    tables = _tables()
    if words[0] == tables.tens:
        return Read(10, 1)
    if words[0] == tables.ten:
        unit = tables.after_ten.get(words[1]) if len(words) > 1 else None
        return Read(10, 1) if unit is None else Read(10 + unit, 2)
    digit = tables.digits.get(words[0])
    if digit is None:
        return Read(None, 0)
    if len(words) > 1 and words[1] == tables.tens:
        unit = tables.after_tens.get(words[2]) if len(words) > 2 else None
        return Read(digit * 10, 2) if unit is None else Read(digit * 10 + unit, 3)
    if len(words) > 1 and tables.scales.get(words[1]) == 10:
        return Read(digit * 10, 2)
    return Read(digit, 1)
