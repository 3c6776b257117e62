"""Linking gives the same on every database, and holds with what is loaded afterwards."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from cases import articles
from sqlalchemy import select
from store_help import KINDS

import extractor.store
from extractor.store import link_schema as k

Make = Callable[[str], str]


def rows(store: Any) -> dict[str, list[str]]:
    found = {}
    for table in k.LINK_TABLES:
        flags = [at for at, column in enumerate(table.columns) if column.name == "is_leading"]
        found[table.name] = sorted(
            str([bool(value) if at in flags else value for at, value in enumerate(row)])
            for row in store.backend.fetch(select(table))
        )
    return found


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "sqlite"])
def test_linking_gives_the_same_on_every_database(kind: str, database: Make) -> None:
    documents = [document for document, _ in articles()]
    found = []
    for url in ("sqlite:///:memory:", database(kind)):
        with extractor.store.database(url) as store:
            store.load(documents)
            store.link()
            assert list(store.faults()) == []
            found.append(rows(store))
    assert found[0] == found[1] and len(found[0]["events"]) > 50


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_a_load_after_linking_replaces_what_was_linked(kind: str, database: Make) -> None:
    documents = [document for document, _ in articles()]
    changed = copy.deepcopy(documents)
    changed[0]["records"][0]["confidence"] = 0.5
    with extractor.store.database(database(kind)) as store:
        store.load(documents)
        store.link()
        before = rows(store)
        assert store.load(changed).changed == 1
        assert list(store.faults()) == []
        store.link()
        assert rows(store) == before
