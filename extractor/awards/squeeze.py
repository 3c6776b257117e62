"""Makes the spellings of one name alike, in a text and in the names that are looked for in it.

Runs of spaces and single line breaks become one space, quotes go, commas and hyphens stand without spaces. A map
leads back to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractor.language.fold import fold

__all__ = ["Squeezed", "any_of", "loose", "roughly", "spellings", "squeeze"]

# Runs of what may be squeezed are found first: a pattern that begins with one class is looked for many times as fast.
RUN = re.compile(r"[\s\"',-]+")
SQUEEZE = re.compile(r"[\s\"']*(?:\n[^\S\n]*\n)\s*|[\s\"']*([,-])[\s\"']*|[\s\"']{2,}|[\"'\n\t]")


class Squeezed(NamedTuple):
    """A squeezed text and where its pieces came from: piece k starts at `at[k]` and came from `of[k]`."""

    text: str
    at: list[int]
    of: list[int]

    def origin(self, index: int) -> int:
        """The offset in the text before squeezing of the character at `index`."""
        piece = bisect_right(self.at, index) - 1
        return self.of[piece] + index - self.at[piece]


def squeeze(folded: str) -> Squeezed:
    """Makes spellings of one name alike; a blank line stays, since no name goes over it.

    >>> squeeze('huân  chương\\nlao động , "hạng ba"').text
    'huân chương lao động,hạng ba'
    """
    pieces: list[str] = []
    at: list[int] = []
    of: list[int] = []
    size = last = 0
    for match in _squeezable(folded):
        start, end = match.span()
        if start > last:
            pieces.append(folded[last:start])
            at.append(size)
            of.append(last)
            size += start - last
        run = match.group()
        put = match.group(1) or ("\n" if run.count("\n") > 1 else "" if run.strip("\"'") == "" else " ")
        if put:
            pieces.append(put)
            at.append(size)
            of.append(start)
            size += 1
        last = end
    pieces.append(folded[last:])
    at.append(size)
    of.append(last)
    return Squeezed("".join(pieces), at, of)


def _squeezable(folded: str) -> Iterator[re.Match[str]]:
    for run in RUN.finditer(folded):
        if run.group() != " ":
            yield from SQUEEZE.finditer(folded, *run.span())


def roughly(folded: str) -> str:
    """The squeezed text without a way back, at a fifth of the cost: what is not in it is not in `squeeze(folded)`.

    >>> roughly('huân  chương\\nlao động , "hạng ba"')
    'huân chương lao động,hạng ba'
    """
    spaced = folded.replace('"', " ").replace("'", " ").replace(",", " , ").replace("-", " - ")
    return " ".join(spaced.split()).replace(" , ", ",").replace(" - ", "-")


def spellings(alias: str) -> set[str]:
    """How an alias is written, squeezed: its commas and hyphens, or spaces for them."""
    plain = squeeze(fold(alias)).text
    return {plain, *(re.sub("[,-]", mark, plain) for mark in ", -")}


def loose(words: str) -> str:
    """A pattern for words with any spaces between them and an optional comma or hyphen where one stands."""
    parts = [re.escape(part) for part in re.split(r"\s*([,-])\s*|\s+", fold(words)) if part and part.strip()]
    pattern = ""
    for part in parts:
        if part in {",", "\\-", "-"}:
            pattern += r"\s*[,-]?"
        else:
            pattern += (r"\s*" if pattern.endswith("?") else r"\s+" if pattern else "") + part
    return pattern


def any_of(patterns: Iterable[str]) -> str:
    return f"({'|'.join(sorted(patterns, key=len, reverse=True))})"
