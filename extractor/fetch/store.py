"""The folder of a crawl: frontier.sqlite, archive/, and a lock that only one process holds."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO

from extractor.errors import StoreError

__all__ = ["Lock"]


class Lock:
    """Only one process writes into a store. The system drops the lock when the process ends, however it ends.

    Makes the folder. Raises StoreError where another process holds the lock, or the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._stream: IO[str] = (folder / "lock").open("a+", encoding="ascii")
        except OSError as error:
            raise StoreError(
                f"{folder}: {error.strerror or error}; make the folder writable, or give another --store"
            ) from None
        if not _locked(self._stream):
            self._stream.seek(0)
            holder = self._stream.read().strip()
            self._stream.close()
            raise StoreError(
                f"{folder}: another process{f' ({holder})' if holder else ''} is crawling into this store; wait for it, or give another --store"
            )
        with suppress(OSError):
            self._stream.truncate(0)
            self._stream.write(str(os.getpid()))
            self._stream.flush()

    def release(self) -> None:
        """Gives the lock back."""
        with suppress(OSError):
            self._stream.truncate(0)
        with suppress(OSError):
            self._stream.close()


def _locked(stream: IO[str]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
