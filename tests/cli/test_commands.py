"""The command as a user types it: every documented example, every format, every exit code."""

from __future__ import annotations

import csv
import io
import json
import shlex
import unicodedata
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import jsonschema
import pytest
from conftest import ARTICLE, ROOT

from extractor.cli import COMMANDS, main
from extractor.schema import document_schema

AVAILABLE = [name for name, (module, _) in COMMANDS.items() if find_spec(f"extractor.cli.{module}")]
EXAMPLES = [
    example
    for name in ("article", "batch", "awards", "schema", "explain")
    for example in import_module(f"extractor.cli.{name}").EXAMPLES
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the files that the examples name."""
    monkeypatch.chdir(tmp_path)
    for name in ("article.txt", "a.txt", "b.txt", "articles/one.txt", "articles/two.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(ARTICLE, "utf-8")
    line = json.dumps({"id": "1", "text": ARTICLE}, ensure_ascii=False) + "\n"
    for name in ("articles.jsonl", "more.jsonl"):
        (tmp_path / name).write_text(line, "utf-8")
    return tmp_path


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.usefixtures("folder")
def test_the_examples_of_the_help_texts_run(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = example.rpartition("|")[2].strip()
    if command.endswith(" -"):
        command = command[:-1] + "article.txt"
    code, out, _ = run(*shlex.split(command)[1:], capsys=capsys)
    assert code == 0
    assert out or "--output" in command or "--to" in command


@pytest.mark.parametrize("name", AVAILABLE)
def test_every_command_has_help_with_an_example_and_is_in_the_docs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(name, "--help", capsys=capsys)
    assert code == 0
    assert "examples:" in out and "extract" in out
    assert f"extract {name}" in (ROOT / "docs" / "cli.md").read_text("utf-8") or name == "article"


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("--help", capsys=capsys)
    assert code == 0 and all(name in out for name in AVAILABLE)
    code, out, _ = run("--version", capsys=capsys)
    assert code == 0 and out.startswith("extract ")


def test_wrong_usage_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--nonsense", capsys=capsys)[0] == 2
    assert run(capsys=capsys)[0] == 2
    assert run("a.txt", "--min-confidence", "7", capsys=capsys)[0] == 2


def test_one_article_is_indented_json_with_its_letters(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("article.txt", "--text", capsys=capsys)
    document = json.loads(out)
    assert code == 0 and out.startswith('{\n  "') and "Vụ Quy hoạch nông thôn" in out
    assert document["article"]["text"] == ARTICLE
    jsonschema.Draft202012Validator(document_schema()).validate(document)
    assert folder


@pytest.mark.usefixtures("folder")
def test_several_articles_are_a_line_each_in_a_stable_order(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("articles", "b.txt", capsys=capsys)
    names = [json.loads(line)["article"]["source"] for line in out.splitlines()]
    assert code == 0 and names == [str(Path("articles/one.txt")), str(Path("articles/two.txt")), "b.txt"]


@pytest.mark.usefixtures("folder")
def test_filters(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("article.txt", "--status", "planned", "--status", "negated", capsys=capsys)
    assert {record["status"] for record in json.loads(out)["records"]} == {"planned", "negated"}
    _, out, _ = run("article.txt", "--min-confidence", "0.9", capsys=capsys)
    assert all(record["confidence"] >= 0.9 for record in json.loads(out)["records"])


@pytest.mark.usefixtures("folder")
def test_the_table_is_aligned_whatever_the_unicode_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, composed, _ = run("article.txt", "--format", "table", capsys=capsys)
    (tmp_path / "nfd.txt").write_text(unicodedata.normalize("NFD", ARTICLE), "utf-8")
    _, decomposed, _ = run("nfd.txt", "--format", "table", capsys=capsys)
    assert unicodedata.normalize("NFC", decomposed) == composed
    head, *rows = composed.splitlines()
    column = head.index("STATUS")
    assert {row[column:].split()[0] for row in rows} <= {"conferred", "planned", "negated", "proposed", "revoked"}
    assert "\x1b" not in composed


def test_csv_opens_in_a_spreadsheet_and_runs_no_formula(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "evil.txt").write_text("=cmd|' /C calc'!A0\n\nBà Lê Thị Dao được Bộ Y tế tặng Bằng khen.", "utf-8")
    assert run("evil.txt", "--format", "csv", "-o", "out.csv", capsys=capsys)[0] == 0
    data = (folder / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert row["name"] == "Lê Thị Dao"
    assert row["title"].startswith("'=")


def test_batch_keeps_going(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mixed.jsonl").write_text(
        json.dumps({"id": "good", "text": "Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen."}) + '\nnot json\n{"id": "bare"}\n'
        '{"id": "surrogate", "text": "\\ud800 Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen."}\n{"id": "empty", "text": " "}\n',
        "utf-8",
    )
    code, _, err = run("batch", "mixed.jsonl", "article.txt", "--to", "out.jsonl", capsys=capsys)
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text("utf-8", errors="surrogatepass").splitlines()]
    assert code == 0 and "3 errors" in err
    assert [line["id"] for line in lines] == ["good", "mixed.jsonl:2", "bare", "surrogate", "empty", "article.txt"]
    assert ["error" in line for line in lines] == [False, True, True, False, True, False]
    validator = jsonschema.Draft202012Validator(document_schema())
    for line in lines:
        validator.validate(line)


def test_loading_the_same_batch_twice_gives_the_same_bytes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one.jsonl", "two.jsonl"):
        assert run("batch", "articles.jsonl", "articles", "--to", name, capsys=capsys)[0] == 0
    assert (folder / "one.jsonl").read_bytes() == (folder / "two.jsonl").read_bytes()


def test_the_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("awards", "huân", "chương", "lao", "động", capsys=capsys)
    assert code == 0 and "huan-chuong-lao-dong" in out and "Chủ tịch nước" in out
    code, out, _ = run("awards", "--format", "json", capsys=capsys)
    assert code == 0 and len(json.loads(out)) > 200
    assert run("awards", "xyzzy", capsys=capsys)[0] == 1


@pytest.mark.usefixtures("folder")
def test_explain_tells_the_frame_and_where_a_period_came_from(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("explain", "article.txt", "--at", str(ARTICLE.index("3/4 lãnh đạo")), capsys=capsys)
    assert code == 0
    assert "attain fired" in out and "inherited: unit" in out and "record   chien-si-thi-dua-co-so" in out


def test_the_schema_is_a_schema(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("schema", capsys=capsys)
    assert code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(out))
