"""Where lines go: a file that takes its name when it is whole, or a thing that is only written into."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from extractor.errors import OutputError

__all__ = ["LONE_SURROGATE", "as_line", "is_device", "line_file", "target", "told"]

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def as_line(document: dict[str, Any]) -> str:
    """A document as one line of JSON. Halves of surrogate pairs, which UTF-8 cannot hold, are JSON's escapes."""
    words = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return LONE_SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", words) + "\n"


@contextmanager
def line_file(output: str) -> Iterator[IO[bytes]]:
    """A file of lines for a long run: they grow in OUTPUT.partial, which takes OUTPUT's name when all are written.

    Whatever stops the run, the partial file stays, cut after its last whole line. Raises OutputError where the folder
    is missing, not writable or full.
    """
    if is_device(output):
        with told(output), Path(output).open("wb") as stream:
            yield stream
        return
    path = target(output)
    partial = path.with_name(path.name + ".partial")
    with told(output):
        try:
            with partial.open("wb") as stream:
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


def is_device(output: str) -> bool:
    """A thing that is written into and never replaced: /dev/stdout, a named pipe."""
    try:
        mode = Path(output).stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def target(output: str) -> Path:
    """The file behind a name; a link keeps pointing where it points. Raises OutputError where it cannot be written."""
    path = Path(os.path.realpath(output))
    if not path.parent.is_dir():
        raise OutputError(f"{output}: the folder {Path(output).parent} is not there; make it first")
    if path.is_dir():
        raise OutputError(f"{output}: this is a folder; give the name of a file in it")
    return path


@contextmanager
def told(output: str) -> Iterator[None]:
    """Tells what the system says of an output as an OutputError."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"{output}: {error.strerror or error}; it was not written, check the free space and permissions"
        ) from None
