"""The link finder: on the saved section pages, where they are, and on the makes of address that sites have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.fetch import find_articles
from extractor.fetch.addresses import absolute
from extractor.fetch.links import parse_section

SLUG = "bo-truong-trao-tang-bang-khen-cho"
WORDS = ("mot", "hai", "ba", "bon", "nam", "sau")

# url of the section, an article's address (with {n} or {w}), other links of the page, the next page
MAKES: dict[str, tuple[str, str, list[str], str | None]] = {
    "section and id": (
        "https://qd.example.vn/chinh-tri/tin-tuc",
        f"/chinh-tri/tin-tuc/{SLUG}-80000{{n}}",
        ["/chinh-tri", "/quoc-phong-an-ninh/xay-dung-quan-doi", "/multimedia", "/chinh-tri/tin-tuc?trang=2"],
        "/chinh-tri/tin-tuc?trang=2",
    ),
    "own suffix": (
        "https://ld.example.vn/thoi-su",
        f"/thoi-su/{SLUG}-130000{{n}}.ldo",
        ["/tin-moi", "/video-thoi-su", "/thoi-su?page=2"],
        "/thoi-su?page=2",
    ),
    "ids with a letter, sections too": (
        "https://dt.example.vn/thoi-su-d1/",
        f"/{SLUG}-d20000{{n}}.html",
        ["/dau-tu-d2/", "/tai-chinh-chung-khoan-ngan-hang-d6/", "/thoi-su-d1/p2"],
        "/thoi-su-d1/p2",
    ),
    "slug, then id": (
        "https://bn.example.vn/kinh-te/1/trang-1.html",
        f"/{SLUG}/20000{{n}}.html",
        ["/kinh-te/1/trang-2.html", "/tai-chinh-ngan-hang/14/trang-1.html"],
        "/kinh-te/1/trang-2.html",
    ),
    "no id, in a section": (
        "https://bo.example.gov.vn/tin-tuc/hoat-dong",
        f"/tin-tuc/hoat-dong/{SLUG}-{{w}}.html",
        [
            "/tin-tuc",
            "/gioi-thieu/chuc-nang-nhiem-vu-quyen-han-cua-bo.html",
            "/tin-tuc/phat-trien-cong-nghiep-va-nang-luong.html",
            "/tin-tuc/hoat-dong?page=2",
        ],
        "/tin-tuc/hoat-dong?page=2",
    ),
    "no id, at the root": (
        "https://ve.example.vn/chung-khoan.htm",
        f"/{SLUG}-{{w}}.htm",
        [
            "/tieu-diem.htm",
            "/dau-tu-ha-tang.htm",
            "/dan-sinh-viec-lam.htm",
            "/thi-truong-nam-2025-e12.htm",
            "/chung-khoan.htm?page=2",
        ],
        "/chung-khoan.htm?page=2",
    ),
    "SharePoint": (
        "https://gt.example.gov.vn/vn/Pages/TinTuc.aspx",
        f"/vn/tin-tuc/8000{{n}}/{SLUG}.aspx",
        ["/vn/chuyen-muc/1192/khoa-hoc-cong-nghe.aspx", "/vn/Pages/Trangchu.aspx"],
        None,
    ),
    "ItemID": (
        "https://so.example.gov.vn/Pages/tin-tuc.aspx?CateID=3",
        "/Pages/chi-tiet.aspx?ItemID=800{n}&CateID=3",
        ["/Pages/tin-tuc.aspx?CateID=4", "/Pages/thi-dua-khen-thuong.aspx"],
        None,
    ),
    "small ids": (
        "https://kh.example.vn/vi/news/thi-dua/",
        f"/vi/news/thi-dua/{SLUG}-30{{n}}.html",
        ["/vi/news/khoa-hoc-cong-nghe-va-doi-moi/", "/vi/about/", "/vi/news/thi-dua/page-2/"],
        "/vi/news/thi-dua/page-2/",
    ),
    "Liferay": (
        "https://yt.example.gov.vn/tin-noi-bat",
        f"/tin-noi-bat/-/asset_publisher/3Yst/content/{SLUG}-{{w}}",
        ["/tin-lien-quan", "/web/guest/thong-tin-chi-dao-dieu-hanh"],
        None,
    ),
    "capitals": (
        "http://cp.example.vn/Thoi-su/Trang1.vgp",
        "/Thoi-su/Bo-truong-trao-tang-Bang-khen/40000{n}.vgp",
        ["/Chinh-tri/", "/Thoi-su/Trang2.vgp"],
        "/Thoi-su/Trang2.vgp",
    ),
    "dates": (
        "https://tinh.example.vn/category/tin-tuc/",
        f"/2024/05/1{{n}}/{SLUG}/",
        ["/category/thoi-su/", "/2024/05/", "/category/tin-tuc/page/2/"],
        "/category/tin-tuc/page/2/",
    ),
    "numbers only": (
        "https://cq.example.gov.vn/news",
        "/news/detail/1234{n}",
        ["/news/category/2", "/introduce", "/news?page=2"],
        "/news?page=2",
    ),
    "times in ids": (
        "https://tt.example.vn/thoi-su.htm",
        f"/{SLUG}-2026030708302456{{n}}.htm",
        ["/the-gioi.htm", "/bau-cu-e587.htm", "/tac-gia/nhat-xuan-20148.htm", "/video/moi-nhat.htm"],
        None,
    ),
    "post": (
        "https://pl.example.vn/thoi-su/",
        f"/{SLUG}-post87498{{n}}.html",
        [
            "/quoc-te/kieu-bao/",
            "/chu-tich-tag21388.html",
            "/chu-de/tien-toi-dai-hoi-dang-bo-224.html",
            "/tu-khoa.html?q=anh+hung",
        ],
        None,
    ),
}


@pytest.mark.parametrize("make", MAKES)
def test_articles_are_told_by_the_make_of_their_address(make: str) -> None:
    url, pattern, others, further = MAKES[make]
    paths = [pattern.format(n=n, w=word) for n, word in enumerate(WORDS)]
    rows = "".join(
        f'<div class="item"><a href="{path}"><img alt=""></a><h3><a href="{path}">Bộ trưởng trao tặng Bằng khen cho {n} tập thể</a></h3>'
        f'<a href="{path}#binh-luan">12</a></div>'
        for n, path in enumerate(paths)
    )
    menu = "".join(f'<a href="{other}">Chuyên mục tin {n}</a>' for n, other in enumerate(others))
    stray = '<ul><li><a href="/thong-tin-tuyen-dung-vien-chuc-nam">Thông tin tuyển dụng công chức viên chức năm</a></li></ul>'
    foreign = '<a href="https://khac.example.com/bo-truong-trao-tang-bang-khen-5047621.html">Bộ trưởng trao tặng Bằng khen cho tập thể</a>'
    page = f'<nav class="main-menu">{menu}</nav><div>{rows}</div>{stray}{foreign}<footer>{menu}</footer>'
    assert find_articles(page, url) == [absolute(url, path) for path in paths]
    assert parse_section(page, url).next == (absolute(url, further) if further else None)


def test_a_page_that_stands_in_what_is_called_a_menu() -> None:
    rows = "".join(
        f'<li><a href="/{SLUG}-t4372{n}.html">Bộ trưởng trao tặng Bằng khen cho {n} tập thể</a></li>' for n in range(5)
    )
    page = f'<div class="tags-page"><a href="/thoi-su-c46.html">Thời sự</a><ul>{rows}</ul></div>'
    assert len(find_articles(page, "https://ca.example.vn/tag/khen-thuong")) == 5


def test_a_specification_that_knows_the_addresses_no_longer() -> None:
    """Where a known site has changed its addresses, shape and place are better than nothing."""
    rows = "".join(
        f'<h3><a href="/{SLUG}-{w}-9{n}.htm">Bộ trưởng trao tặng Bằng khen</a></h3>'
        for n, w in enumerate(WORDS, 10_000)
    )
    url = "https://vnexpress.net/thoi-su"
    page = parse_section(rows, url)
    assert len(page.articles(lambda _: False)) == 6 and not page.fits
    assert len(page.articles(lambda found: found.endswith(".htm"))) == 6 and page.fits
    assert len(find_articles(rows, url)) == 6


def test_links_that_ask_not_to_be_followed_are_not() -> None:
    page = '<h3><a rel="nofollow" href="/trao-bang-khen-cho-18-tap-the-5047621.html">Trao Bằng khen cho 18 tập thể</a></h3>'
    assert find_articles(page, "https://example.vn/") == []


@pytest.mark.parametrize(
    "page",
    [
        "",
        b"",
        "   ",
        b"\x00",
        "<a href='http://[::1'>x</a>",
        "không phải trang web",
        b"%PDF-1.4",
        "<?xml version='1.0' encoding='utf-8'?><a href='/x'>y</a>",
    ],
)
def test_a_page_without_links_has_none(page: Any) -> None:
    assert find_articles(page, "https://example.vn/") == []


def measured(shared: Path, *, specification: bool) -> tuple[float, float]:
    folder = shared / "pages" / "listings"
    found = known = wrong = given = 0
    for line in (folder / "listings_truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        page = (folder / f"{truth['id']}.html").read_bytes()
        got = set(find_articles(page, truth["url"], specification=specification))
        articles, neutral = set(truth["articles"]), set(truth["optional"])
        assert not got & set(truth["must_not"])
        assert parse_section(page, truth["url"]).next in [None, *truth["next"]]
        found, known = found + len(got & articles), known + len(articles)
        wrong, given = wrong + len(got - articles - neutral), given + len(got - neutral)
    return found / known, 1 - wrong / given


@pytest.mark.parametrize("specification", [True, False])
def test_recall_and_precision_on_real_section_pages(shared: Path, specification: bool) -> None:
    recall, precision = measured(shared, specification=specification)
    assert recall >= 0.95 and precision >= 0.95
