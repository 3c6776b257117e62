"""Frames: rules over the sequence of chunks around an award, kept as data in models/rules/frames.toml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from extractor.awards.chunks import Chunk
from extractor.errors import ModelError
from extractor.records import Status
from extractor.resources import load_toml

__all__ = ["Frame", "Match", "frames", "list_frame", "match_frame", "symbols"]

FILE = "rules/frames.toml"
SYMBOLS = {
    "party": "N", "award": "A", "give": "g", "receive": "r", "attain": "d", "recognise": "c", "revoke": "v", "passive": "b", "aim": "t", "nominate": "n", "refuse": "f",  # noqa: E501
    "suffer": "s", "by": "w", "of": "k", "to": "o", "and": "&", "include": "i", "respectively": "p", "be": "l", "have": "h",
    "beside": "B", "mandate": "M", "adverb": "+", "time": "Y", "decision": "D", "quantity": "Q", "quantifier": "q",
    "owner": "K", "bar": "|", "filler": "x", "group": "x", "prename": "x", "post": "x", "unit": "x", "name": "x", "pronoun": "x", "body": "x",
}  # fmt: skip
SIGNS = frozenset(":,|(-")  # marks that a pattern names as they are
PIVOT = "@"
# A party behind "theo", "với", "tại" … is a side phrase (J); one behind "của" belongs to what stands before it (K).
WORD = r"(?:[xpt|+YDQq\"'“”\[\]?!*•–—-]|[Bk][JK]?|[JK]|M|\([^()]{0,30}\))"
GAP = rf"{WORD}{{0,7}}?"
LONG_GAP = rf"(?:{WORD}|[,:i&b]){{0,14}}?"
ADVERBS = r"[+qQ]{0,3}"
# How many chunks before and after an award a frame may reach.
BEFORE, AFTER = 30, 200
KEYS = {"id", "pattern", "recipient", "giver", "status", "yes", "no", "note"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A compiled frame. `first` are the symbols that can open it. `recipient`/`giver` say where to look for a role that the pattern does not name."""

    id: str
    pattern: re.Pattern[str]
    first: str
    recipient: str | None
    giver: str | None
    status: Status | None
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a frame fits: the chunk indexes it covers, and the chunk index of each role it names."""

    frame: Frame
    start: int
    end: int
    roles: dict[str, int]


def symbols(chunks: Sequence[Chunk]) -> str:
    """One character a chunk, in order; parties in side phrases are J, those behind "của" K."""
    out = []
    for index, chunk in enumerate(chunks):
        symbol = SYMBOLS.get(chunk.kind, chunk.kind[:1])
        if symbol == "N" and index:
            before = chunks[index - 1].kind
            symbol = {"beside": "J", "of": "K", "mandate": "J"}.get(before, "N")
            if symbol == "J" and _own_clause(chunks, index):
                symbol = "N"
        out.append(symbol)
    return "".join(out)


def _own_clause(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether "để" opens a clause whose subject a party is: "quyết tâm để Kho 9 được tặng …"."""
    opened = chunks[index - 1].mention
    return opened is not None and opened.value.word == "để" and index + 1 < len(chunks) and chunks[index + 1].kind in {"passive", "receive", "attain"}


@lru_cache(maxsize=64)  # some sixty frames are tried for each award
def _window(line: str, award: int) -> tuple[int, str, tuple[tuple[int, str], ...]]:
    """What frames look at around an award: where it begins in the line, its symbols, and these with their places before
    the award, the last first."""
    begin = max(0, award - BEFORE)
    marked = line[begin:award] + PIVOT + line[award + 1 : award + AFTER]
    return begin, marked, tuple((start, marked[start]) for start in range(award - begin, -1, -1))


def match_frame(frame: Frame, line: str, award: int) -> Match | None:
    """The match of `frame` around the award chunk at index `award`, or None. Of several, the shortest counts."""
    begin, marked, starts = _window(line, award)
    for start, symbol in starts:
        if symbol not in frame.first:
            continue
        found = frame.pattern.match(marked, start)
        if found is not None and found.end() > award - begin:
            roles = {role: found.start(role) + begin for role in found.groupdict() if found.start(role) >= 0}
            return Match(frame, found.start() + begin, found.end() + begin, roles)
    return None


def _compile(pattern: str) -> re.Pattern[str]:
    parts = []
    for word in pattern.split():
        if word == "~":
            parts.append(GAP)
        elif word == "+":
            parts.append(ADVERBS)
        elif word == "...":
            parts.append(LONG_GAP)
        else:
            parts.append(_term(word))
    return re.compile("".join(parts))


def _term(word: str) -> str:
    optional = word.endswith("?")
    bare = word.rstrip("?")
    role, _, kinds = bare.rpartition(":") if bare not in SIGNS else ("", "", bare)
    classes = "".join(
        re.escape(PIVOT if kind == "award" else kind if kind in SIGNS else SYMBOLS[kind])
        for kind in ([kinds] if kinds in SIGNS else kinds.split("|"))
    )
    body = f"[{classes}]" if len(classes) > 1 else classes
    if role:
        body = f"(?P<{role}>{body})"
    return body + ("?" if optional else "")


def _opens(term: str, symbol: str) -> bool:
    """Whether the first term of a pattern takes this symbol."""
    return re.fullmatch(_term(term.rstrip("?")), symbol) is not None


@cache
def frames() -> tuple[Frame, ...]:
    """All frames in the order in which they are tried. Raises ModelError with every fault of the file."""
    faults: list[str] = []
    out = []
    for index, raw in enumerate(load_toml(FILE).get("frame", [])):
        place = f"{FILE}: frame {index + 1} ({raw.get('id', 'without id')})"
        faults += [f"unknown key {key!r} @ {place}" for key in raw if key not in KEYS]
        try:
            out.append(_frame(raw))
        except (KeyError, re.error) as error:
            faults.append(f"cannot be read: {error} @ {place}")
    if faults:
        raise ModelError(faults)
    return tuple(out)


@cache
def list_frame() -> Frame:
    """The frame of an award that a heading names for the lines under it."""
    return Frame("list.heading", re.compile(re.escape(PIVOT)), PIVOT, None, None, None, (), ())


def _frame(raw: dict[str, Any]) -> Frame:
    pattern = _compile(raw["pattern"])
    # A pattern opens with a term, never with a gap, so one symbol tells where it cannot begin.
    first = "".join(symbol for symbol in (*SYMBOLS.values(), PIVOT, *":,|;(-") if _opens(raw["pattern"].split()[0], symbol))
    return Frame(
        raw["id"], pattern, first, raw.get("recipient"), raw.get("giver"), raw.get("status"),
        tuple(raw.get("yes", ())), tuple(raw.get("no", ())),
    )  # fmt: skip
