"""The commendation sheet of a personnel system: one row for each person and award, with Vietnamese headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from extractor.errors import ModelError
from extractor.resources import load_toml
from extractor.schema_check import check_table, table
from extractor.store.files.base import Row
from extractor.store.files.excel import write_excel_table
from extractor.store.files.text import write_csv_table

__all__ = ["exchange_words", "personnel_rows", "write_personnel_csv", "write_personnel_excel"]

FILE = "exchange/words.toml"
KEYS = {"levels": table(required=True), "classes": table(required=True), "wikidata": table(required=True)}
# heading: (width in Excel, what stands below it)
HEADINGS = {
    "STT": 6,
    "Họ và tên": 28,
    "Chức vụ": 24,
    "Đơn vị": 34,
    "Hình thức khen thưởng": 40,
    "Số quyết định": 20,
    "Ngày": 12,
    "Năm": 8,
    "Cấp khen thưởng": 22,
    "Cơ quan khen thưởng": 30,
    "Ghi chú": 20,
    "Nguồn": 40,
}


@cache
def exchange_words() -> Mapping[str, Mapping[str, str]]:
    """The words of models/exchange. Raises ModelError with every fault."""
    words = load_toml(FILE)
    if faults := check_table(words, KEYS, f"models/{FILE}"):
        raise ModelError(faults)
    return words


def personnel_rows(rows: Iterator[Row]) -> Iterator[list[Any]]:
    """The sheet's rows: named persons, what was really conferred, nothing that a person has called wrong."""
    words = exchange_words()
    number = 0
    for row in rows:
        if (
            row["recipient_kind"] != "individual"
            or row["group_noun"]
            or row["status"] != "conferred"
            or row["verdict"] == "wrong"
        ):
            continue
        number += 1
        award = " ".join(filter(None, (row["award"], words["classes"].get(str(row["class"])))))
        unit = ", ".join(filter(None, (row["unit"], row["organisation"])))
        yield [
            number, row["recipient"], row["post"], unit or None, award, row["decision_number"], row["decision_date"],
            row["year"], words["levels"].get(row["level"] or ""), row["authority"],
            "Truy tặng" if row["posthumous"] else None, row["url"] or row["title"] or row["source"],
        ]  # fmt: skip


def write_personnel_csv(path: Path, rows: Iterator[Row]) -> None:
    """The sheet as CSV; days as dd/mm/yyyy, which such systems read."""
    table = (
        [value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else value for value in row]
        for row in personnel_rows(rows)
    )
    write_csv_table(path, tuple(HEADINGS), table)


def write_personnel_excel(path: Path, rows: Iterator[Row]) -> None:
    """The sheet as a workbook."""
    write_excel_table(path, tuple(HEADINGS), list(HEADINGS.values()), personnel_rows(rows))
