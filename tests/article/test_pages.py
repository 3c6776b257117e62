"""Real saved pages, where they are: the figures that issue 6 asks for."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import extractor


def test_the_shared_pages_are_read(shared: Path) -> None:
    folder = shared / "pages"
    spec = importlib.util.spec_from_file_location("page_score", folder / "score.py")
    assert spec is not None and spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    truth = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]
    read = {}
    for page in truth:
        article = extractor.read_html((folder / f"{page['id']}.html").read_bytes(), page["url"])
        for block in article.blocks:
            assert block.span.of(article.text).strip() == block.span.of(article.text) != ""
        read[page["id"]] = {"article": article.to_json(with_text=True)}
    wrong: list[object] = []
    figures = score.articles(truth, read, wrong)
    assert figures["title"] == figures["published"] == figures["author"] == 1.0, wrong
    assert figures["must"] >= 0.98 and figures["must_not"] >= 0.98, wrong
