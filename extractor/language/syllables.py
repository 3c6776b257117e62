"""What a Vietnamese syllable can look like: onset, nucleus, coda and at most one tone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["is_syllable"]

TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# After the syllable tables of any grammar of Vietnamese; "gi" and "qu" are onsets, "k", "gh", "ngh" stand before e, ê, i, y.
TOGETHER = re.compile(
    "(?:ngh|gh|ng|nh|kh|ph|th|tr|ch|gi|qu|[bcdđghklmnprstvx])?"
    "(?:uyê|uya|uyu|iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|uêu|iê|yê|uô|ươ|oa|oă|oe|oo|uâ|uê|uy|uơ|ia|ua|ưa"
    "|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)"
    "(?:ch|ng|nh|c|m|n|p|t)?"
)
STOPPED = re.compile("(?:c|ch|p|t)$")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether a lower-case word has the form of a Vietnamese syllable.

    >>> [is_syllable(word) for word in ("khuyến", "nghiêng", "quý", "đ", "chiõn", "sü", "hoạc̉")]
    [True, True, True, False, False, False, False]
    """
    parts = unicodedata.normalize("NFD", word)
    tones = TONES.findall(parts)
    if len(tones) > 1:
        return False
    base = unicodedata.normalize("NFC", TONES.sub("", parts))
    # A syllable stopped by c, ch, p, t has the tone sắc or nặng.
    return TOGETHER.fullmatch(base) is not None and (
        STOPPED.search(base) is None or (len(tones) == 1 and tones[0] in "\u0301\u0323")
    )
