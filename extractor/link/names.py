"""The name of a unit as a chain from the top down: what stands above it in its own name, and its core in one form.

"Tập thể Vụ KH&ĐT (Bộ Công Thương)"     ("body:bo-cong-thuong", "vụ kế hoạch đầu tư")
"Sở GD-ĐT tỉnh Lào Cai"                 ("place:lào cai", "sở giáo dục đào tạo")
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from extractor.language.fold import fold
from extractor.link.words import Words, words

__all__ = ["bare", "chain", "head_key", "head_of", "initials", "is_distinctive", "is_of_functions", "numbers"]

BRACKETS = re.compile(r"\(([^()]*)\)")
TOKEN = re.compile(r"[^\s,()\"“”]+|,")
CAPITALISED = re.compile(r"[A-ZÀ-ỸĐ]\w*")
LONGEST_NAME = 400  # characters of a name that are looked at


@lru_cache(maxsize=131_072)
def chain(path: tuple[str, ...]) -> tuple[str, ...]:
    """The chain of a path of names as an article has them, from the top down.

    >>> chain(("Bộ Công thương", "Vụ Kế hoạch"))
    ('body:bo-cong-thuong', 'vụ kế hoạch')
    >>> chain(("Vụ KH&ĐT (Bộ Công Thương)",))
    ('body:bo-cong-thuong', 'vụ kế hoạch đầu tư')
    >>> chain(("Sở GD-ĐT TP.HCM",)) == chain(("UBND TP Hồ Chí Minh", "Sở Giáo dục và Đào tạo"))
    True
    """
    data = words()
    parts: list[str] = []
    for name in path:
        for part in _split(fold(_parted(name[:LONGEST_NAME])), data):
            if part and part not in parts:
                parts.append(part)
    last = len(parts) - 1
    kept = [part for at, part in enumerate(parts) if at == last or part not in data.seats]
    return tuple(kept)


@cache
def _nested() -> re.Pattern[str]:
    heads = "|".join(sorted(map(re.escape, words().nested), key=len, reverse=True))
    return re.compile(rf"(?<=[^\W\d_]) (?=(?:{heads}) )")


def _parted(name: str) -> str:
    """A name with a comma before each unit that is named inside of it, so that it parts there."""
    first = _nested().search(name)
    if first is None:
        return name
    data = words()
    told = name[: first.start()].split()
    head = f" {name[first.end() :].split(maxsplit=1)[0].lower()}"  # "Hợp tác xã" is a head, and no xã
    joined = (
        fold(told[-1]) in data.joints
        or fold(" ".join(told)) in data.heads
        or _ends_with_head(fold(" ".join(told)) + fold(head), data)
    )
    rest = _parted(name[first.end() :])
    return f"{name[: first.start()]}{' ' if joined else ', '}{rest}"


def _ends_with_head(name: str, data: Words) -> bool:
    """Whether a name ends with a kind of unit of several words."""
    return any(" " in head and (name == head or name.endswith(f" {head}")) for head in data.heads)


def _split(name: str, data: Words) -> list[str]:
    """The parts of one folded name, from the top down."""
    above: list[str] = []
    for inside in reversed(BRACKETS.findall(name)):
        above += _split(inside, data)
    name = " ".join(BRACKETS.sub(" ", name).split())
    for prefix in data.prefixes:
        if name.startswith(prefix + " ") and name[len(prefix) + 1 :].startswith(data.heads):
            name = name[len(prefix) + 1 :]
            break
    for joint in data.joints:
        left, found, right = name.partition(f" {joint} ")
        if found and left and right:
            return [*above, *_split(right, data), *_split(left, data)]
    return [*above, *_by_separator(name, data)]


def _by_separator(name: str, data: Words) -> list[str]:
    """Parts that a comma or dash separates where what follows is a unit, body or place of its own; then what a name ends with."""
    for separator in (", ", " - "):
        left, found, right = name.partition(separator)
        while found:
            if right in data.names or _expanded(right, data).startswith(tuple(f"{head} " for head in data.heads)):
                return [*_split(right, data), *_by_separator(left, data)]
            more, found, right = right.partition(separator)
            left = f"{left}{separator}{more}"
    return _by_ending(name, data)


def _by_ending(name: str, data: Words) -> list[str]:
    """The known body or province at the end of a name, and what stands before it; else the name's core."""
    if name in data.names:
        return [data.names[name]]
    tokens = name.split()
    for start in range(1, len(tokens)):
        ending = " ".join(tokens[start:])
        anchor = data.names.get(ending)
        if anchor is None or anchor == f"place:{tokens[start]}":  # "Huế" alone may be part of a name
            continue
        rest = " ".join(tokens[:start])
        core = _core(rest, data)
        if core in {"tỉnh", "thành phố", "bộ", ""}:
            return [anchor]
        if core in data.heads and anchor.startswith("body:"):
            continue  # "Công đoàn Bộ Y tế" is of that body, "Cục Hải quan" is no Cục of Hải quan
        return [anchor, core]
    return [_core(name, data)]


