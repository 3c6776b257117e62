"""Which named recipients of different articles are the same person.

The same name (in one form) is never enough: Vietnamese names repeat much. One of these must come with it:

- the same unit, where it is not so large that it may well have two of that name (a ministry, a province, an area);
- the same post of which a unit has one at a time (giám đốc, hiệu trưởng …), in the same unit however large;
- the same decision;
- the same article, where one of the two mentions tells nothing that could tell them apart.

Two mentions of one article that are told apart there (another unit or post) are two people, and so is whoever receives
an award after one of that name had received one after death.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.language.fold import fold
from extractor.link.groups import Groups, Ruling
from extractor.link.units import UnitLinks
from extractor.link.words import words

__all__ = ["Person", "PersonLinks", "PersonMention", "link_persons", "person_key"]

UNIT = "the same name and unit: {}"
POST = "the same name and post: {}, {}"
DECISION = "the same name and decision: {}"
ARTICLE = "the same name in the same article, with nothing that tells them apart"
TITLES = re.compile(
    r"^(?:(?:ông|bà|anh|chị|em|cô|thầy|đồng chí|đ/c|gs|pgs|ts|ths|bs|bscki|bsckii|nghệ nhân|nsnd|nsưt)\.? |[.,])+"
)


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A named recipient of an article: where it stands, and what could support that it is somebody."""

    id: str
    article: str
    name: str
    unit: str | None = None  # unit_id as written
    post: str | None = None
    decisions: frozenset[str] = frozenset()
    last_alive: int | None = None  # latest year of an award that was not given after death
    died_by: int | None = None  # earliest year of one that was


@dataclass(slots=True)
class Person:
    """One person: id, name, a unit, and the mentions with why."""

    id: str
    name: str
    unit: str | None = None
    mentions: list[tuple[str, str, float]] = field(default_factory=list)


@dataclass(slots=True)
class PersonLinks:
    """All persons, and which of them each mention is."""

    persons: dict[str, Person] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)


def person_key(name: str) -> str:
    """A name in one form, without what is said before it.

    >>> person_key("TS. Nguyễn Thị  Thuý") == person_key("bà Nguyễn Thị Thúy")
    True
    """
    folded = fold(" ".join(name.split()))
    return TITLES.sub("", folded)


def link_persons(mentions: Sequence[PersonMention], units: UnitLinks, rulings: Iterable[Ruling] = ()) -> PersonLinks:
    """Links the mentions of persons; `units` tells which units are the same."""
    by_id = {mention.id: mention for mention in mentions}
    groups = Groups(by_id)
    groups.rule(rulings)
    by_name: dict[str, list[PersonMention]] = defaultdict(list)
    for mention in mentions:
        by_name[person_key(mention.name)].append(mention)
    for same in by_name.values():
        if len(same) > 1:
            _join_within_articles(same, groups)
            _join_by_support(same, units, groups)
    return _result(groups, by_id, units)


def _join_within_articles(mentions: Sequence[PersonMention], groups: Groups) -> None:
    """A mention without unit and post is the only other one of that name in its article."""
    by_article: dict[str, list[PersonMention]] = defaultdict(list)
    for mention in mentions:
        by_article[mention.article].append(mention)
    for same in by_article.values():
        told = [mention for mention in same if mention.unit or mention.post]
        untold = [mention for mention in same if not (mention.unit or mention.post)]
        if len(told) <= 1:
            for mention in untold:
                groups.join((told or untold)[0].id, mention.id, ARTICLE, 0.9)


def _join_by_support(mentions: Sequence[PersonMention], units: UnitLinks, groups: Groups) -> None:
    """Joins mentions that share a decision, a post or a unit, in the order of their strength."""
    decisions: dict[str, list[PersonMention]] = defaultdict(list)
    posts: dict[str, list[PersonMention]] = defaultdict(list)
    homes: dict[str, list[PersonMention]] = defaultdict(list)
    below: dict[str, list[PersonMention]] = defaultdict(list)
    for mention in mentions:
        for number in sorted(mention.decisions):
            decisions[number].append(mention)
        unit = units.of.get(mention.unit or "")
        if unit is None:
            continue
        if post := _single_post(mention.post):
            posts[f"{post}\x1f{unit}"].append(mention)
        if not _is_large(unit, units):
            homes[unit].append(mention)
        above = units.units[unit].parent
        if above is not None and not _is_large(above, units):
            below[above].append(mention)
    for above, same in below.items():
        # Who is of a Sở may be who is of one of its Phòng, where only one of these has somebody of that name.
        if above in homes and len({units.of[mention.unit or ""] for mention in same}) == 1:
            homes[above] += same
    for why, score, keyed in ((DECISION, 0.98, decisions), (POST, 0.97, posts), (UNIT, 0.95, homes)):
        for key, same in sorted(keyed.items()):
            names = [units.units[part].name if part in units.units else part for part in key.split("\x1f")]
            _join_all(same, why.format(*names), score, units, groups)


def _join_all(same: Sequence[PersonMention], why: str, score: float, units: UnitLinks, groups: Groups) -> None:
    """Joins mentions that share something, but for those that cannot be one person."""
    apart: list[PersonMention] = []
    for mention in same:
        one = next((other for other in apart if _can_be(other, mention, units)), None)
        if one is None:
            apart.append(mention)
        else:
            groups.join(one.id, mention.id, why, score)


def _is_large(unit: str, units: UnitLinks) -> bool:
    """A body of the state, a province or another area: two people of one name are nothing odd there."""
    path = units.chains[unit]
    last = path[-1] if path else ""
    return last.startswith(("body:", "place:", *(f"{area} " for area in words().areas))) or last in {
        "ủy ban nhân dân",
        "công an",
    }


def _single_post(post: str | None) -> str | None:
    """The post, where a unit has one of it at a time."""
    folded = fold(" ".join((post or "").split()))
    return folded if folded.startswith(words().single_posts) else None


def _can_be(one: PersonMention, two: PersonMention, units: UnitLinks) -> bool:
    """Whether nothing speaks against two mentions being one person."""
    for dead, other in ((one, two), (two, one)):
        if dead.died_by is not None and other.last_alive is not None and other.last_alive > dead.died_by:
            return False
    if one.article != two.article:
        return True
    same_unit = units.of.get(one.unit or "") == units.of.get(two.unit or "")
    return same_unit and (one.post is None or two.post is None or fold(one.post) == fold(two.post))


def _result(groups: Groups, mentions: Mapping[str, PersonMention], units: UnitLinks) -> PersonLinks:
    links = PersonLinks()
    for members in groups.all():
        spellings = [mentions[member].name for member in members]
        name = min(spellings, key=lambda one: (-spellings.count(one), one))
        homes = sorted(units.of[unit] for member in members if (unit := mentions[member].unit) in units.of)
        person = Person(members[0], name, homes[0] if homes else None)
        for member in members:
            why, score = groups.why(member)
            person.mentions.append((member, why or "the only one of this name with this support", score))
            links.of[member] = person.id
        links.persons[person.id] = person
    return links
