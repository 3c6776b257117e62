"""The commands `extract crawl` and `extract fetch`, as a user types them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from loopback import Answer, Loopback, html, serve
from newsite import NewsSite

from extractor.cli import main
from extractor.fetch import pages
from extractor.store import open as open_store

Run = Callable[..., CompletedProcess[bytes]]
FAST = (
    "--contact",
    "mailto:test@example.org",
    "--delay",
    "0",
    "--backoff",
    "0.01",
    "--allow-private-network",
    "--per-host",
    "4",
)


@pytest.fixture
def site() -> Iterator[tuple[NewsSite, Loopback]]:
    site = NewsSite(40)
    with serve(site) as server:
        site.base = server.url
        yield site, server


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command line in an empty folder; gives the exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EXTRACTOR_CONTACT", raising=False)

    def run(*words: str) -> tuple[int, str, str]:
        code = main(words)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_records_while_it_crawls_are_those_of_a_batch_over_its_pages(site: Any, typed: Any) -> None:
    news, server = site
    code, _, error = typed("crawl", server.url, "--store", "crawl", "--to", "awards.sqlite", *FAST)
    assert code == 0 and f"loaded {len(news.allowed())} records" in error
    assert typed("crawl", "export", "crawl", "--to", "pages.jsonl")[0] == 0
    assert typed("batch", "pages.jsonl", "--to", "out.jsonl")[0] == 0
    assert typed("load", "out.jsonl", "--to", "batch.sqlite")[0] == 0
    assert records("awards.sqlite") == records("batch.sqlite") != []
    assert typed("batch", "crawl", "--to", "store.jsonl")[0] == 0
    one, other = (sorted(Path(name).read_text("utf-8").splitlines()) for name in ("out.jsonl", "store.jsonl"))
    assert one == other

    news.changed = {4}
    server.log.clear()
    code, _, error = typed("crawl", "--store", "crawl", "--to", "awards.sqlite", "--revisit", "all", *FAST)
    assert code == 0 and "1 changed" in error and "of 1 articles" in error
    assert len(records("awards.sqlite")) == len(records("batch.sqlite"))
    Path("awards.sqlite").unlink()  # a destination that is new gets all that is archived
    assert typed("crawl", "--store", "crawl", "--to", "awards.sqlite", *FAST)[0] == 0
    assert len(records("awards.sqlite")) == len(records("batch.sqlite"))


def records(name: str) -> list[Any]:
    """What a database holds, without how sure we are of it."""
    with open_store(name) as store:
        found = [
            (document["article"]["url"], record["id"], record["recipient"])
            for document in store.documents()
            for record in document["records"]
        ]
    return sorted(found, key=str)


def test_status_retry_and_export(site: Any, typed: Any) -> None:
    _, server = site
    assert typed("crawl", server.url, "--store", "crawl", *FAST)[0] == 0
    code, out, _ = typed("crawl", "status", "crawl")
    assert code == 0 and "finished" in out and server.host in out and "failed 1: 410: the page is gone" in out
    code, out, _ = typed("crawl", "retry", "crawl", "--failed")
    assert code == 0 and "1 pages are queued again" in out
    assert "unfinished" in typed("crawl", "status", "crawl")[1]
    server.log.clear()
    assert typed("crawl", "--resume", "--store", "crawl", *FAST)[0] == 0
    assert len(server.log) == 1
    code, out, _ = typed("crawl", "export", "crawl", "--to", "-")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and {line["url"] for line in lines} == {page.url for page in pages("crawl")}
    assert all("Bộ trưởng Bộ Công Thương" in line["html"] for line in lines)


def test_a_dry_run_asks_for_robots_and_the_first_page_only(site: Any, typed: Any) -> None:
    _, server = site
    code, out, _ = typed("crawl", server.url, f"{server.url}/rieng/tin", "--store", "crawl", "--dry-run", *FAST)
    assert code == 1 and "robots.txt: allowed" in out and "forbids it" in out
    assert f"sitemap {server.url}/sitemap.xml" in out and f"feed {server.url}/tin.rss" in out and "article " in out
    assert server.paths() == ["/robots.txt", "/", "/robots.txt"]
    assert not Path("crawl").exists()


def test_a_list_of_addresses(site: Any, typed: Any) -> None:
    news, server = site
    Path("urls.txt").write_text(
        f"# hai bài\n{server.url}{news.path(1)}\n\n{server.url}{news.path(2)}\n{server.url}{news.path(2)}?utm_source=x\n",
        "utf-8",
    )
    assert typed("crawl", "urls.txt", "--store", "crawl", *FAST)[0] == 0
    assert sorted(path for path in server.paths() if path != "/robots.txt") == sorted([news.path(1), news.path(2)])


def test_one_page_straight_to_records(site: Any, typed: Any) -> None:
    news, server = site
    options = ("--contact", "mailto:test@example.org", "--allow-private-network")
    code, out, _ = typed("fetch", f"{server.url}/cu{news.path(3)}", *options)
    document = json.loads(out)
    assert code == 0 and document["article"]["url"] == f"{server.url}{news.path(3)}"
    assert document["article"]["published"].startswith("2018-03-05") and len(document["records"]) == 1
    code, out, error = typed("fetch", f"{server.url}{news.path(7)}", *options)
    assert code == 1 and out == "" and "robots.txt forbids it" in error
    code, _, error = typed(
        "fetch", f"{server.url}/khong-co", f"{server.url}{news.path(2)}", *options, "--format", "table"
    )
    assert code == 1 and "404" in error


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("crawl", "https://example.vn"), 2, "--store"),
        (("crawl", "--store", "nothing"), 2, "no crawl is stored there"),
        (("crawl", "--resume", "--store", "nothing"), 2, "no crawl is stored there"),
        (("crawl", "status", "nothing"), 1, "no crawl is stored there"),
        (("crawl", "retry", "nothing", "--failed"), 1, "no crawl is stored there"),
        (("crawl", "export", "nothing", "--to", "x.csv"), 2, "JSON Lines"),
        (("crawl", "status"), 2, "needs one store"),
        (("crawl", "https://example.vn", "--store", "s"), 2, "--contact"),
        (("crawl", "https://example.vn", "--store", "s", "--contact", "Ông A"), 2, "without accents"),
        (("crawl", "moitt", "--store", "s", "--contact", "a@example.vn"), 1, "no known site"),
        (("crawl", "ftp://example.vn/", "--store", "s", "--contact", "a@example.vn"), 1, "no address of a web page"),
        (("crawl", "https://example.vn", "--store", "s", "--since", "2020"), 2, "2020-01-31"),
        (("crawl", "https://example.vn", "--store", "s", "--max-pages", "0"), 2, "less than 1"),
        (("fetch", "example.vn/a", "--contact", "a@example.vn"), 1, "http"),
        (("fetch", "http://127.0.0.1:9/a", "--contact", "a@example.vn"), 1, "private or reserved"),
        (("fetch", "http://localhost/a", "--contact", "a@example.vn"), 1, "private or reserved"),
    ],
)
def test_what_goes_wrong_is_told(words: tuple[str, ...], code: int, message: str, typed: Any) -> None:
    got, _, error = typed(*words)
    assert (got, message in error) == (code, True), error
    assert "Traceback" not in error and not Path("nothing").exists()


def test_a_bad_destination_is_told_before_anything_is_fetched(site: Any, typed: Any) -> None:
    _, server = site
    assert typed("crawl", server.url, "--store", "s", "--to", "out.jsonl", *FAST)[0] == 2
    assert typed("crawl", server.url, "--store", "s", "--to", "no/such/folder/a.sqlite", *FAST)[0] == 1
    assert server.log == []


def test_a_page_with_a_charset_of_its_own(typed: Any) -> None:
    text = html("<h1>Trao thưởng</h1><p>Bà Lê Thị Dao được Bộ trưởng Bộ Y tế tặng Bằng khen.</p>").decode()
    with serve(lambda _: Answer(text.encode("utf-16"), type="text/html")) as server:
        code, out, _ = typed("fetch", f"{server.url}/a.html", "--contact", "a@example.vn", "--allow-private-network")
    assert code == 0 and json.loads(out)["records"][0]["recipient"]["name"] == "Lê Thị Dao"
