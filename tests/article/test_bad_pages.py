"""Bad pages and documents: one line of error or a warning, bounded time and memory, and a batch goes on."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import page_forms as forms
import pytest
from conftest import ARTICLE

import extractor
from extractor.cli import main
from extractor.errors import (
    DecodingError,
    EmptyInputError,
    ExtractorError,
    InputError,
    UnsupportedInputError,
)

FILES = Path(__file__).parent / "files"
PROSE = "Năm 2022, bà Lê Thị Dao được Bộ trưởng Bộ Công Thương tặng Bằng khen vì đã góp phần giữ thông suốt hệ thống phân phối. "
BODY = "".join(f"<p>{PROSE}</p>" for _ in range(5))
PAGE = (
    "<html><head><meta charset=utf-8><title>Tin khen thưởng của Bộ</title></head><body><h1>Tin khen thưởng của Bộ</h1>"
    f"<div class=content>{BODY}</div></body></html>"
)


def names(document: extractor.Document) -> set[str | None]:
    return {record.recipient.name for record in document.records}


def records(article: extractor.Article) -> set[str | None]:
    return names(extractor.extract(article))


# --- pages that are read all the same


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_page_gives_what_is_there(share: float) -> None:
    data = PAGE.encode()
    article = extractor.read_html(data[: int(len(data) * share)])
    assert "Lê Thị Dao" in article.text


def test_wrong_charset_declared() -> None:
    page = PAGE.replace("charset=utf-8", "charset=iso-8859-1")
    assert records(extractor.read_html(page.encode(), charset="windows-1252")) == {"Lê Thị Dao"}


def test_windows_1258_declared_and_true() -> None:
    import unicodedata

    def old(text: str) -> bytes:
        out = b""
        for char in text:
            try:
                out += char.encode("cp1258")
            except UnicodeEncodeError:
                parts = unicodedata.normalize("NFD", char)
                tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
                out += unicodedata.normalize("NFC", parts.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
        return out

    article = extractor.read_html(old(PAGE.replace("charset=utf-8", "charset=windows-1258")))
    assert records(article) == {"Lê Thị Dao"}
    assert any("1258" in warning for warning in article.warnings)


def test_utf16_page() -> None:
    assert records(extractor.read(PAGE.encode("utf-16"))) == {"Lê Thị Dao"}


def test_mixed_charsets_replace_only_what_is_broken() -> None:
    data = PAGE.encode() + "<p>©".encode("latin-1") + b"</p>"
    article = extractor.read_html(data)
    assert records(article) == {"Lê Thị Dao"}
    assert any("broken UTF-8" in warning for warning in article.warnings)


def test_a_million_nested_tags_and_the_article_before_them() -> None:
    page = PAGE.replace("</body>", "<div>" * 1_000_000 + "</body>")
    assert records(extractor.read_html(page)) == {"Lê Thị Dao"}


def test_only_a_million_nested_tags() -> None:
    article = extractor.read_html("<div>" * 1_000_000 + "x")
    assert article.text == "x" and any("only 1 characters" in warning for warning in article.warnings)


def test_unclosed_inline_tags_do_not_swallow_the_article() -> None:
    page = PAGE.replace("<h1>", "<font><b>" * 3000 + "<h1>")
    assert "Lê Thị Dao" in extractor.read_html(page).text


def test_entities_bombs_are_no_bombs_in_html() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
    article = extractor.read(bomb + PAGE.replace("<div class=content>", "<div class=content><p>&c;&c;&c;</p>"))
    assert len(article.text) < 5000 and records(article) == {"Lê Thị Dao"}


def test_a_huge_table_is_cut() -> None:
    rows = "".join(f"<tr><td>{number}</td><td rowspan=1000 colspan=1000>x</td></tr>" for number in range(3000))
    article = extractor.read_html(PAGE.replace("</div>", f"<table>{rows}</table></div>"))
    assert len(article.text) < 2_000_000


def test_halves_of_characters_and_nul() -> None:
    assert records(extractor.read_html(PAGE.replace("giữ", "gi\ud83dữ\x00"))) == {"Lê Thị Dao"}


@pytest.mark.parametrize(
    ("html", "warning"),
    [
        (
            "<html><title>404</title><body><h1>404</h1><p>Không tìm thấy trang mà bạn yêu cầu, mời quay về trang chủ.</p></body></html>",
            "error or a login wall",
        ),
        (
            "<html><title>Đăng nhập</title><body><p>Vui lòng đăng nhập để tiếp tục đọc bài viết này.</p></body></html>",
            "error or a login wall",
        ),
        ("<html><body><h1>Chùm ảnh mùa xuân vùng cao</h1><p>Ảnh đẹp mùa xuân</p></body></html>", "only"),
        (f"<frameset><frame src=a.html></frameset><noframes>{BODY}</noframes>", "frameset"),
    ],
)
def test_what_is_hardly_an_article_is_said(html: str, warning: str) -> None:
    try:
        article = extractor.read_html(html)
    except EmptyInputError as error:
        assert warning in str(error)
    else:
        assert any(warning in one for one in article.warnings), article.warnings


# --- what is refused


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return out.getvalue()


def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", "<x/>")
    return out.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], type[ExtractorError], str]] = {
    "nothing": (lambda: b"  \n", EmptyInputError, "no text"),
    "a page without a body": (lambda: b"<html><head><title></title></head></html>", EmptyInputError, "no article"),
    "a page of 50 MB": (lambda: b"<html><body>" + b"<p>x</p>" * 6_300_000, InputError, "at most 20 MB"),
    "a frameset": (lambda: b"<html><frameset cols=1><frame src=a.html></frameset></html>", EmptyInputError, "frameset"),
    "only a script": (
        lambda: b"<html><body><script>var a = 'tin'</script><div id=app></div></body></html>",
        EmptyInputError,
        "scripts",
    ),
    "an encrypted PDF": ((FILES / "encrypted.pdf").read_bytes, InputError, "encrypted"),
    "a scan": ((FILES / "scan.pdf").read_bytes, UnsupportedInputError, "scan"),
    "a broken PDF": (lambda: (FILES / "decision.pdf").read_bytes()[:900], InputError, "broken PDF"),
    "half a PDF": (lambda: b"%PDF-1.7\n" + b"1 0 obj <<" * 50, InputError, "broken PDF"),
    "a ZIP bomb as DOCX": (zip_bomb, InputError, "ZIP bomb"),
    "a broken DOCX": (lambda: forms.docx(ARTICLE)[:5000], InputError, "broken DOCX"),
    "a spreadsheet": (other_zip, UnsupportedInputError, "Word document"),
    "an old .doc": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        UnsupportedInputError,
        "save it as .docx",
    ),
    "RTF": (lambda: b"{\\rtf1 xin chao}", UnsupportedInputError, "save it as .docx"),
    "an image": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 64, UnsupportedInputError, "text"),
    "rubbish": (lambda: bytes(range(128, 256)) * 40, DecodingError, "encoding"),
    "a WARC without pages": (
        lambda: forms.warc(("https://example.org/a.png", b"x", {"Content-Type": "image/png"})),
        EmptyInputError,
        "no page",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_line_that_says_what_to_do(name: str) -> None:
    make, kind, words = REFUSED[name]
    with pytest.raises(kind) as caught:
        extractor.read(make(), source_name="tep.bin")
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_a_batch_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes((FILES / "encrypted.pdf").read_bytes())
    (folder / "b.docx").write_bytes(zip_bomb())
    (folder / "c.html").write_text(PAGE, "utf-8")
    (folder / "d.docx").write_bytes(forms.docx(PROSE))
    (folder / "e.pdf").write_bytes((FILES / "decision.pdf").read_bytes())
    assert main(["batch", "in", "--to", "out.jsonl"]) in {0, 1}
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert ["error" in line for line in lines] == [True, True, False, False, False]
    assert [len(line["records"]) for line in lines] == [0, 0, 1, 1, 3]


# --- WARC


def three(compressed: bool) -> bytes:
    return forms.warc(
        *((f"https://example.org/{number}", PAGE.encode(), {}) for number in range(3)), compressed=compressed
    )


@pytest.mark.parametrize("compressed", [True, False])
def test_a_warc_cut_in_the_middle_gives_what_is_whole(compressed: bool, tmp_path: Path) -> None:
    data = three(compressed)
    path = tmp_path / "a.warc"
    path.write_bytes(data[: len(data) - 400])
    read = list(extractor.read_warc(path))
    assert [getattr(one, "url", None) for one in read[:2]] == ["https://example.org/0", "https://example.org/1"]
    assert len(read) <= 3


@pytest.mark.parametrize("compressed", [True, False])
def test_a_broken_record_is_one_error_and_the_rest_goes_on(compressed: bool, tmp_path: Path) -> None:
    data = three(compressed)
    mark = b"\x1f\x8b\x08" if compressed else b"WARC/1.0"
    second = data.index(mark, data.index(mark) + 1)
    broken = (
        data[: second + 12] + bytes(60) + data[second + 72 :]
        if compressed
        else data[:second] + b"RUBBISH " + data[second + 8 :]
    )
    path = tmp_path / "a.warc"
    path.write_bytes(broken)
    read = list(extractor.read_warc(path))
    urls = [one.url for one in read if isinstance(one, extractor.Article)]
    assert urls[0] == "https://example.org/0" and urls[-1] == "https://example.org/2"
    assert sum(isinstance(one, ExtractorError) for one in read) <= 1


def test_pages_that_are_none_and_bombs_in_a_warc_are_errors_of_their_own() -> None:
    bomb = forms.gzipped(b"<html>" + b" " * 30_000_000)
    data = forms.warc(
        ("https://example.org/bomb", bomb, {"Content-Encoding": "gzip"}),
        ("https://example.org/empty", b"<html></html>", {}),
        ("https://example.org/good", PAGE.encode(), {}),
    )
    read = list(extractor.read_warc(io.BytesIO(data)))
    assert [isinstance(one, ExtractorError) for one in read] == [True, True, False]
    assert "https://example.org/bomb" in str(read[0])
