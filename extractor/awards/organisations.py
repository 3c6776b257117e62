"""Bodies, places, units, posts and people: the word lists of models/organisations and models/people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.errors import ModelError
from extractor.language.fold import fold
from extractor.resources import load_toml
from extractor.schema_check import check_table, check_tables, flag, text, texts

__all__ = ["Body", "Organisations", "Place", "UnitKind", "organisations"]

KINDS = ("individual", "collective", "household")
BODY = {
    "id": text(required=True),
    "name": text(required=True),
    "kind": text(required=True),
    "aliases": texts(required=True),
    "head": text(),
    "code": text(),
    "open": flag(),
    "valid_from": text(),
    "valid_to": text(),
    "note": text(),
}
CORPORATION = {"name": text(required=True), "aliases": texts(required=True)}
PLACE = {
    "name": text(required=True),
    "type": text(required=True, one_of=("tỉnh", "thành phố")),
    "aliases": texts(),
    "now": text(),
    "valid_to": text(),
}
UNIT = {
    "name": text(required=True),
    "aliases": texts(),
    "head": text(),
    "level": text(required=True, one_of=("trung_uong", "tinh", "huyen", "xa", "don_vi", "phong", "to_doi")),
    "alone": flag(required=True),
}
LONGEST_POST = 7
BODY_FILES = ("organisations/bodies", "organisations/bodies-party")
NAMES = ("surnames", "frequent_surnames", "honorifics", "ranks", "titles", "occupations")


@dataclass(frozen=True, slots=True)
class Body:
    """A known body: a ministry, agency, Party or mass organisation. `code` ends the numbers of its decisions."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    head: str | None = None
    code: str | None = None
    open: bool = False
    valid_from: str | None = None
    valid_to: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A province or a city under the centre. `now` is the one that it became part of in July 2025."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    now: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit by the words its name starts with, its head's title, its level.

    `alone` tells whether the bare word refers back to a unit that was named ("Vụ", "nhà trường").
    """

    name: str
    level: str
    alone: bool
    aliases: tuple[str, ...] = ()
    head: str | None = None


@dataclass(frozen=True, slots=True)
class Organisations:
    """All lists as they are written in models/; matching them in a text is the lexicon's business.

    `groups` maps the noun of an unnamed recipient to "individual", "collective" or "household"; `bodies` maps the
    name of a known body to whether its name may go on; `places` are the names of provinces, `cities` those of the
    cities under the centre; `bodies_by_name` finds a body by each of its names.
    """

    surnames: tuple[str, ...]
    frequent_surnames: tuple[str, ...]
    places: tuple[str, ...]
    cities: tuple[str, ...]
    provinces: tuple[Place, ...]
    countries: tuple[str, ...]
    groups: dict[str, str]
    honorifics: tuple[str, ...]
    ranks: tuple[str, ...]
    titles: tuple[str, ...]
    occupations: tuple[str, ...]
    posts: tuple[str, ...]
    leaders: tuple[str, ...]
    units: tuple[UnitKind, ...]
    unit_heads: tuple[str, ...]
    bodies: dict[str, bool]
    bodies_by_name: dict[str, Body]

    def body(self, words: str) -> Body | None:
        """The body that `words` name, in any spelling; None for words that name none or more than a name.

        >>> organisations().body("bộ Công thương").id
        'bo-cong-thuong'
        """
        return _by_folded_name().get(fold(" ".join(words.split())))

    def giver(self, words: str) -> Body | None:
        """The body that a giver speaks for: its own name, or the one behind a post ("Bộ trưởng Bộ Y tế").

        A people's committee stands for those of all places, so what follows it does not matter.

        >>> organisations().giver("Chủ tịch UBND tỉnh Lào Cai").id
        'uy-ban-nhan-dan'
        """
        parts = words.split()
        for start in range(min(LONGEST_POST, len(parts))):
            if start and fold(" ".join(parts[:start])) not in _folded_posts():
                continue
            for end in range(len(parts), start, -1):
                body = self.body(" ".join(parts[start:end]))
                if body is not None and (end == len(parts) or body.open):
                    return body
        return None


@cache
def _by_folded_name() -> dict[str, Body]:
    found: dict[str, Body] = {}
    for name, body in organisations().bodies_by_name.items():
        found.setdefault(fold(name), body)
    return found


@cache
def _folded_posts() -> frozenset[str]:
    return frozenset(fold(post) for post in organisations().posts)


@cache
def organisations() -> Organisations:
    """All lists, read once. Raises ModelError with every fault of their files."""
    files = {
        name: load_toml(f"{name}.toml")
        for name in (
            *BODY_FILES, "organisations/corporations", "organisations/places", "organisations/units",
            "people/names", "people/groups", "people/posts",
        )
    }  # fmt: skip
    if faults := _faults(files):
        raise ModelError(faults)
    return _build(files)


def _build(files: Mapping[str, Any]) -> Organisations:
    names, places, units = files["people/names"], files["organisations/places"], files["organisations/units"]
    bodies = [Body(**_frozen(raw)) for name in BODY_FILES for raw in files[name]["body"]]
    by_name: dict[str, Body] = {}
    for body in bodies:
        for name in (body.name, *body.aliases):
            by_name.setdefault(name, body)
    for name, body in list(by_name.items()):
        for spelling in _spellings(name):
            by_name.setdefault(spelling, body)
    known = {name: body.open for name, body in by_name.items()}
    for corporation in files["organisations/corporations"]["corporation"]:
        known |= dict.fromkeys((corporation["name"], *corporation["aliases"]), False)
    provinces = tuple(Place(**_frozen(raw)) for raw in places["province"])
    kinds = tuple(UnitKind(**_frozen(raw)) for raw in units["unit"])
    return Organisations(
        surnames=tuple(names["surnames"]),
        frequent_surnames=tuple(names["frequent_surnames"]),
        places=tuple(dict.fromkeys(name for place in provinces for name in (place.name, *place.aliases))),
        cities=tuple(
            dict.fromkeys(n for place in provinces if place.type == "thành phố" for n in (place.name, *place.aliases))
        ),
        provinces=provinces,
        countries=tuple(places["countries"]),
        groups={word: kind for kind in KINDS for word in files["people/groups"][kind]},
        honorifics=tuple(names["honorifics"]),
        ranks=tuple(names["ranks"]),
        titles=tuple(names["titles"]),
        occupations=tuple(names["occupations"]),
        posts=tuple(files["people/posts"]["posts"]),
        leaders=tuple(files["people/posts"]["leaders"]),
        units=kinds,
        unit_heads=tuple(
            dict.fromkeys((*units["heads"], *(name for kind in kinds for name in (kind.name, *kind.aliases))))
        ),
        bodies=known,
        bodies_by_name=by_name,
    )


def _spellings(name: str) -> list[str]:
    """Other ways to write a body's name: "Bộ GD&ĐT" with blanks, "Bộ VHTTDL" with "&"; "A - B" as "A-B" and "A và B"."""
    out = []
    if "&" in name:
        out += [re.sub(r"\s*&\s*", " & ", name), re.sub(r"\s*&\s*", "-", name), re.sub(r"\s*&\s*", " - ", name), re.sub(r"\s*&\s*", " và ", name)]
    if " - " in name:
        out += [name.replace(" - ", "-"), name.replace(" - ", " "), name.replace(" - ", ", ")]
    if "," in name:
        out += [re.sub(r",\s*", ", ", name), re.sub(r",\s*", ",", name)]
    return [spelling for spelling in out if spelling != name]


