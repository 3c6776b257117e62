"""Names of units, one rule at a time: what is joined, what is left apart, and that it stays fast."""

from __future__ import annotations

import pytest

from extractor.link.units import UnitName, link_units


def same(one: tuple[str, ...], two: tuple[str, ...], *others: tuple[str, ...]) -> bool:
    """Whether two paths are linked, among others."""
    links = link_units([UnitName(f"{number:02}", path) for number, path in enumerate((one, two, *others))])
    return links.of["00"] == links.of["01"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("Bộ Y tế", "Vụ Kế hoạch - Tài chính"), ("Vụ KHTC, Bộ Y tế",)),
        (("Bộ Y tế", "Vụ Kế hoạch - Tài chính"), ("Bộ Y tế", "vụ kế hoạch, tài chính")),
        (("Bộ Y tế", "Vụ Pháp chế"), ("Bộ Y tế", "Vu Phap che")),
        (("Bộ Y tế", "Vụ Pháp chế"), ("Bộ Y tế", "Vụ Pháp chếe")),
        (("Bộ Y tế", "Vụ Pháp chế"), ("tập thể lãnh đạo Vụ Pháp chế của Bộ Y tế",)),
        (("Hợp tác xã Núi Vàng",), ("HTX Núi Vàng",)),
        (
            ("tỉnh Bắc Giang", "Trường THPT Núi Vàng"),
            ("tỉnh Bắc Ninh", "Trường THPT Núi Vàng"),
        ),  # one province since 2025
    ],
)
def test_the_same(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    assert same(one, two)
    assert same(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("Bộ Y tế", "Vụ Pháp chế"), ("Bộ Nội vụ", "Vụ Pháp chế")),
        (("Bộ Y tế", "Vụ Pháp chế"), ("Vụ Pháp chế",)),
        (("Trường THPT Sông Lam",), ("Trường THPT Sông Lâm",)),
        (("Trường Tiểu học số 1 Núi Vàng",), ("Trường Tiểu học số 2 Núi Vàng",)),
        (("Trung đoàn 174",), ("Trung đoàn 147",)),
        (("tỉnh Bắc Giang", "Trường THPT Núi Vàng"), ("tỉnh Cà Mau", "Trường THPT Núi Vàng")),
        (("tỉnh Bắc Giang", "Sở Y tế"), ("tỉnh Bắc Ninh", "Sở Y tế")),
        (("xã An Lộc",), ("huyện An Lộc",)),
        (("Công ty Samtek",), ("Công ty Samtec",)),
    ],
)
def test_not_the_same(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    assert not same(one, two)


def test_initials_that_fit_two_are_of_neither() -> None:
    assert not same(("Bộ Y tế", "Vụ PC"), ("Bộ Y tế", "Vụ Pháp chế"), ("Bộ Y tế", "Vụ Phòng chống"))
    assert same(("Bộ Y tế", "Vụ PC"), ("Bộ Y tế", "Vụ Pháp chế"))


def test_a_bare_name_of_two_units_is_of_neither() -> None:
    lone, one, two = (
        ("Trường THPT Núi Vàng",),
        ("tỉnh Cà Mau", "Trường THPT Núi Vàng"),
        ("tỉnh Lai Châu", "Trường THPT Núi Vàng"),
    )
    assert same(lone, one) and not same(lone, one, two)


def test_names_of_no_words_and_of_strange_ones_are_units_of_their_own() -> None:
    odd = [("",), ("-",), ("()",), ("((",), ("Bộ",), ("của",), ("x" * 10_000,), ("Vụ " * 500,), (",,, - ,",)]
    links = link_units([UnitName(f"{number:02}", path) for number, path in enumerate(odd)])
    assert len(links.of) == len(odd)


def test_thousands_of_foreign_names_under_one_head() -> None:
    """Names with words that are not Vietnamese are compared with their neighbours only."""
    names = [UnitName(f"{number:05}", (f"Công ty Kraft{number} Wenzel",)) for number in range(4_000)]
    names += [
        UnitName(f"{word}{number:05}", (f"Công ty {word} {number}",))
        for number in range(2_000)
        for word in ("Phú", "Lộc")
    ]
    assert len(link_units(names).units) == len(names)
