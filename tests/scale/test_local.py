"""The local engine: the same output with any number of processes, whatever happens to them."""

from __future__ import annotations

import io
import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLE

from extractor.errors import InputError
from extractor.scale import local, work
from extractor.scale.inputs import Input
from extractor.scale.outputs import LineJob
from extractor.scale.plan import inputs_of, plan
from extractor.scale.runner import run

AWARD = "Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen."
FREE = "Sáng nay trời nhiều mây, gió đông bắc cấp 4."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, texts: list[str]) -> None:
    Path(path).write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)), "utf-8")


def lines(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def small_chunks(monkeypatch: pytest.MonkeyPatch, size: int = 2_000) -> None:
    """Many chunks of a few articles, so that the processes take turns."""
    monkeypatch.setattr("extractor.scale.runner.CHUNK", size)


def test_one_process_and_three_give_the_same_bytes_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    write("in.jsonl", [AWARD, FREE, ARTICLE, "", FREE] * 20)
    run(["in.jsonl"], to="whole.jsonl", workers=1)
    small_chunks(monkeypatch)
    for workers in (1, 3):
        report = run(["in.jsonl"], to="out.jsonl", workers=workers)
        assert Path("out.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()
        tally = report.tally
        assert (tally.inputs, tally.found, tally.passed, tally.without, dict(tally.errors)) == (100, 40, 40, 0, {"EmptyInputError": 20})
        assert tally.records == 20 * (1 + len(lines("whole.jsonl")[2]["records"]))
    assert [line["id"] for line in lines("out.jsonl")] == [str(n) for n in range(100)]
    assert sorted(path.name for path in Path().iterdir()) == ["in.jsonl", "out.jsonl", "whole.jsonl"]


def test_the_scan_does_not_change_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    write("in.jsonl", [f"Biển động\n\n{n}/5/2020\n\n{FREE} {n}" for n in range(40)] + [AWARD])
    assert run(["in.jsonl"], to="with.jsonl", workers=1).tally.passed == 40

    class Everything:
        text = page = staticmethod(lambda _: True)

    monkeypatch.setattr(work, "scan", Everything)
    assert run(["in.jsonl"], to="without.jsonl", workers=1).tally.passed == 0
    assert Path("with.jsonl").read_bytes() == Path("without.jsonl").read_bytes()


def ends_at(monkeypatch: pytest.MonkeyPatch, identifier: str, *, always: bool) -> None:
    """A worker that reads this input kills itself, each time or the first time only."""
    real = Input.fetched

    def fetched(source: Input) -> Input:
        if source.id == identifier:
            mark = Path("died")
            if always or not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return real(source)

    monkeypatch.setattr(Input, "fetched", fetched)


@pytest.mark.parametrize("always", [False, True])
def test_a_worker_that_dies_costs_one_article_at_most(monkeypatch: pytest.MonkeyPatch, always: bool) -> None:
    write("in.jsonl", [AWARD + str(n) for n in range(30)])
    small_chunks(monkeypatch, 1_000)
    ends_at(monkeypatch, "17", always=always)
    report = run(["in.jsonl"], to="out.jsonl", workers=2)
    found = lines("out.jsonl")
    assert [line["id"] for line in found] == [str(n) for n in range(30)]
    failed = [line for line in found if "error" in line]
    assert [line["id"] for line in failed] == (["17"] if always else [])
    assert dict(report.tally.errors) == ({"LostError": 1} if always else {})
    assert not always or "in.jsonl:18" in failed[0]["error"]["message"]


def test_a_giant_stalls_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first article waits until all the others are done."""
    write("in.jsonl", [AWARD] * 60)
    small_chunks(monkeypatch, 600)
    real = Input.fetched

    def fetched(source: Input) -> Input:
        if source.id == "59":
            Path("last").touch()
        until = time.monotonic() + 20
        while source.id == "0" and not Path("last").exists():
            time.sleep(0.01)
            assert time.monotonic() < until, "the others wait for the first one"
        return real(source)

    monkeypatch.setattr(Input, "fetched", fetched)
    assert run(["in.jsonl"], to="out.jsonl", workers=2).tally.found == 60
    assert [line["id"] for line in lines("out.jsonl")] == [str(n) for n in range(60)]


def test_workers_wait_for_a_slow_output(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No more chunks are begun than may be finished and not yet taken."""
    write("in.jsonl", [FREE] * 200)
    monkeypatch.setattr(local, "AHEAD", 3)
    begun: list[int] = []

    def chunks() -> Iterator[Any]:
        for chunk in plan(["in.jsonl"], size=500):
            begun.append(chunk.number)
            yield chunk

    job = LineJob(tmp_path, work.Settings())
    for taken, result in enumerate(local.run_local(chunks(), job, workers=2), 1):
        assert result.chunk.number == taken - 1
        assert len(begun) <= taken + 3 * 2 + 2
        time.sleep(0.002)
    assert taken == len(begun) > 20


def test_chunks_are_of_bytes_and_of_whole_lines() -> None:
    write("in.jsonl", ["x" * n for n in range(300)])
    chunks = list(plan(["in.jsonl"], size=4_000))
    assert all(chunk.size < 4_000 + 400 for chunk in chunks) and len(chunks) > 10
    assert [source.id for chunk in chunks for source in inputs_of(chunk)] == [str(n) for n in range(300)]
    assert [source.name for chunk in chunks for source in inputs_of(chunk)] == [f"in.jsonl:{n}" for n in range(1, 301)]


def test_a_stream_takes_the_lines_too() -> None:
    write("in.jsonl", [AWARD])
    out = io.BytesIO()
    run(["in.jsonl"], to=out, workers=1)
    assert json.loads(out.getvalue())["records"]


def test_an_input_that_vanishes_is_its_own_error() -> None:
    chunks = list(plan(["none.txt"]))
    (source,) = inputs_of(chunks[0])
    with pytest.raises(InputError, match="no such file"):
        source.read()
