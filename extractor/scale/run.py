"""`run`: many inputs to one output, in order, with a report in which the counts add up."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from extractor.errors import OutputError
from extractor.scale.local import Result, run_local
from extractor.scale.plan import plan
from extractor.scale.sinks import line_file
from extractor.scale.work import Settings, Tally

__all__ = ["Report", "Stopped", "cores", "run"]


class Stopped(KeyboardInterrupt):
    """Ctrl-C: what was finished is kept; `report` says what that is."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"stopped after {report.tally.inputs} articles")
        self.report = report


@dataclass(slots=True)
class Report:
    """What a run did: the counts and how long it took."""

    tally: Tally = field(default_factory=Tally)
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The report as JSON; `inputs` is the sum of the four kinds below it."""
        from extractor import __version__
        from extractor.records import SCHEMA_VERSION
        from extractor.resources import models_digest

        tally = self.tally
        return {
            "inputs": tally.inputs,
            "passed_by_scan": tally.passed,
            "without_records": tally.without,
            "with_records": tally.found,
            "errors": dict(sorted(tally.errors.items())),
            "records": tally.records,
            "bytes": tally.bytes,
            "seconds": round(self.seconds, 3),
            "seconds_by_stage": {name: round(value, 3) for name, value in sorted(tally.seconds.items())},
            "version": __version__,
            "schema_version": SCHEMA_VERSION,
            "models": models_digest(),
            "python": sys.version.split()[0],
        }


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    inputs: Sequence[str | os.PathLike[str]],
    *,
    to: str | os.PathLike[str] | IO[bytes],
    workers: int | None = None,
    with_text: bool = False,
    whole: bool = False,
    progress: Callable[[Report], None] = lambda _: None,
) -> Report:
    """Extracts inputs (files, folders, JSONL) into `to`, a file or stream of JSON Lines, a line each in input order.

    `workers` is the number of processes, by default one for each core. `whole` also reads those HTML pages to the end
    that the scan passes by, so that their documents have titles and dates. `progress` is called after each chunk.
    Raises OutputError, ModelError, and Stopped after Ctrl-C.
    """
    names = [os.fspath(name) for name in inputs]
    output = os.fspath(to) if isinstance(to, str | os.PathLike) else None
    report, started = Report(), time.monotonic()
    settings = Settings(with_text=with_text, whole=whole)
    with _folder(output) as folder, _ctrl_c() as stopped, _sink(to) as sink:
        results = run_local(plan(names, output=output), settings, folder, workers=workers or cores(), stopped=stopped)
        for result in results:
            _take(result, sink)
            report.tally.add(result.tally)
            report.seconds = time.monotonic() - started
            progress(report)
        if stopped():
            raise Stopped(report)
    return report


def _take(result: Result, sink: IO[bytes]) -> None:
    with result.path.open("rb") as lines:
        shutil.copyfileobj(lines, sink, 1 << 20)
    sink.flush()
    result.path.unlink()


@contextmanager
def _folder(output: str | None) -> Iterator[Path]:
    """A folder for what the workers write, beside the output, so that both lie on one disk."""
    beside = None if output is None else Path(os.path.realpath(output)).parent
    try:
        folder = Path(tempfile.mkdtemp(prefix=".extract-", dir=beside))
    except OSError as error:
        raise OutputError(f"{beside}: {error.strerror or error}; check the folder, its permissions and the free space") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _sink(to: str | os.PathLike[str] | IO[bytes]) -> Iterator[IO[bytes]]:
    if isinstance(to, str | os.PathLike):
        with line_file(os.fspath(to)) as stream:
            yield stream
    else:
        yield to


@contextmanager
def _ctrl_c() -> Iterator[Callable[[], bool]]:
    """Ctrl-C once is remembered: what is in work is finished. Twice stops at once."""
    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        if stopped:
            raise KeyboardInterrupt
        stopped = True

    ours = (
        signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not ignored, nor a caller's own affair
        and threading.current_thread() is threading.main_thread()
    )
    if ours:
        signal.signal(signal.SIGINT, stop)
    try:
        yield lambda: stopped
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
