"""The flat form of records: the columns of the view `award_list`, from a database or straight from documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Column, MetaData, Table

from extractor.errors import InputError
from extractor.store import schema as s
from extractor.store.report import Report
from extractor.store.rows import Prepared, Rows, prepared
from extractor.store.views import award_list

__all__ = ["COLUMNS", "flat_rows", "flat_table", "taken"]

flat_table = Table(
    "award_list", MetaData(), *(Column(column.name, column.type) for column in award_list().selected_columns)
)
COLUMNS = tuple(column.name for column in flat_table.columns)
_NAMES = {table.name: [column.name for column in table.columns] for table in s.metadata.sorted_tables}


def flat_rows(document: Prepared) -> list[dict[str, Any]]:
    """The rows that the view would show of a document."""
    rows = Rows()
    rows.add(document, "")
    article = _named("articles", rows.articles[0])
    recipients = {row[1]: _named("recipients", row) for row in rows.recipients}
    sentences = {row[1]: row[5] for row in rows.evidence if row[2] == "sentence"}
    flat = []
    for row in rows.records:
        record = _named("records", row)
        recipient = recipients[record["recipient_no"]]
        award = _named("awards", rows.awards[record["award_id"]])
        decision = _named("decisions", rows.decisions[record["decision_id"]]) if record["decision_id"] else {}
        year = next(
            (y for y in (record["year_to"], record["year_from"], article["published_year"]) if y is not None), None
        )
        flat.append({
            **{name: article.get(name) for name in COLUMNS},
            **{name: record[name] for name in COLUMNS if name in record},
            **{name: recipient[name] for name in ("post", "unit", "organisation", "unit_id", "group_noun")},
            "award": award["name"], "award_kind": award["kind"], "class": record["award_class"], "level": record["award_level"],
            "recipient_kind": recipient["kind"], "recipient": recipient["name"] or recipient["group_noun"], "year": year,
            "decision_number": decision.get("number"), "decision_date": _date(decision.get("decided_on")),
            "published_on": _date(article["published_on"]), "sentence": sentences[record["record_id"]],
        })  # fmt: skip
    return flat


def _named(table: str, row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(_NAMES[table], row, strict=True))


def _date(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def taken(documents: Iterable[Any], report: Report) -> Iterator[Prepared]:
    """The documents that can be loaded; faults and counts go to the report."""
    for document in documents:
        report.articles += 1
        if isinstance(document, dict) and "error" in document:
            error = document["error"]
            report.fail(f"{document.get('id')}: {error.get('message') if isinstance(error, dict) else error}")
            continue
        try:
            yield prepared(document)
        except InputError as error:
            report.fail(str(error))
