"""The links of a section page: its articles, its next page, its feeds, its sections.

Without a site's specification an article is told by the shape of its address and its place in the page: the links of
one shape that carry headlines are articles, one and all; menus, footers, tags and pagers are not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from extractor.fetch.addresses import absolute, host_of
from extractor.fetch.shapes import Shape, page_number, section_of, shape_of

__all__ = ["Anchor", "SectionPage", "decoded", "find_articles", "parse_section"]

CHROME = re.compile(
    r"(^|[-_ ])(menu|main-?nav|nav|navbar|navigation|breadcrumbs?|footer|foot|pagination|paging|pager|copyright|socials?|tags?|"
    r"hashtag|topbar|sitemap|lang(uage)?|weblinks?|lien-ket)([-_ ]|$)",
    re.IGNORECASE,
)
HEADINGS = {"h1", "h2", "h3", "h4", "h5"}
WHOLE = {"html", "body", "main", "form"}  # never a menu, whatever their class says
SKIPPED = {"script", "style", "noscript", "template", "svg"}
HEADLINE = 5  # words of an anchor from which on it may be a headline
STRANGE = 5  # articles found by shape and place from which on a specification that finds hardly any is out of date
LONE = 8  # without ids, a shape this many times rarer than the commonest is a stray link with a long name
NEXT = re.compile(
    r"^(trang )?(sau|tiếp|tiếp theo|kế tiếp|next|older)( trang| page| posts)?\W*$|^(»|›|>|>>|→)$", re.IGNORECASE
)
CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


@dataclass(slots=True)
class Anchor:
    """All links of a page to one address, taken together."""

    url: str
    shape: Shape
    text: str = ""
    times: int = 0
    chrome: bool = True  # all of them in a menu, a footer, a list of tags
    heading: bool = False

    @property
    def words(self) -> int:
        """Words of the longest text of the link."""
        return len(self.text.split())


@dataclass(slots=True)
class SectionPage:
    """The links of a page."""

    url: str
    anchors: list[Anchor] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    canonical: str | None = None
    next: str | None = None
    fits: bool = True  # whether the specification last given to `articles` knows this page's addresses

    def articles(self, accepts: Callable[[str], bool] | None = None) -> list[Anchor]:
        """The links to articles: those that a specification accepts, else those of an article's shape and place.

        A specification that finds hardly anything where shape and place find much is out of date (see `fits`).
        """
        host = _site(self.url)
        guessed = _articles(
            [anchor for anchor in self.anchors if _site(anchor.url) == host and not anchor.shape.barred]
        )
        if accepts is None:
            return guessed
        told = [anchor for anchor in self.anchors if accepts(anchor.url) and page_number(anchor.url) is None]
        self.fits = bool(told) and (len(guessed) < STRANGE or len(told) * 3 >= len(guessed))
        return told if self.fits or len(guessed) < STRANGE else guessed

    def sections(self) -> list[str]:
        """Links to sections of the same site: short addresses in menus or with short names."""
        host = _site(self.url)
        found = []
        for anchor in self.anchors:
            path = urlsplit(anchor.url).path
            short = path.strip("/").count("/") <= 1 and 0 < anchor.words < HEADLINE + 2 and not anchor.shape.id
            if _site(anchor.url) == host and not anchor.shape.barred and short and not urlsplit(anchor.url).query:
                found.append(anchor.url)
        return found


def find_articles(html: str | bytes, url: str, *, specification: bool = True) -> list[str]:
    """The addresses of the articles that a section page links to, canonical, each once, in the order of the page.

    A known site's specification says which addresses are articles'. Without one, or with `specification=False`, the
    links are judged by the shape of their address and their place in the page.

    >>> page = '<h3><a href="/trao-bang-khen-cho-18-tap-the-5047621.html">Trao Bằng khen cho 18 tập thể</a></h3><a href="/thoi-su">Thời sự</a>'
    >>> find_articles(page, "https://example.vn/")
    ['https://example.vn/trao-bang-khen-cho-18-tap-the-5047621.html']
    """
    from extractor.fetch.known import known_site

    site = known_site(host_of(url)) if specification else None
    page = parse_section(html, url)
    return [anchor.url for anchor in page.articles(site.accepts if site else None)]


def parse_section(page: str | bytes, url: str) -> SectionPage:
    """Reads the links of a page; a page that is no HTML has none."""
    tree = _tree(page)
    found = SectionPage(url=url)
    if tree is None:
        return found
    base = urljoin(url, str(tree.xpath("string(//base/@href)")) or url)
    _heads(tree, base, found)
    anchors: dict[str, Anchor] = {}
    for element, chrome, heading in _walk(tree):
        target = absolute(base, element.get("href") or "")
        if target is None or "nofollow" in (element.get("rel") or "").lower().split():
            continue
        anchor = anchors.get(target)
        if anchor is None:
            anchor = anchors[target] = Anchor(target, shape_of(target))
        text = _text(element)
        anchor.times += 1
        anchor.chrome &= chrome
        anchor.heading |= heading
        if len(text) > len(anchor.text):
            anchor.text = text
    found.anchors = list(anchors.values())
    found.next = found.next or _next(url, anchors)
    return found


def _articles(anchors: list[Anchor]) -> list[Anchor]:
    """The anchors whose group (addresses of one make) carries headlines."""
    groups: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        groups[anchor.shape.group].append(anchor)
    strength = {
        name: _strength([anchor for anchor in members if not anchor.chrome]) for name, members in groups.items()
    }
    best = max(strength.values(), default=0.0)
    if not best:  # the whole page stands in what looks like a menu by its name
        strength = {name: _strength(members) for name, members in groups.items() if _has_ids(members)}
        best = max(strength.values(), default=0.0)
    with_id = any(value > 0 and _has_ids(groups[name]) and value >= best / 4 for name, value in strength.items())
    accepted = {
        name
        for name, value in strength.items()
        if value > 0 and (_has_ids(groups[name]) or (not with_id and value >= best / LONE))
    }
    return [anchor for anchor in anchors if anchor.shape.group in accepted and _fits(anchor)]


def _strength(members: list[Anchor]) -> float:
    """How much a group looks like articles: 0 for none at all, else it grows with their number."""
    if not members:
        return 0.0
    words = median(anchor.words for anchor in members)
    slug = median(anchor.shape.words for anchor in members)
    ids = _has_ids(members)
    headings = sum(anchor.heading for anchor in members) / len(members)
    if words < HEADLINE and not (slug >= 6 or headings > 0.5):
        return 0.0
    if slug < 4 and not (ids and words >= HEADLINE):
        return 0.0
    return len(members) * (1 + ids) * (1 + headings)


def _has_ids(members: Iterable[Anchor]) -> bool:
    members = list(members)
    return sum(anchor.shape.id >= 3 or anchor.shape.dated for anchor in members) * 2 > len(members)


def _fits(anchor: Anchor) -> bool:
    """A link of an accepted group that is an article itself."""
    if anchor.shape.id >= 5 and anchor.shape.words >= 5:
        return True
    if anchor.chrome and anchor.words < HEADLINE + 1:
        return False
    return anchor.words >= HEADLINE or anchor.shape.words >= 5 or (anchor.heading and anchor.words >= 2)


def _walk(tree: lxml_html.HtmlElement) -> Iterable[tuple[lxml_html.HtmlElement, bool, bool]]:
    """Every link with: whether it stands in a menu or the like, and whether in a heading."""
    stack: list[tuple[lxml_html.HtmlElement, bool, bool]] = [(tree, False, False)]
    while stack:
        element, chrome, heading = stack.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED:
            continue
        if tag == "a" and element.get("href"):
            yield element, chrome, heading or any(child.tag in HEADINGS for child in element.iterdescendants())
            continue
        if tag in {"nav", "footer"} or (not chrome and tag not in WHOLE and CHROME.search(_names(element))):
            chrome = True
        elif tag == "article":
            chrome = False
        heading = heading or tag in HEADINGS
        stack.extend((child, chrome, heading) for child in reversed(element))


def _names(element: lxml_html.HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _text(element: lxml_html.HtmlElement) -> str:
    """What a reader sees of a link: its words, its title, or its picture's."""
    text = " ".join(element.text_content().split()) or element.get("title") or ""
    if not text:
        text = " ".join(image.get("alt") or "" for image in element.iter("img"))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _heads(tree: lxml_html.HtmlElement, base: str, found: SectionPage) -> None:
    for element in tree.iter("link"):
        kinds = (element.get("rel") or "").lower().split()
        target = absolute(base, element.get("href") or "")
        if target is None:
            continue
        if "alternate" in kinds and re.search(r"(rss|atom)\+xml", element.get("type") or "", re.IGNORECASE):
            found.feeds.append(target)
        elif "canonical" in kinds and found.canonical is None:
            found.canonical = target
        elif "next" in kinds and found.next is None and _site(target) == _site(base):
            found.next = target


