"""Addresses: one form, one key for the twins, and what is known of any of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.fetch.addresses import absolute, canonical, host_of, key_of, origin_of, redacted, surt
from extractor.fetch.frontier import Frontier, Link
from extractor.fetch.shapes import date_in, page_number, shape_of

PLAIN = "https://example.vn/tin/trao-bang-khen-1234567.html"
TWINS = [
    "http://example.vn/tin/trao-bang-khen-1234567.html",
    "HTTPS://EXAMPLE.VN:443/tin/trao-bang-khen-1234567.html#binh-luan",
    "https://example.vn/tin/trao-bang-khen-1234567.html?utm_source=zalo&fbclid=1",
    "https://example.vn/tin/trao-bang-khen-1234567.html;jsessionid=AB12",
    "https://example.vn/tin/trao-bang-khen-1234567.html?PHPSESSID=1",
    "https://m.example.vn/tin/trao-bang-khen-1234567.html",
    "https://amp.example.vn/tin/trao-bang-khen-1234567.html",
    "https://example.vn/amp/tin/trao-bang-khen-1234567.html",
    "https://user:x@example.vn/tin/trao-bang-khen-1234567.html",
    "https://example.vn/tin/../tin/trao-bang-khen-1234567.html",
]
OTHERS = [
    "https://example.vn/tin/trao-bang-khen-1234568.html",
    "https://www.example.vn/tin/trao-bang-khen-1234567.html",
    "https://example.vn:8443/tin/trao-bang-khen-1234567.html",
    "https://example.vn/tin/trao-bang-khen-1234567.html?trang=2",
    "https://m.vn/tin/trao-bang-khen-1234567.html",
]


def key(address: str) -> int:
    found = absolute(PLAIN, address)
    assert found is not None
    return key_of(found)


@pytest.mark.parametrize("address", TWINS)
def test_twins_are_one_page(address: str) -> None:
    assert key(address) == key(PLAIN)


@pytest.mark.parametrize("address", OTHERS)
def test_other_pages_are_not(address: str) -> None:
    assert key(address) != key(PLAIN)


def test_the_noise_of_a_portal_goes_and_its_document_stays() -> None:
    noisy = "https://bo.example.gov.vn/webcenter/portal/tin?dDocName=UCM123&_afrLoop=998877&_adf.ctrl-state=ab_4"
    assert canonical(noisy) == "https://bo.example.gov.vn/webcenter/portal/tin?dDocName=UCM123"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:void(0)",
        "mailto:a@b.vn",
        "tel:113",
        "#x",
        "",
        " ",
        "data:text/html,x",
        "ftp://a.vn/x",
        "http://[::1",
        "http://a.vn:x/",
        "x" * 3000,
        "http://",
    ],
)
def test_what_leads_to_no_page(href: str) -> None:
    assert absolute(PLAIN, href) is None


def test_what_is_printed_holds_no_secret() -> None:
    shown = redacted("https://user:geheim1@example.vn/a?access_token=geheim2&api_key=geheim3&Signature=geheim4&id=7")
    assert "geheim" not in shown and "id=7" in shown


@given(st.text(max_size=200))
def test_any_words_are_read_or_refused(words: str) -> None:
    found = absolute("https://example.vn/tin", words)
    redacted(words)
    if found is None:
        return
    assert found.startswith(("http://", "https://")) and canonical(found) == found
    assert absolute(found, found) == found and found.startswith(origin_of(found)) and host_of(found)
    for read in (key_of, surt, shape_of, date_in, page_number):
        read(found)


@given(st.lists(st.integers(0, 30), max_size=60))
def test_an_address_is_queued_once(numbers: list[int]) -> None:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        frontier = Frontier(Path(folder) / "frontier.sqlite")
        with frontier.transaction():
            added = frontier.add(Link(f"https://h{n % 3}.example.vn/bai-{n}") for n in numbers)
        leased = [page for host in frontier.waiting_hosts() for page in frontier.lease(host, 100)]
        assert added == len(set(numbers)) == len(leased)
        assert frontier.waiting_hosts() == []
        frontier.close()
        frontier = Frontier(Path(folder) / "frontier.sqlite")  # as after a kill: what was leased is queued again
        assert sorted(page.id for host in frontier.waiting_hosts() for page in frontier.lease(host, 100)) == sorted(
            page.id for page in leased
        )
        frontier.close()
