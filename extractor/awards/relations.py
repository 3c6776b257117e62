"""How kinds of unit stand to each other: areas, parts, homes, offices, as models/organisations/relations.toml says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.language.fold import fold
from extractor.schema_check import load_checked, text, texts

__all__ = ["Relations", "relations"]

FILE = "organisations/relations.toml"
LISTS = ("areas", "neighbourhoods", "bare_areas", "communities", "homes", "inner_parts", "parts_of_all", "studying", "abroad")
PART = {"of": text(required=True), "units": texts(required=True)}
OFFICE = {"name": text(required=True), "words": texts(required=True)}


@dataclass(frozen=True, slots=True)
class Relations:
    """The folded words of the lists. `home_words` and `office_words` find theirs in a folded text, the longest first."""

    areas: frozenset[str]
    lived_in: frozenset[str]
    bare_areas: frozenset[str]
    communities: tuple[str, ...]
    homes: tuple[str, ...]
    home_words: re.Pattern[str]
    inner_parts: frozenset[str]
    parts_of_all: frozenset[str]
    studying: frozenset[str]
    abroad: frozenset[str]
    parts: dict[str, frozenset[str]]
    offices: dict[str, str]
    office_words: re.Pattern[str]

    def is_part(self, part: str, whole: str) -> bool:
        """Whether a unit with the head word `part` can be a part of one with the head word `whole`, both folded.

        >>> relations().is_part("xí nghiệp", "tổng công ti"), relations().is_part("xí nghiệp", "sở")
        (True, False)
        """
        return part in self.parts_of_all or part in self.parts.get(whole.split(" ", 1)[0], ())

    def office(self, giver: str) -> str | None:
        """The kind of office that a folded giver is: "bộ" for a ministry and its minister.

        >>> relations().office("bộ trưởng bộ y tế")
        'bộ'
        """
        found = self.office_words.search(giver)
        return None if found is None else self.offices[found.group()]


@cache
def relations() -> Relations:
    """The relations of this process. Raises ModelError with every fault of the file."""
    raw = load_checked(FILE, {name: texts(required=True) for name in LISTS}, part=PART, office=OFFICE)
    lists = {name: tuple(map(fold, raw[name])) for name in LISTS}
    offices = {fold(word): office["name"] for office in raw["office"] for word in office["words"]}
    return Relations(
        areas=frozenset(lists["areas"]),
        lived_in=frozenset((*lists["areas"], *lists["neighbourhoods"])),
        bare_areas=frozenset(lists["bare_areas"]),
        communities=lists["communities"],
        homes=lists["homes"],
        home_words=_any_of(lists["homes"]),
        inner_parts=frozenset(lists["inner_parts"]),
        parts_of_all=frozenset(lists["parts_of_all"]),
        studying=frozenset(lists["studying"]),
        abroad=frozenset(lists["abroad"]),
        parts={fold(part["of"]): frozenset(map(fold, part["units"])) for part in raw["part"]},
        offices=offices,
        office_words=_any_of(tuple(offices)),
    )


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)")
