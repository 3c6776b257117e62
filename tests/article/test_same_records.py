"""The same article in whatever form it comes gives the same records, each span on the same words."""

from __future__ import annotations

import io
from pathlib import Path

import page_forms as forms
import pytest
from conftest import ARTICLE

import extractor
from extractor.records import Article, Document

FILES = Path(__file__).parent / "files"


def facts(document: Document) -> list[dict[str, object]]:
    """What the records say, with the words that each span covers."""
    out = []
    for record in document.records:
        data = record.to_json()
        spans = {name: span.of(document.article.text) for name, span in record.evidence.spans.items()}
        out.append(
            {
                "award": data["award"],
                "words": spans,
                **{k: data[k] for k in ("status", "recipient", "quantity", "authority", "period", "decision")},
            }
        )
    return out


@pytest.fixture(scope="module", params=["demo", "seed"])
def text(request: pytest.FixtureRequest) -> str:
    if request.param == "demo":
        return ARTICLE
    seed = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"
    if not seed.is_file():
        pytest.skip("the seed article (../shared) is not here")
    return seed.read_text("utf-8")


@pytest.fixture(scope="module")
def expected(text: str) -> list[dict[str, object]]:
    document = extractor.extract(text)
    assert len(document.records) == (10 if text == ARTICLE else 14)
    return facts(document)


def same(article: Article, expected: list[dict[str, object]]) -> None:
    assert facts(extractor.extract(article)) == expected


@pytest.mark.parametrize("site", forms.SITES)
def test_as_a_page(text: str, expected: list[dict[str, object]], site: str) -> None:
    page, url = forms.page(text, site)
    article = extractor.read_html(page, url)
    plain = extractor.read_text(text)
    told = (plain.title, plain.published, plain.author, plain.lead)
    assert (article.title, article.published, article.author, article.lead) == told
    assert "Tin liên quan" not in article.text and "Trang chủ" not in article.text
    same(article, expected)


def test_as_docx(text: str, expected: list[dict[str, object]]) -> None:
    same(extractor.read(forms.docx(text)), expected)


def test_as_pdf(expected: list[dict[str, object]], text: str) -> None:
    data = (FILES / "article.pdf").read_bytes() if text == ARTICLE else _printed(text)
    same(extractor.read(data), expected)


def _printed(text: str) -> bytes:
    """A PDF of any text, where this machine has a font with Vietnamese letters."""
    fonts = [str(path) for path in Path("/usr/share/fonts").rglob("DejaVuSans.ttf")]
    if not fonts:
        pytest.skip("no font with Vietnamese letters on this machine")
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(TTFont("Any", fonts[0]))
    style = ParagraphStyle("any", fontName="Any", fontSize=11, leading=15, spaceAfter=8)
    out = io.BytesIO()
    SimpleDocTemplate(out).build(
        [Paragraph(line.replace("&", "&amp;"), style) for line in text.splitlines() if line.strip()]
    )
    return out.getvalue()


@pytest.mark.parametrize("compressed", [True, False])
def test_as_warc(text: str, expected: list[dict[str, object]], compressed: bool, tmp_path: Path) -> None:
    pages = [
        (url, page.encode()) for page, url in (forms.page(text, site) for site in ("vnexpress", "moit", "unknown"))
    ]
    sent = [
        (
            pages[0][0],
            forms.chunked(forms.gzipped(pages[0][1])),
            {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"},
        ),
        (pages[1][0], pages[1][1], {"Content-Type": "text/html; charset=utf-8"}),
        ("https://example.org/a.css", b"p { color: red }", {"Content-Type": "text/css"}),
        (pages[2][0], forms.chunked(pages[2][1]), {"Transfer-Encoding": "chunked"}),
    ]
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(forms.warc(*sent, compressed=compressed))
    read = list(extractor.read_warc(path))
    assert [article.url for article in read if isinstance(article, Article)] == [url for url, _ in pages]
    for article in read:
        assert isinstance(article, Article)
        same(article, expected)
