"""All kinds of input: the same articles from each, whole or in parts, and what is broken told once."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import os
import random
from pathlib import Path
from typing import Any

import pyarrow as arrow
import pytest
import zstandard
from conftest import ROOT
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractor.scale.plan import inputs_of, plan
from extractor.scale.runner import run
from extractor.scale.shards import text_of

AWARD = "Bà Lê Thị Dao được Bộ Y tế tặng Bằng khen."
FREE = "Sáng nay trời nhiều mây, gió đông bắc cấp 4."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def jsonl(count: int) -> bytes:
    return b"".join(json.dumps({"id": str(n), "text": f"{AWARD if n % 2 else FREE} {n}"}).encode() + b"\n" for n in range(count))


def page(number: int) -> bytes:
    chance = random.Random(number)
    noise = "".join(chance.choice("abcdefgh ") for _ in range(3_000))
    body = f"<p>{AWARD if number % 2 else FREE}</p>" + "<p>Bà con ngư dân neo thuyền trong cảng, tranh thủ vá lưới và sửa máy.</p>" * 5
    title = f"Tin số {number}"
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article><!--{noise}--></body></html>".encode()


def warc(count: int, *, squeezed: bool) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=squeezed)
    for number in range(count):
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        url = f"https://example.gov.vn/{number}"
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(page(number)), http_headers=head))
    return out.getvalue()


def ids(name: str, size: int) -> list[str]:
    chunks = list(plan([name], size=size))  # (an open file of fsspec in memory has one position for all)
    return [source.id for chunk in chunks for source in inputs_of(chunk)]


def errors(name: str, size: int = 10_000) -> list[str]:
    return [str(source.error) for chunk in list(plan([name], size=size)) for source in inputs_of(chunk) if source.error is not None]


@pytest.mark.parametrize("name", ["in.jsonl", "in.jsonl.gz", "in.jsonl.zst", "in.parquet"])
@pytest.mark.parametrize("size", [500, 100_000])
def test_tables_and_lines_in_any_compression_and_any_parts(name: str, size: int) -> None:
    data = jsonl(100)
    if name.endswith(".parquet"):
        rows = [json.loads(line) for line in data.splitlines()]
        parquet.write_table(arrow.Table.from_pylist(rows), name, row_group_size=17)
    else:
        pack = {"gz": gzip.compress, "zst": zstandard.ZstdCompressor().compress}.get(name.rpartition(".")[2], bytes)
        Path(name).write_bytes(pack(data))
    assert ids(name, size) == [str(n) for n in range(100)]
    found = [source.name for chunk in plan([name], size=size) for source in inputs_of(chunk)]
    assert found == [f"{name}:{n}" for n in range(1, 101)]


@pytest.mark.parametrize("squeezed", [False, True])
def test_a_warc_in_any_parts(squeezed: bool) -> None:
    name = "in.warc.gz" if squeezed else "in.warc"
    Path(name).write_bytes(warc(25, squeezed=squeezed))
    whole = [f"https://example.gov.vn/{n}" for n in range(25)]
    for size in (700, 4_000, 9_999, 10**7):
        assert ids(name, size) == whole, size
    report = run([name], to="out.jsonl", workers=2)
    lines = [json.loads(line) for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == whole
    assert [len(line["records"]) for line in lines] == [0, 1] * 12 + [0]
    assert report.tally.passed == 13 and lines[0]["passed"] and lines[0]["article"]["url"] == whole[0]


def test_passed_pages_are_read_where_one_asks_for_it() -> None:
    Path("in.warc.gz").write_bytes(warc(4, squeezed=True))
    run(["in.warc.gz"], to="out.jsonl", workers=1, whole=True)
    assert [json.loads(line)["article"]["title"] for line in Path("out.jsonl").read_text("utf-8").splitlines()] == [f"Tin số {n}" for n in range(4)]


def test_what_is_broken_is_told_once_and_the_rest_is_read() -> None:
    data = bytearray(warc(25, squeezed=True))
    middle = data.find(b"\x1f\x8b\x08", len(data) // 2)
    data[middle + 40 : middle + 90] = bytes(50)
    Path("in.warc.gz").write_bytes(data)
    for size in (4_000, 10**7):
        assert len(ids("in.warc.gz", size)) == 25 and len(errors("in.warc.gz", size)) == 1
    Path("cut.warc.gz").write_bytes(warc(9, squeezed=True)[:-500])
    assert len(ids("cut.warc.gz", 5_000)) == 9 and "broken record" in errors("cut.warc.gz")[0]
    Path("cut.jsonl.gz").write_bytes(gzip.compress(jsonl(2_000))[:-2_000])
    Path("no.jsonl.gz").write_bytes(b"no gzip at all")
    Path("cut.jsonl.zst").write_bytes(zstandard.ZstdCompressor().compress(jsonl(2_000))[:-500])
    for name in ("cut.jsonl.gz", "no.jsonl.gz", "cut.jsonl.zst", "cut.parquet", "none.parquet", "columns.parquet"):
        if name == "cut.parquet":
            parquet.write_table(arrow.Table.from_pylist([{"text": AWARD}] * 50), name)
            Path(name).write_bytes(Path(name).read_bytes()[:-40])
        elif name == "columns.parquet":
            parquet.write_table(arrow.Table.from_pylist([{"words": AWARD}]), name)
        found = errors(name)
        assert len(found) == 1 and name in found[0] and len(found[0].splitlines()) == 1, found
    assert len(ids("cut.jsonl.gz", 10_000)) > 500  # what stands before the break


def test_patterns_folders_and_loops() -> None:
    for name in ("a/x.txt", "a/b/y.html", "a/b/z.jsonl.gz", "a/notes.md", "a/.hidden.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(gzip.compress(jsonl(2)) if name.endswith(".gz") else AWARD.encode())
    Path("a/b/loop").symlink_to("..")
    Path("a/self.txt").symlink_to("self.txt")
    assert ids("a", 10_000) == ["a/x.txt", "a/b/y.html", "0", "1"]
    assert ids("a/*.txt", 10_000)[-1] == "a/x.txt"
    assert ids("*/b/*.html", 10_000) == ["a/b/y.html"]
    assert len(ids("**/*.html", 10_000)) == 1
    assert "nothing matches" in errors("a/*.pdf")[0]


def test_names_that_are_no_utf8() -> None:
    name = os.fsdecode(b"b\xe0i.txt")
    Path(name).write_text(AWARD, "utf-8")
    Path("empty.txt").write_text("", "utf-8")
    for to in ("out.jsonl", "out/", "table/"):
        shards: Any = "parquet" if to == "table/" else "jsonl.zst"
        assert run([name, "empty.txt"], to=to, workers=1, errors="errors", shards=shards).tally.found == 1
    assert json.loads(Path("out.jsonl").read_bytes().splitlines()[0])["id"].encode("utf-8", "surrogateescape") == b"b\xe0i.txt"


def test_urls_by_fsspec() -> None:
    memory = pytest.importorskip("fsspec").filesystem("memory")
    for name, data in (("/bucket/a.jsonl", jsonl(30)), ("/bucket/b/c.warc.gz", warc(3, squeezed=True)), ("/bucket/d.md", b"no")):
        memory.pipe(name, data)
    assert len(ids("memory://bucket", 500)) == 33
    assert ids("memory://bucket/*.jsonl", 500) == [str(n) for n in range(30)]
    (first, *_) = plan(["memory://bucket/a.jsonl"], size=500)
    memory.pipe("/bucket/a.jsonl", jsonl(31))
    (other, *_) = plan(["memory://bucket/a.jsonl"], size=500)
    assert first.digest != other.digest
    assert len(errors("memory://none/x.jsonl")) == 1 and len(errors("nosuch://x/y.jsonl")) == 1


@pytest.mark.parametrize("kind", ["jsonl.zst", "parquet"])
def test_shards_of_both_kinds_hold_the_same_lines(kind: Any) -> None:
    Path("in.jsonl").write_bytes(jsonl(50) + b"no json\n")
    run(["in.jsonl"], to="out.jsonl", workers=1)
    run(["in.jsonl"], to="out/", workers=2, shards=kind, shard_bytes=700)
    shards = sorted(path for path in Path("out").glob("part-*") if not path.name.endswith(".json"))
    assert len(shards) > 4
    assert [line for path in shards for line in text_of(path)] == [json.loads(line) for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    manifest = json.loads(Path("out/manifest.json").read_text("utf-8"))
    assert [shard["file"] for shard in manifest["shards"]] == [path.name for path in shards]
    assert manifest["inputs"] == 51 and manifest["errors"] == {"InputError": 1}


@pytest.mark.parametrize("limit", [1, 7, 40, 1_000])
def test_a_limit_takes_the_first(limit: int) -> None:
    Path("a.jsonl").write_bytes(jsonl(30))
    Path("b.warc.gz").write_bytes(warc(5, squeezed=True))
    whole = [source.id for chunk in plan(["a.jsonl", "b.warc.gz"], size=500) for source in inputs_of(chunk)]
    taken = [source.id for chunk in plan(["a.jsonl", "b.warc.gz"], size=500, limit=limit) for source in inputs_of(chunk)]
    assert taken == whole[:limit]


def test_a_database() -> None:
    from extractor.store import open as open_store

    Path("in.jsonl").write_bytes(jsonl(50) + b"no json\n")
    Path("in.warc.gz").write_bytes(warc(4, squeezed=True))
    for again in (False, True):
        report = run(["in.jsonl", "in.warc.gz"], to="awards.sqlite", workers=2)
        assert (report.loaded.added, report.loaded.unchanged) == ((0, 27) if again else (27, 0))
        assert report.tally.inputs == 55 and report.tally.records == 27
    with open_store("awards.sqlite") as store:
        assert sum(1 for _ in store.documents()) == 52  # not the error, nor the two pages that were passed by


def test_a_store_of_a_crawl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "tests" / "fetch")
    import loopback

    from extractor.fetch import Crawler, Settings

    def site(request: Any) -> Any:
        if request.path.startswith("/tin-tuc"):
            links = [f"/trao-tang-bang-khen-cho-tap-the-{1_000_000 + n}.html" for n in range(12)]
            return loopback.Answer(loopback.html("".join(f'<h3><a href="{link}">Trao tặng Bằng khen: {link}</a></h3>' for link in links)))
        if request.path.endswith(".html"):
            return loopback.Answer(loopback.html(f"<h1>Bài {request.path}</h1><p>{AWARD}</p>"))
        return loopback.Answer(b"", status=404)

    with loopback.serve(site) as server:
        settings = Settings(contact="mailto:test@example.org", delay=0.0, backoff=0.01, allow_private_network=True)
        with Crawler(Path("store"), settings) as crawler:
            asyncio.run(crawler.run([f"{server.url}/tin-tuc"]))
    for size in (1_000, 10**6):
        found = ids("store", size)
        assert len(found) == len(set(found)) == 12 and all(one.endswith(".html") for one in found)
    assert run(["store"], to="out.jsonl", workers=2).tally.found == 12
