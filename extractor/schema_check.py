"""Checks the tables of a data file against the keys that they may have, and tells every fault with its place.

A check never stops at the first fault: a person who edits models/ by hand gets the whole list at once,
each as `message @ file: place`, which is what `ModelError` holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from extractor.errors import ModelError
from extractor.resources import load_toml

__all__ = ["Key", "check_table", "check_tables", "flag", "load_checked", "numbers", "table", "text", "texts"]


@dataclass(frozen=True, slots=True)
class Key:
    """What a key of a table holds: `fault` gives the words for a value that is not so, or None."""

    fault: Callable[[Any], str | None]
    required: bool = False


def text(*, required: bool = False, one_of: Iterable[str] = ()) -> Key:
    """Words on one line, not empty; one of `one_of` where that is given."""
    choices = frozenset(one_of)

    def fault(value: Any) -> str | None:
        if not isinstance(value, str):
            return "must be words in quotes"
        if not value.strip() or value != value.strip() or "\n" in value:
            return "must be one line of words without space around them"
        if choices and value not in choices:
            return f"is {value!r}, none of: {', '.join(sorted(choices))}"
        return None

    return Key(fault, required)


def texts(*, required: bool = False, one_of: Iterable[str] = (), repeats: bool = False) -> Key:
    """A list of words, each once unless `repeats`."""
    single = text(one_of=one_of).fault

    def fault(value: Any) -> str | None:
        if not isinstance(value, list):
            return "must be a list of words"
        for item in value:
            if wrong := single(item):
                return f"has an item that {wrong}: {item!r}"
        doubles = [] if repeats else sorted({item for item in value if value.count(item) > 1})
        return f"holds twice: {', '.join(doubles)}" if doubles else None

    return Key(fault, required)


def numbers(*, required: bool = False) -> Key:
    """A list of whole numbers from 1, rising."""

    def fault(value: Any) -> str | None:
        right = isinstance(value, list) and all(type(item) is int and item > 0 for item in value)
        return None if right and value == sorted(set(value)) else "must be a list of rising whole numbers"

    return Key(fault, required)


def flag(*, required: bool = False) -> Key:
    """true or false."""
    return Key(lambda value: None if isinstance(value, bool) else "must be true or false", required)


def table(*, required: bool = False) -> Key:
    """A table of words by words."""

    def fault(value: Any) -> str | None:
        right = isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
        return None if right else "must be a table of words"

    return Key(fault, required)


def check_table(raw: Mapping[str, Any], keys: Mapping[str, Key], place: str) -> list[str]:
    """The faults of one table: keys that are missing, unknown or hold the wrong thing.

    >>> check_table({"nam": "x"}, {"name": text(required=True)}, "models/a.toml: award 1")
    ["lacks 'name' @ models/a.toml: award 1", "unknown key 'nam' (name?) @ models/a.toml: award 1"]
    """
    faults = [f"lacks {name!r} @ {place}" for name, key in keys.items() if key.required and name not in raw]
    for name, value in raw.items():
        if name not in keys:
            near = get_close_matches(name, keys, 1)
            faults.append(f"unknown key {name!r}{f' ({near[0]}?)' if near else ''} @ {place}")
        elif wrong := keys[name].fault(value):
            faults.append(f"{name!r} {wrong} @ {place}")
    return faults


def check_tables(
    raws: Iterable[Mapping[str, Any]], keys: Mapping[str, Key], *, file: str, kind: str, label: str = "id"
) -> list[str]:
    """The faults of a list of tables; a table is told by its number and, where it has one, its `label`."""
    faults = []
    for number, raw in enumerate(raws, 1):
        name = raw.get(label) or raw.get("name")
        faults += check_table(raw, keys, f"models/{file}: {kind} {number}{f' ({name})' if name else ''}")
    return faults


def load_checked(file: str, keys: Mapping[str, Key], **tables: Mapping[str, Key]) -> dict[str, Any]:
    """One file of models/: its own keys are `keys`, its lists of tables those of `tables` by their kind, none of them empty.

    Raises ModelError with every fault of the file.
    """
    raw = load_toml(file)
    faults = check_table({key: value for key, value in raw.items() if key not in tables}, keys, f"models/{file}")
    for kind, table_keys in tables.items():
        faults += check_tables(raw.get(kind, ()), table_keys, file=file, kind=kind)
        faults += [] if raw.get(kind) else [f"holds no [[{kind}]] @ models/{file}"]
    if faults:
        raise ModelError(faults)
    return raw
