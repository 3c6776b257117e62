"""The work on a chunk: each input becomes one line, its document or its error; what came of them is counted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import Any

from extractor.article.kinds import HEAD, kind_of
from extractor.errors import ExtractorError, ModelError
from extractor.pipeline import Pipeline
from extractor.records import Article, Document
from extractor.scale.inputs import Input, extracted
from extractor.scale.plan import Chunk, inputs_of
from extractor.scale.scan import scan
from extractor.scale.tally import Tally

__all__ = ["DEATHS", "LostError", "Settings", "StoppedError", "line_of", "work"]

DEATHS = 3  # workers that end at one article before it is given up: a worker may also be killed by chance


class LostError(ExtractorError):
    """Worker processes ended, DEATHS of them, while they worked on this article."""


class StoppedError(Exception):
    """The run was told to stop before all inputs of a chunk were done."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How inputs are worked on: with their text in the document; `whole` reads pages to the end that the scan passes by."""

    with_text: bool = False
    whole: bool = False


def work(
    chunk: Chunk, settings: Settings, tally: Tally, *, begins: Callable[[int], None] = lambda _: None, lost: Container[int] = ()
) -> Iterator[dict[str, Any]]:
    """The line of each input of a chunk, as JSON; `tally` counts them.

    `begins` is told the place of each input before it is worked on. The inputs at the places `lost` have ended
    DEATHS workers and are not tried again. Raises ModelError.
    """
    for place, source in enumerate(inputs_of(chunk)):
        begins(place)
        if place in lost:
            message = f"{source.name}: the processes that read it died (out of memory?); try it alone, or leave it out"
            yield _error(LostError(message), source, tally)
            continue
        yield line_of(source, settings, tally)


def line_of(source: Input, settings: Settings, tally: Tally) -> dict[str, Any]:
    """The line of an input; where its bytes hold no award word, no records are looked for."""
    started = time.perf_counter()
    try:
        source = source.fetched()
    except ExtractorError as error:
        return _error(error, source, tally)
    fetched = time.perf_counter()
    held, page, size = _held(source)
    scanned = time.perf_counter()
    tally.bytes += size
    tally.took("read", fetched - started)
    tally.took("scan", scanned - fetched)
    if page and not held and not settings.whole:
        line = _passed(source, tally)
    else:
        line = _document(extracted(Pipeline(), source, bare=not held), source, settings, tally, held=held)
    tally.took("extract" if held else "head", time.perf_counter() - scanned)
    return line


def _held(source: Input) -> tuple[bool, bool, int]:
    """Whether an input can hold a record, whether it is a page, and its size in bytes."""
    for content, kind in ((source.text, "text"), (source.html, "html"), (source.data, None)):
        if content is not None:
            data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
            kind = kind or kind_of(data[:HEAD])
            held = kind not in {"text", "html"} or (scan().page(data) if kind == "html" else scan().text(data))
            return held, kind == "html", len(data)
    return True, False, 0


def _passed(source: Input, tally: Tally) -> dict[str, Any]:
    """The line of a page that was not read: nothing is known of it but where it comes from."""
    tally.inputs += 1
    tally.passed += 1
    file = None if source.path is None else os.fspath(source.path)
    document = Document(Article(Article.make_id(source.url or source.name), "", url=source.url, source=file))
    return {"id": source.id, **document.to_json(), "passed": True}


def _document(
    document: Document | ExtractorError, source: Input, settings: Settings, tally: Tally, *, held: bool
) -> dict[str, Any]:
    if isinstance(document, ModelError):  # every article would fail with it
        raise document
    if isinstance(document, ExtractorError):
        return _error(document, source, tally)
    tally.inputs += 1
    tally.records += len(document.records)
    if document.records:
        tally.found += 1
    elif held:
        tally.without += 1
    else:
        tally.passed += 1
    return {"id": source.id, **document.to_json(with_text=settings.with_text)}


def _error(error: ExtractorError, source: Input, tally: Tally) -> dict[str, Any]:
    kind, message = type(error).__name__, str(error)
    tally.inputs += 1
    tally.errors[kind] += 1
    tally.failed.append({"id": source.id, "name": source.name, "type": kind, "message": message})
    return {"id": source.id, "error": {"type": kind, "message": message}, "records": []}
