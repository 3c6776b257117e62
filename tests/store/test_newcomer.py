"""The newcomer's quarter of an hour in the README, typed as it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
SECTION = README.partition("### A quarter of an hour")[2].partition("\nIn Python:")[0]
BLOCKS = re.findall(r"```sh\n(.*?)```", SECTION, re.S)


@pytest.mark.slow
def test_a_quarter_of_an_hour(tmp_path: Path) -> None:
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    first, *others = ["\n".join(line for line in block.splitlines() if not line.startswith("pip ")) for block in BLOCKS]
    assert len(others) == 2

    said = typed(first, tmp_path)
    assert re.search(r"\d+ names are \d+ units; \d+ mentions are \d+ persons; \d+ records tell of \d+ conferrals", said)
    query = said.partition("YEAR")[2]
    assert "Tập thể lao động xuất sắc" in query and "Vụ Quy hoạch nông thôn" in query

    years = typed(others[0], tmp_path).splitlines()
    assert years[0] == "year|conferrals" and len(years) > 5

    chart = typed(others[1], tmp_path)
    assert "█" in chart and "2020" in chart
    sheet = openpyxl.load_workbook(tmp_path / "news.xlsx").active
    assert sheet is not None and sheet.max_row > 100


def typed(lines: str, folder: Path) -> str:
    """What a shell prints for these lines; any that fails stops it."""
    head = f'set -e -o pipefail\nextract() {{ "{sys.executable}" -m extractor "$@"; }}\npython() {{ "{sys.executable}" "$@"; }}\n'
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-c", head + lines],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
