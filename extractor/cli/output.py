"""How documents leave the command: JSON and JSON Lines, on standard output or in a file that is whole or not there."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from extractor.errors import OutputError

__all__ = ["FORMATS", "as_json", "as_line", "partial_writer", "write_whole", "writer"]

FORMATS = ("json", "jsonl", "table", "csv")
PAIR = re.compile(r"\[\n\s+(\d+),\n\s+(\d+)\n\s+\]")  # in a JSON string a line end is \\n, so only a span is so
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def as_json(document: dict[str, Any]) -> str:
    """A document as indented JSON, letters as letters, a span on one line."""
    return PAIR.sub(r"[\1, \2]", _encodable(json.dumps(document, ensure_ascii=False, indent=2))) + "\n"


def as_line(document: dict[str, Any]) -> str:
    """A document as one line of JSON."""
    return _encodable(json.dumps(document, ensure_ascii=False, separators=(",", ":"))) + "\n"


def _encodable(text: str) -> str:
    """Halves of surrogate pairs, which UTF-8 cannot hold, as JSON's escapes: the text stays the same to its reader."""
    return LONE_SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text)


def write_whole(stream: IO[str], words: str) -> None:
    """Writes a document to the end, also where Ctrl-C comes in the middle of it."""
    with _ctrl_c_later():
        stream.write(words)
        stream.flush()


@contextmanager
def _ctrl_c_later() -> Iterator[None]:
    """Ctrl-C is obeyed after the block; a second one at once, for a reader that takes nothing any more."""
    stopped = False

    def later(*_: object) -> None:
        nonlocal stopped
        if stopped:
            raise KeyboardInterrupt
        stopped = True

    ours = (
        signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not ignored, nor a caller's own affair
        and threading.current_thread() is threading.main_thread()
    )
    if not ours:
        yield
        return
    signal.signal(signal.SIGINT, later)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if stopped:
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
    if _is_device(output):
        with _told(output), Path(output).open("w", encoding=encoding, newline="") as stream:
            yield stream
        return
    path = _target(output)
    with _told(output):
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


def _standard_output(encoding: str) -> IO[str]:
    """Standard output with a buffer of our own: an unbuffered one (PYTHONUNBUFFERED) loses what a signal cuts off."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):  # another object in its place, such as a test's
        return sys.stdout
    sys.stdout.flush()
    return open(descriptor, "w", encoding=encoding, newline="", closefd=False)


@contextmanager
def partial_writer(output: str) -> Iterator[IO[str]]:
    """Like `writer`, for long runs: the lines grow in OUTPUT.partial, which takes OUTPUT's name when all are written.

    Whatever stops the run, the partial file stays, cut after its last whole line.
    """
    if output == "-" or _is_device(output):
        with writer(output) as stream:
            yield stream
        return
    path = _target(output)
    partial = path.with_name(path.name + ".partial")
    with _told(output):
        try:
            with partial.open("w", encoding="utf-8", newline="") as stream:
                yield stream
        except BaseException:
            _keep_whole_lines(partial)
            raise
        partial.replace(path)


def _keep_whole_lines(partial: Path) -> None:
    """Cuts a file after its last line end; removes it where there is none."""
    if not partial.exists():
        return
    with partial.open("rb+") as lines:
        end = lines.seek(0, os.SEEK_END)
        while end > 0:
            start = max(0, end - 65_536)
            lines.seek(start)
            found = lines.read(end - start).rfind(b"\n")
            if found >= 0:
                lines.truncate(start + found + 1)
                return
            end = start
    partial.unlink()


def _is_device(output: str) -> bool:
    """A thing that is written into and never replaced: /dev/stdout, a named pipe."""
    try:
        mode = Path(output).stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _target(output: str) -> Path:
    """The file behind a name; a link keeps pointing where it points. Raises OutputError where it cannot be written."""
    path = Path(os.path.realpath(output))
    if not path.parent.is_dir():
        raise OutputError(f"{output}: the folder {Path(output).parent} is not there; make it first")
    if path.is_dir():
        raise OutputError(f"{output}: this is a folder; give the name of a file in it")
    return path


def _mode(path: Path) -> int:
    """The permissions that a file written in place would have."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


@contextmanager
def _told(output: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"{output}: {error.strerror or error}; it was not written, check the free space and permissions"
        ) from None
