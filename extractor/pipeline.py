"""The whole journey on one page: what the user gave -> Article -> records -> Document."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractor.records import Article, Document

__all__ = ["Pipeline", "extract", "load"]

HALF = re.compile("[\ud800-\udfff]")


class Pipeline:
    """Extracts award records from articles; models are loaded on first use, and it can be pickled to other processes.

    >>> pipeline = Pipeline()
    >>> document = pipeline.extract("Năm 2019, bà Lê Thị Dao được Bộ trưởng Bộ Công Thương tặng Bằng khen.")
    >>> document.records[0].recipient.name, document.records[0].award.id
    ('Lê Thị Dao', 'bang-khen-cap-bo')
    """

    def extract(self, source: str | bytes | os.PathLike[str] | Article) -> Document:
        """The document of a text, of bytes, of a file, or of an article that was read before.

        A `str` is the text itself; the name of a file is given as a `Path`. Raises InputError (see errors.py) for
        what cannot be read.
        """
        article = self._article(source)
        from extractor.awards.engine import extract_records

        return Document(article, tuple(extract_records(article)), article.warnings)

    def bare(self, source: str | bytes | os.PathLike[str] | Article) -> Document:
        """The same document where it is known that it holds no record (see scale/scan.py): nothing is looked for."""
        article = self._article(source)
        return Document(article, (), article.warnings)

    def _article(self, source: str | bytes | os.PathLike[str] | Article) -> Article:
        return _encodable(source if isinstance(source, Article) else self.read(source))

    def read(
        self, source: str | bytes | os.PathLike[str], *, source_name: str | None = None, url: str | None = None
    ) -> Article:
        """The article of a text, of bytes, or of a file, its kind told by its content; see `extractor.read`."""
        from extractor.article.files import read

        return read(source if isinstance(source, (str, bytes)) else Path(source), source_name=source_name, url=url)


def _encodable(article: Article) -> Article:
    """The article with U+FFFD for each half of a surrogate pair, which no encoding can hold; offsets stay as they are.

    Such halves come from JSON written by programs that cut texts inside an emoji.
    """
    try:
        article.text.encode()
    except UnicodeEncodeError:
        fields = {name: getattr(article, name) for name in ("text", "title", "author", "lead")}
        mended: dict[str, Any] = {name: HALF.sub("\ufffd", value) for name, value in fields.items() if value is not None}
        warning = "the text holds halves of characters (lone surrogates); each is read as U+FFFD"
        return replace(article, **mended, warnings=(*article.warnings, warning))
    return article


def load() -> Pipeline:
    """A pipeline to use again and again."""
    return Pipeline()


def extract(source: str | bytes | os.PathLike[str] | Article) -> Document:
    """The award records of one article; see `Pipeline.extract`."""
    return Pipeline().extract(source)
