"""A table for Wikidata's QuickStatements: award received (P166), point in time (P585), conferred by (P1027), source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.store.files.base import Row
from extractor.store.files.personnel import exchange_words
from extractor.store.files.text import write_csv_table

__all__ = ["HEADER", "statements", "write_quickstatements"]

# CSV form of QuickStatements: an item, a comment, a statement, its qualifiers, its references (URL, title).
HEADER = ("qid", "#", "P166", "qal585", "qal1027", "S854", "S1476")


def statements(rows: Iterator[Row]) -> Iterator[list[Any]]:
    """One statement for each conferral to a person or unit with a name, where the article has an address to refer to."""
    items = exchange_words()["wikidata"]
    for row in rows:
        if row["status"] != "conferred" or row["group_noun"] or row["verdict"] == "wrong" or not row["url"]:
            continue
        who, giver = row["recipient"], row["authority"]
        about = ", ".join(filter(None, (who, row["post"], row["unit"], row["organisation"])))
        yield [
            items.get(who, who), about, items.get(row["award_id"], row["award"]), _time(row),
            None if giver is None else items.get(row["authority_id"] or "", giver), f'"{row["url"]}"',
            None if row["title"] is None else f'vi:"{row["title"]}"',
        ]  # fmt: skip


def _time(row: Row) -> str | None:
    """A day (precision 11) where the decision's is known, else a year (precision 9)."""
    if row["decision_date"] is not None:
        return f"+{row['decision_date'].isoformat()}T00:00:00Z/11"
    same = row["year_from"] in (None, row["year_to"])
    return f"+{row['year_to']:04}-00-00T00:00:00Z/9" if row["year_to"] is not None and same else None


def write_quickstatements(path: Path, rows: Iterator[Row]) -> None:
    """The table as CSV."""
    write_csv_table(path, HEADER, statements(rows))
