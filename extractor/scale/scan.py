"""The cheap no: whether bytes can hold an award record at all, told before they are decoded, parsed or tokenised.

No record stands in an article that names no award (extractor/awards/engine.py begins there). The bytes are squeezed to
what of a name is the same in every encoding and form that we read: its plain letters. Letters beyond ASCII (UTF-8,
windows-1258, TCVN3, marks of VNI and of decomposed Unicode) are left out, spaces and signs become one space, and y is
i. "Huân chương" is then "hun chng", or "huan chuong" where the marks stand apart; both are looked for, and whatever
lies between. A page in which nothing is found holds no name of an award, so a "no" is sure. A "yes" is a guess.

Whatever cannot be told here (UTF-16, VIQR, binary files) is "yes": the full way decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice, product

import ahocorasick_rs

from extractor.awards.catalogue import catalogue
from extractor.awards.squeeze import roughly
from extractor.language.decoding import FEWEST, MAGIC, UNICODE, VIQR_SIGNS
from extractor.language.fold import fold
from extractor.language.normalise import normalise
from extractor.scale.markup import texts_of

__all__ = ["Scan", "scan"]

HIGH = bytes(range(0x80, 0x100))
_UPPER = bytes(range(0x41, 0x5B))
_LOWER = bytes(range(0x61, 0x7B))
LETTERS = bytes(byte if byte in b"0123456789" + _UPPER + _LOWER else 0x20 for byte in range(256))
QUOTED = bytes(0x22 if byte in b"\"'" else LETTERS[byte] for byte in range(256))
SMALL = bytes.maketrans(_UPPER + b"y", b"abcdefghijklmnopqrstuvwxiz" + b"i")
# In bytes that are no UTF-8: a hard space, a line end, quotes and dashes of Windows; the rest are letters.
LEGACY = bytes(0x20 if byte in b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0" else LETTERS[byte] for byte in range(256))
LEGACY_HIGH = bytes(byte for byte in HIGH if byte not in b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0")
INVISIBLE = re.compile(rb"\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf])")
# Spaces, quotes, dashes and signs in UTF-8, by their first byte; none is a letter of Vietnamese, nor one that an old font
# has for one. (A regular expression that begins with one byte is ten times as fast as one that begins with a choice.)
SIGNS = {lead: re.compile(re.escape(bytes([lead])) + rb"[\x80-\xbf]+") for lead in range(0xE2, 0xF5)}
NO_SIGN = bytes(byte for byte in range(256) if byte not in SIGNS and byte != 0xC2)
# Quotes, as extractor/language/fold.py has them.
QUOTES = re.compile(rb"\xe2\x80[\x98\x99\x9b-\x9f\xb2\xb3]")
ANGLES = (b"\xc2\xab", b"\xc2\xbb")  # quotes too, and letters of TCVN3

# Letters that are ASCII once they are small or in normal form: the Kelvin sign, and I with a dot.
DISGUISED = (b"\xe2\x84\xaa", b"\xc4\xb0")
UNTOLD = (*MAGIC, b"\xff\xfe", b"\xfe\xff")
SPACES = re.compile(b"  +")
HYPHEN = re.compile(rb"-(?:[ \t]|\xc2?\xa0)*[\r\n]+\s*")
LINE_END = re.compile(r"-[ \t\xa0]*[\r\n]")  # the same, where the text is Unicode
FEW = 50  # a text with fewer letters beyond ASCII than one in so many may be VIQR
DENSE = 30  # … and is, for us, where one word in so many looks like it

DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
OPENED = re.compile(r"[\"']\w")

WINDOW = 4  # syllables of a name that are looked for …
MOST = 16  # … in no more spellings than these
ROUND = frozenset(("oa", "oe", "ui", "uy"))  # the tone stands on either vowel: hoà, hòa


class Scan:
    """Looks for names of awards in bytes. `names`, `quoted` and `short` are `Naming.triggers`."""

    def __init__(self, names: Iterable[str], quoted: Iterable[str], short: Iterable[str]) -> None:
        free, bound = sorted(_anchors(names)), sorted(_anchors(quoted, start=True))
        self._free = len(free)
        self._names = _matcher([*free, *bound])
        self._opened = _matcher(f'"{word}' for word in bound)
        names, quoted, short = sorted(names), sorted(quoted), sorted(short)
        self._full, self._full_free = ahocorasick_rs.AhoCorasick([*names, *quoted]), len(names)
        self._full_short = ahocorasick_rs.AhoCorasick(short)
        self._short = _matcher(sorted({spelling for word in short for spelling in _spellings(word, small=False)}))

    def text(self, data: bytes) -> bool:
        """Whether a plain text, in whatever encoding, can hold a record."""
        plain = _decoded(data)
        if self._untold(data) or _disguised(data, plain) or self._viqr(data):
            return True
        unicode = plain is not None
        return self._found(data, unicode=unicode) or (
            b"-" in data and self._found(HYPHEN.sub(b"", data), unicode=unicode)
        )

    def page(self, data: bytes) -> bool:
        """Whether an HTML page can hold a record, in its text, its head or its data for machines.

        What looks like a name there is looked at once more, letter by letter: parsing a page costs much more.
        """
        if self._untold(data):
            return True
        for text in texts_of(data):
            plain = _decoded(text)
            unicode = plain is not None
            if _disguised(text, plain) or self._viqr(text):
                return True
            if self._found(text, unicode=unicode) and (plain is None or self._named(plain)):
                return True
            if b"-\n" in text or b"-\r" in text:
                joined = HYPHEN.sub(b"", text)
                if self._found(joined, unicode=unicode):
                    return True
        return False

    def _named(self, text: str) -> bool:
        """The same question in full letters, for what is Unicode beyond doubt."""
        told = sum(1 for _ in islice(UNICODE.finditer(text), FEWEST + 1))
        if "\ufffd" in text or told <= FEWEST or LINE_END.search(text):
            return True
        for char in DROPPED:
            text = text.replace(char, "")
        text = normalise(" ".join(text.split())).text
        if any(
            not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
            for _, start, end in self._full_short.find_matches_as_indexes(text, overlapping=True)
        ):
            return True
        folded = fold(text)
        found = self._full.find_matches_as_indexes(roughly(folded), overlapping=True)
        return any(match[0] < self._full_free for match in found) or (bool(found) and bool(OPENED.search(folded)))

    def _untold(self, data: bytes) -> bool:
        """Whether the bytes are of a kind that cannot be told here."""
        return data.startswith(UNTOLD) or b"\0" in data[:2000]

    def _viqr(self, data: bytes) -> bool:
        """Whether a text may be VIQR, whose marks are signs of ASCII."""
        sample = data[:120_000].translate(None, HIGH)
        if (len(data[:120_000]) - len(sample)) * FEW > len(sample):
            return False
        signs = len(VIQR_SIGNS.findall(sample.decode("ascii")))
        return signs > 0 and signs * DENSE >= len(sample.split())

    def _found(self, data: bytes, *, unicode: bool) -> bool:
        """Whether something like a name stands in the plain letters of a text."""
        if self._in(_stream(data), data, unicode=unicode):
            return True
        return not unicode and self._in(_squeezed(data.translate(LEGACY, LEGACY_HIGH)), data, unicode=False)

    def _in(self, stream: bytes, data: bytes, *, unicode: bool) -> bool:
        found = self._names.find_matches_as_indexes(stream.translate(SMALL), overlapping=True)
        if any(match[0] < self._free for match in found):
            return True
        short = self._short.find_matches_as_indexes(stream, overlapping=True)
        if not found and not short:
            return False
        clear = unicode and not any(angle in data for angle in ANGLES)
        if found and not clear:
            return True
        for _, start, end in short:
            if not clear or not (stream[start - 1 : start].isalnum() or stream[end : end + 1].isalnum()):
                return True
        # Names that count in quotes only, such as "Vì sự nghiệp giáo dục".
        return bool(found) and bool(
            self._opened.find_matches_as_indexes(_stream(QUOTES.sub(b'"', data), QUOTED).translate(SMALL))
        )


@cache
def scan() -> Scan:
    """The scan for the awards of models/awards; built once a process."""
    return Scan(*catalogue().triggers())


def _disguised(data: bytes, plain: str | None) -> bool:
    """Whether letters stand in a text, in UTF-8 or `plain`, that the scan of its bytes would not see."""
    return (
        any(letter in data for letter in DISGUISED)
        if plain is None
        else any(letter.decode() in plain for letter in DISGUISED)
    )


def _decoded(data: bytes) -> str | None:
    """The text in bytes that are UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _stream(data: bytes, table: bytes = LETTERS) -> bytes:
    """The plain letters of UTF-8, one space between words."""
    leads = set(data.translate(None, NO_SIGN))
    if 0xC2 in leads:
        data = data.replace(b"\xc2\xa0", b" ").replace(b"\xc2\x85", b" ")
    if 0xE2 in leads:
        data = INVISIBLE.sub(b"", data)
    if 0xEF in leads:
        data = data.replace(b"\xef\xbb\xbf", b"")
    for lead in leads - {0xC2}:
        data = SIGNS[lead].sub(b" ", data)
    return _squeezed(data.translate(table, HIGH))


