"""Files that hold many articles, cut into parts, and the inputs of a part: JSONL, Parquet, WARC."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from extractor.errors import EmptyInputError, ExtractorError, InputError, MissingExtraError
from extractor.scale.files import SQUEEZED, is_remote, opened, plain_name, reading, stamp_of, unsqueezed
from extractor.scale.inputs import Input, line_input, row_input, wrong
from extractor.scale.parts import JSONL_SUFFIXES, TABLE_SUFFIXES, Part

__all__ = ["inputs_of_part", "parts_of_file"]

COLUMNS = ("id", "url", "text", "html")


def parts_of_file(name: str, *, size: int) -> Iterator[Part]:
    """The parts of a file, each of about `size` bytes; an error where it cannot be read."""
    plain = plain_name(name)
    try:
        if plain.endswith(JSONL_SUFFIXES):
            yield from _line_parts(name, size=size)
        elif plain.endswith(TABLE_SUFFIXES):
            yield from _table_parts(name)
        else:
            length, stamp = stamp_of(name)
            yield Part(name, "file", length, stamp)
    except ExtractorError as error:
        yield Part(name, "error", error=error)


def inputs_of_part(part: Part) -> Iterator[Input]:
    """The inputs of a part, read one after the other; where the file breaks off, the last one is an error."""
    readers: dict[str, Callable[[Part], Iterator[Input]]] = {"lines": _lines, "block": _block, "table": _rows}
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


def _line_parts(name: str, *, size: int) -> Iterator[Part]:
    """JSONL in parts of whole lines."""
    _, stamp = stamp_of(name)
    squeezed = name.lower().endswith(SQUEEZED)
    found, start, number = False, 0, 1
    try:
        with opened(name) as stream, unsqueezed(name, stream) as plain:
            while block := plain.read(size):
                if not block.endswith(b"\n"):
                    block += plain.readline()
                if block.strip():
                    found = True
                    stop = start + len(block)
                    kind, data = ("block", block) if squeezed else ("lines", b"")
                    yield Part(name, kind, len(block), stamp, start, stop, number, data)  # type: ignore[arg-type]
                start += len(block)
                number += block.count(b"\n")
    except InputError as error:  # what was read before it counts
        yield Part(name, "error", error=error)
        return
    if not found:
        raise EmptyInputError(f"{name}: no line in this file; a line is an article")


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
