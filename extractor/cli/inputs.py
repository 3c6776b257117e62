"""What stands behind the command line's INPUT arguments: files, folders, standard input, lines of JSONL."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import EmptyInputError, ExtractorError, InputError, UnsupportedInputError
from extractor.records import Article, Document

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

__all__ = ["JSONL_SUFFIXES", "Input", "expand", "extracted", "is_many"]

JSONL_SUFFIXES = (".jsonl", ".ndjson")
HTML_SUFFIXES = (".html", ".htm")
# The files of a folder that are articles; other files in it are left alone.
TEXT_SUFFIXES = (".txt", ".text")


@dataclass(frozen=True, slots=True)
class Input:
    """One article to be: its id in the output, and where it comes from; `read` gives the article or raises."""

    id: str
    name: str
    text: str | None = None
    html: str | None = None
    url: str | None = None
    path: Path | None = None
    error: ExtractorError | None = None

    def read(self) -> Article:
        """The article. Raises InputError and its kinds, with the input's name in the message."""
        try:
            return self._read()
        except InputError as error:
            if self.name in str(error):
                raise
            raise type(error)(f"{self.name}: {error}") from None

    def _read(self) -> Article:
        if self.error is not None:
            raise self.error
        if self.html is not None:
            from extractor.article.html import read_html

            return read_html(self.html, self.url, source_name=None)
        from extractor.article.files import read
        from extractor.article.text import read_text

        if self.text is not None:
            return read_text(self.text, source_name=None, url=self.url)
        if self.path is not None:
            return read(self.path, source_name=self.name)
        if sys.stdin is None:
            raise InputError("standard input is closed; give a file")
        return read(sys.stdin.buffer.read(), source_name="-")


def extracted(pipeline: Pipeline, source: Input) -> Document | ExtractorError:
    """The document of an input, or why there is none: one bad article stops no other.

    A fault of our own is an error of that article too, named as such.
    """
    try:
        return pipeline.extract(source.read())
    except ExtractorError as error:
        return error
    except Exception as error:
        if os.environ.get("EXTRACTOR_TRACEBACK"):
            raise
        return ExtractorError(
            f"{source.name}: a fault of our own ({type(error).__name__}: {error}); please report it with this article"
        )


def is_many(names: Sequence[str]) -> bool:
    """Whether the inputs stand for more than one article, whatever is in them."""
    return len(names) != 1 or (names[0] != "-" and Path(names[0]).is_dir())


def expand(names: Sequence[str], *, jsonl: bool = False, output: str | None = None) -> Iterator[Input]:
    """The inputs that the arguments stand for, in a stable order.

    A folder stands for the text files in it and below, sorted by path; hidden ones are left alone, and so is `output`,
    which an earlier run may have left there. With `jsonl` a .jsonl file stands for its lines. What is not there or
    holds nothing is an input with its error.
    """
    for name in names:
        if name == "-":
            yield Input("-", "-")
            continue
        path = Path(name)
        try:
            folder, there = path.is_dir(), path.exists()
        except (OSError, ValueError) as error:  # a name too long, or with a NUL in it
            yield _wrong(name, InputError(f"{name}: {error}; check the path"))
            continue
        if folder:
            yield from _folder(path, jsonl=jsonl, output=output)
        elif not there:
            yield _wrong(name, InputError(f"{name}: no such file or folder; check the path"))
        else:
            yield from _file(path, name, jsonl=jsonl)


def _wrong(name: str, error: ExtractorError) -> Input:
    return Input(name, name, error=error)


def _folder(folder: Path, *, jsonl: bool, output: str | None) -> Iterator[Input]:
    found = False
    suffixes = TEXT_SUFFIXES + (HTML_SUFFIXES + JSONL_SUFFIXES if jsonl else HTML_SUFFIXES)
    closed: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = Path(parent) / file
            if file.startswith(".") or not file.lower().endswith(suffixes) or not path.is_file():
                continue
            if output is None or os.path.realpath(path) != os.path.realpath(output):
                found = True
                yield from _file(path, str(path), jsonl=jsonl)
    for error in closed:
        place = str(error.filename)
        yield _wrong(place, InputError(f"{place}: {error.strerror}; check the folder's permissions"))
    if not found and not closed:
        yield _wrong(str(folder), EmptyInputError(f"{folder}: no article in this folder; it should hold .txt files"))


def _file(path: Path, name: str, *, jsonl: bool) -> Iterator[Input]:
    if not path.name.lower().endswith(JSONL_SUFFIXES):
        yield Input(name, name, path=path)
    elif jsonl:
        yield from _lines(path, name)
    else:
        yield _wrong(name, UnsupportedInputError(f"{name}: JSON Lines; use: extract batch {name} --to OUT.jsonl"))


def _lines(path: Path, name: str) -> Iterator[Input]:
    """One input a line of JSONL; a line that is none carries its error."""
    found = False
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    found = True
                    yield _line(line, f"{name}:{number}")
    except OSError as error:
        yield _wrong(name, InputError(f"{name}: {error.strerror}; check the path and its permissions"))
        return
    if not found:
        yield _wrong(name, EmptyInputError(f"{name}: no line in this file; a line is an article"))


def _line(line: bytes, place: str) -> Input:
    try:
        data: Any = json.loads(line)
    except ValueError as error:
        return _wrong(place, InputError(f"{place}: not JSON ({error}); each line must be one JSON object"))
    except RecursionError:
        return _wrong(place, InputError(f"{place}: nested too deeply; each line must be one JSON object"))
    if not isinstance(data, dict):
        return _wrong(place, InputError(f'{place}: no JSON object; a line is {{"id": …, "text": …}}'))
    identifier, url, text, html = (data.get(key) for key in ("id", "url", "text", "html"))
    known = str(identifier) if isinstance(identifier, str | int) else place
    address = url if isinstance(url, str) else None
    if isinstance(text, str):
        return Input(known, place, text=text, url=address)
    if isinstance(html, str):
        return Input(known, place, html=html, url=address)
    return Input(known, place, error=InputError(f'{place}: lacks "text" or "html"; a line is {{"id": …, "text": …}}'))
