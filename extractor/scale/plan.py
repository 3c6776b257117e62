"""What a batch is made of: the INPUT arguments as chunks of about as many bytes, each read where it is worked on.

A chunk says where its inputs lie (files, some lines of a file, some records of a WARC), not what they hold, so that
millions of inputs cost little before they are read. The same inputs give the same chunks, whoever works on them: a run
that is taken up again finds what was done.
"""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from extractor.errors import EmptyInputError, ExtractorError, InputError
from extractor.scale.containers import inputs_of_part, is_crawl, parts_of_crawl, parts_of_file
from extractor.scale.files import is_remote, plain_name, remote_files
from extractor.scale.inputs import Input
from extractor.scale.parts import CONTAINERS, FOLDER_SUFFIXES, Part

__all__ = ["CHUNK", "Chunk", "inputs_of", "plan"]

CHUNK = 512 * 1024  # bytes: a second of work where every sentence holds an award
MOST = 1_000  # inputs of a chunk, however small
SMALL = 512  # bytes that an input counts for at least: it is opened, named and written


@dataclass(frozen=True, slots=True)
class Chunk:
    """Inputs that are worked on together, by their place in the run."""

    number: int
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts)

    @property
    def digest(self) -> str:
        """Changes with the names, sizes and times of the files that the inputs come from."""
        words = repr([part.key() for part in self.parts]).encode("utf-8", "surrogatepass")
        return hashlib.sha256(words).hexdigest()[:32]


def plan(
    names: Sequence[str], *, output: str | None = None, size: int = CHUNK, lines: bool = True, limit: int | None = None
) -> Iterator[Chunk]:
    """The chunks of all inputs that the arguments stand for, in a stable order; `limit` takes the first inputs only.

    A folder stands for the articles in it and below, sorted by path; hidden ones are left alone, and so is `output`,
    which an earlier run may have left there, and without `lines` files that hold many articles. What is not there or holds nothing is
    an input with its error.
    """
    parts = _parts(names, _Options(output, size, lines))
    number, held, weight = 0, list[Part](), 0
    for part in parts if limit is None else _limited(parts, limit):
        held.append(part)
        weight += max(part.size, SMALL)
        if weight >= size or len(held) >= MOST:
            yield Chunk(number, tuple(held))
            number, held, weight = number + 1, [], 0
    if held:
        yield Chunk(number, tuple(held))


def inputs_of(chunk: Chunk) -> Iterator[Input]:
    """The inputs of a chunk, read one after the other."""
    for part in chunk.parts:
        yield from inputs_of_part(part)


@dataclass(frozen=True, slots=True)
class _Options:
    output: str | None
    size: int
    lines: bool

    def is_output(self, path: Path) -> bool:
        return self.output is not None and os.path.realpath(path) == os.path.realpath(self.output)


def _limited(parts: Iterator[Part], limit: int) -> Iterator[Part]:
    """Parts with as many inputs as are asked for: they are counted by reading them."""
    for part in parts:
        if limit <= 0:
            return
        count = sum(1 for _ in islice(inputs_of_part(part), limit))
        limit -= count
        yield replace(part, most=count) if limit <= 0 else part


def _parts(names: Sequence[str], options: _Options) -> Iterator[Part]:
    for name in names:
        if name == "-":
            yield Part("-", "stdin")
        elif is_remote(name):
            yield from _told(name, lambda name=name: _remote(name, options))  # type: ignore[misc]
        else:
            yield from _local(name, options)


def _told(name: str, parts: Callable[[], Iterator[Part]]) -> Iterator[Part]:
    try:
        yield from parts()
    except ExtractorError as error:
        yield Part(name, "error", error=error)


def _remote(name: str, options: _Options) -> Iterator[Part]:
    found = remote_files(name)
    for one in found:
        if found == [name] or plain_name(one).endswith(FOLDER_SUFFIXES):
            yield from parts_of_file(one, size=options.size)
    if not found:
        raise EmptyInputError(f"{name}: nothing matches; check the pattern")


def _local(name: str, options: _Options) -> Iterator[Part]:
    path = Path(name)
    try:
        folder, there = path.is_dir(), os.path.lexists(name)
    except (OSError, ValueError) as error:  # a name too long, or with a NUL in it
        yield Part(name, "error", error=InputError(f"{name}: {error}; check the path"))
        return
    if folder and options.lines and is_crawl(path):
        yield from parts_of_crawl(name, size=options.size)
    elif folder:
        yield from _folder(path, options)
    elif there:
        yield from parts_of_file(name, size=options.size)
    elif glob.has_magic(name) and (found := sorted(glob.glob(name, recursive=True))):  # noqa: PTH207
        for one in found:
            if not options.is_output(Path(one)) and not ("**" in name and _through_link(one)):
                yield from _local(one, options)
    else:
        what = "nothing matches" if glob.has_magic(name) else "no such file or folder"
        yield Part(name, "error", error=InputError(f"{name}: {what}; check the path"))


def _through_link(name: str) -> bool:
    """Whether a path leads through a link to a folder: "**" follows them, and could go round in circles."""
    return any(parent.is_symlink() for parent in Path(name).parents)


def _folder(folder: Path, options: _Options) -> Iterator[Part]:
    found = False
    closed: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=closed.append):  # links to folders are not followed: no loops
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not options.is_output(Path(parent) / name))
        for file in sorted(files):
            path = Path(parent) / file
            if file.startswith(".") or not plain_name(file).endswith(FOLDER_SUFFIXES) or not path.is_file():
                continue
            if options.is_output(path) or (not options.lines and plain_name(file).endswith(CONTAINERS)):
                continue
            found = True
            yield from parts_of_file(str(path), size=options.size)
    for error in closed:
        place = str(error.filename)
        yield Part(place, "error", error=InputError(f"{place}: {error.strerror}; check the folder's permissions"))
    if not found and not closed:
        message = f"{folder}: no article in this folder; it should hold .txt files, or others that `extract batch` reads"
        yield Part(str(folder), "error", error=EmptyInputError(message))
