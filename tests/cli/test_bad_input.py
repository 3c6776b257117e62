"""Bad input, by the real command: a clear line, the right exit code, no traceback, no half document."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ARTICLE, ROOT

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]
SENTENCE = "Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen. "


def assert_refused(done: subprocess.CompletedProcess[bytes], *words: str) -> None:
    told = done.stderr.decode()
    assert done.returncode == 1, told
    assert done.stdout == b""
    assert told.startswith("extract: ") and told.count("\n") == 1
    assert "Traceback" not in told
    for word in words:
        assert word in told, told


def test_no_such_file(extract: Command) -> None:
    assert_refused(extract("none.txt"), "none.txt", "check the path")


def test_a_folder_without_text(extract: Command, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert_refused(extract("folder"), "no article")


@pytest.mark.parametrize("data", [b"", b"\n \n\t\n"])
def test_nothing_in_the_file(extract: Command, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert_refused(extract("a.txt"), "a.txt", "no text")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + b"\0" * 64, b"PK\x03\x04" + b"\0" * 64, bytes(range(128, 256)) * 40])
def test_no_text_at_all(extract: Command, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert_refused(extract("a.txt"), "a.txt", "text")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(extract: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, "utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert_refused(extract("a.txt"), "Permission denied")


def test_a_missing_output_folder(extract: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, "utf-8")
    assert_refused(extract("a.txt", "-o", "none/out.json"), "the folder none is not there")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, "utf-8")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "extractor", str(tmp_path / "a.txt")]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr and b"No space left" in done.stderr


def test_an_output_that_fails_is_not_there_at_all(extract: Command, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("what was there before", "utf-8")
    assert extract("none.txt", "-o", "out.json").returncode == 1
    assert (tmp_path / "out.json").read_text("utf-8") == "what was there before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json"]


def test_nul_characters_are_read_over(extract: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE + "\x00" + SENTENCE.replace("Dao", "Mây"), "utf-8")
    done = extract("a.txt")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["records"]) == 2


def test_standard_input(extract: Command) -> None:
    done = extract("-", stdin=SENTENCE.encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["records"][0]["recipient"]["name"] == "Lê Thị Dao"


def test_one_bad_file_among_good_ones(extract: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, "utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    done = extract("a.txt", "b.txt")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert b"b.txt" in done.stderr and b"Traceback" not in done.stderr


def test_a_closed_pipe(tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_text("".join(json.dumps({"id": n, "text": SENTENCE * 20}) + "\n" for n in range(300)), "utf-8")
    command = f"{sys.executable} -m extractor batch {tmp_path / 'lines.jsonl'} --to - | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, check=False)
    assert done.stdout.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_ctrl_c_keeps_the_finished_articles_in_a_partial_file(tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_text("".join(json.dumps({"id": n, "text": ARTICLE}) + "\n" for n in range(20_000)), "utf-8")
    command = [sys.executable, "-m", "extractor", "batch", "lines.jsonl", "--to", "out.jsonl"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, env=environment)
    partial = tmp_path / "out.jsonl.partial"
    for _ in range(200):
        time.sleep(0.1)
        if partial.exists() and partial.stat().st_size:
            break
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err and b"out.jsonl.partial" in err and err.count(b"\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lines.jsonl", "out.jsonl.marks", "out.jsonl.partial"]
    data = partial.read_text("utf-8")
    assert data.endswith("\n")
    assert [json.loads(line)["id"] for line in data.splitlines()] == [str(n) for n in range(data.count("\n"))]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "Trời hôm nay đẹp, gió nhẹ. " * 750_000,
        "a." * 1_000_000,
        "x" * 5_000_000,
        SENTENCE * 20_000,
        "Bằng khen " * 30_000,
        "(" * 200_000 + SENTENCE,
        "1/2/3/4/5/" * 200_000,
    ],
    ids=["20 MB", "a.a.a.", "5 MB without a space", "20,000 awards", "awards only", "brackets", "slashes"],
)
def test_big_and_strange_texts_end(extract: Command, tmp_path: Path, text: str) -> None:
    (tmp_path / "big.txt").write_text(text, "utf-8")
    done = extract("big.txt", timeout=240)
    assert done.returncode == 0, done.stderr.decode()[:500]
    assert json.loads(done.stdout)["article"]["source"] == "big.txt"
