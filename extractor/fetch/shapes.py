"""The shape of an address: what it says of the page behind it, before anything is fetched.

An article's address has a long slug, an id, or both; a section's is short; topics, tags, authors, pictures and the
pages of an office have words of their own. Addresses of one shape on a section page are mostly of one kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

__all__ = ["Shape", "date_in", "page_number", "shape_of"]

# The end of a slug: letters that name the kind of id (post, d, tag), then digits; "-274", "-post123456", "-18826…".
ID = re.compile(r"(?:^|[-_.])(?P<mark>[a-z]{0,6}?)(?P<digits>\d+)$", re.IGNORECASE)
EXTENSION = re.compile(
    r"\.(html?|aspx|jsp|php|chn|ldo|vov|tpo|vnp|vgp|shtml|amp|ttvn|epi|antd|bld|gd|news|hnm)$", re.IGNORECASE
)
FILE = re.compile(
    r"\.(pdf|docx?|xlsx?|pptx?|zip|rar|7z|jpe?g|png|gif|webp|svg|ico|mp[34]|m4[av]|avi|mov|webm|css|js|json|xml|rss|apk|exe)$",
    re.IGNORECASE,
)
# Words of a path (whole segments) behind which no article lies.
NOT_ARTICLES = re.compile(
    r"^(tags?|chu-de|topics?|topic|events?|su-kien-noi-bat|collections?|dong-su-kien|nhom-chu-de|tac-gia|authors?|nha-bao|bookmark|"
    r"videos?|clips?|albums?|podcasts?|rss|feeds?|sitemaps?|search|tim-kiem|login|dang-nhap|dang-ky|"
    r"register|account|tai-khoan|user|users|static|about|gioi-thieu|lien-he|contact|toa-soan|quang-cao|ads?|views_ads|banner|redirect|"
    r"print|in-bai|send|share|comments?|binh-luan|cdn-cgi|wp-json|wp-admin|wp-content|feedback|gop-y|hoi-dap|faq|van-ban|vanban|"
    r"thu-tuc-hanh-chinh|lich-cong-tac|lich|calendar|so-do-cong|site-map|download|tai-ve|upload|uploads|du-lieu|tra-cuu|"
    r"poll|polls|du-thao|danh-ba|lich-su-kien)$",
    re.IGNORECASE,
)
TOPIC_MARKS = {"tag", "sk", "page", "trang", "cat", "cate", "category", "zone", "event", "topic"}
SHORT_MARKS = {"e": 7, "c": 5, "t": 5, "p": 5, "cd": 5}  # before few digits, and after a slug of fewer words than this
ID_PARAMETERS = re.compile(
    r"^(id|item_?id|news_?id|art(icle)?_?id|p?docid|ddocname|post_?id|nid|tin|baiviet|idtin|contentid|aid|_?itemid|urile|urlid|p_id|"
    r"ur[il]|newsid|entryid|detail|idbaiviet|id_tin|tintucid|idnews|id_?news|idbai|matin|mabai|mabaiviet|detailid|tinbai_?id)$",
    re.IGNORECASE,
)
PAGE_PARAMETERS = re.compile(
    r"^(p|pg|page|trang|paged|pageindex|page_?no|pagenumber|page_?num|currpage|cp|pn|_page|cur)$", re.IGNORECASE
)
PAGE_PATH = re.compile(
    r"(?:[-/](?:p|page|trang|paging)[-/]?(?P<a>\d{1,5})|/timeline(?:list)?/\d+/(?:trang-)?(?P<b>\d{1,5}))"
    r"(?P<end>/?|\.[a-z]{2,5})$",
    re.IGNORECASE,
)
DATED = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/-])")
STAMP = re.compile(r"-(?:(20\d\d)(\d\d)(\d\d)\d{6,11}|\d{3}(\d\d)(\d\d)(\d\d)\d{6,12})(?:\.[a-z]{2,5})?$")


@dataclass(frozen=True, slots=True)
class Shape:
    """What an address looks like.

    words: words of its slug. id: digits of its id (0 where it has none). group: equal for addresses of one make.
    """

    words: int
    id: int
    group: str
    barred: bool  # certainly no article
    dated: bool

    @property
    def likely(self) -> bool:
        """Whether it looks like an article's address by itself, without a page around it."""
        return not self.barred and (
            (self.id >= 5 and self.words >= 3) or (self.dated and self.words >= 3) or self.words >= 7
        )


