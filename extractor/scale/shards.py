"""A folder of shards, each the output of a chunk, published when it is whole.

A worker writes a shard under a temporary name, renames it, and puts a mark beside it that carries the digest of its
inputs and the key of the run (program, models, settings). A run that is taken up does those chunks again whose mark is
missing or says something else. When all are done, manifest.json lists the shards.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from extractor.errors import MissingExtraError, OutputError
from extractor.scale.outputs import Job, Result, writing
from extractor.scale.plan import Chunk
from extractor.scale.sinks import as_line, lock, told
from extractor.scale.tally import Tally
from extractor.scale.work import Settings, StoppedError, work

__all__ = ["SHARD", "ShardJob", "ShardKind", "Shards", "shard_folder"]

SHARD = 16 * 1024 * 1024  # bytes of input; half a minute of work where every sentence holds an award
ShardKind = Literal["jsonl.zst", "parquet"]
LEVEL = 3  # of zstd
OURS = re.compile(r"part-(\d{6,})\.(jsonl\.zst|parquet|done\.json)")
TEMPORARY = re.compile(r"\.part-\d+\..*\.tmp")  # of a worker that was killed
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class ShardJob:
    """Writes a chunk as a shard and publishes it."""

    folder: Path
    kind: ShardKind
    key: str
    settings: Settings

    def __call__(self, chunk: Chunk, begins: Callable[[int], None], lost: frozenset[int]) -> Result:
        shard, mark = self.paths(chunk)
        temporary = self.folder / f".{shard.name}.{os.getpid()}.tmp"
        tally = Tally()
        with writing(self.folder):
            try:
                with temporary.open("wb") as out:
                    _write(work(chunk, self.settings, tally, begins=begins, lost=lost), out, self.kind)
                    out.flush()
                    os.fsync(out.fileno())
                digest, size = hashlib.sha256(temporary.read_bytes()).hexdigest(), temporary.stat().st_size
                mark.unlink(missing_ok=True)  # of what stood there before
                temporary.replace(shard)
                told_of = {"chunk": chunk.digest, "key": self.key, "size": size, "sha256": digest, **tally.to_json()}
                temporary.write_text(as_line(told_of), "utf-8")
                temporary.replace(mark)
            except StoppedError:
                return Result(chunk, Tally(), whole=False)
            finally:
                temporary.unlink(missing_ok=True)
        return Result(chunk, tally, digest=digest)

    def former(self, chunk: Chunk) -> Result | None:
        """What the folder has of a chunk already, where its mark still holds."""
        shard, mark = self.paths(chunk)
        with suppress(OSError, ValueError, KeyError, TypeError):
            told_of = json.loads(mark.read_text("utf-8"))
            if (told_of["chunk"], told_of["key"], told_of["size"]) == (chunk.digest, self.key, shard.stat().st_size):
                return Result(chunk, Tally.from_json(told_of), former=True, digest=told_of["sha256"])
        return None

    def paths(self, chunk: Chunk) -> tuple[Path, Path]:
        """The files of a chunk's shard and of its mark."""
        name = f"part-{chunk.number:06}"
        return self.folder / f"{name}.{self.kind}", self.folder / f"{name}.done.json"


def _write(lines: Iterator[dict[str, Any]], out: IO[bytes], kind: ShardKind) -> None:
    if kind == "parquet":
        _write_table(lines, out)
        return
    import zstandard

    with zstandard.ZstdCompressor(level=LEVEL).stream_writer(out, closefd=False) as stream:
        for line in lines:
            stream.write(as_line(line).encode())


def _write_table(lines: Iterator[dict[str, Any]], out: IO[bytes]) -> None:
    """A row an input: what one asks for most in columns of their own, and the whole document as JSON."""
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ModuleNotFoundError:
        raise MissingExtraError("writing Parquet", "parquet") from None
    columns = [(name, arrow.string()) for name in ("id", "article_id", "url", "title", "published", "error", "document")]
    schema = arrow.schema([*columns, ("records", arrow.int32())])
    rows = [_row(line) for line in lines]
    table = arrow.Table.from_pylist(rows, schema=schema)
    parquet.write_table(table, out, compression="zstd")


def _row(line: dict[str, Any]) -> dict[str, Any]:
    article = line.get("article") or {}
    return {
        "id": _plain(line["id"]),
        "article_id": article.get("id"),
        **{name: _plain(article.get(name)) for name in ("url", "title", "published")},
        "error": line["error"]["type"] if "error" in line else None,
        "document": as_line(line).rstrip("\n"),
        "records": len(line["records"]),
    }


def _plain(words: str | None) -> str | None:
    """Words that UTF-8 can hold: the halves of surrogate pairs of a name that is no UTF-8 become question marks."""
    return None if words is None else words.encode("utf-8", "replace").decode()


class Shards:
    """The parent's half: which shards are done, and the manifest."""

    def __init__(self, folder: Path, kind: ShardKind, key: str, settings: Settings) -> None:
        self.folder = folder
        self.shard_job = ShardJob(folder, kind, key, settings)
        self.job: Job = self.shard_job
        self.list: list[dict[str, Any]] = []

    def former(self, chunk: Chunk) -> Result | None:
        return self.shard_job.former(chunk)

    def take(self, result: Result) -> None:
        if result.whole:
            name = self.shard_job.paths(result.chunk)[0].name
            tally = result.tally
            self.list.append({"file": name, "inputs": tally.inputs, "records": tally.records, "sha256": result.digest})

    def finish(self, totals: dict[str, Any]) -> None:
        """Writes the manifest and removes shards that no chunk is behind any more."""
        names = {shard["file"] for shard in self.list} | {
            f"{shard['file'].partition('.')[0]}.done.json" for shard in self.list
        }
        for path in self.folder.iterdir():
            if (OURS.fullmatch(path.name) and path.name not in names) or TEMPORARY.fullmatch(path.name):
                path.unlink()
        words = json.dumps({**totals, "key": self.shard_job.key, "shards": self.list}, ensure_ascii=False, indent=1)
        temporary = self.folder / f".{MANIFEST}.tmp"
        temporary.write_text(words + "\n", "utf-8")
        temporary.replace(self.folder / MANIFEST)


@contextmanager
def shard_folder(output: str, kind: ShardKind, key: str, settings: Settings, *, resume: bool) -> Iterator[Shards]:
    """A folder of shards, made where it is missing. Raises OutputError where it cannot be written, where another run
    writes into it, and, without `resume`, where it holds shards already."""
    folder = Path(output)
    with told(output):
        folder.mkdir(exist_ok=True)
        with (folder / ".lock").open("wb") as stream:
            lock(stream, output)
            ours = [path.name for path in folder.iterdir() if OURS.fullmatch(path.name) or path.name == MANIFEST]
            if ours and not resume:
                raise OutputError(
                    f"{output}: holds the shards of a run ({min(ours)} …); continue it with --resume, or give a new folder"
                )
            yield Shards(folder, kind, key, settings)
        (folder / ".lock").unlink(missing_ok=True)


def text_of(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a shard of the kind jsonl.zst, or the documents of one of the kind parquet."""
    if path.name.endswith(".parquet"):
        from pyarrow import parquet

        yield from map(json.loads, parquet.read_table(path, columns=["document"]).column("document").to_pylist())
        return
    import zstandard

    with path.open("rb") as stream, zstandard.ZstdDecompressor().stream_reader(stream) as reader:
        yield from map(json.loads, io.TextIOWrapper(reader, "utf-8"))
