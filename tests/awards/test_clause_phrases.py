"""Clauses of agencies' articles that the rules once misread: denials, relatives, appositions, several givers, lists."""

from __future__ import annotations

import pytest

import extractor


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Shares and counts.
        ("Hai nghiên cứu sinh nhận Giải thưởng Quả cầu vàng năm 2020.", [("doan-qua-cau-vang", "nghiên cứu sinh", "conferred", 2)]),
        (
            "Bộ trưởng tặng Bằng khen cho 14 hợp tác xã, 28 hộ nông dân.",
            [
                ("bang-khen-cap-bo", "hợp tác xã", "conferred", 14),
                ("bang-khen-cap-bo", "hộ nông dân", "conferred", 28),
            ],
        ),
        ("Hai kiểm toán viên được tặng Giấy khen của Vụ.", [("giay-khen", "kiểm toán viên", "conferred", 2)]),
        # Relatives are not whom they are relatives of.
        (
            "Vợ ông, bà Tòng Thị Lả, chi hội trưởng phụ nữ bản, thì có Bằng khen của Bộ Y tế.",
            [
                ("bang-khen-cap-bo", "Tòng Thị Lả", "conferred", 1),
            ],
        ),
        ("Con gái bà được Bộ Y tế tặng Bằng khen.", [("bang-khen-cap-bo", "Con gái bà", "conferred", None)]),
        (
            "Chị Tòng Thị Lả, vợ anh, giáo viên mầm non, năm ngoái được Phòng GD&ĐT tặng Giấy khen.",
            [
                ("giay-khen", "Tòng Thị Lả", "conferred", 1),
            ],
        ),
        # Members behind a group's unit; who takes an award back.
        (
            "Hai đội viên của Hạt, Lò Văn Quẻ và Hà Văn Lung, bị Cục Kiểm lâm thu hồi Giấy khen của Cục trưởng.",
            [
                ("giay-khen", "Lò Văn Quẻ", "revoked", 1),
                ("giay-khen", "Hà Văn Lung", "revoked", 1),
            ],
        ),
        (
            "Chủ tịch UBND tỉnh hủy bỏ Bằng khen của ông Lò Văn Quẻ và danh hiệu Tập thể lao động xuất sắc năm 2022 của Xí nghiệp Sa Lung.",
            [
                ("bang-khen-cap-bo", "Lò Văn Quẻ", "revoked", 1),
                ("tap-the-lao-dong-xuat-sac", "Xí nghiệp Sa Lung", "revoked", 1),
            ],
        ),
        ("9 viên chức bị hủy kết quả công nhận Chiến sĩ thi đua cơ sở.", [("chien-si-thi-dua-co-so", "viên chức", "revoked", 9)]),
        # Classes behind the recipient.
        (
            "5 năm qua, Nhà nước tặng 41 Huân chương Lao động cho công nhân, trong đó có 6 hạng Nhì, 35 hạng Ba.",
            [
                ("huan-chuong-lao-dong", "công nhân", "conferred", 6),
                ("huan-chuong-lao-dong", "công nhân", "conferred", 35),
            ],
        ),
        # None of a kind.
        (
            "Đến nay chưa giảng viên nào của trường được phong tặng Nhà giáo Nhân dân.",
            [
                ("nha-giao-nhan-dan", "giảng viên", "negated", None),
            ],
        ),
        ("Năm 2016 không đội, tổ nào đạt Tập thể lao động xuất sắc.", [("tap-the-lao-dong-xuat-sac", "tổ", "negated", None)]),
        ("Cục vẫn chưa có ai là Chiến sĩ thi đua toàn quốc.", [("chien-si-thi-dua-toan-quoc", "ai", "negated", None)]),
        ("Xí nghiệp chưa ai được Thủ tướng tặng Bằng khen.", [("bang-khen-thu-tuong-chinh-phu", "ai", "negated", None)]),
        (
            "Phòng 1 được tặng Bằng khen, còn Huân chương Lao động vẫn chưa có.",
            [
                ("bang-khen", "Phòng 1", "conferred", 1),
                ("huan-chuong-lao-dong", "Phòng 1", "negated", 1),
            ],
        ),
        # Dossiers that are not passed on; who is retiring plans nothing.
        (
            "Hội đồng thống nhất chưa trình tặng Huân chương Lao động hạng Nhì đối với Trường Trung cấp Sa Lung.",
            [
                ("huan-chuong-lao-dong", "Trường Trung cấp Sa Lung", "negated", 1),
            ],
        ),
        ("8 công chức sắp nghỉ hưu nhận Giấy khen.", [("giay-khen", "công chức sắp nghỉ hưu", "conferred", 8)]),
        (
            "03 cá nhân của Trung tâm Sa Lung không đủ điều kiện tặng Bằng khen của Bộ trưởng.",
            [
                ("bang-khen-cap-bo", "cá nhân", "negated", 3),
            ],
        ),
        # Aims.
        ("Trạm Sa Lung nhắm tới Bằng khen của Thủ tướng.", [("bang-khen-thu-tuong-chinh-phu", "Trạm Sa Lung", "planned", 1)]),
        (
            "Mục tiêu đến năm 2025, ngành có ít nhất 2 tập thể được đề nghị phong tặng danh hiệu Anh hùng Lao động.",
            [
                ("anh-hung-lao-dong", "tập thể", "planned", 2),
            ],
        ),
        (
            "Bà Tòng Thị Lả, Trưởng khoa Dược, được cả khối động viên đăng ký Chiến sĩ thi đua toàn quốc.",
            [
                ("chien-si-thi-dua-toan-quoc", "Tòng Thị Lả", "planned", 1),
            ],
        ),
        (
            "Năm 2019, Phú Yên và Khánh Hòa cùng đăng ký Cờ thi đua của Chính phủ.",
            [
                ("co-thi-dua-cua-chinh-phu", "Phú Yên", "planned", 1),
                ("co-thi-dua-cua-chinh-phu", "Khánh Hòa", "planned", 1),
            ],
        ),
        # Chosen, then proposed.
        ("Sở Y tế Sa Lung được suy tôn, trình Bộ tặng Cờ thi đua.", [("co-thi-dua-cap-bo", "Sở Y tế Sa Lung", "proposed", 1)]),
        # Relative clauses and appositions.
        (
            "Riêng Huân chương Lao động hạng Ba mà Trung tâm Sa Lung nhận năm 2017 vẫn treo ở phòng khách.",
            [
                ("huan-chuong-lao-dong", "Trung tâm Sa Lung", "conferred", 1),
            ],
        ),
        (
            "Cô Tòng Thị Lả và cô Hà Thị Quế, những người có trên 20 năm dạy học, nhận Bằng khen của Bộ.",
            [
                ("bang-khen-cap-bo", "Tòng Thị Lả", "conferred", 1),
                ("bang-khen-cap-bo", "Hà Thị Quế", "conferred", 1),
            ],
        ),
        (
            "Làng Nà Khoa, nơi ông Quẻ sinh sống, được công nhận làng văn hóa năm 2018.",
            [
                ("thon-to-dan-pho-van-hoa", "Làng Nà Khoa", "conferred", 1),
            ],
        ),
        (
            "Chị Lò Thị Mẩy, cán bộ tín dụng Agribank Tà Si, người năm 2018 được Tổng Giám đốc Agribank tặng Giấy khen.",
            [
                ("giay-khen", "Lò Thị Mẩy", "conferred", 1),
            ],
        ),
        (
            "Bà Tư Lả (tên thật Tòng Thị Lả, xã Tà Si) còn được Bộ Y tế tặng Bằng khen năm 2012.",
            [
                ("bang-khen-cap-bo", "Tòng Thị Lả", "conferred", 1),
            ],
        ),
        (
            "Tổ trưởng hàn Lò Văn Quẻ, một trong 5 công nhân của tỉnh được trao Giải thưởng Nguyễn Đức Cảnh năm 2014.",
            [
                ("giai-thuong-nguyen-duc-canh", "Lò Văn Quẻ", "conferred", 1),
            ],
        ),
        (
            "Trung tâm Sa Lung là một trong ba đơn vị ngành Y tế được Chủ tịch UBND tỉnh tặng Cờ thi đua.",
            [
                ("co-thi-dua-cap-bo", "Trung tâm Sa Lung", "conferred", 1),
            ],
        ),
        # One each.
        ("Ba tài xế xe ôm báo tin được Công an huyện Tà Si tặng mỗi người một Giấy khen.", [("giay-khen", "tài xế xe ôm", "conferred", 3)]),
        # Several givers.
        (
            "Chương trình đã tặng Bằng khen của Bộ Y tế, Bộ Công an và Bộ Quốc phòng cho 119 doanh nghiệp.",
            [
                ("bang-khen-cap-bo", "doanh nghiệp", "conferred", 119),
                ("bang-khen-cap-bo", "doanh nghiệp", "conferred", 119),
                ("bang-khen-cap-bo", "doanh nghiệp", "conferred", 119),
            ],
        ),
        # Receivers at the end, awards behind a semicolon.
        (
            "Huyện đoàn Tà Si đã tặng giấy khen; Sở Y tế tặng bằng khen; UBND huyện cũng đã tặng giấy khen cho em Lò Văn Quẻ.",
            [
                ("giay-khen", "Lò Văn Quẻ", "conferred", 1),
                ("bang-khen", "Lò Văn Quẻ", "conferred", 1),
                ("giay-khen", "Lò Văn Quẻ", "conferred", 1),
            ],
        ),
        (
            "Ông Lò Văn Quẻ được tặng Huân chương Độc lập hạng Ba năm 1983; Giải thưởng Nhà nước năm 2001.",
            [
                ("huan-chuong-doc-lap", "Lò Văn Quẻ", "conferred", 1),
                ("giai-thuong-nha-nuoc", "Lò Văn Quẻ", "conferred", 1),
            ],
        ),
        (
            "Chánh án TAND tối cao tặng Cờ thi đua cho TAND tỉnh Sa Lung; Bằng khen cho TAND huyện Tà Si cùng các đồng chí Tòng Thị Lả, Lò Văn Quẻ.",
            [
                ("co-thi-dua-cap-bo", "TAND tỉnh Sa Lung", "conferred", 1),
                ("bang-khen-cap-bo", "TAND huyện Tà Si", "conferred", 1),
                ("bang-khen-cap-bo", "Tòng Thị Lả", "conferred", 1),
                ("bang-khen-cap-bo", "Lò Văn Quẻ", "conferred", 1),
            ],
        ),
        ("UBND huyện Tà Si cũng đã tặng giấy khen cho Nhơng.", [("giay-khen", "Nhơng", "conferred", 1)]),
        # Lists.
        (
            "Bằng khen của Thủ tướng: 02 tập thể (Phòng Người có công - Sở Y tế Sa Lung, Trung tâm Tà Si) và 02 cá nhân (Lò Văn Quẻ, Tòng Thị Lả).",
            [
                ("bang-khen-thu-tuong-chinh-phu", "Phòng Người có công", "conferred", 1),
                ("bang-khen-thu-tuong-chinh-phu", "Trung tâm Tà Si", "conferred", 1),
                ("bang-khen-thu-tuong-chinh-phu", "Lò Văn Quẻ", "conferred", 1),
                ("bang-khen-thu-tuong-chinh-phu", "Tòng Thị Lả", "conferred", 1),
            ],
        ),
        (
            "Năm tập thể đón Cờ thi đua của NHNN: NHNN chi nhánh tỉnh Sa Lung, Vietcombank Tà Si, BIDV Nà Khoa, Sở Y tế và Phòng 2.",
            [
                ("co-thi-dua-cap-bo", "NHNN chi nhánh tỉnh Sa Lung", "conferred", 1),
                ("co-thi-dua-cap-bo", "Vietcombank Tà Si", "conferred", 1),
                ("co-thi-dua-cap-bo", "BIDV Nà Khoa", "conferred", 1),
                ("co-thi-dua-cap-bo", "Sở Y tế", "conferred", 1),
                ("co-thi-dua-cap-bo", "Phòng 2", "conferred", 1),
            ],
        ),
        (
            "* Bằng khen của Tỉnh Đoàn: 18 tập thể; các cá nhân Lò Văn Quẻ, Phó Bí thư Huyện Đoàn Tà Si; Tòng Thị Lả, Bí thư Đoàn xã Nà Khoa.",
            [
                ("bang-khen-tinh-doan", "tập thể", "conferred", 18),
                ("bang-khen-tinh-doan", "Lò Văn Quẻ", "conferred", 1),
                ("bang-khen-tinh-doan", "Tòng Thị Lả", "conferred", 1),
            ],
        ),
        (
            "Ba giảng viên được phong tặng danh hiệu Nhà giáo Ưu tú là: TS Lò Văn Quẻ (Trưởng khoa Sinh), TS Hà Văn Lung, TS Tòng Thị Lả.",
            [
                ("nha-giao-uu-tu", "Lò Văn Quẻ", "conferred", 1),
                ("nha-giao-uu-tu", "Hà Văn Lung", "conferred", 1),
                ("nha-giao-uu-tu", "Tòng Thị Lả", "conferred", 1),
            ],
        ),
        (
            "Bộ trưởng còn tặng 9 Bằng khen cho các đơn vị của Cục (Trung tâm Dữ liệu 4, Phòng Trạm đo 3, Văn phòng 2).",
            [
                ("bang-khen-cap-bo", "đơn vị", "conferred", 9),
            ],
        ),
        (
            "Bộ Công an tặng Bằng khen cho Phòng Cảnh sát điều tra tội phạm về ma túy và các đồng chí Thiếu tá Lò Văn Quẻ, Trung úy Tòng Thị Lả.",
            [
                ("bang-khen-cap-bo", "Phòng Cảnh sát điều tra tội phạm về ma túy", "conferred", 1),
                ("bang-khen-cap-bo", "Lò Văn Quẻ", "conferred", 1),
                ("bang-khen-cap-bo", "Tòng Thị Lả", "conferred", 1),
            ],
        ),
        (
            "Có 9/11 đơn vị được công nhận Tập thể lao động tiên tiến, trong đó Chi cục Tà Si và Chi cục Nà Khoa đạt Tập thể lao động xuất sắc.",
            [
                ("tap-the-lao-dong-tien-tien", "đơn vị", "conferred", 9),
                ("tap-the-lao-dong-xuat-sac", "Chi cục Tà Si", "conferred", 1),
                ("tap-the-lao-dong-xuat-sac", "Chi cục Nà Khoa", "conferred", 1),
            ],
        ),
        # What only looks like an award, a person, a giver of here.
        ("Gặp mặt nông dân sản xuất giỏi và hợp tác xã tiêu biểu vùng Tây Bắc.", []),
        ("Người cháu từng được quân đội Mỹ trao tặng huân chương vì bị thương.", []),
        ("Trả lời: Theo Nghị định 91, Cờ thi đua của Bộ tặng cho ai?", []),
    ],
)
def test_what_is_read(text: str, expected: list[tuple[str, str | None, str, int | None]]) -> None:
    told = [(one.award.id, one.recipient.name or one.recipient.group, one.status, one.quantity.count) for one in extractor.extract(text).records]
    assert told == expected


