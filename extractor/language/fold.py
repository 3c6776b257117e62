"""Folds a text for matching: one folded character for each character, so that offsets stay the same.

Whole-text methods of str and two regular expressions; each of these begins with the letters that it changes, which the
regular expression engine looks for much faster than for anything in front of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["LOWER", "UPPER", "fold"]

# For character classes: a range like à-ỹ would hold capitals too.
LOWER = "a-zàáãảạăằắẵẳặâầấẫẩậèéẽẻẹêềếễểệìíĩỉịòóõỏọôồốỗổộơờớỡởợùúũủụưừứữửựỳýỹỷỵđ"
UPPER = "A-ZÀÁÃẢẠĂẰẮẴẲẶÂẦẤẪẨẬÈÉẼẺẸÊỀẾỄỂỆÌÍĨỈỊÒÓÕỎỌÔỒỐỖỔỘƠỜỚỠỞỢÙÚŨỦỤƯỪỨỮỬỰỲÝỸỶỴĐ"

# `str.replace` for each of these is 25 times as fast as one `str.translate`.
PLAIN = (
    ("“", '"'), ("”", '"'), ("„", '"'), ("«", '"'), ("»", '"'), ("‟", '"'), ("″", '"'), ("‘", "'"), ("’", "'"), ("‛", "'"),
    ("′", "'"), ("–", "-"), ("—", "-"), ("‐", "-"), ("‑", "-"), ("‒", "-"), ("―", "-"), ("−", "-"),
)  # fmt: skip
# Old tone placement (hoà, khoẻ, uỷ) becomes the new one (hòa, khỏe, ủy); "quý" and "hoàn" are left alone.
OLD_TONE = re.compile(r"o[àáảãạèéẻẽẹ](?!\w)|u[ỳýỷỹỵ](?!\w)(?<!q..)")
NEW_TONE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
# The tone of "quý" put on the wrong vowel, a frequent slip: "qúy".
SLIP = re.compile(r"q([ùúủũụ])y(?!\w)")
SLIPS = {"ù": "quì", "ú": "quí", "ủ": "quỉ", "ũ": "quĩ", "ụ": "quị"}
# y that is a syllable's only vowel is written i as well (sỹ, kỷ, lý, quý); in "hay", "ngày", "yêu" it is not.
LONE_Y = re.compile(r"[yỳýỷỹỵ](?!\w)(?:(?<=[bcdđghklmnpqrstvx].)|(?<=qu.))")
SHORT = 48  # characters: longer texts are folded anew
LONE_I = {"y": "i", "ỳ": "ì", "ý": "í", "ỷ": "ỉ", "ỹ": "ĩ", "ỵ": "ị"}


def fold(text: str) -> str:
    """Lower case, canonical tone placement, i for a lone y, plain quotes and dashes; as long as `text`.

    >>> fold("Chiến sỹ thi đua – Uỷ ban")
    'chiến sĩ thi đua - ủy ban'
    """
    return _known(text) if len(text) <= SHORT else _folded(text)


@lru_cache(maxsize=1 << 15)
def _known(text: str) -> str:
    """Words and names come again and again, within an article and across all."""
    return _folded(text)


def _folded(text: str) -> str:
    lower = text.lower()
    if len(lower) != len(text):
        # İ is the one letter whose lower case is longer.
        lower = text.replace("\u0130", "I").lower()
    lower = OLD_TONE.sub(lambda match: NEW_TONE[match.group()], lower)
    if "q" in lower:
        lower = SLIP.sub(lambda match: SLIPS[match.group(1)], lower)
    lower = LONE_Y.sub(lambda match: LONE_I[match.group()], lower)
    for char, plain in PLAIN:
        lower = lower.replace(char, plain)
    return lower
