"""BeautifulSoup with an index: a selector is tried on the elements that its last part names, not on the whole page.

A template has some thirty selectors, most of which find nothing; matching each against every element was half of the
time that a page took.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from copy import deepcopy
from functools import lru_cache
from typing import Any

import soupsieve
from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml import etree
from soupsieve import SelectorSyntaxError

from extractor.article.pruning import prune
from extractor.errors import ModelError
from extractor.sites import Template

__all__ = ["Page", "is_gone", "page_of"]

# The last simple selectors of a complex one: "#a .b > p.c[d=e]" ends in "p.c[d=e]".
LAST = re.compile(r"""(?:[^\s>+~\[\]()"']|\[(?:[^\]"']|"[^"]*"|'[^']*')*\]|\([^()]*\))+$""")
KEY = re.compile(r"#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)|\[(?P<attr>[\w-]+)|^(?P<name>[a-z][a-z0-9]*)")


class Page:
    """A page's soup and where its elements are by id, class, attribute and name."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        self.places: dict[int, int] = {}
        self.of: dict[str, list[Tag]] = defaultdict(list)
        for place, tag in enumerate(soup.find_all(True)):
            self.places[id(tag)] = place
            self.of[tag.name].append(tag)
            for name, value in tag.attrs.items():
                self.of[f"[{name}"].append(tag)
                if name == "class":
                    for one in value if isinstance(value, list) else str(value).split():
                        self.of[f".{one}"].append(tag)
                elif name == "id":
                    self.of[f"#{value}"].append(tag)

    def select(self, selector: str, within: Tag | None = None) -> list[Tag]:
        """The elements that a selector finds, in the page's order. Raises ModelError for one that is wrong."""
        found: list[Tag] = []
        for key, matcher in _compiled(selector):
            tags: Iterable[Tag] = self.soup.find_all(True) if key is None else self.of.get(key, ())
            found += [
                tag
                for tag in tags
                if not is_gone(tag)
                and (matcher is None or matcher.match(tag))
                and (within is None or _is_within(tag, within))
            ]
        if len(found) > 1:
            found = sorted({id(tag): tag for tag in found}.values(), key=lambda tag: self.places[id(tag)])
        return found


def page_of(root: Any, templates: Iterable[Template] | None = None) -> Page:
    """A page for selectors, of what lxml has read and cleaned: the whole, or only what these templates can find.

    The tree that is given stays as it is. Making a soup takes longer than reading the page, so of the page goes into it
    what a selector's key names, with all that it holds, and what stands around that.
    """
    root = deepcopy(root)
    if templates is not None:
        prune(root)
        selectors = [one for template in templates for part in PARTS for one in getattr(template, part)]
        keys = {key for selector in selectors for key, _ in _compiled(selector)}
        if None not in keys and not any("+" in one or "~" in one for one in selectors):
            _keep(root, keys)
    return Page(BeautifulSoup(etree.tostring(root, encoding="unicode", method="html"), "lxml"))


PARTS = ("title", "lead", "author", "published", "body")


def _keep(root: Any, keys: Set[str | None]) -> None:
    """Takes out of a tree what neither has one of the keys, nor stands in an element that has, nor around one."""
    found = [element for element in root.iter() if not keys.isdisjoint(_keys_of(element))]
    around = {parent for element in found for parent in element.iterancestors()}
    whole = set(found)
    waiting = [root]
    while waiting:
        for child in list(waiting.pop()):
            if child in whole:
                continue
            if child in around:
                waiting.append(child)
            else:
                child.getparent().remove(child)


def _keys_of(element: Any) -> list[str]:
    if not isinstance(element.tag, str):
        return []
    own = [element.tag, *(f"[{name}" for name in element.attrib)]
    own += [f".{name}" for name in (element.get("class") or "").split()]
    return [*own, f"#{element.get('id')}"] if element.get("id") else own


def is_gone(tag: Tag) -> bool:
    """Whether an element was taken out. (`Tag.decomposed` searches the element for a child of that name.)"""
    return bool(tag.__dict__.get("_decomposed"))


def _is_within(tag: Tag, outer: Tag) -> bool:
    return any(parent is outer for parent in tag.parents)


@lru_cache(maxsize=4096)
def _compiled(selector: str) -> tuple[tuple[str | None, Any], ...]:
    """Each part of a selector: the key of the elements that can match it, and the matcher where the key is not all."""
    try:
        parts = [(part, _key(part), soupsieve.compile(part)) for part in _parts(selector)]
        return tuple((key, None if key == part else matcher) for part, key, matcher in parts)
    except (SelectorSyntaxError, NotImplementedError) as error:
        raise ModelError([f"a selector is wrong ({str(error).splitlines()[0]}): {selector!r} @ models/sites"]) from None


def _parts(selector: str) -> Sequence[str]:
    """The selectors between the commas that stand in no bracket."""
    return [part.strip() for part in re.split(r",(?![^\[(]*[\])])", selector)]


def _key(selector: str) -> str | None:
    last = LAST.search(selector)
    found = list(KEY.finditer(last.group())) if last else []
    named = {kind: match[kind] for match in found for kind in ("id", "cls", "attr", "name") if match[kind]}
    if ":" in selector:  # :not(.x), :has(…): what stands in brackets tells nothing of the element itself
        return None
    for kind, sign in (("id", "#"), ("cls", "."), ("attr", "["), ("name", "")):
        if kind in named:
            return sign + named[kind]
    return None
