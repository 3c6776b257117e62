"""`extract sites`: the known sites; `extract sites check FILE|URL`: what each selector of a specification finds."""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from pathlib import Path
from typing import Any

from extractor.article.check import Finding, check_page
from extractor.cli.output import as_json
from extractor.cli.usage import UsageError
from extractor.errors import InputError, ModelError
from extractor.sites import Site, load, selector_faults

HELP = "Lists the known sites, or checks a page against its site's specification, selector by selector."
EXAMPLES = (
    "extract sites",
    "extract sites congthuong",
    "extract sites check page.html",
    "extract sites check page.html --site vnexpress",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="`check` and pages (files, or an address to fetch one); or sites to list",
    )
    parser.add_argument("--site", metavar="ID", help="check against this site, whatever the page says of itself")
    parser.add_argument("--url", metavar="URL", help="where the page is from, if it does not say so itself")
    parser.add_argument("--contact", help="as for `extract fetch`, where PAGE is an address")
    parser.add_argument("--allow-private-network", action="store_true", help="as for `extract fetch`")
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")


def run(arguments: argparse.Namespace) -> int:
    if arguments.words and arguments.words[0] == "check":
        if not arguments.words[1:]:
            raise UsageError("sites check wants a page: extract sites check page.html")
        return max(_check(place, arguments) for place in arguments.words[1:])
    return _list(arguments)


def _list(arguments: argparse.Namespace) -> int:
    wanted = [word.lower() for word in arguments.words]
    if faults := selector_faults(load()):
        raise ModelError(faults)
    sites = [site for site in load() if not wanted or any(_named(site, word) for word in wanted)]
    if not sites:
        raise InputError(f"no known site is called {' or '.join(wanted)}; `extract sites` lists all")
    if arguments.json:
        sys.stdout.write(as_json([_described(site) for site in sites]))  # type: ignore[arg-type]
        return 0
    width = max(len(site.id) for site in sites)
    for site in sites:
        layouts = ", ".join(f"{one.name} {one.version} ({one.since})" for one in site.templates)
        line = f"{site.id:{width}}  {site.name}; {', '.join(site.hosts)}; {site.state}"
        print(line if not wanted else f"{line}\n{'':{width}}  {layouts}")
    return 0


def _named(site: Site, word: str) -> bool:
    return word in site.id or word in site.name.lower() or any(word in host for host in site.hosts)


def _described(site: Site) -> dict[str, Any]:
    return {
        "id": site.id,
        "name": site.name,
        "hosts": list(site.hosts),
        "state": site.state,
        "templates": [{"name": one.name, "version": one.version, "since": one.since} for one in site.templates],
    }


def _check(place: str, arguments: argparse.Namespace) -> int:
    sites = load()
    if arguments.site and sites.get(arguments.site) is None:
        raise UsageError(f"--site {arguments.site}: no known site; `extract sites` lists them")
    html, url = _page(place, arguments)
    found = check_page(html, url, site=sites.get(arguments.site) if arguments.site else None)
    if arguments.json:
        sys.stdout.write(as_json(found.to_json()))
        return 0 if found.fits else 1
    site = (
        f"{found.site.id} ({found.site.name})"
        if found.site
        else "no known site; layouts that many sites share were tried"
    )
    print(f"{place}\n  site      {site}")
    print(f"  template  {found.template}" if found.template else "  template  none fits: it is read as any page is")
    for finding in found.findings:
        print(f"  {finding.field:9} {_told(finding)}")
    return 0 if found.fits else 1


def _told(finding: Finding) -> str:
    if finding.count == 0:
        return f"{finding.selector}  finds nothing"
    words = finding.words if len(finding.words) <= 60 else finding.words[:57] + "…"
    return f"{finding.selector}  finds {finding.count}: {words}" + ("  (used)" if finding.used else "")


def _page(place: str, arguments: argparse.Namespace) -> tuple[bytes, str | None]:
    if re.match(r"https?://", place):
        return _fetched(place, arguments)
    try:
        return Path(place).read_bytes(), arguments.url
    except OSError as error:
        raise InputError(f"{place}: {error.strerror}; check the path and its permissions") from None


def _fetched(url: str, arguments: argparse.Namespace) -> tuple[bytes, str | None]:
    """A page from its site, as politely as `extract fetch`."""
    from extractor.cli.contact import contact_of
    from extractor.fetch.settings import Settings
    from extractor.fetch.single import fetch_page

    settings = Settings(
        contact=contact_of(arguments.contact), retries=1, host_retries=1, backoff=1.0,
        allow_private_network=arguments.allow_private_network,
    )  # fmt: skip
    answer = asyncio.run(fetch_page(url, settings))
    return answer.body, arguments.url or answer.url
