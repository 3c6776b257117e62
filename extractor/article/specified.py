"""Reading a page by its site's specification: what the selectors of a template find (see soup.py), as parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.article.authors import author_of
from extractor.article.furniture import is_noise, names
from extractor.article.markup import words
from extractor.article.pieces import Piece, pieces_of
from extractor.article.soup import Tree
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
    own = site.templates if site is not None else ()
    fitting = [template for template in own if _is_marked(template, source)]
    known, marked = {id(template) for template in own}, {id(template) for template in fitting}
    rest = [template for template in own if id(template) not in marked]
    others = [template for family in families for template in family if template.marks and id(template) not in known]
    return [*fitting, *rest, *(template for template in others if _is_marked(template, source))]


def _is_marked(template: Template, source: str) -> bool:
    return all(mark in source for mark in template.marks)


def find(tree: Tree, selectors: Sequence[str]) -> list[Any]:
    """The elements of the first selector that finds any with words or a value; several stand in the page's order."""
    for selector in selectors:
        found = [element for element in tree.select(selector) if _says(element)]
        if found:
            return found
    return []


def read_specified(tree: Tree, template: Template, *, untitled: bool = False) -> Parts | None:
    """The parts of a page by a template; None where its body or (unless `untitled`) its headline is not there.

    Takes elements out of the tree where the template fits.
    """
    parts = Parts(template=template, signature=template.signature)
    parts.title = _first(tree, template.title)
    bodies = _outermost(find(tree, template.body))
    if not bodies or (parts.title is None and template.title and not untitled):
        return None
    parts.lead = _first(tree, template.lead)
    parts.published = published_of(find(tree, template.published))
    parts.author = _authors(find(tree, template.author))
    for body in bodies:
        _remove(tree, body, template)
    for caption in [one for selector in template.captions for body in bodies for one in tree.select(selector, body)]:
        caption.tag = "figcaption"
    for body in bodies:
        tables = max((piece.table or 0 for piece in parts.pieces), default=0)
        parts.pieces += pieces_of(body, caption=names().caption, first_table=tables)
    if sum(len(piece.text) for piece in parts.pieces) < LEAST:
        return None
    return parts


def _remove(tree: Tree, body: Any, template: Template) -> None:
    for selector in template.remove:
        for element in tree.select(selector, body):
            element.drop_tree()
    whole = max(1, len(body.text_content()))
    for element in list(body.iterdescendants()):
        if element.tag in KEPT or not is_noise(element.get("class"), element.get("id")):
            continue
        if len(element.text_content()) * 3 < whole:
            element.drop_tree()


KEPT = frozenset(("a", "p", "span", "b", "strong", "em", "i", "table", "td", "tr", "figure", "img", "body"))


def _outermost(elements: list[Any]) -> list[Any]:
    """Without those that stand in another of them."""
    known = set(elements)
    return [element for element in elements if known.isdisjoint(element.iterancestors())]


def _says(element: Any) -> bool:
    """Whether an element has words or a value."""
    if any((element.get(name) or "").strip() for name in ("content", "datetime")):
        return True
    return any(map(words, element.itertext())) or (element.tag == "input" and bool(element.get("value")))


def _first(tree: Tree, selectors: Sequence[str]) -> str | None:
    found = find(tree, selectors)
    if not found:
        return None
    if found[0].tag == "meta":
        return words(str(found[0].get("content")))
    lines = pieces_of(found[0])
    return " ".join(piece.text for piece in lines) or None


def published_of(elements: Sequence[Any]) -> Published | None:
    """The date that elements tell: an attribute for machines first, then their words, several joined."""
    for element in elements:
        for attribute in ("content", "datetime"):
            value = element.get(attribute)
            if value is not None and (published := parse_published(value)) is not None:
                return published
    joined = " ".join(words(" ".join(element.itertext())) for element in elements[:4])
    return parse_published(joined[:300])


def _authors(elements: Sequence[Any]) -> str | None:
    """The names in the elements, joined as the page would: each once, one that is a part of another left out."""
    found: list[str] = []
    for element in elements[:8]:
        name = author_of(" ".join(element.itertext()))
        if name and not any(name in other for other in found):
            found.append(name)
    return ", ".join(found) or None
