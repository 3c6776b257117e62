"""Who gives an award tells which one it is: "Bằng khen của Bộ trưởng" is the one of a ministry.

The rules are data (models/rules/givers.toml). A giver is read from its first words, the longest rule first:
posts and the like are left out ("Chủ tịch" of "Chủ tịch UBND tỉnh Lào Cai"), what remains is a word of a rule,
a known body or a province. A giver that does not decide leaves the generic award.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extractor.awards.organisations import Organisations
from extractor.errors import ModelError
from extractor.language.fold import fold
from extractor.schema_check import check_table, check_tables, flag, table, text, texts

__all__ = ["Givers"]

FILE = "rules/givers.toml"
RULE = {"giver": texts(), "to": table(), "kinds": texts(), "stems": texts(), "province": flag()}
LEVEL = {"words": texts(required=True), "to": table(required=True), "named": flag()}
CODE = {"codes": texts(required=True), "to": table(required=True)}
FOREIGN = {
    "heads": texts(required=True), "alone": texts(required=True), "to": text(required=True), "of": texts(required=True),
}  # fmt: skip

# "T.Ư", "TƯ" and "TW" are "Trung ương"; told by their capitals, since "tư" is a common syllable.
CENTRE = re.compile(r"(?<!\w)T\.?[ƯW](?!\w)\.?")
TOKEN = re.compile(r"\w[\w&./-]*\w|[^\s\"']")
CITY = (("thành", "phố"), ("tp",))
LONGEST = 10


class Givers:
    """The rules of givers.toml, ready to ask. Raises ModelError with every fault of the file."""

    def __init__(self, raw: Mapping[str, Any], award_ids: Iterable[str], source: Organisations) -> None:
        if faults := _faults(raw, set(award_ids)):
            raise ModelError(faults)
        self._skip = {_key(word) for word in raw["skip"]}
        self._prefixes: dict[str, Mapping[str, str]] = {}
        self._stems: list[tuple[str, Mapping[str, str]]] = []
        self._province_heads: set[str] = set()
        self._province: Mapping[str, str] = {}
        kinds: dict[str, Mapping[str, str]] = {}
        for rule in raw["rule"]:
            to = rule.get("to", {})
            words = {_key(word) for word in rule.get("giver", ())}
            if rule.get("province"):
                self._province, self._province_heads = to, words
            else:
                self._prefixes |= dict.fromkeys(words, to)
            self._stems += [(stem, to) for stem in rule.get("stems", ())]
            kinds |= dict.fromkeys(rule.get("kinds", ()), to)
        self._bodies = {
            _key(name): kinds[body.kind] for name, body in source.bodies_by_name.items() if body.kind in kinds
        }
        self._places = {_key(place) for place in source.places}
        self._cities = {_key(city) for city in source.cities}
        self._countries = {_key(country) for country in source.countries}
        self._foreign_heads = {_key(word) for word in raw["foreign"]["heads"]}
        self._foreign_alone = {_key(word) for word in raw["foreign"]["alone"]}
        self._foreign_of, self._foreign_to = frozenset(raw["foreign"]["of"]), str(raw["foreign"]["to"])
        self.levels: dict[str, dict[str, str]] = {}
        self.named = {_key(word) for level in raw["level"] if level.get("named") for word in level["words"]}
        for level in raw["level"]:
            for word in level["words"]:
                self.levels.setdefault(_key(word), {}).update(level["to"])
        self._codes = {fold(code): rule["to"] for rule in raw["code"] for code in rule["codes"]}
        self.sectors = frozenset(_key(name) for name in raw["sectors"]["names"])
        self.families = frozenset(key for to in (*self._prefixes.values(), self._province) for key in to)

    def by_giver(self, award_id: str, giver: str) -> str | None:
        """The award that `giver` makes of `award_id`, or None where it does not decide.

        Only the first words of `giver` count, so the text that goes on after them may stand there too.
        """
        tokens = _tokens(giver)
        if award_id in self._foreign_of and self._is_foreign(tokens):
            return self._foreign_to
        return self._decide(tokens).get(award_id)

    def by_level(self, award_id: str, level: str) -> str | None:
        """The award of a level: "cấp Bộ", "toàn quốc", "cơ sở"."""
        return self.levels.get(_key(level).removeprefix("cấp "), {}).get(award_id)

    def by_code(self, award_id: str, decision: str) -> str | None:
        """The award by the code of a decision: "1234/QĐ-TTg"."""
        parts = [part.strip() for part in re.split(r"[-/]", fold(decision))]
        return next(
            (self._codes[part][award_id] for part in reversed(parts) if award_id in self._codes.get(part, {})), None
        )

    def _decide(self, tokens: list[str]) -> Mapping[str, str]:
        """The rule of a giver's first words; skipped words are left out in front of it."""
        start = 0
        while start < len(tokens):
            rule = _longest(tokens, start, self._prefixes)
            body = _longest(tokens, start, self._bodies)
            skip = _longest(tokens, start, self._skip)
            if rule and rule >= skip:
                return self._prefixes[" ".join(tokens[start : start + rule])]
            if body and body >= skip and _ends(tokens, start + body):
                return self._bodies[" ".join(tokens[start : start + body])]
            if skip:
                start += skip
                continue
            head = _longest(tokens, start, self._province_heads)
            if self._province_length(tokens[start + head :]):
                return self._province
            return next((to for stem, to in self._stems if tokens[start].startswith(stem)), {})
        return {}

    def _province_length(self, tokens: Sequence[str]) -> int:
        """The length of a province's name with or without "tỉnh", "thành phố" before it; 0 for any other place."""
        if length := _longest(tokens, 0, self._places):
            return length
        if tokens[:1] == ["tỉnh"]:
            return 1 + _longest(tokens, 1, self._places)
        for city in CITY:
            if tuple(tokens[: len(city)]) == city:
                length = _longest(tokens, len(city), self._cities)
                return len(city) + length if length or _ends(tokens, len(city)) else 0
        return 0

    def _is_foreign(self, tokens: list[str]) -> bool:
        words = f" {' '.join(tokens)} "
        if _longest(tokens, 0, self._foreign_alone):
            return True
        return (
            bool(_longest(tokens, 0, self._foreign_heads))
            and " việt nam " not in words
            and any(f" {country} " in words for country in self._countries)
        )


