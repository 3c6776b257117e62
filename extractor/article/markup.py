"""Bytes of a page to a tree: the encoding, the limits, what never holds text taken out.

The tree is lxml's, made once; it is what all readers work on. Only where a site's specification has a selector that is
not plain is it handed on to BeautifulSoup (see soup.py).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from lxml import etree
from lxml import html as lxml_html

from extractor.errors import DecodingError, EmptyInputError, InputError
from extractor.language.decoding import decode, repair

__all__ = ["LIMIT", "Markup", "clean", "parse", "to_text", "words"]

LIMIT = 20_000_000  # bytes or characters of a page; the largest article pages seen have half a million
DEPTH = 250  # elements in each other; deeper pages are read without those that only set or hold text
FLATTENED = re.compile(
    r"(?:</?(?:div|span|font|b|i|u|em|strong|center|small|big|section|blockquote|ul|ol|dl|table|tbody|tr|td)\b[^<>]{0,2000}>\s*)+",
    re.IGNORECASE,
)
# Characters that XML cannot hold, as they are and as entities: lxml reads them and then refuses to move them.
CONTROL = bytes((*range(9), 11, 12, *range(14, 32), 127))
NO_CHARACTERS = re.compile(b"\xef\xbf[\xbe\xbf]")  # U+FFFE and U+FFFF in UTF-8
CONTROL_ENTITY = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])(?!\d)|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])(?![0-9a-fA-F]));?"
)
# One class for all elements: lxml.html chooses one for each in Python, which took a twentieth of the time of a page.
PLAIN = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement)
DEEP = etree.XPath("boolean(/" + "/*" * DEPTH + ")")
SPAN = 60  # columns that a cell may go over
HEAD = 4096  # bytes in which the declaration of a charset stands
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,30})["']""")
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
# Names of charsets that pages use for something else than they say (the WHATWG's list).
ALIASES = {"utf8": "utf-8"} | dict.fromkeys(
    ("iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "x-user-defined"), "cp1252"
)
DEAD = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "object",
    "embed",
    "canvas",
    "audio",
    "video",
    "math",
)
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00]+")


class Markup(NamedTuple):
    """A page: its root element, its source and what a reader should know of how it was read.

    `elements` are held because lxml makes an element's Python half anew at each visit unless somebody holds it.
    """

    root: lxml_html.HtmlElement
    source: str
    warnings: tuple[str, ...]
    elements: list[lxml_html.HtmlElement]


def parse(html: bytes | str, *, charset: str | None = None) -> Markup:
    """The tree of a page. `charset` is what the server said of it.

    Raises EmptyInputError for nothing, DecodingError for bytes that are no text, InputError for a page above LIMIT.
    """
    if len(html) > LIMIT:
        raise InputError(
            f"the page has {len(html) / 1e6:.0f} MB; at most {LIMIT // 1_000_000} MB are read: give the article alone"
        )
    warnings: tuple[str, ...] = ()
    if isinstance(html, bytes):
        html, warnings = to_text(html, charset=charset)
    source = XML_DECLARATION.sub("", html.removeprefix("\ufeff"), count=1)
    data = source.encode("utf-8", "replace")
    if len(bare := _without_control(data)) < len(data):
        data, source = bare, bare.decode("utf-8")
    if "&#" in source and CONTROL_ENTITY.search(source):
        source = CONTROL_ENTITY.sub("", source)
        data = source.encode("utf-8", "replace")
    if not source.strip():
        raise EmptyInputError("the page is empty; give a page with an article in it")
    root = _tree(data)
    elements = list(root.iter()) if root is not None else []
    if _is_deep(elements):
        root = _tree(FLATTENED.sub("<br>", source).encode("utf-8", "replace"))
        elements = list(root.iter()) if root is not None else []
    if root is None:
        raise EmptyInputError("the page holds no element; give a page with an article in it")
    return Markup(root, source, tuple(warnings), elements)


