"""The known sites: models/sites/*.toml, one file a site, and models/sites/families/*.toml, layouts that many share.

A specification says which addresses are articles, where a page holds its title, lead, author, date and body (in
several templates, newest first, because sites change), and how a crawler finds articles and behaves.
docs/reading.md explains every key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extractor.errors import ModelError
from extractor.resources import load_toml, model_files, models_dir
from extractor.schema_check import Key, check_table, text, texts

__all__ = ["SELECTED", "Discovery", "Politeness", "Site", "Sites", "Template", "load", "selector_faults"]

FOLDER = "sites"
FAMILIES = "sites/families"
SELECTED = ("title", "lead", "author", "published", "body", "remove", "captions")  # what a template has selectors for


@dataclass(frozen=True, slots=True)
class Template:
    """Where pages of one layout hold what: CSS selectors, tried in order.

    `version` and `since` tell the layouts of a site apart; `marks` are words of the page's source that all of its
    pages hold. `published` elements are read day first, an attribute `datetime` or `content` before their words.
    `remove` goes before the body is read; `captions` of it are kept as captions. With `signature` the author is the
    body's last short paragraph where no element names one.
    """

    name: str
    version: int
    since: str
    body: tuple[str, ...]
    marks: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    signature: bool = False


@dataclass(frozen=True, slots=True)
class Discovery:
    """How a crawler finds a site's articles.

    `listings`: addresses of sections; `links`: selectors of the links to articles on them (none: every link that is an
    article's address); `next`: selectors of the link to the next page; `pages`: templates of further pages, where
    `{listing}` is the section's address without its suffix, `{suffix}` its suffix, `{n}` the page's number and `{zone}`
    the text or value that `zone` selects; `first_page` the number of the section's own page. `feeds` and `sitemaps` are
    addresses, `{year}`, `{month}`, `{month2}`, `{day2}` in them filled in. `feed_dates`: day-first or month-first.
    """

    listings: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    zone: str | None = None
    first_page: int = 1
    feeds: tuple[str, ...] = ()
    feed_dates: str = "day-first"
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Politeness:
    """How a crawler behaves: seconds between two requests, connections at a time, what it leaves alone, hours of rest.

    `rest`: times of day in Vietnam, as "07:30-17:00", at which nothing is asked for.
    """

    delay: float = 2.0
    connections: int = 1
    avoid: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """One site. `hosts` are host names; `*.` before one stands for its sub-domains as well."""

    id: str
    name: str
    state: str
    hosts: tuple[str, ...]
    article: tuple[re.Pattern[str], ...]
    not_article: tuple[re.Pattern[str], ...] = ()
    family: str | None = None
    encoding: str | None = None
    templates: tuple[Template, ...] = ()
    discovery: Discovery = field(default_factory=Discovery)
    politeness: Politeness = field(default_factory=Politeness)

    def has_host(self, host: str) -> bool:
        """Whether a host name is one of this site's.

        >>> load()["vnexpress"].has_host("kinhdoanh.vnexpress.net")
        True
        """
        host = host.lower().rstrip(".").removeprefix("www.")
        return any(
            host == own.removeprefix("*.") or (own.startswith("*.") and host.endswith(own[1:])) for own in self.hosts
        )

    def is_article(self, url: str) -> bool:
        """Whether an address of this site is an article's, by its path alone.

        >>> load()["vnexpress"].is_article("https://vnexpress.net/mot-bai-viet-5047363.html#box_comment")
        True
        >>> load()["vnexpress"].is_article("https://vnexpress.net/kinh-doanh")
        False
        """
        parts = _split(url)
        if parts is None or not self.has_host(parts[0]):
            return False
        path = parts[1]
        return any(one.search(path) for one in self.article) and not any(one.search(path) for one in self.not_article)


class Sites:
    """All sites, by id; `for_url` finds the one of an address."""

    def __init__(self, sites: Mapping[str, Site], families: Mapping[str, tuple[Template, ...]]) -> None:
        self._sites = dict(sites)
        self.families = dict(families)

    def __iter__(self) -> Iterator[Site]:
        return iter(self._sites.values())

    def __len__(self) -> int:
        return len(self._sites)

    def __getitem__(self, site_id: str) -> Site:
        return self._sites[site_id]

    def get(self, site_id: str) -> Site | None:
        """The site of an id, or None."""
        return self._sites.get(site_id)

    def for_url(self, url: str | None) -> Site | None:
        """The site that an address belongs to, or None. The closest host wins: a sub-domain's own specification before
        that of its domain.

        >>> load().for_url("https://www.vnexpress.net/a-1234567.html").id
        'vnexpress'
        >>> load().for_url("not an address") is None
        True
        """
        parts = _split(url or "")
        if parts is None:
            return None
        owners = [site for site in self if site.has_host(parts[0])]
        return max(owners, key=lambda site: _closeness(site, parts[0]), default=None)


def _closeness(site: Site, host: str) -> int:
    host = host.removeprefix("www.")
    return max(
        len(own.removeprefix("*."))
        for own in site.hosts
        if host == own.removeprefix("*.") or (own.startswith("*.") and host.endswith(own[1:]))
    )


def _split(url: str) -> tuple[str, str] | None:
    """Host and path with query of an address; None where it is none."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        host = parts.hostname
    except ValueError:
        return None
    if not host or "." not in host or " " in host:
        return None
    return host.lower(), (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


# -- loading and checking ---------------------------------------------------------------------------------------------


def _number(least: float) -> Key:
    right = f"must be a number from {least:g} on"
    return Key(lambda v: None if isinstance(v, int | float) and not isinstance(v, bool) and v >= least else right)


def _part() -> Key:
    return Key(lambda v: None if isinstance(v, dict) else "must be a table, [in brackets]")


def _parts() -> Key:
    right = "must be a list of tables, [[in double brackets]]"
    return Key(lambda v: None if isinstance(v, list) and all(isinstance(one, dict) for one in v) else right)


def _selectors(*, required: bool = False) -> Key:
    """A list of CSS selectors. Here only brackets and quotes are checked: to understand all of them takes a quarter of a
    second. `selector_faults` does that, and a wrong one is told when it is used."""
    plain = texts(required=required)

    def fault(value: Any) -> str | None:
        if wrong := plain.fault(value):
            return wrong
        return next((f"has a selector that is wrong: {one!r}" for one in value if not _is_balanced(one)), None)

    return Key(fault, required)


def _is_balanced(words: str) -> bool:
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", words)
    return (
        bare.count("[") == bare.count("]")
        and bare.count("(") == bare.count(")")
        and not {"'", '"'} & set(bare)
        and not re.search(r"\[\[|[>+~,]\s*$|^\s*[,.#]?\s*$", bare)
    )


def selector_faults(sites: Sites) -> list[str]:
    """The selectors that cannot be understood, as `message @ file: place`."""
    from soupsieve import SelectorSyntaxError, compile

    faults = []
    for template in dict.fromkeys(template for site in sites for template in site.templates):
        for part in SELECTED:
            for selector in getattr(template, part):
                try:
                    compile(selector)
                except (SelectorSyntaxError, NotImplementedError) as error:
                    why = str(error).splitlines()[0]
                    faults.append(
                        f"{part!r} has a selector that is wrong ({why}): {selector!r} @ models/sites: {template.name} {template.version}"
                    )
    return faults


def _patterns(*, required: bool = False) -> Key:
    plain = texts(required=required)

    def fault(value: Any) -> str | None:
        if wrong := plain.fault(value):
            return wrong
        for one in value:
            try:
                re.compile(one)
            except re.error as error:
                return f"has a pattern that is wrong ({error}): {one!r}"
        return None

    return Key(fault, required)


def _addresses() -> Key:
    plain = texts()

    def fault(value: Any) -> str | None:
        if wrong := plain.fault(value):
            return wrong
        wrong = next((one for one in value if not re.match(r"https?://\S+$", one)), None)
        return f"has an item that is no https:// address: {wrong!r}" if wrong else None

    return Key(fault)


def _spans() -> Key:
    plain = texts()
    time = r"(?:[01]\d|2[0-3]):[0-5]\d"

    def fault(value: Any) -> str | None:
        if wrong := plain.fault(value):
            return wrong
        return next(
            (
                f"has an item that is no span like 07:30-17:00: {one!r}"
                for one in value
                if not re.fullmatch(f"{time}-{time}", one)
            ),
            None,
        )

    return Key(fault)


def _flag() -> Key:
    return Key(lambda v: None if isinstance(v, bool) else "must be true or false")


def _keys() -> dict[str, dict[str, Key]]:
    return {
        "site": {
            "name": text(required=True),
            "state": text(required=True, one_of=("seen", "reported")),
            "hosts": texts(required=True),
            "article": _patterns(required=True),
            "not_article": _patterns(),
            "family": text(),
            "encoding": text(),
            "discovery": _part(),
            "politeness": _part(),
            "template": _parts(),
        },
        "template": {
            "version": _number(1),
            "since": text(required=True),
            "marks": texts(),
            "signature": _flag(),
            **{name: _selectors(required=name == "body") for name in SELECTED},
        },
        "discovery": {
            "listings": _addresses(),
            "links": _selectors(),
            "next": _selectors(),
            "pages": texts(),
            "zone": text(),
            "first_page": _number(0),
            "feeds": _addresses(),
            "feed_dates": text(one_of=("day-first", "month-first")),
            "sitemaps": _addresses(),
        },
        "politeness": {"delay": _number(0), "connections": _number(1), "avoid": texts(), "rest": _spans()},
    }


def _template(raw: Mapping[str, Any], name: str, number: int) -> Template:
    return Template(**{"name": name, "version": number, **_tuples(raw)})


def _read_templates(raws: Any, name: str, file: str, faults: list[str]) -> tuple[Template, ...]:
    if not isinstance(raws, list):
        return ()
    keys = _keys()["template"]
    wrong = [
        fault for at, raw in enumerate(raws, 1) for fault in check_table(raw, keys, f"models/{file}: template {at}")
    ]
    faults += wrong
    return () if wrong else tuple(_template(raw, name, len(raws) - at) for at, raw in enumerate(raws))


def _read_site(path: Path, families: Mapping[str, tuple[Template, ...]], faults: list[str]) -> Site | None:
    file = f"{FOLDER}/{path.name}"
    raw = load_toml(file)
    keys = _keys()
    wrong = check_table(raw, keys["site"], f"models/{file}")
    for part in ("discovery", "politeness"):
        if isinstance(raw.get(part), dict):
            wrong += check_table(raw[part], keys[part], f"models/{file}: {part}")
    family = raw.get("family")
    if family is not None and family not in families:
        wrong.append(f"'family' is {family!r}, none of: {', '.join(sorted(families))} @ models/{file}")
    templates = _read_templates(raw.get("template", []), path.stem, file, wrong)
    if not wrong and not templates and family is None:
        wrong.append(f"has neither a family nor a [[template]] @ models/{file}")
    faults += wrong
    if wrong:
        return None
    return Site(
        id=path.stem,
        name=raw["name"],
        state=raw["state"],
        hosts=tuple(host.lower() for host in raw["hosts"]),
        article=tuple(re.compile(one) for one in raw["article"]),
        not_article=tuple(re.compile(one) for one in raw.get("not_article", [])),
        family=family,
        encoding=raw.get("encoding"),
        templates=templates + families.get(family or "", ()),
        discovery=Discovery(**_tuples(raw.get("discovery", {}))),
        politeness=Politeness(**_tuples(raw.get("politeness", {}))),
    )


def _tuples(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}


@cache
def load() -> Sites:
    """All specifications. Raises ModelError with every fault of every file."""
    faults: list[str] = []
    families = {}
    for path in model_files(FAMILIES):
        file = path.relative_to(models_dir()).as_posix()
        raw = load_toml(file)
        faults += check_table(raw, {"template": Key(_parts().fault, required=True)}, f"models/{file}")
        families[path.stem] = _read_templates(raw.get("template"), path.stem, file, faults)
    read = [_read_site(path, families, faults) for path in model_files(FOLDER)]
    if faults:
        raise ModelError(faults)
    return Sites({site.id: site for site in read if site is not None}, families)
