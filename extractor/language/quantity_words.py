"""The words around a number that tell whether it counts something, from models/language/quantities.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from extractor.language.fold import fold
from extractor.language.numbers import number_words
from extractor.language.wordlists import load_words

__all__ = ["QuantityWords", "quantity_words"]

LISTS = (
    "at_least", "approximately", "at_most", "out_of", "not_before", "counted_before", "name_before", "year_before",
    "date_before", "measures", "not_measures", "counted",
)  # fmt: skip
GROUPS = ("individual", "collective", "household")


class QuantityWords(NamedTuple):
    """Patterns of the words around a number; those of words before it end where it begins."""

    bound: re.Pattern[str]
    out_of: re.Pattern[str]
    not_before: re.Pattern[str]
    name_before: re.Pattern[str]
    year_before: re.Pattern[str]
    date_before: re.Pattern[str]
    measure: re.Pattern[str]
    counted: re.Pattern[str]
    ordinal: re.Pattern[str]


@cache
def quantity_words() -> QuantityWords:
    """The lists of models/language/quantities.toml as patterns. Raises ModelError with all faults of the file."""
    raw = load_words("language/quantities.toml", LISTS)
    people = [word for words in load_words("people/groups.toml", GROUPS).values() for word in words if " " in word]
    lists = {key: _either(words) for key, words in {**raw, "counted": [*raw["counted"], *people]}.items()}
    begin = r"(?:^|(?<=\W))"
    return QuantityWords(
        bound=re.compile(rf"{begin}(?:(?P<approx>{lists['approximately']})|(?P<least>{lists['at_least']})|(?P<most>{lists['at_most']}))\s+$"),
        out_of=re.compile(rf"\s*/\s*(?=\d)|\s+(?:{lists['out_of']})\s+"),
        not_before=re.compile(rf"{begin}(?:(?P<counts>{lists['counted_before']})|{lists['not_before']})[\s:]+$"),
        name_before=re.compile(rf"{begin}(?:{lists['name_before']})\s+$"),
        year_before=re.compile(rf"(?:{begin}(?:{lists['year_before']})|\d|{begin}(?:{_either(number_words())}))\s+$"),
        date_before=re.compile(rf"{begin}(?:{lists['date_before']})[\s,(]+$"),
        measure=re.compile(rf"\s?(?!(?:{lists['not_measures']})(?!\w))(?:{lists['measures']})(?!\w)"),
        counted=re.compile(rf"\s+(?:{lists['counted']}|[^\W\d_]+ [^\W\d_]+ viên)(?!\w)"),  # "hai đăng kiểm viên"
        ordinal=re.compile(rf"{begin}lần thứ\s+$"),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted({fold(word) for word in words}, key=len, reverse=True))
