"""An article from the plain text of a saved page: title, date, author, lead and body blocks, without the page's furniture.

Only the first and last lines are looked at closely; what is uncertain stays None.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractor.article.authors import signature
from extractor.errors import EmptyInputError, InputError
from extractor.language.decoding import decode
from extractor.language.fold import fold
from extractor.language.normalise import normalise
from extractor.language.published import Published, parse_published
from extractor.records import Article, Block, BlockKind, Span
from extractor.resources import load_toml

__all__ = ["is_dateline", "read_text"]

HEAD_LINES = 8  # the title, date and author stand within so many lines of the top …
TAIL_LINES = 8  # … and the author or related links within so many of the bottom
SHORT = 120  # characters: a longer line is prose
ITEM = re.compile(r"\s*(?:[-+*•–·▪●]\s+|\(?\d{1,3}[.)]\s+|[a-zđ][.)]\s+|[IVX]{1,4}[.)]\s+)")
CAPTION = re.compile(r"(?:^|[\s(.–-])(?:Ảnh|ẢNH|Nguồn ảnh)(?:\s+minh họa|\s+tư liệu)?\s*[:.]")
WEEKDAY = re.compile(
    r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|ngày|cập nhật|lúc|gmt\s?\+?7|utc\s?\+?7|\(\)|đăng|xuất bản)",
    re.IGNORECASE,
)
OF_A_DECISION = re.compile(r"(?<!\w)(?:quyết định|kèm theo|căn cứ|qđ)(?!\w)")  # their dates are no time of publication
CLOSERS = re.compile(r"xin (?:trân trọng )?cảm ơn", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    """A line that is not blank, with its offsets in the text."""

    start: int
    end: int
    text: str
    kind: BlockKind = "paragraph"
    published: Published | None = None
    _folded: str | None = None

    @property
    def folded(self) -> str:
        """The line folded, or nothing for prose, which is never looked at."""
        if self._folded is None:
            self._folded = fold(self.text) if len(self.text) < 2 * SHORT else ""
        return self._folded


def read_text(
    source: str | bytes | os.PathLike[str], *, source_name: str | None = None, url: str | None = None
) -> Article:
    """Reads plain text: a str is the text itself, bytes are decoded, a path is a file.

    Raises InputError for a file that cannot be read, DecodingError for bytes of no encoding, EmptyInputError where
    there is no text.
    """
    warnings: tuple[str, ...] = ()
    if isinstance(source, os.PathLike):
        source_name = source_name or os.fspath(source)
        try:
            source = Path(source).read_bytes()
        except OSError as error:
            raise InputError(f"{source_name}: {error.strerror}; check the path and its permissions") from None
    if isinstance(source, bytes):
        decoded = decode(source)
        source, warnings = decoded.text, decoded.warnings
    if not source.strip("\ufeff\x00 \t\r\n\u00a0"):
        raise EmptyInputError(f"{source_name or 'the input'} holds no text; give a file with an article in it")
    lines = _lines(source)
    title = _mark_head(lines)
    _mark_tail(lines)
    published = _published(lines, title)
    author = _author(lines)
    lead = _lead(lines, title)
    return Article(
        # Of what is said, not of how it is laid out: a re-flowed text is the same article.
        id=Article.make_id(url or " ".join(normalise(source).text.split())),
        text=source,
        url=url,
        source=source_name,
        title=title.text if title else None,
        published=published.value if published else None,
        published_precision=published.precision if published else None,
        author=author,
        lead=lead.text if lead else None,
        blocks=_blocks(lines),
        warnings=warnings,
    )


@cache
def _cues() -> dict[str, tuple[str, ...]]:
    return {name: tuple(fold(word) for word in words) for name, words in load_toml("article/text.toml").items()}


def _lines(text: str) -> list[_Line]:
    """The lines that hold something, whatever their line ends."""
    out = []
    for match in re.finditer(r"[^\r\n\u2028\u2029]+", text):
        words = match.group()
        stripped = words.strip(" \t\u00a0\ufeff\u200b")
        if stripped:
            start = match.start() + words.index(stripped)
            out.append(_Line(start, start + len(stripped), stripped))
    return out


def _is_chrome(line: _Line) -> bool:
    if len(line.text) >= SHORT:
        return False
    folded = line.folded
    cues = _cues()["chrome"]
    return folded.startswith(cues) or (len(folded) < 80 and any(len(cue) > 5 and cue in folded for cue in cues))


def _dateline(line: _Line) -> Published | None:
    """The date of a line that says little else: site name, weekday and hotline are allowed beside it."""
    if len(line.text) > SHORT or OF_A_DECISION.search(line.folded):
        return None
    published = parse_published(line.text)
    if published is None:
        return None
    rest = WEEKDAY.sub("", line.text[: published.start] + line.text[published.end :])
    words = re.findall(r"[^\W\d_]+", rest)
    return published if len(words) <= 8 or line.text[: published.start].strip(" |-–,") == "" else None


def is_dateline(text: str) -> bool:
    """Whether a line says when the page was published and little else.

    >>> is_dateline("Thứ Tư, 30/09/2020 | 14:00 GMT+7"), is_dateline("Ngày 30/09/2020, Vụ đã họp tổng kết.")
    (True, False)
    """
    published = parse_published(text) if len(text) <= 60 else None
    if published is None:
        return False
    rest = WEEKDAY.sub("", text[: published.start] + text[published.end :])
    return len(re.findall(r"[^\W\d_]+", rest)) <= 1


def _mark_head(lines: list[_Line]) -> _Line | None:
    """Marks chrome and datelines of the first lines; gives the title: the first short line that is neither."""
    title = None
    for line in lines[:HEAD_LINES]:
        chrome = _is_chrome(line)
        line.published = _dateline(line)
        if chrome or line.published is not None:
            line.kind = "chrome"
        elif title is None and len(line.text) <= 250 and not _sentence_like(line.text):
            line.kind, title = "title", line
        elif title is None and len(line.text) > 250:
            return None
    return title


def _sentence_like(text: str) -> bool:
    return text.endswith((".", ";")) and not text.endswith("...") and len(text) > 80


def _mark_tail(lines: list[_Line]) -> None:
    """Marks related links, captions, furniture and the author's line at the end."""
    tail = lines[-TAIL_LINES:] if len(lines) > 2 else []
    related = False
    for line in tail:
        if line.kind != "paragraph":
            continue
        related = related or line.folded.startswith(_cues()["related"])
        if related or (_is_chrome(line) and len(line.text) < 60):
            line.kind = "chrome"
    for line in lines:
        if line.kind == "paragraph" and len(line.text) <= 300 and CAPTION.search(line.text):
            line.kind = "caption"
    for line in reversed(tail):
        if line.kind in {"chrome", "caption"} or CLOSERS.search(line.text):
            continue
        if ITEM.match(line.text) is None and "|" not in line.text and signature(line.text) is not None:
            line.kind = "byline"
        break


