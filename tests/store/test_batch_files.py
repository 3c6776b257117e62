"""`extract batch … --to` a file that is written whole."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from conftest import ARTICLE

from extractor.cli import main


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "jsonld", "ttl", "personnel.csv"])
def test_many_articles_into_one_file(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    for number in range(3):
        Path("articles", f"{number}.txt").write_text(f"{ARTICLE}\n\nSố {number}.", "utf-8")
    assert main(["batch", "articles", "--to", f"out.{ending}", "--workers", "1"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", f"out.{ending}"]
    if ending == "csv":
        rows = list(csv.DictReader(io.StringIO(Path("out.csv").read_text("utf-8-sig"))))
        assert {row["source"] for row in rows} == {"articles/0.txt", "articles/1.txt", "articles/2.txt"}
