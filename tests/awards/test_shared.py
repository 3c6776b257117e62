"""The seed and the worked sentences, skipped where ../shared is missing. The other sets: tests/golden/test_floors.py."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import extractor

# set: (detect, record, strict); those of the development sets are in tests/golden/floors.toml
FLOORS = {"seed": (1.0, 1.0, 1.0)}


def score_module(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", FLOORS)
def test_quality_is_not_below_its_floor(shared: Path, name: str) -> None:
    score = score_module(shared)
    folder = shared / "seed" if name == "seed" else shared / "gold" / name
    docs = {doc["id"]: doc["text"] for doc in read(folder / ("gold.jsonl" if name == "seed" else "docs.jsonl"))}
    pipeline = extractor.load()
    gold = {doc["id"]: [score.from_gold(record, docs[doc["id"]]) for record in doc["records"]] for doc in read(folder / "gold.jsonl")}
    found = {key: [score.from_prediction(record.to_json()) for record in pipeline.extract(text).records] for key, text in docs.items()}
    result, _ = score.score(gold, found)
    for level, floor in zip(("detect", "record", "strict"), FLOORS[name], strict=True):
        assert result[level]["f1"] >= floor, (name, level, result[level])


def test_the_seed_s_fields(shared: Path) -> None:
    score = score_module(shared)
    (doc,) = read(shared / "seed" / "gold.jsonl")
    gold = {"seed": [score.from_gold(record, doc["text"]) for record in doc["records"]]}
    found = {"seed": [score.from_prediction(record.to_json()) for record in extractor.extract(doc["text"]).records]}
    result, _ = score.score(gold, found)
    for field in ("kind", "unit", "year", "times", "authority", "quantifier", "post"):
        assert result["fields"][field] == 1.0, field


def test_the_worked_sentences(shared: Path, tmp_path: Path) -> None:
    out = tmp_path / "pred.jsonl"
    pipeline = extractor.load()
    with out.open("w", encoding="utf-8") as lines:
        for doc in read(shared / "domain" / "examples.jsonl"):
            records = [record.to_json() for record in pipeline.extract(doc["text"]).records]
            lines.write(json.dumps({"id": doc["id"], "records": records}, ensure_ascii=False) + "\n")
    script = shared / "domain" / "score_examples.py"
    told = subprocess.run([sys.executable, script, shared / "domain" / "examples.jsonl", out], check=True, capture_output=True, text=True).stdout
    words = told.split()
    found, extra, silent = float(words[6].strip("();")), int(words[7]), int(words[11])
    assert found >= 0.85 and extra <= 20 and silent == 0, told
