"""`read_warc`: the articles of a crawl, one after another; a broken record is one error and the rest goes on.

warcio reads the records (it is what `extract crawl` writes them with; fastwarc is faster, but cannot be told to go on
behind a broken record). Chunked and compressed bodies are undone here, with a limit on what comes out.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader

from extractor.article.kinds import HEAD, kind_of
from extractor.article.markup import LIMIT
from extractor.errors import ExtractorError, InputError
from extractor.fetch.decompress import decompress
from extractor.records import Article

__all__ = ["WarcPage", "first_record", "read_pages", "read_warc"]

READ = frozenset(("html", "pdf", "docx"))
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)
# Where a record may begin again behind a broken one: a gzip member, or a line of a plain file.
MEMBER = b"\x1f\x8b\x08"
PLAIN = b"WARC/1."
BLOCK = 1 << 20


class WarcPage(NamedTuple):
    """A page of a WARC as it was stored: where it is from, its bytes, and what the server said it is."""

    url: str | None
    body: bytes
    charset: str | None
    place: str

    def article(self) -> Article:
        """The article of the page. Raises InputError and its kinds, with the address in the message."""
        try:
            return _article(self)
        except ExtractorError as error:
            if self.url is None or self.url in str(error):
                raise
            raise type(error)(f"{self.url}: {error}") from None


def read_warc(source: str | os.PathLike[str] | BinaryIO) -> Iterator[Article | ExtractorError]:
    """The articles of the pages (HTML, PDF, DOCX answered with 200) of a WARC file, plain or gzip, in its order.

    `source` is a path or a binary stream that can seek. A record that cannot be read, a page without an article and
    the place where a file breaks off are given as the error that they are. Raises InputError where there is no file.
    """
    if not isinstance(source, str | os.PathLike):
        yield from map(_read, read_pages(source, "the WARC"))
        return
    try:
        stream = Path(source).open("rb")  # noqa: SIM115
    except OSError as error:
        raise InputError(f"{os.fspath(source)}: {error.strerror}; check the path and its permissions") from None
    with stream:
        yield from map(_read, read_pages(stream, os.fspath(source)))


def _read(page: WarcPage | ExtractorError) -> Article | ExtractorError:
    if isinstance(page, ExtractorError):
        return page
    try:
        return page.article()
    except ExtractorError as error:
        return error


def read_pages(
    stream: BinaryIO, name: str, *, start: int = 0, stop: int | None = None
) -> Iterator[WarcPage | ExtractorError]:
    """The pages as they were stored of those records that begin in `[start, stop)`; a record begins at `start`."""
    while True:
        stream.seek(start)
        iterator = ArchiveIterator(stream)
        try:
            for record in iterator:
                # (Its get_record_offset would read the record to its end.)
                if stop is not None and iterator.offset >= stop:
                    return
                page = _page(record, f"{name} at byte {iterator.offset}")
                if page is not None:
                    yield page
            return
        except Exception as error:  # warcio and zlib have many; each says that this record ends here
            if stop is not None and iterator.offset >= stop:
                return
            yield InputError(f"{name} at byte {iterator.offset}: a broken record ({_words(error)}); it was left out")
        again = _next_record(stream, max(start, iterator.offset) + 1)
        if again is None or (stop is not None and again >= stop):
            return
        start = again


def first_record(stream: BinaryIO, start: int, stop: int) -> int | None:
    """Where the first compressed record begins in `[start, stop)`: a gzip member that holds one."""
    tail, at = b"", start
    stream.seek(start)
    while at < stop and (block := stream.read(BLOCK)):
        data = tail + block
        found = data.find(MEMBER)
        while found >= 0:
            place = at - len(tail) + found
            if place >= stop:
                return None
            if _holds_record(data[found : found + 4096] or b"", stream, place):
                return place
            found = data.find(MEMBER, found + 1)
        at += len(block)
        tail = data[-2:]
    return None


def _holds_record(data: bytes, stream: BinaryIO, place: int) -> bool:
    here = stream.tell()
    if len(data) < 512:  # at the end of the block
        stream.seek(place)
        data = stream.read(4096)
        stream.seek(here)
    try:
        return zlib.decompressobj(31).decompress(data, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _words(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:120]


def _next_record(stream: BinaryIO, start: int) -> int | None:
    """The offset of the next record that looks whole, from `start` on."""
    stream.seek(0)
    mark = MEMBER if stream.read(2) == MEMBER[:2] else PLAIN
    stream.seek(start)
    tail, at = b"", start
    while block := stream.read(BLOCK):
        data = tail + block
        found = data.find(mark)
        while found >= 0:
            if mark == PLAIN or data[found + 3 : found + 4] in {b"\x00", b"\x04", b"\x08", b""}:
                return at - len(tail) + found
            found = data.find(mark, found + 1)
        at += len(block)
        tail = data[-8:]
    return None


def _page(record: Any, place: str) -> WarcPage | ExtractorError | None:
    """The page of a record, the error that it is, or None for what is no page."""
    if record.rec_type not in {"response", "resource"}:
        return None
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() != "200":
        return None
    url = record.rec_headers.get_header("WARC-Target-URI")
    kind = (
        headers.get_header("Content-Type") if headers is not None else record.rec_headers.get_header("Content-Type")
    ) or ""
    if re.match(r"(?:image|video|audio|font)/|text/(?:css|javascript)|application/(?:javascript|json)", kind.lower()):
        return None
    try:
        body = _body(record, headers)
    except ExtractorError as error:
        return error if url is None or url in str(error) else type(error)(f"{url}: {error}")
    if kind_of(body[:HEAD]) not in READ and "html" not in kind.lower():
        return None
    charset = CHARSET.search(kind)
    return WarcPage(url, body, charset[1] if charset else None, place)


def _body(record: Any, headers: Any) -> bytes:
    stream = record.raw_stream
    encoding = ""
    if headers is not None:
        encoding = headers.get_header("Content-Encoding") or ""
        if (headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
            stream = ChunkedDataReader(stream, decomp_type=None)
    data = b""
    while len(data) <= LIMIT and (block := stream.read(min(BLOCK, LIMIT + 1 - len(data)))):
        data += block
    if stream is record.raw_stream and getattr(stream, "limit", 0) > 0 and len(data) <= LIMIT:
        raise InputError("a broken record (the file breaks off in it); it was left out")
    if len(data) > LIMIT:
        raise InputError(f"the page has more than {LIMIT // 1_000_000} MB; it was left out")
    try:
        return decompress(data, encoding, limit=LIMIT)
    except ExtractorError as error:
        if kind_of(data[:HEAD]) == "html":  # some crawlers store bodies unpacked and keep the header
            return data
        raise InputError(str(error)) from None


def _article(page: WarcPage) -> Article:
    from extractor.article.files import read
    from extractor.article.html import read_html

    if kind_of(page.body[:HEAD]) in {"html", "text"}:
        return read_html(page.body, page.url, source_name=page.place, charset=page.charset)
    return read(page.body, url=page.url, source_name=page.place)
