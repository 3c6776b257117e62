"""What users get wrong and what machines do to them: an error in words, no password in it, nothing half written."""

from __future__ import annotations

import copy
import os
import resource
import secrets
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from store_help import KINDS, PORTS, SERVERS, ask, by_id, many, server

import extractor.store
from extractor.cli import main
from extractor.errors import ExtractorError, OutputError, StoreError
from extractor.store.problems import told

Make = Callable[[str], str]
Documents = list[dict[str, Any]]
SECRET = "geh:eim@/1"
QUOTED = "geh%3Aeim%40%2F1"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("oracle://an:geheim@host/db", "no database that we know"),
        ("postgresql//an:geheim@host/db", "no destination that we know by its name"),
        ("postgresql://an:geheim@127.0.0.1:port/db", "this URL cannot be read"),
        ("postgresql://an:geheim@127.0.0.1", "names no database"),
        ("mysql://an:geheim@127.0.0.1/", "names no database"),
        ("sqlite://", "names no file"),
        ("sqlite://an:geheim@host/file", "names no file"),
        ("awards.docx", "a URL like postgresql"),
        ("", "no destination"),
        ("postgresql://an:geheim@127.0.0.1:1/db", "no server answers there"),
        ("mysql://an:geheim@127.0.0.1:1/db", "no server answers there"),
        ("postgresql://an:geheim@none.invalid/db", "there is no such host"),
    ],
)
def test_a_wrong_url(url: str, says: str) -> None:
    with pytest.raises(StoreError, match=says) as error:
        extractor.store.database(url)
    assert "geheim" not in str(error.value) and "\n" not in str(error.value)


def test_a_password_among_the_options_of_a_url_is_not_shown() -> None:
    with pytest.raises(StoreError, match="no server answers") as error:
        extractor.store.database("postgresql://an@127.0.0.1:1/db?password=geheim&sslmode=prefer")
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize("kind", SERVERS)
def test_no_such_database(kind: str) -> None:
    base = server(kind)
    with pytest.raises(StoreError, match="there is no such database; make it first") as error:
        extractor.store.database(
            base.replace("@", f":{QUOTED}@", 1) + "/khong_co_dau" if kind == "postgresql" else base + "/khong_co_dau"
        )
    assert SECRET not in str(error.value) and QUOTED not in str(error.value)


def test_no_such_user() -> None:
    address = server("postgresql").rpartition("@")[2]
    with pytest.raises(StoreError, match="there is no such user"):
        extractor.store.database(f"postgresql://khong_ai@{address}/postgres")


@pytest.fixture
def user() -> Iterator[str]:
    """A user of MariaDB with a password, who may do all in a database of the same name."""
    base = server("mysql")
    name = f"extractor_{secrets.token_hex(4)}"
    for sql in (
        f"CREATE DATABASE {name}",
        f"CREATE USER '{name}'@'%%' IDENTIFIED BY '{SECRET}'",
        f"CREATE USER '{name}'@'localhost' IDENTIFIED BY '{SECRET}'",
        f"GRANT ALL ON {name}.* TO '{name}'@'%%'",
        f"GRANT ALL ON {name}.* TO '{name}'@'localhost'",
    ):
        ask(f"{base}/test", sql)
    yield name
    for sql in (f"DROP USER '{name}'@'%%'", f"DROP USER '{name}'@'localhost'", f"DROP DATABASE {name}"):
        ask(f"{base}/test", sql)


def test_passwords_come_from_url_environment_file_and_argument(
    user: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"127.0.0.1:{PORTS['mysql']}/{user}"
    with extractor.store.database(f"mysql://{user}:{QUOTED}@{address}") as store:
        store.init()
        assert store.shown == f"mysql://{user}:***@{address}"
    with extractor.store.database(f"mysql://{user}@{address}", password=SECRET) as store:
        assert store.version()
    (tmp_path / "password").write_text(f"{SECRET}\nsecond line\n", "utf-8")
    monkeypatch.setenv("EXTRACTOR_DB_PASSWORD_FILE", str(tmp_path / "password"))
    with extractor.store.database(f"mysql://{user}@{address}") as store:
        assert store.version()
    monkeypatch.setenv("EXTRACTOR_DB_PASSWORD", SECRET)
    monkeypatch.setenv("EXTRACTOR_DB_PASSWORD_FILE", "/none")
    with extractor.store.database(f"mysql://{user}@{address}") as store:
        assert store.version()
    monkeypatch.delenv("EXTRACTOR_DB_PASSWORD")
    with pytest.raises(StoreError, match="no password can be read"):
        extractor.store.database(f"mysql://{user}@{address}")
    assert main(["db", "stats", f"mysql://{user}@{address}", "--password-file", str(tmp_path / "password")]) == 0


def test_a_wrong_password_is_told_and_not_shown(user: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "stats", f"mysql://{user}:wr0ng-{QUOTED}@127.0.0.1:{PORTS['mysql']}/{user}"]) == 1
    err = capsys.readouterr().err
    assert "the password, user name or database name is wrong" in err and "EXTRACTOR_DB_PASSWORD" in err
    assert "wr0ng" not in err and QUOTED not in err and ":***@" in err


