"""CSV and JSON Lines."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from extractor.store.files.base import Row, safe_cell
from extractor.store.flat import COLUMNS

__all__ = ["cell", "write_csv", "write_csv_table"]


def write_csv(path: Path, rows: Iterator[Row]) -> None:
    """The columns of `award_list`, with a byte order mark, so that a spreadsheet shows the letters right."""
    write_csv_table(path, COLUMNS, ([row[name] for name in COLUMNS] for row in rows))


def write_csv_table(path: Path, header: tuple[str, ...], rows: Iterator[list[Any]]) -> None:
    """A table as CSV for spreadsheets; no cell runs as a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([safe_cell(cell(value)) for value in row])


def cell(value: Any) -> Any:
    """A value as plain words: dates in ISO form, true and false in small letters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value
