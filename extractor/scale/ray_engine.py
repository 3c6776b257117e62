"""The Ray engine: the chunks of a run as a Ray Dataset, worked on by actors that hold the models.

The shards, their marks and the errors are those of the local engine; the folder has to be one that all nodes see. Ray
starts an actor anew that has died and gives it its chunks again, of which it leaves out those that are published; see
attempts.py for an article that ends every one.

What Ray does for a task (its arguments and results go through the object store, the driver schedules it) costs as much
as half a megabyte of pages, so that a task is several chunks where there are many.
"""

from __future__ import annotations

import logging
import os
import pickle
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractor.errors import ExtractorError, InputError, MissingExtraError
from extractor.scale.attempts import watched
from extractor.scale.outputs import Result
from extractor.scale.plan import Chunk
from extractor.scale.shards import ShardJob

__all__ = ["connected", "run_ray"]

TASKS = 32  # for each worker, where there are enough chunks: their ends lie close together
MOST = 16  # chunks of a task: Ray tells nothing of them before all are done


def run_ray(
    chunks: Iterator[Chunk | Result],
    job: ShardJob,
    *,
    workers: int,
    address: str | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Result]:
    """The results of chunks, in their order, and between them the results that are there already.

    `address` is that of a cluster ("auto" for the one of this machine); without it Ray is started here for `workers`.
    Once `stopped` says so, no result is waited for any more. Raises as `run_local` does, MissingExtraError without Ray.
    """
    items = list(chunks)
    todo = [item for item in items if isinstance(item, Chunk)]
    with_ray = _results(todo, replace(job, folder=job.folder.resolve()), workers, address) if todo else iter(())
    for item in items:
        if stopped():
            return
        if isinstance(item, Result):
            yield item
        else:
            yield next(with_ray)


def _results(chunks: list[Chunk], job: ShardJob, workers: int, address: str | None) -> Iterator[Result]:
    ray = connected(address, workers)
    from ray.data import ActorPoolStrategy, DataContext
    from ray.exceptions import RayError

    context = DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    at_once = min(workers, max(1, int(ray.cluster_resources().get("CPU", 1))))  # (a cluster may grow later)
    each = min(MOST, 1 + len(chunks) // (TASKS * workers))
    rows = [{"chunks": pickle.dumps(chunks[start : start + each])} for start in range(0, len(chunks), each)]
    dataset = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
        _Actor,
        fn_constructor_args=(job, secrets.token_hex(8), os.fspath(Path.cwd())),
        compute=ActorPoolStrategy(min_size=min(at_once, len(rows)), max_size=workers),
        batch_size=1,
        num_cpus=1,
    )
    try:
        for row in dataset.iter_rows():
            yield from pickle.loads(row["results"])
    except Exception as error:
        ours = _ours(error)
        if ours is None and not isinstance(error, RayError) and "ray" not in type(error).__module__:
            raise
        raise ours or ExtractorError(f"Ray: {_words(error)}") from None


def _ours(error: BaseException | None) -> ExtractorError | None:
    """The error of our own that Ray has wrapped, if there is one."""
    for _ in range(10):
        if isinstance(error, ExtractorError):
            return error
        error = getattr(error, "cause", None) or getattr(error, "__cause__", None)
    return None


def _words(error: Exception) -> str:
    """The reason in what Ray tells: the last line that names an error."""
    lines = [line.strip() for line in str(error).splitlines() if re.match(r"\s*[\w.]*(?:Error|Exception)\b", line)]
    return (lines or str(error).strip().splitlines() or [type(error).__name__])[-1]


def connected(address: str | None, workers: int) -> Any:
    """Ray, connected to a cluster or started here. Raises MissingExtraError, and InputError where no cluster answers."""
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # it warns of actors that are started anew: they are meant to be
    try:
        import ray
        import ray.data
    except ModuleNotFoundError:
        raise MissingExtraError("the engine ray", "ray") from None
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    if ray.is_initialized():
        return ray
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address is None:
        ray.init(num_cpus=workers, include_dashboard=False, **quiet)
        return ray
    try:
        ray.init(address=address, **quiet)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise InputError(f"no Ray cluster answers at {address} ({_words(error)}); start one with: ray start --head") from None
    return ray


class _Actor:
    """Lives in a worker process of Ray and does one task after the other."""

    def __init__(self, job: ShardJob, run: str, home: str) -> None:
        from extractor.scale.local import load_models

        with suppress(OSError):  # names of inputs are as the user gave them, from where he stood
            os.chdir(home)
        load_models()
        self.job, self.run = job, run

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        return {"results": [pickle.dumps([self.done(chunk) for chunk in pickle.loads(task)]) for task in batch["chunks"]]}

    def done(self, chunk: Chunk) -> Result:
        """The result of a chunk, which another actor may have published before it died."""
        before = self.job.former(chunk)
        return replace(before, former=False) if before else watched(self.job, chunk, self.job.folder, self.run)
