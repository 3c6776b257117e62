"""CSS selectors for lxml's tree: the plain ones, of which specifications consist, as XPath.

Plain are tags, classes, ids and attributes, and what joins them (a blank, `>`, `+`, `~`, commas). Whatever else CSS
knows (`:not(…)`, `:has(…)`, escapes) is BeautifulSoup's to find; see soup.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

__all__ = ["Plain", "plain"]

NAME = r"-?[a-zA-Z_][\w-]*"
VALUE = rf"""(?:{NAME}|"[^"'\\]+"|'[^"'\\]+')"""
# HTML lets values of these be written in any case; of them, `type` alone is known here.
ANY_CASE = r"(?:align|charset|dir|lang|language|media|method|rel|rev|scope|target|valign)"
ATTRIBUTE = rf"\[(?!{ANY_CASE}\W)(?P<attribute>{NAME})(?:(?P<sign>[~^$*]?=)(?P<value>{VALUE}))?\]"
SIMPLE = re.compile(rf"#(?P<id>{NAME})|\.(?P<class>{NAME})|{ATTRIBUTE}")
# An element, and what joins it to the one before it.
STEP = re.compile(
    rf"(?P<join>\s*[>+~]\s*|\s+)?(?P<tag>{NAME}|\*)?(?P<rest>(?:{re.sub(r'P<.*?>', ':', SIMPLE.pattern)})*)"
)
COMMA = re.compile(r",(?![^\[]*\])")
AXES = {"": "ancestor::*", ">": "parent::*", "+": "preceding-sibling::*[1]", "~": "preceding-sibling::*"}
LOWER = "translate(@type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"


class Plain(NamedTuple):
    """A selector without commas, as XPath: of the whole tree, or of an element with its id or class, the key.

    With a key ("#id", ".class") `xpath` tells of an element that has it whether it is meant, and is None where the key
    says all. Without one it finds the elements.
    """

    key: str | None
    xpath: Any  # an etree.XPath


@lru_cache(maxsize=4096)
def plain(selector: str) -> tuple[Plain, ...] | None:
    """The parts of a selector between its commas; None for one that is not plain.

    >>> [part.key for part in plain("h1.title, #main > .lead[data-role], h1 + p")]
    ['.title', '.lead', None]
    >>> plain("p:not(.note)") is None
    True
    """
    parts = [_part(part.strip()) for part in COMMA.split(selector)]
    return None if None in parts else tuple(part for part in parts if part is not None)


def _part(selector: str) -> Plain | None:
    told: list[tuple[str, str]] = []
    holds, at = "", 0
    while at < len(selector):
        step = STEP.match(selector, at)
        if step is None or not (step["tag"] or step["rest"]) or (at > 0) != (step["join"] is not None):
            return None
        told = list(_conditions(step["tag"], step["rest"]))
        around = [f"{AXES[step['join'].strip()]}[{holds}]"] if at else []
        holds = " and ".join([*(condition for _, condition in told), *around]) or "true()"
        at = step.end()
    if not holds:
        return None
    key = next((name for sign in "#." for name, _ in told if name.startswith(sign)), None)
    if key is None:
        return Plain(None, etree.XPath(f"descendant-or-self::*[{holds}]"))
    return Plain(key, None if key == selector else etree.XPath(f"boolean(self::*[{holds}])"))


def _conditions(tag: str | None, rest: str) -> Iterator[tuple[str, str]]:
    """What a selector says of one element: each id and class with its sign, each with its XPath."""
    if tag and tag != "*":
        yield tag, f"self::{tag.lower()}"
    for simple in SIMPLE.finditer(rest):
        if simple["id"]:
            yield f"#{simple['id']}", f"@id = '{simple['id']}'"
        elif simple["class"]:
            yield f".{simple['class']}", _word("@class", simple["class"])
        else:
            value = (simple["value"] or "").strip("\"'")
            yield simple["attribute"], _value(simple["attribute"].lower(), simple["sign"], value)


def _value(name: str, sign: str | None, value: str) -> str:
    """What holds of an attribute."""
    place = f"@{name}"
    if name == "type":
        place, value = LOWER, value.lower()
    match sign:
        case None:
            return f"@{name}"
        case "^=":
            return f"starts-with({place}, '{value}')"
        case "$=":
            return f"substring({place}, string-length({place}) - {len(value) - 1}) = '{value}'"
        case "*=":
            return f"contains({place}, '{value}')"
        case "~=":
            return _word(place, value)
        case _:
            return f"{place} = '{value}'"


def _word(place: str, word: str) -> str:
    """One of the words between blanks."""
    return f"contains(concat(' ', normalize-space({place}), ' '), ' {word} ')"
