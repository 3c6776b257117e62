"""The link finder on the saved section pages, where they are."""

from __future__ import annotations

import json
from pathlib import Path

from extractor.fetch import find_articles


def test_recall_and_precision_on_real_section_pages(shared: Path) -> None:
    folder = shared / "pages" / "listings"
    found = known = wrong = given = 0
    for line in (folder / "listings_truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        got = set(find_articles((folder / f"{truth['id']}.html").read_bytes(), truth["url"]))
        articles, neutral = set(truth["articles"]), set(truth["optional"])
        assert not got & set(truth["must_not"])
        found, known = found + len(got & articles), known + len(articles)
        wrong, given = wrong + len(got - articles - neutral), given + len(got - neutral)
    assert found / known >= 0.95
    assert 1 - wrong / given >= 0.95
