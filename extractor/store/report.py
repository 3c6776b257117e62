"""What a load tells when it is done."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Report"]

MOST_MESSAGES = 20


@dataclass(slots=True)
class Report:
    """How many records a load added, changed, found unchanged and removed; `articles` were read, `failed` were not.

    `messages` tell of the first documents that could not be loaded.

    >>> print(Report(added=3, articles=1))
    3 records added, 0 changed, 0 unchanged, 0 removed (1 article)
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    articles: int = 0
    failed: int = 0
    messages: list[str] = field(default_factory=list)

    def fail(self, message: str) -> None:
        """Notes a document that could not be loaded."""
        self.failed += 1
        if len(self.messages) < MOST_MESSAGES:
            self.messages.append(message)

    def __str__(self) -> str:
        articles = f"{self.articles} article{'' if self.articles == 1 else 's'}"
        failed = f", {self.failed} failed" if self.failed else ""
        return (
            f"{self.added} record{'' if self.added == 1 else 's'} added, {self.changed} changed, {self.unchanged} unchanged, {self.removed} removed "
            f"({articles}{failed})"
        )
