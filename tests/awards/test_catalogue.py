"""The catalogue finds each award by each of its names, and nothing where there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.awards.catalogue import AwardHit, Catalogue, catalogue
from extractor.awards.squeeze import roughly, squeeze
from extractor.language.fold import fold

AWARDS = catalogue().awards
NAMES = sorted(
    (award.id, f"{head} {alias}".strip())
    for award in AWARDS.values()
    for alias in award.aliases
    for head in (award.heads or ("",))
)
ABBREVIATIONS = sorted((award.id, short) for award in AWARDS.values() for short in award.abbreviations)


def find(text: str) -> list[AwardHit]:
    return catalogue().find(text, fold(text))


def found(text: str) -> list[tuple[str, str, int | None]]:
    """The ids, words and classes found in `text`."""
    return [(hit.award_id, text[hit.start : hit.end], hit.class_) for hit in find(text)]


@pytest.mark.parametrize(("award_id", "name"), NAMES)
def test_every_alias_finds_its_own_award(award_id: str, name: str) -> None:
    assert found(f"Chị được tặng {name}.") == [(award_id, name, None)]


@pytest.mark.parametrize(("award_id", "short"), ABBREVIATIONS)
def test_every_abbreviation_finds_its_own_award_in_its_capitals_only(award_id: str, short: str) -> None:
    # "Cờ" counts in a text that names an award in full only.
    assert (award_id, short, None) in found(f"Tổ tặng {short}; hết. Chị nhận Huân chương Sao vàng.")
    assert len(find("Hết Cờ; hết")) == 0
    if short.isupper() and " " not in short:
        assert find(f"Tổ tặng {short.lower()}; hết") == []


@pytest.mark.parametrize(
    ("award_id", "text"),
    [
        ("chien-si-thi-dua-co-so", "Chiến sỹ thi đua cấp cơ sở"),
        ("chien-si-thi-dua-co-so", "CHIẾN SĨ THI ĐUA CƠ SỞ"),
        ("chien-si-thi-dua-co-so", "chiến sĩ  thi đua\tcơ sở"),
        ("chien-si-thi-dua-co-so", "CSTĐ cấp cơ sở"),
        ("chien-si-thi-dua-cap-bo", "Chiến sĩ thi đua cấp tỉnh"),
        ("chien-si-thi-dua-cap-bo", "Chiến sĩ thi đua cấp Bộ, ngành"),
        ("chien-si-thi-dua-cap-bo", "Chiến sĩ thi đua ngành Giáo dục"),
        ("chien-si-thi-dua-cap-bo", "Chiến sĩ thi đua ngành Giao thông vận tải"),
        ("chien-si-thi-dua-cap-bo", "Chiến sĩ thi đua toàn ngành"),
        ("chien-si-thi-dua-nganh-toa-an-kiem-sat", "Chiến sĩ thi đua ngành Kiểm sát"),
        ("chien-si-thi-dua-toan-quoc", "Chiến sĩ thi đua toàn quốc"),
        ("bang-khen-cap-bo", "bằng khen cấp Bộ"),
        ("bang-khen-thu-tuong-chinh-phu", "Bằng khen cấp Chính phủ"),
        ("co-thi-dua-cap-bo", "Cờ thi đua cấp tỉnh"),
        ("huan-chuong-khang-chien", "Huân chương Kháng chiến chống Mỹ cứu nước"),
        ("huan-chuong-khang-chien", "Huân chương Kháng chiến chống Mỹ, cứu nước"),
        ("huan-chuong-khang-chien", "Huân chương Kháng chiến chống Mỹ,cứu nước"),
        ("huan-chuong-khang-chien", "Huân chương “Kháng chiến chống Mỹ - cứu nước”"),
        ("huan-chuong-lao-dong", "Huân chương “Lao động”"),
        ("anh-hung-lao-dong", "Anh hùng Lao động trong thời kỳ đổi mới"),
        ("anh-hung-luc-luong-vu-trang-nhan-dan", "Anh hùng LLVTND thời kỳ chống Mỹ, cứu nước"),
        ("giai-thuong-nha-nuoc", "Giải thưởng Nhà nước về văn học nghệ thuật"),
        ("knc-giao-duc", "Kỷ niệm chương “Vì sự nghiệp giáo dục”"),
        ("knc-giao-duc", "kỉ niệm chương 'Vì sự nghiệp Giáo dục'"),
        ("knc-giao-duc", "Kỷ niệm chương Vì sự nghiệp giáo dục"),
        ("knc-lao-dong-thuong-binh-xa-hoi", "Kỷ niệm chương Vì sự nghiệp Lao động, Thương binh và Xã hội"),
        ("knc-y-te", "Kỷ niệm chương Vì sức khoẻ nhân dân"),
        ("huy-chuong-vi-su-nghiep", "Huy chương “Vì sự nghiệp văn thư”"),
        ("knc-cong-thuong", "Kỷ niệm chương ngành Công Thương"),
        ("ky-niem-chuong", "Kỷ niệm chương “Vì biển đảo quê hương”"),
        ("ky-niem-chuong", "Kỷ niệm chương Vì sự nghiệp phát triển ngành Muối Việt Nam"),
        ("huy-hieu-dang", "Huy hiệu Đảng"),
        ("huy-hieu-dang", "Huy hiệu cao quý của Đảng"),
        ("don-vi-vung-manh-toan-dien", "Đơn vị vững mạnh toàn diện “Mẫu mực, tiêu biểu”"),
        ("gioi-viec-nuoc-dam-viec-nha", "Giỏi việc nước - đảm việc nhà"),
    ],
)
def test_a_name_in_many_spellings(award_id: str, text: str) -> None:
    assert found(text) == [(award_id, text, None)]


def test_a_ky_niem_chuong_by_the_name_in_its_quotes() -> None:
    assert found("tặng “Vì sự nghiệp giáo dục” cho 3 cô giáo") == [("knc-giao-duc", "Vì sự nghiệp giáo dục", None)]
    assert find("cống hiến vì sự nghiệp giáo dục của tỉnh") == []
    assert find("chương trình “Vì sức khỏe nhân dân”") == []


@pytest.mark.parametrize(
    "text",
    [
        "Đội giành 3 huy chương vàng, 2 huy chương bạc",
        "công tác khen thưởng của huyện",
        "khu công nghiệp Sao Vàng",
        "lao động sáng tạo tiên tiến",
        "bằng khenh",
        "các chính sách tiền tệ (CSTT) của ngân hàng",
        "sinh viên BK Sài Gòn",
    ],
)
def test_words_that_name_no_award_of_ours(text: str) -> None:
    assert [hit for hit in find(text) if AWARDS[hit.award_id].recorded] == []


def test_medals_of_contests_are_known_and_not_recorded() -> None:
    assert found("giành huy chương vàng") == [("giai-hoi-thi", "huy chương vàng", None)]
    assert not AWARDS["giai-hoi-thi"].recorded


def test_the_longest_name_wins() -> None:
    assert [hit.award_id for hit in find("Tập thể Lao động tiên tiến; Lao động tiên tiến")] == [
        "tap-the-lao-dong-tien-tien",
        "lao-dong-tien-tien",
    ]


def test_who_gives_it_stays_out_of_the_name() -> None:
    assert found("Bằng khen của Bộ Y tế") == [("bang-khen", "Bằng khen", None)]
    assert found("Cờ thi đua Chính phủ") == [("co-thi-dua", "Cờ thi đua", None)]
    assert found("Bằng khen Bộ Y tế") == [("bang-khen", "Bằng khen", None)]
    assert found("Chiến sĩ thi đua tỉnh Lào Cai") == [("chien-si-thi-dua", "Chiến sĩ thi đua", None)]


def test_two_letter_abbreviations_need_a_number_or_a_verb() -> None:
    assert found("được 12 BK, 5 GK") == [("bang-khen", "BK", None), ("giay-khen", "GK", None)]
    assert find("phòng BK ở tầng hai") == []


def test_a_name_goes_over_a_wrapped_line_but_not_from_a_headline_into_the_text() -> None:
    wrapped = "Năm nay, hai xã vùng cao của huyện đã vinh dự được tặng thưởng Huân chương\nLao động hạng Ba."
    assert [hit.award_id for hit in find(wrapped)] == ["huan-chuong-lao-dong"]
    assert [hit.award_id for hit in find("Danh sách tập thể\nLao động tiên tiến: 12 người")] == ["lao-dong-tien-tien"]
    assert [hit.award_id for hit in find("Nhận Huân chương\n\nLao động là vinh quang")] == ["huan-chuong"]


def test_a_grade_before_the_name_of_a_prize_is_its_class() -> None:
    assert found("Chị đoạt Giải Nhất Giải báo chí Búa liềm vàng") == [
        ("bua-liem-vang", "Giải Nhất Giải báo chí Búa liềm vàng", 1)
    ]
    assert found("nhận giải A Giải Báo chí Quốc gia") == [
        ("giai-bao-chi-quoc-gia", "giải A Giải Báo chí Quốc gia", None)
    ]


def test_offsets_are_those_of_the_text_as_it_stands() -> None:
    text = "Xã  nhận  “Huân\tchương   Lao động”, hạng Ba"
    (hit,) = find(text)
    assert text[hit.start : hit.end] == "Huân\tchương   Lao động”, hạng Ba"
    assert hit.class_ == 3


@given(st.text(alphabet='huân chương lao động"\n\t,-“” .', max_size=60))
def test_squeezing_leads_back_to_the_same_letters(text: str) -> None:
    folded = fold(text)
    squeezed = squeeze(folded)
    for index, char in enumerate(squeezed.text):
        assert char in {" ", "\n"} or folded[squeezed.origin(index)] == char or char in ",-"


@given(st.lists(st.sampled_from(["huân", "chương", " ", "\n", '"', "'", ",", "-", " , ", '" ', "  "]), max_size=9))
def test_what_is_in_the_squeezed_text_is_in_the_rough_one(parts: list[str]) -> None:
    folded = "".join(parts)
    if "huân chương" in squeeze(folded).text:
        assert "huân chương" in roughly(folded)


@given(
    st.lists(st.sampled_from([*(name for _, name in NAMES), "tặng", "hạng Ba", "\n", "“", ",", "của Bộ"]), max_size=6)
)
def test_hits_are_ordered_apart_and_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for hit in find(text):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end
        assert (
            hit.class_ is None
            or hit.class_ in AWARDS[hit.award_id].classes
            or AWARDS[hit.award_id].kind == "giai_thuong"
        )


def test_search_takes_any_spelling_and_all_words() -> None:
    assert [award.id for award in Catalogue.load().search("chiến sỹ toàn quốc")] == ["chien-si-thi-dua-toan-quoc"]
    assert catalogue().search("HCLĐ")[0].id == "huan-chuong-lao-dong"
    assert len(catalogue().search("")) == len(AWARDS)
    assert catalogue().search("không có thứ này") == []


def test_long_input_without_an_award_is_read_in_linear_time() -> None:
    assert find("a." * 200_000) == []
    assert find("hạng " * 50_000) == []
