"""`read_html`: the article of a page, by its site's specification, or as any page is read."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from extractor.article.authors import author_of, is_paper
from extractor.article.compose import compose
from extractor.article.fields import fill
from extractor.article.furniture import cues, without_furniture
from extractor.article.generic import read_generic
from extractor.article.markup import Markup, clean, parse
from extractor.article.metadata import Metadata, read_metadata
from extractor.article.pruning import prune
from extractor.article.soup import Tree
from extractor.article.specified import Parts, candidates, read_specified
from extractor.errors import EmptyInputError
from extractor.language.fold import fold
from extractor.records import Article
from extractor.sites import Site, load

__all__ = ["Page", "read_html", "read_page"]

SHORT_BODY = 300  # characters below which a page is looked at for an error or a barrier
FRAMES = re.compile(r"<frameset\b", re.IGNORECASE)


def read_html(
    html: bytes | str, url: str | None = None, *, source_name: str | None = None, charset: str | None = None
) -> Article:
    """The article of a page: its text without menus, related links, comments and advertisements, its blocks and fields.

    `url` tells the site; without it the page's own canonical address does. `charset` is what the server said. What is
    odd (an error page, a login wall, nothing but a script) is said in `warnings`. Raises EmptyInputError where no text
    is found, DecodingError for bytes that are no page, InputError for one above the limit (see docs/reading.md).
    """
    page = read_page(html, url, charset=charset)
    if not page.parts.pieces and not (page.parts.title and page.parts.lead):
        raise EmptyInputError(_why_empty(page.markup, source_name))
    return compose(page.parts, url=page.url, source=source_name, publisher=page.publisher, warnings=page.warnings)


class Page(NamedTuple):
    """A page as it was read, before its parts are put together."""

    parts: Parts
    url: str | None
    publisher: str | None
    warnings: tuple[str, ...]
    markup: Markup


def read_page(html: bytes | str, url: str | None = None, *, charset: str | None = None) -> Page:
    """The parts of a page; see `read_html`, which puts them together."""
    page = parse(html, charset=charset)
    metadata = read_metadata(page.root)
    address = url or _address(metadata)
    site = load().for_url(address)
    clean(page)
    parts = _parts(page, metadata, site)
    _complete(parts, metadata, _papers(metadata, site, address))
    publisher = site.name if site is not None else metadata.publisher
    return Page(parts, address, publisher, (*page.warnings, *_doubts(page, parts, metadata)), page)


def _address(metadata: Metadata) -> str | None:
    """The page's own address, where it is a whole one."""
    for one in (metadata.canonical, metadata.url):
        if one and one.startswith(("http://", "https://")):
            return urljoin(one, "")
    return None


def _parts(page: Markup, metadata: Metadata, site: Site | None) -> Parts:
    """By the first template that finds a body, else as any page."""
    templates = candidates(site, load().families.values(), page.source)
    if templates:
        pruned = deepcopy(page.root)  # the whole is still needed where a template finds no headline or a short body
        prune(pruned)
        tree = Tree(pruned)
        for template, untitled in [(one, untitled) for untitled in (False, True) for one in templates]:
            if (parts := read_specified(tree, template, untitled=untitled)) is not None:
                parts.pieces = without_furniture(parts.pieces)
                if parts.title is None or (parts.published is None and metadata.published is None):
                    fill(parts, page.root, metadata)
                return parts if _length(parts) >= SHORT_BODY else _longer(parts, page, metadata)
    return read_generic(page.root, metadata)


def _length(parts: Parts) -> int:
    return sum(len(piece.text) for piece in parts.pieces)


def _longer(parts: Parts, page: Markup, metadata: Metadata) -> Parts:
    """A body so short that the template may have found a box of a new layout: as any page where that finds far more."""
    other = read_generic(page.root, metadata)
    if _length(other) > 3 * _length(parts):
        parts.pieces, parts.signature = other.pieces, True
    return parts


def _papers(metadata: Metadata, site: Site | None, address: str | None) -> tuple[str, ...]:
    """The names that the paper itself goes by, its host's among them: "VnExpress" is no author on vnexpress.net."""
    hosts = {urlsplit(one).hostname or "" for one in (address, metadata.canonical, metadata.url) if one and "//" in one}
    own = (site.name, *site.hosts) if site is not None else ()
    return (
        *metadata.papers,
        *own,
        *(re.sub(r"^www\.|\.(?:com|org|net|gov|vn|edu|info)\b", "", host) for host in hosts),
    )


def _complete(parts: Parts, metadata: Metadata, papers: tuple[str, ...]) -> None:
    """Fills what the page did not show from what it tells machines, and prefers the finer of two dates."""
    parts.title = parts.title or next(iter(metadata.titles), None)
    if parts.author is not None and is_paper(parts.author, papers):
        parts.author = None
    if parts.author is None and metadata.author and not is_paper(metadata.author, papers):
        parts.told_author = author_of(metadata.author, papers=papers)
    told, seen = metadata.published, parts.published
    if told is not None:
        parts.published = seen if told.is_coarse and seen is not None and seen.value[:10] == told.value[:10] else told
    if parts.lead is None and metadata.is_article:
        _describe(parts, metadata)


def _describe(parts: Parts, metadata: Metadata) -> None:
    """Takes the description for the lead: the line of the page that says it, or a whole sentence that none says."""
    for told in metadata.descriptions:
        folded = fold(told).rstrip(" .…")
        if len(folded) < 40:
            continue
        for piece in parts.pieces[:3]:
            if fold(piece.text).startswith(folded[:80]):
                parts.lead = piece.text
                return
        parts.told_lead = None if told.endswith(("...", "…")) else told
        return


def _why_empty(page: Markup, source_name: str | None) -> str:
    name = source_name or "the page"
    if FRAMES.search(page.source):
        return f"{name} is a frameset without text; give the page inside the frame"
    if "<script" in page.source.lower():
        return f"{name} holds no text besides scripts; save the page from a browser after it has loaded"
    return f"{name} holds no article; give a page with an article in it"


def _doubts(page: Markup, parts: Parts, metadata: Metadata) -> list[str]:
    """What makes a page look like no article at all."""
    body = _length(parts)
    out = []
    if FRAMES.search(page.source):
        out.append("the page is a frameset; only its own text was read")
    if body < SHORT_BODY:
        shown = fold(
            " ".join([parts.title or "", metadata.page_title or "", *(piece.text for piece in parts.pieces[:8])])
        )
        found = next((cue for cue in cues()["barriers"] if cue in shown), None)
        if found is not None:
            out.append(f"the page looks like an error or a login wall, not an article: it says {found!r}")
        elif body < 100:
            out.append(f"the body has only {body} characters; the page may be a video, a photo story or not an article")
    return out
