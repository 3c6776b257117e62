"""Loading that can be repeated, on every database."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from store_help import KINDS, by_id

import extractor.store
from extractor.errors import StoreError
from extractor.store import schema as s

Make = Callable[[str], str]
Documents = list[dict[str, Any]]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_loaded_comes_out_field_by_field(kind: str, database: Make, documents: Documents) -> None:
    with extractor.store.open(database(kind)) as store:
        report = store.load(documents)
        assert report.added == sum(len(one["records"]) for one in documents) > 50
        assert (report.articles, report.failed) == (len(documents), 0)
        assert by_id(store.documents()) == by_id(documents)


@pytest.mark.parametrize("kind", KINDS)
def test_loading_again_changes_nothing(kind: str, database: Make, documents: Documents) -> None:
    url = database(kind)
    with extractor.store.open(url) as store:
        first = store.load(documents)
    with extractor.store.open(url) as store:
        before = _everything(store)
        again = store.load(iter(documents))
        assert (again.added, again.changed, again.removed) == (0, 0, 0)
        assert again.unchanged == first.added
        assert _everything(store) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_article_replaces_its_records(kind: str, database: Make, documents: Documents) -> None:
    changed = copy.deepcopy(documents)
    many = next(one for one in changed if len(one["records"]) >= 3)
    gone = many["records"].pop()
    many["records"][0]["confidence"] = 0.5
    many["records"].append({**gone, "id": "a-new-one"})
    many["article"]["title"] = "Tên mới"
    with extractor.store.open(database(kind)) as store:
        store.load(documents)
        report = store.load(changed)
        total = sum(len(one["records"]) for one in changed)
        assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 1, total - 2)
        assert by_id(store.documents()) == by_id(changed)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_person_corrected_is_kept_and_shown(kind: str, database: Make, documents: Documents) -> None:
    changed = copy.deepcopy(documents)
    document = next(one for one in changed if one["records"])
    record = document["records"][0]
    key = {"article_id": document["article"]["id"], "record_id": record["id"]}
    with extractor.store.open(database(kind)) as store:
        store.load(documents)
        review = {**key, "verdict": "corrected", "recipient": "Tên đã sửa", "note": "theo quyết định", "reviewer": "An"}
        store.backend.execute(insert(s.reviews).values(review))
        record["confidence"] = 0.1
        assert store.load(changed).changed == 1
        document["records"].remove(record)  # even where the record is gone for a while
        assert store.load(changed).removed == 1
        document["records"].insert(0, record)
        store.load(changed)
        found = store.backend.fetch(select(s.reviews.c.recipient, s.reviews.c.note))
        assert [tuple(row) for row in found] == [("Tên đã sửa", "theo quyết định")]
        shown = store.backend.fetch(
            text("SELECT recipient FROM award_list WHERE article_id = :a AND record_id = :r").bindparams(
                a=key["article_id"], r=key["record_id"]
            )
        )
        assert [tuple(row) for row in shown] == [("Tên đã sửa",)]


def test_a_text_is_kept_where_a_later_document_has_none(database: Make, documents: Documents) -> None:
    document = next(one for one in documents if one["records"])
    with_text = copy.deepcopy(document)
    with_text["article"]["text"] = "Toàn văn."
    with extractor.store.open(database("sqlite")) as store:
        assert store.load([with_text]).added
        assert store.load([document]).unchanged == len(document["records"])
        changed = copy.deepcopy(document)
        changed["article"]["title"] = "Tên mới"
        store.load([changed])
        (found,) = store.documents()
        assert (found["article"]["text"], found["article"]["title"]) == ("Toàn văn.", "Tên mới")


def test_a_document_that_is_none_is_told_and_the_others_are_loaded(database: Make, documents: Documents) -> None:
    wrong = copy.deepcopy(documents[0])
    wrong["records"] = [{"id": "x"}]
    status = copy.deepcopy(next(one for one in documents if one["records"]))
    status["records"][0]["status"] = "given"
    with extractor.store.open(database("sqlite")) as store:
        report = store.load(
            [
                {"id": "7", "error": {"type": "InputError", "message": "empty"}},
                wrong,
                status,
                5,
                {"text": "x"},
                *documents[:3],
            ]
        )
        assert report.failed == 5
        assert len(list(store.documents())) == 3
    assert "7: empty" in report.messages[0]
    assert "lacks the key" in report.messages[1]
    assert "the status 'given' is none of" in report.messages[2]


def test_a_table_that_is_not_ours_is_left_alone(database: Make, documents: Documents) -> None:
    with extractor.store.open(database("sqlite")) as store:
        store.backend.execute("CREATE TABLE articles (id INTEGER)")
        with pytest.raises(StoreError, match="holds a table articles that is not of this program"):
            store.load(documents)
        assert store.backend.tables() == {"articles"}


def _everything(store: Any) -> dict[str, set[tuple[Any, ...]]]:
    """All rows of all tables but `runs`."""
    return {
        name: {tuple(row) for row in store.backend.fetch(select(table))}
        for name, table in s.metadata.tables.items()
        if name != "runs"
    }
