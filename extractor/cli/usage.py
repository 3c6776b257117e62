"""Wrong usage that only shows after the arguments were parsed."""

from __future__ import annotations

__all__ = ["UsageError"]


class UsageError(Exception):
    """What was typed makes no sense together; the command prints it and exits 2."""
