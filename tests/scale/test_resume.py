"""Runs that are stopped, killed, changed and taken up again give what an undisturbed run gives."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLE, ROOT

from extractor.errors import OutputError
from extractor.scale import runner as running
from extractor.scale.outputs import marked_lines
from extractor.scale.report import Report
from extractor.scale.runner import Stopped, run
from extractor.scale.sinks import keep_whole_lines
from extractor.scale.work import Settings

AWARD = "Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen."
FREE = "Sáng nay trời nhiều mây, gió đông bắc cấp 4."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(running, "CHUNK", 2_000)
    return tmp_path


def write(path: str, texts: list[str]) -> None:
    Path(path).write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)), "utf-8")


def content(path: str) -> dict[str, bytes]:
    """What a run left, but for its lock; a file by itself or a folder."""
    place = Path(path)
    files = [place] if place.is_file() else sorted(place.iterdir())
    return {file.name: file.read_bytes() for file in files if file.name != ".lock"}


def stop_after(chunks: int) -> Any:
    """Presses Ctrl-C after so many chunks."""

    def progress(report: Report) -> None:
        if report.chunks == chunks:
            os.kill(os.getpid(), signal.SIGINT)

    return progress


@pytest.mark.parametrize("to", ["out.jsonl", "out/"])
def test_ctrl_c_and_on(to: str) -> None:
    write("in.jsonl", [AWARD, FREE, "", ARTICLE] * 20)
    named: dict[str, Any] = {"workers": 2, "shard_bytes": 5_000}
    run(["in.jsonl"], to="whole" + to[3:], errors="whole.errors", **named)
    with pytest.raises(Stopped, match="stopped after"):
        run(["in.jsonl"], to=to, errors="errors", progress=stop_after(4), **named)
    assert to.endswith("/") or not Path(to).exists()
    report = run(["in.jsonl"], to=to, resume=True, errors="errors", **named)
    assert report.former >= 4 and report.tally.inputs == 80 and report.finished
    assert [*content("whole" + to[3:]).values()] == [*content(to).values()]
    assert Path("errors").read_bytes() == Path("whole.errors").read_bytes()
    assert not list(Path().glob("*.partial")) and not list(Path().glob("*.marks")) and not list(Path().glob(".extract*"))


def test_resume_does_what_has_changed_and_no_more() -> None:
    for name in ("a", "b", "c", "d"):
        write(f"{name}.jsonl", [AWARD] * 5)
    names = [f"{name}.jsonl" for name in ("a", "b", "c", "d")]
    named: dict[str, Any] = {"to": "out/", "workers": 1, "shard_bytes": 512}
    run(names, **named)
    before = content("out")
    assert run(names, resume=True, **named).fresh == 0
    assert content("out") == before
    write("c.jsonl", [AWARD.replace("Dao", "Mây")] * 5)
    report = run(names, resume=True, **named)
    assert report.fresh == 5 and report.former == 3
    changed = {name for name, data in content("out").items() if before.get(name) != data}
    assert changed == {"part-000002.jsonl.zst", "part-000002.done.json", "manifest.json"}
    Path("out/part-000001.jsonl.zst").unlink()
    assert run(names, resume=True, **named).fresh == 5
    report = run(names[:2], resume=True, **named)  # fewer inputs: the shards of the others go
    assert report.fresh == 0 and len(content("out")) == 5


def test_a_changed_program_does_all_again(monkeypatch: pytest.MonkeyPatch) -> None:
    write("in.jsonl", [AWARD] * 10)
    for to in ("out/", "out.jsonl"):
        with pytest.raises(Stopped):
            run(["in.jsonl"] * 3, to=to, workers=1, shard_bytes=600, progress=stop_after(1))
        with monkeypatch.context() as patched:
            patched.setattr("extractor.scale.program.program_digest", lambda: "another")
            report = run(["in.jsonl"] * 3, to=to, workers=1, shard_bytes=600, resume=True)
        assert report.former == 0 and report.fresh == 30


def test_a_folder_with_shards_is_not_written_over() -> None:
    write("in.jsonl", [AWARD])
    run(["in.jsonl"], to="out/", workers=1)
    with pytest.raises(OutputError, match="--resume"):
        run(["in.jsonl"], to="out/", workers=1)


@pytest.mark.parametrize("to", ["out.jsonl", "out/"])
def test_two_runs_into_one_place(to: str) -> None:
    write("in.jsonl", [AWARD, FREE] * 10)

    def second(_: Report) -> None:
        with pytest.raises(OutputError, match="another run"):
            run(["in.jsonl"], to=to, workers=1, resume=True)

    assert run(["in.jsonl"], to=to, workers=1, progress=second).tally.inputs == 20
    assert len(content(to)) in {1, 3}


def test_a_folder_that_cannot_be_made_or_written() -> None:
    write("in.jsonl", [AWARD])
    for to in ("/proc/none/", "none/out.jsonl", "/dev/null/out/"):
        with pytest.raises(OutputError, match=r"check|not there"):
            run(["in.jsonl"], to=to, workers=1)


@pytest.mark.parametrize(
    ("written", "kept"),
    [(b"one\ntwo\nthr", b"one\ntwo\n"), (b"one\n", b"one\n"), (b"x" * 200_000 + b"\nhalf", b"x" * 200_000 + b"\n")],
)
def test_a_stopped_run_keeps_its_whole_lines(written: bytes, kept: bytes) -> None:
    Path("out.jsonl.partial").write_bytes(written)
    assert keep_whole_lines(Path("out.jsonl.partial")) == len(kept)
    assert Path("out.jsonl.partial").read_bytes() == kept


def test_a_run_that_fails_before_its_first_line_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    with pytest.raises(KeyboardInterrupt), marked_lines("out.jsonl", tmp_path / "work", Settings(), "key", resume=False):
        raise KeyboardInterrupt
    assert [path.name for path in tmp_path.iterdir()] == ["work"]


FULL = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, resource.RLIM_INFINITY))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files")
@pytest.mark.parametrize(("to", "limit"), [("out.jsonl", 20_000), ("out/", 1_500)])
def test_a_full_disk_loses_nothing(to: str, limit: int) -> None:
    """A file that may not grow stands for a disk that is full."""
    write("in.jsonl", [ARTICLE] * 60)
    whole = undisturbed(to)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", FULL.replace("MOST", str(limit)) + PROGRAM, to]
    stopped = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert stopped.returncode == 1 and b"OutputError" in stopped.stderr and b"free space" in stopped.stderr
    assert started(to).wait() == 0
    assert [*content(to).values()] == [*whole.values()]


# --- killed at random moments, by the real program

# Workers are killed by chance here, and chance may hit one article DEATHS times, which would then rightly be given up
# (tests/scale/test_local.py): so it is not, however often.
PROGRAM = """
import sys
from extractor.scale import local, runner as running
local.DEATHS = 1_000
running.CHUNK = 4_000
running.run(["in.jsonl"], to=sys.argv[1], workers=2, resume=True, shard_bytes=8_000, errors="errors")
"""


def started(to: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", PROGRAM, to], env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)


def children(process: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def undisturbed(to: str) -> dict[str, bytes]:
    process = started("whole" + to[3:])
    assert process.wait() == 0
    return content("whole" + to[3:])


def killed(to: str, kills: int) -> int:
    """Kills the run so often, at moments that are spread over it, then lets it finish; gives how often it was in work."""
    chance, hit = random.Random(9), 0
    for _ in range(kills):
        process = started(to)
        until = time.monotonic() + 30
        while not children(process.pid) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.5)
        hit += process.poll() is None
        process.kill()
        process.wait()
    process = started(to)
    assert process.wait() == 0, process.stderr.read() if process.stderr else ""
    return hit


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
@pytest.mark.parametrize(
    ("to", "kills"),
    [
        ("out.jsonl", 2),
        ("out/", 2),
        pytest.param("out.jsonl", 8, marks=pytest.mark.slow),
        pytest.param("out/", 20, marks=pytest.mark.slow),
    ],
)
def test_killed_at_any_moment(to: str, kills: int) -> None:
    write("in.jsonl", [AWARD + str(n) if n % 3 else ARTICLE for n in range(600)])
    whole = undisturbed(to)
    assert killed(to, kills) >= 1
    assert [*content(to).values()] == [*whole.values()]
    assert not list(Path("out").glob(".part*"))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
@pytest.mark.parametrize("to", ["out.jsonl", "out/"])
def test_workers_killed_at_any_moment(to: str) -> None:
    write("in.jsonl", [AWARD + str(n) if n % 3 else ARTICLE for n in range(1_500)])
    whole = undisturbed(to)
    chance, hit = random.Random(9), 0
    process = started(to)
    while process.poll() is None and hit < 20:
        if workers := children(process.pid):
            time.sleep(chance.random() * 0.3)
            victim = chance.choice(workers)
            if victim in children(process.pid):
                os.kill(victim, signal.SIGKILL)
                hit += 1
        time.sleep(0.01)
    assert process.wait() == 0 and hit >= 10
    assert [*content(to).values()] == [*whole.values()]
