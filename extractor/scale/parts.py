"""Where inputs lie: a part of a file, small enough to be handed to another process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from extractor.errors import ExtractorError

__all__ = ["CONTAINERS", "FOLDER_SUFFIXES", "JSONL_SUFFIXES", "SHARD_KINDS", "TABLE_SUFFIXES", "WARC_SUFFIXES", "Kind", "Part"]

JSONL_SUFFIXES = (".jsonl", ".ndjson")
TABLE_SUFFIXES = (".parquet",)
WARC_SUFFIXES = (".warc",)
CONTAINERS = (*JSONL_SUFFIXES, *TABLE_SUFFIXES, *WARC_SUFFIXES)
# The files of a folder that hold articles; other files in it are left alone.
FOLDER_SUFFIXES = (".txt", ".text", ".html", ".htm", ".pdf", ".docx", ".doc", *CONTAINERS)

SHARD_KINDS = ("jsonl.zst", "parquet")  # what a folder of output is made of; here since the command's help names them

Kind = Literal["file", "stdin", "lines", "block", "table", "warc", "crawl", "error"]


@dataclass(frozen=True, slots=True)
class Part:
    """Some inputs of a file `name`.

    file    the file is one article
    stdin   standard input is
    lines   JSONL, the bytes `[start, stop)`; line `first` is the first of them
    block   the same, with the lines in `data`, where only one after the other can read the file (compressed)
    table   row group `start` of a Parquet file; row `first` is its first
    warc    the records of a WARC that begin in the bytes `[start, stop)`
    crawl   the captures with the numbers `(start, stop]` of a crawl's store
    error   an input that is none

    `size` is about how many bytes there are to read, `stamp` changes with the file, `most` ends the part earlier.
    """

    name: str
    kind: Kind
    size: int = 0
    stamp: str = ""
    start: int = 0
    stop: int = 0
    first: int = 1
    data: bytes = b""
    error: ExtractorError | None = None
    most: int | None = None

    def key(self) -> tuple[Any, ...]:
        """What tells this part, in this state of its file, from all others."""
        return (self.name, self.kind, self.size, self.stamp, self.start, self.stop, self.first, str(self.error), self.most)
