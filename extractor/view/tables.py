"""Documents as a table for people and as CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from extractor.view.terminal import plain, shortened, width

__all__ = ["as_csv", "as_table"]

COLUMNS = ("award", "class", "recipient", "unit", "count", "status", "period", "authority")
STATUS = COLUMNS.index("status")
# A spreadsheet's columns: what a person asks for first, then what a doubt is settled with.
CSV_COLUMNS = (
    "article", "title", "published", "award_id", "award", "class", "level", "status", "kind", "name", "group", "post", "unit", "organisation",
    "count", "of", "counted", "quantifier", "times", "authority", "presenter", "from", "to", "decision", "decision_date", "occasion",
    "posthumous", "confidence", "warnings", "start", "end", "sentence", "rule", "id",
)  # fmt: skip
WIDEST = 44  # columns of a table's cell; longer ones end in "…"
COLOURS = {"conferred": "32", "planned": "36", "proposed": "33", "negated": "35", "revoked": "31"}
CLASSES = {1: "Nhất", 2: "Nhì", 3: "Ba"}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_table(documents: Iterable[dict[str, Any]], *, colour: bool = False, headings: bool = False) -> Iterator[str]:
    """An aligned table for each document, under its title where `headings` are wanted.

    Vietnamese letters take one column however they are encoded.
    """
    for number, document in enumerate(documents):
        if headings:
            article = document["article"]
            title = _clean(article["title"] or "")
            name = " - ".join(part for part in (_clean(article["source"] or article["id"]), title) if part)
            yield ("\n" if number else "") + (f"\x1b[1m{name}\x1b[0m\n" if colour else f"{name}\n")
        yield _table([_cells(record) for record in document["records"]], colour=colour)


def _table(rows: list[list[str]], *, colour: bool) -> str:
    if not rows:
        return "no award records found\n"
    widths = [max(width(name), *(width(row[at]) for row in rows)) for at, name in enumerate(COLUMNS)]
    lines = ["  ".join(_padded(name.upper(), wide) for name, wide in zip(COLUMNS, widths, strict=True)).rstrip()]
    for row in rows:
        cells = [_padded(cell, wide) for cell, wide in zip(row, widths, strict=True)]
        if colour:
            cells[STATUS] = f"\x1b[{COLOURS[row[STATUS]]}m{cells[STATUS]}\x1b[0m"
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def _cells(record: dict[str, Any]) -> list[str]:
    award, recipient, quantity, period = record["award"], record["recipient"], record["quantity"], record["period"]
    count = "" if quantity["count"] is None else str(quantity["count"])
    if quantity["of"] is not None:
        count += f"/{quantity['of']}"
    if quantity["quantifier"]:
        count = f"{count} {quantity['quantifier']}".strip()
    if quantity["times"]:
        count = f"{count} ×{quantity['times']}".strip()
    years = sorted({year for year in (period["from"], period["to"]) if year is not None})
    cells = [
        award["name"],
        "" if award["class"] is None else CLASSES.get(award["class"], str(award["class"])),
        recipient["name"] or recipient["group"] or "",
        recipient["unit"] or "",
        count,
        record["status"],
        "-".join(map(str, years)),
        record["authority"]["text"] or "",
    ]
    return [shortened(_clean(cell), WIDEST) for cell in cells]


def _clean(text: str) -> str:
    """On one line, and nothing in it that a terminal would obey."""
    return plain(" ".join(text.split()))


def _padded(text: str, wide: int) -> str:
    return text + " " * (wide - width(text))


def as_csv(documents: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Records as CSV, one a row; cells that a spreadsheet would run as a formula get an apostrophe before them."""
    buffer = io.StringIO()
    rows = csv.writer(buffer, lineterminator="\r\n")
    rows.writerow(CSV_COLUMNS)
    for document in documents:
        for record in document["records"]:
            rows.writerow([_harmless(cell) for cell in _csv_row(document["article"], record)])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _harmless(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    cell = cell.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _csv_row(article: dict[str, Any], record: dict[str, Any]) -> list[Any]:
    award, recipient, quantity = record["award"], record["recipient"], record["quantity"]
    authority, period, decision = record["authority"], record["period"], record["decision"]
    start, end = record["evidence"]["spans"].get("award", record["evidence"]["sentence"])
    return [
        article["source"] or article["url"] or article["id"], article["title"], article["published"],
        award["id"], award["name"], award["class"], award["level"], record["status"],
        recipient["kind"], recipient["name"], recipient["group"], recipient["post"], recipient["unit"], recipient["organisation"],
        quantity["count"], quantity["of"], quantity["counted"], quantity["quantifier"], quantity["times"],
        authority["text"], authority["presenter"], period["from"], period["to"], decision["number"], decision["date"], record["occasion"],
        record["posthumous"], record["confidence"], "; ".join(record["warnings"]), start, end, record["evidence"]["text"], record["rule"],
        record["id"],
    ]  # fmt: skip
