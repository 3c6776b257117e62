"""`run`: many inputs to one output, in order, with a report in which the counts add up."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import IO, Literal

from extractor.errors import OutputError
from extractor.interrupts import ctrl_c_remembered
from extractor.scale.local import run_local
from extractor.scale.outputs import FileOutput, Lines, Output, Result, StoreOutput, marked_lines
from extractor.scale.parts import JSONL_SUFFIXES
from extractor.scale.plan import CHUNK, Chunk, plan
from extractor.scale.program import key_of
from extractor.scale.ray_engine import run_ray
from extractor.scale.report import Errors, Report
from extractor.scale.shards import SHARD, ShardJob, ShardKind, Shards, shard_folder
from extractor.scale.sinks import is_device, told
from extractor.scale.work import Settings

__all__ = ["Stopped", "cores", "kind_of_output", "run"]

OutputKind = Literal["stream", "lines", "folder", "store"]


class Stopped(KeyboardInterrupt):
    """Ctrl-C: what was finished is kept; `report` says what that is."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"stopped after {report.tally.inputs} articles")
        self.report = report


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def kind_of_output(name: str) -> OutputKind:
    """What a destination is: a name that ends in "/" or is a folder, JSON Lines, or else a database.

    >>> kind_of_output("out.jsonl"), kind_of_output("out/"), kind_of_output("awards.sqlite")
    ('lines', 'folder', 'store')
    """
    if name.endswith(("/", os.sep)) or Path(name).is_dir():
        return "folder"
    if name.endswith(JSONL_SUFFIXES):
        return "stream" if is_device(name) else "lines"
    return "store"


def run(
    inputs: Sequence[str | os.PathLike[str]],
    *,
    to: str | os.PathLike[str] | IO[bytes],
    workers: int | None = None,
    with_text: bool = False,
    whole: bool = False,
    resume: bool = False,
    limit: int | None = None,
    errors: str | os.PathLike[str] | None = None,
    shards: ShardKind = "jsonl.zst",
    shard_bytes: int = SHARD,
    engine: Literal["local", "ray"] = "local",
    ray_address: str | None = None,
    progress: Callable[[Report], None] = lambda _: None,
) -> Report:
    """Extracts the award records of many inputs: files, folders, patterns, URLs, a crawl's store.

    `to` is a file or stream of JSON Lines (a line each in input order), a folder of `shards`, or a database (see
    `extractor.store.open`). `workers` is the number of processes, by default one for each core. `whole` also reads
    those HTML pages to the end that the scan passes by. `resume` goes on with what an earlier run left in `to`.
    `engine` "ray" works with Ray, on the cluster at `ray_address` or on this machine, into a folder that all nodes see.
    `limit` takes the first inputs only. `errors` is a file of JSON Lines for the inputs that failed. `progress` is
    called after each chunk. Raises OutputError, StoreError, ModelError, and Stopped after Ctrl-C.
    """
    names = [os.fspath(name) for name in inputs]
    place = os.fspath(to) if isinstance(to, str | os.PathLike) else to
    settings = Settings(with_text=with_text, whole=whole)
    report, started = Report(), time.monotonic()
    with ExitStack() as stack:
        stopped = stack.enter_context(ctrl_c_remembered())
        output = stack.enter_context(_output(place, settings, shards, shard_bytes, resume=resume))
        failed = stack.enter_context(Errors.to(errors))
        size = shard_bytes if not isinstance(place, str) or kind_of_output(place) == "folder" else CHUNK
        chunks = plan(names, output=place if isinstance(place, str) else None, size=size, limit=limit)
        todo = _undone(chunks, output)
        if engine == "ray":
            job = _shared(output)
            results = run_ray(todo, job, workers=workers or cores(), address=ray_address, stopped=stopped)
        else:
            results = run_local(todo, output.job, workers=workers or cores(), stopped=stopped)
        for result in results:
            output.take(result)
            failed.write(result.tally.failed)
            report.add(result, time.monotonic() - started)
            progress(report)
        if stopped():
            raise Stopped(report)
        report.finished = True
        output.finish(report.totals())
        if isinstance(output, StoreOutput):
            report.loaded = output.report
    return report


def _shared(output: Output) -> ShardJob:
    """The work on the shards of a folder, which is what the engine ray writes."""
    if not isinstance(output, Shards):
        raise OutputError("the engine ray writes a folder of shards that all nodes see; give one, its name ending in /")
    return output.shard_job


def _undone(chunks: Iterator[Chunk], output: Output) -> Iterator[Chunk | Result]:
    for chunk in chunks:
        yield output.former(chunk) or chunk


@contextmanager
def _output(
    to: str | IO[bytes], settings: Settings, shards: ShardKind, shard_bytes: int, *, resume: bool
) -> Iterator[Output]:
    if not isinstance(to, str):
        with _folder(None) as folder:
            yield Lines(to, folder, settings)
        return
    kind = kind_of_output(to)
    if kind == "folder":
        with shard_folder(to, shards, key_of(settings, shards, f"{shard_bytes}"), settings, resume=resume) as output:
            yield output
        return
    if kind == "store":
        from extractor.store import open as open_store
        from extractor.store.files.base import FileStore

        with open_store(to) as store, _folder(None) as folder:
            whole = FileOutput if isinstance(store, FileStore) else StoreOutput
            yield whole(store, folder, settings)
        return
    with _folder(None if kind == "stream" else to) as folder:
        if kind == "stream":
            with told(to), Path(to).open("wb") as stream:
                yield Lines(stream, folder, settings)
        else:
            with marked_lines(to, folder, settings, key_of(settings), resume=resume) as lines:
                yield lines


@contextmanager
def _folder(output: str | None) -> Iterator[Path]:
    """A folder for what the workers write, beside the output, so that both lie on one disk."""
    beside = None if output is None else Path(os.path.realpath(output)).parent
    with nullcontext() if output is None else told(output):
        if beside is not None and not beside.is_dir():
            raise OutputError(f"{output}: the folder {beside} is not there; make it first")
        folder = Path(tempfile.mkdtemp(prefix=".extract-", dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
