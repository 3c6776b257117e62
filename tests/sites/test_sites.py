"""The specifications of sites: loaded, checked, found by address."""

from __future__ import annotations

from pathlib import Path

import pytest

import extractor
from extractor import sites
from extractor.errors import ModelError

KNOWN = sites.load()


def test_every_site_has_templates_and_an_article_pattern() -> None:
    for site in KNOWN:
        assert site.templates and site.article and site.hosts, site.id
        assert site.politeness.delay >= 1, site.id


def test_every_selector_can_be_understood() -> None:
    assert sites.selector_faults(KNOWN) == []


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://vnexpress.net/a-1234567.html", "vnexpress"),
        ("http://www.tuoitre.vn/x.htm", "tuoitre"),
        ("https://xaydungchinhsach.chinhphu.vn/a-119240901.htm", "chinhphu"),
        ("https://notvnexpress.net/a-1234567.html", None),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_the_site_of_an_address(url: str, site: str | None) -> None:
    found = KNOWN.for_url(url)
    assert (found.id if found else None) == site


@pytest.mark.parametrize("site", list(KNOWN), ids=lambda site: site.id)
def test_a_site_takes_no_section_and_no_further_page_of_one_for_an_article(site: sites.Site) -> None:
    for listing in site.discovery.listings:
        head, dot, suffix = listing.rpartition(".") if listing.endswith((".htm", ".html", ".aspx")) else (listing, "", "")
        further = [
            template.format(listing=head, suffix=dot + suffix, n=2, zone="1234") for template in site.discovery.pages
        ]
        assert [url for url in (listing, *further) if site.is_article(url)] == []


@pytest.mark.parametrize(
    ("path", "is_article"),
    [
        ("/tintuc/Pages/tin-tong-hop.aspx", False),
        ("/tintuc/Pages/tin-tong-hop.aspx?page=3", False),
        ("/tintuc/Pages/tin-tong-hop.aspx?ItemID=8123", True),
        ("/tintuc/Pages/tin-tong-hop.aspx?page=3&ItemID=8123", True),
        ("/tintuc/Pages/le-trao-bang-khen.aspx", True),
    ],
)
def test_a_section_with_an_item_is_an_article(path: str, is_article: bool) -> None:
    assert KNOWN["moet"].is_article(f"https://moet.gov.vn{path}") is is_article


def test_all_faults_of_a_specification_are_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sites"
    (folder / "families").mkdir(parents=True)
    (folder / "vi-du.toml").write_text(
        'name = "Ví dụ"\nstate = "guess"\nhosts = []\narticle = ["("]\nlistings = []\n'
        '[[template]]\nversion = 1\nsince = "2020"\ntitle = ["h1[["]\n',
        "utf-8",
    )
    monkeypatch.setattr("extractor.resources.models_dir", lambda: tmp_path)
    sites.load.cache_clear()
    try:
        with pytest.raises(ModelError) as caught:
            sites.load()
    finally:
        sites.load.cache_clear()
    text = str(caught.value)
    for words in (
        "'guess'",
        "pattern that is wrong",
        "unknown key 'listings'",
        "selector that is wrong: 'h1[['",
        "lacks 'body'",
        "vi-du.toml",
    ):
        assert words in text, words


def test_a_template_that_finds_a_box_of_a_new_layout_only_gives_way() -> None:
    """Sites change: the old body's class may now be a teaser's."""
    prose = "".join(f"<p>Đoạn {n} kể về những hộ trồng cà phê ở bản Nậm Khoa giữ giá trong mùa mưa năm nay.</p>" for n in range(9))
    page = (
        '<html><head><title>Giữ giá cà phê</title></head><body><h1 class="title-detail">Giữ giá cà phê mùa mưa</h1>'
        f'<article class="fck_detail"><p>{"Tóm tắt ngắn của bài viết này dành cho người vội, đọc trong một phút. " * 2}</p></article>'
        f'<div class="new-story-text">{prose}</div></body></html>'
    )
    article = extractor.read_html(page, "https://vnexpress.net/giu-gia-ca-phe-4567890.html")
    assert "Đoạn 0" in article.text and "Đoạn 8" in article.text
