"""Pages written for these tests in the markup of each known site, and of unknown ones, with what must be read of them.

tests/golden/pages/<site>-<version>.html and .json: the fields, fragments that must be found in the text (`must`) and
that must not (`must_not`). Texts and people are fictional. CONTRIBUTING.md says how a pair is made.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT

import extractor
from extractor import sites
from extractor.article.check import check_page

PAGES = sorted((ROOT / "tests" / "golden" / "pages").glob("*.html"))
KNOWN = sites.load()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_is_read_as_told(page: Path) -> None:
    told = json.loads(page.with_suffix(".json").read_text("utf-8"))
    article = extractor.read_html(page.read_bytes(), told["url"])
    read = {name: getattr(article, name) for name in ("title", "published", "author", "lead")}
    assert read == {name: told[name] for name in read}
    assert [words for words in told["must"] if words not in article.text] == []
    assert [words for words in told["must_not"] if words in article.text] == []
    assert all(block.span.of(article.text).strip() for block in article.blocks)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if not page.stem.startswith("unknown")], ids=lambda page: page.stem
)
def test_the_page_fits_a_template_of_its_own_site(page: Path) -> None:
    told = json.loads(page.with_suffix(".json").read_text("utf-8"))
    site = KNOWN.for_url(told["url"])
    assert site is not None and site.id == told["site"] and site.is_article(told["url"])
    assert check_page(page.read_bytes(), told["url"], site=site).fits


def test_at_least_sixteen_sites_have_a_golden_page() -> None:
    named = {page.stem.rpartition("-")[0] for page in PAGES} - {"unknown"}
    assert len(named) >= 16
    assert {"moit", "congthuong", "chinhphu", "baochinhphu", "mof", "moh", "moet", "mae", "nhandan", "qdnd"} <= named
    assert {"vietnamplus", "vnexpress", "tuoitre", "thanhnien", "dantri", "vietnamnet", "laodong"} <= named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_is_read_nearly_as_well_without_any_specification(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The general way must carry sites that nobody has described, and sites whose layout has changed."""
    monkeypatch.setattr("extractor.article.html.candidates", lambda *_: [])
    told = json.loads(page.with_suffix(".json").read_text("utf-8"))
    article = extractor.read_html(page.read_bytes(), "https://example.org/tin-1.html")
    read = {name: getattr(article, name) for name in ("title", "published", "author", "lead")}
    assert read == {name: told[name] for name in read}
    assert [words for words in told["must"] if words not in article.text] == []
    assert [words for words in told["must_not"] if words in article.text] == []
