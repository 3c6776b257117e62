"""Bytes to Vietnamese text: Unicode first, then windows-1258 and the encodings from before Unicode.

What an old encoding was is told by reading the text in each: the right one gives Vietnamese syllables, the wrong ones
letters that no syllable holds. That share of plausible syllables is the score.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from extractor.errors import DecodingError
from extractor.language.syllables import is_syllable
from extractor.language.wordlists import load_pairs

__all__ = ["Decoded", "decode", "repair"]

SAMPLE = 60_000  # characters looked at to tell an encoding
ENOUGH = 0.75  # share of plausible syllables from which on a reading is believed; a right one has 0.9 and more
LEFT = 0.4  # … and below which a Unicode text is taken for an older encoding's characters
FEWEST = 3  # words with marks without which nothing is told
BROKEN = 0.002  # share of broken characters up to which a text is still UTF-8
MAGIC = {
    b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image", b"PK\x03\x04": "a ZIP archive (DOCX, XLSX …)",
    b"%PDF": "a PDF document", b"\x1f\x8b": "a gzip file", b"\xd0\xcf\x11\xe0": "an old Office document", b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database", b"PAR1": "a Parquet file", b"\x28\xb5\x2f\xfd": "a zstd file", b"RIFF": "a media file",
    b"7z\xbc\xaf": "a 7z archive", b"BZh": "a bzip2 file", b"Rar!": "a RAR archive", b"{\\rtf": "an RTF document",
}  # fmt: skip
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# Letters that only Vietnamese in Unicode has; none of the old encodings' characters is one of them.
UNICODE = re.compile("[\u1ea0-\u1ef9\u0111\u01a1\u01b0\u0103]|[aeouAEOU][\u0302\u0306\u031b]?[\u0300\u0301\u0303\u0309\u0323]")
# A word with whatever stands inside it: in a wrong reading signs like "®" do.
WORDS = re.compile(r"[^\s\d!-/:-@\[-`{-~\u2010-\u2027\u00a0]+")
VIQR_SIGNS = re.compile(r"[aeiouyAEIOUY][\^(+`'?~.][a-zA-Z'`?~.]|\b[dD][dD]")
VIQR = re.compile(
    r"\\(?P<plain>['`?~.^(+dD\\])|(?P<d>[dD])[dD]|(?P<base>[aAeEoOuUiIyY])(?P<hat>[\^(+]?)(?P<tone>['`~]|[?.](?![\"')]*\s*$))?",
    re.MULTILINE,
)


class Decoded(NamedTuple):
    """Decoded text, the encoding it was in, how sure that is (0 to 1), and what a reader should know."""

    text: str
    encoding: str
    score: float
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of `data`.

    Unicode (UTF-8, UTF-16, UTF-32) is taken as it is, unless its characters are an older encoding's pasted in. Raises
    DecodingError for binary files and for bytes that are Vietnamese in no encoding that we know.
    """
    for magic, name in MAGIC.items():
        if data.startswith(magic):
            raise DecodingError(f"the input is {name}, not text; save the article as plain text in UTF-8 and try again")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding.removesuffix("-sig"), 1.0)
            except UnicodeDecodeError:
                raise DecodingError(f"the input claims to be {encoding} and is not; save it as UTF-8 and try again") from None
    if (wide := _utf16_without_mark(data)) is not None:
        return wide
    if data.count(b"\0") > max(8, len(data) // 50):
        raise DecodingError("the input is binary, not text; save the article as plain text in UTF-8 and try again")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _broken_utf8(data) or _legacy(data)
    return repair(text) or Decoded(text, "utf-8", 1.0)


def repair(text: str) -> Decoded | None:
    """A text whose characters are TCVN3, VNI or VIQR pasted into Unicode, in real Vietnamese; None where it is none."""
    sample = text[:SAMPLE]
    if len(UNICODE.findall(sample[:4000])) > FEWEST:
        return None
    if sample.isascii():
        if len(VIQR_SIGNS.findall(sample)) * 10 < len(sample.split()):
            return None
        candidates: list[tuple[str, Callable[[str], str]]] = [("viqr", _from_viqr)]
    else:
        if _plausible(sample) > LEFT:
            return None
        candidates = [("tcvn3", _from_tcvn3), ("vni", _from_vni)]
    score, name, convert = max(((_plausible(read(sample)), name, read) for name, read in candidates), key=lambda one: one[0])
    return _converted(convert(text), name, score) if score >= ENOUGH else None


def _legacy(data: bytes) -> Decoded:
    """Bytes that are no Unicode: the encoding whose reading holds the largest share of Vietnamese syllables."""
    sample = data[: SAMPLE * 2]
    scored = [(_plausible(text), name) for name in ("windows-1258", "tcvn3", "vni") if (text := _read(sample, name)) is not None]
    score, name = max(scored, default=(0.0, ""))
    text = _read(data, name) if score >= ENOUGH else None
    if text is None:
        raise DecodingError("the input is no text in an encoding that we know; save it as UTF-8 and try again")
    return _converted(text, name, score)


def _converted(text: str, name: str, score: float) -> Decoded:
    shown = name if name.startswith("windows") else name.upper()
    return Decoded(text, name, round(score, 2), (f"the text was in {shown} and was converted",))


def _broken_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken characters, as a cut or patched file has them."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken > max(2, len(text) * BROKEN) or len(UNICODE.findall(text[:4000])) <= FEWEST:
        return None
    return Decoded(text, "utf-8", round(1 - broken / len(text), 2), (f"{broken} characters are broken UTF-8 and were replaced",))


def _read(data: bytes, name: str) -> str | None:
    """Bytes read in an old encoding; None where it does not have them."""
    if name == "windows-1258":
        try:
            return unicodedata.normalize("NFC", data.decode("cp1258"))
        except UnicodeDecodeError:
            return None
    # The old fonts left quotes and dashes where windows-1252 has them.
    latin = data.decode("latin-1").translate(_punctuation())
    return _from_tcvn3(latin) if name == "tcvn3" else _from_vni(latin)


@cache
def _punctuation() -> dict[int, str]:
    table = {}
    for code in range(0x80, 0xA0):
        char = bytes([code]).decode("cp1252", "ignore")
        if char and not char.isalpha():
            table[code] = char
    return table


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark shows by its zero bytes at every second place."""
    head = data[:2000]
    if len(head) < 4 or head.count(0) < len(head) // 5:
        return None
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) > len(zeros) // 3:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if (score := _plausible(text[:SAMPLE])) >= ENOUGH:
                return Decoded(text, encoding, round(score, 2), (f"the text was in {encoding} without a mark",))
    return None


def _plausible(text: str) -> float:
    """The share of Vietnamese syllables among the words of a text that have a letter beyond ASCII."""
    words = Counter(word for word in WORDS.findall(unicodedata.normalize("NFC", text).lower()) if not word.isascii())
    total = words.total()
    return sum(count for word, count in words.items() if is_syllable(word)) / total if total >= FEWEST else 0.0


class _Tables(NamedTuple):
    tcvn3: dict[int, str]
    vni: dict[str, str]
    vni_pattern: re.Pattern[str]
    viqr: dict[str, str]


@cache
def _tables() -> _Tables:
    data = load_pairs("language/encodings.toml", ("tcvn3", "vni", "viqr"))
    vni = dict(data["vni"])
    for left, right in data["vni"].items():
        vni[left.upper()] = right.upper()
        vni[left[:1].upper() + left[1:]] = right.upper()
    pattern = re.compile("|".join(sorted(map(re.escape, vni), key=len, reverse=True)))
    return _Tables({ord(left): right for left, right in data["tcvn3"].items()}, vni, pattern, data["viqr"])


def _from_tcvn3(text: str) -> str:
    return text.translate(_tables().tcvn3)


def _from_vni(text: str) -> str:
    table = _tables().vni
    return _tables().vni_pattern.sub(lambda match: table[match.group()], text)


def _from_viqr(text: str) -> str:
    """VIQR after RFC 1456, where a full stop behind a vowel is the tone nặng and a real one is written "\\.".

    Writers forget that; a full stop or question mark that ends a line is taken for what it looks like. Within a line
    it is not: "Vu. Ke^' hoa.ch" is more frequent than a sentence that ends in an open syllable without a tone.
    """
    marks = _tables().viqr

    def convert(match: re.Match[str]) -> str:
        if match["plain"]:
            return match["plain"]
        if match["d"]:
            return "đ" if match["d"] == "d" else "Đ"
        letters = match["base"] + marks.get(match["hat"], "") + marks.get(match["tone"] or "", "")
        return unicodedata.normalize("NFC", letters)

    return VIQR.sub(convert, text)
