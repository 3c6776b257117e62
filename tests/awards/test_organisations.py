"""Bodies, places, units, posts and people."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import resources
from extractor.awards import organisations as module
from extractor.awards.organisations import organisations
from extractor.errors import ModelError
from extractor.language.fold import fold


@pytest.mark.parametrize(
    ("words", "body_id"),
    [
        ("Bộ Công Thương", "bo-cong-thuong"),
        ("bộ  công thương", "bo-cong-thuong"),
        ("Bộ GD&ĐT", "bo-giao-duc-dao-tao"),
        ("Uỷ ban Dân tộc", "uy-ban-dan-toc"),
        ("TANDTC", "toa-an-toi-cao"),
        ("Trung ương Đoàn", "doan-thanh-nien"),
        ("Thủ tướng", "thu-tuong"),
    ],
)
def test_a_body_by_any_of_its_names(words: str, body_id: str) -> None:
    found = organisations().body(words)
    assert found is not None
    assert found.id == body_id


@pytest.mark.parametrize("words", ["", "Bộ", "Bộ Công Thương và Bộ Y tế", "Công ty Sao Mai"])
def test_words_that_name_no_body(words: str) -> None:
    assert organisations().body(words) is None


@pytest.mark.parametrize(
    ("words", "body_id"),
    [
        ("Bộ trưởng Bộ Y tế", "bo-y-te"),
        ("Thứ trưởng Bộ Công Thương", "bo-cong-thuong"),
        ("Thống đốc Ngân hàng Nhà nước", "ngan-hang-nha-nuoc"),
        ("Thủ tướng Chính phủ", "thu-tuong"),
        ("Chủ tịch nước", "chu-tich-nuoc"),
        ("Chủ tịch UBND tỉnh Lào Cai", "uy-ban-nhan-dan"),
        ("UBND TP Hải Phòng", "uy-ban-nhan-dan"),
        ("Công đoàn Bộ Y tế", None),
        ("Giám đốc Công ty Sao Mai", None),
        ("Bộ trưởng", None),
        ("", None),
    ],
)
def test_the_body_that_a_giver_speaks_for(words: str, body_id: str | None) -> None:
    found = organisations().giver(words)
    assert (found and found.id) == body_id


def test_provinces_before_and_after_july_2025() -> None:
    provinces = {place.name: place for place in organisations().provinces}
    now = [place for place in provinces.values() if place.now is None]
    assert len(now) == 34
    assert sum(place.type == "thành phố" for place in now) == 6
    former = {place.name for place in provinces.values() if place.now is not None}
    assert {provinces[name].now for name in former} <= {place.name for place in now}
    assert provinces["Hà Giang"].now == "Tuyên Quang"
    assert provinces["Hà Giang"].valid_to == "2025-06-30"
    assert "Hà Nội" in organisations().cities
    assert "Lào Cai" not in organisations().cities


def test_kinds_of_units_have_a_level_and_mostly_a_head() -> None:
    units = {unit.name: unit for unit in organisations().units}
    assert units["Vụ"].head == "Vụ trưởng"
    assert units["Vụ"].alone
    assert not units["Công an"].alone
    assert units["Phòng"].level == "phong"
    assert {"Vụ", "nhà trường", "HTX", "xã"} <= {
        name if name != "Nhà trường" else "nhà trường" for name in organisations().unit_heads
    }
    assert len(organisations().unit_heads) == len(set(organisations().unit_heads))


def test_groups_tell_what_recipients_are() -> None:
    groups = organisations().groups
    assert groups["cá nhân"] == "individual"
    assert groups["tập thể"] == "collective"
    assert groups["hộ gia đình"] == "household"
    assert set(groups.values()) == {"individual", "collective", "household"}


def test_names_posts_and_ranks() -> None:
    lists = organisations()
    assert {"Nguyễn", "Giàng", "Ksor", "Y"} - set(lists.surnames) <= {"Y"}
    assert {"Phó Vụ trưởng", "Kế toán trưởng", "Hạt trưởng", "Phó Chủ tịch UBND"} <= set(lists.posts)
    assert {"Đại tá", "Trung úy"} <= set(lists.ranks)
    assert {"bác sĩ", "thợ lò", "già làng"} <= set(lists.occupations)
    assert {"ông", "đồng chí"} <= set(lists.honorifics)
    assert {fold(word) for word in lists.groups}.isdisjoint({fold(name) for name in lists.places})


def test_broken_lists_tell_all_their_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = resources.models_dir()
    for folder in ("organisations", "people"):
        (tmp_path / folder).mkdir()
        for path in (source / folder).glob("*.toml"):
            (tmp_path / folder / path.name).write_text(path.read_text("utf-8"), "utf-8")
    units = tmp_path / "organisations" / "units.toml"
    units.write_text(units.read_text("utf-8") + '\n[[unit]]\nname = "Mới"\nlevel = "cao"\n', "utf-8")
    (tmp_path / "organisations" / "corporations.toml").write_text("", "utf-8")
    (tmp_path / "people" / "groups.toml").write_text(
        'individual = ["người"]\ncollective = ["người", "đội"]\nhouseholds = ["hộ"]\n', "utf-8"
    )
    monkeypatch.setattr(resources, "models_dir", lambda: tmp_path)
    with pytest.raises(ModelError) as caught:
        module.organisations.__wrapped__()
    faults = "\n".join(caught.value.faults)
    assert "'level' is 'cao'" in faults
    assert "lacks 'alone' @ models/organisations/units.toml: unit" in faults
    assert "holds no [[corporation]] @ models/organisations/corporations.toml" in faults
    assert "unknown key 'households' (household?) @ models/people/groups.toml" in faults
    assert "lacks 'household' @ models/people/groups.toml" in faults
    assert "'người' is of two kinds @ models/people/groups.toml" in faults
