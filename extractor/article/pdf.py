"""`read_pdf`: the lines and tables of a PDF in reading order, by pdfplumber.

pdfplumber rather than pypdf: it knows where each word stands and finds tables by their ruled lines with merged cells,
which an annex of names needs; pypdf is faster and gives a text in which columns run together. A page costs some
20 to 100 ms.
"""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from extractor.article.documents import article_of
from extractor.article.grid import Cell, Grid, rows_of
from extractor.article.markup import words
from extractor.article.pieces import Piece
from extractor.article.text import ITEM
from extractor.errors import InputError, MissingExtraError, UnsupportedInputError
from extractor.language.decoding import repair
from extractor.language.fold import fold
from extractor.records import Article, BlockKind

__all__ = ["read_pdf"]

MOST_PAGES = 500
SCANNED = 25  # characters a page below which a document of pictures is a scan
COLUMN_GAP = 25.0  # points of white space that part two columns
MARGIN = 0.12  # of a page's height, in which running heads and page numbers stand
PAGE_NUMBER = re.compile(r"(?:trang|page)?\s*[-–]?\s*\d{1,4}\s*(?:[-–]|/\s*\d{1,4})?\s*", re.IGNORECASE)
HYPHEN = re.compile(r"(?<=[^\W\d_])-$")
SENTENCE_END = (".", "!", "?", ":", ";", "…", "”", '"')


@dataclass(slots=True)
class _Line:
    """A line of a page: its words and where it stands, in points from the top left."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    bold: bool = False
    column: tuple[float, float] | None = None  # left and right of its column, where the page has two


@dataclass(slots=True)
class _Page:
    """A page: its lines in reading order, each table where it stands among them."""

    height: float
    width: float
    lines: list[_Line | Grid] = field(default_factory=list)


def read_pdf(source: bytes | os.PathLike[str], *, url: str | None = None, source_name: str | None = None) -> Article:
    """The article of a PDF. Raises InputError for an encrypted or broken one, UnsupportedInputError for a scan,
    MissingExtraError without pdfplumber. Of more than 500 pages the first 500 are read, which `warnings` says."""
    if isinstance(source, os.PathLike):
        source_name = source_name or os.fspath(source)
        source = Path(source).read_bytes()
    name = source_name or "the document"
    try:
        import pdfplumber
    except ImportError:
        raise MissingExtraError(f"reading {name} (PDF)", "documents") from None
    warnings = []
    try:
        with pdfplumber.open(io.BytesIO(source)) as document:
            count = len(document.pages)
            letters, pictures, pages = 0, 0, []
            for page in document.pages[:MOST_PAGES]:
                letters += len(page.chars)
                pictures += len(page.images)
                pages.append(_page(page))
                page.close()
    except Exception as error:  # pdfminer has many errors and lets those of zlib and struct through
        raise InputError(_broken(name, error)) from None
    if letters < SCANNED * max(1, len(pages)) and pictures:
        raise UnsupportedInputError(
            f"{name} is a scan: pages of pictures without text; run a text recognition (OCR) over it first"
        )
    if count > MOST_PAGES:
        warnings.append(f"the document has {count} pages; the first {MOST_PAGES} were read")
    pieces = list(_pieces(_without_running(pages)))
    pieces, converted = _repaired(pieces)
    return article_of(pieces, source_name=source_name, url=url, warnings=[*warnings, *converted])


def _broken(name: str, error: Exception) -> str:
    chain = [error, error.__cause__, error.__context__, *error.args]
    if any("Password" in type(one).__name__ or "Encrypt" in type(one).__name__ for one in chain if one is not None):
        return f"{name} is encrypted; open it with its password and save it without one"
    return f"{name} is a broken PDF ({type(error).__name__}); open it in a viewer and save it again"


# -- a page -----------------------------------------------------------------------------------------------------------


def _page(page: Any) -> _Page:
    tables = [table for table in page.find_tables() if len(table.rows) > 1 and _columns(table) > 1]
    boxes = [table.bbox for table in tables]
    found = page.extract_words(use_text_flow=False, keep_blank_chars=False, extra_attrs=["fontname"], x_tolerance=2)
    free = [word for word in found if not any(_within(word, box) for box in boxes)]
    lines: list[_Line | Grid] = list(_ordered(_lines(free), page.width))
    for table in tables:
        grid = _grid(table)
        at = next(
            (at for at, line in enumerate(lines) if isinstance(line, _Line) and line.top >= table.bbox[1]), len(lines)
        )
        lines.insert(at, grid)
    return _Page(page.height, page.width, lines)


def _columns(table: Any) -> int:
    return max((sum(cell is not None for cell in row.cells) for row in table.rows), default=0)


def _within(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _lines(found: Sequence[dict[str, Any]]) -> list[_Line]:
    """Words that stand at one height are a line; a wide gap parts a line in two."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(found, key=lambda word: (word["top"], word["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        last = rows[-1][-1] if rows else None
        if last is not None and last["top"] <= middle <= last["bottom"]:
            rows[-1].append(word)
        else:
            rows.append([word])
    out = []
    for row in rows:
        row.sort(key=lambda word: word["x0"])
        part = [row[0]]
        for before, word in pairwise(row):
            if word["x0"] - before["x1"] > COLUMN_GAP:
                out.append(_line(part))
                part = []
            part.append(word)
        out.append(_line(part))
    return out