def records(*lines: str) -> list[tuple[str, int | None, str | None, str]]:
    """The award, its class, the recipient and the status of each record of a text of several lines."""
    found = extractor.extract("\n".join(lines)).records
    return [(one.award.id, one.award.class_, one.recipient.name or one.recipient.group, one.status) for one in found]


def test_a_total_shared_out_among_units_has_a_breakdown() -> None:
    (one,) = extractor.extract("Bộ trưởng tặng 9 Bằng khen cho các đơn vị (Trung tâm Dữ liệu 4, Phòng Trạm đo 3, Văn phòng 2).").records
    assert [(part.recipient, part.count) for part in one.quantity.breakdown] == [("Trung tâm Dữ liệu", 4), ("Phòng Trạm đo", 3), ("Văn phòng", 2)]


def test_a_class_heads_lines_of_a_list() -> None:
    assert records(
        "II. HUÂN CHƯƠNG LAO ĐỘNG (Quyết định số 105/QĐ-CTN ngày 24/6/2019 của Chủ tịch nước)",
        "1. Hạng Nhì:",
        "- Bà Tòng Thị Lả, Vụ trưởng Vụ Kế hoạch.",
        "2. Hạng Ba:",
        "- Trung tâm Đào tạo Sa Lung;",
    ) == [
        ("huan-chuong-lao-dong", 2, "Tòng Thị Lả", "conferred"),
        ("huan-chuong-lao-dong", 3, "Trung tâm Đào tạo Sa Lung", "conferred"),
    ]


