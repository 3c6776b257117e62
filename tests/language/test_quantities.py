"""One line adds a test: the words, and what is counted in them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.fold import fold
from extractor.language.quantities import find_quantities

COUNTS = [
    # words, of which the quantity is what stands before "|"; value; bound
    ("18| danh hiệu", 18, None),
    ("02| đồng chí", 2, None),
    ("1.234| cá nhân", 1234, None),
    ("2 104| người", 2104, None),
    ("300| đồng chí", 300, None),
    ("12 (mười hai)| cá nhân", 12, None),
    ("mười hai (12)| cá nhân", 12, None),
    ("5 nghìn| người", 5000, None),
    ("hai mươi mốt| cá nhân", 21, None),
    ("hai mươi tư| cá nhân", 24, None),
    ("hai chục| cán bộ", 20, None),
    ("một trăm linh năm| hộ", 105, None),
    ("một nghìn hai trăm| hộ", 1200, None),
    ("mười hai| hộ", 12, None),
    ("bảy| người", 7, None),
    ("ba| tập thể", 3, None),
    ("năm| tập thể", 5, None),
    ("một| bằng khen", 1, None),
    ("hai| vợ chồng", 2, None),
    ("gần 300| giáo viên", 300, "approx"),
    ("khoảng 50| người", 50, "approx"),
    ("trên dưới 30| người", 30, "approx"),
    ("xấp xỉ 20| người", 20, "approx"),
    ("trên 20| cán bộ", 20, "at_least"),
    ("hơn một nghìn| hộ", 1000, "at_least"),
    ("ít nhất một| công chức", 1, "at_least"),
    ("không dưới 20| người", 20, "at_least"),
    ("hơn 2000| người", 2000, "at_least"),
    ("mươi| người", 10, "approx"),
    ("chục| cá nhân", 10, "approx"),
    ("vài chục| người", None, "approx"),
    ("dăm| người", None, "approx"),
]


@pytest.mark.parametrize(("text", "value", "bound"), COUNTS)
def test_counts(text: str, value: int | None, bound: str | None) -> None:
    words, rest = text.split("|")
    for before in ("", "Vụ có ", "gồm: ", "("):
        (found,) = find_quantities(fold(before + words + rest))
        assert (found.kind, found.value, found.of, found.high, found.bound) == ("count", value, None, None, bound)
        assert found[:2] == (len(before), len(before + words))


@pytest.mark.parametrize(
    ("text", "value", "of", "bound"),
    [
        ("4/5 lãnh đạo", 4, 5, None),
        ("10/10 phòng", 10, 10, None),
        ("1.204/1.350 hộ", 1204, 1350, None),
        ("2 trong số 9 lao động", 2, 9, None),
        ("chín trên mười hai phòng", 9, 12, None),
        ("8 trên tổng số 11 đơn vị", 8, 11, None),
        ("một trong 32 đơn vị", 1, 32, None),
        ("trên 2/3 cán bộ", 2, 3, "at_least"),
        ("9/10 đồng chí", 9, 10, None),
    ],
)
def test_fractions(text: str, value: int, of: int, bound: str | None) -> None:
    (found,) = find_quantities(fold(text))
    assert (found.kind, found.value, found.of, found.bound) == ("fraction", value, of, bound)


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("100% cán bộ", 100, None),
        ("98,5% công chức", None, None),
        ("trên 90% đảng viên", 90, "at_least"),
        ("chín mươi phần trăm cán bộ", 90, None),
        ("ba phần tư số phòng", 75, None),
        ("hai phần ba cán bộ", None, None),
        ("một nửa cán bộ", 50, None),
        ("hơn nửa số cán bộ", 50, "at_least"),
        ("không quá 15% cá nhân", None, None),
    ],
)
def test_percentages(text: str, value: int | None, bound: str | None) -> None:
    (found,) = find_quantities(fold(text))
    assert (found.kind, found.value, found.bound) == ("percent", value, bound)


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("5-7 người", 5, 7, None),
        ("5 – 7 người", 5, 7, None),
        ("từ 3 đến 5 người", 3, 5, None),
        ("ba đến năm người", 3, 5, None),
        ("ba bốn người", 3, 4, "approx"),
        ("dăm ba tập thể", 3, 5, "approx"),
        ("không quá 20 người", None, 20, None),
        ("tối đa 20 người", None, 20, None),
    ],
)
def test_ranges(text: str, low: int | None, high: int, bound: str | None) -> None:
    (found,) = find_quantities(fold(text))
    assert (found.kind, found.value, found.high, found.bound) == ("range", low, high, bound)


@pytest.mark.parametrize(("text", "value"), [("lần thứ 2", 2), ("lần thứ hai", 2), ("Lần thứ mười lăm", 15)])
def test_ordinals(text: str, value: int) -> None:
    assert find_quantities(fold(text)) == [(0, len(text), "ordinal", value, None, None, None)]


@pytest.mark.parametrize(
    "text",
    [
        # dates, times, phones
        "ngày 4/5", "chiều 15/7", "30/9/2020", "9-7-2020", "31/2/2020", "năm 2019", "2015 - 2020", "14:00", "14h30", "9h", "thứ 7",
        "thứ bảy", "tháng 3", "tháng năm", "quý 3", "0912 345 678", "0912.345.678", "024.3822.1234", "1900 6868",
        # numbers of decisions, articles, classes, places
        "số 12/QĐ-BCT", "1234/QĐ-TTg", "12/2019/NĐ-CP", "Nghị quyết 18-NQ/TW", "điều 5", "khoản 2 điều 3", "khóa 13", "lớp 12A",
        "quận 3", "khu phố 7", "đường 30/4", "Covid-19", "Covid 19", "G7", "5G", "lần 2", "hạng 2", "mức độ 2", "cấp 3",
        # money, ages, measures
        "5 triệu đồng", "500.000 đồng", "50 nghìn đồng", "50.000.000đ", "1,5 tỷ đồng", "500 triệu", "hai triệu đồng", "5 USD", "39 tuổi",
        "ba mươi tuổi", "30 km", "2,5 km", "4,5 điểm", "3 giờ", "3 năm", "hai mươi năm", "5-7 ngày",
        # words that are no numbers
        "hạng Ba", "hạng Nhất", "Nguyễn Văn Năm", "Lê Thị Ba nhận cờ", "ông Ba và bà Tư", "anh Hai nhà em", "ba tôi", "năm nay", "năm học",
        "trong năm cán bộ phải học", "năm công tác", "một số cá nhân", "một cách", "nửa thế kỷ", "nửa đời", "hàng trăm người", "hàng chục cá nhân",
        "3-1", "tỷ số 2-3", "",
    ],
)  # fmt: skip
def test_what_counts_nothing(text: str) -> None:
    assert find_quantities(fold(text)) == []


def test_several_in_one_sentence() -> None:
    text = "Năm 2019, Vụ có 4/5 lãnh đạo, hơn 20 chuyên viên và ba phòng (Quyết định số 12/QĐ-BCT) nhận 9 Bằng khen, 5 triệu đồng."
    found = find_quantities(fold(text))
    assert [(text[one.start : one.end], one.value) for one in found] == [("4/5", 4), ("hơn 20", 20), ("ba", 3), ("9", 9)]


@given(st.text(alphabet="01259/-.,% ()abchimnoưtừđếộárầơgs\n", max_size=40))
def test_mentions_are_in_order_and_do_not_overlap(text: str) -> None:
    last = 0
    for found in find_quantities(fold(text)):
        assert last <= found.start < found.end <= len(text)
        last = found.end


@pytest.mark.parametrize("unit", ["1 ", "1", "1.", "ba ", "năm trăm ", "5/", "5-", "(", "1 (", "hơn ", "không trăm ", "0912 "])
def test_time_grows_with_the_length_only(unit: str) -> None:
    start = time.perf_counter()
    find_quantities(unit * 20_000)
    assert time.perf_counter() - start < 5
