"""Classes of orders and the years of Huy hiệu Đảng."""

from __future__ import annotations

import pytest

from extractor.awards.catalogue import catalogue
from extractor.language.fold import fold


def classes(text: str) -> list[tuple[str, int | None, bool]]:
    return [(text[hit.start : hit.end], hit.class_, hit.elliptic) for hit in catalogue().find(text, fold(text))]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("hạng Nhất", 1), ("hạng nhất", 1), ("Hạng Nhì", 2), ("hạng Hai", 2), ("hạng Ba", 3), ("hạng I", 1),
        ("hạng II", 2), ("hạng III", 3), ("hạng 1", 1), ("hạng 3", 3), ("(hạng Ba)", 3), (", hạng Nhì", 2),
        ("HẠNG BA", 3),
    ],
)  # fmt: skip
def test_a_class_belongs_to_the_name(words: str, number: int) -> None:
    text = f"Huân chương Lao động{'' if words[0] == ',' else ' '}{words}"
    assert classes(f"{text} năm 2019") == [(text, number, False)]


@pytest.mark.parametrize(
    "text", ["Huân chương Sao Vàng hạng Nhất", "Chiến sĩ thi đua cơ sở hạng II", "Giấy khen hạng Ba"]
)
def test_awards_without_classes_take_none(text: str) -> None:
    assert [number for _, number, _ in classes(text)] == [None]


def test_a_class_that_the_award_does_not_have_is_none() -> None:
    assert [number for _, number, _ in classes("Huy chương Kháng chiến hạng Ba")] == [None]


def test_the_class_after_an_abbreviation_and_an_era() -> None:
    assert classes("nhận HCLĐ hạng Ba") == [("HCLĐ hạng Ba", 3, False)]
    text = "Huân chương Kháng chiến chống Mỹ, cứu nước hạng Nhất"
    assert classes(text) == [(text, 1, False)]


def test_a_later_class_understands_the_name_before() -> None:
    assert classes("Huân chương Lao động hạng Ba (năm 2016) và hạng Nhì (năm 2021)") == [
        ("Huân chương Lao động hạng Ba", 3, False),
        ("hạng Nhì", 2, True),
    ]
    assert classes("Huân chương Độc lập hạng Nhất, Nhì và Ba cho ba cá nhân") == [
        ("Huân chương Độc lập hạng Nhất", 1, False),
        ("Nhì", 2, True),
        ("Ba", 3, True),
    ]


def test_several_classes_share_one_hang() -> None:
    assert classes("Huân chương Lao động các hạng Nhất, Nhì, Ba") == [
        ("Huân chương Lao động các hạng Nhất", 1, False),
        ("Nhì", 2, True),
        ("Ba", 3, True),
    ]
    assert [number for _, number, _ in classes("huy chương chiến sĩ vẻ vang hạng nhất, nhì, ba")] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "Huân chương Lao động hạng Nhất và ba cá nhân được khen",
        "Huân chương Lao động hạng Nhất, ba cá nhân được khen",
        "Huân chương Lao động hạng Nhất cho bệnh viện hạng II",
        "Huân chương Lao động hạng Nhất cho 3 giáo viên hạng III",
        "Huân chương Lao động hạng Nhất. Đội bóng xếp hạng ba",
    ],
)
def test_other_ranks_are_no_class(text: str) -> None:
    assert classes(text) == [("Huân chương Lao động hạng Nhất", 1, False)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Huy hiệu 45 năm tuổi Đảng", 45),
        ("Huy hiệu Đảng 30 năm", 30),
        ("Huy hiệu Đảng 30 năm tuổi Đảng", 30),
        ("huy hiệu 60 tuổi Đảng", 60),
        ("huy hiệu Đảng loại 75 năm", 75),
        ("Huy hiệu cao quý 80 năm tuổi Đảng", 80),
        ("huy hiệu 30, 40, 50 năm tuổi Đảng", 30),
        ("Huy hiệu Đảng 55 và 50 năm", 55),
        ("Huy hiệu 55 năm, 50 năm, 45 năm tuổi Đảng", 55),
    ],
)
def test_the_years_of_huy_hieu_dang(text: str, years: int) -> None:
    assert classes(text) == [(text, years, False)]


def test_huy_hieu_dang_without_years() -> None:
    assert classes("trao Huy hiệu Đảng đợt 3/2 cho 12 đảng viên") == [("Huy hiệu Đảng", None, False)]
    assert classes("huy hiệu 50 năm thành lập ngành") == []
    assert [number for _, number, _ in classes("Huy hiệu 35 năm tuổi Đảng")] in ([], [None])


def test_later_years_understand_the_badge() -> None:
    text = "Huy hiệu 50 năm tuổi Đảng cho 2 đồng chí, 45 năm cho 3 đồng chí, 40 năm tuổi Đảng cho 9 đồng chí"
    assert classes(text) == [
        ("Huy hiệu 50 năm tuổi Đảng", 50, False),
        ("45 năm", 45, True),
        ("40 năm tuổi Đảng", 40, True),
    ]
    assert len(classes("trao Huy hiệu 50 năm tuổi Đảng cho ông Trần Văn Bình sau 60 năm công tác")) == 1
