"""`read_warc`: the articles of a crawl, one after another; a broken record is one error and the rest goes on.

warcio reads the records (it is what `extract crawl` writes them with; fastwarc is faster, but cannot be told to go on
behind a broken record). Chunked and compressed bodies are undone here, with a limit on what comes out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader

from extractor.article.kinds import HEAD, kind_of
from extractor.article.markup import LIMIT
from extractor.errors import ExtractorError, InputError
from extractor.fetch.decompress import decompress
from extractor.records import Article

__all__ = ["read_warc"]

READ = frozenset(("html", "pdf", "docx"))
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)
# Where a record may begin again behind a broken one: a gzip member, or a line of a plain file.
MEMBER = b"\x1f\x8b\x08"
PLAIN = b"WARC/1."
BLOCK = 1 << 20


def read_warc(source: str | os.PathLike[str] | BinaryIO) -> Iterator[Article | ExtractorError]:
    """The articles of the pages (HTML, PDF, DOCX answered with 200) of a WARC file, plain or gzip, in its order.

    `source` is a path or a binary stream that can seek. A record that cannot be read, a page without an article and
    the place where a file breaks off are given as the error that they are. Raises InputError where there is no file.
    """
    if not isinstance(source, str | os.PathLike):
        yield from _pages(source, "the WARC")
        return
    try:
        stream = Path(source).open("rb")  # noqa: SIM115
    except OSError as error:
        raise InputError(f"{os.fspath(source)}: {error.strerror}; check the path and its permissions") from None
    with stream:
        yield from _pages(stream, os.fspath(source))


def _pages(stream: BinaryIO, name: str) -> Iterator[Article | ExtractorError]:
    start = 0
    while True:
        iterator = ArchiveIterator(stream)
        offset = start
        try:
            for record in iterator:
                offset = start + iterator.get_record_offset()
                page = _page(record, f"{name} at byte {offset}")
                if page is not None:
                    yield page
            return
        except Exception as error:  # warcio and zlib have many; each says that this record ends here
            yield InputError(f"{name} at byte {offset}: a broken record ({_words(error)}); it was left out")
        again = _next_record(stream, offset + 1)
        if again is None:
            return
        stream.seek(again)
        start = again


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


def _page(record: Any, place: str) -> Article | ExtractorError | None:
    """The article of a record, the error that it is, or None for what is no page."""
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
        return _article(body, kind, url, place)
    except ExtractorError as error:
        return error if url is None or url in str(error) else type(error)(f"{url}: {error}")


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
    if len(data) > LIMIT:
        raise InputError(f"the page has more than {LIMIT // 1_000_000} MB; it was left out")
    try:
        return decompress(data, encoding, limit=LIMIT)
    except ExtractorError as error:
        if kind_of(data[:HEAD]) == "html":  # some crawlers store bodies unpacked and keep the header
            return data
        raise InputError(str(error)) from None


def _article(body: bytes, content_type: str, url: str | None, place: str) -> Article | None:
    from extractor.article.files import read
    from extractor.article.html import read_html

    kind = kind_of(body[:HEAD])
    if kind not in READ and "html" not in content_type.lower():
        return None
    if kind in {"html", "text"}:
        found = CHARSET.search(content_type)
        return read_html(body, url, source_name=place, charset=found[1] if found else None)
    return read(body, url=url, source_name=place)
