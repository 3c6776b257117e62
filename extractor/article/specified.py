"""Reading a page by its site's specification: the selectors of a template, run by BeautifulSoup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bs4.element import Tag

from extractor.article.authors import author_of
from extractor.article.furniture import is_noise, names
from extractor.article.markup import words
from extractor.article.pieces import Piece, pieces_of, soup_events
from extractor.article.soup import Page, is_gone
from extractor.language.published import Published, parse_published
from extractor.sites import Site, Template

__all__ = ["Parts", "candidates", "find", "read_specified"]

LEAST = 80  # characters: a shorter body is a video, a photo story or a template that does not fit


@dataclass(slots=True)
class Parts:
    """What was found on a page: the fields as words, and the body as pieces."""

    title: str | None = None
    lead: str | None = None
    told_lead: str | None = None  # what the page tells machines only: no part of its text
    author: str | None = None
    told_author: str | None = None  # what the page tells machines only
    published: Published | None = None
    pieces: list[Piece] = field(default_factory=list)
    template: Template | None = None
    signature: bool = True  # whether the body's last line may be the author
    warnings: list[str] = field(default_factory=list)


def candidates(site: Site | None, families: Iterable[Sequence[Template]], source: str) -> list[Template]:
    """The templates whose marks a page's source holds: the site's own, or those of any family for an unknown site."""
    known = site.templates if site is not None else ()
    strangers = [template for family in families for template in family if template not in known and template.marks]
    fitting = [template for template in known if all(mark in source for mark in template.marks)]
    rest = [template for template in known if template not in fitting]
    return [*fitting, *rest, *(template for template in strangers if all(mark in source for mark in template.marks))]


def find(page: Page, selectors: Sequence[str]) -> list[Tag]:
    """The elements of the first selector that finds any with words or a value; several stand in the page's order."""
    for selector in selectors:
        found = [tag for tag in page.select(selector) if _value(tag)]
        if found:
            return found
    return []


def read_specified(page: Page, template: Template, *, untitled: bool = False) -> Parts | None:
    """The parts of a page by a template; None where its body or (unless `untitled`) its headline is not there.

    Takes elements out of the page where the template fits.
    """
    parts = Parts(template=template, signature=template.signature)
    parts.title = _first(page, template.title)
    parts.lead = _first(page, template.lead)
    parts.published = published_of(find(page, template.published))
    parts.author = _authors(find(page, template.author))
    bodies = _outermost(find(page, template.body))
    if not bodies or (parts.title is None and template.title and not untitled):
        return None
    for body in bodies:
        _remove(page, body, template)
    captions = [tag for selector in template.captions for body in bodies for tag in page.select(selector, body)]
    for tag in captions:
        tag.name = "figcaption"
    for body in bodies:
        tables = max((piece.table or 0 for piece in parts.pieces), default=0)
        parts.pieces += pieces_of(soup_events(body), caption=names().caption, first_table=tables)
    if sum(len(piece.text) for piece in parts.pieces) < LEAST:
        return None
    return parts


def _remove(page: Page, body: Tag, template: Template) -> None:
    for selector in template.remove:
        for tag in page.select(selector, body):
            tag.decompose()
    whole = max(1, len(body.get_text()))
    for tag in body.find_all(True):
        if is_gone(tag):
            continue
        if tag.name not in KEPT and is_noise(*_names_of(tag)) and len(tag.get_text()) * 3 < whole:
            tag.decompose()


KEPT = frozenset(("a", "p", "span", "b", "strong", "em", "i", "table", "td", "tr", "figure", "img", "body"))


def _names_of(tag: Tag) -> tuple[str, str]:
    """Class and id."""
    classes: Any = tag.get("class") or ""
    return classes if isinstance(classes, str) else " ".join(classes), str(tag.get("id") or "")


def _outermost(tags: list[Tag]) -> list[Tag]:
    """Without the tags that stand in another of them."""
    chosen: list[Tag] = []
    known = {id(tag) for tag in tags}
    for tag in tags:
        if not any(id(parent) in known for parent in tag.parents):
            chosen.append(tag)
    return chosen


def _value(tag: Tag) -> str:
    for attribute in ("content", "datetime"):
        value = tag.get(attribute)
        if isinstance(value, str) and value.strip():
            return value
    return words(tag.get_text()) or (str(tag.get("value") or "") if tag.name == "input" else "")


def _first(page: Page, selectors: Sequence[str]) -> str | None:
    found = find(page, selectors)
    if not found:
        return None
    if found[0].name == "meta":
        return words(str(found[0].get("content")))
    lines = pieces_of(soup_events(found[0]))
    return " ".join(piece.text for piece in lines) or None


def published_of(tags: Sequence[Tag]) -> Published | None:
    """The date that elements tell: an attribute for machines first, then their words, several joined."""
    for tag in tags:
        for attribute in ("content", "datetime"):
            value = tag.get(attribute)
            if isinstance(value, str) and (published := parse_published(value)) is not None:
                return published
    joined = " ".join(words(tag.get_text(" ")) for tag in tags[:4])
    return parse_published(joined[:300])


def _authors(tags: Sequence[Tag]) -> str | None:
    """The names in the elements, joined as the page would: each once, one that is a part of another left out."""
    found: list[str] = []
    for tag in tags[:8]:
        name = author_of(tag.get_text(" "))
        if name and not any(name in other for other in found):
            found.append(name)
    return ", ".join(found) or None
