"""The fields of a page of an unknown site: headline, sapo, author and date, from elements whose names tell them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from extractor.article.authors import author_of
from extractor.article.furniture import names
from extractor.article.markup import words
from extractor.article.metadata import Metadata
from extractor.article.pieces import Piece, name_words, pieces_of
from extractor.article.specified import Parts
from extractor.article.text import is_dateline
from extractor.language.fold import fold
from extractor.language.published import Published, parse_published

__all__ = ["fill", "headline_of_body"]

LONGEST_DATE = 120
NEAR = 6  # lines around the headline in which a dateline is looked for
LEAD_LINES, LONGEST_LEAD = 4, 900  # what is longer is no sapo but the body
FIRST = 5  # lines of a body among which a headline in bold is looked for
SHORTEST = 20  # characters of a headline
AUTHOR_LINK = re.compile(r"/(?:tac-gia|author|authors|nha-bao|but-danh)/", re.IGNORECASE)
NAMELESS = frozenset(("html", "body", "head", "meta", "link", "br", "img"))
ELSEWHERE = ("nav", "footer", "aside", "li")  # a date in one of these is another article's
SITE_WORDS = ("báo", "tạp chí", "cổng", "trang", "news", "online", "mobile", "bộ ", "sở ", "uỷ ban")


def fill(parts: Parts, root: Any, metadata: Metadata) -> bool:
    """Looks for the fields that are not known yet in elements whose names say what they are.

    False where the headline is only the page's own title, which may be the site's name.
    """
    named = _Named(root)
    sure = True
    stale = parts.title is None  # where a specification found no headline either, its other selectors are not believed
    if parts.title is None:
        parts.title = _title(root, named, metadata)
        sure = parts.title is not None or not metadata.page_title
        if parts.title is None and metadata.page_title:
            parts.title = _without_site(metadata.page_title, metadata)
    if metadata.published is None or metadata.published.is_coarse:
        parts.published = parts.published or _published(named, root, parts.title)
    if stale:
        parts.author = parts.author or _author(root, named, metadata)
        parts.lead = parts.lead or _lead(named, metadata)
    return sure


def headline_of_body(parts: Parts) -> None:
    """Takes the headline, date and sapo from the first lines of the body, where they are set in bold and no element or
    metadata told them."""
    head = parts.pieces[:FIRST]
    title = next((piece for piece in head if _is_headline(piece)), None)
    if title is None:
        return
    parts.title = title.text
    for piece in parts.pieces[head.index(title) + 1 :][:3]:
        if is_dateline(piece.text) and (published := parse_published(piece.text)) is not None:
            parts.published = published
        elif parts.lead is None and piece.bold > 0.9 and len(piece.text) > 2 * SHORTEST:
            parts.lead = piece.text


def _is_headline(piece: Piece) -> bool:
    weighty = piece.bold > 0.9 or piece.kind == "heading"
    return weighty and SHORTEST <= len(piece.text) <= 250 and not is_dateline(piece.text)


KINDS = ("title", "lead", "author", "published", "clock")


@lru_cache(maxsize=8192)
def _kinds_of(classes: str | None, identifier: str | None, role: str | None) -> frozenset[str]:
    """What an element with this class, id and role says that it holds."""
    labels = [label for label in (*(classes or "").split(), identifier, role) if label]
    return frozenset(kind for label in labels for kind in _kinds_of_label(label))


@lru_cache(maxsize=16384)
def _kinds_of_label(label: str) -> tuple[str, ...]:
    told = name_words(label)
    if len(told) > 80 or _any_kind().fullmatch(told) is None:
        return ()
    return tuple(kind for kind in KINDS if getattr(names(), kind).fullmatch(told))


@lru_cache(maxsize=1)
def _any_kind() -> re.Pattern[str]:
    return re.compile("|".join(getattr(names(), kind).pattern for kind in KINDS))


class _Named:
    """The elements of a page by what their class or id says they hold, in the page's order."""

    def __init__(self, root: Any) -> None:
        self.of: dict[str, list[Any]] = {kind: [] for kind in KINDS}
        for element in root.iter():
            tag = element.tag
            if tag in NAMELESS:
                continue
            role = element.get("itemprop") or element.get("data-role") or element.get("data-slot")
            kinds = _kinds_of(element.get("class"), element.get("id"), role)
            if tag == "time":
                kinds |= {"published"}
            elif tag in ELSEWHERE:
                kinds |= {"clock"}
            for kind in kinds:
                self.of[kind].append(element)
        self.clocks = set(self.of["clock"])


def _line(element: Any) -> str:
    """The words of an element on one line."""
    return words(" ".join(piece.text for piece in pieces_of(element)))


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
    return seen[0] if seen else None


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
    fine = [one for one in after if one[0].precision != "day"]
    if fine:
        return fine[0][0]
    chosen = after or found
    return _dateline(root, title) or (chosen[0][0] if chosen else None)


def _dateline(root: Any, title: str | None) -> Published | None:
    """The date of a line of its own right before or after the headline."""
    body = root.find("body")
    if body is None or not title:
        return None
    lines = [piece.text for piece in pieces_of(body)]
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


def _author(root: Any, named: _Named, metadata: Metadata) -> str | None:
    found: list[str] = []
    links = [link for link in root.iter("a") if AUTHOR_LINK.search(link.get("href") or "")]
    for element in [*named.of["author"], *links[:3]]:
        if element.tag == "meta" or any(parent.tag in ELSEWHERE for parent in element.iterancestors()):
            continue
        line = _line(element)
        if len(line) <= 120 and (name := author_of(line, papers=metadata.papers)):
            found.append(name)
    return max((name for name in found if found[0] in name), key=len, default=None)  # "A - B" rather than its "A"


def _lead(named: _Named, metadata: Metadata) -> str | None:
    """The sapo: an element named so that agrees with the description, else one that is long enough, else nothing."""
    told = [pieces_of(element) for element in named.of["lead"]]
    joined = [words(" ".join(piece.text for piece in pieces)) for pieces in told if len(pieces) <= LEAD_LINES]
    lines = [line for line in joined if 40 <= len(line) <= LONGEST_LEAD]
    lines = [line for line in lines if len(line) > LONGEST_DATE or parse_published(line) is None or line.endswith(".")]
    for line in lines:
        if any(_similar(line, told) for told in metadata.descriptions):
            return line
    return next((line for line in lines if line.endswith((".", "…", "!", "?", "”", '"'))), None)


def _similar(line: str, told: str) -> bool:
    left, right = fold(line), fold(told).rstrip(" .…")
    return len(right) > 30 and (right[:60] in left or left[:60] in right or right[-50:] in left)
