"""One line adds a test: the words, and what time they tell."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.fold import fold
from extractor.language.times import find_times

WHOLE = [
    # words, kind, first, last, listed; the mention is all the words
    ("năm 2019", "year", 2019, 2019, None),
    ("cuối năm 2018", "year", 2018, 2018, None),
    ("từ năm 2016", "year", 2016, 2016, None),
    ("quý III/2020", "year", 2020, 2020, None),
    ("quý 3 năm 2020", "year", 2020, 2020, None),
    ("2015 - 2020", "years", 2015, 2020, None),
    ("năm 2018-2019", "years", 2018, 2019, None),
    ("từ năm 2016 đến 2020", "years", 2016, 2020, None),
    ("Từ năm 2016 đến năm 2020", "years", 2016, 2020, None),
    ("từ 2011 đến 2019", "years", 2011, 2019, None),
    ("từ 2011 đến hết năm 2019", "years", 2011, 2019, None),
    ("từ năm 2019 đến nay", "years", 2019, None, None),
    ("hai năm 2019 - 2020", "years", 2019, 2020, None),
    ("hai năm 2017, 2018", "years", 2017, 2018, 2),
    ("năm 2019 và năm 2020", "years", 2019, 2020, 2),
    ("các năm 2019, 2020, 2022", "years", 2019, 2022, 3),
    ("các năm 2022, 2020 và 2019", "years", 2019, 2022, 3),
    ("giai đoạn 2015 - 2020", "term", 2015, 2020, None),
    ("trong giai đoạn 2015–2020", "term", 2015, 2020, None),
    ("nhiệm kỳ 2015 - 2020", "term", 2015, 2020, None),
    ("khoá 2015-2020", "term", 2015, 2020, None),
    ("năm học 2019 - 2020", "school_year", 2019, 2020, None),
    ("năm học 2019/2020", "school_year", 2019, 2020, None),
    ("tháng 9/2019", "month", 2019, 2019, None),
    ("đầu tháng 9 năm 2019", "month", 2019, 2019, None),
    ("5 năm qua", "relative", None, None, 5),
    ("trong năm năm gần đây", "relative", None, None, 5),
    ("trong những năm qua", "relative", None, None, None),
    ("năm nay", "relative", None, None, None),
    ("năm ngoái", "relative", None, None, None),
    ("nhiệm kỳ vừa qua", "relative", None, None, None),
    ("năm học này", "relative", None, None, None),
    ("2 năm liền", "span", None, None, 2),
    ("ba năm liên tục", "span", None, None, 3),
    ("ngày 4/5", "date", None, None, None),
    ("sáng 4/5", "date", None, None, None),
    ("chiều qua, 4/5", "date", None, None, None),
    ("thứ Tư, 4/5", "date", None, None, None),
    ("hôm 4-5", "date", None, None, None),
    ("mùng 2 tháng 9", "date", None, None, None),
    # Of days told together none is the date.
    ("ngày 15 - 17/9/2020", "date", 2020, 2020, None),
    ("ngày 2 và 3/9/2020", "date", 2020, 2020, None),
]


@pytest.mark.parametrize(("text", "kind", "first", "last", "listed"), WHOLE)
def test_times(text: str, kind: str, first: int | None, last: int | None, listed: int | None) -> None:
    for before, after in (("", ""), ("Vụ đạt ", " danh hiệu"), ("(", ").")):
        (found,) = find_times(fold(before + text + after))
        assert found[:2] == (len(before), len(before + text))
        assert (found.kind, found.first, found.last, found.listed, found.iso) == (kind, first, last, listed, None)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("ngày 30/9/2020", "2020-09-30"),
        ("sáng 30/9/2020", "2020-09-30"),
        ("9-7-2020", "2020-07-09"),
        ("9.7.2020", "2020-07-09"),
        ("ngày 11 tháng 8 năm 2024", "2024-08-11"),
        ("11 tháng 8, năm 2024", "2024-08-11"),
        ("04/05/2024", "2024-05-04"),
        ("29/2/2020", "2020-02-29"),
    ],
)
def test_dates_are_day_first(text: str, iso: str) -> None:
    (found,) = find_times(fold(text))
    assert (found.kind, found.iso, found.first, found.last) == ("date", iso, int(iso[:4]), int(iso[:4]))
    assert found[:2] == (0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "2.104 tập thể", "32/13/2020", "12/31/2020", "31/2/2020", "29/2/2019", "số 1920/QĐ-TTg", "số 12/2019/QĐ-TTg", "4/5 lãnh đạo",
        "2-3 cá nhân", "30-9", "1920 người", "Luật 2013", "2020-2015", "2018/2019", "Covid-2019", "0912 2019 2020x"[:4], "thứ năm tới",
        "người thứ năm này", "trong năm", "năm 20190", "đạt 1.2019 điểm", "",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert find_times(fold(text)) == []


def test_several_in_one_sentence() -> None:
    found = find_times(fold("Nhiệm kỳ 2015-2020 và 2020-2025, ngày 4/5 và 6/5, năm 2020 (2019-2020), từ (2011)."))
    assert [(time.kind, time.first, time.last) for time in found] == [
        ("term", 2015, 2020), ("years", 2020, 2025), ("date", None, None), ("date", None, None), ("year", 2020, 2020),
        ("years", 2019, 2020), ("year", 2011, 2011),
    ]  # fmt: skip


@given(st.text(alphabet="0129/-., năngyừđếtộáhk()", max_size=40))
def test_mentions_are_in_order_and_do_not_overlap(text: str) -> None:
    last = 0
    for found in find_times(fold(text)):
        assert last <= found.start < found.end <= len(text)
        assert found.last is None or found.first is not None
        last = found.end


@pytest.mark.parametrize("unit", ["2019, ", "1/", "năm ", "1-2-", "ngày 4/5 ", " ", "2019", "trong "])
def test_time_grows_with_the_length_only(unit: str) -> None:
    start = time.perf_counter()
    find_times(unit * 30_000)
    assert time.perf_counter() - start < 5
