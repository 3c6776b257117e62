"""`extract read` and `extract sites` as a user types them."""

from __future__ import annotations

import json
import shlex
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from conftest import ARTICLE, ROOT

from extractor.cli import main, read, sites

PAGE = ROOT / "corpora" / "demo" / "tin-khen-thuong.html"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_bytes(PAGE.read_bytes())
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    return tmp_path


@pytest.mark.parametrize("example", [*read.EXAMPLES, *sites.EXAMPLES])
def test_the_examples_of_the_help_texts_run(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = example.rpartition("|")[2].strip()
    command = command[:-1] + "page.html" if command.endswith(" -") else command
    code = main(shlex.split(command)[1:])
    assert (code == 0) is ("--site vnexpress" not in command)
    assert capsys.readouterr().out


def test_text_is_what_spans_count_in_and_json_has_the_blocks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "page.html"]) == 0
    text = capsys.readouterr().out
    assert main(["read", "page.html", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert text == data["text"] + "\n"
    assert data["author"] == "Bích Sa" and data["published"] == "2023-12-08T09:15:00+07:00"
    rows = [data["text"][slice(*block["span"])] for block in data["blocks"] if block["kind"] == "row"]
    assert rows[0].startswith("STT | Họ và tên") and rows[-1].endswith("| Giấy khen của Giám đốc Sở")
    assert "Tin liên quan" not in text and "Trang chủ" not in text


def test_markdown_is_a_page_with_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "page.html", "--format", "markdown"]) == 0
    shown = capsys.readouterr().out
    assert (
        shown.startswith("# Sở Công Thương Vĩnh Hòa") and "| --- | --- |" in shown and "*Quang cảnh hội nghị" in shown
    )


def test_check_tells_what_each_selector_finds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sites", "check", "page.html"]) == 0
    shown = capsys.readouterr().out
    assert "congthuong" in shown and "finds nothing" in shown and "(used)" in shown
    assert main(["sites", "check", "page.html", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["fits"] and {one["field"] for one in data["selectors"]} >= {"title", "body", "published"}


def test_check_fetches_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/bai.html"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE.read_bytes() if found else b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        place = f"http://127.0.0.1:{server.server_port}/bai.html"
        known = ["--url", "https://congthuong.vn/bai-412345.html", "--contact", "mailto:me@example.org"]
        assert main(["sites", "check", place, *known, "--allow-private-network"]) == 0
    finally:
        server.shutdown()
        server.server_close()
    assert "congthuong" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["sites", "check"], 2, "wants a page"),
        (["sites", "check", "none.html"], 1, "none.html: No such file"),
        (["sites", "khong-co-that"], 1, "lists all"),
        (["sites", "check", "page.html", "--site", "x"], 2, "no known site"),
        (["read", "none.html"], 1, "no such file"),
    ],
)
def test_errors_are_one_line(arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == code
    told = capsys.readouterr()
    assert words in told.err and told.out == ""


def test_one_bad_file_of_several_is_told_and_the_others_are_shown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert main(["read", "page.html", "bad.pdf", "article.txt", "--format", "json"]) == 1
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 2 and "bad.pdf is a broken PDF" in told.err


def test_a_crawl_gives_a_line_for_each_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sys.path.insert(0, str(ROOT / "tests" / "article"))
    import page_forms as forms

    page = PAGE.read_bytes()
    (folder / "crawl.warc.gz").write_bytes(
        forms.warc(("https://congthuong.vn/a-412345.html", page, {}), ("https://congthuong.vn/b-412346.html", page, {}))
    )
    assert main(["crawl.warc.gz"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["article"]["url"][-13:] for line in lines] == ["a-412345.html", "b-412346.html"]
    assert len(lines[0]["records"]) == len(lines[1]["records"]) == 3
    assert main(["read", "crawl.warc.gz", "--format", "json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
