"""From elements to pieces: the paragraphs, headings, list items, table rows, captions and quotes of a part of a page.

Elements of a line are joined without a blank and blocks apart, which is what a reader sees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import etree

from extractor.article.grid import Cell, Grid, rows_of
from extractor.article.markup import words
from extractor.records import BlockKind

__all__ = ["Piece", "name_words", "pieces_of"]

BLOCKS = frozenset((
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "figure", "figcaption", "table",
    "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "section", "article", "aside", "header", "footer", "main", "nav", "form",
    "fieldset", "pre", "center", "address", "hr", "br", "details", "summary", "body", "html",
))  # fmt: skip
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "head": 2}
LISTS = frozenset(("ul", "ol", "dl"))
SILENT = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "audio", "video", "math", "head", "select",
    "option", "button", "input", "textarea", "label", "nav",
))  # fmt: skip
BOLD = frozenset(("b", "strong"))
CAPTION_TAGS = frozenset(("figcaption", "caption"))
RIGHT = re.compile(r"text-align\s*:\s*right|align\s*=?\s*right")
DEEPEST = 9


@dataclass(slots=True)
class Piece:
    """A line of the article. `level` of headings and items; `table` and `row` of the rows of a table.

    `linked`, `bold`: share of its characters in links and in bold; `right`: set flush right, as signatures are.
    """

    kind: BlockKind
    text: str
    level: int = 0
    linked: float = 0.0
    bold: float = 0.0
    right: bool = False
    table: int | None = None
    header: bool = False


def pieces_of(root: Any, *, caption: re.Pattern[str] | None = None, first_table: int = 0) -> list[Piece]:
    """The pieces of an lxml element and all below it; `caption` matches the class of elements that hold a caption."""
    writer = _Writer(caption, first_table)
    for action, element in etree.iterwalk(root, events=("start", "end"), tag="*"):
        if action == "start":
            writer.open(element.tag, element)
            if text := element.text:
                writer.text(text)
        else:
            writer.close(element.tag)
            if (tail := element.tail) and element is not root:
                writer.text(tail)
    writer.flush()
    while writer.tables:  # a table that the page did not end
        writer.end_table()
    return writer.out


@dataclass(slots=True)
class _Table:
    """A table that is being read: its rows of cells, each with its own pieces."""

    rows: list[list[Cell]] = field(default_factory=list)
    cells: list[list[Piece]] = field(default_factory=list)
    pictures: int = 0
    inner: bool = False
    outer: list[Piece] = field(default_factory=list)
    caption: list[Piece] = field(default_factory=list)


class _Writer:
    def __init__(self, caption: re.Pattern[str] | None, first_table: int) -> None:
        self.out: list[Piece] = []
        self.caption = caption
        self.number = first_table
        self.buffer: list[str] = []
        self.bold = self.linked = 0  # letters
        self.in_bold = self.in_link = self.silent = 0
        self.lists = 0
        self.item = False  # the next line opens a list item
        self.stack: list[tuple[str, str]] = []  # open blocks with what they make of their lines
        self.roles: list[str] = []  # what those make of them that make anything
        self.tables: list[_Table] = []
        self.right = False

    # -- events ---------------------------------------------------------------------------------------------------

    def text(self, value: str) -> None:
        if self.silent:
            return
        self.buffer.append(value)
        if self.in_bold or self.in_link:
            letters = len(value.strip())
            self.bold += letters if self.in_bold else 0
            self.linked += letters if self.in_link else 0

    def open(self, tag: str, element: Any) -> None:
        if self.silent or tag in SILENT:
            self.silent += tag not in VOID
            return
        if tag in BOLD:
            self.in_bold += 1
        elif tag == "a":
            self.in_link += 1
        elif tag == "img":
            if self.tables:
                self.tables[-1].pictures += 1
        elif tag in BLOCKS or tag in HEADINGS:
            self.flush()
            if tag in VOID:
                return
            role = self.role(tag, element)
            self.stack.append((tag, role))
            if role:
                self.roles.append(role)
            style, align = element.get("style"), element.get("align")
            self.right = align == "right" or (style is not None and RIGHT.search(style) is not None)
            self.open_block(tag, element)

    def role(self, tag: str, element: Any) -> str:
        if tag in HEADINGS:
            return tag
        if tag in CAPTION_TAGS or (self.caption is not None and _has_class(element.get("class"), self.caption)):
            return "caption"
        return "quote" if tag == "blockquote" else ""

    def open_block(self, tag: str, element: Any) -> None:
        if tag in LISTS:
            self.lists += 1
        elif tag in {"li", "dt"}:
            self.item = True
        elif tag == "table":
            if self.tables:
                self.tables[-1].inner = True
            self.tables.append(_Table(outer=self.out))
            self.out = []
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in {"td", "th"} and self.tables:
            table = self.tables[-1]
            table.caption += self.out if not table.rows else []
            if not table.rows:
                table.rows.append([])
            self.out = []
            table.cells.append(self.out)
            rows, columns = _span(element.get("rowspan")), _span(element.get("colspan"))
            table.rows[-1].append(Cell(len(table.cells) - 1, rows, columns, tag == "th"))

    def close(self, tag: str) -> None:
        if self.silent:
            self.silent -= tag not in VOID
            return
        if tag in BOLD:
            self.in_bold = max(0, self.in_bold - 1)
        elif tag == "a":
            self.in_link = max(0, self.in_link - 1)
        elif (tag in BLOCKS or tag in HEADINGS) and tag not in VOID:
            self.flush()
            if self.stack and self.stack.pop()[1]:
                self.roles.pop()
            self.right = False
            if tag in LISTS:
                self.lists = max(0, self.lists - 1)
            elif tag in {"li", "dt"}:
                self.item = False
            elif tag == "table" and self.tables:
                self.end_table()

    # -- what comes of them ---------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Makes a piece of the text since the last block began or ended."""
        if not self.buffer:
            return
        line = words("".join(self.buffer))
        bold = linked = 0.0
        if self.bold or self.linked:
            letters = max(1, sum(len(part.strip()) for part in self.buffer))
            bold, linked = self.bold / letters, self.linked / letters
        self.buffer, self.bold, self.linked = [], 0, 0
        if not line:
            return
        kind: BlockKind = "paragraph"
        level = 0
        role = self.roles[-1] if self.roles else ""
        if "caption" in self.roles:
            kind = "caption"
        elif role in HEADINGS:
            kind, level = "heading", HEADINGS[role]
        elif self.lists and (self.item or any(tag in {"li", "dd", "dt"} for tag, _ in self.stack[-3:])):
            kind, level = "item", min(self.lists, DEEPEST)
            self.item = False
        elif role == "quote":
            kind = "quote"
        self.out.append(Piece(kind, line, level, linked, bold, self.right))

    def end_table(self) -> None:
        """Makes rows of a table that holds data, and the lines of its cells of one that only lays things out."""
        table = self.tables.pop()
        inside = self.out if not table.cells else []
        self.out = table.outer
        self.out += table.caption
        grid = Grid(table.rows, [" ".join(piece.text for piece in cell) for cell in table.cells])
        if _lays_out(table, grid):
            for cell in table.cells:
                if table.pictures and grid.width <= 1:
                    for piece in cell:
                        piece.kind = "caption" if len(piece.text) < 400 else piece.kind
                self.out += cell
        else:
            self.number += 1
            for row in rows_of(grid):
                kind: BlockKind = "heading" if row.heading else "row"
                self.out.append(Piece(kind, row.text, 6 if row.heading else 0, table=self.number, header=row.header))
        self.out += inside


def _lays_out(table: _Table, grid: Grid) -> bool:
    """Whether a table is no table: one column, tables within it, or cells that hold whole passages."""
    if table.inner or grid.width <= 1 or len(grid.texts) < 4:
        return True
    long_cells = sum(len(cell) > 4 and sum(len(piece.text) for piece in cell) > 600 for cell in table.cells)
    return long_cells > 0 and len(table.rows) <= 2


VOID = frozenset(("br", "hr", "img", "input", "embed"))


def _span(value: str | None) -> int:
    try:
        return max(1, min(int(value), 1000)) if value else 1
    except ValueError:
        return 1


@lru_cache(maxsize=4096)
def _has_class(classes: str | None, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(name_words(name)) for name in (classes or "").split())


@lru_cache(maxsize=16384)
def name_words(name: str) -> str:
    """A class or id as words: "detail-AuthorBox_2" is "detail author box 2".

    >>> name_words("PhotoCMS_Caption")
    'photo cms caption'
    """
    return " ".join(part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name))
