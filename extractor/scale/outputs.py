"""Where a run writes: a stream, one file of lines, or a database; shards.py has folders.

An output has two halves. Its job goes to the workers and writes what a chunk gives; the output itself stays with the
parent, says which chunks an earlier run has done, and takes the results in their order.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from extractor.errors import OutputError
from extractor.scale.plan import Chunk
from extractor.scale.sinks import as_line, keep_whole_lines, lock, target, told
from extractor.scale.tally import Tally
from extractor.scale.work import Settings, StoppedError, work

__all__ = ["FileOutput", "Job", "LineJob", "Lines", "Output", "Result", "StoreOutput", "marked_lines"]


@dataclass(frozen=True, slots=True)
class Result:
    """What a chunk gave: the counts, a file of lines for the parent to take, and whether all its inputs were done."""

    chunk: Chunk
    tally: Tally
    path: Path | None = None
    whole: bool = True
    former: bool = False  # done by an earlier run
    digest: str = ""  # of the shard


class Job(Protocol):
    """The work on a chunk, done by a worker; see `work` for `begins` and `lost`. Raises ModelError and OutputError."""

    def __call__(self, chunk: Chunk, begins: Callable[[int], None], lost: frozenset[int]) -> Result: ...


class Output(Protocol):
    """Where the results go."""

    job: Job

    def former(self, chunk: Chunk, /) -> Result | None:
        """What an earlier run made of a chunk, where that still holds. Asked in the order of the chunks."""

    def take(self, result: Result, /) -> None:
        """Takes the next result."""

    def finish(self, totals: dict[str, Any], /) -> None:
        """All results were taken."""


@dataclass(frozen=True, slots=True)
class LineJob:
    """Writes the lines of a chunk into a file of their own, for the parent to take."""

    folder: Path
    settings: Settings

    def __call__(self, chunk: Chunk, begins: Callable[[int], None], lost: frozenset[int]) -> Result:
        path, tally, whole = self.folder / f"{chunk.number:06}.lines", Tally(), True
        with writing(self.folder), path.open("wb") as out:
            try:
                for line in work(chunk, self.settings, tally, begins=begins, lost=lost):
                    out.write(as_line(line).encode())
            except StoppedError:
                whole = False
        return Result(chunk, tally, path, whole)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Tells what the system says of a folder that a worker writes into as an OutputError."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}; check the free space and permissions") from None


class Lines:
    """A stream of lines, in input order."""

    def __init__(self, stream: IO[bytes], folder: Path, settings: Settings) -> None:
        self.job: Job = LineJob(folder, settings)
        self.stream = stream

    def former(self, _chunk: Chunk) -> Result | None:
        return None

    def take(self, result: Result) -> None:
        if result.path is None:
            return
        with result.path.open("rb") as lines:
            shutil.copyfileobj(lines, self.stream, 1 << 20)
        self.stream.flush()
        result.path.unlink()

    def finish(self, _totals: dict[str, Any]) -> None:
        return None


class MarkedLines(Lines):
    """Lines that grow in OUTPUT.partial, with a mark in OUTPUT.marks behind each chunk: a run can be taken up there.

    A mark holds the digest of its chunk, how long the file was behind it, and the counts. The first line of the marks
    is the key of the run: what of program, models and settings the output depends on.
    """

    def __init__(
        self, stream: IO[bytes], marks: Path, folder: Path, settings: Settings, key: str, *, resume: bool
    ) -> None:
        super().__init__(stream, folder, settings)
        self.end = 0
        head, *self.earlier = self._read(marks) if resume else [""]
        if head != key:
            self.earlier = []
        self.earlier.reverse()
        self.kept = [key]
        self.marks = marks.open("w" if not self.earlier else "r+", encoding="utf-8", newline="\n")
        if not self.earlier:
            self._cut()

    @staticmethod
    def _read(marks: Path) -> list[str]:
        with suppress(OSError, ValueError):
            return marks.read_text("utf-8").splitlines() or [""]
        return [""]

    def former(self, chunk: Chunk) -> Result | None:
        if not self.earlier:
            return None
        words = self.earlier.pop()
        with suppress(ValueError, KeyError, TypeError):
            mark = json.loads(words)
            if mark["chunk"] == chunk.digest and mark["end"] <= os.fstat(self.stream.fileno()).st_size:
                self.kept.append(words)
                self.end = mark["end"]
                if not self.earlier:
                    self._cut()
                return Result(chunk, Tally.from_json(mark), former=True)
        self._cut()
        return None

    def _cut(self) -> None:
        """Forgets what stands behind the marks that were kept."""
        self.earlier = []
        self.stream.truncate(self.end)
        self.stream.seek(self.end)
        self.marks.seek(0)
        self.marks.truncate()
        self.marks.write("".join(f"{mark}\n" for mark in self.kept))
        self.marks.flush()
        self.kept = []

    def take(self, result: Result) -> None:
        super().take(result)
        if result.former or not result.whole:
            return
        self.end = self.stream.tell()
        mark = {"chunk": result.chunk.digest, "end": self.end, **result.tally.to_json()}
        self.marks.write(as_line(mark))
        self.marks.flush()

    def finish(self, _totals: dict[str, Any]) -> None:
        if self.earlier:
            self._cut()


@contextmanager
def marked_lines(output: str, folder: Path, settings: Settings, key: str, *, resume: bool) -> Iterator[MarkedLines]:
    """A file of lines for a long run. They grow in OUTPUT.partial, which takes OUTPUT's name when all are written.

    Whatever stops the run, the partial file stays, cut after its last whole line, and its marks beside it. Raises
    OutputError where the folder is missing, not writable or full, and where another run writes there.
    """
    path = target(output)
    partial, marks = path.with_name(path.name + ".partial"), path.with_name(path.name + ".marks")
    with told(output):
        try:
            with partial.open("r+b" if resume and partial.exists() else "ab") as stream:
                lock(stream, str(partial))
                lines = MarkedLines(stream, marks, folder, settings, key, resume=resume)
                with lines.marks:
                    yield lines
        except BaseException:
            if keep_whole_lines(partial) == 0:
                marks.unlink(missing_ok=True)
            raise
        partial.replace(path)
        marks.unlink()


class StoreOutput:
    """A database. Inputs that cannot be read, and pages that were passed by, are left out."""

    def __init__(self, store: Any, folder: Path, settings: Settings) -> None:
        self.job: Job = LineJob(folder, settings)
        self.store = store
        self.report: Any = None

    def former(self, _chunk: Chunk) -> Result | None:
        return None

    def take(self, result: Result) -> None:
        assert result.path is not None
        with result.path.open("rb") as lines:
            documents = (json.loads(line) for line in lines)
            self._add(self.store.load(one for one in documents if "error" not in one and not one.get("passed")))
        result.path.unlink()

    def _add(self, report: Any) -> None:
        """Sums what the store tells of each chunk."""
        if self.report is None:
            self.report = report
            return
        for name in ("added", "changed", "unchanged", "removed", "articles", "failed"):
            setattr(self.report, name, getattr(self.report, name) + getattr(report, name))
        self.report.messages += report.messages

    def finish(self, _totals: dict[str, Any]) -> None:
        return None


class FileOutput(StoreOutput):
    """A file that is written whole (CSV, Excel, …): the lines are gathered, and loaded when all are there."""

    def __init__(self, store: Any, folder: Path, settings: Settings) -> None:
        super().__init__(store, folder, settings)
        self.gathered = folder / "gathered.jsonl"

    def take(self, result: Result) -> None:
        assert result.path is not None
        with result.path.open("rb") as lines, self.gathered.open("ab") as stream:
            shutil.copyfileobj(lines, stream)
        result.path.unlink()

    def finish(self, _totals: dict[str, Any]) -> None:
        self.gathered.touch()
        with self.gathered.open("rb") as lines:
            documents = (json.loads(line) for line in lines)
            self._add(self.store.load(one for one in documents if "error" not in one and not one.get("passed")))
