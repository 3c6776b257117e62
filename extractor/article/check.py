"""What each selector of a specification finds on a page: for whoever writes or mends one."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from extractor.article.markup import clean, parse, words
from extractor.article.metadata import read_metadata
from extractor.article.soup import Tree
from extractor.article.specified import candidates, find, read_specified
from extractor.sites import SELECTED, Site, Template, load

__all__ = ["Check", "Finding", "check_page"]


@dataclass(frozen=True, slots=True)
class Finding:
    """How many elements a selector found, the words of the first, and whether it is the one that was used."""

    field: str
    selector: str
    count: int
    words: str
    used: bool


@dataclass(frozen=True, slots=True)
class Check:
    """A page against a specification. `fits` where a template found headline and body."""

    site: Site | None
    template: str | None
    fits: bool
    findings: list[Finding] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {
            "site": self.site.id if self.site else None,
            "template": self.template,
            "fits": self.fits,
            "selectors": [
                {"field": one.field, "selector": one.selector, "found": one.count, "words": one.words, "used": one.used}
                for one in self.findings
            ],
        }


def check_page(html: bytes | str, url: str | None = None, *, site: Site | None = None) -> Check:
    """The template that fits a page, or the newest of its site, and what each of its selectors found.

    Raises InputError and its kinds for what is no page.
    """
    page = parse(html)
    metadata = read_metadata(page.root)
    asked = site
    site = site or load().for_url(url or metadata.canonical or metadata.url)
    clean(page)
    templates = list(asked.templates) if asked else candidates(site, load().families.values(), page.source)
    chosen = next((one for one in templates if read_specified(Tree(deepcopy(page.root)), one) is not None), None)
    template = chosen or next(iter(templates), None)
    if template is None:
        return Check(site, None, False)
    shown = f"{template.name}, version {template.version} (since {template.since})"
    return Check(site, shown, chosen is not None, _findings(Tree(page.root, by_soup=True), template))


def _findings(tree: Tree, template: Template) -> list[Finding]:
    out = []
    for name in SELECTED:
        used = False
        for selector in getattr(template, name):
            found = find(tree, [selector])
            first = found[0].get("content") or " ".join(found[0].itertext()) if found else ""
            one_of_all = name in {"remove", "captions"}
            out.append(
                Finding(name, selector, len(found), words(str(first))[:200], bool(found) and (one_of_all or not used))
            )
            used = used or bool(found)
    return out
