"""Records in files: the same rows as in databases, nothing that runs, nothing half written."""

from __future__ import annotations

import copy
import csv
import io
import json
import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from store_help import KINDS, by_id, many

import extractor.store
from extractor.errors import OutputError, StoreError
from extractor.store.files.choose import ENDINGS
from extractor.store.files.linked import CONTEXT
from extractor.store.flat import COLUMNS

Make = Callable[[str], str]
Documents = list[dict[str, Any]]
NASTY = ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "＝1+1")


def load(path: Path, documents: Documents) -> Any:
    with extractor.store.open(str(path)) as store:
        return store.load(documents)


def plain_rows(rows: Any) -> list[dict[str, Any]]:
    return sorted(
        ({**row, "posthumous": bool(row["posthumous"])} for row in rows),
        key=lambda row: (row["article_id"], row["position"]),
    )


@pytest.mark.slow
def test_the_same_200_articles_come_out_of_each_destination(
    database: Make, documents: Documents, tmp_path: Path
) -> None:
    loaded = many(documents, 200)
    found = {}
    for kind in KINDS:
        with extractor.store.database(database(kind)) as store:
            store.load(loaded)
            found[kind] = plain_rows(store.rows())
            assert by_id(store.documents()) == by_id(loaded)
    load(tmp_path / "one.parquet", loaded)
    found["parquet"] = plain_rows(pq.read_table(tmp_path / "one.parquet").to_pylist())
    folder = extractor.store.open(f"{tmp_path}/by-year/")
    assert folder.load(loaded).added == len(found["parquet"])
    assert folder.load(loaded).added == 0
    found["folder"] = plain_rows(folder.rows())
    first = found.pop("sqlite")
    assert len(first) == sum(len(one["records"]) for one in loaded) and set(first[0]) == set(COLUMNS)
    for kind, rows in found.items():
        assert rows == first, kind


def test_a_parquet_folder_is_loaded_again_like_a_database(documents: Documents, tmp_path: Path) -> None:
    target = f"{tmp_path}/new/records/"
    store = extractor.store.open(target)
    total = sum(len(one["records"]) for one in documents)
    assert store.load(documents).added == total
    names = sorted(path.name for path in Path(target).iterdir())
    assert "year=2020" in names and "_articles.jsonl" in names
    changed = copy.deepcopy(documents)
    changed[0]["article"]["title"] = "Tên mới"
    report = store.load(changed)
    assert (report.added, report.changed, report.removed) == (0, len(changed[0]["records"]), 0)
    assert report.unchanged == total - report.changed
    assert sum(row["title"] == "Tên mới" for row in store.rows()) == report.changed
    assert len(list(store.rows())) == total
    duckdb = pytest.importorskip("duckdb")
    assert duckdb.sql(
        f"SELECT count(*) FROM read_parquet('{target}*/*.parquet', hive_partitioning = true)"
    ).fetchall() == [(total,)]


def test_a_parquet_folder_that_was_killed_between_its_renames_is_mended(documents: Documents, tmp_path: Path) -> None:
    target = tmp_path / "records"
    store = extractor.store.open(f"{target}/")
    store.load(documents)
    target.rename(tmp_path / ".records.old")
    (tmp_path / ".records.partial").mkdir()
    assert store.load(documents).added == 0
    assert target.is_dir() and not (tmp_path / ".records.old").exists()


def test_a_folder_with_other_things_is_left_alone(documents: Documents, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x", "utf-8")
    with pytest.raises(OutputError, match="not made by a load"):
        extractor.store.open(f"{tmp_path}/mine/").load(documents)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def evil(documents: Documents) -> Documents:
    """A document with what a spreadsheet or database should not obey, in names, titles and units."""
    document = copy.deepcopy(next(one for one in documents if len(one["records"]) >= len(NASTY)))
    for record, words in zip(document["records"], NASTY, strict=False):
        record["recipient"] |= {"kind": "individual", "name": words, "group": None, "unit": words}
    document["article"]["title"] = NASTY[0]
    return [document]


def test_no_cell_of_a_csv_runs(documents: Documents, tmp_path: Path) -> None:
    load(tmp_path / "out.csv", evil(documents))
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["recipient"] for row in rows[: len(NASTY)]] == [f"'{words}" for words in NASTY]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "＝")) for row in rows for cell in row.values())


def test_a_workbook_has_a_frozen_header_real_dates_and_no_formula(documents: Documents, tmp_path: Path) -> None:
    dated = next(one for one in documents if any(record["decision"]["date"] for record in one["records"]))
    load(tmp_path / "out.xlsx", [*evil(documents), dated])
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None and sheet.freeze_panes == "A2" and sheet.auto_filter.ref
    header = [cell.value for cell in sheet[1]]
    assert tuple(header) == COLUMNS
    assert sheet.column_dimensions["E"].width > 30
    cells = {name: [row[at] for row in sheet.iter_rows(min_row=2)] for at, name in enumerate(header)}
    assert [cell.value for cell in cells["recipient"][: len(NASTY)]] == list(NASTY)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert any(isinstance(cell.value, datetime) and cell.is_date for cell in cells["decision_date"])


