"""Reading a page of a site that nobody has described: the body by trafilatura, completed and cleaned.

trafilatura says where the article begins and ends; the lines between are read from the page itself, so lists, tables,
captions and boxes keep their form and nothing inside is lost. Title, lead, author and date are looked for in elements
whose names say what they are, near the body.
"""

from __future__ import annotations

import logging
from typing import Any

from extractor.article.authors import author_of
from extractor.article.furniture import names, without_furniture
from extractor.article.markup import words
from extractor.article.metadata import Metadata
from extractor.article.pieces import BLOCKS, Piece, lxml_events, name_words, pieces_of
from extractor.article.specified import Parts
from extractor.article.text import is_dateline
from extractor.language.fold import fold
from extractor.language.published import Published, parse_published

__all__ = ["fill", "read_generic"]

NOISY_TAGS = ("nav", "footer", "form", "button", "select")
KEPT = frozenset(("html", "body", "main", "article", "h1", "a", "p", "span", "b", "strong", "em", "i", "td", "tr"))
HEADLINES = ("h1", "h2")
LONGEST_DATE = 120
NEAR = 6  # lines around the headline in which a dateline is looked for
SITE_WORDS = ("báo", "tạp chí", "cổng", "trang", "news", "online", "mobile", "bộ ", "sở ", "uỷ ban")
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read_generic(root: Any, metadata: Metadata) -> Parts:
    """The parts of any page. Takes elements out of the tree."""
    parts = Parts()
    fill(parts, root, metadata)
    _prune(root)
    parts.pieces = _body(root)
    return parts


def fill(parts: Parts, root: Any, metadata: Metadata) -> None:
    """Looks for the fields that are not known yet in elements whose names say what they are."""
    named = _Named(root)
    stale = parts.title is None  # where a specification found no headline either, its other selectors are not believed
    parts.title = parts.title or _title(root, named, metadata)
    parts.published = parts.published or _published(named, root, parts.title)
    if stale:
        parts.author = parts.author or _author(named, metadata)
        parts.lead = parts.lead or _lead(named, metadata)


class _Named:
    """The elements of a page by what their class or id says they hold, in the page's order."""

    def __init__(self, root: Any) -> None:
        self.of: dict[str, list[Any]] = {kind: [] for kind in ("title", "lead", "author", "published", "body")}
        self.clocks: set[Any] = set()
        patterns = names()
        for element in root.iter():
            if not isinstance(element.tag, str) or element.tag in {"html", "body", "head", "meta", "link"}:
                continue
            role = element.get("itemprop") or element.get("data-role") or element.get("data-slot")
            labels = [*(element.get("class") or "").split(), element.get("id") or "", role or ""]
            if element.tag in {"header", "footer", "nav"}:
                self.clocks.add(element) if element.tag != "header" else None
            for label in {name_words(label) for label in labels if label}:
                if patterns.clock.fullmatch(label):
                    self.clocks.add(element)
                for kind in self.of:
                    if getattr(patterns, kind).fullmatch(label) and element not in self.of[kind]:
                        self.of[kind].append(element)
            if element.tag == "time" and element not in self.of["published"]:
                self.of["published"].append(element)


def _line(element: Any) -> str:
    """The words of an element on one line."""
    return words(" ".join(piece.text for piece in pieces_of(lxml_events(element))))


def _title(root: Any, named: _Named, metadata: Metadata) -> str | None:
    """The headline that a visitor sees: an h1 that agrees with the metadata, else the first that says enough."""
    told = [*metadata.titles, metadata.page_title or ""]
    seen = [line for element in root.iter("h1") if 8 <= len(line := _line(element)) <= 300]
    for elements in (seen, [line for element in named.of["title"] if 8 <= len(line := _line(element)) <= 300]):
        agreeing = [line for line in elements if any(_agree(line, other) for other in told if other)]
        if agreeing:
            return (
                max(agreeing, key=len)
                if len({*agreeing}) > 1 and _agree(agreeing[0], max(agreeing, key=len))
                else agreeing[0]
            )
    for element in root.iter("h2", "h3", "font", "b", "strong"):
        line = _line(element) if metadata.titles or metadata.page_title else ""
        if len(line) >= 20 and any(_agree(line, other) for other in told if other):
            return line
    if metadata.titles:
        return _without_site(metadata.titles[0], metadata)
    if len(seen) >= 1:
        return seen[0]
    return _without_site(metadata.page_title, metadata) if metadata.page_title else None


def _agree(line: str, other: str) -> bool:
    """Whether two headlines are one, though either may be longer by the name of the site or cut short."""
    left, right = fold(line).strip(" ."), fold(other).strip(" .…")
    if len(left) < 8 or len(right) < 8:
        return left == right
    return (
        left == right
        or right.startswith(left)
        or (left.startswith(right) and len(right) > 0.6 * len(left))
        or left in right
    )


def _without_site(title: str, metadata: Metadata) -> str:
    """A title without the name of the site behind it: "… | Báo X"."""
    for bar in (" | ", " - ", " – ", " — ", " :: "):
        head, found, tail = title.rpartition(bar)
        if found and len(head) > len(tail) and (bar == " | " or len(head) >= 15) and _is_site(tail, metadata):
            return head.strip()
    return title


def _is_site(tail: str, metadata: Metadata) -> bool:
    folded = fold(tail)
    papers = " ".join(fold(paper) for paper in metadata.papers)
    return "." in tail or any(word in folded for word in SITE_WORDS) or (len(folded) > 2 and folded in papers)