def _without_control(data: bytes) -> bytes:
    """UTF-8 without what XML cannot hold."""
    data = data.translate(None, CONTROL)
    return NO_CHARACTERS.sub(b"", data) if b"\xef\xbf" in data else data


def _tree(data: bytes) -> lxml_html.HtmlElement | None:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    parser.set_element_class_lookup(PLAIN)
    try:
        return lxml_html.document_fromstring(data, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _is_deep(elements: list[lxml_html.HtmlElement]) -> bool:
    """Whether elements lie so deep in each other that libxml2 may have given up (it does at 2048).

    Where one is as deep as DEPTH, half as many that are half as deep stand before it without a gap: a few are looked at.
    """
    half = DEPTH // 2
    if not any(sum(1 for _ in element.iterancestors()) >= half for element in elements[half::half]):
        return False
    return bool(DEEP(elements[0]))


def to_text(data: bytes, *, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of a page's bytes, and what was odd about its encoding.

    UTF-8 is believed before any declaration, since declarations are often wrong; then the server's word, then the
    page's own, then what the bytes look like.
    """
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if data.startswith(mark):
            decoded = decode(data)
            return decoded.text, decoded.warnings
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        mended = None if "&#" in text[:20000] else repair(_words(text))
        if mended is not None and (whole := repair(text)) is not None:
            return whole.text, whole.warnings
        return text, ()
    declared = charset.lower() if charset else _declared(data)
    if declared in {"utf-8", None}:
        broken = data.decode("utf-8", "replace")
        if broken.count("\ufffd") <= max(3, len(broken) // 100):
            return broken, (f"{broken.count(chr(0xFFFD))} characters are broken UTF-8 and were replaced",)
    try:
        decoded = decode(data)
        return decoded.text, decoded.warnings
    except DecodingError:
        if declared and declared != "utf-8" and (read := _as(data, declared)) is not None:
            return read, (f"the page was in {declared} and was converted",)
        if b"<" not in data[:HEAD]:
            raise
    broken = data.decode("utf-8", "replace")
    return broken, (f"{broken.count(chr(0xFFFD))} characters are in no encoding that we know and were replaced",)


def _declared(data: bytes) -> str | None:
    found = XML_ENCODING.search(data[:HEAD]) or CHARSET.search(data[:HEAD])
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    return ALIASES.get(name, name)


def _as(data: bytes, name: str) -> str | None:
    try:
        return unicodedata.normalize("NFC", data.decode(name))
    except (LookupError, UnicodeDecodeError):
        return None


def _words(text: str) -> str:
    """Some of the words between the tags, for a look at their letters."""
    return re.sub(
        r"<(?:script|style)\b.{0,200000}?</(?:script|style)>|<[^>]{0,5000}>",
        " ",
        text[:200_000],
        flags=re.DOTALL | re.IGNORECASE,
    )[:20_000]


def clean(page: Markup) -> None:
    """Takes out what never holds words of an article: scripts, drawings, and elements that are not shown."""
    for element in list(page.root.iter(*DEAD)):
        element.drop_tree()
    for cell in page.root.iter("td", "th"):
        for name, most in (("colspan", SPAN), ("rowspan", 1000)):
            value = cell.get(name)
            if value is not None and (not value.strip().isdigit() or int(value) > most):
                cell.set(name, str(most) if value.strip().isdigit() else "1")
    for element in page.elements:
        if _is_hidden(element) and element.tag not in {"html", "body"} and element.getparent() is not None:
            element.drop_tree()


def _is_hidden(element: lxml_html.HtmlElement) -> bool:
    style = element.get("style")
    if style is not None and "display" in style and "display:none" in style.replace(" ", "").lower():
        return True
    return element.get("hidden") is not None


def words(text: str) -> str:
    """Text of one line: NFC, one blank between words, without invisible characters.

    >>> words(" Ch\\u200bị\\u00a0 Lan\\n")
    'Chị Lan'
    """
    if not text.isascii() or "\x00" in text:
        text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return " ".join(text.split())
