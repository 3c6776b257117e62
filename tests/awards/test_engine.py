"""Whole sentences and what is read in them: one line adds a test. Names and units are fictional."""

from __future__ import annotations

import pytest

import extractor

# (text, [(award, class, status, name or "~group", count, of)])
READ = [
    ("Năm 2019, bà Lê Thị Dao được Bộ trưởng Bộ Công Thương tặng Bằng khen.", [("bang-khen-cap-bo", None, "conferred", "Lê Thị Dao", 1, None)]),
    ("Vụ Khoa học có 4/5 lãnh đạo đạt danh hiệu Chiến sỹ thi đua cấp cơ sở.", [("chien-si-thi-dua-co-so", None, "conferred", "~lãnh đạo", 4, 5)]),
    (
        "Bộ Công Thương tặng Bằng khen cho 12 tập thể và 25 cá nhân.",
        [("bang-khen-cap-bo", None, "conferred", "~tập thể", 12, None), ("bang-khen-cap-bo", None, "conferred", "~cá nhân", 25, None)],
    ),
    (
        "Cục được tặng Huân chương Lao động hạng Ba năm 2006, hạng Nhì năm 2011 và hạng Nhất năm 2017.",
        [("huan-chuong-lao-dong", number, "conferred", "Cục", 1, None) for number in (3, 2, 1)],
    ),
    (
        "Các đồng chí Vũ Thị Mơ, Phạm Đức Toại, Hồ Sỹ Bính lần lượt đạt danh hiệu Chiến sĩ thi đua toàn quốc, "
        "Chiến sĩ thi đua cấp Bộ và Chiến sĩ thi đua cơ sở.",
        [
            ("chien-si-thi-dua-toan-quoc", None, "conferred", "Vũ Thị Mơ", 1, None),
            ("chien-si-thi-dua-cap-bo", None, "conferred", "Phạm Đức Toại", 1, None),
            ("chien-si-thi-dua-co-so", None, "conferred", "Hồ Sỹ Bính", 1, None),
        ],
    ),
    (
        "Thừa ủy quyền của Chủ tịch nước, Bộ trưởng Đinh Công Sang trao Huân chương Lao động hạng Ba cho Viện Dệt.",
        [("huan-chuong-lao-dong", 3, "conferred", "Viện Dệt", 1, None)],
    ),
    ("Trung úy Sùng A Vảng được truy tặng Huân chương Chiến công hạng Nhất.", [("huan-chuong-chien-cong", 1, "conferred", "Sùng A Vảng", 1, None)]),
    ("Viện chưa được tặng Cờ thi đua của Chính phủ.", [("co-thi-dua-cua-chinh-phu", None, "negated", "Viện", 1, None)]),
    ("Năm 2025, Viện phấn đấu đạt Cờ thi đua của Chính phủ.", [("co-thi-dua-cua-chinh-phu", None, "planned", "Viện", 1, None)]),
    ("Bộ Y tế đề nghị tặng Huân chương Lao động hạng Ba cho 5 cá nhân.", [("huan-chuong-lao-dong", 3, "proposed", "~cá nhân", 5, None)]),
    ("Bộ Y tế thu hồi Bằng khen đã tặng ông Kiều Mạnh Bích.", [("bang-khen-cap-bo", None, "revoked", "Kiều Mạnh Bích", 1, None)]),
    ("Đợt này, 47 đảng viên được trao Huy hiệu 30 năm tuổi Đảng.", [("huy-hieu-dang", 30, "conferred", "~đảng viên", 47, None)]),
    ("Toàn xã có 1.204/1.350 hộ đạt danh hiệu Gia đình văn hóa.", [("gia-dinh-van-hoa", None, "conferred", "~hộ", 1204, 1350)]),
    (
        "Huân chương Lao động hạng Ba:\n- Ông Lò Văn Hạp, Giám đốc Công ty Bình Sa\n- Bà Vi Thị Sen",
        [("huan-chuong-lao-dong", 3, "conferred", name, 1, None) for name in ("Lò Văn Hạp", "Vi Thị Sen")],
    ),
    (
        "1 | Lý Thị Hoa | Phó Trưởng phòng | CSTĐ cấp Bộ\n2 | Giàng A Của | Chuyên viên | BK của Bộ trưởng",
        [
            ("chien-si-thi-dua-cap-bo", None, "conferred", "Lý Thị Hoa", 1, None),
            ("bang-khen-cap-bo", None, "conferred", "Giàng A Của", 1, None),
        ],
    ),
]  # fmt: skip

