from __future__ import annotations

import time
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import DecodingError
from extractor.language import decoding
from extractor.language.decoding import decode, repair

TEXT = (
    "Vụ Kế hoạch đã có 4/5 lãnh đạo đạt danh hiệu Chiến sỹ thi đua cấp cơ sở; các đồng chí được tặng Bằng khen "
    "của Bộ trưởng trong năm 2019. Những người không được tặng cũng đã có mặt tại tỉnh."
)
TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text: str) -> bytes:
    """The tones of windows-1258 are characters of their own behind the letter."""
    out = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        out.append(base + "".join(part for part in parts if part in TONES))
    return "".join(out).encode("cp1258")


def tcvn3(text: str) -> str:
    table = {right: chr(left) for left, right in decoding._tables().tcvn3.items()}
    return "".join(table.get(char, char) for char in text)


def vni(text: str) -> str:
    table = {right: left for left, right in decoding._tables().vni.items()}
    return "".join(table.get(char, char) for char in text)


def viqr(text: str) -> str:
    out = []
    for char in text:
        letter = {"đ": "dd", "Đ": "DD"}.get(char)
        marks = unicodedata.normalize("NFD", char)
        order = sorted(marks[1:], key=lambda mark: mark in TONES)
        signs = {right: left for left, right in decoding._tables().viqr.items()}
        out.append(letter or marks[0] + "".join(signs.get(mark, mark) for mark in order))
    return "".join(out)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-32"), "utf-32"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (windows_1258(TEXT), "windows-1258"),
        (tcvn3(TEXT).encode("latin-1"), "tcvn3"),
        (tcvn3(TEXT).encode(), "tcvn3"),
        (vni(TEXT).encode("latin-1"), "vni"),
        (vni(TEXT).encode(), "vni"),
        (viqr(TEXT).encode(), "viqr"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert unicodedata.normalize("NFC", decoded.text.removeprefix("\ufeff")) == TEXT
    assert decoded.encoding == encoding
    assert bool(decoded.warnings) == (encoding not in {"utf-8", "utf-16", "utf-32"})
    assert all(encoding.lower() in warning.lower() for warning in decoded.warnings)
    assert 0.9 <= decoded.score <= 1


@pytest.mark.parametrize("words", ["Tập thể Phòng Tổ chức được tặng Giấy khen.", "Ông Đỗ Khắc Hưởng, Tổ trưởng tổ 3"])
@pytest.mark.parametrize(("convert", "encoding"), [(tcvn3, "tcvn3"), (vni, "vni"), (viqr, "viqr")])
def test_a_line_is_enough(words: str, convert, encoding: str) -> None:  # type: ignore[no-untyped-def]
    decoded = repair(convert(words))
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (words, encoding)


def test_the_old_fonts_quotes_and_dashes() -> None:
    data = tcvn3("Kỷ niệm chương ").encode("latin-1") + b"\x93" + tcvn3("Vì thế hệ trẻ").encode("latin-1") + b"\x94 \x96 2020\x85"
    assert decode(data).text == "Kỷ niệm chương “Vì thế hệ trẻ” – 2020…"


def test_a_full_stop_of_viqr_is_a_tone_within_a_line_only() -> None:
    found = repair("DDa^y la` Vu. Ke^' hoa.ch cu?a ta.\nA^'y thu+? ho?i ai o+? nha`?\nBa` o+? nha` ba\\. O^ng dde^'n.")
    assert found is not None
    assert found.text == "Đây là Vụ Kế hoạch của ta.\nẤy thử hỏi ai ở nhà?\nBà ở nhà ba. Ông đến."


def test_broken_utf_8_is_read_and_said() -> None:
    decoded = decode(TEXT.encode()[:-3] + b"\xe1\xbb")
    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith("\ufffd")
    assert decoded.warnings and decoded.score < 1


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n....", b"PK\x03\x04....", b"%PDF-1.7", b"{\\rtf1\\ansi", bytes(range(128, 256)) * 30, b"\xff\xfe\x00",
        b"abc\0\0\0\0\0\0\0\0\0\0\0\0def", "Größe, Straße, Mädchen, führen, schön".encode("latin-1"), b"\xe9",
    ],
)  # fmt: skip
def test_what_is_no_text_is_said_in_one_line(data: bytes) -> None:
    with pytest.raises(DecodingError) as caught:
        decode(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "The quick brown fox isn't here (yet); see a+b, x^2. Don't I. e.g. U.S.A. e-mail? OK!",
        "def f(a, b): return a+b or a^b  # it's o.k.",
        "Le café où l'élève a mangé à midi est fermé; naïveté, garçon, forêt, château.",
        "Größe, Straße, Mädchen, führen, schön, Übung und Äpfel.",
        "Зелёный дом, белый снег, красный флаг.",
        "Vu Ke hoach duoc tang Co thi dua cua Chinh phu.",
        "",
    ],
)
def test_other_languages_and_code_are_left_alone(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8", 1.0, ())
    assert repair(text) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    with suppress(DecodingError):
        decode(data)


@given(st.text(max_size=200))
def test_any_text_in_utf_8_stays_or_is_said_to_have_changed(text: str) -> None:
    with suppress(DecodingError, UnicodeEncodeError):
        decoded = decode(text.encode())
        assert decoded.text == text.removeprefix("\ufeff") or decoded.warnings or decoded.encoding.startswith("utf-16")


@pytest.mark.parametrize("unit", [b"a.", b"d", b"\xe9", b"a\xf8 ", "ụ".encode(), b"\0a", b" "])
def test_time_grows_with_the_length_only(unit: bytes) -> None:
    start = time.perf_counter()
    with suppress(DecodingError):
        decode(unit * 300_000)
    assert time.perf_counter() - start < 5


@pytest.mark.slow
@pytest.mark.parametrize("convert", [tcvn3, vni, viqr])
def test_twenty_megabytes(convert) -> None:  # type: ignore[no-untyped-def]
    data = (convert(TEXT) + "\n").encode("latin-1")
    data *= 20_000_000 // len(data)
    start = time.perf_counter()
    decode(data)
    assert time.perf_counter() - start < 60
