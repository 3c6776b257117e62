"""What a reader could make of the bytes of a page, without parsing it: its text, what its head tells, its data for machines.

This is generous: text that a reader leaves out is in it, and words stand in it in more than one way where tags cut them.
It is read by scan.py, which looks for names of awards.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["texts_of"]

# (A regular expression that begins with one letter, whatever its case, is looked for much faster than any that does not.)
UNSEEN = re.compile(rb"<(?:!--|([sS][cC][rR][iI][pP][tT]|[sS][tT][yY][lL][eE])\b)")
EMPTY = re.compile(rb"<!---?>")
ENDS = {name: re.compile(rb"</" + name + rb"[^>]*>", re.IGNORECASE) for name in (b"script", b"style")}
JSON = re.compile(rb"<[^>]*json", re.IGNORECASE)
TAG = re.compile(rb"<[a-zA-Z/!?][^>]*>")
WHOLE_TAG = re.compile(rb"<[a-zA-Z/!?](?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
NAMES = (
    rb"(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|o:p|q|s|samp|small|span|strike|strong|sub|sup|time|tt|"
    rb"u|var|wbr)(?:[\s/][^>]*)?>"
)
INLINE = re.compile(rb"</?" + NAMES, re.IGNORECASE)
# A tag inside a word: "<b>H</b>uân". (Any single tag will do, and only inline ones after it.)
GLUED = re.compile(
    rb"<(?<=[a-zA-Z\x80-\xff;]<)[^<>]*>(?:</?(?=[^lphLPH])" + NAMES + rb")*(?=[a-zA-Z\x80-\xff&])", re.IGNORECASE
)
TOLD = re.compile(rb"<(?:meta|input)\b[^>]*>", re.IGNORECASE)
ENTITY = re.compile(rb"&#?[0-9a-zA-Z]+;?")
ESCAPE = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|[nrtbf])")


def texts_of(data: bytes) -> Iterator[bytes]:
    """The texts of a page, with what its entities and escapes stand for."""
    bare, machines = _parted(data)
    spaced = TAG.sub(b" ", bare)
    yield _unescaped(spaced)
    if GLUED.search(bare):
        yield _unescaped(TAG.sub(b" ", INLINE.sub(b"", bare)))
    if b">" in spaced:  # signs of greater in attributes
        yield _unescaped(WHOLE_TAG.sub(b" ", INLINE.sub(b"", bare)))
    yield _unescaped(b" ".join(TOLD.findall(bare)))
    for script in machines:
        yield _unescaped(script)


def _parted(data: bytes) -> tuple[bytes, list[bytes]]:
    """A page without scripts, styles and comments, and those scripts that hold data (JSON).

    Where one seems to begin inside a tag, nothing is left out: what follows may be text. One that does not end is text.
    """
    kept: list[bytes] = []
    machines: list[bytes] = []
    at = seen = 0
    while begin := UNSEEN.search(data, seen):
        start = begin.start()
        seen = stop = _end(data, begin)
        if stop < 0:
            seen = begin.end()
            continue
        if data.rfind(b"<", at, start) > data.rfind(b">", at, start):
            return data, [data]
        if begin[1] and JSON.match(data, start, stop):
            machines.append(data[start:stop])
        kept.append(data[at:start])
        at = stop
    kept.append(data[at:])
    return b"".join(kept), machines


def _end(data: bytes, begin: re.Match[bytes]) -> int:
    """The end of a script, style or comment, or -1."""
    if begin[1]:
        # (One byte is looked for at memory's speed, and scripts have few of these.)
        ends, at = ENDS[begin[1].lower()], data.find(b"<", begin.end())
        while at >= 0 and (ended := ends.match(data, at)) is None:
            at = data.find(b"<", at + 1)
        return ended.end() if at >= 0 and ended else -1
    if empty := EMPTY.match(data, begin.start()):
        return empty.end()
    stop = data.find(b"-->", begin.end())
    return stop + 3 if stop >= 0 else -1


def _unescaped(data: bytes) -> bytes:
    """A text with the characters that entities and JSON's escapes stand for, also where they were escaped twice."""
    if b"\\" in data:
        data = ESCAPE.sub(lambda match: chr(int(match[1], 16)).encode("utf-8", "ignore") if match[1] else b" ", data)
    for _ in range(2):
        if b"&" not in data:
            break
        data = ENTITY.sub(lambda match: _character(match[0]), data)
    return data


@lru_cache(maxsize=4096)
def _character(entity: bytes) -> bytes:
    return html.unescape(entity.decode("ascii")).encode("utf-8", "ignore")
