"""The data of models/link: how names are normalised, which bodies became which, which awards come once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.awards.organisations import organisations
from extractor.errors import ModelError
from extractor.language.fold import fold
from extractor.resources import load_toml
from extractor.schema_check import check_table, check_tables, table, text, texts

__all__ = ["PROVINCES_BY", "PROVINCES_SINCE", "Succession", "Words", "words"]

UNITS, SUCCESSIONS, EVENTS = "link/units.toml", "link/successions.toml", "link/events.toml"
UNIT_KEYS = {
    **{key: texts(required=True) for key in ("prefixes", "joints", "fillers", "seats", "areas", "nested", "functions")},
    "abbreviations": table(required=True),
}
EVENT_KEYS = {
    "once_kinds": texts(required=True),
    "once_prefixes": texts(required=True),
    "single_posts": texts(required=True),
}
SUCCESSION = {
    "former": text(required=True),
    "now": text(required=True),
    "since": text(required=True),
    "by": text(required=True),
}
PROVINCES_SINCE, PROVINCES_BY = "2025-07-01", "Nghị quyết 202/2025/QH15"


@dataclass(frozen=True, slots=True)
class Succession:
    """One body or place that became part of another; both are anchors of names (`body:…`, `place:…`)."""

    former: str
    now: str
    since: str
    by: str


@dataclass(frozen=True, slots=True)
class Words:
    """All of models/link, folded. `names` maps the folded names of known bodies and provinces to their anchors."""

    prefixes: tuple[str, ...]
    joints: tuple[str, ...]
    fillers: frozenset[str]
    seats: frozenset[str]
    areas: tuple[str, ...]
    nested: tuple[str, ...]
    functions: frozenset[str]
    abbreviations: Mapping[str, str]
    names: Mapping[str, str]
    successions: Mapping[str, Succession]
    heads: tuple[str, ...]
    once_kinds: frozenset[str]
    once_prefixes: tuple[str, ...]
    single_posts: tuple[str, ...]


@cache
def words() -> Words:
    """The data, read once. Raises ModelError with every fault of the files."""
    units, successions, events = load_toml(UNITS), load_toml(SUCCESSIONS), load_toml(EVENTS)
    if faults := _faults(units, successions, events):
        raise ModelError(faults)
    known = [
        Succession(f"body:{raw['former']}", f"body:{raw['now']}", raw["since"], raw["by"])
        for raw in successions["succession"]
    ]
    for place in organisations().provinces:
        if place.now:
            since, by = PROVINCES_SINCE, PROVINCES_BY
            known.append(Succession(f"place:{fold(place.name)}", f"place:{fold(place.now)}", since, by))
    heads = {fold(head) for head in organisations().unit_heads}
    return Words(
        prefixes=tuple(sorted(units["prefixes"], key=len, reverse=True)),
        joints=tuple(units["joints"]),
        fillers=frozenset(units["fillers"]),
        seats=frozenset(units["seats"]),
        areas=tuple(units["areas"]),
        nested=tuple(units["nested"]),
        functions=frozenset(fold(function) for function in units["functions"]),
        abbreviations={fold(short): fold(long) for short, long in units["abbreviations"].items()},
        names=_names(),
        successions={one.former: one for one in known},
        heads=tuple(sorted(heads, key=len, reverse=True)),
        once_kinds=frozenset(events["once_kinds"]),
        once_prefixes=tuple(events["once_prefixes"]),
        single_posts=tuple(fold(post) for post in events["single_posts"]),
    )


def _names() -> dict[str, str]:
    """The folded names of known bodies, corporations and provinces, with what they stand for."""
    names: dict[str, str] = {}
    for place in organisations().provinces:
        for name in (
            place.name,
            *place.aliases,
            f"tỉnh {place.name}",
            f"thành phố {place.name}",
            f"TP {place.name}",
            f"TP. {place.name}",
        ):
            names.setdefault(fold(name), f"place:{fold(place.name)}")
    for name, body in organisations().bodies_by_name.items():
        if not body.open:  # an open one (UBND) is one only together with its place
            names.setdefault(fold(name), f"body:{body.id}")
    for corporation in load_toml("organisations/corporations.toml")["corporation"]:
        for name in (corporation["name"], *corporation["aliases"]):
            names.setdefault(fold(name), f"body:{fold(corporation['name'])}")
    return names


def _faults(units: Mapping[str, Any], successions: Mapping[str, Any], events: Mapping[str, Any]) -> list[str]:
    faults = check_table(units, UNIT_KEYS, f"models/{UNITS}") + check_table(events, EVENT_KEYS, f"models/{EVENTS}")
    raws = successions.get("succession", ())
    faults += check_tables(raws, SUCCESSION, file=SUCCESSIONS, kind="succession", label="former")
    ids = {body.id for body in organisations().bodies_by_name.values()}
    for number, raw in enumerate(raws, 1):
        faults += [
            f"no body {raw.get(key)!r} @ models/{SUCCESSIONS}: succession {number}"
            for key in ("former", "now")
            if raw.get(key) not in ids
        ]
    return faults
