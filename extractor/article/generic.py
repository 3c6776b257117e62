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
from extractor.article.grid import BAR
from extractor.article.markup import words
from extractor.article.metadata import Metadata
from extractor.article.pieces import BLOCKS, Piece, pieces_of
from extractor.article.pruning import prune
from extractor.article.specified import Parts
from extractor.language.fold import fold

__all__ = ["read_generic"]

START = 25  # characters by which a line is known again
LEAST = 140  # characters that trafilatura must have found
FAR = 6  # lines that it did not find, behind which another part of the page begins
LINES = ("p", "div", "td", "li", "span", "section", "blockquote", "font")
SHORT_LINE = 30  # characters of a line that tells nothing of where the prose is
SHARES = (0.4, 1.0, 0.5)  # of a line, for its element, the parent, the parent's parent
BELOW = 3  # lines under the body in which a signature or a table is looked for
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read_generic(root: Any, metadata: Metadata) -> Parts:
    """The parts of any page. Takes elements out of the tree."""
    parts = Parts()
    sure = fill(parts, root, metadata)
    prune(root)
    parts.pieces = _body(root, parts)
    if not sure:
        headline_of_body(parts)
    return parts


def _body(root: Any, parts: Parts) -> list[Piece]:
    """The lines from the first to the last that trafilatura takes for the article, without furniture.

    Finds the sapo, where no element told it, as the line of prose between the headline and those lines.
    """
    chosen = _chosen(root)
    body = root.find("body")
    if body is None:
        return []
    pieces = pieces_of(_container(body, chosen), caption=names().caption)
    kept = [at for at, piece in enumerate(pieces) if _is_chosen(piece, chosen)]
    if sum(len(pieces[at].text) for at in kept) < LEAST:  # a page too short or too plain for it
        return without_furniture(pieces_of(_densest(body), caption=names().caption))
    first, last = _widened(pieces, *_range(pieces, kept), fold(parts.title or ""))
    if parts.lead is None:
        parts.lead = _sapo(pieces[:first], fold(parts.title or ""))
    inside = pieces[first : last + 1]
    return without_furniture(
        [piece for piece in inside if piece.linked < 0.5 or _key(piece.text) in chosen or piece.table is not None]
    )


def _range(pieces: list[Piece], kept: list[int]) -> tuple[int, int]:
    """The first and last of the lines that were found, without single ones far from the others, as teasers are."""
    parts = [[kept[0]]]
    for at in kept[1:]:
        unknown = [piece for piece in pieces[parts[-1][-1] + 1 : at] if piece.table is None and piece.kind != "caption"]
        if len(unknown) > FAR:
            parts.append([])
        parts[-1].append(at)
    weights = [sum(len(pieces[at].text) for at in part) for part in parts]
    most = max(weights)
    strong = [part for part, weight in zip(parts, weights, strict=True) if weight * 3 >= most]
    return strong[0][0], strong[-1][-1]


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
        line = (
            words(element.text_content()[:5000])
            if not any(child.tag in BLOCKS for child in element if child.tag != "br")
            else ""
        )
        linked = sum(len(link.text_content()) for link in element.iter("a"))
        if len(line) < SHORT_LINE or linked * 2 > len(line):
            continue
        for distance, parent in enumerate([element, *element.iterancestors()][:3]):
            scores[parent] = scores.get(parent, 0.0) + len(line) * SHARES[distance]
            if parent is body:
                break
    return max(scores, key=lambda element: scores[element], default=body)


def _is_chosen(piece: Piece, chosen: set[str]) -> bool:
    """Whether trafilatura took a line, or most cells of a row, for the article."""
    if piece.table is None or _key(piece.text) in chosen:
        return _key(piece.text) in chosen
    cells = [cell for cell in piece.text.split(BAR) if cell]
    return sum(_key(cell) in chosen for cell in cells) * 2 > len(cells)


def _key(text: str) -> str:
    return fold(text[:80])


def _chosen(root: Any) -> set[str]:
    """The beginnings of the lines that trafilatura takes for the article."""
    from trafilatura import bare_extraction

    # It writes a cell as often as it goes over columns, which a page can abuse; its text does not need them.
    merged = [(cell, cell.get("colspan"), cell.get("rowspan")) for cell in root.iter("td", "th")]
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
    for line_break in body.iter("lb"):
        line_break.text = "\n"
    lines = ["".join(element.itertext()) for element in body.iter("p", "head", "item", "cell", "quote")]
    return {_key(line) for text in lines for part in text.split("\n") if (line := words(part))}


def _container(body: Any, chosen: set[str]) -> Any:
    """The smallest element that holds nearly all of the chosen lines."""
    if not chosen:
        return body
    heads = {key[:START] for key in chosen}
    counts: dict[Any, int] = {}
    for element in body.iter(*BLOCKS):
        first = element.text if element.text and element.text.strip() else element[0].text if len(element) else None
        line = words(first) if first else ""
        if line and fold(line[:START]) in heads:
            for parent in element.iterancestors():
                counts[parent] = counts.get(parent, 0) + 1
                if parent is body:
                    break
    enough = 0.9 * counts.get(body, 0)
    inner = [element for element, count in counts.items() if count >= enough]  # each in the next, as all hold most
    return max(inner, key=lambda element: sum(1 for _ in element.iterancestors()), default=body)
