"""Files that hold many articles, cut into parts, and the inputs of a part: JSONL, Parquet, WARC."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from extractor.article.kinds import HEAD, kind_of
from extractor.errors import EmptyInputError, ExtractorError, InputError, MissingExtraError, UnsupportedInputError
from extractor.scale.files import SQUEEZED, is_remote, opened, plain_name, reading, stamp_of, unsqueezed
from extractor.scale.inputs import Input, line_input, row_input, wrong
from extractor.scale.parts import JSONL_SUFFIXES, TABLE_SUFFIXES, WARC_SUFFIXES, Part

__all__ = ["inputs_of_part", "is_crawl", "parts_of_crawl", "parts_of_file"]

LENGTH = re.compile(rb"\r\ncontent-length:\s*(\d{1,15})\r\n", re.IGNORECASE)
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)
PIECE = 256 * 1024  # bytes
COLUMNS = ("id", "url", "text", "html")


def parts_of_file(name: str, *, size: int) -> Iterator[Part]:
    """The parts of a file, each of about `size` bytes; an error where it cannot be read."""
    plain = plain_name(name)
    try:
        if plain.endswith(JSONL_SUFFIXES):
            yield from _line_parts(name, size=size)
        elif plain.endswith(TABLE_SUFFIXES):
            yield from _table_parts(name)
        elif plain.endswith(WARC_SUFFIXES):
            yield from _warc_parts(name, size=size)
        else:
            length, stamp = stamp_of(name)
            yield Part(name, "file", length, stamp)
    except ExtractorError as error:
        yield Part(name, "error", error=error)


def inputs_of_part(part: Part) -> Iterator[Input]:
    """The inputs of a part, read one after the other; where the file breaks off, the last one is an error."""
    readers: dict[str, Callable[[Part], Iterator[Input]]] = {"lines": _lines, "block": _block, "table": _rows, "warc": _pages, "crawl": _captures}
    if part.error is not None:
        yield wrong(part.name, part.error)
    elif part.kind == "stdin":
        yield Input("-", "-")
    elif part.kind == "file":
        yield from _whole(part)
    else:
        try:
            yield from islice(readers[part.kind](part), part.most)
        except ExtractorError as error:
            yield wrong(part.name, error)


def _whole(part: Part) -> Iterator[Input]:
    if not is_remote(part.name):
        yield Input(part.name, part.name, path=Path(part.name))
        return
    try:
        with opened(part.name) as stream:
            yield Input(part.name, part.name, data=stream.read())
    except ExtractorError as error:
        yield wrong(part.name, error)


# -- JSONL ---------------------------------------------------------------------------------------------------------


class _Block(NamedTuple):
    """Whole lines of a file: how many bytes and line ends they are, and what they hold where only we can read it."""

    length: int
    ends: int
    blank: bool
    data: bytes = b""


def _line_parts(name: str, *, size: int) -> Iterator[Part]:
    """JSONL in parts of whole lines."""
    _, stamp = stamp_of(name)
    squeezed = name.lower().endswith(SQUEEZED)
    found, start, number = False, 0, 1
    for block in _unpacked(name, size) if squeezed else _measured(name, size):
        if isinstance(block, InputError):  # what was read before it counts
            yield Part(name, "error", error=block)
            return
        stop = start + block.length
        if not block.blank:
            found = True
            yield Part(name, "block" if squeezed else "lines", block.length, stamp, start, stop, number, block.data)
        start = stop
        number += block.ends
    if not found:
        raise EmptyInputError(f"{name}: no line in this file; a line is an article")


def _measured(name: str, size: int) -> Iterator[_Block | InputError]:
    """The blocks of a plain file, each to the first line end after `size` bytes; of what is read nothing is kept.

    This is what one process has to do for all workers: pieces that stay in the processor's cache are read and counted.
    """
    length = ends = whole = 0
    blank = True
    try:
        with opened(name) as stream:
            while True:
                left = size - 1 - length
                data = stream.read(min(left, PIECE)) if left > 0 else stream.readline(PIECE)
                if not data:
                    break
                ends += data.count(b"\n")
                blank = blank and not data.strip()
                whole = length + cut if (cut := data.rfind(b"\n") + 1) else whole
                length += len(data)
                if left <= 0 and data.endswith(b"\n"):
                    yield _Block(length, ends, blank)
                    length = ends = whole = 0
                    blank = True
    except InputError as error:
        if whole:
            yield _Block(whole, ends, blank)
        yield error
        return
    if length:
        yield _Block(length, ends, blank)


def _unpacked(name: str, size: int) -> Iterator[_Block | InputError]:
    """The blocks of a compressed file, cut in the same way; where it breaks off, the lines before and the error."""
    held = b""
    try:
        with opened(name) as stream, unsqueezed(name, stream) as plain:
            read = getattr(plain, "read1", plain.read)
            while data := read(size):
                held += data
                while len(held) >= size and (cut := held.find(b"\n", size - 1) + 1):
                    yield _block_of(held[:cut])
                    held = held[cut:]
    except InputError as error:
        if cut := held.rfind(b"\n") + 1:
            yield _block_of(held[:cut])
        yield error
        return
    if held:
        yield _block_of(held)


def _block_of(data: bytes) -> _Block:
    return _Block(len(data), data.count(b"\n"), not data.strip(), data)


def _lines(part: Part) -> Iterator[Input]:
    with opened(part.name) as stream:
        stream.seek(part.start)
        left = part.stop - part.start
        number = part.first
        while left > 0 and (line := stream.readline()):
            left -= len(line)
            if line.strip():
                yield line_input(line, f"{part.name}:{number}")
            number += 1


def _block(part: Part) -> Iterator[Input]:
    for number, line in enumerate(part.data.split(b"\n"), part.first):
        if line.strip():
            yield line_input(line, f"{part.name}:{number}")


# -- Parquet -------------------------------------------------------------------------------------------------------


def _parquet(name: str, source: Any) -> Any:
    try:
        from pyarrow import parquet
    except ModuleNotFoundError:
        raise MissingExtraError(f"reading {name}", "parquet") from None
    with reading(name):
        table = parquet.ParquetFile(source)
        if not {"text", "html"} & set(table.schema_arrow.names):
            raise InputError(f'{name}: has no column "text" or "html"; its columns are {", ".join(table.schema_arrow.names)}')
        return table


def _table_parts(name: str) -> Iterator[Part]:
    """A part for each row group."""
    length, stamp = stamp_of(name)
    with opened(name) as stream:
        table = _parquet(name, stream)
        first = 1
        for group in range(table.num_row_groups):
            rows = table.metadata.row_group(group)
            yield Part(name, "table", min(length, rows.total_byte_size), stamp, group, group + 1, first)
            first += rows.num_rows
    if first == 1:
        raise EmptyInputError(f"{name}: no row in this table; a row is an article")


def _rows(part: Part) -> Iterator[Input]:
    with opened(part.name) as stream:
        table = _parquet(part.name, stream)
        columns = [column for column in COLUMNS if column in table.schema_arrow.names]
        number = part.first
        with reading(part.name):
            for batch in table.iter_batches(batch_size=256, row_groups=[part.start], columns=columns):
                for row in batch.to_pylist():
                    yield row_input(row, f"{part.name}:{number}")
                    number += 1


# -- WARC ----------------------------------------------------------------------------------------------------------


def _warc_parts(name: str, *, size: int) -> Iterator[Part]:
    """A WARC in parts of about `size` bytes. A record belongs to the part in which it begins."""
    length, stamp = stamp_of(name)
    with opened(name) as stream:
        squeezed = stream.read(2) == b"\x1f\x8b"
        if squeezed:
            starts: Iterator[int] = iter(range(0, max(length, 1), size))
        elif name.lower().endswith(".zst"):
            raise UnsupportedInputError(f"{name}: zstd is not read for WARC; unpack it with: unzstd {name}")
        else:
            starts = _plain_records(stream, length, size)
        start = next(starts, 0)
        for stop in (*starts, length):
            yield Part(name, "warc", stop - start, stamp, start, stop)
            start = stop


def _plain_records(stream: IO[bytes], length: int, size: int) -> Iterator[int]:
    """Where records begin that are about `size` bytes apart: from head to head, by the lengths that they tell."""
    at = given = 0
    yield 0
    while at < length:
        stream.seek(at)
        head = stream.read(8192)
        found = LENGTH.search(head[: head.find(b"\r\n\r\n") + 2])
        if found is None:  # broken: the rest is one part, whose reader looks for the next record
            return
        at += head.find(b"\r\n\r\n") + 4 + int(found[1]) + 4
        if at - given >= size and at < length:
            given = at
            yield at


def _pages(part: Part) -> Iterator[Input]:
    from extractor.article.warc import first_record, read_pages

    with opened(part.name) as stream, reading(part.name):
        squeezed = stream.read(2) == b"\x1f\x8b"
        start = part.start
        if squeezed and part.start and (start := first_record(stream, part.start, part.stop) or -1) < 0:  # type: ignore[arg-type]
            return
        for page in read_pages(stream, part.name, start=start, stop=part.stop):  # type: ignore[arg-type]
            if isinstance(page, ExtractorError):
                yield wrong(part.name, page)
                continue
            known = page.url or page.place
            kind = "html" if kind_of(page.body[:HEAD]) in {"html", "text"} else "data"
            yield replace(Input(known, page.place, url=page.url, charset=page.charset), **{kind: page.body})  # type: ignore[arg-type]


# -- a crawl's store -----------------------------------------------------------------------------------------------


def is_crawl(folder: Path) -> bool:
    """Whether a folder is the store of a crawl."""
    return (folder / "frontier.sqlite").is_file()


def parts_of_crawl(name: str, *, size: int) -> Iterator[Part]:
    """The articles of a crawl, the newest version of each, in parts of about `size` bytes of the archive."""
    from extractor.fetch.archive import page_sizes

    begun = last = weight = 0
    try:
        for number, length in page_sizes(name):
            last, weight = number, weight + length
            if weight >= size:
                yield Part(name, "crawl", weight, start=begun, stop=last)
                begun, weight = last, 0
        if weight:
            yield Part(name, "crawl", weight, start=begun, stop=last)
    except ExtractorError as error:
        yield Part(name, "error", error=error)
        return
    if not last:
        yield Part(name, "error", error=EmptyInputError(f"{name}: this crawl has no article yet; let it run on"))


def _captures(part: Part) -> Iterator[Input]:
    """The captures with the numbers `(start, stop]`."""
    from extractor.fetch.archive import numbered_pages

    for _, page in numbered_pages(part.name, after=part.start, before=part.stop + 1):
        charset = CHARSET.search(page.content_type or "")
        kind = "html" if kind_of(page.body[:HEAD]) in {"html", "text"} else "data"
        known = Input(page.url, page.url, url=page.url, charset=charset[1] if charset else None)
        yield replace(known, **{kind: page.body})  # type: ignore[arg-type]
