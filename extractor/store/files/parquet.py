"""Parquet: one file, or a folder that is partitioned by year and can be loaded again like a database.

The folder holds `year=2020/part-….parquet` and, for the next load, `_articles.jsonl` with the digest of each article. A
load that changes anything writes the folder anew beside it and puts it in its place with two renames; one that is killed
between these is put right by the next. One loader at a time: the others wait at a lock.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from extractor.errors import OutputError
from extractor.store.files.base import FileStore, Row
from extractor.store.flat import COLUMNS, flat_rows, flat_table, taken
from extractor.store.report import Report

__all__ = ["ParquetFolder", "write_parquet"]

BATCH = 5_000  # rows made into columns at a time
TYPES = {
    "INTEGER": pa.int32(),
    "SMALLINT": pa.int16(),
    "BOOLEAN": pa.bool_(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
}
SCHEMA = pa.schema([(column.name, TYPES.get(str(column.type), pa.string())) for column in flat_table.columns])
INDEX = "_articles.jsonl"


def write_parquet(path: Path, rows: Iterator[Row]) -> None:
    """Flat rows as one file."""
    with pq.ParquetWriter(path, SCHEMA) as writer:
        for batch in _batches(rows):
            writer.write_batch(batch)


def _batches(rows: Iterable[Row]) -> Iterator[Any]:
    remaining = iter(rows)
    while page := list(islice(remaining, BATCH)):
        columns = [pa.array([row[field.name] for row in page], field.type) for field in SCHEMA]
        yield pa.record_batch(columns, schema=SCHEMA)


class ParquetFolder(FileStore):
    """A folder of Parquet files by year."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = Path(os.path.realpath(path))
        self.partial = self.path.with_name(f".{self.path.name}.partial")
        self.old = self.path.with_name(f".{self.path.name}.old")

    def load(self, documents: Iterable[Any]) -> Report:
        """Adds documents, replaces changed ones, leaves the others. Raises OutputError where it cannot be written."""
        report = Report()
        with self._told(), self._locked():
            before = self._index()
            now: dict[str, tuple[str, int]] = {}
            self._replace(self._changed(documents, before, now, report), now, before)
        return report

    def write_rows(self, rows: Iterable[Row]) -> None:
        """Writes rows of a database in the place of what was there."""
        with self._told(), self._locked():
            self._mend()
            if self.path.exists() and not all(part.name.startswith(("year=", INDEX)) for part in self.path.iterdir()):
                raise OutputError(f"{self.shown}: this folder holds other things; give the name of a new one")
            shutil.rmtree(self.partial, ignore_errors=True)
            self._data(self.partial, _batches(rows))
            self._swap()

    def rows(self) -> Iterator[Row]:
        """The rows of the folder."""
        for batch in ds.dataset(self.path, format="parquet", partitioning=_partitions()).to_batches(
            columns=list(COLUMNS)
        ):
            yield from batch.to_pylist()

    def _changed(
        self,
        documents: Iterable[Any],
        before: dict[str, tuple[str, int]],
        now: dict[str, tuple[str, int]],
        report: Report,
    ) -> Iterator[Row]:
        """The rows of new and changed documents; the counts, and in `now` their digests."""
        for one in taken(documents, report):
            key, number = one.article_id, len(one.records)
            if key in now:
                continue
            known = before.get(key)
            if known is not None and known[0] == one.digest:
                report.unchanged += number
                continue
            now[key] = (one.digest, number)
            if known is None:
                report.added += number
            else:
                report.changed += min(number, known[1])
                report.added += max(0, number - known[1])
                report.removed += max(0, known[1] - number)
            yield from flat_rows(one)

    def _replace(
        self, rows: Iterator[Row], now: dict[str, tuple[str, int]], before: dict[str, tuple[str, int]]
    ) -> None:
        """Writes the changed rows, then all of the folder with them, where there are any. `rows` fills `now`."""
        new = self.partial.with_name(self.partial.name + ".new")
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(self.partial, ignore_errors=True)
        new.mkdir()
        write_parquet(new / "new.parquet", rows)
        if now or not self.path.exists():
            fresh = pq.ParquetFile(new / "new.parquet").iter_batches(BATCH)
            self._data(self.partial, _chain(fresh, self._kept(set(now))))
            index = {**before, **now}
            lines = (json.dumps([key, *value]) + "\n" for key, value in index.items())
            (self.partial / INDEX).write_text("".join(lines), "utf-8")
            self._swap()
        shutil.rmtree(new)

    def _kept(self, changed: set[str]) -> Iterator[Any]:
        """What the folder holds of articles that have not changed."""
        if not self.path.exists():
            return
        ids = pa.array(sorted(changed), pa.string())
        keep = ~ds.field("article_id").isin(ids)
        for batch in ds.dataset(self.path, format="parquet", partitioning=_partitions()).to_batches(filter=keep):
            yield batch.select(list(COLUMNS)).cast(SCHEMA)

    def _data(self, folder: Path, batches: Iterator[Any]) -> None:
        reader = pa.RecordBatchReader.from_batches(SCHEMA, batches)
        ds.write_dataset(
            reader, folder, format="parquet", partitioning=_partitions(), basename_template="part-{i}.parquet",
            existing_data_behavior="delete_matching",
        )  # fmt: skip
        folder.mkdir(exist_ok=True)

    def _swap(self) -> None:
        if self.path.exists():
            self.path.rename(self.old)
        self.partial.rename(self.path)
        shutil.rmtree(self.old, ignore_errors=True)

    def _index(self) -> dict[str, tuple[str, int]]:
        """The digest and number of records of each article that the folder holds."""
        self._mend()
        if not self.path.exists():
            return {}
        if not (self.path / INDEX).is_file():
            if any(self.path.iterdir()):
                raise OutputError(f"{self.shown}: this folder was not made by a load; give the name of a new one")
            return {}
        lines = (self.path / INDEX).read_text("utf-8").splitlines()
        return {key: (digest, number) for key, digest, number in map(json.loads, lines)}

    def _mend(self) -> None:
        """Puts the folder back where a load was killed between its two renames."""
        if self.old.exists() and not self.path.exists():
            self.old.rename(self.path)
        shutil.rmtree(self.old, ignore_errors=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_name(f".{self.path.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(
                f"{self.shown}: {error.strerror or error}; check the free space and permissions"
            ) from None


def _partitions() -> Any:
    return ds.partitioning(pa.schema([("year", pa.int16())]), flavor="hive")


def _chain(*parts: Iterator[Any]) -> Iterator[Any]:
    for part in parts:
        yield from part
