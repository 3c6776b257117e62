"""From elements to pieces: the paragraphs, headings, list items, table rows, captions and quotes of a part of a page.

It works on a stream of events. Elements of a line are joined without a blank and blocks apart, which is what a reader
sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from extractor.article.grid import Cell, Grid, rows_of
from extractor.article.markup import words
from extractor.records import BlockKind

__all__ = ["Event", "Piece", "lxml_events", "pieces_of"]

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


# An element begins ("open", name, attributes) or ends ("close", name, …), or text stands ("text", words, …).
Event = tuple[str, str, Mapping[str, Any]]


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


NOTHING: Mapping[str, Any] = {}


def lxml_events(root: Any) -> Iterator[Event]:
    """The events of an lxml element and all below it."""
    for action, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            if action == "end" and element.tail:
                yield "text", element.tail, NOTHING
            continue
        if action == "start":
            yield "open", element.tag, element.attrib
            if element.text:
                yield "text", element.text, NOTHING
        else:
            yield "close", element.tag, NOTHING
            if element.tail and element is not root:
                yield "text", element.tail, NOTHING


def pieces_of(events: Iterable[Event], *, caption: re.Pattern[str] | None = None, first_table: int = 0) -> list[Piece]:
    """The pieces of a stream of events; `caption` matches the class of elements that hold a caption."""
    writer = _Writer(caption, first_table)
    for what, value, attributes in events:
        if what == "text":
            writer.text(value)
        elif what == "open":
            writer.open(value, attributes)
        else:
            writer.close(value)
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
        self.tables: list[_Table] = []
        self.right = False

    # -- events ---------------------------------------------------------------------------------------------------

    def text(self, value: str) -> None:
        if self.silent or not value:
            return
        self.buffer.append(value)
        if self.in_bold or self.in_link:
            letters = len(value.strip())
            self.bold += letters if self.in_bold else 0
            self.linked += letters if self.in_link else 0

    def open(self, tag: str, attributes: Mapping[str, Any]) -> None:
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
            self.stack.append((tag, self.role(tag, attributes)))
            self.right = bool(RIGHT.search(str(attributes.get("style", "")) + f" align={attributes.get('align', '')}"))
            self.open_block(tag, attributes)

    def role(self, tag: str, attributes: Mapping[str, Any]) -> str:
        if tag in HEADINGS:
            return tag
        if tag in CAPTION_TAGS or (self.caption is not None and _has_class(attributes, self.caption)):
            return "caption"
        return "quote" if tag == "blockquote" else ""

    def open_block(self, tag: str, attributes: Mapping[str, Any]) -> None:
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
            table.rows[-1].append(
                Cell(
                    len(table.cells) - 1,
                    _span(attributes.get("rowspan")),
                    _span(attributes.get("colspan")),
                    tag == "th",
                )
            )

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
            if self.stack:
                self.stack.pop()
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
        letters = max(1, sum(len(part.strip()) for part in self.buffer))
        bold, linked = self.bold / letters, self.linked / letters
        self.buffer, self.bold, self.linked = [], 0, 0
        if not line:
            return
        kind: BlockKind = "paragraph"
        level = 0
        roles = [role for _, role in self.stack if role]
        if "caption" in roles:
            kind = "caption"
        elif roles and roles[-1] in HEADINGS:
            kind, level = "heading", HEADINGS[roles[-1]]
        elif self.lists and (self.item or any(tag in {"li", "dd", "dt"} for tag, _ in self.stack[-3:])):
            kind, level = "item", min(self.lists, DEEPEST)
            self.item = False
        elif roles and roles[-1] == "quote":
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


def _span(value: Any) -> int:
    try:
        return max(1, min(int(str(value)), 1000))
    except ValueError:
        return 1


def _has_class(attributes: Mapping[str, Any], pattern: re.Pattern[str]) -> bool:
    value = attributes.get("class") or ""
    names = value if isinstance(value, list) else str(value).split()
    return any(pattern.fullmatch(name_words(name)) for name in names)


def name_words(name: str) -> str:
    """A class or id as words: "detail-AuthorBox_2" is "detail author box 2".

    >>> name_words("PhotoCMS_Caption")
    'photo cms caption'
    """
    return " ".join(part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name))
