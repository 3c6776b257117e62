"""What a batch is made of: the INPUT arguments as chunks of about as many bytes, each read where it is worked on.

A chunk says where its inputs lie (a file, some lines of a file), not what they hold, so that millions of inputs cost
little before they are read. The same inputs give the same chunks, whoever works on them: a run that is taken up again
finds what was done.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import EmptyInputError, ExtractorError, InputError
from extractor.scale.inputs import (
    DOCUMENT_SUFFIXES,
    HTML_SUFFIXES,
    JSONL_SUFFIXES,
    TEXT_SUFFIXES,
    Input,
    line_input,
    wrong,
)

__all__ = ["CHUNK", "Chunk", "Part", "inputs_of", "plan"]

CHUNK = 512 * 1024  # bytes: a second of work where every sentence holds an award
MOST = 1_000  # inputs of a chunk, however small
SMALL = 512  # bytes that an input counts for at least: it is opened, named and written


@dataclass(frozen=True, slots=True)
class Part:
    """Where inputs lie: a file of one article, or the lines `[start, stop)` (bytes) of JSONL, the first with a number.

    A part with an error is an input that is none.
    """

    name: str
    size: int = 0
    lines: bool = False
    start: int = 0
    stop: int = 0
    first: int = 1
    error: ExtractorError | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Inputs that are worked on together, by their place in the run."""

    number: int
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts)


def plan(names: Sequence[str], *, output: str | None = None, size: int = CHUNK, lines: bool = True) -> Iterator[Chunk]:
    """The chunks of all inputs that the arguments stand for, in a stable order.

    A folder stands for the articles in it and below, sorted by path; hidden ones are left alone, and so is `output`,
    which an earlier run may have left there, and without `lines` files of JSONL. What is not there or holds nothing is an input with its error.
    """
    number, parts, weight = 0, list[Part](), 0
    for part in _parts(names, output=output, size=size, lines=lines):
        parts.append(part)
        weight += max(part.size, SMALL)
        if weight >= size or len(parts) >= MOST:
            yield Chunk(number, tuple(parts))
            number, parts, weight = number + 1, [], 0
    if parts:
        yield Chunk(number, tuple(parts))


def inputs_of(chunk: Chunk) -> Iterator[Input]:
    """The inputs of a chunk, read one after the other."""
    for part in chunk.parts:
        yield from _inputs(part)


def _inputs(part: Part) -> Iterator[Input]:
    if part.error is not None:
        yield wrong(part.name, part.error)
    elif part.lines:
        yield from _lines(part)
    elif part.name == "-":
        yield Input("-", "-")
    else:
        yield Input(part.name, part.name, path=Path(part.name))


def _lines(part: Part) -> Iterator[Input]:
    try:
        with Path(part.name).open("rb") as stream:
            stream.seek(part.start)
            left = part.stop - part.start
            number = part.first
            while left > 0 and (line := stream.readline()):
                left -= len(line)
                if line.strip():
                    yield line_input(line, f"{part.name}:{number}")
                number += 1
    except OSError as error:
        yield wrong(part.name, _closed(part.name, error))


def _parts(names: Sequence[str], *, output: str | None, size: int, lines: bool) -> Iterator[Part]:
    for name in names:
        if name == "-":
            yield Part("-")
            continue
        path = Path(name)
        try:
            folder, there = path.is_dir(), path.exists()
        except (OSError, ValueError) as error:  # a name too long, or with a NUL in it
            yield Part(name, error=InputError(f"{name}: {error}; check the path"))
            continue
        if folder:
            yield from _folder(path, output=output, size=size, lines=lines)
        elif not there:
            yield Part(name, error=InputError(f"{name}: no such file or folder; check the path"))
        else:
            yield from _file(path, name, size=size)


def _folder(folder: Path, *, output: str | None, size: int, lines: bool) -> Iterator[Part]:
    found = False
    suffixes = TEXT_SUFFIXES + HTML_SUFFIXES + DOCUMENT_SUFFIXES + (JSONL_SUFFIXES if lines else ())
    closed: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = Path(parent) / file
            if file.startswith(".") or not file.lower().endswith(suffixes) or not path.is_file():
                continue
            if output is None or os.path.realpath(path) != os.path.realpath(output):
                found = True
                yield from _file(path, str(path), size=size)
    for error in closed:
        place = str(error.filename)
        yield Part(place, error=InputError(f"{place}: {error.strerror}; check the folder's permissions"))
    if not found and not closed:
        yield Part(str(folder), error=EmptyInputError(f"{folder}: no article in this folder; it should hold .txt files"))


def _file(path: Path, name: str, *, size: int) -> Iterator[Part]:
    if path.name.lower().endswith(JSONL_SUFFIXES):
        yield from _line_parts(path, name, size=size)
        return
    try:
        yield Part(name, path.stat().st_size)
    except OSError as error:
        yield Part(name, error=_closed(name, error))


def _line_parts(path: Path, name: str, *, size: int) -> Iterator[Part]:
    """JSONL in parts of whole lines."""
    found = False
    start, number = 0, 1
    try:
        with path.open("rb") as stream:
            while block := stream.read(size):
                if not block.endswith(b"\n"):
                    block += stream.readline()
                if block.strip():
                    found = True
                    yield Part(name, len(block), lines=True, start=start, stop=start + len(block), first=number)
                start += len(block)
                number += block.count(b"\n")
    except OSError as error:
        yield Part(name, error=_closed(name, error))
        return
    if not found:
        yield Part(name, error=EmptyInputError(f"{name}: no line in this file; a line is an article"))


def _closed(name: str, error: OSError) -> InputError:
    return InputError(f"{name}: {error.strerror}; check the path and its permissions")
