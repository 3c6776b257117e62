"""Vietnamese words, by underthesea's taggers, with true places in the text.

underthesea's `word_tokenize` and `pos_tag` normalise the text and give words that have lost their place. Here its
regular expression finds the syllables in the normalised text, whose places are known, and its taggers are given these.
That leans on its internals; tests compare the outcome with the public functions, and where the internals have moved
the public functions are used and aligned on the characters that are no space.

underthesea is imported when it is first needed, and never given more at once than a long sentence: its regular
expression takes quadratic time on texts like "a.a.a.a".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from extractor.language.normalise import normalise
from extractor.language.sentences import sentences
from extractor.records import Span

__all__ = ["Joined", "Joins", "continues", "tagged_words", "words"]

MODEL = "ws_crf_vlsp2013_20230727"
LONGEST = 250  # syllables given to the tagger at once: its time is linear, its memory for one call need not grow
AROUND = 3  # syllables on either side that decide whether two are one word: the tagger's features look at two
PIECE = 600  # characters in which syllables are looked for at once
# What is read where underthesea's own expression is not to be had.
PLAIN_SYLLABLE = re.compile(r"[^\W_](?:[\w'’]*)(?:[./-]\w+)*|\S")
UNENCODABLE = re.compile("[\ud800-\udfff]")
MOVED = (ImportError, AttributeError, OSError, TypeError, ValueError, KeyError, IndexError)


@cache
def _tagger() -> Any:
    """underthesea's word tagger, or None where its internals have moved."""
    try:
        module = import_module("underthesea.pipeline.word_tokenize")
        tagger = import_module("underthesea.models.fast_crf_sequence_tagger").FastCRFSequenceTagger()
        tagger.load(str(Path(str(module.__file__)).parent / "models" / MODEL))
        tagger.predict([["Bộ"], ["trưởng"]])
    except MOVED:
        return None
    return tagger


@cache
def _pairs() -> frozenset[str] | None:
    """Each two syllables that stand side by side in a word of underthesea's dictionary, or None where it has moved."""
    try:
        module = import_module("underthesea.pipeline.word_tokenize")
        known = import_module("joblib").load(Path(str(module.__file__)).parent / "models" / MODEL / "dictionary.bin")
        syllables = [word.lower().split() for word in known]
    except MOVED:
        return None
    return frozenset(" ".join(pair) for word in syllables for pair in pairwise(word))


@cache
def _syllable_reader() -> tuple[re.Pattern[str], Callable[[str], str]] | None:
    """underthesea's regular expression for syllables and its spelling of one, or None where they have moved."""
    try:
        # Compiled anew: `word_tokenize(fixed_words=…)` changes the module's own for good.
        parts = import_module("underthesea.pipeline.word_tokenize.regex_tokenize").regex_patterns
        pattern = re.compile(f"(?:{'|'.join(parts)})", re.VERBOSE)
        spelling: Callable[[str], str] = import_module("underthesea.pipeline.text_normalize").token_normalize
        if [spelling(match.group()) for match in pattern.finditer("Uỷ ban.")] != ["Ủy", "ban", "."]:
            return None
    except (*MOVED, re.error):
        return None
    return pattern, spelling


@cache
def _pos_tagger() -> Callable[[list[str]], list[tuple[str, str]]] | None:
    """underthesea's part-of-speech tagger over words, or None where it has moved."""
    try:
        predict = import_module("underthesea.pipeline.pos_tag.model_crf").CRFPOSTagPredictor.Instance().predict
        if [word for word, _ in predict(["Bộ trưởng", "đến"])] != ["Bộ trưởng", "đến"]:
            return None
    except MOVED:
        return None
    tagger: Callable[[list[str]], list[tuple[str, str]]] = predict
    return tagger


def continues(syllables: Sequence[str]) -> list[bool]:
    """For each syllable whether it goes on with the word of the syllable before it.

    >>> continues(["phong", "trào", "thi", "đua"])
    [False, True, False, True]
    """
    tagger = _tagger()
    out: list[bool] = []
    for begin in range(0, len(syllables), LONGEST):
        piece = [_encodable(syllable) for syllable in syllables[begin : begin + LONGEST]]
        if tagger is None:
            out += _by_public_function(piece)
        else:
            out += [tag == "I-W" for tag in tagger.predict([[syllable] for syllable in piece])]
    if out:
        out[0] = False
    return out


class Joins:
    """For each syllable of a sentence whether it goes on with the word of the syllable before it, told where it is asked.

    Two syllables that are neighbours in no word of underthesea's dictionary are two words ("trao Bằng", which the tagger
    joins, so that its "khen" opens a word); for the others it is given those around them. So a sentence costs what is in
    doubt in it, not its length.

    >>> joins = Joins(["phong", "trào", "thi", "đua", "trao", "Bằng", "khen"])
    >>> [joins[at] for at in range(len(joins))]
    [False, True, False, True, False, False, False]
    """

    def __init__(self, syllables: Sequence[str]) -> None:
        self.syllables = syllables
        self.known: dict[int, bool] = {}

    def __len__(self) -> int:
        return len(self.syllables)

    def __getitem__(self, index: int) -> bool:
        """IndexError past the last syllable."""
        if index not in self.known:
            self.known[index] = self._joined(index)
        return self.known[index]

    def _joined(self, index: int) -> bool:
        if index == 0:
            return False
        pairs = _pairs()
        if pairs is not None and f"{self.syllables[index - 1]} {self.syllables[index]}".lower() not in pairs:
            return False
        begin = max(0, index - AROUND)
        return continues(self.syllables[begin : index + AROUND + 1])[index - begin]


