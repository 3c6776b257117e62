"""The same fact told twice is one record; how twins are found must never hide one."""

from __future__ import annotations

from dataclasses import replace

import pytest

import extractor
from extractor.awards.catalogue import catalogue
from extractor.awards.repeats import _family, _same_award, without_repeats
from extractor.records import AwardRecord

TOLD = "Bà Lê Thị Dao được Bộ trưởng Bộ Y tế tặng Bằng khen. "


def record(text: str) -> AwardRecord:
    (found,) = extractor.extract(text).records
    return found


def test_awards_that_can_be_one_share_a_family() -> None:
    model = record(TOLD)
    awards = [replace(model, award=replace(model.award, id=award_id)) for award_id in catalogue().awards]
    apart = [(a.award.id, b.award.id) for a in awards for b in awards if _same_award(a, b) and _family(a) != _family(b)]
    assert apart == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (TOLD, "Lê Thị Dao được tặng Bằng khen."),  # the fuller telling stays
        ("Dao được tặng Bằng khen.", TOLD),  # a given name is part of the name
        (TOLD, "Bà Dao được Bộ trưởng Bộ Y tế tặng Bằng khen."),
    ],
)
def test_two_tellings_of_one_fact(first: str, second: str) -> None:
    found = extractor.extract(f"{first}\n\n{second}").records
    assert [one.recipient.name for one in found] == ["Lê Thị Dao"]


def test_different_people_and_counts_stay_apart() -> None:
    text = "Bộ Y tế tặng Bằng khen cho 3 tập thể và 4 cá nhân. Bộ Y tế tặng Bằng khen cho 5 cá nhân. " + TOLD
    assert len(extractor.extract(text).records) == 4


def test_twins_are_found_however_many_records_lie_between() -> None:
    one = record(TOLD)
    others = [replace(one, recipient=replace(one.recipient, name=f"Trần Văn Tám {number}")) for number in range(2000)]
    assert len(without_repeats([one, *others, one])) == 2001
