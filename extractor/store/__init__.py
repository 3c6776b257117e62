"""Records in databases: one call to open a destination, one to load documents, as often as wanted.

with extractor.store.open("awards.sqlite") as store:
    report = store.load(documents)
"""

from __future__ import annotations

from extractor.store.opening import database, open  # the word says what it does
from extractor.store.report import Report
from extractor.store.store import Store

__all__ = ["Report", "Store", "database", "open"]
