"""One input of a batch: what it is called, where it comes from, and how it becomes an article."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError, InputError
from extractor.records import Article, Document

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

__all__ = ["Input", "extracted", "line_input", "row_input", "wrong"]


@dataclass(frozen=True, slots=True)
class Input:
    """One article to be: its id in the output, and where it comes from; `read` gives the article or raises."""

    id: str
    name: str
    text: str | None = None
    html: str | bytes | None = None
    data: bytes | None = None  # of a file, whose kind its content tells
    url: str | None = None
    path: Path | None = None
    charset: str | None = None  # of a page, as its server said
    error: ExtractorError | None = None

    def fetched(self) -> Input:
        """The input with what its file, or standard input, holds. Raises InputError."""
        if self.error is not None or self.text is not None or self.html is not None or self.data is not None:
            return self
        if self.path is None:
            if sys.stdin is None:
                raise InputError("standard input is closed; give a file")
            return replace(self, data=sys.stdin.buffer.read())
        return replace(self, data=_bytes(self.path))

    def read(self) -> Article:
        """The article. Raises InputError and its kinds, with the input's name in the message."""
        try:
            return self.fetched()._read()
        except InputError as error:
            if self.name in str(error):
                raise
            raise type(error)(f"{self.name}: {error}") from None

    def _read(self) -> Article:
        if self.error is not None:
            raise self.error
        if self.html is not None:
            from extractor.article.html import read_html

            return read_html(self.html, self.url, source_name=None, charset=self.charset)
        if self.text is not None:
            from extractor.article.text import read_text

            return read_text(self.text, source_name=None, url=self.url)
        from extractor.article.files import read

        assert self.data is not None
        return read(self.data, source_name=self.name, url=self.url)


def extracted(pipeline: Pipeline, source: Input, *, bare: bool = False) -> Document | ExtractorError:
    """The document of an input, or why there is none: one bad article stops no other. `bare` as in Pipeline.

    A fault of our own is an error of that article too, named as such.
    """
    try:
        article = source.read()
        return pipeline.bare(article) if bare else pipeline.extract(article)
    except ExtractorError as error:
        return error
    except Exception as error:
        if os.environ.get("EXTRACTOR_TRACEBACK"):
            raise
        return ExtractorError(
            f"{source.name}: a fault of our own ({type(error).__name__}: {error}); please report it with this article"
        )


def wrong(name: str, error: ExtractorError) -> Input:
    """An input that is an error already."""
    return Input(name, name, error=error)


def line_input(line: bytes, place: str) -> Input:
    """One line of JSONL; a line that is no article carries its error."""
    try:
        data: Any = json.loads(line)
    except ValueError as error:
        return wrong(place, InputError(f"{place}: not JSON ({error}); each line must be one JSON object"))
    except RecursionError:
        return wrong(place, InputError(f"{place}: nested too deeply; each line must be one JSON object"))
    if not isinstance(data, dict):
        return wrong(place, InputError(f'{place}: no JSON object; a line is {{"id": …, "text": …}}'))
    return row_input(data, place)


def row_input(data: dict[str, Any], place: str) -> Input:
    """One line of JSONL, or one row of a table, by the names of its fields."""
    identifier, url, text, html = (data.get(key) for key in ("id", "url", "text", "html"))
    known = str(identifier) if isinstance(identifier, str | int) else place
    address = url if isinstance(url, str) else None
    if isinstance(text, str):
        return Input(known, place, text=text, url=address)
    if isinstance(html, str):
        return Input(known, place, html=html, url=address)
    return Input(known, place, error=InputError(f'{place}: lacks "text" or "html"; a line is {{"id": …, "text": …}}'))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; check the path and its permissions") from None
