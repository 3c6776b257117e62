"""Which written names of units mean the same unit.

1. Names with the same chain (names.py) are one unit: spelling, abbreviations, where the unit above is told.
2. A name that tells one unit wherever it stands (a proper name, a number) is one unit also where an article leaves out
   what is above it, or where that has since become part of another body or province, unless the articles contradict.
3. Under the same unit: initials ("Vụ KHTC"), a name without accents, and a slip of the pen (a word that is no
   Vietnamese syllable, one letter away) are the one name there that they fit.

A bare "Vụ Kế hoạch" is not joined with that of a ministry: every ministry has one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from extractor.language.syllables import is_syllable
from extractor.link.groups import Groups, Ruling
from extractor.link.names import bare, chain, head_key, head_of, initials, is_distinctive, is_of_functions, numbers
from extractor.link.words import words

__all__ = ["Succession", "Unit", "UnitLinks", "UnitName", "link_units", "related"]

Chain = tuple[str, ...]
MOST_PLACES = 300  # a name that stands under more units is no proper one
SAME_FORM = "the same name in one form: {}"
BARE = "the article leaves out what is above it; only one unit has this name"
ELSEWHERE = "the same proper name, and what is above it does not contradict"
LATER = "the same proper name; what was above it became part of the other one"
SHORT = "initials of the only unit there that they fit: {}"
UNACCENTED = "without accents the same as the only unit there: {}"
MARKS = "the marks of a word are wrong; without them the same as the only unit there: {}"
SLIP = "a slip: {} is no Vietnamese word, and one letter away from the only unit there: {}"


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as written: its id and the names from the top down."""

    id: str
    path: Chain


