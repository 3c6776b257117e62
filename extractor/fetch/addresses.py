"""Addresses of pages: one form, one key for the twins of a page, and no secrets in what is printed.

Two addresses with the same key are the same page: http and https, the mobile and AMP twins, fragments, tracking
parameters and session ids make no difference. The first one seen is fetched.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

__all__ = ["absolute", "canonical", "host_of", "key_of", "origin_of", "redacted", "surt"]

# Parameters that say where a reader came from, and ids of sessions: never part of what the page is.
TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|gclsrc|dclid|yclid|msclkid|igshid|mc_[ce]id|_ga|_gl|zarsrc|zalo\w*|fb_\w+|ref_src|spm|"
    r"phpsessid|jsessionid|aspsessionid\w*|asp\.net_sessionid|sessionid|session_id|sid|cfid|cftoken|"
    r"_afr(loop|windowmode|windowid)|_adf\.ctrl-state|amp|mobile|rand|nocache)$",
    re.IGNORECASE,
)
SESSION_PATH = re.compile(r";(jsessionid|phpsessid|sid)=[^/?;]*", re.IGNORECASE)
SECRETS = re.compile(
    r"(token|key|pass(word|wd)?|pwd|secret|sig(nature)?|auth|session\w*|sid|code|credential)$", re.IGNORECASE
)
TWIN_HOST = re.compile(r"^(m|mobile|amp|wap)\.(?=[^.]+\.)")
TWIN_PATH = re.compile(r"(\.amp|/amp/?|(?<=\.html)/amp)$|^/amp(?=/)")
PORTS = {"http": ":80", "https": ":443"}


def canonical(url: str) -> str:
    """The one form of an address: sorted parameters, no fragment, no tracking or session parameters.

    >>> canonical("HTTP://Example.gov.vn:80/tin;jsessionid=A1?b=2&utm_source=x&a=1#top")
    'http://example.gov.vn/tin?a=1&b=2'
    """
    scheme, netloc, path, query, _ = urlsplit(canonicalize_url(url.strip()))
    netloc = netloc.rpartition("@")[2].removesuffix(PORTS.get(scheme, ":-"))
    if ";" in path:
        path = SESSION_PATH.sub("", path)
    if query:
        kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not TRACKING.match(name)]
        query = urlencode(kept)
    return urlunsplit((scheme, netloc, path or "/", query, ""))


def absolute(base: str, href: str, *, longest: int = 2_000) -> str | None:
    """The canonical address of a link on the page `base`, or None where it leads to no web page.

    >>> absolute("https://example.gov.vn/tin-tuc", "/tin/a.html#binh-luan")
    'https://example.gov.vn/tin/a.html'
    >>> absolute("https://example.gov.vn/", "javascript:void(0)") is None
    True
    """
    href = href.strip()
    if not href or href.startswith("#") or len(href) > longest:
        return None
    try:
        url = canonical(urljoin(base, href))
        parts = urlsplit(url)
        parts.port  # noqa: B018  a port that is no number raises here
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(url) > longest:
        return None
    return url


def key_of(url: str) -> int:
    """A number of 64 bits that the twins of a canonical address share.

    >>> key_of("http://m.example.vn/a.html") == key_of("https://example.vn/a.html")
    True
    >>> key_of("https://example.vn/a.amp") == key_of("https://example.vn/a")
    True
    """
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    host = TWIN_HOST.sub("", host.removesuffix(PORTS.get(scheme, ":-")))
    path, _, query = path.partition("?")
    if "amp" in path:
        path = TWIN_PATH.sub("", slash + path)[1:] or ""
    bare = f"{host}/{path.rstrip('/')}?{query}"
    return int.from_bytes(blake2b(bare.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def host_of(url: str) -> str:
    """The host that politeness counts by: the name, with the port where it is not the usual one.

    >>> host_of("https://Example.vn:443/a"), host_of("http://127.0.0.1:8080/")
    ('example.vn', '127.0.0.1:8080')
    """
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2].lower().removesuffix(PORTS.get(parts.scheme, ":-"))


def origin_of(url: str) -> str:
    """Scheme and host: what a robots.txt speaks for.

    >>> origin_of("https://example.vn/a/b?c")
    'https://example.vn'
    """
    return url[: url.index("/", url.index("://") + 3)] if "/" in url[url.index("://") + 3 :] else url


def redacted(url: str) -> str:
    """The address as it may be printed: no user, no password, no tokens.

    >>> redacted("https://user:geheim@example.vn/a?token=abc&page=2")
    'https://example.vn/a?token=…&page=2'
    """
    try:
        parts = urlsplit(url)
        pairs = [
            (name, "…" if SECRETS.search(name) else value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
        ]
    except ValueError:
        return "(an address that cannot be read)"
    query = "&".join(f"{name}={value}" for name, value in pairs)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def surt(url: str) -> str:
    """The key of an address in a CDXJ index: the host turned round, then the path (as pywb and others sort by).

    >>> surt("https://www.example.gov.vn/tin?a=1")
    'vn,gov,example)/tin?a=1'
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    turned = host if host.replace(".", "").isdigit() else ",".join(reversed(host.split(".")))
    port = f":{parts.port}" if parts.port and f":{parts.port}" != PORTS.get(parts.scheme) else ""
    return f"{turned}{port}){parts.path.lower() or '/'}" + (f"?{parts.query.lower()}" if parts.query else "")