def _published(named: _Named, root: Any, title: str | None) -> Published | None:
    """The first date of an element near the title that is no clock of the site and no other article's."""
    found: list[tuple[Published, Any]] = []
    for element in named.of["published"]:
        if any(parent in named.clocks for parent in (element, *element.iterancestors())):
            continue
        value = element.get("datetime") or element.get("content") or ""
        line = words(element.text_content())
        published = parse_published(value) or (parse_published(line) if len(line) <= LONGEST_DATE else None)
        if published is not None:
            found.append((published, element))
    after = [one for one in found if title is None or _follows(root, one[1], title)]
    chosen = after or found
    fine = [one for one in chosen if one[0].precision != "day"]
    if fine:
        return fine[0][0]
    return _dateline(root, title) or (chosen[0][0] if chosen else None)


def _dateline(root: Any, title: str | None) -> Published | None:
    """The date of a line of its own right before or after the headline."""
    body = root.find("body")
    if body is None or not title:
        return None
    lines = [piece.text for piece in pieces_of(lxml_events(body))]
    key = fold(title)
    for at in [at for at, line in enumerate(lines) if fold(line) == key][:3]:
        near = [*lines[at + 1 : at + NEAR], *reversed(lines[max(0, at - NEAR) : at])]
        found = [published for line in near if is_dateline(line) and (published := parse_published(line)) is not None]
        if found:
            return next((one for one in found if one.precision != "day"), found[0])
    return None


def _follows(root: Any, element: Any, title: str) -> bool:
    """Whether an element stands within a few elements of the page's headline."""
    parent = element.getparent()
    for _ in range(4):
        if parent is None:
            return False
        if fold(title[:60]) in fold(words(parent.text_content()[:6000])):
            return parent.tag not in {"body", "html"} or len(list(root.iter("time"))) <= 1
        parent = parent.getparent()
    return False


def _author(named: _Named, metadata: Metadata) -> str | None:
    for element in named.of["author"]:
        line = _line(element)
        if len(line) <= 120 and (name := author_of(line, papers=metadata.papers)):
            return name
    return None


def _lead(named: _Named, metadata: Metadata) -> str | None:
    """The sapo: an element named so that agrees with the description, else one that is long enough, else nothing."""
    lines = [line for element in named.of["lead"] if 40 <= len(line := _line(element)) <= 1200]
    for line in lines:
        if any(_similar(line, told) for told in metadata.descriptions):
            return line
    return next((line for line in lines if line.endswith((".", "…", "!", "?", "”", '"'))), None)


def _similar(line: str, told: str) -> bool:
    left, right = fold(line), fold(told).rstrip(" .…")
    return len(right) > 30 and (right[:60] in left or left[:60] in right or right[-50:] in left)


def _prune(root: Any) -> None:
    """Takes out the furniture that names itself, unless it would be most of the page."""
    body = root.find("body")
    if body is None:
        return
    whole = max(1, len(body.text_content()))
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or element.tag in KEPT:
            continue
        labels = [*(element.get("class") or "").split(), element.get("id") or ""]
        noisy = element.tag in NOISY_TAGS or names().is_noise(label for label in labels if label)
        if noisy and len(element.text_content()) * 3 < whole:
            element.drop_tree()


def _body(root: Any) -> list[Piece]:
    """The lines from the first to the last that trafilatura takes for the article, without furniture."""
    chosen = _chosen(root)
    container = root.find("body")
    if container is None:
        return []
    pieces = pieces_of(lxml_events(_container(container, chosen)), caption=names().caption)
    if chosen:
        places = [at for at, piece in enumerate(pieces) if _key(piece.text) in chosen or piece.table is not None]
        kept = [at for at, piece in enumerate(pieces) if _key(piece.text) in chosen]
        if kept:
            first, last = kept[0], kept[-1]
            last = max([last, *(at for at in places if at <= last + 2)])
            pieces = [
                piece
                for piece in pieces[first : last + 1]
                if piece.linked < 0.5 or _key(piece.text) in chosen or piece.table
            ]
    return without_furniture(pieces)


def _key(text: str) -> str:
    return fold(text)[:80]


def _chosen(root: Any) -> set[str]:
    """The beginnings of the lines that trafilatura takes for the article."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(root, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    except Exception:  # it meets trees that it was not made for; the page is then read without it
        return set()
    body = getattr(found, "body", None)
    if body is None:
        return set()
    return {_key(piece.text) for piece in pieces_of(_translated(body))}


def _translated(body: Any) -> Any:
    """trafilatura's own names of elements as HTML's."""
    for event in lxml_events(body):
        yield event._replace(value=TAGS.get(event.value, event.value)) if event.what != "text" else event


TAGS = {
    "list": "ul",
    "item": "li",
    "row": "tr",
    "cell": "td",
    "quote": "blockquote",
    "lb": "br",
    "hi": "span",
    "ref": "span",
    "head": "h2",
}


def _container(body: Any, chosen: set[str]) -> Any:
    """The smallest element that holds nearly all of the chosen lines."""
    if not chosen:
        return body
    counts: dict[Any, int] = {}
    for element in body.iter():
        if not isinstance(element.tag, str) or element.tag not in BLOCKS:
            continue
        line = words(element.text or "") or (
            words(element.text_content()[:400]) if len(element) and element.tag in {"p", "h2", "h3", "li"} else ""
        )
        if line and any(_key(line)[:40] == key[:40] for key in (_key(line),) if key in chosen or _starts(key, chosen)):
            for parent in element.iterancestors():
                counts[parent] = counts.get(parent, 0) + 1
                if parent is body:
                    break
    total = counts.get(body, 0)
    best = body
    for element, count in counts.items():
        if count >= 0.9 * total and len(list(element.iterancestors())) > len(list(best.iterancestors())):
            best = element
    return best


def _starts(key: str, chosen: set[str]) -> bool:
    return len(key) >= 20 and any(one.startswith(key[:40]) for one in chosen)
