"""Articles and pages for the benchmark: of any number and size, the same each time; people and units are fictional."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

__all__ = ["award_texts", "free_text", "mixed_pages", "page"]

ROOT = Path(__file__).resolve().parent.parent
SUBJECTS = (
    "Bà con ngư dân", "Các hộ trồng chè", "Học sinh trường làng", "Đội cứu hộ", "Người dân ven sông", "Ban quản lý chợ", "Nhóm kỹ sư trẻ",
    "Tổ sửa đường", "Hợp tác xã rau", "Đoàn tàu khách",
)  # fmt: skip
VERBS = (
    "neo thuyền trong cảng", "tranh thủ vá lưới và sửa máy", "dọn lại kho lúa sau mưa", "mở thêm một lớp học buổi tối",
    "kiểm tra từng đoạn đê", "chuyển hàng lên miền núi", "đo mực nước ba lần mỗi ngày", "trồng lại hai nghìn cây bần",
    "thay mái tôn cho nhà văn hóa", "bàn cách giữ giá cà phê",
)  # fmt: skip
ENDS = (
    "trước khi gió mùa về", "trong lúc trời còn nhiều mây", "dù nhiệt độ xuống 14 độ", "theo kế hoạch của xã", "cho kịp vụ đông xuân",
    "vì đường còn ngập sâu nửa mét", "như mọi năm vào tháng 10", "để đón khách cuối tuần", "khi đài báo áp thấp nhiệt đới", "và không ai bị thương",
)  # fmt: skip
STRIDE = 61  # articles of corpora/ between two that are taken one after the other
MENU = ("Thời sự", "Kinh tế", "Giáo dục", "Y tế", "Thể thao", "Du lịch", "Khoa học", "Đời sống", "Pháp luật", "Bạn đọc")


def free_text(number: int, size: int = 2_000) -> str:
    """An article without an award, of about `size` characters."""
    chance = random.Random(number)
    lines = [f"Tin địa phương số {number}"]
    while sum(map(len, lines)) < size:
        sentences = (f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(ENDS)}." for _ in range(chance.randint(2, 5)))
        lines.append(" ".join(sentences))
    return "\n".join(lines)


def award_texts() -> list[str]:
    """The articles of corpora/, and the seed article where it is there."""
    seed = ROOT.parent / "shared" / "seed" / "article.txt"
    texts = [seed.read_text("utf-8")] if seed.exists() else []
    for path in sorted((ROOT / "corpora").glob("*/docs.jsonl")):
        texts += [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    return texts


def page(number: int, text: str) -> str:
    """A page as papers make them: a head for machines, menus, scripts, the article, related links, a footer."""
    chance = random.Random(number)
    title, *paragraphs = text.splitlines()
    links = "".join(f'<li class="menu-item"><a href="/{n}-{name.lower()}" title="{name}">{name}</a></li>' for n, name in enumerate(MENU))
    related = "".join(
        f'<div class="story"><a href="/tin-{chance.randrange(10**6)}.html"><img data-src="/{chance.randrange(10**6)}.jpg" alt="">'
        f"<h3>{chance.choice(SUBJECTS)} {chance.choice(VERBS)}</h3></a>"
        f"<p>{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(ENDS)}.</p></div>"
        for _ in range(40)
    )
    script = "".join(f"var v{n}=function(a,b){{return a.q{chance.randrange(10**6)}(b)||'{chance.random()}'}};" for n in range(1_500))
    style = "".join(f".c{n}-{chance.randrange(999)}{{margin:{n % 9}px;color:#{chance.randrange(999):03}}}" for n in range(700))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    day = number % 28 + 1
    head = (
        f'<meta charset="utf-8"><title>{title} - Báo Ví Dụ</title><meta property="og:title" content="{title}">'
        f'<meta property="article:published_time" content="2020-10-{day:02}T08:00:00+07:00">'
    )
    article = (
        f'<article class="detail"><h1 class="title">{title}</h1><div class="date">Thứ hai, {day:02}/10/2020 08:00</div>'
        f'<div class="content">{body}</div></article>'
    )
    return (
        f'<!DOCTYPE html><html lang="vi"><head>{head}<style>{style}</style><script>{script}</script></head>'
        f'<body><header><ul class="menu">{links}</ul></header><main>{article}<aside class="related">{related}</aside></main>'
        f"<footer><ul>{links}</ul><p>Tòa soạn: số 1 phố Ví Dụ</p></footer><script>{script}</script></body></html>"
    )


def mixed_pages(count: int, *, each: int = 20) -> Iterator[str]:
    """Pages of which one in `each` has an article of corpora/, from all of its folders in turn."""
    awards = award_texts()
    for number in range(count):
        yield page(number, awards[number // each * STRIDE % len(awards)] if number % each == 0 else free_text(number, 2_500))
