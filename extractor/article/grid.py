"""A table as a grid: merged cells filled in, rows as lines with " | " between the columns.

A cell merged over rows says its words in each of them, so that every row can be read alone; one merged over columns
says them once. A row whose only words go over the whole width is a heading for the rows under it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["BAR", "Cell", "Grid", "Row", "rows_of"]

BAR = " | "
WIDEST = 60  # columns
MOST_ROWS = 20_000


class Cell(NamedTuple):
    """A cell: the number of its text, how many rows and columns it goes over, whether it is marked as a header."""

    text: int
    rows: int = 1
    columns: int = 1
    header: bool = False


class Row(NamedTuple):
    """A line of a table: its words, whether it is a heading over the rows below, or of the table's header."""

    text: str
    heading: bool
    header: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of each row as the page gives them, and the texts that they point to."""

    rows: list[list[Cell]]
    texts: list[str]

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((sum(cell.columns for cell in row) for row in self.rows), default=0)


def rows_of(grid: Grid) -> list[Row]:
    """The rows with merged cells filled in; a header of several lines is one row, its lines joined."""
    filled, headers = _filled(grid)
    out: list[Row] = []
    top = _header_height(headers)
    if top > 1:
        out.append(
            Row(
                BAR.join(_joined([row[column][0] for row in filled[:top]]) for column in range(len(filled[0]))),
                False,
                True,
            )
        )
        filled, headers = filled[top:], headers[top:]
    for row, header in zip(filled, headers, strict=True):
        said = {origin: text for text, origin in row if text}
        if len(said) == 1 and len(row) > 1:
            out.append(Row(next(iter(said.values())), True, False))
        elif said:
            out.append(Row(_line(row), False, header))
    return out


def _line(row: list[tuple[str, int]]) -> str:
    """The words of a row; a cell merged over columns says its words once."""
    seen: set[int] = set()
    texts = []
    for text, origin in row:
        texts.append("" if origin in seen else text.replace(BAR, " / "))
        seen.add(origin)
    return BAR.join(texts).strip()


def _joined(texts: list[str]) -> str:
    """The lines of a header over one column, each once."""
    return " / ".join(dict.fromkeys(text for text in texts if text))


def _header_height(headers: list[bool]) -> int:
    """How many rows at the top are marked as header throughout."""
    height = 0
    for header in headers:
        if not header:
            break
        height += 1
    return height if height < len(headers) else 0


def _filled(grid: Grid) -> tuple[list[list[tuple[str, int]]], list[bool]]:
    """Each row as (words, which cell they are of), as wide as the table; and which rows are header."""
    width = min(grid.width, WIDEST)
    hanging: dict[int, tuple[int, Cell]] = {}  # column: rows still to fill, the cell
    filled, headers = [], []
    for cells in grid.rows[:MOST_ROWS]:
        row: list[tuple[str, int]] = []
        waiting = list(cells)
        while len(row) < width and (waiting or len(row) in hanging):
            column = len(row)
            if column in hanging:
                left, cell = hanging.pop(column)
                if left > 1:
                    hanging[column] = (left - 1, cell)
                row.append((grid.texts[cell.text], cell.text))
                continue
            cell = waiting.pop(0)
            for _ in range(min(cell.columns, width - len(row))):
                if cell.rows > 1:
                    hanging[len(row)] = (cell.rows - 1, cell)
                row.append((grid.texts[cell.text], cell.text))
        for column in [column for column in hanging if column >= len(row)]:
            left, cell = hanging.pop(column)
            if left > 1:
                hanging[column] = (left - 1, cell)
        row += [("", -1)] * (width - len(row))
        filled.append(row)
        headers.append(bool(cells) and all(cell.header for cell in cells))
    return filled, headers
