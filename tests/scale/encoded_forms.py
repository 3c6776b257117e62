"""The encodings and forms that a Vietnamese text comes in, made from composed Unicode."""

from __future__ import annotations

import unicodedata

from extractor.language.decoding import _tables

TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def windows_1258(text: str) -> bytes:
    """Letters with their hats, tones behind them."""
    return tones_apart(text).encode("cp1258", "replace")


def tones_apart(text: str) -> str:
    """ế as ê and a combining tone, as keyboards of Windows write it."""
    out = ""
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in parts if mark in TONES)
        out += unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES)) + tone
    return out


def tcvn3(text: str) -> str:
    """The characters that TCVN3 shows as when it is taken for windows-1252; capitals are small letters."""
    back = {right: chr(left) for left, right in reversed(_tables().tcvn3.items())}
    return "".join(back.get(char, back.get(char.lower(), char)) for char in text)


def vni(text: str) -> str:
    """The same of VNI."""
    back = {right: left for left, right in _tables().vni.items()}
    return "".join(back.get(char, char) for char in text)


def numbered(text: str) -> str:
    return "".join(f"&#{ord(char)};" if ord(char) > 127 else char for char in text)


def hexadecimal(text: str) -> str:
    return "".join(f"&#x{ord(char):X};" for char in text)


def named(text: str) -> str:
    from html import entities

    return "".join(f"&{entities.codepoint2name[ord(char)]};" if ord(char) in entities.codepoint2name else char for char in text)
