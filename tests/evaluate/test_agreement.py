"""The figures are those of ../shared/gold/score.py, to the last digit, whatever is predicted."""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from extractor.cli import main
from extractor.evaluate import evaluate, read_articles
from extractor.evaluate.report import as_data

Line = dict[str, Any]
LEVELS = ("detect", "record", "strict")
AWARDS = ("bang-khen-cap-bo", "giay-khen", "huan-chuong-lao-dong", "sang-kien", "chien-si-thi-dua-co-so")


def read(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def write(path: Path, lines: list[Line]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path


def agree(shared: Path, gold: Path, predictions: Path, docs: Path) -> None:
    """Runs both on the same files and compares every figure."""
    command = [sys.executable, str(shared / "gold" / "score.py"), str(gold), str(predictions), "--docs", str(docs), "--json"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    ours = as_data(evaluate(read_articles(gold, predictions, docs)[0]))
    for level in LEVELS:
        assert {key: ours[level][key] for key in told[level]} == told[level], level
    assert ours["fields"] == told["fields"] and ours["documents"] == told["documents"]


@pytest.mark.parametrize("name", ["ministry", "press"])
def test_on_the_development_sets(shared: Path, tmp_path: Path, name: str) -> None:
    folder = shared / "gold" / name
    predictions = tmp_path / "pred.jsonl"
    assert main(["batch", str(folder / "docs.jsonl"), "--to", str(predictions)]) == 0
    agree(shared, folder / "gold.jsonl", predictions, folder / "docs.jsonl")


def spoilt(record: Line, draws: random.Random) -> Line:
    """A gold record as a careless annotator would have written it."""
    out = dict(record)
    for _ in range(draws.choice((0, 0, 1, 2))):
        key = draws.choice(("award", "class", "status", "name", "group", "count", "of", "counted", "unit", "post", "year", "authority", "times"))
        out[key] = {
            "award": draws.choice(AWARDS), "class": draws.choice((None, 1, 3)), "status": draws.choice(("planned", "negated")),
            "name": draws.choice((None, "ông " + (record["name"] or "Lê"), "Lê Thị Dao")), "group": draws.choice((None, "tập thể", "cán bộ nữ")),
            "count": draws.choice((None, 1, 7, True)), "of": draws.choice((None, 9)), "counted": draws.choice((None, "awards", "recipients")),
            "unit": draws.choice((None, "Sở Y tế")), "post": draws.choice((None, "Phó Giám đốc")), "year": draws.choice((None, [2019, 2020])),
            "authority": draws.choice((None, "UBND tỉnh", "Uỷ ban nhân dân tỉnh")), "times": draws.choice((None, 1, 3)),
        }[key]  # fmt: skip
    return out


@pytest.mark.parametrize("seed", range(4))
def test_on_a_careless_annotator_s_records(shared: Path, tmp_path: Path, seed: int) -> None:
    folder, draws = ROOT / "corpora" / "office", random.Random(seed)
    lines = []
    for line in read(folder / "gold.jsonl"):
        kept = [record for record in line["records"] if draws.random() < 0.8]
        records = [spoilt(record, draws) for record in kept for _ in range(draws.choice((1, 1, 1, 2)))]
        draws.shuffle(records)
        lines.append({"id": line["id"], "records": records})
    agree(shared, folder / "gold.jsonl", write(tmp_path / "pred.jsonl", lines[:-2]), folder / "docs.jsonl")


def test_the_normal_form_is_theirs(shared: Path) -> None:
    from extractor.evaluate.compare import bare, folded

    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec is not None and spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    for text in ("Uỷ  ban", "đ/c Nguyễn Thuý Kiều", "Ông  PGS. TS. Lý Mỹ", "HOÀ BÌNH", "Sỹ quan", "“Quỳ Châu”", "", None, "cụ bà"):
        assert folded(text) == score.norm(text) and bare(text) == score.strip_titles(text)
