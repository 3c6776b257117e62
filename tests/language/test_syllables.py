from __future__ import annotations

import pytest

from extractor.language.syllables import is_syllable


@pytest.mark.parametrize(
    "word",
    [
        "khuyến", "nghiêng", "quý", "giữa", "gì", "yêu", "hoà", "hòa", "thuở", "khuỷu",
        "ngoằn", "uống", "ươm", "oanh", "quốc", "tuyết", "chuếch", "xoong", "rượu", "đỏ", "ạ",
    ],
)  # fmt: skip
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", "đ", "chiõn", "sü", "hoac", "cap", "học̉", "größe", "café", "été", "straße", "®ua", "sch", "aa", "ế̀"])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)