def _core(name: str, data: Words) -> str:
    """One form of a name: abbreviations written out, fillers left out."""
    return " ".join(token for token in _expanded(name, data).split() if token not in data.fillers)


def _expanded(name: str, data: Words) -> str:
    tokens: list[str] = []
    for token in _tokens(name, data):
        long = data.abbreviations.get(token)
        if long is None and len(token) > 1:
            long = data.abbreviations.get(token.strip(".,-"), token.strip(".,"))
        tokens.append(long if long is not None else token)
    spaced = " ".join(tokens).replace("-", " - ")
    return " ".join(token for token in spaced.split() if token)


def _tokens(name: str, data: Words) -> list[str]:
    """The words of a name; "TH&THCS" is two of them where it is no abbreviation of its own."""
    return [
        part
        for token in TOKEN.findall(name)
        for part in ([token] if token in data.abbreviations or "&" not in token else token.replace("&", " ").split())
    ]


def is_distinctive(core: str, name: str) -> bool:
    """Whether a core tells one unit wherever it stands: it holds a proper name (two capitals in a row) or a number.

    `name` is the name as written. What a unit does ("Kế Hoạch") is no proper name.

    >>> is_distinctive("trường trung học phổ thông sông lam", "Trường THPT Sông Lam"), is_distinctive("vụ kế hoạch", "Vụ Kế hoạch")
    (True, False)
    """
    if re.search(r"\d\d", core):
        return True
    if core == bare(core):
        return False  # without accents it is not seen which words are of which kind
    data = words()
    capitals = {fold(word) for word in CAPITALISED.findall(name) if not word.isupper() or len(word) == 1}
    head = head_of(core)
    tokens = core[len(head) :].split()
    run = at = 0
    while at < len(tokens):
        if " ".join(tokens[at : at + 2]) in data.functions:
            run, at = 0, at + 2
            continue
        run = run + 1 if tokens[at] in capitals else 0
        if run >= 2:
            return True
        at += 1
    return False


@lru_cache(maxsize=65_536)
def head_of(core: str) -> str:
    """The kind of unit that a core begins with, or an empty word.

    >>> head_of("vụ kế hoạch")
    'vụ'
    """
    return next((head for head in words().heads if core.startswith(f"{head} ")), "")


@lru_cache(maxsize=65_536)
def head_key(core: str) -> str:
    """The kind of unit without its marks, also of a core that has none.

    >>> head_key("vụ kế hoạch") == head_key("vu ke hoach") == "vu"
    True
    """
    return bare(head_of(core)) or next((head for head in _bare_heads() if core.startswith(f"{head} ")), "")


@cache
def _bare_heads() -> tuple[str, ...]:
    return tuple(bare(head) for head in words().heads)


def is_of_functions(core: str) -> bool:
    """Whether a core holds only words of what units do.

    >>> is_of_functions("vụ thi đua khen thưởng"), is_of_functions("vụ thi đua khen thuởng")
    (True, False)
    """
    tokens = core[len(head_of(core)) :].split()
    data = words()
    return (
        bool(tokens)
        and len(tokens) % 2 == 0
        and all(" ".join(tokens[at : at + 2]) in data.functions for at in range(0, len(tokens), 2))
    )


def numbers(core: str) -> tuple[str, ...]:
    """The numbers of a name, which never differ by a slip."""
    return tuple(re.findall(r"\d+", core))


@lru_cache(maxsize=65_536)
def bare(core: str) -> str:
    """A name without its marks: what is left of it in a text without accents.

    >>> bare("vụ kế hoạch")
    'vu ke hoach'
    """
    plain = unicodedata.normalize("NFD", core.replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def initials(core: str, head: str) -> str:
    """The first letters of what follows the head of a name.

    >>> initials("vụ kế hoạch tài chính", "vụ")
    'khtc'
    """
    return "".join(token[0] for token in core[len(head) :].split())
