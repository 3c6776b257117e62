"""Text on a terminal: how wide it is, and what in it the terminal would obey."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["plain", "shortened", "width"]

# Escape sequences and other controls, marks that turn the direction of writing, halves of surrogate pairs. Line ends stay.
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: str) -> str:
    """The text with U+FFFD for what a terminal would obey: an article may hold escape sequences.

    >>> plain("Bằng\\x1b[31m khen")
    'Bằng\ufffd[31m khen'
    """
    return CONTROLS.sub("\ufffd", text)


def width(text: str) -> int:
    """Columns that a terminal gives to a text: combining and invisible marks take none, wide letters two.

    >>> width("Đỗ"), width("Đo\\u0302\\u0303"), width("字")
    (2, 2, 2)
    """
    return sum(
        0 if unicodedata.category(char) in {"Mn", "Me", "Cf"} else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )  # fmt: skip


def shortened(text: str, most: int) -> str:
    """The text in at most `most` columns, cut with "…" where it is longer.

    >>> shortened("Chủ tịch Ủy ban nhân dân", 9)
    'Chủ tịch…'
    """
    if width(text) <= most:
        return text
    used = 0
    for at, char in enumerate(text):
        used += width(char)
        if used > most - 1:
            return text[:at].rstrip() + "…"
    return text
