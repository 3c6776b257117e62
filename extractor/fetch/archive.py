"""Every answer as it came, in WARC/1.1 files that other tools read, with a CDXJ index beside each.

A batch of exchanges is written and fsynced first; then the frontier notes the captures and how long the file is, in
one transaction. What stands beyond that length when a store is opened was in flight when a process died, and is cut
off: a file never holds half a record, nor a page that the frontier does not know.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from warcio.archiveiterator import ArchiveIterator

from extractor.errors import StoreError
from extractor.fetch.addresses import surt
from extractor.fetch.frontier import Frontier
from extractor.fetch.http import Exchange
from extractor.fetch.warc import digest_of, info_record, request_record, response_record, revisit_record

__all__ = ["Archive", "Capture", "StoredPage", "numbered_pages", "page_sizes", "pages"]


@dataclass(frozen=True, slots=True)
class Capture:
    """Where an exchange stands in the archive."""

    file: str
    offset: int
    length: int
    digest: str
    revisit: bool


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page of the archive as it came: its address, when, its headers and the bytes of its body."""

    url: str
    time: float
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def content_type(self) -> str | None:
        """The Content-Type header, with the charset where the server named one."""
        return next((value for key, value in self.headers if key.lower() == "content-type"), None)


class Archive:
    """The folder of WARC files of a store. One process writes; raises StoreError where the disk refuses."""

    def __init__(self, folder: Path, frontier: Frontier, *, software: str, largest: int) -> None:
        self._folder = folder
        self._frontier = frontier
        self._software = software
        self._largest = largest
        self._stream: BinaryIO | None = None
        self._name = ""
        self._length = 0
        folder.mkdir(exist_ok=True)
        self.notes = self._recover()

    def _recover(self) -> list[str]:
        """Cuts off what no transaction knows of; gives pages back whose records are gone."""
        notes = []
        known = dict(self._frontier.query("SELECT name, length FROM files WHERE closed = 0"))
        for path in sorted(self._folder.glob("*.warc.gz")):
            if path.name not in known:
                if path.name == self._frontier.get("begun") and not self._frontier.query(
                    "SELECT 1 FROM files WHERE name = ?", (path.name,)
                ):
                    path.unlink()  # begun, and nothing of it noted
                continue  # closed, or a file that somebody put here
            length, size = known[path.name], path.stat().st_size
            if size > length:
                os.truncate(path, length)
                notes.append(f"{path.name}: an unfinished end of {size - length} bytes was cut off")
            elif size < length:
                lost = self._lose(path.name, size)
                notes.append(f"{path.name}: {length - size} bytes are gone; {lost} pages are queued again")
        return notes

    def _lose(self, name: str, size: int) -> int:
        """The pages whose records lie beyond the end of a file are queued again."""
        with self._frontier.transaction():
            start = self._frontier.query(
                "SELECT coalesce(min(offset), ?) FROM captures WHERE file = ? AND offset + length > ?",
                (size, name, size),
            )[0][0]
            lost = self._frontier.requeue(
                "u.id IN (SELECT url FROM captures WHERE file = ? AND offset >= ?)", (name, start)
            )
            self._frontier.execute(
                "UPDATE visits SET etag = NULL, modified = NULL, digest = NULL, capture = NULL WHERE url IN "
                "(SELECT url FROM captures WHERE file = ? AND offset >= ?)", (name, start),
            )  # fmt: skip
            self._frontier.execute("DELETE FROM captures WHERE file = ? AND offset >= ?", (name, start))
            self._frontier.execute("UPDATE files SET length = ?, closed = 1 WHERE name = ?", (start, name))
        os.truncate(self._folder / name, start)
        return lost

    # -- writing -----------------------------------------------------------------------------------------------------

    def write(self, exchanges: list[tuple[Exchange, str | None, tuple[str, float] | None]]) -> list[Capture]:
        """Writes and fsyncs a batch of (exchange, digest of its body or None, what it repeats: URI and time).

        Nothing of it counts until `note` is called inside the frontier's transaction.
        """
        captures = []
        try:
            stream = self._open()
            for exchange, digest, repeats in exchanges:
                digest = digest or digest_of(exchange.body)
                offset = self._length
                response_id = f"<urn:uuid:{uuid4()}>"
                data = (
                    response_record(exchange, response_id, digest)
                    if repeats is None
                    else revisit_record(exchange, response_id, digest, repeats)
                )
                length = len(data)
                data += request_record(exchange, response_id)
                stream.write(data)
                self._length += len(data)
                captures.append(Capture(self._name, offset, length, digest, repeats is not None))
            stream.flush()
            os.fsync(stream.fileno())
        except OSError as error:
            self.forget()
            raise StoreError(
                f"{self._folder / self._name}: {error.strerror or error}; free some space or mend the disk and run the same "
                "command again, nothing fetched so far is lost"
            ) from None
        return captures

    def note(self) -> None:
        """The frontier knows how long the file is; inside the transaction that notes the captures."""
        closed = int(self._length >= self._largest)
        self._frontier.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (self._name, self._length, closed))

    def turn(self) -> None:
        """After a transaction: a file that has grown large is closed and indexed."""
        if self._length >= self._largest:
            self._end()

    def forget(self) -> None:
        """What was written since the last transaction is cut off again."""
        stream, self._stream = self._stream, None
        if stream is not None:
            with suppress(OSError):
                stream.close()
        with suppress(OSError, StoreError):
            known = self._frontier.query("SELECT length FROM files WHERE name = ?", (self._name,))
            if known:
                os.truncate(self._folder / self._name, known[0][0])
            elif self._name:
                (self._folder / self._name).unlink()

    def close(self) -> None:
        """Closes the file and brings its index up to date."""
        if self._stream is not None:
            self._end()

    def _open(self) -> BinaryIO:
        if self._stream is None:
            open_ones = self._frontier.query(
                "SELECT name, length FROM files WHERE closed = 0 ORDER BY name DESC LIMIT 1"
            )
            if open_ones and (self._folder / open_ones[0][0]).exists():
                self._name, self._length = open_ones[0]
                self._stream = (self._folder / self._name).open("ab")
            else:
                number = self._frontier.query("SELECT count(*) FROM files")[0][0] + 1
                self._name = f"{time.strftime('%Y%m%d%H%M%S', time.gmtime())}-{number:05}.warc.gz"
                self._frontier.set("begun", self._name)
                self._stream = (self._folder / self._name).open("xb")
                self._length = self._stream.write(info_record(self._name, self._software))
                _sync_folder(self._folder)
        return self._stream

    def _end(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()
        write_index(self._folder, self._name, self._frontier)
        self._length = 0


def write_index(folder: Path, name: str, frontier: Frontier) -> None:
    """Writes the CDXJ index of a WARC file, whole or not at all: sorted, a capture a line."""
    lines = []
    query = "SELECT uri, time, status, mime, digest, revisit, offset, length FROM captures WHERE file = ?"
    for uri, moment, status, mime, digest, revisit, offset, length in frontier.rows(query, (name,)):
        fields: dict[str, Any] = {
            "url": uri, "mime": "warc/revisit" if revisit else mime, "status": str(status), "digest": digest,
            "length": str(length), "offset": str(offset), "filename": name,
        }  # fmt: skip
        stamp = datetime.fromtimestamp(moment, UTC).strftime("%Y%m%d%H%M%S")
        lines.append(f"{surt(uri)} {stamp} {json.dumps(fields, ensure_ascii=False)}\n")
    target = folder / f"{name.removesuffix('.warc.gz')}.cdxj"
    partial = target.with_suffix(".cdxj.partial")
    partial.write_text("".join(sorted(lines)), "utf-8")
    partial.replace(target)


def pages(store: str | os.PathLike[str], *, kinds: tuple[str, ...] = ("article",)) -> Iterator[StoredPage]:
    """The newest version of every page of a store that was fetched well, in the order in which they came.

    A page that has gone since is still given; one that asks not to be kept, or is too old for --since, is not.

    `kinds` are those of the frontier (article, listing, feed, sitemap). Raises StoreError where no crawl is stored.
    """
    for _, page in numbered_pages(store, kinds=kinds):
        yield page


def numbered_pages(
    store: str | os.PathLike[str], *, kinds: tuple[str, ...] = ("article",), after: int = 0, before: int | None = None
) -> Iterator[tuple[int, StoredPage]]:
    """As `pages`, each with the number of its capture; only captures after the number `after`, and before `before`."""
    folder = Path(store)
    frontier = Frontier(folder / "frontier.sqlite", readonly=True)
    query = _newest("c.id, c.uri, c.time, c.status, c.file, c.offset", kinds)
    try:
        for number, uri, moment, status, file, offset in frontier.rows(
            query, (after, before if before is not None else 2**62, *kinds)
        ):
            headers, body = read_record(folder / "archive" / file, offset)
            yield number, StoredPage(uri, moment, status, headers, body)
    finally:
        frontier.close()


def page_sizes(store: str | os.PathLike[str], *, kinds: tuple[str, ...] = ("article",)) -> Iterator[tuple[int, int]]:
    """The numbers of the captures that `numbered_pages` gives, and the bytes of each in the archive, without reading it."""
    frontier = Frontier(Path(store) / "frontier.sqlite", readonly=True)
    try:
        yield from frontier.rows(_newest("c.id, c.length", kinds), (0, 2**62, *kinds))
    finally:
        frontier.close()


def _newest(columns: str, kinds: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(kinds))
    return (
        f"SELECT {columns} FROM visits v JOIN captures c ON c.id = v.capture "
        f"JOIN urls u ON u.id = v.url WHERE c.id > ? AND c.id < ? AND u.kind IN ({marks}) AND u.state < 4 "
        "AND NOT EXISTS (SELECT 1 FROM urls t WHERE t.id = v.target AND t.state = 2 AND t.kind = 'article') ORDER BY c.id"
    )


def read_record(path: Path, offset: int) -> tuple[tuple[tuple[str, str], ...], bytes]:
    """The HTTP headers and the body of the record that begins at `offset`."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)))
            return tuple(record.http_headers.headers), record.content_stream().read()
    except (OSError, StopIteration) as error:
        raise StoreError(f"{path}: cannot be read at {offset} ({error}); is it whole?") from None


def _sync_folder(folder: Path) -> None:
    """A new name in a folder is on the disk only when the folder is."""
    with suppress(OSError):  # not every system opens folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
