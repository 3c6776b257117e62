"""`extract evaluate` as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT

from extractor.cli import main
from extractor.cli.evaluate import EXAMPLES

GOLD = {
    "award": "bang-khen", "class": None, "status": "conferred", "kind": "individual", "name": "Lê Thị Dao", "group": None, "unit": None,
    "post": None, "count": 1, "of": None, "counted": "recipients", "quantifier": None, "times": None, "breakdown": [], "authority": None,
    "year": None, "decision": None, "posthumous": False, "award_quote": "Bằng khen", "quote": "Bà Lê Thị Dao nhận Bằng khen",
}  # fmt: skip


def write(path: str, *lines: object) -> str:
    Path(path).write_text("".join((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n" for line in lines), "utf-8")
    return path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    write("docs.jsonl", {"id": "1", "text": "Bà Lê Thị Dao nhận Bằng khen.", "register": "school"})
    write("gold.jsonl", {"id": "1", "records": [GOLD]})
    write("pred.jsonl", {"id": "1", "records": []})
    return tmp_path


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_help_text_run(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(example.split()[1:]) == 0
    assert "record  P" in capsys.readouterr().out
    assert "--html" not in example or Path("errors.html").read_text("utf-8").startswith("<!doctype html>")


def test_a_batch_is_scored_and_its_failures_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "docs.jsonl", "--to", "pred.jsonl"]) == 0
    assert main(["evaluate", "gold.jsonl", "pred.jsonl", "--format", "json"]) == 0
    out = json.loads(capsys.readouterr().out)
    assert out["strict"]["f1"] == 1.0 and out["groups"]["register"]["school"]["tp"] == 1
    write("pred.jsonl", {"id": "1", "records": [], "error": {"type": "X", "message": "y"}}, {"id": "2", "records": []})
    assert main(["evaluate", "gold.jsonl", "pred.jsonl", "--errors", "-1"]) == 0
    captured = capsys.readouterr()
    assert "missed    1 [19, 28]" in captured.out and "in      Bà Lê Thị Dao nhận Bằng khen" in captured.out
    assert "1 articles failed" in captured.err and "1 articles are predicted but not in the gold" in captured.err


def test_a_second_annotator_is_scored_like_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "gold.jsonl", "gold.jsonl", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["strict"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "tp": 1, "fp": 0, "fn": 0, "f1_low": 1.0, "f1_high": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["not json"], "pred.jsonl:1: not JSON"),
        ([[1]], "pred.jsonl:1: a line is"),
        ([{"id": "1", "records": [{"award": {}}]}], "pred.jsonl: 1: a record that is not as the format says (KeyError('id'))"),
        ([{"id": "1"}], "pred.jsonl: 1: a record that is not"),
    ],
)
def test_bad_predictions_are_told_by_place(lines: list[object], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    write("pred.jsonl", *lines)
    assert main(["evaluate", "gold.jsonl", "pred.jsonl"]) == 1
    captured = capsys.readouterr()
    assert told in captured.err and not captured.out


def test_gold_without_texts_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("docs.jsonl").unlink()
    assert main(["evaluate", "gold.jsonl", "pred.jsonl"]) == 1
    assert "give it with --docs" in capsys.readouterr().err
    assert main(["evaluate", "none.jsonl", "pred.jsonl"]) == 1
    assert "none.jsonl: No such file" in capsys.readouterr().err
    write("empty.jsonl")
    assert main(["evaluate", "empty.jsonl", "pred.jsonl"]) == 1
    assert "holds no article" in capsys.readouterr().err
    assert main(["evaluate", "gold.jsonl", "pred.jsonl", "--format", "json", "--errors", "3"]) == 2


def test_a_quote_that_is_not_in_the_text_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    write("gold.jsonl", {"id": "1", "records": [{**GOLD, "quote": "Bà Dao nhận Bằng khen"}]})
    assert main(["evaluate", "gold.jsonl", "pred.jsonl"]) == 0
    assert "1 gold quotes do not stand in their text, the first is 'Bà Dao nhận Bằng khen' in 1" in capsys.readouterr().err
