"""The smallest pieces of a sentence: its tokens, and the typed stretches of them that are mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractor.language.fold import UPPER

__all__ = ["DECISION", "Mention", "Token", "tokenise"]

TOPIC = re.compile(r"[^:(\n]{8,120}(?=[:(])")
AWARDED = re.compile(r"(?<!\w)(?:huân|huy|bằng|giấy|cờ|kỉ niệm|danh hiệu|chiến sĩ|tập thể|lao động|giải thưởng)(?!\w)")
HEADLINE = 8  # characters from which a line in capitals is a heading, not an abbreviation
TOKEN = re.compile(
    rf"U\.\d\d|\d+(?:[.,/]\d+)*|(?:[{UPPER}][\w]{{0,3}}\.)+(?:[{UPPER}]\w*)?|[^\W_][\w'’]*(?:[/&-][^\W_]\w*)*|\S"
)

# The number of a decision: "415/QĐ-SCT".
DECISION = re.compile(
    r"\d{1,5}(?:\s*,\s*\d{1,5})*(?:/\d{4})?\s*[/-]?\s*(?:qđ|nq|tb|kh|ttr)\s*[-/–]\s*[\wđ&]+(?:[-.][\wđ&]+)*(?<![-.])"
)


class Token(NamedTuple):
    """A syllable, number or punctuation mark; `fold` is its folded form (as long as `text`)."""

    start: int
    end: int
    text: str
    fold: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(slots=True)
class Mention:
    """A typed stretch of the normalised text. `value` depends on `kind`:

    award AwardHit · quantity QuantityMention · time TimeMention · decision the number · unit, person: their name ·
    the others: the lexicon's entry or None.
    """

    kind: str
    start: int
    end: int
    value: Any = None
    flags: dict[str, Any] = field(default_factory=dict)


def tokenise(text: str, folded: str, start: int, end: int) -> list[Token]:
    """The syllables and marks of `text[start:end]`; a full stop stays with an abbreviation only."""
    tokens = []
    if (head := _in_capitals(text[start:end], folded[start:end])):  # there capitals tell no names
        text = text[:start] + folded[start : start + head] + text[start + head :]
    for match in TOKEN.finditer(text, start, end):
        first, last = match.span()
        if text[last - 1] == "." and last - first > 1 and (last == end or not _abbreviation(text[first : last - 1])):
            tokens.append(Token(first, last - 1, text[first : last - 1], folded[first : last - 1]))
            tokens.append(Token(last - 1, last, ".", "."))
        else:
            tokens.append(Token(first, last, text[first:last], folded[first:last]))
    return tokens


def _in_capitals(words: str, folded: str) -> int:
    """How much of a line is printed in capitals, as headings are: all of it, or what tells an award before its colon or
    bracket: "IV. BẰNG KHEN CỦA BỘ TRƯỞNG: 36 tập thể"."""
    if len(words) >= HEADLINE and words.isupper():
        return len(words)
    head = TOPIC.match(words)
    told = head is not None and len(head.group()) >= HEADLINE and head.group().isupper() and AWARDED.search(folded, 0, head.end()) is not None
    return head.end() if head is not None and told else 0


def _abbreviation(word: str) -> bool:
    return len(word) <= 3 and word[0].isupper() and not word.isdigit() and word.lower() not in {"ông", "bà", "hội"}
