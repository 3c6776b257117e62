"""What a crawl has done so far, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

__all__ = ["Summary"]


@dataclass(slots=True)
class Summary:
    """Counts of one run. `pages` counts answers that were archived, of which `articles` were articles."""

    pages: int = 0
    articles: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    retried: int = 0
    links: int = 0
    bytes: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    hosts: Counter[str] = field(default_factory=Counter)
    sick: dict[str, str] = field(default_factory=dict)  # sites whose specification no longer fits
    given_up: dict[str, str] = field(default_factory=dict)
