"""`extract batch` as a user types it: what does not go together is told, the report adds up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.cli import main

AWARD = "Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lines = [{"id": "a", "text": AWARD}, {"id": "b", "text": "Trời nhiều mây."}, {"id": "c"}]
    Path("in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--to", "-", "--resume"], "--resume is for a file or a folder"),
        (["--to", "awards.sqlite", "--resume"], "--resume is for a file or a folder"),
        (["--to", "out.jsonl", "--shards", "parquet"], "end its name in /"),
        (["--to", "out.jsonl", "--engine", "ray"], "end its name in /"),
        (["--to", "out/", "--ray-address", "auto"], "--ray-address is for --engine ray"),
        (["--to", "out.txt"], "something.jsonl"),
        (["--to", "out/", "--workers", "0"], "give a number"),
        (["--to", "out/", "--workers", "5000"], "from 1 to 1024"),
        (["--to", "out/", "--limit", "-3"], "give a number"),
    ],
)
def test_what_does_not_go_together(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "in.jsonl", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert sorted(path.name for path in Path().iterdir()) == ["in.jsonl"]


def test_the_report_adds_up_and_the_errors_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["in.jsonl", "none*.txt", "--to", "out/", "--report", "report.json", "--errors", "errors.jsonl", "--workers", "1"]
    assert main(["batch", *arguments]) == 0
    report = json.loads(Path("report.json").read_text("utf-8"))
    kinds = [report["passed_by_scan"], report["without_records"], report["with_records"], sum(report["errors"].values())]
    assert kinds == [1, 0, 1, 2] and report["inputs"] == 4 and report["finished"]
    assert {"program", "models", "version", "schema_version", "seconds_by_stage"} <= report.keys()
    failed = [json.loads(line) for line in Path("errors.jsonl").read_text("utf-8").splitlines()]
    assert [(one["id"], one["type"]) for one in failed] == [("c", "InputError"), ("none*.txt", "InputError")]
    assert "2 errors" in capsys.readouterr().err


def test_a_limit_and_a_second_run_that_has_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "in.jsonl", "--to", "out/", "--limit", "2", "--workers", "1"]) == 0
    assert main(["batch", "in.jsonl", "--to", "out/", "--workers", "1"]) == 1
    assert "--resume" in capsys.readouterr().err
    assert main(["batch", "in.jsonl", "--to", "out/", "--limit", "2", "--resume", "--report", "r.json", "--workers", "1"]) == 0
    report = json.loads(Path("r.json").read_text("utf-8"))
    assert report["inputs"] == 2 and report["chunks_done_before"] == report["chunks"] == 1
