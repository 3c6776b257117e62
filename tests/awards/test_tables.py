"""Tables of awards in four forms: HTML, DOCX, PDF, and flattened into lines; each row gives its records.

The people, units and decisions are fictional.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import extractor
from extractor.awards.columns import role_of, subject_of
from extractor.records import Article, AwardRecord

FILES = Path(__file__).parent.parent / "article" / "files"
# award, class, status, recipient, post, unit
Told = tuple[str, int | None, str, str, str | None, str | None]


def html(body: str, head: str = "Tin khen thưởng của tỉnh Vĩnh Hòa") -> Article:
    return extractor.read_html(f"<html><body><h1>{head}</h1>{body}</body></html>")


def docx(
    paragraphs: Sequence[str],
    rows: Sequence[Sequence[str]],
    merges: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
) -> Article:
    """A Word document with some paragraphs and one table, cells merged from one place to another."""
    import docx as word

    document = word.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
    for (top, left), (bottom, right) in merges:
        words = rows[top][left]
        table.cell(top, left).merge(table.cell(bottom, right)).text = words
    out = io.BytesIO()
    document.save(out)
    return extractor.read_docx(out.getvalue())


def pdf(name: str) -> Article:
    return extractor.read_pdf(FILES / name)


def told(record: AwardRecord) -> Told:
    who = record.recipient
    return record.award.id, record.award.class_, record.status, who.name or who.group or "", who.post, who.unit


BAR = """Danh sách khen thưởng phong trào thi đua năm 2022

Chủ tịch UBND tỉnh Sơn La tặng Bằng khen cho các cá nhân có tên sau:

STT | Họ và tên | Chức vụ | Đơn vị
1 | Lê Thị Thoa | Tổ trưởng | Điện lực Bình Sơn
2 | Đặng Hữu Nghĩa | Phó Trưởng phòng | Phòng Quản lý năng lượng
3 | Quàng Văn Lả | Đội phó | Đội Quản lý thị trường số 4
"""
TABS = """DANH SÁCH TẶNG DANH HIỆU THI ĐUA NĂM 2021
(Kèm theo Quyết định số 415/QĐ-SCT ngày 12/01/2022)

TT\tHọ tên\tChức danh, đơn vị công tác\tDanh hiệu
I. CÁ NHÂN
1\tLò Thị Hạp\tChuyên viên, Phòng Tổng hợp\tChiến sĩ thi đua cơ sở
2\tVi Văn Sen\tKế toán, Phòng Tổng hợp\tLao động tiên tiến
II. TẬP THỂ
3\tPhòng Tổng hợp\t\tTập thể lao động xuất sắc
"""
UPRIGHT = """Danh sách các cá nhân được tặng Kỷ niệm chương

STT
Họ và tên
Đơn vị
Hình thức khen thưởng
1
Hà Thu Cúc
Trường THPT Bình Sơn
Bằng khen của Bộ trưởng Bộ Giáo dục và Đào tạo
2
Mùa A Tráng
Trường Tiểu học Nậm Khoa
Giấy khen của Giám đốc Sở Giáo dục và Đào tạo
"""
SPACES = """Kết quả khen thưởng năm 2020

