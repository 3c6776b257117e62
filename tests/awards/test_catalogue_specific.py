"""Who gives an award, its level or the decision's code make a generic award a specific one."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from extractor.awards.catalogue import catalogue
from extractor.language.fold import fold

SHARED = Path(__file__).resolve().parents[3] / "shared" / "gold"
FAMILIES = ("bang-khen", "co-thi-dua", "chien-si-thi-dua", "giay-khen", "co-tinh-uy")


@pytest.mark.parametrize(
    ("award_id", "giver", "expected"),
    [
        ("bang-khen", "Thủ tướng Chính phủ", "bang-khen-thu-tuong-chinh-phu"),
        ("bang-khen", "Thủ tướng Chính phủ nước CHXHCN Việt Nam", "bang-khen-thu-tuong-chinh-phu"),
        ("bang-khen", "Chính phủ", "bang-khen-thu-tuong-chinh-phu"),
        ("bang-khen", "Bộ", "bang-khen-cap-bo"),
        ("bang-khen", "Bộ trưởng Bộ Y tế", "bang-khen-cap-bo"),
        ("bang-khen", "BYT", "bang-khen-cap-bo"),
        ("bang-khen", "Thống đốc Ngân hàng Nhà nước", "bang-khen-cap-bo"),
        ("bang-khen", "Chánh án TAND tối cao", "bang-khen-cap-bo"),
        ("bang-khen", "Viện trưởng Viện Kiểm sát nhân dân tối cao", "bang-khen-cap-bo"),
        ("bang-khen", "Chủ tịch UBND tỉnh Lào Cai", "bang-khen-cap-bo"),
        ("bang-khen", "UBND TP.HCM", "bang-khen-cap-bo"),
        ("bang-khen", "Ủy ban nhân dân thành phố Hải Phòng", "bang-khen-cap-bo"),
        ("bang-khen", "Uỷ ban nhân dân tỉnh", "bang-khen-cap-bo"),
        ("bang-khen", "Chủ tịch tỉnh", "bang-khen-cap-bo"),
        ("bang-khen", "tỉnh", "bang-khen-cap-bo"),
        ("bang-khen", "thành phố", "bang-khen-cap-bo"),
        ("bang-khen", "Hội Nông dân Việt Nam", "bang-khen-cap-bo"),
        ("bang-khen", "Ban Tổ chức T.Ư", "bang-khen-cap-bo"),
        ("bang-khen", "Tổng LĐLĐ Việt Nam", "bang-khen-tong-lien-doan"),
        ("bang-khen", "Tổng Liên đoàn Lao động Việt Nam", "bang-khen-tong-lien-doan"),
        ("bang-khen", "LĐLĐ tỉnh Yên Bái", "bang-khen-cong-doan-nganh"),
        ("bang-khen", "Công đoàn ngành Y tế", "bang-khen-cong-doan-nganh"),
        ("bang-khen", "Chủ tịch Công đoàn Xây dựng Việt Nam", "bang-khen-cong-doan-nganh"),
        ("bang-khen", "CĐXDVN", "bang-khen-cong-doan-nganh"),
        ("bang-khen", "Trung ương Đoàn", "bang-khen-trung-uong-doan"),
        ("bang-khen", "Ban Bí thư TƯ Đoàn", "bang-khen-trung-uong-doan"),
        ("bang-khen", "Ban Thường vụ Tỉnh đoàn Hòa Bình", "bang-khen-tinh-doan"),
        ("bang-khen", "Tỉnh ủy", "bang-khen-tinh-uy"),
        ("bang-khen", "Ban Thường vụ Thành ủy Hà Nội", "bang-khen-tinh-uy"),
        ("bang-khen", "Đảng ủy Khối các cơ quan Trung ương", "bang-khen-tinh-uy"),
        ("bang-khen", "Bộ Tư lệnh Quân khu 2", "bang-khen-quan-khu"),
        ("bang-khen", "Giám đốc Đại học Quốc gia Hà Nội", "bang-khen-dai-hoc-quoc-gia"),
        ("co-thi-dua", "Chính phủ", "co-thi-dua-cua-chinh-phu"),
        ("co-thi-dua", "Thủ tướng", "co-thi-dua-cua-chinh-phu"),
        ("co-thi-dua", "Bộ Tài chính", "co-thi-dua-cap-bo"),
        ("co-thi-dua", "ngành", "co-thi-dua-cap-bo"),
        ("co-thi-dua", "Tổng LĐLĐ", "co-thi-dua-tong-lien-doan"),
        ("co-thi-dua", "Tập đoàn Hóa chất Việt Nam", "co-thi-dua-doan-the-doanh-nghiep"),
        ("co-thi-dua", "Quân khu 7", "co-thi-dua-quan-khu"),
        ("chien-si-thi-dua", "Thủ tướng Chính phủ", "chien-si-thi-dua-toan-quoc"),
        ("chien-si-thi-dua", "UBND tỉnh Sơn La", "chien-si-thi-dua-cap-bo"),
        ("chien-si-thi-dua", "Bộ trưởng", "chien-si-thi-dua-cap-bo"),
        ("chien-si-thi-dua", "Giám đốc Sở Y tế", "chien-si-thi-dua-co-so"),
        ("huan-chuong-lao-dong", "Nhà nước Lào", "huan-chuong-nuoc-ngoai"),
        ("huan-chuong-huu-nghi", "Tổng thống Liên bang Nga", "huan-chuong-nuoc-ngoai"),
        ("huan-chuong", "Nhật hoàng", "huan-chuong-nuoc-ngoai"),
    ],
)
def test_the_giver_decides(award_id: str, giver: str, expected: str) -> None:
    assert catalogue().specific(award_id, giver=giver) == expected


@pytest.mark.parametrize(
    ("award_id", "giver"),
    [
        ("bang-khen", "UBND xã Khau Vàng"),
        ("bang-khen", "Chủ tịch UBND huyện Bắc Yên"),
        ("bang-khen", "UBND thành phố Sơn La"),
        ("bang-khen", "Giám đốc Công ty"),
        ("bang-khen", "Giám đốc Sở Y tế tỉnh Lào Cai"),
        ("bang-khen", "các đơn vị khác"),
        ("bang-khen", "Chi bộ"),
        ("bang-khen", "Bộ môn Toán"),
        ("bang-khen", "Bộ Chỉ huy quân sự tỉnh"),
        ("bang-khen", "Hội Nông dân tỉnh"),
        ("bang-khen", "Công đoàn cơ sở"),
        ("bang-khen", "ông Bộ"),
        ("bang-khen", ""),
        ("bang-khen", "“”"),
        ("giay-khen", "Bộ trưởng Bộ Y tế"),
        ("huan-chuong-lao-dong", "Chủ tịch nước"),
        ("huan-chuong-lao-dong", "Nhà nước"),
        ("huan-chuong-huu-nghi", "Đại sứ quán Việt Nam tại Lào"),
        ("huan-chuong-lao-dong", "bà Lê Thị Nga"),
    ],
)
def test_a_giver_that_does_not_decide_leaves_the_award(award_id: str, giver: str) -> None:
    assert catalogue().specific(award_id, giver=giver) == award_id


def test_what_follows_the_giver_changes_nothing() -> None:
    for giver in ("Thủ tướng Chính phủ", "UBND tỉnh Lào Cai", "Bộ Y tế", "Trung ương Đoàn"):
        alone = catalogue().specific("bang-khen", giver=giver)
        assert catalogue().specific("bang-khen", giver=f"{giver} cho 3 cá nhân và Công đoàn") == alone
        assert catalogue().specific("bang-khen", giver=f"{giver} và Bộ Công an") == alone


@pytest.mark.parametrize(
    ("award_id", "level", "expected"),
    [
        ("bang-khen", "cấp Bộ", "bang-khen-cap-bo"),
        ("bang-khen", "cấp tỉnh", "bang-khen-cap-bo"),
        ("co-thi-dua", "cấp Chính phủ", "co-thi-dua-cua-chinh-phu"),
        ("chien-si-thi-dua", "cấp cơ sở", "chien-si-thi-dua-co-so"),
        ("chien-si-thi-dua", "toàn quốc", "chien-si-thi-dua-toan-quoc"),
        ("chien-si-thi-dua", "cấp Bộ, ngành", "chien-si-thi-dua-cap-bo"),
        ("bang-khen", "cấp cao", "bang-khen"),
    ],
)
def test_the_level_decides(award_id: str, level: str, expected: str) -> None:
    assert catalogue().specific(award_id, level=level) == expected


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("1234/QĐ-TTg", "bang-khen-thu-tuong-chinh-phu"),
        ("455/QĐ-BCT", "bang-khen-cap-bo"),
        ("77/QĐ-TLĐ", "bang-khen-tong-lien-doan"),
        ("12/QĐ-UBND", "bang-khen-cap-bo"),  # below a province only Giấy khen may be given
        ("12", "bang-khen"),
    ],
)
def test_the_code_of_the_decision_decides_where_nobody_is_named(decision: str, expected: str) -> None:
    assert catalogue().specific("bang-khen", decision=decision) == expected
    assert catalogue().specific("bang-khen", giver="Bộ Y tế", decision=decision) == "bang-khen-cap-bo"


def test_a_specific_award_stays_what_it_is() -> None:
    for award_id in catalogue().awards:
        if not catalogue().awards[award_id].generic and not award_id.startswith(("huan-chuong", "huy-chuong")):
            assert catalogue().specific(award_id, giver="Bộ trưởng Bộ Y tế", level="cấp Bộ") == award_id


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated articles of ../shared are not here")
def test_the_annotated_givers() -> None:
    """Each annotated record of a family whose award stands in full: name and giver give the annotated award."""
    seen: Counter[bool] = Counter()
    wrong = []
    for path in sorted(SHARED.glob("*/gold.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            for record in json.loads(line)["records"]:
                quote = record["award_quote"]
                hits = catalogue().find(quote, fold(quote))
                if not record["award"].startswith(FAMILIES) or not hits:
                    continue
                got = catalogue().specific(hits[0].award_id, giver=record["authority"], decision=record["decision"])
                right = got in {record["award"], *record["award_alt"]}
                seen[right] += 1
                wrong += [] if right else [(record["award"], got, record["authority"], quote)]
    assert seen[True] >= 0.97 * sum(seen.values()), wrong
