"""A file as a destination: written beside its name and put in its place when it is whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from extractor.errors import OutputError
from extractor.store.flat import flat_rows, taken
from extractor.store.report import Report
from extractor.store.rows import Prepared

__all__ = ["FileStore", "Row", "RowFile", "once", "replaced", "safe_cell"]

Row = dict[str, Any]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class FileStore:
    """A file as a destination; its kinds say how it is written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shown = str(path)

    def load(self, documents: Iterable[Any]) -> Report:
        """Writes the records of documents. Raises OutputError where the file cannot be written."""
        raise NotImplementedError

    def write_rows(self, rows: Iterable[Row]) -> None:
        """Writes flat rows (the columns of `award_list`) that come from a database."""
        raise NotImplementedError

    def close(self) -> None:
        """Nothing is held open."""

    def __enter__(self) -> FileStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class RowFile(FileStore):
    """A file of one table, which a load writes anew: it holds what that load gave, whole, or what it held before."""

    def __init__(self, path: Path, write: Callable[[Path, Iterator[Row]], None]) -> None:
        super().__init__(path)
        self._write = write

    def load(self, documents: Iterable[Any]) -> Report:
        report = Report()
        self.write_rows(self._rows(documents, report))
        return report

    def write_rows(self, rows: Iterable[Row]) -> None:
        with replaced(self.path) as partial:
            self._write(partial, iter(rows))

    def _rows(self, documents: Iterable[Any], report: Report) -> Iterator[Row]:
        for one in once(taken(documents, report)):
            rows = flat_rows(one)
            report.added += len(rows)
            yield from rows


def once(documents: Iterable[Prepared]) -> Iterator[Prepared]:
    """Each article once: a file cannot take back what it has written, so the first document of an article counts."""
    seen: set[int] = set()
    for one in documents:
        if hash(one.article_id) not in seen:
            seen.add(hash(one.article_id))
            yield one


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A file beside `path` to write, which takes its place when the block is through. Raises OutputError."""
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise OutputError(f"{path}: this is a folder; give the name of a file in it")
    if not target.parent.is_dir():
        raise OutputError(f"{path}: the folder {path.parent} is not there; make it first")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=target.suffix, dir=target.parent)
        os.close(handle)
        partial = Path(name)
        try:
            yield partial
            mask = os.umask(0)
            os.umask(mask)
            partial.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask)
            partial.replace(target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"{path}: {error.strerror or error}; it was not written, check the free space and permissions"
        ) from None


def safe_cell(value: Any) -> Any:
    """A cell of a spreadsheet that runs nothing: words that would be a formula get an apostrophe before them.

    >>> safe_cell("=cmd|' /C calc'!A0"), safe_cell(-5)
    ("'=cmd|' /C calc'!A0", -5)
    """
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