STT    Tập thể                  Hình thức khen thưởng
1      Phòng Kế hoạch           Cờ thi đua của Chính phủ
2      Phòng Hành chính         Tập thể lao động xuất sắc
"""
ROWSPAN = """<p>Tại lễ tổng kết, các tập thể, cá nhân sau được khen thưởng:</p>
<table><thead><tr><th>STT</th><th>Tên tập thể, cá nhân</th><th>Chức vụ, nơi công tác</th><th>Hình thức khen thưởng</th></tr></thead><tbody>
<tr><td colspan="4">I. TẬP THỂ</td></tr>
<tr><td>1</td><td>Điện lực Bình Sơn</td><td></td><td rowspan="2">Bằng khen của Chủ tịch UBND tỉnh Vĩnh Hòa</td></tr>
<tr><td>2</td><td>Công ty TNHH Minh Long</td><td></td></tr>
<tr><td colspan="4">II. CÁ NHÂN</td></tr>
<tr><td>3</td><td>Lê Thị Thoa</td><td>Tổ trưởng, Điện lực Bình Sơn</td><td>Giấy khen của Giám đốc Sở Công Thương</td></tr>
</tbody></table>"""
HEADED = """<p>Danh sách kèm theo:</p><table>
<tr><th>TT</th><th>Họ và tên</th><th>Chức vụ</th><th>Đơn vị</th></tr>
<tr><td colspan="4"><b>A. Huân chương Lao động hạng Ba</b></td></tr>
<tr><td>1</td><td>Ông Nông Văn Đài</td><td>Giám đốc</td><td>Bệnh viện Đa khoa Bình Sơn</td></tr>
<tr><td colspan="4"><b>B. Bằng khen của Thủ tướng Chính phủ</b></td></tr>
<tr><td>2</td><td>Bà Hoàng Thị Mẩy</td><td>Trưởng khoa</td><td>Bệnh viện Đa khoa Bình Sơn</td></tr>
<tr><td>3</td><td>Bà Triệu Thị Sửu</td><td>Điều dưỡng trưởng</td><td>Bệnh viện Đa khoa Bình Sơn</td></tr>
</table>"""
MATRIX = """<p>Kết quả bình xét năm 2022:</p><table>
<tr><th>STT</th><th>Họ và tên</th><th>Lao động tiên tiến</th><th>Chiến sĩ thi đua cơ sở</th><th>Ghi chú</th></tr>
<tr><td>1</td><td>Lường Thị Ngân</td><td>x</td><td>x</td><td></td></tr>
<tr><td>2</td><td>Cà Văn Pâng</td><td>x</td><td></td><td>Mới chuyển công tác</td></tr></table>"""
PROPOSED = """<h2>Danh sách đề nghị tặng thưởng Huân chương Lao động</h2><table>
<tr><td>STT</td><td>Họ và tên</td><td>Chức vụ, đơn vị công tác</td><td>Hình thức đề nghị</td></tr>
<tr><td>1</td><td>Phùng Quang Tịnh</td><td>Vụ trưởng Vụ Thị trường</td><td>Huân chương Lao động hạng Nhì</td></tr>
<tr><td>2</td><td>Khúc Thị Lài</td><td>Phó Vụ trưởng Vụ Thị trường</td><td>Huân chương Lao động hạng Ba</td></tr></table>"""
TWO_LINES = """<p>Bộ trưởng Bộ Công Thương tặng Bằng khen cho các cá nhân sau:</p><table>
<thead><tr><th rowspan="2">TT</th><th rowspan="2">Họ và tên</th><th colspan="2">Nơi công tác</th></tr><tr><th>Chức vụ</th><th>Đơn vị</th></tr></thead>
<tr><td>1</td><td>Bế Văn Khoát</td><td>Phó Cục trưởng</td><td>Cục Hóa chất</td></tr>
<tr><td>TT</td><td>Họ và tên</td><td>Chức vụ</td><td>Đơn vị</td></tr>
<tr><td>2</td><td>Sầm Thị Nhung</td><td>Chánh Văn phòng</td><td>Cục Hóa chất</td></tr></table>"""

TABLES: dict[str, tuple[Callable[[], Article], list[Told]]] = {
    "bars, award in the intro": (
        lambda: extractor.read_text(BAR),
        [
            ("bang-khen-cap-bo", None, "conferred", "Lê Thị Thoa", "Tổ trưởng", "Điện lực Bình Sơn"),
            ("bang-khen-cap-bo", None, "conferred", "Đặng Hữu Nghĩa", "Phó Trưởng phòng", "Phòng Quản lý năng lượng"),
            ("bang-khen-cap-bo", None, "conferred", "Quàng Văn Lả", "Đội phó", "Đội Quản lý thị trường số 4"),
        ],
    ),
    "tabs, kinds as headings": (
        lambda: extractor.read_text(TABS),
        [
            ("chien-si-thi-dua-co-so", None, "conferred", "Lò Thị Hạp", "Chuyên viên", "Phòng Tổng hợp"),
            ("lao-dong-tien-tien", None, "conferred", "Vi Văn Sen", "Kế toán", "Phòng Tổng hợp"),
            ("tap-the-lao-dong-xuat-sac", None, "conferred", "Phòng Tổng hợp", None, None),
        ],
    ),
    "a cell a line": (
        lambda: extractor.read_text(UPRIGHT),
        [
            ("bang-khen-cap-bo", None, "conferred", "Hà Thu Cúc", None, "Trường THPT Bình Sơn"),
            ("giay-khen", None, "conferred", "Mùa A Tráng", None, "Trường Tiểu học Nậm Khoa"),
        ],
    ),
    "columns of blanks": (
        lambda: extractor.read_text(SPACES),
        [
            ("co-thi-dua-cua-chinh-phu", None, "conferred", "Phòng Kế hoạch", None, None),
            ("tap-the-lao-dong-xuat-sac", None, "conferred", "Phòng Hành chính", None, None),
        ],
    ),
    "HTML, merged award": (
        lambda: html(ROWSPAN),
        [
            ("bang-khen-cap-bo", None, "conferred", "Điện lực Bình Sơn", None, None),
            ("bang-khen-cap-bo", None, "conferred", "Công ty TNHH Minh Long", None, None),
            ("giay-khen", None, "conferred", "Lê Thị Thoa", "Tổ trưởng", "Điện lực Bình Sơn"),
        ],
    ),
    "HTML, award as heading": (
        lambda: html(HEADED),
        [
            ("huan-chuong-lao-dong", 3, "conferred", "Nông Văn Đài", "Giám đốc", "Bệnh viện Đa khoa Bình Sơn"),
            (
                "bang-khen-thu-tuong-chinh-phu",
                None,
                "conferred",
                "Hoàng Thị Mẩy",
                "Trưởng khoa",
                "Bệnh viện Đa khoa Bình Sơn",
            ),
            (
                "bang-khen-thu-tuong-chinh-phu",
                None,
                "conferred",
                "Triệu Thị Sửu",
                "Điều dưỡng trưởng",
                "Bệnh viện Đa khoa Bình Sơn",
            ),
        ],
    ),
    "HTML, awards as columns of marks": (
        lambda: html(MATRIX),
        [
            ("lao-dong-tien-tien", None, "conferred", "Lường Thị Ngân", None, None),
            ("chien-si-thi-dua-co-so", None, "conferred", "Lường Thị Ngân", None, None),
            ("lao-dong-tien-tien", None, "conferred", "Cà Văn Pâng", None, None),
        ],
    ),
    "HTML, proposed": (
        lambda: html(PROPOSED),
        [
            ("huan-chuong-lao-dong", 2, "proposed", "Phùng Quang Tịnh", "Vụ trưởng", "Vụ Thị trường"),
            ("huan-chuong-lao-dong", 3, "proposed", "Khúc Thị Lài", "Phó Vụ trưởng", "Vụ Thị trường"),
        ],
    ),
    "HTML, header of two lines, repeated": (
        lambda: html(TWO_LINES),
        [
            ("bang-khen-cap-bo", None, "conferred", "Bế Văn Khoát", "Phó Cục trưởng", "Cục Hóa chất"),
            ("bang-khen-cap-bo", None, "conferred", "Sầm Thị Nhung", "Chánh Văn phòng", "Cục Hóa chất"),
        ],
    ),
    "DOCX, award merged over rows": (
        lambda: docx(
            ["Danh sách khen thưởng", "Các cá nhân sau được khen thưởng năm 2023:"],
            [
                ["STT", "Họ và tên", "Đơn vị", "Hình thức khen thưởng"],
                ["1", "Lò Thị Hạp", "Phòng Tổng hợp", "Chiến sĩ thi đua cơ sở"],
                ["2", "Vi Văn Sen", "Phòng Kế toán", ""],
            ],
            [((1, 3), (2, 3))],
        ),
        [
            ("chien-si-thi-dua-co-so", None, "conferred", "Lò Thị Hạp", None, "Phòng Tổng hợp"),
            ("chien-si-thi-dua-co-so", None, "conferred", "Vi Văn Sen", None, "Phòng Kế toán"),
        ],
    ),
    "DOCX, unit as heading row": (
        lambda: docx(
            ["Bộ trưởng Bộ Xây dựng tặng Bằng khen cho các cá nhân có thành tích xuất sắc:"],
            [
                ["TT", "Họ và tên", "Chức vụ"],
                ["Vụ Quy hoạch nông thôn", "", ""],
                ["1", "Đoàn Thu Mây", "Phó Vụ trưởng"],
                ["Cục Nhà ở", "", ""],
                ["2", "Lò Văn Phiêu", "Trưởng phòng"],
            ],
            [((1, 0), (1, 2)), ((3, 0), (3, 2))],
        ),
        [
            ("bang-khen-cap-bo", None, "conferred", "Đoàn Thu Mây", "Phó Vụ trưởng", "Vụ Quy hoạch nông thôn"),
            ("bang-khen-cap-bo", None, "conferred", "Lò Văn Phiêu", "Trưởng phòng", "Cục Nhà ở"),
        ],
    ),
    "PDF, two pages, header repeated": (
        lambda: pdf("decision.pdf"),
        [
            ("giay-khen", None, "conferred", "Lê Thị Thoa", "Tổ trưởng", "Điện lực Bình Sơn"),
            ("giay-khen", None, "conferred", "Đặng Hữu Nghĩa", "Chuyên viên", "Phòng Quản lý năng lượng"),
            ("giay-khen", None, "conferred", "Quàng Văn Lả", "Đội phó", "Đội Quản lý thị trường số 4"),
        ],
    ),
    "PDF, merged award and headings": (
        lambda: pdf("merged.pdf"),
        [
            ("chien-si-thi-dua-co-so", None, "conferred", "Lò Thị Hạp", None, "Phòng Tổng hợp"),
            ("chien-si-thi-dua-co-so", None, "conferred", "Vi Văn Sen", None, "Phòng Kế toán"),
            ("tap-the-lao-dong-xuat-sac", None, "conferred", "Phòng Tổng hợp", None, None),
        ],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_each_row_gives_its_records(name: str) -> None:
    make, expected = TABLES[name]
    article = make()
    document = extractor.extract(article)
    assert sorted(map(told, document.records), key=str) == sorted(expected, key=str)
    for record in document.records:
        for span in record.evidence.spans.values():
            assert span.of(document.article.text).strip()


def test_spans_are_the_cells() -> None:
    document = extractor.extract(extractor.read_text(BAR))
    record = document.records[1]
    words = {name: span.of(BAR) for name, span in record.evidence.spans.items()}
    assert words["recipient"] == "Đặng Hữu Nghĩa"
    assert words["post"] == "Phó Trưởng phòng"
    assert words["unit"] == "Phòng Quản lý năng lượng"
    assert words["award"] == "Bằng khen" and words["authority"] == "Chủ tịch UBND tỉnh Sơn La"
    assert record.evidence.text.startswith("2 | Đặng Hữu Nghĩa")


def test_the_decision_and_the_year_of_the_line_above_hold_for_the_rows() -> None:
    document = extractor.extract(extractor.read_text(TABS))
    assert {record.decision.number for record in document.records} == {"415/QĐ-SCT"}


@pytest.mark.parametrize(
    "text",
    [
        "Giá vàng hôm nay\n\nLoại | Mua vào | Bán ra\nSJC | 88,1 | 90,1\n\nBà Lò Thị Hạp được tặng Bằng khen của Bộ trưởng Bộ Y tế.",
        "Tên | Đơn vị\n\nBà Lò Thị Hạp được tặng Bằng khen của Bộ trưởng Bộ Y tế.",
    ],
)
def test_what_is_no_table_of_awards_changes_nothing(text: str) -> None:
    records = extractor.extract(extractor.read_text(text)).records
    assert [record.recipient.name for record in records] == ["Lò Thị Hạp"]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("STT", "number"),
        ("Họ và tên", "name"),
        ("HỌ VÀ TÊN (cá nhân)", "name"),
        ("Chức vụ/đơn vị", "post_unit"),
        ("Nơi công tác / Đơn vị", "unit"),
        ("Giá bán", None),
    ],
)
def test_headers(words: str, role: str | None) -> None:
    assert role_of(words) == role


def test_headings_over_rows() -> None:
    assert subject_of("II. CÁ NHÂN (02 người)") == "individual"
    assert subject_of("Các tập thể:") == "collective"
    assert subject_of("Ông Lò Văn Hạp") is None
