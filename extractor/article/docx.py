"""`read_docx`: paragraphs, lists and tables of a Word document (.docx), by python-docx."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.article.documents import article_of
from extractor.article.grid import Cell, Grid, rows_of
from extractor.article.markup import words
from extractor.article.pieces import Piece
from extractor.errors import InputError, MissingExtraError, UnsupportedInputError
from extractor.records import Article, BlockKind

__all__ = ["read_docx"]

UNPACKED = 200_000_000  # bytes that a document may unpack to …
PART = 100_000_000  # … and any part of it
RATIO = 200  # times that a part of more than a megabyte may be larger than it is packed: a bomb is 1000
PARTS = 5_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(source: bytes | os.PathLike[str], *, url: str | None = None, source_name: str | None = None) -> Article:
    """The article of a .docx file. Raises InputError for a broken one or one that unpacks to more than the limits,
    MissingExtraError without python-docx."""
    if isinstance(source, os.PathLike):
        source_name = source_name or os.fspath(source)
        source = Path(source).read_bytes()
    name = source_name or "the document"
    try:
        import docx
    except ImportError:
        raise MissingExtraError(f"reading {name} (DOCX)", "documents") from None
    _guard(source, name)
    try:
        document = docx.Document(io.BytesIO(source))
        pieces = list(_pieces(document))
    except Exception as error:  # python-docx lets errors of zipfile, lxml and its own through
        raise InputError(f"{name} is a broken DOCX ({type(error).__name__}); open it and save it again") from None
    return article_of(pieces, source_name=source_name, url=url)


def _guard(data: bytes, name: str) -> None:
    """Refuses bombs and what is no Word document, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise InputError(f"{name} is a broken DOCX (no whole ZIP archive); open it and save it again") from None
    if not any(part.filename == "word/document.xml" for part in parts):
        raise UnsupportedInputError(
            f"{name} is an Office file or ZIP archive without a Word document; save it as .docx"
        )
    bombs = any(part.file_size > 1_000_000 and part.file_size > RATIO * max(1, part.compress_size) for part in parts)
    if (
        len(parts) > PARTS
        or bombs
        or max(part.file_size for part in parts) > PART
        or sum(part.file_size for part in parts) > UNPACKED
    ):
        raise InputError(f"{name} would unpack to more than a document holds (a ZIP bomb?); it was not opened")


def _pieces(document: Any) -> Iterator[Piece]:
    from docx.table import Table

    numbering = _Numbering(document)
    table = 0
    for block in document.iter_inner_content():
        if not isinstance(block, Table):
            yield from _lines(block, numbering)
            continue
        grid = _grid(block)
        if grid.width <= 1 or len(grid.rows) == 1 or _is_letterhead(grid):
            yield from (Piece("paragraph", line) for text in grid.texts for line in text.split("\n") if line)
            continue
        table += 1
        for row in rows_of(Grid(grid.rows, [words(text) for text in grid.texts])):
            kind: BlockKind = "heading" if row.heading else "row"
            yield Piece(kind, row.text, 6 if row.heading else 0, table=table, header=row.header)


def _is_letterhead(grid: Grid) -> bool:
    """The table without lines at the head of a decision: the office on the left, the republic's motto on the right."""
    return (
        grid.width <= 3
        and len(grid.rows) <= 4
        and any("CỘNG HÒA XÃ HỘI" in text.upper().replace("HOÀ", "HÒA") for text in grid.texts)
    )


def _lines(paragraph: Any, numbering: _Numbering) -> Iterator[Piece]:
    """The lines of a paragraph: a line break in it parts them."""
    style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
    runs = [(run.text, bool(run.bold)) for run in paragraph.runs]
    letters = sum(len(text.strip()) for text, _ in runs) or 1
    bold = sum(len(text.strip()) for text, heavy in runs if heavy) / letters
    right = paragraph.alignment is not None and int(paragraph.alignment) == 2
    marker, level = numbering.marker(paragraph)
    for number, line in enumerate(paragraph.text.split("\n")):
        text = words(line)
        if not text:
            continue
        if style.startswith("heading"):
            yield Piece("heading", text, int(style[-1]) if style[-1].isdigit() else 1, bold=1.0)
        elif marker and number == 0:
            yield Piece("item", f"{marker} {text}", level, bold=bold)
        else:
            yield Piece("caption" if style == "caption" else "paragraph", text, bold=bold, right=right)


class _Numbering:
    """The numbers and bullets that Word writes before list items without keeping them in the text."""

    def __init__(self, document: Any) -> None:
        self.formats: dict[tuple[str, str], str] = {}
        self.counts: dict[tuple[str, int], int] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {one.get(f"{W}abstractNumId"): one for one in root.iter(f"{W}abstractNum")}
        for num in root.iter(f"{W}num"):
            pointer = num.find(f"{W}abstractNumId")
            levels = abstract.get(pointer.get(f"{W}val")) if pointer is not None else None
            for level in levels.iter(f"{W}lvl") if levels is not None else ():
                kind = level.find(f"{W}numFmt")
                self.formats[num.get(f"{W}numId"), level.get(f"{W}ilvl")] = (
                    kind.get(f"{W}val") if kind is not None else "bullet"
                )

    def marker(self, paragraph: Any) -> tuple[str, int]:
        """The marker of a list item and its level; ("", 0) for what is none."""
        properties = paragraph._p.pPr
        numbers = properties.numPr if properties is not None else None
        if numbers is None and paragraph.style is not None and (paragraph.style.name or "").startswith("List "):
            style = paragraph.style.element.pPr
            numbers = style.numPr if style is not None else None
        if numbers is None or numbers.numId is None:
            return "", 0
        identifier = str(numbers.numId.val)
        level = int(numbers.ilvl.val) if numbers.ilvl is not None else 0
        if identifier == "0":
            return "", 0
        for deeper in [key for key in self.counts if key[0] == identifier and key[1] > level]:
            del self.counts[deeper]
        self.counts[identifier, level] = count = self.counts.get((identifier, level), 0) + 1
        kind = self.formats.get((identifier, str(level)), "bullet")
        if kind == "lowerLetter":
            return f"{chr(ord('a') + (count - 1) % 26)})", level + 1
        return (f"{count}." if kind not in {"bullet", "none"} else "-"), level + 1


def _grid(table: Any) -> Grid:
    """The cells of a Word table: gridSpan goes over columns, vMerge over rows."""
    rows: list[list[Cell]] = []
    texts: list[str] = []
    above: dict[int, tuple[int, int]] = {}  # column: where the cell that goes on downwards stands in `rows`
    for row in table.rows:
        cells: list[Cell] = []
        column = int(getattr(row, "grid_cols_before", 0) or 0)
        header = row._tr.trPr is not None and row._tr.trPr.find(f"{W}tblHeader") is not None
        for tc in row._tr.tc_lst:
            span = int(tc.grid_span or 1)
            if tc.vMerge == "continue" and column in above:
                at, number = above[column]
                cell = rows[at][number]
                rows[at][number] = cell._replace(rows=len(rows) - at + 1)
            else:
                texts.append("\n".join(_cell_lines(tc)))
                cells.append(Cell(len(texts) - 1, 1, span, header))
                above[column] = (len(rows), len(cells) - 1)
            column += span
        rows.append(cells)
    return Grid(rows, texts)


def _cell_lines(tc: Any) -> Iterator[str]:
    for paragraph in tc.iter(f"{W}p"):
        line = words(
            "".join(
                text.text or "" if text.tag == f"{W}t" else " " for text in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab")
            )
        )
        if line:
            yield line
