"""The words that mentions are read by: cues, posts, units, groups and names, in one trie over syllables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol

from extractor.awards.organisations import organisations
from extractor.language.fold import fold
from extractor.schema_check import Key, flag, load_checked, table, text, texts

__all__ = ["POST_FIELDS", "Entry", "Lexicon", "lexicon"]

# When a word is of several kinds, the first of these is what it is read as; phrases look at the others too.
RANK = (
    "body", "unit", "post", "prename", "group", "pronoun", "quantifier", "mandate", "give", "receive", "recognise", "revoke",
    "attain", "passive", "suffer", "aim", "nominate", "refuse", "to", "include", "respectively", "and", "by", "of", "be", "have", "beside", "adverb",
)  # fmt: skip
# A post that ends with one of these goes on with the name of the part it heads: "Trưởng phòng Tổng hợp".
POST_FIELDS = frozenset(("hội", "đoàn", "phòng", "khoa", "ban", "đội", "tổ", "môn", "xưởng", "trạm", "ca", "kíp", "bản", "thôn", "ấp", "buôn"))
# A post before one of these is a post and a unit's name: "Giám đốc" + "Công ty X".
NAMED_AFTER = ("công ti", "tổng công ti", "tập đoàn", "sở", "chi nhánh", "xí nghiệp", "nhà máy", "bệnh viện", "trung tâm", "nhà hát", "ngân hàng")
# Words of these kinds end the lower-case part of a unit's name.
CLAUSE_KINDS = frozenset(
    ("give", "receive", "recognise", "revoke", "attain", "passive", "suffer", "aim", "nominate", "refuse", "to", "include", "by", "of", "be", "have", "beside",  # noqa: E501
     "adverb", "respectively", "pronoun", "mandate", "quantifier")
)  # fmt: skip


NAMES: dict[str, Key] = {
    **{
        name: texts(required=True)
        for name in (
            "stops", "name_words", "department_words", "worn_titles", "no_posts", "no_units", "no_units_first", "saying", "kin", "pronouns",
        )
    },
    "quantifiers": table(required=True),
}  # fmt: skip
CUE = {"kind": text(required=True, one_of=RANK), "words": texts(required=True), "posthumous": flag()}

SYLLABLE = re.compile(r"[^\s,]+|,")


class _Syllable(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def fold(self) -> str: ...


class Entry(NamedTuple):
    """A word of the lexicon: its kind, what the data says of it, and its folded form."""

    kind: str
    value: Any
    word: str


class Lexicon:
    """A trie over folded syllables; built once a process from models/."""

    def __init__(self) -> None:
        self.trie: dict[str, Any] = {}
        self.joiners = frozenset(("và", "-", "–", "&", ","))
        self.clause_kinds = CLAUSE_KINDS
        self._rank = {kind: place for place, kind in enumerate(RANK)}
        names = load_checked("rules/names.toml", NAMES)
        self.stops = frozenset(fold(word) for word in names["stops"])
        self.departments = frozenset(fold(word) for word in names["department_words"])
        self.name_words = frozenset(fold(word) for word in names["name_words"])
        self.worn_titles = frozenset(names["worn_titles"])
        kin = "|".join(sorted(map(re.escape, map(fold, names["kin"])), key=len, reverse=True))
        self.kin_before = re.compile(rf"(?<!\w)(?:{kin})(?: của)? $")
        self.saying = frozenset(fold(word) for word in names["saying"])
        self.no_posts = frozenset(fold(word) for word in names["no_posts"])
        self.surnames: frozenset[str] = frozenset()
        self.frequent_surnames: frozenset[str] = frozenset()
        self.ministries: frozenset[str] = frozenset()
        self._posts: frozenset[str] = frozenset()
        self._places: frozenset[str] = frozenset()
        self.no_units = frozenset(fold(word) for word in names["no_units"])
        self.no_units_first = frozenset(fold(word) for word in names["no_units_first"])
        self._add_cues(load_checked("rules/cues.toml", {}, cue=CUE)["cue"])
        self._add_people(names)

    def _add_cues(self, cues: Iterable[Mapping[str, Any]]) -> None:
        for cue in cues:
            for word in cue["words"]:
                self.add(cue["kind"], word, cue)

    def _add_people(self, names: Mapping[str, Any]) -> None:
        for word, quantifier in names["quantifiers"].items():
            self.add("quantifier", word, quantifier)
        for word in names["pronouns"]:
            self.add("pronoun", word, "individual")
        source = organisations()
        self.surnames = frozenset(fold(name) for name in source.surnames)
        self.frequent_surnames = frozenset(fold(name) for name in source.frequent_surnames)
        self._places = frozenset(fold(name) for name in (*source.places, *source.countries, "Việt Nam"))
        self.countries = frozenset(fold(name) for name in source.countries)
        for word, kind in source.groups.items():
            self.add("group", word, kind)
        for word in source.honorifics:
            self.add("prename", word, "honorific")
        for word in (*source.ranks, *source.titles):
            self.add("prename", word, "rank")
        for word in source.occupations:
            self.add("prename", word, "occupation")
        self.leaders = tuple(map(fold, source.leaders))
        posts = {fold(word) for word in source.posts}
        self._posts = frozenset(posts - {fold(noun) for noun in source.groups})
        for word in posts:
            # "Giám đốc Công ty" is a post and the head of a unit's name; a "Trưởng thôn" is one post.
            if not any(word.endswith(f" {head}") and word.removesuffix(f" {head}") in posts for head in NAMED_AFTER):
                self.add("post", word, word)
        for word in source.unit_heads:
            self.add("unit", word, word)
        bodies = (fold(" ".join(re.findall(r"[\w&]+|[^\w\s]", word))) for word in source.bodies)
        self.ministries = frozenset(name.removeprefix("bộ ") for name in bodies if name.startswith("bộ "))
        for word, open_ended in source.bodies.items():
            self.add("body", word, "open" if open_ended else "closed")

    def add(self, kind: str, word: str, value: Any) -> None:
        """Adds a word of one or more syllables."""
        folded = fold(word)
        node = self.trie
        for syllable in SYLLABLE.findall(folded):
            node = node.setdefault(syllable, {})
        entries = node.setdefault("", [])
        if all(entry.kind != kind for entry in entries):
            entries.append(Entry(kind, value, folded))

    def longest(self, tokens: Sequence[_Syllable], index: int, fixed: Mapping[int, Any]) -> tuple[list[Entry], int]:
        """The entries of the longest word that starts at token `index`, and its length in tokens (0: none)."""
        node: dict[str, Any] | None = self.trie
        best: list[Entry] = []
        length = 0
        for ahead in range(index, len(tokens)):
            token = tokens[ahead]
            node = node.get(token.fold) if node is not None else None
            if node is None or (ahead > index and token.start in fixed):
                break
            if "" in node:
                best, length = node[""], ahead - index + 1
        return best, length

    def is_post(self, word: str) -> bool:
        """Whether a folded word is a post: "hiệu trưởng" is somebody, not anybody."""
        return word in self._posts

    def has(self, syllable: str) -> bool:
        """Whether one folded syllable is a word of the lexicon by itself."""
        return "" in self.trie.get(syllable, {})

    def has_kind(self, words: str, kind: str) -> bool:
        """Whether folded words are one word of the lexicon, of this kind."""
        node: dict[str, Any] | None = self.trie
        for syllable in words.split():
            node = node.get(syllable) if node is not None else None
        return node is not None and any(entry.kind == kind for entry in node.get("", ()))

    def rank(self, kind: str) -> int:
        return self._rank[kind]

    def is_place_name(self, name: str) -> bool:
        """Whether a name is a place's."""
        return fold(name) in self._places

    def is_place(self, tokens: Sequence[_Syllable]) -> bool:
        return " ".join(token.fold for token in tokens) in self._places


@cache
def lexicon() -> Lexicon:
    """The lexicon of this process."""
    return Lexicon()
