"""What a page says of itself to machines: JSON-LD, OpenGraph, meta elements, microdata.

Papers fill these carelessly: JSON-LD escaped twice, the paper as author, dates without a zone. Each value is a
candidate that the reader weighs against what the visitor saw.
"""

from __future__ import annotations

import html as html_module
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from extractor.article.authors import author_of
from extractor.article.markup import words
from extractor.language.published import Published, parse_published

__all__ = ["Metadata", "read_metadata"]

# The order that proved right on the pages seen; never a time of modification.
DATE_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "pubdate", "publishdate", "publish-date",
    "publish_date", "cms-date", "datepublished", "dc.date.issued", "dcterms.created", "dc.date", "parsely-pub-date",
    "sailthru.date", "article.published", "published_time", "displaydate", "published-date", "date",
)  # fmt: skip
AUTHOR_METAS = (
    "dable:author",
    "article:author",
    "author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "parsely-author",
    "byl",
)
PAPER_METAS = ("og:site_name", "apple-mobile-web-app-title", "source")
ARTICLES = (
    "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "article", "blogposting", "report", "opinionnewsarticle",
    "backgroundnewsarticle",
)  # fmt: skip
MOST_SCRIPTS = 40
LONGEST_SCRIPT = 500_000
PUBLISHED_IN_SCRIPT = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


@dataclass(slots=True)
class Metadata:
    """Candidates for the fields of an article, each None or empty where the page does not say."""

    titles: list[str] = field(default_factory=list)  # og:title, headline, twitter:title; page_title apart
    page_title: str | None = None
    descriptions: list[str] = field(default_factory=list)
    published: Published | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    canonical: str | None = None
    language: str | None = None
    papers: tuple[str, ...] = ()
    kind: str | None = None  # og:type
    is_article: bool = False


def read_metadata(root: Any) -> Metadata:
    """The metadata of a page's tree."""
    metas: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or _meta_class(element)
        value = element.get("content")
        if name and value and value.strip():
            metas.setdefault(name.strip().lower(), unescape(value))
    nodes = list(_nodes(root))
    article = next((node for kind in ARTICLES for node in nodes if kind in _types(node)), None)
    data = Metadata(kind=metas.get("og:type"), is_article=article is not None or metas.get("og:type") == "article")
    titles = [
        metas.get("og:title"),
        _text(article, "headline"),
        *map(metas.get, ("twitter:title", "title", "headline")),
    ]
    data.titles = list(dict.fromkeys(title for title in (*titles, _text(article, "name")) if title))
    title = next(root.iter("title"), None)
    data.page_title = words(title.text_content()) or None if title is not None else None
    descriptions = [
        metas.get("og:description"),
        metas.get("description"),
        _text(article, "description"),
        metas.get("twitter:description"),
    ]
    data.descriptions = list(dict.fromkeys(one for one in descriptions if one))
    data.url = metas.get("og:url") or _text(article, "url")
    data.canonical = _canonical(root)
    data.publisher = _name(article.get("publisher")) if article else None
    data.publisher = (
        data.publisher or metas.get("og:site_name") or metas.get("application-name") or _organisation(nodes)
    )
    papers = [data.publisher, _organisation(nodes), *map(metas.get, PAPER_METAS)]
    data.papers = tuple(name for name in papers if name)
    data.published = _published(metas, article, root)
    data.author = _author(metas, article, data.papers)
    data.language = (root.get("lang") or metas.get("og:locale") or "")[:2].lower() or None
    return data


def unescape(value: str) -> str:
    """One line of text, unescaped until it stops changing: "&amp;#7871;" is "ế".

    >>> unescape("Chi&amp;#7871;n")
    'Chiến'
    """
    for _ in range(3):
        plain = html_module.unescape(value)
        if plain == value:
            break
        value = plain
    return words(value)


def _canonical(root: Any) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower() and link.get("href"):
            return str(link.get("href"))
    return None


def _meta_class(element: Any) -> str | None:
    """<meta class="cms-date" content="…">"""
    return next((name for name in (element.get("class") or "").split() if name.startswith("cms-")), None)


def _nodes(root: Any) -> Iterator[dict[str, Any]]:
    """All objects in the JSON-LD scripts of a page; a script that is no JSON is searched for the date alone."""
    scripts = [one for one in root.iter("script") if "ld+json" in (one.get("type") or "").lower()]
    for script in scripts[:MOST_SCRIPTS]:
        words_ = (script.text or "").strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
        if not words_ or len(words_) > LONGEST_SCRIPT:
            continue
        try:
            waiting = [json.loads(words_, strict=False)]
        except (ValueError, RecursionError):
            if (found := PUBLISHED_IN_SCRIPT.search(words_)) and "Article" in words_:
                yield {"@type": "Article", "datePublished": found[1], **_loose(words_)}
            continue
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting = [*node[:100], *waiting]
            elif isinstance(node, dict):
                yield node
                waiting += [node[key] for key in ("@graph", "mainEntity") if isinstance(node.get(key), list | dict)]


def _loose(text: str) -> dict[str, Any]:
    """What can be read of a broken script: its headline and author."""
    out: dict[str, Any] = {}
    if found := re.search(r'"headline"\s*:\s*"([^"\n]{5,300})"', text):
        out["headline"] = found[1]
    if found := re.search(
        r'"author"\s*:\s*[\[{\s]*(?:"@type"\s*:\s*"Person"\s*,\s*)?"name"\s*:\s*"([^"\n]{2,100})"', text
    ):
        out["author"] = {"name": found[1]}
    return out


def _types(node: dict[str, Any]) -> set[str]:
    kind = node.get("@type") or ""
    kinds = kind if isinstance(kind, list) else [kind]
    return {str(one).rsplit("/", 1)[-1].lower() for one in kinds}


def _text(node: dict[str, Any] | None, key: str) -> str | None:
    value = node.get(key) if node else None
    value = value[0] if isinstance(value, list) and value else value
    return unescape(value) or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """The name of a person or organisation, or of several joined with ", "."""
    if isinstance(value, list):
        names = [name for one in value[:12] if (name := _name(one))]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    return unescape(value) or None if isinstance(value, str) else None


def _organisation(nodes: list[dict[str, Any]]) -> str | None:
    return next((_name(node) for node in nodes if _types(node) & {"organization", "newsmediaorganization"}), None)


def _published(metas: dict[str, str], article: dict[str, Any] | None, root: Any) -> Published | None:
    """The first time that is told; the time of day from another one where it tells only the day."""
    told = [metas.get(name) for name in DATE_METAS[:8]]
    told += [_text(article, "datePublished"), metas.get("datepublished")]
    told += [metas.get(name) for name in DATE_METAS[8:]]
    first = None
    for one in chain(told, _marked(root)):
        published = parse_published(one) if one else None
        if published is None:
            continue
        first = first or published
        if not published.is_coarse and published.value[:10] == first.value[:10]:
            return published
    return first


def _marked(root: Any) -> Iterator[str]:
    """The times in elements that are marked as holding it; looked for only where nothing else tells the time of day."""
    for element in root.xpath("//*[@itemprop='datePublished']")[:3]:
        yield element.get("content") or element.get("datetime") or words(element.text_content()[:100])


def _author(metas: dict[str, str], article: dict[str, Any] | None, papers: tuple[str, ...]) -> str | None:
    author = author_of(_name(article.get("author")), papers=papers) if article else None
    for name in AUTHOR_METAS:
        if author is None and metas.get(name):
            author = author_of(metas[name].replace(";", ", "), papers=papers)
    return author