@lru_cache(maxsize=4096)
def shape_of(url: str) -> Shape:
    """The shape of a canonical address.

    >>> shape_of("https://example.vn/trao-bang-khen-cho-tap-the-5047621.html").likely
    True
    >>> shape_of("https://example.vn/thoi-su").likely, shape_of("https://example.vn/bang-khen-tag14642850852.html").likely
    (False, False)
    """
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    last = segments[-1] if segments else ""
    barred = not segments and not parts.query
    barred = (
        barred or bool(FILE.search(last)) or any(NOT_ARTICLES.match(EXTENSION.sub("", segment)) for segment in segments)
    )
    barred = barred or page_number(url) is not None
    extension = EXTENSION.search(last)
    stem = last[: extension.start()] if extension else last
    stem, mark, digits = _id_of(stem)
    few = mark in SHORT_MARKS and len(digits) < 5 and _words(stem) < SHORT_MARKS[mark]
    if mark in TOPIC_MARKS or few or (digits and re.search(r"[-_](tag|sk)$", stem, re.IGNORECASE)):
        barred = True
    words = _words(stem)
    if not words and digits and len(segments) > 1:  # /slug/123456.html
        words = _words(segments[-2])
    identity, parameters = _parameters(parts.query)
    if identity:
        digits = max(digits, "0" * 6, key=len)
    dated = bool(DATED.search(parts.path))
    size = "0" if not digits else "s" if len(digits) < 5 else "l"
    depth = len(segments) if not dated else "d"
    group = f"{depth}|{mark}{size}|{extension[0].lower() if extension else ''}{'/' if parts.path.endswith('/') else ''}|{parameters}"
    return Shape(words, len(digits), group, barred, dated)


def _id_of(stem: str) -> tuple[str, str, str]:
    """(slug, letters before the digits, digits) of the last part of a path; a year at the end is no id."""
    found = ID.search(stem)
    if not found:
        return stem, "", ""
    digits, mark = found["digits"], found["mark"].lower()
    if len(digits) < 3 or (len(digits) == 4 and digits[:2] in {"19", "20"} and not mark):
        told = mark in TOPIC_MARKS or mark in SHORT_MARKS
        return (stem[: found.start()], mark, digits) if told else (stem, "", "")
    return stem[: found.start()], mark, digits


def _words(slug: str) -> int:
    return len([word for word in re.split(r"[-_+.]|%20", slug) if word])


def _parameters(query: str) -> tuple[bool, str]:
    """(whether a parameter is an id, the names of all)."""
    if not query:
        return False, ""
    pairs = parse_qsl(query, keep_blank_values=True)
    identity = any(ID_PARAMETERS.match(name) and re.search(r"\d{2}", value) for name, value in pairs)
    return identity, ",".join(sorted(name.lower() for name, _ in pairs))


def page_number(url: str) -> tuple[str, int] | None:
    """(the section without the number, the number) of a further page of a section, or None.

    >>> page_number("https://example.vn/kinh-doanh-p3"), page_number("https://example.vn/tin?page=2")
    (('https://example.vn/kinh-doanh', 3), ('https://example.vn/tin', 2))
    """
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    numbers = [value for name, value in pairs if PAGE_PARAMETERS.match(name)]
    if numbers and numbers[-1].isascii() and numbers[-1].isdigit() and len(numbers[-1]) < 6:
        rest = "&".join(f"{name}={value}" for name, value in pairs if not PAGE_PARAMETERS.match(name))
        return section_of(f"{parts.scheme}://{parts.netloc}{parts.path}" + (f"?{rest}" if rest else "")), int(
            numbers[-1]
        )
    found = PAGE_PATH.search(parts.path)
    if found:
        base = f"{parts.scheme}://{parts.netloc}{parts.path[: found.start()]}"
        return section_of(base), int(found["a"] or found["b"])
    return None


def section_of(url: str) -> str:
    """A section's address without its suffix, by which its pages are told to be of one section."""
    head, mark, query = url.partition("?")
    return EXTENSION.sub("", head.rstrip("/")) + mark + query


def date_in(url: str) -> date | None:
    """The day that an address names: /2024/05/17/, or the time of creation in the ids of many papers.

    >>> date_in("https://example.vn/slug-188260305232650721.chn"), date_in("https://example.vn/slug-20240517081530123.htm")
    (datetime.date(2026, 3, 5), datetime.date(2024, 5, 17))
    """
    path = urlsplit(url).path
    stamp = STAMP.search(path)
    if stamp:
        year = int(stamp[1]) if stamp[1] else 2000 + int(stamp[4])
        return _date(year, int(stamp[2] or stamp[5]), int(stamp[3] or stamp[6]))
    dated = DATED.search(path)
    if dated and dated[3]:
        return _date(int(dated[1]), int(dated[2]), int(dated[3]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1995 <= year <= date.today().year + 1 else None