def test_cells_of_a_table_whose_header_names_two_things() -> None:
    assert records(
        "2. Danh sách cá nhân", "TT", "Đơn vị/Họ tên", "Chức vụ, nơi công tác", "Hình thức, danh hiệu",
        "1", "Tòng Thị Lả", "Trưởng phòng, Chi cục Thuế Tà Si", "Bằng khen của Bộ trưởng; CSTĐ cơ sở",
        "2", "Lò Văn Quẻ", "Chuyên viên, Chi cục Thuế Nà Khoa", "Giấy khen",
    ) == [
        ("bang-khen-cap-bo", None, "Tòng Thị Lả", "conferred"),
        ("chien-si-thi-dua-co-so", None, "Tòng Thị Lả", "conferred"),
        ("giay-khen", None, "Lò Văn Quẻ", "conferred"),
    ]  # fmt: skip


def test_posthumous_awards_are_of_who_died() -> None:
    told = records(
        "Anh Lò Văn Quẻ hy sinh khi cứu bà con trong lũ. Liệt sĩ Lò Văn Quẻ để lại vợ và hai con.",
        "Đại tá Hà Văn Lung đến viếng. Trung ương Đoàn truy tặng anh Huy hiệu “Tuổi trẻ dũng cảm”.",
    )
    assert [name for _, _, name, _ in told] == ["Lò Văn Quẻ"]