def _author(lines: list[_Line]) -> str | None:
    for line in reversed(lines):
        if line.kind == "byline":
            return signature(line.text)
    for line in lines[:HEAD_LINES]:
        if line.kind == "paragraph" and len(line.text) < 60 and ":" in line.text and (name := signature(line.text)):
            line.kind = "byline"
            return name
    return None


def _published(lines: list[_Line], title: _Line | None) -> Published | None:
    """The dateline right after the title, else the one above it: that may be the site's own clock."""
    dated = [line for line in lines[:HEAD_LINES] if line.published is not None]
    after = [line for line in dated if title is not None and line.start > title.start]
    return (after or dated or [_Line(0, 0, "")])[0].published


def _lead(lines: list[_Line], title: _Line | None) -> _Line | None:
    for line in lines[: HEAD_LINES + 2]:
        if line.kind == "paragraph" and (title is None or line.start > title.start) and len(line.text) > 40:
            return line
    return None


def _blocks(lines: list[_Line]) -> tuple[Block, ...]:
    """A block a line: headings, items with the line that introduces them, rows, captions, paragraphs."""
    blocks: list[Block] = []
    intro: int | None = None
    for number, line in enumerate(lines):
        kind, level = line.kind, 0
        if kind == "paragraph":
            if ITEM.match(line.text):
                kind, level = "item", 1
            elif line.text.count("|") >= 2:
                kind = "row"
            elif (
                len(line.text) < SHORT
                and not line.text.endswith((".", "!", "?", "…", ";", ",", '"', "”", ":"))
                and _before_prose(lines, number)
            ):
                kind = "heading"
        under = intro if kind in {"item", "row"} else None
        blocks.append(Block(kind, Span(line.start, line.end), level, under))
        if kind in {"heading", "title"} or line.text.endswith(":"):
            intro = number
        elif kind not in {"item", "row", "caption"}:
            intro = None
    return tuple(blocks)


def _before_prose(lines: list[_Line], number: int) -> bool:
    """A heading stands over something longer than itself, or over a list."""
    follower = lines[number + 1] if number + 1 < len(lines) else None
    return (
        follower is not None
        and follower.kind == "paragraph"
        and (len(follower.text) > SHORT or ITEM.match(follower.text) is not None)
    )
