"""What on a page is furniture: elements told by the names that their makers gave them, lines by their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.article.pieces import Piece, name_words
from extractor.language.fold import fold
from extractor.resources import load_toml

__all__ = ["Names", "cues", "is_noise", "names", "without_furniture"]

SHORT = 160  # characters: a longer line is prose whatever it begins with
# Words after a telling one that say only that something is held: "related-news-box".
HOLDERS = "box|list|news|items?|wrapper|wrap|block|container|area|section|inner|content|bar|btn|button|form|post|article|bottom|top|links?|v"
ALL_LINK = 0.85  # share of a line's characters in links from which on it is a link


@dataclass(frozen=True, slots=True)
class Names:
    """Patterns for the words of a class or id (see `name_words`)."""

    noise: re.Pattern[str]
    title: re.Pattern[str]
    lead: re.Pattern[str]
    author: re.Pattern[str]
    published: re.Pattern[str]
    body: re.Pattern[str]
    caption: re.Pattern[str]
    clock: re.Pattern[str]


@cache
def names() -> Names:
    """The patterns of models/article/html.toml."""
    data = load_toml("article/html.toml")["names"]
    return Names(**{name: re.compile("|".join(f"(?:{one})" for one in patterns)) for name, patterns in data.items()})


@cache
def cues() -> dict[str, tuple[str, ...]]:
    """The folded beginnings of lines of models/article/html.toml."""
    return {name: tuple(fold(line) for line in lines) for name, lines in load_toml("article/html.toml")["cues"].items()}


@cache
def _noise() -> re.Pattern[str]:
    return re.compile(rf"(?:.* )?(?:{names().noise.pattern})(?: (?:{HOLDERS})| \d+)*")


@lru_cache(maxsize=8192)
def is_noise(classes: str | None, identifier: str | None = None) -> bool:
    """Whether an element's class or id says that it is no part of an article.

    >>> is_noise("box-tin-lien-quan"), is_noise("article-body")
    (True, False)
    """
    return any(_is_noise(name) for name in (*(classes or "").split(), identifier or "") if name)


@lru_cache(maxsize=16384)
def _is_noise(name: str) -> bool:
    return len(name) < 80 and _noise().fullmatch(name_words(name)) is not None


def without_furniture(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without lines of links to other articles, invitations and buttons."""
    out: list[Piece] = []
    related = False
    for piece in pieces:
        folded = fold(piece.text) if len(piece.text) <= SHORT else ""
        bare = folded.strip(" :.")
        if bare and bare in cues()["related"]:
            related = True
            continue
        link = piece.linked >= ALL_LINK and len(piece.text) > 12
        if link and (related or (piece.kind in {"paragraph", "item", "heading"} and len(piece.text) > 25)):
            continue
        if piece.kind in {"row", "heading"} or not link:
            related = False
        if bare and piece.kind != "row" and folded.lstrip().startswith(cues()["furniture"]):
            continue
        out.append(piece)
    return out
