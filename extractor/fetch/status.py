"""What a store holds: counts by host and state, failures, sizes. Reads only; a crawl may be running meanwhile."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.errors import StoreError
from extractor.fetch.frontier import STATES, Frontier

__all__ = ["HostStatus", "Status", "sick_sites", "status_of", "stored_contact", "stored_settings"]

LEAST = 5  # pages by which a specification is judged


@dataclass(slots=True)
class HostStatus:
    """The pages of one host by state."""

    name: str
    queued: int = 0
    leased: int = 0
    done: int = 0
    failed: int = 0
    skipped: int = 0


@dataclass(slots=True)
class Status:
    """What a store holds. `failures` and `skips` are (reason, how many), the commonest first."""

    unfinished: bool
    articles: int
    captures: int
    bytes: int
    sick: dict[str, str] = field(default_factory=dict)
    hosts: list[HostStatus] = field(default_factory=list)
    failures: list[tuple[str, int]] = field(default_factory=list)
    skips: list[tuple[str, int]] = field(default_factory=list)


def status_of(store: Path) -> Status:
    """The state of a store. Raises StoreError where no crawl is stored there."""
    frontier = Frontier(store / "frontier.sqlite", readonly=True)
    try:
        found = Status(
            unfinished=bool(frontier.get("unfinished")),
            articles=frontier.query("SELECT count(*) FROM urls WHERE kind = 'article' AND state = 2")[0][0],
            captures=frontier.query("SELECT count(*) FROM captures")[0][0],
            bytes=frontier.query("SELECT coalesce(sum(length), 0) FROM files")[0][0],
        )
        hosts: dict[str, HostStatus] = {}
        for name, state, count in frontier.query(
            "SELECT h.name, u.state, count(*) FROM urls u JOIN hosts h ON h.id = u.host GROUP BY u.host, u.state"
        ):
            host = hosts.setdefault(name, HostStatus(name))
            setattr(host, STATES[state], count)
        found.sick = sick_sites(frontier)
        found.hosts = sorted(hosts.values(), key=lambda host: host.name)
        for state, target in ((3, found.failures), (4, found.skips)):
            target += frontier.query(
                "SELECT CASE WHEN reason LIKE 'the same page%' THEN 'the same page at another address' ELSE coalesce(reason, '') END r, "
                "count(*) n FROM urls WHERE state = ? GROUP BY r ORDER BY n DESC, r LIMIT 20",
                (state,),
            )
        return found
    finally:
        frontier.close()


def sick_sites(frontier: Frontier) -> dict[str, str]:
    """The hosts whose pages a site's specification no longer fits, with what was seen."""
    found = {}
    for name, health in frontier.query("SELECT name, health FROM hosts WHERE health != ''"):
        misses = health.count("0")
        if len(health) >= LEAST and misses * 2 > len(health):
            found[name] = (
                f"the specification found nothing on {misses} of the last {len(health)} pages; the template has changed"
            )
    return found


def stored_contact(store: Path) -> str | None:
    """The contact of the last crawl of a store."""
    contact = _noted(store, "contact")
    return str(contact) if contact else None


def stored_settings(store: Path) -> dict[str, Any]:
    """The options of the last crawl of a store; empty where there was none."""
    try:
        found = json.loads(_noted(store, "settings") or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _noted(store: Path, key: str) -> Any:
    with suppress(StoreError):
        frontier = Frontier(store / "frontier.sqlite", readonly=True)
        try:
            return frontier.get(key)
        finally:
            frontier.close()
    return None
