"""Tables in an article's text: where their rows and cells stand, and which column holds what.

A table is a run of lines with cells, under a line whose cells are words of a header ("STT | Họ và tên | Đơn vị").
Cells are parted by bars, by tabs, by two blanks and more, or stand on lines of their own, as a table does that was
copied out of a page. A table without such a header is none: its lines are read as lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from extractor.language.fold import fold
from extractor.records import Span
from extractor.resources import load_toml

__all__ = ["Line", "Row", "Table", "find_tables", "marks", "role_of", "subject_of"]

PARTED = re.compile(r"[ \u00a0]*(?:\||\t)[ \u00a0]*|[ \u00a0]{2,}")
LONGEST_HEADER = 70  # characters of a header's cell
MOST_COLUMNS = 30
BRACKETS = re.compile(r"\([^()]*\)")
NUMBERED = re.compile(r"\s*(?:\d{1,4}|[IVXLC]{1,5}|[A-Za-zĐđ])\s*[.)/-]?\s*$")
MARKER = re.compile(r"\s*(?:(?:[IVXLC]{1,5}|[A-ZĐ]|\d{1,3}|[a-zđ])\s?[.)/:-]|[-–+*•])\s*")
AwardTest = Callable[[Span], bool]  # says whether a span of the text names an award
JOINED = re.compile(r"\s*[/,;&–-]\s*|\s+và\s+")
# What a column holds whose header names several things: "Đơn vị/Họ tên", "Hình thức, danh hiệu".
TOGETHER = {
    frozenset(("award",)): "award", frozenset(("name",)): "name", frozenset(("unit",)): "unit", frozenset(("post",)): "post",
    frozenset(("name", "unit")): "name", frozenset(("post", "unit")): "post_unit", frozenset(("name", "post")): "name",
}  # fmt: skip
ENOUGH = 2  # known columns that make a header, a name or unit among them
CELLS = 3  # columns that a table of one cell a line has at least


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the article: its span in the text and the number of its first sentence."""

    span: Span
    sentence: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells by column (empty where there is none), or the words of a heading over the rows below."""

    line: Line
    cells: tuple[Span, ...]
    heading: bool = False


@dataclass(slots=True)
class Table:
    """A table: what each column holds, where the header stands, its rows."""

    roles: tuple[str, ...]
    header: Row
    rows: list[Row] = field(default_factory=list)

    def cell(self, row: Row, role: str) -> Span | None:
        """The first cell of a column of this kind that is not empty."""
        for number, one in enumerate(self.roles):
            if one == role and number < len(row.cells) and row.cells[number].end > row.cells[number].start:
                return row.cells[number]
        return None


@cache
def _roles() -> dict[str, str]:
    """Header words and the role that they tell."""
    data = load_toml("rules/tables.toml")["columns"]
    return {_key(words): role for role, entries in data.items() for words in entries}


@cache
def marks() -> dict[str, frozenset[str]]:
    """The words that say yes and no in a column of marks."""
    return {name: frozenset(entries) for name, entries in load_toml("rules/tables.toml")["marks"].items()}


@cache
def _subjects() -> dict[str, str]:
    data = load_toml("rules/tables.toml")["headings"]
    return {fold(words): kind for kind, entries in data.items() for words in entries}


def subject_of(words: str) -> str | None:
    """The kind of recipients that a heading announces: "II. CÁ NHÂN (12 người)" is "individual".

    >>> subject_of("I. Tập thể:"), subject_of("Phòng Kế hoạch")
    ('collective', None)
    """
    plain = BRACKETS.sub("", MARKER.sub("", words, count=1))
    plain = re.sub(r"\s*:.*$|\s+\d+\s*$", "", plain)
    plain = re.sub(r"^\d{1,4}\s+", "", plain.strip())
    return _subjects().get(fold(plain).strip(" .:-"))


def role_of(words: str) -> str | None:
    """What a column holds by the words of its header, or None.

    >>> role_of("Họ và tên (cá nhân)"), role_of("Chức vụ, nơi công tác"), role_of("Đơn vị/Họ tên"), role_of("Ba con mèo")
    ('name', 'post_unit', 'name', None)
    """
    if len(words) > LONGEST_HEADER:
        return None
    known = _roles()
    last = words.rpartition(" / ")[2]  # under a wider header: "Nơi công tác / Chức vụ"
    whole = next((known[key] for one in (words, BRACKETS.sub(" ", words), last) if (key := _key(one)) in known), None)
    return whole or TOGETHER.get(frozenset(known.get(_key(part), "") for part in JOINED.split(fold(words))))


def _key(words: str) -> str:
    return " ".join(re.sub(r"[/,;:.()\-–&|]", " ", fold(words)).split())


def find_tables(text: str, lines: Sequence[Line], is_award: AwardTest) -> Iterator[Table]:
    """The tables with a header that tells its columns. `is_award` says whether a span of the text names an award."""
    at = 0
    while at < len(lines):
        table, after = _table(text, lines, at, is_award)
        if table is None:
            table, after = _upright(text, lines, at)
        if table is None:
            at += 1
            continue
        yield table
        at = max(after, at + 1)


def cells_of(text: str, line: Line) -> tuple[Span, ...]:
    """The cells of a line, with white space around them taken off."""
    start, end = line.span
    out = []
    for gap in PARTED.finditer(text, start, end):
        out.append(_stripped(text, start, gap.start()))
        start = gap.end()
    out.append(_stripped(text, start, end))
    return tuple(out)


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    left = len(words) - len(words.lstrip(" |\t\u00a0"))
    right = len(words) - len(words.rstrip(" |\t\u00a0"))
    return Span(start + left, max(start + left, end - right))


# -- rows of several cells ----------------------------------------------------------------------------------------------


def _table(text: str, lines: Sequence[Line], at: int, is_award: AwardTest) -> tuple[Table | None, int]:
    """The table whose header stands at a line, and the line after it."""
    cells = cells_of(text, lines[at])
    roles = _header(text, cells, is_award)
    if roles is None:
        return None, at
    table = Table(roles, Row(lines[at], cells))
    number = at + 1
    while number < len(lines):
        row = _row(text, lines, number, table, is_award)
        if row is None:
            break
        if not _repeats_header(text, row, table):
            table.rows.append(row)
        number += 1
    while table.rows and table.rows[-1].heading:  # what stands under the table
        table.rows.pop()
        number -= 1
    return (table, number) if table.rows else (None, at)


def _header(text: str, cells: Sequence[Span], is_award: AwardTest) -> tuple[str, ...] | None:
    if not 2 <= len(cells) <= MOST_COLUMNS:
        return None
    roles = []
    for cell in cells:
        words = cell.of(text)
        role = role_of(words)
        if role is None and len(words) <= LONGEST_HEADER * 2 and is_award(cell):
            role = "mark"
        roles.append(role or "")
    known = [role for role in roles if role]
    if len(known) < ENOUGH or len(known) * 2 < len([cell for cell in cells if cell.end > cell.start]):
        return None
    if "name" not in roles:
        if "unit" not in roles:
            return None
        roles[roles.index("unit")] = "name"
    return tuple(roles) if {"award", "mark", "number", "post", "post_unit", "unit"} & set(roles) else None


def _row(text: str, lines: Sequence[Line], number: int, table: Table, is_award: AwardTest) -> Row | None:
    """A line as a row of a table, or None where the table has ended."""
    line = lines[number]
    cells = cells_of(text, line)
    words = line.span.of(text)
    if len(cells) == 1:
        short = len(words) <= 200 and not words.rstrip().endswith((".", "!", "?"))
        told = subject_of(words) is not None or is_award(line.span) or MARKER.match(words) or words.isupper()
        told = told or (number + 1 < len(lines) and len(cells_of(text, lines[number + 1])) == len(table.roles))
        return Row(line, cells, heading=True) if short and told else None
    if len(cells) > len(table.roles):
        return None if len(cells) > len(table.roles) + 2 else Row(line, cells[: len(table.roles)])
    if len(cells) < len(table.roles):
        cells = _placed(text, cells, table)
    return Row(line, cells, heading=_is_heading(text, cells, table))


def _placed(text: str, cells: tuple[Span, ...], table: Table) -> tuple[Span, ...]:
    """Fewer cells than columns: without its number where the first is none, else the last columns are empty."""
    empty = Span(cells[-1].end, cells[-1].end)
    if table.roles[0] == "number" and NUMBERED.match(cells[0].of(text)) is None:
        cells = (Span(cells[0].start, cells[0].start), *cells)
    return (*cells, *[empty] * (len(table.roles) - len(cells)))


def _is_heading(text: str, cells: Sequence[Span], table: Table) -> bool:
    """A row whose one cell with words, besides a number and what is merged over it, is no recipient."""
    said = [
        (role, cell.of(text))
        for role, cell in zip(table.roles, cells, strict=False)
        if cell.end > cell.start and role not in {"award", "mark", "authority", "decision", "period"}
    ]
    said = [(role, words) for role, words in said if not (role == "number" and NUMBERED.match(words))] or said
    if len(said) != 1:
        return False
    role, words = said[0]
    if subject_of(words) is not None:
        return True
    return role in {"number", ""} or (role == "name" and words.isupper() and re.match(r"[IVXLC]+\b", cells[0].of(text)) is not None)


def _repeats_header(text: str, row: Row, table: Table) -> bool:
    """The header again, as it stands on each page; or a row of column numbers: (1) (2) (3)."""
    words = [cell.of(text).strip("() ") for cell in row.cells]
    if words == [str(number) for number in range(1, len(words) + 1)] or words[:3] == ["A", "B", "C"]:
        return True
    if [_key(one) for one in words] == [_key(cell.of(text)) for cell in table.header.cells]:
        return True
    return len(words) > 2 and all(role_of(one) is not None for one in words)


# -- a cell a line ------------------------------------------------------------------------------------------------------


def _upright(text: str, lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """A table that was copied a cell a line: header words line by line, then as many lines for each row."""
    roles: list[str] = []
    while at + len(roles) < len(lines) and len(roles) < MOST_COLUMNS:
        role = role_of(lines[at + len(roles)].span.of(text))
        if role is None:
            break
        roles.append(role)
    width = len(roles)
    if width < CELLS or roles[0] != "number" or not {"name", "unit"} & set(roles):
        return None, at
    if "name" not in roles:
        roles[roles.index("unit")] = "name"
    table = Table(tuple(roles), Row(lines[at], tuple(line.span for line in lines[at : at + width])))
    number = at + width
    while number + 1 < len(lines):
        words = lines[number].span.of(text)
        if re.fullmatch(r"\s*\d{1,4}[.)]?\s*", words) and number + width <= len(lines):
            cells = tuple(line.span for line in lines[number : number + width])
            table.rows.append(Row(lines[number + 1], cells))
            number += width
        elif role_of(words) is None and len(words) < 120 and (subject_of(words) is not None or words.isupper()):
            table.rows.append(Row(lines[number], (lines[number].span,), heading=True))
            number += 1
        else:
            break
    while table.rows and table.rows[-1].heading:  # what stands under the table, or over the next one
        table.rows.pop()
        number -= 1
    return (table, number) if any(not row.heading for row in table.rows) else (None, at)
