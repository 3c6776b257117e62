"""The Ray engine on a real cluster of two nodes: the shards of the local engine, whatever happens to the workers."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLE, ROOT

from extractor.errors import OutputError
from extractor.scale import runner
from extractor.scale.attempts import watched
from extractor.scale.outputs import Result
from extractor.scale.plan import Chunk, plan
from extractor.scale.runner import run
from extractor.scale.shards import text_of
from extractor.scale.tally import Tally

AWARD = "Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen."
FREE = "Sáng nay trời nhiều mây, gió đông bắc cấp 4."
KILLS = int(os.environ.get("EXTRACTOR_KILLS", "2"))  # of workers, and of whole runs


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes of one processor each, and a connection to them."""
    pytest.importorskip("ray")
    import ray
    from ray.cluster_utils import Cluster

    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ["RAY_BACKEND_LOG_LEVEL"] = "fatal"
    nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": 100_000_000})
    nodes.add_node(num_cpus=1, object_store_memory=100_000_000)
    ray.init(address=nodes.address, log_to_driver=False, logging_level="error")
    yield nodes
    ray.shutdown()
    nodes.shutdown()


def write(path: str, count: int) -> None:
    texts = [AWARD, FREE, ARTICLE, ""]
    lines = [{"id": str(n), "text": texts[n % 4] + (str(n) if n % 4 in {1, 2} else "")} for n in range(count)]
    Path(path).write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def content(path: str) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(Path(path).iterdir()) if file.name != ".lock"}


def workers_of(cluster: Any) -> list[int]:
    """The processes of actors, which are children of the nodes' raylets."""
    found = []
    for node in cluster.list_all_nodes():
        for raylet in node.all_processes["raylet"]:
            children = Path(f"/proc/{raylet.process.pid}/task/{raylet.process.pid}/children").read_text().split()
            found += [int(child) for child in children if b"MapWorker" in Path(f"/proc/{child}/cmdline").read_bytes()]
    return found


@pytest.mark.slow
@pytest.mark.timeout(60 + 30 * KILLS)
def test_the_shards_are_those_of_the_local_engine_also_where_workers_are_killed(cluster: Any) -> None:
    write("in.jsonl", 1_200 + 400 * KILLS)
    named: dict[str, Any] = {"workers": 2, "shard_bytes": 20_000}
    local = run(["in.jsonl"], to="local/", errors="local.errors", **named)
    chance, killed, over = random.Random(9), list[int](), threading.Event()

    def kill() -> None:
        """Kills one worker after the other: while it starts, loads the models, works, or publishes a shard."""
        while len(killed) < KILLS and not over.is_set():
            over.wait(chance.random() * 3)
            if found := workers_of(cluster):
                victim = chance.choice(found)
                with suppress(ProcessLookupError):  # it had just ended
                    os.kill(victim, signal.SIGKILL)
                    killed.append(victim)

    hunter = threading.Thread(target=kill)
    hunter.start()
    report = run(["in.jsonl"], to="ray/", errors="errors", engine="ray", **named)
    over.set()
    hunter.join()
    assert len(killed) >= max(1, KILLS // 2)
    assert content("ray") == content("local") and len(content("ray")) > 20
    assert report.totals() == local.totals() and report.tally.errors["EmptyInputError"] == 300 + 100 * KILLS
    assert Path("errors").read_bytes() == Path("local.errors").read_bytes()
    print(f"{len(killed)} workers killed")


PROGRAM = """
import sys
from extractor.scale import run
run(["in.jsonl"], to="ray/", engine="ray", ray_address=sys.argv[1], workers=2, resume=True, shard_bytes=20_000)
"""


def published() -> int:
    return len(list(Path("ray").glob("*.done.json"))) if Path("ray").exists() else 0


@pytest.mark.slow
@pytest.mark.timeout(60 + 30 * KILLS)
def test_a_run_that_is_killed_is_taken_up(cluster: Any) -> None:
    write("in.jsonl", 1_200 + 400 * KILLS)
    run(["in.jsonl"], to="local/", workers=2, shard_bytes=20_000)
    chance, total, hit = random.Random(9), len(content("local")) // 2, 0
    command, environment = [sys.executable, "-c", PROGRAM, cluster.address], {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(KILLS):
        process, done, until = subprocess.Popen(command, env=environment), published(), time.monotonic() + 60
        if chance.random() < 0.8:  # else it may be killed before it has begun
            while process.poll() is None and published() == done < total and time.monotonic() < until:
                time.sleep(0.02)
        time.sleep(chance.random())
        hit += process.poll() is None
        process.kill()
        process.wait()
    assert subprocess.run(command, env=environment, check=False, timeout=120).returncode == 0
    assert hit >= max(1, KILLS // 2) and content("ray") == content("local")
    print(f"killed {hit} times")


@pytest.mark.slow
@pytest.mark.usefixtures("cluster")
def test_a_dataset_of_articles_becomes_one_of_records() -> None:
    import ray

    from extractor.scale import ray_dataset

    rows = [{"key": str(n), "body": [AWARD, FREE, ARTICLE, ""][n % 4]} for n in range(40)]
    found = ray_dataset(ray.data.from_items(rows), text="body", id="key", workers=1).take_all()
    failed = [row for row in found if row["error"]]
    assert sorted(int(row["id"]) for row in failed) == [n for n in range(40) if n % 4 == 3] and "EmptyInputError" in failed[0]["error"]
    dao = [row for row in found if row["name"] == "Lê Thị Dao"]
    assert len(dao) == 10 and dao[0]["award_id"] == "bang-khen-cap-bo" and json.loads(dao[0]["record"])["status"] == "conferred"
    run_rows = [record for line in lines_of(rows) for record in line["records"]]
    assert len(found) - len(failed) == len(run_rows)


def lines_of(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    Path("same.jsonl").write_text("".join(json.dumps({"id": row["key"], "text": row["body"]}) + "\n" for row in rows), "utf-8")
    run(["same.jsonl"], to="same.jsonl.out/", workers=1)
    return [line for path in sorted(Path("same.jsonl.out").glob("part-*.zst")) for line in text_of(path)]


def test_a_folder_is_needed() -> None:
    with pytest.raises(OutputError, match="folder"):
        run(["in.jsonl"], to="out.jsonl", engine="ray")


def test_an_article_that_ends_three_workers_of_one_run_is_lost(tmp_path: Path) -> None:
    """What Ray does with a dead actor, without Ray: the chunk is done again by another."""
    (chunk,) = [Chunk(0, ())]
    seen: list[frozenset[int]] = []

    def job(chunk: Chunk, begins: Callable[[int], None], lost: frozenset[int]) -> Result:
        seen.append(lost)
        for place in range(5):
            begins(place)
            if place == 3 and place not in lost:
                raise SystemExit
        return Result(chunk, Tally())

    for one in ("first", "second", "second", "second"):
        with pytest.raises(SystemExit):
            watched(job, chunk, tmp_path, one)
    assert watched(job, chunk, tmp_path, "second").whole
    assert seen == [frozenset()] * 4 + [frozenset({3})]
    assert list(tmp_path.iterdir()) == []


def test_chunks_cross_to_other_machines() -> None:
    import pickle

    write("in.jsonl", 10)
    for chunk in plan(["in.jsonl", "none.txt"]):
        again = pickle.loads(pickle.dumps(chunk))
        assert again.digest == chunk.digest and [part.key() for part in again.parts] == [part.key() for part in chunk.parts]
    assert runner.cores() >= 1