def _frozen(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}


def _faults(files: Mapping[str, Any]) -> list[str]:
    """Every fault of the lists, with its file and place."""
    plain = {
        "organisations/places": {"countries": texts(required=True, repeats=True)},
        "organisations/units": {"heads": texts(required=True, repeats=True)},
        "people/names": {name: texts(required=True, repeats=True) for name in NAMES},
        "people/groups": {kind: texts(required=True, repeats=True) for kind in KINDS},
        "people/posts": {"posts": texts(required=True, repeats=True), "leaders": texts(required=True)},
    }
    tables = {
        **dict.fromkeys(BODY_FILES, ("body", BODY)),
        "organisations/corporations": ("corporation", CORPORATION),
        "organisations/places": ("province", PLACE),
        "organisations/units": ("unit", UNIT),
    }
    faults: list[str] = []
    for file, raw in files.items():
        kind, keys = tables.get(file, ("", {}))
        faults += check_table(
            {key: value for key, value in raw.items() if key != kind}, plain.get(file, {}), f"models/{file}.toml"
        )
        if kind:
            found = check_tables(raw.get(kind, ()), keys, file=f"{file}.toml", kind=kind)
            faults += found or ([] if raw.get(kind) else [f"holds no [[{kind}]] @ models/{file}.toml"])
    ids = [raw.get("id") for file in BODY_FILES for raw in files[file].get("body", ())]
    faults += [
        f"id used twice: {name} @ models/{BODY_FILES[0]}.toml"
        for name in sorted({str(i) for i in ids if ids.count(i) > 1})
    ]
    words = [word for kind in KINDS for word in set(files["people/groups"].get(kind, ()))]
    return faults + [
        f"{word!r} is of two kinds @ models/people/groups.toml"
        for word in sorted({w for w in words if words.count(w) > 1})
    ]
