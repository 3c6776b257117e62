"""Who gives and who receives, by the words of their posts and kinds: each in the plainest sentences there are."""

from __future__ import annotations

import pytest

import extractor

UNITS = [
    "Đại sứ quán Việt Nam tại Nhật Bản", "Tổng Lãnh sự quán Việt Nam tại Côn Minh", "Vườn quốc gia Sa Lung", "Tổ công tác 161",
    "Tổ hợp tác Sen Xanh", "Binh đoàn 12", "Tòa Giám mục Sa Lung", "Thiền viện Hoa Sen", "Phân hiệu Sa Lung", "Siêu thị Hoa Sen",
    "Bến xe Sa Lung", "Tổng kho Sa Lung", "Bộ đội Biên phòng tỉnh Sa Lung", "BĐBP tỉnh Sa Lung", "Hãng phim Hoa Sen",
    "Liên đoàn Bóng đá Việt Nam", "Làng Trẻ em SOS", "Bưu cục Tà Si", "Viện Hải dương học", "Viện Toán học", "Cục Hàng không Việt Nam",
    "Trung đoàn Phòng không 361", "Công ty Hoa Sen", "Ban Chỉ huy Quân sự huyện Tà Si",
]  # fmt: skip
TITLES = [
    "ông", "bác sĩ", "GS.TSKH", "HLV", "kình ngư", "CCB", "cựu thanh niên xung phong", "thẩm tra viên", "Trung tá, bác sĩ",
    "Đại úy, kỹ sư", "người lái đò", "bảo mẫu", "Việt kiều", "cảnh sát", "CEO", "chủ tàu", "chủ trang trại", "cố Giáo sư", "hiệu trưởng",
]  # fmt: skip
GIVERS = [
    "Chủ tịch nước", "Bộ trưởng Bộ Y tế", "Quân ủy Trung ương", "Chánh án TAND tối cao", "Viện trưởng VKSND huyện Tà Si", "UBND quận 3",
    "Quận ủy quận 3", "Chủ tịch UBND huyện Tà Si", "Chủ tịch UBND xã Nà Khoa", "Bí thư Tỉnh ủy Sa Lung", "Chủ tịch UBND TP.HCM",
    "Chủ tịch UBND TP HCM", "Giám đốc Công ty Hoa Sen", "Giám đốc Sở Y tế tỉnh Sa Lung", "Chủ tịch Hội Nông dân tỉnh Sa Lung",
    "Hội đồng quản trị Tập đoàn Hoa Sen", "Tổng công ty Hàng không", "Quân chủng Phòng không - Không quân", "Hiệu trưởng", "Giám đốc",
]  # fmt: skip


def told(text: str) -> list[tuple[str | None, str | None]]:
    return [(one.recipient.name, one.authority.text) for one in extractor.extract(text).records]


@pytest.mark.parametrize("unit", UNITS)
def test_units(unit: str) -> None:
    (one,) = extractor.extract(f"Nhân dịp này, Chủ tịch UBND tỉnh trao tặng Bằng khen cho {unit} về thành tích trong năm.").records
    assert (one.recipient.name, one.recipient.kind) == (unit, "collective")


@pytest.mark.parametrize("title", TITLES)
def test_titles(title: str) -> None:
    names = [("Lò Văn Quẻ", "Bộ Y tế"), ("Tòng Thị Lả", "Bộ Y tế")]
    assert told(f"Bộ Y tế tặng Bằng khen cho {title} Lò Văn Quẻ và {title} Tòng Thị Lả.") == names
    assert told(f"{title[0].upper()}{title[1:]} Lò Văn Quẻ được Bộ Y tế tặng Bằng khen.") == names[:1]


@pytest.mark.parametrize("giver", GIVERS)
def test_givers(giver: str) -> None:
    for text in (
        f"Bà Tòng Thị Lả được {giver} tặng Giấy khen.",
        f"{giver} tặng Giấy khen cho bà Tòng Thị Lả.",
        f"Bà Tòng Thị Lả đã nhận Giấy khen của {giver}.",
    ):
        assert told(text) == [("Tòng Thị Lả", giver)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giám đốc Xí nghiệp Lò Văn Quẻ được tặng Bằng khen.", ("Lò Văn Quẻ", "Giám đốc Xí nghiệp")),
        ("Chủ tịch UBND huyện Lò Văn Quẻ được tặng Bằng khen.", ("Lò Văn Quẻ", "Chủ tịch UBND huyện")),
        ("Chủ tịch UBND huyện Tà Si Lò Văn Quẻ được tặng Bằng khen.", ("Lò Văn Quẻ", "Chủ tịch UBND huyện")),
        ("Giám đốc Xí nghiệp Lê Hoa được tặng Bằng khen.", ("Lê Hoa", "Giám đốc Xí nghiệp")),
    ],
)
def test_a_person_behind_a_post_and_a_bare_unit(text: str, expected: tuple[str, str]) -> None:
    (one,) = extractor.extract(text).records
    assert (one.recipient.name, one.recipient.post) == expected
