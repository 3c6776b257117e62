"""Sentences by rules: newlines, and full stops that end no abbreviation, number, list number, initial or address."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extractor.language.fold import LOWER, UPPER
from extractor.language.wordlists import load_words
from extractor.records import Span

__all__ = ["sentences"]

# Begins with the character that is looked for, which the engine finds fast. A sentence's closing quotes are its own;
# a new one begins with a capital, a digit, a quote or a list mark, or without a space with a capitalised word.
BREAK = re.compile(
    rf"[\n.!?…](?:(?<=\n)\s*+|(?<![.!?…].)(?P<close>[.!?…]*+[\"”’»)\]]*+)(?:"
    rf"[^\S\n]+(?=[\"“‘«(\[]*[{UPPER}\d]|[-–+*•]\s?)"
    rf"|(?<=[{LOWER}\d].)(?=[{UPPER}][{LOWER}]+ )|(?<=[{LOWER}][.!?][\"”])(?=[\"“]?[{UPPER}][{LOWER}])))"
)
LOOK_BACK = 16  # characters before a full stop in which an abbreviation stands
ROMAN = re.compile(r"[IVX]{1,5}")
LIST_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})*")


class _Words(NamedTuple):
    abbreviations: frozenset[str]
    numbered: re.Pattern[str]
    domain: re.Pattern[str]


@cache
def _words() -> _Words:
    lists = load_words("language/sentences.toml", ("abbreviations", "numbered", "domains"))
    return _Words(
        frozenset(lists["abbreviations"]),
        re.compile(rf"(?:^|[^\w])(?:{'|'.join(map(re.escape, lists['numbered']))})\s+$", re.IGNORECASE),
        re.compile(rf"(?:{'|'.join(map(re.escape, lists['domains']))})\b", re.IGNORECASE),
    )


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]` as spans without surrounding space, in order; none of them is empty.

    >>> text = "GS.TS. Lê V. Ân nhận 1.234 cuốn sách. Ông cảm ơn."
    >>> [span.of(text) for span in sentences(text)]
    ['GS.TS. Lê V. Ân nhận 1.234 cuốn sách.', 'Ông cảm ơn.']
    """
    end = len(text) if end is None else min(end, len(text))
    spans: list[Span] = []
    begin = start
    for match in BREAK.finditer(text, start, end):
        at = match.start()
        if text[at] == "\n":
            last = at
        elif text[at] == "." and match["close"] == "" and not _ends(text, begin, at, match.end()):
            continue
        else:
            last = match.end("close")
        _add(spans, text, begin, last)
        begin = match.end()
    _add(spans, text, begin, end)
    return spans


def _add(spans: list[Span], text: str, first: int, last: int) -> None:
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    if first < last:
        spans.append(Span(first, last))


def _ends(text: str, begin: int, at: int, after: int) -> bool:
    """Whether the full stop at `at` ends the sentence that begins at `begin`; the next one would begin at `after`."""
    head = text[max(begin, at - LOOK_BACK) : at]
    # At the start of the stretch a word is whole only if the sentence starts there, or a space stands before.
    word = head.split()[-1].lstrip("(\"“‘[") if head[-1:].strip() else ""
    if not word:
        return True
    lead = at - len(word) - begin
    first = lead < 3 and text[begin : begin + lead].strip("(\"“‘[ ") == ""
    if LIST_NUMBER.fullmatch(word):
        # "1. Tập thể", "gồm: 1. Tập thể", "Điều 1. Tặng …"
        before = text[max(begin, at - len(word) - LOOK_BACK) : at - len(word)]
        return not (first or before.rstrip().endswith((":", ";")) or _words().numbered.search(before))
    if after == at + 1 and _words().domain.match(text, after) and word.isascii():
        return False
    if first and ROMAN.fullmatch(word):
        return False
    return not all(
        (len(part) == 1 and part.isupper()) or part.lower() in _words().abbreviations for part in word.split(".") if part
    )
