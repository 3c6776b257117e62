"""Makes the PDFs that the tests read; run it by hand where one must change.

    python tests/article/make_pdfs.py FONT.ttf

FONT is any TrueType font with Vietnamese letters (DejaVu Sans was used). The PDFs are kept in tests/article/files,
because a machine that runs the tests may have no such font. What they say is fictional.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

FILES = Path(__file__).parent / "files"
BODY = ParagraphStyle("body", fontName="Own", fontSize=11, leading=15, spaceAfter=8)
CELL = ParagraphStyle("cell", fontName="Own", fontSize=9, leading=11)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
REASON = (
    "Xét đề nghị của Chánh Văn phòng Sở, Giám đốc Sở Công Thương quyết định khen thưởng những cá nhân đã hoàn thành tốt nhiệm "
    "vụ của phong trào tiết kiệm điện trong năm qua, có tên trong danh sách kèm theo Quyết định này."
)
PEOPLE = [
    ("Lê Thị Thoa", "Tổ trưởng, Điện lực Bình Sơn"),
    ("Đặng Hữu Nghĩa", "Chuyên viên, Phòng Quản lý năng lượng"),
    ("Quàng Văn Lả", "Đội phó, Đội Quản lý thị trường số 4"),
]


def cells(rows: list[list[str]]) -> list[list[Paragraph]]:
    return [[Paragraph(words, CELL) for words in row] for row in rows]


def running(canvas: Canvas, document: SimpleDocTemplate) -> None:
    """The running head and the page's number."""
    canvas.setFont("Own", 8)
    canvas.drawString(72, A4[1] - 30, "Công báo tỉnh Vĩnh Hòa")
    canvas.drawCentredString(A4[0] / 2, 25, f"- {document.page} -")


def decision() -> None:
    """A decision with its letterhead, two pages, an annex whose table goes on over both with its header repeated."""
    head = Table(
        cells(
            [
                [
                    "UBND TỈNH VĨNH HÒA<br/>SỞ CÔNG THƯƠNG",
                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br/>Độc lập - Tự do - Hạnh phúc",
                ],
                ["Số: 415/QĐ-SCT", "Vĩnh Hòa, ngày 12 tháng 01 năm 2022"],
            ]
        ),
        colWidths=[200, 260],
    )
    header = ["STT", "Họ và tên", "Chức vụ, nơi công tác", "Hình thức khen thưởng"]
    rows = [
        [str(number), name, place, "Giấy khen của Giám đốc Sở Công Thương"]
        for number, (name, place) in enumerate(PEOPLE, 1)
    ]
    first = Table(cells([header, *rows[:2]]), colWidths=[35, 120, 170, 135], style=TableStyle(GRID))
    second = Table(cells([header, *rows[2:]]), colWidths=[35, 120, 170, 135], style=TableStyle(GRID))
    story = [
        head, Spacer(1, 20),
        Paragraph("QUYẾT ĐỊNH", BODY), Paragraph("Về việc khen thưởng thành tích năm 2021", BODY),
        Paragraph(REASON, BODY),
        Paragraph("Danh sách các cá nhân được khen thưởng:", BODY), first, PageBreak(), second,
    ]  # fmt: skip
    SimpleDocTemplate(str(FILES / "decision.pdf"), invariant=1).build(story, onFirstPage=running, onLaterPages=running)


def merged() -> None:
    """A table whose award cell goes over rows, under a row over the whole width."""
    rows = [
        ["TT", "Họ và tên", "Đơn vị", "Danh hiệu"],
        ["I. CÁ NHÂN", "", "", ""],
        ["1", "Lò Thị Hạp", "Phòng Tổng hợp", "Chiến sĩ thi đua cơ sở"],
        ["2", "Vi Văn Sen", "Phòng Kế toán", ""],
        ["II. TẬP THỂ", "", "", ""],
        ["3", "Phòng Tổng hợp", "", "Tập thể lao động xuất sắc"],
    ]
    style = TableStyle([*GRID, ("SPAN", (0, 1), (-1, 1)), ("SPAN", (3, 2), (3, 3)), ("SPAN", (0, 4), (-1, 4))])
    table = Table(cells(rows), colWidths=[60, 120, 140, 140], style=style)
    story = [Paragraph("Kết quả bình xét danh hiệu thi đua năm 2021", BODY), table]
    SimpleDocTemplate(str(FILES / "merged.pdf"), invariant=1).build(story)


def columns() -> None:
    """A page of two columns under a headline."""
    canvas = Canvas(str(FILES / "columns.pdf"), pagesize=A4, invariant=1)
    canvas.setFont("Own", 14)
    canvas.drawString(60, 780, "Xã Nậm Khoa khen thưởng phong trào xây dựng nông thôn mới cuối năm")
    canvas.setFont("Own", 10)
    left = [
        "Sáng 5/12/2022, UBND xã Nậm Khoa tổ",
        "chức hội nghị tổng kết phong trào. Dịp",
        "này, bà Lò Thị Hạp được Chủ tịch UBND",
        "xã tặng Giấy khen vì có nhiều đóng góp.",
    ]
    right = [
        "Phát biểu tại hội nghị, lãnh đạo xã mong",
        "bà con tiếp tục giữ gìn đường làng sạch",
        "đẹp, nhân rộng những mô hình hay trong",
        "năm tới ở tất cả các bản của xã.",
    ]
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        canvas.drawString(60, 750 - 14 * number, one)
        canvas.drawString(320, 750 - 14 * number, other)
    canvas.save()


def scan() -> None:
    """A page that is a picture."""
    from PIL import Image

    canvas = Canvas(str(FILES / "scan.pdf"), pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(Image.new("L", (200, 280), 200)), 0, 0, *A4)
    canvas.save()


def encrypted() -> None:
    canvas = Canvas(str(FILES / "encrypted.pdf"), pagesize=A4, encrypt="bi-mat", invariant=1)
    canvas.drawString(60, 780, "x")
    canvas.save()


def article() -> None:
    """The demo article, as somebody would print it."""
    text = (FILES.parent.parent.parent / "corpora" / "demo" / "vu-quy-hoach.txt").read_text("utf-8")
    story = [Paragraph(line.replace("&", "&amp;"), BODY) for line in text.splitlines() if line.strip()]
    SimpleDocTemplate(str(FILES / "article.pdf"), invariant=1).build(story, onFirstPage=running, onLaterPages=running)


def main() -> int:
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python tests/article/make_pdfs.py FONT.ttf\n")
        return 2
    pdfmetrics.registerFont(TTFont("Own", sys.argv[1]))
    FILES.mkdir(exist_ok=True)
    for make in (decision, merged, columns, scan, encrypted, article):
        make()
    return 0


if __name__ == "__main__":
    sys.exit(main())