def test_the_personnel_sheet_in_vietnamese(documents: Documents, tmp_path: Path) -> None:
    load(tmp_path / "khen-thuong.personnel.csv", documents)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "khen-thuong.personnel.csv").read_text("utf-8-sig"))))
    named = [
        record
        for one in documents
        for record in one["records"]
        if record["recipient"]["kind"] == "individual"
        and record["recipient"]["name"]
        and record["status"] == "conferred"
    ]
    assert [row["Họ và tên"] for row in rows] == [record["recipient"]["name"] for record in named]
    wanted = {"Họ và tên", "Chức vụ", "Đơn vị", "Hình thức khen thưởng", "Số quyết định", "Ngày", "Cấp khen thưởng"}
    assert wanted <= set(rows[0])
    labour = next(row for row in rows if row["Hình thức khen thưởng"].startswith("Huân chương Lao động hạng"))
    assert labour["Cấp khen thưởng"] == "Cấp Nhà nước"
    load(tmp_path / "khen-thuong.personnel.xlsx", documents)
    sheet = openpyxl.load_workbook(tmp_path / "khen-thuong.personnel.xlsx").active
    assert sheet is not None and sheet.max_row == len(rows) + 1


def test_quickstatements(documents: Documents, tmp_path: Path) -> None:
    document = copy.deepcopy(documents[-1])  # with awards of one year
    document["article"]["url"] = "https://vi-du.vn/tin-1"
    load(tmp_path / "out.quickstatements.csv", [document])
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.quickstatements.csv").read_text("utf-8-sig"))))
    assert rows and all(row["P166"] and row["S854"] == '"https://vi-du.vn/tin-1"' for row in rows)
    times = {row["qal585"] for row in rows} - {""}
    assert times and all(time.endswith(("-00-00T00:00:00Z/9", "T00:00:00Z/11")) for time in times)
    load(tmp_path / "none.quickstatements.csv", documents)  # no address, nothing to refer to
    assert (tmp_path / "none.quickstatements.csv").read_text("utf-8-sig").count("\n") == 1


def test_json_ld_and_turtle_say_the_same(documents: Documents, tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib") if not os.environ.get("CI") else __import__("rdflib")
    quoted = copy.deepcopy(documents[0])
    quoted["article"] |= {"id": "quoted", "url": "https://vi-du.vn/a b<c>", "title": 'Ngoặc "kép" \\ và\nxuống dòng'}
    load(tmp_path / "out.jsonld", [*documents, quoted])
    load(tmp_path / "out.ttl", [*documents, quoted])
    one = rdflib.Graph().parse(tmp_path / "out.jsonld", format="json-ld")
    two = rdflib.Graph().parse(tmp_path / "out.ttl", format="turtle")
    conferral = rdflib.URIRef("urn:extractor:Conferral")
    number = sum(len(document["records"]) for document in [*documents, quoted])
    for graph in (one, two):
        assert len(set(graph.subjects(rdflib.RDF.type, conferral))) == number
        titles = {str(title) for title in graph.objects(None, rdflib.URIRef("https://schema.org/headline"))}
        assert quoted["article"]["title"] in titles
    assert {(s, p, str(o)) for s, p, o in one} == {(s, p, str(o)) for s, p, o in two}


def test_json_ld_is_json_with_schema_org_terms(documents: Documents, tmp_path: Path) -> None:
    load(tmp_path / "out.jsonld", documents)
    data = json.loads((tmp_path / "out.jsonld").read_text("utf-8"))
    assert data["@context"] == CONTEXT
    persons = [node for node in data["@graph"] if node["@type"] == "schema:Person" and "schema:award" in node]
    assert persons and all(node["schema:name"] for node in persons)


def test_documents_as_lines(documents: Documents, tmp_path: Path) -> None:
    assert load(tmp_path / "out.jsonl", [*documents, documents[0]]).added == sum(
        len(one["records"]) for one in documents
    )
    assert [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()] == documents


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_whole_or_what_it_was(ending: str, documents: Documents, tmp_path: Path) -> None:
    target = tmp_path / f"out{ending}"
    load(target, documents)
    before = target.read_bytes()

    def broken() -> Any:
        yield from documents[:5]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(target, broken())
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_an_unknown_name_and_a_missing_folder_are_told(documents: Documents, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"\.xlsx"):
        extractor.store.open(str(tmp_path / "out.docx"))
    with pytest.raises(OutputError, match="make it first"):
        load(tmp_path / "none" / "out.csv", documents)


def test_dates_are_dates_everywhere(database: Make, documents: Documents) -> None:
    for kind in ("sqlite", "duckdb"):
        with extractor.store.database(database(kind)) as store:
            store.load(documents)
            days = [row["decision_date"] for row in store.rows() if row["decision_date"] is not None]
            assert days and all(type(day) is date for day in days)
