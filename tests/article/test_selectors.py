"""Plain selectors are found on lxml's tree, others by BeautifulSoup, and both mean the same."""

from __future__ import annotations

import pytest
from conftest import ROOT

from extractor import sites
from extractor.article.markup import clean, parse
from extractor.article.selectors import plain
from extractor.article.soup import Tree
from extractor.article.specified import read_specified
from extractor.errors import ModelError

PAGES = sorted((ROOT / "tests" / "golden" / "pages").glob("*.html"))
TEMPLATES = list(dict.fromkeys(template for site in sites.load() for template in site.templates))
PAGE = """<html lang="vi"><body><main id="m" class="a b"><h1 class="Title x">Một</h1><p class="x" data-role="lead">Hai</p>
<div type="RelatedOne" rel="next prev" title="a 'b' c"><p id="p2">Ba <b class="x y">bốn</b></p><p>Năm</p></div></main>
<p>Sáu</p></body></html>"""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_all_selectors_of_all_specifications_mean_the_same_to_beautifulsoup(page: object) -> None:
    read = parse(page.read_bytes())  # type: ignore[attr-defined]
    clean(read)
    fast, general = Tree(read.root), Tree(read.root, by_soup=True)
    for selector in {one for template in TEMPLATES for part in sites.SELECTED for one in getattr(template, part)}:
        assert plain(selector) is not None, f"{selector} makes each page of its site slow; see selectors.py"
        assert fast.select(selector) == general.select(selector), selector


@pytest.mark.parametrize(
    "selector",
    ["*", "p", "P", ".x", ".title", "p.x", "b.x.y", "#m", "main#m.b", "#m > p", "#m p", "#m>div>p", "h1 + p", "h1 ~ p", "h1 ~ div p + p",
     "[data-role]", "[DATA-ROLE=lead]", "[data-role='lead'], h1", "p[data-role^=le]", "[data-role$=ad]", "[data-role*=ea]", "[class~=y]",
     "[type=relatedone]", "[type^=related] b", "[rel~=next]", "[lang=VI] h1", "main *", "h1,b, #nothing", '[title="a \'b\' c"]', "p:not(.x)",
     "div:has(b)", "p:first-child", r"#\6d", "html", "nothing", ".x .x", "main.a.b > .x",
     "#None"],
)  # fmt: skip
def test_both_ways_find_the_same(selector: str) -> None:
    root = parse(PAGE).root
    found = Tree(root).select(selector)
    assert found == Tree(root, by_soup=True).select(selector)
    assert [element for element in root.iter() if element in found] == found


@pytest.mark.parametrize("selector", ["p:not(.x)", "div:has(b)", r"#\6d", "[rel~=next]", "[lang=VI]"])
def test_what_is_not_plain_is_left_to_beautifulsoup(selector: str) -> None:
    assert plain(selector) is None


@pytest.mark.parametrize("selector", ["p:nonsense", "> p", "p >", "p..x", "a[", "", "p > > b", "#1a"])
def test_a_wrong_selector_is_told(selector: str) -> None:
    with pytest.raises(ModelError, match="a selector is wrong"):
        Tree(parse(PAGE).root).select(selector)


def test_what_was_taken_out_is_not_found() -> None:
    root = parse(PAGE).root
    for tree in (Tree(root), Tree(root, by_soup=True)):
        assert len(tree.select("p")) == 4
    body = root.find("body")
    tree, general = Tree(root), Tree(root, by_soup=True)
    assert [len(one.select(".x", body)) for one in (tree, general)] == [3, 3]
    tree.select("div")[0].drop_tree()
    assert [len(one.select(".x", body)) for one in (tree, general)] == [2, 2]


def test_a_template_may_have_any_selector() -> None:
    prose = "Bà con ở bản Nậm Khoa giữ giá cà phê suốt mùa mưa năm nay nhờ sân phơi có mái che."
    page = f'<body><h1>Cà phê mùa mưa</h1><div class="story"><p>{prose}</p><p class="ad">Mua ngay</p></div></body>'
    template = sites.Template(
        "vi-du", 1, "2026", title=("h1:not(.logo)",), body=("div:has(> p)",), remove=("p:is(.ad)",)
    )
    parts = read_specified(Tree(parse(page).root), template)
    assert parts is not None and (parts.title, [piece.text for piece in parts.pieces]) == ("Cà phê mùa mưa", [prose])
