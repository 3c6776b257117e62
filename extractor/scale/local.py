"""The local engine: processes of this machine, each with the models, and results in the order of the chunks.

A worker writes what a chunk gave into a file of its own and tells the parent; only names and counts go through pipes.
So a giant article holds up nobody, and order costs no memory. While it is slow (a
database) the workers wait once AHEAD chunks for each of them are done and not yet taken.

A worker that dies (out of memory, a fault in a library) is replaced and its chunk done again; where they die
at the same article again and again, that article is an error and the others of the chunk are not.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from extractor.errors import ExtractorError
from extractor.scale.outputs import Job, Result
from extractor.scale.plan import Chunk
from extractor.scale.work import DEATHS, StoppedError

__all__ = ["load_models", "run_local"]

AHEAD = 64  # chunks for each worker that may be finished and not yet taken
COLLECT = (20_000, 20, 50)  # rarer than by default: a document is many small objects without circles
TICK = 0.2  # seconds after which the parent looks whether it was told to stop


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    place: Any  # the place of the input in work, shared with the process
    chunk: Chunk | None = None
    turn: int = 0  # the chunk's place among the results
    died: list[int] = field(default_factory=list)  # places at which this chunk ended a worker
    lost: set[int] = field(default_factory=set)


def run_local(
    chunks: Iterator[Chunk | Result], job: Job, *, workers: int, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Result]:
    """The results of chunks, in their order, and between them the results that are there already.

    Once `stopped` says so, no chunk is begun any more; what is in work ends after its article, and the last result may
    not be whole. Raises ModelError, and OutputError where the job cannot write.
    """
    engine = _Engine(job, workers, stopped)
    try:
        yield from engine.run(chunks)
    finally:
        engine.close()


class _Engine:
    def __init__(self, job: Job, workers: int, stopped: Callable[[], bool]) -> None:
        self.job, self.most, self.stopped = job, workers, stopped
        # A fork shares the models that are loaded here; elsewhere each process loads its own.
        self.context: Any = multiprocessing.get_context("fork" if sys.platform.startswith("linux") else "spawn")
        self.stop = self.context.RawValue("b", 0)
        self.workers: list[_Worker] = []
        self.done: dict[int, Result] = {}
        self.ready: deque[Chunk | Result] = deque()  # chunks that are looked for while the workers work
        self.begun = 0

    def run(self, chunks: Iterator[Chunk | Result]) -> Iterator[Result]:
        self.chunks: Iterator[Chunk | Result] | None = chunks
        following = 0
        while True:
            if self.stopped():
                self.stop.value, self.chunks = 1, None
                self.ready.clear()
            self.feed()
            busy = [worker for worker in self.workers if worker.chunk is not None]
            while following in self.done:
                result = self.done.pop(following)
                following += 1
                yield result
                if not result.whole:
                    return
                self.feed()
            if busy:
                self.listen(busy)
            elif self.chunks is None and not self.ready:
                return

    def feed(self) -> None:
        """Gives chunks to idle workers, as long as not too many are finished and not taken."""
        while len(self.done) < AHEAD * self.most:
            idle = next((worker for worker in self.workers if worker.chunk is None), None)
            if (idle is None and len(self.workers) >= self.most) or not (self.ready or self.plan()):
                return
            chunk = self.ready.popleft()
            if isinstance(chunk, Result):
                self.done[self.begun] = chunk
            else:
                self.give(idle or self.hire(), chunk, self.begun)
            self.begun += 1

    def plan(self) -> bool:
        """Looks for one more chunk; whether there was one."""
        chunk = None if self.chunks is None else next(self.chunks, None)
        if chunk is None:
            self.chunks = None
            return False
        self.ready.append(chunk)
        return True

    def hire(self) -> _Worker:
        if self.context.get_start_method() == "fork" and not self.workers:
            load_models()
        ours, theirs = self.context.Pipe()
        place = self.context.RawValue("q", -1)
        process = self.context.Process(
            target=_serve, args=(theirs, self.job, place, self.stop, os.getpid()), daemon=True
        )
        process.start()
        theirs.close()
        worker = _Worker(process, ours, place)
        self.workers.append(worker)
        return worker

    def give(self, worker: _Worker, chunk: Chunk, turn: int) -> None:
        worker.chunk, worker.turn, worker.place.value = chunk, turn, -1
        with contextlib.suppress(BrokenPipeError):  # dead already: `listen` sees it
            worker.pipe.send((chunk, frozenset(worker.lost)))

    def listen(self, busy: list[_Worker]) -> None:
        """Takes what the workers have to tell; while they tell nothing, chunks are looked for that they get next."""
        pipes = [worker.pipe for worker in busy]
        told_now = wait(pipes, 0)
        while not told_now and len(self.ready) < self.most and self.plan():
            told_now = wait(pipes, 0)
        for ready in told_now or wait(pipes, TICK):
            worker = next(worker for worker in busy if worker.pipe is ready)
            try:
                told = worker.pipe.recv()
            except (EOFError, OSError):
                self.replace(worker)
                continue
            if isinstance(told, Exception):
                raise told
            self.done[worker.turn] = told
            worker.chunk, worker.died, worker.lost = None, [], set()

    def replace(self, dead: _Worker) -> None:
        """Puts another worker in the place of a dead one and lets it do the chunk again."""
        dead.process.join()
        self.workers.remove(dead)
        assert dead.chunk is not None
        if self.stop.value:
            return
        place = dead.place.value
        worker = self.hire()
        worker.died, worker.lost = [*dead.died, place], set(dead.lost)
        if place >= 0 and worker.died.count(place) >= DEATHS:
            worker.lost.add(place)
        if place < 0 and worker.died.count(place) > 2 * DEATHS:
            raise ExtractorError("the worker processes die before they begin; is there memory for them? try --workers 1")
        self.give(worker, dead.chunk, dead.turn)

    def close(self) -> None:
        for worker in self.workers:
            if worker.chunk is not None:
                worker.process.kill()
            with contextlib.suppress(OSError):
                worker.pipe.send(None)  # (a closed pipe tells nothing: later workers inherited an end of it)
        for worker in self.workers:
            worker.process.join(5)
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()


def load_models() -> None:
    """Loads what the workers share, and keeps the garbage collector from copying it."""
    from extractor.awards.catalogue import catalogue
    from extractor.pipeline import load
    from extractor.scale.scan import scan

    catalogue()
    scan()
    load().extract("Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen.")
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT)


def _serve(pipe: Connection, job: Job, place: Any, stop: Any, parent: int) -> None:
    """A worker's life: chunks until the parent has no more, or is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    _die_with_parent()

    def begins(at: int) -> None:
        place.value = at
        if stop.value:
            raise StoppedError

    while True:
        while not pipe.poll(1.0):
            if os.getppid() != parent:
                return
        try:
            told = pipe.recv()
        except (EOFError, OSError):
            return
        if told is None:
            return
        chunk, lost = told
        try:
            pipe.send(job(chunk, begins, lost))
        except ExtractorError as error:
            pipe.send(error)
        except BrokenPipeError:
            return


def _die_with_parent() -> None:
    """Where the system can (Linux), a worker does not outlive its parent by a moment."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
