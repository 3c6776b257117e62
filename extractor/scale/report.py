"""What a run did, and which inputs failed."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from extractor.scale.outputs import Result
from extractor.scale.program import program_digest
from extractor.scale.sinks import as_line, target, told
from extractor.scale.tally import Tally

__all__ = ["Errors", "Report"]


@dataclass(slots=True)
class Report:
    """The counts of a run, how long it took, and how much of it an earlier run had done (`former`, in chunks)."""

    tally: Tally = field(default_factory=Tally)
    seconds: float = 0.0
    size: int = 0  # bytes of the chunks that are done, as they lie on the disk
    chunks: int = 0
    former: int = 0
    fresh: int = 0  # inputs that this run worked on
    finished: bool = False
    loaded: Any = None  # what a database said

    def add(self, result: Result, seconds: float) -> None:
        """Adds the result of a chunk."""
        self.tally.add(result.tally)
        self.seconds = seconds
        self.size += result.chunk.size
        self.chunks += 1
        self.former += result.former
        self.fresh += 0 if result.former else result.tally.inputs

    def totals(self) -> dict[str, Any]:
        """What two runs over the same inputs agree on; `inputs` is the sum of the next three and the errors."""
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
            "version": __version__,
            "schema_version": SCHEMA_VERSION,
            "program": program_digest(),
            "models": models_digest(),
        }

    def to_json(self) -> dict[str, Any]:
        """The report as JSON. The seconds by stage are summed over all workers."""
        stages = {name: round(value, 3) for name, value in sorted(self.tally.seconds.items())}
        return {
            **self.totals(),
            "finished": self.finished,
            "bytes": self.tally.bytes,
            "chunks": self.chunks,
            "chunks_done_before": self.former,
            "seconds": round(self.seconds, 3),
            "seconds_by_stage": stages,
            "python": platform.python_version(),
        }


class Errors:
    """The inputs that failed, as JSON Lines."""

    def __init__(self, stream: IO[str] | None) -> None:
        self.stream = stream

    @staticmethod
    @contextmanager
    def to(name: str | os.PathLike[str] | None) -> Iterator[Errors]:
        """A file for the errors of a run, or nothing. Raises OutputError."""
        if name is None:
            yield Errors(None)
            return
        with told(os.fspath(name)), target(os.fspath(name)).open("w", encoding="utf-8", newline="\n") as stream:
            yield Errors(stream)

    def write(self, failed: Iterable[dict[str, str]]) -> None:
        """Writes failed inputs."""
        if self.stream is not None:
            self.stream.writelines(as_line(dict(one)) for one in failed)
            self.stream.flush()


def write_report(report: Report, path: str | os.PathLike[str]) -> None:
    """Writes a report as JSON. Raises OutputError."""
    import json

    with told(os.fspath(path)):
        Path(path).write_text(json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n", "utf-8")
