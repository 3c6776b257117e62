"""Reading a page of a site that nobody has described: the body by trafilatura, completed and cleaned.

trafilatura says where the article begins and ends; the lines between are read from the page itself, so lists, tables,
captions and boxes keep their form and nothing inside is lost. fields.py finds headline, sapo, author and date.
"""

from __future__ import annotations

import logging
from typing import Any

from lxml import etree

from extractor.article.authors import signature
from extractor.article.fields import fill, headline_of_body
from extractor.article.furniture import names, without_furniture
from extractor.article.markup import words
from extractor.article.metadata import Metadata
from extractor.article.pieces import BLOCKS, Piece, lxml_events, pieces_of
from extractor.article.specified import Parts
from extractor.language.fold import fold

__all__ = ["read_generic"]

FEWEST = 2  # lines that trafilatura must agree on
LINES = ("p", "div", "td", "li", "span", "section", "blockquote", "font")
SHORT_LINE = 30  # characters of a line that tells nothing of where the prose is
SHARES = (0.4, 1.0, 0.5)  # of a line, for its element, the parent, the parent's parent
BELOW = 3  # lines under the body in which a signature or a table is looked for
NOISY_TAGS = ("nav", "footer", "form", "button", "select")
KEPT = frozenset(("html", "body", "main", "article", "h1", "a", "p", "span", "b", "strong", "em", "i", "td", "tr"))
HEADLINES = ("h1", "h2")
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read_generic(root: Any, metadata: Metadata) -> Parts:
    """The parts of any page. Takes elements out of the tree."""
    parts = Parts()
    sure = fill(parts, root, metadata)
    _prune(root)
    parts.pieces = _body(root, parts)
    if not sure:
        headline_of_body(parts)
    return parts


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


def _body(root: Any, parts: Parts) -> list[Piece]:
    """The lines from the first to the last that trafilatura takes for the article, without furniture.

    Finds the sapo, where no element told it, as the line of prose between the headline and those lines.
    """
    chosen = _chosen(root)
    body = root.find("body")
    if body is None:
        return []
    pieces = pieces_of(lxml_events(_container(body, chosen)), caption=names().caption)
    kept = [at for at, piece in enumerate(pieces) if _key(piece.text) in chosen]
    if len(kept) < FEWEST:  # a page too short or too plain for it
        return without_furniture(pieces_of(lxml_events(_densest(body)), caption=names().caption))
    first, last = _widened(pieces, kept[0], kept[-1], fold(parts.title or ""))
    if parts.lead is None:
        parts.lead = _sapo(pieces[:first], fold(parts.title or ""))
    inside = pieces[first : last + 1]
    return without_furniture(
        [piece for piece in inside if piece.linked < 0.5 or _key(piece.text) in chosen or piece.table is not None]
    )


def _widened(pieces: list[Piece], first: int, last: int, title: str) -> tuple[int, int]:
    """The range with the subheading over its first line, and with the rest of a table and a signature under its last."""
    while first > 0 and _is_subheading(pieces[first - 1]) and fold(pieces[first - 1].text) != title:
        first -= 1
    for at in range(last + 1, min(len(pieces), last + 1 + BELOW)):
        signed = pieces[at].linked == 0 and (pieces[at].right or pieces[at].bold > 0.9) and signature(pieces[at].text)
        if signed or pieces[at].table is not None:
            last = at
    table = pieces[last].table
    while table is not None and last + 1 < len(pieces) and pieces[last + 1].table == table:
        last += 1
    return first, last


def _is_subheading(piece: Piece) -> bool:
    return (piece.kind == "heading" or piece.bold > 0.9) and piece.linked == 0 and len(piece.text) < 150


def _sapo(before: list[Piece], title: str) -> str | None:
    """The line of prose right behind the headline."""
    at = next((at for at, piece in enumerate(before) if fold(piece.text) == title), None)
    if at is None:
        return None
    prose = (piece.text for piece in before[at + 1 :] if len(piece.text) > 60 and piece.linked < 0.3)
    return next((line for line in prose if line.endswith((".", "!", "?", "…", "”", '"'))), None)


def _densest(body: Any) -> Any:
    """The element whose own lines hold most prose: each line counts for its element's parent, half for the next."""
    scores: dict[Any, float] = {}
    for element in body.iter(*LINES):
        line = words(element.text_content()[:5000]) if not any(child.tag in BLOCKS for child in element if child.tag != "br") else ""
        linked = sum(len(link.text_content()) for link in element.iter("a"))
        if len(line) < SHORT_LINE or linked * 2 > len(line):
            continue
        for distance, parent in enumerate([element, *element.iterancestors()][:3]):
            scores[parent] = scores.get(parent, 0.0) + len(line) * SHARES[distance]
            if parent is body:
                break
    return max(scores, key=lambda element: scores[element], default=body)


def _key(text: str) -> str:
    return fold(text)[:80]


def _chosen(root: Any) -> set[str]:
    """The beginnings of the lines that trafilatura takes for the article."""
    from trafilatura import bare_extraction

    # It writes a cell as often as it goes over columns, which a page can abuse; its text does not need them.
    merged = [(cell, cell.get("colspan"), cell.get("rowspan")) for cell in root.xpath("//*[@colspan or @rowspan]")]
    for cell, _, _ in merged:
        etree.strip_attributes(cell, "colspan", "rowspan")
    try:
        found = bare_extraction(root, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    except Exception:  # it meets trees that it was not made for; the page is then read without it
        return set()
    finally:
        for cell, *spans in merged:
            for name, value in zip(("colspan", "rowspan"), spans, strict=True):
                if value is not None:
                    cell.set(name, value)
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
