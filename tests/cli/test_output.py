"""What is printed: JSON that any reader takes, tables that line up, CSV that runs nothing, files whole or not there."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import sys
import unicodedata
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import awkward_text, documents

from extractor.cli.output import as_json, as_line, writer
from extractor.errors import OutputError
from extractor.records import Document
from extractor.schema import document_schema
from extractor.view.tables import CSV_COLUMNS, as_csv, as_table
from extractor.view.terminal import plain, shortened, width

VALIDATOR = jsonschema.Draft202012Validator(document_schema())


@given(documents)
@settings(max_examples=60, deadline=None)
def test_whatever_a_document_holds_it_is_json_in_utf_8_and_fulfils_the_schema(document: Document) -> None:
    data = document.to_json(with_text=True)
    VALIDATOR.validate(data)
    for printed in (as_json(data), as_line(data)):
        assert json.loads(printed.encode("utf-8")) == data
        assert printed.endswith("\n")
    assert as_line(data).count("\n") == 1


def test_a_span_is_on_one_line_and_no_text_is_taken_for_one() -> None:
    text = "[\n  1,\n  2\n]"
    printed = as_json({"span": [12, 345], "text": text})
    assert '"span": [12, 345]' in printed
    assert json.loads(printed) == {"span": [12, 345], "text": text}


@given(documents)
@settings(max_examples=60, deadline=None)
def test_csv_has_a_row_a_record_and_no_formula(document: Document) -> None:
    printed = "".join(as_csv([document.to_json()]))
    rows = list(csv.reader(io.StringIO(printed.encode("utf-8").decode("utf-8"), newline="")))
    assert rows[0] == list(CSV_COLUMNS)
    assert len(rows) == 1 + len(document.records)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows[1:] for cell in row)


def test_csv_without_records_is_its_header() -> None:
    assert "".join(as_csv([])) == ",".join(CSV_COLUMNS) + "\r\n"


@given(documents)
@settings(max_examples=60, deadline=None)
def test_a_table_lines_up_and_obeys_nothing_in_the_text(document: Document) -> None:
    printed = "".join(as_table([document.to_json()], headings=True))
    assert "\x1b" not in printed and "\x00" not in printed
    printed.encode("utf-8")
    lines = printed.splitlines()
    assert len(lines) == 1 + (1 + len(document.records) if document.records else 1)
    if document.records:
        place = lines[1].index("STATUS")
        for line, record in zip(lines[2:], document.records, strict=True):
            assert _columns(line, place).startswith(record.status)


def _columns(line: str, columns: int) -> str:
    """The rest of a line from a terminal's column on."""
    at = used = 0
    while used < columns or (at < len(line) and width(line[at]) == 0):
        used += width(line[at])
        at += 1
    return line[at:]


@given(st.text(st.sampled_from("aăâđeêioôơuưyạặậẹệịọộợụựỵÁẮẤÉẾ "), max_size=30))
def test_vietnamese_is_as_wide_in_pieces_as_composed(text: str) -> None:
    assert width(unicodedata.normalize("NFD", text)) == width(unicodedata.normalize("NFC", text)) == len(text)


@given(awkward_text, st.integers(1, 30))
def test_any_text_is_made_fit_for_a_terminal(text: str, most: int) -> None:
    short = shortened(plain(text), most)
    assert width(short) <= most
    assert "\x1b" not in short and "\r" not in short
    short.encode("utf-8")


def _record(**changes: Any) -> dict[str, Any]:
    import extractor

    document = extractor.extract("Chị Hà Thu Cúc được công nhận Chiến sĩ thi đua cơ sở năm 2022.").to_json()
    (record,) = document["records"]
    record.update(changes)
    return document


def test_a_table_shows_colours_only_when_asked() -> None:
    assert "\x1b[32mconferred" in "".join(as_table([_record()], colour=True))
    assert "\x1b" not in "".join(as_table([_record()]))


def test_a_long_cell_is_cut_with_an_ellipsis() -> None:
    long = {"id": None, "text": "Chủ tịch Ủy ban nhân dân " * 4, "presenter": None}
    (line,) = "".join(as_table([_record(authority=long)])).splitlines()[1:]
    assert line.endswith("…") and width(line.rpartition("  ")[2]) == 44


def test_a_table_without_records_says_so() -> None:
    assert "".join(as_table([{**_record(), "records": []}])) == "no award records found\n"


# --- files


def test_a_file_appears_only_when_all_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("before", "utf-8")
    with pytest.raises(ZeroDivisionError), writer(str(out)) as stream:
        stream.write("half")
        raise ZeroDivisionError
    assert out.read_text("utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
    with writer(str(out)) as stream:
        stream.write("whole")
        assert out.read_text("utf-8") == "before"
    assert out.read_text("utf-8") == "whole"


def test_a_file_keeps_its_permissions_and_a_link_its_target(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("", "utf-8")
    out.chmod(0o640)
    (tmp_path / "link.json").symlink_to(out)
    with writer(str(tmp_path / "link.json")) as stream:
        stream.write("whole")
    assert out.read_text("utf-8") == "whole"
    assert (tmp_path / "link.json").is_symlink()
    assert stat.S_IMODE(out.stat().st_mode) == 0o640


def test_a_new_file_has_the_permissions_that_others_have(tmp_path: Path) -> None:
    with writer(str(tmp_path / "out.json")):
        pass
    (tmp_path / "other").write_text("", "utf-8")
    assert (tmp_path / "out.json").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are elsewhere on Windows")
def test_a_device_is_written_into_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with writer(str(pipe)) as stream:
        stream.write("words")
    assert os.read(reader, 100) == b"words"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("name", ["none/out.json", "folder"])
def test_what_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    with pytest.raises(OutputError, match=name), writer(name):
        pass
    assert list(tmp_path.rglob("*")) == [tmp_path / "folder"]
