"""An article's text in other forms: the markup of five sites and of an unknown one, DOCX and WARC."""

from __future__ import annotations

import gzip
import html
import io
from dataclasses import dataclass

from extractor.article.text import read_text

SITES = ("vnexpress", "tuoitre", "nhandan", "congthuong", "moit", "unknown")
TOP = '<header><div class="time-now">Thứ Hai, 25/12/2023 09:00</div><nav><a href="/">Trang chủ</a></nav></header>'
AFTER = (
    '<div class="tin-lien-quan"><h3>Tin liên quan</h3><a href="/x">Mười món ngon ngày mưa nên thử một lần</a></div>'
    "<footer>Giấy phép số 1</footer>"
)


@dataclass(frozen=True)
class Told:
    """What the lines of an article are."""

    title: str
    date: str
    lead: str
    body: list[str]
    author: str


def told(text: str) -> Told:
    """The parts of an article in text, as the text reader tells them."""
    article = read_text(text)
    lines = {block.kind: block.span.of(text) for block in reversed(article.blocks)}
    skipped = {"chrome", "title", "byline"}
    body = [block.span.of(text) for block in article.blocks if block.kind not in skipped]
    assert article.title and article.published and article.author and article.lead == body[0] and lines
    year, month, day = article.published[:10].split("-")
    return Told(article.title, f"{day}/{month}/{year} {article.published[11:16]}", body[0], body[1:], article.author)


def page(text: str, site: str) -> tuple[str, str]:
    """The page of an article in a site's markup, and its address."""
    parts = told(text)
    title, lead, author = (html.escape(one) for one in (parts.title, parts.lead, parts.author))
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in parts.body)
    sign = f'<p style="text-align:right;"><strong>{author}</strong></p>'
    related = '<a href="/y">Vĩnh Hòa phát động thi đua nước rút ba tháng cuối năm</a>'
    pages = {
        "vnexpress": (
            "https://vnexpress.net/vi-du-4567890.html",
            f'<span class="date">{parts.date}</span><h1 class="title-detail">{title}</h1><p class="description">{lead}</p>'
            f'<article class="fck_detail">{body.replace("<p>", "<p class=Normal>")}<ul class="related-list"><li>{related}</li></ul>{sign}</article>',
        ),
        "tuoitre": (
            "https://tuoitre.vn/vi-du-20230214103500123.htm",
            f'<h1 data-role="title">{title}</h1><div data-role="publishdate">{parts.date} GMT+7</div><h2 data-role="sapo">{lead}</h2>'
            f'<div data-role="content" class="detail-content afcbc-body">{body}<div type="RelatedOneNews">{related}</div></div>'
            f'<div class="detail-author-bot">{author}</div>',
        ),
        "nhandan": (
            "https://nhandan.vn/vi-du-post712345.html",
            f'<h1 class="article__title cms-title">{title}</h1><time class="article__time">{parts.date}</time>'
            f'<div class="article__sapo cms-desc">{lead}</div><div class="article__body cms-body">{body}'
            f'<div class="article-relate">{related}</div><div class="article__author"><span class="name">{author}</span></div></div>',
        ),
        "congthuong": (
            "https://congthuong.vn/vi-du-412345.html",
            f'<h1 class="article-detail-title">{title}</h1><div class="bx-time">{parts.date}</div><div class="article-detail-desc">{lead}</div>'
            f'<div class="__MASTERCMS_CONTENT article-detail-main">{body}{sign}</div>',
        ),
        "moit": (
            "https://moit.gov.vn/tin-tuc/hoat-dong/vi-du.html",
            f'<div class="article-detail"><h1 class="article-title">{title}</h1><div class="article-date">{parts.date}</div>'
            f'<div class="article-brief">{lead}</div><div class="article-content">{body.replace("p>", "div>")}{sign}</div></div>',
        ),
        "unknown": (
            "https://vinhhoa.example/tin/12",
            f'<div id="wrap"><h2 class="tieu-de">{title}</h2><i>{parts.date}</i><div class="noi-dung"><p><b>{lead}</b></p>{body}{sign}</div></div>',
        ),
    }
    url, inner = pages[site]
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{TOP}{inner}{AFTER}</body></html>',
        url,
    )


def docx(text: str) -> bytes:
    """The article as a Word document, a paragraph a line."""
    import docx as word

    document = word.Document()
    for line in text.splitlines():
        if line.strip():
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def warc(*pages: tuple[str, bytes, dict[str, str]], compressed: bool = True) -> bytes:
    """A WARC of answers: address, body as sent, headers."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=compressed)
    for url, body, headers in pages:
        head = StatusAndHeaders("200 OK", list({"Content-Type": "text/html", **headers}.items()), protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=head))
    return out.getvalue()


def chunked(body: bytes, size: int = 1000) -> bytes:
    """A body in the chunks of HTTP/1.1."""
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def gzipped(body: bytes) -> bytes:
    return gzip.compress(body)
