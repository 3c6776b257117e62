"""Phrases of newspapers: an example and a counterexample beside each."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest

import extractor


def told(text: str) -> list[tuple[str, str | None, str]]:
    """The award, the recipient's name or group, and the status of each record."""
    return [(one.award.id, one.recipient.name or one.recipient.group, one.status) for one in extractor.extract(text).records]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An age between a name and a post.
        (
            "Chị Tòng Thị Lả, 32 tuổi, bí thư chi đoàn thôn Nà Khoa, được Tỉnh đoàn Sa Lung tặng Bằng khen.",
            [("bang-khen-tinh-doan", "Tòng Thị Lả", "conferred")],
        ),
        # Posts in a row behind "là".
        (
            "Anh Lò Văn Quẻ, 41 tuổi, là thuyền trưởng, Phó Đội trưởng kiêm Bí thư chi bộ Đội tàu số 2, từng được nhận Huân chương Dũng cảm.",
            [("huan-chuong-dung-cam", "Lò Văn Quẻ", "conferred")],
        ),
        # Initials.
        ("Ông L.V. Q. nhận Giấy khen của Công an huyện Tà Si.", [("giay-khen", "L.V. Q.", "conferred")]),
        # Orders and medals in one word.
        (
            "Đồng chí Hà Văn Lung được Đảng, Nhà nước tặng thưởng nhiều huân, huy chương cao quý.",
            [("huan-chuong", "Hà Văn Lung", "conferred"), ("huy-chuong", "Hà Văn Lung", "conferred")],
        ),
        # Who gives an order decides whether it is of here.
        ("Ông Hà Văn Lung được Nhà nước Lào tặng Huân chương Hữu nghị.", []),
        ("Ông Hà Văn Lung được Chủ tịch nước tặng Huân chương Hữu nghị.", [("huan-chuong-huu-nghi", "Hà Văn Lung", "conferred")]),
        # A counted title tells its holders, not those before it.
        (
            "Chủ tịch UBND tỉnh tặng Bằng khen cho 14 cá nhân; công nhận 5 Tập thể lao động xuất sắc.",
            [("bang-khen-cap-bo", "cá nhân", "conferred"), ("tap-the-lao-dong-xuat-sac", "Tập thể lao động xuất sắc", "conferred")],
        ),
        # "lần thứ hai" between an award and its giver.
        (
            "Trường THPT Bình Sa nhận Cờ thi đua lần thứ hai của Chủ tịch UBND tỉnh.",
            [("co-thi-dua-cap-bo", "Trường THPT Bình Sa", "conferred")],
        ),
        # "Cờ" alone counts beside an award that is named in full.
        ("Cờ của xã bay trên đỉnh núi.", []),
        # A deed that is commended tells whose it was.
        (
            "UBND huyện Tà Si trao Giấy khen để biểu dương hành động dũng cảm của anh Lò Văn Quẻ.",
            [("giay-khen", "Lò Văn Quẻ", "conferred")],
        ),
        # A name without a surname that is known, called by an occupation.
        ("Nghệ sĩ Mai Vi được trao tặng danh hiệu Nghệ sĩ Ưu tú.", [("nghe-si-uu-tu", "Mai Vi", "conferred")]),
        # Given names alone, of people whom the text names in full; "miền Nam" is nobody.
        (
            "Hai em Lò Thị Mẩy và Hà Văn Lung đã cứu một em nhỏ. Mẩy (bên trái) và Lung nhận Giấy khen của UBND huyện Tà Si.",
            [("giay-khen", "Lò Thị Mẩy", "conferred"), ("giay-khen", "Hà Văn Lung", "conferred")],
        ),
        (
            "Em Lò Thị Mẩy quê ở Sa Lung. Trung ương Đoàn tặng Bằng khen cho Mẩy.",
            [("bang-khen-trung-uong-doan", "Lò Thị Mẩy", "conferred")],
        ),
        (
            "Em Hà Văn Nam sống ở miền Nam. Thanh niên miền Nam nhận Giấy khen của UBND huyện Tà Si.",
            [("giay-khen", "Thanh niên", "conferred")],
        ),
        # Who is on a list of proposals is proposed; what a court sees was given; what was forged or passed on was not.
        (
            "Nghệ sĩ Hà Văn Lung có tên trong danh sách trình xét tặng danh hiệu Nghệ sĩ Ưu tú.",
            [("nghe-si-uu-tu", "Hà Văn Lung", "proposed")],
        ),
        ("Tòa xét thấy bị cáo Hà Văn Lung có thành tích, được tặng nhiều Bằng khen.", [("bang-khen", "Hà Văn Lung", "conferred")]),
        ("Hội đồng xét tặng Bằng khen cho ông Hà Văn Lung.", [("bang-khen", "Hà Văn Lung", "proposed")]),
        ("Ông Hà Văn Lung tặng lại tấm Bằng khen cho mẹ.", []),
        ("Hai tấm Bằng khen của UBND tỉnh tặng ông Hà Văn Lung là do Lò Văn Quẻ làm giả.", []),
        ("Cô Lò Thị Mẩy nói ông Hà Văn Lung rất xứng đáng với Bằng khen.", []),
        # Whom or what the clause before goes to is no subject; one of many is; who is saved is nobody.
        (
            "Anh Hà Văn Lung có cơ hội đến Hà Nội trong hành trình vì biển đảo và nhận Bằng khen của Trung ương Đoàn.",
            [("bang-khen-trung-uong-doan", "Hà Văn Lung", "conferred")],
        ),
        (
            "Lò Thị Mẩy là thủ lĩnh phong trào và là một trong 45 cử nhân tốt nghiệp thủ khoa nhận Bằng khen của UBND tỉnh Sa Lung.",
            [("bang-khen-cap-bo", "Lò Thị Mẩy", "conferred")],
        ),
        (
            "Hành động cứu người của thầy giáo Hà Văn Lung được UBND huyện Tà Si tặng Giấy khen.",
            [("giay-khen", "Hà Văn Lung", "conferred")],
        ),
        ("Người đạt giải nhất được tặng Bằng khen của UBND tỉnh.", [("bang-khen-cap-bo", "Người", "conferred")]),
        (
            "Theo tìm hiểu của chúng tôi, trước khi được UBND tỉnh tặng Bằng khen, ca sĩ Hà Văn Lung đã làm đơn.",
            [("bang-khen-cap-bo", "Hà Văn Lung", "conferred")],
        ),
        # A place's name ends the name of the unit there.
        (
            "Trường Đại học Kinh tế Hà Nội áp dụng quy định mới và được tặng Cờ thi đua của Chính phủ.",
            [("co-thi-dua-cua-chinh-phu", "Trường Đại học Kinh tế Hà Nội", "conferred")],
        ),
        (
            "Huyện đoàn Tà Si cung cấp quà và nhận Bằng khen của Trung ương Đoàn.",
            [("bang-khen-trung-uong-doan", "Huyện đoàn Tà Si", "conferred")],
        ),
        ("Tập đoàn Dầu khí Bình Sa nhận Huân chương Lao động hạng Ba.", [("huan-chuong-lao-dong", "Tập đoàn Dầu khí Bình Sa", "conferred")]),
        # A rule says what is due to anybody who has an award; an event says what some were given.
        (
            "Người được tặng thưởng huân chương các loại; được phong tặng danh hiệu Nhà giáo ưu tú cũng được trường xét nâng lương trước thời hạn.",
            [],
        ),
        ("Những người được tặng Bằng khen của Thủ tướng, Bằng khen cấp tỉnh sẽ được hưởng trợ cấp một lần.", []),
        ("Người được tặng Bằng khen của Thủ tướng là 1.815.000 đồng.", []),
        (
            "Ngày 5/3, các cá nhân có thành tích được tặng Bằng khen của UBND tỉnh và được thưởng 5 triệu đồng.",
            [("bang-khen-cap-bo", "cá nhân", "conferred")],
        ),
        # Titles that those are called by who got another; whoever has a verb of their own is not among them.
        (
            "Có 2 nghệ sĩ được truy tặng danh hiệu NSND gồm các nghệ sĩ ưu tú (NSƯT): Hà Văn Lung (Hà Lung), Lê Thị Dao; "
            "và 8 nghệ sĩ được truy tặng danh hiệu NSƯT.",
            [
                ("nghe-si-nhan-dan", "Hà Văn Lung", "conferred"),
                ("nghe-si-nhan-dan", "Lê Thị Dao", "conferred"),
                ("nghe-si-uu-tu", "nghệ sĩ", "conferred"),
            ],
        ),
        (
            "Danh hiệu Nghệ sĩ ưu tú gồm các nghệ sĩ: Hà Văn Lung, Lò Văn Quẻ.",
            [("nghe-si-uu-tu", "Hà Văn Lung", "conferred"), ("nghe-si-uu-tu", "Lò Văn Quẻ", "conferred")],
        ),
        (
            "UBND tỉnh tặng Bằng khen cho 5 tập thể và 8 cá nhân đạt thành tích xuất sắc.",
            [("bang-khen-cap-bo", "tập thể", "conferred"), ("bang-khen-cap-bo", "cá nhân", "conferred")],
        ),
        # Groups that a unit was given awards for; what it was given one for.
        (
            "Công ty Điện lực Sa Lung được UBND tỉnh tặng nhiều Bằng khen cho các tập thể và cá nhân.",
            [("bang-khen-cap-bo", "tập thể", "conferred"), ("bang-khen-cap-bo", "cá nhân", "conferred")],
        ),
        (
            "Công ty Điện lực Sa Lung được UBND tỉnh tặng Bằng khen cho thành tích phòng cháy.",
            [("bang-khen-cap-bo", "Công ty Điện lực Sa Lung", "conferred")],
        ),
        # A count of awards is shared by the groups; without one each group got some.
        ("UBND tỉnh trao 34 Bằng khen cho các tập thể và cá nhân.", [("bang-khen-cap-bo", "tập thể và cá nhân", "conferred")]),
        (
            "Anh Hà Văn Lung giúp dân. Việc làm của anh cũng như các thành viên được UBND tỉnh Sa Lung tặng Bằng khen, UBND huyện tặng Giấy khen.",
            [("bang-khen-cap-bo", "Hà Văn Lung", "conferred"), ("giay-khen", "Hà Văn Lung", "conferred")],
        ),
        # Who the sentence calls by the same word is whom it goes on about.
        (
            "Bị cáo Hà Văn Lung vắng mặt. Tòa đánh giá đóng góp của bị cáo Lò Văn Quẻ, bị cáo thành khẩn, được tặng nhiều Bằng khen.",
            [("bang-khen", "Lò Văn Quẻ", "conferred")],
        ),
        # What somebody says is a clause of its own, with a subject of its own; whom somebody meets is none.
        (
            "Bà Lò Thị Mẩy cho biết anh Hà Văn Lung được tặng Bằng khen của UBND tỉnh.",
            [("bang-khen-cap-bo", "Hà Văn Lung", "conferred")],
        ),
        (
            "Bà Lò Thị Mẩy chúc mừng anh Hà Văn Lung đã vinh dự nhận Bằng khen của UBND tỉnh.",
            [("bang-khen-cap-bo", "Hà Văn Lung", "conferred")],
        ),
        (
            "Ông Lò Văn Quẻ gặp anh Hà Văn Lung và được tặng Bằng khen của UBND tỉnh.",
            [("bang-khen-cap-bo", "Lò Văn Quẻ", "conferred")],
        ),
        # A second award behind what the first was for; what the award was for.
        (
            "Thầy Hà Văn Lung nhận Huân chương Lao động hạng Ba về thành tích dạy học và nhiều Bằng khen khác.",
            [("huan-chuong-lao-dong", "Hà Văn Lung", "conferred"), ("bang-khen", "Hà Văn Lung", "conferred")],
        ),
        (
            "Anh Hà Văn Lung được tặng Bằng khen của UBND tỉnh vì hoàn thành xuất sắc nhiệm vụ.",
            [("bang-khen-cap-bo", "Hà Văn Lung", "conferred")],
        ),
        # A branch of a national body in a province gives what a province's union gives.
        (
            "Hội Liên hiệp Thanh niên Việt Nam tỉnh Sa Lung trao Bằng khen cho anh Hà Văn Lung.",
            [("bang-khen-tinh-doan", "Hà Văn Lung", "conferred")],
        ),
        (
            "Trung ương Hội Liên hiệp Thanh niên Việt Nam trao Bằng khen cho anh Hà Văn Lung.",
            [("bang-khen-trung-uong-doan", "Hà Văn Lung", "conferred")],
        ),
        ("Nghị định này quy định xét tặng danh hiệu Nhà giáo Nhân dân.", []),
        # Others who received with the subject; who has a verb and an award of their own.
        (
            "Nghệ sĩ Hà Văn Lung nhận danh hiệu Nghệ sĩ Ưu tú cùng đợt với nghệ sĩ Lò Văn Quẻ.",
            [("nghe-si-uu-tu", "Hà Văn Lung", "conferred"), ("nghe-si-uu-tu", "Lò Văn Quẻ", "conferred")],
        ),
        (
            "Anh Hà Văn Lung nhận Bằng khen của UBND tỉnh và anh Lò Văn Quẻ nhận Giấy khen của UBND huyện.",
            [("bang-khen-cap-bo", "Hà Văn Lung", "conferred"), ("giay-khen", "Lò Văn Quẻ", "conferred")],
        ),
        # An abbreviation has the head word that stands before it elsewhere, unless that is a part of the unit.
        (
            "Tổng công ty BSX có 5 nhà máy. Công đoàn BSX vững mạnh. Năm 2010, BSX được tặng Huân chương Lao động hạng Ba.",
            [("huan-chuong-lao-dong", "Tổng công ty BSX", "conferred")],
        ),
        ("Công đoàn BSX vững mạnh. Năm 2010, BSX được tặng Huân chương Lao động hạng Ba.", [("huan-chuong-lao-dong", "BSX", "conferred")]),
        # Posts in a row, the last of a unit that is an abbreviation.
        (
            "Bà Lò Thị Mẩy, Ủy viên HĐQT, Chủ tịch Công đoàn BSX vinh dự nhận Bằng khen của Bộ Y tế.",
            [("bang-khen-cap-bo", "Lò Thị Mẩy", "conferred")],
        ),
        # A foreign word that is the subject.
        ("Xưởng có ông chủ mới. Bertram được trao nhiều huân chương.", []),
        # An event is no department.
        (
            "Vụ xe khách lao xuống đèo Tà Si. UBND tỉnh trao Bằng khen cho 4 tập thể.",
            [("bang-khen-cap-bo", "tập thể", "conferred")],
        ),
        # The staff of a unit is the unit; a counted one is a group.
        (
            "Chủ tịch nước tặng Huân chương Lao động hạng Ba cho tập thể lao động quốc tế Xí nghiệp Vận tải Sa Lung.",
            [("huan-chuong-lao-dong", "Xí nghiệp Vận tải Sa Lung", "conferred")],
        ),
        ("UBND tỉnh tặng Bằng khen cho 5 tập thể lao động.", [("bang-khen-cap-bo", "tập thể lao động", "conferred")]),
        # Who represents a unit takes what the unit got; its head does not.
        ("Đại diện Công ty Bình Sa - ông Hà Văn Lung nhận Bằng khen của UBND tỉnh.", [("bang-khen-cap-bo", "Công ty Bình Sa", "conferred")]),
        ("Giám đốc Công ty Bình Sa - ông Hà Văn Lung nhận Bằng khen của UBND tỉnh.", [("bang-khen-cap-bo", "Hà Văn Lung", "conferred")]),
        # The office that an award comes from; the year from which it is.
        ("Chị Lò Thị Mẩy nhận Bằng khen từ UBND tỉnh Sa Lung.", [("bang-khen-cap-bo", "Lò Thị Mẩy", "conferred")]),
        (
            "Chị Lò Thị Mẩy nhận hoa cùng Bằng khen trao tặng của Bí thư Tỉnh ủy Sa Lung.",
            [("bang-khen-tinh-uy", "Lò Thị Mẩy", "conferred")],
        ),
        ("Chị Lò Thị Mẩy nhận Bằng khen từ năm 2015.", [("bang-khen", "Lò Thị Mẩy", "conferred")]),
        # A named unit and one more that is only counted.
        (
            "UBND tỉnh tặng Bằng khen cho Xí nghiệp Vận tải Sa Lung và tặng Bằng khen cho 1 tập thể của Sở Y tế.",
            [("bang-khen-cap-bo", "Xí nghiệp Vận tải Sa Lung", "conferred"), ("bang-khen-cap-bo", "tập thể", "conferred")],
        ),
        # Words in small letters behind a noun say what sort it is; counted ones tell who holds a title.
        ("Nhiều hộ nông dân xuất sắc đã xuất hiện ở xã Tà Si.", []),
        ("Kết quả: 310 cá nhân lao động tiên tiến.", [("lao-dong-tien-tien", "cá nhân", "conferred")]),
    ],
)
def test_what_a_phrase_tells(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


def test_givers_of_other_offices_tell_of_two_facts() -> None:
    text = (
        "Bộ trưởng Bộ Giáo dục và Đào tạo tặng Bằng khen cho em Lò Thị Mẩy. "
        "Chủ tịch UBND tỉnh Sa Lung cũng trao Bằng khen cho em Mẩy."
    )
    assert [record.recipient.name for record in extractor.extract(text).records] == ["Lò Thị Mẩy", "Lò Thị Mẩy"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_caption_repeats_what_the_text_tells(form: Literal["NFC", "NFD"]) -> None:
    text = (
        "UBND huyện Tà Si tặng Giấy khen cho 4 giáo viên Trường Tiểu học Nà Khoa.\n\n"
        "Lãnh đạo huyện tặng giấy khen cho các giáo viên - Ảnh: T.K."
    )
    assert [record.quantity.count for record in extractor.extract(unicodedata.normalize(form, text)).records] == [4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What somebody is by trade is no post; a post is.
        ("Chủ tịch nước phong tặng danh hiệu Nghệ sĩ Ưu tú cho ca sĩ Hà Văn Lung.", [("Hà Văn Lung", None, None)]),
        ("UBND huyện Tà Si tặng Giấy khen cho kế toán Hà Văn Lung.", [("Hà Văn Lung", "kế toán", None)]),
        # A school where somebody learns; who were counted together share it, who were not do not.
        (
            "UBND huyện Tà Si tặng Giấy khen cho em Hà Văn Lung, học lớp 9A Trường THCS Nà Khoa.",
            [("Hà Văn Lung", None, "Trường THCS Nà Khoa")],
        ),
        (
            "UBND huyện Tà Si tặng Giấy khen cho 2 em gồm: Hà Văn Lung, Lò Thị Mẩy (học sinh lớp 8 Trường THCS Nà Khoa).",
            [("Hà Văn Lung", None, "Trường THCS Nà Khoa"), ("Lò Thị Mẩy", None, "Trường THCS Nà Khoa")],
        ),
        (
            "UBND huyện Tà Si tặng Giấy khen cho anh Hà Văn Lung và em Lò Thị Mẩy (học sinh Trường THCS Nà Khoa).",
            [("Hà Văn Lung", None, None), ("Lò Thị Mẩy", None, "Trường THCS Nà Khoa")],
        ),
        (
            "UBND huyện Tà Si tặng Giấy khen cho em Hà Văn Lung, cựu học sinh Trường THPT chuyên Nà Khoa.",
            [("Hà Văn Lung", None, "Trường THPT chuyên Nà Khoa")],
        ),
        # A post behind "là".
        (
            "Anh Hà Văn Lung, 43 tuổi, là phi công cấp 1, Phó Trung đoàn trưởng Trung đoàn 9, từng được nhận Huân chương Chiến công hạng Ba.",
            [("Hà Văn Lung", "Phó Trung đoàn trưởng", "Trung đoàn 9")],
        ),
    ],
)
def test_what_a_phrase_tells_of_people(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    people = [record.recipient for record in extractor.extract(text).records]
    assert [(one.name, one.post, one.unit) for one in people] == expected


def test_initials_at_the_end_of_a_line_go_on() -> None:
    text = "Nữ giáo viên L.T. Qu. đã ổn định sức khoẻ. Bản thân chị Qu.\ncũng gắn bó nhiều năm với trường, luôn đạt lao động tiên tiến."
    assert told(text) == [("lao-dong-tien-tien", "L.T. Qu.", "conferred")]


def test_a_short_form_in_other_capitals() -> None:
    text = "Công ty cổ phần Dược Nà Khoa (NaKhoaPharm) tổ chức lễ.\n\nNakhoapharm nhận Huân chương Lao động hạng Ba."
    assert told(text) == [("huan-chuong-lao-dong", "Công ty cổ phần Dược Nà Khoa", "conferred")]


def test_a_portrait_does_not_belong_to_where_it_was_seen() -> None:
    text = (
        "Giáo sư Lò Văn Quẻ qua đời\n\nGiáo sư Lò Văn Quẻ đã qua đời tại Bệnh viện Nà Khoa. Bệnh viện đã tận tình cứu chữa. "
        "Bệnh viện báo tin cho gia đình. Bệnh viện cử người đưa tiễn.\n\nÔng được tặng Huân chương Độc lập hạng Ba."
    )
    assert [(one.recipient.name, one.recipient.unit) for one in extractor.extract(text).records] == [("Lò Văn Quẻ", None)]
