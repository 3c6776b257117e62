"""`extract load`, `extract db` and `--to` as a user types them."""

from __future__ import annotations

import csv
import io
import json
import shlex
from pathlib import Path

import pytest
from conftest import ARTICLE
from store_help import office

from extractor.cli import db, link, load, main

Run = tuple[int, str, str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(ARTICLE, "utf-8")
    lines = "\n".join(office())
    for name in ("records.jsonl", "monday.jsonl", "tuesday.jsonl"):
        Path(name).write_text(lines, "utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Run:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("example", [*load.EXAMPLES, *db.EXAMPLES, *link.EXAMPLES])
def test_the_examples_of_the_help_texts_run(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", "records.jsonl", "--to", "awards.sqlite"]) == 0
    words = ["records.jsonl" if word == "-" else word for word in shlex.split(example.rpartition("|")[2])[1:]]
    assert main(words) == 0
    assert capsys.readouterr().err == ""


def test_an_article_into_a_database_and_out_again(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "article.txt", "--to", "awards.sqlite")
    assert code == 0 and out.endswith("0 changed, 0 unchanged, 0 removed (1 article)\n")
    assert run(capsys, "article.txt", "--to", "awards.sqlite")[1].startswith("0 records added, 0 changed")
    code, out, _ = run(capsys, "db", "query", "awards.sqlite", "vụ quy hoạch NÔNG THÔN", "--award", "chiến sĩ thi đua")
    assert code == 0 and "Chiến sĩ thi đua cơ sở" in out and "3/4" in out
    assert run(capsys, "db", "export", "awards.sqlite", "--to", "out.jsonl")[0] == 0
    assert run(capsys, "load", "out.jsonl", "--to", "awards.sqlite")[1].startswith("0 records added, 0 changed")


def test_a_question_in_each_format(capsys: pytest.CaptureFixture[str]) -> None:
    main(["load", "records.jsonl", "--to", "awards.sqlite"])
    capsys.readouterr()
    _, out, _ = run(capsys, "db", "query", "awards.sqlite", "--since", "2019", "--until", "2020", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert rows and all(2019 <= row["year"] <= 2020 and row["status"] == "conferred" for row in rows)
    _, out, _ = run(capsys, "db", "query", "awards.sqlite", "--since", "2019", "--until", "2020", "--format", "csv")
    assert [row["record_id"] for row in csv.DictReader(io.StringIO(out))] == [row["record_id"] for row in rows]
    _, out, _ = run(capsys, "db", "query", "awards.sqlite", "--status", "all", "--limit", "3")
    assert len(out.splitlines()) == 4
    code, out, err = run(capsys, "db", "query", "awards.sqlite", "không có ai")
    assert (code, out) == (0, "") and "no award records found of không có ai" in err


@pytest.mark.parametrize("words", ["%", "_", "'; DROP TABLE records; --", "\\", "x" * 10_000, "a\0b"])
def test_a_question_is_never_obeyed(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["load", "records.jsonl", "--to", "awards.sqlite"])
    capsys.readouterr()
    code, out, _ = run(capsys, "db", "query", "awards.sqlite", words)
    assert (code, out) == (0, "")
    assert run(capsys, "db", "check", "awards.sqlite")[0] == 0


def test_check_tells_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3

    main(["load", "records.jsonl", "--to", "awards.sqlite"])
    capsys.readouterr()
    assert run(capsys, "db", "check", "awards.sqlite") == (0, "awards.sqlite: all is well\n", "")
    with sqlite3.connect("awards.sqlite") as connection:
        connection.execute("DELETE FROM evidence WHERE field = 'sentence'")
        connection.execute("DELETE FROM decisions")
        connection.execute("UPDATE runs SET finished = NULL")
        connection.execute("DROP VIEW by_person")
    code, out, _ = run(capsys, "db", "check", "awards.sqlite")
    assert code == 1
    for words in (
        "by_person is missing",
        "point to rows of decisions that are not there",
        "no sentence as evidence",
        "loads were stopped",
    ):
        assert words in out


def test_stats_for_people_and_programs(capsys: pytest.CaptureFixture[str]) -> None:
    main(["load", "records.jsonl", "--to", "awards.sqlite"])
    capsys.readouterr()
    _, out, _ = run(capsys, "db", "stats", "awards.sqlite", "--format", "json")
    found = json.loads(out)
    assert found["rows"]["articles"] == len(office())
    assert sum(found["status"].values()) == found["rows"]["records"]
    _, out, _ = run(capsys, "db", "stats", "awards.sqlite")
    assert f"{'records':14} {found['rows']['records']:>9}" in out


def test_what_cannot_be_loaded_is_told_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mixed.jsonl").write_text(office()[0] + '\nnot json\n[1]\n{"id": "x", "records": []}\n', "utf-8")
    code, out, err = run(capsys, "load", "mixed.jsonl", "--to", "awards.sqlite")
    assert code == 1 and "(4 articles, 3 failed)" in out
    assert (
        "mixed.jsonl:2: not JSON" in err
        and "mixed.jsonl:3: no JSON object" in err
        and "x: lacks the key 'article'" in err
    )
    Path("empty.jsonl").write_text("\n", "utf-8")
    assert run(capsys, "load", "empty.jsonl", "--to", "awards.sqlite")[0] == 1
    assert (
        run(capsys, "load", "none.jsonl", "--to", "awards.sqlite")[2]
        == "extract: none.jsonl: no such file; check the path\n"
    )


def test_an_indented_document_is_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    Path("one.json").write_text(json.dumps(json.loads(office()[0]), indent=2), "utf-8")
    assert run(capsys, "load", "one.json", "--to", "awards.sqlite")[1].endswith("(1 article)\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["article.txt", "--to", "a.sqlite", "--format", "csv"],
        ["db", "query"],
        ["db", "nonsense", "a.sqlite"],
        ["db", "export", "new.sqlite", "--to", "b.sqlite"],
        ["load", "records.jsonl"],
        ["load", "records.jsonl", "--to", "a.sqlite", "--password-file", "x", "--ask-password"],
        ["load", "records.jsonl", "--to", "a.sqlite", "--ask-password"],
    ],
)
def test_wrong_usage_is_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["db", "init", "new.sqlite"])
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    capsys.readouterr()
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "") and err
