"""How documents leave the command: JSON and JSON Lines, on standard output or in a file that is whole or not there."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from extractor.interrupts import ctrl_c_remembered
from extractor.scale.sinks import LONE_SURROGATE, as_line, is_device, target, told

__all__ = ["FORMATS", "as_json", "as_line", "binary_output", "write_whole", "writer"]

FORMATS = ("json", "jsonl", "table", "csv")
PAIR = re.compile(r"\[\n\s+(\d+),\n\s+(\d+)\n\s+\]")  # in a JSON string a line end is \\n, so only a span is so


def as_json(document: dict[str, Any]) -> str:
    """A document as indented JSON, letters as letters, a span on one line."""
    return PAIR.sub(r"[\1, \2]", _encodable(json.dumps(document, ensure_ascii=False, indent=2))) + "\n"


def _encodable(text: str) -> str:
    """Halves of surrogate pairs, which UTF-8 cannot hold, as JSON's escapes: the text stays the same to its reader."""
    return LONE_SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text)


def write_whole(stream: IO[str], words: str) -> None:
    """Writes a document to the end, also where Ctrl-C comes in the middle of it; a second one stops at once, for a
    reader that takes nothing any more."""
    with ctrl_c_remembered() as stopped:
        stream.write(words)
        stream.flush()
    if stopped():
        raise KeyboardInterrupt


@contextmanager
def writer(output: str | None, *, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """A stream to write to: standard output, or a file that appears under its name only when all is written.

    Raises OutputError where the folder is missing, not writable or full.
    """
    if output is None or output == "-":
        stream = _standard_output(encoding)
        yield stream
        stream.flush()
        return
    if is_device(output):
        with told(output), Path(output).open("w", encoding=encoding, newline="") as stream:
            yield stream
        return
    path = target(output)
    with told(output):
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding=encoding, newline="") as stream:
                yield stream
            temporary.chmod(_mode(path))
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


@contextmanager
def binary_output() -> Iterator[IO[bytes]]:
    """Standard output for bytes, with a buffer of our own as below."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):  # another object in its place, such as a test's
        yield _Encoded(sys.stdout)  # type: ignore[misc]
        return
    sys.stdout.flush()
    with open(descriptor, "wb", closefd=False) as stream:
        yield stream


class _Encoded:
    """Takes UTF-8 and writes it to a stream of text."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.flush = stream.flush

    def write(self, data: bytes) -> int:
        self.stream.write(data.decode())
        return len(data)


def _standard_output(encoding: str) -> IO[str]:
    """Standard output with a buffer of our own: an unbuffered one (PYTHONUNBUFFERED) loses what a signal cuts off."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):  # another object in its place, such as a test's
        return sys.stdout
    sys.stdout.flush()
    return open(descriptor, "w", encoding=encoding, newline="", closefd=False)


def _mode(path: Path) -> int:
    """The permissions that a file written in place would have."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
