"""From the pieces of a page or document to an Article: one text, a block a line, the author's line told apart.

The text is the title, the lead, the body's lines and the author's line: what an editor would paste into a text file,
so that an article gives the same records whichever way it came.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.article.authors import author_of, is_paper, is_source, signature
from extractor.article.pieces import Piece
from extractor.article.specified import Parts
from extractor.article.text import CAPTION, CLOSERS, ITEM, is_dateline
from extractor.language.fold import fold
from extractor.language.normalise import normalise
from extractor.records import Article, Block, Span

__all__ = ["compose", "name_kinds", "written"]

SHORT = 120  # characters: a line so short may be a heading
HEAD = 6  # lines from the beginning among which the headline is looked for
LAST = 4  # lines from the end among which the author's is looked for
LONGEST_CAPTION = 300
ENDS = (".", "!", "?", "…", ";", ",", '"', "”", ":")


def compose(
    parts: Parts, *, url: str | None, source: str | None, publisher: str | None = None, warnings: Sequence[str] = ()
) -> Article:
    """The article of what was read of a page or document."""
    pieces = [piece for piece in parts.pieces if piece.text]
    _drop_repeats(pieces, parts)
    author = _byline(pieces, parts, publisher)
    head = []
    if parts.title:
        head.append(Piece("title", parts.title))
    if parts.lead:
        head.append(Piece("lead", parts.lead))
    name_kinds(pieces)
    text, blocks = written([*head, *pieces])
    published = parts.published
    return Article(
        id=Article.make_id(url or " ".join(normalise(text).text.split())),
        text=text,
        url=url,
        source=source,
        title=parts.title,
        published=published.value if published else None,
        published_precision=published.precision if published else None,
        author=author,
        lead=parts.lead or parts.told_lead or _first_paragraph(pieces),
        publisher=publisher,
        blocks=blocks,
        warnings=tuple(dict.fromkeys((*warnings, *parts.warnings))),
    )


def _drop_repeats(pieces: list[Piece], parts: Parts) -> None:
    """The headline and what stands over it, the sapo and the dateline, where the body has them at its head."""
    for at, piece in enumerate(pieces[:HEAD]):
        if parts.title and _are_same(piece.text, parts.title):
            del pieces[: at + 1]
            break
    for piece in list(pieces[:HEAD]):
        bare = piece.text.replace(parts.author, "") if parts.author else piece.text
        if _are_same(piece.text, parts.lead or "") or (piece.kind != "row" and is_dateline(bare)):
            pieces.remove(piece)


def _are_same(line: str, other: str) -> bool:
    """Whether two lines are one when folded, which leaves their length as it is."""
    return len(line) == len(other) and fold(line) == fold(other)


def _first_paragraph(pieces: Sequence[Piece]) -> str | None:
    first = next((piece for piece in pieces if piece.kind in {"paragraph", "heading"} and len(piece.text) > 40), None)
    return first.text if first is not None and first.kind == "paragraph" else None


def _byline(pieces: list[Piece], parts: Parts, publisher: str | None) -> str | None:
    """The author: the one that an element named, or the line at the end that is set like a signature."""
    lines = _last_lines(pieces)
    last = True  # whether nothing but captions and the source stands below
    for looked, piece in enumerate(lines, 1):
        name = signature(piece.text)
        if name is None:
            last = False
            continue
        if parts.author is not None and _same(name, parts.author):
            piece.kind = "byline"
            return parts.author
        if is_source(name) and looked < len(lines) and signature(lines[looked].text):
            piece.kind = "byline"  # the paper that the line before took its author from
            continue
        if parts.author is None and parts.signature and (piece.right or piece.bold > 0.8 or last):
            piece.kind = "byline"
            source = is_paper(name, (publisher or "",)) or (
                fold(piece.text).startswith("theo ") and author_of(name) is None
            )
            return None if source else name
        break
    return parts.author or parts.told_author


def _last_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """The short lines at the end, last first, without captions."""
    out: list[Piece] = []
    for piece in reversed(pieces):
        if piece.kind == "caption" or CAPTION.search(piece.text):
            continue
        if len(out) == LAST or len(piece.text) > SHORT or piece.kind in {"row", "item"} or CLOSERS.search(piece.text):
            break
        out.append(piece)
    return out


def _same(name: str, author: str) -> bool:
    left, right = (re.sub(r"\W+", "", fold(one)) for one in (name, author))
    return left in right or right in left


def name_kinds(pieces: Sequence[Piece]) -> None:
    """Tells captions, list items and headings among paragraphs by their words and their weight."""
    for number, piece in enumerate(pieces):
        if piece.kind != "paragraph":
            continue
        if len(piece.text) <= LONGEST_CAPTION and CAPTION.search(piece.text):
            piece.kind = "caption"
        elif ITEM.match(piece.text):
            piece.kind, piece.level = "item", 1
        elif (
            len(piece.text) < SHORT
            and not piece.text.endswith(ENDS)
            and (piece.bold > 0.9 or _before_prose(pieces, number))
        ):
            piece.kind, piece.level = "heading", 3


def _before_prose(pieces: Sequence[Piece], number: int) -> bool:
    follower = pieces[number + 1] if number + 1 < len(pieces) else None
    return (
        follower is not None
        and follower.kind in {"paragraph", "item"}
        and (len(follower.text) > SHORT or follower.kind == "item" or ITEM.match(follower.text) is not None)
    )


def written(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The text, and its blocks: each item and row knows the line that introduces it."""
    out: list[str] = []
    blocks: list[Block] = []
    at = 0
    intro: int | None = None
    header: int | None = None  # the first row of the table that is being written
    table: int | None = None
    for number, piece in enumerate(pieces):
        gap = "" if number == 0 else "\n" if _close(pieces[number - 1], piece) else "\n\n"
        out += (gap, piece.text)
        at += len(gap)
        if piece.table != table:
            table, header = piece.table, number if piece.table is not None else None
        under = intro if piece.kind in {"item", "row"} else None
        if piece.kind == "row" and header is not None and header != number:
            under = header
        blocks.append(Block(piece.kind, Span(at, at + len(piece.text)), piece.level, under))
        at += len(piece.text)
        if piece.kind in {"heading", "title"} or piece.text.endswith(":"):
            intro = number
        elif piece.kind not in {"item", "row", "caption"}:
            intro = None
    return "".join(out), tuple(blocks)


def _close(before: Piece, piece: Piece) -> bool:
    return (before.kind == piece.kind == "item") or (piece.table is not None and before.table == piece.table)