def test_nobody_gives_to_the_giver() -> None:
    told = records(
        "Công an viên Lò Văn Quẻ bắt được nhóm trộm. Anh Quẻ kể lại chuyện ấy.",
        "Giám đốc Công an tỉnh Hà Văn Lung đã tặng Giấy khen cho anh.",
    )
    assert [name for _, _, name, _ in told] == ["Lò Văn Quẻ"]


def test_a_dash_opens_a_speech_and_no_item() -> None:
    told = records("- Năm 2019 bác sĩ Lò Văn Quẻ được tặng những danh hiệu gì?", "- Tôi có Bằng khen của Bộ Y tế:", "- Xin cảm ơn anh!")
    assert all(name != "anh" for _, _, name, _ in told)


def test_a_sentence_of_nothing_but_awards_goes_on() -> None:
    assert records(
        "Năm 2015, Trường Cao đẳng Sa Lung được tặng Huân chương Lao động hạng Ba. Cùng với đó là 5 Cờ thi đua của Bộ Y tế."
    ) == [
        ("huan-chuong-lao-dong", 3, "Trường Cao đẳng Sa Lung", "conferred"),
        ("co-thi-dua-cap-bo", None, "Trường Cao đẳng Sa Lung", "conferred"),
    ]
    told = records("Cờ của Trường Sa Lung rất đẹp. Bằng khen là hình thức khen thưởng cao quý.")
    assert told == []


