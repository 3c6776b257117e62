"""Taking out of a page's tree what names itself as furniture, before anything is looked for in it."""

from __future__ import annotations

from typing import Any

from extractor.article.furniture import is_noise

__all__ = ["prune"]

NOISY_TAGS = ("nav", "footer", "form", "button", "select")
KEPT = frozenset(("html", "body", "main", "article", "h1", "a", "p", "span", "b", "strong", "em", "i", "td", "tr"))
MOST_PROSE = 400  # characters of prose in what is furniture by its name
LONG_LINE = 80


def prune(root: Any) -> None:
    """Takes out the furniture that names itself, unless it would be most of the page."""
    body = root.find("body")
    if body is None:
        return
    whole = max(1, len(body.text_content()))
    for element in [one for one in body.iter() if one.tag not in KEPT and _is_noisy(one)]:
        if len(element.text_content()) * 3 < whole and _prose(element) < MOST_PROSE:
            element.drop_tree()


def _is_noisy(element: Any) -> bool:
    return element.tag in NOISY_TAGS or is_noise(element.get("class"), element.get("id"))


def _prose(element: Any) -> int:
    """Characters of an element in paragraphs that are no links: what calls itself furniture and has many is none."""
    total = 0
    for paragraph in element.iter("p"):
        length = len(paragraph.text_content())
        if length > LONG_LINE and sum(len(link.text_content()) for link in paragraph.iter("a")) * 2 < length:
            total += length
    return total
