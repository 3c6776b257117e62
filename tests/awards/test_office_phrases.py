"""Phrases of ministries' and departments' own news and papers: an example and a counterexample beside each."""

from __future__ import annotations

import pytest

import extractor

LIST = """DANH SÁCH ĐƯỢC TẶNG BẰNG KHEN
(Kèm theo Quyết định số 208/QĐ-UBND)

I. TẬP THỂ
1. Nhân dân thôn Nà Khoa, xã Tà Si.
2. Công ty TNHH Xây lắp Ba Vì Sáu.

II. CÁ NHÂN
1. Ông Lò Văn Quẻ, Bí thư Chi bộ thôn Nà Khoa.
2. Bà Tòng Thị Lả.
"""


def told(text: str) -> list[tuple[str, str | None, str, int | None]]:
    """The award, the recipient's name or group, the status and the count of each record."""
    return [
        (one.award.id, one.recipient.name or one.recipient.group, one.status, one.quantity.count)
        for one in extractor.extract(text).records
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a colon behind "đạt" names.
        ("Không đạt Tập thể lao động tiên tiến: XN Nước số 7.", [("tap-the-lao-dong-tien-tien", "XN Nước số 7", "negated", 1)]),
        # How many of how many, behind the award.
        ("Số viên chức đạt Lao động tiên tiến: 14/15.", [("lao-dong-tien-tien", "viên chức", "conferred", 14)]),
        # Nobody at all is nobody who was told of before.
        (
            "Đồng chí Bí thư Lò Văn Quẻ nêu rõ hạn chế; chưa đồng chí nào đạt Chiến sĩ thi đua cấp Bộ.",
            [("chien-si-thi-dua-cap-bo", "đồng chí", "negated", None)],
        ),
        # Who is asked gives, who stands before the colon would receive.
        (
            "Khoa Nội tổng hợp: đề nghị Sở Y tế xét Tập thể lao động xuất sắc.",
            [("tap-the-lao-dong-xuat-sac", "Khoa Nội tổng hợp", "proposed", 1)],
        ),
        (
            "Công đoàn ngành đề xuất Sở Nội vụ nhận Cờ thi đua của Tổng Liên đoàn.",
            [("co-thi-dua-tong-lien-doan", "Sở Nội vụ", "proposed", 1)],
        ),
        # One of a counted group with an award of its own does not stand for the group.
        (
            "4 phòng là Tập thể lao động xuất sắc, trong đó Phòng Kế toán còn được tặng Bằng khen của Bộ.",
            [("tap-the-lao-dong-xuat-sac", "phòng", "conferred", 4), ("bang-khen-cap-bo", "Phòng Kế toán", "conferred", 1)],
        ),
        # What had never been until now.
        (
            "Từ chỗ chưa từng có ai đạt danh hiệu Chiến sĩ thi đua cấp Bộ, đến nay Vụ đã có 3 đồng chí đạt danh hiệu này.",
            [("chien-si-thi-dua-cap-bo", "ai", "negated", None), ("chien-si-thi-dua-cap-bo", "đồng chí", "conferred", 3)],
        ),
        ("Đến nay chưa có ai đạt danh hiệu Chiến sĩ thi đua cấp Bộ.", [("chien-si-thi-dua-cap-bo", "ai", "negated", None)]),
        # Another state's order, and ours.
        ("Ông Lò Văn Quẻ được Nhà nước Lào tặng Huân chương Hữu nghị.", []),
        ("Ông Lò Văn Quẻ được Nhà nước tặng Huân chương Hữu nghị.", [("huan-chuong-huu-nghi", "Lò Văn Quẻ", "conferred", 1)]),
        # A counted title that was given tells its holders.
        (
            "Cả tỉnh có 3 Bà mẹ Việt Nam anh hùng được truy tặng.",
            [("ba-me-viet-nam-anh-hung", "Bà mẹ Việt Nam anh hùng", "conferred", 3)],
        ),
        # What a room "has" of titles for people is people.
        ("Phòng Tổng hợp: 21 Lao động tiên tiến.", [("lao-dong-tien-tien", "Lao động tiên tiến", "conferred", 21)]),
        ("Phòng Tổng hợp: Tập thể lao động tiên tiến.", [("tap-the-lao-dong-tien-tien", "Phòng Tổng hợp", "conferred", 1)]),
        # Some of a counted group are named beside it; one that does something else is not.
        (
            "Bộ tặng Bằng khen cho 4 cá nhân có thành tích, trong đó có ông Lò Văn Quẻ.",
            [("bang-khen-cap-bo", "cá nhân", "conferred", 4), ("bang-khen-cap-bo", "Lò Văn Quẻ", "conferred", 1)],
        ),
        (
            "Bộ tặng Bằng khen cho 6 đơn vị có thành tích, trong đó Công ty TNHH Ba Vì Sáu nhận đỡ đầu 9 em.",
            [("bang-khen-cap-bo", "đơn vị", "conferred", 6)],
        ),
        # A bracket of members, and more of the list behind it.
        (
            "Bộ tặng Bằng khen cho 2 tập thể (Phòng Kế toán, Phòng Tổng hợp), 3 hộ gia đình và ông Lò Văn Quẻ.",
            [
                ("bang-khen-cap-bo", "Phòng Kế toán", "conferred", 1), ("bang-khen-cap-bo", "Phòng Tổng hợp", "conferred", 1),
                ("bang-khen-cap-bo", "hộ gia đình", "conferred", 3), ("bang-khen-cap-bo", "Lò Văn Quẻ", "conferred", 1),
            ],
        ),
        # A post, the bare head of a unit, a person.
        (
            "Giám đốc Xí nghiệp Lò Văn Quẻ được Bộ Công Thương tặng Bằng khen.",
            [("bang-khen-cap-bo", "Lò Văn Quẻ", "conferred", 1)],
        ),
        # A province as the subject, and as where something was.
        ("Lâm Đồng được Bộ Xây dựng tặng Cờ thi đua.", [("co-thi-dua-cap-bo", "Lâm Đồng", "conferred", 1)]),
        ("Tại Lâm Đồng, Bộ Xây dựng tặng Cờ thi đua.", []),
        # Words that begin like a unit's name.
        ("Báo cáo nêu 2 xã đạt danh hiệu “Xã tiêu biểu”.", [("xa-phuong-thi-tran-tieu-bieu", "xã", "conferred", 2)]),
        ("Hội Nông dân xã Tà Si được tặng Giấy khen.", [("giay-khen", "Hội Nông dân xã Tà Si", "conferred", 1)]),
        # What was looked at, and what came of it.
        ("12 người trong diện bình xét, kết quả 9 người đạt Lao động tiên tiến.", [("lao-dong-tien-tien", "người", "conferred", 9)]),
        ("9 người được đề nghị xét Lao động tiên tiến, kết quả chưa có.", [("lao-dong-tien-tien", "người", "proposed", 9)]),
        # A flag that goes from host to host.
        ("Lá cờ luân lưu đăng cai được trao cho Sở Nội vụ.", []),
        # One number for two groups, and a number for one of them.
        ("Bộ tặng Bằng khen cho 76 tập thể và cá nhân.", [("bang-khen-cap-bo", "tập thể và cá nhân", "conferred", 76)]),
        (
            "Bộ tặng Bằng khen cho 7 tập thể và 9 cá nhân.",
            [("bang-khen-cap-bo", "tập thể", "conferred", 7), ("bang-khen-cap-bo", "cá nhân", "conferred", 9)],
        ),
        # A share of what was given is no recipient.
        (
            "Chủ tịch UBND tỉnh đã tặng 192 Cờ thi đua, trong đó 46% dành cho người lao động.",
            [("co-thi-dua-cap-bo", "Cờ thi đua", "conferred", 192)],
        ),
        # What is asked for is to aim.
        (
            "Ông Lò Văn Quẻ đề nghị xã Tà Si phấn đấu được công nhận xã nông thôn mới kiểu mẫu.",
            [("giai-nong-thon-moi", "xã Tà Si", "planned", 1)],
        ),
        # Some of those counted, and the parts of a total.
        ("Tỉnh có 26 Nghệ nhân ưu tú, trong đó 9 người đã qua đời.", [("nghe-nhan-uu-tu", "Nghệ nhân ưu tú", "conferred", 26)]),
        (
            "9 Bằng khen, trong đó 3 tập thể, 6 cá nhân.",
            [("bang-khen", "tập thể", "conferred", 3), ("bang-khen", "cá nhân", "conferred", 6)],
        ),
        # People behind a unit, with a plural word.
        (
            "Bộ trưởng tặng Bằng khen cho khoa Nhi và các bác sĩ Lò Văn Quẻ, Tòng Thị Lả.",
            [
                ("bang-khen-cap-bo", "khoa Nhi", "conferred", 1), ("bang-khen-cap-bo", "Lò Văn Quẻ", "conferred", 1),
                ("bang-khen-cap-bo", "Tòng Thị Lả", "conferred", 1),
            ],
        ),
        # The whole branch that some are of.
        ("Có 15 cá nhân toàn ngành nhận Huân chương Lao động hạng Ba.", [("huan-chuong-lao-dong", "cá nhân", "conferred", 15)]),
        # What is recognised is the commune's own mark.
        (
            "Mục tiêu đến năm 2025, xã Tà Si được công nhận xã nông thôn mới kiểu mẫu.",
            [("giai-nong-thon-moi", "xã Tà Si", "planned", 1)],
        ),
        # A decision's preamble proposes, its articles give.
        (
            "Xét đề nghị của Chánh Văn phòng Sở, QUYẾT ĐỊNH: Điều 1. Tặng Giấy khen cho 12 tập thể thuộc Sở.",
            [("giay-khen", "tập thể", "conferred", 12)],
        ),
        ("Phòng Tổ chức đề nghị: tặng Giấy khen cho 12 tập thể.", [("giay-khen", "tập thể", "proposed", 12)]),
        # Of those counted, some hold another award; some got this one.
        (
            "Có 38/41 viên chức, người lao động đạt Lao động tiên tiến, trong đó 6 đồng chí là Chiến sĩ thi đua cơ sở.",
            [("lao-dong-tien-tien", "viên chức, người lao động", "conferred", 38), ("chien-si-thi-dua-co-so", "đồng chí", "conferred", 6)],
        ),
        # The bracket behind an award names as many as were counted, or not all of them.
        (
            "Có 2 tập thể được công nhận Tập thể lao động xuất sắc (Phòng Kế toán, Phòng Tổng hợp).",
            [("tap-the-lao-dong-xuat-sac", "Phòng Kế toán", "conferred", 1), ("tap-the-lao-dong-xuat-sac", "Phòng Tổng hợp", "conferred", 1)],
        ),
        (
            "Có 3 tập thể được công nhận Tập thể lao động xuất sắc (Phòng Kế toán, Phòng Tổng hợp).",
            [("tap-the-lao-dong-xuat-sac", "tập thể", "conferred", 3)],
        ),
        # The items of a list open with years or a class of their own; "năm" elsewhere is no badge.
        (
            "Đợt này trao:\n- Huy hiệu 65 năm tuổi Đảng: 02 đồng chí (Lò Văn Quẻ, Chi bộ 4; Tòng Thị Lả, Chi bộ 7);\n"
            "- Huy hiệu 55 năm: 05 đồng chí;\n- 45 năm: 04 đồng chí.\n\nBà Vi Thị Sen nhận Huy hiệu 60 năm ngành Giáo dục.",
            [
                ("huy-hieu-dang", "Lò Văn Quẻ", "conferred", 1), ("huy-hieu-dang", "Tòng Thị Lả", "conferred", 1),
                ("huy-hieu-dang", "đồng chí", "conferred", 5), ("huy-hieu-dang", "đồng chí", "conferred", 4),
            ],
        ),
        (
            "Đề nghị tặng Huân chương Lao động:\n- Hạng Nhì: 02 tập thể;\n- Hạng Ba: 05 cá nhân.",
            [("huan-chuong-lao-dong", "tập thể", "proposed", 2), ("huan-chuong-lao-dong", "cá nhân", "proposed", 5)],
        ),
        # A unit named by an abbreviation and its area, and the body of the whole country.
        ("BHXH huyện Tà Si được tặng Cờ thi đua của UBND tỉnh.", [("co-thi-dua-cap-bo", "BHXH huyện Tà Si", "conferred", 1)]),
        ("BHXH Việt Nam tặng Bằng khen cho huyện Tà Si.", [("bang-khen-cap-bo", "huyện Tà Si", "conferred", 1)]),
        # A unit in a bracket is the same in short, or the one it belongs to.
        (
            "Bảo hiểm xã hội tỉnh Sa Lung (BHXH tỉnh) họp hôm nay. BHXH tỉnh được tặng Cờ thi đua của Chính phủ.",
            [("co-thi-dua-cua-chinh-phu", "Bảo hiểm xã hội tỉnh Sa Lung", "conferred", 1)],
        ),
        (
            "Sở Khoa học và Công nghệ tỉnh Sa Lung (sau đây gọi tắt là Sở KH&CN) họp. Bộ tặng Bằng khen cho Sở KH&CN.",
            [("bang-khen-cap-bo", "Sở Khoa học và Công nghệ tỉnh Sa Lung", "conferred", 1)],
        ),
        (
            "Trường Đại học Tà Si (Bộ NN&PTNT) họp. Bộ tặng Bằng khen cho Trường.",
            [("bang-khen-cap-bo", "Trường Đại học Tà Si", "conferred", 1)],
        ),
        # A unit called by a code, and a purpose whose clause has a subject of its own.
        ("Z47 được tặng Cờ thi đua của Bộ Quốc phòng.", [("co-thi-dua-cap-bo", "Z47", "conferred", 1)]),
        (
            "Đảng ủy Kho đặt quyết tâm để Z47 được tặng Cờ thi đua của Bộ Quốc phòng.",
            [("co-thi-dua-cap-bo", "Z47", "planned", 1)],
        ),
        (
            "Bà Tòng Thị Lả làm thêm giờ để giúp Z47, năm ấy được tặng Giấy khen.",
            [("giay-khen", "Tòng Thị Lả", "conferred", 1)],
        ),
        # Not once in all those years.
        ("Phòng Kế toán 5 năm không lần nào đạt Tập thể lao động xuất sắc.", [("tap-the-lao-dong-xuat-sac", "Phòng Kế toán", "negated", 1)]),
        ("Phòng Kế toán 5 năm lần nào cũng đạt Tập thể lao động xuất sắc.", [("tap-the-lao-dong-xuat-sac", "Phòng Kế toán", "conferred", 1)]),
        # A title comes to somebody; somebody comes to a trade.
        ("Danh hiệu Thầy thuốc ưu tú đến với bà Tòng Thị Lả năm 2017.", [("thay-thuoc-uu-tu", "Tòng Thị Lả", "conferred", 1)]),
        ("Bà Tòng Thị Lả đến với nghề y, mơ danh hiệu Thầy thuốc ưu tú.", []),
        # Stores and staff that are counted.
        ("9/12 phân kho được công nhận Đơn vị tiên tiến.", [("don-vi-tien-tien", "phân kho", "conferred", 9)]),
        ("Trên 70% quân số là Chiến sĩ tiên tiến.", [("chien-si-tien-tien", "quân số", "conferred", None)]),
        # Who is one of several, behind another award; who is "the first" behind one.
        (
            "Năm 2019 bà Tòng Thị Lả được Bộ trưởng tặng Bằng khen, đồng thời là một trong 3 cá nhân được Thủ tướng Chính phủ tặng Bằng khen.",
            [
                ("bang-khen-cap-bo", "Tòng Thị Lả", "conferred", 1),
                ("bang-khen-thu-tuong-chinh-phu", "Tòng Thị Lả", "conferred", 1),
            ],
        ),
        (
            "Năm 2019 bà Tòng Thị Lả được Bộ trưởng tặng Bằng khen, đồng thời có 3 cá nhân được Thủ tướng Chính phủ tặng Bằng khen.",
            [("bang-khen-cap-bo", "Tòng Thị Lả", "conferred", 1), ("bang-khen-thu-tuong-chinh-phu", "cá nhân", "conferred", 3)],
        ),
        # "người" behind what else somebody is, and a person who is someone else.
        (
            "Hội nghị nghe chị Tòng Thị Lả, nhân viên đại lý xã Tà Si, người vừa nhận Bằng khen của Chủ tịch UBND tỉnh.",
            [("bang-khen-cap-bo", "Tòng Thị Lả", "conferred", 1)],
        ),
        (
            "Hội nghị nghe chị Tòng Thị Lả, sau đó 2 người nhận Bằng khen của Chủ tịch UBND tỉnh.",
            [("bang-khen-cap-bo", "người", "conferred", 2)],
        ),
        # Who got an award stands behind "có", class by class; a subject before the verb got it itself.
        (
            "Theo đó, được tặng thưởng Huân chương Chiến công hạng Nhì có Phòng Hậu cần; hạng Ba có Đồn Công an Tà Si và hai cá nhân là "
            "Trung tá Lò Văn Quẻ, Phó trưởng phòng; Thượng úy Vi Văn Thoong.",
            [
                ("huan-chuong-chien-cong", "Phòng Hậu cần", "conferred", 1), ("huan-chuong-chien-cong", "Đồn Công an Tà Si", "conferred", 1),
                ("huan-chuong-chien-cong", "Lò Văn Quẻ", "conferred", 1), ("huan-chuong-chien-cong", "Vi Văn Thoong", "conferred", 1),
            ],
        ),
        (
            "Lữ đoàn 9 được tặng thưởng Huân chương Chiến công hạng Nhì có Phòng Hậu cần dự lễ.",
            [("huan-chuong-chien-cong", "Lữ đoàn 9", "conferred", 1)],
        ),
        # Counted awards behind a semicolon are the same unit's; counted people are not the unit.
        (
            "Công ty Ba Vì được Nhà nước trao tặng Huân chương Độc lập hạng Ba; 03 Cờ thi đua của Chính phủ.",
            [("huan-chuong-doc-lap", "Công ty Ba Vì", "conferred", 1), ("co-thi-dua-cua-chinh-phu", "Công ty Ba Vì", "conferred", 3)],
        ),
        (
            "Công ty Ba Vì được Nhà nước trao tặng Huân chương Độc lập hạng Ba; 46 Chiến sĩ thi đua cơ sở.",
            [("huan-chuong-doc-lap", "Công ty Ba Vì", "conferred", 1), ("chien-si-thi-dua-co-so", "Chiến sĩ thi đua cơ sở", "conferred", 46)],
        ),
        # The classes of a total behind "gồm:".
        (
            "Các đơn vị thành viên được tặng thưởng 5 Huân chương Lao động, gồm: 01 hạng Nhất, 04 hạng Nhì.",
            [("huan-chuong-lao-dong", "đơn vị thành viên", "conferred", 1), ("huan-chuong-lao-dong", "đơn vị thành viên", "conferred", 4)],
        ),
        # A heading in capitals that goes on in small letters, and one that names a unit.
        (
            "IV. BẰNG KHEN CỦA BỘ TRƯỞNG BỘ CÔNG THƯƠNG: 36 tập thể và 118 cá nhân.",
            [("bang-khen-cap-bo", "tập thể", "conferred", 36), ("bang-khen-cap-bo", "cá nhân", "conferred", 118)],
        ),
        ("PHÒNG KẾ TOÁN: được tặng Giấy khen.", [("giay-khen", "PHÒNG KẾ TOÁN", "conferred", 1)]),
        # Departments side by side, and a room of an office.
        (
            "Bộ tặng Bằng khen cho: Vụ Kế hoạch, Trường Cao đẳng Tà Si.",
            [("bang-khen-cap-bo", "Vụ Kế hoạch", "conferred", 1), ("bang-khen-cap-bo", "Trường Cao đẳng Tà Si", "conferred", 1)],
        ),
        ("Bộ tặng Bằng khen cho: Phòng Nghiệp vụ 2, Cục Tà Si.", [("bang-khen-cap-bo", "Phòng Nghiệp vụ 2", "conferred", 1)]),
        # A youth union is not the company whose short name it bears.
        (
            "Tổng công ty Cơ khí Ba Vì (BVC) họp. Đoàn Thanh niên BVC nhận Cờ thi đua của Trung ương Đoàn; Tổng công ty BVC nhận Bằng khen của Bộ.",
            [
                ("co-thi-dua-trung-uong-doan", "Đoàn Thanh niên BVC", "conferred", 1),
                ("bang-khen-cap-bo", "Tổng công ty Cơ khí Ba Vì", "conferred", 1),
            ],
        ),
        # Who a counted title's only holder is.
        (
            "Công ty có một Anh hùng Lao động là kỹ sư Lò Văn Quẻ, được phong năm 1985.",
            [("anh-hung-lao-dong", "Lò Văn Quẻ", "conferred", 1)],
        ),
        ("Công ty có 2 Anh hùng Lao động, kỹ sư Lò Văn Quẻ được tặng Giấy khen.", [
            ("anh-hung-lao-dong", "Anh hùng Lao động", "conferred", 2), ("giay-khen", "Lò Văn Quẻ", "conferred", 1),
        ]),
        # Of what unit somebody is head, by the bare word; what the head's unit is.
        (
            "Đội trưởng Đội Bảo quản 2 là Thiếu tá Lò Văn Quẻ. Đội của anh Quẻ cũng là đơn vị được tặng Giấy khen.",
            [("giay-khen", "Đội Bảo quản 2", "conferred", 1)],
        ),
        (
            "Bác sĩ Tòng Thị Lả, Trưởng trạm Y tế xã Tà Si, ra đảo năm 1999. Trạm được công nhận Tập thể lao động xuất sắc.",
            [("tap-the-lao-dong-xuat-sac", "trạm Y tế xã Tà Si", "conferred", 1)],
        ),
        # A share behind the award tells what was; without one it may be a rule.
        ("Tỷ lệ công chức đạt Lao động tiên tiến luôn trên 98%.", [("lao-dong-tien-tien", "công chức", "conferred", None)]),
        ("Tỷ lệ công chức đạt Lao động tiên tiến được quy định riêng.", []),
        # A question that is answered with no, and with yes.
        ("Anh Lò Văn Quẻ được cấp Bằng Lao động sáng tạo? Không phải. Anh chỉ nhận Giấy khen.", [("giay-khen", "Lò Văn Quẻ", "conferred", 1)]),
        ("Anh Lò Văn Quẻ được cấp Bằng Lao động sáng tạo. Không ai ngờ.", [("bang-lao-dong-sang-tao", "Lò Văn Quẻ", "conferred", 1)]),
        # What is due to anybody, and what was given behind a semicolon.
        (
            "Người có vinh dự ấy ít lắm; danh hiệu Nhà giáo Nhân dân được trao cho ông Lò Văn Quẻ.",
            [("nha-giao-nhan-dan", "Lò Văn Quẻ", "conferred", 1)],
        ),
    ],
)
def test_what_is_read(text: str, expected: list[tuple[str, str | None, str, int | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một nửa trong số cán bộ của Vụ là Chiến sĩ thi đua cơ sở.", ("cán bộ", None, None, None)),
        ("Không ít hơn một nửa trong số họ là Chiến sĩ thi đua cơ sở.", ("họ", None, None, "at_least")),
        ("Khoảng 30% trong tổng số 120 cán bộ được tặng Giấy khen.", ("cán bộ", None, 120, "approx")),
        ("3 trong số 12 cán bộ được tặng Giấy khen.", ("cán bộ", 3, 12, None)),
        ("Trong số 120 cán bộ có 3 người được tặng Giấy khen.", ("người", 3, None, None)),
    ],
)
def test_a_share_of_all(text: str, expected: tuple[str, int | None, int | None, str | None]) -> None:
    (one,) = extractor.extract(text).records
    assert (one.recipient.group, one.quantity.count, one.quantity.of, one.quantity.quantifier) == expected


def test_members_of_the_last_group_are_listed_behind() -> None:
    text = (
        "Sở trao Bằng khen của Bộ cho Phòng Kế toán và 2 cá nhân có thành tích. Danh sách 2 cá nhân gồm: Lò Văn Quẻ (Văn phòng); "
        "Tòng Thị Lả (Phòng Tổng hợp)."
    )
    assert [one.recipient.name for one in extractor.extract(text).records] == ["Phòng Kế toán", "Lò Văn Quẻ", "Tòng Thị Lả"]


def test_a_decision_above_a_table_plans_nothing() -> None:
    text = (
        "Chủ tịch UBND tỉnh đã ký Quyết định số 20/QĐ-UBND khen thưởng các trường hợp sau:\n"
        "STT | Họ và tên | Chức vụ | Hình thức khen thưởng\n1 | Ông Lò Văn Quẻ | Trưởng thôn | Bằng khen\n"
        "2 | Bà Tòng Thị Lả | Bí thư | Bằng khen"
    )
    assert [one.status for one in extractor.extract(text).records] == ["conferred", "conferred"]


def test_lines_of_a_list_that_only_group() -> None:
    text = (
        "Chủ tịch nước quyết định phong tặng danh hiệu Bà mẹ Việt Nam anh hùng cho 2 mẹ, có tên sau đây:\n\n"
        "I. Phong tặng (01 mẹ):\n1. Mẹ Lò Thị Quẻ (sinh năm 1934).\n\nII. Truy tặng (01 mẹ):\n1. Mẹ Tòng Thị Lả (sinh năm 1919)."
    )
    assert [one.recipient.name for one in extractor.extract(text).records] == ["Lò Thị Quẻ", "Tòng Thị Lả"]


def test_what_stands_above_a_list_reaches_its_items() -> None:
    text = "1. Phương hướng năm 2026\n- 100% phòng đạt Tập thể lao động tiên tiến;\n- Có 2 cá nhân được công nhận Chiến sĩ thi đua cơ sở."
    assert [one.status for one in extractor.extract(text).records] == ["planned", "planned"]
    text = text.replace("Phương hướng năm 2026", "Kết quả năm 2025")
    assert [one.status for one in extractor.extract(text).records] == ["conferred", "conferred"]


def test_a_list_of_people_of_whom_more_is_told() -> None:
    text = (
        "Truy tặng danh hiệu Bà mẹ Việt Nam anh hùng cho:\n1. Mẹ Lò Thị Quẻ, sinh 1919, có 2 con là liệt sĩ;\n"
        "2. Mẹ Tòng Thị Lả, sinh 1924, bản thân là thương binh."
    )
    assert [one.recipient.name for one in extractor.extract(text).records] == ["Lò Thị Quẻ", "Tòng Thị Lả"]


def test_a_report_under_a_letterhead_in_capitals() -> None:
    text = (
        "CÔNG TY TNHH CẤP NƯỚC NÀ KHOA\n\nKết quả năm 2018\n\nCông ty hoàn thành kế hoạch. Công ty có 190 người.\n\n"
        "1. Cá nhân:\n- 28 người đạt Chiến sĩ thi đua cơ sở."
    )
    assert [one.recipient.unit for one in extractor.extract(text).records] == ["CÔNG TY TNHH CẤP NƯỚC NÀ KHOA"]


def test_a_list_that_comes_with_a_decision() -> None:
    records = extractor.extract(LIST).records
    assert [one.recipient.name for one in records] == [
        "Nhân dân thôn Nà Khoa", "Công ty TNHH Xây lắp Ba Vì Sáu", "Lò Văn Quẻ", "Tòng Thị Lả",
    ]  # fmt: skip
    assert {(one.award.id, one.decision.number) for one in records} == {("bang-khen-cap-bo", "208/QĐ-UBND")}


PAPER = """ỦY BAN NHÂN DÂN
TỈNH SA LUNG
Số: 208/QĐ-UBND

Sa Lung, ngày 12 tháng 10 năm 2020

QUYẾT ĐỊNH
Về việc khen thưởng

Căn cứ Luật Thi đua, khen thưởng ngày 26/11/2003;

QUYẾT ĐỊNH:

Điều 1. Tặng Bằng khen cho 01 tập thể và 01 cá nhân (có danh sách kèm theo).

Điều 2. Trình Thủ tướng Chính phủ tặng Bằng khen cho ông Tòng Văn Chựa.

"""


def test_a_decision_gives_its_own_number_and_year() -> None:
    records = extractor.extract(PAPER + LIST.replace("2. Công ty TNHH Xây lắp Ba Vì Sáu.\n", "").replace("2. Bà Tòng Thị Lả.\n", "")).records
    assert [(one.recipient.name, one.status, one.decision.number, one.decision.date, one.period.first) for one in records] == [
        ("Tòng Văn Chựa", "proposed", None, None, None),
        ("Nhân dân thôn Nà Khoa", "conferred", "208/QĐ-UBND", "2020-10-12", 2020),
        ("Lò Văn Quẻ", "conferred", "208/QĐ-UBND", "2020-10-12", 2020),
    ]


def test_news_of_a_decision_has_no_letterhead() -> None:
    text = "Theo quyết định số 208/QĐ-UBND ngày 12/10/2020, ông Lò Văn Quẻ được tặng Bằng khen.\n\nBà Tòng Thị Lả nhận Giấy khen."
    assert [one.decision.number for one in extractor.extract(text).records] == ["208/QĐ-UBND", None]


def test_years_at_the_head_of_lines_are_the_awards() -> None:
    text = (
        "60 năm Trường Trung cấp Thủy lợi Nà Khoa\n\nNhà trường trải qua nhiều gian khó. Trường có 58 giảng viên.\n\n"
        "NHỮNG PHẦN THƯỞNG CAO QUÝ\n1981  Huân chương Lao động hạng Ba\n1996  Huân chương Lao động hạng Nhì\n\n"
        "Nhà trường tự hào về chặng đường ấy."
    )
    records = extractor.extract(text).records
    assert [(one.award.class_, one.period.first, one.recipient.name) for one in records] == [
        (3, 1981, "Trường Trung cấp Thủy lợi Nà Khoa"), (2, 1996, "Trường Trung cấp Thủy lợi Nà Khoa"),
    ]  # fmt: skip


def test_a_letterhead_in_capitals_ends_where_the_text_begins() -> None:
    text = "SỞ VĂN HÓA VÀ THỂ THAO Căn cứ Luật Thi đua, khen thưởng; Điều 1. Tặng Giấy khen cho 12 tập thể thuộc Sở."
    assert {one.recipient.unit for one in extractor.extract(text).records} <= {"SỞ VĂN HÓA VÀ THỂ THAO", "Sở"}
