"""Who wrote an article, told from a line: "Lan Ngọc", "Bài và ảnh: Đoàn Trâm", "Theo Hồ Hương", "A - B (tổng hợp)"."""

from __future__ import annotations

import re
from functools import cache

from extractor.language.fold import UPPER, fold
from extractor.resources import load_toml

__all__ = ["author_of", "is_paper", "is_source", "signature"]

NAME = re.compile(rf"(?:[{UPPER}][\w'’.]*)(?:\s+(?:[{UPPER}][\w'’.]*|[-–,&;/]|và))*")
BRACKET = re.compile(r"\s*[(\[][^()\[\]]{0,40}[)\]]\s*$")
SITE = re.compile(r"\.(?:vn|com|net|org)\b|https?:|www\.|@|[_{}<>=]|\d{3}")
PAPER = re.compile(
    r"(?:^|\s)(?:báo|tạp chí|online|news|tin nhanh|cổng|portal|toà soạn|admin|administrator|editor|ban biên tập|trang tin"
    r"|điện tử|thông tin)(?:\s|$)"
)
# What stands before a name in an author's element.
LABEL = re.compile(
    r"^(?:bởi|by|đăng bởi|người đăng|người viết|tác giả|bài|ảnh|tin|tin, ảnh|bài, ảnh|bài và ảnh|tin và ảnh|thực hiện|nội dung"
    r"|theo|pv|phóng viên)\s*[:.]\s*",
    re.IGNORECASE,
)
LONGEST = 80
MOST_NAMES = 12  # words


@cache
def _cues() -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(fold(word) for word in load_toml("article/text.toml")[name]) for name in ("author", "signatures")
    }


def signature(text: str) -> str | None:
    """The author that a short line names, or None: "Vi Lan (thực hiện)" is "Vi Lan", "Nhóm PV" is itself.

    >>> signature("Bài và ảnh: Đoàn Trâm")
    'Đoàn Trâm'
    >>> signature("Bà đã về quê.") is None
    True
    """
    if len(text) > LONGEST:
        return None
    if fold(text).strip(" .") in _cues()["signatures"]:
        return text.strip()
    stripped = without_agency(BRACKET.sub("", text).strip())
    for cue in _cues()["author"]:
        if fold(stripped).startswith(cue) and (
            found := re.match(r"[^:]{0,25}:\s*(.+)$", stripped) or re.match(r"(?i:theo)\s+(.+)$", stripped)
        ):
            stripped = found.group(1).strip()
            break
    stripped = stripped.strip(" .*-–")
    if NAME.fullmatch(stripped) and 1 <= len(stripped.split()) <= 8:
        return stripped
    return None


def author_of(text: str | None, *, papers: tuple[str, ...] = ()) -> str | None:
    """The author that an element of a page names, without what stands around it; None for a paper or an address.

    >>> author_of("Tác giả: Hà Thu (tổng hợp)")
    'Hà Thu'
    >>> author_of("VnExpress", papers=("VnExpress",)) is None
    True
    """
    line = " ".join((text or "").split()).strip(" |-–•,;/")
    line = re.sub(r"^(?:Theo|Bởi|By)\s+(?=\S)", "", LABEL.sub("", line))
    line = without_agency(BRACKET.sub("", line).strip(" |-–•,;/*."))
    if not line or len(line) > LONGEST * 2 or is_paper(line, papers):
        return None
    return line if NAME.fullmatch(line) and len(line.split()) <= MOST_NAMES * 2 else signature(line)


def without_agency(line: str) -> str:
    """A name without the papers behind it: "Hà Thu/Bnews/vnanet.vn", "Lan Anh (TTXVN)".

    >>> without_agency("Hà Thu/Bnews/vnanet.vn"), without_agency("Hà Thu/Vi Sen")
    ('Hà Thu', 'Hà Thu/Vi Sen')
    """
    parts = [part.strip() for part in line.split("/")]
    while len(parts) > 1 and is_source(parts[-1]):
        parts.pop()
    return "/".join(parts)


def is_paper(line: str, papers: tuple[str, ...] = ()) -> bool:
    """Whether a name is a paper's or an address, not a person's."""
    folded = fold(line).strip()
    if SITE.search(folded) or PAPER.search(folded):
        return True
    squeezed = re.sub(r"\W+", "", folded)
    return not squeezed or any(_same_paper(squeezed, fold(paper)) for paper in papers if paper)


def is_source(line: str) -> bool:
    """Whether a name is a paper's or an agency's that articles are taken over from: "Lao Động", "TTXVN".

    >>> is_source("Lao Động"), is_source("Vân Anh")
    (True, False)
    """
    return fold(line).strip(" ().") in _sources() or is_paper(line)


@cache
def _sources() -> frozenset[str]:
    cues = load_toml("article/html.toml")["cues"]
    return frozenset(fold(name) for name in (*cues["agencies"], *cues["papers"]))


def _same_paper(squeezed: str, paper: str) -> bool:
    other = re.sub(r"\W+", "", paper)
    return squeezed == other or (len(squeezed) > 5 and (squeezed in other or other in squeezed) and len(other) > 5)