def _line(part: Sequence[dict[str, Any]]) -> _Line:
    text = words(" ".join(word["text"] for word in part))
    heavy = sum("bold" in str(word.get("fontname", "")).lower() for word in part)
    return _Line(
        text,
        min(word["x0"] for word in part),
        max(word["x1"] for word in part),
        min(word["top"] for word in part),
        max(word["bottom"] for word in part),
        heavy > len(part) / 2,
    )


def _ordered(lines: list[_Line], width: float) -> list[_Line]:
    """Reading order: where lines stand side by side, all on the left come before those on the right."""
    out: list[_Line] = []
    band: list[_Line] = []
    for line in sorted(lines, key=lambda line: (line.top, line.left)):
        whole = line.left < width * 0.45 and line.right > width * 0.55
        if whole and band:
            out += _by_column(band, width)
            band = []
        if whole:
            out.append(line)
        else:
            band.append(line)
    return out + _by_column(band, width)


def _by_column(band: list[_Line], width: float) -> list[_Line]:
    """The lines of a part of a page that nothing crosses: left column, then right one, where there are two."""
    right = [line for line in band if line.left >= width * 0.45]
    left = [line for line in band if line.left < width * 0.45]
    if not any(abs(a.top - b.top) < 4 for a in left for b in right):
        return band
    end = max(line.bottom for line in right)
    under = [line for line in left if line.top > end]
    left = [line for line in left if line.top <= end]
    for column in (left, right):
        bounds = min(line.left for line in column), max(line.right for line in column)
        if bounds[1] - bounds[0] > width * 0.3:  # narrower is a letterhead, not a column of text
            for line in column:
                line.column = bounds
    return left + right + under


def _grid(table: Any) -> Grid:
    """The cells of a ruled table; how far each goes is told by the lines that it crosses."""
    cells = [cell for cell in table.cells if cell is not None]
    lefts = sorted({round(cell[0]) for cell in cells})
    tops = sorted({round(cell[1]) for cell in cells})
    rows: list[list[Cell]] = []
    texts: list[str] = []
    for row, extracted in zip(table.rows, table.extract(x_tolerance=2), strict=False):
        out = []
        for box, text in zip(row.cells, extracted, strict=False):
            if box is None:
                continue
            columns = sum(round(box[0]) <= left < round(box[2]) - 2 for left in lefts)
            down = sum(round(box[1]) <= top < round(box[3]) - 2 for top in tops)
            texts.append(words((text or "").replace("-\n", "-").replace("\n", " ")))
            out.append(Cell(len(texts) - 1, max(1, down), max(1, columns)))
        rows.append(out)
    return Grid(rows, texts)


