"""Finding elements by CSS selectors: plain ones on lxml's tree, all others by BeautifulSoup.

A template has some thirty selectors, most of which find nothing. To make a soup of a page takes longer than to read it,
and to try each selector on every element as long again: so a plain selector is tried on the elements that have its id or
class, and a soup is made only where a template has a selector that is not plain.
"""

from __future__ import annotations

from collections import defaultdict
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lxml import etree

from extractor.article.selectors import Plain, plain
from extractor.errors import ModelError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

__all__ = ["Tree"]

PLACE = "data-place"
NAMED = etree.XPath("descendant-or-self::*[@class or @id]")


class Tree:
    """A page's tree, and where its elements are by id and class. Elements may be taken out; they are not found any more.

    With `by_soup` BeautifulSoup finds everything: what a selector means to whoever writes it (see check.py).
    """

    def __init__(self, root: Any, *, by_soup: bool = False) -> None:
        self.root = root
        self.by_soup = by_soup
        self.of: dict[str, list[Any]] = defaultdict(list)
        for element in NAMED(root):
            for name in (element.get("class") or "").split():
                self.of[f".{name}"].append(element)
            if (own := element.get("id")) is not None:
                self.of[f"#{own}"].append(element)

    def select(self, selector: str, within: Any = None) -> list[Any]:
        """The elements that a selector finds, in the page's order. Raises ModelError for one that is wrong."""
        parts = None if self.by_soup else plain(selector)
        if parts is None:
            found = self._by_soup(selector)
        elif len(parts) == 1:
            found = self._by_key(parts[0])
        else:
            either = {element for part in parts for element in self._by_key(part)}
            found = [element for element in self.root.iter() if element in either]
        return [element for element in found if self._stands(element, within)]

    def _by_key(self, part: Plain) -> list[Any]:
        if part.key is None:
            return list(part.xpath(self.root))
        found = self.of.get(part.key, [])
        return found if part.xpath is None else [element for element in found if part.xpath(element)]

    def _by_soup(self, selector: str) -> list[Any]:
        from soupsieve import SelectorSyntaxError

        soup, elements = self._soup
        try:
            return [elements[int(str(tag[PLACE]))] for tag in soup.select(selector) if tag.has_attr(PLACE)]
        except (SelectorSyntaxError, NotImplementedError) as error:
            why = str(error).splitlines()[0]
            raise ModelError([f"a selector is wrong ({why}): {selector!r} @ models/sites"]) from None

    @cached_property
    def _soup(self) -> tuple[BeautifulSoup, list[Any]]:
        """The page for BeautifulSoup, each element with its place among those of the tree."""
        from bs4 import BeautifulSoup  # a third of this module's import, and plain selectors never need it

        numbered = deepcopy(self.root)
        for place, element in enumerate(numbered.iter()):
            element.set(PLACE, str(place))
        soup = BeautifulSoup(etree.tostring(numbered, encoding="unicode", method="html"), "lxml")
        return soup, list(self.root.iter())

    def _stands(self, element: Any, within: Any) -> bool:
        """Whether an element was not taken out, and stands in the other where one is given."""
        top = element
        for top in element.iterancestors():
            if top is within:
                return True
        return within is None and top is self.root
