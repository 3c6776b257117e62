"""Normalises a text once and remembers where every part of the result came from.

Most texts are clean already: one pass of one regular expression says so, and nothing is built. Otherwise only the
places where the length changes are kept, so that Windows line ends cost their number and not the text's length.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractor.records import Span

__all__ = ["Normalised", "normalise"]

# Characters that stay as they are and never join what stands before them: ASCII, the composed letters of Latin and of
# Vietnamese without Ð ð, and the punctuation of the press.
CLEAN = "\t\n -~\u00a1-\u00ac\u00ae-\u00cf\u00d1-\u00ef\u00f1-\u024f\u1ea0-\u1ef9\u2010-\u2027\u2030-\u205e\u20ab\u20ac\u2212\u25a0-\u25ff"
ALL_CLEAN = re.compile(f"[{CLEAN}]*")
UNCLEAN = re.compile(f"[^{CLEAN}]+")
BREAKS = "\u000b\u000c\u0085\u2028\u2029"
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\0"
DROPPED = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
MARKS = "\u0300-\u036f"
MARK = re.compile(f"[{MARKS}]")
# The parts of a stretch that is not clean: a line end, spaces, what is dropped, or letters and marks. Something
# invisible between a letter and its mark is a part of the letter.
PART = re.compile(
    f"\r\n?|[{BREAKS}{SPACES}]|[{DROPPED}]+(?![{DROPPED}{MARKS}])|(?:[^\r{BREAKS}{SPACES}{DROPPED}{CLEAN}]|[{DROPPED}]+(?=[{MARKS}]))+|[{DROPPED}]+"
)
LINE_END = re.compile(f"\r\n?|[{BREAKS}]")
# A lone surrogate is half a character, which libraries that encode their input do not take.
SURROGATES = dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
PLAIN = str.maketrans({**dict.fromkeys(SPACES, " "), **dict.fromkeys(DROPPED), **SURROGATES, "\u00d0": "Đ", "\u00f0": "đ"})
# A hyphen that ends a line, before a line that goes on with a letter.
HYPHEN = re.compile(rf"-[ \u00a0]*(?:\r\n?|\n)[ \u00a0]*(?=([^\W\d_][\w{MARKS}]*))")
VOWELS = frozenset("aeiouyAEIOUY")
LONGEST = 256  # characters composed at once: putting stacked marks in order takes quadratic time


def _none() -> Sequence[int]:
    return ()


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text.

    Change i made `[user_starts[i], user_ends[i])` of the user's text into `[starts[i], ends[i])`, of another length.
    What lies between two changes is as long as the user's own.
    """

    text: str
    starts: Sequence[int] = field(default_factory=_none, repr=False)
    ends: Sequence[int] = field(default_factory=_none, repr=False)
    user_starts: Sequence[int] = field(default_factory=_none, repr=False)
    user_ends: Sequence[int] = field(default_factory=_none, repr=False)

    def to_user(self, start: int, end: int) -> Span:
        """The span of the user's text that `[start, end)` was made from, without invisible characters around it."""
        if not self.starts:
            return Span(start, end)
        at = bisect_right(self.starts, start) - 1
        first = start
        if at >= 0:
            first = self.user_starts[at] if start < self.ends[at] else self.user_ends[at] + start - self.ends[at]
        if end <= start:
            return Span(first, first)
        at = bisect_left(self.starts, end) - 1
        last = end if at < 0 else self.user_ends[at] + max(0, end - self.ends[at])
        return Span(first, max(first, last))

    def from_user(self, start: int, end: int) -> Span:
        """The span of the normalised text that a span of the user's text became; a change it cuts is in it whole."""
        if not self.starts:
            return Span(start, end)
        first = self._normal(start, whole=False)
        return Span(first, max(first, self._normal(end, whole=True)) if end > start else first)

    def _normal(self, place: int, *, whole: bool) -> int:
        """A place of the user's text in the normalised one; within a change its start, or its end if `whole`."""
        at = bisect_right(self.user_starts, place) - 1
        if at < 0:
            return place
        if place >= self.user_ends[at]:
            return self.ends[at] + place - self.user_ends[at]
        return self.ends[at] if whole and place > self.user_starts[at] else self.starts[at]


def normalise(text: str) -> Normalised:
    """NFC, plain spaces and line ends, no invisible characters, `Đ` for the Icelandic `Ð`, no hyphens at line ends.

    Quotes and dashes stay: `fold` maps them one for one. Any str will do: NUL becomes a space, a lone surrogate U+FFFD.

    >>> plain = normalise("thi-\\r\\nđua\\u200b Đo\\u0302\\u0303 Hoa\\u0300")
    >>> plain.text
    'thi đua Đỗ Hoà'
    >>> plain.to_user(8, 14)
    Span(start=11, end=20)
    """
    hyphens = "-" in text and HYPHEN.search(text) is not None
    if not hyphens and ALL_CLEAN.fullmatch(text) is not None:
        return Normalised(text)
    out: list[str] = []
    starts, ends, user_starts, user_ends = array("q"), array("q"), array("q"), array("q")
    last = length = 0
    for start, end, new in _edits(text, hyphens=hyphens):
        out += (text[last:start], new)
        length += start - last
        if len(new) != end - start:
            starts.append(length)
            ends.append(length + len(new))
            user_starts.append(start)
            user_ends.append(end)
        length += len(new)
        last = end
    out.append(text[last:])
    return Normalised("".join(out), starts, ends, user_starts, user_ends)


def _edits(text: str, *, hyphens: bool) -> Iterator[tuple[int, int, str]]:
    """What becomes of which stretch, in order, without overlap."""
    joints = [joint for match in HYPHEN.finditer(text) if (joint := _joint(text, match))] if hyphens else []
    joints.reverse()
    last = 0
    for match in UNCLEAN.finditer(text):
        while joints and joints[-1][0] < match.start():
            yield (joint := joints.pop())
            last = joint[1]
        for part in PART.finditer(text, max(match.start(), last), match.end()):
            start, end = part.span()
            if text[end - 1] == "\r" and text[end : end + 1] == "\n":
                end += 1
            elif start > last and start == match.start() and MARK.search(text, start, end) is not None:
                start -= 1  # a mark joins the letter before it
            for begin in range(start, end, LONGEST):
                piece = text[begin : min(end, begin + LONGEST)]
                new = _plain(piece)
                if new != piece:
                    same = 1 if len(new) > 1 and new[0] == piece[0] else 0  # a letter that its mark did not join
                    yield begin + same, begin + len(piece), new[same:]
            last = end
    while joints:
        yield joints.pop()


def _joint(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    """A word broken at a line end: "thi-|đua" were two syllables, "thươ-|ng" was one whose rest has no vowel."""
    before = text[match.start() - 1 : match.start()]
    rest = match[1]
    if not (before.isalpha() or MARK.match(before)) or not rest[0].islower():
        return None
    vowel = any(unicodedata.normalize("NFD", char)[0] in VOWELS for char in rest[:12])
    return match.start(), match.end(), " " if vowel else ""


@lru_cache(maxsize=4096)
def _plain(piece: str) -> str:
    """A short stretch normalised; the same few come again and again."""
    return unicodedata.normalize("NFC", LINE_END.sub("\n", piece).translate(PLAIN))
