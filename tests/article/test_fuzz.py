"""The readers against pages and documents that nobody would write: whatever comes, an article or an error of ours.

`FUZZ_MINUTES=10 python -m pytest tests/article/test_fuzz.py -m slow` goes on for as long; what it found is kept in
tests/article/test_found.py.
"""

from __future__ import annotations

import io
import os
import random
import time
import traceback
import zipfile
from pathlib import Path

import page_forms as forms
import pytest
from conftest import ARTICLE, ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extractor
from extractor.errors import ExtractorError

PAGES = [path.read_bytes() for path in sorted((ROOT / "tests" / "golden" / "pages").glob("*.html"))]
DOCUMENTS = [path.read_bytes() for path in sorted((Path(__file__).parent / "files").glob("*.pdf"))]
LONGEST = 20.0  # seconds for one input, on a busy machine

TAGS = (
    "div",
    "p",
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "li",
    "h1",
    "b",
    "a",
    "span",
    "br",
    "script",
    "meta",
    "time",
    "figure",
    "frameset",
    "svg",
    "noscript",
    "title",
    "body",
    "html",
)
WORDS = st.sampled_from(
    (
        "Bằng khen",
        "Lò Thị Hạp",
        "30/09/2020 14:00",
        "STT",
        "Họ và tên",
        "được tặng",
        "\u200b",
        "&#7871;",
        "&amp;amp;",
        "|",
        "\x00",
        "<",
        ">",
        "]]>",
        "-->",
        "<![CDATA[",
        "x" * 300,
    )
)
ATTRIBUTES = st.sampled_from(
    (
        'class="sapo"',
        'class="article__body cms-body"',
        'data-role="content"',
        'rowspan="99999"',
        'colspan="-3"',
        'style="display:none"',
        'itemprop="datePublished" content="x"',
        'property="article:published_time" content="99/99/9999"',
        'type="application/ld+json"',
        "href=javascript:x",
        "id=ctl00_pnHide",
        "",
    )
)
PIECE = st.one_of(
    WORDS,
    st.tuples(st.sampled_from(TAGS), ATTRIBUTES).map(lambda one: f"<{one[0]} {one[1]}>"),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
    st.text(max_size=20),
)
HTML = st.lists(PIECE, max_size=120).map("".join)


def article_or_error(data: bytes | str, url: str | None = None) -> None:
    """Reads, and extracts; raises only for what is no error of ours, or for a span that is none."""
    try:
        article = extractor.read(data, url=url)
    except ExtractorError as error:
        assert "\n" not in str(error) and str(error).strip()
        return
    ends = [0, *(block.span.end for block in article.blocks)]
    assert all(0 <= block.span.start <= block.span.end <= len(article.text) for block in article.blocks)
    assert ends == sorted(ends)
    for record in extractor.extract(article).records:
        for span in record.evidence.spans.values():
            assert 0 <= span.start <= span.end <= len(article.text)


@given(HTML)
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_html_of_any_elements(html: str) -> None:
    article_or_error("<html><body>" + html)


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes(data: bytes) -> None:
    article_or_error(data)


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                (
                    "",
                    "x",
                    "STT",
                    "Họ và tên",
                    "Đơn vị",
                    "Danh hiệu",
                    "Lò Thị Hạp",
                    "Bằng khen của Bộ",
                    "I. CÁ NHÂN",
                    "3",
                )
            ),
            max_size=6,
        ),
        max_size=12,
    ),
    st.sampled_from((" | ", "\t", "    ", "\n")),
)
@settings(max_examples=120, deadline=None)
def test_tables_of_any_cells(rows: list[list[str]], bar: str) -> None:
    article_or_error("Danh sách tặng Bằng khen của Bộ trưởng\n\n" + "\n".join(bar.join(row) for row in rows) + "\n.")


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of the accidents that files have: cut, doubled, overwritten, spliced."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        if not out:
            break
        at = chance.randrange(len(out))
        size = chance.choice((1, 2, 8, 60, 500))
        what = chance.randrange(5)
        if what == 0:
            del out[at : at + size]
        elif what == 1:
            out[at:at] = out[at : at + size] * chance.choice((1, 2, 30))
        elif what == 2:
            out[at : at + size] = chance.randbytes(size)
        elif what == 3:
            out[at:at] = chance.choice(
                (
                    b"<",
                    b">",
                    b'"',
                    b"</div>",
                    b"<table>",
                    b"<!--",
                    b"\x00",
                    b"&#x110000;",
                    b"<script>",
                    b"{",
                    b"endobj",
                    b"stream\n",
                )
            )
        else:
            del out[at:]
    return bytes(out)


def rezipped(data: bytes, chance: random.Random) -> bytes:
    """A DOCX with its text part damaged, still a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(
                name, mutated(part, chance) if name.endswith(("document.xml", "numbering.xml", "styles.xml")) else part
            )
    return out.getvalue()


def one_input(chance: random.Random) -> bytes:
    """A damaged page, document or crawl."""
    what = chance.randrange(10)
    if what < 6:
        return mutated(chance.choice(PAGES), chance)
    if what == 6:
        return mutated(chance.choice(DOCUMENTS), chance)
    if what == 7:
        return rezipped(DOCX, chance)
    if what == 8:
        return mutated(DOCX, chance)
    return mutated(
        forms.warc(("https://example.org/a", chance.choice(PAGES), {}), compressed=chance.random() < 0.5), chance
    )


DOCX = forms.docx(ARTICLE)


@pytest.mark.slow
def test_damaged_files() -> None:
    """A fixed number of damaged files; with FUZZ_MINUTES in the environment as many as the time allows."""
    minutes = float(os.environ.get("FUZZ_MINUTES", "0"))
    end = time.monotonic() + 60 * minutes
    first = int(time.time()) if minutes else 0
    number, found = 0, []
    while time.monotonic() < end if minutes else number < 150:
        seed = first + number
        number += 1
        data = one_input(random.Random(seed))
        start = time.process_time()  # not the clock: other work on the machine is no fault of the input
        try:
            article_or_error(data)
        except Exception:
            found.append(f"seed {seed}: {traceback.format_exc(limit=-3)}")
        else:
            assert time.process_time() - start < LONGEST, f"seed {seed} took {time.process_time() - start:.0f} s"
    assert not found, f"{len(found)} of {number}:\n" + "\n".join(found[:5])
