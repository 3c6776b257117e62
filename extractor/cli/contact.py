"""Who crawls: a contact goes into the User-Agent of every request."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from extractor.cli.usage import UsageError

__all__ = ["contact_of"]


def contact_of(given: str | None, store: Path | None = None) -> str:
    """The contact: as given, as in the store's last crawl, from EXTRACTOR_CONTACT, or asked for on a terminal.

    Raises UsageError where there is none, or where it cannot stand in a header.
    """
    from extractor.fetch.status import stored_contact

    contact = given or (stored_contact(store) if store else None) or os.environ.get("EXTRACTOR_CONTACT") or ""
    if not contact and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty():
        question = "A crawler says who runs it. Your mail address, or a page about your project: "
        print(question, end="", file=sys.stderr, flush=True)
        contact = sys.stdin.readline()
    contact = " ".join(contact.split())
    if not contact:
        raise UsageError("a crawler says who runs it: give --contact MAIL-OR-PAGE, or set EXTRACTOR_CONTACT")
    if not contact.isascii() or not contact.isprintable() or set(contact) & set("()\\"):
        raise UsageError("--contact goes into a header of every request; write it without accents and brackets")
    return contact
