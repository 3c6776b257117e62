from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.article.text import read_text
from extractor.errors import EmptyInputError, InputError
from extractor.language.fold import fold
from extractor.language.published import parse_published


@pytest.mark.parametrize(
    ("line", "value", "precision"),
    [
        ("14:00 | 30/09/2020", "2020-09-30T14:00:00+07:00", "minute"),
        ("Thứ Tư, 30/9/2020 14:00 GMT+7", "2020-09-30T14:00:00+07:00", "minute"),
        ("Thứ Tư, ngày 9 tháng 9 năm 2020", "2020-09-09", "day"),
        ("11:02, 14-8-2023", "2023-08-14T11:02:00+07:00", "minute"),
        ("9h30 ngày 5/3/2021", "2021-03-05T09:30:00+07:00", "minute"),
        ("04/05/2024 02:15 PM", "2024-05-04T14:15:00+07:00", "minute"),
        ("2020-09-30T14:00:05", "2020-09-30T14:00:05+07:00", "second"),
    ],
)
def test_publication_dates_are_day_first(line: str, value: str, precision: str) -> None:
    published = parse_published(line)
    assert published is not None
    assert (published.value, published.precision) == (value, precision)


@pytest.mark.parametrize("line", ["", "45/13/2020", "Hotline 0900.11.2233", "chiều 18/9", "năm 2020"])
def test_what_is_no_date(line: str) -> None:
    assert parse_published(line) is None


def test_furniture_title_date_author_and_lead(article: str) -> None:
    read = read_text(article)
    assert read.title == "Vụ Quy hoạch nông thôn: Thi đua từ những việc nhỏ"
    assert read.published == "2020-10-05T08:30:00+07:00"
    assert read.author == "Hải Miên"
    assert read.lead is not None and read.lead.startswith("Năm năm qua")
    kinds = [block.kind for block in read.blocks]
    assert kinds[:3] == ["chrome", "title", "chrome"] and kinds[-1] == "byline"


def test_blocks_are_places_in_the_text(article: str) -> None:
    read = read_text(article)
    assert [block.span.of(article) for block in read.blocks] == [
        line.strip() for line in article.splitlines() if line.strip()
    ]


def test_lists_know_the_line_that_introduces_them() -> None:
    read = read_text(
        "Tin khen thưởng cuối năm của xã\n\nHuân chương Lao động hạng Ba:\n- Ông Lò Văn Hạp\n- Bà Vi Thị Sen\n"
    )
    items = [block for block in read.blocks if block.kind == "item"]
    assert len(items) == 2
    assert {read.blocks[item.intro].span.of(read.text) for item in items if item.intro is not None} == {
        "Huân chương Lao động hạng Ba:"
    }


@pytest.mark.parametrize(
    ("tail", "author"),
    [
        ("Bài và ảnh: Đoàn Trâm", "Đoàn Trâm"),
        ("Vi Lan (thực hiện)", "Vi Lan"),
        ("Nhóm PV", "Nhóm PV"),
        ("Trọng Nghĩa - Thu Uyên", "Trọng Nghĩa - Thu Uyên"),
        ("Đó là một ngày vui của cả xã.", None),
        ("Xin cảm ơn ông!", None),
    ],
)
def test_authors(tail: str, author: str | None) -> None:
    body = "Xã Nậm Pì mở hội\n\n" + "Một ngày hội của bà con các bản vùng cao với nhiều trò chơi dân gian. " * 3
    assert read_text(f"{body}\n\n{tail}").author == author


def test_what_is_uncertain_is_none() -> None:
    read = read_text("Ông Lò Văn Hạp được tặng Giấy khen vì đã cứu hai em nhỏ khỏi dòng nước lũ đêm hôm trước ở bản.")
    assert (read.published, read.author) == (None, None)


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", "\ufeff\u00a0".encode()])
def test_nothing_to_read(data: bytes) -> None:
    with pytest.raises(EmptyInputError):
        read_text(data)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_text(tmp_path / "none.txt")


def test_the_same_words_laid_out_anew_are_the_same_article(article: str) -> None:
    assert read_text(article).id == read_text(article.replace("\n", "\r\n")).id == read_text(article + "\n\n").id


def test_metadata_of_the_development_articles(shared: Path) -> None:
    right = total = 0
    for line in (shared / "gold" / "ministry" / "docs.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        read = read_text(truth["text"])
        right += fold(read.title or "") == fold(truth["title"])
        right += (read.published or "")[:10] == truth["published"]
        right += read.author == truth["author"]
        total += 3
    assert right / total >= 0.85