def test_what_a_driver_says_is_masked_too() -> None:
    import sqlite3

    with pytest.raises(StoreError) as error, told("shown"):
        raise sqlite3.OperationalError("cannot open postgresql://an:geheim@host/db")
    assert "geheim" not in str(error.value) and "an:***@host" in str(error.value)


def as_nobody(act: Callable[[], Any]) -> str:
    """What an act says when a user without rights does it: the message of its error, or that there was none."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setuid(65534)
            act()
            message = "no error"
        except ExtractorError as error:
            message = str(error)
        except BaseException as error:
            message = f"another error: {error!r}"
        os.write(theirs, message.encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as stream:
        said = stream.read().decode()
    os.waitpid(child, 0)
    return said


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="another user's rights can only be tried by root")
@pytest.mark.parametrize("ending", ["sqlite", "duckdb", "csv"])
def test_a_read_only_file(ending: str, documents: Documents) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"awards.{ending}")
        with extractor.store.open(str(path)) as store:
            store.load(documents[:5])
        before = path.read_bytes()
        path.chmod(0o444)
        Path(folder).chmod(0o555)

        def load() -> None:
            with extractor.store.open(str(path)) as store:
                store.load(documents)

        said = as_nobody(load)
        assert "may only be read" in said or "permissions" in said
        assert path.read_bytes() == before


def test_a_full_disk(database: Make, documents: Documents) -> None:
    """SQLite is told how many pages there are, which is what it meets on a full disk."""
    loaded = many(documents, 200)
    with extractor.store.database(database("sqlite")) as store:
        store.load(loaded[:10])
        store.backend.execute("PRAGMA max_page_count = 180")
        with pytest.raises(StoreError, match="the disk is full; make room and load again"):
            store.load(loaded)
        kept = by_id(store.documents())
        assert kept == {key: one for key, one in by_id(loaded).items() if key in kept}
        store.backend.execute("PRAGMA max_page_count = 1000000")
        store.load(loaded)
        assert by_id(store.documents()) == by_id(loaded)


def test_a_full_disk_leaves_no_half_file(documents: Documents, tmp_path: Path) -> None:
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with (
            pytest.raises(OutputError, match="it was not written, check the free space"),
            extractor.store.open(f"{tmp_path}/out.csv") as store,
        ):
            store.load(documents)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["sqlite", "duckdb"])
def test_a_file_that_is_no_database(ending: str, tmp_path: Path, documents: Documents) -> None:
    path = tmp_path / f"awards.{ending}"
    path.write_bytes(b"Ghi chep cua toi, khong phai co so du lieu. " * 100)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="no such database, or is damaged"), extractor.store.open(str(path)) as store:
        store.load(documents)
    assert path.read_bytes() == before


def test_a_folder_and_a_missing_folder(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").mkdir()
    with pytest.raises(StoreError, match="this is a folder"):
        extractor.store.database(str(tmp_path / "x.sqlite"))
    with pytest.raises(StoreError, match="make it first"):
        extractor.store.database(str(tmp_path / "none" / "x.sqlite"))


def evil(documents: Documents) -> Documents:
    """A document with SQL, NUL, half characters and very long words in all its fields."""
    document = copy.deepcopy(next(one for one in documents if len(one["records"]) >= 4))
    words = ("'; DROP TABLE records; --", "a\0b", "nửa \ud800 chữ", "Đ" * 10_000)
    for record, evil_words in zip(document["records"], words, strict=False):
        record["recipient"] |= {
            "kind": "collective",
            "name": evil_words,
            "group": None,
            "unit": evil_words,
            "organisation": evil_words,
            "post": evil_words,
        }
        record["authority"] |= {"text": evil_words, "presenter": evil_words}
        record["decision"] |= {"number": evil_words}
        record["occasion"] = record["period"]["text"] = record["award"]["text"] = evil_words
        record["evidence"]["text"] = evil_words
    document["article"] |= {
        "title": words[3],
        "lead": words[1],
        "author": words[0],
        "publisher": words[2],
        "text": "x\0" * 50_000,
    }
    return [document]


@pytest.mark.parametrize("kind", KINDS)
def test_sql_nul_and_long_names(kind: str, database: Make, documents: Documents) -> None:
    with extractor.store.database(database(kind)) as store:
        assert store.load(evil(documents)).failed == 0
        assert store.load(evil(documents)).added == store.load(evil(documents)).changed == 0
        (found,) = store.documents()
        names = [record["recipient"]["name"] for record in found["records"][:4]]
        assert names == ["'; DROP TABLE records; --", "a\ufffdb", "nửa \ufffd chữ", "Đ" * 10_000]
        assert found["article"]["text"] == "x\ufffd" * 50_000
        assert list(store.faults()) == []
        store.link()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda record: record["quantity"].update(count=2**40), "whole number"),
        (lambda record: record["quantity"].update(count="many"), "whole number"),
        (lambda record: record.update(confidence=7), "confidence"),
        (lambda record: record.update(id="x" * 100), "1 to 64 characters"),
        (lambda record: record["recipient"].update(name=None, group=None), "exactly one"),
        (lambda record: record["recipient"].update(kind="robot"), "robot"),
        (lambda record: record.pop("evidence"), "lacks the key 'evidence'"),
        (lambda record: record["evidence"].update(spans={"award": [1]}), "is no [start, end)"),
        (lambda record: record["recipient"].update(post=["x"]), "is to be words or null"),
        (lambda record: record.update(posthumous="yes"), "true or false"),
        (lambda record: record["period"].update({"from": 99_999}), "is no year"),
        (lambda record: record.update(warnings="x"), "are no list"),
        (lambda record: record.update(rule="x" * 200), "longer than 128"),
        (lambda record: record["recipient"].update(post="x" * 20_000), "longer than 16000"),
    ],
)
@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "duckdb"])
def test_a_record_that_is_none_stops_no_other(
    kind: str, change: Any, says: str, database: Make, documents: Documents
) -> None:
    wrong = copy.deepcopy(next(one for one in documents if one["records"]))
    wrong["article"]["id"] = "wrong"
    change(wrong["records"][0])
    with extractor.store.database(database(kind)) as store:
        report = store.load([wrong, *documents[:2]])
        assert report.failed == 1 and says in report.messages[0], report.messages
        assert len(list(store.documents())) == 2


@pytest.mark.parametrize("kind", SERVERS)
def test_a_connection_lost_in_the_middle(
    kind: str, database: Make, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractor.store import loader

    monkeypatch.setattr(loader, "BATCH_ARTICLES", 10)
    url, loaded = database(kind), many(documents, 100)
    with extractor.store.database(url) as store:
        own = "SELECT pg_backend_pid()" if kind == "postgresql" else "SELECT CONNECTION_ID()"
        number = store.backend.fetch(text(own))[0][0]

        def handed() -> Iterator[Any]:
            for at, document in enumerate(loaded):
                if at == 55:
                    ask(url, f"SELECT pg_terminate_backend({number})" if kind == "postgresql" else f"KILL {number}")
                yield document

        with pytest.raises(StoreError, match="the connection was lost; load again"):
            store.load(handed())
    with extractor.store.database(url) as store:
        kept = by_id(store.documents())
        assert len(kept) == 50
        assert kept == {key: one for key, one in by_id(loaded).items() if key in kept}
        store.load(loaded)
        assert by_id(store.documents()) == by_id(loaded)


def test_a_driver_that_is_missing_names_its_extra(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, documents: Documents
) -> None:
    import sys

    for module, extra, url in (
        ("psycopg", "postgresql", "postgresql://an@127.0.0.1/db"),
        ("pymysql", "mysql", "mysql://an@127.0.0.1/db"),
        ("duckdb", "duckdb", str(tmp_path / "a.duckdb")),
        ("pyarrow", "parquet", str(tmp_path / "a.parquet")),
        ("xlsxwriter", "excel", str(tmp_path / "a.xlsx")),
    ):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, module, None)
            for ours in ("extractor.store.duck", "extractor.store.files.parquet"):
                patch.delitem(sys.modules, ours, raising=False)
            with pytest.raises(ExtractorError, match=rf"extractor\[{extra}\]"), extractor.store.open(url) as store:
                store.load(documents)


def test_linking_without_its_extra_names_it(monkeypatch: pytest.MonkeyPatch, database: Make) -> None:
    import sys

    with extractor.store.database(database("sqlite")) as store:
        store.init()
        monkeypatch.setitem(sys.modules, "rapidfuzz", None)
        monkeypatch.setitem(sys.modules, "rapidfuzz.distance", None)
        for ours in ("extractor.store.links", "extractor.link.units", "extractor.link.persons"):
            monkeypatch.delitem(sys.modules, ours, raising=False)
        with pytest.raises(ExtractorError, match=r"extractor\[link\]"):
            store.link()
