"""Databases of every released schema version are brought to today's, with all that is in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from sqlalchemy import inspect, select, update
from store_help import KINDS

import extractor.store
from extractor.errors import StoreError
from extractor.store import migrations
from extractor.store import schema as s
from extractor.store.backend import SqlBackend

Make = Callable[[str], str]
FOLDER = ROOT / "tests" / "store" / "released"
RELEASED = sorted(FOLDER.glob("v*.json"))


def released(path: Path, kind: str, url: str) -> dict[str, Any]:
    """Makes a database as that version left it; gives its rows."""
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    with extractor.store.database(url) as store, store.backend.writing():
        for statement in data["statements"][kind]:
            store.backend.execute(statement)
        for name, rows in data["rows"].items():
            store.backend.insert(s.metadata.tables[name], [tuple(row) for row in rows])
    return data


def everything(store: Any, tables: Any) -> dict[str, list[Any]]:
    return {name: sorted(map(str, store.backend.fetch(select(s.metadata.tables[name])))) for name in tables}


def test_there_is_a_file_and_a_step_for_each_version() -> None:
    assert [path.stem for path in RELEASED] == [f"v{number}" for number in range(1, len(RELEASED) + 1)]
    assert len(RELEASED) in (s.VERSION - 1, s.VERSION)
    assert sorted(migrations.STEPS) == list(range(2, s.VERSION + 1))


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", KINDS)
def test_an_upgrade_keeps_everything(kind: str, path: Path, database: Make) -> None:
    url = database(kind)
    data = released(path, kind, url)
    version = int(path.stem[1:])
    with extractor.store.database(url) as store:
        before = everything(store, set(data["rows"]) - {"extractor_schema", "awards"})
        if version < s.VERSION:
            with pytest.raises(StoreError, match="extract db upgrade"):
                store.load([])
        assert store.upgrade() == version
        assert store.version() == s.VERSION
        assert everything(store, before) == before
        assert list(store.faults()) == []
        shown = [row for row in store.rows() if row["recipient"] == "Tên đã sửa"]
        assert len(shown) == 1 and shown[0]["verdict"] == "corrected"
        assert store.upgrade() == s.VERSION  # again, and nothing is left to do
        documents = list(store.documents())
        assert store.load(documents).unchanged == len(data["rows"]["records"])


@pytest.mark.parametrize("kind", ("sqlite", "postgresql", "mysql"))
def test_an_upgraded_database_is_made_like_a_new_one(kind: str, database: Make) -> None:
    made = {}
    for name in ("new", "upgraded"):
        url = database(kind)
        if name == "upgraded":
            released(RELEASED[0], kind, url)
        with extractor.store.database(url) as store:
            store.upgrade()
            assert isinstance(store.backend, SqlBackend)
            made[name] = shape(store.backend)
    assert made["new"] == made["upgraded"]


def shape(backend: SqlBackend) -> dict[str, Any]:
    """Columns, keys, indexes and views."""
    found = inspect(backend.connection)
    return {
        name: (
            sorted((column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)),
            sorted(str(key["constrained_columns"]) + key["referred_table"] for key in found.get_foreign_keys(name)),
            sorted(str(index["name"]) + str(index["column_names"]) for index in found.get_indexes(name)),
        )
        for name in found.get_table_names()
    } | {name: sorted(column["name"] for column in found.get_columns(name)) for name in found.get_view_names()}


def test_a_newer_database_is_refused_in_words(database: Make, documents: Any) -> None:
    with extractor.store.database(database("sqlite")) as store:
        store.load(documents)
        store.backend.execute(update(s.stamp).values(version=s.VERSION + 1))
        for act in (lambda: store.load(documents), lambda: list(store.documents()), store.upgrade, store.init):
            with pytest.raises(StoreError, match="use the newer program"):
                act()


def test_an_upgrade_that_was_stopped_goes_on(database: Make) -> None:
    """MySQL keeps the tables that a stopped upgrade has made."""
    url = database("mysql")
    released(RELEASED[0], "mysql", url)
    with extractor.store.database(url) as store:
        migrations.STEPS[2](store.backend)
        assert store.version() == 1
        assert store.upgrade() == 1
        assert list(store.faults()) == []