Joined = Joins | Sequence[bool]


def _encodable(syllable: str) -> str:
    """A syllable that the taggers can take: lone surrogates and nothing at all make them panic."""
    return UNENCODABLE.sub("\ufffd", syllable) or "\ufffd"


def _by_public_function(syllables: Sequence[str]) -> list[bool]:
    """The same from `word_tokenize`, aligned on the characters that are no space."""
    from underthesea import word_tokenize

    ends: set[int] = set()
    length = 0
    for word in word_tokenize(" ".join(syllables)):
        length += len("".join(word.split()))
        ends.add(length)
    out, length = [], 0
    for syllable in syllables:
        out.append(length not in ends and length > 0)
        length += len("".join(syllable.split()))
    return out


def words(text: str) -> list[Span]:
    """The words of a text as spans of it, in order; what is between two of them is space or invisible.

    >>> text = "Bộ Công\\u00a0Thương tặng thưởng"
    >>> [span.of(text) for span in words(text)]
    ['Bộ', 'Công\\xa0Thương', 'tặng thưởng']
    """
    return [span for span, _ in _read(text)]


def tagged_words(text: str) -> list[tuple[Span, str]]:
    """The words of a text with underthesea's part of speech of each: "N" noun, "Np" name, "V" verb, "M" number ….

    >>> text = "Ông Nam là giáo viên"
    >>> [(span.of(text), tag) for span, tag in tagged_words(text)]
    [('Ông', 'Nc'), ('Nam', 'Np'), ('là', 'V'), ('giáo viên', 'N')]
    """
    out: list[tuple[Span, str]] = []
    sentence: list[tuple[Span, str]] = []
    last = -1
    for span, word, number in _numbered(text):
        if number != last and sentence:
            out += _tagged(sentence)
            sentence = []
        last = number
        sentence.append((span, word))
    return out + (_tagged(sentence) if sentence else [])


def _tagged(sentence: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Words of one sentence, each as underthesea spells it, with their tags."""
    tagger = _pos_tagger()
    spelled = [word for _, word in sentence]
    tags = [tag for _, tag in tagger(spelled)] if tagger is not None else _tags_by_public_function(spelled)
    return [(span, tag) for (span, _), tag in zip(sentence, tags, strict=True)]


def _tags_by_public_function(spelled: list[str]) -> list[str]:
    """Tags of words from `pos_tag`: each word has the tag of the word that holds its first character."""
    from underthesea import pos_tag

    tags: list[str] = []
    for word, tag in pos_tag(" ".join(spelled)):
        tags += [tag] * len("".join(word.split()))
    out, at = [], 0
    for word in spelled:
        out.append(tags[at] if at < len(tags) else "X")
        at += len("".join(word.split()))
    return out


def _read(text: str) -> Iterator[tuple[Span, str]]:
    return ((span, word) for span, word, _ in _numbered(text))


def _numbered(text: str) -> Iterator[tuple[Span, str, int]]:
    """Each word: its span in `text`, the word as underthesea spells it, the number of its piece."""
    plain = normalise(text)
    last = 0
    for number, (start, end, word) in _normal_words(plain.text):
        span = plain.to_user(start, end)
        # A letter and a mark that did not join may have one place in the text; it is the first one's.
        if span.end > last:
            yield Span(max(span.start, last), span.end), word, number
            last = span.end


def _normal_words(text: str) -> Iterator[tuple[int, tuple[int, int, str]]]:
    """The words of a normalised text, each with the number of its piece."""
    for number, piece in enumerate(_pieces(text)):
        found = [*_syllables(text, piece)]
        joined = continues([spelled for _, spelled in found])
        start, end, word = 0, 0, ""
        for (span, spelled), goes_on in zip(found, joined, strict=True):
            if goes_on and text[end : span.start] in {"", " "}:
                end, word = span.end, f"{word} {spelled}"
                continue
            if word:
                yield number, (start, end, word)
            start, end, word = span.start, span.end, spelled
        if word:
            yield number, (start, end, word)


def _pieces(text: str) -> Iterator[Span]:
    """The sentences of a text, those of more than a few hundred characters cut at a space, or anywhere."""
    for sentence in sentences(text):
        begin = sentence.start
        while sentence.end - begin > PIECE:
            cut = text.rfind(" ", begin + PIECE // 2, begin + PIECE)
            cut = begin + PIECE if cut < 0 else cut
            yield Span(begin, cut)
            begin = cut
        yield Span(begin, sentence.end)


def _syllables(text: str, piece: Span) -> Iterator[tuple[Span, str]]:
    """The syllables and marks of a piece, each with its place and as underthesea spells it."""
    reader = _syllable_reader()
    pattern, spelling = reader if reader is not None else (PLAIN_SYLLABLE, str)
    # Of the piece alone, so that its end is an end for the expression too.
    for match in pattern.finditer(text[piece.start : piece.end]):
        word = match.group()
        if not word.isspace():
            yield Span(piece.start + match.start(), piece.start + match.end()), _encodable(spelling(word))