# -- pages together ---------------------------------------------------------------------------------------------------


def _without_running(pages: list[_Page]) -> list[_Page]:
    """Drops page numbers, and lines in the margins that most pages repeat."""
    keys: Counter[str] = Counter()
    for page in pages:
        keys.update({_running_key(line) for line in page.lines if isinstance(line, _Line) and _in_margin(line, page)})
    often = {key for key, count in keys.items() if count >= 2 and count * 2 >= len(pages)} if len(pages) > 1 else set()
    for page in pages:
        page.lines = [
            line
            for line in page.lines
            if isinstance(line, Grid)
            or not _in_margin(line, page)
            or not (PAGE_NUMBER.fullmatch(line.text) or _running_key(line) in often)
        ]
    return pages


def _running_key(line: _Line) -> str:
    return re.sub(r"\d+", "#", fold(line.text))


def _in_margin(line: _Line, page: _Page) -> bool:
    return line.bottom < page.height * MARGIN or line.top > page.height * (1 - MARGIN)


def _pieces(pages: Sequence[_Page]) -> Iterator[Piece]:
    """Paragraphs of the lines; tables that go on over pages are one, a header repeated on each page is dropped."""
    table, header, open_table = 0, "", False
    waiting: list[_Line] = []
    for page in pages:
        left = min((line.left for line in page.lines if isinstance(line, _Line)), default=0.0)
        right = max((line.right for line in page.lines if isinstance(line, _Line)), default=page.width)
        for line in page.lines:
            if isinstance(line, _Line):
                if waiting and not _goes_on(waiting[-1], line, *(line.column or (left, right))):
                    yield _paragraph(waiting)
                    waiting = []
                waiting.append(line)
                open_table = False
                continue
            if waiting:
                yield _paragraph(waiting)
                waiting = []
            rows = rows_of(line)
            same = open_table and bool(rows) and rows[0].text == header
            if not (open_table and (same or not _looks_like_header(rows[0].text if rows else ""))):
                table, header = table + 1, rows[0].text if rows else ""
            for row in rows[1:] if same else rows:
                kind: BlockKind = "heading" if row.heading else "row"
                yield Piece(kind, row.text, 6 if row.heading else 0, table=table, header=row.header)
            open_table = True
    if waiting:
        yield _paragraph(waiting)


def _looks_like_header(text: str) -> bool:
    return re.match(r"(?:số )?(?:tt|stt)\b|họ (?:và )?tên|tên", fold(text)) is not None


def _goes_on(before: _Line, line: _Line, left: float, right: float) -> bool:
    """Whether a line belongs to the paragraph of the one before it."""
    height = max(1.0, before.bottom - before.top)
    gap = line.top - before.bottom
    if line.top < before.top:  # the next page or column: a sentence that has not ended goes on
        return not before.text.endswith(SENTENCE_END) and line.text[:1].islower()
    if (
        gap > height * 0.9
        or ITEM.match(line.text)
        or before.bold != line.bold
        or before.text.isupper() != line.text.isupper()
    ):
        return False
    if before.right < right - (right - left) * 0.15:
        return False
    return not (line.left > left + 12 and before.left <= left + 12 and before.text.endswith(SENTENCE_END))


def _paragraph(lines: Sequence[_Line]) -> Piece:
    """The lines of a paragraph as one; a word parted at a line's end is put together again."""
    text = ""
    for line in lines:
        parted = HYPHEN.search(text) and line.text[:1].islower()
        text = text[:-1] + line.text if parted else f"{text} {line.text}".lstrip()
    return Piece("paragraph", text, bold=1.0 if all(line.bold for line in lines) else 0.0)


def _repaired(pieces: list[Piece]) -> tuple[list[Piece], tuple[str, ...]]:
    """Letters of old fonts (TCVN3, VNI) as Unicode."""
    whole = repair("\n".join(piece.text for piece in pieces))
    if whole is None:
        return pieces, ()
    for piece, line in zip(pieces, whole.text.split("\n"), strict=True):
        piece.text = line
    return pieces, whole.warnings
