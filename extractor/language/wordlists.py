"""Word lists of models/language/: loaded, checked, with all faults of a file in one message."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractor.errors import ModelError
from extractor.resources import load_toml

__all__ = ["load_numbers", "load_pairs", "load_words"]


def load_words(name: str, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The lists of words of `models/<name>`, of which each of `keys` is one and nothing else may be there.

    Raises ModelError with every fault: a missing, unknown or empty list, a word that is no text, not composed (NFC),
    has space around it or stands there twice.
    """
    data = load_toml(name)
    faults = list(_key_faults(data, keys, name))
    for key in keys:
        faults += _list_faults(data.get(key, ["-"]), f"{name}: {key}")
    if faults:
        raise ModelError(faults)
    return {key: tuple(data[key]) for key in keys}


def load_numbers(name: str, keys: Sequence[str]) -> dict[str, dict[str, int]]:
    """The tables from words to numbers of `models/<name>`; checked as `load_words` does. Other keys are ignored."""
    data = load_toml(name)
    faults = []
    for key in keys:
        table = data.get(key)
        if not isinstance(table, Mapping) or not table:
            faults.append(f"must be a table of words and their numbers @ {name}: {key}")
            continue
        for word, value in table.items():
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                faults.append(f"must be a whole number, is {value!r} @ {name}: {key}.{word}")
            faults += _word_faults(word, f"{name}: {key}.{word}")
    if faults:
        raise ModelError(faults)
    return {key: dict(data[key]) for key in keys}


def load_pairs(name: str, keys: Sequence[str]) -> dict[str, dict[str, str]]:
    """The tables from text to text of `models/<name>`, none of it empty; checked as `load_words` does."""
    data = load_toml(name)
    faults = []
    for key in keys:
        table = data.get(key)
        if not isinstance(table, Mapping) or not table:
            faults.append(f"must be a table of pairs @ {name}: {key}")
            continue
        for left, right in table.items():
            if not isinstance(right, str) or not right or not left:
                faults.append(f"must be a text and what it stands for, is {left!r} = {right!r} @ {name}: {key}")
    if faults:
        raise ModelError(faults)
    return {key: dict(data[key]) for key in keys}


def _key_faults(data: Mapping[str, Any], keys: Sequence[str], name: str) -> Iterator[str]:
    known = {*keys, *(key for key, value in data.items() if isinstance(value, Mapping))}
    for key in keys:
        if key not in data:
            yield f"a list is missing @ {name}: {key}"
    for key in data:
        if key not in known:
            yield f"unknown list; known are {', '.join(keys)} @ {name}: {key}"


def _list_faults(words: object, place: str) -> Iterator[str]:
    if not isinstance(words, list) or not words:
        yield f"must be a list of words @ {place}"
        return
    seen: set[object] = set()
    for index, word in enumerate(words):
        if not isinstance(word, str):
            yield f"must be a word in quotes, is {word!r} @ {place}[{index}]"
            continue
        yield from _word_faults(word, f"{place}[{index}]")
        if word in seen:
            yield f"{word!r} stands here twice @ {place}[{index}]"
        seen.add(word)


def _word_faults(word: str, place: str) -> Iterator[str]:
    if not word.strip():
        yield f"an empty word @ {place}"
    elif word != word.strip():
        yield f"{word!r} has space around it @ {place}"
    if not unicodedata.is_normalized("NFC", word):
        yield f"{word!r} is not composed (NFC); type it anew @ {place}"
