"""Remembers which input was in work when a worker died, where nobody watches over the workers (Ray starts them anew).

A small file beside the shards holds the place of the input in work and those places at which a worker has died in this
run. An input at which DEATHS have died is lost; a run that is killed as a whole counts for nobody.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from extractor.scale.outputs import Job, Result
from extractor.scale.plan import Chunk
from extractor.scale.work import DEATHS

__all__ = ["watched"]

WIDTH = 12  # characters of the place, written over and over


def watched(job: Job, chunk: Chunk, folder: Path, run: str) -> Result:
    """Does a chunk, and leaves out the inputs that have ended DEATHS workers of this `run`."""
    path = folder / f".part-{chunk.number:06}.attempt.tmp"
    died = _died(path, run)
    lost = frozenset(place for place in died if place >= 0 and died.count(place) >= DEATHS)
    with path.open("wb") as stream:
        stream.write(f"{-1:{WIDTH}}{json.dumps({'run': run, 'died': died})}".encode())
        stream.flush()
        result = job(chunk, _noted(stream.fileno()), lost)
    path.unlink(missing_ok=True)
    return result


def _noted(file: int) -> Callable[[int], None]:
    def begins(place: int) -> None:
        os.pwrite(file, f"{place:{WIDTH}}".encode(), 0)

    return begins


def _died(path: Path, run: str) -> list[int]:
    """The places at which workers of this run have died in this chunk."""
    with suppress(OSError, ValueError, KeyError):
        data = path.read_bytes()
        before: dict[str, Any] = json.loads(data[WIDTH:])
        if before["run"] == run:
            return [*before["died"], int(data[:WIDTH])]
    return []