def _squeezed(stream: bytes) -> bytes:
    return SPACES.sub(b" ", stream)


# -- what is looked for --------------------------------------------------------------------------------------------


def _matcher(words: Iterable[str]) -> ahocorasick_rs.BytesAhoCorasick:
    return ahocorasick_rs.BytesAhoCorasick(
        [word.encode("ascii") for word in words], implementation=ahocorasick_rs.Implementation.DFA
    )


def _anchors(names: Iterable[str], *, start: bool = False) -> set[str]:
    """For each name a part of it that is looked for, its `start` or any, in all its spellings.

    A name that holds another is found with it; where starts are looked for, one that begins with another.
    """
    parts: list[tuple[str, ...]] = []
    syllables = {tuple(re.sub(r"[,-]", " ", name).split()) for name in names}
    for name in sorted(syllables, key=lambda name: (len(name), name)):
        if not any(name[: len(part)] == part if start else _holds(name, part) for part in parts):
            parts.append(name)
    return {spelling for part in parts for spelling in _best(part, start=start)}


def _holds(name: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(name[at : at + len(part)] == part for at in range(len(name) - len(part) + 1))


def _best(name: tuple[str, ...], *, start: bool) -> set[str]:
    """The spellings of that window of a name which says most: whose shortest spelling is longest."""
    windows = []
    for first in range(1 if start else len(name)):
        for last in range(first + 1, min(len(name), first + WINDOW) + 1):
            words = " ".join(name[first:last])
            if _count(words) <= MOST:
                found = _spellings(words)
                windows.append((min(map(len, found)), found))
    return max(windows, key=lambda window: window[0])[1]


def _count(words: str) -> int:
    count = 1
    for options in _options(words):
        count *= len(options)
    return count


def _spellings(words: str, *, small: bool = True) -> set[str]:
    """How words can stand in the stream."""
    made = {re.sub(" +", " ", "".join(letters)) for letters in product(*_options(words))}
    return {spelling.translate(str.maketrans("y", "i")).strip() if small else spelling.strip() for spelling in made}


def _options(words: str) -> Iterator[tuple[str, ...]]:
    """For each character what can be left of it: its plain letter, nothing, or either."""
    for syllable in re.split("( )", words):
        plain = [unicodedata.normalize("NFD", char)[0] for char in syllable]
        bare = "".join(plain).casefold()
        movable = not syllable.isascii() and any(pair in bare for pair in ROUND)
        for char, base in zip(syllable, plain, strict=True):
            if char.isascii():
                yield (char, "") if movable and char in "oaeuiy" else (char if char.isalnum() else " ",)
            else:
                yield (base, "") if base.isascii() else ("",)