@dataclass(slots=True)
class Unit:
    """One unit: its id, its fullest name, the unit above, the known body that it is, and its written names with why."""

    id: str
    name: str
    parent: str | None = None
    body: str | None = None
    names: list[tuple[str, str, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Succession:
    """One unit became part of another."""

    former: str
    successor: str
    since: str
    why: str


@dataclass(slots=True)
class UnitLinks:
    """All units, which of them each written name means, and which became part of which."""

    units: dict[str, Unit] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    successions: list[Succession] = field(default_factory=list)
    chains: dict[str, Chain] = field(default_factory=dict)


def link_units(names: Sequence[UnitName], rulings: Iterable[Ruling] = ()) -> UnitLinks:
    """Links the written names of units."""
    chains = {name.id: chain(name.path) for name in names}
    groups = Groups(name.id for name in names)
    groups.rule(rulings)
    by_chain: dict[Chain, list[str]] = defaultdict(list)
    for name in names:
        by_chain[chains[name.id]].append(name.id)
    for path, members in by_chain.items():
        for member in members[1:]:
            groups.join(members[0], member, SAME_FORM.format(" > ".join(path)), 1.0)
    first = {path: members[0] for path, members in by_chain.items()}
    canon = _join_distinctive(names, chains, first, groups)
    _join_under_the_same(first, canon, groups)
    return _result(names, chains, groups)


def _join_distinctive(
    names: Sequence[UnitName], chains: Mapping[str, Chain], first: Mapping[Chain, str], groups: Groups
) -> dict[Chain, Chain]:
    """Joins chains that end in the same proper name and do not contradict; gives for each chain the one it stands for."""
    told: dict[str, list[bool]] = defaultdict(list)
    for name in names:
        core = chains[name.id][-1] if chains[name.id] else ""
        told[core].append(is_distinctive(core, name.path[-1]))
    same: dict[str, list[Chain]] = defaultdict(list)
    for path in first:
        if path and ":" not in path[-1] and 2 * sum(told[path[-1]]) > len(told[path[-1]]):
            same[path[-1]].append(path)
    canon: dict[Chain, Chain] = {}
    for paths in same.values():
        if len(paths) > MOST_PLACES:
            continue
        clusters: list[list[Chain]] = []
        for path in sorted((path for path in paths if len(path) > 1), key=lambda path: (-len(path), path)):
            home = next((cluster for cluster in clusters if all(_agree(path, other) for other in cluster)), None)
            if home is None:
                clusters.append([path])
            elif groups.join(first[home[0]], first[path], _why(home[0], path), 0.95):
                home.append(path)
        alone = next((path for path in paths if len(path) == 1), None)
        if alone is not None and len(clusters) == 1 and groups.join(first[clusters[0][0]], first[alone], BARE, 0.9):
            clusters[0].append(alone)
        for cluster in clusters:
            canon |= dict.fromkeys(cluster, cluster[0])
    return canon


def _agree(one: Chain, two: Chain) -> bool:
    """Whether nothing above two names contradicts: another body or province that is no predecessor, another district."""
    for kind in ("place:", "body:", *words().areas):
        left = {part for part in one[:-1] if part.startswith(kind)}
        right = {part for part in two[:-1] if part.startswith(kind)}
        if left and right and not left & right and not any(related(a, b) for a in left for b in right):
            return False
    return True


def related(one: str, two: str) -> bool:
    """Whether one body or province became part of the other."""
    known = words().successions
    for first, last in ((one, two), (two, one)):
        step = known.get(first)
        while step is not None:
            if step.now == last:
                return True
            step = known.get(step.now)
    return False


def _why(one: Chain, two: Chain) -> str:
    later = any(related(a, b) for a in one[:-1] for b in two[:-1])
    return LATER if later else ELSEWHERE


def _join_under_the_same(first: Mapping[Chain, str], canon: Mapping[Chain, Chain], groups: Groups) -> None:
    """From the top down: units under the same unit that have the same core, or one that only fits one of the others."""
    stands_for: dict[Chain, Chain] = {(): (), **canon}
    levels: dict[int, list[Chain]] = defaultdict(list)
    for path in sorted({full[:end] for full in first for end in range(1, len(full) + 1)}):
        levels[len(path)].append(path)
    for depth in sorted(levels):
        siblings: dict[tuple[Chain, str], dict[str, Chain]] = defaultdict(dict)
        for path in levels[depth]:
            above = stands_for[path[:-1]]
            if path in canon:
                continue
            known = siblings[above, head_key(path[-1])]
            twin = known.setdefault(path[-1], path)
            stands_for[path] = twin
            if twin != path and path in first and twin in first:
                groups.join(first[twin], first[path], SAME_FORM.format(path[-1]), 1.0)
        for cores in siblings.values():
            for odd, why, whole, score in _odd_ones(cores):
                one, two = cores[whole], cores[odd]
                joined = one not in first or two not in first or groups.join(first[one], first[two], why, score)
                if joined:
                    stands_for[two] = one


def _odd_ones(cores: Mapping[str, Chain]) -> Iterable[tuple[str, str, str, float]]:
    """The cores among siblings that stand for exactly one of the others, with why."""
    if len(cores) < 2:
        return
    whole = [core for core in cores if not _oddity(core)]
    by_initials: dict[str, list[str]] = defaultdict(list)
    by_bare: dict[str, list[str]] = defaultdict(list)
    for core in whole:
        by_initials[initials(core, head_of(core))].append(core)
        by_bare[bare(core)].append(core)
    near = _halves(whole)
    for core in cores:
        oddity = _oddity(core)
        if oddity == "initials":
            fit = by_initials[core[len(head_of(core)) :].strip().replace(".", "").replace(" ", "")]
            if len(fit) == 1:
                yield core, SHORT.format(fit[0]), fit[0], 0.9
        elif oddity == "unaccented":
            fit = [other for other in by_bare[core] if is_of_functions(other)] or by_bare[core]
            if len(fit) == 1:
                yield core, UNACCENTED.format(fit[0]), fit[0], 0.95
        elif oddity:
            half = (len(core) - 1) // 2
            likely = {*near.get(core[:half], ()), *near.get(core[-half:], ())}
            fit = [
                other for other in sorted(likely) if numbers(other) == numbers(core) and OSA.distance(other, core) <= 1
            ]
            if len(fit) == 1:
                yield core, SLIP.format(oddity, fit[0]), fit[0], OSA.normalized_similarity(fit[0], core)
        elif not is_of_functions(core):
            fit = [other for other in by_bare[bare(core)] if is_of_functions(other)]
            if len(fit) == 1:
                yield core, MARKS.format(fit[0]), fit[0], 0.95


def _halves(cores: Iterable[str]) -> dict[str, list[str]]:
    """Cores by their first and last halves: of two that are one letter apart one half is the same in both."""
    found: dict[str, list[str]] = defaultdict(list)
    for core in cores:
        for half in {(len(core) + more - 1) // 2 for more in (-1, 0, 1)}:
            for part in {core[:half], core[-half:]}:
                found[part].append(core)
    return found


def _oddity(core: str) -> str:
    """What is odd about a core: it is "initials", "unaccented", or holds a word (given) that is no Vietnamese one."""
    rest = core[len(head_of(core)) :].split()
    if not rest or ":" in core:
        return ""
    if len(rest) == 1 and 2 <= len(rest[0]) <= 6 and not is_syllable(rest[0]):
        return "initials"
    if len(rest) >= 2 and core == bare(core):
        return "unaccented"
    return next((word for word in rest if len(word) > 2 and word.isalpha() and not is_syllable(word)), "")


def _result(names: Sequence[UnitName], chains: Mapping[str, Chain], groups: Groups) -> UnitLinks:
    links = UnitLinks()
    by_id = {name.id: name for name in names}
    entity_of: dict[Chain, str] = {}
    for members in groups.all():
        unit = Unit(members[0], _fullest(members, by_id))
        for member in members:
            why, score = groups.why(member)
            unit.names.append((member, why or "the only one of this name", score))
            links.of[member] = unit.id
            entity_of.setdefault(chains[member], unit.id)
        longest = max((chains[member] for member in members), key=len)
        links.chains[unit.id] = longest
        if longest and longest[-1].startswith("body:"):
            unit.body = longest[-1].removeprefix("body:")
        links.units[unit.id] = unit
    for unit in links.units.values():
        above = links.chains[unit.id][:-1]
        found = next((entity_of[above[:end]] for end in range(len(above), 0, -1) if above[:end] in entity_of), None)
        unit.parent = None if found == unit.id else found
    links.successions = _successions(entity_of)
    return links


def _fullest(members: Sequence[str], names: Mapping[str, UnitName]) -> str:
    """The name with the most words of its own, in the spelling that sorts first."""
    return min((names[member].path[-1] for member in members), key=lambda name: (-len(name.split()), name))


def _successions(entity_of: Mapping[Chain, str]) -> list[Succession]:
    """Bodies and provinces that became part of others that are there too, and units of the same name under them."""
    known = words().successions
    found = {}
    for path, entity in entity_of.items():
        for at, part in enumerate(path):
            step = known.get(part)
            while step is not None:
                later = entity_of.get((*path[:at], step.now, *path[at + 1 :]))
                if later is not None and later != entity:
                    found[entity, later] = Succession(entity, later, step.since, step.by)
                    break
                step = known.get(step.now)
    return sorted(found.values(), key=lambda one: (one.former, one.successor))
