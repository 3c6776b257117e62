"""A crawl that is killed at any moment goes on, and in the end has the very pages of one that was left in peace."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT
from loopback import Loopback, serve
from newsite import NewsSite
from test_newsite import check_archive

from extractor.fetch import pages

IN_FLIGHT = 64 + 8  # a batch, and what the workers ask for at the moment


def start(store: Path, *arguments: str, stderr: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "extractor",
        "crawl",
        *arguments,
        "--store",
        str(store),
        "--delay",
        "0",
        "--per-host",
        "8",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "EXTRACTOR_CONTACT": "mailto:test@example.org"}
    return subprocess.Popen(
        [*command, "--backoff", "0.05", "--allow-private-network"], env=environment, stdout=stderr, stderr=stderr
    )


def kept(store: Path) -> dict[str, bytes]:
    return {page.url: page.body for page in pages(store)}


def kill_at(process: subprocess.Popen[bytes], server: Loopback, requests: int) -> bool:
    """Kills the process when the server has seen so many more requests; False where it was done before."""
    goal = len(server.log) + requests
    while len(server.log) < goal:
        if process.poll() is not None:
            return False
        time.sleep(0.001)
    process.kill()
    process.wait()
    return True


@pytest.mark.parametrize(("size", "kills"), [(60, 2), pytest.param(800, 20, marks=pytest.mark.slow)])
def test_killed_and_gone_on_with(size: int, kills: int, tmp_path: Path) -> None:
    chance = random.Random(7)
    site = NewsSite(size)
    with serve(site) as server:
        site.base = server.url
        assert start(tmp_path / "whole", server.url).wait(120) == 0
        site.forget()
        server.log.clear()
        killed = sum(
            kill_at(start(tmp_path / "killed", server.url), server, chance.randint(3, size // kills))
            for _ in range(kills)
        )
        assert start(tmp_path / "killed", server.url).wait(120) == 0
    assert killed == kills
    assert kept(tmp_path / "killed") == kept(tmp_path / "whole")
    assert set(kept(tmp_path / "whole")) == {server.url + path for path in site.allowed()}
    times = Counter(request.path for request in server.log if request.status == 200 and request.path != "/robots.txt")
    assert sum(count - 1 for count in times.values()) <= kills * IN_FLIGHT
    check_archive(tmp_path / "killed")


def test_ctrl_c_stops_in_order(tmp_path: Path) -> None:
    site = NewsSite(200)
    with serve(site) as server:
        site.base = server.url
        process = start(tmp_path, server.url, stderr=subprocess.PIPE)
        while len(server.log) < 40:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=30)
        assert process.returncode == 130 and b"--resume" in error
        done = len(kept(tmp_path))
        assert 0 < done < 200
        assert start(tmp_path, "--resume").wait(120) == 0
        assert len(kept(tmp_path)) == len(site.allowed())
