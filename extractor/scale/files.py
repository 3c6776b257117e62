"""Opens what a name stands for: a file of this machine, or one behind a URL (s3://, gs:// …) by fsspec."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from extractor.errors import InputError, MissingExtraError

__all__ = ["SQUEEZED", "is_remote", "opened", "plain_name", "reading", "remote_files", "stamp_of", "unsqueezed"]

REMOTE = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
SQUEEZED = (".gz", ".zst")
BUFFER = 1 << 20  # bytes: a line that holds a page is read in one go


def is_remote(name: str) -> bool:
    """Whether a name is a URL. `C:\\x` and `a:b` are none.

    >>> is_remote("s3://bucket/pages.jsonl"), is_remote("pages.jsonl")
    (True, False)
    """
    return REMOTE.match(name) is not None


def plain_name(name: str) -> str:
    """The name in small letters without the suffix of a compression."""
    lower = name.lower()
    return next((lower.removesuffix(suffix) for suffix in SQUEEZED if lower.endswith(suffix)), lower)


@contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    """The bytes of a name. Raises InputError with the name and the reason."""
    with reading(name):
        if is_remote(name):
            file_system, path = _file_system(name)
            with file_system.open(path, "rb") as stream:
                yield stream
        else:
            with Path(name).open("rb", buffering=BUFFER) as stream:
                yield stream


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Tells what the system, or a compression, says of a file that is read as an InputError."""
    try:
        yield
    except InputError:
        raise
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{name}: broken gzip ({error}); fetch the file again") from None
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise InputError(f"{name}: {words}; check the path and its permissions") from None
    except Exception as error:
        if is_remote(name) or type(error).__module__.startswith(("zstandard", "pyarrow")):
            raise InputError(f"{name}: {error}; check the file and the access to it") from None
        raise


@contextmanager
def unsqueezed(name: str, stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """The bytes of a compressed file."""
    if name.lower().endswith(".gz"):
        with gzip.GzipFile(fileobj=stream) as plain:
            yield plain  # type: ignore[misc]
    elif name.lower().endswith(".zst"):
        import zstandard

        with zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True) as reader:
            yield reader
    else:
        yield stream


def stamp_of(name: str) -> tuple[int, str]:
    """The size of a file and what changes with its content: its time, or what the remote store says. Raises InputError."""
    with reading(name):
        if not is_remote(name):
            status = os.stat(name)  # noqa: PTH116
            return status.st_size, f"{status.st_size} {status.st_mtime_ns}"
        file_system, path = _file_system(name)
        info = file_system.info(path)
        told = ("size", "ETag", "etag", "md5Hash", "mtime", "LastModified", "updated", "created")
        known = [str(info[key]) for key in told if key in info]
        return int(info.get("size") or 0), " ".join(known)
    raise AssertionError


def remote_files(name: str) -> list[str]:
    """The files that a URL stands for: itself, what a pattern matches, or all that lies below it."""
    with reading(name):
        file_system, path = _file_system(name)
        if any(sign in path for sign in "*?["):
            found = file_system.glob(path)
        elif file_system.isdir(path):
            found = file_system.find(path)
        else:
            return [name]
        return [file_system.unstrip_protocol(one) for one in sorted(found)]
    raise AssertionError


def _file_system(name: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ModuleNotFoundError:
        raise MissingExtraError(f"reading {name}", "remote") from None
    try:
        file_system, path = url_to_fs(name)
    except ImportError as error:  # the driver of a protocol: s3fs, gcsfs …
        raise InputError(f"{name}: {error}") from None
    except ValueError as error:
        raise InputError(f"{name}: {error}; give a path, or a URL such as s3://bucket/file") from None
    return file_system, path
