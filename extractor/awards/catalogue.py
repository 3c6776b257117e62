"""The catalogue of awards: what they are, how a text names them, and which specific award a giver makes of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.awards.givers import Givers
from extractor.awards.naming import AwardHit, Naming
from extractor.awards.organisations import organisations
from extractor.errors import ModelError
from extractor.language.fold import fold
from extractor.resources import load_toml, model_files
from extractor.schema_check import check_table, check_tables, flag, numbers, text, texts

__all__ = ["Award", "AwardHit", "Catalogue", "catalogue"]

KINDS = (
    "danh_hieu_thi_dua", "danh_hieu_vinh_du_nha_nuoc", "danh_hieu_dia_phuong", "danh_hieu_khac", "xep_loai", "khac",
    "hinh_thuc_khen_thuong", "huy_hieu", "ky_niem_chuong", "giai_thuong", "ghi_cong", "khen_thuong_nuoc_ngoai",
)  # fmt: skip
LEVELS = (
    "nha_nuoc", "toan_quoc", "chinh_phu", "bo_nganh_tw", "tinh", "doan_the_tw", "doan_the_tinh", "toan_quan", "xa",
    "toan_luc_luong", "quan_khu", "dai_hoc_quoc_gia", "doanh_nghiep", "co_so", "dang", "nuoc_ngoai",
)  # fmt: skip
RECIPIENTS = (
    "individual", "collective", "household", "organisation", "administrative_unit", "community", "party_organisation",
    "group_of_authors", "product", "work",
)  # fmt: skip
AWARD = {
    "id": text(required=True),
    "name": text(required=True),
    "kind": text(required=True, one_of=KINDS),
    "level": text(one_of=LEVELS),
    "classes": numbers(),
    "recipients": texts(required=True, one_of=RECIPIENTS),
    "conferred_by": text(),
    "law": text(),
    "valid_from": text(),
    "valid_to": text(),
    "parent": text(),
    "generic": flag(),
    "recorded": flag(),
    "ambiguity": text(one_of=("low", "medium", "high")),
    "aliases": texts(required=True),
    "abbreviations": texts(),
    "note": text(),
}
FILE_KEYS = {"heads": texts()}
WORDS = "rules/award-names.toml"
WORD_KEYS = {
    name: texts(required=True)
    for name in (
        "tails", "quoted_after", "open_awards", "open_starts", "open_stops", "weak_abbreviations", "weak_after", "beside_others",
        "no_class_after", "larger_words",
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Award:
    """An entry of the catalogue. `law` names where the award is from; `generic` ones become specific by their giver.

    `classes` are 1, 2, 3 for hạng Nhất, Nhì, Ba, or the years of Huy hiệu Đảng. `level` is None where it depends on
    the giver. Those that are not `recorded` are known so that they are told from others (contest prizes). An alias
    stands behind one of `heads` where the file has some.
    """

    id: str
    name: str
    kind: str
    level: str | None = None
    classes: tuple[int, ...] = ()
    recipients: tuple[str, ...] = ()
    conferred_by: str | None = None
    law: str | None = None
    parent: str | None = None
    generic: bool = False
    recorded: bool = True
    ambiguity: str = "low"
    valid_from: str | None = None
    valid_to: str | None = None
    aliases: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    note: str | None = None

    @property
    def for_people(self) -> bool:
        """Whether it is given to people alone."""
        return self.recipients == ("individual",)


class Catalogue:
    """All awards by id, and what finds, specifies and looks them up."""

    def __init__(self, awards: Iterable[Award], givers: Mapping[str, Any], words: Mapping[str, Any]) -> None:
        self.awards = {award.id: award for award in awards}
        self._givers = Givers(givers, self.awards, organisations())
        self._naming = Naming(
            self.awards.values(), words, self._givers.levels, named=self._givers.named, sectors=self._givers.sectors
        )

    @staticmethod
    def load() -> Catalogue:
        """The catalogue of models/awards, read once. Raises ModelError with every fault of its files."""
        return catalogue()

    def find(self, text: str, folded: str) -> list[AwardHit]:
        """The awards named in a text, longest names first, without overlap, in order.

        `folded` is `fold(text)`. A level or class right behind a name belongs to the hit; who gives it does not.
        """
        return self._naming.find(text, folded)

    def triggers(self) -> tuple[set[str], set[str], set[str]]:
        """What no record is found without: names of recorded awards, squeezed; names in quotes; abbreviations."""
        return self._naming.triggers({award.id for award in self.awards.values() if award.recorded})

    def specific(
        self, award_id: str, *, giver: str | None = None, level: str | None = None, decision: str | None = None
    ) -> str:
        """The specific award that a level, giver or decision code makes of a generic one; else the id as it is.

        >>> catalogue().specific("bang-khen", giver="Chủ tịch UBND tỉnh Lào Cai")
        'bang-khen-cap-bo'
        """
        found = self._givers.by_level(award_id, level) if level else None
        if found is None and giver:
            found = self._givers.by_giver(award_id, giver)
        if found is None and decision:
            found = self._givers.by_code(award_id, decision)
        return found or award_id

    def search(self, words: str) -> list[Award]:
        """Awards whose id, name or an alias holds all of `words`, in catalogue order; all of them for no words."""
        wanted = fold(words).split()
        return [
            award
            for award in self.awards.values()
            if all(any(word in name for name in _names(award)) for word in wanted)
        ]


def _names(award: Award) -> list[str]:
    return [fold(name) for name in (award.id, award.name, *award.aliases, *award.abbreviations)]


@cache
def catalogue() -> Catalogue:
    """The catalogue of models/awards, read once. Raises ModelError with every fault of its files."""
    files = {f"awards/{path.name}": load_toml(f"awards/{path.name}") for path in model_files("awards")}
    words = load_toml(WORDS)
    if faults := [*_faults(files), *check_table(words, WORD_KEYS, f"models/{WORDS}")]:
        raise ModelError(faults)
    awards = [_award(raw, file) for file in files.values() for raw in file["award"]]
    return Catalogue(awards, load_toml("rules/givers.toml"), words)


def _award(raw: Mapping[str, Any], file: Mapping[str, Any]) -> Award:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    return Award(**values, heads=tuple(file.get("heads", ())))


def _faults(files: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Every fault of the award files: of single tables, ids used twice, parents not there, names of two awards."""
    faults: list[str] = []
    places: dict[str, str] = {}
    owners: dict[str, tuple[str, str]] = {}
    parents: list[tuple[str, str]] = []
    for name, raw in files.items():
        faults += check_table({key: value for key, value in raw.items() if key != "award"}, FILE_KEYS, f"models/{name}")
        faults += check_tables(raw.get("award", ()), AWARD, file=name, kind="award")
        for number, award in enumerate(raw.get("award", ()), 1):
            award_id = str(award.get("id"))
            place = f"models/{name}: award {number} ({award_id})"
            if award_id in places:
                faults.append(f"id used already in {places[award_id]} @ {place}")
            places.setdefault(award_id, place)
            parents += [(award["parent"], place)] if "parent" in award else []
            heads = bool(raw.get("heads"))
            aliases = [(f"{heads} {fold(str(alias))}", str(alias)) for alias in award.get("aliases", ())]
            for key, alias in (*aliases, *((str(short), str(short)) for short in award.get("abbreviations", ()))):
                owner, where = owners.setdefault(key, (award_id, place))
                if where != place:
                    faults.append(f"{alias!r} is a name of {owner} already @ {place}")
                if any(fold(alias).startswith(fold(str(head)) + " ") for head in raw.get("heads", ())):
                    faults.append(f"{alias!r} holds a head of this file, which stands before each alias anyway @ {place}")
    return faults + [
        f"no award {parent!r} to be its parent @ {place}" for parent, place in parents if parent not in places
    ]
