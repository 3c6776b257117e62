"""One line adds a test: a dateline and when it says that the page was published."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.published import parse_published

NOON = "2020-09-30T14:00:00+07:00"


@pytest.mark.parametrize(
    ("line", "value", "precision"),
    [
        ("14:00 | 30/09/2020", NOON, "minute"),
        ("Thứ Tư, 30/9/2020 14:00 GMT+7", NOON, "minute"),
        ("Thứ tư, 30/9/2020, 14:00 (GMT+7)", NOON, "minute"),
        ("Cập nhật lúc 14:00, Thứ Tư, 30/09/2020", NOON, "minute"),
        ("14h00 ngày 30/9/2020", NOON, "minute"),
        ("14 giờ 00 phút, ngày 30 tháng 9 năm 2020", NOON, "minute"),
        ("14 giờ ngày 30/9/2020", NOON, "minute"),
        ("14h, 30/9/2020", NOON, "minute"),
        ("30.9.2020 - 14:00", NOON, "minute"),
        ("30/09/2020 2:00 PM", NOON, "minute"),
        ("2:00 CH 30/09/2020", NOON, "minute"),
        ("14:00:00 30/09/2020", NOON, "second"),
        ("2020-09-30T14:00:00+07:00", NOON, "second"),
        ("2020-09-30T14:00:00+0700", NOON, "second"),
        ("2020-09-30T07:00:00Z", NOON, "second"),
        ("2020-09-30T07:00:00.000Z", NOON, "second"),
        ("2020-09-30T14:00", NOON, "minute"),
        ("2020-09-30 14:00", NOON, "minute"),
        ("2020-09-29T20:00:00-11:00", NOON, "second"),
        ("11:02, 14-8-2023", "2023-08-14T11:02:00+07:00", "minute"),
        ("9h30 ngày 5/3/2021", "2021-03-05T09:30:00+07:00", "minute"),
        ("05/03/2021 12:30 AM", "2021-03-05T00:30:00+07:00", "minute"),
        ("05/03/2021 12:30 PM", "2021-03-05T12:30:00+07:00", "minute"),
        ("9:30 SA 5/3/2021", "2021-03-05T09:30:00+07:00", "minute"),
        ("30/09/2020 00:00", "2020-09-30T00:00:00+07:00", "minute"),
        ("30 tháng 9 năm 2020", "2020-09-30", "day"),
        ("Hà Nội, ngày 30 tháng 9, năm 2020", "2020-09-30", "day"),
        ("04/12/2020", "2020-12-04", "day"),
        ("25:00 5/3/2021", "2021-03-05", "day"),
        ("2020-09-30", "2020-09-30", "day"),
        ("31/2/2020, sửa 1/3/2020", "2020-03-01", "day"),
    ],
)
def test_datelines(line: str, value: str, precision: str) -> None:
    published = parse_published(line)
    assert published is not None
    assert published[:2] == (value, precision)
    assert 0 <= published.start < published.end <= len(line)


@pytest.mark.parametrize(
    "line", ["", "31/2/2020", "32/1/2020", "12/31/2020", "2020-13-30", "9/2020", "2020", "5/3/21", "14:00", "4.5.6", "130/9/2020"]
)
def test_lines_that_tell_no_day(line: str) -> None:
    assert parse_published(line) is None


@given(st.text(alphabet="0123456789/:.-TZ+ hgiờngày", max_size=40))
def test_any_line_is_read_or_not(line: str) -> None:
    published = parse_published(line)
    assert published is None or (0 <= published.start < published.end <= len(line))


@pytest.mark.parametrize("unit", ["1/", "1 ", "2020-", "1:", "12 giờ ", " "])
def test_time_grows_with_the_length_only(unit: str) -> None:
    start = time.perf_counter()
    parse_published(unit * 20_000)
    assert time.perf_counter() - start < 5
