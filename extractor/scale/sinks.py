"""What all outputs are made with: lines of JSON, names that can be written to, locks."""

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

try:
    import fcntl
except ModuleNotFoundError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["LONE_SURROGATE", "as_line", "is_device", "keep_whole_lines", "lock", "target", "told"]

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def as_line(document: dict[str, Any]) -> str:
    """A document as one line of JSON. Halves of surrogate pairs, which UTF-8 cannot hold, are JSON's escapes."""
    words = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return LONE_SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", words) + "\n"


def keep_whole_lines(path: Path) -> int:
    """Cuts a file after its last line end and gives its size; removes it where there is none."""
    if not path.exists():
        return 0
    with path.open("rb+") as lines:
        end = lines.seek(0, os.SEEK_END)
        while end > 0:
            start = max(0, end - 65_536)
            lines.seek(start)
            found = lines.read(end - start).rfind(b"\n")
            if found >= 0:
                lines.truncate(start + found + 1)
                return start + found + 1
            end = start
    path.unlink()
    return 0


def lock(stream: IO[bytes], name: str) -> None:
    """Keeps other runs out of a file or folder as long as `stream` is open. Raises OutputError where one is there."""
    if fcntl is None:
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OutputError(f"{name}: another run writes there; wait until it ends, or give another output") from None
    except OSError:  # a file system without locks
        return


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
