"""underthesea's words as a spaCy tokenizer, registered as `extractor.underthesea.v1`.

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "extractor.underthesea.v1"}}})

spaCy's own Vietnamese tokenizer wants another package; and underthesea's words have lost their place in the text. Here
they are found in the text itself, so `doc.text == text` and every token's offset is true. This is one of the two
modules that import spaCy; `extractor.language.segment` gives the words without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from extractor.language.segment import tagged_words, words
from extractor.records import Span

__all__ = ["UndertheseaTokenizer", "create_tokenizer"]

SPACE_TAG = "_SP"  # spaCy's tag of a token of white space


class UndertheseaTokenizer:
    """A spaCy tokenizer. With `pos_tags` each token's `tag_` is underthesea's part of speech (slower)."""

    def __init__(self, vocab: Vocab, *, pos_tags: bool = False) -> None:
        self.vocab = vocab
        self.pos_tags = pos_tags

    def __call__(self, text: str) -> Doc:
        """The Doc of a text: `doc.text == text`, tokens are words, runs of space beyond one are tokens of their own."""
        found: Iterable[tuple[Span, str]] = tagged_words(text) if self.pos_tags else ((span, "") for span in words(text))
        pieces: list[str] = []
        spaces: list[bool] = []
        tags: list[str] = []
        last = 0
        for span, tag in found:
            self._gap(text[last : span.start], pieces, spaces, tags)
            pieces.append(span.of(text))
            spaces.append(False)
            tags.append(tag)
            last = span.end
        self._gap(text[last:], pieces, spaces, tags)
        return Doc(self.vocab, words=pieces, spaces=spaces, tags=tags if self.pos_tags else None)

    @staticmethod
    def _gap(gap: str, pieces: list[str], spaces: list[bool], tags: list[str]) -> None:
        """One space belongs to the token before it; whatever else is between two words is a token of its own."""
        if gap and spaces and gap[0] == " ":
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            pieces.append(gap)
            spaces.append(False)
            tags.append(SPACE_TAG)

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterable[Doc]:
        return (self(text) for text in texts)

    def to_bytes(self, **_: Any) -> bytes:
        return b"pos" if self.pos_tags else b""

    def from_bytes(self, data: bytes, **_: Any) -> UndertheseaTokenizer:
        self.pos_tags = data == b"pos"
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """There is nothing to keep: the words are underthesea's, and `pos_tags` stands in the pipeline's configuration."""

    def from_disk(self, _path: Any, **_: Any) -> UndertheseaTokenizer:
        return self


@registry.tokenizers("extractor.underthesea.v1")  # type: ignore[untyped-decorator]
def create_tokenizer(pos_tags: bool = False) -> Callable[[Language], UndertheseaTokenizer]:
    """The factory that spaCy's configuration names."""

    def create(nlp: Language) -> UndertheseaTokenizer:
        return UndertheseaTokenizer(nlp.vocab, pos_tags=pos_tags)

    return create
