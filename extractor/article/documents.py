"""What PDF and DOCX have in common: from the lines of a document to an Article.

A document is either an article that somebody saved, which is read as text is, or a decision ("QUYẾT ĐỊNH") whose head
gives its number, its date and what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.article.compose import name_kinds, written
from extractor.article.pieces import Piece
from extractor.article.text import read_text
from extractor.errors import EmptyInputError
from extractor.language.fold import fold
from extractor.language.published import parse_published
from extractor.records import Article, Block

__all__ = ["article_of"]

HEAD = 20  # lines in which the head of a decision stands
KINDS = re.compile(r"(?:quyết định|thông báo|tờ trình|báo cáo|công văn|kế hoạch|hướng dẫn|danh sách|nghị quyết)\b")
ABOUT = re.compile(r"(?:về việc|v/v|về)\b")
FROM_TEXT = frozenset(("chrome", "title", "byline", "caption", "lead"))


def article_of(
    pieces: Sequence[Piece], *, source_name: str | None, url: str | None = None, warnings: Sequence[str] = ()
) -> Article:
    """The article of a document's pieces. Raises EmptyInputError where there are none."""
    kept = [piece for piece in pieces if piece.text]
    if not kept:
        raise EmptyInputError(f"{source_name or 'the document'} holds no text; give a document with text in it")
    plain, _ = written(kept)
    base = read_text(plain, source_name=source_name, url=url)
    for piece, block in zip(kept, base.blocks, strict=True):
        if piece.kind == "paragraph" and block.kind in FROM_TEXT:
            piece.kind = block.kind
    name_kinds(kept)
    text, blocks = written(kept)
    article = replace(base, text=text, blocks=blocks, warnings=tuple(dict.fromkeys((*base.warnings, *warnings))))
    return _with_head(article, kept)


def _with_head(article: Article, pieces: Sequence[Piece]) -> Article:
    """The title and date of a decision from its head; another document stays as it is."""
    folded = [fold(piece.text) for piece in pieces[:HEAD]]
    at = next(
        (
            at
            for at, line in enumerate(folded)
            if KINDS.match(line) and pieces[at].text[: len("QUYẾT")].isupper() and len(line) < 60
        ),
        None,
    )
    if at is None:
        return article
    title = pieces[at].text
    if at + 1 < len(folded) and ABOUT.match(folded[at + 1]):
        title = f"{title} {pieces[at + 1].text}"
    day = next(
        (
            found
            for line in folded[:HEAD]
            if line.rfind("ngày") >= 0 and len(line) < 120 and (found := parse_published(line))
        ),
        None,
    )
    blocks = tuple(_titled(block, number, at) for number, block in enumerate(article.blocks))
    return replace(
        article,
        title=title,
        blocks=blocks,
        published=day.value[:10] if day else article.published,
        published_precision="day" if day else article.published_precision,
        author=None,
    )


def _titled(block: Block, number: int, at: int) -> Block:
    if number == at:
        return replace(block, kind="title")
    return replace(block, kind="paragraph") if block.kind in {"title", "byline"} else block
