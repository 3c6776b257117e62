"""The SQL of docs/database.md on SQLite and PostgreSQL: it runs, finds something, and finds the same on both."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from conftest import ROOT
from sqlalchemy import text
from store_help import office

import extractor.store
from extractor.store.store import Store

sys.path.insert(0, str(ROOT / "tests" / "link"))
PAGE = (ROOT / "docs" / "database.md").read_text("utf-8")
QUESTIONS = dict(re.findall(r"### (\d+\. [^\n]*)\n\n```sql\n(.*?);\n```", PAGE, re.S))


@pytest.fixture(scope="module")
def stores() -> Iterator[list[Store]]:
    """SQLite and PostgreSQL with the same articles, linked."""
    import json
    import secrets

    from cases import articles
    from store_help import ask, server

    documents = [*(json.loads(line) for line in office()), *(document for document, _ in articles())]
    name = f"extractor_test_{secrets.token_hex(4)}"
    base = server("postgresql")
    ask(f"{base}/postgres", f"CREATE DATABASE {name}")
    opened = [extractor.store.database("sqlite:///:memory:"), extractor.store.database(f"{base}/{name}")]
    for store in opened:
        store.load(documents)
        store.link()
    yield opened
    for store in opened:
        store.close()
    ask(f"{base}/postgres", f"DROP DATABASE {name} WITH (FORCE)")


def test_there_are_twenty_questions() -> None:
    assert len(QUESTIONS) == 20


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question(question: str, stores: list[Store]) -> None:
    found = [
        [tuple(map(plain, row)) for row in store.backend.fetch(text(QUESTIONS[question].replace(":", "\\:")))]
        for store in stores
    ]
    assert found[0], "it finds nothing"
    assert sorted(found[0], key=str) == sorted(found[1], key=str)


def plain(value: Any) -> Any:
    """A number as a number, whatever the driver makes of sums and true and false."""
    return float(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else value


def test_question_1_counts_what_three_articles_tell_once(stores: list[Store]) -> None:
    first = next(iter(QUESTIONS.values()))
    rows = [tuple(row) for row in stores[0].backend.fetch(text(first))]
    assert (2018, "Huân chương Lao động", 2, "collective", 1, 1) in rows


def test_the_correction_of_the_page_is_shown(stores: list[Store]) -> None:
    (insert,) = re.findall(r"```sql\n(INSERT.*?);\n```", PAGE, re.S)
    for store in stores:
        with store.backend.writing():
            store.backend.execute(text(insert))
        query = "SELECT awarded FROM award_list WHERE verdict = 'corrected' AND unit = 'Vụ Quy hoạch nông thôn'"
        assert [row[0] for row in store.backend.fetch(text(query))] == [5]
        store.backend.execute("DELETE FROM reviews")


def test_every_table_and_view_is_told(stores: list[Store]) -> None:
    told = set(re.findall(r"`([a-z_]+)`", PAGE))
    assert stores[0].backend.tables() <= told


def test_every_table_and_column_has_a_comment_in_the_database(stores: list[Store]) -> None:
    query = (
        "SELECT c.relname, a.attname, col_description(c.oid, a.attnum), obj_description(c.oid) FROM pg_class c JOIN pg_attribute a "
        "ON a.attrelid = c.oid WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0"
    )
    rows = stores[1].backend.fetch(text(query.replace("::", "\\:\\:")))
    assert len(rows) > 100
    assert [tuple(row[:2]) for row in rows if not row[2] or not row[3]] == []


def test_the_columns_of_the_sheet_are_told() -> None:
    from extractor.store.files.personnel import HEADINGS

    assert all(f"`{name}`" in PAGE for name in HEADINGS)
