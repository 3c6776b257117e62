from __future__ import annotations

import pickle
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from underthesea import pos_tag, word_tokenize

from extractor.language import segment
from extractor.language.segment import continues, tagged_words, words
from extractor.language.tokenizer import UndertheseaTokenizer
from extractor.records import Span

SENTENCES = [
    "Bác sĩ bây giờ có thể thản nhiên báo tin bệnh nhân bị ung thư",
    "Uỷ ban nhân dân tỉnh tặng Bằng khen cho 4/5 lãnh đạo Vụ Kế hoạch.",
    "Ngày 30/9/2020, ông Trần Khải Nguyên (SN 1970) được 100/120 phiếu, đạt 83,3%.",
    "GS.TS. Lê V. Ân và NSND Lan đến TP.HCM lúc 9:30, e-mail: a@b.vn.",
    "Hoà bình, “khoẻ mạnh” – Ðảng bộ; thi đua - khen thưởng…",
]


def squeezed(found: list[str]) -> list[str]:
    return ["".join(word.split()) for word in found]


@pytest.mark.parametrize("text", SENTENCES)
def test_our_words_and_tags_are_underthesea_s(text: str) -> None:
    """The contract with its internals, as the public functions show them; only the spelling stays the text's."""
    spans = words(text)
    theirs = word_tokenize(text)
    assert [len("".join(span.of(text).split())) for span in spans] == [len(word) for word in squeezed(theirs)]
    assert [span for span, _ in tagged_words(text)] == spans
    assert [tag for _, tag in tagged_words(text)] == [tag for _, tag in pos_tag(text)]


@pytest.mark.parametrize("text", SENTENCES)
def test_without_its_internals_the_public_functions_are_aligned(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    syllables = [spelled for _, spelled in segment._syllables(text, Span(0, len(text)))]
    expected = continues(syllables)
    tags = [tag for _, tag in tagged_words(text)]
    monkeypatch.setattr(segment, "_tagger", lambda: None)
    assert continues(syllables) == expected
    monkeypatch.setattr(segment, "_pos_tagger", lambda: None)
    assert [tag for _, tag in tagged_words(text)] == tags
    monkeypatch.setattr(segment, "_syllable_reader", lambda: None)
    assert "".join(span.of(text) for span in words(text)).replace(" ", "") == text.replace(" ", "")


def test_fixed_words_that_somebody_gave_to_underthesea_do_not_reach_us() -> None:
    word_tokenize("Sao Mai Đỏ", fixed_words=["Sao Mai Đỏ"])
    segment._syllable_reader.cache_clear()
    assert continues(["một", "hai"]) == [False, False]
    assert len(words("Sao Mai Đỏ (xã)")) > 2


def test_words_keep_their_places_whatever_the_spelling() -> None:
    text = "\ufeffBộ Công\u00a0Thương khen\u200b thưởng\r\nÐông Hoà"
    for form in (text, unicodedata.normalize("NFD", text)):
        found = [unicodedata.normalize("NFC", span.of(form)) for span in words(form)]
        assert found == ["Bộ", "Công\u00a0Thương", "khen\u200b thưởng", "\u00d0ông", "Hoà"]


def test_what_the_taggers_cannot_take_does_no_harm() -> None:
    assert len(continues(["Bộ", "\ud800", "", "trưởng"])) == 4
    assert continues([]) == []
    text = "Bộ \ud800\udc00 trưởng \x00 đến"
    assert words(text)[-1].of(text) == "đến"
    assert words("") == tagged_words(" \n\t") == []


def test_long_input_is_read_in_pieces() -> None:
    syllables = ["thi", "đua"] * 400
    assert sum(continues(syllables)) >= 398
    text = "thi đua " * 400
    assert len(words(text)) < 410


@settings(max_examples=60, deadline=None)
@example("4\u200b\u0301")
@example("e\u0301\u200b\u0300 \u0301")
@given(st.text(alphabet="Vụ Kế hoạch Uỷ ban hoà\u00a0\u200b\n\r\t.,4/5“”Ð\u0301\ufeff-"))
def test_tokens_give_the_text_back(text: str) -> None:
    for pos_tags in (False, True):
        doc = UndertheseaTokenizer(spacy.blank("xx").vocab, pos_tags=pos_tags)(text)
        assert doc.text == text
        for token in doc:
            assert text[token.idx : token.idx + len(token)] == token.text


def test_the_registered_name_makes_a_pipeline() -> None:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "extractor.underthesea.v1"}}})
    assert [token.text for token in nlp("Bộ Công Thương tặng Bằng khen.")][:2] == ["Bộ", "Công Thương"]
    assert pickle.loads(pickle.dumps(nlp.tokenizer))("a b").text == "a b"


def test_a_pipeline_on_disk_comes_back(tmp_path: Path) -> None:
    config = {"nlp": {"tokenizer": {"@tokenizers": "extractor.underthesea.v1", "pos_tags": True}}}
    spacy.blank("vi", config=config).to_disk(tmp_path)
    doc = spacy.load(tmp_path)("Ông Nam là giáo viên.")
    assert [token.tag_ for token in doc][:4] == ["Nc", "Np", "V", "N"]


def test_parts_of_speech_are_on_the_tokens_of_any_form() -> None:
    text = "Ông Nguyễn Văn Nam là  giáo viên."
    for form in (text, unicodedata.normalize("NFD", text)):
        doc = UndertheseaTokenizer(spacy.blank("xx").vocab, pos_tags=True)(form)
        tags = {unicodedata.normalize("NFC", token.text): token.tag_ for token in doc}
        assert (tags["là"], tags["giáo viên"], tags["Nguyễn Văn Nam"], tags[" "]) == ("V", "N", "Np", "_SP")


def test_spacy_is_not_imported_for_words() -> None:
    code = (
        "import sys, extractor.language.segment as s; assert 'underthesea' not in sys.modules; "
        "s.words('thi dua'); assert 'spacy' not in sys.modules and 'underthesea' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


@pytest.mark.parametrize("unit", ["a.", "1-", "((", "\ud800"])
def test_time_grows_with_the_length_only(unit: str) -> None:
    words("Bộ trưởng")
    start = time.perf_counter()
    words(unit * 10_000)
    assert time.perf_counter() - start < 5
