from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        # sentences are divided by |
        "Một câu. | Hai câu.",
        "Một câu! | Hai câu? | Ba câu… | Bốn.",
        "Hết rồi!!! | Ông đi... | Bà về.",
        "Dòng một\n | Dòng hai",
        "Dòng một \r\n \n | Dòng hai",
        "năm 2020. | Ông nhận năm 2021.",
        "Ông sống ở Quận 1. | Bà thì không.",
        "Ông hỏi: “Được chưa?” | Rồi đi.",
        'Ông nói: "Tốt!" | Rồi ông về.',
        "“Tốt.” | Ông nói thế.",
        "“Hay quá!”, ông nói. | “Vâng.”",
        "Ông được khen. | - Bà cũng vậy.",
        "Ông làm thú y. | Năm 2004, ông nghỉ.",
        "hoa, quả, v.v. | Ông kể.",
        "Trụ sở ở TP.HCM. | Ông làm ở đó.",
        "Gồm: 1. Tập thể: 2 Bằng khen. | 2. Cá nhân: 3 Bằng khen.",
        "1. Tập thể\n | 2. Cá nhân\n | III. Tổ chức thực hiện",
        "(Theo Báo Ngày Mới.) | Ông nói thêm.",
    ],
)
def test_where_sentences_end(text: str) -> None:
    parts = text.split(" | ")
    joined = " ".join(parts)
    assert [span.of(joined) for span in sentences(joined)] == [part.strip() for part in parts]


@pytest.mark.parametrize(
    "text",
    [
        "GS.TS. Nguyễn Văn Ân, PGS. Lê Thị Bưởi và ThS. Cam phát biểu.",
        "Tại TP. Hà Nội, Tp. Huế và TX. Sơn Ca, 1.234 người dự.",
        "NSND. Lan hát cùng Đ/c. Minh.",
        "Nguyễn V. A nhận Bằng khen.",
        "Ở Q. 1 và P. 2 có 4.5 điểm.",
        "Điều 1. Tặng Bằng khen cho 5 tập thể.",
        "1. Tập thể: 5 Bằng khen",
        "II. Kết quả",
        "số 5.000 người.",
        "Xem tại ngaymoi.Vn và Tinthidua.Com nhé.",
        "Xem tr. 5 và Cty. Sao Mai.",
        "Ông cười… và đi.",
        "Ba điều: một; hai; Ba.",
    ],
)
def test_what_ends_no_sentence(text: str) -> None:
    assert [span.of(text) for span in sentences(text)] == [text]


@pytest.mark.parametrize("text", ["Cục ở Hà Nội.Ông vui vẻ.", "Năm 2019.Ông vui vẻ.", "“Tốt quá.”Ông vui vẻ.", "Có tốt không?Ông vui vẻ."])
def test_a_missing_space(text: str) -> None:
    assert [span.of(text) for span in sentences(text)][1:] == ["Ông vui vẻ."]


def test_no_text_has_no_sentence() -> None:
    assert sentences("") == sentences("  \n \n") == []


def test_spans_are_of_the_whole_text() -> None:
    text = "Đầu bài.\n\nVụ được tặng Cờ. Hết."
    assert [span.of(text) for span in sentences(text, 10)] == ["Vụ được tặng Cờ.", "Hết."]
    assert [span.of(text) for span in sentences(text, 10, 12)] == ["Vụ"]
    assert [span.of(text) for span in sentences(text, 10, 999)] == ["Vụ được tặng Cờ.", "Hết."]


@given(st.text(alphabet="Aaé.1 \n!”“…GSTP", max_size=40))
def test_sentences_hold_everything_but_space(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)


@pytest.mark.parametrize("unit", ["a.", "A. ", ". ", ".", "1. ", "\n", "“", "a.”", " "])
def test_time_grows_with_the_length_only(unit: str) -> None:
    start = time.perf_counter()
    sentences(unit * 200_000)
    assert time.perf_counter() - start < 5
