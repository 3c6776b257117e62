"""Writes down the tables of today's schema version, with some rows, for the tests of upgrades.

    python scripts/release_schema.py        makes tests/store/released/v<version>.json

To be run once when a schema version is released, and never again for that version: what users have does not change. The
file holds the statements that make tables, indexes and views for each kind of database, and the rows of a load.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from extractor.store import database
from extractor.store import schema as s
from extractor.store.views import VIEWS

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "tests" / "store" / "documents.jsonl"
DIALECTS: dict[str, Any] = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect(), "mysql": mysql.dialect()}


def statements(dialect: Any, *, keys: bool = True) -> list[str]:
    """What makes the tables, their indexes and the views."""
    made = []
    for table in s.metadata.sorted_tables:
        create = CreateTable(table) if keys else CreateTable(table, include_foreign_key_constraints=[])
        made.append(str(create.compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    literal = {"literal_binds": True}
    made += [
        f"CREATE VIEW {name} AS {query().compile(dialect=dialect, compile_kwargs=literal)}"
        for name, query in VIEWS.items()
    ]
    return made


def rows() -> dict[str, list[Any]]:
    """All rows after a load, and a review."""
    documents = [json.loads(line) for line in DOCUMENTS.read_text("utf-8").splitlines()][::3]
    with database("sqlite:///:memory:") as store:
        store.load(documents)
        record = next(document for document in documents if document["records"])
        review = {"article_id": record["article"]["id"], "record_id": record["records"][0]["id"]}
        store.backend.execute(
            s.reviews.insert().values(**review, verdict="corrected", recipient="Tên đã sửa", note="kiểm tra")
        )
        used = {row[0] for row in store.backend.fetch(select(s.records.c.award_id))}
        found = {
            table.name: [list(row) for row in store.backend.fetch(select(table))] for table in s.metadata.sorted_tables
        }
    found["awards"] = [row for row in found["awards"] if row[0] in used]
    return found


def main() -> int:
    file = ROOT / "tests" / "store" / "released" / f"v{s.VERSION}.json"
    if file.exists():
        sys.stderr.write(f"{file} is there already; what is released does not change\n")
        return 1
    made = {name: statements(dialect) for name, dialect in DIALECTS.items()}
    made["duckdb"] = statements(DIALECTS["postgresql"], keys=False)
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        json.dumps({"statements": made, "rows": rows()}, ensure_ascii=False, indent=0, default=str) + "\n", "utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