def test_a_sentence_that_goes_on_shares_the_subject() -> None:
    told = records(
        "Ngày 29/11/2017, Ngân hàng TMCP Đầu tư Tà Si (BIDV) được trao Bằng khen của Bộ Y tế.",
        "Riêng BIDV còn được trao Giấy khen của Sở Y tế.",
    )
    assert [name for _, _, name, _ in told] == ["Ngân hàng TMCP Đầu tư Tà Si"] * 2


def units(text: str) -> list[tuple[str | None, str | None, str | None]]:
    """Name or group, post and unit of each recipient."""
    told = [record.recipient for record in extractor.extract(text).records]
    return [(one.name or one.group, one.post, one.unit) for one in told]


@pytest.mark.parametrize(
    "joined", [", 3 công chức đạt", "; 3 công chức đạt", " và 3 công chức đạt", ", có 3 công chức đạt", ", trong đó có 3 công chức đạt"]
)
def test_groups_go_on_in_the_unit_that_has_them(joined: str) -> None:
    text = f"Vụ Đê điều có 12/14 công chức đạt danh hiệu Lao động tiên tiến{joined} Chiến sỹ thi đua cơ sở."
    assert units(text) == [("công chức", None, "Vụ Đê điều")] * 2


def test_another_unit_ends_that_of_the_groups_before() -> None:
    text = "Vụ Đê điều có 12 công chức được tặng Giấy khen; Cục Sa Lung có 3 công chức được tặng Bằng khen của Bộ trưởng."
    assert units(text) == [("công chức", None, "Vụ Đê điều"), ("công chức", None, "Cục Sa Lung")]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Bà Tòng Thị Lả, Trưởng phòng Kế toán Công ty Giấy Sa Lung,", ("Trưởng phòng Kế toán", "Công ty Giấy Sa Lung")),
        ("Bà Tòng Thị Lả, Trưởng khoa Dược Bệnh viện Sa Lung,", ("Trưởng khoa Dược", "Bệnh viện Sa Lung")),
        ("Bà Tòng Thị Lả - Trưởng phòng Tổng hợp, Cục Đê điều", ("Trưởng phòng Tổng hợp", "Cục Đê điều")),
        ("Bà Tòng Thị Lả, Trưởng phòng Tổng hợp, Cục Đê điều và ông Hà Văn Lung", ("Trưởng phòng Tổng hợp", "Cục Đê điều")),
        ("Bà Tòng Thị Lả, Trưởng phòng Tổng hợp,", ("Trưởng phòng Tổng hợp", None)),
    ],
)
def test_a_part_named_in_a_post_ends_before_its_unit(told: str, expected: tuple[str, str | None]) -> None:
    assert units(f"{told} được Bộ trưởng Bộ Y tế tặng Bằng khen.")[0] == ("Tòng Thị Lả", *expected)