SILENT = [
    "Danh hiệu Chiến sĩ thi đua cơ sở được xét tặng cho cá nhân có sáng kiến được công nhận.",
    "Theo quy định, tập thể đạt danh hiệu Tập thể lao động xuất sắc được thưởng 1,5 lần mức lương cơ sở.",
    "Công tác thi đua, khen thưởng luôn được lãnh đạo Cục quan tâm.",
    "Bà Thái Kim Lan, Trưởng phòng Thi đua - Khen thưởng, phát biểu tại hội nghị.",
    "Phong trào “Lao động giỏi, lao động sáng tạo” tiếp tục lan tỏa.",
    "Đội tuyển của Bộ giành 3 huy chương vàng, 2 huy chương bạc tại giải cầu lông công chức.",
    "NSND Đàm Vũ Khê dàn dựng chương trình chào mừng đại hội thi đua yêu nước.",
    "Buổi lễ trao tặng Huân chương sẽ diễn ra vào sáng mai.",
    "Nhà máy đặt tại khu công nghiệp Sao Vàng đã đi vào hoạt động.",
    "Tổng thống Mỹ trao huân chương cho trung sĩ John Smith.",
]


def told(text: str) -> list[tuple[object, ...]]:
    return [
        (
            record.award.id,
            record.award.class_,
            record.status,
            record.recipient.name or f"~{record.recipient.group}",
            record.quantity.count,
            record.quantity.of,
        )
        for record in extractor.extract(text).records
    ]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text[:50] for text, _ in READ])
def test_what_is_read(text: str, expected: list[tuple[object, ...]]) -> None:
    assert sorted(told(text), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize("text", SILENT, ids=[text[:50] for text in SILENT])
def test_what_gives_no_record(text: str) -> None:
    assert told(text) == []


def test_fields_beyond_the_recipient() -> None:
    text = "Tại Quyết định số 455/QĐ-TTg ngày 02/4/2019, Thủ tướng Chính phủ tặng Bằng khen cho ông Lưu Đức Thái, Vụ trưởng Vụ Pháp chế."
    (record,) = extractor.extract(text).records
    assert (record.decision.number, record.decision.date) == ("455/QĐ-TTg", "2019-04-02")
    assert (record.authority.text, record.authority.id) == ("Thủ tướng Chính phủ", "thu-tuong")
    assert (record.recipient.post, record.recipient.unit) == ("Vụ trưởng", "Vụ Pháp chế")
    assert record.rule and 0 < record.confidence <= 1


def test_parts_of_a_total() -> None:
    text = "Năm 2020, Cục Hóa chất được công nhận 14 danh hiệu Tập thể lao động xuất sắc (Cục: 5; các phòng: 9)."
    (record,) = extractor.extract(text).records
    assert [(part.recipient, part.count) for part in record.quantity.breakdown] == [("Cục", 5), ("các phòng", 9)]


def test_the_same_fact_told_twice_is_one_record_the_fuller_one() -> None:
    text = (
        "Người cứu hai em nhỏ được tặng bằng khen\n\nÔng Lò Văn Hạp được Chủ tịch UBND tỉnh Lào Cai tặng Bằng khen vì đã cứu hai em nhỏ "
        "khỏi dòng nước lũ.\n\nÔng Lò Văn Hạp nhận bằng khen. Ảnh: Vi Lan"
    )
    (record,) = extractor.extract(text).records
    assert record.award.id == "bang-khen-cap-bo"
    assert record.authority.text == "Chủ tịch UBND tỉnh Lào Cai"


def test_short_forms_are_resolved_in_the_article(article: str) -> None:
    records = extractor.extract(article).records
    assert {record.recipient.name for record in records if record.recipient.kind == "collective"} == {"Vụ Quy hoạch nông thôn"}
    flag = next(record for record in records if record.award.id == "co-thi-dua-cua-chinh-phu")
    assert flag.evidence.spans["recipient"].of(article) == "Vụ Quy hoạch nông thôn"


def test_two_thousand_awards_in_one_sentence() -> None:
    text = "Ông Lò Văn Hạp được tặng " + ", ".join(["Bằng khen của Bộ"] * 2000) + "."
    assert len(extractor.extract(text).records) >= 1
