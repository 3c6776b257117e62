"""The work on a chunk: each input becomes one line, its document or its error; what came of them is counted."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import IO, Any

from extractor.article.kinds import HEAD, kind_of
from extractor.errors import ExtractorError, ModelError
from extractor.pipeline import Pipeline
from extractor.records import Article, Document
from extractor.scale.inputs import Input, extracted
from extractor.scale.plan import Chunk, inputs_of
from extractor.scale.scan import scan
from extractor.scale.sinks import as_line

__all__ = ["LostError", "Settings", "Tally", "work"]

class LostError(ExtractorError):
    """A worker process ended while it worked on this article."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How inputs are worked on: with their text in the document; `whole` reads pages to the end that the scan passes by."""

    with_text: bool = False
    whole: bool = False


@dataclass(slots=True)
class Tally:
    """What came of some inputs. Every input is counted once in `passed`, `without`, `found` or `errors`."""

    inputs: int = 0
    passed: int = 0  # no award word in the bytes
    without: int = 0  # read, and no record in it
    found: int = 0  # with records
    records: int = 0
    bytes: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    failed: list[dict[str, str]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Adds the counts of another tally; the list of failed inputs stays with whoever writes it."""
        for name in ("inputs", "passed", "without", "found", "records", "bytes"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.errors += other.errors
        for stage, seconds in other.seconds.items():
            self.took(stage, seconds)

    def took(self, stage: str, seconds: float) -> None:
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds


def work(
    chunk: Chunk,
    settings: Settings,
    out: IO[bytes],
    *,
    begins: Callable[[int], bool] = lambda _: True,
    lost: Container[int] = (),
) -> tuple[Tally, bool]:
    """Writes the line of each input of a chunk, and gives the counts and whether all were done.

    `begins` is told the place of each input before it is worked on, and says whether to go on; the inputs at the
    places `lost` have ended a worker twice and are not tried again.
    """
    pipeline, tally = Pipeline(), Tally()
    for place, source in enumerate(inputs_of(chunk)):
        if not begins(place):
            return tally, False
        if place in lost:
            message = f"{source.name}: the process that read it died twice (out of memory?); try it alone, or leave it out"
            document: Document | ExtractorError = LostError(message)
        else:
            document = _document(pipeline, source, settings, tally)
        started = time.perf_counter()
        out.write(as_line(_counted(document, source, settings, tally)).encode())
        tally.took("write", time.perf_counter() - started)
    return tally, True


def _document(pipeline: Pipeline, source: Input, settings: Settings, tally: Tally) -> Document | ExtractorError:
    """The document of an input; where its bytes hold no award word, without looking for records."""
    started = time.perf_counter()
    try:
        source = source.fetched()
    except ExtractorError as error:
        return error
    if source.error is not None:
        return source.error
    fetched = time.perf_counter()
    held, page, size = _held(source)
    tally.bytes += size
    scanned = time.perf_counter()
    tally.took("read", fetched - started)
    tally.took("scan", scanned - fetched)
    if held:
        document = extracted(pipeline, source)
    elif page and not settings.whole:
        tally.passed += 1
        return Document(Article(Article.make_id(source.url or source.name), "", url=source.url, source=_file(source)))
    else:
        document = extracted(pipeline, source, bare=True)
        tally.passed += isinstance(document, Document)
    tally.took("extract" if held else "head", time.perf_counter() - scanned)
    return document


def _held(source: Input) -> tuple[bool, bool, int]:
    """Whether an input can hold a record, whether it is a page, and its size in bytes."""
    for content, kind in ((source.text, "text"), (source.html, "html"), (source.data, None)):
        if content is not None:
            data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
            kind = kind or kind_of(data[:HEAD])
            held = kind not in {"text", "html"} or (scan().page(data) if kind == "html" else scan().text(data))
            return held, kind == "html", len(data)
    return True, False, 0


def _file(source: Input) -> str | None:
    return None if source.path is None else source.name


def _counted(document: Document | ExtractorError, source: Input, settings: Settings, tally: Tally) -> dict[str, Any]:
    """The line of an input as JSON, counted."""
    if isinstance(document, ModelError):  # every article would fail with it
        raise document
    tally.inputs += 1
    if isinstance(document, ExtractorError):
        kind, message = type(document).__name__, str(document)
        tally.errors[kind] += 1
        tally.failed.append({"id": source.id, "name": source.name, "type": kind, "message": message})
        return {"id": source.id, "error": {"type": kind, "message": message}, "records": []}
    tally.records += len(document.records)
    tally.found += bool(document.records)
    tally.without = tally.inputs - tally.found - tally.passed - tally.errors.total()
    return {"id": source.id, **document.to_json(with_text=settings.with_text)}
