"""Flat rows of a database as a table for people, CSV and JSON Lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from extractor.store.files.base import safe_cell
from extractor.store.files.text import cell
from extractor.store.flat import COLUMNS
from extractor.view.terminal import plain, shortened, width

__all__ = ["FORMATS", "as_answers"]

FORMATS = ("table", "csv", "jsonl")
SHOWN = ("year", "award", "class", "recipient", "unit", "count", "status", "decision", "article")
CLASSES = {1: "Nhất", 2: "Nhì", 3: "Ba"}
WIDEST = 40


def as_answers(rows: Iterable[dict[str, Any]], kind: str) -> Iterator[str]:
    """The rows in pieces to print. A table is held whole, since its columns are as wide as what is in them."""
    if kind == "table":
        yield _table([_cells(row) for row in rows])
    elif kind == "csv":
        yield from _csv(rows)
    else:
        for row in rows:
            told = {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
            yield json.dumps(told, ensure_ascii=False) + "\n"


def _csv(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([safe_cell(cell(row[name])) for name in COLUMNS])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _cells(row: dict[str, Any]) -> list[str]:
    count = "" if row["awarded"] is None else str(row["awarded"])
    count += "" if row["out_of"] is None else f"/{row['out_of']}"
    years = sorted({year for year in (row["year_from"], row["year_to"]) if year is not None})
    cells = [
        "-".join(map(str, years)) or str(row["year"] or ""), row["award"], CLASSES.get(row["class"], str(row["class"] or "")),
        row["recipient"], row["unit"] or row["organisation"] or "", f"{count} {row['quantifier'] or ''}".strip(),
        row["status"], row["decision_number"] or "", row["title"] or row["url"] or row["source"] or row["article_id"],
    ]  # fmt: skip
    return [shortened(plain(" ".join(words.split())), WIDEST) for words in cells]


def _table(rows: list[list[str]]) -> str:
    widths = [max(width(name), *(width(row[at]) for row in rows)) for at, name in enumerate(SHOWN)]
    lines = [[name.upper() for name in SHOWN], *rows]
    return "".join(
        "  ".join(words + " " * (wide - width(words)) for words, wide in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )
