"""Excel workbooks: a frozen header with filters, real dates, columns wide enough for Vietnamese, nothing that runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from extractor.errors import MissingExtraError
from extractor.store.files.base import Row
from extractor.store.flat import COLUMNS

__all__ = ["write_excel", "write_excel_table"]

WIDTHS = {
    "award": 34, "recipient": 28, "unit": 30, "organisation": 28, "post": 22, "authority": 26, "title": 44,
    "sentence": 60, "url": 36, "decision_number": 18, "decision_date": 12, "published_on": 12,
}  # fmt: skip
WIDTH = 12
MOST_ROWS = 1_048_575  # of a sheet, below its header
MOST_CHARACTERS = 32_767  # of a cell
SHEET = "Khen thưởng"


def write_excel(path: Path, rows: Iterator[Row]) -> None:
    """The columns of `award_list`."""
    widths = [WIDTHS.get(name, WIDTH) for name in COLUMNS]
    write_excel_table(path, COLUMNS, widths, ([row[name] for name in COLUMNS] for row in rows))


def write_excel_table(path: Path, header: tuple[str, ...], widths: list[int], rows: Iterator[list[Any]]) -> None:
    """A table as a workbook; rows that a sheet cannot hold go on in the next one. Words are words, never formulas."""
    try:
        import xlsxwriter
    except ModuleNotFoundError:
        raise MissingExtraError("writing Excel", "excel") from None
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(str(path), options)
    try:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet, line, number = None, MOST_ROWS + 1, 0
        for row in rows:
            if line > MOST_ROWS:
                number += 1
                sheet, line = _sheet(book, number, header, widths, heading), 1
            _write_row(sheet, line, row, day)
            line += 1
        if sheet is None:
            _sheet(book, 1, header, widths, heading)
    finally:
        book.close()


def _sheet(book: Any, number: int, header: tuple[str, ...], widths: list[int], heading: Any) -> Any:
    sheet = book.add_worksheet(SHEET if number == 1 else f"{SHEET} {number}")
    sheet.freeze_panes(1, 0)
    for column, (name, width) in enumerate(zip(header, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, heading)
    sheet.autofilter(0, 0, MOST_ROWS, len(header) - 1)
    return sheet


def _write_row(sheet: Any, line: int, row: list[Any], day: Any) -> None:
    for column, value in enumerate(row):
        if isinstance(value, bool):
            sheet.write_boolean(line, column, value)
        elif isinstance(value, date):
            sheet.write_datetime(line, column, value, day)
        elif isinstance(value, int | float):
            sheet.write_number(line, column, value)
        elif value is not None:
            sheet.write_string(line, column, value[:MOST_CHARACTERS])
