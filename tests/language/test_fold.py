from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.fold import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chiến sỹ", "chiến sĩ"),
        ("KỶ NIỆM", "kỉ niệm"),
        ("hoà bình", "hòa bình"),
        ("HOÀ BÌNH", "hòa bình"),
        ("Uỷ ban", "ủy ban"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("thuý, loà", "thúy, lòa"),
        ("quý", "quí"),
        ("Qúy", "quí"),
        ("Quỹ", "quĩ"),
        ("“Vì thế hệ trẻ”", '"Vì thế hệ trẻ"'),
        ("„Vì«", '"Vì"'),
        ("‘a’", "'a'"),
        ("2015 – 2020", "2015 - 2020"),
        ("2015—2020", "2015\u20112020"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hay", "hai"), ("ngày", "ngài"), ("tay", "tai"), ("này", "nài"), ("ông", "ong"), ("ba", "bà"), ("huy", "hui"), ("ý", "í")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("word", ["hoàn", "toàn đoàn", "quý báu".replace("quý", "quí"), "loét", "huých", "quýt", "a…"])
def test_what_is_left_alone(word: str) -> None:
    assert fold(word) == word


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_letters_whose_lower_case_is_longer_keep_their_place() -> None:
    assert fold("İSTANBUL Sỹ") == "istanbul sĩ"


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạýỳỷỹỵúùủũụ HK“”-"))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
