"""What `extract explain` tells: each stage of a sentence that gave records, and the reason where none came."""

from __future__ import annotations

import pytest

import extractor
from extractor.awards.explain import explain
from extractor.errors import InputError

TEXT = """Vụ Kho quỹ nói về thi đua

Vụ Kho quỹ (Bộ Tài chính) có 40 người. Năm 2019, Vụ được Thủ tướng Chính phủ tặng Bằng khen.

Vụ chưa được tặng Cờ thi đua của Chính phủ. Trời hôm ấy rất đẹp."""


def told(text: str, **which: int) -> str:
    return "\n".join(explain(extractor.read_text(text), **which))


def test_the_way_of_a_sentence_is_told_stage_by_stage() -> None:
    out = told(TEXT, at=TEXT.index("Thủ tướng"))
    assert out.startswith("sentence 3 [")
    for words in (
        "mentions time:Năm 2019",
        "'Bằng khen': bang-khen",
        "passive.give-by fired",
        "clause   'được Thủ tướng Chính phủ tặng Bằng khen'",
        "status   conferred: no cue reaches it",
        "giver: Thủ tướng Chính phủ",
        "record   bang-khen-thu-tuong-chinh-phu conferred Vụ Kho quỹ",
        "inherited: recipient 'Vụ Kho quỹ' from sentence",
    ):
        assert words in out, words


def test_the_cue_of_a_status_is_named() -> None:
    out = told(TEXT, number=4)
    assert "cue      negated ('chưa được'" in out and "negated: the cue 'chưa được' reaches it" in out


def test_without_a_choice_the_sentences_with_an_award_word_are_told() -> None:
    assert [line.split()[1] for line in told(TEXT).splitlines() if line.startswith("sentence")] == ["3", "4"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Vụ Kho quỹ có 40 người. Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen.", "no award of the catalogue is named here"),
        ("NSND Trần Văn Tám hát mở màn.", "a title worn before a name"),
        ("Nếu đạt chuẩn, bà Lê Thị Dao được tặng Bằng khen.", "tells a rule, a wish or a supposition"),
        ("Tấm Bằng khen màu đỏ rất đẹp.", "no frame was used"),
        ("Ông Lê Văn Tư được Tổng thống Pháp tặng Huân chương.", "out of scope"),
    ],
)
def test_a_reason_is_given_where_nothing_came(text: str, reason: str) -> None:
    assert not [record for record in extractor.extract(text).records if record.evidence.sentence.start == 0]
    assert f"{reason}" in told(text, number=1)


def test_a_fact_told_again_says_where_it_is_told_more_fully() -> None:
    text = "Bà Lê Thị Dao nhận Bằng khen\n\nNăm 2020, bà Lê Thị Dao được Bộ trưởng Bộ Y tế tặng Bằng khen."
    assert len(extractor.extract(text).records) == 1
    assert "the same fact is told more fully in sentence 2" in told(text, number=1)


def test_what_is_not_there_is_an_error_that_tells_how_many_there_are() -> None:
    with pytest.raises(InputError, match=r"there is no sentence 99; the article has 5 sentences"):
        told(TEXT, number=99)
    with pytest.raises(InputError, match="no sentence holds the offset 5000"):
        told(TEXT, at=5000)
    assert told("Trời hôm ấy rất đẹp.") == "nothing came: none of the 1 sentences names an award of the catalogue (extract awards WORDS)"