def _tokens(giver: str) -> list[str]:
    """The folded words and marks of a giver; "T.Ư" is written out, the full stop of "TP." left out."""
    words = TOKEN.findall(fold(CENTRE.sub("Trung ương", giver)))
    return [
        part
        for word in words
        for part in (("tp", word[3:]) if word.startswith("tp.") and word[3:] else (word,))
        if part != "."
    ]


def _key(words: str) -> str:
    return " ".join(_tokens(words))


def _longest(tokens: Sequence[str], start: int, words: Any) -> int:
    """The number of tokens from `start` on that the longest of `words` takes; 0 for none."""
    for length in range(min(LONGEST, len(tokens) - start), 0, -1):
        if " ".join(tokens[start : start + length]) in words:
            return length
    return 0


def _ends(tokens: Sequence[str], at: int) -> bool:
    """Whether a name ends before token `at`: there is none, a mark, or a word that joins or goes on."""
    return (
        at >= len(tokens)
        or not tokens[at][0].isalnum()
        or tokens[at] in {"và", "việt", "cho", "tặng", "trao", "về", "vì"}
    )


def _faults(raw: Mapping[str, Any], award_ids: set[str]) -> list[str]:
    faults = check_tables(raw.get("rule", ()), RULE, file=FILE, kind="rule", label="giver")
    faults += check_tables(raw.get("level", ()), LEVEL, file=FILE, kind="level", label="words")
    faults += check_tables(raw.get("code", ()), CODE, file=FILE, kind="code", label="codes")
    faults += check_table(raw.get("foreign", {}), FOREIGN, f"models/{FILE}: foreign")
    faults += check_table(raw.get("sectors", {}), {"names": texts(required=True)}, f"models/{FILE}: sectors")
    faults += check_table(
        {key: value for key, value in raw.items() if key not in {"rule", "level", "code", "foreign", "sectors"}},
        {"skip": texts(required=True)},
        f"models/{FILE}",
    )
    if faults:
        return faults
    for kind in ("rule", "level", "code"):
        for number, rule in enumerate(raw.get(kind, ()), 1):
            unknown = [name for pair in rule.get("to", {}).items() for name in pair if name not in award_ids]
            faults += [f"no award {name!r} @ models/{FILE}: {kind} {number}" for name in unknown]
    names = (raw["foreign"]["to"], *raw["foreign"]["of"])
    return faults + [f"no award {name!r} @ models/{FILE}: foreign" for name in names if name not in award_ids]
