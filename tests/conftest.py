"""What the tests share: where the shared material lies, articles of our own, and the command as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
pytest_plugins = ["store_help"]  # documents, and databases of their own for tests

# Written for these tests; people and units are fictional.
ARTICLE = (ROOT / "corpora" / "demo" / "vu-quy-hoach.txt").read_text("utf-8")


@pytest.fixture
def shared() -> Path:
    """The folder with the development sets; tests that want it are skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the development sets (../shared) are not here")
    return SHARED


@pytest.fixture
def article() -> str:
    return ARTICLE


@pytest.fixture
def extract(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the real command in a process of its own, in an empty folder."""

    def run(*arguments: str | Path, stdin: bytes = b"", timeout: float = 120) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
        command = [sys.executable, "-m", "extractor", *map(str, arguments)]
        return subprocess.run(command, input=stdin, capture_output=True, cwd=tmp_path, env=environment, timeout=timeout, check=False)

    return run