def _next(url: str, anchors: Mapping[str, Anchor]) -> str | None:
    """The further page with the next number among links to pages of the same section."""
    here = page_number(url)
    section, current = here if here else (section_of(url), None)
    found: dict[int, str] = {}
    for target in anchors:
        number = page_number(target)
        if number and number[0] == section and number[1] > (0 if current is None else current):
            found.setdefault(number[1], target)
    if current is None and 1 in found and anchors[found[1]].text.strip() in {"1", "[1]"}:
        del found[1]  # this very page; where the second page has the number 1, its link says 2
    if found:
        return found[min(found)]
    for target, anchor in anchors.items():  # "Trang sau", to an address whose numbers we do not understand
        if NEXT.match(anchor.text) and target != url and _site(target) == _site(url) and urlsplit(target).query:
            return target
    return None


def _site(url: str) -> str:
    return re.sub(r"^(www|m|mobile|amp)\.", "", host_of(url))


def _tree(page: str | bytes) -> lxml_html.HtmlElement | None:
    if isinstance(page, bytes):
        page = decoded(page)
    if not page.strip():
        return None
    try:
        return lxml_html.document_fromstring(
            page.replace("\x00", ""), parser=lxml_html.HTMLParser(encoding=None, remove_comments=True)
        )
    except ValueError:  # a str with an XML declaration of an encoding
        return lxml_html.document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*\?>", "", page), parser=lxml_html.HTMLParser(remove_comments=True)
        )
    except etree.ParserError:
        return None


def decoded(data: bytes) -> str:
    """Links need no more than the right letters in anchors: UTF-8, else what the page declares, else Latin-1."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = CHARSET.search(data, 0, 4096)
        try:
            return data.decode(declared[1].decode("ascii") if declared else "utf-8", "replace")
        except LookupError:
            return data.decode("utf-8", "replace")
