from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.normalise import ALL_CLEAN, normalise

VIETNAMESE = "Vụ Kế hoạch được tặng Cờ thi đua của Chính phủ, ông Đỗ Văn Hoà nhận Bằng khen."
DIRTY = "aâấặeêo\u0301\u0323\u0302\u00a0\u200b\r\n Đ\u00d0\x00\ud800-ngé\u2028\ufeff中"


def test_a_clean_text_is_taken_as_it_is() -> None:
    plain = normalise(VIETNAMESE + "\n“Trích” – 1.234… 5 °C\n")
    assert plain.text == VIETNAMESE + "\n“Trích” – 1.234… 5 °C\n"
    assert normalise(VIETNAMESE).text is VIETNAMESE
    assert not plain.starts
    assert plain.to_user(3, 9) == plain.from_user(3, 9) == (3, 9)


def test_what_counts_as_clean_is_composed_and_joins_nothing() -> None:
    for code in range(0x3100):
        char = chr(code)
        if ALL_CLEAN.fullmatch(char):
            assert unicodedata.is_normalized("NFC", char) and not unicodedata.combining(char), hex(code)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        (unicodedata.normalize("NFD", VIETNAMESE), VIETNAMESE),
        ("Bằng\u00a0khen", "Bằng khen"),
        ("Bằng\u202f\u2003khen", "Bằng  khen"),
        ("Bằng\u200b khen", "Bằng khen"),
        ("thi\u00adđua", "thiđua"),
        ("e\u200b\u0302", "ê"),
        ("e\u0323\u0302", "ệ"),
        ("e\u0302\u0323", "ệ"),
        ("\u00d0ảng, \u00f0oàn", "Đảng, đoàn"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("một\u2028hai\x0bba\x85bốn", "một\nhai\nba\nbốn"),
        ("\r\r\n\n", "\n\n\n"),
        ("\ufeffVụ", "Vụ"),
        ("nul\x00ở giữa", "nul ở giữa"),
        ("lẻ \ud800 loi \udfff", "lẻ \ufffd loi \ufffd"),
        ("\u0301", "\u0301"),
        ("", ""),
    ],
)
def test_what_is_normalised(dirty: str, clean: str) -> None:
    assert normalise(dirty).text == clean


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("phong trào thi-\nđua yêu nước", "phong trào thi đua yêu nước"),
        ("phong trào thi- \r\n đua", "phong trào thi đua"),
        ("khen thươ-\nng", "khen thương"),
        (unicodedata.normalize("NFD", "tập thể-\nđơn vị"), "tập thể đơn vị"),
        # No word goes on over these line ends.
        ("Hà Nội-\nHuế", "Hà Nội-\nHuế"),
        ("2015-\n2020", "2015-\n2020"),
        ("- một\n- hai", "- một\n- hai"),
        ("một -\nhai", "một -\nhai"),
        ("một-\n\nhai", "một-\n\nhai"),
    ],
)
def test_a_word_broken_at_a_line_end_is_joined(broken: str, whole: str) -> None:
    plain = normalise(broken)
    assert plain.text == whole


def test_spans_go_back_to_the_words_that_the_user_gave() -> None:
    text = unicodedata.normalize("NFD", "Tối qua,\u00a0ông Đỗ Văn Hoà\r\nnhận \u200bBằng\u200b thi-\r\nđua")
    plain = normalise(text)
    for words in ("Đỗ Văn Hoà", "Hoà", "ông", "Bằng", "đua", "thi đua"):
        start = plain.text.index(words)
        span = plain.to_user(start, start + len(words))
        assert unicodedata.normalize("NFC", span.of(text)).replace("-\r\n", " ") == words
        assert plain.from_user(*span) == (start, start + len(words))


def test_an_empty_span_is_a_place() -> None:
    plain = normalise("a\r\nb")
    assert plain.to_user(2, 2) == (3, 3)
    assert plain.from_user(3, 3) == (2, 2)


@given(st.text(alphabet=DIRTY, max_size=30))
def test_any_text_is_composed_and_its_spans_stay_inside_and_in_order(text: str) -> None:
    plain = normalise(text)
    assert unicodedata.is_normalized("NFC", plain.text)
    last = 0
    for index in range(len(plain.text)):
        span = plain.to_user(index, index + 1)
        assert last <= span.start < span.end <= len(text)
        last = span.start
        back = plain.from_user(*span)
        assert back.start <= index < back.end


@given(st.text(alphabet=DIRTY.replace("-", ""), max_size=30))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@pytest.mark.parametrize("unit", ["\u0301\u0323", "-\r\n", "\u00a0", "\u200b", "- ", "中\u3099", "-\u00a0\n"])
def test_time_grows_with_the_length_only(unit: str) -> None:
    start = time.perf_counter()
    normalise(unit * 100_000)
    assert time.perf_counter() - start < 5
