"""Loads that are killed, and loads at the same time: whole articles only, and the next load completes them."""

from __future__ import annotations

import copy
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from store_help import KINDS, by_id, many

import extractor.store
from extractor.store import loader

Make = Callable[[str], str]
Documents = list[dict[str, Any]]
# Processes that start within milliseconds: copies of a server that has imported what they need and opened nothing.
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(
    [
        "extractor.store.opening",
        "extractor.store.duck",
        "extractor.store.files.parquet",
        "extractor.awards.catalogue",
        "psycopg",
        "pymysql",
    ]
)


def loads(url: str, documents: Documents, told: Connection) -> None:
    """A loader in a process of its own, with small batches; tells of each document that it takes, then what it added."""

    def handed() -> Iterator[Any]:
        for number, document in enumerate(documents):
            told.send(number)
            yield document

    loader.BATCH_ARTICLES = 10
    with extractor.store.open(url) as store:
        told.send(store.load(handed()).added)


def start(url: str, documents: Documents) -> tuple[Any, Connection]:
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=loads, args=(url, documents, theirs))
    process.start()
    theirs.close()
    return process, ours


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_two_loaders_at_once(kind: str, database: Make, documents: Documents) -> None:
    url, loaded = database(kind), many(documents, 200)
    started = [start(url, loaded) for _ in range(2)]
    added = [[told.recv() for _ in range(len(loaded) + 1)][-1] for _, told in started]
    for process, _ in started:
        process.join(timeout=120)
        assert process.exitcode == 0
    assert sum(added) == sum(len(one["records"]) for one in loaded)  # each record by one of the two
    with extractor.store.open(url) as store:
        assert by_id(store.documents()) == by_id(loaded)
        assert store.load(loaded).added == 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_twenty_moments(kind: str, database: Make, documents: Documents) -> None:
    url, loaded = database(kind), many(documents, 200)
    wanted = by_id(loaded)
    chance = random.Random(kind)
    seen = []
    for moment in range(20):
        for one in loaded:  # a load goes on where one was killed, so each has to find all articles changed
            one["article"]["title"] = f"{moment}"
        process, told = start(url, loaded)
        for _ in range(7 * moment + 1):
            told.recv()
        time.sleep(chance.uniform(0, 0.03))
        os.kill(process.pid, signal.SIGKILL)
        process.join(timeout=60)
        assert process.exitcode == -signal.SIGKILL
        with extractor.store.open(url) as store:
            found = by_id(store.documents()) if store.version() else {}
        seen.append(sum(one["article"]["title"] == f"{moment}" for one in found.values()))
        for key, one in found.items():
            expected = copy.deepcopy(wanted[key])
            expected["article"]["title"] = one["article"]["title"]  # of this load or of one before, and all of it
            assert one == expected
    assert len(set(seen)) > 5 and max(seen) < len(loaded)  # stopped at many places, never done
    with extractor.store.open(url) as store:
        store.load(loaded)
        assert by_id(store.documents()) == by_id(loaded)


def article_rows(rows: Any) -> dict[str, list[dict[str, Any]]]:
    """Flat rows by article, without the title that each load changes."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: (row["article_id"], row["position"])):
        found.setdefault(row["article_id"], []).append({**row, "title": None})
    return found


@pytest.mark.slow
def test_a_parquet_folder_killed_at_twenty_moments_and_loaded_by_two(documents: Documents, tmp_path: Path) -> None:
    loaded, target = many(documents, 200), f"{tmp_path}/records/"
    with extractor.store.open(f"{tmp_path}/wanted/") as store:
        store.load(loaded)
        wanted = article_rows(store.rows())
    chance = random.Random(1)
    seen = set()
    for moment in range(20):
        for one in loaded:
            one["article"]["title"] = f"{moment}"
        process, told = start(target, loaded)
        for _ in range(200):
            told.recv()
        time.sleep(chance.uniform(0, 0.12))
        process.kill()
        process.join(timeout=60)
        if Path(target).exists():
            rows = list(extractor.store.open(target).rows())
            seen.add(frozenset(row["title"] for row in rows))
            assert article_rows(rows) == wanted
    assert seen and all(len(titles) == 1 for titles in seen)  # all of one load, never of two
    started = [start(target, loaded) for _ in range(2)]
    for process, told in started:
        while process.is_alive() and told.poll(60):
            try:
                told.recv()
            except EOFError:
                break
        process.join(timeout=60)
        assert process.exitcode == 0
    store = extractor.store.open(target)
    assert article_rows(store.rows()) == wanted and {row["title"] for row in store.rows()} == {"19"}
    assert store.load(loaded).added == 0
